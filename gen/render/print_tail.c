/* SPDX-License-Identifier: MIT */
/* What stands behind the body: 7.3.4 to 7.4 of GB/T 9704-2012. */
#include "render/print_parts.h"

#include "base/arena.h"
#include "base/buf.h"
#include "doc/party.h"
#include "render/data_text.h"

static const double small = 14, small_pitch = 24; /* 4号 */

static struct print_style flush(double left)
{
	struct print_style style = print_body_style;
	style.left = left;
	style.indent = 0;
	return style;
}

/* A form that this build does not show is not even named. */
static bool is_shown(const struct printing *p, const struct entry *e, size_t i)
{
	const struct attachment *at = &e->attachments[i];
	return at->kind != ATTACH_FORM || site_shows_form(p->in->site, e, at->form);
}

/* 7.3.4: a line below the body, two characters in; what wraps stands under the name's first. */
static void attachment_list(struct printing *p, const struct entry *e)
{
	struct str word = site_word(p->in->site, "entry.attachments");
	struct str label = STR_CAT(p->arena, word, STR("："));
	struct print_style style = flush(2 * PRINT_CELL);
	double label_width = print_text_width(p, label, &style);
	bool first = true;
	for (size_t i = 0; i < e->n_attachments; i++) {
		if (!is_shown(p, e, i))
			continue;
		struct str number =
			e->n_attachments > 1 ? str_printf(p->arena, "%zu. ", i + 1) : STR_NONE;
		struct str title = form_plain_label(p->arena, e->attachments[i].title);
		double hang = print_text_width(p, number, &style);
		struct print_style one = style;
		one.left += first ? 0 : label_width;
		one.align = PRINT_START;
		one.indent = -(hang + (first ? label_width : 0));
		if (first)
			print_gap(p, PRINT_PITCH);
		struct str text = STR_CAT(p->arena, first ? label : STR_NONE, number, title);
		print_lines(p, print_plain(p, text, &one));
		first = false;
	}
}

static void add_contact(struct printing *p, struct buf *b, const char *word, struct str text)
{
	if (text.n == 0)
		return;
	if (b->n)
		BUF_LIT(b, "；");
	buf_add(b, site_word(p->in->site, word));
	BUF_LIT(b, "：");
	buf_add(b, text);
}

static void contact(struct printing *p, const struct entry *e)
{
	const struct contact *c = &e->front.contact;
	struct buf b = buf_new(p->arena);
	add_contact(p, &b, "entry.people", texts_joined(p->arena, &c->people, STR("、")));
	add_contact(p, &b, "entry.phone", c->phone.s);
	add_contact(p, &b, "entry.fax", c->fax.s);
	add_contact(p, &b, "entry.email", c->email.s);
	if (b.n)
		print_lines(p, print_plain(p, STR_CAT(p->arena, STR("（"), buf_str(&b), STR("）")),
				       &print_body_style));
}

/*
 * 7.3.5.2: no seal is drawn. The name stands two characters from the right edge, the day begins two
 * characters right of it; where the day is the longer, it stands two characters from the edge and
 * the name begins two characters left of it.
 */
static void signature(struct printing *p, const struct entry *e)
{
	struct print_style style = flush(0);
	struct str day =
		e->issued == DAY_NONE ? STR_NONE : day_text(p->arena, e->issued, p->in->site->lang);
	double widest = 0, day_width = print_text_width(p, day, &style);
	size_t n = 0;
	for (const struct party *o; (o = entry_issuer(e, n)); n++) {
		double width = print_text_width(p, o->name.s, &style);
		widest = width > widest ? width : widest;
	}
	if (n == 0 && day.n == 0)
		return;
	double name_x = PRINT_WIDTH - 2 * PRINT_CELL - widest, day_x = name_x + 2 * PRINT_CELL;
	if (day_x + day_width > PRINT_WIDTH - 2 * PRINT_CELL) {
		day_x = PRINT_WIDTH - 2 * PRINT_CELL - day_width;
		name_x = day_x - 2 * PRINT_CELL;
		if (name_x + widest > PRINT_WIDTH)
			name_x = PRINT_WIDTH - widest;
	}
	style.align = PRINT_START;
	/* 7.3.5.5: it never stands on a page without text. */
	print_keep_last(p);
	print_gap(p, PRINT_PITCH);
	print_keep_last(p);
	for (size_t i = 0; i < n; i++) {
		style.left = name_x;
		print_lines(p, print_plain(p, entry_issuer(e, i)->name.s, &style));
		print_keep_last(p);
	}
	style.left = day_x;
	if (day.n)
		print_lines(p, print_plain(p, day, &style));
}

void print_tail(struct printing *p, const struct print_text *text)
{
	const struct entry *e = text->entry;
	attachment_list(p, e);
	contact(p, e);
	if (!e->issued_by && (e->kind == ENTRY_NOTICE || e->kind == ENTRY_BULLETIN))
		signature(p, e);
	if (e->front.remark.s.n) /* 7.3.6 */
		print_lines(p,
			print_plain(p, STR_CAT(p->arena, STR("（"), e->front.remark.s, STR("）")),
				&print_body_style));
}

/* --- attachments --- */

static const struct node *attachment_body(const struct print_text *text, size_t i, struct arena *a)
{
	struct str id = str_printf(a, "attachment-%zu", i + 1);
	for (const struct node *n = text->appendix->first; n; n = n->next)
		if (n->attr && str_eq(n->attr->id, id))
			return n;
	return NULL;
}

/* 7.3.6: a page of its own, 附件 and number at its upper left, the title on its third line. */
static void text_attachment(struct printing *p, const struct print_text *text, size_t i)
{
	const struct entry *e = text->entry;
	const struct node *body = attachment_body(text, i, p->arena);
	struct print_style style = flush(0), title = print_title_style;
	title.tag = "H2";
	if (!body || !body->first)
		return;
	struct str label = site_word(p->in->site, "entry.attachments");
	if (e->n_attachments > 1)
		label = STR_CAT(p->arena, label, str_printf(p->arena, "%zu", i + 1));
	style.role = PRINT_HEAD;
	struct print_box *box = print_lines(p, print_plain(p, label, &style));
	box->breaks = true;
	box->outline = STR_CAT(p->arena, label, STR(" "), e->attachments[i].title);
	box->level = 2;
	print_gap(p, PRINT_PITCH);
	print_lines(p, print_plain(p, form_plain_label(p->arena, e->attachments[i].title), &title));
	print_gap(p, PRINT_PITCH);
	struct node holder = *body;
	holder.first = body->first->next; /* its heading stands above */
	print_blocks(p, &holder, text);
}

static void form_attachment(struct printing *p, const struct entry *e, const struct form *form)
{
	struct form_paper_input *in = NEW(p->arena, struct form_paper_input);
	*in = (struct form_paper_input){
		.form = form, .site = p->in->site, .entry = e->path, .day = DAY_NONE};
	struct print_box *box = print_add(p, BOX_GAP, 0);
	box->breaks = true;
	box->form = form_paper_lay_out(p->arena, in);
	box->outline = form_plain_label(p->arena, form->title.s);
	box->level = 2;
}

void print_attachments(struct printing *p, const struct print_text *text)
{
	const struct entry *e = text->entry;
	for (size_t i = 0; i < e->n_attachments; i++) {
		const struct attachment *at = &e->attachments[i];
		if (at->kind == ATTACH_TEXT)
			text_attachment(p, text, i);
		if (at->kind == ATTACH_FORM && is_shown(p, e, i))
			form_attachment(p, e, at->form);
	}
}

/* --- 版记 --- */

struct print_colophon print_colophon(struct printing *p, const struct entry *e)
{
	struct print_colophon c = {.height = 0};
	const struct front *f = &e->front;
	struct print_style style = flush(PRINT_CELL);
	style.right = PRINT_CELL;
	style.size = small;
	style.pitch = small_pitch;
	if (f->copy_to.n) { /* 7.4.2 */
		struct str label =
			STR_CAT(p->arena, site_word(p->in->site, "entry.copy_to"), STR("："));
		style.indent = -print_text_width(p, label, &style);
		c.copies = print_plain(p,
			STR_CAT(p->arena, label, names_as_written(p->arena, &f->copy_to, STR("，")),
				STR("。")),
			&style);
		c.height += c.copies->n_lines * small_pitch;
	}
	style.indent = 0;
	style.align = PRINT_START;
	day_t printed = f->printed.kind == WHEN_DAY ? f->printed.first : e->issued;
	if (f->printed_by.s.n) { /* 7.4.3 */
		c.by = print_plain(p, f->printed_by.s, &style);
		c.height += small_pitch;
	}
	if (f->printed_by.s.n && printed != DAY_NONE) {
		style.align = PRINT_END;
		c.day = print_plain(p,
			STR_CAT(p->arena, day_text(p->arena, printed, p->in->site->lang),
				site_word(p->in->site, "print.printed")),
			&style);
	}
	return c;
}

/* 7.4.1: the last rule lies on the lower edge of the type area. */
void print_colophon_draw(struct printing *p, cairo_t *cr, const struct print_colophon *c)
{
	double y = PRINT_BOTTOM - c->height, lead = (small_pitch - small) / 2;
	double x = PRINT_LEFT + PRINT_CELL;
	pdf_draw_rule(cr, PRINT_LEFT, y, PRINT_WIDTH, form_rule_thick);
	if (c->copies && c->by)
		pdf_draw_rule(cr, PRINT_LEFT, y + c->copies->n_lines * small_pitch, PRINT_WIDTH,
			form_rule_thin);
	pdf_draw_rule(cr, PRINT_LEFT, PRINT_BOTTOM, PRINT_WIDTH, form_rule_thick);
	for (int i = 0; c->copies && i < c->copies->n_lines; i++, y += small_pitch) {
		cairo_tag_begin(cr, "P", NULL);
		print_line_draw(p, cr, c->copies, i, x, y + lead);
		cairo_tag_end(cr, "P");
	}
	cairo_tag_begin(cr, "P", NULL);
	if (c->by)
		print_line_draw(p, cr, c->by, 0, x, y + lead);
	if (c->day)
		print_line_draw(p, cr, c->day, 0, x, y + lead);
	cairo_tag_end(cr, "P");
}
