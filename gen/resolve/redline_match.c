/* SPDX-License-Identifier: MIT */
/* Two sequences of numbers: E. Myers, An O(ND) Difference Algorithm, 1986. */
#include "base/arena.h"
#include "resolve/redline.h"

enum { MOST_EDITS = 1000 };

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

/* One of the two, and how far it was read. */
struct side {
	struct sequence of;
	bool *matched;
	size_t at;
};

static bool has_gap(const struct side *s)
{
	return s->at < s->of.n && !s->matched[s->at];
}

static void skip_gap(struct side *s)
{
	while (has_gap(s))
		s->at++;
}

/* What only came, or only went, as far behind as it may stand: 组织部[、宣传部] and not
 * 组织[部、宣传]部. */
static void slide(struct side *changed, struct side *other)
{
	size_t first = changed->at;
	skip_gap(changed);
	for (size_t end = changed->at; end < changed->of.n && changed->matched[end] &&
				       changed->of.ids[first] == changed->of.ids[end];
		end++, other->at++) {
		changed->matched[first++] = true;
		changed->matched[end] = false;
		changed->at = end + 1;
	}
}

static void slide_all(struct sequence old, struct sequence now, struct matches *m)
{
	struct side x = {old, m->before, 0}, y = {now, m->now, 0};
	while (x.at < old.n || y.at < now.n) {
		if (has_gap(&x) && has_gap(&y)) {
			skip_gap(&x);
			skip_gap(&y);
		} else if (has_gap(&x)) {
			slide(&x, &y);
		} else if (has_gap(&y)) {
			slide(&y, &x);
		} else {
			x.at++;
			y.at++;
		}
	}
}

bool redline_match(struct arena *a, struct sequence old, struct sequence now, struct matches *m)
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
	if (!match_middle(x, y, &middle))
		return false;
	slide_all(old, now, m);
	return true;
}
