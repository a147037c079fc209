/* SPDX-License-Identifier: MIT */
#include "resolve/anchors.h"

#include "base/arena.h"
#include "base/map.h"

struct anchors anchors_first(struct arena *a, int no, size_t n)
{
	struct anchors anchors = {NEW_N(a, struct lasting, n + 1), n};
	for (size_t i = 0; i < n; i++)
		anchors.list[i] = (struct lasting){no, i + 1};
	return anchors;
}

struct anchors anchors_next(struct arena *a, const struct anchors *before,
	const struct redline *since, int no, size_t n)
{
	struct anchors anchors = anchors_first(a, no, n);
	for (size_t i = 0; i < since->paras.n; i++) {
		const struct redline_para *p = &since->paras.items[i];
		if (p->before < before->n && p->now < n)
			anchors.list[p->now] = before->list[p->before];
	}
	return anchors;
}

/* Where the link stands: at the end of the paragraph, of a row in the first cell that says
 * something. NULL: nowhere. */
static struct node *end_of(struct node *paragraph)
{
	switch (paragraph->kind) {
	case NODE_PARA:
	case NODE_PLAIN:
	case NODE_HEADER:
		return paragraph;
	case NODE_ROW:
		for (struct node *cell = paragraph->first; cell; cell = cell->next)
			if (cell->last &&
				(cell->last->kind == NODE_PLAIN || cell->last->kind == NODE_PARA))
				return cell->last;
		return NULL;
	default:
		return NULL;
	}
}

static void add_link(struct arena *a, const struct site *site, struct lasting at, struct str id,
	struct node *end)
{
	struct node *link = node_add_link(a, end, STR_CAT(a, STR("#"), id), STR_NONE);
	struct str label = site_fill(a, site, "version.anchor",
		ARGS(str_printf(a, "%d", at.no), str_printf(a, "%zu", at.place)));
	node_set_id(a, link, id);
	node_add_class(a, link, STR("anchor"));
	node_set_attribute(a, link, STR("aria-label"), label);
}

void anchors_place(struct arena *a, const struct site *site, const struct anchors *anchors,
	const struct paragraphs *paragraphs, struct map *ids)
{
	for (size_t i = 0; i < anchors->n && i < paragraphs->list.n; i++) {
		const struct paragraph *p = &paragraphs->list.items[i];
		struct lasting at = anchors->list[i];
		struct node *end = p->of && !p->is_head ? end_of(p->of) : NULL;
		struct str id = str_printf(a, "v%d.p%zu", at.no, at.place);
		if (!end || !at.no || map_get(ids, id))
			continue;
		map_put(a, ids, id, end);
		add_link(a, site, at, id, end);
	}
}
