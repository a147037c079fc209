/* SPDX-License-Identifier: MIT */
#include "render/xlsx.h"

#include <math.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "render/xlsx_book.h"

enum {
	EPOCH = 25569,		/* the serial number of 1970-01-01 in the 1900 date system */
	FIRST_RIGHT_SERIAL = 61 /* 1900-03-01; before it stands a day that never was */
};
enum { MOST_WIDTH = 44, ROOM = 1, FILTER_ROOM = 3 }; /* in digits */
enum { THINGS_A_PIECE = 64 };			     /* that are in memory at a time */
enum { LINE_HEIGHT = 15, MOST_HEIGHT = 409 };	     /* in points; more Excel refuses */
#define WIDER 1.08 /* than its columns is a text: a Chinese character is more than two digits */

static size_t widest_line(struct str text)
{
	size_t most = 0;
	while (text.n) {
		size_t width = utf8_width(str_line(&text));
		most = width > most ? width : most;
	}
	return most;
}

/* A sheet on its way: its columns are as wide as what stands in them, which all rows are asked for
 * before the first is written; long texts wrap. */
struct writing {
	struct xlsx_book *book;
	lxw_worksheet *sheet;
	const struct cell_source *rows;
	size_t n; /* columns */
	double *widths;
	size_t n_heads, n_rows; /* n_rows: so far */
};

/* Calls with some rows at a time, as many as memory is spared for. */
static void for_rows(
	struct writing *w, void (*with)(struct writing *w, const struct cell_table *rows))
{
	struct arena *some = arena_new();
	w->n_rows = 0;
	w->book->scratch = some;
	for (size_t first = 0; first < w->rows->n_things; first += THINGS_A_PIECE) {
		size_t left = w->rows->n_things - first;
		struct cell_table rows = {.n_rows = 0};
		w->rows->make(w->rows->context, some, first,
			left < THINGS_A_PIECE ? left : THINGS_A_PIECE, &rows);
		with(w, &rows);
		w->n_rows += rows.n_rows;
		arena_reset(some);
	}
	w->book->scratch = w->book->arena;
	arena_free(some);
}

static void widen(struct writing *w, const struct cell_table *rows)
{
	for (size_t i = 0; i < rows->n_rows * w->n; i++) {
		double width = (double)widest_line(rows->cells[i].text);
		if (w->widths[i % w->n] < width)
			w->widths[i % w->n] = width;
	}
}

static struct xlsx_heading heading_of(const struct writing *w, size_t i)
{
	const struct cell_column *c = &w->rows->columns.list.items[i];
	struct str own = c->over.n ? str_after(c->heading, c->over.n + 1) : c->heading;
	return (struct xlsx_heading){c->over, own};
}

static void set_widths(struct writing *w)
{
	w->widths = NEW_N(w->book->arena, double, w->n);
	for (size_t i = 0; i < w->n; i++)
		w->widths[i] = (double)(utf8_width(heading_of(w, i).text) + FILTER_ROOM);
	for_rows(w, widen);
	for (size_t i = 0; i < w->n; i++) {
		double wanted = w->widths[i] * WIDER + ROOM;
		w->widths[i] = wanted < MOST_WIDTH ? wanted : MOST_WIDTH;
		lxw_col_t column = (lxw_col_t)i;
		xlsx_did(w->book,
			worksheet_set_column(w->sheet, column, column, w->widths[i], NULL));
	}
}

/* That a text takes in a column. */
static size_t lines_of(struct str text, double column)
{
	size_t lines = 0;
	while (text.n) {
		double width = (double)utf8_width(str_line(&text)) * WIDER;
		lines += width > column ? (size_t)ceil(width / column) : 1;
	}
	return lines;
}

/* Excel would make a row of several lines high enough by itself, LibreOffice would not. */
static void set_height(struct writing *w, const struct cell *cells, size_t row)
{
	size_t most = 1;
	for (size_t i = 0; i < w->n; i++) {
		size_t lines = lines_of(cells[i].text, w->widths[i]);
		most = lines > most ? lines : most;
	}
	double height = (double)most * LINE_HEIGHT;
	if (most > 1)
		xlsx_did(w->book, worksheet_set_row(w->sheet, (lxw_row_t)row,
					  height < MOST_HEIGHT ? height : MOST_HEIGHT, NULL));
}

/* What a clerk types into a column of text is text there too: 3-4 does not become a date. */
static enum xlsx_format text_format(const struct cell_column *column)
{
	if (!column->field)
		return XLSX_TEXT;
	switch (column->field->type) {
	case FIELD_DAY:
	case FIELD_DUE:
	case FIELD_PERIOD:
	case FIELD_INT:
	case FIELD_NUMBER:
		return XLSX_GENERAL;
	case FIELD_TEXT:
	case FIELD_ID:
	case FIELD_NAME:
	case FIELD_TEXTS:
	case FIELD_REPEAT:
	case FIELD_FLAG:
	case FIELD_WORD:
	case FIELD_PARTY:
	case FIELD_PARTIES:
	case FIELD_PARTIES_OR_TEXT:
	case FIELD_RECORD:
	case FIELD_RECORDS:
	case FIELD_ANY:
		return XLSX_TEXT;
	}
	return XLSX_TEXT;
}

static void add_number(struct xlsx_book *b, lxw_worksheet *sheet, size_t row, size_t column,
	double value, enum xlsx_format format)
{
	xlsx_did(b, worksheet_write_number(
			    sheet, (lxw_row_t)row, (lxw_col_t)column, value, b->formats[format]));
}

static void add_cell(struct xlsx_book *b, lxw_worksheet *sheet, size_t row, size_t column,
	const struct cell *cell, enum xlsx_format format)
{
	double serial = cell->value + EPOCH;
	bool is_date = cell->kind == CELL_DAY || cell->kind == CELL_MONTH;
	if (is_date && serial < FIRST_RIGHT_SERIAL) {
		xlsx_text(b, sheet, row, column, cell->text, format);
		return;
	}
	switch (cell->kind) {
	case CELL_TEXT:
		xlsx_text(b, sheet, row, column, cell->text, format);
		break;
	case CELL_DAY:
		add_number(b, sheet, row, column, serial, XLSX_DAY);
		break;
	case CELL_MONTH:
		add_number(b, sheet, row, column, serial, XLSX_MONTH);
		break;
	case CELL_NUMBER:
		add_number(b, sheet, row, column, cell->value, XLSX_GENERAL);
		break;
	case CELL_PERCENT:
		add_number(b, sheet, row, column, cell->value / 100,
			floor(cell->value) < cell->value ? XLSX_PERCENT_PART : XLSX_PERCENT);
		break;
	}
}

static void add_rows(struct writing *w, const struct cell_table *rows)
{
	for (size_t i = 0; i < rows->n_rows; i++) {
		const struct cell *cells = &rows->cells[i * w->n];
		size_t row = w->n_heads + w->n_rows + i;
		set_height(w, cells, row);
		for (size_t k = 0; k < w->n; k++)
			add_cell(w->book, w->sheet, row, k, &cells[k],
				text_format(&w->rows->columns.list.items[k]));
	}
}

static void add_sheet(
	struct arena *a, struct xlsx_book *b, const struct xlsx_sheet *from, struct str title)
{
	struct writing w = {.book = b,
		.sheet = xlsx_sheet(b, from->name),
		.rows = from->rows,
		.n = from->rows->columns.list.n};
	struct xlsx_heading *headings = NEW_N(a, struct xlsx_heading, w.n);
	set_widths(&w);
	for (size_t i = 0; i < w.n; i++)
		headings[i] = heading_of(&w, i);
	w.n_heads = xlsx_headings(b, w.sheet, headings, w.n, w.n_rows);
	for_rows(&w, add_rows);
	xlsx_paper(b, w.sheet, title);
}

int xlsx_render_sheets(struct arena *a, const struct xlsx_taker *taker,
	const struct xlsx_sheet *sheets, size_t n, const struct xlsx_about *about, enum lang lang)
{
	struct xlsx_book b;
	xlsx_begin(a, &b, about, lang, true);
	for (size_t i = 0; i < n; i++)
		add_sheet(a, &b, &sheets[i], about->title);
	return xlsx_end(&b, taker);
}

int xlsx_render(struct buf *out, const struct cell_table *table, const struct xlsx_about *about,
	enum lang lang)
{
	struct cell_table whole = *table;
	struct cell_source rows = cell_source_of(&whole);
	const struct xlsx_sheet sheet = {about->sheet, &rows};
	struct xlsx_taker taker = xlsx_into(out);
	return xlsx_render_sheets(out->arena, &taker, &sheet, 1, about, lang);
}
