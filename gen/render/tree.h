/* SPDX-License-Identifier: MIT */
/*
 * The tree for people and for golden tests, a node a line:
 *
 *	Para @3:1+9
 *		Link {.uri title="x"} "https://…" @3:1+9
 *
 * indentation by tabs, kind, what the kind has of its own, attributes as in Markdown, text or
 *target in quotes, and the place: line:column+characters, or line:column-line:column where it has
 *several lines; a * behind it means NODE_GENERATED. Without places where the spans have no source.
 */
#ifndef RENDER_TREE_H
#define RENDER_TREE_H

#include "base/buf.h"
#include "doc/node.h"

void tree_render(struct buf *out, const struct node *root);

#endif
