/* SPDX-License-Identifier: MIT */
#include "doc/workday.h"

#include <stdlib.h>

#include "base/arena.h"
#include "doc/messages.h"

enum { LONGEST_REST = 366 }; /* a calendar in which nobody works comes to an end all the same */

static int by_date(const void *x, const void *y)
{
	const struct rest_day *a = *(const struct rest_day *const *)x;
	const struct rest_day *b = *(const struct rest_day *const *)y;
	if (a->date.first != b->date.first)
		return a->date.first < b->date.first ? -1 : 1;
	return (a > b) - (a < b); /* rows of one array: as in the file */
}

struct workdays workdays_new(struct arena *a, const struct records *rows, struct diags *d)
{
	const struct rest_day **days = NEW_N(a, const struct rest_day *, rows->n + 1);
	const struct rest_day *all = rows->items;
	size_t n = 0, kept = 0;
	for (size_t i = 0; i < rows->n; i++)
		if (all[i].date.kind != WHEN_NONE && all[i].kind.v)
			days[n++] = &all[i];
	if (n)
		qsort(days, n, sizeof(*days), by_date);
	for (size_t i = 0; i < n; i++) {
		const struct rest_day *before = kept ? days[kept - 1] : NULL;
		if (before && before->date.first == days[i]->date.first)
			diag_add(d, MSG(calendar_day_twice), days[i]->date.at,
				ARGS(day_iso(a, days[i]->date.first),
					str_printf(a, "%u", span_place(before->date.at).line)));
		else
			days[kept++] = days[i];
	}
	return (struct workdays){days, kept};
}

/* The first row on or after a day; w->n where there is none. */
static size_t row_from(const struct workdays *w, day_t day)
{
	size_t low = 0, high = w->n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (w->days[middle]->date.first < day)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

bool workday_is(const struct workdays *w, day_t day)
{
	size_t i = row_from(w, day);
	if (i < w->n && w->days[i]->date.first == day)
		return w->days[i]->kind.v == DAY_WORK;
	return day_weekday(day) <= 5;
}

bool workdays_know(const struct workdays *w, int year)
{
	size_t i = row_from(w, day_from_civil((struct civil){year, 1, 1}));
	return i < w->n && day_to_civil(w->days[i]->date.first).year == year;
}

day_t workday_shift(const struct workdays *w, day_t day, enum shift shift, bool *ret_guessed)
{
	int step = shift == SHIFT_NEXT ? 1 : shift == SHIFT_PREVIOUS ? -1 : 0;
	day_t at = day;
	if (!step)
		return day;
	for (int i = 0; i < LONGEST_REST; i++, at += step) {
		if (!workdays_know(w, day_to_civil(at).year))
			*ret_guessed = true;
		if (workday_is(w, at))
			return at;
	}
	return day;
}
