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

/* As wide as what stands in it; long texts wrap. */
static double column_width(const struct cell_table *table, size_t column)
{
	size_t n = table->columns.list.n;
	size_t most = utf8_width(table->columns.list.items[column].heading) + FILTER_ROOM;
	for (size_t row = 0; row < table->n_rows; row++) {
		size_t width = widest_line(table->cells[row * n + column].text);
		most = width > most ? width : most;
	}
	double wanted = (double)most * WIDER + ROOM;
	return wanted < MOST_WIDTH ? wanted : MOST_WIDTH;
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
static void set_height(struct xlsx_book *b, lxw_worksheet *sheet, const struct cell_table *table,
	const double *widths, size_t row)
{
	size_t n = table->columns.list.n, most = 1;
	for (size_t i = 0; i < n; i++) {
		size_t lines = lines_of(table->cells[row * n + i].text, widths[i]);
		most = lines > most ? lines : most;
	}
	double height = (double)most * LINE_HEIGHT;
	if (most > 1)
		xlsx_did(b, worksheet_set_row(sheet, (lxw_row_t)row + 1,
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

static void add_sheet(
	struct arena *a, struct xlsx_book *b, const struct xlsx_sheet *from, struct str title)
{
	const struct cell_table *table = from->table;
	size_t n = table->columns.list.n;
	struct str *headings = NEW_N(a, struct str, n);
	double *widths = NEW_N(a, double, n);
	lxw_worksheet *sheet = xlsx_sheet(b, from->name);
	for (size_t i = 0; i < n; i++) {
		headings[i] = table->columns.list.items[i].heading;
		widths[i] = column_width(table, i);
		xlsx_did(b,
			worksheet_set_column(sheet, (lxw_col_t)i, (lxw_col_t)i, widths[i], NULL));
	}
	xlsx_headings(b, sheet, headings, n, table->n_rows);
	for (size_t i = 0; i < n * table->n_rows; i++)
		add_cell(b, sheet, 1 + i / n, i % n, &table->cells[i],
			text_format(&table->columns.list.items[i % n]));
	for (size_t row = 0; row < table->n_rows; row++)
		set_height(b, sheet, table, widths, row);
	xlsx_paper(b, sheet, title);
}

int xlsx_render_sheets(struct buf *out, const struct xlsx_sheet *sheets, size_t n,
	const struct xlsx_about *about, enum lang lang)
{
	struct arena *a = out->arena;
	struct xlsx_book b;
	xlsx_begin(a, &b, about, lang);
	for (size_t i = 0; i < n; i++)
		add_sheet(a, &b, &sheets[i], about->title);
	return xlsx_end(&b, out);
}

int xlsx_render(struct buf *out, const struct cell_table *table, const struct xlsx_about *about,
	enum lang lang)
{
	const struct xlsx_sheet sheet = {about->sheet, table};
	return xlsx_render_sheets(out, &sheet, 1, about, lang);
}
