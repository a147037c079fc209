/* SPDX-License-Identifier: MIT */
#include "resolve/redline.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"
#include "base/utf8.h"

enum {
	MOST_TOKENS = 20000, /* of a paragraph that is compared in itself */
	MOST_CHANGED = 60,   /* percent of a paragraph */
	LEAST_ALIKE = 40,    /* percent: two paragraphs that may belong together */
	LEAST_ROW = 70,	     /* percent: two rows, in which the same days and words come often */
	LEAST_SAME = 2,	     /* characters */
	LEAST_MOVED = 4	     /* characters: what is shorter stands anywhere */
};

/* --- words --- */

struct tokens {
	VEC(struct str) list;
	struct sequence sequence;
};

/* Equal texts have equal numbers. */
static uint32_t number_of(struct arena *a, struct map *numbers, struct str text)
{
	uintptr_t known = (uintptr_t)map_get(numbers, text);
	if (!known) {
		known = numbers->n + 1;
		map_put(a, numbers, text, (const void *)known);
	}
	return (uint32_t)known;
}

/* A Chinese character, a word or number of other scripts, a stretch of blanks, or a sign. */
static size_t token_length(struct str s)
{
	size_t n, next;
	uint32_t rune = utf8_decode(s, &n);
	if (rune_is_cjk(rune))
		return n;
	bool word = rune_is_letter(rune), blank = rune_is_space(rune);
	while (n < s.n && (word || blank)) {
		rune = utf8_decode(str_after(s, n), &next);
		bool goes_on =
			word ? rune_is_letter(rune) && !rune_is_cjk(rune) : rune_is_space(rune);
		if (!goes_on)
			break;
		n += next;
	}
	return n;
}

static struct tokens tokens_of(struct arena *a, struct map *numbers, struct str text)
{
	struct tokens t = {0};
	for (size_t n; text.n; text = str_after(text, n)) {
		n = token_length(text);
		*vec_push(a, &t.list) = str_sub(text, 0, n);
	}
	t.sequence = (struct sequence){NEW_N(a, uint32_t, t.list.n + 1), t.list.n};
	for (size_t i = 0; i < t.list.n; i++)
		t.sequence.ids[i] = number_of(a, numbers, t.list.items[i]);
	return t;
}

/* --- one cell --- */

static void add_run(
	struct arena *a, struct redline_cell *c, enum redline_kind kind, struct str text)
{
	struct redline_run *last = c->runs.n ? &c->runs.items[c->runs.n - 1] : NULL;
	if (!text.n)
		return;
	/* Both are slices of one text, and stand side by side in it. */
	if (last && last->kind == kind && last->text.p + last->text.n == text.p)
		last->text.n += text.n;
	else
		*vec_push(a, &c->runs) = (struct redline_run){kind, text};
}

static struct str span_of_tokens(const struct tokens *t, size_t from, size_t to)
{
	if (from == to)
		return STR_NONE;
	const struct str *first = &t->list.items[from], *last = &t->list.items[to - 1];
	return (struct str){first->p, (size_t)(last->p + last->n - first->p)};
}

struct comparing {
	const struct tokens *old, *now;
	const struct matches *m;
	size_t i, k; /* how far in each */
};

/* How many tokens from here on are the same in both. */
static size_t same_ahead(const struct comparing *c)
{
	size_t n = 0;
	while (c->i + n < c->old->list.n && c->k + n < c->now->list.n && c->m->before[c->i + n] &&
		c->m->now[c->k + n])
		n++;
	return n;
}

static bool at_end(const struct comparing *c)
{
	return c->i >= c->old->list.n && c->k >= c->now->list.n;
}

/* Goes over what differs, and over what is the same and too short to be read between. */
static void skip_changed(struct comparing *c)
{
	while (!at_end(c)) {
		size_t same = same_ahead(c);
		struct str text = span_of_tokens(c->old, c->i, c->i + same);
		bool last = c->i + same == c->old->list.n && c->k + same == c->now->list.n;
		if (same && (last || utf8_count(text) >= LEAST_SAME))
			return;
		c->i += same;
		c->k += same;
		while (c->i < c->old->list.n && !c->m->before[c->i])
			c->i++;
		while (c->k < c->now->list.n && !c->m->now[c->k])
			c->k++;
	}
}

static struct redline_cell compare_words(struct arena *a, const struct tokens *old,
	const struct tokens *now, const struct matches *m)
{
	struct redline_cell cell = {.kind = REDLINE_CHANGED};
	struct comparing c = {old, now, m, 0, 0};
	while (!at_end(&c)) {
		size_t same = same_ahead(&c), i, k;
		add_run(a, &cell, REDLINE_SAME, span_of_tokens(now, c.k, c.k + same));
		i = c.i += same;
		k = c.k += same;
		skip_changed(&c);
		add_run(a, &cell, REDLINE_REMOVED, span_of_tokens(old, i, c.i));
		add_run(a, &cell, REDLINE_ADDED, span_of_tokens(now, k, c.k));
	}
	return cell;
}

/* Of all characters of both the share that is not the same. */
static size_t percent_changed(const struct redline_cell *c)
{
	size_t same = 0, all = 0;
	for (size_t i = 0; i < c->runs.n; i++) {
		size_t n = utf8_count(c->runs.items[i].text);
		same += c->runs.items[i].kind == REDLINE_SAME ? 2 * n : 0;
		all += c->runs.items[i].kind == REDLINE_SAME ? 2 * n : n;
	}
	return all ? (all - same) * 100 / all : 0;
}

/* --- paragraphs and rows --- */

struct compared {
	struct paragraph p;
	size_t at;
	struct str said; /* the same where the two say the same, however they are counted */
};

struct redlining {
	struct arena *arena;
	struct map words;
	struct redline *out;
	VEC(struct str) said; /* of each paragraph in out that is whole */
};

static struct redline_cell whole_cell(struct arena *a, enum redline_kind kind, struct str text)
{
	struct redline_cell c = {.kind = kind};
	add_run(a, &c, kind, text);
	return c;
}

static void add_whole(struct redlining *r, enum redline_kind kind, const struct compared *x)
{
	struct redline_para p = {.kind = kind,
		.is_row = x->p.is_row,
		.is_head = x->p.is_head,
		.mark_before = x->p.mark,
		.mark = x->p.mark,
		.before = kind == REDLINE_ADDED ? REDLINE_NOWHERE : x->at,
		.now = kind == REDLINE_REMOVED ? REDLINE_NOWHERE : x->at};
	for (size_t i = 0; i < x->p.cells.n; i++)
		*vec_push(r->arena, &p.cells) = whole_cell(r->arena, kind, x->p.cells.items[i]);
	*vec_push(r->arena, &r->out->paras) = p;
	*vec_push(r->arena, &r->said) = x->said;
}

/* False: they have nothing to do with each other. */
static bool compare_cell(
	struct redlining *r, struct str old, struct str now, struct redline_cell *ret)
{
	struct tokens x = tokens_of(r->arena, &r->words, old);
	struct tokens y = tokens_of(r->arena, &r->words, now);
	struct matches m;
	if (x.list.n > MOST_TOKENS || y.list.n > MOST_TOKENS ||
		!redline_match(r->arena, x.sequence, y.sequence, &m))
		return false;
	*ret = compare_words(r->arena, &x, &y, &m);
	return percent_changed(ret) <= MOST_CHANGED;
}

static struct redline_cell cell_pair(struct redlining *r, struct str old, struct str now)
{
	struct redline_cell c;
	if (str_eq(old, now))
		return whole_cell(r->arena, REDLINE_SAME, now);
	if (compare_cell(r, old, now, &c))
		return c;
	c = (struct redline_cell){.kind = REDLINE_CHANGED};
	add_run(r->arena, &c, REDLINE_REMOVED, old);
	add_run(r->arena, &c, REDLINE_ADDED, now);
	return c;
}

/* Cells between two that stayed: in order, and what is left over came or went with its column. */
static void add_cells(struct redlining *r, struct redline_para *p, const struct str *old,
	size_t n_old, const struct str *now, size_t n_now)
{
	for (size_t i = 0; i < n_old || i < n_now; i++)
		*vec_push(r->arena, &p->cells) =
			i >= n_old   ? whole_cell(r->arena, REDLINE_ADDED, now[i])
			: i >= n_now ? whole_cell(r->arena, REDLINE_REMOVED, old[i])
				     : cell_pair(r, old[i], now[i]);
}

static struct sequence numbered_cells(
	struct arena *a, struct map *numbers, const struct paragraph *p)
{
	struct sequence s = {NEW_N(a, uint32_t, p->cells.n + 1), p->cells.n};
	for (size_t i = 0; i < s.n; i++)
		s.ids[i] = number_of(a, numbers, p->cells.items[i]);
	return s;
}

static void align_cells(struct redlining *r, struct redline_para *p, const struct paragraph *old,
	const struct paragraph *now)
{
	struct matches m;
	struct map numbers = {0};
	const struct str *x = old->cells.items, *y = now->cells.items;
	size_t n = old->cells.n, k = now->cells.n, i = 0, j = 0;
	/* Where no column came or went, each is compared with what stood in its place. */
	if (n == k || !redline_match(r->arena, numbered_cells(r->arena, &numbers, old),
			      numbered_cells(r->arena, &numbers, now), &m)) {
		add_cells(r, p, x, n, y, k);
		return;
	}
	while (i < n || j < k) {
		size_t end = i, now_end = j;
		while (end < n && !m.before[end])
			end++;
		while (now_end < k && !m.now[now_end])
			now_end++;
		add_cells(r, p, x + i, end - i, y + j, now_end - j);
		i = end;
		j = now_end;
		for (; i < n && j < k && m.before[i] && m.now[j]; i++, j++)
			*vec_push(r->arena, &p->cells) = whole_cell(r->arena, REDLINE_SAME, y[j]);
	}
}

/* A row with its number as a cell like any other. */
static struct paragraph uncounted(struct arena *a, const struct paragraph *row)
{
	struct paragraph p = {.is_row = true, .is_head = row->is_head};
	if (row->mark.n)
		*vec_push(a, &p.cells) = row->mark;
	for (size_t i = 0; i < row->cells.n; i++)
		*vec_push(a, &p.cells) = row->cells.items[i];
	return p;
}

static void add_row_pair(
	struct redlining *r, const struct compared *before, const struct compared *after)
{
	struct paragraph old = before->p, now = after->p;
	if (!old.mark.n != !now.mark.n) {
		old = uncounted(r->arena, &old);
		now = uncounted(r->arena, &now);
	}
	struct redline_para p = {.kind = REDLINE_CHANGED,
		.is_row = true,
		.is_head = now.is_head,
		.mark_before = old.mark,
		.mark = now.mark,
		.before = before->at,
		.now = after->at};
	align_cells(r, &p, &old, &now);
	*vec_push(r->arena, &r->out->paras) = p;
	*vec_push(r->arena, &r->said) = STR_NONE;
}

static void add_pair(struct redlining *r, const struct compared *old, const struct compared *now)
{
	struct redline_para p = {.kind = REDLINE_CHANGED,
		.mark_before = old->p.mark,
		.mark = now->p.mark,
		.before = old->at,
		.now = now->at};
	struct redline_cell c;
	if (now->p.is_row) {
		add_row_pair(r, old, now);
		return;
	}
	if (!compare_cell(r, old->p.cells.items[0], now->p.cells.items[0], &c)) {
		add_whole(r, REDLINE_REMOVED, old);
		add_whole(r, REDLINE_ADDED, now);
		return;
	}
	*vec_push(r->arena, &p.cells) = c;
	*vec_push(r->arena, &r->out->paras) = p;
	*vec_push(r->arena, &r->said) = STR_NONE;
}

static void add_stayed(struct redlining *r, const struct compared *old, const struct compared *now)
{
	add_whole(r, REDLINE_SAME, now);
	struct redline_para *p = &r->out->paras.items[r->out->paras.n - 1];
	p->mark_before = old->p.mark;
	p->before = old->at;
	if (!str_eq(p->mark_before, p->mark))
		p->kind = REDLINE_RENUMBERED;
}

/* --- all of them --- */

/* The share of their words that both have, however they stand. */
static size_t percent_alike(struct str old, struct str now)
{
	struct arena *a = arena_new();
	struct map numbers = {0};
	struct tokens x = tokens_of(a, &numbers, old), y = tokens_of(a, &numbers, now);
	size_t *left = NEW_N(a, size_t, numbers.n + 1), common = 0;
	for (size_t i = 0; i < x.list.n; i++)
		left[x.sequence.ids[i]]++;
	for (size_t i = 0; i < y.list.n; i++)
		if (left[y.sequence.ids[i]]) {
			left[y.sequence.ids[i]]--;
			common++;
		}
	size_t all = x.list.n + y.list.n;
	arena_free(a);
	return all ? 2 * common * 100 / all : 100;
}

/* A row is known by what stands at its left. */
static bool same_first_cell(const struct paragraph *old, const struct paragraph *now)
{
	return old->cells.n > 1 && now->cells.n > 1 && old->cells.items[0].n &&
	       str_eq(old->cells.items[0], now->cells.items[0]);
}

static bool belong_together(const struct compared *old, const struct compared *now)
{
	if (old->p.is_row != now->p.is_row)
		return false;
	if (now->p.is_row && same_first_cell(&old->p, &now->p))
		return true;
	return percent_alike(old->said, now->said) >= (now->p.is_row ? LEAST_ROW : LEAST_ALIKE);
}

/* Between two paragraphs that stayed: those that were removed and added there, in order. */
static void add_gap(struct redlining *r, const struct compared *old, size_t n_old,
	const struct compared *now, size_t n_now)
{
	size_t next = 0;
	for (size_t i = 0; i < n_old; i++) {
		size_t k = next, most = next + 8 < n_now ? next + 8 : n_now;
		while (k < most && !belong_together(&old[i], &now[k]))
			k++;
		if (k == most) {
			add_whole(r, REDLINE_REMOVED, &old[i]);
			continue;
		}
		for (; next < k; next++)
			add_whole(r, REDLINE_ADDED, &now[next]);
		add_pair(r, &old[i], &now[next++]);
	}
	for (; next < n_now; next++)
		add_whole(r, REDLINE_ADDED, &now[next]);
}

/* What was removed in one place and added in another. */
static void find_moved(struct redlining *r)
{
	struct map added = {0};
	struct redline_para *paras = r->out->paras.items;
	for (size_t i = 0; i < r->out->paras.n; i++)
		if (paras[i].kind == REDLINE_ADDED && utf8_count(r->said.items[i]) >= LEAST_MOVED)
			map_put(r->arena, &added, r->said.items[i],
				(const void *)(uintptr_t)(i + 1));
	for (size_t i = 0; i < r->out->paras.n; i++) {
		uintptr_t to = paras[i].kind == REDLINE_REMOVED
				       ? (uintptr_t)map_get(&added, r->said.items[i])
				       : 0;
		if (!to)
			continue;
		paras[i].moved = paras[to - 1].moved = true;
		paras[i].now = paras[to - 1].now;
		paras[to - 1].before = paras[i].before;
		map_put(r->arena, &added, r->said.items[i], NULL);
	}
}

static void count_cells(struct redline *out, const struct redline_para *p)
{
	for (size_t i = 0; i < p->cells.n; i++)
		for (size_t k = 0; k < p->cells.items[i].runs.n; k++) {
			out->n_removed += p->cells.items[i].runs.items[k].kind == REDLINE_REMOVED;
			out->n_added += p->cells.items[i].runs.items[k].kind == REDLINE_ADDED;
		}
}

static void count(struct redline *out)
{
	for (size_t i = 0; i < out->paras.n; i++) {
		const struct redline_para *p = &out->paras.items[i];
		if (p->moved)
			out->n_moved += p->kind == REDLINE_ADDED;
		else if (p->kind == REDLINE_CHANGED)
			count_cells(out, p);
		out->n_removed += p->kind == REDLINE_REMOVED && !p->moved;
		out->n_added += p->kind == REDLINE_ADDED && !p->moved;
		out->n_renumbered +=
			(p->kind == REDLINE_CHANGED || p->kind == REDLINE_RENUMBERED) &&
			!str_eq(p->mark_before, p->mark);
	}
}

/* Cells are parted by what stands in no text. */
static struct compared *compared(struct arena *a, const struct paragraphs *p)
{
	struct compared *list = NEW_N(a, struct compared, p->list.n + 1);
	for (size_t i = 0; i < p->list.n; i++) {
		struct compared *x = &list[i];
		struct buf said = buf_new(a);
		x->p = p->list.items[i];
		x->at = i;
		for (size_t k = 0; k < x->p.cells.n; k++) {
			if (x->p.is_row)
				buf_add_char(&said, '\x1f');
			buf_add(&said, x->p.cells.items[k]);
		}
		x->said = buf_str(&said);
	}
	return list;
}

static struct sequence numbered(
	struct arena *a, struct map *numbers, const struct compared *list, size_t n)
{
	struct sequence s = {NEW_N(a, uint32_t, n + 1), n};
	for (size_t i = 0; i < n; i++)
		s.ids[i] = number_of(a, numbers, list[i].said);
	return s;
}

struct redline redline(
	struct arena *a, const struct paragraphs *before, const struct paragraphs *now)
{
	struct redline out = {0};
	struct redlining r = {.arena = a, .out = &out};
	struct map numbers = {0};
	struct matches m;
	const struct compared *x = compared(a, before), *y = compared(a, now);
	size_t n = before->list.n, n_now = now->list.n;
	redline_match(a, numbered(a, &numbers, x, n), numbered(a, &numbers, y, n_now), &m);
	for (size_t i = 0, k = 0; i < n || k < n_now;) {
		size_t old_end = i, now_end = k;
		while (old_end < n && !m.before[old_end])
			old_end++;
		while (now_end < n_now && !m.now[now_end])
			now_end++;
		add_gap(&r, x + i, old_end - i, y + k, now_end - k);
		i = old_end;
		k = now_end;
		for (; i < n && k < n_now && m.before[i] && m.now[k]; i++, k++)
			add_stayed(&r, &x[i], &y[k]);
	}
	find_moved(&r);
	count(&out);
	return out;
}
