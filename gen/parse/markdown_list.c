/* SPDX-License-Identifier: MIT */
/* The marks of lists that CommonMark has not: (a) B) iv. (3) and #. */
#include "parse/markdown_parts.h"

#include <string.h>

static bool is_upper(struct str s)
{
	return s.n && s.p[0] >= 'A' && s.p[0] <= 'Z';
}

/* 0: it is none. A numeral is written in one way only. */
static int roman(struct str s)
{
	static const struct {
		const char *text;
		int value;
	} parts[] = {{"m", 1000}, {"cm", 900}, {"d", 500}, {"cd", 400}, {"c", 100}, {"xc", 90},
		{"l", 50}, {"xl", 40}, {"x", 10}, {"ix", 9}, {"v", 5}, {"iv", 4}, {"i", 1}};
	int value = 0, again = 0;
	bool upper = is_upper(s);
	for (size_t i = 0; i < s.n; i++)
		if (is_upper(str_after(s, i)) != upper)
			return 0;
	for (size_t k = 0; k < ARRAY_LEN(parts) && s.n; again = 0, k++) {
		struct str part = str_from(parts[k].text);
		while (s.n >= part.n && str_eq_nocase(str_sub(s, 0, part.n), part)) {
			value += parts[k].value;
			s = str_after(s, part.n);
			/* What may stand up to three times: m, c, x, i. */
			if (++again > (k % 4 == 0 ? 3 : 1))
				return 0;
		}
	}
	return s.n ? 0 : value;
}

static int decimal(struct str s)
{
	int value = 0;
	for (size_t i = 0; i < s.n; i++) {
		if (!char_is_digit(s.p[i]) || i == 9)
			return -1;
		value = value * 10 + (s.p[i] - '0');
	}
	return s.n ? value : -1;
}

static bool fits(struct str s, enum list_style style, int *ret_start)
{
	bool upper = is_upper(s),
	     letter = s.n == 1 && char_is_alnum(s.p[0]) && !char_is_digit(s.p[0]);
	switch (style) {
	case LIST_DEFAULT_STYLE:
		*ret_start = 1;
		return str_eq(s, STR("#"));
	case LIST_DECIMAL:
		*ret_start = decimal(s);
		return *ret_start >= 0;
	case LIST_LOWER_ALPHA:
	case LIST_UPPER_ALPHA:
		*ret_start = letter ? s.p[0] - (upper ? 'A' : 'a') + 1 : 0;
		return letter && upper == (style == LIST_UPPER_ALPHA);
	case LIST_LOWER_ROMAN:
	case LIST_UPPER_ROMAN:
		*ret_start = roman(s);
		return *ret_start && upper == (style == LIST_UPPER_ROMAN);
	case LIST_EXAMPLE:
		return false;
	}
	return false;
}

/* i alone is a numeral, every other letter is a letter. */
static bool first_style(struct str s, struct md_list_mark *mark)
{
	static const enum list_style order[] = {LIST_DEFAULT_STYLE, LIST_DECIMAL, LIST_LOWER_ALPHA,
		LIST_LOWER_ROMAN, LIST_UPPER_ALPHA, LIST_UPPER_ROMAN};
	bool one = str_eq(s, STR("i")) || str_eq(s, STR("I"));
	if (one) {
		mark->style = is_upper(s) ? LIST_UPPER_ROMAN : LIST_LOWER_ROMAN;
		mark->start = 1;
		return true;
	}
	for (size_t i = 0; i < ARRAY_LEN(order); i++)
		if (fits(s, order[i], &mark->start)) {
			mark->style = order[i];
			return true;
		}
	return false;
}

static bool is_one_letter(const struct md_list_mark *mark, struct str s)
{
	return s.n == 1 && (mark->style == LIST_UPPER_ALPHA || mark->style == LIST_UPPER_ROMAN);
}

bool md_list_mark(struct str s, const struct md_list_mark *above, struct md_list_mark *ret)
{
	bool open = str_starts(s, STR("("));
	size_t n = open, from = n;
	while (n < s.n && (char_is_alnum(s.p[n]) || s.p[n] == '#'))
		n++;
	struct str words = str_sub(s, from, n);
	if (n == s.n || !words.n || words.n > 20 || !(s.p[n] == ')' || (s.p[n] == '.' && !open)))
		return false;
	*ret = (struct md_list_mark){.length = n + 1};
	ret->delim = open ? LIST_TWO_PARENS : s.p[n] == ')' ? LIST_ONE_PAREN : LIST_PERIOD;
	struct str behind = str_after(s, n + 1);
	if (behind.n && behind.p[0] != ' ')
		return false;
	int start;
	ret->goes_on = above && (fits(words, above->style, &start) || str_eq(words, STR("#"))) &&
		       (above->delim == ret->delim || above->delim == LIST_DEFAULT_DELIM);
	if (ret->goes_on)
		ret->style = above->style;
	else if (!first_style(words, ret))
		return false;
	if (!ret->goes_on && ret->style == LIST_DEFAULT_STYLE)
		ret->delim = LIST_DEFAULT_DELIM;
	/* Numbers are CommonMark's own, but for those in two brackets. */
	if (ret->style == LIST_DECIMAL && ret->delim != LIST_TWO_PARENS)
		return false;
	/* "B. Russell" is a name. */
	return ret->delim != LIST_PERIOD || !is_one_letter(ret, words) || !behind.n ||
	       str_starts(behind, STR("  "));
}
