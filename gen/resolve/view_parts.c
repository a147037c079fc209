/* SPDX-License-Identifier: MIT */
#include "resolve/view_parts.h"

#include "base/arena.h"
#include "base/buf.h"
#include "resolve/party_set.h"

enum { TIMES_SHOWN = 24 };

static const char *const status_names[] = {"todo", "todo", "doing", "done", "dropped"};

void view_add_late(const struct view_context *ctx, struct node *to, day_t last)
{
	int count = ctx->site->as_of - last;
	struct str days = str_printf(ctx->arena, "%d", count);
	view_add_text(ctx, to, STR(" "));
	view_add_span(ctx, to, "late",
		view_fill(ctx, count == 1 ? "view.late.one" : "view.late", ARGS(days)));
}

void view_add_status(const struct view_context *ctx, struct node *to, const struct entry *e,
	const struct task *t)
{
	struct str name = str_from(status_names[t->status.v]);
	struct str key = STR_CAT(ctx->arena, STR("view.status."), name);
	struct str class = STR_CAT(ctx->arena, STR("status-"), name);
	struct node *span =
		view_add_span(ctx, to, "status", view_word(ctx, str_cstr(ctx->arena, key)));
	node_add_class(ctx->arena, span, class);
	if (t->progress.set && task_is_open(t)) {
		struct str percent = number_is_percent(&t->progress) ? STR_NONE : STR("%");
		view_add_text(ctx, to,
			STR_CAT(ctx->arena, STR(" "), number_shown(ctx->arena, &t->progress),
				percent));
	}
	if (task_is_late(ctx->site, e, t))
		view_add_late(ctx, to, task_last_day(t));
}

void view_add_party(const struct view_context *ctx, struct node *to, const struct party *p)
{
	node_add_link(ctx->arena, to, party_url(ctx->arena, p), party_label(p));
}

/* 张三（2026年9月1日起）, 李四（2026年9月1日起由张三负责）. */
void view_add_who(const struct view_context *ctx, struct node *to, const struct party *named)
{
	enum lang lang = ctx->site->lang;
	const struct party *now = party_on(named, ctx->site->as_of);
	day_t next = party_handover(now, ctx->site->as_of);
	view_add_party(ctx, to, now);
	if (next != DAY_NONE)
		view_add_text(ctx, to,
			view_fill(ctx, "view.handover.next",
				ARGS(day_text(ctx->arena, next, lang),
					party_label(party_on(now, next)))));
	else if (now != named)
		view_add_text(ctx, to,
			view_fill(ctx, "view.handover.since",
				ARGS(day_text(ctx->arena, party_since(named, now), lang))));
}

void view_add_parties(
	const struct view_context *ctx, struct node *to, const struct parties *parties, bool done)
{
	for (size_t i = 0; i < parties->n; i++) {
		const struct party_ref *ref = &parties->items[i];
		if (i)
			view_add_text(ctx, to, view_word(ctx, "view.list"));
		if (!ref->party)
			view_add_text(ctx, to, view_ref_label(ref));
		else if (done)
			view_add_party(ctx, to, ref->party);
		else
			view_add_who(ctx, to, ref->party);
	}
}

/* Those of a task's people who belong to the unit, where each answers for his own. */
static bool add_people_of(const struct view_context *ctx, struct node *to, const struct task *t,
	const struct party *unit)
{
	struct arena *scratch = arena_new();
	struct task_parties tp = task_parties_new(scratch, &ctx->site->parties);
	bool any = false;
	task_parties_read(scratch, &tp, t, ctx->site->as_of);
	for (size_t i = 0; tp.paired && i < tp.person.list.n; i++) {
		const struct party *p = tp.person.list.items[i];
		if (p->up != unit)
			continue;
		if (any)
			view_add_text(ctx, to, view_word(ctx, "view.list"));
		if (task_is_open(t))
			view_add_who(ctx, to, p);
		else
			view_add_party(ctx, to, p);
		any = true;
	}
	arena_free(scratch);
	return any;
}

void view_add_task_people(const struct view_context *ctx, struct node *to, const struct task *t,
	const struct party *unit)
{
	if (!unit || !task_may_pair(t) || !add_people_of(ctx, to, t, unit))
		view_add_parties(ctx, to, &t->person, !task_is_open(t));
}

void view_add_task_leads(const struct view_context *ctx, struct node *to, const struct task *t,
	const struct party *person)
{
	if (person && person->up && task_may_pair(t))
		view_add_party(ctx, to, person->up);
	else
		view_add_parties(ctx, to, &t->lead, !task_is_open(t));
}

/* --- times --- */

/* 2026年7月28日、8月28日: the year where it changes. */
static void add_time(
	const struct view_context *ctx, struct buf *text, const struct occurrence *at, int *year)
{
	enum lang lang = ctx->site->lang;
	int its = day_to_civil(at->first).year;
	bool said = its == *year;
	struct str day = view_occurrence(ctx, at);
	if (said && at->first == at->last)
		day = day_text_short(ctx->arena, at->first, lang);
	else if (said && lang == LANG_ZH)
		day = str_after(day, str_printf(ctx->arena, "%d年", its).n);
	buf_add(text, text->n ? view_word(ctx, "view.list") : STR_NONE);
	buf_add(text, day);
	*year = day_to_civil(at->last).year;
}

/* From where a list of at most TIMES_SHOWN is shown: what is over gives way first. */
static size_t first_shown(const struct view_context *ctx, const struct series *s)
{
	size_t from = 0;
	while (s->n - from > TIMES_SHOWN && s->items[from].last < ctx->site->as_of)
		from++;
	return from;
}

static struct str guessed_years(const struct view_context *ctx, const struct series *s)
{
	struct buf years = buf_new(ctx->arena);
	int told = 0;
	for (size_t i = 0; i < s->n; i++) {
		if (!s->items[i].guessed)
			continue; /* nor shifted, so it may be open at an end */
		int year = day_to_civil(s->items[i].planned).year;
		if (year == told)
			continue;
		buf_add(&years, years.n ? view_word(ctx, "view.list") : STR_NONE);
		buf_printf(&years, "%d", year);
		told = year;
	}
	return buf_str(&years);
}

void view_add_times(const struct view_context *ctx, struct node *to, const struct series *s)
{
	struct buf text = buf_new(ctx->arena);
	int year = 0;
	if (s->repeats && s->n) {
		size_t from = first_shown(ctx, s), n = 0;
		for (; from + n < s->n && n < TIMES_SHOWN; n++)
			add_time(ctx, &text, &s->items[from + n], &year);
		struct str days = buf_str(&text);
		if (n < s->n && !s->open)
			days = view_fill(ctx, "view.times.some",
				ARGS(days, str_printf(ctx->arena, "%zu", s->n)));
		else if (s->open)
			days = view_fill(ctx, "view.times.open", ARGS(days));
		node_add(ctx->arena, to, NODE_LINE_BREAK);
		view_add_span(ctx, to, "small", days);
	}
	struct str years = guessed_years(ctx, s);
	if (!years.n)
		return;
	node_add(ctx->arena, to, NODE_LINE_BREAK);
	view_add_span(ctx, to, "small", view_fill(ctx, "view.times.guessed", ARGS(years)));
}

/* --- nodes --- */

struct node *view_div(const struct view_context *ctx, const char *name)
{
	struct node *div = node_new(ctx->arena, NODE_DIV, SPAN_NONE);
	node_add_class(ctx->arena, div, STR("view"));
	node_add_class(ctx->arena, div, STR_CAT(ctx->arena, STR("view-"), str_from(name)));
	return div;
}

void view_add_text(const struct view_context *ctx, struct node *to, struct str text)
{
	if (text.n)
		node_add_text(ctx->arena, to, view_flat(ctx, text), SPAN_NONE);
}

struct node *view_add_paragraph(const struct view_context *ctx, struct node *to, struct str text)
{
	struct node *para = node_add(ctx->arena, to, NODE_PARA);
	view_add_text(ctx, para, text);
	return para;
}

struct node *view_add_heading(
	const struct view_context *ctx, struct node *to, int level, struct str text)
{
	struct node *header = node_add(ctx->arena, to, NODE_HEADER);
	header->as.header.level = level;
	view_add_text(ctx, header, text);
	return header;
}

struct node *view_add_span(
	const struct view_context *ctx, struct node *to, const char *class, struct str text)
{
	struct node *span = node_add(ctx->arena, to, NODE_SPAN);
	node_add_class(ctx->arena, span, str_from(class));
	view_add_text(ctx, span, text);
	return span;
}

void view_add_picture(
	const struct view_context *ctx, struct node *to, const char *class, struct str svg)
{
	struct node *figure = node_add(ctx->arena, to, NODE_FIGURE);
	node_add_class(ctx->arena, figure, str_from(class));
	struct node *raw = node_add(ctx->arena, figure, NODE_RAW_BLOCK);
	raw->flags |= NODE_TRUSTED;
	raw->as.raw.format = STR("svg");
	raw->text = svg;
}

void view_add_row_id(const struct view_context *ctx, struct node *row, const char *kind,
	struct view_row *of, struct str id)
{
	if (of->anchored || !id.n)
		return;
	of->anchored = true;
	node_set_id(ctx->arena, row, STR_CAT(ctx->arena, str_from(kind), STR("-"), id));
}

static struct node *add_cell(const struct view_context *ctx, struct node *row, size_t span)
{
	struct node *cell = node_add(ctx->arena, row, NODE_CELL);
	cell->as.cell.row_span = 1;
	cell->as.cell.col_span = (int)span;
	return node_add(ctx->arena, cell, NODE_PLAIN);
}

struct view_table view_add_table_texts(const struct view_context *ctx, struct node *to,
	struct str caption, const struct str *heads, size_t n)
{
	struct arena *a = ctx->arena;
	struct view_table t = {.ctx = ctx, .table = node_add(a, to, NODE_TABLE), .n_columns = n};
	if (caption.n)
		view_add_text(
			ctx, node_add(a, node_add(a, t.table, NODE_CAPTION), NODE_PLAIN), caption);
	struct node *row = node_add(a, node_add(a, t.table, NODE_TABLE_HEAD), NODE_ROW);
	for (size_t i = 0; i < n; i++)
		view_add_text(ctx, add_cell(ctx, row, 1), heads[i]);
	t.table->as.table.columns = NEW_N(a, struct column_spec, n);
	t.table->as.table.n_columns = n;
	t.body = node_add(a, t.table, NODE_TABLE_BODY);
	return t;
}

struct view_table view_add_table(const struct view_context *ctx, struct node *to,
	struct str caption, const char *const *heads, size_t n)
{
	struct str *texts = NEW_N(ctx->arena, struct str, n + 1);
	size_t used = 0;
	for (size_t i = 0; i < n; i++)
		if (heads[i])
			texts[used++] = view_word(ctx, heads[i]);
	return view_add_table_texts(ctx, to, caption, texts, used);
}

struct node *view_table_row(struct view_table *t)
{
	t->row = node_add(t->ctx->arena, t->body, NODE_ROW);
	return t->row;
}

struct node *view_table_cell(struct view_table *t)
{
	return add_cell(t->ctx, t->row, 1);
}

void view_table_text(struct view_table *t, struct str text)
{
	view_add_text(t->ctx, view_table_cell(t), text);
}

void view_table_part(struct view_table *t, struct str head)
{
	if (t->body->first)
		t->body = node_add(t->ctx->arena, t->table, NODE_TABLE_BODY);
	t->body->as.body.head_rows = 1;
	view_table_row(t);
	view_add_text(t->ctx, add_cell(t->ctx, t->row, t->n_columns), head);
}

static struct node *next_in_tree(const struct node *root, struct node *n)
{
	if (n->first)
		return n->first;
	while (n != root && !n->next)
		n = n->parent;
	return n == root ? NULL : n->next;
}

void view_finish(struct node *root, struct span at)
{
	for (struct node *n = root; n; n = next_in_tree(root, n)) {
		n->flags |= NODE_GENERATED;
		n->span = at;
	}
}
