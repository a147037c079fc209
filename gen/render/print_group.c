/* SPDX-License-Identifier: MIT */
/* Elements of the tags that hold others: lists, their items, quotations. */
#include "render/print_parts.h"

#include "base/arena.h"

enum { PRINT_GROUPS = 24 }; /* deeper ones are one with what holds them */

struct print_group {
	const struct print_group *parent;
	const char *tag;
	int depth; /* from 1 */
};

static int depth_of(const struct print_group *group)
{
	return group ? group->depth : 0;
}

void print_enter(struct printing *p, const char *tag)
{
	if (depth_of(p->group) >= PRINT_GROUPS) {
		p->deeper++;
		return;
	}
	struct print_group *group = NEW(p->arena, struct print_group);
	*group = (struct print_group){p->group, tag, depth_of(p->group) + 1};
	p->group = group;
}

void print_leave(struct printing *p)
{
	if (p->deeper)
		p->deeper--;
	else
		p->group = p->group->parent;
}

static const struct print_group *common(const struct print_group *a, const struct print_group *b)
{
	while (a != b)
		if (depth_of(a) >= depth_of(b))
			a = a->parent;
		else
			b = b->parent;
	return a;
}

void print_group_change(cairo_t *cr, const struct print_group **at, const struct print_group *to)
{
	const struct print_group *base = common(*at, to);
	for (; *at != base; *at = (*at)->parent)
		cairo_tag_end(cr, (*at)->tag);
	while (*at != to) {
		const struct print_group *next = to;
		while (next->parent != *at)
			next = next->parent;
		cairo_tag_begin(cr, next->tag, NULL);
		*at = next;
	}
}
