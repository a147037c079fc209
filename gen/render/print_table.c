/* SPDX-License-Identifier: MIT */
/*
 * A table of the text on paper: columns by what is in them, rows over pages with their head
 * repeated. A row higher than half a page is cut between lines, so that none is ever higher than a
 * page.
 */
#include <string.h>

#include "render/print_parts.h"

#include "base/arena.h"
#include "base/utf8.h"

static const double pad = 4, size = 12, pitch = 18, least_column = 44; /* three characters */
enum {
	COLUMNS = 64,
	SLICE_LINES = 16,
	MOST_ROWS = 3000,
	MOST_CELLS = 20000
}; /* 3,000 rows are 200 pages */

struct cell {
	struct grid_cell at;
	const struct node *node;
	struct print_para *para;
	double natural; /* about what it takes on one line */
	bool head;	/* of its column or row, */
	bool in_head;	/* of its column */
};

struct slice { /* lines of each cell that a row on paper has */
	int from, to;
};

struct print_table {
	VEC(struct cell) cells;	   /* row by row, from left to right */
	VEC(struct grid_row) rows; /* on paper: a high one is several */
	VEC(struct slice) slices;  /* as rows */
	size_t *first_of;	   /* n_rows + 1: where the cells of a row begin */
	bool *bound;		   /* n_rows: a cell reaches into the next row */
	double *xs;		   /* n_columns + 1 */
	size_t n_columns, n_rows, n_heads;
};

/* --- cells in their places --- */

struct filling {
	struct arena *arena;
	struct print_table *t;
	size_t busy[COLUMNS]; /* rows that a cell above still covers */
};

static void add_row(struct filling *f, const struct node *row, bool head, int head_columns)
{
	struct print_table *t = f->t;
	size_t column = 0;
	for (const struct node *n = row->first; n; n = n->next) {
		while (column < t->n_columns && f->busy[column])
			column++;
		if (column >= t->n_columns)
			break;
		int span = n->as.cell.col_span;
		if ((size_t)span > t->n_columns - column)
			span = (int)(t->n_columns - column);
		*vec_push(f->arena, &t->cells) = (struct cell){
			.at = {.row = t->n_rows,
				.column = column,
				.row_span = (size_t)n->as.cell.row_span,
				.col_span = (size_t)span},
			.node = n,
			.head = head || (int)column < head_columns,
			.in_head = head,
		};
		for (int i = 0; i < span; i++)
			f->busy[column++] = (size_t)n->as.cell.row_span;
	}
	for (size_t i = 0; i < t->n_columns; i++)
		f->busy[i] -= f->busy[i] > 0;
	t->n_rows++;
}

static void add_part(struct filling *f, const struct node *part)
{
	bool head = part->kind == NODE_TABLE_HEAD;
	int n = 0, columns = part->kind == NODE_TABLE_BODY ? part->as.body.head_columns : 0;
	for (const struct node *row = part->first; row; row = row->next, n++)
		add_row(f, row,
			head || (part->kind == NODE_TABLE_BODY && n < part->as.body.head_rows),
			columns);
	if (head)
		f->t->n_heads = f->t->n_rows;
	for (size_t i = 0; i < COLUMNS; i++)
		f->busy[i] = 0;
}

/* --- widths --- */

static struct print_style cell_style(const struct cell *c, const struct node *table)
{
	enum align align = c->node->as.cell.align;
	if (align == ALIGN_DEFAULT && c->at.column < table->as.table.n_columns)
		align = table->as.table.columns[c->at.column].align;
	bool middle = c->head || align == ALIGN_CENTER;
	return (struct print_style){.role = c->head ? PRINT_HEAD : PRINT_BODY,
		.size = size,
		.pitch = pitch,
		.align = middle			? PRINT_MIDDLE
			 : align == ALIGN_RIGHT ? PRINT_END
						: PRINT_START,
		.tag = c->head ? "TH" : "TD"};
}

/* By the columns that a terminal would need: near enough, and a hundredth of the work. */
static void measure(struct printing *p, struct print_table *t, double *widest)
{
	for (size_t i = 0; i < t->cells.n; i++) {
		struct cell *c = &t->cells.items[i];
		struct str text = node_plain_text(p->arena, c->node);
		c->natural = (double)utf8_width(text) * size / 2 + 1;
		double need = c->natural + 2 * pad;
		if (c->at.col_span == 1 && widest[c->at.column] < need)
			widest[c->at.column] = need;
	}
}

/* Columns that would not have three characters each want a page that is turned. */
static bool wants_turn(const struct printing *p, const struct print_table *t, const double *widest)
{
	double all = 0;
	for (size_t i = 0; i < t->n_columns; i++)
		all += widest[i] < least_column ? widest[i] : least_column;
	return all > p->width;
}

/* Those that want no more than an equal share of what is left get what they want. */
static void settle(double *widths, const double *wants, size_t n, double *rest, size_t *left)
{
	for (bool again = true; again;) {
		again = false;
		for (size_t i = 0; i < n; i++) {
			if (widths[i] > 0 || *left < 2 || wants[i] > *rest / (double)*left)
				continue;
			widths[i] = wants[i];
			*rest -= wants[i];
			--*left;
			again = true;
		}
	}
}

/*
 * Where there is room for all, in the proportion of what they want. Else the others share what
 * those leave that want little: each has `least` if that can be, and more of the rest the more it
 * wants.
 */
static void share_width(double *widths, const double *wants, size_t n, double width, double least)
{
	double all = 0, more = 0, rest = width;
	size_t left = n;
	for (size_t i = 0; i < n; i++) {
		all += wants[i];
		widths[i] = 0;
	}
	if (all <= width) {
		for (size_t i = 0; i < n; i++)
			widths[i] = wants[i] * width / all;
		return;
	}
	settle(widths, wants, n, &rest, &left);
	if (least > rest / (double)left)
		least = rest / (double)left;
	for (size_t i = 0; i < n; i++)
		more += widths[i] > 0 ? 0 : wants[i] - least;
	rest -= least * (double)left;
	for (size_t i = 0; i < n; i++)
		if (widths[i] <= 0)
			widths[i] = least + (more > 0 ? rest * (wants[i] - least) / more : 0);
}

/* How many lines the rows would have, about. */
static size_t count_lines(const struct print_table *t, const double *widths)
{
	size_t lines = 0, row = 0, most = 1;
	for (size_t i = 0; i < t->cells.n; i++) {
		const struct cell *c = &t->cells.items[i];
		double width = -2 * pad;
		for (size_t k = 0; k < c->at.col_span; k++)
			width += widths[c->at.column + k];
		size_t n = (size_t)(c->natural / (width > size ? width : size)) + 1;
		if (c->at.row != row) {
			lines += most;
			most = 1;
		}
		row = c->at.row;
		if (c->at.row_span == 1 && most < n)
			most = n;
	}
	return lines + most;
}

/* Of a few ways to share the width the one that makes the fewest lines. */
static void set_columns(struct printing *p, struct print_table *t, double *widest)
{
	static const double leasts[] = {68, 56, 44, 32};
	double widths[COLUMNS], best[COLUMNS] = {0};
	size_t fewest = SIZE_MAX;
	for (size_t i = 0; i < t->n_columns; i++) {
		widest[i] = widest[i] > p->width ? p->width : widest[i];
		widest[i] = widest[i] < size + 2 * pad ? size + 2 * pad : widest[i];
	}
	for (size_t k = 0; k < ARRAY_LEN(leasts); k++) {
		share_width(widths, widest, t->n_columns, p->width, leasts[k]);
		size_t lines = count_lines(t, widths);
		if (lines >= fewest)
			continue;
		fewest = lines;
		memcpy(best, widths, sizeof(best));
	}
	t->xs = NEW_N(p->arena, double, t->n_columns + 1);
	t->xs[0] = p->m.left;
	for (size_t i = 0; i < t->n_columns; i++)
		t->xs[i + 1] = t->xs[i] + best[i];
}

/* --- rows --- */

static double cell_width(const struct print_table *t, const struct grid_cell *c)
{
	return t->xs[c->column + c->col_span] - t->xs[c->column];
}

static double *row_heights(struct printing *p, struct print_table *t, const struct node *table)
{
	double *heights = NEW_N(p->arena, double, t->n_rows + 1);
	struct grid_cell *cells = NEW_N(p->arena, struct grid_cell, t->cells.n + 1);
	for (size_t i = 0; i < t->cells.n; i++) {
		struct cell *c = &t->cells.items[i];
		struct print_style style = cell_style(c, table);
		double width = cell_width(t, &c->at) - 2 * pad;
		c->para = print_in_width(p, c->node, STR_NONE, &style, width);
		if (c->at.row_span > t->n_rows - c->at.row)
			c->at.row_span = t->n_rows - c->at.row;
		c->at.want = c->para->n_lines * pitch + 2 * pad;
		cells[i] = c->at;
	}
	for (size_t row = 0; row < t->n_rows; row++)
		heights[row] = pitch + 2 * pad;
	grid_heights(cells, t->cells.n, heights);
	return heights;
}

static void set_rows(struct printing *p, struct print_table *t, const struct node *table)
{
	const double *heights = row_heights(p, t, table);
	for (size_t row = 0; row < t->n_rows; row++) {
		int n = (int)((heights[row] - 2 * pad) / pitch + 0.5);
		for (int from = 0; from < n; from += SLICE_LINES) {
			int to = from + SLICE_LINES < n ? from + SLICE_LINES : n;
			double ends = (from == 0 ? pad : 0) + (to == n ? pad : 0);
			*vec_push(p->arena, &t->slices) = (struct slice){from, to};
			*vec_push(p->arena, &t->rows) =
				(struct grid_row){row, (to - from) * pitch + ends};
		}
	}
}

double print_row_height(const struct print_table *table, size_t row)
{
	return table->rows.items[row].height;
}

size_t print_table_heads(const struct print_table *table)
{
	size_t n = 0;
	while (n < table->rows.n && table->rows.items[n].row < table->n_heads)
		n++;
	return n < table->rows.n && n < 4 ? n : 0;
}

static void index_rows(struct arena *a, struct print_table *t)
{
	t->first_of = NEW_N(a, size_t, t->n_rows + 1);
	t->bound = NEW_N(a, bool, t->n_rows + 1);
	for (size_t i = 0; i <= t->n_rows; i++)
		t->first_of[i] = t->cells.n;
	for (size_t i = t->cells.n; i-- > 0;) {
		const struct cell *c = &t->cells.items[i];
		t->first_of[c->at.row] = i;
		for (size_t r = 0; r + 1 < c->at.row_span; r++)
			t->bound[c->at.row + r] = true;
	}
	for (size_t row = t->n_rows; row-- > 0;) /* one whose places are all covered has none */
		if (t->first_of[row] == t->cells.n ||
			t->cells.items[t->first_of[row]].at.row != row)
			t->first_of[row] = t->first_of[row + 1];
}

/* Whether a cell, or what a head is, binds this row on paper to the next. */
static bool is_bound(const struct print_table *t, size_t at)
{
	size_t row = t->rows.items[at].row;
	bool last = at + 1 == t->rows.n || t->rows.items[at + 1].row != row;
	return row < t->n_heads || (last && t->bound[row]);
}

static void caption(struct printing *p, const struct node *table)
{
	struct print_style style = print_caption_style(p);
	const struct node *first = table->first;
	if (!first || first->kind != NODE_CAPTION)
		return;
	for (const struct node *n = first->first; n; n = n->next) {
		print_lines(p, print_inlines(p, n, STR_NONE, &style));
		print_keep_last(p);
	}
}

static size_t count_columns(const struct node *table)
{
	size_t n = table->as.table.n_columns;
	return n > COLUMNS ? COLUMNS : n;
}

/* In the place of what would be hundreds of pages: where it is. */
static struct str long_table(struct printing *p, size_t n)
{
	const struct args args = ARGS(str_printf(p->arena, "%zu", n));
	return site_fill(p->arena, p->in->site, "print.table_long", args);
}

/* Notes of what stands in a row are due with the first of it. */
static size_t due_with(const struct print_table *t, size_t at, size_t due)
{
	size_t row = t->rows.items[at].row;
	for (size_t i = t->first_of[row]; i < t->first_of[row + 1]; i++) {
		const struct print_para *para = t->cells.items[i].para;
		if (para->n_notes && due < para->notes[para->n_notes - 1].due)
			due = para->notes[para->n_notes - 1].due;
	}
	return due;
}

static void add_boxes(struct printing *p, const struct print_table *t)
{
	for (size_t i = 0; i < t->rows.n; i++) {
		struct print_box *box = print_add(p, BOX_ROW, t->rows.items[i].height);
		box->table = t;
		box->row = i;
		box->keep = is_bound(t, i);
		box->due = due_with(t, i, box->due);
	}
	print_gap(p, p->m.pitch - p->m.cell);
}

static struct print_table *read_table(struct printing *p, const struct node *table)
{
	struct print_table *t = NEW(p->arena, struct print_table);
	struct filling f = {.arena = p->arena, .t = t};
	t->n_columns = count_columns(table);
	for (const struct node *part = table->first; part && t->n_columns; part = part->next)
		if (part->kind != NODE_CAPTION)
			add_part(&f, part);
	return t;
}

void print_table(struct printing *p, const struct node *table)
{
	struct print_table *t = read_table(p, table);
	double widest[COLUMNS] = {0};
	bool wide = p->wide;
	if (t->n_rows == 0)
		return;
	p->n_rows += t->n_rows;
	if (p->n_rows > MOST_ROWS || t->cells.n > MOST_CELLS) {
		struct print_style style = print_body_style(p);
		print_lines(p, print_plain(p, long_table(p, t->n_rows), &style));
		return;
	}
	measure(p, t, widest);
	print_set_wide(p, wide || wants_turn(p, t, widest));
	set_columns(p, t, widest);
	set_rows(p, t, table);
	index_rows(p->arena, t);
	caption(p, table);
	add_boxes(p, t);
	print_set_wide(p, wide);
}

/* --- drawing --- */

struct pieces { /* of cells, row by row of those on a page */
	const struct print_table *t;
	size_t first, end;
	size_t at, cell; /* the next */
	double y;	 /* of row at */
};

/* A cell of a row above may reach into the first row of a page. */
static size_t first_cell(const struct print_table *t, size_t at)
{
	size_t row = t->rows.items[at].row;
	while (row > 0 && t->bound[row - 1])
		row--;
	return t->first_of[row];
}

static struct pieces pieces_of(const struct print_table *t, size_t first, size_t end, double y)
{
	return (struct pieces){t, first, end, first, first < end ? first_cell(t, first) : 0, y};
}

/* The next cell that begins in row p->at of the page; NULL: no more of them, and p is at the next
 * row. */
static const struct cell *next_piece(struct pieces *p, struct grid_piece *ret_piece)
{
	const struct print_table *t = p->t;
	size_t row = t->rows.items[p->at].row;
	while (p->cell < t->first_of[row + 1]) {
		const struct cell *c = &t->cells.items[p->cell++];
		if (grid_piece(t->rows.items + p->first, p->end - p->first, p->at - p->first,
			    &c->at, ret_piece))
			return c;
	}
	p->y += t->rows.items[p->at++].height;
	if (p->at < p->end)
		p->cell = t->first_of[t->rows.items[p->at].row];
	return NULL;
}

/* A cell over several rows is repeated on each page; of a high row each page has its lines. */
static void draw_cell(struct printing *p, cairo_t *cr, const struct pieces *at,
	const struct cell *c, const struct grid_piece *piece)
{
	const struct print_table *t = at->t;
	int from = 0, to = c->para->n_lines, room = (int)((piece->height + 1) / pitch);
	bool whole = c->at.row_span > 1;
	if (!whole) {
		from = t->slices.items[at->at].from;
		if (to > t->slices.items[at->at + piece->n - 1].to)
			to = t->slices.items[at->at + piece->n - 1].to;
	} else if (to > room) {
		to = room;
	}
	double text = (to - from) * pitch;
	bool cut = !whole && (from > 0 || to < c->para->n_lines);
	double top = at->y + (cut ? (from > 0 ? 0 : pad) : (piece->height - text) / 2);
	cairo_tag_begin(cr, c->para->style.tag, NULL);
	*vec_push(p->arena, &p->cells.list) = (struct tagged_cell){.heads_row = !c->in_head,
		.row_span = (int)piece->n,
		.col_span = (int)c->at.col_span};
	for (int line = from; line < to; line++)
		print_line_draw(p, cr, c->para, line, t->xs[c->at.column] + pad,
			top + (line - from) * pitch + (pitch - size) / 2);
	cairo_tag_end(cr, c->para->style.tag);
}

void print_rows_rules(cairo_t *cr, const struct print_table *t, size_t first, size_t end, double y)
{
	struct grid_piece piece;
	for (struct pieces at = pieces_of(t, first, end, y); at.at < end;)
		for (const struct cell *c; (c = next_piece(&at, &piece));)
			pdf_draw_frame(cr, t->xs[c->at.column], at.y, cell_width(t, &c->at),
				piece.height, form_rule_thin);
}

void print_rows_draw(struct printing *p, cairo_t *cr, const struct print_table *t, size_t first,
	size_t end, double y)
{
	struct grid_piece piece;
	for (struct pieces at = pieces_of(t, first, end, y); at.at < end;) {
		cairo_tag_begin(cr, "TR", NULL);
		for (const struct cell *c; (c = next_piece(&at, &piece));)
			draw_cell(p, cr, &at, c, &piece);
		cairo_tag_end(cr, "TR");
	}
}
