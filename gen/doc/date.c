/* SPDX-License-Identifier: MIT */
#include "doc/date.h"

#include "base/arena.h"
#include "base/buf.h"

/* Howard Hinnant's "days_from_civil" arithmetic: eras of 400 years, March as the first month. */
bool day_is_known(day_t d)
{
	return d > DAY_OPEN_BEGIN && d < DAY_OPEN_END;
}

day_t day_from_civil(struct civil c)
{
	int y = c.year - (c.month <= 2);
	int era = (y >= 0 ? y : y - 399) / 400;
	int year_of_era = y - era * 400;
	int day_of_year = (153 * (c.month + (c.month > 2 ? -3 : 9)) + 2) / 5 + c.day - 1;
	int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
	return era * 146097 + day_of_era - 719468;
}

struct civil day_to_civil(day_t d)
{
	int z = d + 719468;
	int era = (z >= 0 ? z : z - 146096) / 146097;
	int doe = z - era * 146097;
	int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int mp = (5 * doy + 2) / 153;
	struct civil c = {yoe + era * 400, mp + (mp < 10 ? 3 : -9), doy - (153 * mp + 2) / 5 + 1};
	c.year += c.month <= 2;
	return c;
}

int month_length(int year, int month)
{
	static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
	return month == 2 && leap ? 29 : lengths[month - 1];
}

bool civil_is_valid(struct civil c)
{
	return c.year >= 1000 && c.year <= 9999 && c.month >= 1 && c.month <= 12 && c.day >= 1 &&
	       c.day <= month_length(c.year, c.month);
}

int day_weekday(day_t d)
{
	int w = (d + 3) % 7; /* 1970-01-01 was a Thursday */
	return (w < 0 ? w + 7 : w) + 1;
}

/* --- written forms --- */

static bool take_char(struct str *s, char c)
{
	if (!s->n || s->p[0] != c)
		return false;
	*s = str_after(*s, 1);
	return true;
}

static bool take_str(struct str *s, struct str part)
{
	if (!str_starts(*s, part))
		return false;
	*s = str_after(*s, part.n);
	return true;
}

static bool take_number(struct str *s, size_t least, size_t most, int *ret_v)
{
	size_t n = 0;
	int v = 0;
	while (n < most && n < s->n && s->p[n] >= '0' && s->p[n] <= '9')
		v = v * 10 + (s->p[n++] - '0');
	if (n < least || (n < s->n && s->p[n] >= '0' && s->p[n] <= '9'))
		return false;
	*s = str_after(*s, n);
	*ret_v = v;
	return true;
}

static void set_months(struct when *w, enum when_kind kind, int year, int first, int months)
{
	int last = first + months - 1;
	w->kind = kind;
	w->first = day_from_civil((struct civil){year, first, 1});
	w->last = day_from_civil((struct civil){year, last, month_length(year, last)});
}

static enum date_fault set_day(struct when *w, struct civil c)
{
	if (!civil_is_valid(c))
		return DATE_NO_SUCH_DAY;
	w->kind = WHEN_DAY;
	w->first = w->last = day_from_civil(c);
	return DATE_OK;
}

static enum date_fault set_month(struct when *w, int year, int month)
{
	if (year < 1000 || month < 1 || month > 12)
		return DATE_NO_SUCH_DAY;
	set_months(w, WHEN_MONTH, year, month, 1);
	return DATE_OK;
}

static bool take_time(struct str *s, int *ret_minutes)
{
	struct str rest = str_trim(*s);
	int hour, minute;
	if (rest.n == s->n && s->n && !take_char(&rest, 'T'))
		return false;
	if (!take_number(&rest, 1, 2, &hour) || !take_char(&rest, ':') ||
		!take_number(&rest, 2, 2, &minute) || hour > 23 || minute > 59)
		return false;
	*ret_minutes = hour * 60 + minute;
	*s = rest;
	return true;
}

/* 2026-04-20, 2026-04, 2026-Q2, 2026-H1, 2026; the rest stays in *s. */
static enum date_fault take_iso(struct str *s, struct when *w)
{
	struct civil c = {0, 1, 1};
	if (!take_number(s, 4, 4, &c.year))
		return DATE_BAD_FORM;
	if (!take_char(s, '-')) {
		if (c.year < 1000)
			return DATE_NO_SUCH_DAY;
		set_months(w, WHEN_YEAR, c.year, 1, 12);
		return DATE_OK;
	}
	int part;
	if (take_char(s, 'Q') || take_char(s, 'q')) {
		if (!take_number(s, 1, 1, &part) || part < 1 || part > 4)
			return DATE_BAD_FORM;
		set_months(w, WHEN_QUARTER, c.year, part * 3 - 2, 3);
		return DATE_OK;
	}
	if (take_char(s, 'H') || take_char(s, 'h')) {
		if (!take_number(s, 1, 1, &part) || part < 1 || part > 2)
			return DATE_BAD_FORM;
		set_months(w, WHEN_HALF, c.year, part * 6 - 5, 6);
		return DATE_OK;
	}
	if (!take_number(s, 2, 2, &c.month))
		return DATE_BAD_FORM;
	if (!take_char(s, '-'))
		return set_month(w, c.year, c.month);
	if (!take_number(s, 2, 2, &c.day))
		return DATE_BAD_FORM;
	return set_day(w, c);
}

/* 2006/9/25, 2006.9.25, 2006年9月25日, 2020年11月 */
static enum date_fault take_table_form(struct str *s, struct when *w)
{
	struct civil c = {0, 1, 1};
	if (!take_number(s, 4, 4, &c.year))
		return DATE_BAD_FORM;
	if (take_char(s, '/')) {
		if (!take_number(s, 1, 2, &c.month))
			return DATE_BAD_FORM;
		if (!take_char(s, '/'))
			return set_month(w, c.year, c.month);
		return take_number(s, 1, 2, &c.day) ? set_day(w, c) : DATE_BAD_FORM;
	}
	if (!take_str(s, STR("年")))
		return DATE_BAD_FORM;
	if (!s->n) {
		set_months(w, WHEN_YEAR, c.year, 1, 12);
		return DATE_OK;
	}
	if (!take_number(s, 1, 2, &c.month) || !take_str(s, STR("月")))
		return DATE_BAD_FORM;
	if (!s->n)
		return set_month(w, c.year, c.month);
	if (!take_number(s, 1, 2, &c.day))
		return DATE_BAD_FORM;
	if (!take_str(s, STR("日")))
		take_str(s, STR("号"));
	return set_day(w, c);
}

static bool is_id_text(struct str s)
{
	if (!s.n)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
			    c >= 0x80))
			return false;
	}
	return true;
}

static enum date_fault parse_event(struct str s, struct when *w)
{
	if (!is_id_text(s))
		return DATE_BAD_FORM;
	w->kind = WHEN_EVENT;
	w->base = s;
	return DATE_OK;
}

/* id, id + 14d, id - 2w; an id may hold '-', so the sign needs a space or a digit behind it. */
static enum date_fault parse_relative(struct str s, struct when *w)
{
	struct str id = s, count = STR_NONE;
	int sign = 1;
	for (size_t i = 1; i < s.n && !count.n; i++) {
		bool spaced = s.p[i - 1] == ' ' || (i + 1 < s.n && s.p[i + 1] == ' ');
		if (s.p[i] == '+' || (s.p[i] == '-' && spaced)) {
			id = str_trim(str_sub(s, 0, i));
			count = str_trim(str_after(s, i + 1));
			sign = s.p[i] == '-' ? -1 : 1;
			if (!count.n)
				return DATE_BAD_FORM;
		}
	}
	if (!is_id_text(id) || (id.p[0] >= '0' && id.p[0] <= '9'))
		return DATE_BAD_FORM;
	int n = 0;
	if (count.n) {
		if (!take_number(&count, 1, 4, &n) || count.n != 1 ||
			(count.p[0] != 'd' && count.p[0] != 'w'))
			return DATE_BAD_FORM;
		n *= count.p[0] == 'w' ? 7 : 1;
	}
	w->kind = WHEN_RELATIVE;
	w->base = id;
	w->offset = sign * n;
	return DATE_OK;
}

/* One end of a period; both ends included. */
static enum date_fault parse_end(struct str s, unsigned forms, struct when *ret_end)
{
	struct str rest = s;
	if ((forms & DATE_RELATIVE) && take_str(&rest, STR("event:")))
		return parse_event(str_trim(rest), ret_end);
	enum date_fault fault = take_iso(&rest, ret_end);
	return fault == DATE_OK && rest.n ? DATE_BAD_FORM : fault;
}

static enum date_fault parse_period(struct str from, struct str to, unsigned forms, struct when *w)
{
	struct when a = {0}, b = {0};
	enum date_fault fault = DATE_OK;
	if (!from.n && !to.n)
		return DATE_BAD_FORM;
	if (from.n)
		fault = parse_end(from, forms & ~(unsigned)DATE_RELATIVE, &a);
	if (fault == DATE_OK && to.n)
		fault = parse_end(to, forms, &b);
	if (fault != DATE_OK)
		return fault;
	w->kind = WHEN_PERIOD;
	w->first = from.n ? a.first : DAY_OPEN_BEGIN;
	w->last = to.n ? b.last : DAY_OPEN_END;
	if (b.kind == WHEN_EVENT) {
		w->base = b.base;
		w->last = DAY_NONE;
		return DATE_OK;
	}
	return w->last < w->first ? DATE_BACKWARDS : DATE_OK;
}

static bool is_period(struct str s, size_t slash)
{
	/* 2006/9/25 has slashes too: there the part before the first is a bare year. */
	struct str rest = str_after(s, slash + 1);
	return !(slash == 4 && rest.n && rest.p[0] >= '0' && rest.p[0] <= '9' &&
		 (rest.n < 4 || str_find_char(str_sub(rest, 0, 4), '/') != SIZE_MAX));
}

enum date_fault date_parse(struct str text, unsigned forms, struct when *w)
{
	*w = (struct when){
		.first = DAY_NONE, .last = DAY_NONE, .minutes = -1, .written = text, .at = w->at};
	struct str rest = text;
	if ((forms & DATE_RELATIVE) && take_str(&rest, STR("event:"))) {
		enum date_fault fault = parse_event(str_trim(rest), w);
		return fault;
	}
	size_t slash = str_find_char(text, '/');
	if ((forms & DATE_PERIODS) && slash != SIZE_MAX && is_period(text, slash))
		return parse_period(str_trim(str_sub(text, 0, slash)),
			str_trim(str_after(text, slash + 1)), forms, w);
	enum date_fault fault = take_iso(&rest, w);
	if ((fault == DATE_BAD_FORM || rest.n) && (forms & DATE_TABLE)) {
		struct str again = text;
		struct when other = *w;
		enum date_fault table = take_table_form(&again, &other);
		if (table != DATE_BAD_FORM && !again.n) {
			*w = other;
			fault = table;
			rest = again;
		}
	}
	if (fault == DATE_OK && rest.n && (forms & DATE_TIME) && w->kind == WHEN_DAY &&
		!take_time(&rest, &w->minutes))
		fault = DATE_BAD_FORM;
	if (fault == DATE_OK && !rest.n)
		return w->kind == WHEN_DAY || (forms & DATE_PERIODS) ? DATE_OK : DATE_BAD_FORM;
	if (fault == DATE_NO_SUCH_DAY)
		return fault;
	w->kind = WHEN_NONE;
	w->first = w->last = DAY_NONE;
	return (forms & DATE_RELATIVE) ? parse_relative(text, w) : DATE_BAD_FORM;
}

/* --- how readers see them --- */

static const char *const months_en[] = {"January", "February", "March", "April", "May", "June",
	"July", "August", "September", "October", "November", "December"};

struct str day_iso(struct arena *a, day_t d)
{
	if (d == DAY_NONE || d == DAY_OPEN_BEGIN || d == DAY_OPEN_END)
		return STR_NONE;
	struct civil c = day_to_civil(d);
	return str_printf(a, "%04d-%02d-%02d", c.year, c.month, c.day);
}

struct str day_text(struct arena *a, day_t d, enum lang lang)
{
	if (d == DAY_NONE || d == DAY_OPEN_BEGIN || d == DAY_OPEN_END)
		return STR_NONE;
	struct civil c = day_to_civil(d);
	if (lang == LANG_EN)
		return str_printf(a, "%d %s %d", c.day, months_en[c.month - 1], c.year);
	return str_printf(a, "%d年%d月%d日", c.year, c.month, c.day);
}

struct str day_text_short(struct arena *a, day_t d, enum lang lang)
{
	if (!day_is_known(d))
		return STR_NONE;
	struct civil c = day_to_civil(d);
	if (lang == LANG_EN)
		return str_printf(a, "%d %s", c.day, months_en[c.month - 1]);
	return str_printf(a, "%d月%d日", c.month, c.day);
}

static bool is_month_begin(struct civil c)
{
	return c.day == 1;
}

static bool is_month_end(struct civil c)
{
	return c.day == month_length(c.year, c.month);
}

/* The year is said once where both ends share it, and the days where they are whole months. */
static struct str period_text(struct arena *a, day_t first, day_t last, enum lang lang)
{
	struct civil f = day_to_civil(first), l = day_to_civil(last);
	bool months = is_month_begin(f) && is_month_end(l), same_year = f.year == l.year;
	if (lang == LANG_EN) {
		if (!months)
			return STR_CAT(
				a, day_text(a, first, lang), STR(" to "), day_text(a, last, lang));
		if (same_year && f.month == l.month)
			return str_printf(a, "%s %d", months_en[f.month - 1], f.year);
		if (same_year)
			return str_printf(a, "%s to %s %d", months_en[f.month - 1],
				months_en[l.month - 1], l.year);
		return str_printf(a, "%s %d to %s %d", months_en[f.month - 1], f.year,
			months_en[l.month - 1], l.year);
	}
	if (!months && same_year && f.month == l.month)
		return str_printf(a, "%d年%d月%d日至%d日", f.year, f.month, f.day, l.day);
	if (!months)
		return STR_CAT(a, day_text(a, first, lang), STR("至"),
			same_year ? day_text_short(a, last, lang) : day_text(a, last, lang));
	if (same_year && f.month == l.month)
		return str_printf(a, "%d年%d月", f.year, f.month);
	if (same_year)
		return str_printf(a, "%d年%d月至%d月", f.year, f.month, l.month);
	return str_printf(a, "%d年%d月至%d年%d月", f.year, f.month, l.year, l.month);
}

static struct str open_period_text(struct arena *a, const struct when *w, enum lang lang)
{
	struct str first = day_text(a, w->first, lang), last = day_text(a, w->last, lang);
	bool zh = lang == LANG_ZH;
	if (w->base.n) /* the writer of views puts the event's title in its place where it has one
			*/
		return zh ? STR_CAT(a, first, STR("至"), w->base)
			  : STR_CAT(a, first, STR(" to "), w->base);
	if (w->first == DAY_OPEN_BEGIN)
		return zh ? STR_CAT(a, STR("截至"), last) : STR_CAT(a, STR("until "), last);
	return zh ? STR_CAT(a, first, STR("起")) : STR_CAT(a, STR("from "), first);
}

static struct str relative_text(struct arena *a, struct str base, int days, enum lang lang)
{
	int count = days < 0 ? -days : days;
	bool weeks = count && count % 7 == 0;
	count = weeks ? count / 7 : count;
	if (!count)
		return base;
	if (lang == LANG_ZH)
		return str_printf(a, "%.*s%s%d%s", STR_FMT(base), days < 0 ? "前" : "后", count,
			weeks ? "周" : "天");
	return str_printf(a, "%d %s%s %s %.*s", count, weeks ? "week" : "day",
		count == 1 ? "" : "s", days < 0 ? "before" : "after", STR_FMT(base));
}

struct str when_text(struct arena *a, const struct when *w, enum lang lang)
{
	struct civil c =
		w->first > DAY_OPEN_BEGIN ? day_to_civil(w->first) : (struct civil){0, 0, 0};
	bool zh = lang == LANG_ZH;
	switch (w->kind) {
	case WHEN_NONE:
		return STR_NONE;
	case WHEN_DAY: {
		struct str text = day_text(a, w->first, lang);
		return w->minutes < 0 ? text
				      : STR_CAT(a, text, STR(" "),
						str_printf(a, "%02d:%02d", w->minutes / 60,
							w->minutes % 60));
	}
	case WHEN_MONTH:
		return period_text(a, w->first, w->last, lang);
	case WHEN_QUARTER: {
		static const char *const names[] = {"第一季度", "第二季度", "第三季度", "第四季度"};
		int q = (c.month - 1) / 3;
		return zh ? str_printf(a, "%d年%s", c.year, names[q])
			  : str_printf(a, "Q%d %d", q + 1, c.year);
	}
	case WHEN_HALF:
		return zh ? str_printf(a, "%d年%s半年", c.year, c.month == 1 ? "上" : "下")
			  : str_printf(
				    a, "%s half of %d", c.month == 1 ? "first" : "second", c.year);
	case WHEN_YEAR:
		return zh ? str_printf(a, "%d年", c.year) : str_printf(a, "%d", c.year);
	case WHEN_PERIOD:
		if (w->base.n || w->first == DAY_OPEN_BEGIN || w->last == DAY_OPEN_END)
			return open_period_text(a, w, lang);
		return w->first == w->last ? day_text(a, w->first, lang)
					   : period_text(a, w->first, w->last, lang);
	case WHEN_RELATIVE:
		return relative_text(a, w->base, w->offset, lang);
	case WHEN_EVENT:
		return w->base;
	}
	return STR_NONE;
}
