/* SPDX-License-Identifier: MIT */
/*
 * What changed between two texts: their paragraphs are aligned, and of two that belong together the
 * words are, Chinese by the character. Pure: the same texts give the same changes. Whoever leaves
 * out what was added has the old text, whoever leaves out what was removed the new one.
 */
#ifndef RESOLVE_REDLINE_H
#define RESOLVE_REDLINE_H

#include "base/vec.h"
#include "doc/node.h"
#include "doc/redline.h"

struct paragraphs {
	VEC(struct str) list;
};

/* The paragraphs of a document as plain text, but for generated ones: of a table its rows, cell by
 * cell. */
struct paragraphs redline_paragraphs(struct arena *a, const struct node *root);
/* Runs of fewer than two unchanged characters between changes count as changed; of a paragraph of
 * which more than 60 % would be changed the old and the new stand whole. */
struct redline redline(
	struct arena *a, const struct paragraphs *before, const struct paragraphs *now);

#endif
