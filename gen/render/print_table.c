/* SPDX-License-Identifier: MIT */
/*
 * A table of the text on paper: columns by what is in them, rows over pages with their head
 * repeated. A row higher than half a page is cut between lines, so that none is ever higher than a
 * page.
 */
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
	const struct node *node;
	struct print_para *para;
	size_t row, column;
	int row_span, col_span;
	bool head;    /* of its column or row, */
	bool in_head; /* of its column */
};

struct slice { /* a row, or of a high one some of its lines */
	size_t row;
	int from, to; /* lines of each cell */
	bool first, last;
	double height;
};

struct print_table {
	VEC(struct cell) cells; /* row by row, from left to right */
	VEC(struct slice) slices;
	size_t *first_of; /* n_rows + 1: where the cells of a row begin */
	bool *bound;	  /* n_rows: a cell reaches into the next row */
	double *xs;	  /* n_columns + 1 */
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
		*vec_push(f->arena, &t->cells) = (struct cell){.node = n,
			.row = t->n_rows,
			.column = column,
			.row_span = n->as.cell.row_span,
			.col_span = span,
			.head = head || (int)column < head_columns,
			.in_head = head};
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
	if (align == ALIGN_DEFAULT && c->column < table->as.table.n_columns)
		align = table->as.table.columns[c->column].align;
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
static void measure(struct printing *p, const struct print_table *t, double *widest)
{
	for (size_t i = 0; i < t->cells.n; i++) {
		const struct cell *c = &t->cells.items[i];
		if (c->col_span > 1)
			continue;
		struct str text = node_plain_text(p->arena, c->node);
		double need = (double)utf8_width(text) * size / 2 + 2 * pad + 1;
		if (widest[c->column] < need)
			widest[c->column] = need;
	}
}

/*
 * As browsers do: every column gets its least, and what is left goes to each by how much more it
 * wants; but a column of long texts does not starve the others of all of it.
 */
static void set_columns(struct printing *p, struct print_table *t)
{
	double widest[COLUMNS] = {0}, least[COLUMNS], all_least = 0, all_more = 0, x = PRINT_LEFT;
	double share = PRINT_WIDTH / (double)t->n_columns;
	double floor = least_column < share ? least_column : share;
	measure(p, t, widest);
	for (size_t i = 0; i < t->n_columns; i++) {
		if (widest[i] > PRINT_WIDTH)
			widest[i] = PRINT_WIDTH;
		least[i] = widest[i] < floor ? widest[i] : floor;
		all_least += least[i];
		all_more += widest[i] - least[i];
	}
	t->xs = NEW_N(p->arena, double, t->n_columns + 1);
	t->xs[0] = x;
	for (size_t i = 0; i < t->n_columns; i++) {
		double part =
			all_more > 0 ? (widest[i] - least[i]) / all_more : 1 / (double)t->n_columns;
		x += least[i] + (PRINT_WIDTH - all_least) * part;
		t->xs[i + 1] = x;
	}
}

/* --- rows --- */

static double cell_width(const struct print_table *t, const struct cell *c)
{
	return t->xs[c->column + (size_t)c->col_span] - t->xs[c->column];
}

/* Lines of a cell over several rows count for its last. */
static void set_rows(struct printing *p, struct print_table *t, const struct node *table)
{
	int *lines = NEW_N(p->arena, int, t->n_rows + 1);
	for (size_t i = 0; i < t->cells.n; i++) {
		struct cell *c = &t->cells.items[i];
		struct print_style style = cell_style(c, table);
		c->para = print_in_width(p, c->node, STR_NONE, &style, cell_width(t, c) - 2 * pad);
		if ((size_t)c->row_span > t->n_rows - c->row)
			c->row_span = (int)(t->n_rows - c->row);
		if (c->row_span == 1 && lines[c->row] < c->para->n_lines)
			lines[c->row] = c->para->n_lines;
	}
	for (size_t i = 0; i < t->cells.n; i++) {
		const struct cell *c = &t->cells.items[i];
		int have = 0, last = (int)c->row + c->row_span - 1;
		for (int r = (int)c->row; r <= last; r++)
			have += lines[r] > 0 ? lines[r] : 1;
		if (c->row_span > 1 && have < c->para->n_lines)
			lines[last] += c->para->n_lines - have;
	}
	for (size_t row = 0; row < t->n_rows; row++) {
		int n = lines[row] > 0 ? lines[row] : 1;
		for (int from = 0; from < n; from += SLICE_LINES) {
			int to = from + SLICE_LINES < n ? from + SLICE_LINES : n;
			*vec_push(p->arena, &t->slices) = (struct slice){
				row, from, to, from == 0, to == n, (to - from) * pitch + 2 * pad};
		}
	}
}

double print_row_height(const struct print_table *table, size_t row)
{
	return table->slices.items[row].height;
}

size_t print_table_heads(const struct print_table *table)
{
	size_t n = 0;
	while (n < table->slices.n && table->slices.items[n].row < table->n_heads)
		n++;
	return n < table->slices.n && n < 4 ? n : 0;
}

static bool covers(const struct cell *c, size_t row)
{
	return c->row <= row && row < c->row + (size_t)c->row_span;
}

static void index_rows(struct arena *a, struct print_table *t)
{
	t->first_of = NEW_N(a, size_t, t->n_rows + 1);
	t->bound = NEW_N(a, bool, t->n_rows + 1);
	for (size_t i = 0; i <= t->n_rows; i++)
		t->first_of[i] = t->cells.n;
	for (size_t i = t->cells.n; i-- > 0;) {
		const struct cell *c = &t->cells.items[i];
		t->first_of[c->row] = i;
		for (int r = 0; r + 1 < c->row_span; r++)
			t->bound[c->row + (size_t)r] = true;
	}
	for (size_t row = t->n_rows; row-- > 0;) /* one whose places are all covered has none */
		if (t->first_of[row] == t->cells.n || t->cells.items[t->first_of[row]].row != row)
			t->first_of[row] = t->first_of[row + 1];
}

/* Whether a cell reaches from this slice into the next. */
static bool is_bound(const struct print_table *t, size_t at)
{
	const struct slice *s = &t->slices.items[at];
	return s->row < t->n_heads || (s->last && t->bound[s->row]);
}

static void caption(struct printing *p, const struct node *table)
{
	const struct node *first = table->first;
	if (!first || first->kind != NODE_CAPTION)
		return;
	for (const struct node *n = first->first; n; n = n->next) {
		print_lines(p, print_inlines(p, n, STR_NONE, &print_caption_style));
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

void print_table(struct printing *p, const struct node *table)
{
	struct print_table *t = NEW(p->arena, struct print_table);
	struct filling f = {.arena = p->arena, .t = t};
	t->n_columns = count_columns(table);
	if (t->n_columns == 0)
		return;
	for (const struct node *part = table->first; part; part = part->next)
		if (part->kind != NODE_CAPTION)
			add_part(&f, part);
	if (t->n_rows == 0)
		return;
	p->n_rows += t->n_rows;
	if (p->n_rows > MOST_ROWS || t->cells.n > MOST_CELLS) {
		print_lines(p, print_plain(p, long_table(p, t->n_rows), &print_body_style));
		return;
	}
	set_columns(p, t);
	set_rows(p, t, table);
	index_rows(p->arena, t);
	caption(p, table);
	for (size_t i = 0; i < t->slices.n; i++) {
		struct print_box *box = print_add(p, BOX_ROW, t->slices.items[i].height);
		box->table = t;
		box->row = i;
		box->keep = is_bound(t, i);
	}
	print_gap(p, PRINT_PITCH - PRINT_CELL);
}

/* --- drawing --- */

/* Down to the last row that the cell covers; a page that ends before cuts it. */
static double covered_height(const struct print_table *t, const struct cell *c, size_t at)
{
	double high = 0;
	for (size_t i = at; i < t->slices.n && covers(c, t->slices.items[i].row); i++)
		high += t->slices.items[i].height;
	return high;
}

static double cell_height(const struct print_table *t, const struct cell *c, size_t at)
{
	return c->row_span > 1 ? covered_height(t, c, at) : t->slices.items[at].height;
}

static void draw_cell(struct printing *p, cairo_t *cr, const struct print_table *t,
	const struct cell *c, size_t at, double y)
{
	const struct slice *s = &t->slices.items[at];
	bool whole = c->row_span > 1;
	int from = whole ? 0 : s->from, to = c->para->n_lines;
	if (!whole && s->to < to)
		to = s->to;
	double text = (to - from) * pitch, room = cell_height(t, c, at) - 2 * pad;
	double top = y + pad + (s->first && s->last && room > text ? (room - text) / 2 : 0);
	cairo_tag_begin(cr, c->para->style.tag, NULL);
	*vec_push(p->arena, &p->cells.list) = (struct tagged_cell){
		.heads_row = !c->in_head, .row_span = c->row_span, .col_span = c->col_span};
	for (int line = from; line < to; line++)
		print_line_draw(p, cr, c->para, line, t->xs[c->column] + pad,
			top + (line - from) * pitch + (pitch - size) / 2);
	cairo_tag_end(cr, c->para->style.tag);
}

static bool begins_in(const struct cell *c, const struct slice *s)
{
	return c->row == s->row && (s->first || c->row_span == 1);
}

void print_row_rules(cairo_t *cr, const struct print_table *t, size_t at, double y)
{
	const struct slice *s = &t->slices.items[at];
	for (size_t i = t->first_of[s->row]; i < t->first_of[s->row + 1]; i++) {
		const struct cell *c = &t->cells.items[i];
		if (begins_in(c, s))
			pdf_draw_frame(cr, t->xs[c->column], y, cell_width(t, c),
				cell_height(t, c, at), form_rule_thin);
	}
}

void print_row_draw(
	struct printing *p, cairo_t *cr, const struct print_table *t, size_t at, double y)
{
	cairo_tag_begin(cr, "TR", NULL);
	const struct slice *s = &t->slices.items[at];
	for (size_t i = t->first_of[s->row]; i < t->first_of[s->row + 1]; i++)
		if (begins_in(&t->cells.items[i], s))
			draw_cell(p, cr, t, &t->cells.items[i], at, y);
	cairo_tag_end(cr, "TR");
}
