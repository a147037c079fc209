/* SPDX-License-Identifier: MIT */
/*
 * What changed between two texts: their paragraphs are aligned, and of two that belong together the
 * words are, Chinese by the character; of the rows of tables the cells. Pure: the same texts give
 * the same changes. Whoever leaves out what was added has the old text, whoever leaves out what was
 * removed the new one.
 */
#ifndef RESOLVE_REDLINE_H
#define RESOLVE_REDLINE_H

#include "doc/node.h"
#include "doc/redline.h"

struct paragraphs {
	VEC(struct paragraph) list;
};

/*
 * The paragraphs of a document as plain text, but for generated ones; of a table its rows. What
 * counts a paragraph stands apart from what it says: the mark that it begins with, its number in a
 * list, and of a row its first cell, if that is which row it is.
 */
struct paragraphs redline_paragraphs(struct arena *a, struct node *root);
/*
 * Runs of fewer than two unchanged characters between changes count as changed; of a paragraph or
 * cell of which more than 60 % would be changed the old and the new stand whole. What was removed
 * in one place and added in another is told as moved, and what was only counted anew as that.
 */
struct redline redline(
	struct arena *a, const struct paragraphs *before, const struct paragraphs *now);

/* --- the parts, in redline_*.c --- */

struct sequence {
	uint32_t *ids; /* equal items have equal numbers */
	size_t n;
};

/* Of each item whether both have it, in order. */
struct matches {
	bool *before, *now;
};

/* False: too many differ, and the two have nothing to do with each other. */
bool redline_match(
	struct arena *a, struct sequence before, struct sequence now, struct matches *ret_matches);

#endif
