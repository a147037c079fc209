/* SPDX-License-Identifier: MIT */
#include "doc/form.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"

static bool is_table(const struct form_field *field)
{
	return field->type.v == FORM_TABLE && field->n_nested == 0;
}

static bool in_grid(const struct form_field *field)
{
	return field->place.v == PLACE_GRID;
}

/* Grid columns that a field needs at least: its labels and its value. */
static size_t columns_of(const struct form_field *field)
{
	if (is_table(field))
		return 1;
	return 1u + (field->label.s.n > 0 ? 1u : 0u) + (field->n_nested > 0 ? 1u : 0u);
}

static int grid_rows_of(const struct form_field *field)
{
	return field->n_nested > 0 ? (int)field->n_nested : 1;
}

/* What a form row asks of the grid; its tables stand apart, each in a row of its own. */
struct row_need {
	size_t n_fields, n_columns;
	int depth;
};

static struct row_need row_need(const struct form_row *row)
{
	struct row_need need = {0, 0, 0};
	for (size_t i = 0; i < row->n; i++) {
		const struct form_field *field = &row->fields[i];
		if (!in_grid(field) || is_table(field))
			continue;
		need.n_fields++;
		need.n_columns += columns_of(field);
		if (need.depth < grid_rows_of(field))
			need.depth = grid_rows_of(field);
	}
	return need;
}

static double width_of(const struct value *columns, size_t i)
{
	double width = 0;
	if (columns && columns->kind == VALUE_LIST && i < columns->n) {
		const struct value *v = &columns->items[i];
		if (v->kind == VALUE_NUMBER)
			width = v->number;
		else if (!str_to_number(v->text, &width))
			width = 0;
	}
	/* Labels stand in the odd columns and want less room than what is written beside them. */
	return width > 0 ? width : i % 2 ? 4 : 3;
}

static void set_widths(struct arena *a, struct form *f)
{
	const struct value *columns = f->layout.columns;
	size_t n = columns && columns->kind == VALUE_LIST ? columns->n : 0;
	bool given = n > 0;
	for (size_t i = 0; i < f->n_rows; i++) {
		struct row_need need = row_need(&f->rows[i]);
		if (n < need.n_columns)
			n = need.n_columns;
	}
	if (n == 0)
		n = 1;
	f->widths = NEW_N(a, double, n);
	f->n_columns = n;
	for (size_t i = 0; i < n; i++)
		f->widths[i] = width_of(columns, i);
	/* One field a row: its label keeps the width that it has beside a second one. */
	if (!given && n == 2)
		f->widths[1] = 11;
	if (!given && n == 3)
		f->widths[2] = 8;
}

struct cell_list {
	struct arena *arena;
	VEC(struct form_cell) list;
};

static void add_cell(struct cell_list *cells, struct form_cell cell)
{
	if (cell.col_span < 1)
		cell.col_span = 1;
	*vec_push(cells->arena, &cells->list) = cell;
}

/* The cells of one field in the one grid row at row + r; depth is that of its form row. */
static void add_field_row(struct cell_list *cells, struct form_cell at, int r, int depth, int width)
{
	const struct form_field *field = at.field;
	int column = at.column, row = at.row + r, n = grid_rows_of(field);
	if (field->label.s.n > 0) {
		if (r == 0)
			add_cell(cells,
				(struct form_cell){CELL_LABEL, field, row, column, depth, 1});
		column++;
		width--;
	}
	if (field->n_nested == 0) {
		if (r == 0)
			add_cell(cells,
				(struct form_cell){CELL_FIELD, field, row, column, depth, width});
		return;
	}
	if (r >= n)
		return;
	int span = r == n - 1 ? depth - r : 1;
	const struct form_field *nested = &field->nested[r];
	add_cell(cells, (struct form_cell){CELL_LABEL, nested, row, column, span, 1});
	add_cell(cells, (struct form_cell){CELL_FIELD, nested, row, column + 1, span, width - 1});
}

static void add_row(struct cell_list *cells, struct form *f, const struct form_row *row)
{
	struct row_need need = row_need(row);
	for (int r = 0; r < need.depth; r++) {
		size_t seen = 0, column = 0;
		for (size_t i = 0; i < row->n; i++) {
			const struct form_field *field = &row->fields[i];
			if (!in_grid(field) || is_table(field))
				continue;
			size_t width = columns_of(field);
			if (++seen == need.n_fields)
				width = f->n_columns - column;
			struct form_cell at = {
				CELL_LABEL, field, f->n_grid_rows, (int)column, 1, 1};
			add_field_row(cells, at, r, need.depth, (int)width);
			column += width;
		}
	}
	f->n_grid_rows += need.depth;
}

static void add_tables(struct cell_list *cells, struct form *f, const struct form_row *row)
{
	int all = (int)f->n_columns;
	for (size_t i = 0; i < row->n; i++) {
		const struct form_field *field = &row->fields[i];
		if (!in_grid(field) || !is_table(field))
			continue;
		if (field->label.s.n > 0)
			add_cell(cells,
				(struct form_cell){CELL_LABEL, field, f->n_grid_rows++, 0, 1, all});
		add_cell(cells, (struct form_cell){CELL_FIELD, field, f->n_grid_rows++, 0, 1, all});
	}
}

void form_lay_out(struct arena *a, struct form *f)
{
	struct cell_list cells = {.arena = a};
	set_widths(a, f);
	f->n_grid_rows = 0;
	for (size_t i = 0; i < f->n_rows; i++) {
		add_row(&cells, f, &f->rows[i]);
		add_tables(&cells, f, &f->rows[i]);
	}
	f->cells = cells.list.items;
	f->n_cells = cells.list.n;
}

enum { PART_ASKED, PART_ABOVE, PART_GRID, PART_BELOW, N_PARTS };

static size_t part_of(const struct form_field *field)
{
	switch ((enum form_place)field->place.v) {
	case PLACE_GRID:
		return PART_GRID;
	case PLACE_ABOVE_LEFT:
	case PLACE_ABOVE_RIGHT:
		return PART_ABOVE;
	case PLACE_BELOW_LEFT:
	case PLACE_BELOW_RIGHT:
		return PART_BELOW;
	}
	return PART_GRID;
}

/* The field at it, and it is moved behind it; NULL where the row has no more. */
static const struct form_field *next_in_row(const struct form_row *row, struct form_iter *it)
{
	while (it->at < row->n) {
		const struct form_field *field = &row->fields[it->at];
		bool here = it->part == PART_ASKED || part_of(field) == it->part;
		if (here && it->nested < field->n_nested)
			return &field->nested[it->nested++];
		bool single = field->n_nested == 0;
		it->at++;
		it->nested = 0;
		if (here && single)
			return field;
	}
	return NULL;
}

static const struct form_field *next_of_all(const struct form *f, struct form_iter *it)
{
	const struct form_row asked = {f->asked, f->n_asked};
	for (; it->part < N_PARTS; it->part++, it->row = 0) {
		const struct form_row *rows = it->part == PART_ASKED ? &asked : f->rows;
		size_t n = it->part == PART_ASKED ? 1 : f->n_rows;
		for (; it->row < n; it->row++, it->at = 0) {
			const struct form_field *field = next_in_row(&rows[it->row], it);
			if (field)
				return field;
		}
	}
	return NULL;
}

const struct form_field *form_next_field(const struct form *f, struct form_iter *it)
{
	const struct form_field *field = next_of_all(f, it);
	while (field && field->type.v == FORM_SIGNATURE)
		field = next_of_all(f, it);
	return field;
}

const struct form_field *form_signature(const struct form *f)
{
	struct form_iter it = {0};
	const struct form_field *field = next_of_all(f, &it);
	while (field && field->type.v != FORM_SIGNATURE)
		field = next_of_all(f, &it);
	return field;
}

const struct text *form_option(const struct form_field *field, struct str text)
{
	for (size_t i = 0; i < field->options.n; i++)
		if (str_eq(field->options.items[i].s, text))
			return &field->options.items[i];
	return NULL;
}

bool form_is_time(const struct form_field *field)
{
	int type = field->type.v;
	return type == FORM_DATE || type == FORM_MONTH || type == FORM_TIME;
}

bool form_has_required(const struct form *f)
{
	struct form_iter it = {0};
	for (const struct form_field *field; (field = form_next_field(f, &it));) {
		if (field->required.on)
			return true;
		const struct form_field *columns = field->columns.items;
		for (size_t i = 0; i < field->columns.n; i++)
			if (columns[i].required.on)
				return true;
	}
	return false;
}

static bool next_cell(struct form_slots *it, struct form_ref *ret)
{
	const struct form_field *columns = it->table->columns.items;
	for (; it->row <= form_table_rows(it->table); it->row++, it->column = 0)
		while (it->column < it->table->columns.n) {
			const struct form_field *column = &columns[it->column++];
			if (column->type.v == FORM_SIGNATURE)
				continue;
			*ret = (struct form_ref){column, it->table, it->row};
			return true;
		}
	it->table = NULL;
	return false;
}

bool form_next_slot(const struct form *f, struct form_slots *it, struct form_ref *ret)
{
	while (!it->table || !next_cell(it, ret)) {
		const struct form_field *field = form_next_field(f, &it->fields);
		if (!field)
			return false;
		if (field->type.v != FORM_TABLE) {
			*ret = (struct form_ref){.field = field};
			return true;
		}
		it->table = field;
		it->row = 1;
		it->column = 0;
	}
	return true;
}

struct str form_slot_name(struct arena *a, const struct form_ref *slot)
{
	if (!slot->table)
		return slot->field->id.s;
	return form_cell_name(a, slot->table->id.s, slot->row, slot->field->id.s);
}

struct str form_slot_label(struct arena *a, const struct form *f, const struct form_ref *slot)
{
	struct str label = form_field_heading(a, f, slot->table ? slot->table : slot->field);
	if (slot->table)
		return str_printf(a, "%.*s %d %.*s", STR_FMT(label), slot->row,
			STR_FMT(form_column_heading(a, slot->field)));
	return label.n ? label : slot->field->id.s;
}

bool form_find_cell(const struct form_field *table, struct str rest, struct form_ref *ret)
{
	struct str column = rest, row = str_cut(&column, '.');
	const struct form_field *columns = table->columns.items;
	int64_t n = 0;
	if (!column.n)
		column = rest;
	else if (!str_to_int(row, &n) || n < 1 || n > form_table_rows(table))
		return false;
	for (size_t i = 0; i < table->columns.n; i++)
		if (str_eq(columns[i].id.s, column)) {
			*ret = (struct form_ref){&columns[i], table, (int)n};
			return true;
		}
	return false;
}

bool form_field_is_personal(const struct form_field *field)
{
	return field->type.v == FORM_PHONE || field->type.v == FORM_EMAIL;
}

bool form_find(const struct form *f, struct str name, struct form_ref *ret)
{
	struct str rest = name, id = str_cut(&rest, '.');
	struct form_iter it = {0};
	for (const struct form_field *field; (field = form_next_field(f, &it));) {
		if (field->type.v == FORM_TABLE && str_eq(field->id.s, id))
			return form_find_cell(field, rest, ret);
		if (field->type.v != FORM_TABLE && str_eq(field->id.s, name)) {
			*ret = (struct form_ref){.field = field};
			return true;
		}
	}
	return false;
}

struct str form_plain_label(struct arena *a, struct str label)
{
	if (str_find_char(label, '\n') == SIZE_MAX)
		return label;
	struct buf b = buf_new(a);
	for (size_t i = 0; i < label.n; i++) {
		if (label.p[i] != '\n')
			buf_add_char(&b, label.p[i]);
		else if (i > 0 && i + 1 < label.n && char_is_alnum(label.p[i - 1]) &&
			 char_is_alnum(label.p[i + 1]))
			buf_add_char(&b, ' ');
	}
	return buf_str(&b);
}

struct str form_label_key(struct arena *a, struct str label)
{
	struct buf b = buf_new(a);
	label = utf8_narrow(a, label);
	for (size_t i = 0, n; i < label.n; i += n) {
		uint32_t rune = utf8_decode(str_after(label, i), &n);
		if (!rune_is_space(rune) && rune != '*' && rune != ':')
			buf_add(&b, str_sub(label, i, i + n));
	}
	return buf_str(&b);
}

static const struct form_field *label_above(const struct form *f, const struct form_field *field)
{
	for (size_t i = 0; i < f->n_rows; i++)
		for (size_t j = 0; j < f->rows[i].n; j++) {
			const struct form_field *outer = &f->rows[i].fields[j];
			for (size_t k = 0; k < outer->n_nested; k++)
				if (&outer->nested[k] == field)
					return outer;
		}
	return NULL;
}

struct str form_field_heading(struct arena *a, const struct form *f, const struct form_field *field)
{
	struct str own = form_plain_label(a, field->label.s);
	const struct form_field *outer = label_above(f, field);
	if (!outer || outer->label.s.n == 0)
		return own;
	return STR_CAT(a, form_plain_label(a, outer->label.s), STR("/"), own);
}

struct str form_column_heading(struct arena *a, const struct form_field *column)
{
	struct str own = form_plain_label(a, column->label.s);
	if (!column->over)
		return own;
	return STR_CAT(a, form_plain_label(a, column->over->label.s), STR("/"), own);
}

int form_table_heads(const struct form_field *table)
{
	const struct form_field *columns = table->columns.items;
	for (size_t i = 0; i < table->columns.n; i++)
		if (columns[i].over)
			return 2;
	return 1;
}

size_t form_head_end(const struct form_field *table, size_t i)
{
	const struct form_field *columns = table->columns.items;
	size_t end = i + 1;
	while (columns[i].over && end < table->columns.n && columns[end].over == columns[i].over)
		end++;
	return end;
}

int form_table_rows(const struct form_field *field)
{
	bool given = field->n_rows.set && field->n_rows.v >= 1 && field->n_rows.v <= 1000;
	return given ? (int)field->n_rows.v : FORM_TABLE_ROWS;
}

int form_field_lines(const struct form_field *field)
{
	bool given = field->lines.set && field->lines.v >= 1 && field->lines.v <= 1000;
	if (is_table(field))
		return form_table_heads(field) + form_table_rows(field);
	if (given)
		return (int)field->lines.v;
	return field->type.v == FORM_MULTILINE ? FORM_LINES : 1;
}

int form_version(const struct form *f)
{
	bool given = f->version.set && f->version.v >= 1 && f->version.v <= 1000000;
	return given ? (int)f->version.v : 1;
}

struct str form_cell_name(struct arena *a, struct str field, int row, struct str column)
{
	return str_printf(a, "%.*s.%d.%.*s", STR_FMT(field), row, STR_FMT(column));
}

struct str form_option_name(struct arena *a, struct str field, size_t option)
{
	return str_printf(a, "%.*s-%zu", STR_FMT(field), option);
}

struct str form_other_name(struct arena *a, struct str field)
{
	return STR_CAT(a, field, STR("-other"));
}

struct str form_part_name(struct arena *a, struct str field, size_t part)
{
	return str_printf(a, "%.*s-%zu", STR_FMT(field), part);
}
