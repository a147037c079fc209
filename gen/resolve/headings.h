/* SPDX-License-Identifier: MIT */
#ifndef RESOLVE_HEADINGS_H
#define RESOLVE_HEADINGS_H

#include "doc/node.h"

/*
 * Moves the headings of a text so that its highest level is `top`: the page has its title as level
 * 1 already, and authors begin with # or with ## as they are used to. The first heading goes away
 * where it only repeats the title.
 */
void headings_fit(struct arena *a, struct node *root, int top, struct str title);

#endif
