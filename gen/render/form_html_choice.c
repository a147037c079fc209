/* SPDX-License-Identifier: MIT */
#include "render/form_html_parts.h"

#include "base/vec.h"

struct choices_vec {
	VEC(struct form_choice) list;
};

enum form_field_type form_html_type(const struct form_field *f)
{
	return f->type.v ? (enum form_field_type)f->type.v : FORM_TEXT;
}

static void add_party(struct arena *a, struct choices_vec *to, const struct party *p)
{
	for (size_t i = 0; i < to->list.n; i++)
		if (to->list.items[i].party == p)
			return;
	*vec_push(a, &to->list) = (struct form_choice){p->name.s, p->name.s, p};
}

static void add_parties(struct arena *a, struct choices_vec *to, const struct parties *parties)
{
	for (size_t i = 0; i < parties->n; i++) {
		const struct party_ref *ref = &parties->items[i];
		if (ref->party)
			add_party(a, to, ref->party);
		for (size_t j = 0; ref->group && j < ref->group->members.n; j++)
			if (ref->group->members.items[j].party)
				add_party(a, to, ref->group->members.items[j].party);
	}
}

static bool names_form(const struct deadline *d, const struct form *form)
{
	for (size_t i = 0; i < d->form.n; i++)
		if (str_eq(d->form.items[i].s, form->id.s))
			return true;
	return false;
}

/* Who must send: everybody that a deadline names together with this form. */
static void add_senders(const struct form_html_input *in, struct choices_vec *to)
{
	for (size_t i = 0; in->entry && i < in->entry->n_deadlines; i++)
		if (names_form(&in->entry->deadlines[i], in->form))
			add_parties(in->arena, to, &in->entry->deadlines[i].who);
}

static bool has_namesake(const struct form_choices *c, size_t at)
{
	const struct party *p = c->items[at].party;
	for (size_t i = 0; p && i < c->n; i++)
		if (i != at && c->items[i].party && str_eq(c->items[i].party->name.s, p->name.s))
			return true;
	return false;
}

/* Two of one name would be the same answer; then the ids are saved, and the unit behind is read. */
static void part_namesakes(struct arena *a, struct form_choices *c)
{
	for (size_t i = 0; i < c->n; i++) {
		if (!has_namesake(c, i))
			continue;
		const struct party *p = c->items[i].party;
		struct str more = p->up ? p->up->name.s : p->id.s;
		c->items[i].value = p->id.s;
		c->items[i].text = STR_CAT(a, p->name.s, STR("（"), more, STR("）"));
	}
}

static void add_offer(
	const struct form_html_input *in, struct choices_vec *to, const struct form_field *f)
{
	for (size_t i = 0; i < in->n_offers; i++) {
		const struct form_offer *offer = &in->offers[i];
		if (!str_eq(offer->field, f->id.s))
			continue;
		for (size_t j = 0; j < offer->n_parties; j++)
			add_party(in->arena, to, offer->parties[j]);
		for (size_t j = 0; j < offer->n_texts; j++)
			*vec_push(in->arena, &to->list) =
				(struct form_choice){offer->texts[j], offer->texts[j], NULL};
	}
}

static bool is_asked(const struct form *form, const struct form_field *f)
{
	return form->n_asked && f >= form->asked && f < form->asked + form->n_asked;
}

struct form_choices form_html_choices(const struct form_html_input *in, const struct form_field *f)
{
	struct choices_vec found = {0};
	add_offer(in, &found, f);
	bool offered = found.list.n > 0;
	for (size_t i = 0; !offered && i < f->options.n; i++) {
		struct str option = f->options.items[i].s;
		*vec_push(in->arena, &found.list) = (struct form_choice){option, option, NULL};
	}
	if (form_html_type(f) == FORM_PARTY && !found.list.n) {
		if (is_asked(in->form, f) && str_eq(f->id.s, STR("unit")))
			add_senders(in, &found);
		else if (f->of_parties.s.n)
			for (size_t i = 0; i < f->choices.n; i++)
				add_party(in->arena, &found, f->choices.items[i].party);
		else
			for (size_t i = 0; i < in->site->parties.n_units; i++)
				add_party(in->arena, &found, &in->site->parties.units[i]);
	}
	struct form_choices all = {found.list.items, found.list.n};
	part_namesakes(in->arena, &all);
	return all;
}
