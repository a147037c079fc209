/* SPDX-License-Identifier: MIT */
#include "doc/number.h"

#include "base/arena.h"
#include "base/utf8.h"

static const struct {
	const char *open, *close;
} brackets[] = {{"〔", "〕"}, {"[", "]"}, {"（", "）"}, {"(", ")"}, {"【", "】"}, {"［", "］"}};

static bool is_sign(struct str s)
{
	if (!s.n)
		return false;
	while (s.n) {
		size_t n;
		uint32_t rune = utf8_decode(s, &n);
		if (!rune_is_han(rune))
			return false;
		s = str_after(s, n);
	}
	return true;
}

static struct str without_zeros(struct str s)
{
	while (s.n > 1 && s.p[0] == '0')
		s = str_after(s, 1);
	return s;
}

enum number_fault number_check(struct arena *a, struct str number, struct str *ret_better)
{
	*ret_better = STR_NONE;
	for (size_t i = 0; i < ARRAY_LEN(brackets); i++) {
		struct str open = str_from(brackets[i].open), close = str_from(brackets[i].close);
		size_t at = str_find(number, open), end = str_find(number, close);
		if (at == SIZE_MAX || end == SIZE_MAX || end < at)
			continue;
		struct str sign = str_sub(number, 0, at);
		struct str year = str_sub(number, at + open.n, end);
		struct str rest = str_after(number, end + close.n);
		bool word = str_starts(rest, STR("第"));
		if (word)
			rest = str_after(rest, STR("第").n);
		if (!str_ends(rest, STR("号")))
			return NUMBER_FORM;
		struct str digits = str_sub(rest, 0, rest.n - STR("号").n);
		int64_t y, n;
		if (!is_sign(sign) || year.n != 4 || !str_to_int(year, &y) || y < 1900 ||
			y > 2099 || !str_to_int(digits, &n) || n == 0)
			return NUMBER_FORM;
		bool zero = digits.p[0] == '0';
		if (i == 0 && !word && !zero)
			return NUMBER_OK;
		*ret_better = STR_CAT(
			a, sign, STR("〔"), year, STR("〕"), without_zeros(digits), STR("号"));
		return i ? NUMBER_BRACKETS : word ? NUMBER_WORD : NUMBER_ZERO;
	}
	return NUMBER_FORM;
}
