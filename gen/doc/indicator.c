/* SPDX-License-Identifier: MIT */
#include "doc/indicator.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/utf8.h"

/* --- numbers --- */

bool quantity_parse(struct arena *a, struct str text, struct quantity *ret)
{
	struct str s = utf8_narrow(a, text);
	*ret = (struct quantity){.percent = str_ends(s, STR("%"))};
	if (ret->percent)
		s = str_trim(str_sub(s, 0, s.n - 1));
	return s.n && s.p[0] != '+' && str_to_number(s, &ret->v);
}

bool goal_parse(struct arena *a, struct str text, struct goal *ret)
{
	static const struct {
		const char *sign;
		bool at_most;
	} signs[] = {{">=", false}, {"<=", true}, {"≥", false}, {"≤", true}};
	struct str s = utf8_narrow(a, text);
	*ret = (struct goal){0};
	for (size_t i = 0; i < ARRAY_LEN(signs); i++) {
		struct str sign = str_from(signs[i].sign);
		if (!str_starts(s, sign))
			continue;
		ret->at_most = signs[i].at_most;
		s = str_trim(str_after(s, sign.n));
		break;
	}
	return quantity_parse(a, s, &ret->to);
}

bool unit_is_percent(struct str unit)
{
	return str_eq(unit, STR("%")) || str_eq(unit, STR("％")) || str_eq(unit, STR("百分比"));
}

/* --- one contender at one stage --- */

static bool meets(const struct goal *goal, double v)
{
	return goal->at_most ? v <= goal->to.v : v >= goal->to.v;
}

/* The last figure from a day to another, both included. */
static const struct figure *last_figure(const struct contender *c, day_t from, day_t to)
{
	size_t low = 0, high = c->n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (c->figures[middle].day <= to)
			low = middle + 1;
		else
			high = middle;
	}
	return low && c->figures[low - 1].day >= from ? &c->figures[low - 1] : NULL;
}

static void set_pace(const struct indicator *in, const struct target_stage *s, struct standing *ret)
{
	if (s->goal.at_most || s->first == DAY_NONE || s->first > in->as_of ||
		s->last == DAY_OPEN_END)
		return;
	double days = (double)s->last - s->first + 1, passed = (double)in->as_of - s->first;
	if (days <= 0)
		return;
	ret->has_pace = true;
	ret->pace = s->base + (s->goal.to.v - s->base) * passed / days;
}

static enum standing_state open_state(
	const struct indicator *in, const struct target_stage *s, const struct standing *it)
{
	bool met = it->figure && meets(&s->goal, it->figure->v);
	if (s->first != DAY_NONE && s->first > in->as_of)
		return met && !s->goal.at_most ? STANDING_REACHED : STANDING_COMING;
	if (!it->figure)
		return STANDING_NONE_YET;
	if (s->goal.at_most)
		return met ? STANDING_ON_PACE : STANDING_EXCEEDED;
	if (met)
		return STANDING_REACHED;
	if (!it->has_pace)
		return STANDING_UNDER_WAY;
	/* A figure that is the pace itself must not fall behind by the rounding of a quotient. */
	double least = it->pace - 1e-9 * (1 + (it->pace < 0 ? -it->pace : it->pace));
	return it->figure->v >= least ? STANDING_ON_PACE : STANDING_BEHIND;
}

static enum standing_state closed_state(const struct target_stage *s, const struct standing *it)
{
	if (!it->figure)
		return STANDING_MISSING;
	if (!meets(&s->goal, it->figure->v))
		return s->goal.at_most ? STANDING_EXCEEDED : STANDING_MISSED;
	return it->figure->day > s->last ? STANDING_REACHED_LATE : STANDING_REACHED;
}

struct standing standing_of(
	const struct indicator *in, const struct contender *c, const struct target_stage *s)
{
	struct standing it = {.of = c};
	bool over = s->last < in->as_of;
	day_t from = in->periodic ? s->first : DAY_OPEN_BEGIN;
	it.figure = last_figure(c, from, over ? s->last : in->as_of);
	bool met = it.figure && meets(&s->goal, it.figure->v);
	if (over && !met && !in->periodic)
		it.figure = last_figure(c, from, in->as_of);
	if (!over)
		set_pace(in, s, &it);
	it.state = over ? closed_state(s, &it) : open_state(in, s, &it);
	it.has_ratio = it.figure && s->goal.to.v > 0;
	if (it.has_ratio)
		it.ratio = it.figure->v / s->goal.to.v;
	return it;
}

/* --- all of them --- */

/* Of two with figures: below zero where a is better. */
static int better(const struct standing *a, const struct standing *b)
{
	if (a->figure->v < b->figure->v || a->figure->v > b->figure->v)
		return a->figure->v > b->figure->v ? -1 : 1;
	return (a->figure->day > b->figure->day) - (a->figure->day < b->figure->day);
}

static int by_rank(const void *x, const void *y, bool at_most)
{
	const struct standing *a = x, *b = y;
	if (!a->figure != !b->figure)
		return a->figure ? -1 : 1;
	int order = a->figure ? better(a, b) : 0;
	bool same_value = a->figure && a->figure->v <= b->figure->v && a->figure->v >= b->figure->v;
	if (at_most && !same_value)
		order = -order;
	return order ? order : (a->of > b->of) - (a->of < b->of);
}

static int by_most(const void *x, const void *y)
{
	return by_rank(x, y, false);
}

static int by_least(const void *x, const void *y)
{
	return by_rank(x, y, true);
}

struct standing *standings_ranked(
	struct arena *a, const struct indicator *in, const struct target_stage *stage)
{
	size_t n = in->n_contenders;
	struct standing *list = NEW_N(a, struct standing, n + 1);
	for (size_t i = 0; i < n; i++)
		list[i] = standing_of(in, &in->contenders[i], stage);
	if (n)
		qsort(list, n, sizeof(*list), stage->goal.at_most ? by_least : by_most);
	for (size_t i = 0; i < n && list[i].figure; i++)
		list[i].rank = i && better(&list[i - 1], &list[i]) == 0 ? list[i - 1].rank : i + 1;
	return list;
}

struct tally tally_of(const struct standing *standings, size_t n)
{
	struct tally tally = {0};
	for (size_t i = 0; i < n; i++)
		tally.of[standings[i].state]++;
	return tally;
}

struct tally tally_before(const struct indicator *in, const struct contender *c)
{
	struct tally tally = {0};
	for (size_t i = 0; i < in->current; i++)
		tally.of[standing_of(in, c, &in->stages[i]).state]++;
	return tally;
}

struct str standing_code(enum standing_state state)
{
	static const char *const codes[N_STANDING_STATES] = {"reached", "reached_late", "on_pace",
		"under_way", "behind", "coming", "none_yet", "missed", "exceeded", "missing"};
	return str_from(codes[state]);
}
