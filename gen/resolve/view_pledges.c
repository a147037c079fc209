/* SPDX-License-Identifier: MIT */
/* {{pledges}}: a table a round, with who pledged what and what became of it. */
#include "resolve/view_parts.h"

enum pledge_column { COL_PARTY, COL_TEXT, COL_DUE, COL_STATUS, COL_KEPT, N_COLS };

static const char *const column_heads[N_COLS] = {
	"view.pledges.party",
	"view.pledges.text",
	"view.pledges.due",
	"view.pledges.status",
	"view.pledges.kept",
};

static const struct {
	const char *word, *class;
} statuses[] = {
	[PLEDGE_MADE] = {"view.pledges.made", "status-doing"},
	[PLEDGE_KEPT] = {"view.pledges.is-kept", "status-done"},
	[PLEDGE_BROKEN] = {"view.pledges.broken", "status-dropped"},
};

void view_add_pledge_status(const struct view_context *ctx, struct node *to, const struct pledge *p)
{
	enum pledge_status status = pledge_status_on(p, ctx->site->as_of);
	struct node *span = view_add_span(ctx, to, "status", view_word(ctx, statuses[status].word));
	node_add_class(ctx->arena, span, str_from(statuses[status].class));
	if (pledge_is_late(p, ctx->site->as_of))
		view_add_late(ctx, to, p->due.last);
}

static void add_row(struct view_table *table, struct view_row *row, const char *const *heads)
{
	const struct view_context *ctx = table->ctx;
	const struct pledge *p = row->record;
	bool kept = pledge_status_on(p, ctx->site->as_of) == PLEDGE_KEPT;
	view_add_row_id(ctx, view_table_row(table), "pledge", row, p->id.s);
	view_add_parties(ctx, view_table_cell(table), &p->party, kept);
	view_table_text(table, p->text.s);
	if (heads[COL_DUE])
		view_table_text(table, view_when(ctx, ctx->entry, &p->due));
	view_add_pledge_status(ctx, view_table_cell(table), p);
	if (heads[COL_KEPT])
		view_table_text(table,
			kept ? day_text(ctx->arena, p->kept.first, ctx->site->lang) : STR_NONE);
}

static bool is_of(const struct view_row *row, struct str round)
{
	return str_eq(((const struct pledge *)row->record)->round.s, round);
}

static void add_totals(const struct view_context *ctx, struct node *to,
	const struct view_rows *rows, struct str round)
{
	size_t n = 0, kept = 0, broken = 0, late = 0;
	day_t day = ctx->site->as_of;
	struct arena *a = ctx->arena;
	for (size_t i = 0; i < rows->n; i++) {
		const struct pledge *p = rows->items[i].record;
		if (!is_of(&rows->items[i], round))
			continue;
		n++;
		kept += pledge_status_on(p, day) == PLEDGE_KEPT;
		broken += pledge_status_on(p, day) == PLEDGE_BROKEN;
		late += pledge_is_late(p, day);
	}
	struct str text = view_fill(ctx, "view.pledges.totals",
		ARGS(day_text(a, day, ctx->site->lang), str_printf(a, "%zu", n),
			str_printf(a, "%zu", kept), str_printf(a, "%zu", broken)));
	if (late)
		text = STR_CAT(a, text,
			view_fill(
				ctx, "view.pledges.totals.late", ARGS(str_printf(a, "%zu", late))));
	view_add_paragraph(ctx, to, text);
}

static void add_round(const struct view_context *ctx, struct node *to, const struct view_rows *rows,
	struct str round, const char *const *heads)
{
	add_totals(ctx, to, rows, round);
	struct view_table table = view_add_table(ctx, to, round, heads, N_COLS);
	if (!round.n)
		node_set_attribute(
			ctx->arena, table.table, STR("aria-label"), view_word(ctx, "view.pledges"));
	table.body->as.body.head_columns = 1;
	for (size_t i = 0; i < rows->n; i++)
		if (is_of(&rows->items[i], round))
			add_row(&table, &rows->items[i], heads);
}

/* Whether an earlier row is of the same round. */
static bool is_begun(const struct view_rows *rows, size_t at)
{
	struct str round = ((const struct pledge *)rows->items[at].record)->round.s;
	for (size_t i = 0; i < at; i++)
		if (is_of(&rows->items[i], round))
			return true;
	return false;
}

struct node *view_pledges(const struct view_context *ctx, struct view_call *call)
{
	struct node *div = view_div(ctx, "pledges");
	const struct view_rows *rows = &call->rows[0];
	const char *heads[N_COLS];
	bool due = false, kept = false;
	for (size_t i = 0; i < rows->n; i++) {
		const struct pledge *p = rows->items[i].record;
		due |= p->due.kind != WHEN_NONE;
		kept |= p->kept.kind != WHEN_NONE && p->kept.first <= ctx->site->as_of;
	}
	for (int i = 0; i < N_COLS; i++)
		heads[i] = column_heads[i];
	heads[COL_DUE] = due ? heads[COL_DUE] : NULL;
	heads[COL_KEPT] = kept ? heads[COL_KEPT] : NULL;
	for (size_t i = 0; i < rows->n; i++)
		if (!is_begun(rows, i))
			add_round(ctx, div, rows,
				((const struct pledge *)rows->items[i].record)->round.s, heads);
	return div;
}
