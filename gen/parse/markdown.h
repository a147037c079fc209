/* SPDX-License-Identifier: MIT */
#ifndef PARSE_MARKDOWN_H
#define PARSE_MARKDOWN_H

#include <stdbool.h>

#include "base/diag.h"
#include "doc/node.h"

/* What is read beside CommonMark, by the names of pandoc's extensions. */
enum markdown_syntax {
	MARKDOWN_RAW_HTML = 1 << 0,   /* HTML of the author passes as raw nodes; else it is shown as
					 text, with a warning */
	MARKDOWN_SMART = 1 << 1,      /* straight quotes to QUOTED, -- --- ... to dashes and dots */
	MARKDOWN_ATTRIBUTES = 1 << 2, /* {…} behind headings, code, links and pictures */
	MARKDOWN_RAW_ATTRIBUTE = 1 << 3,
	MARKDOWN_DIVS = 1 << 4,
	MARKDOWN_SPANS = 1 << 5,
	MARKDOWN_MATH = 1 << 6,
	MARKDOWN_NOTES = 1 << 7,
	MARKDOWN_INLINE_NOTES = 1 << 8,
	MARKDOWN_STRIKEOUT = 1 << 9,
	MARKDOWN_SUPERSCRIPT = 1 << 10,
	MARKDOWN_SUBSCRIPT = 1 << 11,
	MARKDOWN_DEFINITIONS = 1 << 12,
	MARKDOWN_TABLES = 1 << 13,
	MARKDOWN_CAPTIONS = 1 << 14,
	MARKDOWN_FIGURES = 1 << 15,
	MARKDOWN_TASKS = 1 << 16,
	MARKDOWN_ADDRESSES = 1 << 17, /* in running text */
	MARKDOWN_RAW_TEX = 1 << 18,
	MARKDOWN_CITATIONS = 1 << 19,
	MARKDOWN_METADATA = 1 << 20,   /* YAML at the top: metadata_parse() */
	MARKDOWN_PANDOC_IDS = 1 << 21, /* headings get ids as pandoc makes them */
	MARKDOWN_GITHUB_IDS = 1 << 22,
	/* As sites want it: {{…}} is one STR, HTML comments leave nothing, <br> is a break;
	 * emphasis works beside Chinese; what Chinese prose may mean otherwise (8~10, \\Users,
	 * @all) stays text. */
	MARKDOWN_FOR_SITE = 1 << 23,
	/* As pandoc reads commonmark and gfm: addresses have no class, HTML keeps its line end. */
	MARKDOWN_STRICT = 1 << 24,
	/* As pandoc's own Markdown draws them. */
	MARKDOWN_SIMPLE_TABLES = 1 << 25,
	MARKDOWN_MULTILINE_TABLES = 1 << 26,
	MARKDOWN_GRID_TABLES = 1 << 27,
	MARKDOWN_LINE_BLOCKS = 1 << 28,
	MARKDOWN_FANCY_LISTS = 1 << 29,
};

enum {
	MARKDOWN_ALL = (1 << 20) - 1, /* down to the citations */
	MARKDOWN_COMMONMARK = MARKDOWN_RAW_HTML | MARKDOWN_STRICT,
	MARKDOWN_GFM = MARKDOWN_COMMONMARK | MARKDOWN_MATH | MARKDOWN_NOTES | MARKDOWN_STRIKEOUT |
		       MARKDOWN_TABLES | MARKDOWN_TASKS | MARKDOWN_ADDRESSES | MARKDOWN_METADATA |
		       MARKDOWN_GITHUB_IDS,
	MARKDOWN_DRAWN_TABLES =
		MARKDOWN_SIMPLE_TABLES | MARKDOWN_MULTILINE_TABLES | MARKDOWN_GRID_TABLES,
	MARKDOWN_PANDOC = (MARKDOWN_ALL & ~MARKDOWN_ADDRESSES) | MARKDOWN_METADATA |
			  MARKDOWN_PANDOC_IDS | MARKDOWN_DRAWN_TABLES | MARKDOWN_LINE_BLOCKS |
			  MARKDOWN_FANCY_LISTS,
	/* A site's own settings add RAW_HTML and SMART. */
	MARKDOWN_SITE = (MARKDOWN_ALL & ~(MARKDOWN_RAW_HTML | MARKDOWN_SMART)) |
			MARKDOWN_GITHUB_IDS | MARKDOWN_FOR_SITE,
};

struct markdown_input {
	uint32_t syntax; /* of enum markdown_syntax */
};

/*
 * CommonMark with GFM's tables, task lists, strikethrough, autolinks and footnotes, and of
 * pandoc's: attributes, fenced divs, bracketed spans, definition lists, table captions, math,
 * figures, super- and subscript, notes in the line, raw TeX, citations; as far as the syntax says.
 *
 * body is a slice of src->text (what stands behind the front matter) and is valid UTF-8. The result
 * is always a DOC; it is empty, with an error, where the text would cost too much to parse. The
 * tree borrows from src->text, which must live as long as it does.
 *
 * Every node has a span in src: a block from its first to its last character without line end; an
 * inline with its marks (a LINK from its bracket to its parenthesis, a STR the word as written).
 * A SOFT_BREAK is kept wherever a line ends; node_break_joins() says where it is no space.
 * {{...}} is one STR with its blanks and straight quotes. HTML comments leave nothing.
 * Each HEADER has an id where the syntax wants it; ids that the author gave are unique or an error.
 */
struct node *markdown_parse(struct arena *a, const struct source *src, struct str body,
	const struct markdown_input *opt, struct diags *d);

#endif
