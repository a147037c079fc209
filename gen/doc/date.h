/* SPDX-License-Identifier: MIT */
/*
 * Days and periods of the proleptic Gregorian calendar (ISO 8601), and the written forms of the
 * contract. A day is the number of days since 1970-01-01; there is no time zone in it.
 */
#ifndef DOC_DATE_H
#define DOC_DATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/source.h"
#include "base/str.h"

typedef int32_t day_t;
#define DAY_NONE INT32_MIN
#define DAY_OPEN_BEGIN (INT32_MIN + 1) /* of a period without a first day */
#define DAY_OPEN_END INT32_MAX

/* DAY_NONE and the open ends of periods are no days. */
bool day_is_known(day_t d);

struct civil {
	int year, month, day; /* month and day from 1 */
};

day_t day_from_civil(struct civil c);
struct civil day_to_civil(day_t d);
bool civil_is_valid(struct civil c); /* years 1000 to 9999 */
int month_length(int year, int month);
int day_weekday(day_t d); /* 1 Monday … 7 Sunday (ISO 8601) */

enum when_kind {
	WHEN_NONE,
	WHEN_DAY,
	WHEN_MONTH,
	WHEN_QUARTER,
	WHEN_HALF,
	WHEN_YEAR,
	WHEN_PERIOD,   /* two ends, perhaps open, perhaps an event */
	WHEN_RELATIVE, /* base + offset days */
	WHEN_EVENT,    /* event:id */
};

struct when {
	enum when_kind kind;
	day_t first,
		last; /* DAY_NONE where not known; for RELATIVE and EVENT until they are resolved */
	int32_t offset;	    /* RELATIVE: days */
	struct str base;    /* RELATIVE, EVENT and a PERIOD that ends at an event: the id */
	struct str written; /* as the author wrote it, trimmed */
	int minutes;	    /* time of the day, or -1 */
	struct span at;
};

enum date_fault {
	DATE_OK,
	DATE_BAD_FORM,	  /* no date at all */
	DATE_NO_SUCH_DAY, /* 2026-09-31 */
	DATE_BACKWARDS,	  /* a period that ends before it begins */
};

enum date_forms {
	DATE_PERIODS = 1,  /* months, quarters, halves, years and a/b */
	DATE_RELATIVE = 2, /* id + 14d, event:id */
	DATE_TABLE = 4,	   /* 2006/9/25, 2006年9月25日, 2020年11月: tables only */
	DATE_TIME = 8,	   /* a day with 09:30 behind it */
};

/* text is trimmed and narrow. On a fault *ret_when still has written and at. */
enum date_fault date_parse(struct str text, unsigned forms, struct when *ret_when);

/* How a reader sees it: 2026年7月3日, 2026年7月, 2026年7月1日至9月30日 / 3 July 2026 … */
struct str day_text(struct arena *a, day_t d, enum lang lang);
struct str when_text(struct arena *a, const struct when *w, enum lang lang);
struct str day_text_short(struct arena *a, day_t d, enum lang lang); /* without the year */
struct str day_iso(struct arena *a, day_t d);			     /* 2026-07-03 */

enum repeat_kind {
	REPEAT_NONE,
	REPEAT_RRULE,
	REPEAT_WEEKLY,
	REPEAT_MONTHLY,
	REPEAT_QUARTERLY,
	REPEAT_HALF_YEARLY,
	REPEAT_YEARLY,
};

enum { REPEAT_LAST = 32 }; /* as a day of the month: its last day */

struct repeat {
	enum repeat_kind kind;
	int weekday; /* weekly on: 1 to 7, else 0 */
	int day;     /* on: 1 to 31 or REPEAT_LAST, else 0: the whole period */
	int month;   /* of month: 1 to 12 (within the quarter 1 to 3, the half 1 to 6), else 0 */
	int week;    /* monthly in week: 1 to 5, else 0 */
	struct str rule; /* RRULE: what stands behind the colon */
	struct str written;
	struct span at;
};

bool repeat_parse(struct str text, struct repeat *ret_repeat);
struct str repeat_text(struct arena *a, const struct repeat *r, enum lang lang); /* 每月28日 … */

#endif
