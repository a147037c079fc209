/* SPDX-License-Identifier: MIT */
/* The grid over one page or several: how high its rows are, and where pages break. */
#include "render/form_pdf_sheet.h"

#include "base/arena.h"
#include "render/grid.h"

const double form_rule_thin = 0.71, form_rule_thick = 0.99;

static const double a4_short = 595.276, a4_long = 841.89;
static const double side_margin = 71, top_margin = 51, bottom_margin = 54;
static const double least_row = 20;
enum { least_lines = 5 };		  /* of a long answer, on each page that it goes over */
static const double least_stretch = 0.72; /* a line of a long answer is 5.6 mm then */

struct row_list {
	VEC(struct paper_row) list;
};

/* The table that has a grid row of its own, or NULL. */
static const struct form_field *table_at(const struct form *f, int row)
{
	for (size_t i = 0; i < f->n_cells; i++) {
		const struct form_cell *c = &f->cells[i];
		bool whole = c->column == 0 && c->col_span == (int)f->n_columns;
		if (c->row == row && c->role == CELL_FIELD && whole &&
			c->field->type.v == FORM_TABLE)
			return c->field;
	}
	return NULL;
}

static bool is_bound_to_above(const struct form *f, int row)
{
	for (size_t i = 0; i < f->n_cells; i++) {
		const struct form_cell *c = &f->cells[i];
		if (c->row < row && row < c->row + c->row_span)
			return true;
		/* The label over a table. */
		if (c->row == row - 1 && c->role == CELL_LABEL && c->field == table_at(f, row))
			return true;
	}
	return false;
}

/* What a row of the grid begins with: of a table the first row of its head. */
static int first_row(const struct form_field *table)
{
	return table ? 1 - form_table_heads(table) : 0;
}

static struct row_list make_rows(const struct sheet *s)
{
	struct row_list rows = {{0}};
	for (int row = 0; row < s->form->n_grid_rows; row++) {
		const struct form_field *table = table_at(s->form, row);
		int n = table ? form_table_rows(table) : 0, first = first_row(table);
		for (int i = first; i <= n; i++)
			*vec_push(s->arena, &rows.list) = (struct paper_row){
				.grid_row = row,
				.table = table,
				.table_row = i,
				.keep = i == first ? is_bound_to_above(s->form, row) : i <= 1,
			};
	}
	return rows;
}

/* --- heights --- */

static double column_width(const struct sheet *s, const struct form_cell *c)
{
	return s->xs[c->column + c->col_span] - s->xs[c->column];
}

static double cell_height(struct sheet *s, const struct form_cell *c)
{
	double width = column_width(s, c);
	if (c->role == CELL_LABEL)
		return label_height(s, c->field, width);
	struct slot slot = sheet_slot(s, c->field);
	return slot_height(s, &slot, width);
}

static struct grid_cell grid_cell(const struct form_cell *c)
{
	return (struct grid_cell){
		.row = (size_t)c->row,
		.column = (size_t)c->column,
		.row_span = (size_t)c->row_span,
		.col_span = (size_t)c->col_span,
	};
}

static void set_grid_heights(struct sheet *s, double *heights)
{
	const struct form *f = s->form;
	struct grid_cell *cells = NEW_N(s->arena, struct grid_cell, f->n_cells + 1);
	for (size_t i = 0; i < f->n_cells; i++) {
		cells[i] = grid_cell(&f->cells[i]);
		cells[i].want = cell_height(s, &f->cells[i]);
	}
	grid_heights(cells, f->n_cells, heights);
}

static double set_heights(struct sheet *s, struct row_list *rows, double stretch)
{
	double sum = 0;
	double *heights = NEW_N(s->arena, double, (size_t)s->form->n_grid_rows + 1);
	s->stretch = stretch;
	set_grid_heights(s, heights);
	for (size_t i = 0; i < rows->list.n; i++) {
		struct paper_row *row = &rows->list.items[i];
		row->height = heights[row->grid_row];
		if (row->table && row->table_row > 1)
			row->height = row[-1].height; /* all its rows are alike */
		else if (row->table)
			row->height = table_row_height(s, row->table, row->table_row);
		sum += row->height;
	}
	return sum;
}

/* A form that is a little too high for one page is drawn a little closer, as an office would. */
static void fit_heights(struct sheet *s, struct row_list *rows, double room)
{
	if (set_heights(s, rows, 1) <= room)
		return;
	if (set_heights(s, rows, least_stretch) > room) {
		set_heights(s, rows, 1);
		return;
	}
	double low = least_stretch, high = 1;
	for (int i = 0; i < 5; i++) {
		double middle = (low + high) / 2;
		if (set_heights(s, rows, middle) <= room)
			low = middle;
		else
			high = middle;
	}
	set_heights(s, rows, low);
}

/* --- pages --- */

struct page_list {
	VEC(struct paper_page) list;
};

/* What a page holds: rows first to end, and the head again of the table that it begins amid. */
static void add_page(struct sheet *s, struct page_list *pages, const struct row_list *all,
	size_t first, size_t end, double top)
{
	struct paper_page *page = vec_push(s->arena, &pages->list);
	*page = (struct paper_page){.top = top, .bottom = top};
	page->rows = NEW_N(s->arena, struct paper_row, end - first + 2);
	const struct paper_row *rows = all->list.items;
	if (first < end && rows[first].table && rows[first].table_row > 0)
		for (int i = first_row(rows[first].table); i <= 0; i++)
			page->rows[page->n_rows++] = (struct paper_row){
				.grid_row = rows[first].grid_row,
				.table = rows[first].table,
				.table_row = i,
				.height = table_row_height(s, rows[first].table, i),
				.again = true,
			};
	for (size_t i = first; i < end; i++)
		page->rows[page->n_rows++] = rows[i];
	for (size_t i = 0; i < page->n_rows; i++) {
		page->rows[i].y = page->bottom;
		page->bottom += page->rows[i].height;
	}
}

static bool is_bound(const void *rows, size_t i)
{
	return ((const struct paper_row *)rows)[i].keep;
}

static bool covers(const struct form_cell *c, int grid_row)
{
	return c->row <= grid_row && grid_row < c->row + c->row_span;
}

/* How much of a row must stay together; 0: all of it, since it has no long answer to go on with. */
static double least_part(struct sheet *s, const struct paper_row *row)
{
	double least = 0;
	bool goes_on = false;
	for (size_t i = 0; i < s->form->n_cells && !row->table; i++) {
		const struct form_cell *c = &s->form->cells[i];
		bool is_long = c->role == CELL_FIELD && c->field->type.v == FORM_MULTILINE;
		if (!covers(c, row->grid_row))
			continue;
		struct slot slot = sheet_slot(s, c->field);
		slot.lines = least_lines;
		double high = is_long ? slot_height(s, &slot, column_width(s, c))
			      : row->part || c->row_span > 1 ? 0
							     : cell_height(s, c);
		goes_on = goes_on || is_long;
		least = high > least ? high : least;
	}
	return goes_on ? least : 0;
}

/* Leaves this much of row i where it is; the rest becomes a row of its own behind it. */
static void split_row(struct sheet *s, struct row_list *rows, size_t i, double height)
{
	struct paper_row *row = vec_push(s->arena, &rows->list);
	for (size_t k = rows->list.n - 1; k > i; k--, row--)
		row[0] = row[-1];
	row[1].height -= height;
	row[1].part++;
	row[1].keep = false;
	row->height = height;
}

/* Whether row i, which is higher than any page has room, was split so that its beginning fits. */
static bool fill_with_part(
	struct sheet *s, struct row_list *rows, size_t i, double rest, double page_room)
{
	const struct paper_row *row = &rows->list.items[i];
	double least = least_part(s, row);
	if (row->height <= page_room || least <= 0 || rest < least)
		return false;
	double left = row->height - rest; /* for the next page: no mere rim */
	split_row(s, rows, i, left < least && rest - least > least ? rest - least : rest);
	return true;
}

/*
 * How far a page reaches that begins at row first with y. A row higher than a page goes over
 * several where it has a long answer, else it is cut.
 */
static size_t fill_page(
	struct sheet *s, struct row_list *rows, size_t first, double y, double page_room)
{
	struct paper_row *all = rows->list.items;
	if (first < rows->list.n && all[first].table && all[first].table_row > 0)
		for (int i = first_row(all[first].table); i <= 0; i++)
			y += table_row_height(s, all[first].table, i);
	for (size_t i = first; i < rows->list.n; y += all[i++].height) {
		double rest = s->bottom - y;
		if (all[i].height <= rest)
			continue;
		if (fill_with_part(s, rows, i, rest, page_room))
			return i + 1;
		if (i > first)
			return grid_break(is_bound, all, first, i);
		all[i].height = rest > least_row ? rest : least_row;
		all[i].cut = true;
	}
	return rows->list.n;
}

static struct page_list place_rows(
	struct sheet *s, struct row_list *rows, double first_top, double next_top)
{
	struct page_list pages = {{0}};
	double top = first_top;
	size_t at = 0;
	do {
		size_t end = fill_page(s, rows, at, top, s->bottom - next_top);
		add_page(s, &pages, rows, at, end, top);
		at = end;
		top = next_top;
	} while (at < rows->list.n);
	return pages;
}

/* --- cells --- */

static struct paper_cell cell_of(struct sheet *s, const struct form_cell *c,
	const struct paper_row *row, const struct grid_piece *piece)
{
	struct paper_cell cell = {
		.role = c->role == CELL_LABEL ? PAPER_LABEL : PAPER_FIELD,
		.at = {s->xs[c->column], row->y, column_width(s, c), piece->height},
		.field = c->field,
		.column = (size_t)c->column,
		.row_span = (int)piece->n,
		.col_span = c->col_span,
		.begins = piece->begins && !row->part,
	};
	if (cell.role == PAPER_LABEL) {
		label_break(s, &cell, cell.at.w);
	} else {
		struct slot slot = sheet_slot(s, cell.field);
		cell.options = slot_options(s, &slot, cell.at.w, &cell.n_options);
	}
	return cell;
}

/* The cells that begin in row i of the page, or reach into the page there. */
static void add_grid_cells(
	struct sheet *s, struct paper_page *page, const struct grid_row *rows, size_t i)
{
	struct paper_row *row = &page->rows[i];
	struct grid_piece piece;
	row->cells = NEW_N(s->arena, struct paper_cell, s->form->n_columns * 2 + 1);
	for (size_t k = 0; k < s->form->n_cells; k++) {
		struct grid_cell c = grid_cell(&s->form->cells[k]);
		if (grid_piece(rows, page->n_rows, i, &c, &piece))
			row->cells[row->n_cells++] = cell_of(s, &s->form->cells[k], row, &piece);
	}
	/* Those from the page before come first in the form; here they stand where they are. */
	for (size_t k = 1; k < row->n_cells; k++)
		for (size_t j = k; j > 0 && row->cells[j].column < row->cells[j - 1].column; j--) {
			struct paper_cell moved = row->cells[j];
			row->cells[j] = row->cells[j - 1];
			row->cells[j - 1] = moved;
		}
}

static struct paper_cell table_cell(
	const struct sheet *s, const struct paper_row *row, size_t from, size_t end)
{
	double x = s->xs[0], width = s->xs[s->form->n_columns] - x;
	double edge = table_edge(row->table, from, width);
	return (struct paper_cell){
		.role = row->table_row > 0 ? PAPER_TABLE_CELL : PAPER_TABLE_HEAD,
		.at = {x + edge, row->y, table_edge(row->table, end, width) - edge, row->height},
		.field = (const struct form_field *)row->table->columns.items + from,
		.column = from,
		.row_span = 1,
		.col_span = (int)(end - from),
		.begins = true,
	};
}

/* Heads over columns; what stands under none reaches down over both rows of the head. */
static void add_upper_heads(struct sheet *s, struct paper_row *row, double below)
{
	const struct form_field *columns = row->table->columns.items;
	size_t n = row->table->columns.n;
	for (size_t i = 0, end; i < n; i = end) {
		end = form_head_end(row->table, i);
		struct paper_cell *cell = &row->cells[row->n_cells++];
		*cell = table_cell(s, row, i, end);
		if (columns[i].over) {
			cell->field = columns[i].over;
		} else {
			cell->row_span = 2;
			cell->at.h += below;
		}
		table_head_break(s, cell);
	}
}

/* row is followed by the rest of the page. */
static void add_table_cells(struct sheet *s, struct paper_row *row)
{
	const struct form_field *columns = row->table->columns.items;
	bool below_heads = row->table_row == 0 && form_table_heads(row->table) > 1;
	row->cells = NEW_N(s->arena, struct paper_cell, row->table->columns.n + 1);
	if (row->table_row < 0) {
		add_upper_heads(s, row, row[1].height);
		return;
	}
	for (size_t i = 0; i < row->table->columns.n; i++) {
		if (below_heads && !columns[i].over)
			continue;
		struct paper_cell *cell = &row->cells[row->n_cells++];
		*cell = table_cell(s, row, i, i + 1);
		if (row->table_row == 0)
			table_head_break(s, cell);
	}
}

static void add_cells(struct sheet *s, struct paper_page *page)
{
	struct grid_row *rows = NEW_N(s->arena, struct grid_row, page->n_rows + 1);
	for (size_t i = 0; i < page->n_rows; i++)
		rows[i] = (struct grid_row){(size_t)page->rows[i].grid_row, page->rows[i].height};
	for (size_t i = 0; i < page->n_rows; i++)
		if (page->rows[i].table)
			add_table_cells(s, &page->rows[i]);
		else
			add_grid_cells(s, page, rows, i);
}

struct pieces {
	VEC(struct paper_cell *) list;
};

static void add_pieces_in(
	struct sheet *s, struct paper_page *page, const struct form_field *field, struct pieces *to)
{
	for (size_t i = 0; i < page->n_rows; i++)
		for (size_t k = 0; k < page->rows[i].n_cells; k++) {
			struct paper_cell *cell = &page->rows[i].cells[k];
			if (cell->role == PAPER_FIELD && cell->field == field)
				*vec_push(s->arena, &to->list) = cell;
		}
}

/* Long answers, which may go over several pages. */
static void set_long_answers(struct sheet *s, struct page_list *pages)
{
	for (size_t i = 0; i < s->form->n_cells; i++) {
		const struct form_cell *c = &s->form->cells[i];
		struct pieces pieces = {{0}};
		if (c->role != CELL_FIELD || c->field->type.v != FORM_MULTILINE)
			continue;
		for (size_t p = 0; p < pages->list.n; p++)
			add_pieces_in(s, &pages->list.items[p], c->field, &pieces);
		slot_set_pieces(s, c->field, pieces.list.items, pieces.list.n);
	}
}

static void set_columns(struct sheet *s)
{
	const struct form *f = s->form;
	double sum = 0, x = 0;
	for (size_t i = 0; i < f->n_columns; i++)
		sum += f->widths[i];
	s->xs = NEW_N(s->arena, double, f->n_columns + 1);
	for (size_t i = 0; i <= f->n_columns; i++) {
		s->xs[i] = s->left + (s->right - s->left) * x / sum;
		x += i < f->n_columns ? f->widths[i] : 0;
	}
}

static struct page_list lay_out(struct sheet *s, struct form_paper *paper)
{
	set_columns(s);
	paper->above = form_paper_above(s->arena, s->form);
	paper->below = form_paper_below(s->arena, s->form);
	lines_measure(s, &paper->above);
	lines_measure(s, &paper->below);
	paper->one_foot = foot_is_one(s);
	paper->title = title_break(s);
	paper->first_head = head_draw(s, false);
	double grid = above_draw(s, &paper->above, paper->first_head, false);
	double below = below_draw(s, &paper->below, 0, false);
	s->page = 1;
	paper->continued = title_break(s);
	paper->next_head = head_draw(s, false);
	struct row_list rows = make_rows(s);
	fit_heights(s, &rows, s->bottom - grid - below);
	struct page_list pages = place_rows(s, &rows, grid, paper->next_head);
	const struct paper_page *last = &pages.list.items[pages.list.n - 1];
	if (last->bottom + below > s->bottom)
		add_page(s, &pages, &rows, rows.list.n, rows.list.n, paper->next_head);
	for (size_t i = 0; i < pages.list.n; i++)
		add_cells(s, &pages.list.items[i]);
	set_long_answers(s, &pages);
	return pages;
}

const struct form_paper *form_paper_lay_out(struct arena *a, const struct form_paper_input *in)
{
	bool wide = in->form->layout.orientation.v == ORIENTATION_LANDSCAPE;
	double width = wide ? a4_long : a4_short, height = wide ? a4_short : a4_long;
	struct form_paper *paper = NEW(a, struct form_paper);
	*paper = (struct form_paper){.in = in,
		.width = width,
		.height = height,
		.left = side_margin,
		.right = width - side_margin,
		.top = top_margin,
		.bottom = height - bottom_margin};
	cairo_surface_t *nowhere = cairo_recording_surface_create(CAIRO_CONTENT_COLOR, NULL);
	cairo_t *cr = cairo_create(nowhere);
	struct sheet s = sheet_new(a, paper, cr);
	struct page_list pages = lay_out(&s, paper);
	paper->xs = s.xs;
	paper->stretch = s.stretch;
	paper->pages = pages.list.items;
	paper->n_pages = pages.list.n;
	pen_free(&s.pen);
	cairo_destroy(cr);
	cairo_surface_destroy(nowhere);
	return paper;
}

static bool is_row(const struct paper_row *row, int grid_row, int table_row)
{
	return !row->again && row->grid_row == grid_row && row->table_row == table_row;
}

const struct paper_row *form_paper_row(
	const struct form_paper *paper, int grid_row, int table_row, bool *ret_begins_page)
{
	for (size_t p = 0; p < paper->n_pages; p++) {
		const struct paper_page *page = &paper->pages[p];
		for (size_t i = 0; i < page->n_rows; i++) {
			if (!is_row(&page->rows[i], grid_row, table_row))
				continue;
			*ret_begins_page = p > 0 && (i == 0 || page->rows[i - 1].again);
			return &page->rows[i];
		}
	}
	return NULL;
}

double form_paper_row_height(const struct form_paper *paper, int grid_row, int table_row)
{
	double high = 0;
	for (size_t p = 0; p < paper->n_pages; p++)
		for (size_t i = 0; i < paper->pages[p].n_rows; i++)
			if (is_row(&paper->pages[p].rows[i], grid_row, table_row))
				high += paper->pages[p].rows[i].height;
	return high;
}

static const struct paper_cell *cell_in(
	const struct paper_row *row, enum paper_role role, const struct form_field *field)
{
	for (size_t i = 0; i < row->n_cells; i++)
		if (row->cells[i].role == role && row->cells[i].field == field)
			return &row->cells[i];
	return NULL;
}

const struct paper_cell *form_paper_cell(
	const struct form_paper *paper, enum paper_role role, const struct form_field *field)
{
	const struct paper_cell *cell = NULL;
	for (size_t p = 0; p < paper->n_pages && !cell; p++)
		for (size_t i = 0; i < paper->pages[p].n_rows && !cell; i++)
			cell = cell_in(&paper->pages[p].rows[i], role, field);
	return cell;
}
