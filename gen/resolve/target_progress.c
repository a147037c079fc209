/* SPDX-License-Identifier: MIT */
#include "resolve/target_progress.h"

#include <stdlib.h>

#include "base/arena.h"
#include "doc/messages.h"
#include "resolve/party_set.h"

enum { STANDINGS_LIMIT = 200000 }; /* contenders by stages, of all indicators of an entry */

/* A row with a goal, while its indicator is made. */
struct milestone {
	const struct target *row;
	struct goal goal;
	day_t by; /* DAY_OPEN_END: on no known day */
};

/* A row of actuals.csv with its number. */
struct reading {
	struct figure figure;
	size_t contender;
};

struct draft {
	struct indicator *in;
	VEC(struct milestone) milestones;
	struct party_set named; /* whom the indicator concerns, before any hand-over */
	struct map places;	/* id of who answers now to his contender */
	VEC(struct reading) readings;
};

struct linking {
	struct arena *arena;
	const struct site *site;
	struct entry *entry;
	day_t start; /* of all indicators; DAY_NONE: not known */
	struct draft *drafts;
	size_t n;
	struct map taken; /* "indicator party day" of the figures so far */
};

/* --- days --- */

static day_t first_day(const struct when *w)
{
	return w->kind != WHEN_NONE && day_is_known(w->first) ? w->first : DAY_NONE;
}

static day_t last_day(const struct when *w)
{
	return w->kind != WHEN_NONE && day_is_known(w->last) ? w->last : DAY_OPEN_END;
}

/* As for what repeats: the entry's period, else its issue. */
static day_t start_of(const struct entry *e)
{
	day_t day = first_day(&e->front.period);
	return day == DAY_NONE ? e->issued : day;
}

/* From the day on which an entry ceased nothing more is known, and nothing becomes late. */
static day_t known_until(const struct site *site, const struct entry *e)
{
	if (!entry_is_ceased(e))
		return site->as_of;
	day_t day = first_day(&e->front.ceased.date);
	if (day == DAY_NONE && e->issued_by)
		day = first_day(&e->issued_by->front.ceased.date);
	if (day == DAY_NONE && e->superseded_by) {
		day = first_day(&e->superseded_by->front.effective);
		day = day == DAY_NONE ? e->superseded_by->issued : day;
	}
	return day != DAY_NONE && day < site->as_of ? day : site->as_of;
}

/* --- stages --- */

static int by_day(const void *x, const void *y)
{
	const struct milestone *a = x, *b = y;
	if (a->by != b->by)
		return a->by < b->by ? -1 : 1;
	return (a->row > b->row) - (a->row < b->row); /* rows of one table */
}

/* Where nothing says by when, the entry's period does. */
static void add_milestone(const struct linking *l, struct draft *d, const struct target *row)
{
	struct milestone m = {.row = row};
	if (!goal_parse(l->arena, row->target.s, &m.goal))
		return;
	m.by = last_day(row->by.kind != WHEN_NONE ? &row->by : &l->entry->front.period);
	*vec_push(l->arena, &d->milestones) = m;
}

static void add_stages_of_milestones(const struct linking *l, struct draft *d)
{
	struct indicator *in = d->in;
	day_t first = l->start;
	double base = 0;
	in->stages = NEW_N(l->arena, struct target_stage, d->milestones.n);
	for (size_t i = 0; i < d->milestones.n; i++) {
		const struct milestone *m = &d->milestones.items[i];
		in->stages[in->n_stages++] =
			(struct target_stage){first, m->by, m->row, m->goal, base};
		first = m->by == DAY_OPEN_END ? DAY_NONE : m->by + 1;
		base = m->goal.to.v;
	}
}

/* Each row has the periods from the beginning to its day; those of the rows before it are theirs.
 */
static void add_stages_of_periods(const struct linking *l, struct draft *d)
{
	struct indicator *in = d->in;
	size_t room = 0;
	for (size_t i = 0; i < d->milestones.n; i++)
		room += d->milestones.items[i].row->series.n;
	in->stages = NEW_N(l->arena, struct target_stage, room + 1);
	for (size_t i = 0; i < d->milestones.n; i++) {
		const struct milestone *m = &d->milestones.items[i];
		const struct series *s = &m->row->series;
		for (size_t k = in->n_stages; k < s->n; k++)
			in->stages[in->n_stages++] = (struct target_stage){
				s->items[k].first, s->items[k].last, m->row, m->goal, 0};
	}
}

static void count_begun(struct indicator *in)
{
	while (in->n_begun < in->n_stages && (in->stages[in->n_begun].first == DAY_NONE ||
						     in->stages[in->n_begun].first <= in->as_of))
		in->n_begun++;
}

/* False where no row has a goal. */
static bool make_stages(const struct linking *l, struct draft *d)
{
	struct indicator *in = d->in;
	if (!d->milestones.n)
		return false;
	qsort(d->milestones.items, d->milestones.n, sizeof(struct milestone), by_day);
	if (in->row->every.v)
		add_stages_of_periods(l, d);
	in->periodic = in->n_stages != 0; /* that there are none was told */
	if (!in->periodic)
		add_stages_of_milestones(l, d);
	count_begun(in);
	return true;
}

static bool has_figure(const struct indicator *in, const struct target_stage *s)
{
	for (size_t i = 0; i < in->n_contenders; i++)
		if (standing_of(in, &in->contenders[i], s).figure)
			return true;
	return false;
}

/*
 * The milestone that comes next. Of periods the one that goes on; as long as nobody has a figure
 * in it, the one before tells more.
 */
static void choose_current(struct indicator *in)
{
	size_t i = 0;
	while (i + 1 < in->n_stages && in->stages[i].last < in->as_of)
		i++;
	bool begun = i < in->n_begun;
	if (in->periodic && i && (!begun || !has_figure(in, &in->stages[i])))
		i--;
	in->current = i;
}

/* --- who has to reach it --- */

static void add_contender(const struct linking *l, struct draft *d, const struct party *p)
{
	struct indicator *in = d->in;
	if (p && map_get(&d->places, p->id.s))
		return;
	struct contender *c = &in->contenders[in->n_contenders++];
	c->party = p;
	if (p)
		map_put(l->arena, &d->places, p->id.s, c);
}

static int as_registered(const void *x, const void *y)
{
	const struct party *a = *(const struct party *const *)x,
			   *b = *(const struct party *const *)y;
	return (a > b) - (a < b); /* of one kind, so of one table */
}

static void find_contenders(const struct linking *l, struct draft *d)
{
	struct indicator *in = d->in;
	struct arena *a = l->arena;
	in->per = in->row->per.v ? (enum target_per)in->row->per.v : PER_ALL;
	d->named = party_set_new(a, &l->site->parties);
	if (in->per == PER_PERSON)
		party_set_people(a, &d->named, &in->row->who, l->site->as_of);
	else if (in->per == PER_UNIT)
		party_set_expand(a, &d->named, &in->row->who);
	size_t n = d->named.list.n;
	const struct party **now = NEW_N(a, const struct party *, n + 1);
	size_t n_now = 0;
	for (size_t i = 0; i < n; i++) {
		const struct party *p = d->named.list.items[i];
		if ((p->kind == PARTY_PERSON) == (in->per == PER_PERSON))
			now[n_now++] = party_on(p, l->site->as_of);
	}
	if (n_now)
		qsort(now, n_now, sizeof(*now), as_registered);
	in->contenders = NEW_N(a, struct contender, n_now + 1);
	for (size_t i = 0; i < n_now; i++)
		add_contender(l, d, now[i]);
	if (in->per == PER_ALL)
		add_contender(l, d, NULL);
}

/* --- figures --- */

/* Whom a figure counts for: the party, or who answers for what is his. */
static const struct contender *contender_of(
	const struct linking *l, const struct draft *d, const struct party *p)
{
	return map_get(&d->places, party_on(p, l->site->as_of)->id.s);
}

/* Whether he is to answer for one of them on the day of the figure, which may be to come. */
static bool answers_later(const struct draft *d, const struct party *p, day_t day)
{
	for (size_t i = 0; i < d->named.list.n; i++)
		if (party_on(d->named.list.items[i], day) == p)
			return true;
	return false;
}

static bool has_left(const struct party *p, day_t day)
{
	return p->until.kind != WHEN_NONE && p->until.first <= day;
}

static enum figure_use use_of_party(
	const struct linking *l, const struct draft *d, const struct actual *row)
{
	const struct party_ref *ref = row->party.n ? &row->party.items[0] : NULL;
	const struct indicator *in = d->in;
	if (in->per == PER_ALL)
		return ref ? FIGURE_HAS_PARTY : FIGURE_COUNTS;
	if (!ref)
		return FIGURE_NO_PARTY;
	if (!ref->party) /* a group, or nobody who is known, which was told */
		return ref->group ? FIGURE_WRONG_KIND : FIGURE_OF_NOTHING;
	if ((ref->party->kind == PARTY_PERSON) != (in->per == PER_PERSON))
		return FIGURE_WRONG_KIND;
	if (contender_of(l, d, ref->party))
		return FIGURE_COUNTS;
	if (has_left(ref->party, l->site->as_of))
		return FIGURE_OF_THE_GONE;
	return answers_later(d, ref->party, row->date.last) ? FIGURE_LATER : FIGURE_STRANGER;
}

static bool is_taken(struct linking *l, const struct draft *d, const struct actual *row)
{
	const struct party *p = row->party.n ? row->party.items[0].party : NULL;
	struct str key = str_printf(l->arena, "%zu %d ", (size_t)(d - l->drafts), row->date.last);
	return map_put(l->arena, &l->taken, p ? STR_CAT(l->arena, key, p->id.s) : key, row) != NULL;
}

/* Of periods each figure lies in one; else it should not lie before the beginning. */
static enum figure_use use_of_day(const struct linking *l, const struct indicator *in, day_t day)
{
	if (!in->periodic)
		return l->start != DAY_NONE && day < l->start ? FIGURE_EARLY : FIGURE_COUNTS;
	bool inside = day >= in->stages[0].first && day <= in->stages[in->n_stages - 1].last;
	return inside ? FIGURE_COUNTS : FIGURE_OUTSIDE;
}

static bool is_like(const struct indicator *in, struct quantity q)
{
	const struct target_stage *s = &in->stages[0];
	return q.percent == s->goal.to.percent || unit_is_percent(in->row->unit.s);
}

static enum figure_use use_of(
	struct linking *l, struct draft *d, const struct actual *row, struct quantity *q)
{
	const struct indicator *in = d->in;
	enum figure_use use = use_of_party(l, d, row);
	if (use != FIGURE_COUNTS && use != FIGURE_LATER && use != FIGURE_OF_THE_GONE)
		return use;
	if (!quantity_parse(l->arena, row->value.s, q))
		return FIGURE_BAD_VALUE;
	if (!is_like(in, *q))
		return FIGURE_UNLIKE;
	if (row->date.kind == WHEN_NONE)
		return FIGURE_OF_NOTHING; /* told: the column is required */
	if (!day_is_known(row->date.last))
		return FIGURE_NO_DAY;
	if (is_taken(l, d, row))
		return FIGURE_TWICE;
	if (row->date.last > in->as_of)
		return FIGURE_LATER;
	return use == FIGURE_COUNTS ? use_of_day(l, in, row->date.last) : use;
}

static void add_figure(struct linking *l, struct actual *row)
{
	const struct indicator *in = row->of ? row->of->in : NULL;
	struct quantity q;
	if (!in)
		return;
	struct draft *d = &l->drafts[in - l->entry->indicators];
	row->use = use_of(l, d, row, &q);
	if (row->use != FIGURE_COUNTS && row->use != FIGURE_EARLY)
		return;
	const struct contender *c =
		row->party.n ? contender_of(l, d, row->party.items[0].party) : in->contenders;
	*vec_push(l->arena, &d->readings) =
		(struct reading){{row, row->date.last, q.v}, (size_t)(c - in->contenders)};
}

static int by_contender_and_day(const void *x, const void *y)
{
	const struct reading *a = x, *b = y;
	if (a->contender != b->contender)
		return a->contender < b->contender ? -1 : 1;
	if (a->figure.day != b->figure.day)
		return a->figure.day < b->figure.day ? -1 : 1;
	return (a->figure.row > b->figure.row) - (a->figure.row < b->figure.row);
}

static void hand_out_figures(const struct linking *l, struct draft *d)
{
	struct indicator *in = d->in;
	size_t n = d->readings.n;
	struct figure *figures = NEW_N(l->arena, struct figure, n + 1);
	if (n)
		qsort(d->readings.items, n, sizeof(struct reading), by_contender_and_day);
	for (size_t i = 0; i < n; i++) {
		const struct reading *r = &d->readings.items[i];
		struct contender *c = &in->contenders[r->contender];
		figures[i] = r->figure;
		if (!c->n++)
			c->figures = &figures[i];
	}
}

/* --- an entry --- */

static void group_rows(struct linking *l)
{
	struct entry *e = l->entry;
	struct map by_id = {0};
	e->indicators = NEW_N(l->arena, struct indicator, e->n_targets);
	l->drafts = NEW_N(l->arena, struct draft, e->n_targets);
	for (size_t i = 0; i < e->n_targets; i++) {
		struct target *row = &e->targets[i];
		const struct draft *known = map_get(&by_id, row->id.s);
		struct draft *d = known ? &l->drafts[known - l->drafts] : &l->drafts[l->n];
		if (!known) {
			d->in = &e->indicators[l->n++];
			d->in->row = row;
			d->in->as_of = known_until(l->site, e);
			map_put(l->arena, &by_id, row->id.s, d);
		}
		row->in = d->in;
		add_milestone(l, d, row);
	}
}

/* Where there is too much, or nothing to reach, nothing is worked out. */
static void make_indicators(struct linking *l, struct diags *diags)
{
	struct entry *e = l->entry;
	size_t standings = 0;
	bool told = false;
	for (size_t i = 0; i < l->n; i++) {
		struct draft *d = &l->drafts[i];
		bool good = make_stages(l, d);
		if (good)
			find_contenders(l, d);
		standings += d->in->n_contenders * d->in->n_stages;
		if (standings > STANDINGS_LIMIT && !told)
			diag_add(diags, MSG(targets_too_many), d->in->row->id.at,
				ARGS(str_printf(l->arena, "%d", STANDINGS_LIMIT)));
		told = told || standings > STANDINGS_LIMIT;
		if (!good || told)
			d->in->n_stages = 0;
	}
	for (size_t i = 0; i < e->n_targets; i++)
		if (!e->targets[i].in->n_stages)
			e->targets[i].in = NULL;
	e->n_indicators = l->n;
}

void targets_link(struct arena *a, const struct site *site, struct entry *e, struct diags *d)
{
	if (!e->n_targets)
		return;
	struct linking l = {.arena = a, .site = site, .entry = e, .start = start_of(e)};
	group_rows(&l);
	make_indicators(&l, d);
	for (size_t i = 0; i < e->n_actuals; i++)
		add_figure(&l, &e->actuals[i]);
	for (size_t i = 0; i < l.n; i++) {
		struct indicator *in = &e->indicators[i];
		if (!in->n_stages)
			continue;
		hand_out_figures(&l, &l.drafts[i]);
		choose_current(in);
	}
}
