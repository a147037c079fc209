/* SPDX-License-Identifier: MIT */
#include "base/str.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <xxhash.h>

#include "base/arena.h"
#include "base/buf.h"

/* Bytes up to which str_find() looks from place to place. */
enum { SHORT_TEXT = 1024 };

struct str str_from(const char *c)
{
	return c ? (struct str){c, strlen(c)} : STR_NONE;
}

bool str_eq(struct str a, struct str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

uint64_t str_hash(struct str s)
{
	return XXH3_64bits(s.n ? s.p : "", s.n);
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

bool str_eq_nocase(struct str a, struct str b)
{
	if (a.n != b.n)
		return false;
	for (size_t i = 0; i < a.n; i++)
		if (lower(a.p[i]) != lower(b.p[i]))
			return false;
	return true;
}

int str_cmp(struct str a, struct str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int c = n ? memcmp(a.p, b.p, n) : 0;
	return c ? c : (a.n > b.n) - (a.n < b.n);
}

bool str_starts(struct str s, struct str with)
{
	return s.n >= with.n && str_eq(str_sub(s, 0, with.n), with);
}

bool str_ends(struct str s, struct str with)
{
	return s.n >= with.n && str_eq(str_after(s, s.n - with.n), with);
}

bool str_has(struct str s, struct str part)
{
	return str_find(s, part) != SIZE_MAX;
}

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

struct str str_trim(struct str s)
{
	while (s.n && is_space(s.p[0])) {
		s.p++;
		s.n--;
	}
	while (s.n && is_space(s.p[s.n - 1]))
		s.n--;
	return s;
}

struct str str_sub(struct str s, size_t from, size_t to)
{
	if (to > s.n)
		to = s.n;
	if (from >= to)
		return (struct str){s.p ? s.p + (from < s.n ? from : s.n) : NULL, 0};
	return (struct str){s.p + from, to - from};
}

struct str str_after(struct str s, size_t from)
{
	return str_sub(s, from, s.n);
}

size_t str_find(struct str s, struct str part)
{
	if (part.n == 0)
		return 0;
	if (s.n < part.n)
		return SIZE_MAX;
	/* memmem() first fills a table, which takes longer than to look through a paragraph. */
	if (s.n > SHORT_TEXT) {
		const char *at = memmem(s.p, s.n, part.p, part.n);
		return at ? (size_t)(at - s.p) : SIZE_MAX;
	}
	const char *last = s.p + (s.n - part.n);
	for (const char *at = s.p; (at = memchr(at, part.p[0], (size_t)(last - at) + 1)); at++) {
		if (memcmp(at, part.p, part.n) == 0)
			return (size_t)(at - s.p);
		if (at == last)
			break;
	}
	return SIZE_MAX;
}

bool str_is_ascii(struct str s)
{
	const uint64_t high = 0x8080808080808080;
	uint64_t all = 0, eight;
	size_t i = 0;
	for (; i + sizeof(eight) <= s.n; i += sizeof(eight)) {
		memcpy(&eight, s.p + i, sizeof(eight));
		all |= eight;
	}
	for (; i < s.n; i++)
		all |= (unsigned char)s.p[i];
	return !(all & high);
}

size_t str_find_char(struct str s, char c)
{
	const char *at = s.n ? memchr(s.p, c, s.n) : NULL;
	return at ? (size_t)(at - s.p) : SIZE_MAX;
}

size_t str_find_last_char(struct str s, char c)
{
	const char *at = s.n ? memrchr(s.p, c, s.n) : NULL;
	return at ? (size_t)(at - s.p) : SIZE_MAX;
}

struct str str_cut(struct str *s, char sep)
{
	size_t at = str_find_char(*s, sep);
	if (at == SIZE_MAX) {
		struct str all = *s;
		*s = str_after(all, all.n);
		return all;
	}
	struct str head = str_sub(*s, 0, at);
	*s = str_after(*s, at + 1);
	return head;
}

struct str str_line(struct str *s)
{
	struct str line = str_cut(s, '\n');
	if (line.n && line.p[line.n - 1] == '\r')
		line.n--;
	return line;
}

struct str str_copy(struct arena *a, struct str s)
{
	return (struct str){arena_copy(a, s.p, s.n), s.n};
}

char *str_cstr(struct arena *a, struct str s)
{
	char *c = arena_alloc(a, s.n + 1);
	if (s.n)
		memcpy(c, s.p, s.n);
	return c;
}

struct str str_join(struct arena *a, const struct str *parts, size_t n, struct str between)
{
	size_t sum = 0;
	for (size_t i = 0; i < n; i++)
		sum += parts[i].n + (i ? between.n : 0);
	char *out = arena_alloc(a, sum + 1);
	size_t at = 0;
	for (size_t i = 0; i < n; i++) {
		if (i && between.n) {
			memcpy(out + at, between.p, between.n);
			at += between.n;
		}
		if (parts[i].n)
			memcpy(out + at, parts[i].p, parts[i].n);
		at += parts[i].n;
	}
	return (struct str){out, sum};
}

struct str str_printf(struct arena *a, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	va_list again;
	va_copy(again, args);
	int n = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (n < 0)
		n = 0;
	char *out = arena_alloc(a, (size_t)n + 1);
	vsnprintf(out, (size_t)n + 1, format, again);
	va_end(again);
	return (struct str){out, (size_t)n};
}

struct str str_lower(struct arena *a, struct str s)
{
	char *out = arena_copy(a, s.p, s.n);
	for (size_t i = 0; i < s.n; i++)
		out[i] = lower(out[i]);
	return (struct str){out, s.n};
}

struct str str_replace(struct arena *a, struct str s, struct str what, struct str by)
{
	size_t hits = 0;
	for (struct str rest = s; what.n;) {
		size_t at = str_find(rest, what);
		if (at == SIZE_MAX)
			break;
		hits++;
		rest = str_after(rest, at + what.n);
	}
	if (!hits)
		return s;
	struct buf out = buf_new(a);
	for (; hits; hits--) {
		size_t at = str_find(s, what);
		buf_add(&out, str_sub(s, 0, at));
		buf_add(&out, by);
		s = str_after(s, at + what.n);
	}
	buf_add(&out, s);
	return buf_str(&out);
}

bool str_to_int(struct str s, int64_t *ret_value)
{
	if (s.n == 0 || s.n > 18)
		return false;
	int64_t v = 0;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
		v = v * 10 + (s.p[i] - '0');
	}
	*ret_value = v;
	return true;
}

static bool all_digits(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
	return true;
}

bool str_to_number(struct str s, double *ret_value)
{
	enum { EXACT_DIGITS = 15 }; /* so many make a whole number that a double holds */
	bool minus = s.n && s.p[0] == '-';
	if (s.n && (s.p[0] == '-' || s.p[0] == '+'))
		s = str_after(s, 1);
	struct str rest = s;
	struct str whole = str_cut(&rest, '.');
	bool has_point = whole.n < s.n;
	int64_t a = 0, b = 0;
	if (!all_digits(whole) || !all_digits(rest) || whole.n + rest.n == 0 ||
		(has_point && rest.n == 0))
		return false;
	if ((whole.n && !str_to_int(whole, &a)) || (rest.n && !str_to_int(rest, &b)))
		return false;
	double scale = 1;
	for (size_t i = 0; i < rest.n; i++)
		scale *= 10;
	/* One division of two exact numbers gives the double nearest to what is written. */
	double v = whole.n + rest.n <= EXACT_DIGITS ? ((double)a * scale + (double)b) / scale
						    : (double)a + (double)b / scale;
	*ret_value = minus ? -v : v;
	return true;
}
