/* SPDX-License-Identifier: MIT */
/* What changed, as tests write it, and the two texts back from it. */
#ifndef UNIT_REDLINE_SHOWN_H
#define UNIT_REDLINE_SHOWN_H

#include "base/buf.h"
#include "resolve/redline.h"

/* --- the old text, or the new one --- */

/* A row is its cells, and its number is one of them. */
static inline void text_mark(struct buf *b, bool is_row, struct str mark)
{
	buf_add(b, mark);
	if (is_row && mark.n)
		buf_add_char(b, '|');
}

static inline struct str paragraphs_text(struct arena *a, const struct paragraphs *list)
{
	struct buf b = buf_new(a);
	for (size_t i = 0; i < list->list.n; i++) {
		const struct paragraph *p = &list->list.items[i];
		text_mark(&b, p->is_row, p->mark);
		for (size_t k = 0; k < p->cells.n; k++) {
			buf_add(&b, p->cells.items[k]);
			buf_add(&b, p->is_row ? STR("|") : STR_NONE);
		}
		buf_add_char(&b, '\n');
	}
	return buf_str(&b);
}

/* The same from what is shown, without what is gone. */
static inline struct str redline_text(
	struct arena *a, const struct redline *r, enum redline_kind gone)
{
	struct buf b = buf_new(a);
	for (size_t i = 0; i < r->paras.n; i++) {
		const struct redline_para *p = &r->paras.items[i];
		if (p->kind == gone)
			continue;
		text_mark(&b, p->is_row, gone == REDLINE_ADDED ? p->mark_before : p->mark);
		for (size_t k = 0; k < p->cells.n; k++) {
			const struct redline_cell *c = &p->cells.items[k];
			if (c->kind == gone)
				continue;
			for (size_t m = 0; m < c->runs.n; m++)
				if (c->runs.items[m].kind != gone)
					buf_add(&b, c->runs.items[m].text);
			buf_add(&b, p->is_row ? STR("|") : STR_NONE);
		}
		buf_add_char(&b, '\n');
	}
	return buf_str(&b);
}

/* --- for people --- */

static inline void show_run(struct buf *b, bool whole, enum redline_kind kind, struct str text)
{
	static const char *const marks[][2] = {{"", ""}, {"[-", "-]"}, {"{+", "+}"}};
	if (!text.n)
		return;
	buf_add(b, str_from(whole ? "" : marks[kind][0]));
	buf_add(b, text);
	buf_add(b, str_from(whole ? "" : marks[kind][1]));
}

static inline void show_mark(struct buf *b, const struct redline_para *p)
{
	bool same = str_eq(p->mark_before, p->mark);
	show_run(b, same, REDLINE_REMOVED, p->mark_before);
	show_run(b, false, REDLINE_ADDED, same ? STR_NONE : p->mark);
	if (p->is_row && (p->mark_before.n || p->mark.n))
		buf_add(b, STR(" | "));
}

static inline void show_para(struct buf *b, const struct redline_para *p)
{
	bool whole = p->kind == REDLINE_REMOVED || p->kind == REDLINE_ADDED;
	if (whole)
		buf_add(b, p->kind == REDLINE_REMOVED ? p->moved ? STR("< ") : STR("- ")
			   : p->moved ? STR("> ")
						      : STR("+ "));
	show_mark(b, p);
	for (size_t k = 0; k < p->cells.n; k++) {
		buf_add(b, k ? STR(" | ") : STR_NONE);
		for (size_t m = 0; m < p->cells.items[k].runs.n; m++)
			show_run(b, whole, p->cells.items[k].runs.items[m].kind,
				p->cells.items[k].runs.items[m].text);
	}
	buf_add_char(b, '\n');
}

/*
 * [-removed-]{+added+}; a paragraph that was removed or added whole begins with - or +, one that
 * was moved with < where it was and > where it is; cells are parted by bars.
 */
static inline struct str redline_shown(struct arena *a, const struct redline *r)
{
	struct buf b = buf_new(a);
	for (size_t i = 0; i < r->paras.n; i++)
		show_para(&b, &r->paras.items[i]);
	return buf_str(&b);
}

#endif
