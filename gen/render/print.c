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

static bool has_masthead(const struct entry *e)
{
	int layout = e->front.layout.v;
	bool wanted = layout ? layout == LAYOUT_LETTERHEAD : e->kind == ENTRY_NOTICE;
	return wanted && !e->issued_by;
}

static void add_text(struct printing *p, const struct print_text *text, bool follows)
{
	size_t first = p->boxes.n;
	if (!follows && has_masthead(text->entry))
		print_masthead(p, text->entry);
	print_title(p, text->entry);
	if (follows && first < p->boxes.n)
		p->boxes.items[first].breaks = true;
	print_blocks(p, text->body, text);
	print_tail(p, text);
	if (!follows)
		print_address(p, text->entry);
	print_attachments(p, text);
}

bool print_render(struct arena *a, const struct print_input *in, struct buf *out, struct diags *d)
{
	struct printing p = {.arena = a, .in = in, .diags = d};
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
