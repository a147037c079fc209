/* SPDX-License-Identifier: MIT */
#include "render/print.h"

#include "base/arena.h"
#include "doc/messages.h"
#include "doc/walk.h"
#include "render/print_parts.h"

/* What no office would print: some 300 pages, or a paragraph of ten. */
enum { MOST_BYTES = 600000, MOST_NODES = 100000, MOST_PARAGRAPH = 30000 };

static bool is_long(const struct node *root)
{
	size_t bytes = 0, nodes = 0, paragraph = 0;
	for (struct walk w = walk_start(root); walk_next(&w);) {
		if (w.event == WALK_LEAVE)
			continue;
		if (w.node->kind == NODE_TABLE) { /* has a limit of its own */
			walk_skip(&w);
			continue;
		}
		if (node_is_block(w.node->kind))
			paragraph = 0;
		bytes += w.node->text.n;
		paragraph += w.node->text.n + 1;
		nodes++;
		if (bytes > MOST_BYTES || nodes > MOST_NODES || paragraph > MOST_PARAGRAPH)
			return true;
	}
	return false;
}

/* The entry's own, else that of its kind; what a notice issues has none. */
static enum layout layout_of(const struct entry *e)
{
	if (e->issued_by)
		return LAYOUT_PLAIN;
	if (e->front.layout.v)
		return (enum layout)e->front.layout.v;
	return e->kind == ENTRY_NOTICE ? LAYOUT_LETTERHEAD : LAYOUT_PLAIN;
}

static void add_head(struct printing *p, const struct entry *e)
{
	switch (layout_of(e)) {
	case LAYOUT_LETTERHEAD:
		print_masthead(p, e);
		break;
	case LAYOUT_LETTER:
		p->letter = true;
		print_letter_head(p, e);
		break;
	case LAYOUT_PLAIN:
		break;
	}
}

static void add_text(struct printing *p, const struct print_text *text, bool follows)
{
	size_t first = p->boxes.n;
	if (!follows)
		add_head(p, text->entry);
	print_title(p, text->entry);
	if (follows && first < p->boxes.n)
		p->boxes.items[first].breaks = true;
	size_t body = p->boxes.n;
	print_blocks(p, text->body, text);
	if (!follows && p->boxes.n > body)
		p->body = body;
	print_tail(p, text);
	if (!follows) {
		p->signed_end = p->boxes.n;
		print_address(p, text->entry);
	}
	print_attachments(p, text);
}

bool print_render(struct arena *a, const struct print_input *in, struct buf *out, struct diags *d)
{
	struct printing p = {.arena = a,
		.in = in,
		.diags = d,
		.m = print_measure(&in->site->print),
		.body = SIZE_MAX,
		.signs = SIZE_MAX};
	print_set_wide(&p, false);
	const struct print_text *issued = in->issued;
	if (is_long(in->own.body) || is_long(in->own.appendix) ||
		(issued && (is_long(issued->body) || is_long(issued->appendix)))) {
		diag_add(d, MSG(print_long), span_file(in->own.entry->source), NO_ARGS);
		return false;
	}
	struct buf pages = buf_new(a);
	cairo_surface_t *nowhere = cairo_recording_surface_create(CAIRO_CONTENT_COLOR, NULL);
	cairo_t *cr = cairo_create(nowhere);
	print_faces_open(&p, cr);
	print_pictures_open(&p);
	add_text(&p, &in->own, false);
	if (in->issued)
		add_text(&p, in->issued, true);
	struct print_colophon colophon = print_colophon(&p, in->own.entry);
	bool done = !p.told_face && !p.broken && print_draw(&p, &colophon, &pages) &&
		    print_finish(&p, buf_str(&pages), out);
	cairo_destroy(cr);
	cairo_surface_destroy(nowhere);
	if (!done && !p.told_face)
		diag_add(d, MSG(page_ran_away), span_file(in->own.entry->source),
			ARGS(in->own.entry->path, STR("PDF")));
	return done;
}
