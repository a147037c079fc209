/* SPDX-License-Identifier: MIT */
#include "resolve/dates.h"

#include "base/buf.h"
#include "base/map.h"
#include "base/nearest.h"
#include "doc/messages.h"
#include "resolve/occurrence.h"

enum {
	CHAIN_LIMIT = 100,   /* dates that count from one another */
	TIMES_LIMIT = 20000, /* of all dates of an entry */
	LIST_MONTHS = 24,    /* how far lists show what has no end */
};

/* A record that has days, and from which others may count. */
struct dated {
	enum dated_kind { PHASE, EVENT, DEADLINE, TASK } kind;
	enum { UNTOUCHED, ACTIVE, DONE } state;
	struct text id;
	struct when *when;
	struct repeat *repeat; /* NULL: it cannot */
	struct when *from, *until;
	enum shift shift;
	struct series *series;
};

struct dates {
	struct arena *arena;
	const struct site *site;
	struct entry *entry;
	struct diags *diags;
	struct map by_id; /* id to struct dated */
	struct dated *all;
	size_t n;
	size_t n_times;			       /* of all series */
	const struct when *chain[CHAIN_LIMIT]; /* that are being resolved, the first counts on the
						  next */
	size_t depth;
};

/* --- what there is --- */

static struct dated *add(struct dates *ds, enum dated_kind kind, struct text id, struct when *when,
	struct series *series)
{
	struct dated *it = &ds->all[ds->n++];
	*it = (struct dated){.kind = kind, .id = id, .when = when, .series = series};
	if (kind == TASK || !id.s.n)
		return it;
	const struct dated *first = map_put(ds->arena, &ds->by_id, id.s, it);
	/* Within one list it was told when the ids were completed. */
	if (first && first->kind != kind)
		diag_add(ds->diags, MSG(date_id_twice), id.at,
			ARGS(id.s, str_printf(ds->arena, "%u", span_place(first->id.at).line)));
	return it;
}

static enum shift shift_of(struct word w)
{
	return w.v ? (enum shift)w.v : SHIFT_NONE;
}

static void collect(struct dates *ds)
{
	struct entry *e = ds->entry;
	size_t n = e->n_phases + e->n_events + e->n_deadlines + e->n_tasks;
	ds->all = NEW_N(ds->arena, struct dated, n + 1);
	for (size_t i = 0; i < e->n_phases; i++)
		add(ds, PHASE, e->phases[i].id, &e->phases[i].period,
			NEW(ds->arena, struct series));
	for (size_t i = 0; i < e->n_events; i++) {
		struct event *ev = &e->events[i];
		struct dated *it = add(ds, EVENT, ev->id, &ev->date, &ev->series);
		it->repeat = &ev->repeat;
		it->from = &ev->from;
		it->until = &ev->until;
		it->shift = shift_of(ev->shift);
	}
	for (size_t i = 0; i < e->n_deadlines; i++) {
		struct deadline *d = &e->deadlines[i];
		struct dated *it = add(ds, DEADLINE, d->id, &d->due, &d->series);
		it->repeat = &d->repeat;
		it->from = &d->from;
		it->until = &d->until;
		it->shift = shift_of(d->shift);
	}
	for (size_t i = 0; i < e->n_tasks; i++) {
		struct task *t = &e->tasks[i];
		add(ds, TASK, t->id, &t->due, &t->series)->shift = shift_of(t->shift);
	}
}

/* --- chains --- */

/* The last day of a series that has an end, else DAY_NONE. */
static day_t end_of_series(const struct series *s)
{
	day_t last = s && s->n && !s->open ? s->items[s->n - 1].last : DAY_NONE;
	return day_is_known(last) ? last : DAY_NONE;
}

static struct dated *find(struct dates *ds, const struct when *w)
{
	const struct dated *found = map_get(&ds->by_id, w->base);
	if (found)
		return &ds->all[found - ds->all];
	struct nearest near = nearest_to(w->base);
	for (size_t i = 0; i < ds->by_id.n; i++)
		nearest_try(&near, ds->by_id.items[i].key);
	/* A word that is alone and near to no id was hardly meant as one. */
	if (str_eq(w->written, w->base) && !near.best.n)
		diag_add(ds->diags, MSG(date_form), w->at, ARGS(w->written));
	else
		diag_add(ds->diags, MSG(date_base_unknown), w->at, ARGS(w->base, near.best));
	return NULL;
}

/* w counts from what is being resolved: the chain from there on has come back to itself. */
static void tell_loop(struct dates *ds, const struct when *w)
{
	size_t from = ds->depth - 1;
	while (from > 0 && !str_eq(ds->chain[from - 1]->base, w->base))
		from--;
	struct buf text = buf_new(ds->arena);
	buf_add(&text, w->base);
	for (size_t i = from; i < ds->depth; i++) {
		BUF_LIT(&text, " → ");
		buf_add(&text, ds->chain[i]->base);
	}
	diag_add(ds->diags, MSG(date_loop), ds->chain[from]->at, ARGS(buf_str(&text)));
}

static void resolve(struct dates *ds, struct dated *it);

/* What w counts from, resolved; NULL where it is nothing, or told. */
static const struct series *base_of(struct dates *ds, const struct when *w)
{
	struct dated *base = find(ds, w);
	if (!base)
		return NULL;
	if (base->state == DONE)
		return base->series;
	if (ds->depth == CHAIN_LIMIT) {
		diag_add(ds->diags, MSG(date_chain), w->at,
			ARGS(str_printf(ds->arena, "%d", CHAIN_LIMIT)));
		return NULL;
	}
	ds->chain[ds->depth++] = w;
	if (base->state == ACTIVE)
		tell_loop(ds, w);
	else
		resolve(ds, base);
	ds->depth--;
	return base->state == DONE ? base->series : NULL;
}

static void end_at(struct dates *ds, struct when *w, day_t day)
{
	w->last = day;
	if (w->kind != WHEN_PERIOD)
		w->first = day;
	else if (w->last < w->first)
		diag_add(ds->diags, MSG(period_backwards), w->at, ARGS(w->written));
}

static bool counts(const struct when *w)
{
	return w->base.n != 0;
}

/* For a date that has one day whatever it counts from: of a series it is the end. */
static void resolve_single(struct dates *ds, struct when *w)
{
	day_t last = counts(w) ? end_of_series(base_of(ds, w)) : DAY_NONE;
	if (last != DAY_NONE)
		end_at(ds, w, last + w->offset);
}

/* --- series --- */

/* What is due has a last day; what lasts may be open at an end, or end at what has no date yet. */
static bool has_days(const struct dated *it)
{
	const struct when *w = it->when;
	if (w->kind == WHEN_NONE)
		return false;
	bool due = it->kind == DEADLINE || it->kind == TASK;
	return day_is_known(w->last) || (!due && day_is_known(w->first));
}

static void add_one(struct dates *ds, struct dated *it)
{
	struct occurrence *at = NEW(ds->arena, struct occurrence);
	const struct when *w = it->when;
	bool due = it->kind == DEADLINE || it->kind == TASK;
	day_t last = w->last == DAY_NONE ? DAY_OPEN_END : w->last;
	day_t first = due ? last : w->first;
	*at = occurrence_of(first, last, it->shift, &ds->site->workdays);
	*it->series = (struct series){.items = at, .n = 1};
}

/* Whether there is room for n more; told once. */
static bool have_room(struct dates *ds, const struct dated *it, size_t n)
{
	bool had = ds->n_times <= TIMES_LIMIT;
	ds->n_times += n;
	if (ds->n_times <= TIMES_LIMIT)
		return true;
	bool repeats = it->repeat && it->repeat->kind != REPEAT_NONE;
	if (had)
		diag_add(ds->diags, MSG(times_too_many), repeats ? it->repeat->at : it->when->at,
			ARGS(str_printf(ds->arena, "%d", TIMES_LIMIT)));
	return false;
}

static void follow(struct dates *ds, struct dated *it, const struct series *base)
{
	if (!have_room(ds, it, base->n))
		return;
	struct series series = {.n = base->n, .repeats = true, .open = base->open};
	struct occurrence *items = NEW_N(ds->arena, struct occurrence, base->n);
	for (size_t i = 0; i < base->n; i++) {
		day_t day = base->items[i].last + it->when->offset;
		items[i] = occurrence_of(day, day, it->shift, &ds->site->workdays);
		items[i].guessed |= base->items[i].guessed;
		/* A rest day that moves the base must not make another occurrence of this one. */
		items[i].planned = base->items[i].planned + it->when->offset;
	}
	series.items = items;
	*it->series = series;
}

static day_t first_known(const struct when *w)
{
	return w->kind != WHEN_NONE && day_is_known(w->first) ? w->first : DAY_NONE;
}

static day_t begin_of(const struct dates *ds, const struct dated *it)
{
	day_t day = first_known(it->from);
	if (it->from->kind != WHEN_NONE)
		return day;
	day = first_known(&ds->entry->front.period);
	return day == DAY_NONE ? ds->entry->issued : day;
}

static day_t end_of(const struct dates *ds, const struct dated *it)
{
	const struct when *w = it->until->kind != WHEN_NONE ? it->until : &ds->entry->front.period;
	return w->kind != WHEN_NONE && day_is_known(w->last) ? w->last : DAY_OPEN_END;
}

static day_t months_after(day_t day, int months)
{
	struct civil c = day_to_civil(day);
	int at = c.year * 12 + c.month - 1 + months;
	c.year = at / 12;
	c.month = at % 12 + 1;
	int length = month_length(c.year, c.month);
	c.day = c.day < length ? c.day : length;
	return day_from_civil(c);
}

static void expand(struct dates *ds, struct dated *it)
{
	resolve_single(ds, it->from);
	resolve_single(ds, it->until);
	it->series->repeats = true;
	struct series_plan plan = {.repeat = it->repeat,
		.from = begin_of(ds, it),
		.until = end_of(ds, it),
		.deadline = it->kind == DEADLINE,
		.shift = it->shift,
		.workdays = &ds->site->workdays};
	if (plan.from == DAY_NONE) {
		/* A day beside the repetition is an error of its own. */
		if (it->from->kind == WHEN_NONE && it->when->kind == WHEN_NONE)
			diag_add(ds->diags, MSG(repeat_no_start), it->repeat->at,
				ARGS(it->repeat->written));
		return;
	}
	bool both = it->from->kind != WHEN_NONE && it->until->kind != WHEN_NONE;
	if (both && plan.until < plan.from)
		return; /* told by the check of periods */
	day_t now = ds->site->as_of > plan.from ? ds->site->as_of : plan.from;
	plan.horizon = months_after(now, LIST_MONTHS);
	if (!have_room(ds, it, 0))
		return;
	struct series series = series_expand(ds->arena, &plan, ds->diags);
	if (have_room(ds, it, series.n))
		*it->series = series;
}

static void resolve(struct dates *ds, struct dated *it)
{
	it->state = ACTIVE;
	if (it->repeat && it->repeat->kind != REPEAT_NONE) {
		expand(ds, it);
	} else if (counts(it->when)) {
		const struct series *base = base_of(ds, it->when);
		if (base && base->repeats && it->when->kind != WHEN_PERIOD)
			follow(ds, it, base);
		else if (end_of_series(base) != DAY_NONE)
			end_at(ds, it->when, end_of_series(base) + it->when->offset);
	}
	if (!it->series->n && has_days(it))
		add_one(ds, it);
	it->state = DONE;
}

/* A task without a date of its own is due when its phase ends. */
static void take_phase(struct dates *ds, struct task *t)
{
	const struct when *w = &t->in_phase->period;
	if (!day_is_known(w->last))
		return;
	struct occurrence *at = NEW(ds->arena, struct occurrence);
	*at = occurrence_of(w->last, w->last, shift_of(t->shift), &ds->site->workdays);
	t->series = (struct series){.items = at, .n = 1};
}

/* Repeats by a word that an enumeration shares with `repeat:`. */
static void expand_word(
	struct dates *ds, struct dated *it, const struct words *words, struct word word)
{
	it->repeat = NEW(ds->arena, struct repeat);
	repeat_parse(str_from(words->rows[word.v - 1].name), it->repeat);
	it->repeat->at = word.at;
	expand(ds, it);
}

/* The periods of a checklist; of one that is done once, its time. */
static void expand_checklist(struct dates *ds, struct checklist *list)
{
	struct dated it = {.kind = EVENT,
		.when = NEW(ds->arena, struct when),
		.from = &list->from,
		.until = &list->until,
		.series = &list->series};
	resolve_single(ds, &list->due);
	if (list->period.v > CHECKLIST_ONCE) {
		expand_word(ds, &it, &checklist_period_words, list->period);
		return;
	}
	resolve_single(ds, &list->from);
	resolve_single(ds, &list->until);
	struct occurrence *at = NEW(ds->arena, struct occurrence);
	bool due = list->due.kind != WHEN_NONE && day_is_known(list->due.last);
	day_t first = begin_of(ds, &it), last = due ? list->due.last : end_of(ds, &it);
	*at = (struct occurrence){first == DAY_NONE ? DAY_OPEN_BEGIN : first, last, last, false};
	list->series = (struct series){.items = at, .n = 1};
}

/* The periods that an indicator has up to a milestone. */
static void expand_target(struct dates *ds, struct target *t)
{
	struct dated it = {.kind = EVENT,
		.when = NEW(ds->arena, struct when),
		.from = NEW(ds->arena, struct when),
		.until = &t->by,
		.series = &t->series};
	if (t->every.v)
		expand_word(ds, &it, &every_words, t->every);
	else
		resolve_single(ds, &t->by);
}

/* What is no date that others count from, and has one day each. */
static void resolve_others(struct dates *ds)
{
	struct entry *e = ds->entry;
	for (size_t i = 0; i < e->n_ledger; i++)
		resolve_single(ds, &e->ledger[i].due);
	for (size_t i = 0; i < e->n_targets; i++)
		expand_target(ds, &e->targets[i]);
	for (size_t i = 0; i < e->n_actuals; i++)
		resolve_single(ds, &e->actuals[i].date);
	for (size_t i = 0; i < e->n_checklists; i++)
		expand_checklist(ds, &e->checklists[i]);
	for (size_t i = 0; i < e->n_records; i++)
		resolve_single(ds, &e->records[i].date);
	for (size_t i = 0; i < e->n_rotas; i++)
		resolve_single(ds, &e->rotas[i].period);
	for (size_t i = 0; i < e->n_pledges; i++)
		resolve_single(ds, &e->pledges[i].due);
}

/* Once for each year of the entry, at the first date that was moved by guess. */
static void tell_guesses(struct dates *ds)
{
	int told = 0;
	for (size_t i = 0; i < ds->n; i++) {
		const struct dated *it = &ds->all[i];
		for (size_t k = 0; k < it->series->n; k++) {
			const struct occurrence *at = &it->series->items[k];
			if (!at->guessed || it->shift == SHIFT_NONE)
				continue; /* what is not shifted may be open at an end */
			int year = day_to_civil(at->planned).year;
			if (year <= told)
				continue;
			told = year;
			bool repeats = it->repeat && it->repeat->kind != REPEAT_NONE;
			diag_add(ds->diags, MSG(calendar_unknown_year),
				repeats ? it->repeat->at : it->when->at,
				ARGS(str_printf(ds->arena, "%d", year)));
		}
	}
}

void dates_resolve(struct arena *a, const struct site *site, struct entry *e, struct diags *d)
{
	struct dates ds = {.arena = a, .site = site, .entry = e, .diags = d};
	collect(&ds);
	resolve_single(&ds, &e->front.period);
	for (size_t i = 0; i < ds.n; i++)
		if (ds.all[i].state == UNTOUCHED)
			resolve(&ds, &ds.all[i]);
	for (size_t i = 0; i < e->n_tasks; i++)
		if (e->tasks[i].due.kind == WHEN_NONE && e->tasks[i].in_phase)
			take_phase(&ds, &e->tasks[i]);
	resolve_others(&ds);
	tell_guesses(&ds);
}
