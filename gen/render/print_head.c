/* SPDX-License-Identifier: MIT */
/* 版头 and title: 7.2 and 7.3.1 of GB/T 9704-2012. */
#include "render/print_parts.h"

#include "base/arena.h"
#include "base/utf8.h"
#include "doc/party.h"
#include "render/data_text.h"

static const double mark_most = 62,
		    mark_least = 28; /* points: the standard leaves it to the organ */
static const double red_rule = 1.42; /* 0.5 mm */

const struct print_style print_title_style = {.role = PRINT_TITLE,
	.size = 22, /* 2号 */
	.pitch = 36,
	.align = PRINT_MIDDLE,
	.balanced = true,
	.tag = "H1"};

static const struct print_style mark_style = {
	.role = PRINT_TITLE, .align = PRINT_MIDDLE, .red = true, .tag = "P"};
static const struct print_style one_line = {.role = PRINT_BODY,
	.size = PRINT_CELL,
	.pitch = PRINT_PITCH,
	.align = PRINT_MIDDLE,
	.tag = "P"};

/* The name and 文件, as large as fits the type area. */
static struct print_style mark_of(struct printing *p, struct str text)
{
	struct print_style style = mark_style;
	style.size = mark_most;
	double wide = print_text_width(p, text, &style), room = PRINT_WIDTH - 2 * PRINT_CELL;
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
	double used = e->front.urgency.s.n ? PRINT_PITCH : 0;
	for (size_t i = 0; i < n; i++) {
		struct str tail = i + 1 == n ? word : STR_NONE;
		struct print_para *para =
			print_plain(p, STR_CAT(p->arena, organ_name(e, i), tail), &style);
		if (i == 0)
			print_gap(p, 35 * PRINT_MM - used - ink_top(para));
		struct print_box *box = print_lines(p, para);
		if (i + 1 == n)
			box->height = style.size;
	}
}

/* 7.2.5, 7.2.6: two lines under the mark; with a signer number and signer stand at the edges. */
static void number_line(struct printing *p, const struct entry *e)
{
	const struct front *f = &e->front;
	struct print_style style = one_line;
	if (!f->number.s.n && !f->signer.s.n)
		return;
	print_gap(p, 2 * PRINT_PITCH);
	if (f->signer.s.n) {
		struct print_style right = one_line;
		right.align = PRINT_END;
		right.right = PRINT_CELL;
		struct str label = site_word(p->in->site, "print.signer");
		struct print_box *box = print_lines(
			p, print_plain(p, STR_CAT(p->arena, label, f->signer.s), &right));
		box->height = 0;
		box->keep = true;
		style.align = PRINT_START;
		style.left = PRINT_CELL;
	}
	struct print_box *box = print_lines(p, print_plain(p, f->number.s, &style));
	box->height = PRINT_CELL;
}

void print_masthead(struct printing *p, const struct entry *e)
{
	if (e->front.urgency.s.n) { /* 7.2.3 */
		struct print_style style = one_line;
		style.role = PRINT_HEAD;
		style.align = PRINT_START;
		print_lines(p, print_plain(p, e->front.urgency.s, &style));
	}
	organ_mark(p, e);
	number_line(p, e);
	print_gap(p, 4 * PRINT_MM); /* 7.2.7 */
	struct print_box *rule = print_add(p, BOX_RULE, red_rule);
	rule->thick = red_rule;
	rule->red = true;
	print_gap(p, 2 * PRINT_PITCH); /* 7.3.1 */
}

/* Who holds the paper must see that it is not, or not yet, in force. */
static void validity(struct printing *p, const struct entry *e)
{
	struct print_style style = one_line;
	if (e->validity == VALID_NONE || e->validity == VALID_IN_FORCE)
		return;
	style.role = PRINT_KAI;
	struct str text = data_validity_text(p->in->site, e->validity);
	print_lines(p, print_plain(p, STR_CAT(p->arena, STR("（"), text, STR("）")), &style));
	print_keep_last(p);
}

/* 7.3.1: 2号小标宋 in the middle, its lines balanced; 7.3.2: 主送 a line below. */
void print_title(struct printing *p, const struct entry *e)
{
	struct print_style style = print_title_style;
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
	print_gap(p, PRINT_PITCH);
	print_keep_last(p);
	validity(p, e);
	if (!e->front.to.n)
		return;
	struct print_style to = print_body_style;
	to.indent = 0;
	struct str names = names_as_written(p->arena, &e->front.to, STR("，"));
	print_lines(p, print_plain(p, STR_CAT(p->arena, names, STR("：")), &to));
}
