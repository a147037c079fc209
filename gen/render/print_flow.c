/* SPDX-License-Identifier: MIT */
#include "render/print_parts.h"

#include "base/arena.h"

struct print_style print_body_style(const struct printing *p)
{
	return (struct print_style){
		.role = PRINT_BODY,
		.size = p->m.cell,
		.pitch = p->m.pitch,
		.align = PRINT_FILL,
		.indent = p->m.indent,
		.tag = "P",
	};
}

struct print_style print_caption_style(const struct printing *p)
{
	struct print_style style = print_body_style(p);
	style.role = PRINT_HEAD;
	style.size = 12;
	style.pitch = 22;
	style.align = PRINT_MIDDLE;
	style.indent = 0;
	return style;
}

struct print_box *print_add(struct printing *p, enum box_kind kind, double height)
{
	struct print_box *box = vec_push(p->arena, &p->boxes);
	*box = (struct print_box){
		.kind = kind, .group = p->group, .height = height, .need = height, .wide = p->wide};
	if (p->boxes.n > 1)
		box->due = box[-1].due;
	return box;
}

void print_set_wide(struct printing *p, bool wide)
{
	p->wide = wide;
	p->width = wide ? p->m.height : p->m.width;
}

void print_gap(struct printing *p, double height)
{
	struct print_box *box = print_add(p, BOX_GAP, height);
	box->need = 0; /* a page may end amid it */
}

struct print_box *print_lines(struct printing *p, struct print_para *para)
{
	size_t first = p->boxes.n;
	for (int i = 0; i < para->n_lines; i++) {
		struct print_box *box = print_add(p, BOX_LINE, para->style.pitch);
		box->need = para->style.size;
		box->para = para;
		box->line = i;
		for (size_t n = 0; n < para->n_notes; n++)
			if (para->notes[n].at < print_line_end(para, i))
				box->due = para->notes[n].due;
	}
	return &p->boxes.items[first];
}

void print_keep_last(struct printing *p)
{
	if (p->boxes.n)
		p->boxes.items[p->boxes.n - 1].keep = true;
}
