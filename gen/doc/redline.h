/* SPDX-License-Identifier: MIT */
/* What changed between two texts, as it is shown. */
#ifndef DOC_REDLINE_H
#define DOC_REDLINE_H

#include "base/str.h"
#include "base/vec.h"

struct node;

enum redline_kind {
	REDLINE_SAME,
	REDLINE_REMOVED,
	REDLINE_ADDED,
	REDLINE_CHANGED,    /* of runs of several kinds; the others are of one run */
	REDLINE_RENUMBERED, /* the same but for its mark */
};

/* A paragraph of a text that is compared; a row of a table is one too. */
struct paragraph {
	struct str mark;       /* 三、 or 3.: what counts it; of a row its 序号. Empty: none */
	VEC(struct str) cells; /* what a paragraph says is one */
	bool is_row, is_head;  /* is_head: of a table's headings */
	struct node *of;       /* of the tree that it was read from, if of one */
};

struct redline_run {
	enum redline_kind kind; /* SAME, REMOVED or ADDED */
	struct str text;
};

struct redline_cell {
	enum redline_kind kind; /* never RENUMBERED */
	VEC(struct redline_run) runs;
};

struct redline_para {
	enum redline_kind kind; /* REMOVED and ADDED: whole, and so are its cells */
	bool moved; /* it was removed here and added elsewhere, or the other way round */
	bool is_row, is_head;
	struct str mark_before, mark; /* of what is REMOVED or ADDED both are its own */
	/* Which paragraph of each text it is, REDLINE_NOWHERE where it is of one alone; of what was
	 * moved both are known at either place. */
	size_t before, now;
	VEC(struct redline_cell) cells;
};

#define REDLINE_NOWHERE SIZE_MAX

struct redline {
	VEC(struct redline_para) paras;
	size_t n_removed, n_added, n_moved, n_renumbered; /* places */
};

#endif
