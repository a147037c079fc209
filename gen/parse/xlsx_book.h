/* SPDX-License-Identifier: MIT */
/*
 * What the cells of a sheet lean on: which sheet is the first, the shared texts, the number formats
 * (ISO/IEC 29500-1, 18.2 workbook, 18.4 shared strings, 18.8 styles).
 */
#ifndef PARSE_XLSX_BOOK_H
#define PARSE_XLSX_BOOK_H

#include "base/vec.h"
#include "parse/xlsx_number.h"
#include "parse/package.h"

struct book {
	bool from_1904;
	struct str sheet, part; /* the first that is a table and not hidden; empty: there is none */
	VEC(struct str) others; /* the parts of further sheets that are not hidden */
	VEC(struct str) texts;	/* shared, by index */
	VEC(struct number_format) formats; /* by the index of a cell's style */
};

/* False with the package's fault. */
bool book_read(struct package *p, struct book *ret_book);

/* A text of the file as people see it: _x000D_ stands for the character (18.18.7x, ST_Xstring). */
struct str book_text(struct arena *a, struct str s);

#endif
