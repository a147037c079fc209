/* SPDX-License-Identifier: MIT */
#include "render/form_pdf_sheet.h"

#include "base/arena.h"

static const struct text_style head_style = {FACE_BODY, 10.5, 14, TEXT_CENTER, true};
static const double head_pad = 3;

static const struct form_field *columns_of(const struct form_field *table)
{
	return table->columns.items;
}

/* Room that an answer wants, in units: figures are short, words are long. */
static double weight_of(const struct form_field *column)
{
	switch ((enum form_field_type)column->type.v) {
	case FORM_INTEGER:
	case FORM_DECIMAL:
	case FORM_PERCENT:
	case FORM_CHECKBOX:
		return 2;
	case FORM_TIME:
	case FORM_MONTH:
	case FORM_CHOICE:
		return 2.5;
	case FORM_TEXT:
	case FORM_DATE:
	case FORM_PHONE:
	case FORM_SIGNATURE:
	case FORM_CHOICES:
	case FORM_TABLE:
		return 3;
	case FORM_PARTY:
	case FORM_EMAIL:
	case FORM_MULTILINE:
		return 4.5;
	}
	return 3;
}

double table_edge(const struct form_field *table, size_t i, double width)
{
	double before = 0, all = 0;
	for (size_t c = 0; c < table->columns.n; c++) {
		double weight = weight_of(&columns_of(table)[c]);
		if (c < i)
			before += weight;
		all += weight;
	}
	return all > 0 ? width * before / all : 0;
}

static struct slot cell_slot(
	const struct sheet *s, const struct form_field *table, size_t column, int row)
{
	const struct form_field *field = &columns_of(table)[column];
	const struct form_ref slot = {field, table, row};
	return (struct slot){
		.field = field,
		.name = form_slot_name(s->arena, &slot),
		.label = form_slot_label(s->arena, s->form, &slot),
		.size = 10.5,
		.lines = field->type.v == FORM_MULTILINE ? 2 : 1,
		.in_table = true,
	};
}

static void break_head(struct sheet *s, struct paper_cell *cell, double width)
{
	double room = width - 2 * head_pad;
	struct str choices = form_paper_choices(s->arena, s->in->site, cell->field);
	cell->label =
		text_lines(&s->pen, head_style, form_paper_label(s->arena, cell->field), room);
	cell->choices = text_lines(&s->pen, head_style, choices, room);
}

void table_head_break(struct sheet *s, struct paper_cell *cell)
{
	break_head(s, cell, cell->at.w);
}

static double head_height(struct sheet *s, const struct form_field *head, double width)
{
	static const double pad = 4;
	struct paper_cell cell = {.field = head};
	break_head(s, &cell, width);
	return (double)(cell.label.n + cell.choices.n) * head_style.pitch + 2 * pad;
}

/* The heads over columns, which are as wide as those. */
static double upper_height(struct sheet *s, const struct form_field *table, double width)
{
	const struct form_field *columns = columns_of(table);
	double most = 0;
	for (size_t i = 0, end; i < table->columns.n; i = end) {
		end = form_head_end(table, i);
		if (!columns[i].over)
			continue;
		double wide = table_edge(table, end, width) - table_edge(table, i, width);
		double high = head_height(s, columns[i].over, wide);
		if (most < high)
			most = high;
	}
	return most;
}

double table_row_height(struct sheet *s, const struct form_field *table, int row)
{
	double width = s->xs[s->form->n_columns] - s->xs[0], most = 0;
	double upper = row <= 0 ? upper_height(s, table, width) : 0;
	if (row < 0)
		return upper;
	for (size_t i = 0; i < table->columns.n; i++) {
		double w = table_edge(table, i + 1, width) - table_edge(table, i, width), high;
		if (row == 0) {
			const struct form_field *column = &columns_of(table)[i];
			high = head_height(s, column, w) - (column->over ? 0 : upper);
		} else {
			struct slot slot = cell_slot(s, table, i, row);
			high = slot_height(s, &slot, w);
		}
		if (most < high)
			most = high;
	}
	return most;
}

void table_head_draw(struct sheet *s, const struct paper_cell *cell)
{
	struct rect r = cell->at;
	struct rect inner = {r.x + head_pad, r.y, r.w - 2 * head_pad, r.h};
	sheet_begin_cell(s, "TH", false, cell);
	text_draw_middle(&s->pen, head_style, form_paper_printed(s->arena, cell), inner);
	pen_end_tag(&s->pen, "TH");
}

void table_cell_draw(struct sheet *s, const struct paper_row *row, const struct paper_cell *cell)
{
	struct slot slot = cell_slot(s, row->table, cell->column, row->table_row);
	sheet_begin_cell(s, "TD", false, cell);
	slot_draw(s, &slot, cell->at);
	pen_end_tag(&s->pen, "TD");
}
