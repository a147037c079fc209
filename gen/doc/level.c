/* SPDX-License-Identifier: MIT */
#include "doc/level.h"

#include <string.h>

#include "base/arena.h"

static const char *const digits[] = {"", "一", "二", "三", "四", "五", "六", "七", "八", "九"};

/* Takes one of the digits off s; 0: it begins with none. */
static int take_digit(struct str *s)
{
	for (int i = 1; i < (int)ARRAY_LEN(digits); i++)
		if (str_starts(*s, str_from(digits[i]))) {
			*s = str_after(*s, strlen(digits[i]));
			return i;
		}
	return 0;
}

/* 一 to 九十九. */
static int take_numeral(struct str *s)
{
	int tens = take_digit(s), ones;
	if (!str_starts(*s, STR("十")))
		return tens;
	*s = str_after(*s, STR("十").n);
	ones = take_digit(s);
	return (tens ? tens : 1) * 10 + ones;
}

/* 1 to 999. */
static int take_number(struct str *s)
{
	int no = 0;
	size_t n = 0;
	while (n < s->n && n < 3 && char_is_digit(s->p[n]))
		no = no * 10 + (s->p[n++] - '0');
	if (n > 0 && (s->p[0] == '0' || (n < s->n && char_is_digit(s->p[n]))))
		return 0;
	*s = str_after(*s, n);
	return no;
}

static bool take(struct str *s, struct str what)
{
	if (!str_starts(*s, what))
		return false;
	*s = str_after(*s, what.n);
	return true;
}

static struct level_mark found(struct str text, struct str rest, int level, int no)
{
	return (struct level_mark){level, no, text.n - rest.n};
}

struct level_mark level_mark(struct str text)
{
	const struct level_mark none = {0};
	struct str rest = text;
	bool narrow = str_starts(text, STR("("));
	bool bracket = take(&rest, STR("（")) || take(&rest, STR("("));
	int no = take_numeral(&rest), level = 1;
	if (!no) {
		level = 3;
		no = take_number(&rest);
	}
	if (!no)
		return none;
	if (bracket)
		return take(&rest, narrow ? STR(")") : STR("）")) ? found(text, rest, level + 1, no)
								  : none;
	if (level == 1)
		return take(&rest, STR("、")) ? found(text, rest, level, no) : none;
	if (take(&rest, STR("．")))
		return found(text, rest, level, no);
	/* 1.5 is no mark. */
	bool dot = take(&rest, STR(".")) && (!rest.n || !char_is_digit(rest.p[0]));
	return dot ? found(text, rest, level, no) : none;
}

static struct str numeral(struct arena *a, int no)
{
	if (no < 10)
		return str_from(digits[no]);
	return STR_CAT(a, no < 20 ? STR_NONE : str_from(digits[no / 10]), STR("十"),
		str_from(digits[no % 10]));
}

struct str level_mark_text(struct arena *a, int level, int no, struct str like)
{
	struct str number = level < 3 && no < 100 ? numeral(a, no) : str_printf(a, "%d", no);
	bool narrow = str_starts(like, STR("("));
	if (level == 2 || level == 4)
		return STR_CAT(
			a, narrow ? STR("(") : STR("（"), number, narrow ? STR(")") : STR("）"));
	return STR_CAT(a, number, level == 1 ? STR("、") : STR("."));
}
