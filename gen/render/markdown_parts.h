/* SPDX-License-Identifier: MIT */
/* Inside of the writer of Markdown and plain text. */
#ifndef RENDER_MARKDOWN_PARTS_H
#define RENDER_MARKDOWN_PARTS_H

#include "base/vec.h"
#include "render/markdown.h"

/* Between two words: where a line may end, as they are written before lines are filled. Text never
 * holds it. */
enum { MDW_SPACE = 0x1F, MDW_BREAK = 0x1E };

/* Of blocks and inlines in each other: beside a tree may stand one as deep. */
enum { MDW_DEPTH = 2 * NODE_DEPTH_LIMIT };

struct mdw {
	struct buf *out;
	const struct writer_options *opt;
	bool plain;	   /* no marks */
	struct buf prefix; /* of every line: of the blocks that are open */
	bool begins;	   /* nothing stands on the line yet */
	bool in_cell;	   /* of a table, where | is written with a backslash in any text */
	bool tight;	   /* the list that is being written */
	size_t depth;
	VEC(const struct node *) notes;
};

/* Blocks: lines with their prefix. */
void mdw_put(struct mdw *w, struct str text); /* may hold line ends */
void mdw_inlines(struct mdw *w, const struct node *first, struct str behind); /* filled lines */
void mdw_table(struct mdw *w, const struct node *table);
void mdw_metadata(struct mdw *w, const struct node *map); /* as YAML, before all else */

/* Inlines of a list, unfilled, with MDW_SPACE and MDW_BREAK between their words. */
struct str mdw_words(struct mdw *w, const struct node *first);
/* The same on one line. */
struct str mdw_line(struct mdw *w, const struct node *first);
void mdw_attr(struct buf *b, const struct attr *attr); /* {#id .class key="value"} */
bool mdw_has_attr(const struct node *n);

#endif
