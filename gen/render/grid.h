/* SPDX-License-Identifier: MIT */
/*
 * The one layout of tables on paper: of a form's grid and of a table in a text. Cells stand in rows
 * and columns and may span several of them; here rows get their heights, pages their breaks, and
 * each page what of a cell is on it. Points.
 */
#ifndef RENDER_GRID_H
#define RENDER_GRID_H

#include <stdbool.h>
#include <stddef.h>

struct grid_cell {
	size_t row, column;
	size_t row_span, col_span; /* at least 1, and within the table */
	double want;		   /* its height */
};

/* A row on paper: one of the table's, or of a high one a part. */
struct grid_row {
	size_t row;
	double height;
};

/*
 * Raises the heights of the table's rows to what the cells want. What a cell over several rows
 * wants more than they have goes to its last.
 */
void grid_heights(const struct grid_cell *cells, size_t n, double *heights);

/* What of a cell is on one page. */
struct grid_piece {
	size_t n;      /* rows on paper */
	double height; /* theirs */
	bool begins;   /* else the page before has its beginning */
};

/* rows are the n of a page. False: nothing of the cell begins in row `at` of it. */
bool grid_piece(const struct grid_row *rows, size_t n, size_t at, const struct grid_cell *cell,
	struct grid_piece *ret_piece);

/*
 * Where to break so that row i, which has no room on the page that begins with row first, goes to
 * the next with what it is bound to. is_bound(rows, i): to the row before it. What is bound to all
 * before it on the page breaks at i itself.
 */
size_t grid_break(
	bool (*is_bound)(const void *rows, size_t i), const void *rows, size_t first, size_t i);

#endif
