/* SPDX-License-Identifier: MIT */
/* {{rota}}: a table a rota, batch by batch, of who goes where; and the same for one party. */
#include "base/arena.h"
#include "doc/rota.h"
#include "resolve/view_parts.h"

enum { COL_GROUP, COL_HOST, COL_PEOPLE, N_COLS };

/* --- days --- */

static bool is_on(const struct rota_turn *t, day_t day)
{
	return t->from.first <= day && day <= t->to.last;
}

static struct str days_text(const struct view_context *ctx, const struct rota_turn *t)
{
	struct when days = {.kind = WHEN_PERIOD, .first = t->from.first, .last = t->to.last};
	if (days.first == days.last)
		return day_text(ctx->arena, days.first, ctx->site->lang);
	return when_text(ctx->arena, &days, ctx->site->lang);
}

/* （进行中）, （已结束）; nothing of what is to come. */
static struct str state_text(const struct view_context *ctx, const struct rota_turn *t)
{
	if (is_on(t, ctx->site->as_of))
		return view_word(ctx, "view.rota.now");
	return t->to.last < ctx->site->as_of ? view_word(ctx, "view.rota.over") : STR_NONE;
}

/* Who served stays named; only who leaves before the batch is over gives way to a successor. */
static void add_person(const struct view_context *ctx, struct node *to, const struct rota_turn *t)
{
	const struct when *until = &t->who->until;
	if (until->kind != WHEN_NONE && until->first <= t->to.last)
		view_add_who(ctx, to, t->who);
	else
		view_add_party(ctx, to, t->who);
}

static void add_people(const struct view_context *ctx, struct node *to,
	const struct rota_turns *turns, size_t from, size_t end)
{
	for (size_t i = from; i < end; i++) {
		if (i > from)
			view_add_text(ctx, to, view_word(ctx, "view.list"));
		add_person(ctx, to, turns->items[i]);
	}
}

/* --- the table of a rota --- */

static struct str batch_head(
	const struct view_context *ctx, const struct rota_turn *t, size_t n_people)
{
	return STR_CAT(ctx->arena,
		view_fill(ctx, n_people == 1 ? "view.rota.batch.one" : "view.rota.batch",
			ARGS(t->batch.written, days_text(ctx, t),
				str_printf(ctx->arena, "%zu", n_people))),
		state_text(ctx, t));
}

static void add_batch(struct view_table *table, const struct rota_turns *turns, size_t from,
	size_t end, const char *const *heads)
{
	const struct view_context *ctx = table->ctx;
	view_table_part(table, batch_head(ctx, turns->items[from], end - from));
	for (size_t i = from, next; i < end; i = next) {
		const struct rota_turn *t = turns->items[i];
		next = rota_group_end(turns, i);
		view_table_row(table);
		if (heads[COL_GROUP])
			view_table_text(table,
				view_fill(ctx, "view.rota.group.no", ARGS(t->group.written)));
		if (heads[COL_HOST]) {
			struct node *cell = view_table_cell(table);
			if (t->at)
				view_add_party(ctx, cell, t->at);
		}
		add_people(ctx, view_table_cell(table), turns, i, next);
	}
}

/* Columns that say something: a batch that is one group needs no number. */
static void choose_heads(const struct rota_turns *turns, const char **heads)
{
	heads[COL_GROUP] = NULL;
	heads[COL_HOST] = NULL;
	heads[COL_PEOPLE] = "view.rota.people";
	for (size_t i = 0; i < turns->n; i++) {
		if (turns->items[i]->at)
			heads[COL_HOST] = "view.rota.host";
		if (rota_group_end(turns, i) < rota_batch_end(turns, i))
			heads[COL_GROUP] = "view.rota.group";
	}
}

static void add_rota(const struct view_context *ctx, struct node *to, struct view_row *row)
{
	const struct rota *rota = row->record;
	struct rota_turns turns = rota_turns_of(ctx->arena, ctx->entry, rota);
	if (!turns.n) {
		struct node *para = view_add_paragraph(
			ctx, to, view_fill(ctx, "view.rota.none", ARGS(rota->title.s)));
		view_add_row_id(ctx, para, "rota", row, rota->id.s);
		return;
	}
	const char *heads[N_COLS];
	choose_heads(&turns, heads);
	struct view_table table = view_add_table(ctx, to, rota->title.s, heads, N_COLS);
	view_add_row_id(ctx, table.table, "rota", row, rota->id.s);
	for (size_t i = 0, end; i < turns.n; i = end) {
		end = rota_batch_end(&turns, i);
		add_batch(&table, &turns, i, end, heads);
	}
}

struct node *view_rota(const struct view_context *ctx, struct view_call *call)
{
	struct node *div = view_div(ctx, "rota");
	for (size_t i = 0; i < call->rows[0].n; i++)
		add_rota(ctx, div, &call->rows[0].items[i]);
	return div;
}

/* --- the page of a party --- */

static void add_turn_row(struct view_table *table, const struct entry *e, const struct rota *rota,
	const struct rota_turns *turns, size_t from, size_t end)
{
	const struct view_context *ctx = table->ctx;
	const struct rota_turn *t = turns->items[from];
	struct str url = STR_CAT(ctx->arena, entry_url(ctx->arena, e), STR("#rota-"), rota->id.s);
	view_table_row(table);
	view_table_text(table, STR_CAT(ctx->arena, days_text(ctx, t), state_text(ctx, t)));
	node_add_link(ctx->arena, view_table_cell(table), url, view_flat(ctx, rota->title.s));
	struct node *cell = view_table_cell(table);
	if (t->at)
		view_add_party(ctx, cell, t->at);
	add_people(ctx, view_table_cell(table), turns, from, end);
}

static bool concerns(const struct rota_turns *turns, size_t from, size_t end, const struct party *p)
{
	bool found = turns->items[from]->at == p;
	for (size_t i = from; i < end; i++)
		found |= turns->items[i]->who == p;
	return found;
}

static void add_party_rota(struct view_table *table, struct node *to, const struct entry *e,
	const struct rota *rota, const struct party *p)
{
	static const char *const heads[] = {
		"view.rota.when", "view.rota.title", "view.rota.host", "view.rota.people"};
	const struct view_context *ctx = table->ctx;
	struct rota_turns turns = rota_turns_of(ctx->arena, e, rota);
	for (size_t i = 0, end; i < turns.n; i = end) {
		end = rota_group_end(&turns, i);
		if (!concerns(&turns, i, end, p))
			continue;
		if (!table->table) {
			node_set_id(ctx->arena,
				view_add_heading(ctx, to, 2, view_word(ctx, "view.rota")),
				STR("rota"));
			*table = view_add_table(ctx, to, STR_NONE, heads, ARRAY_LEN(heads));
			node_set_attribute(ctx->arena, table->table, STR("aria-label"),
				view_word(ctx, "view.rota"));
		}
		add_turn_row(table, e, rota, &turns, i, end);
	}
}

static bool is_in(const struct entry *e, const struct party *p)
{
	for (size_t i = 0; i < e->n_turns; i++)
		if (e->turns[i].who == p || e->turns[i].at == p)
			return true;
	return false;
}

void view_add_party_rotas(const struct view_context *ctx, struct node *doc, const struct party *p)
{
	struct node *div = view_div(ctx, "duties");
	struct view_table table = {.ctx = ctx};
	/* Most parties are in none: their pages must not sort them all. */
	for (size_t i = 0; i < ctx->site->n_entries; i++) {
		const struct entry *e = ctx->site->entries[i];
		bool in = e->shown && !entry_is_ceased(e) && is_in(e, p);
		for (size_t k = 0; in && k < e->n_rotas; k++)
			add_party_rota(&table, div, e, &e->rotas[k], p);
	}
	if (div->first)
		node_append(doc, div);
}
