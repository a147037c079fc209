/* SPDX-License-Identifier: MIT */
/* Boxes to pages: where they break, what is repeated, page numbers, and drawing all of it. */
#include <cairo-pdf.h>

#include "base/arena.h"
#include "render/form_pdf_sheet.h"
#include "render/print_parts.h"

static const double page_width = 210 * PRINT_MM, page_height = 297 * PRINT_MM;

struct page {
	size_t first, end;
	double head; /* of a table that goes on: what its head takes */
	const struct print_table *again;
	const struct form_paper *form; /* one of its pages */
	size_t form_page;
	bool colophon, unnumbered;
};

struct paging {
	struct printing *p;
	VEC(struct page) pages;
	double y; /* on the last page */
};

/* --- filling pages --- */

static struct page *begin_page(struct paging *g, size_t at)
{
	struct printing *p = g->p;
	struct page *page = vec_push(p->arena, &g->pages);
	*page = (struct page){.first = at, .end = at};
	g->y = PRINT_TOP;
	if (at >= p->boxes.n)
		return page;
	const struct print_box *box = &p->boxes.items[at];
	size_t heads = box->kind == BOX_ROW ? print_table_heads(box->table) : 0;
	if (box->kind == BOX_ROW && box->row >= heads && heads > 0) {
		page->again = box->table;
		for (size_t i = 0; i < heads; i++)
			page->head += print_row_height(box->table, i);
		g->y += page->head;
	}
	return page;
}

/* A form has pages of its own. */
static void add_form(struct paging *g, const struct form_paper *form, size_t at)
{
	for (size_t i = 0; i < form->n_pages; i++) {
		struct page *page = begin_page(g, at);
		page->form = form;
		page->form_page = i;
	}
}

/* Where to break so that box i, which is too much, goes to the next page with what it belongs to.
 */
static size_t break_before(const struct printing *p, size_t first, size_t i)
{
	size_t at = i;
	while (at > first && p->boxes.items[at - 1].keep)
		at--;
	return at > first ? at : i;
}

static void fill_pages(struct paging *g)
{
	struct printing *p = g->p;
	static const double slack = 0.5;
	struct page *page = begin_page(g, 0);
	for (size_t i = 0; i < p->boxes.n;) {
		const struct print_box *box = &p->boxes.items[i];
		bool starts = i == page->first && !page->form;
		if (box->breaks && (page->form || i > page->first)) {
			page = begin_page(g, i);
			continue;
		}
		if (box->form) {
			g->pages.n -= starts && page->end == page->first;
			add_form(g, box->form, i);
			page = &g->pages.items[g->pages.n - 1];
			page->first = page->end = ++i;
			continue;
		}
		if (page->form) {
			page = begin_page(g, i);
			continue;
		}
		if (starts && box->kind == BOX_GAP && g->pages.n > 1) {
			page->first = page->end = ++i; /* no blank lines at the top of a page */
			continue;
		}
		if (g->y + box->need > PRINT_BOTTOM + slack && !starts) {
			i = break_before(p, page->first, i);
			page->end = i;
			page = begin_page(g, i);
			continue;
		}
		g->y += box->height;
		page->end = ++i;
	}
}

/* 7.4.1, with 6.3 (both sides are printed): the colophon ends an even page. */
static void place_colophon(struct paging *g, const struct print_colophon *c)
{
	struct page *last = &g->pages.items[g->pages.n - 1];
	if (c->height <= 0)
		return;
	bool fits = !last->form && g->y + PRINT_CELL <= PRINT_BOTTOM - c->height;
	while (!fits || g->pages.n % 2) {
		last = begin_page(g, g->p->boxes.n);
		last->unnumbered = true; /* 7.5: nor has a page that holds it alone a number */
		fits = true;
	}
	last->colophon = true;
}

/* --- drawing --- */

static void open_tag(cairo_t *cr, const char **open, const char *tag)
{
	if (*open)
		cairo_tag_end(cr, *open);
	*open = tag;
	if (tag)
		cairo_tag_begin(cr, tag, NULL);
}

static void add_outline(cairo_surface_t *surface, struct printing *p, const struct print_box *box,
	size_t page, double y, int *parents)
{
	if (box->outline.n == 0)
		return;
	int level = box->level < 1 ? 1 : box->level > 6 ? 6 : box->level;
	struct str where =
		str_printf(p->arena, "page=%zu pos=[%.1f %.1f]", page + 1, PRINT_LEFT, y);
	int id = cairo_pdf_surface_add_outline(surface, parents[level - 1],
		str_cstr(p->arena, box->outline), str_cstr(p->arena, where),
		level < 3 ? CAIRO_PDF_OUTLINE_FLAG_OPEN : 0);
	for (int i = level; i < 7; i++)
		parents[i] = id;
}

static void draw_rule(cairo_t *cr, const struct print_box *box, double y)
{
	if (box->red)
		print_set_red(cr);
	pdf_draw_rule(cr, PRINT_LEFT, y + box->thick / 2, PRINT_WIDTH, box->thick);
	cairo_set_source_rgb(cr, 0, 0, 0);
}

static void draw_rules(struct printing *p, cairo_t *cr, const struct page *page)
{
	double y = PRINT_TOP;
	for (size_t i = 0; page->again && i < print_table_heads(page->again); i++) {
		print_row_rules(cr, page->again, i, y);
		y += print_row_height(page->again, i);
	}
	for (size_t i = page->first; i < page->end; i++) {
		const struct print_box *box = &p->boxes.items[i];
		if (box->kind == BOX_ROW)
			print_row_rules(cr, box->table, box->row, y);
		if (box->kind == BOX_RULE)
			draw_rule(cr, box, y);
		y += box->height;
	}
}

static void draw_boxes(struct printing *p, cairo_t *cr, const struct page *page)
{
	const char *open = NULL;
	const void *last = NULL;
	double y = PRINT_TOP;
	if (page->again)
		open_tag(cr, &open, "Table");
	for (size_t i = 0; page->again && i < print_table_heads(page->again); i++) {
		print_row_draw(p, cr, page->again, i, y);
		y += print_row_height(page->again, i);
		last = page->again;
	}
	for (size_t i = page->first; i < page->end; y += p->boxes.items[i++].height) {
		const struct print_box *box = &p->boxes.items[i];
		const struct print_para *para = box->para;
		if (box->kind == BOX_ROW) {
			if (last != box->table)
				open_tag(cr, &open, "Table");
			last = box->table;
			print_row_draw(p, cr, box->table, box->row, y);
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
			print_line_draw(p, cr, para, box->line, PRINT_LEFT + para->style.left, y);
		}
	}
	open_tag(cr, &open, NULL);
}

/* 7.5: 7 mm below the type area, a character from its outer edge. */
static void draw_number(struct printing *p, cairo_t *cr, size_t page)
{
	struct print_style style = {.role = PRINT_SONG,
		.size = 14,
		.pitch = 20,
		.align = page % 2 ? PRINT_START : PRINT_END,
		.left = PRINT_CELL,
		.right = PRINT_CELL};
	struct print_para *para = print_plain(p, str_printf(p->arena, "— %zu —", page + 1), &style);
	/* The stroke of a dash stands 0.38 em above the baseline. */
	double y = PRINT_BOTTOM + 7 * PRINT_MM - (PDF_EM_ASCENT - 0.38) * style.size;
	print_line_draw(p, cr, para, 0, PRINT_LEFT + PRINT_CELL, y);
}

static void draw_page(struct printing *p, cairo_surface_t *surface, cairo_t *cr,
	const struct print_colophon *c, const struct page *page, size_t number)
{
	if (page->form) {
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
	} else {
		cairo_pdf_surface_set_size(surface, page_width, page_height);
		draw_rules(p, cr, page);
		draw_boxes(p, cr, page);
		if (!page->unnumbered)
			draw_number(p, cr, number);
	}
	if (page->colophon)
		print_colophon_draw(p, cr, c);
	cairo_show_page(cr);
}

static void add_outlines(struct paging *g, cairo_surface_t *surface)
{
	int parents[8] = {CAIRO_PDF_OUTLINE_ROOT};
	for (size_t n = 0; n < g->pages.n; n++) {
		const struct page *page = &g->pages.items[n];
		double y = PRINT_TOP + page->head;
		if (page->form && page->form_page == 0 && page->first > 0)
			add_outline(
				surface, g->p, &g->p->boxes.items[page->first - 1], n, y, parents);
		for (size_t i = page->first; i < page->end; i++) {
			add_outline(surface, g->p, &g->p->boxes.items[i], n, y, parents);
			y += g->p->boxes.items[i].height;
		}
	}
}

bool print_draw(struct printing *p, const struct print_colophon *c, struct buf *out)
{
	struct paging g = {.p = p};
	fill_pages(&g);
	place_colophon(&g, c);
	cairo_t *cr = pdf_draw_begin(out, page_width, page_height);
	cairo_surface_t *surface = cairo_get_target(cr);
	for (size_t i = 0; i < g.pages.n; i++)
		draw_page(p, surface, cr, c, &g.pages.items[i], i);
	add_outlines(&g, surface);
	return pdf_draw_end(cr);
}
