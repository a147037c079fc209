/* SPDX-License-Identifier: MIT */
#include "resolve/occurrence.h"

#include <libical/ical.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/vec.h"
#include "doc/messages.h"

enum {
	SERIES_LIMIT = 5000, /* ten years of every day, with room */
	MONTHS_TOLD = 12,
};

struct expansion {
	struct arena *arena;
	const struct series_plan *plan;
	struct pattern pattern;
	day_t from, end; /* both included */
	VEC(struct occurrence) times;
};

static icaltimetype to_ical(day_t d)
{
	struct civil c = day_to_civil(d);
	/* Not icaltime_null_date(), whose hour -1 makes a weekly rule stand still. */
	return (icaltimetype){.year = c.year, .month = c.month, .day = c.day, .is_date = 1};
}

static day_t from_ical(icaltimetype t)
{
	return day_from_civil((struct civil){t.year, t.month, t.day});
}

/* The last day of a time that begins on a day. */
static day_t last_of(const struct pattern *p, day_t first)
{
	if (!p->months)
		return first + p->days - 1;
	struct civil c = day_to_civil(first);
	int months = c.year * 12 + c.month - 1 + p->months;
	return day_from_civil((struct civil){months / 12, months % 12 + 1, 1}) - 1;
}

struct occurrence occurrence_of(
	day_t first, day_t last, enum shift shift, const struct workdays *workdays)
{
	struct occurrence at = {.first = first, .last = last, .planned = last};
	if (first == last)
		at.first = at.last = workday_shift(workdays, last, shift, &at.guessed);
	return at;
}

/* True while there is more to look at. */
static bool take(struct expansion *x, day_t first)
{
	day_t last = last_of(&x->pattern, first);
	bool within = last >= x->from && last <= x->end;
	if (!x->plan->deadline)
		within = within || (first >= x->from && first <= x->end);
	if (within)
		*vec_push(x->arena, &x->times) = occurrence_of(
			x->plan->deadline ? last : first, last, x->plan->shift, x->plan->workdays);
	return first <= x->end && x->times.n <= SERIES_LIMIT;
}

static bool iterate(struct expansion *x)
{
	struct str rule = x->pattern.rule;
	if (x->pattern.count)
		rule = str_printf(x->arena, "%.*s;COUNT=%d", STR_FMT(rule), x->pattern.count);
	/* The library ends the process at a mistake unless it is told not to. */
	icalerror_set_errors_are_fatal(false);
	struct icalrecurrencetype r = icalrecurrencetype_from_string(str_cstr(x->arena, rule));
	if (r.freq == ICAL_NO_RECURRENCE)
		return false;
	icalrecur_iterator *it = icalrecur_iterator_new(r, to_ical(x->pattern.start));
	icaltimetype t;
	bool more = it != NULL;
	while (more) {
		t = icalrecur_iterator_next(it);
		more = !icaltime_is_null_time(t) && take(x, from_ical(t));
	}
	if (it)
		icalrecur_iterator_free(it);
	return true;
}

static int by_day(const void *x, const void *y)
{
	const struct occurrence *a = x, *b = y;
	if (a->last != b->last)
		return a->last < b->last ? -1 : 1;
	return (a->planned > b->planned) - (a->planned < b->planned);
}

/* --- months without the day that a rule names --- */

static bool has_number(struct str list, int number)
{
	while (list.n) {
		int64_t n;
		if (str_to_int(str_cut(&list, ','), &n) && n == number)
			return true;
	}
	return false;
}

static struct str part_of(struct str rule, struct str name)
{
	while (rule.n) {
		struct str value = str_cut(&rule, ';');
		if (str_eq(str_cut(&value, '='), name))
			return value;
	}
	return STR_NONE;
}

/* Which months a rule asks for, were there such a day in them. */
struct asked {
	struct civil start;
	struct str months; /* BYMONTH */
	int interval;
	bool yearly;
};

static bool asks_by_day_of_month(const struct expansion *x, struct asked *ret)
{
	struct str rule = x->pattern.rule, freq = part_of(rule, STR("FREQ"));
	int64_t interval;
	if (!str_to_int(part_of(rule, STR("INTERVAL")), &interval))
		interval = 1;
	*ret = (struct asked){day_to_civil(x->pattern.start), part_of(rule, STR("BYMONTH")),
		(int)interval, str_eq(freq, STR("YEARLY"))};
	return (ret->yearly || str_eq(freq, STR("MONTHLY"))) && !part_of(rule, STR("BYDAY")).n &&
	       !part_of(rule, STR("BYSETPOS")).n;
}

static bool asks_for(const struct asked *by, struct civil month)
{
	int years = month.year - by->start.year;
	if (by->months.n && !has_number(by->months, month.month))
		return false;
	if (!by->yearly)
		return (years * 12 + month.month - by->start.month) % by->interval == 0;
	return years % by->interval == 0 && (by->months.n || month.month == by->start.month);
}

static void tell_skipped(const struct expansion *x, struct diags *d)
{
	struct asked by;
	struct buf list = buf_new(x->arena);
	if (!asks_by_day_of_month(x, &by))
		return;
	struct civil m = {by.start.year, by.start.month, 1};
	size_t at = 0;
	for (int told = 0; told < MONTHS_TOLD; m.year += m.month / 12, m.month = m.month % 12 + 1) {
		day_t first = day_from_civil(m);
		day_t last = first + month_length(m.year, m.month) - 1;
		if (last > x->end)
			break;
		while (at < x->times.n && x->times.items[at].planned < first)
			at++;
		bool there = at < x->times.n && x->times.items[at].planned <= last;
		/* The month that it begins in may have its day before that. */
		if (there || first < x->from || !asks_for(&by, m))
			continue;
		buf_printf(&list, list.n ? "、%04d-%02d" : "%04d-%02d", m.year, m.month);
		told++;
	}
	if (list.n)
		diag_add(d, MSG(repeat_skips), x->plan->repeat->at, ARGS(buf_str(&list)));
}

/* --- the series --- */

/* What ical.js 2.2 works out wrongly: one of several days, and the last day of several months. */
static bool is_read_alike(struct str rule)
{
	bool yearly = str_eq(part_of(rule, STR("FREQ")), STR("YEARLY"));
	return !part_of(rule, STR("BYSETPOS")).n &&
	       !(yearly && str_has(part_of(rule, STR("BYMONTH")), STR(",")));
}

/*
 * One that would need exceptions, or whose times differ in length, does not do; nor one that not
 * all read alike, unless it has no end. The end is a COUNT: node-ical west of Greenwich loses the
 * day of an UNTIL.
 */
static struct str rule_for_calendars(const struct expansion *x, bool open)
{
	const struct series_plan *plan = x->plan;
	const struct pattern *p = &x->pattern;
	bool shifts = plan->shift == SHIFT_NEXT || plan->shift == SHIFT_PREVIOUS;
	if (shifts || (!plan->deadline && p->months))
		return STR_NONE;
	struct str rule = plan->deadline ? p->by_last : p->rule;
	if (open || !rule.n)
		return rule;
	if (!is_read_alike(rule))
		return STR_NONE;
	return str_printf(x->arena, "%.*s;COUNT=%zu", STR_FMT(rule), x->times.n);
}

static void tell_none(const struct expansion *x, struct diags *d)
{
	struct arena *a = x->arena;
	diag_add(d, MSG(repeat_never), x->plan->repeat->at,
		ARGS(x->plan->repeat->written, day_iso(a, x->from), day_iso(a, x->end)));
}

struct series series_expand(struct arena *a, const struct series_plan *plan, struct diags *d)
{
	struct expansion x = {.arena = a, .plan = plan, .from = plan->from};
	struct series series = {.repeats = true};
	if (!pattern_of(a, plan->repeat, plan->from, &x.pattern, d))
		return series;
	day_t until = x.pattern.until < plan->until ? x.pattern.until : plan->until;
	bool open = until == DAY_OPEN_END && !x.pattern.count;
	x.end = until == DAY_OPEN_END ? plan->horizon : until;
	if (x.pattern.count && until == DAY_OPEN_END)
		x.end = day_from_civil((struct civil){9999, 12, 31});
	if (!iterate(&x)) {
		diag_add(d, MSG(repeat_form), plan->repeat->at, ARGS(plan->repeat->written));
		return series;
	}
	if (!x.times.n) {
		tell_none(&x, d);
		return series;
	}
	if (x.times.n > SERIES_LIMIT) {
		diag_add(d, MSG(repeat_too_many), plan->repeat->at,
			ARGS(plan->repeat->written, str_printf(a, "%d", SERIES_LIMIT)));
		return series;
	}
	qsort(x.times.items, x.times.n, sizeof(struct occurrence), by_day);
	if (x.pattern.count)
		x.end = x.times.items[x.times.n - 1].planned;
	if (plan->repeat->kind == REPEAT_RRULE)
		tell_skipped(&x, d);
	series.items = x.times.items;
	series.n = x.times.n;
	series.open = open;
	series.rule = rule_for_calendars(&x, open);
	return series;
}
