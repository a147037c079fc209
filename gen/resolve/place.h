/* SPDX-License-Identifier: MIT */
/* Puts the views of an entry where its body says, and the rest behind the body. */
#ifndef RESOLVE_PLACE_H
#define RESOLVE_PLACE_H

#include "resolve/view.h"

/* What the body and the Markdown attachments of one entry have shown so far. */
struct placing;

struct placing *placing_new(const struct view_context *ctx);
/*
 * Replaces each paragraph of doc that is nothing but {{…}} by its views. Call it for the body, then
 * for each Markdown attachment. Whatever is wrong in a call is an error at its place.
 */
void place_views(struct placing *p, struct node *doc);
/*
 * Appends to the body what no placed view has shown, in the order of the contract, each view under
 * a heading of level 2 with the id view-NAME inside its DIV. Call it once, last.
 */
void place_rest(struct placing *p, struct node *body);

#endif
