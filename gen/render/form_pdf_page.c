/* SPDX-License-Identifier: MIT */
/* The pages of a form, drawn: the rules of the grid, and what stands in its cells. */
#include "render/form_pdf_sheet.h"

#include "base/arena.h"

static const double label_pad = 4;
static const struct text_style label_style = {FACE_BODY, 12, 17, TEXT_CENTER, true};

struct str sheet_word(const struct sheet *s, const char *key)
{
	return form_paper_word(s->arena, s->in->site, key);
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

bool sheet_goes_on(const struct paper_cell *cell)
{
	return !cell->begins && cell->field->type.v == FORM_MULTILINE;
}

void label_break(struct sheet *s, struct paper_cell *cell, double width)
{
	double room = width - 2 * label_pad;
	struct str spread = form_paper_spread(s->arena, cell->field);
	cell->spread = spread.n > 0 && text_width(&s->pen, label_style, spread) <= room;
	struct str text = cell->spread ? spread : form_paper_label(s->arena, cell->field);
	if (sheet_goes_on(cell))
		text = STR_CAT(s->arena, cell->field->label.s, sheet_word(s, "paper.continued"));
	cell->label = text_lines(&s->pen, label_style, text, room);
}

double label_height(struct sheet *s, const struct form_field *field, double width)
{
	struct paper_cell cell = {.field = field, .begins = true};
	label_break(s, &cell, width);
	return (double)cell.label.n * label_style.pitch + 2 * label_pad;
}

static const double same_edge = 0.01;

static void add_edge(struct sheet *s, double x)
{
	for (size_t i = 0; i < s->edges.n; i++)
		if (s->edges.items[i] - x < same_edge && x - s->edges.items[i] < same_edge)
			return;
	*vec_push(s->arena, &s->edges) = x;
}

static int columns_of_cell(const struct sheet *s, struct rect r)
{
	int n = 0;
	for (size_t i = 0; i < s->edges.n; i++)
		if (s->edges.items[i] > r.x + same_edge &&
			s->edges.items[i] < r.x + r.w + same_edge)
			n++;
	return n;
}

void sheet_begin_cell(
	struct sheet *s, const char *type, bool heads_row, const struct paper_cell *cell)
{
	*vec_push(s->arena, &s->drawing->cells.list) = (struct tagged_cell){
		heads_row, cell->row_span > 1 ? cell->row_span : 1, columns_of_cell(s, cell->at)};
	pen_tag(&s->pen, type);
}

void sheet_draw_frame(struct sheet *s, struct rect r, double line_width)
{
	pdf_draw_frame(s->pen.cr, r.x, r.y, r.w, r.h, line_width);
}

static void draw_label(struct sheet *s, const struct paper_cell *c)
{
	struct rect inner = {c->at.x + label_pad, c->at.y, c->at.w - 2 * label_pad, c->at.h};
	sheet_begin_cell(s, "TH", true, c);
	text_draw_middle(&s->pen, label_style, form_paper_printed(s->arena, c), inner);
	pen_end_tag(&s->pen, "TH");
}

/* Nobody is to look for a place to fill in here. */
static void draw_elsewhere(struct sheet *s, const struct paper_cell *c)
{
	static const struct text_style style = {FACE_BODY, 9, 12, TEXT_CENTER, false};
	if (c->field->type.v != FORM_SIGNATURE)
		text_draw_span(&s->pen, style, sheet_word(s, "paper.see_before"), c->at);
}

static void draw_field(struct sheet *s, const struct paper_cell *c)
{
	struct slot slot = sheet_slot(s, c->field);
	slot.typed = c->size;
	sheet_begin_cell(s, "TD", true, c);
	if (sheet_goes_on(c)) {
		slot.part = c->part;
		slot.name = form_part_name(s->arena, slot.name, c->part + 1);
		slot.label = STR_CAT(s->arena, slot.label, sheet_word(s, "paper.continued"));
	}
	if (c->begins || slot.part)
		slot_draw(s, &slot, c->at);
	else
		draw_elsewhere(s, c);
	pen_end_tag(&s->pen, "TD");
}

static void draw_cell(struct sheet *s, const struct paper_row *row, const struct paper_cell *c)
{
	switch (c->role) {
	case PAPER_LABEL:
		draw_label(s, c);
		break;
	case PAPER_FIELD:
		draw_field(s, c);
		break;
	case PAPER_TABLE_HEAD:
		table_head_draw(s, c);
		break;
	case PAPER_TABLE_CELL:
		table_cell_draw(s, row, c);
		break;
	}
}

/* The rules first and outside of all tags: they are no content. */
static void draw_grid(struct sheet *s, const struct paper_page *page)
{
	if (page->n_rows == 0)
		return;
	double x = s->xs[0], width = s->xs[s->form->n_columns] - x;
	s->edges.n = 0;
	for (size_t i = 0; i < page->n_rows; i++)
		for (size_t k = 0; k < page->rows[i].n_cells; k++) {
			struct rect at = page->rows[i].cells[k].at;
			add_edge(s, at.x + at.w);
			sheet_draw_frame(s, at, form_rule_thin);
		}
	sheet_draw_frame(
		s, (struct rect){x, page->top, width, page->bottom - page->top}, form_rule_thick);
	pen_tag(&s->pen, "Table");
	for (size_t i = 0; i < page->n_rows; i++) {
		pen_tag(&s->pen, "TR");
		for (size_t k = 0; k < page->rows[i].n_cells; k++)
			draw_cell(s, &page->rows[i], &page->rows[i].cells[k]);
		pen_end_tag(&s->pen, "TR");
	}
	pen_end_tag(&s->pen, "Table");
}

void sheet_draw_page(struct sheet *s, const struct form_paper *paper, size_t page)
{
	s->page = page;
	double y = head_draw(s, true);
	if (page == 0)
		above_draw(s, &paper->above, y, true);
	draw_grid(s, &paper->pages[page]);
	if (page == paper->n_pages - 1)
		below_draw(s, &paper->below, paper->pages[page].bottom, true);
	foot_draw(s, paper);
}

struct sheet sheet_new(struct arena *a, const struct form_paper *paper, cairo_t *cr)
{
	return (struct sheet){
		.arena = a,
		.in = paper->in,
		.form = paper->in->form,
		.pen = pen_new(a, cr),
		.width = paper->width,
		.height = paper->height,
		.left = paper->left,
		.right = paper->right,
		.top = paper->top,
		.bottom = paper->bottom,
		.xs = paper->xs,
		.stretch = 1,
	};
}

bool form_pdf_draw(struct arena *a, const struct form_paper *paper, struct drawing *drawing)
{
	cairo_t *cr = pdf_draw_begin(&drawing->pages, paper->width, paper->height);
	struct sheet s = sheet_new(a, paper, cr);
	s.stretch = paper->stretch;
	s.drawing = drawing;
	for (size_t i = 0; i < paper->n_pages; i++) {
		sheet_draw_page(&s, paper, i);
		cairo_show_page(cr);
	}
	pen_free(&s.pen);
	bool whole = !s.pen.broken;
	return pdf_draw_end(cr) && whole;
}
