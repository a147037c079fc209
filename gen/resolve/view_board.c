/* SPDX-License-Identifier: MIT */
/* {{board}}: who has reported, by party and time; how each time ended; what was sent twice. */
#include "base/arena.h"
#include "base/buf.h"
#include "resolve/view_parts.h"

enum {
	TIMES_SHOWN = 6,    /* beside one another, by party */
	TIMES_COUNTED = 60, /* below one another, as totals */
	TIMES_OF_PARTY = 2, /* on its own page */
	FILES_TOLD = 50,    /* that gave way to a later one */
};

/* --- words --- */

/* The period that a time is, or the day on which it is due. */
static struct str time_name(const struct view_context *ctx, const struct occurrence *at)
{
	if (!day_is_known(at->last))
		return view_word(ctx, "view.undated");
	return view_occurrence(ctx, at);
}

static struct str short_day(const struct view_context *ctx, const struct occurrence *at, day_t day)
{
	bool same = day_is_known(at->last) && day_to_civil(at->last).year == day_to_civil(day).year;
	return same ? day_text_short(ctx->arena, day, ctx->site->lang)
		    : day_text(ctx->arena, day, ctx->site->lang);
}

static struct str days(const struct view_context *ctx, int n)
{
	return str_printf(ctx->arena, "%d", n);
}

/* --- one cell --- */

static struct str state_text(
	const struct view_context *ctx, const struct board_cell *c, const struct occurrence *at)
{
	switch (c->state) {
	case BOARD_NONE:
		return view_word(ctx, "view.board.none");
	case BOARD_COMING:
		return view_word(ctx, "view.board.coming");
	case BOARD_OPEN:
		return view_word(ctx, "view.board.open");
	case BOARD_MISSING:
		return view_fill(ctx, "view.board.missing", ARGS(days(ctx, c->days)));
	case BOARD_IN_TIME:
		return view_fill(ctx, "view.board.in-time", ARGS(short_day(ctx, at, c->received)));
	case BOARD_LATE:
		return view_fill(ctx, "view.board.late",
			ARGS(short_day(ctx, at, c->received), days(ctx, c->days)));
	case BOARD_UNDATED:
		return view_word(ctx, "view.board.undated");
	}
	return STR_NONE;
}

static const char *state_class(enum board_state state)
{
	switch (state) {
	case BOARD_NONE:
	case BOARD_COMING:
	case BOARD_OPEN:
		return "open";
	case BOARD_MISSING:
	case BOARD_LATE:
		return "late";
	case BOARD_IN_TIME:
	case BOARD_UNDATED:
		return "received";
	}
	return "open";
}

/* The forms that have not come, where one has; those for internal use are but counted. */
static void add_lacking(const struct view_context *ctx, struct node *to, const struct board *b,
	size_t party, size_t time)
{
	struct buf list = buf_new(ctx->arena);
	size_t n = 0;
	for (size_t i = 0; i < b->n_forms; i++) {
		const struct form *f = b->forms[i];
		if (board_has_form(b, party, time, i))
			continue;
		n++;
		if (!site_shows_form(ctx->site, ctx->entry, f))
			continue;
		buf_add(&list, list.n ? view_word(ctx, "view.list") : STR_NONE);
		buf_add(&list, view_flat(ctx, f->title.s));
	}
	struct str forms = list.n ? buf_str(&list)
				  : view_fill(ctx, "view.board.forms", ARGS(view_number(ctx, n)));
	node_add(ctx->arena, to, NODE_LINE_BREAK);
	view_add_span(ctx, to, "small", view_fill(ctx, "view.board.lacking", ARGS(forms)));
}

static void add_state(const struct view_context *ctx, struct node *to, const struct board *b,
	size_t party, size_t time)
{
	struct board_cell c = board_cell(b, party, time, ctx->site->as_of);
	view_add_span(ctx, to, state_class(c.state), state_text(ctx, &c, &b->times[time]));
	if (c.n_forms && c.n_forms < b->n_forms)
		add_lacking(ctx, to, b, party, time);
	if (!c.version)
		return;
	node_add(ctx->arena, to, NODE_LINE_BREAK);
	view_add_span(
		ctx, to, "small", view_fill(ctx, "view.board.version", ARGS(days(ctx, c.version))));
}

/* --- the parts of a board --- */

/* "（迟报1、收到日期不明2）" */
static struct str of_these(const struct view_context *ctx, const struct board_count *n)
{
	struct buf list = buf_new(ctx->arena);
	if (n->late)
		buf_add(&list, view_fill(ctx, "view.board.of-these-late",
				       ARGS(view_number(ctx, n->late))));
	if (n->late && n->undated)
		buf_add(&list, view_word(ctx, "view.list"));
	if (n->undated)
		buf_add(&list, view_fill(ctx, "view.board.of-these-undated",
				       ARGS(view_number(ctx, n->undated))));
	return list.n ? view_fill(ctx, "view.board.of-these", ARGS(buf_str(&list))) : STR_NONE;
}

static struct str count_text(const struct view_context *ctx, const struct board_count *n, bool over)
{
	struct str received = STR_CAT(ctx->arena, view_number(ctx, n->received), of_these(ctx, n));
	size_t lacking = n->asked - n->received;
	return view_fill(ctx, over ? "view.board.count" : "view.board.count-open",
		ARGS(view_number(ctx, n->asked), received, view_number(ctx, lacking)));
}

static bool is_over(const struct view_context *ctx, const struct occurrence *at)
{
	return day_is_known(at->last) && at->last < ctx->site->as_of;
}

/* 截至…：2026年9月28日应报6、已报5（其中迟报1）、缺报1。 */
static void add_totals(const struct view_context *ctx, struct node *to, const struct board *b,
	size_t newest, size_t n)
{
	struct buf text = buf_new(ctx->arena);
	for (size_t i = 0; i < n && i < 2; i++) {
		const struct occurrence *at = &b->times[newest - i];
		struct board_count count = board_count(b, newest - i, ctx->site->as_of);
		buf_add(&text, i ? view_word(ctx, "view.board.and") : STR_NONE);
		buf_add(&text, view_fill(ctx, "view.board.time",
				       ARGS(time_name(ctx, at),
					       count_text(ctx, &count, is_over(ctx, at)))));
		if (is_over(ctx, at))
			break; /* it is the last one; what is open stands before it */
	}
	view_add_paragraph(ctx, to,
		view_fill(ctx, "view.board.totals",
			ARGS(day_text(ctx->arena, ctx->site->as_of, ctx->site->lang),
				buf_str(&text))));
}

static void add_parties(const struct view_context *ctx, struct node *to, const struct board *b,
	size_t newest, size_t n)
{
	struct str *heads = NEW_N(ctx->arena, struct str, n + 1);
	heads[0] = view_word(ctx, "view.board.party");
	for (size_t i = 0; i < n; i++)
		heads[i + 1] = time_name(ctx, &b->times[newest - i]);
	struct view_table table = view_add_table_texts(ctx, to, b->deadline->title.s, heads, n + 1);
	node_add_class(ctx->arena, table.table, STR("board"));
	table.body->as.body.head_columns = 1;
	for (size_t i = 0; i < b->n_parties; i++) {
		view_table_row(&table);
		view_add_who(ctx, view_table_cell(&table), b->parties[i]);
		for (size_t k = 0; k < n; k++)
			add_state(ctx, view_table_cell(&table), b, i, newest - k);
	}
}

static void add_missing(
	const struct view_context *ctx, struct node *cell, const struct board *b, size_t time)
{
	day_t as_of = ctx->site->as_of;
	bool any = false;
	for (size_t i = 0; i < b->n_parties; i++) {
		if (board_cell(b, i, time, as_of).state != BOARD_MISSING)
			continue;
		view_add_text(ctx, cell, any ? view_word(ctx, "view.list") : STR_NONE);
		view_add_party(ctx, cell, board_answers(b, i, time, as_of));
		any = true;
	}
	if (!any)
		view_add_text(ctx, cell, view_word(ctx, "view.board.nobody"));
}

/* How each time ended that is over, the newest first. */
static void add_past(const struct view_context *ctx, struct node *to, const struct board *b)
{
	static const char *const heads[] = {"view.board.due", "view.board.asked",
		"view.board.received", "view.board.were-late", "view.board.lack",
		"view.board.who-lacks"};
	size_t newest, n = board_shown(b, ctx->site->as_of, TIMES_COUNTED, &newest);
	if (n && !is_over(ctx, &b->times[newest])) {
		newest -= newest > 0;
		n--;
	}
	if (n < 2)
		return;
	struct view_table table = view_add_table(ctx, to,
		view_fill(ctx, "view.board.past", ARGS(b->deadline->title.s)), heads,
		ARRAY_LEN(heads));
	node_add_class(ctx->arena, table.table, STR("board-past"));
	table.body->as.body.head_columns = 1;
	for (size_t i = 0; i < n; i++) {
		struct board_count count = board_count(b, newest - i, ctx->site->as_of);
		view_table_row(&table);
		view_table_text(&table, time_name(ctx, &b->times[newest - i]));
		view_table_text(&table, view_number(ctx, count.asked));
		view_table_text(&table, view_number(ctx, count.received));
		view_table_text(&table, view_number(ctx, count.late));
		view_table_text(&table, view_number(ctx, count.missing));
		add_missing(ctx, view_table_cell(&table), b, newest - i);
	}
}

/* --- what was sent twice: names of files are nobody else's business --- */

static struct str file_shown(const struct view_context *ctx, const struct filing *f)
{
	struct str row = STR_NONE;
	if (f->row)
		row = view_fill(ctx, "view.board.row", ARGS(view_number(ctx, f->row)));
	return STR_CAT(ctx->arena, f->file, row);
}

static void add_replaced(const struct view_context *ctx, struct node *to, const struct board *b)
{
	struct node *list = NULL;
	const struct filing *counts = b->filings;
	size_t told = 0;
	if (ctx->site->audience != AUDIENCE_INTERNAL)
		return;
	for (size_t i = 0; i < b->n_filings && told < FILES_TOLD; i++) {
		const struct filing *f = &b->filings[i];
		counts = f->counts ? f : counts;
		if (f->counts)
			continue;
		if (!list) {
			view_add_paragraph(ctx, to, view_word(ctx, "view.board.twice"));
			list = node_add(ctx->arena, to, NODE_BULLET_LIST);
		}
		struct node *item =
			node_add(ctx->arena, node_add(ctx->arena, list, NODE_ITEM), NODE_PLAIN);
		view_add_text(ctx, item,
			view_fill(ctx, "view.board.replaced",
				ARGS(party_label(b->parties[f->party]),
					time_name(ctx, &b->times[f->time]), file_shown(ctx, counts),
					file_shown(ctx, f))));
		told++;
	}
}

struct node *view_board(const struct view_context *ctx, struct view_call *call)
{
	struct node *div = view_div(ctx, "board");
	for (size_t i = 0; i < call->rows[0].n; i++) {
		struct view_row *row = &call->rows[0].items[i];
		const struct deadline *d = row->record;
		const struct board *b = entry_board(ctx->entry, d);
		if (!b)
			continue;
		size_t newest, n = board_shown(b, ctx->site->as_of, TIMES_SHOWN, &newest);
		struct node *part = node_add(ctx->arena, div, NODE_DIV);
		view_add_row_id(ctx, part, "board", row, d->id.s);
		add_totals(ctx, part, b, newest, n);
		add_parties(ctx, part, b, newest, n);
		add_past(ctx, part, b);
		add_replaced(ctx, part, b);
	}
	return div;
}

/* --- on the page of a party --- */

void view_add_reports(const struct view_context *ctx, struct node *to, const struct entry *e,
	const struct deadline *d, const struct party *p)
{
	const struct board *b = entry_board(e, d);
	struct view_context of = *ctx;
	of.entry = e;
	for (size_t i = 0; b && i < b->n_parties; i++) {
		size_t newest, n = board_shown(b, ctx->site->as_of, TIMES_OF_PARTY, &newest);
		for (size_t k = 0; k < n; k++) {
			const struct occurrence *at = &b->times[newest - k];
			if (board_answers(b, i, newest - k, ctx->site->as_of) != p ||
				board_cell(b, i, newest - k, ctx->site->as_of).state == BOARD_NONE)
				continue;
			node_add(ctx->arena, to, NODE_LINE_BREAK);
			view_add_text(&of, to,
				view_fill(&of, "view.board.of-time", ARGS(time_name(&of, at))));
			add_state(&of, to, b, i, newest - k);
		}
	}
}
