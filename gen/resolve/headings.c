/* SPDX-License-Identifier: MIT */
#include "resolve/headings.h"

void headings_fit(struct arena *a, struct node *root, int top, struct str title)
{
	struct node *first = root->first;
	if (first && first->kind == NODE_HEADER && str_eq(node_plain_text(a, first), title))
		node_unlink(first);
	int highest = 6;
	for (const struct node *n = root->first; n; n = n->next)
		if (n->kind == NODE_HEADER && n->as.header.level < highest)
			highest = n->as.header.level;
	for (struct node *n = root->first; n; n = n->next)
		if (n->kind == NODE_HEADER) {
			int level = n->as.header.level + top - highest;
			n->as.header.level = level > 6 ? 6 : level;
		}
}
