/* SPDX-License-Identifier: MIT */
/* Markdown that is a value of the metadata or a cell of a drawn table, and so no part of a body. */
#ifndef PARSE_MARKDOWN_PART_H
#define PARSE_MARKDOWN_PART_H

#include "parse/markdown.h"

/* A DOC, all of which stands at `at`. What a message would say of it was said of no body, so it is
 * left out. */
struct node *markdown_part(
	struct arena *a, struct str text, struct span at, const struct markdown_input *opt);

/* The inlines of text to the end of to; what is no paragraph, such as "# 1", is one behind a word.
 */
void markdown_inlines(
	struct arena *a, struct str text, const struct markdown_input *opt, struct node *to);

#endif
