/* SPDX-License-Identifier: MIT */
#include "render/print_parts.h"

#include "base/arena.h"

const struct print_style print_body_style = {
	.role = PRINT_BODY,
	.size = PRINT_CELL,
	.pitch = PRINT_PITCH,
	.align = PRINT_FILL,
	.indent = 2 * PRINT_CELL, /* 7.3.3 */
	.tag = "P",
};

const struct print_style print_caption_style = {
	.role = PRINT_HEAD,
	.size = 12,
	.pitch = 22,
	.align = PRINT_MIDDLE,
	.tag = "P",
};

struct print_box *print_add(struct printing *p, enum box_kind kind, double height)
{
	struct print_box *box = vec_push(p->arena, &p->boxes);
	*box = (struct print_box){.kind = kind, .height = height, .need = height};
	return box;
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
	}
	return &p->boxes.items[first];
}

void print_keep_last(struct printing *p)
{
	if (p->boxes.n)
		p->boxes.items[p->boxes.n - 1].keep = true;
}
