/* SPDX-License-Identifier: MIT */
/* Draws the pages: rules, boxes, notes, colophon, page numbers, bookmarks. */
#include <cairo-pdf.h>

#include "base/arena.h"
#include "render/form_pdf_sheet.h"
#include "render/print_parts.h"

static const double page_width = 210 * PRINT_MM, page_height = 297 * PRINT_MM;

static void open_tag(cairo_t *cr, const char **open, const char *tag)
{
	if (*open)
		cairo_tag_end(cr, *open);
	*open = tag;
	if (tag)
		cairo_tag_begin(cr, tag, NULL);
}

void print_double_rule(const struct printing *p, cairo_t *cr, double y, bool thick_first)
{
	double thick = 2 * p->m.red_rule, thin = p->m.red_rule,
	       x = (page_width - p->m.letter_rule) / 2;
	double first = thick_first ? thick : thin, second = thick_first ? thin : thick;
	print_set_red(p, cr);
	pdf_draw_rule(cr, x, y + first / 2, p->m.letter_rule, first);
	pdf_draw_rule(cr, x, y + PRINT_DOUBLE(p) - second / 2, p->m.letter_rule, second);
	cairo_set_source_rgb(cr, 0, 0, 0);
}

static void draw_rule(struct printing *p, cairo_t *cr, const struct print_box *box, double y)
{
	if (box->doubled) {
		print_double_rule(p, cr, y, true);
		return;
	}
	if (box->red)
		print_set_red(p, cr);
	pdf_draw_rule(cr, p->m.left, y + box->thick / 2, p->m.width, box->thick);
	cairo_set_source_rgb(cr, 0, 0, 0);
}

/* Boxes i to the result are rows of one table. */
static size_t rows_end(const struct printing *p, const struct print_page *page, size_t i)
{
	const struct print_table *table = p->boxes.items[i].table;
	while (i < page->end && p->boxes.items[i].kind == BOX_ROW &&
		p->boxes.items[i].table == table)
		i++;
	return i;
}

static void draw_rules(struct printing *p, cairo_t *cr, const struct print_page *page)
{
	double y = p->m.top;
	if (page->again)
		print_rows_rules(cr, page->again, 0, print_table_heads(page->again), y);
	y += page->head;
	for (size_t i = page->first; i < page->end;) {
		const struct print_box *box = &p->boxes.items[i];
		size_t end = box->kind == BOX_ROW ? rows_end(p, page, i) : i + 1;
		if (box->kind == BOX_ROW)
			print_rows_rules(cr, box->table, box->row, box->row + end - i, y);
		if (box->kind == BOX_RULE)
			draw_rule(p, cr, box, y);
		for (; i < end; i++)
			y += p->boxes.items[i].height;
	}
}

static void draw_boxes(struct printing *p, cairo_t *cr, const struct print_page *page)
{
	const char *open = NULL;
	const void *last = NULL;
	const struct print_group *group = NULL;
	double y = p->m.top;
	if (page->again) {
		print_group_change(cr, &group, p->boxes.items[page->first].group);
		open_tag(cr, &open, "Table");
		print_rows_draw(p, cr, page->again, 0, print_table_heads(page->again), y);
		last = page->again;
	}
	y += page->head;
	for (size_t i = page->first; i < page->end;) {
		const struct print_box *box = &p->boxes.items[i];
		const struct print_para *para = box->para;
		size_t end = box->kind == BOX_ROW ? rows_end(p, page, i) : i + 1;
		bool tagged = box->kind != BOX_GAP && box->kind != BOX_RULE;
		if (tagged && box->group != group) {
			open_tag(cr, &open, NULL);
			last = NULL;
			print_group_change(cr, &group, box->group);
		}
		if (box->kind == BOX_ROW) {
			if (last != box->table)
				open_tag(cr, &open, "Table");
			last = box->table;
			print_rows_draw(p, cr, box->table, box->row, box->row + end - i, y);
		} else if (box->figure) {
			open_tag(cr, &open, NULL);
			print_figure_draw(p, cr, box->figure, y);
			last = box;
		} else if (box->address) {
			open_tag(cr, &open, NULL);
			print_address_draw(p, cr, box->address, y);
		} else if (para) {
			if (last != para)
				open_tag(cr, &open, para->style.tag);
			last = para;
			print_line_draw(p, cr, para, box->line, p->m.left + para->style.left, y);
		}
		for (; i < end; i++)
			y += p->boxes.items[i].height;
	}
	open_tag(cr, &open, NULL);
	print_group_change(cr, &group, NULL);
}

/* Over the text: a seal presses it. */
static void draw_stamps(struct printing *p, cairo_t *cr, const struct print_page *page)
{
	double y = p->m.top + page->head;
	for (size_t i = page->first; i < page->end; i++) {
		const struct print_box *box = &p->boxes.items[i];
		if (box->stamp)
			print_stamp_draw(p, cr, box->stamp, y);
		y += box->height;
	}
}

/* 7.5: 7 mm below the type area, a character from its outer edge. */
static void draw_number(struct printing *p, cairo_t *cr, size_t page)
{
	struct print_style style = {.role = PRINT_SONG,
		.size = p->m.number_size,
		.pitch = p->m.number_size,
		.align = page % 2 ? PRINT_START : PRINT_END,
		.left = p->m.number_side,
		.right = p->m.number_side};
	if (p->m.page_number == PAGE_NUMBER_NONE)
		return;
	if (p->m.page_number == PAGE_NUMBER_MIDDLE)
		style.align = PRINT_MIDDLE;
	struct str number = str_printf(p->arena, "%zu", page + 1);
	if (p->m.dashes)
		number = STR_CAT(p->arena, STR("— "), number, STR(" —"));
	struct print_para *para = print_plain(p, number, &style);
	/* The stroke of a dash stands 0.38 em above the baseline. */
	double y = p->m.bottom + p->m.number_drop - (PDF_EM_ASCENT - 0.38) * style.size;
	print_line_draw(p, cr, para, 0, p->m.left + style.left, y);
}

static void draw_form(
	struct printing *p, cairo_surface_t *surface, cairo_t *cr, const struct print_page *page)
{
	const struct form_paper *form = page->form;
	struct drawing unused = {.pages = buf_new(p->arena)};
	struct sheet s = sheet_new(p->arena, form, cr);
	cairo_pdf_surface_set_size(surface, form->width, form->height);
	s.stretch = form->stretch;
	s.drawing = &unused;
	sheet_draw_page(&s, form, page->form_page);
	for (size_t i = 0; i < unused.cells.list.n; i++)
		*vec_push(p->arena, &p->cells.list) = unused.cells.list.items[i];
	pen_free(&s.pen);
}

/*
 * 8: the head of a table that lies on its side is at the left edge of the paper, which of an odd
 * page is the bound one and of an even page the other; the number stays where it is on all pages.
 */
static void turn(const struct printing *p, cairo_t *cr)
{
	const cairo_matrix_t quarter = {
		.xx = 0,
		.yx = -1,
		.xy = 1,
		.yy = 0,
		.x0 = p->m.left - p->m.top,
		.y0 = p->m.bottom + p->m.left,
	};
	cairo_transform(cr, &quarter);
}

static void draw_page(struct printing *p, cairo_t *cr, const struct print_colophon *c,
	const struct print_page *page, size_t number)
{
	double bottom = page->colophon ? p->m.bottom - c->height
			: page->wide   ? p->m.top + p->m.width
				       : p->m.bottom;
	cairo_pdf_surface_set_size(cairo_get_target(cr), page_width, page_height);
	if (p->letter && number == 0)
		print_double_rule(p, cr, page_height - p->m.letter_bottom - PRINT_DOUBLE(p), false);
	cairo_save(cr);
	if (page->wide)
		turn(p, cr);
	draw_rules(p, cr, page);
	draw_boxes(p, cr, page);
	draw_stamps(p, cr, page);
	print_foot_draw(p, cr, page, bottom);
	cairo_restore(cr);
	if (page->colophon)
		print_colophon_draw(p, cr, c);
	if (!page->unnumbered)
		draw_number(p, cr, number);
}

/* --- bookmarks --- */

static void add_outline(cairo_surface_t *surface, struct printing *p, const struct print_box *box,
	size_t page, double y, int *parents)
{
	if (box->outline.n == 0)
		return;
	int level = box->level < 1 ? 1 : box->level > 6 ? 6 : box->level;
	double x = p->m.left;
	if (box->wide)
		y = p->m.top;
	struct str where = str_printf(p->arena, "page=%zu pos=[%.1f %.1f]", page + 1, x, y);
	int id = cairo_pdf_surface_add_outline(surface, parents[level - 1],
		str_cstr(p->arena, box->outline), str_cstr(p->arena, where),
		level < 3 ? CAIRO_PDF_OUTLINE_FLAG_OPEN : 0);
	for (int i = level; i < 7; i++)
		parents[i] = id;
}

static void add_outlines(
	struct printing *p, const struct print_pages *pages, cairo_surface_t *surface)
{
	int parents[8] = {CAIRO_PDF_OUTLINE_ROOT};
	for (size_t n = 0; n < pages->list.n; n++) {
		const struct print_page *page = &pages->list.items[n];
		double y = p->m.top + page->head;
		if (page->form && page->form_page == 0)
			add_outline(surface, p, &p->boxes.items[page->first], n, y, parents);
		for (size_t i = page->first; i < page->end; i++) {
			add_outline(surface, p, &p->boxes.items[i], n, y, parents);
			y += p->boxes.items[i].height;
		}
	}
}

bool print_draw(struct printing *p, const struct print_colophon *c, struct buf *out)
{
	struct print_pages pages = print_fill(p, c);
	cairo_t *cr = pdf_draw_begin(out, page_width, page_height);
	cairo_surface_t *surface = cairo_get_target(cr);
	for (size_t i = 0; i < pages.list.n; i++) {
		const struct print_page *page = &pages.list.items[i];
		if (page->form)
			draw_form(p, surface, cr, page);
		else
			draw_page(p, cr, c, page, i);
		cairo_show_page(cr);
	}
	add_outlines(p, &pages, surface);
	return pdf_draw_end(cr);
}
