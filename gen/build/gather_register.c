/* SPDX-License-Identifier: MIT */
#include "base/arena.h"
#include "base/path.h"
#include "build/gather.h"
#include "doc/messages.h"
#include "resolve/party.h"
#include "resolve/record.h"

static struct records read_table(struct gathering *g, struct str stem, const struct schema *s)
{
	struct table_file t;
	if (!gather_table(g, stem, &t))
		return (struct records){0};
	struct reader r = {.arena = g->arena, .diags = g->diags, .table = t.is_sheet};
	struct value *rows = NEW(g->arena, struct value);
	*rows = t.rows;
	return records_read(&r, s, rows);
}

static struct party *read_parties(struct gathering *g, struct str stem, const struct schema *s,
	enum party_kind kind, size_t *ret_n)
{
	struct records records = read_table(g, stem, s);
	struct party *parties = records.items;
	for (size_t i = 0; i < records.n; i++)
		parties[i].kind = kind;
	*ret_n = records.n;
	return parties;
}

static void find_seals(struct gathering *g, struct party *parties, size_t n)
{
	struct str path;
	for (size_t i = 0; i < n; i++) {
		struct party *p = &parties[i];
		if (!p->seal.s.n)
			continue;
		if (path_clean(g->arena, p->seal.s, &path))
			p->seal_file = gather_find(g, STR_CAT(g->arena, STR("org/"), path));
		if (!p->seal_file)
			diag_add(g->diags, MSG(seal_missing), p->seal.at, ARGS(p->seal.s));
	}
}

void gather_register(struct gathering *g)
{
	struct site *site = g->site;
	struct party_register *reg = &site->parties;
	reg->units = read_parties(g, STR("org/units"), &unit_schema, PARTY_UNIT, &reg->n_units);
	reg->people =
		read_parties(g, STR("org/people"), &person_schema, PARTY_PERSON, &reg->n_people);
	find_seals(g, reg->units, reg->n_units);
	find_seals(g, reg->people, reg->n_people);
	struct records groups = read_table(g, STR("org/groups"), &register_group_schema);
	reg->groups = groups.items;
	reg->n_groups = groups.n;
	register_index(g->arena, reg, g->diags);
	struct party_finder f = {
		.arena = g->arena, .diags = g->diags, .reg = reg, .as_of = site->as_of};
	groups_expand(&f, reg->groups, reg->n_groups);
	record_find_parties(&f, &site_schema, &site->front);
	struct records days = read_table(g, STR("calendar"), &calendar_schema);
	site->workdays = workdays_new(g->arena, &days, g->diags);
}
