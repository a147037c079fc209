/* SPDX-License-Identifier: MIT */
#include "render/grid.h"

static void raise(const struct grid_cell *c, double *heights)
{
	double rest = c->want;
	for (size_t row = c->row; row + 1 < c->row + c->row_span; row++)
		rest -= heights[row];
	double *last = &heights[c->row + c->row_span - 1];
	if (*last < rest)
		*last = rest;
}

void grid_heights(const struct grid_cell *cells, size_t n, double *heights)
{
	for (size_t i = 0; i < n; i++)
		if (cells[i].row_span == 1)
			raise(&cells[i], heights);
	for (size_t i = 0; i < n; i++)
		if (cells[i].row_span > 1)
			raise(&cells[i], heights);
}

static bool covers(const struct grid_cell *c, const struct grid_row *row)
{
	return c->row <= row->row && row->row < c->row + c->row_span;
}

bool grid_piece(const struct grid_row *rows, size_t n, size_t at, const struct grid_cell *cell,
	struct grid_piece *ret_piece)
{
	if (!covers(cell, &rows[at]) || (at > 0 && covers(cell, &rows[at - 1])))
		return false;
	*ret_piece = (struct grid_piece){.begins = rows[at].row == cell->row};
	for (size_t i = at; i < n && covers(cell, &rows[i]); i++) {
		ret_piece->n++;
		ret_piece->height += rows[i].height;
	}
	return true;
}

size_t grid_break(
	bool (*is_bound)(const void *rows, size_t i), const void *rows, size_t first, size_t i)
{
	size_t at = i;
	while (at > first && is_bound(rows, at))
		at--;
	return at > first ? at : i;
}
