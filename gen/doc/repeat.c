/* SPDX-License-Identifier: MIT */
/* The words of `repeat:`; working out the days is not done here. */
#include "base/arena.h"
#include "base/buf.h"
#include "doc/date.h"

static const char *const weekday_words[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

static struct str next_word(struct str *s)
{
	*s = str_trim(*s);
	struct str word = str_cut(s, ' ');
	return word;
}

static bool next_is(struct str *s, struct str word)
{
	struct str rest = *s;
	if (!str_eq_nocase(next_word(&rest), word))
		return false;
	*s = rest;
	return true;
}

static bool read_count(struct str word, int most, int *ret_n)
{
	int64_t n;
	if (!str_to_int(word, &n) || n < 1 || n > most)
		return false;
	*ret_n = (int)n;
	return true;
}

static bool read_month_day(struct str word, int *ret_day)
{
	if (str_eq_nocase(word, STR("last"))) {
		*ret_day = REPEAT_LAST;
		return true;
	}
	return read_count(word, 31, ret_day);
}

static bool read_weekday(struct str word, int *ret_weekday)
{
	for (int i = 0; i < 7; i++)
		if (str_eq_nocase(str_sub(word, 0, 3), str_from(weekday_words[i])) && word.n >= 3) {
			*ret_weekday = i + 1;
			return true;
		}
	return false;
}

/* "05-04" for yearly: month and day, the 29 February too. */
static bool read_year_day(struct str word, struct repeat *r)
{
	struct str rest = word;
	struct str month = str_cut(&rest, '-');
	if (!read_count(month, 12, &r->month) || !read_month_day(rest, &r->day))
		return false;
	return r->day == REPEAT_LAST || r->day <= month_length(2000, r->month);
}

static bool read_of_month(struct str *s, struct repeat *r)
{
	int most = r->kind == REPEAT_QUARTERLY ? 3 : r->kind == REPEAT_HALF_YEARLY ? 6 : 12;
	return next_is(s, STR("month")) && read_count(next_word(s), most, &r->month);
}

static bool read_on(struct str *s, struct repeat *r)
{
	struct str word = next_word(s);
	switch (r->kind) {
	case REPEAT_WEEKLY:
		return read_weekday(word, &r->weekday);
	case REPEAT_MONTHLY:
		return read_month_day(word, &r->day);
	case REPEAT_QUARTERLY:
	case REPEAT_HALF_YEARLY:
		return read_month_day(word, &r->day) && next_is(s, STR("of")) &&
		       read_of_month(s, r);
	case REPEAT_YEARLY:
		if (str_find_char(word, '-') != SIZE_MAX)
			return read_year_day(word, r);
		return read_month_day(word, &r->day) && next_is(s, STR("of")) &&
		       read_of_month(s, r);
	case REPEAT_NONE:
	case REPEAT_RRULE:
		return false;
	}
	return false;
}

static bool read_in(struct str *s, struct repeat *r)
{
	if (r->kind == REPEAT_MONTHLY)
		return next_is(s, STR("week")) && read_count(next_word(s), 5, &r->week);
	return r->kind != REPEAT_WEEKLY && read_of_month(s, r);
}

static enum repeat_kind kind_of(struct str word)
{
	static const char *const names[] = {
		"weekly", "monthly", "quarterly", "half-yearly", "yearly"};
	for (int i = 0; i < 5; i++)
		if (str_eq_nocase(word, str_from(names[i])))
			return (enum repeat_kind)(REPEAT_WEEKLY + i);
	return REPEAT_NONE;
}

bool repeat_parse(struct str text, struct repeat *r)
{
	*r = (struct repeat){.written = text, .at = r->at};
	if (str_starts(text, STR("RRULE:"))) {
		r->kind = REPEAT_RRULE;
		r->rule = str_after(text, 6);
		return str_starts(r->rule, STR("FREQ=")) || str_has(r->rule, STR(";FREQ="));
	}
	struct str rest = text;
	r->kind = kind_of(next_word(&rest));
	bool good = r->kind != REPEAT_NONE;
	if (good && next_is(&rest, STR("on")))
		good = read_on(&rest, r);
	else if (good && next_is(&rest, STR("in")))
		good = read_in(&rest, r);
	return good && !str_trim(rest).n;
}

static void add_day_zh(struct buf *b, int day)
{
	if (day == REPEAT_LAST)
		BUF_LIT(b, "最后一日");
	else if (day)
		buf_printf(b, "%d日", day);
}

/* --- simple rules of RFC 5545 in words; others are shown as they are --- */

struct rule {
	struct str freq, byday, bymonthday;
	int64_t interval;
	bool simple;
};

static struct rule rule_parts(struct str text)
{
	struct rule rule = {.interval = 1, .simple = true};
	while (text.n) {
		struct str value = str_cut(&text, ';');
		struct str key = str_cut(&value, '=');
		if (str_eq(key, STR("FREQ")))
			rule.freq = value;
		else if (str_eq(key, STR("BYDAY")))
			rule.byday = value;
		else if (str_eq(key, STR("BYMONTHDAY")))
			rule.bymonthday = value;
		else if (!str_eq(key, STR("INTERVAL")) || !str_to_int(value, &rule.interval))
			rule.simple = false;
	}
	return rule;
}

/* "WE,FR" as the words of a table, joined; false where one has an ordinal or is none. */
static bool add_days(struct buf *b, struct str list, const char *const *words, struct str joiner)
{
	static const char *const names[] = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};
	for (bool first = true; list.n; first = false) {
		struct str day = str_cut(&list, ',');
		size_t i = 0;
		while (i < 7 && !str_eq(day, str_from(names[i])))
			i++;
		if (i == 7)
			return false;
		buf_add(b, first ? STR_NONE : joiner);
		buf_add(b, str_from(words[i]));
	}
	return true;
}

static bool rule_zh(struct buf *b, struct str text)
{
	static const char *const days[] = {"周一", "周二", "周三", "周四", "周五", "周六", "周日"};
	struct rule rule = rule_parts(text);
	const char *unit = str_eq(rule.freq, STR("DAILY"))     ? "天"
			   : str_eq(rule.freq, STR("WEEKLY"))  ? "周"
			   : str_eq(rule.freq, STR("MONTHLY")) ? "个月"
			   : str_eq(rule.freq, STR("YEARLY"))  ? "年"
							       : NULL;
	if (!unit || !rule.simple || (rule.bymonthday.n && rule.byday.n))
		return false;
	if (rule.interval == 1)
		buf_printf(b, "每%s", str_eq(rule.freq, STR("MONTHLY")) ? "月" : unit);
	else
		buf_printf(b, "每%lld%s", (long long)rule.interval, unit);
	if (rule.bymonthday.n) {
		buf_add(b, rule.bymonthday);
		BUF_LIT(b, "日");
		return rule.bymonthday.p[0] != '-' &&
		       str_find_char(rule.bymonthday, ',') == SIZE_MAX;
	}
	if (rule.byday.n)
		BUF_LIT(b, "的");
	return add_days(b, rule.byday, days, STR("、"));
}

static bool rule_en(struct buf *b, struct str text)
{
	static const char *const days[] = {
		"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
	struct rule rule = rule_parts(text);
	const char *unit = str_eq(rule.freq, STR("DAILY"))     ? "day"
			   : str_eq(rule.freq, STR("WEEKLY"))  ? "week"
			   : str_eq(rule.freq, STR("MONTHLY")) ? "month"
			   : str_eq(rule.freq, STR("YEARLY"))  ? "year"
							       : NULL;
	if (!unit || !rule.simple || (rule.bymonthday.n && rule.byday.n))
		return false;
	if (rule.interval == 1)
		buf_printf(b, "every %s", unit);
	else
		buf_printf(b, "every %lld %ss", (long long)rule.interval, unit);
	if (rule.bymonthday.n)
		buf_printf(b, " on day %.*s", STR_FMT(rule.bymonthday));
	else if (rule.byday.n)
		BUF_LIT(b, " on ");
	return add_days(b, rule.byday, days, STR(", ")) &&
	       (!rule.bymonthday.n || rule.bymonthday.p[0] != '-');
}

static void add_rule(struct buf *b, const struct repeat *r, enum lang lang)
{
	struct buf words = buf_new(b->arena);
	bool said = lang == LANG_ZH ? rule_zh(&words, r->rule) : rule_en(&words, r->rule);
	buf_add(b, said ? buf_str(&words) : r->written);
}

static void text_zh(struct buf *b, const struct repeat *r)
{
	static const char *const weekdays[] = {"一", "二", "三", "四", "五", "六", "日"};
	static const char *const nth[] = {"", "一", "二", "三", "四", "五"};
	switch (r->kind) {
	case REPEAT_NONE:
		return;
	case REPEAT_RRULE:
		add_rule(b, r, LANG_ZH);
		return;
	case REPEAT_WEEKLY:
		buf_add(b, STR("每周"));
		if (r->weekday)
			buf_add(b, str_from(weekdays[r->weekday - 1]));
		return;
	case REPEAT_MONTHLY:
		if (r->week)
			buf_printf(b, "每月第%s周", nth[r->week]);
		else
			BUF_LIT(b, "每月");
		break;
	case REPEAT_QUARTERLY:
		BUF_LIT(b, "每季度");
		if (r->month)
			buf_printf(b, r->month == 3 ? "最后一个月" : "第%d个月", r->month);
		break;
	case REPEAT_HALF_YEARLY:
		BUF_LIT(b, "每半年");
		if (r->month)
			buf_printf(b, r->month == 6 ? "最后一个月" : "第%d个月", r->month);
		break;
	case REPEAT_YEARLY:
		BUF_LIT(b, "每年");
		if (r->month)
			buf_printf(b, "%d月", r->month);
		break;
	}
	add_day_zh(b, r->day);
}

static void add_day_en(struct buf *b, int day)
{
	if (day == REPEAT_LAST)
		BUF_LIT(b, " on the last day");
	else if (day)
		buf_printf(b, " on day %d", day);
}

static void text_en(struct buf *b, const struct repeat *r)
{
	static const char *const kinds[] = {"", "", "every week", "every month", "every quarter",
		"every half-year", "every year"};
	static const char *const days[] = {
		"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
	if (r->kind == REPEAT_RRULE) {
		add_rule(b, r, LANG_EN);
		return;
	}
	buf_add(b, str_from(kinds[r->kind]));
	if (r->weekday)
		buf_printf(b, " on %s", days[r->weekday - 1]);
	if (r->week)
		buf_printf(b, " in week %d", r->week);
	add_day_en(b, r->day);
	if (r->month)
		buf_printf(b, r->day ? " of month %d" : " in month %d", r->month);
}

struct str repeat_text(struct arena *a, const struct repeat *r, enum lang lang)
{
	struct buf b = buf_new(a);
	if (lang == LANG_ZH)
		text_zh(&b, r);
	else
		text_en(&b, r);
	return buf_str(&b);
}
