/* SPDX-License-Identifier: MIT */
#include "parse/xlsx.h"

#include "base/arena.h"
#include "base/buf.h"
#include "doc/messages.h"
#include "parse/table.h"
#include "parse/xlsx_sheet.h"

enum { MERGES_TOLD = 20 };

/* A sheet as a text with a line a row, so that spans have something to stand in. */
struct workbook {
	struct table table;
	struct sheet sheet;
	struct book book;
	struct source *src;
	struct source_cell *places; /* of sheet.cells, one for one */
	uint32_t *lengths;
};

/* --- what makes a file unfit --- */

static void tell_fault(struct arena *a, struct str name, const struct package *p, struct diags *d)
{
	struct span at = span_file(source_new(a, name, STR_NONE));
	switch (p->fault) {
	case PACKAGE_FINE:
		return;
	case PACKAGE_NO_ZIP:
		diag_add(d, MSG(xlsx_no_zip), at, NO_ARGS);
		return;
	case PACKAGE_OLE:
		diag_add(d, MSG(xlsx_old), at, NO_ARGS);
		return;
	case PACKAGE_PASSWORD:
		diag_add(d, MSG(xlsx_password), at, NO_ARGS);
		return;
	case PACKAGE_MACROS:
		diag_add(d, MSG(xlsx_macros), at, NO_ARGS);
		return;
	case PACKAGE_BOMB:
		diag_add(d, MSG(xlsx_large), at, ARGS(str_printf(a, "%d", PACKAGE_MB)));
		return;
	case PACKAGE_BROKEN:
		diag_add(d, MSG(xlsx_broken), at, ARGS(p->part));
		return;
	case PACKAGE_DOCTYPE:
		diag_add(d, MSG(xlsx_doctype), at, ARGS(p->part));
		return;
	}
}

/* --- the text of the sheet --- */

static void add_on_one_line(struct buf *b, struct str s)
{
	size_t from = b->n;
	buf_add(b, s);
	for (size_t i = from; i < b->n; i++)
		if (b->p[i] == '\n' || b->p[i] == '\r' || b->p[i] == '\t')
			b->p[i] = ' ';
}

static void make_source(struct workbook *w, struct arena *a, struct str name)
{
	size_t n = w->sheet.cells.n;
	struct buf b = buf_new(a);
	w->places = NEW_N(a, struct source_cell, n + 1);
	w->lengths = NEW_N(a, uint32_t, n + 1);
	for (size_t i = 0; i < n; i++) {
		const struct sheet_cell *cell = &w->sheet.cells.items[i];
		if (i)
			buf_add_char(&b, cell->row == cell[-1].row ? '\t' : '\n');
		w->places[i] = (struct source_cell){(uint32_t)b.n, cell->row, cell->column};
		add_on_one_line(&b, cell->text);
		w->lengths[i] = (uint32_t)b.n - w->places[i].at;
	}
	w->src = source_new_sheet(a, name, buf_str(&b), w->book.sheet, w->places, n);
}

static struct span span_of_cell(const struct workbook *w, size_t i)
{
	return (struct span){w->src, w->places[i].at, w->lengths[i]};
}

/* --- cells --- */

static void tell(struct workbook *w, const struct message *m, struct span at, struct args args)
{
	diag_add(w->table.diags, m, at, args);
	w->table.failed = true;
}

static void tell_cell(struct workbook *w, size_t i)
{
	const struct sheet_cell *cell = &w->sheet.cells.items[i];
	struct span at = span_of_cell(w, i);
	switch (cell->fault) {
	case CELL_FINE:
		return;
	case CELL_ERROR:
		tell(w, MSG(xlsx_error_cell), at, ARGS(cell->text));
		return;
	case CELL_NO_RESULT:
		tell(w, MSG(xlsx_no_result), at, NO_ARGS);
		return;
	case CELL_NO_DAY:
		tell(w, MSG(xlsx_no_day), at, ARGS(cell->text));
		return;
	case CELL_LONG:
		tell(w, MSG(table_cell_long), at, NO_ARGS);
		return;
	}
}

/* The cell at or after a place, for what has no cell of its own there. */
static struct span span_near(const struct workbook *w, uint32_t row, uint32_t column)
{
	size_t low = 0, high = w->sheet.cells.n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct sheet_cell *cell = &w->sheet.cells.items[middle];
		if (cell->row < row || (cell->row == row && cell->column < column))
			low = middle + 1;
		else
			high = middle;
	}
	if (low == w->sheet.cells.n)
		return span_file(w->src);
	return span_of_cell(w, low);
}

/* A merged cell has its text in the first one, and the others are empty: rows would be lost. */
static void tell_merges(struct workbook *w)
{
	for (size_t i = 0; i < w->sheet.merges.n && i < MERGES_TOLD; i++) {
		const struct sheet_merge *m = &w->sheet.merges.items[i];
		tell(w, MSG(xlsx_merged), span_near(w, m->row, m->column), ARGS(m->range));
	}
}

/* --- rows --- */

/* The heading of a column; the sheet may begin anywhere. */
struct columns {
	uint32_t *number; /* by heading: which column of the sheet */
	size_t n;
};

static size_t row_end(const struct workbook *w, size_t from)
{
	size_t end = from;
	while (end < w->sheet.cells.n &&
		w->sheet.cells.items[end].row == w->sheet.cells.items[from].row)
		end++;
	return end;
}

/*
 * Whether the head has two rows: what is merged begins in its first and lies over columns, or
 * reaches down into the second. What is merged over all columns is a title, and no head.
 */
static bool has_two_heads(const struct workbook *w, size_t first_end)
{
	const struct sheet_cell *first = &w->sheet.cells.items[0];
	if (first_end < 2)
		return false;
	for (size_t i = 0; i < w->sheet.merges.n; i++) {
		const struct sheet_merge *m = &w->sheet.merges.items[i];
		bool over = m->last_row == m->row;
		bool down = m->last_row == m->row + 1 && m->last_column == m->column;
		if (m->row != first->row || (!over && !down))
			return false;
	}
	return w->sheet.merges.n && first_end < w->sheet.cells.n &&
	       w->sheet.cells.items[first_end].row == first->row + 1;
}

/* Where the first of the merged cells has its text, all that they lie over have it. */
static void spread_heads(
	const struct workbook *w, struct table_cell *cells, uint32_t left, size_t n)
{
	for (size_t i = 0; i < w->sheet.merges.n; i++) {
		const struct sheet_merge *m = &w->sheet.merges.items[i];
		for (uint32_t c = m->column + 1; c <= m->last_column && c - left < n; c++)
			if (m->column >= left)
				cells[c - left].text = cells[m->column - left].text;
	}
}

/* All columns from the first heading to the last: one in between without a heading is told. Those
 * under a head are called by it too: 人数/男. end: behind the head's cells, first_end its first
 * row.
 */
static bool read_headings(struct workbook *w, size_t first_end, size_t end, struct columns *ret)
{
	struct arena *a = w->table.arena;
	const struct sheet_cell *all = w->sheet.cells.items;
	uint32_t left = all[0].column, right = left;
	for (size_t i = 0; i < end; i++) {
		left = all[i].column < left ? all[i].column : left;
		right = all[i].column > right ? all[i].column : right;
	}
	size_t n = right - left + 1;
	if (n > TABLE_COLUMNS) {
		tell(w, MSG(table_wide), span_of_cell(w, 0), NO_ARGS);
		return false;
	}
	struct table_cell *cells = NEW_N(a, struct table_cell, n);
	*ret = (struct columns){NEW_N(a, uint32_t, n), n};
	for (size_t i = 0; i < n; i++) {
		ret->number[i] = left + (uint32_t)i;
		cells[i].at = span_near(w, all[0].row, ret->number[i]);
	}
	for (size_t i = 0; i < end; i++) {
		struct table_cell *cell = &cells[all[i].column - left];
		if (i == first_end)
			spread_heads(w, cells, left, n);
		bool under = i >= first_end && cell->text.n;
		cell->text = under ? STR_CAT(a, cell->text, STR("/"), all[i].text) : all[i].text;
		cell->at = span_of_cell(w, i);
		tell_cell(w, i);
	}
	table_head(&w->table, cells, n);
	return true;
}

static bool add_row(struct workbook *w, const struct columns *columns, size_t from, size_t end,
	struct table_cell *cells)
{
	struct span row = span_of_cell(w, from);
	row.len = w->places[end - 1].at + w->lengths[end - 1] - row.at;
	for (size_t i = 0; i < columns->n; i++)
		cells[i] = (struct table_cell){STR_NONE, row};
	for (size_t i = from; i < end; i++) {
		const struct sheet_cell *cell = &w->sheet.cells.items[i];
		size_t k = cell->column - columns->number[0];
		tell_cell(w, i);
		if (cell->column < columns->number[0] || k >= columns->n)
			tell(w, MSG(table_no_heading), span_of_cell(w, i), NO_ARGS);
		else if (!cell->fault)
			cells[k] = (struct table_cell){cell->text, span_of_cell(w, i)};
	}
	return table_add(&w->table, cells, row);
}

static void read_rows(struct workbook *w)
{
	struct columns columns;
	size_t n = w->sheet.cells.n;
	if (!n) {
		tell(w, MSG(table_empty), span_file(w->src), NO_ARGS);
		return;
	}
	size_t first_end = row_end(w, 0), from = first_end;
	if (has_two_heads(w, first_end))
		from = row_end(w, first_end);
	else
		tell_merges(w);
	if (!read_headings(w, first_end, from, &columns))
		return;
	struct table_cell *cells = NEW_N(w->table.arena, struct table_cell, columns.n);
	bool room = true;
	while (room && from < n) {
		size_t end = row_end(w, from);
		room = add_row(w, &columns, from, end, cells);
		from = end;
	}
	if (room && w->sheet.cut)
		tell(w, MSG(table_large), span_file(w->src),
			ARGS(str_printf(w->table.arena, "%d", TABLE_CELLS)));
}

/* What stands on another sheet is read by nobody; its author should know. */
static void tell_others(struct workbook *w, struct package *p)
{
	for (size_t i = 0; i < w->book.others.n && !p->fault; i++)
		if (sheet_has_text(p, w->book.others.items[i])) {
			diag_add(w->table.diags, MSG(xlsx_more_sheets), span_file(w->src),
				ARGS(w->book.sheet));
			return;
		}
}

bool xlsx_parse(struct arena *a, struct str name, struct str bytes, struct value *ret_rows,
	struct source **ret_source, struct diags *d)
{
	struct workbook w = {.table = {.arena = a, .diags = d, .rows = value_list()}};
	struct package p = package_open(a, bytes);
	*ret_rows = value_list();
	*ret_source = NULL;
	if (book_read(&p, &w.book) && !w.book.part.n)
		p.fault = PACKAGE_BROKEN;
	if (p.fault || !sheet_read(&p, &w.book, w.book.part, &w.sheet)) {
		tell_fault(a, name, &p, d);
		return false;
	}
	make_source(&w, a, name);
	read_rows(&w);
	tell_others(&w, &p);
	*ret_source = w.src;
	*ret_rows = w.table.rows;
	ret_rows->at = span_file(w.src);
	return !w.table.failed;
}
