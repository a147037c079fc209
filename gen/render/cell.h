/* SPDX-License-Identifier: MIT */
/*
 * Records as a table that is written out, made once for CSV and XLSX. Days, months, numbers and
 * percents are what they are and read the same however their author wrote them; all else is text,
 * words and headings in the site's language. What stands in a cell is read back as the same value,
 * so that the table may take the place of its source.
 */
#ifndef RENDER_CELL_H
#define RENDER_CELL_H

#include "base/vec.h"
#include "doc/site.h"

/* A column of the table: a field of the schema, or a free key "x-…" of the rows. */
struct cell_column {
	const struct field *field; /* NULL: a free key */
	struct str heading;
	struct str over; /* the head over it and its neighbours, with which heading begins: 人数 of
			    人数/男; or empty */
};

struct cell_columns {
	VEC(struct cell_column) list;
};

enum cell_kind { CELL_TEXT, CELL_DAY, CELL_MONTH, CELL_NUMBER, CELL_PERCENT };

struct cell {
	enum cell_kind kind;
	struct str text; /* what our own reader takes for the same value; trimmed */
	double value; /* days since 1970-01-01 (of a month: its first), or the number; 60 is 60% */
};

struct cell_table {
	struct cell_columns columns;
	struct cell *cells; /* row by row */
	size_t n_rows;
};

/*
 * A table that need not be whole in memory: make() gives the rows that come of things first to
 * first + n, of n_things; often a row each. They are asked for in their order, once or several
 * times from the beginning.
 */
struct cell_source {
	struct cell_columns columns;
	size_t n_things;
	void *context;
	void (*make)(void *context, struct arena *a, size_t first, size_t n,
		struct cell_table *ret_rows);
};
struct cell_source cell_source_of(struct cell_table *table); /* which is borrowed */

/*
 * The columns that have something in some row, and those that must be there: the fields in the
 * order of the schema, then free keys in the order of their coming. Sub-records are no columns, and
 * neither is what is FIELD_PRIVATE. A cell where the record has nothing is an empty text; several
 * parties are joined by 、. Which rows may be published is the caller's to know.
 */
struct cell_table cell_table(struct arena *a, const struct site *site, const struct schema *s,
	const struct records *rows);

/* Whether a spreadsheet takes a trimmed text that is typed into a cell for a formula. */
bool cell_is_formula(struct str text);

/* The shortest name that, read again, means this party or group of the register and no other; of a
 * group that has none: empty. */
struct str cell_party(struct arena *a, const struct site *site, const struct party *p);
struct str cell_group(struct arena *a, const struct site *site, const struct group *g);

#endif
