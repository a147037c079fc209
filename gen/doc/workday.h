/* SPDX-License-Identifier: MIT */
/*
 * Working days: Monday to Friday, but for the rest days and make-up workdays (调休) of
 * content/calendar.csv. Which those are is known only once they are announced, a year at a time.
 */
#ifndef DOC_WORKDAY_H
#define DOC_WORKDAY_H

#include "doc/plan.h"

struct workdays {
	const struct rest_day *const *days; /* by date, each date once */
	size_t n;
};

/* rows as they were read; a day that comes twice is told, and the first row counts. */
struct workdays workdays_new(struct arena *a, const struct records *rows, struct diags *d);

bool workday_is(const struct workdays *w, day_t day);
/* Whether the calendar has any row of the year. */
bool workdays_know(const struct workdays *w, int year);
/*
 * The day itself if it is worked, else the workday next to it on the side that shift says.
 * *ret_guessed is set where a day of an unknown year was looked at.
 */
day_t workday_shift(const struct workdays *w, day_t day, enum shift shift, bool *ret_guessed);

#endif
