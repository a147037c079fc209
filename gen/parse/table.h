/* SPDX-License-Identifier: MIT */
/* What every table is, whatever kind of file it came in: rows of cells below a row of headings. */
#ifndef PARSE_TABLE_H
#define PARSE_TABLE_H

#include <stdbool.h>

#include "base/diag.h"
#include "base/vec.h"
#include "doc/value.h"

enum {
	TABLE_COLUMNS = 1000,
	TABLE_ROWS = 20000,
	TABLE_CELLS = 500000, /* rows by columns: what a table takes in memory goes by it */
	TABLE_CELL_BYTES = 1024 * 1024,
};

struct table_cell {
	struct str text;
	struct span at;
};

struct table {
	struct arena *arena;
	struct diags *diags;
	bool failed;			 /* something was told */
	VEC(struct table_cell) headings; /* text as written but narrow; none: told, and not read */
	struct value rows;		 /* a list of maps by the headings */
};

/* Each cell must have a heading of its own; what is wrong with one is told at its place. */
void table_head(struct table *t, const struct table_cell *cells, size_t n);
/* As many cells as there are headings. False, told, where the table has become too large. */
bool table_add(struct table *t, const struct table_cell *cells, struct span row);

#endif
