/* SPDX-License-Identifier: MIT */
/*
 * A number in a cell as the text that a person sees there. Spreadsheets keep days as numbers; only
 * the number format of the cell tells (ISO/IEC 29500-1, 18.8.30 and 18.17.4).
 */
#ifndef PARSE_XLSX_NUMBER_H
#define PARSE_XLSX_NUMBER_H

#include <stdbool.h>

#include "base/str.h"

struct arena;

struct number_format {
	bool percent;
	bool year, month, day; /* shown; a weekday counts as a day */
	bool minute, second;   /* an hour alone counts as a minute */
	bool elapsed;	       /* [h]: hours beyond 24 */
	int zeros;	       /* 000: as many digits at least; 0: the format is another */
};

struct number_format number_format_parse(struct str code); /* yyyy"年"m"月" … */
/* The code of a format that has a number only, as Chinese editions have it; empty: General. */
struct str number_format_builtin(int64_t id);

enum number_fault {
	NUMBER_FINE,
	NUMBER_NONE,   /* the text is no number */
	NUMBER_NO_DAY, /* below 0 or after the year 9999 */
};

/*
 * v is what the file has: a decimal number. A day becomes 2026-07-03, with 09:30 or 09:30:15 behind
 * it where the format shows a time, 2026-07 where it shows no day, 2026 where it shows only the
 * year, 09:30 where it shows only a time. Other numbers get at most the 15 digits that a
 * spreadsheet shows, without exponent.
 */
enum number_fault number_text(struct arena *a, struct str v, const struct number_format *f,
	bool from_1904, struct str *ret_text);
/* The same for a cell of type d, whose v is an ISO 8601 day or time of day. */
enum number_fault iso_text(
	struct arena *a, struct str v, const struct number_format *f, struct str *ret_text);

#endif
