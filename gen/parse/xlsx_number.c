/* SPDX-License-Identifier: MIT */
#include "parse/xlsx_number.h"

#include <string.h>

#include "base/buf.h"
#include "doc/date.h"

/* --- formats --- */

struct str number_format_builtin(int64_t id)
{
	static const struct {
		int from, to;
		const char *code;
	} known[] = {{9, 9, "0%"}, {10, 10, "0.00%"}, {14, 14, "yyyy/m/d"}, {15, 15, "d-mmm-yy"},
		{16, 16, "d-mmm"}, {17, 17, "mmm-yy"}, {18, 18, "h:mm AM/PM"},
		{19, 19, "h:mm:ss AM/PM"}, {20, 20, "h:mm"}, {21, 21, "h:mm:ss"},
		{22, 22, "yyyy/m/d h:mm"}, {27, 27, "yyyy年m月"}, {28, 29, "m月d日"},
		{30, 30, "m-d-yy"}, {31, 31, "yyyy年m月d日"}, {32, 32, "h时mm分"},
		{33, 33, "h时mm分ss秒"}, {34, 34, "h时mm分"}, {35, 35, "h时mm分ss秒"},
		{36, 36, "yyyy年m月"}, {45, 45, "mm:ss"}, {46, 46, "[h]:mm:ss"},
		{47, 47, "mm:ss.0"}, {50, 50, "yyyy年m月"}, {51, 51, "m月d日"},
		{52, 52, "yyyy年m月"}, {53, 54, "m月d日"}, {55, 55, "h时mm分"},
		{56, 56, "h时mm分ss秒"}, {57, 57, "yyyy年m月"}, {58, 58, "m月d日"}};
	for (size_t i = 0; i < ARRAY_LEN(known); i++)
		if (id >= known[i].from && id <= known[i].to)
			return str_from(known[i].code);
	return STR_NONE;
}

struct scan {
	struct str rest;
	struct number_format format;
	bool after_hour;  /* an m that follows an hour is a minute */
	bool open_months; /* an m that a second follows was a minute */
	bool months_before;
};

/* In brackets stand elapsed times, and colours, conditions and languages, which say nothing. */
static void scan_bracket(struct scan *s)
{
	size_t end = str_find_char(s->rest, ']');
	struct str inner = str_sub(s->rest, 1, end == SIZE_MAX ? s->rest.n : end);
	bool same = inner.n > 0;
	for (size_t i = 1; i < inner.n; i++)
		same = same && (inner.p[i] | 0x20) == (inner.p[0] | 0x20);
	char letter = same ? (char)(inner.p[0] | 0x20) : ' ';
	if (letter == 'h' || letter == 'm' || letter == 's') {
		s->format.elapsed = s->format.minute = true;
		s->format.second = s->format.second || letter == 's';
		s->after_hour = letter == 'h';
	}
	s->rest = str_after(s->rest, end == SIZE_MAX ? s->rest.n : end + 1);
}

static void scan_letter(struct scan *s, char letter)
{
	struct number_format *f = &s->format;
	if (letter == 'm' && !s->after_hour) {
		s->months_before = f->month;
		f->month = s->open_months = true;
		return;
	}
	if (letter == 's' && s->open_months) {
		f->month = s->months_before;
		f->minute = true;
	}
	f->year = f->year || letter == 'y' || letter == 'e';
	f->day = f->day || letter == 'd' || letter == 'a';
	f->second = f->second || letter == 's';
	f->minute = f->minute || letter == 'h' || letter == 'm' || letter == 's';
	s->after_hour = letter == 'h';
	s->open_months = false;
}

/* What is text in a format, in bytes: in quotes, behind a backslash, names of General. */
static size_t literal_at(struct str s)
{
	static const char *const words[] = {
		"General", "G/通用格式", "AM/PM", "A/P", "上午/下午", "E+", "E-", "e+", "e-"};
	size_t end;
	switch (s.p[0]) {
	case '"':
		end = str_find_char(str_after(s, 1), '"');
		return end == SIZE_MAX ? s.n : end + 2;
	case '\\':
	case '_':
	case '*':
		return s.n < 2 ? s.n : 2;
	default:
		break;
	}
	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (str_eq_nocase(str_sub(s, 0, str_from(words[i]).n), str_from(words[i])))
			return str_from(words[i]).n;
	return 0;
}

/* The number that is at hand is positive or zero as a rule: the first section is the one shown. */
struct number_format number_format_parse(struct str code)
{
	struct scan s = {.rest = code};
	int zeros = 0;
	bool only_zeros = true;
	while (s.rest.n && s.rest.p[0] != ';') {
		size_t literal = literal_at(s.rest);
		char c = s.rest.p[0], letter = (char)(c | 0x20);
		only_zeros = only_zeros && c == '0';
		zeros += c == '0';
		if (literal) {
			s.rest = str_after(s.rest, literal);
		} else if (c == '[') {
			scan_bracket(&s);
		} else {
			if (c == '%')
				s.format.percent = true;
			else if (strchr("ymdhsae", letter) && letter >= 'a')
				scan_letter(&s, letter);
			s.rest = str_after(s.rest, 1);
		}
	}
	s.format.zeros = only_zeros ? zeros : 0;
	return s.format;
}

/* --- decimal numbers, as written: no binary fraction comes in between --- */

enum { SHOWN_DIGITS = 15, MOST_DIGITS = 40, MOST_PLACES = 400 };

/* 0.d1 d2 d3 … times ten to the power of point; no digits: zero. */
struct decimal {
	char digits[MOST_DIGITS];
	int n, point;
	bool minus, whole; /* written without fraction and exponent */
};

static bool is_digit(struct str s)
{
	return s.n && s.p[0] >= '0' && s.p[0] <= '9';
}

static void add_digit(struct decimal *d, char digit, bool fraction)
{
	bool leading = d->n == 0 && digit == '0';
	if (!leading && d->n < MOST_DIGITS)
		d->digits[d->n++] = digit;
	if (fraction)
		d->point -= leading;
	else
		d->point += !leading;
}

static bool read_exponent(struct str s, struct decimal *d)
{
	bool minus = s.n && s.p[0] == '-';
	if (s.n && (s.p[0] == '-' || s.p[0] == '+'))
		s = str_after(s, 1);
	int64_t power;
	if (!str_to_int(s, &power) || power > MOST_PLACES)
		return false;
	d->point += (int)(minus ? -power : power);
	return true;
}

static bool decimal_parse(struct str s, struct decimal *d)
{
	*d = (struct decimal){.whole = true};
	s = str_trim(s);
	d->minus = s.n && s.p[0] == '-';
	if (s.n && (s.p[0] == '-' || s.p[0] == '+'))
		s = str_after(s, 1);
	bool any = false;
	for (; is_digit(s); s = str_after(s, 1), any = true)
		add_digit(d, s.p[0], false);
	if (s.n && s.p[0] == '.') {
		d->whole = false;
		for (s = str_after(s, 1); is_digit(s); s = str_after(s, 1), any = true)
			add_digit(d, s.p[0], true);
	}
	if (any && s.n && (s.p[0] == 'e' || s.p[0] == 'E')) {
		d->whole = false;
		return read_exponent(str_after(s, 1), d);
	}
	return any && !s.n;
}

/* A fraction is that of a binary number, whose last digits nobody wrote and nobody sees. */
static void round_to(struct decimal *d, int most)
{
	if (d->n > most) {
		bool up = d->digits[most] >= '5';
		d->n = most;
		while (up && d->n) {
			up = d->digits[d->n - 1] == '9';
			if (up)
				d->n--;
			else
				d->digits[d->n - 1]++;
		}
		if (up) {
			d->digits[d->n++] = '1';
			d->point++;
		}
	}
	while (d->n && d->digits[d->n - 1] == '0')
		d->n--;
}

static struct str decimal_text(struct arena *a, const struct decimal *d, const char *unit)
{
	struct buf b = buf_new(a);
	if (d->minus && d->n)
		buf_add_char(&b, '-');
	int point = d->n ? d->point : 0;
	if (point <= 0)
		buf_add_char(&b, '0');
	for (int i = 0; i < point; i++)
		buf_add_char(&b, i < d->n ? d->digits[i] : '0');
	if (d->n > point)
		buf_add_char(&b, '.');
	for (int i = point; i < d->n; i++)
		buf_add_char(&b, i < 0 ? '0' : d->digits[i]);
	buf_add(&b, str_from(unit));
	return buf_str(&b);
}

/* --- days and times --- */

enum { DAY_SECONDS = 86400, LAST_SERIAL = 2958465 /* 9999-12-31 */ };

/* A moment: serial day as the spreadsheet counts, seconds of the day. */
struct moment {
	int64_t day;
	int seconds;
};

static struct moment moment_of(const struct decimal *d)
{
	struct moment m = {0};
	int64_t nanos = 0;
	for (int i = 0; i < d->point; i++)
		m.day = m.day * 10 + (i < d->n ? d->digits[i] - '0' : 0);
	for (int i = 0; i < 9; i++) {
		int at = d->point + i;
		nanos = nanos * 10 + (at >= 0 && at < d->n ? d->digits[at] - '0' : 0);
	}
	m.seconds = (int)((nanos * DAY_SECONDS + 500000000) / 1000000000);
	if (m.seconds >= DAY_SECONDS) {
		m.seconds -= DAY_SECONDS;
		m.day++;
	}
	return m;
}

/*
 * The day of a serial number. Of the 1900 system 1 is 1900-01-01 and 60 is 1900-02-29, a day that
 * never was: Lotus 1-2-3 had it, so all spreadsheets that count like Excel count it.
 */
static struct civil civil_of(int64_t serial, bool from_1904)
{
	if (from_1904)
		return day_to_civil((day_t)(day_from_civil((struct civil){1904, 1, 1}) + serial));
	if (serial == 60)
		return (struct civil){1900, 2, 29};
	int before = serial < 60 ? 31 : 30; /* of December 1899, with which day 0 would be */
	return day_to_civil((day_t)(day_from_civil((struct civil){1899, 12, before}) + serial));
}

static void add_time(struct buf *b, const struct number_format *f, int64_t hours, int seconds)
{
	buf_printf(b, "%02d:%02d", (int)hours, seconds / 60 % 60);
	if (f->second)
		buf_printf(b, ":%02d", seconds % 60);
}

static bool shows_date(const struct number_format *f)
{
	return f->year || f->month || f->day;
}

static struct str moment_text(
	struct arena *a, const struct number_format *f, struct civil day, int seconds)
{
	struct buf b = buf_new(a);
	buf_printf(&b, "%04d", day.year);
	bool time = f->minute || f->second;
	if (f->month || f->day || time)
		buf_printf(&b, "-%02d", day.month);
	if (f->day || time)
		buf_printf(&b, "-%02d", day.day);
	if (time) {
		buf_add_char(&b, ' ');
		add_time(&b, f, seconds / 3600, seconds);
	}
	return buf_str(&b);
}

static enum number_fault serial_text(struct arena *a, const struct decimal *d,
	const struct number_format *f, bool from_1904, struct str *ret_text)
{
	if ((d->minus && d->n) || d->point > 8)
		return NUMBER_NO_DAY;
	struct moment m = moment_of(d);
	if (!shows_date(f)) {
		struct buf b = buf_new(a);
		int64_t days = f->elapsed ? m.day : 0;
		add_time(&b, f, days * 24 + m.seconds / 3600, m.seconds);
		*ret_text = buf_str(&b);
		return NUMBER_FINE;
	}
	enum { DAYS_TO_1904 = 1462 };
	if (m.day > LAST_SERIAL - (from_1904 ? DAYS_TO_1904 : 0) || (!from_1904 && m.day == 0))
		return NUMBER_NO_DAY;
	*ret_text = moment_text(a, f, civil_of(m.day, from_1904), m.seconds);
	return NUMBER_FINE;
}

enum number_fault number_text(struct arena *a, struct str v, const struct number_format *f,
	bool from_1904, struct str *ret_text)
{
	struct decimal d;
	if (!decimal_parse(v, &d))
		return NUMBER_NONE;
	if (shows_date(f) || f->minute || f->second)
		return serial_text(a, &d, f, from_1904, ret_text);
	if (!d.whole)
		round_to(&d, SHOWN_DIGITS);
	if (f->percent) {
		d.point += 2;
		round_to(&d, SHOWN_DIGITS);
	} else if (d.whole && (d.n == MOST_DIGITS || d.point < f->zeros)) {
		/* Too long to be held, or 000: what is there, with zeros before it. */
		*ret_text = str_printf(
			a, "%s%0*d%.*s", d.minus ? "-" : "", f->zeros - d.n, 0, d.n, d.digits);
		return NUMBER_FINE;
	}
	*ret_text = decimal_text(a, &d, f->percent ? "%" : "");
	return NUMBER_FINE;
}

/* --- cells of type d --- */

static bool take_number(struct str *s, size_t digits, char end, int *ret_value)
{
	int64_t v;
	if (s->n < digits || !str_to_int(str_sub(*s, 0, digits), &v))
		return false;
	if (end && (s->n == digits || s->p[digits] != end))
		return false;
	*s = str_after(*s, digits + (end != 0));
	*ret_value = (int)v;
	return true;
}

static bool take_time(struct str *s, int *ret_seconds)
{
	int hour, minute, second = 0;
	if (!take_number(s, 2, ':', &hour) || !take_number(s, 2, 0, &minute))
		return false;
	if (s->n && s->p[0] == ':') {
		*s = str_after(*s, 1);
		if (!take_number(s, 2, 0, &second))
			return false;
	}
	*ret_seconds = (hour * 60 + minute) * 60 + second;
	return hour < 24 && minute < 60 && second < 60;
}

enum number_fault iso_text(
	struct arena *a, struct str v, const struct number_format *f, struct str *ret_text)
{
	struct number_format shown = *f;
	struct civil day;
	int seconds = 0;
	struct str s = str_trim(v);
	struct str rest = s;
	if (take_time(&rest, &seconds)) {
		shown.minute = true;
		struct buf b = buf_new(a);
		add_time(&b, &shown, seconds / 3600, seconds);
		*ret_text = buf_str(&b);
		return NUMBER_FINE;
	}
	if (!take_number(&s, 4, '-', &day.year) || !take_number(&s, 2, '-', &day.month) ||
		!take_number(&s, 2, 0, &day.day))
		return NUMBER_NONE;
	if (!civil_is_valid(day))
		return NUMBER_NO_DAY;
	bool time = s.n && s.p[0] == 'T';
	s = str_after(s, time);
	if (time && !take_time(&s, &seconds))
		return NUMBER_NONE;
	if (!shows_date(f)) /* a type without a format: a day */
		shown.year = shown.month = shown.day = true;
	*ret_text = moment_text(a, &shown, day, seconds);
	return NUMBER_FINE;
}
