/* SPDX-License-Identifier: MIT */
/* The cells of one sheet as texts (ISO/IEC 29500-1, 18.3), in the order of the file. */
#ifndef PARSE_XLSX_SHEET_H
#define PARSE_XLSX_SHEET_H

#include "parse/xlsx_book.h"

enum cell_fault {
	CELL_FINE,
	CELL_ERROR,	/* #N/A, #REF! …: its text */
	CELL_NO_RESULT, /* a formula whose result was never saved */
	CELL_NO_DAY,	/* a day that no calendar has; its text is the number */
	CELL_LONG,	/* over TABLE_CELL_BYTES; without text */
};

struct sheet_cell {
	struct str text;      /* never empty, but where there is a fault */
	uint32_t row, column; /* from 1 */
	enum cell_fault fault;
};

struct sheet_merge {
	struct str range; /* "A1:C1" */
	uint32_t row, column, last_row, last_column;
};

struct sheet {
	VEC(struct sheet_cell) cells;	/* by row, then column; empty ones are left out */
	VEC(struct sheet_merge) merges; /* as far as MOST_MERGES */
	bool cut;			/* there are more cells than a table may have */
};

enum { MOST_MERGES = 1000 };

/* False with the package's fault. */
bool sheet_read(struct package *p, const struct book *book, struct str part, struct sheet *ret);
/* Whether a sheet has any text. False with the package's fault, too. */
bool sheet_has_text(struct package *p, struct str part);

#endif
