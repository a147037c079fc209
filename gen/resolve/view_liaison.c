/* SPDX-License-Identifier: MIT */
/* {{liaison}}: where each one goes, and who looks after each unit. */
#include "base/arena.h"
#include "base/vec.h"
#include "resolve/party_set.h"
#include "resolve/view_parts.h"

static bool has_begun(const struct view_context *ctx, const struct liaison *row)
{
	return row->since.kind == WHEN_NONE || row->since.first <= ctx->site->as_of;
}

/* --- by person: the rows as they are --- */

static void add_by_person(
	const struct view_context *ctx, struct node *to, const struct view_rows *rows)
{
	const char *heads[] = {"view.liaison.person", "view.liaison.units", NULL};
	for (size_t i = 0; i < rows->n; i++)
		if (((const struct liaison *)rows->items[i].record)->since.kind != WHEN_NONE)
			heads[2] = "view.liaison.since";
	struct view_table table = view_add_table(
		ctx, to, view_word(ctx, "view.liaison.by-person"), heads, ARRAY_LEN(heads));
	table.body->as.body.head_columns = 1;
	for (size_t i = 0; i < rows->n; i++) {
		const struct liaison *row = rows->items[i].record;
		view_table_row(&table);
		view_add_parties(ctx, view_table_cell(&table), &row->person, false);
		view_add_parties(ctx, view_table_cell(&table), &row->unit, false);
		if (heads[2])
			view_table_text(&table, view_when(ctx, ctx->entry, &row->since));
	}
}

/* --- by unit: turned round, groups expanded --- */

struct pair {
	const struct liaison *row;
	const struct party *person, *unit;
	bool listed;
};

struct pairs {
	VEC(struct pair) list;
};

static struct pairs pairs_of(const struct view_context *ctx, const struct view_rows *rows)
{
	struct pairs pairs = {0};
	struct party_set people = party_set_new(ctx->arena, &ctx->site->parties),
			 units = party_set_new(ctx->arena, &ctx->site->parties);
	for (size_t i = 0; i < rows->n; i++) {
		const struct liaison *row = rows->items[i].record;
		party_set_clear(&people);
		party_set_clear(&units);
		party_set_people(ctx->arena, &people, &row->person, ctx->site->as_of);
		party_set_expand(ctx->arena, &units, &row->unit);
		for (size_t p = 0; p < people.list.n; p++)
			for (size_t u = 0; u < units.list.n; u++)
				*vec_push(ctx->arena, &pairs.list) = (struct pair){
					row, people.list.items[p], units.list.items[u], false};
	}
	return pairs;
}

static void add_unit(struct view_table *table, struct pairs *pairs, size_t at)
{
	const struct view_context *ctx = table->ctx;
	const struct party *unit = pairs->list.items[at].unit;
	view_table_row(table);
	view_add_who(ctx, view_table_cell(table), unit);
	struct node *cell = view_table_cell(table);
	for (size_t i = at; i < pairs->list.n; i++) {
		struct pair *pair = &pairs->list.items[i];
		if (pair->unit != unit)
			continue;
		pair->listed = true;
		if (i > at)
			view_add_text(ctx, cell, view_word(ctx, "view.list"));
		view_add_who(ctx, cell, pair->person);
		if (!has_begun(ctx, pair->row))
			view_add_text(ctx, cell,
				view_fill(ctx, "view.liaison.coming",
					ARGS(day_text(ctx->arena, pair->row->since.first,
						ctx->site->lang))));
	}
}

static void add_by_unit(
	const struct view_context *ctx, struct node *to, const struct view_rows *rows)
{
	const char *heads[] = {"view.liaison.unit", "view.liaison.people"};
	struct pairs pairs = pairs_of(ctx, rows);
	struct view_table table = view_add_table(
		ctx, to, view_word(ctx, "view.liaison.by-unit"), heads, ARRAY_LEN(heads));
	table.body->as.body.head_columns = 1;
	for (size_t i = 0; i < pairs.list.n; i++)
		if (!pairs.list.items[i].listed)
			add_unit(&table, &pairs, i);
}

struct node *view_liaison(const struct view_context *ctx, struct view_call *call)
{
	struct node *div = view_div(ctx, "liaison");
	add_by_person(ctx, div, &call->rows[0]);
	add_by_unit(ctx, div, &call->rows[0]);
	return div;
}
