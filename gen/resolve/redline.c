/* SPDX-License-Identifier: MIT */
#include "resolve/redline.h"

#include "base/arena.h"
#include "base/map.h"
#include "base/utf8.h"
#include "doc/walk.h"

enum {
	MOST_EDITS = 1000,   /* more, and the two have nothing to do with each other */
	MOST_TOKENS = 20000, /* of a paragraph that is compared in itself */
	MOST_CHANGED = 60,   /* percent of a paragraph */
	LEAST_ALIKE = 40,    /* percent: two paragraphs that may belong together */
	LEAST_SAME = 2	     /* characters */
};

/* --- two sequences of numbers: E. Myers, An O(ND) Difference Algorithm, 1986 --- */

struct sequence {
	uint32_t *ids;
	size_t n;
};

/* Of each item whether both have it, in order. False: more than MOST_EDITS differ. */
struct matches {
	bool *before, *now;
};

static size_t common_end(struct sequence a, struct sequence b)
{
	size_t n = 0;
	while (n < a.n && n < b.n && a.ids[a.n - 1 - n] == b.ids[b.n - 1 - n])
		n++;
	return n;
}

/* Whether the last edit of d on the way to diagonal k was one down, from k + 1. */
static bool came_down(const int *v, int k, int d)
{
	return k == -d || (k != d && v[k - 1] < v[k + 1]);
}

static int reach(const int *v, int k, int d)
{
	return came_down(v, k, d) ? v[k + 1] : v[k - 1] + 1;
}

/* Goes back from the end over the farthest points of each number of edits. */
static void walk_back(
	int *const *trace, int d, struct sequence a, struct sequence b, struct matches *m)
{
	int x = (int)a.n, y = (int)b.n;
	for (; d >= 0; d--) {
		const int *v = trace[d] + MOST_EDITS + 1;
		int k = x - y;
		int from = came_down(v, k, d) ? k + 1 : k - 1;
		int start = d ? reach(v, k, d) : 0;
		while (x > start) {
			x--;
			y--;
			m->before[x] = m->now[y] = true;
		}
		if (d) {
			x = v[from];
			y = x - from;
		}
	}
}

static bool match_middle(struct sequence old, struct sequence now, struct matches *m)
{
	struct arena *scratch = arena_new();
	size_t width = 2 * MOST_EDITS + 3;
	int **trace = NEW_N(scratch, int *, MOST_EDITS + 1);
	int *at = NEW_N(scratch, int, width), *v = at + MOST_EDITS + 1;
	bool found = false;
	for (int d = 0; d <= MOST_EDITS && !found; d++) {
		trace[d] = arena_copy(scratch, at, width * sizeof(*at));
		for (int k = -d; k <= d && !found; k += 2) {
			int x = reach(v, k, d), y = x - k;
			while (x < (int)old.n && y >= 0 && y < (int)now.n &&
				old.ids[x] == now.ids[y]) {
				x++;
				y++;
			}
			v[k] = x;
			found = x >= (int)old.n && y >= (int)now.n;
		}
		if (found)
			walk_back(trace, d, old, now, m);
	}
	arena_free(scratch);
	return found;
}

static bool match(struct arena *a, struct sequence old, struct sequence now, struct matches *m)
{
	*m = (struct matches){NEW_N(a, bool, old.n + 1), NEW_N(a, bool, now.n + 1)};
	size_t begin = 0, end;
	while (begin < old.n && begin < now.n && old.ids[begin] == now.ids[begin]) {
		m->before[begin] = m->now[begin] = true;
		begin++;
	}
	struct sequence x = {old.ids + begin, old.n - begin}, y = {now.ids + begin, now.n - begin};
	end = common_end(x, y);
	for (size_t i = 1; i <= end; i++)
		m->before[old.n - i] = m->now[now.n - i] = true;
	x.n -= end;
	y.n -= end;
	struct matches middle = {m->before + begin, m->now + begin};
	return match_middle(x, y, &middle);
}

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

/* --- one paragraph --- */

static void add_run(
	struct arena *a, struct redline_para *p, enum redline_kind kind, struct str text)
{
	struct redline_run *last = p->runs.n ? &p->runs.items[p->runs.n - 1] : NULL;
	if (!text.n)
		return;
	/* Both are slices of one text, and stand side by side in it. */
	if (last && last->kind == kind && last->text.p + last->text.n == text.p)
		last->text.n += text.n;
	else
		*vec_push(a, &p->runs) = (struct redline_run){kind, text};
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

static struct redline_para compare_words(struct arena *a, const struct tokens *old,
	const struct tokens *now, const struct matches *m)
{
	struct redline_para p = {.kind = REDLINE_CHANGED};
	struct comparing c = {old, now, m, 0, 0};
	while (!at_end(&c)) {
		size_t same = same_ahead(&c), i, k;
		add_run(a, &p, REDLINE_SAME, span_of_tokens(now, c.k, c.k + same));
		i = c.i += same;
		k = c.k += same;
		skip_changed(&c);
		add_run(a, &p, REDLINE_REMOVED, span_of_tokens(old, i, c.i));
		add_run(a, &p, REDLINE_ADDED, span_of_tokens(now, k, c.k));
	}
	return p;
}

/* Of all characters of both the share that is not the same. */
static size_t percent_changed(const struct redline_para *p)
{
	size_t same = 0, all = 0;
	for (size_t i = 0; i < p->runs.n; i++) {
		size_t n = utf8_count(p->runs.items[i].text);
		same += p->runs.items[i].kind == REDLINE_SAME ? 2 * n : 0;
		all += p->runs.items[i].kind == REDLINE_SAME ? 2 * n : n;
	}
	return all ? (all - same) * 100 / all : 0;
}

/* --- all of them --- */

struct redlining {
	struct arena *arena;
	struct map words;
	struct redline *out;
};

static void add_whole(struct redlining *r, enum redline_kind kind, struct str text)
{
	struct redline_para *p = vec_push(r->arena, &r->out->paras);
	p->kind = kind;
	*vec_push(r->arena, &p->runs) = (struct redline_run){kind, text};
	r->out->n_removed += kind == REDLINE_REMOVED;
	r->out->n_added += kind == REDLINE_ADDED;
}

static void add_pair(struct redlining *r, struct str old, struct str now)
{
	struct tokens x = tokens_of(r->arena, &r->words, old);
	struct tokens y = tokens_of(r->arena, &r->words, now);
	struct matches m;
	if (x.list.n <= MOST_TOKENS && y.list.n <= MOST_TOKENS &&
		match(r->arena, x.sequence, y.sequence, &m)) {
		struct redline_para p = compare_words(r->arena, &x, &y, &m);
		if (percent_changed(&p) <= MOST_CHANGED) {
			*vec_push(r->arena, &r->out->paras) = p;
			for (size_t i = 0; i < p.runs.n; i++) {
				r->out->n_removed += p.runs.items[i].kind == REDLINE_REMOVED;
				r->out->n_added += p.runs.items[i].kind == REDLINE_ADDED;
			}
			return;
		}
	}
	add_whole(r, REDLINE_REMOVED, old);
	add_whole(r, REDLINE_ADDED, now);
}

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

/* Between two paragraphs that stayed: those that were removed and added there, in order. */
static void add_gap(struct redlining *r, const struct str *old, size_t n_old, const struct str *now,
	size_t n_now)
{
	size_t next = 0;
	for (size_t i = 0; i < n_old; i++) {
		size_t k = next, most = next + 8 < n_now ? next + 8 : n_now;
		while (k < most && percent_alike(old[i], now[k]) < LEAST_ALIKE)
			k++;
		if (k == most) {
			add_whole(r, REDLINE_REMOVED, old[i]);
			continue;
		}
		for (; next < k; next++)
			add_whole(r, REDLINE_ADDED, now[next]);
		add_pair(r, old[i], now[next++]);
	}
	for (; next < n_now; next++)
		add_whole(r, REDLINE_ADDED, now[next]);
}

static struct sequence numbered(
	struct arena *a, struct map *numbers, const struct paragraphs *paragraphs)
{
	struct sequence s = {NEW_N(a, uint32_t, paragraphs->list.n + 1), paragraphs->list.n};
	for (size_t i = 0; i < s.n; i++)
		s.ids[i] = number_of(a, numbers, paragraphs->list.items[i]);
	return s;
}

struct redline redline(
	struct arena *a, const struct paragraphs *before, const struct paragraphs *now)
{
	struct redline out = {0};
	struct redlining r = {.arena = a, .out = &out};
	struct map numbers = {0};
	struct matches m;
	match(a, numbered(a, &numbers, before), numbered(a, &numbers, now), &m);
	for (size_t i = 0, k = 0; i < before->list.n || k < now->list.n;) {
		size_t old_end = i, now_end = k;
		while (old_end < before->list.n && !m.before[old_end])
			old_end++;
		while (now_end < now->list.n && !m.now[now_end])
			now_end++;
		add_gap(&r, before->list.items + i, old_end - i, now->list.items + k, now_end - k);
		i = old_end;
		k = now_end;
		for (; i < before->list.n && k < now->list.n && m.before[i] && m.now[k]; i++, k++)
			add_whole(&r, REDLINE_SAME, now->list.items[k]);
	}
	return out;
}

/* --- paragraphs --- */

static bool is_leaf(const struct node *n)
{
	return n->kind == NODE_PARA || n->kind == NODE_PLAIN || n->kind == NODE_HEADER ||
	       n->kind == NODE_CODE_BLOCK || n->kind == NODE_ROW;
}

static struct str row_text(struct arena *a, const struct node *row)
{
	struct str text = STR_NONE;
	for (const struct node *cell = row->first; cell; cell = cell->next)
		text = STR_CAT(a, text, cell == row->first ? STR_NONE : STR(" | "),
			str_trim(node_plain_text(a, cell)));
	return text;
}

struct paragraphs redline_paragraphs(struct arena *a, const struct node *root)
{
	struct paragraphs found = {0};
	struct walk w = walk_start(root);
	while (walk_next(&w)) {
		if (w.event != WALK_ENTER || !is_leaf(w.node))
			continue;
		struct str text =
			w.node->kind == NODE_ROW ? row_text(a, w.node) : node_plain_text(a, w.node);
		text = str_trim(text);
		if (text.n && !(w.node->flags & NODE_GENERATED))
			*vec_push(a, &found.list) = text;
		walk_skip(&w);
	}
	return found;
}
