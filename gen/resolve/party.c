/* SPDX-License-Identifier: MIT */
#include "resolve/party.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/nearest.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "doc/messages.h"
#include "resolve/record.h"

enum {
	RECORD_DEPTH = 8,
	LOOP_TOLD = 8, /* of the parties of a loop */
};

/* --- the register's index --- */

static void add_name(
	struct arena *a, struct party_register *reg, struct str name, const struct party *p)
{
	if (!name.n)
		return;
	const struct party_names *old = map_get(&reg->by_name, name);
	for (const struct party_names *n = old; n; n = n->next)
		if (n->party == p)
			return;
	struct party_names *names = NEW(a, struct party_names);
	names->party = p;
	names->next = old;
	map_put(a, &reg->by_name, name, names);
}

static void index_parties(struct arena *a, struct party_register *reg, struct party *list, size_t n,
	struct map *ids, struct diags *d)
{
	for (size_t i = 0; i < n; i++) {
		struct party *p = &list[i];
		const struct party *first = map_get(ids, p->id.s);
		if (first) {
			struct place at = span_place(first->id.at);
			diag_add(d, MSG(party_name_twice), p->id.at,
				ARGS(p->id.s, place_shown(a, &at)));
		} else {
			map_put(a, ids, p->id.s, p);
			add_name(a, reg, p->id.s, p);
		}
		add_name(a, reg, p->name.s, p);
		add_name(a, reg, p->short_name.s, p);
	}
}

static const struct party_names *names_of(const struct party_register *reg, struct str name)
{
	return map_get(&reg->by_name, name);
}

const struct party *party_named(const struct party_register *reg, struct str name)
{
	const struct party_names *n = names_of(reg, name);
	return n && !n->next ? n->party : NULL;
}

static void try_parties(struct nearest *near, const struct party_register *reg)
{
	for (size_t i = 0; i < reg->by_name.n; i++)
		nearest_try(near, reg->by_name.items[i].key);
}

struct str party_nearest(const struct party_register *reg, struct str name)
{
	struct nearest near = nearest_to(name);
	try_parties(&near, reg);
	return near.best;
}

static struct str nearest_party(const struct party_finder *f, struct str name)
{
	struct nearest near = nearest_to(name);
	try_parties(&near, f->reg);
	for (size_t i = 0; i < f->reg->n_groups; i++)
		nearest_try(&near, f->reg->groups[i].title.s);
	for (size_t i = 0; i < f->n_groups; i++)
		nearest_try(&near, f->groups[i].title.s);
	return near.best;
}

static struct str nearest_group(const struct party_finder *f, struct str name)
{
	struct nearest near = nearest_to(name);
	for (size_t i = 0; i < f->reg->n_groups; i++) {
		nearest_try(&near, f->reg->groups[i].id.s);
		nearest_try(&near, f->reg->groups[i].title.s);
	}
	for (size_t i = 0; i < f->n_groups; i++) {
		nearest_try(&near, f->groups[i].id.s);
		nearest_try(&near, f->groups[i].title.s);
	}
	return near.best;
}

static void find_up(const struct party_finder *f, struct party *p)
{
	record_find_parties(f, p->kind == PARTY_UNIT ? &unit_schema : &person_schema, p);
	if (p->parent.n)
		p->up = p->parent.items[0].party;
}

/* By its place, as party_index() has it. */
static struct party *party_at(const struct party_register *reg, size_t i)
{
	return i < reg->n_units ? &reg->units[i] : &reg->people[i - reg->n_units];
}

/* The loop that `in` is of, told at the first of it in the register and cut there, so that whoever
 * climbs comes to an end. */
static void tell_loop(
	struct arena *a, const struct party_register *reg, const struct party *in, struct diags *d)
{
	size_t first = party_index(reg, in), n = 1;
	for (const struct party *p = in->up; p != in; p = p->up, n++)
		first = party_index(reg, p) < first ? party_index(reg, p) : first;
	struct party *begin = party_at(reg, first);
	struct buf chain = buf_new(a);
	const struct party *p = begin;
	for (size_t i = 0; i < n && i < LOOP_TOLD; i++, p = p->up) {
		buf_add(&chain, p->name.s);
		BUF_LIT(&chain, " → ");
	}
	if (n > LOOP_TOLD)
		BUF_LIT(&chain, "… → ");
	buf_add(&chain, begin->name.s);
	diag_add(d, MSG(unit_loop), begin->parent.at, ARGS(buf_str(&chain)));
	begin->up = NULL;
}

/* Each is climbed from once: who comes upon his own steps is in a loop. */
static void find_loops(struct arena *a, const struct party_register *reg, struct diags *d)
{
	size_t n = reg->n_units + reg->n_people;
	size_t *climb_of = NEW_N(a, size_t, n + 1);
	for (size_t i = 0; i < n; i++) {
		const struct party *p = party_at(reg, i);
		for (; p && !climb_of[party_index(reg, p)]; p = p->up)
			climb_of[party_index(reg, p)] = i + 1;
		if (p && climb_of[party_index(reg, p)] == i + 1)
			tell_loop(a, reg, p, d);
	}
}

/* Counted first, so that each unit's people stand in one array. */
static void give_people(struct arena *a, struct party_register *reg)
{
	const struct party ***lists = NEW_N(a, const struct party **, reg->n_units + 1);
	for (size_t i = 0; i < reg->n_people; i++) {
		const struct party *up = reg->people[i].up;
		if (up && up->kind == PARTY_UNIT)
			reg->units[up - reg->units].n_own++;
	}
	for (size_t i = 0; i < reg->n_units; i++) {
		struct party *unit = &reg->units[i];
		lists[i] = NEW_N(a, const struct party *, unit->n_own + 1);
		unit->own = lists[i];
		unit->n_own = 0;
	}
	for (size_t i = 0; i < reg->n_people; i++) {
		const struct party *up = reg->people[i].up;
		if (!up || up->kind != PARTY_UNIT)
			continue;
		struct party *unit = &reg->units[up - reg->units];
		lists[up - reg->units][unit->n_own++] = &reg->people[i];
	}
}

void register_index(struct arena *a, struct party_register *reg, struct diags *d)
{
	struct map ids = {0};
	index_parties(a, reg, reg->units, reg->n_units, &ids, d);
	index_parties(a, reg, reg->people, reg->n_people, &ids, d);
	struct party_finder f = {.arena = a, .diags = d, .reg = reg};
	for (size_t i = 0; i < reg->n_units; i++)
		find_up(&f, &reg->units[i]);
	for (size_t i = 0; i < reg->n_people; i++)
		find_up(&f, &reg->people[i]);
	find_loops(a, reg, d);
	give_people(a, reg);
}

/* --- groups and selectors --- */

static const struct group *group_in(const struct group *groups, size_t n, struct str name)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(groups[i].id.s, name) || str_eq(groups[i].title.s, name))
			return &groups[i];
	return NULL;
}

static const struct group *find_group(const struct party_finder *f, struct str name)
{
	const struct group *g = group_in(f->reg->groups, f->reg->n_groups, name);
	return g ? g : group_in(f->groups, f->n_groups, name);
}

struct members {
	VEC(struct party_ref) list;
};

static void add_member(
	const struct party_finder *f, struct members *m, struct text name, const struct party *p)
{
	for (size_t i = 0; i < m->list.n; i++)
		if (m->list.items[i].party == p)
			return;
	*vec_push(f->arena, &m->list) = (struct party_ref){.name = name, .party = p};
}

static bool has_left(const struct party_finder *f, const struct party *p)
{
	return p->until.kind != WHEN_NONE && f->as_of >= p->until.first;
}

enum selector { SELECT_KIND, SELECT_POST, SELECT_CHILDREN, SELECT_PEOPLE };

static bool selected(
	const struct party *p, enum selector by, struct str value, const struct party *unit)
{
	switch (by) {
	case SELECT_KIND:
		return str_eq(p->type.s, value);
	case SELECT_POST:
		return p->kind == PARTY_PERSON && str_eq(p->post.s, value);
	case SELECT_CHILDREN:
		return p->kind == PARTY_UNIT && p->up == unit;
	case SELECT_PEOPLE:
		return p->kind == PARTY_PERSON && p->up == unit;
	}
	return false;
}

static void select_parties(
	const struct party_finder *f, struct members *m, struct text written, enum selector by)
{
	struct str value = str_trim(str_after(written.s, str_find_char(written.s, ':') + 1));
	const struct party *unit = party_named(f->reg, value);
	if ((by == SELECT_CHILDREN || by == SELECT_PEOPLE) && !unit) {
		diag_add(f->diags, MSG(party_unknown), written.at,
			ARGS(value, nearest_party(f, value)));
		return;
	}
	size_t before = m->list.n;
	for (size_t i = 0; i < f->reg->n_units; i++)
		if (selected(&f->reg->units[i], by, value, unit))
			add_member(f, m, written, &f->reg->units[i]);
	for (size_t i = 0; i < f->reg->n_people; i++)
		if (selected(&f->reg->people[i], by, value, unit) &&
			!has_left(f, &f->reg->people[i]))
			add_member(f, m, written, &f->reg->people[i]);
	if (m->list.n == before)
		diag_add(f->diags, MSG(selector_empty), written.at, ARGS(written.s));
}

/* True where the text is a selector, good or bad. */
static bool try_selector(const struct party_finder *f, struct members *m, struct text written)
{
	static const char *const words[] = {"kind:", "post:", "children-of:", "people-of:"};
	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (str_starts(written.s, str_from(words[i]))) {
			select_parties(f, m, written, (enum selector)i);
			return true;
		}
	if (str_find_char(written.s, ':') == SIZE_MAX)
		return false;
	diag_add(f->diags, MSG(selector_form), written.at, ARGS(written.s));
	return true;
}

static void tell_ambiguous(
	const struct party_finder *f, struct text name, const struct party_names *n)
{
	struct str list = STR_NONE;
	for (; n; n = n->next)
		list = STR_CAT(f->arena, n->party->name.s, STR(" ("), n->party->id.s, STR(")"),
			list.n ? STR("、") : STR_NONE, list);
	diag_add(f->diags, MSG(party_ambiguous), name.at, ARGS(name.s, list));
}

static void find_one(const struct party_finder *f, struct party_ref *ref, bool free_text)
{
	struct str name = utf8_narrow(f->arena, ref->name.s);
	if (str_starts(name, STR("*"))) {
		ref->group = find_group(f, str_after(name, 1));
		if (!ref->group) /* no free text begins like this */
			diag_add(f->diags, MSG(group_unknown), ref->name.at,
				ARGS(str_after(name, 1), nearest_group(f, str_after(name, 1))));
		return;
	}
	const struct party_names *names = names_of(f->reg, name);
	if (names && names->next) {
		tell_ambiguous(f, ref->name, names);
	} else if (names) {
		ref->party = names->party;
	} else {
		ref->group = find_group(f, name);
		if (!ref->group && !free_text)
			diag_add(f->diags, MSG(party_unknown), ref->name.at,
				ARGS(name, nearest_party(f, name)));
	}
}

void groups_expand(const struct party_finder *f, struct group *groups, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct members m = {0};
		for (size_t j = 0; j < groups[i].member_names.n; j++) {
			struct text written = groups[i].member_names.items[j];
			if (try_selector(f, &m, written))
				continue;
			struct party_ref ref = {.name = written};
			find_one(f, &ref, false);
			if (ref.party)
				add_member(f, &m, written, ref.party);
			/* A group named in a group: its members, if it was expanded before. */
			for (size_t k = 0; ref.group && k < ref.group->members.n; k++)
				add_member(f, &m, written, ref.group->members.items[k].party);
		}
		groups[i].members =
			(struct parties){m.list.items, m.list.n, groups[i].member_names.at};
	}
}

/* --- records --- */

static struct str short_name(const struct party *p)
{
	if (!p)
		return STR_NONE;
	return p->short_name.s.n ? p->short_name.s : p->name.s;
}

static void check_kind(
	const struct party_finder *f, const struct field *field, const struct party_ref *ref)
{
	const struct party *p = ref->party;
	for (size_t i = 0; ref->group && !p && i < ref->group->members.n; i++)
		if (ref->group->members.items[i].party->kind == PARTY_PERSON)
			p = ref->group->members.items[i].party;
	if ((field->flags & FIELD_UNITS) && p && p->kind == PARTY_PERSON)
		diag_add(f->diags, MSG(party_person), ref->name.at,
			ARGS(p->name.s, short_name(p->up)));
}

static void find_records(
	const struct party_finder *f, const struct schema *s, void *record, int depth)
{
	for (size_t i = 0; i < s->n && depth < RECORD_DEPTH; i++) {
		const struct field *field = &s->fields[i];
		void *at = (char *)record + field->at;
		struct parties *parties = at;
		struct records *records = at;
		switch (field->type) {
		case FIELD_PARTY:
		case FIELD_PARTIES:
		case FIELD_PARTIES_OR_TEXT:
			for (size_t j = 0; j < parties->n; j++) {
				find_one(f, &parties->items[j],
					field->type == FIELD_PARTIES_OR_TEXT);
				check_kind(f, field, &parties->items[j]);
			}
			break;
		case FIELD_RECORD:
			find_records(f, field->sub, at, depth + 1);
			break;
		case FIELD_RECORDS:
			for (size_t j = 0; j < records->n; j++)
				find_records(f, field->sub,
					(char *)records->items + j * field->sub->size, depth + 1);
			break;
		case FIELD_TEXT:
		case FIELD_ID:
		case FIELD_NAME:
		case FIELD_TEXTS:
		case FIELD_DAY:
		case FIELD_DUE:
		case FIELD_PERIOD:
		case FIELD_REPEAT:
		case FIELD_FLAG:
		case FIELD_INT:
		case FIELD_NUMBER:
		case FIELD_WORD:
		case FIELD_ANY:
			break;
		}
	}
}

void record_find_parties(const struct party_finder *f, const struct schema *s, void *record)
{
	find_records(f, s, record, 0);
}

void records_find_parties(
	const struct party_finder *f, const struct schema *s, const struct records *records)
{
	for (size_t i = 0; i < records->n; i++)
		find_records(f, s, (char *)records->items + i * s->size, 0);
}
