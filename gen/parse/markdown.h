/* SPDX-License-Identifier: MIT */
#ifndef PARSE_MARKDOWN_H
#define PARSE_MARKDOWN_H

#include <stdbool.h>

#include "base/diag.h"
#include "doc/node.h"

struct markdown_input {
	bool raw_html; /* HTML of the author passes as raw nodes; else it is shown as text, with a
			  warning */
	bool smart;    /* straight quotes to QUOTED, -- --- ... to dashes and dots */
};

/*
 * CommonMark with GFM's tables, task lists, strikethrough, autolinks and footnotes, and of
 * pandoc's: attributes, fenced divs, bracketed spans, definition lists, table captions, math,
 * figures.
 *
 * body is a slice of src->text (what stands behind the front matter) and is valid UTF-8. The result
 * is always a DOC; it is empty, with an error, where the text would cost too much to parse. The
 * tree borrows from src->text, which must live as long as it does.
 *
 * Every node has a span in src: a block from its first to its last character without line end; an
 * inline with its marks (a LINK from its bracket to its parenthesis, a STR the word as written).
 * A SOFT_BREAK is kept wherever a line ends; node_break_joins() says where it is no space.
 * {{...}} is one STR with its blanks and straight quotes. HTML comments leave nothing.
 * Each HEADER has an id; ids that the author gave are unique or an error.
 */
struct node *markdown_parse(struct arena *a, const struct source *src, struct str body,
	const struct markdown_input *opt, struct diags *d);

#endif
