/* SPDX-License-Identifier: MIT */
/* Pages over all entries: what a unit or person has to do, and the calendar of the site. */
#include "resolve/duties.h"
#include "resolve/view_parts.h"

static const char *const anchor_kinds[] = {"phase", "event", "deadline", "task"};
static const char *const kind_words[] = {"due.phase", "due.event", "due.deadline", "due.task"};

static void add_item_link(
	const struct view_context *ctx, struct node *to, const struct due_item *item)
{
	struct arena *a = ctx->arena;
	struct str url = entry_url(a, item->entry);
	if (item->id.n)
		url = STR_CAT(
			a, url, STR("#"), str_from(anchor_kinds[item->kind]), STR("-"), item->id);
	node_add_link(a, to, url, view_flat(ctx, item->title));
}

static void add_entry_link(const struct view_context *ctx, struct node *to, const struct entry *e)
{
	node_add_link(ctx->arena, to, entry_url(ctx->arena, e), view_flat(ctx, e->front.title.s));
}

static struct str item_when(const struct view_context *ctx, const struct due_item *item)
{
	const struct entry *e = item->entry;
	switch (item->kind) {
	case DUE_PHASE:
		return view_when(ctx, e, &((const struct phase *)item->record)->period);
	case DUE_EVENT: {
		const struct event *event = item->record;
		if (item->repeats)
			return view_repeat(ctx, e, &event->repeat, &event->from, &event->until);
		return view_when(ctx, e, &event->date);
	}
	case DUE_DEADLINE: {
		const struct deadline *d = item->record;
		if (item->repeats)
			return view_repeat(ctx, e, &d->repeat, &d->from, &d->until);
		return view_when(ctx, e, &d->due);
	}
	case DUE_TASK:
		return view_task_due(ctx, e, item->record);
	}
	return STR_NONE;
}

static struct str item_when_or_not(const struct view_context *ctx, const struct due_item *item)
{
	struct str text = item_when(ctx, item);
	return text.n ? text : view_word(ctx, "view.undated");
}

/* --- the page of a party --- */

/* Of "部室负责人" beside "各部室" the ones that belong to this unit. */
static bool add_own_people(const struct view_context *ctx, struct node *to,
	const struct due_item *item, const struct party *unit)
{
	const struct task *t = item->record;
	bool any = false;
	for (size_t i = 0; i < t->person.n; i++) {
		const struct group *g = t->person.items[i].group;
		for (size_t k = 0; g && k < g->members.n; k++) {
			const struct party *p = g->members.items[k].party;
			if (!p)
				continue;
			p = item->done ? p : view_party_now(ctx->site, p);
			if (p->up != unit)
				continue;
			if (any)
				view_add_text(ctx, to, view_word(ctx, "view.list"));
			view_add_party(ctx, to, p);
			any = true;
		}
	}
	return any;
}

static bool is_group(const struct parties *parties)
{
	return parties->n == 1 && parties->items[0].group;
}

static void add_task_others(const struct view_context *ctx, struct node *cell,
	const struct duty *duty, const struct party *p)
{
	const struct task *t = duty->item->record;
	bool both = is_group(&t->lead) && is_group(&t->person);
	if (duty->role == DUTY_LEAD) {
		if (!both || !add_own_people(ctx, cell, duty->item, p))
			view_add_parties(ctx, cell, &t->person, duty->item->done);
	} else if (duty->role == DUTY_PERSON && both && p->up) {
		view_add_party(ctx, cell, p->up);
	} else {
		view_add_parties(ctx, cell, &t->lead, duty->item->done);
	}
}

static void add_task_row(struct view_table *table, const struct duty *duty, const struct party *p)
{
	const struct view_context *ctx = table->ctx;
	const struct due_item *item = duty->item;
	add_item_link(ctx, view_table_cell(table), item);
	add_task_others(ctx, view_table_cell(table), duty, p);
	view_table_text(table, item_when_or_not(ctx, item));
	view_add_status(ctx, view_table_cell(table), item->entry, item->record);
}

static void add_deadline_row(struct view_table *table, const struct duty *duty)
{
	const struct view_context *ctx = table->ctx;
	const struct due_item *item = duty->item;
	const struct deadline *d = item->record;
	add_item_link(ctx, view_table_cell(table), item);
	view_add_parties(
		ctx, view_table_cell(table), duty->role == DUTY_SEND ? &d->to : &d->who, false);
	view_table_text(table, item_when_or_not(ctx, item));
	view_add_form_links(ctx, view_table_cell(table), item->entry, d);
}

static void add_event_row(struct view_table *table, const struct duty *duty)
{
	const struct view_context *ctx = table->ctx;
	const struct event *e = duty->item->record;
	add_item_link(ctx, view_table_cell(table), duty->item);
	view_table_text(table, e->place.s);
	view_table_text(table, item_when_or_not(ctx, duty->item));
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
		add_deadline_row(table, duty);
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

struct node *duties_page(
	const struct view_context *ctx, const struct duties *d, const struct party *p)
{
	struct node *doc = node_new(ctx->arena, NODE_DOC, SPAN_NONE);
	const struct party_duties *all = duties_of(d, p);
	add_half(ctx, doc, all, p, true);
	add_half(ctx, doc, all, p, false);
	view_finish(doc, SPAN_NONE);
	return doc;
}

/* --- the calendar --- */

static const char *const calendar_heads[] = {"view.calendar.date", "view.calendar.kind",
	"view.calendar.title", "view.calendar.who", "view.duties.entry"};

static void add_calendar_row(struct view_table *table, const struct due_item *item)
{
	const struct view_context *ctx = table->ctx;
	view_table_row(table);
	view_table_text(table, item_when_or_not(ctx, item));
	view_table_text(table, view_word(ctx, kind_words[item->kind]));
	struct node *cell = view_table_cell(table);
	add_item_link(ctx, cell, item);
	if (item->kind == DUE_TASK) {
		view_add_text(ctx, cell, STR(" "));
		view_add_status(ctx, cell, item->entry, item->record);
	}
	cell = view_table_cell(table);
	for (size_t i = 0; i < item->n_who; i++) {
		if (i)
			view_add_text(ctx, cell, view_word(ctx, "view.list"));
		if (item->who[i].party)
			view_add_party(ctx, cell, item->who[i].party);
		else
			view_add_text(ctx, cell, item->who[i].name);
	}
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

static bool is_shown(const struct due_item *item, day_t start)
{
	day_t last = item->last == DAY_NONE ? item->day : item->last;
	return !item->ceased && last >= start;
}

static void add_months(const struct view_context *ctx, const struct duties *d, struct node *to)
{
	day_t start = begin_of_year(ctx->site->as_of);
	struct view_table table = {.ctx = ctx};
	int month = 0; /* year × 12 + month of the table */
	for (size_t i = 0; i < d->n_dated; i++) {
		const struct due_item *item = &d->dated[i];
		if (!is_shown(item, start))
			continue;
		/* What began last year and goes on stands in the first month. */
		struct civil c = day_to_civil(item->day < start ? start : item->day);
		if (c.year * 12 + c.month != month) {
			day_t first = day_from_civil((struct civil){c.year, c.month, 1});
			struct when w = {.kind = WHEN_MONTH, .first = first};
			w.last = first + month_length(c.year, c.month) - 1;
			table = add_section(ctx, to,
				str_printf(ctx->arena, "month-%04d-%02d", c.year, c.month),
				when_text(ctx->arena, &w, ctx->site->lang));
			month = c.year * 12 + c.month;
		}
		add_calendar_row(&table, item);
	}
}

/* What an entry of earlier years left without a day is of no interest any more. */
static bool is_over(const struct due_item *item, day_t start)
{
	const struct when *period = &item->entry->front.period, *until = NULL;
	if (item->repeats)
		until = item->kind == DUE_EVENT ? &((const struct event *)item->record)->until
						: &((const struct deadline *)item->record)->until;
	if (until && until->kind != WHEN_NONE && day_is_known(until->last))
		return until->last < start;
	return period->kind != WHEN_NONE && day_is_known(period->last) && period->last < start;
}

static void add_undated(
	const struct view_context *ctx, const struct duties *d, struct node *to, bool repeats)
{
	day_t start = begin_of_year(ctx->site->as_of);
	struct view_table table = {.ctx = ctx};
	for (size_t i = 0; i < d->n_undated; i++) {
		const struct due_item *item = &d->undated[i];
		if (item->ceased || item->repeats != repeats || item->done || is_over(item, start))
			continue;
		if (!table.table)
			table = add_section(ctx, to, repeats ? STR("repeating") : STR("undated"),
				view_word(
					ctx, repeats ? "view.calendar.repeating" : "view.undated"));
		add_calendar_row(&table, item);
	}
}

struct node *duties_calendar(const struct view_context *ctx, const struct duties *d)
{
	struct node *doc = node_new(ctx->arena, NODE_DOC, SPAN_NONE);
	struct node *div = view_div(ctx, "calendar");
	node_append(doc, div);
	add_months(ctx, d, div);
	add_undated(ctx, d, div, true);
	add_undated(ctx, d, div, false);
	if (!div->first)
		view_add_paragraph(ctx, div, view_word(ctx, "view.calendar.empty"));
	view_finish(doc, SPAN_NONE);
	return doc;
}
