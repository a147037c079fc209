/* SPDX-License-Identifier: MIT */
/* What is written in `repeat:` as a rule of RFC 5545, 3.3.10. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/nearest.h"
#include "doc/messages.h"
#include "resolve/occurrence.h"

static day_t first_of_month(struct civil c, int month)
{
	return day_from_civil((struct civil){c.year, month, 1});
}

/* BYMONTHDAY of "on 30": the last day of the months that have no 30th. */
static struct str month_day(struct arena *a, int day)
{
	switch (day) {
	case 0:
		return STR("BYMONTHDAY=1");
	case 29:
		return STR("BYMONTHDAY=28,29;BYSETPOS=-1");
	case 30:
		return STR("BYMONTHDAY=28,29,30;BYSETPOS=-1");
	case 31:
	case REPEAT_LAST:
		return STR("BYMONTHDAY=-1");
	}
	return str_printf(a, "BYMONTHDAY=%d", day);
}

static void weekly(struct arena *a, const struct repeat *r, day_t from, struct pattern *p)
{
	static const char *const names[] = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};
	int weekday = r->weekday ? r->weekday : 1;
	p->rule = STR_CAT(a, STR("FREQ=WEEKLY;BYDAY="), str_from(names[weekday - 1]));
	p->days = r->weekday ? 1 : 7;
	p->by_last = r->weekday ? p->rule : STR("FREQ=WEEKLY;BYDAY=SU");
	p->start = from - (day_weekday(from) - 1);
}

/*
 * The Sunday of the nth week that begins in a month lies within seven days that can be named,
 * unless these reach into the next month.
 */
static void in_week(struct arena *a, int week, day_t from, struct pattern *p)
{
	struct civil c = day_to_civil(from);
	p->start = first_of_month(c, c.month);
	p->rule = str_printf(a, "FREQ=MONTHLY;BYDAY=%dMO", week);
	p->days = 7;
	if (week > 3)
		return;
	struct buf b = buf_new(a);
	BUF_LIT(&b, "FREQ=MONTHLY;BYDAY=SU;BYMONTHDAY=");
	for (int i = 0; i < 7; i++)
		buf_printf(&b, i ? ",%d" : "%d", week * 7 + i);
	p->by_last = buf_str(&b);
}

/* Every `months` months: the whole of them, a month of them, or a day of that month. */
static void monthly(
	struct arena *a, const struct repeat *r, int months, day_t from, struct pattern *p)
{
	struct civil c = day_to_civil(from);
	int begin = (c.month - 1) / months * months + 1;
	int month = begin + (r->month ? r->month - 1 : 0);
	struct str interval = months == 1 ? STR_NONE : str_printf(a, "INTERVAL=%d;", months);
	struct str every = STR_CAT(a, STR("FREQ=MONTHLY;"), interval);
	p->start = first_of_month(c, month);
	p->rule = STR_CAT(a, every, month_day(a, r->day));
	p->by_last = p->rule;
	if (r->day)
		return;
	p->days = 0;
	p->months = r->month ? 1 : months;
	p->by_last = STR_CAT(a, every, STR("BYMONTHDAY=-1"));
}

static void yearly(struct arena *a, const struct repeat *r, day_t from, struct pattern *p)
{
	struct civil c = day_to_civil(from);
	int month = r->month ? r->month : 1;
	bool always = r->day && r->day <= month_length(2001, month);
	struct str day = always ? str_printf(a, "BYMONTHDAY=%d", r->day) : month_day(a, r->day);
	p->start = first_of_month(c, 1);
	p->rule = STR_CAT(a, str_printf(a, "FREQ=YEARLY;BYMONTH=%d;", month), day);
	p->by_last = p->rule;
	if (r->day)
		return;
	p->days = 0;
	p->months = r->month ? 1 : 12;
	p->by_last =
		str_printf(a, "FREQ=YEARLY;BYMONTH=%d;BYMONTHDAY=-1", r->month ? r->month : 12);
}

/* --- RRULE --- */

enum part_kind { PART_FREQ, PART_NUMBER, PART_NUMBERS, PART_DAYS, PART_WEEKDAY, PART_UNTIL };

/* Hours have no place in days; BYWEEKNO and BYYEARDAY are read differently by calendars. */
static const struct part {
	const char *name;
	enum part_kind kind;
	int least, most; /* least < 0: also counted from the end (-1: the last), but never 0 */
} parts[] = {
	{"FREQ", PART_FREQ, 0, 0},
	{"INTERVAL", PART_NUMBER, 1, 1000},
	{"COUNT", PART_NUMBER, 1, 5000},
	{"UNTIL", PART_UNTIL, 0, 0},
	{"BYDAY", PART_DAYS, 0, 0},
	{"BYMONTHDAY", PART_NUMBERS, -31, 31},
	{"BYMONTH", PART_NUMBERS, 1, 12},
	{"BYSETPOS", PART_NUMBERS, -366, 366},
	{"WKST", PART_WEEKDAY, 0, 0},
};

static bool is_word(struct str s, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(s, str_from(words[i])))
			return true;
	return false;
}

static bool is_weekday(struct str s)
{
	static const char *const names[] = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};
	return is_word(s, names, ARRAY_LEN(names));
}

static bool is_number(struct str s, const struct part *part)
{
	int64_t n;
	bool minus = str_starts(s, STR("-"));
	if (minus || str_starts(s, STR("+")))
		s = str_after(s, 1);
	if (!str_to_int(s, &n))
		return false;
	n = minus ? -n : n;
	return n >= part->least && n <= part->most && (n || part->least > 0);
}

/* MO, 1MO or -1FR. */
static bool is_ordinal_day(struct str s)
{
	static const struct part ordinal = {"", PART_NUMBER, -53, 53};
	if (s.n < 2 || !is_weekday(str_after(s, s.n - 2)))
		return false;
	return s.n == 2 || is_number(str_sub(s, 0, s.n - 2), &ordinal);
}

static bool is_until(struct str s, day_t *ret)
{
	int64_t n;
	bool date = s.n == 8 || (s.n >= 9 && s.p[8] == 'T');
	if (!date || !str_to_int(str_sub(s, 0, 8), &n) || n < 0)
		return false;
	struct civil c = {(int)(n / 10000), (int)(n / 100 % 100), (int)(n % 100)};
	*ret = civil_is_valid(c) ? day_from_civil(c) : DAY_NONE;
	return civil_is_valid(c);
}

static bool is_good(const struct part *part, struct str value, struct pattern *p)
{
	static const char *const freqs[] = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"};
	int64_t n;
	switch (part->kind) {
	case PART_FREQ:
		return is_word(value, freqs, ARRAY_LEN(freqs));
	case PART_WEEKDAY:
		return is_weekday(value);
	case PART_UNTIL:
		return is_until(value, &p->until);
	case PART_NUMBER:
		if (!is_number(value, part))
			return false;
		if (str_eq(str_from(part->name), STR("COUNT")) && str_to_int(value, &n))
			p->count = (int)n;
		return true;
	case PART_NUMBERS:
	case PART_DAYS:
		break;
	}
	if (!value.n)
		return false;
	while (value.n) {
		struct str one = str_cut(&value, ',');
		if (part->kind == PART_DAYS ? !is_ordinal_day(one) : !is_number(one, part))
			return false;
	}
	return true;
}

static const struct part *part_named(struct str name, struct nearest *near)
{
	for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
		if (str_eq(name, str_from(parts[i].name)))
			return &parts[i];
		nearest_try(near, str_from(parts[i].name));
	}
	return NULL;
}

/* What calendars read alike is taken over; the end is kept apart, as `until` may come before it. */
static bool read_rule(
	struct arena *a, const struct repeat *r, day_t from, struct pattern *p, struct diags *d)
{
	struct str rest = r->rule;
	struct buf kept = buf_new(a);
	bool seen[ARRAY_LEN(parts)] = {0}, good = true;
	while (rest.n) {
		struct str value = str_cut(&rest, ';');
		struct str name = str_cut(&value, '=');
		struct nearest near = nearest_to(name);
		const struct part *part = part_named(name, &near);
		if (!part || seen[part - parts]) {
			diag_add(d, part ? MSG(repeat_part_twice) : MSG(repeat_part), r->at,
				ARGS(name, near.best));
			good = false;
			continue;
		}
		seen[part - parts] = true;
		if (!is_good(part, value, p)) {
			diag_add(d, MSG(repeat_part_value), r->at, ARGS(name, value));
			good = false;
		} else if (part->kind != PART_UNTIL && !str_eq(name, STR("COUNT"))) {
			buf_add(&kept, kept.n ? STR(";") : STR_NONE);
			buf_add(&kept, STR_CAT(a, name, STR("="), value));
		}
	}
	p->rule = p->by_last = buf_str(&kept);
	p->start = from;
	return good;
}

bool pattern_of(
	struct arena *a, const struct repeat *r, day_t from, struct pattern *p, struct diags *d)
{
	*p = (struct pattern){.days = 1, .start = from, .until = DAY_OPEN_END};
	switch (r->kind) {
	case REPEAT_NONE:
		return false;
	case REPEAT_RRULE:
		return read_rule(a, r, from, p, d);
	case REPEAT_WEEKLY:
		weekly(a, r, from, p);
		return true;
	case REPEAT_MONTHLY:
		if (r->week)
			in_week(a, r->week, from, p);
		else
			monthly(a, r, 1, from, p);
		return true;
	case REPEAT_QUARTERLY:
		monthly(a, r, 3, from, p);
		return true;
	case REPEAT_HALF_YEARLY:
		monthly(a, r, 6, from, p);
		return true;
	case REPEAT_YEARLY:
		yearly(a, r, from, p);
		return true;
	}
	return false;
}
