/* SPDX-License-Identifier: MIT */
#include "resolve/dates.h"

#include "base/map.h"
#include "base/nearest.h"
#include "doc/messages.h"

enum { CHAIN_LIMIT = 64 };

/* What other dates can count from. */
struct anchor {
	struct when *when;
	const struct repeat *repeat;
	struct span at;
	enum anchor_list { PHASES, EVENTS, DEADLINES } list;
};

struct dates {
	struct arena *arena;
	struct diags *diags;
	struct map anchors; /* id to struct anchor */
};

static void add_anchor(struct dates *ds, struct text id, const struct anchor *anchor)
{
	if (!id.s.n)
		return;
	struct anchor *kept = NEW(ds->arena, struct anchor);
	*kept = *anchor;
	kept->at = id.at;
	const struct anchor *first = map_put(ds->arena, &ds->anchors, id.s, kept);
	/* Within one list it was told when the ids were completed. */
	if (first && first->list != anchor->list)
		diag_add(ds->diags, MSG(date_id_twice), id.at,
			ARGS(id.s, str_printf(ds->arena, "%u", span_place(first->at).line)));
}

static void collect(struct dates *ds, struct entry *e)
{
	for (size_t i = 0; i < e->n_phases; i++)
		add_anchor(ds, e->phases[i].id,
			&(struct anchor){.when = &e->phases[i].period, .list = PHASES});
	for (size_t i = 0; i < e->n_events; i++)
		add_anchor(ds, e->events[i].id,
			&(struct anchor){
				&e->events[i].date, &e->events[i].repeat, SPAN_NONE, EVENTS});
	for (size_t i = 0; i < e->n_deadlines; i++)
		add_anchor(ds, e->deadlines[i].id,
			&(struct anchor){&e->deadlines[i].due, &e->deadlines[i].repeat, SPAN_NONE,
				DEADLINES});
}

static bool is_waiting(const struct when *w)
{
	return w->base.n && w->last == DAY_NONE;
}

static const struct anchor *find(struct dates *ds, const struct when *w)
{
	const struct anchor *anchor = map_get(&ds->anchors, w->base);
	if (anchor)
		return anchor;
	struct nearest near = nearest_to(w->base);
	for (size_t i = 0; i < ds->anchors.n; i++)
		nearest_try(&near, ds->anchors.items[i].key);
	/* A word that is alone and near to no id was hardly meant as one. */
	if (str_eq(w->written, w->base) && !near.best.n)
		diag_add(ds->diags, MSG(date_form), w->at, ARGS(w->written));
	else
		diag_add(ds->diags, MSG(date_base_unknown), w->at, ARGS(w->base, near.best));
	return NULL;
}

/* Cuts the loop too, so that it is told once. */
static void tell_loop(struct dates *ds, struct when **chain, size_t n)
{
	struct str text = chain[n - 1]->base;
	for (size_t i = 0; i < n; i++)
		text = STR_CAT(ds->arena, text, STR(" → "), chain[i]->base);
	diag_add(ds->diags, MSG(date_loop), chain[0]->at, ARGS(text));
	chain[0]->base = STR_NONE;
}

/* Follows the chain from w down to a date that stands alone and fills in the days on the way back.
 */
static void resolve(struct dates *ds, struct when *w)
{
	struct when *chain[CHAIN_LIMIT];
	size_t n = 0;
	struct when *at = w;
	while (is_waiting(at)) {
		size_t i = 0;
		while (i < n && chain[i] != at)
			i++;
		if (i < n) {
			tell_loop(ds, &chain[i], n - i);
			return;
		}
		const struct anchor *base = n < CHAIN_LIMIT ? find(ds, at) : NULL;
		if (!base || (base->repeat && base->repeat->kind != REPEAT_NONE))
			return;
		chain[n++] = at;
		at = base->when;
	}
	day_t last = at->last;
	while (n && last != DAY_NONE && last != DAY_OPEN_END) {
		struct when *next = chain[--n];
		next->last = last + (next->kind == WHEN_RELATIVE ? next->offset : 0);
		if (next->kind != WHEN_PERIOD)
			next->first = next->last;
		else if (next->last < next->first)
			diag_add(ds->diags, MSG(period_backwards), next->at, ARGS(next->written));
		last = next->last;
	}
}

void dates_resolve(struct arena *a, struct entry *e, struct diags *d)
{
	struct dates ds = {.arena = a, .diags = d};
	collect(&ds, e);
	for (size_t i = 0; i < e->n_phases; i++)
		resolve(&ds, &e->phases[i].period);
	for (size_t i = 0; i < e->n_events; i++)
		resolve(&ds, &e->events[i].date);
	for (size_t i = 0; i < e->n_deadlines; i++)
		resolve(&ds, &e->deadlines[i].due);
	for (size_t i = 0; i < e->n_tasks; i++)
		resolve(&ds, &e->tasks[i].due);
	resolve(&ds, &e->front.period);
}
