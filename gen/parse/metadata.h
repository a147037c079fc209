/* SPDX-License-Identifier: MIT */
/* A Markdown file with its metadata, as pandoc reads it. */
#ifndef PARSE_METADATA_H
#define PARSE_METADATA_H

#include "parse/markdown.h"

/*
 * The whole of src: its front matter becomes the metadata of the DOC, each text in it read as
 * Markdown of the same syntax; the rest is the body. A text with a line end is blocks, any other
 * inlines. Without MARKDOWN_METADATA all is body. NULL, with a message, where the YAML is none.
 */
struct node *metadata_parse(struct arena *a, struct source *src, uint32_t syntax, struct diags *d);

/* KEY=VALUE, or KEY for true: true and false are flags, all else text. */
void metadata_set(struct arena *a, struct node *doc, struct str setting);

#endif
