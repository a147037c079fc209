/* SPDX-License-Identifier: MIT */
/*
 * Fields of records as the cells of a table that is written out: as the author wrote dates and
 * numbers, words and headings in the site's language. What stands in a cell is read back as the
 * same value, so that the table may take the place of its source.
 */
#ifndef RENDER_CELL_H
#define RENDER_CELL_H

#include "base/vec.h"
#include "doc/site.h"

/* A column of the table: a field of the schema, or a free key "x-…" of the rows. */
struct cell_column {
	const struct field *field; /* NULL: a free key */
	struct str heading;
};

struct cell_columns {
	VEC(struct cell_column) list;
};

/*
 * The columns that have something in some row, and those that must be there: the fields in the
 * order of the schema, then free keys in the order of their coming. Sub-records are no columns, and
 * neither is what is FIELD_PRIVATE.
 */
struct cell_columns cell_columns(struct arena *a, const struct site *site, const struct schema *s,
	const struct records *rows);
/* Empty where the record has nothing there. Several parties are joined by 、. */
struct str cell_text(struct arena *a, const struct site *site, const struct cell_column *column,
	const void *record);

#endif
