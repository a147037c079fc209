/* SPDX-License-Identifier: MIT */
/* {{checklists}}: a board of parties by items for the period that goes on, and how the others
 * ended. */
#include "base/arena.h"
#include "resolve/checklist.h"
#include "resolve/view_parts.h"

enum { PERIODS_SHOWN = 6 };

/* The words are short, since a column stands for each item; the mark is told by sign and day. */
static void add_mark(const struct view_context *ctx, struct node *cell,
	const struct checklist_board *b, size_t party, size_t item, size_t period)
{
	const struct done_item *done = checklist_mark(b, party, item, period);
	if (!done) {
		bool late = checklist_is_over(b, period, ctx->site->as_of);
		view_add_span(ctx, cell, late ? "late" : "open",
			view_word(ctx, late ? "view.checklists.late" : "view.checklists.open"));
		return;
	}
	struct str day = view_when(ctx, ctx->entry, &done->date);
	if (done->date.kind == WHEN_DAY)
		day = day_text_short(ctx->arena, done->date.first, ctx->site->lang);
	struct str text = view_fill(ctx, "view.checklists.done", ARGS(day));
	bool link = str_starts(done->link.s, STR("https://")) ||
		    str_starts(done->link.s, STR("http://"));
	if (link) {
		node_add_link(ctx->arena, cell, done->link.s, text);
		return;
	}
	view_add_text(ctx, cell, text);
	if (done->link.s.n) {
		node_add(ctx->arena, cell, NODE_LINE_BREAK);
		view_add_span(ctx, cell, "small", done->link.s);
	}
}

static struct str period_text(
	const struct view_context *ctx, const struct checklist_board *b, size_t period)
{
	const struct occurrence *at = &b->list->series.items[period];
	struct when w = {.kind = WHEN_PERIOD, .first = at->first, .last = at->last};
	return when_text(ctx->arena, &w, ctx->site->lang);
}

static bool has_time(const struct checklist_board *b, size_t period)
{
	const struct series *s = &b->list->series;
	return period < s->n &&
	       (day_is_known(s->items[period].first) || day_is_known(s->items[period].last));
}

static void add_totals(
	const struct view_context *ctx, struct node *to, const struct checklist_board *b)
{
	struct arena *a = ctx->arena;
	size_t all = 0;
	for (size_t i = 0; i < b->parties.list.n; i++)
		all += checklist_done(b, i, b->current) == b->n_items;
	const char *key = b->n_begun ? "view.checklists.time" : "view.checklists.coming";
	struct str time = STR_NONE;
	if (has_time(b, b->current))
		time = view_fill(ctx, key, ARGS(period_text(ctx, b, b->current)));
	view_add_paragraph(ctx, to,
		view_fill(ctx, "view.checklists.totals",
			ARGS(day_text(a, ctx->site->as_of, ctx->site->lang),
				str_printf(a, "%zu", b->parties.list.n), str_printf(a, "%zu", all),
				time)));
}

static void add_board(
	const struct view_context *ctx, struct node *to, const struct checklist_board *b)
{
	struct str *heads = NEW_N(ctx->arena, struct str, b->n_items + 1);
	heads[0] = view_word(ctx, "view.checklists.party");
	for (size_t i = 0; i < b->n_items; i++)
		heads[i + 1] = b->items[i].title.s;
	struct view_table table =
		view_add_table_texts(ctx, to, b->list->title.s, heads, b->n_items + 1);
	node_add_class(ctx->arena, table.table, STR("board"));
	table.body->as.body.head_columns = 1;
	for (size_t i = 0; i < b->parties.list.n; i++) {
		view_table_row(&table);
		view_add_who(ctx, view_table_cell(&table), b->parties.list.items[i]);
		for (size_t k = 0; k < b->n_items; k++)
			add_mark(ctx, view_table_cell(&table), b, i, k, b->current);
	}
}

/* The periods that are over, the newest first: 3/5. */
static void add_past(
	const struct view_context *ctx, struct node *to, const struct checklist_board *b)
{
	size_t n = b->current < PERIODS_SHOWN ? b->current : PERIODS_SHOWN;
	if (!n || b->n_begun < 2)
		return;
	struct str *heads = NEW_N(ctx->arena, struct str, n + 1);
	heads[0] = view_word(ctx, "view.checklists.party");
	for (size_t i = 0; i < n; i++)
		heads[i + 1] = period_text(ctx, b, b->current - 1 - i);
	struct view_table table = view_add_table_texts(ctx, to,
		view_fill(ctx, "view.checklists.past", ARGS(b->list->title.s)), heads, n + 1);
	node_add_class(ctx->arena, table.table, STR("board"));
	table.body->as.body.head_columns = 1;
	for (size_t i = 0; i < b->parties.list.n; i++) {
		view_table_row(&table);
		view_add_who(ctx, view_table_cell(&table), b->parties.list.items[i]);
		for (size_t k = 0; k < n; k++) {
			size_t done = checklist_done(b, i, b->current - 1 - k);
			struct node *cell = view_table_cell(&table);
			struct str text = str_printf(ctx->arena, "%zu/%zu", done, b->n_items);
			if (done < b->n_items)
				view_add_span(ctx, cell, "late",
					view_fill(ctx, "view.checklists.lacking", ARGS(text)));
			else
				view_add_text(ctx, cell, text);
		}
	}
}

struct node *view_checklists(const struct view_context *ctx, struct view_call *call)
{
	struct node *div = view_div(ctx, "checklists");
	for (size_t i = 0; i < call->rows[0].n; i++) {
		struct view_row *row = &call->rows[0].items[i];
		const struct checklist *list = row->record;
		struct checklist_board b = checklist_board(ctx->arena, ctx->site, ctx->entry, list);
		struct node *part = node_add(ctx->arena, div, NODE_DIV);
		view_add_row_id(ctx, part, "checklist", row, list->id.s);
		add_totals(ctx, part, &b);
		add_board(ctx, part, &b);
		add_past(ctx, part, &b);
	}
	return div;
}

/* --- the sheet of one party --- */

void view_add_sheet(const struct view_context *ctx, struct node *to, const struct entry *e,
	const struct checklist *list, const struct party *p)
{
	static const char *const heads[] = {
		"view.checklists.item", "view.checklists.is-done", "view.checklists.remark"};
	struct arena *scratch = arena_new();
	struct view_context of = *ctx;
	of.entry = e;
	struct checklist_board b = checklist_board(scratch, ctx->site, e, list);
	struct str title = list->title.s;
	if (has_time(&b, b.current))
		title = view_fill(
			&of, "view.checklists.sheet", ARGS(title, period_text(&of, &b, b.current)));
	struct view_table table = view_add_table(&of, to, title, heads, ARRAY_LEN(heads));
	node_add_class(ctx->arena, table.table, STR("sheet"));
	table.body->as.body.head_columns = 1;
	for (size_t i = 0; i < b.parties.list.n; i++) {
		const struct party *its = b.parties.list.items[i];
		if (party_on(its, ctx->site->as_of) != p)
			continue;
		for (size_t k = 0; k < b.n_items; k++) {
			view_table_row(&table);
			view_table_text(&table, b.items[k].title.s);
			struct node *cell = view_table_cell(&table);
			if (checklist_mark(&b, i, k, b.current))
				add_mark(&of, cell, &b, i, k, b.current);
			else
				view_add_text(&of, cell, view_word(&of, "view.checklists.box"));
			view_table_cell(&table);
		}
		break;
	}
	arena_free(scratch);
}
