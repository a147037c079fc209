/* SPDX-License-Identifier: MIT */
/* {{schedule}}: the phases as a picture and a table, then events and deadlines by day. */
#include <stdlib.h>

#include "resolve/timeline.h"
#include "resolve/view_parts.h"

enum { PHASES, EVENTS, DEADLINES };

/* Dated rows by day, what repeats by its first; what has no date comes last. */
struct dated {
	struct view_row *row;
	bool undated;
	day_t day;
};

static int by_day(const void *x, const void *y)
{
	const struct dated *a = x, *b = y;
	if (a->undated != b->undated)
		return a->undated ? 1 : -1;
	if (a->day != b->day)
		return a->day < b->day ? -1 : 1;
	return (a->row->no > b->row->no) - (a->row->no < b->row->no);
}

static const struct series *series_of(const struct view_row *row, bool event)
{
	if (event)
		return &((const struct event *)row->record)->series;
	return &((const struct deadline *)row->record)->series;
}

static struct dated *sort_rows(const struct view_context *ctx, struct view_rows *rows, bool event)
{
	struct dated *list = NEW_N(ctx->arena, struct dated, rows->n + 1);
	for (size_t i = 0; i < rows->n; i++) {
		const struct series *s = series_of(&rows->items[i], event);
		list[i] = (struct dated){.row = &rows->items[i], .undated = !s->n};
		if (s->n && event && day_is_known(s->items[0].first))
			list[i].day = s->items[0].first;
		else if (s->n)
			list[i].day = s->items[0].last;
	}
	if (rows->n)
		qsort(list, rows->n, sizeof(*list), by_day);
	return list;
}

/* Before the first row that has no date, unless none has one. */
static void part_undated(struct view_table *table, const struct dated *list, size_t i)
{
	if (list[i].undated && (i == 0 || !list[i - 1].undated))
		view_table_part(table, view_word(table->ctx, "view.undated"));
}

/* What is done about rest days, unless there is one time, of which the day itself is told. */
static void add_rest_day(const struct view_context *ctx, struct node *cell, struct word shift,
	const struct series *s)
{
	bool shifts = shift.v == SHIFT_NEXT || shift.v == SHIFT_PREVIOUS;
	if (!shifts || (s->n == 1 && !s->repeats))
		return;
	node_add(ctx->arena, cell, NODE_LINE_BREAK);
	view_add_span(ctx, cell, "small",
		view_word(ctx, shift.v == SHIFT_NEXT ? "view.shift.next" : "view.shift.previous"));
}

/* --- phases --- */

static void add_timeline(const struct view_context *ctx, struct node *to, struct view_call *call)
{
	struct str id =
		call->no ? str_printf(ctx->arena, "timeline-%zu", call->no + 1) : STR("timeline");
	struct str svg = timeline_svg(ctx, &call->rows[PHASES], id);
	if (svg.n)
		view_add_picture(ctx, to, "timeline", svg);
}

static void add_phases(const struct view_context *ctx, struct node *to, struct view_rows *rows)
{
	const char *heads[] = {"view.phases.title", "view.phases.period", NULL};
	for (size_t i = 0; i < rows->n; i++)
		if (((const struct phase *)rows->items[i].record)->motto.s.n)
			heads[2] = "view.phases.motto";
	struct view_table table =
		view_add_table(ctx, to, view_word(ctx, "view.phases"), heads, ARRAY_LEN(heads));
	node_add_class(ctx->arena, table.table, STR("phases"));
	table.body->as.body.head_columns = 1;
	for (size_t i = 0; i < rows->n; i++) {
		const struct phase *p = rows->items[i].record;
		view_add_row_id(ctx, view_table_row(&table), "phase", &rows->items[i], p->id.s);
		view_table_text(&table, p->title.s);
		view_table_text(&table, view_when(ctx, ctx->entry, &p->period));
		if (heads[2])
			view_table_text(&table, p->motto.s);
	}
}

/* --- events --- */

static void add_event(struct view_table *table, const struct event *e, const char *const *heads)
{
	const struct view_context *ctx = table->ctx;
	struct node *cell = view_table_cell(table);
	if (e->repeat.kind != REPEAT_NONE)
		view_add_text(
			ctx, cell, view_repeat(ctx, ctx->entry, &e->repeat, &e->from, &e->until));
	else
		view_add_text(ctx, cell, view_due(ctx, ctx->entry, &e->date, &e->series));
	add_rest_day(ctx, cell, e->shift, &e->series);
	view_add_times(ctx, cell, &e->series);
	view_table_text(table, e->title.s);
	if (heads[2])
		view_table_text(table, e->place.s);
	if (heads[3])
		view_add_parties(ctx, view_table_cell(table), &e->who, false);
}

static void add_events(const struct view_context *ctx, struct node *to, struct view_rows *rows)
{
	const char *heads[] = {"view.events.date", "view.events.title", NULL, NULL};
	for (size_t i = 0; i < rows->n; i++) {
		const struct event *e = rows->items[i].record;
		if (e->place.s.n)
			heads[2] = "view.events.place";
		if (e->who.n)
			heads[3] = "view.events.who";
	}
	struct view_table table =
		view_add_table(ctx, to, view_word(ctx, "view.events"), heads, ARRAY_LEN(heads));
	node_add_class(ctx->arena, table.table, STR("events"));
	struct dated *list = sort_rows(ctx, rows, true);
	for (size_t i = 0; i < rows->n; i++) {
		const struct event *e = list[i].row->record;
		part_undated(&table, list, i);
		view_add_row_id(ctx, view_table_row(&table), "event", list[i].row, e->id.s);
		add_event(&table, e, heads);
	}
}

/* --- deadlines --- */

enum { TITLE, WHO, TO, DUE, FORM, CHANNEL, N_DEADLINE_COLS };

void view_add_form_links(const struct view_context *ctx, struct node *to, const struct entry *e,
	const struct deadline *d)
{
	bool any = false;
	for (size_t i = 0; i < d->form.n; i++) {
		const struct form *form = entry_form(e, d->form.items[i].s);
		if (!form || !site_shows_form(ctx->site, e, form))
			continue;
		if (any)
			view_add_text(ctx, to, view_word(ctx, "view.list"));
		node_add_link(ctx->arena, to, form_url(ctx->arena, e, form, STR("html")),
			view_flat(ctx, form->title.s));
		any = true;
	}
}

static void add_channel(const struct view_context *ctx, struct node *cell, const struct deadline *d)
{
	view_add_text(ctx, cell, d->channel.s);
	if (!d->copies.set)
		return;
	if (d->channel.s.n)
		view_add_text(ctx, cell, view_word(ctx, "view.comma"));
	view_add_text(ctx, cell, view_fill(ctx, "view.deadlines.copies", ARGS(d->copies.written)));
}

static void add_deadline(
	struct view_table *table, const struct deadline *d, const char *const *heads)
{
	const struct view_context *ctx = table->ctx;
	struct node *cell = view_table_cell(table);
	view_add_text(ctx, cell, d->title.s);
	if (d->with.s.n) {
		node_add(ctx->arena, cell, NODE_LINE_BREAK);
		view_add_span(
			ctx, cell, "small", view_fill(ctx, "view.deadlines.with", ARGS(d->with.s)));
	}
	view_add_parties(ctx, view_table_cell(table), &d->who, false);
	if (heads[TO])
		view_add_parties(ctx, view_table_cell(table), &d->to, false);
	cell = view_table_cell(table);
	if (d->repeat.kind != REPEAT_NONE)
		view_add_text(
			ctx, cell, view_repeat(ctx, ctx->entry, &d->repeat, &d->from, &d->until));
	else
		view_add_text(ctx, cell, view_due(ctx, ctx->entry, &d->due, &d->series));
	add_rest_day(ctx, cell, d->shift, &d->series);
	view_add_times(ctx, cell, &d->series);
	if (heads[FORM])
		view_add_form_links(ctx, view_table_cell(table), ctx->entry, d);
	if (heads[CHANNEL])
		add_channel(ctx, view_table_cell(table), d);
}

static void add_deadlines(const struct view_context *ctx, struct node *to, struct view_rows *rows)
{
	const char *heads[N_DEADLINE_COLS] = {"view.deadlines.title", "view.deadlines.who", NULL,
		"view.deadlines.due", NULL, NULL};
	for (size_t i = 0; i < rows->n; i++) {
		const struct deadline *d = rows->items[i].record;
		if (d->to.n)
			heads[TO] = "view.deadlines.to";
		if (d->form.n)
			heads[FORM] = "view.deadlines.form";
		if (d->channel.s.n || d->copies.set)
			heads[CHANNEL] = "view.deadlines.channel";
	}
	struct view_table table =
		view_add_table(ctx, to, view_word(ctx, "view.deadlines"), heads, N_DEADLINE_COLS);
	node_add_class(ctx->arena, table.table, STR("deadlines"));
	struct dated *list = sort_rows(ctx, rows, false);
	for (size_t i = 0; i < rows->n; i++) {
		const struct deadline *d = list[i].row->record;
		part_undated(&table, list, i);
		view_add_row_id(ctx, view_table_row(&table), "deadline", list[i].row, d->id.s);
		add_deadline(&table, d, heads);
	}
}

struct node *view_schedule(const struct view_context *ctx, struct view_call *call)
{
	struct node *div = view_div(ctx, "schedule");
	if (call->rows[PHASES].n) {
		add_timeline(ctx, div, call);
		add_phases(ctx, div, &call->rows[PHASES]);
	}
	if (call->rows[EVENTS].n)
		add_events(ctx, div, &call->rows[EVENTS]);
	if (call->rows[DEADLINES].n)
		add_deadlines(ctx, div, &call->rows[DEADLINES]);
	return div;
}
