/* SPDX-License-Identifier: MIT */
/* Notes: a mark in the text, their lines at the foot of the page that the mark is on. */
#include "render/print_parts.h"

#include "base/arena.h"

static const double above = 10, size = 12, pitch = 18, rule_share = 0.25;

/* Blocks of a note that are no paragraph are rare; their text is what counts. */
static const struct node *part_of(const struct node *block)
{
	return block->kind == NODE_PARA || block->kind == NODE_PLAIN || !block->first ? block
										      : NULL;
}

struct str print_note(struct printing *p, const struct node *note)
{
	struct print_style style = print_body_style(p);
	struct str mark = str_printf(p->arena, "[%zu]", ++p->n_notes);
	struct str before = STR_CAT(p->arena, mark, STR(" "));
	double width = p->width;
	style.size = size;
	style.pitch = pitch;
	style.indent = 2 * size;
	style.tag = "Note";
	p->width = p->wide ? p->m.height : p->m.width; /* of a cell's note too */
	for (const struct node *n = note->first; n; n = n->next) {
		const struct node *part = part_of(n);
		struct print_para *para =
			part ? print_inlines(p, part, before, &style)
			     : print_plain(p,
				       STR_CAT(p->arena, before, node_plain_text(p->arena, n)),
				       &style);
		for (int i = 0; i < para->n_lines; i++)
			*vec_push(p->arena, &p->foot) = (struct print_foot_line){para, i};
		before = STR_NONE;
	}
	p->width = width;
	return mark;
}

double print_foot_height(const struct printing *p, size_t first, size_t end)
{
	double high = end > first ? above : 0;
	for (size_t i = first; i < end; i++)
		high += p->foot.items[i].para->style.pitch;
	return high;
}

void print_foot_draw(struct printing *p, cairo_t *cr, const struct print_page *page, double bottom)
{
	if (page->foot_first == page->foot_end)
		return;
	double y = bottom - print_foot_height(p, page->foot_first, page->foot_end);
	double width = page->wide ? p->m.height : p->m.width;
	const void *last = NULL;
	pdf_draw_rule(cr, p->m.left, y + above / 2, width * rule_share, p->m.inner_rule);
	y += above;
	for (size_t i = page->foot_first; i < page->foot_end; i++) {
		const struct print_foot_line *f = &p->foot.items[i];
		if (last && last != f->para)
			cairo_tag_end(cr, f->para->style.tag);
		if (last != f->para)
			cairo_tag_begin(cr, f->para->style.tag, NULL);
		last = f->para;
		print_line_draw(p, cr, f->para, f->line, p->m.left, y + (pitch - size) / 2);
		y += pitch;
	}
	cairo_tag_end(cr, "Note");
}
