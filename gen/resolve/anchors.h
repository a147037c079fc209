/* SPDX-License-Identifier: MIT */
/*
 * Lasting anchors: a paragraph, item or row of a document with versions is called by where it first
 * stood, "v1.p3" the third of the first version, and keeps that name while the redline finds it
 * again, under whatever number and in whatever place. No heading's id has a point in it.
 */
#ifndef RESOLVE_ANCHORS_H
#define RESOLVE_ANCHORS_H

#include "doc/site.h"
#include "resolve/redline.h"

struct lasting {
	int no;	      /* of the version in which it first stood; 0: of none, it has no anchor */
	size_t place; /* from 1 */
};

/* Of the paragraphs of one text, in their order. */
struct anchors {
	struct lasting *list;
	size_t n;
};

/* Of n paragraphs of the first version that is known. */
struct anchors anchors_first(struct arena *a, int no, size_t n);
/* Of n paragraphs of the next: since says what became of those before. no, as above: of what is
 * new. */
struct anchors anchors_next(struct arena *a, const struct anchors *before,
	const struct redline *since, int no, size_t n);
/*
 * Puts into each paragraph a link to itself that carries its anchor, and the anchors into ids,
 * which has those of the page: what an author gave stays alone. Headings of tables and blocks of
 * code get none.
 */
void anchors_place(struct arena *a, const struct site *site, const struct anchors *anchors,
	const struct paragraphs *paragraphs, struct map *ids);

#endif
