/* SPDX-License-Identifier: MIT */
/* {{ledger}}: what is wrong, what is done about it, and how far that is on the day of the build. */
#include "resolve/view_parts.h"

enum ledger_column {
	COL_NO,
	COL_PROBLEM,
	COL_MEASURE,
	COL_LEAD,
	COL_PERSON,
	COL_DUE,
	COL_STATUS,
	COL_EVIDENCE,
	N_COLS,
};

static const char *const column_heads[N_COLS] = {
	"view.ledger.no",
	"view.ledger.problem",
	"view.ledger.measure",
	"view.ledger.lead",
	"view.ledger.person",
	"view.ledger.due",
	"view.ledger.status",
	"view.ledger.evidence",
};

/* As the marks of tasks, which the themes know. */
static const struct {
	const char *word, *class;
} statuses[] = {
	[LEDGER_OPEN] = {"view.ledger.open", "status-doing"},
	[LEDGER_REVIEW] = {"view.ledger.review", "status-doing"},
	[LEDGER_CLOSED] = {"view.ledger.closed", "status-done"},
	[LEDGER_REOPENED] = {"view.ledger.reopened", "status-todo"},
};

struct ledger_line {
	const struct view_context *ctx;
	const struct ledger_row *row;
	enum ledger_status status; /* as of the day of the build */
	size_t n_turns;		   /* that have come by then */
	bool whole;		   /* all have: the row tells of this state and no later one */
};

static struct ledger_line line_of(const struct view_context *ctx, const struct ledger_row *row)
{
	struct ledger_line line = {.ctx = ctx, .row = row};
	line.status = ledger_status_on(row, ctx->site->as_of);
	while (line.n_turns < row->n_turns && row->turns[line.n_turns].day <= ctx->site->as_of)
		line.n_turns++;
	line.whole = line.n_turns == row->n_turns;
	return line;
}

static void choose_columns(const struct view_rows *rows, const char **heads)
{
	bool used[N_COLS] = {0};
	for (size_t i = 0; i < rows->n; i++) {
		const struct ledger_row *row = rows->items[i].record;
		used[COL_LEAD] |= row->lead.n != 0;
		used[COL_PERSON] |= row->person.n != 0;
		used[COL_EVIDENCE] |= row->evidence.s.n != 0;
	}
	for (int i = 0; i < N_COLS; i++) {
		bool may_go = i == COL_LEAD || i == COL_PERSON || i == COL_EVIDENCE;
		heads[i] = may_go && !used[i] ? NULL : column_heads[i];
	}
}

/* What is struck off is so for the ear too: its status says it in a word. */
static void add_text(const struct ledger_line *line, struct node *cell, struct str text)
{
	if (line->status == LEDGER_CLOSED)
		cell = node_add(line->ctx->arena, cell, NODE_STRIKEOUT);
	view_add_text(line->ctx, cell, text);
}

/* 2026年8月20日销号，2026年9月1日重新整改: what was before the closing that the cell tells. */
static struct str past_turns(const struct ledger_line *line)
{
	const struct view_context *ctx = line->ctx;
	struct str text = STR_NONE;
	size_t n = line->n_turns - (line->status == LEDGER_CLOSED && line->n_turns);
	for (size_t i = 0; i < n; i++) {
		const struct ledger_turn *turn = &line->row->turns[i];
		bool closed = turn->to == LEDGER_CLOSED;
		struct str day = day_text(ctx->arena, turn->day, ctx->site->lang);
		text = STR_CAT(ctx->arena, text, text.n ? view_word(ctx, "view.comma") : STR_NONE,
			view_fill(ctx, closed ? "view.ledger.turn.closed" : "view.ledger.turn.open",
				ARGS(day)));
	}
	return text;
}

static void add_small(const struct view_context *ctx, struct node *cell, struct str text)
{
	if (!text.n)
		return;
	node_add(ctx->arena, cell, NODE_LINE_BREAK);
	view_add_span(ctx, cell, "small", text);
}

static void add_reviewer(const struct ledger_line *line, struct node *cell)
{
	const struct view_context *ctx = line->ctx;
	node_add(ctx->arena, cell, NODE_LINE_BREAK);
	view_add_text(ctx, cell, view_word(ctx, "view.ledger.reviewer"));
	view_add_parties(ctx, cell, &line->row->reviewer, true);
}

void view_add_ledger_status(
	const struct view_context *ctx, struct node *to, const struct ledger_row *row)
{
	enum ledger_status status = ledger_status_on(row, ctx->site->as_of);
	struct node *span = view_add_span(ctx, to, "status", view_word(ctx, statuses[status].word));
	node_add_class(ctx->arena, span, str_from(statuses[status].class));
	if (ledger_is_late(row, ctx->site->as_of))
		view_add_late(ctx, to, row->due.last);
}

static void add_status(const struct ledger_line *line, struct node *cell)
{
	const struct view_context *ctx = line->ctx;
	view_add_ledger_status(ctx, cell, line->row);
	bool closed = line->status == LEDGER_CLOSED;
	if (closed && line->n_turns)
		add_small(ctx, cell,
			day_text(ctx->arena, line->row->turns[line->n_turns - 1].day,
				ctx->site->lang));
	if (closed && line->whole && line->row->reviewer.n)
		add_reviewer(line, cell);
	add_small(ctx, cell, past_turns(line));
}

static void add_cell(struct view_table *table, enum ledger_column column,
	const struct ledger_line *line, size_t no)
{
	const struct view_context *ctx = line->ctx;
	const struct ledger_row *row = line->row;
	struct node *cell = view_table_cell(table);
	bool closed = line->status == LEDGER_CLOSED;
	switch (column) {
	case COL_NO:
		view_add_text(ctx, cell, str_printf(ctx->arena, "%zu", no));
		return;
	case COL_PROBLEM:
		add_text(line, cell, row->problem.s);
		return;
	case COL_MEASURE:
		add_text(line, cell, row->measure.s);
		return;
	case COL_LEAD:
		view_add_parties(ctx, cell, &row->lead, closed);
		return;
	case COL_PERSON:
		view_add_parties(ctx, cell, &row->person, closed);
		return;
	case COL_DUE:
		view_add_text(ctx, cell, view_when(ctx, ctx->entry, &row->due));
		return;
	case COL_STATUS:
		add_status(line, cell);
		return;
	case COL_EVIDENCE:
		if (line->whole)
			view_add_text(ctx, cell, row->evidence.s);
		return;
	case N_COLS:
		return;
	}
}

static void add_totals(
	const struct view_context *ctx, struct node *to, const struct view_rows *rows)
{
	size_t closed = 0, late = 0;
	day_t day = ctx->site->as_of;
	for (size_t i = 0; i < rows->n; i++) {
		const struct ledger_row *row = rows->items[i].record;
		closed += ledger_status_on(row, day) == LEDGER_CLOSED;
		late += ledger_is_late(row, day);
	}
	struct arena *a = ctx->arena;
	view_add_paragraph(ctx, to,
		view_fill(ctx, "view.ledger.totals",
			ARGS(day_text(a, day, ctx->site->lang), str_printf(a, "%zu", rows->n),
				str_printf(a, "%zu", closed), str_printf(a, "%zu", late))));
}

struct node *view_ledger(const struct view_context *ctx, struct view_call *call)
{
	struct node *div = view_div(ctx, "ledger");
	const struct view_rows *rows = &call->rows[0];
	const char *heads[N_COLS];
	choose_columns(rows, heads);
	add_totals(ctx, div, rows);
	struct view_table table = view_add_table(ctx, div, STR_NONE, heads, N_COLS);
	node_set_attribute(
		ctx->arena, table.table, STR("aria-label"), view_word(ctx, "view.ledger"));
	table.body->as.body.head_columns = 1;
	for (size_t i = 0; i < rows->n; i++) {
		struct view_row *row = &rows->items[i];
		struct ledger_line line = line_of(ctx, row->record);
		struct node *tr = view_table_row(&table);
		view_add_row_id(ctx, tr, "ledger", row, line.row->id.s);
		if (line.status == LEDGER_CLOSED)
			node_add_class(ctx->arena, tr, STR("closed"));
		for (int c = 0; c < N_COLS; c++)
			if (heads[c])
				add_cell(&table, (enum ledger_column)c, &line, row->no);
	}
	return div;
}
