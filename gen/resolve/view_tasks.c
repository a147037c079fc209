/* SPDX-License-Identifier: MIT */
/* {{tasks}}: the responsibility matrix, a table a group. */
#include <stdlib.h>

#include "base/map.h"
#include "base/utf8.h"
#include "resolve/party_set.h"
#include "resolve/view_parts.h"

enum task_column {
	COL_NO,
	COL_GROUP,
	COL_TITLE,
	COL_TARGET,
	COL_LEAD,
	COL_PERSON,
	COL_SUPPORT,
	COL_PHASE,
	COL_DUE,
	COL_STATUS,
	N_COLS,
};

static const char *const column_heads[N_COLS] = {
	"view.tasks.no",
	"view.tasks.group",
	"view.tasks.title",
	"view.tasks.target",
	"view.tasks.lead",
	"view.tasks.person",
	"view.tasks.support",
	"view.tasks.phase",
	"view.tasks.due",
	"view.tasks.status",
};

/* What stands under one head: the rows whose leads, months … are the same. */
struct bucket {
	struct str title;
	const struct party *party; /* by lead or person: who it is, or NULL */
	size_t order, first;	   /* where it comes, then which was first; SIZE_MAX: last of all */
	VEC(struct view_row *) rows;
};

struct buckets {
	const struct view_context *ctx;
	struct map by_title;
	VEC(struct bucket *) list;
	struct task_parties parties; /* of the row that is put */
};

static struct bucket *bucket_for(struct buckets *all, struct str title, size_t order)
{
	struct bucket *const *known = map_get(&all->by_title, title), **place;
	if (known)
		return *known;
	struct bucket *bucket = NEW(all->ctx->arena, struct bucket);
	bucket->title = title;
	bucket->order = title.n ? order : SIZE_MAX;
	bucket->first = all->list.n;
	place = NEW(all->ctx->arena, struct bucket *);
	*place = bucket;
	map_put(all->ctx->arena, &all->by_title, title, place);
	*vec_push(all->ctx->arena, &all->list) = bucket;
	return bucket;
}

static void put_party(struct buckets *all, struct view_row *row, struct str title, size_t order,
	const struct party *p)
{
	struct bucket *bucket = bucket_for(all, title, order);
	if (bucket->rows.n && bucket->rows.items[bucket->rows.n - 1] == row)
		return; /* the same party twice in one row */
	bucket->party = p;
	*vec_push(all->ctx->arena, &bucket->rows) = row;
}

static void put(struct buckets *all, struct view_row *row, struct str title, size_t order)
{
	put_party(all, row, title, order, NULL);
}

/* Of a group each of its members, of a unit in person its people; what stands for nobody by name.
 */
static void put_parties(struct buckets *all, struct view_row *row, bool person)
{
	const struct view_context *ctx = all->ctx;
	const struct task *t = row->record;
	const struct parties *parties = person ? &t->person : &t->lead;
	task_parties_read(ctx->arena, &all->parties, t, ctx->site->as_of);
	const struct party_set *set = person ? &all->parties.person : &all->parties.lead;
	for (size_t i = 0; i < set->list.n; i++) {
		const struct party *p = set->list.items[i];
		const struct party *now = task_is_open(t) ? party_on(p, ctx->site->as_of) : p;
		put_party(all, row, party_label(now), 0, p);
	}
	for (size_t i = 0; i < parties->n; i++) {
		const struct party_ref *ref = &parties->items[i];
		const struct party *p = ref->party;
		bool unit = person && p && p->kind == PARTY_UNIT;
		bool nobody = p ? unit && !party_has_people(p, ctx->site->as_of)
				: !ref->group || !set->list.n;
		if (nobody)
			put(all, row, view_ref_label(ref), 0);
	}
	if (!parties->n)
		put(all, row, STR_NONE, 0);
}

static void put_month(struct buckets *all, struct view_row *row)
{
	const struct view_context *ctx = all->ctx;
	day_t last = task_last_day(row->record);
	if (last == DAY_NONE) {
		put(all, row, STR_NONE, 0);
		return;
	}
	struct civil c = day_to_civil(last);
	day_t first = day_from_civil((struct civil){c.year, c.month, 1});
	struct when month = {.kind = WHEN_MONTH, .first = first, .last = first};
	month.last += month_length(c.year, c.month) - 1;
	put(all, row, when_text(ctx->arena, &month, ctx->site->lang),
		(size_t)c.year * 12 + (size_t)c.month);
}

static struct str phase_title(const struct task *t)
{
	return t->in_phase ? t->in_phase->title.s : t->phase.s;
}

static size_t phase_order(const struct entry *e, const struct task *t)
{
	for (size_t i = 0; i < e->n_phases; i++)
		if (&e->phases[i] == t->in_phase)
			return i;
	return e->n_phases;
}

static int by_order(const void *x, const void *y)
{
	const struct bucket *a = *(struct bucket *const *)x, *b = *(struct bucket *const *)y;
	if (a->order != b->order)
		return a->order < b->order ? -1 : 1;
	return (a->first > b->first) - (a->first < b->first);
}

static struct buckets sort_into(
	const struct view_context *ctx, struct view_rows *rows, enum view_by by)
{
	struct buckets all = {.ctx = ctx};
	all.parties = task_parties_new(ctx->arena, &ctx->site->parties);
	for (size_t i = 0; i < rows->n; i++) {
		struct view_row *row = &rows->items[i];
		const struct task *t = row->record;
		switch (by) {
		case BY_GROUP:
			put(&all, row, t->group.s, 0);
			break;
		case BY_LEAD:
			put_parties(&all, row, false);
			break;
		case BY_PERSON:
			put_parties(&all, row, true);
			break;
		case BY_PHASE:
			put(&all, row, phase_title(t), phase_order(ctx->entry, t));
			break;
		case BY_MONTH:
			put_month(&all, row);
			break;
		}
	}
	if (all.list.n)
		qsort(all.list.items, all.list.n, sizeof(struct bucket *), by_order);
	return all;
}

/* Columns that nobody uses are left out, as is the one that the tables are grouped by. */
static void choose_columns(const struct view_rows *rows, enum view_by by, const char **heads)
{
	bool used[N_COLS] = {0};
	for (size_t i = 0; i < rows->n; i++) {
		const struct task *t = rows->items[i].record;
		used[COL_GROUP] |= t->group.s.n != 0 && by != BY_GROUP;
		used[COL_PHASE] |= phase_title(t).n != 0 && by != BY_PHASE;
		used[COL_TARGET] |= t->target.s.n || t->value.s.n;
	}
	for (int i = 0; i < N_COLS; i++)
		heads[i] = column_heads[i];
	for (int i = 0; i < N_COLS; i++)
		if ((i == COL_GROUP || i == COL_PHASE || i == COL_TARGET) && !used[i])
			heads[i] = NULL;
	if (by == BY_LEAD)
		heads[COL_LEAD] = NULL;
	if (by == BY_PERSON)
		heads[COL_PERSON] = NULL;
}

static void add_title(const struct view_context *ctx, struct node *cell, const struct task *t)
{
	view_add_text(ctx, cell, t->title.s);
	if (!t->note.s.n)
		return;
	node_add(ctx->arena, cell, NODE_LINE_BREAK);
	view_add_span(ctx, cell, "small", t->note.s);
}

/* What the column names leads to the indicator, where there is one. */
static void add_target(const struct view_context *ctx, struct node *cell, const struct task *t)
{
	if (!t->n_targets)
		view_add_text(ctx, cell, t->target.s);
	for (size_t i = 0; i < t->n_targets; i++) {
		const struct task_target *target = &t->targets[i];
		const struct indicator *in = target->of ? target->of->in : NULL;
		if (i)
			view_add_text(ctx, cell, view_word(ctx, "view.list"));
		if (in)
			node_add_link(ctx->arena, cell,
				STR_CAT(ctx->arena, STR("#target-"), in->row->id.s),
				in->row->title.s);
		else
			view_add_text(ctx, cell, target->name.s);
	}
	struct str blank = t->target.s.n && t->value.s.n ? STR(" ") : STR_NONE;
	view_add_text(ctx, cell, STR_CAT(ctx->arena, blank, t->value.s, t->unit.s));
}

/* party: under whose head it stands, or NULL. */
static void add_cell(struct view_table *table, enum task_column column, const struct view_row *row,
	const struct party *party)
{
	const struct view_context *ctx = table->ctx;
	const struct task *t = row->record;
	struct node *cell = view_table_cell(table);
	switch (column) {
	case COL_NO:
		view_add_text(ctx, cell, str_printf(ctx->arena, "%zu", row->no));
		return;
	case COL_GROUP:
		view_add_text(ctx, cell, t->group.s);
		return;
	case COL_TITLE:
		add_title(ctx, cell, t);
		return;
	case COL_TARGET:
		add_target(ctx, cell, t);
		return;
	case COL_LEAD:
		view_add_task_leads(ctx, cell, t, party);
		return;
	case COL_PERSON:
		view_add_task_people(ctx, cell, t, party);
		return;
	case COL_SUPPORT:
		view_add_parties(ctx, cell, &t->support, !task_is_open(t));
		return;
	case COL_PHASE:
		view_add_text(ctx, cell, phase_title(t));
		return;
	case COL_DUE:
		view_add_text(ctx, cell, view_task_due(ctx, ctx->entry, t));
		return;
	case COL_STATUS:
		view_add_status(ctx, cell, ctx->entry, t);
		return;
	case N_COLS:
		return;
	}
}

static void add_bucket(const struct view_context *ctx, struct node *to, const struct bucket *bucket,
	const char *const *heads, struct str caption)
{
	struct view_table table = view_add_table(ctx, to, caption, heads, N_COLS);
	node_add_class(ctx->arena, table.table, STR("tasks"));
	if (!caption.n && bucket->title.n)
		node_set_attribute(ctx->arena, table.table, STR("aria-label"), bucket->title);
	table.body->as.body.head_columns = 1;
	for (size_t i = 0; i < bucket->rows.n; i++) {
		struct view_row *row = bucket->rows.items[i];
		const struct task *t = row->record;
		view_add_row_id(ctx, view_table_row(&table), "task", row, t->id.s);
		for (int c = 0; c < N_COLS; c++)
			if (heads[c])
				add_cell(&table, (enum task_column)c, row, bucket->party);
	}
}

/* A filter that already names the one group makes its caption a repetition of what stands above. */
static bool is_said(const struct view_call *call, enum view_by by)
{
	const char *name = view_by_words.rows[by - 1].name;
	for (size_t i = 0; i < call->filters.n; i++) {
		const struct field *field =
			schema_field(&task_schema, call->filters.items[i].column);
		if (field && str_eq(str_from(field->name), str_from(name)))
			return true;
	}
	return false;
}

struct node *view_tasks(const struct view_context *ctx, struct view_call *call)
{
	struct node *div = view_div(ctx, "tasks");
	enum view_by by = call->by ? call->by : BY_GROUP;
	const char *heads[N_COLS];
	choose_columns(&call->rows[0], by, heads);
	struct buckets all = sort_into(ctx, &call->rows[0], by);
	bool single = all.list.n == 1;
	for (size_t i = 0; i < all.list.n; i++) {
		const struct bucket *bucket = all.list.items[i];
		struct str caption = bucket->title;
		if (single && is_said(call, by))
			caption = STR_NONE;
		else if (!single && !caption.n)
			caption = view_word(ctx, by == BY_MONTH ? "view.undated" : "view.others");
		add_bucket(ctx, div, bucket, heads, caption);
	}
	return div;
}
