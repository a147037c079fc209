/* SPDX-License-Identifier: MIT */
/* Pages over all entries: what a unit or person has to do, and the calendar of the site. */
#include "resolve/duties.h"
#include "resolve/view_parts.h"

static const char *const kind_words[] = {
	"due.phase", "due.event", "due.deadline", "due.task", "due.ledger", "due.pledge"};

static void add_item_link(
	const struct view_context *ctx, struct node *to, const struct due_item *item)
{
	struct arena *a = ctx->arena;
	struct str url = entry_url(a, item->entry);
	if (item->id.n)
		url = STR_CAT(a, url, STR("#"), str_from(kind_words[item->kind] + STR("due.").n),
			STR("-"), item->id);
	node_add_link(a, to, url, view_flat(ctx, item->title));
}

static void add_entry_link(const struct view_context *ctx, struct node *to, const struct entry *e)
{
	node_add_link(ctx->arena, to, entry_url(ctx->arena, e), view_flat(ctx, e->front.title.s));
}

/* Of all times of an item, in words. */
static struct str item_when(const struct view_context *ctx, const struct due_item *item)
{
	const struct entry *e = item->entry;
	switch (item->kind) {
	case DUE_PHASE:
		return view_when(ctx, e, &((const struct phase *)item->record)->period);
	case DUE_EVENT: {
		const struct event *event = item->record;
		if (event->repeat.kind != REPEAT_NONE)
			return view_repeat(ctx, e, &event->repeat, &event->from, &event->until);
		return view_due(ctx, e, &event->date, item->series);
	}
	case DUE_DEADLINE: {
		const struct deadline *d = item->record;
		if (d->repeat.kind != REPEAT_NONE)
			return view_repeat(ctx, e, &d->repeat, &d->from, &d->until);
		return view_due(ctx, e, &d->due, item->series);
	}
	case DUE_TASK:
		return view_task_due(ctx, e, item->record);
	case DUE_LEDGER:
		return view_when(ctx, e, &((const struct ledger_row *)item->record)->due);
	case DUE_PLEDGE:
		return view_when(ctx, e, &((const struct pledge *)item->record)->due);
	}
	return STR_NONE;
}

static struct str item_when_or_not(const struct view_context *ctx, const struct due_item *item)
{
	struct str text = item_when(ctx, item);
	return text.n ? text : view_word(ctx, "view.undated");
}

/* --- the page of a party --- */

static void add_task_others(const struct view_context *ctx, struct node *cell,
	const struct duty *duty, const struct party *p)
{
	const struct task *t = duty->item->record;
	if (duty->role == DUTY_LEAD)
		view_add_task_people(ctx, cell, t, p);
	else
		view_add_task_leads(ctx, cell, t, duty->role == DUTY_PERSON ? p : NULL);
}

/* The times that fall into the days on which the party answers, and these days. */
static void add_duty_when(
	const struct view_context *ctx, struct node *cell, const struct duty *duty)
{
	enum lang lang = ctx->site->lang;
	struct series own = *duty->item->series;
	size_t from = 0;
	view_add_text(ctx, cell, item_when_or_not(ctx, duty->item));
	/* Of one day it is plain who answers; the day on which work is done may be any. */
	bool tell = own.repeats || !own.n || due_is_work(duty->item->kind);
	if (tell && duty->from != DAY_OPEN_BEGIN)
		view_add_text(ctx, cell,
			view_fill(ctx, "view.duties.from",
				ARGS(day_text(ctx->arena, duty->from, lang))));
	if (tell && duty->until != DAY_OPEN_END)
		view_add_text(ctx, cell,
			view_fill(ctx, "view.duties.until",
				ARGS(day_text(ctx->arena, duty->until - 1, lang))));
	while (from < own.n && !duty_has_time(duty, &own.items[from]))
		from++;
	own.items += own.n ? from : 0;
	own.n -= from;
	while (own.n && !duty_has_time(duty, &own.items[own.n - 1])) {
		own.n--;
		own.open = false;
	}
	view_add_times(ctx, cell, &own);
}

static void add_item_status(
	const struct view_context *ctx, struct node *to, const struct due_item *item)
{
	switch (item->kind) {
	case DUE_PHASE:
	case DUE_EVENT:
	case DUE_DEADLINE:
		return;
	case DUE_TASK:
		view_add_status(ctx, to, item->entry, item->record);
		return;
	case DUE_LEDGER:
		view_add_ledger_status(ctx, to, item->record);
		return;
	case DUE_PLEDGE:
		view_add_pledge_status(ctx, to, item->record);
		return;
	}
}

static void add_task_row(struct view_table *table, const struct duty *duty, const struct party *p)
{
	const struct view_context *ctx = table->ctx;
	const struct due_item *item = duty->item;
	add_item_link(ctx, view_table_cell(table), item);
	add_task_others(ctx, view_table_cell(table), duty, p);
	add_duty_when(ctx, view_table_cell(table), duty);
	add_item_status(ctx, view_table_cell(table), item);
}

static void add_ledger_row(struct view_table *table, const struct duty *duty)
{
	const struct view_context *ctx = table->ctx;
	const struct ledger_row *row = duty->item->record;
	add_item_link(ctx, view_table_cell(table), duty->item);
	view_table_text(table, row->measure.s);
	add_duty_when(ctx, view_table_cell(table), duty);
	add_item_status(ctx, view_table_cell(table), duty->item);
}

static void add_pledge_row(struct view_table *table, const struct duty *duty)
{
	const struct view_context *ctx = table->ctx;
	const struct pledge *p = duty->item->record;
	add_item_link(ctx, view_table_cell(table), duty->item);
	view_table_text(table, p->round.s);
	add_duty_when(ctx, view_table_cell(table), duty);
	add_item_status(ctx, view_table_cell(table), duty->item);
}

static void add_deadline_row(
	struct view_table *table, const struct duty *duty, const struct party *p)
{
	const struct view_context *ctx = table->ctx;
	const struct due_item *item = duty->item;
	const struct deadline *d = item->record;
	add_item_link(ctx, view_table_cell(table), item);
	view_add_parties(
		ctx, view_table_cell(table), duty->role == DUTY_SEND ? &d->to : &d->who, false);
	add_duty_when(ctx, view_table_cell(table), duty);
	struct node *cell = view_table_cell(table);
	view_add_form_links(ctx, cell, item->entry, d);
	if (duty->role == DUTY_SEND)
		view_add_reports(ctx, cell, item->entry, d, p);
}

static void add_event_row(struct view_table *table, const struct duty *duty)
{
	const struct view_context *ctx = table->ctx;
	const struct event *e = duty->item->record;
	add_item_link(ctx, view_table_cell(table), duty->item);
	view_table_text(table, e->place.s);
	add_duty_when(ctx, view_table_cell(table), duty);
}

static const struct {
	const char *title;
	const char *heads[4];
} role_tables[] = {
	[DUTY_LEAD] = {"view.duties.lead",
		{"view.tasks.title", "view.tasks.person", "view.tasks.due", "view.tasks.status"}},
	[DUTY_PERSON] = {"view.duties.person",
		{"view.tasks.title", "view.tasks.lead", "view.tasks.due", "view.tasks.status"}},
	[DUTY_SEND] = {"view.duties.send", {"view.deadlines.title", "view.deadlines.to",
						   "view.deadlines.due", "view.deadlines.form"}},
	[DUTY_RECTIFY] = {"view.duties.rectify", {"view.ledger.problem", "view.ledger.measure",
							 "view.ledger.due", "view.ledger.status"}},
	[DUTY_PLEDGE] = {"view.duties.pledge", {"view.pledges.text", "view.pledges.round",
						       "view.pledges.due", "view.pledges.status"}},
	[DUTY_ATTEND] = {"view.duties.attend",
		{"view.events.title", "view.events.place", "view.events.date", NULL}},
	[DUTY_SUPPORT] = {"view.duties.support",
		{"view.tasks.title", "view.tasks.lead", "view.tasks.due", "view.tasks.status"}},
	[DUTY_RECEIVE] = {"view.duties.receive",
		{"view.deadlines.title", "view.deadlines.who", "view.deadlines.due",
			"view.deadlines.form"}},
};

static void add_duty(struct view_table *table, const struct duty *duty, const struct party *p)
{
	view_table_row(table);
	switch (duty->role) {
	case DUTY_LEAD:
	case DUTY_PERSON:
	case DUTY_SUPPORT:
		add_task_row(table, duty, p);
		break;
	case DUTY_SEND:
	case DUTY_RECEIVE:
		add_deadline_row(table, duty, p);
		break;
	case DUTY_RECTIFY:
		add_ledger_row(table, duty);
		break;
	case DUTY_PLEDGE:
		add_pledge_row(table, duty);
		break;
	case DUTY_ATTEND:
		add_event_row(table, duty);
		break;
	}
	add_entry_link(table->ctx, view_table_cell(table), duty->item->entry);
}

static size_t count_role(const struct party_duties *all, enum duty_role role)
{
	size_t n = 0;
	for (size_t i = 0; i < all->list.n; i++)
		n += all->list.items[i].role == role && !all->list.items[i].item->ceased;
	return n;
}

static void add_role(const struct view_context *ctx, struct node *to,
	const struct party_duties *all, enum duty_role role, const struct party *p)
{
	if (!count_role(all, role))
		return;
	const char *heads[5];
	for (int i = 0; i < 4; i++)
		heads[i] = role_tables[role].heads[i];
	heads[4] = "view.duties.entry";
	view_add_heading(ctx, to, 3, view_word(ctx, role_tables[role].title));
	struct view_table table = view_add_table(ctx, to, STR_NONE, heads, ARRAY_LEN(heads));
	node_set_attribute(ctx->arena, table.table, STR("aria-label"),
		view_word(ctx, role_tables[role].title));
	table.body->as.body.head_columns = 1;
	for (size_t i = 0; i < all->list.n; i++) {
		const struct duty *duty = &all->list.items[i];
		if (duty->role == role && !duty->item->ceased)
			add_duty(&table, duty, p);
	}
}

static void add_half(const struct view_context *ctx, struct node *doc,
	const struct party_duties *all, const struct party *p, bool own)
{
	struct node *div = view_div(ctx, "duties");
	struct node *heading = view_add_heading(
		ctx, div, 2, view_word(ctx, own ? "view.duties.own" : "view.duties.apart"));
	node_set_id(ctx->arena, heading, own ? STR("duties") : STR("duties-apart"));
	for (int role = DUTY_LEAD; role <= DUTY_RECEIVE; role++)
		if (duty_is_own((enum duty_role)role) == own)
			add_role(ctx, div, all, (enum duty_role)role, p);
	if (div->first != div->last)
		node_append(doc, div);
	else if (own) {
		view_add_paragraph(ctx, div, view_word(ctx, "view.duties.empty"));
		node_append(doc, div);
	}
}

static void add_sheets(const struct view_context *ctx, struct node *doc,
	const struct party_duties *all, const struct party *p)
{
	if (!all->sheets.n)
		return;
	struct node *div = view_div(ctx, "sheets");
	struct node *heading = view_add_heading(ctx, div, 2, view_word(ctx, "view.checklists"));
	node_set_id(ctx->arena, heading, STR("sheets"));
	for (size_t i = 0; i < all->sheets.n; i++) {
		const struct duty_sheet *sheet = &all->sheets.items[i];
		struct node *para = node_add(ctx->arena, div, NODE_PARA);
		add_entry_link(ctx, para, sheet->entry);
		view_add_sheet(ctx, div, sheet->entry, sheet->list, p);
	}
	node_append(doc, div);
}

struct node *duties_page(
	const struct view_context *ctx, const struct duties *d, const struct party *p)
{
	struct node *doc = node_new(ctx->arena, NODE_DOC, SPAN_NONE);
	const struct party_duties *all = duties_of(d, p);
	add_half(ctx, doc, all, p, true);
	add_half(ctx, doc, all, p, false);
	add_sheets(ctx, doc, all, p);
	view_add_party_rotas(ctx, doc, p);
	view_finish(doc, SPAN_NONE);
	return doc;
}

/* --- the calendar --- */

enum { NEXT_DAYS = 30 };

static const char *const calendar_heads[] = {"view.calendar.date", "view.calendar.kind",
	"view.calendar.title", "view.calendar.who", "view.duties.entry"};

/* Of one time: as it was written, where it is the only one. */
static struct str time_when(
	const struct view_context *ctx, const struct due_item *item, const struct occurrence *at)
{
	if (at && item->series->repeats)
		return view_occurrence(ctx, at);
	return item_when_or_not(ctx, item);
}

static void add_who(const struct view_context *ctx, struct node *cell, const struct due_item *item,
	const struct occurrence *at)
{
	for (size_t i = 0; item->who && i < item->who->n; i++) {
		const struct party_ref *ref = &item->who->items[i];
		if (i)
			view_add_text(ctx, cell, view_word(ctx, "view.list"));
		if (ref->party)
			view_add_party(ctx, cell, due_party(ctx->site, item, at, ref->party));
		else
			view_add_text(ctx, cell, view_ref_label(ref));
	}
}

/* at is NULL where the item has no day yet. */
static void add_calendar_row(
	struct view_table *table, const struct due_item *item, const struct occurrence *at)
{
	const struct view_context *ctx = table->ctx;
	view_table_row(table);
	struct node *cell = view_table_cell(table);
	view_add_text(ctx, cell, time_when(ctx, item, at));
	if (at && at->guessed) {
		node_add(ctx->arena, cell, NODE_LINE_BREAK);
		struct str year = str_printf(ctx->arena, "%d", day_to_civil(at->planned).year);
		view_add_span(ctx, cell, "small", view_fill(ctx, "view.times.guessed", ARGS(year)));
	}
	view_table_text(table, view_word(ctx, kind_words[item->kind]));
	cell = view_table_cell(table);
	add_item_link(ctx, cell, item);
	if (due_is_work(item->kind)) {
		view_add_text(ctx, cell, STR(" "));
		add_item_status(ctx, cell, item);
	}
	add_who(ctx, view_table_cell(table), item, at);
	add_entry_link(ctx, view_table_cell(table), item->entry);
}

static struct view_table add_section(
	const struct view_context *ctx, struct node *to, struct str id, struct str title)
{
	node_set_id(ctx->arena, view_add_heading(ctx, to, 2, title), id);
	struct view_table table =
		view_add_table(ctx, to, STR_NONE, calendar_heads, ARRAY_LEN(calendar_heads));
	node_set_attribute(ctx->arena, table.table, STR("aria-label"), title);
	return table;
}

static day_t begin_of_year(day_t d)
{
	return day_from_civil((struct civil){day_to_civil(d).year, 1, 1});
}

static bool is_shown(const struct due_time *time, day_t start)
{
	day_t last = day_is_known(time->at->last) ? time->at->last : time->day;
	return !time->item->ceased && last >= start;
}

static void add_months(const struct view_context *ctx, const struct duties *d, struct node *to)
{
	day_t start = begin_of_year(ctx->site->as_of);
	struct view_table table = {.ctx = ctx};
	int month = 0; /* year × 12 + month of the table */
	for (size_t i = 0; i < d->n_times; i++) {
		const struct due_time *time = &d->times[i];
		if (!is_shown(time, start))
			continue;
		/* What began last year and goes on stands in the first month. */
		struct civil c = day_to_civil(time->day < start ? start : time->day);
		if (c.year * 12 + c.month != month) {
			day_t first = day_from_civil((struct civil){c.year, c.month, 1});
			struct when w = {.kind = WHEN_MONTH, .first = first};
			w.last = first + month_length(c.year, c.month) - 1;
			table = add_section(ctx, to,
				str_printf(ctx->arena, "month-%04d-%02d", c.year, c.month),
				when_text(ctx->arena, &w, ctx->site->lang));
			month = c.year * 12 + c.month;
		}
		add_calendar_row(&table, time->item, time->at);
	}
}

/* What an entry of earlier years left without a day is of no interest any more. */
static bool is_over(const struct due_item *item, day_t start)
{
	const struct when *period = &item->entry->front.period;
	return period->kind != WHEN_NONE && day_is_known(period->last) && period->last < start;
}

static void add_undated(const struct view_context *ctx, const struct duties *d, struct node *to)
{
	day_t start = begin_of_year(ctx->site->as_of);
	struct view_table table = {.ctx = ctx};
	for (size_t i = 0; i < d->n_items; i++) {
		const struct due_item *item = &d->items[i];
		if (item->series->n || item->ceased || item->done || is_over(item, start))
			continue;
		if (!table.table)
			table = add_section(
				ctx, to, STR("undated"), view_word(ctx, "view.undated"));
		add_calendar_row(&table, item, NULL);
	}
}

/* What is overdue, or comes in the next days, of all that is still to be done. */
static void add_now(
	const struct view_context *ctx, const struct duties *d, struct node *to, bool overdue)
{
	day_t as_of = ctx->site->as_of;
	struct view_table table = {.ctx = ctx};
	for (size_t i = 0; i < d->n_times; i++) {
		const struct due_time *time = &d->times[i];
		bool next = time->day >= as_of && time->day <= as_of + NEXT_DAYS;
		if (time->item->done || time->item->ceased || !(overdue ? time->item->late : next))
			continue;
		if (!table.table)
			table = add_section(ctx, to, overdue ? STR("overdue") : STR("next"),
				view_word(ctx, overdue ? "home.overdue" : "view.calendar.next"));
		add_calendar_row(&table, time->item, time->at);
	}
}

struct node *duties_calendar(const struct view_context *ctx, const struct duties *d)
{
	struct node *doc = node_new(ctx->arena, NODE_DOC, SPAN_NONE);
	struct node *div = view_div(ctx, "calendar");
	node_append(doc, div);
	add_now(ctx, d, div, true);
	add_now(ctx, d, div, false);
	add_months(ctx, d, div);
	add_undated(ctx, d, div);
	if (!div->first)
		view_add_paragraph(ctx, div, view_word(ctx, "view.calendar.empty"));
	view_finish(doc, SPAN_NONE);
	return doc;
}
