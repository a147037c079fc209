/* SPDX-License-Identifier: MIT */
/*
 * The tree as an HTML5 fragment. What an author wrote cannot run code: addresses and attributes
 * pass only if they are known to be harmless, raw HTML only where the site allows it.
 */
#ifndef RENDER_HTML_H
#define RENDER_HTML_H

#include "base/buf.h"
#include "doc/node.h"
#include "doc/site.h"

struct html_options {
	bool raw_html;		/* raw nodes of the author pass; those of the program always do */
	struct str notes;	/* heading of the notes, hidden from sight */
	struct str back;	/* what a reader hears of the link back from a note */
	struct str note_prefix; /* before the numbers of notes, where a page has two fragments */
	struct str table; /* name of a table without caption, for who moves to it by keyboard */
};

struct html_options html_options_for(const struct site *site);

/*
 * Adds the children of root, then the notes that they hold. A SOFT_BREAK is a line end, or nothing
 * where node_break_joins(). A DIV of class view that has a heading is a section.
 */
void html_render(struct buf *out, const struct node *root, const struct html_options *opt);

#endif
