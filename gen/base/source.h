/* SPDX-License-Identifier: MIT */
/* A loaded file and places in it. Places are byte offsets; lines are worked out when printed. */
#ifndef BASE_SOURCE_H
#define BASE_SOURCE_H

#include <stdint.h>

#include "base/str.h"

/* Where a cell of a workbook begins in the text that was made of its sheet. */
struct source_cell {
	uint32_t at, row, column; /* row and column as the spreadsheet counts them, from 1 */
};

struct source {
	struct str name;       /* as messages show it: relative to the site */
	struct str text;       /* UTF-8, without a byte order mark */
	const uint32_t *marks; /* where some of its lines begin; for span_place() alone */
	size_t n_marks;
	/* Of a workbook only, whose text is made: a line a row of its sheet. */
	struct str sheet;
	const struct source_cell *cells; /* by at; NULL: the text is the file's */
	size_t n_cells;
};

struct span {
	const struct source *src; /* NULL: no place in any file */
	uint32_t at, len;
};

#define SPAN_NONE ((struct span){NULL, 0, 0})

struct source *source_new(struct arena *a, struct str name, struct str text);
/* cells and sheet are borrowed; of a text that holds no line there is no cell. */
struct source *source_new_sheet(struct arena *a, struct str name, struct str text, struct str sheet,
	const struct source_cell *cells, size_t n_cells);
struct span span_file(const struct source *src);		/* the file as a whole */
struct span span_of(const struct source *src, struct str part); /* part is a slice of src->text */
struct span span_sub(struct span s, size_t from, size_t len);	/* clipped to the text */
struct str span_text(struct span s);

/* Where a span stands, for people: counted from 1; columns and width in characters. */
struct place {
	struct str name;
	uint32_t line, column, count; /* line 0: the file as a whole; of a workbook the row */
	struct str text;	      /* the source line */
	struct str sheet;	      /* of a workbook, with its … */
	uint32_t cell_column;	      /* 1 is A; 0: no workbook */
};

struct place span_place(struct span s);

/* The letters of a column: 1 A, 27 AA, 16384 XFD. */
enum { COLUMN_NAME_SIZE = 8 };
struct str column_name(uint32_t column, char to[COLUMN_NAME_SIZE]);

#endif
