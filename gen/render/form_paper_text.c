/* SPDX-License-Identifier: MIT */
/* What is printed of a form beside the answers, in the words of every kind of file. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "doc/party.h"
#include "render/form_paper.h"

struct str form_paper_word(struct arena *a, const struct site *site, const char *key)
{
	return site_word(site, str_cstr(a, STR_CAT(a, STR("form."), str_from(key))));
}

struct str form_paper_label(struct arena *a, const struct form_field *field)
{
	return field->required.on ? STR_CAT(a, field->label.s, STR("*")) : field->label.s;
}

struct str form_paper_choices(
	struct arena *a, const struct site *site, const struct form_field *column)
{
	struct buf b = buf_new(a);
	bool chosen = column->type.v == FORM_CHOICE || column->type.v == FORM_CHOICES;
	size_t n = chosen ? column->options.n : 0;
	for (size_t i = 0; i < n; i++) {
		buf_add(&b, i == 0 ? STR("（") : form_paper_word(a, site, "joiner"));
		buf_add(&b, column->options.items[i].s);
	}
	if (n > 0)
		BUF_LIT(&b, "）");
	return buf_str(&b);
}

struct str form_paper_spread(struct arena *a, const struct form_field *field)
{
	struct str label = field->label.s;
	size_t n, m;
	if (utf8_count(label) != 2 || !rune_is_han(utf8_decode(label, &n)) ||
		!rune_is_han(utf8_decode(str_after(label, n), &m)))
		return STR_NONE;
	return STR_CAT(a, str_sub(label, 0, n), STR("　"), str_after(label, n),
		field->required.on ? STR("*") : STR_NONE);
}

static void add_lines(struct buf *b, const struct paper_text *text)
{
	for (size_t i = 0; i < text->n; i++) {
		if (b->n > 0)
			buf_add_char(b, '\n');
		buf_add(b, str_trim(text->lines[i]));
	}
}

struct str form_paper_joined(struct arena *a, const struct paper_text *text)
{
	struct buf b = buf_new(a);
	add_lines(&b, text);
	return buf_str(&b);
}

struct str form_paper_printed(struct arena *a, const struct paper_cell *cell)
{
	struct buf b = buf_new(a);
	add_lines(&b, &cell->label);
	add_lines(&b, &cell->choices);
	return buf_str(&b);
}

struct str form_paper_receivers(struct arena *a, const struct site *site, const struct form *form)
{
	const struct parties *to = &form->submit.to;
	struct str *names = NEW_N(a, struct str, to->n + 1);
	for (size_t i = 0; i < to->n; i++) {
		const struct party_ref *ref = &to->items[i];
		names[i] = ref->party	? ref->party->name.s
			   : ref->group ? ref->group->title.s
					: ref->name.s;
	}
	return str_join(a, names, to->n, form_paper_word(a, site, "joiner"));
}

struct str form_paper_submit(struct arena *a, const struct form_paper_input *in)
{
	struct str names = form_paper_receivers(a, in->site, in->form);
	struct str email = in->form->submit.email.s, gap = STR("  ");
	if (names.n == 0 && email.n == 0)
		return STR_NONE;
	return STR_CAT(a, form_paper_word(a, in->site, "submit_to"),
		form_paper_word(a, in->site, "says.colon"), names,
		names.n > 0 && email.n > 0 ? gap : STR_NONE, email);
}

struct str form_paper_identity(struct arena *a, const struct form_paper_input *in)
{
	struct str number = str_printf(a, "%d", form_version(in->form));
	struct buf b = buf_new(a);
	buf_add(&b, form_path(a, in));
	BUF_LIT(&b, "  ");
	buf_add(&b,
		str_replace(a, form_paper_word(a, in->site, "paper.version"), STR("{1}"), number));
	if (in->entry_number.n > 0)
		BUF_LIT(&b, "  ");
	buf_add(&b, in->entry_number);
	return buf_str(&b);
}

struct str form_path(struct arena *a, const struct form_paper_input *in)
{
	if (in->entry.n == 0)
		return in->form->id.s;
	return STR_CAT(a, in->entry, STR("/"), in->form->id.s);
}
