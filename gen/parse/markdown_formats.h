/* SPDX-License-Identifier: MIT */
/* What a Markdown has, by pandoc's names of its extensions. */
#ifndef PARSE_MARKDOWN_FORMATS_H
#define PARSE_MARKDOWN_FORMATS_H

#include "parse/markdown.h"

/* Changes *syntax by "+smart-raw_html"; false, with a message, at a name that is none of them. */
bool markdown_extensions(struct str changes, uint32_t *syntax, struct diags *d);
/* The first of them that is unknown; empty: none is. */
struct str markdown_extension_unknown(struct str changes);

#endif
