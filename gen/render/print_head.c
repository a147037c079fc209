/* SPDX-License-Identifier: MIT */
/* 版头 and title: 7.2 and 7.3.1 of GB/T 9704-2012. */
#include "render/print_parts.h"

#include "base/arena.h"
#include "base/utf8.h"
#include "doc/party.h"
#include "render/data_text.h"

static const double mark_least = 28; /* points: the standard leaves it to the organ */

struct print_style print_title_style(const struct printing *p)
{
	return (struct print_style){.role = PRINT_TITLE,
		.size = p->m.title_size,
		.pitch = p->m.title_pitch,
		.align = PRINT_MIDDLE,
		.balanced = true,
		.tag = "H1"};
}

static const struct print_style mark_style = {
	.role = PRINT_TITLE, .align = PRINT_MIDDLE, .red = true, .tag = "P"};

static struct print_style one_line(const struct printing *p, enum print_align align)
{
	struct print_style style = print_body_style(p);
	style.indent = 0;
	style.align = align;
	return style;
}

/* The name and 文件, as large as fits the type area. */
static struct print_style mark_of(struct printing *p, struct str text)
{
	struct print_style style = mark_style;
	style.size = p->m.mark_most;
	double wide = print_text_width(p, text, &style), room = p->width - 2 * p->m.cell;
	if (wide > room)
		style.size *= room / wide;
	if (style.size < mark_least)
		style.size = mark_least;
	style.pitch = style.size * 1.2;
	return style;
}

static struct str organ_name(const struct entry *e, size_t i)
{
	const struct party *issuer = entry_issuer(e, i);
	return issuer ? issuer->name.s : STR_NONE;
}

/* How far the ink of a line begins below its em box. */
static double ink_top(const struct print_para *para)
{
	PangoRectangle ink;
	pango_layout_line_get_extents(pango_layout_get_line_readonly(para->layout, 0), &ink, NULL);
	return PDF_EM_ASCENT * para->style.size + (double)ink.y / PANGO_SCALE;
}

/* Its ink begins `top` below the upper edge of the type area, or above it. */
static void mark_line(
	struct printing *p, struct str text, const struct print_style *style, double top)
{
	struct print_para *para = print_plain(p, text, style);
	if (top != 0)
		print_gap(p, top - ink_top(para));
	print_lines(p, para);
}

/* 7.2.4: its upper edge is 35 mm below that of the type area; joint organs stand one to a line. */
static void organ_mark(struct printing *p, const struct entry *e)
{
	struct str longest = STR_NONE;
	size_t n = 0;
	for (; organ_name(e, n).n; n++)
		if (utf8_count(organ_name(e, n)) > utf8_count(longest))
			longest = organ_name(e, n);
	if (n == 0)
		return;
	struct str word = site_word(p->in->site, "print.document");
	struct print_style style = mark_of(p, STR_CAT(p->arena, longest, word));
	double used = e->front.urgency.s.n ? p->m.pitch : 0;
	for (size_t i = 0; i < n; i++) {
		struct str tail = i + 1 == n ? word : STR_NONE;
		struct str text = STR_CAT(p->arena, organ_name(e, i), tail);
		mark_line(p, text, &style, i == 0 ? p->m.mark_top - used : 0);
		if (i + 1 == n)
			p->boxes.items[p->boxes.n - 1].height = style.size;
	}
}

static struct print_box *beside(
	struct printing *p, struct str text, const struct print_style *style)
{
	struct print_box *box = print_lines(p, print_plain(p, text, style));
	box->height = 0;
	box->keep = true;
	return box;
}

/*
 * 7.2.6: the label in 仿宋, the names in 楷体, two to a line; a line that follows begins below the
 * first name. The last line is that of the number.
 */
static void signers(struct printing *p, const struct texts *names)
{
	struct print_style label = one_line(p, PRINT_START), name = label;
	name.role = PRINT_KAI;
	struct str word = site_word(p->in->site, "print.signer");
	double wide = 0;
	for (size_t i = 0; i < names->n; i++) {
		double w = print_text_width(p, names->items[i].s, &name);
		wide = w > wide ? w : wide;
	}
	size_t across = names->n > 1 ? 2 : 1, lines = (names->n + across - 1) / across;
	double step = wide + p->m.cell;
	double left = p->width - p->m.cell - step * (double)across + p->m.cell;
	label.left = left - print_text_width(p, word, &label);
	beside(p, word, &label);
	for (size_t i = 0; i < names->n; i++) {
		name.left = left + step * (double)(i % across);
		struct print_box *box = beside(p, names->items[i].s, &name);
		if (i % across == across - 1 && i / across + 1 < lines)
			box->height = p->m.pitch;
	}
}

/* 7.2.5, 7.2.6: two lines under the mark; with a signer number and signer stand at the edges. */
static void number_line(struct printing *p, const struct entry *e)
{
	const struct front *f = &e->front;
	struct print_style style = one_line(p, PRINT_MIDDLE);
	if (!f->number.s.n && !f->signer.n)
		return;
	print_gap(p, p->m.number_gap);
	if (f->signer.n) {
		signers(p, &f->signer);
		style.align = PRINT_START;
		style.left = p->m.cell;
	}
	struct print_box *box = print_lines(p, print_plain(p, f->number.s, &style));
	box->height = p->m.cell;
}

static void urgency(struct printing *p, const struct entry *e)
{
	struct print_style style = one_line(p, PRINT_START);
	style.role = PRINT_HEAD;
	print_lines(p, print_plain(p, e->front.urgency.s, &style));
}

void print_masthead(struct printing *p, const struct entry *e)
{
	if (e->front.urgency.s.n) /* 7.2.3 */
		urgency(p, e);
	organ_mark(p, e);
	number_line(p, e);
	print_gap(p, p->m.rule_gap);
	struct print_box *rule = print_add(p, BOX_RULE, p->m.red_rule);
	rule->thick = p->m.red_rule;
	rule->red = true;
	print_gap(p, p->m.title_gap);
}

/*
 * 10.1: the name alone, of joint organs that of the first; below it a double rule, and under that
 * at its edges what a letter has of urgency and number. The lower double rule is of the page.
 */
void print_letter_head(struct printing *p, const struct entry *e)
{
	struct str name = organ_name(e, 0);
	double close = p->m.cell * 7 / 8; /* of a character's height */
	if (name.n) {
		struct print_style style = mark_of(p, name);
		mark_line(p, name, &style, p->m.letter_mark_top - p->m.top);
		p->boxes.items[p->boxes.n - 1].height = style.size;
	}
	print_gap(p, p->m.rule_gap);
	struct print_box *rule = print_add(p, BOX_RULE, PRINT_DOUBLE(p));
	rule->doubled = true;
	print_gap(p, close);
	if (e->front.urgency.s.n) {
		urgency(p, e);
		struct print_box *box = &p->boxes.items[p->boxes.n - 1];
		box->height = e->front.number.s.n ? 0 : p->m.cell;
	}
	if (e->front.number.s.n) {
		struct print_style style = one_line(p, PRINT_END);
		print_lines(p, print_plain(p, e->front.number.s, &style))->height = p->m.cell;
	}
	print_gap(p, p->m.title_gap);
}

/* Who holds the paper must see that it is not, or not yet, in force. */
static void validity(struct printing *p, const struct entry *e)
{
	struct print_style style = one_line(p, PRINT_MIDDLE);
	if (e->validity == VALID_NONE || e->validity == VALID_IN_FORCE)
		return;
	style.role = PRINT_KAI;
	struct str text = data_validity_text(p->in->site, e->validity);
	print_lines(p, print_plain(p, STR_CAT(p->arena, STR("（"), text, STR("）")), &style));
	print_keep_last(p);
}

static bool fits_first_page(const struct printing *p, const struct print_para *to)
{
	double y = p->m.pitch * (double)(to->n_lines + 1);
	for (size_t i = 0; i < p->boxes.n; i++)
		y += p->boxes.items[i].height;
	return y <= p->m.height;
}

/* 7.3.2: flush left. Where they would leave no room for text on the first page, 7.4.2 has them. */
static void addressees(struct printing *p, const struct entry *e)
{
	struct print_style style = print_body_style(p);
	if (!e->front.to.n)
		return;
	style.indent = 0;
	struct str names = names_as_written(p->arena, &e->front.to, STR("，"));
	struct print_para *to = print_plain(p, STR_CAT(p->arena, names, STR("：")), &style);
	if (e == p->in->own.entry && !fits_first_page(p, to))
		p->late_to = true;
	else
		print_lines(p, to);
}

/* 7.3.1: 2号小标宋 in the middle, its lines balanced; 7.3.2: 主送 a line below. */
void print_title(struct printing *p, const struct entry *e)
{
	struct print_style style = print_title_style(p);
	struct str plain = form_plain_label(p->arena, e->front.title.s);
	struct str title = str_replace(p->arena, e->front.title.s, STR("\n"), STR("\xe2\x80\xa8"));
	style.balanced = str_eq(plain, e->front.title.s);
	size_t first = p->boxes.n;
	struct print_box *box = print_lines(p, print_plain(p, title, &style));
	box->outline = plain;
	box->level = 1;
	for (size_t i = first; i < p->boxes.n; i++)
		p->boxes.items[i].keep = true;
	p->boxes.items[p->boxes.n - 1].height = style.size;
	print_gap(p, p->m.pitch);
	print_keep_last(p);
	validity(p, e);
	addressees(p, e);
}
