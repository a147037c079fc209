/* SPDX-License-Identifier: MIT */
/*
 * Inside of the Markdown parser. The way of a text through it:
 *
 *   limits   what would make cmark-gfm run for minutes is refused
 *   scan     what it does not know becomes tokens (attr, tex), and guards make it see emphasis in
 * Chinese block    its block structure, with containers of ours for divs, notes and definitions
 *   convert  its blocks to nodes (leaf, table); inline, text, pair, cite: its inlines
 *   finish   notes and header ids
 */
#ifndef PARSE_MARKDOWN_PARTS_H
#define PARSE_MARKDOWN_PARTS_H

#include "base/map.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "doc/messages.h"
#include "parse/markdown.h"
#include "parse/markdown_place.h"
#include "parse/markdown_token.h"

/* How deep blocks and inlines go; the rest is for what a leaf adds: cell, figure, caption, text. */
enum { MD_DEPTH = NODE_DEPTH_LIMIT - 8 };

struct md_list_mark {
	enum list_style style;
	enum list_delim delim;
	int start;
	size_t length;
	bool goes_on; /* with the list above */
};

enum md_block_kind { MD_DIV, MD_NOTE, MD_DEFINITION, MD_ITEM };
struct md_block { /* user data of a custom block of cmark-gfm */
	enum md_block_kind kind;
	cmark_node *node;
	int line, column; /* of its opening mark, the column with tabs widened */
	size_t byte;	  /* the column in bytes */
	int close_line;	  /* of a div; 0: it has none */
	int indent;	  /* of the lines that continue a definition or an item */
	bool closed, used, loose;
	struct str label;
	struct attr *attr;
	struct md_list_mark mark;
	struct md_block
		*head; /* of an item: the first of its list, which knows whether it is loose */
};

struct md_mark { /* a STR that may be half of a pair: ~~ " ' or a bracket */
	struct node *node;
	char kind; /* ~ of strikeout, _ of subscript, ^ " ' [ */
	bool open, close, note;
	const struct attr *attr; /* behind a closing bracket */
};

struct md_label {
	struct md_block *block;
};

struct md_note {
	struct node *node;
	struct md_block *block;
};

struct md {
	struct arena *a, *scratch;
	const struct source *src;
	struct str body;
	const struct markdown_input *opt;
	struct diags *d;
	/* scan */
	struct str text;
	VEC(struct md_edit) edits;
	VEC(struct md_token) tokens;
	VEC(uint32_t) lines;
	bool has_brackets; /* that may be half of a span, of a note or of citations */
	/* block */
	VEC(struct md_block *) blocks;
	int closer_line, closer_offset; /* the line that was last asked which div it closes */
	struct md_block *closer;
	struct map labels; /* of notes, to struct md_label */
	/* convert */
	size_t depth, in_link;
	bool too_deep, in_note, task;
	size_t drawn_cells;
	struct str
		definitions; /* of addresses and notes, for what stands in cells of drawn tables */
	struct str references; /* that stand behind the text, and in no source */
	struct md_place place;
	VEC(struct md_mark) marks;
	VEC(struct md_note) notes;
	struct node *tail; /* attributes at the end of a block, as a STR */
	const struct attr *tail_attr;
	uint8_t told[N_MESSAGES]; /* how often each message was given */
};

static inline bool md_has(const struct md *m, unsigned syntax)
{
	return (m->opt->syntax & syntax) != 0;
}

/* Pandoc's own Markdown, not CommonMark's. */
static inline bool md_is_pandoc(const struct md *m)
{
	return !md_has(m, MARKDOWN_FOR_SITE | MARKDOWN_STRICT);
}

#include "parse/markdown_steps.h"

#endif
