/* SPDX-License-Identifier: MIT */
/* Where the inlines of a block stand: its content is read along with them. */
#ifndef PARSE_MARKDOWN_PLACE_H
#define PARSE_MARKDOWN_PLACE_H

#define CMARK_NO_SHORT_NAMES /* its NODE_LINK would hide ours */
#include <cmark-gfm.h>

#include "doc/node.h"

struct md;

struct md_place {
	struct str content;   /* of the block, as cmark-gfm read its inlines from it */
	uint32_t *lines, *at; /* where each of its lines begins in it, and in the text */
	size_t n_lines, line;
	int first_line;	   /* in the text */
	uint32_t *unpiped; /* of a cell in which \| became |: the place of each byte */
	size_t pos;	   /* what comes next */
};

/* Where the bytes of a literal came from in the content: map[i], or base + i where map is NULL. */
struct md_origin {
	size_t base;
	const uint32_t *map;
};

void md_place_block(struct md *m, cmark_node *from);
void md_place_cell(struct md *m, struct str content, size_t from, size_t to);
size_t md_place_at(struct md *m, size_t pos); /* offset in content to offset in the text */
struct span md_place_span(struct md *m, size_t from, size_t to);  /* of content */
struct md_origin md_place_text(struct md *m, struct str literal); /* moves past it */
void md_place_link_end(struct md *m); /* moves past ] and the address or label behind it */

#endif
