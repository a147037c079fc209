/* SPDX-License-Identifier: MIT */
/* Which time of a deadline a return names. */
#include "resolve/board.h"

/* Whether the time is the one that is meant by first to last. */
typedef bool (*time_test)(const struct occurrence *at, day_t first, day_t last);

static bool is_day(const struct occurrence *at)
{
	return at->first == at->last;
}

static day_t begin_of(const struct occurrence *at)
{
	return is_day(at) ? at->planned : at->first;
}

static bool is_the_day(const struct occurrence *at, day_t first, day_t last)
{
	return first == last && (at->planned == first || at->last == first);
}

static bool lies_in(const struct occurrence *at, day_t first, day_t last)
{
	return begin_of(at) >= first && at->planned <= last;
}

/* The fifth week of a month ends in the next. */
static bool begins_in(const struct occurrence *at, day_t first, day_t last)
{
	return begin_of(at) >= first && begin_of(at) <= last;
}

static bool holds(const struct occurrence *at, day_t first, day_t last)
{
	return begin_of(at) <= first && at->planned >= last;
}

static size_t find(const struct occurrence *times, size_t n, time_test test, day_t first,
	day_t last, bool *ret_several)
{
	size_t found = SIZE_MAX;
	for (size_t i = 0; i < n; i++) {
		if (!test(&times[i], first, last))
			continue;
		if (found != SIZE_MAX)
			*ret_several = true;
		else
			found = i;
	}
	return found;
}

/* --- the week, month … of a day --- */

static day_t month_begin(day_t day, int months)
{
	struct civil c = day_to_civil(day);
	c.month = (c.month - 1) / months * months + 1;
	c.day = 1;
	return day_from_civil(c);
}

static day_t month_end(day_t day, int months)
{
	struct civil c = day_to_civil(month_begin(day, months));
	c.month += months - 1;
	c.day = month_length(c.year, c.month);
	return day_from_civil(c);
}

static int months_of_rule(struct str rule)
{
	if (str_has(rule, STR("FREQ=MONTHLY")))
		return 1;
	return str_has(rule, STR("FREQ=YEARLY")) ? 12 : 0;
}

/* How long a repetition's own measure of time is, in months; 0: weeks, or none. */
static int months_of(const struct repeat *r)
{
	switch (r->kind) {
	case REPEAT_NONE:
	case REPEAT_WEEKLY:
		return 0;
	case REPEAT_RRULE:
		return months_of_rule(r->rule);
	case REPEAT_MONTHLY:
		return 1;
	case REPEAT_QUARTERLY:
		return 3;
	case REPEAT_HALF_YEARLY:
		return 6;
	case REPEAT_YEARLY:
		return 12;
	}
	return 0;
}

static bool is_weekly(const struct repeat *r)
{
	return r->kind == REPEAT_WEEKLY ||
	       (r->kind == REPEAT_RRULE && str_has(r->rule, STR("FREQ=WEEKLY")));
}

static bool widen(const struct repeat *r, day_t *first, day_t *last)
{
	int months = months_of(r);
	if (months) {
		*first = month_begin(*first, months);
		*last = month_end(*last, months);
	} else if (is_weekly(r)) {
		*first -= day_weekday(*first) - 1;
		*last += 7 - day_weekday(*last);
	}
	return months || is_weekly(r);
}

size_t board_time_named(const struct deadline *d, const struct occurrence *times, size_t n,
	const struct when *named, bool *ret_several)
{
	static const time_test tests[] = {is_the_day, lies_in, begins_in, holds};
	*ret_several = false;
	/* A deadline without a day has one time, whatever it is called. */
	if (n == 1 && !day_is_known(times[0].last))
		return 0;
	day_t first = named->first, last = named->last;
	for (size_t i = 0; i < sizeof(tests) / sizeof(tests[0]); i++) {
		size_t found = find(times, n, tests[i], first, last, ret_several);
		if (found != SIZE_MAX)
			return *ret_several ? SIZE_MAX : found;
	}
	if (!widen(&d->repeat, &first, &last))
		return SIZE_MAX;
	size_t found = find(times, n, begins_in, first, last, ret_several);
	return *ret_several ? SIZE_MAX : found;
}
