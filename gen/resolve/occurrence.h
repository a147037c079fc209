/* SPDX-License-Identifier: MIT */
/*
 * The days of what repeats: worked out once, by libical for the rules of RFC 5545, so that pages,
 * lists and calendars cannot differ.
 */
#ifndef RESOLVE_OCCURRENCE_H
#define RESOLVE_OCCURRENCE_H

#include "doc/workday.h"

/* How a rule lays out days. The words of `repeat:` are rules with a length. */
struct pattern {
	struct str rule;    /* RFC 5545, 3.3.10, without UNTIL and COUNT: gives the first days */
	struct str by_last; /* the rule of the last days, where those follow one; else empty */
	int days;	    /* the length; 0: a length in months */
	int months;
	day_t start; /* where the rule begins to count, on or before `from` */
	day_t until; /* what the rule itself says; DAY_OPEN_END: nothing */
	int count;   /* 0: none */
};

/*
 * The pattern of a repetition that begins at from. A part of an RRULE that is unknown, given twice
 * or out of range is told, and false returned.
 */
bool pattern_of(
	struct arena *a, const struct repeat *r, day_t from, struct pattern *ret, struct diags *d);

struct series_plan {
	const struct repeat *repeat;
	day_t from;
	day_t until;   /* DAY_OPEN_END: none */
	day_t horizon; /* how far a series without an end is worked out */
	bool deadline; /* its day is the last of each time; else it lasts from the first on */
	enum shift shift;
	const struct workdays *workdays;
};

/*
 * All times from plan->from to plan->until: of a deadline those whose last day lies there, of an
 * event those whose first or last day does. None at all, and too many, are told, as are the months
 * that an RRULE skips because they have no such day.
 */
struct series series_expand(struct arena *a, const struct series_plan *plan, struct diags *d);

/* One time; of a single day `shift` moves it to a workday. */
struct occurrence occurrence_of(
	day_t first, day_t last, enum shift shift, const struct workdays *workdays);

#endif
