/* SPDX-License-Identifier: MIT */
/* What is printed of a form beside the answers, in the words of every kind of file. */
#include "base/arena.h"
#include "base/buf.h"
#include "doc/party.h"
#include "render/form_paper.h"

struct str form_paper_label(struct arena *a, const struct form_field *field)
{
	return field->required.on ? STR_CAT(a, field->label.s, STR("*")) : field->label.s;
}

struct str form_paper_column(
	struct arena *a, const struct form_paper_input *in, const struct form_field *column)
{
	struct buf b = buf_new(a);
	bool chosen = column->type.v == FORM_CHOICE || column->type.v == FORM_CHOICES;
	size_t n = chosen ? column->options.n : 0;
	buf_add(&b, form_paper_label(a, column));
	for (size_t i = 0; i < n; i++) {
		buf_add(&b, i == 0 ? STR("\n（") : site_word(in->site, "form.joiner"));
		buf_add(&b, column->options.items[i].s);
	}
	if (n > 0)
		BUF_LIT(&b, "）");
	return buf_str(&b);
}

static struct str party_text(const struct party_ref *ref)
{
	if (ref->party)
		return ref->party->name.s;
	return ref->group ? ref->group->title.s : ref->name.s;
}

struct str form_paper_submit(struct arena *a, const struct form_paper_input *in)
{
	const struct form_submit *submit = &in->form->submit;
	struct buf b = buf_new(a);
	if (submit->to.n > 0 || submit->email.s.n > 0) {
		buf_add(&b, site_word(in->site, "form.submit_to"));
		buf_add(&b, site_word(in->site, "form.says.colon"));
	}
	for (size_t i = 0; i < submit->to.n; i++) {
		if (i > 0)
			buf_add(&b, site_word(in->site, "form.joiner"));
		buf_add(&b, party_text(&submit->to.items[i]));
	}
	if (submit->to.n > 0 && submit->email.s.n > 0)
		BUF_LIT(&b, "  ");
	buf_add(&b, submit->email.s);
	return buf_str(&b);
}

struct str form_paper_identity(struct arena *a, const struct form_paper_input *in)
{
	struct str number = str_printf(a, "%d", form_version(in->form));
	struct buf b = buf_new(a);
	buf_add(&b, form_path(a, in));
	BUF_LIT(&b, "  ");
	buf_add(&b, str_replace(a, site_word(in->site, "form.paper.version"), STR("{1}"), number));
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
