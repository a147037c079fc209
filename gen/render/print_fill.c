/* SPDX-License-Identifier: MIT */
/* Boxes to pages: where they break, what is repeated, where the notes and the colophon stand. */
#include "render/print_parts.h"

static const double slack = 0.5; /* a line that misses the edge by a rounding still fits */

struct filling {
	struct printing *p;
	struct print_pages pages;
	double y;      /* on the last page */
	size_t placed; /* lines of notes that stand on the pages so far */
};

static struct print_page *last_page(struct filling *f)
{
	return &f->pages.list.items[f->pages.list.n - 1];
}

/* A turned page is as high as the others are wide. */
static double page_bottom(const struct filling *f, const struct print_page *page)
{
	const struct printing *p = f->p;
	return page->wide ? p->m.top + p->m.width : p->m.bottom;
}

/* Notes that go on from the page before take half of this one at most. */
static void carry_notes(struct filling *f, struct print_page *page, size_t due)
{
	const struct printing *p = f->p;
	double room = (page_bottom(f, page) - p->m.top) / 2;
	page->foot_first = page->foot_end = f->placed;
	while (page->foot_end < due &&
		print_foot_height(p, page->foot_first, page->foot_end + 1) <= room)
		page->foot_end++;
	f->placed = page->foot_end;
}

static size_t due_before(const struct printing *p, size_t box)
{
	return box > 0 ? p->boxes.items[box - 1].due : 0;
}

static struct print_page *begin_page(struct filling *f, size_t at)
{
	struct printing *p = f->p;
	struct print_page *page = vec_push(p->arena, &f->pages.list);
	*page = (struct print_page){.first = at, .end = at};
	f->y = p->m.top;
	if (at < p->boxes.n)
		page->wide = p->boxes.items[at].wide;
	carry_notes(f, page, due_before(p, at));
	if (at >= p->boxes.n)
		return page;
	const struct print_box *box = &p->boxes.items[at];
	size_t heads = box->kind == BOX_ROW ? print_table_heads(box->table) : 0;
	if (box->kind == BOX_ROW && box->row >= heads && heads > 0) {
		page->again = box->table;
		for (size_t i = 0; i < heads; i++)
			page->head += print_row_height(box->table, i);
		f->y += page->head;
	}
	return page;
}

/* A form has pages of its own, which hold no notes. */
static void add_form(struct filling *f, size_t at)
{
	const struct form_paper *form = f->p->boxes.items[at].form;
	while (f->placed < due_before(f->p, at))
		begin_page(f, at);
	for (size_t i = 0; i < form->n_pages; i++) {
		struct print_page *page = begin_page(f, at);
		page->form = form;
		page->form_page = i;
	}
}

static bool is_bound(const void *boxes, size_t i)
{
	return ((const struct print_box *)boxes)[i - 1].keep;
}

/* Notes whose marks go to the next page go with them. */
static void end_page(struct filling *f, struct print_page *page, size_t end)
{
	size_t due = due_before(f->p, end);
	page->end = end;
	if (page->foot_end > due)
		page->foot_end = due > page->foot_first ? due : page->foot_first;
	f->placed = page->foot_end;
}

/* Whether box i has room with its notes. What is alone on a page has to, with as many of them. */
static bool fits(struct filling *f, struct print_page *page, size_t i, bool alone)
{
	const struct print_box *box = &f->p->boxes.items[i];
	double bottom = page_bottom(f, page) + slack - box->need - f->y;
	size_t due = box->due > page->foot_end ? box->due : page->foot_end;
	if (due == page->foot_end || !alone) {
		if (print_foot_height(f->p, page->foot_first, due) > bottom && !alone)
			return false;
		page->foot_end = due;
	} else {
		while (page->foot_end < due &&
			print_foot_height(f->p, page->foot_first, page->foot_end + 1) <= bottom)
			page->foot_end++;
	}
	f->placed = page->foot_end;
	return true;
}

/* Whether box i may not stand on the page that is being filled. */
static bool begins_page(const struct print_page *page, const struct print_box *box, size_t i)
{
	return i > page->first && (box->breaks || box->wide != page->wide);
}

static void fill_pages(struct filling *f)
{
	struct printing *p = f->p;
	struct print_page *page = NULL; /* that is being filled */
	for (size_t i = 0; i < p->boxes.n;) {
		const struct print_box *box = &p->boxes.items[i];
		if (page && (box->form || begins_page(page, box, i))) {
			end_page(f, page, i);
			page = NULL;
		}
		if (box->form) {
			add_form(f, i++);
			continue;
		}
		if (!page)
			page = begin_page(f, i);
		bool alone = i == page->first;
		if (alone && box->kind == BOX_GAP && f->pages.list.n > 1) {
			page->first = page->end = ++i; /* no blank lines at the top of a page */
			continue;
		}
		if (!fits(f, page, i, alone)) {
			i = grid_break(is_bound, p->boxes.items, page->first, i);
			end_page(f, page, i);
			page = NULL;
			continue;
		}
		f->y += box->height;
		page->end = ++i;
	}
	while (f->pages.list.n == 0 || f->placed < due_before(p, p->boxes.n))
		begin_page(f, p->boxes.n);
}

/* --- 7.3.5.5 and 7.3.3: less between the lines, where that mends a page --- */

/* Of what lies between two lines of the text only this share is left. */
static void set_lead(struct printing *p, double share)
{
	double lead = (p->m.pitch - p->m.cell) * share;
	for (size_t i = p->body; i < p->signed_end; i++) {
		struct print_box *box = &p->boxes.items[i];
		if (box->kind == BOX_LINE && box->height > box->need &&
			box->para->style.pitch == p->m.pitch)
			box->height = box->need + lead;
	}
}

/* The first page shows some of the text, and so does the page of the signature. */
static bool is_well_filled(const struct filling *f)
{
	const struct printing *p = f->p;
	const struct print_page *pages = f->pages.list.items;
	if (p->body != SIZE_MAX && p->body >= pages[0].end)
		return false;
	for (size_t n = 1; p->signs != SIZE_MAX && n < f->pages.list.n; n++) {
		if (p->signs < pages[n].first || p->signs >= pages[n].end)
			continue;
		for (size_t i = pages[n].first; i < p->signs; i++)
			if (p->boxes.items[i].kind != BOX_GAP)
				return true;
		return false;
	}
	return true;
}

/* As many lines as the lead can give; where no lead helps all stays as it is. */
static struct filling fill_well(struct printing *p)
{
	static const double shares[] = {1, 0.95, 0.9, 0.85, 0.8, 1};
	struct filling f;
	for (size_t i = 0; i < ARRAY_LEN(shares); i++) {
		f = (struct filling){.p = p};
		if (i > 0)
			set_lead(p, shares[i]);
		fill_pages(&f);
		if (is_well_filled(&f))
			break;
	}
	return f;
}

/* --- 版记 --- */

/* 7.4.1, with 6.3 (both sides are printed): the colophon ends an even page. */
static void place_colophon(struct filling *f, const struct print_colophon *c)
{
	const struct printing *p = f->p;
	struct print_page *last = last_page(f);
	if (c->height <= 0)
		return;
	double foot = print_foot_height(p, last->foot_first, last->foot_end);
	bool fits =
		!last->form && !last->wide && f->y + p->m.cell + foot <= p->m.bottom - c->height;
	bool even = p->m.colophon == COLOPHON_EVEN && !p->letter; /* 10.1: on the last page */
	while (!fits || (even && f->pages.list.n % 2)) {
		last = begin_page(f, p->boxes.n);
		last->unnumbered = true; /* 7.5: nor has a page that holds it alone a number */
		fits = true;
	}
	last->colophon = true;
}

struct print_pages print_fill(struct printing *p, const struct print_colophon *c)
{
	struct filling f = fill_well(p);
	if (p->letter)
		f.pages.list.items[0].unnumbered = true;
	place_colophon(&f, c);
	return f.pages;
}
