/* SPDX-License-Identifier: MIT */
/* The grid over one page or several: how high its rows are, where pages break, and the rules. */
#include "render/form_pdf_sheet.h"

#include <cairo-pdf.h>

#include "base/arena.h"

const double form_rule_thin = 0.71, form_rule_thick = 0.99;

static const double a4_short = 595.276, a4_long = 841.89;
static const double side_margin = 71, top_margin = 51, bottom_margin = 54;
static const double label_pad = 4, least_row = 20;
static const double least_stretch = 0.72; /* a line of a long answer is 5.6 mm then */
static const struct text_style label_style = {FACE_BODY, 12, 17, TEXT_CENTER, true};

struct str sheet_word(const struct sheet *s, const char *key)
{
	return site_word(
		s->in->site, str_cstr(s->arena, STR_CAT(s->arena, STR("form."), str_from(key))));
}

struct str sheet_label(const struct sheet *s, const struct form_field *field)
{
	if (!field->required.on)
		return field->label.s;
	return STR_CAT(s->arena, field->label.s, STR("*"));
}

struct slot sheet_slot(const struct sheet *s, const struct form_field *field)
{
	return (struct slot){
		.field = field,
		.name = field->id.s,
		.label = form_field_heading(s->arena, s->form, field),
		.size = 12,
		.lines = form_field_lines(field),
	};
}

/* --- strips: what a page cannot break --- */

enum strip_kind { STRIP_ROW, STRIP_TABLE };

struct strip {
	enum strip_kind kind;
	int row;			/* of the grid */
	const struct form_field *table; /* TABLE: one row of it, 0 is its head */
	int table_row;
	bool keep; /* on one page with the strip before it, if that can be */
	double y, height;
};

struct strip_list {
	VEC(struct strip) list;
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

static struct strip_list make_strips(struct sheet *s)
{
	struct strip_list strips = {{0}};
	for (int row = 0; row < s->form->n_grid_rows; row++) {
		const struct form_field *table = table_at(s->form, row);
		int n = table ? form_table_rows(table) : 0;
		for (int i = 0; i <= n; i++)
			*vec_push(s->arena, &strips.list) = (struct strip){
				.kind = table ? STRIP_TABLE : STRIP_ROW,
				.row = row,
				.table = table,
				.table_row = i,
				.keep = i == 0 ? is_bound_to_above(s->form, row) : i == 1,
			};
	}
	return strips;
}

static double column_width(const struct sheet *s, const struct form_cell *c)
{
	return s->xs[c->column + c->col_span] - s->xs[c->column];
}

static double cell_height(struct sheet *s, const struct form_cell *c)
{
	double width = column_width(s, c);
	if (c->role == CELL_LABEL)
		return text_height(&s->pen, label_style, sheet_label(s, c->field),
			       width - 2 * label_pad) +
		       2 * label_pad;
	struct slot slot = sheet_slot(s, c->field);
	return slot_height(s, &slot, width);
}

/* What a cell over several rows wants more than they have goes to its last. */
static void set_row_heights(struct sheet *s, double *heights)
{
	const struct form *f = s->form;
	for (int pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < f->n_cells; i++) {
			const struct form_cell *c = &f->cells[i];
			if ((c->row_span > 1) != (pass == 1))
				continue;
			double rest = cell_height(s, c);
			for (int r = c->row; r < c->row + c->row_span - 1; r++)
				rest -= heights[r];
			double *last = &heights[c->row + c->row_span - 1];
			if (*last < rest)
				*last = rest;
		}
}

static double set_heights(struct sheet *s, struct strip_list *strips, double stretch)
{
	double sum = 0;
	double *heights = NEW_N(s->arena, double, (size_t)s->form->n_grid_rows + 1);
	s->stretch = stretch;
	set_row_heights(s, heights);
	for (size_t i = 0; i < strips->list.n; i++) {
		struct strip *strip = &strips->list.items[i];
		strip->height = heights[strip->row];
		if (strip->kind == STRIP_TABLE && strip->table_row > 1)
			strip->height = strip[-1].height; /* all its rows are alike */
		else if (strip->kind == STRIP_TABLE)
			strip->height = table_strip_height(s, strip->table, strip->table_row);
		sum += strip->height;
	}
	return sum;
}

/* A form that is a little too high for one page is drawn a little closer, as an office would. */
static void fit_heights(struct sheet *s, struct strip_list *strips, double room)
{
	if (set_heights(s, strips, 1) <= room)
		return;
	if (set_heights(s, strips, least_stretch) > room) {
		set_heights(s, strips, 1);
		return;
	}
	double low = least_stretch, high = 1;
	for (int i = 0; i < 5; i++) {
		double middle = (low + high) / 2;
		if (set_heights(s, strips, middle) <= room)
			low = middle;
		else
			high = middle;
	}
	set_heights(s, strips, low);
}

/* --- pages --- */

struct page {
	size_t first, end;		/* strips */
	const struct form_field *again; /* a table that goes on: its head is repeated */
	double top, bottom;		/* of the grid */
};

struct page_list {
	VEC(struct page) list;
};

static struct page *begin_page(
	struct sheet *s, struct page_list *pages, const struct strip *first, size_t at, double top)
{
	struct page *page = vec_push(s->arena, &pages->list);
	*page = (struct page){.first = at, .end = at, .top = top, .bottom = top};
	if (first && first->kind == STRIP_TABLE && first->table_row > 0) {
		page->again = first->table;
		page->bottom += table_strip_height(s, first->table, 0);
	}
	return page;
}

/* Where to break so that strip i, which is too much, goes to the next page with what it belongs to.
 */
static size_t break_before(const struct strip_list *strips, const struct page *page, size_t i)
{
	size_t at = i;
	while (at > page->first && strips->list.items[at].keep)
		at--;
	return at > page->first ? at : i;
}

static struct page_list place_strips(
	struct sheet *s, struct strip_list *strips, double first_top, double next_top)
{
	struct page_list pages = {{0}};
	struct strip *all = strips->list.items;
	struct page *page = begin_page(s, &pages, NULL, 0, first_top);
	for (size_t i = 0; i < strips->list.n;) {
		struct strip *strip = &all[i];
		if (page->bottom + strip->height > s->bottom) {
			if (i > page->first) {
				size_t at = break_before(strips, page, i);
				page->end = at;
				page->bottom = at < i ? all[at].y : page->bottom;
				page = begin_page(s, &pages, &all[at], at, next_top);
				i = at;
				continue;
			}
			/* Higher than a page: it gets all of the page. */
			double rest = s->bottom - page->bottom;
			strip->height = rest > least_row ? rest : least_row;
		}
		strip->y = page->bottom;
		page->bottom += strip->height;
		page->end = ++i;
	}
	return pages;
}

/* --- drawing --- */

void sheet_begin_cell(struct sheet *s, const char *type, struct tagged_cell cell)
{
	*vec_push(s->arena, &s->drawing->cells.list) = cell;
	pen_tag(&s->pen, type);
}

void sheet_draw_frame(struct sheet *s, struct rect r, double line_width)
{
	cairo_set_line_width(s->pen.cr, line_width);
	cairo_rectangle(s->pen.cr, r.x, r.y, r.w, r.h);
	cairo_stroke(s->pen.cr);
}

/* What of a cell is on one page. */
struct piece {
	struct rect r;
	int rows;
	bool begins; /* or goes on from the page before */
};

/* Down to where the last of the cell's rows on this page ends. */
static struct piece piece_of(const struct sheet *s, const struct strip_list *strips,
	const struct page *page, const struct form_cell *c)
{
	struct piece piece = {.r = {s->xs[c->column], 0, column_width(s, c), 0}};
	for (size_t i = page->first; i < page->end; i++) {
		const struct strip *strip = &strips->list.items[i];
		if (strip->row < c->row || strip->row >= c->row + c->row_span)
			continue;
		if (piece.rows++ == 0)
			piece.r.y = strip->y;
		if (strip->row == c->row)
			piece.begins = true;
		piece.r.h = strip->y + strip->height - piece.r.y;
	}
	return piece;
}

static void draw_cell(struct sheet *s, const struct form_cell *c, const struct piece *piece)
{
	struct rect r = piece->r;
	const char *tag = c->role == CELL_LABEL ? "TH" : "TD";
	sheet_begin_cell(s, tag, (struct tagged_cell){true, piece->rows, c->col_span});
	if (c->role == CELL_LABEL) {
		struct rect inner = {r.x + label_pad, r.y, r.w - 2 * label_pad, r.h};
		text_draw_middle(&s->pen, label_style, sheet_label(s, c->field), inner);
	} else if (piece->begins) {
		struct slot slot = sheet_slot(s, c->field);
		slot_draw(s, &slot, r);
	}
	pen_end_tag(&s->pen, tag);
}

/* The cells that begin in strip i, or reach into the page there: their rules, or what is in them.
 */
static void draw_row(struct sheet *s, const struct strip_list *strips, const struct page *page,
	size_t i, bool rules)
{
	int row = strips->list.items[i].row;
	for (size_t k = 0; k < s->form->n_cells; k++) {
		const struct form_cell *c = &s->form->cells[k];
		bool goes_on = i == page->first && c->row < row && row < c->row + c->row_span;
		if (c->row != row && !goes_on)
			continue;
		struct piece piece = piece_of(s, strips, page, c);
		if (rules)
			sheet_draw_frame(s, piece.r, form_rule_thin);
		else
			draw_cell(s, c, &piece);
	}
}

static void draw_strips(
	struct sheet *s, const struct strip_list *strips, const struct page *page, bool rules)
{
	double x = s->xs[0], width = s->xs[s->form->n_columns] - x;
	for (size_t i = page->first; i < page->end; i++) {
		const struct strip *strip = &strips->list.items[i];
		struct rect r = {x, strip->y, width, strip->height};
		if (strip->kind == STRIP_TABLE && rules) {
			table_strip_rules(s, strip->table, r);
		} else if (strip->kind == STRIP_TABLE) {
			table_strip_draw(s, strip->table, strip->table_row, r);
		} else if (rules) {
			draw_row(s, strips, page, i, true);
		} else {
			pen_tag(&s->pen, "TR");
			draw_row(s, strips, page, i, false);
			pen_end_tag(&s->pen, "TR");
		}
	}
}

/* The rules first and outside of all tags: they are no content. */
static void draw_grid(struct sheet *s, const struct strip_list *strips, const struct page *page)
{
	if (page->end == page->first)
		return;
	double x = s->xs[0], width = s->xs[s->form->n_columns] - x;
	struct rect head = {x, page->top, width, 0};
	if (page->again) {
		head.h = table_strip_height(s, page->again, 0);
		table_strip_rules(s, page->again, head);
	}
	draw_strips(s, strips, page, true);
	sheet_draw_frame(
		s, (struct rect){x, page->top, width, page->bottom - page->top}, form_rule_thick);
	pen_tag(&s->pen, "Table");
	if (page->again)
		table_strip_draw(s, page->again, 0, head);
	draw_strips(s, strips, page, false);
	pen_end_tag(&s->pen, "Table");
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

static void draw_pages(struct sheet *s)
{
	struct strip_list strips = make_strips(s);
	double head = head_draw(s, false), grid = above_draw(s, head, false);
	double below = below_draw(s, 0, false);
	s->page = 1;
	double next_head = head_draw(s, false);
	fit_heights(s, &strips, s->bottom - grid - below);
	struct page_list pages = place_strips(s, &strips, grid, next_head);
	struct page *last = &pages.list.items[pages.list.n - 1];
	if (last->bottom + below > s->bottom)
		begin_page(s, &pages, NULL, strips.list.n, next_head);
	for (size_t i = 0; i < pages.list.n; i++) {
		s->page = i;
		double y = head_draw(s, true);
		if (i == 0)
			above_draw(s, y, true);
		draw_grid(s, &strips, &pages.list.items[i]);
		if (i == pages.list.n - 1)
			below_draw(s, pages.list.items[i].bottom, true);
		foot_draw(s, pages.list.n);
		cairo_show_page(s->pen.cr);
	}
}

static cairo_status_t take_bytes(void *closure, const unsigned char *bytes, unsigned n)
{
	struct buf *b = closure;
	buf_add(b, (struct str){(const char *)bytes, n});
	return b->full ? CAIRO_STATUS_WRITE_ERROR : CAIRO_STATUS_SUCCESS;
}

bool form_pdf_draw(struct arena *a, const struct form_pdf_input *in, struct drawing *drawing)
{
	bool wide = in->form->layout.orientation.v == ORIENTATION_LANDSCAPE;
	double width = wide ? a4_long : a4_short, height = wide ? a4_short : a4_long;
	cairo_surface_t *surface =
		cairo_pdf_surface_create_for_stream(take_bytes, &drawing->pages, width, height);
	cairo_t *cr = cairo_create(surface);
	struct sheet s = {
		.arena = a,
		.in = in,
		.form = in->form,
		.pen = pen_new(a, cr),
		.width = width,
		.height = height,
		.left = side_margin,
		.right = width - side_margin,
		.top = top_margin,
		.bottom = height - bottom_margin,
		.stretch = 1,
		.drawing = drawing,
	};
	set_columns(&s);
	draw_pages(&s);
	pen_free(&s.pen);
	bool drawn = !s.pen.broken && cairo_status(cr) == CAIRO_STATUS_SUCCESS;
	cairo_destroy(cr);
	cairo_surface_finish(surface);
	drawn = drawn && cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS;
	cairo_surface_destroy(surface);
	return drawn;
}
