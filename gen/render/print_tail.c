/* SPDX-License-Identifier: MIT */
/* What stands behind the body: 7.3.4 to 7.4 of GB/T 9704-2012. */
#include "render/print_parts.h"

#include "base/arena.h"
#include "base/buf.h"
#include "doc/party.h"
#include "render/data_text.h"

static struct print_style flush(const struct printing *p, double left)
{
	struct print_style style = print_body_style(p);
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
	struct print_style style = flush(p, 2 * p->m.cell);
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
			print_gap(p, p->m.pitch);
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

static void bracketed(struct printing *p, struct str text)
{
	struct print_style style = print_body_style(p);
	if (text.n)
		print_lines(
			p, print_plain(p, STR_CAT(p->arena, STR("（"), text, STR("）")), &style));
}

static void contact(struct printing *p, const struct entry *e)
{
	const struct contact *c = &e->front.contact;
	struct buf b = buf_new(p->arena);
	add_contact(p, &b, "entry.people", texts_joined(p->arena, &c->people, STR("、")));
	add_contact(p, &b, "entry.phone", c->phone.s);
	add_contact(p, &b, "entry.fax", c->fax.s);
	add_contact(p, &b, "entry.email", c->email.s);
	bracketed(p, buf_str(&b));
}

void print_tail(struct printing *p, const struct print_text *text)
{
	const struct entry *e = text->entry;
	attachment_list(p, e);
	contact(p, e);
	if (!e->issued_by && (e->kind == ENTRY_NOTICE || e->kind == ENTRY_BULLETIN))
		print_signature(p, e);
	bracketed(p, e->front.remark.s); /* 7.3.6 */
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
	struct print_style style = flush(p, 0), title = print_title_style(p);
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
	print_gap(p, p->m.pitch);
	print_lines(p, print_plain(p, form_plain_label(p->arena, e->attachments[i].title), &title));
	print_gap(p, p->m.pitch);
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
