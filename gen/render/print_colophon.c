/* SPDX-License-Identifier: MIT */
/* 版记: 7.4 of GB/T 9704-2012. That of a letter (10.1) has no rules and no printer. */
#include "render/print_parts.h"

#include "base/arena.h"
#include "render/data_text.h"

static struct print_style small_style(const struct printing *p)
{
	struct print_style style = print_body_style(p);
	style.size = p->m.small_size;
	style.pitch = p->m.small_pitch;
	style.left = style.right = p->m.cell;
	style.indent = 0;
	return style;
}

/* 7.4.2: what wraps stands under the first name. */
static struct print_para *name_list(
	struct printing *p, const char *word, const struct parties *names)
{
	struct print_style style = small_style(p);
	if (!names->n)
		return NULL;
	struct str label = STR_CAT(p->arena, site_word(p->in->site, word), STR("："));
	struct str all = names_as_written(p->arena, names, STR("，"));
	style.indent = -print_text_width(p, label, &style);
	return print_plain(p, STR_CAT(p->arena, label, all, STR("。")), &style);
}

static double height_of(const struct print_para *para)
{
	return para ? para->n_lines * para->style.pitch : 0;
}

struct print_colophon print_colophon(struct printing *p, const struct entry *e)
{
	const struct front *f = &e->front;
	struct print_colophon c = {
		.to = p->late_to ? name_list(p, "entry.to", &f->to) : NULL,
		.copies = name_list(p, "entry.copy_to", &f->copy_to),
	};
	struct print_style style = small_style(p);
	style.align = PRINT_START;
	day_t printed = f->printed.kind == WHEN_DAY ? f->printed.first : e->issued;
	if (f->printed_by.s.n && !p->letter) /* 7.4.3 */
		c.by = print_plain(p, f->printed_by.s, &style);
	if (c.by && printed != DAY_NONE) {
		struct str day = day_text(p->arena, printed, p->in->site->lang);
		style.align = PRINT_END;
		c.day = print_plain(
			p, STR_CAT(p->arena, day, site_word(p->in->site, "print.printed")), &style);
	}
	c.height = height_of(c.to) + height_of(c.copies) + height_of(c.by);
	return c;
}

static double draw_para(struct printing *p, cairo_t *cr, const struct print_para *para, double y)
{
	return para ? print_para_draw(p, cr, para, y) : y;
}

/* 7.4.1: the last rule lies on the lower edge of the type area. */
void print_colophon_draw(struct printing *p, cairo_t *cr, const struct print_colophon *c)
{
	double y = p->m.bottom - c->height;
	double lists = height_of(c->to) + height_of(c->copies);
	if (!p->letter) {
		pdf_draw_rule(cr, p->m.left, y, p->m.width, p->m.outer_rule);
		if (lists > 0 && c->by)
			pdf_draw_rule(cr, p->m.left, y + lists, p->m.width, p->m.inner_rule);
		pdf_draw_rule(cr, p->m.left, p->m.bottom, p->m.width, p->m.outer_rule);
	}
	y = draw_para(p, cr, c->to, y);
	y = draw_para(p, cr, c->copies, y);
	draw_para(p, cr, c->by, y);
	draw_para(p, cr, c->day, y);
}
