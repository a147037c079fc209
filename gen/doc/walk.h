/* SPDX-License-Identifier: MIT */
/* Enter and leave events over a tree, without recursion: depth costs no stack. */
#ifndef DOC_WALK_H
#define DOC_WALK_H

#include <stdbool.h>

#include "doc/node.h"

enum walk_event { WALK_ENTER, WALK_LEAVE };

struct walk {
	const struct node *root, *node;
	enum walk_event event;
	bool started, skip;
};

/*
 *	for (struct walk w = walk_start(root); walk_next(&w);)
 *		switch (w.node->kind) …
 * A node without children gets both events too. Whoever changes the tree while walking may change
 * only what lies before the node, or the node's children on ENTER.
 */
struct walk walk_start(const struct node *root);
bool walk_next(struct walk *w);
/* The node for writing, by whoever may write to the tree that the walk was started on. */
struct node *walk_writable(const struct walk *w, struct node *root);
void walk_skip(struct walk *w); /* on ENTER: goes on with this node's LEAVE */

#endif
