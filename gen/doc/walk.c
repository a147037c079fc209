/* SPDX-License-Identifier: MIT */
#include "doc/walk.h"

#include <stddef.h>

struct walk walk_start(const struct node *root)
{
	return (struct walk){.root = root, .event = WALK_ENTER};
}

bool walk_next(struct walk *w)
{
	if (!w->started) {
		w->started = true;
		w->node = w->root;
		w->event = WALK_ENTER;
		return w->node != NULL;
	}
	if (w->event == WALK_ENTER) {
		if (w->node->first && !w->skip)
			w->node = w->node->first;
		else
			w->event = WALK_LEAVE;
		w->skip = false;
		return true;
	}
	if (w->node == w->root)
		return false;
	if (w->node->next) {
		w->node = w->node->next;
		w->event = WALK_ENTER;
	} else {
		w->node = w->node->parent;
	}
	return true;
}

void walk_skip(struct walk *w)
{
	w->skip = true;
}

struct node *walk_writable(const struct walk *w, struct node *root)
{
	(void)root; /* who has it without const has all below it without const */
	return (struct node *)(uintptr_t)w->node;
}
