/* SPDX-License-Identifier: MIT */
/*
 * A workbook of Office Open XML (ISO/IEC 29500) being written by libxlsxwriter: its formats, what
 * all sheets have in common, and its way from the library's files to bytes. For render/xlsx*.
 *
 * The library writes to disk only, and does not notice when a disk is full: what it made is read
 * back and looked at before it counts. Lists to choose from stand on a hidden sheet, since 1.1.4
 * overflows a buffer when it is given Chinese ones.
 */
#ifndef RENDER_XLSX_BOOK_H
#define RENDER_XLSX_BOOK_H

#include <xlsxwriter.h>

#include "base/buf.h"
#include "render/xlsx.h"

enum xlsx_format {
	XLSX_HEADING,
	XLSX_GENERAL, /* what is typed into it becomes what the spreadsheet thinks it is */
	XLSX_TEXT,    /* … stays text */
	XLSX_DAY,
	XLSX_MONTH,
	XLSX_PERCENT,
	XLSX_PERCENT_PART, /* 0.5% */
	N_XLSX_FORMATS
};

struct xlsx_book {
	struct arena *arena;
	struct arena *scratch; /* texts of the rows at hand; the library copies them */
	lxw_workbook *book;
	lxw_format *formats[N_XLSX_FORMATS];
	char *dir, *file; /* of this book alone, and what the library writes there */
	int disk;	  /* a value of errno; 0: the folder is there */
	lxw_error error;  /* the first one */
};

/* in_order: the cells of a sheet come row by row, and none of them is kept in memory. */
void xlsx_begin(struct arena *a, struct xlsx_book *b, const struct xlsx_about *about,
	enum lang lang, bool in_order);
/* A sheet by that name, or by one that the library makes up where it cannot be one. */
lxw_worksheet *xlsx_sheet(struct xlsx_book *b, struct str name);
/* The headings in the first row, or the first two where some stand under a head over them; they
 * stay in sight, are repeated on paper, and the last of them filters n_rows. Returns their rows. */
struct xlsx_heading {
	struct str over, text; /* over may be empty */
};
size_t xlsx_headings(struct xlsx_book *b, lxw_worksheet *sheet, const struct xlsx_heading *headings,
	size_t n, size_t n_rows);
/* A4 across, as wide as the page, the title above. */
void xlsx_paper(struct xlsx_book *b, lxw_worksheet *sheet, struct str title);
/* An empty text gives an empty cell of that format. What is longer than a cell may be is cut. */
void xlsx_text(struct xlsx_book *b, lxw_worksheet *sheet, size_t row, size_t column,
	struct str text, enum xlsx_format format);
/* Keeps the first error of what the library was asked to do. */
void xlsx_did(struct xlsx_book *b, lxw_error error);
/* The bytes are taken; or a value of errno, and nothing is. The book is gone in either case. */
int xlsx_end(struct xlsx_book *b, const struct xlsx_taker *taker);
struct xlsx_taker xlsx_into(struct buf *out);

/* Whether each part of the archive, a file that is open, holds one whole XML element. */
bool xlsx_is_whole(int file);

#endif
