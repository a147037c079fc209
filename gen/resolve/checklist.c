/* SPDX-License-Identifier: MIT */
#include "resolve/checklist.h"

#include "base/arena.h"
#include "doc/messages.h"

/* Without a word on it: people, if any are named, else units. */
static bool wants_people(const struct party_set *named, const struct checklist *list)
{
	if (list->per.v)
		return list->per.v == CHECKLIST_PERSON;
	for (size_t i = 0; i < named->list.n; i++)
		if (named->list.items[i]->kind == PARTY_PERSON)
			return true;
	return false;
}

struct party_set checklist_parties(
	struct arena *a, const struct site *site, const struct checklist *list)
{
	struct party_set set = party_set_new(a, &site->parties);
	party_set_expand(a, &set, &list->who);
	if (!wants_people(&set, list))
		return set;
	party_set_clear(&set);
	party_set_people(a, &set, &list->who, site->as_of);
	return set;
}

/* The party itself, or whom it has succeeded by the day, or who succeeded it. */
static const struct party *counts_for(
	const struct party_set *set, const struct party *by, day_t day)
{
	if (party_set_has(set, by))
		return by;
	for (size_t i = 0; i < set->list.n; i++)
		if (party_on(set->list.items[i], day) == by)
			return set->list.items[i];
	const struct party *now = party_on(by, day);
	return party_set_has(set, now) ? now : NULL;
}

/* What is done once may be done late. */
static size_t period_of(const struct checklist *list, day_t day)
{
	bool once = list->period.v <= CHECKLIST_ONCE;
	for (size_t i = 0; i < list->series.n; i++)
		if (day >= list->series.items[i].first &&
			(once || day <= list->series.items[i].last))
			return i;
	return SIZE_MAX;
}

static void link_mark(const struct site *site, const struct party_set *set, struct done_item *done,
	struct diags *diags)
{
	bool dated = done->date.kind != WHEN_NONE && day_is_known(done->date.last);
	const struct party *by = done->party.n ? done->party.items[0].party : NULL;
	done->counts_for = by ? counts_for(set, by, site->as_of) : NULL;
	/* That somebody has left must not break a site on the day. */
	bool left = by && by->until.kind != WHEN_NONE && by->until.first <= site->as_of;
	if (by && !done->counts_for)
		diag_add(diags, left ? MSG(record_left) : MSG(record_party), done->party.at,
			ARGS(done->party.items[0].name.s, done->of->title.s));
	done->period = dated ? period_of(done->of, done->date.last) : SIZE_MAX;
	if (dated && done->period == SIZE_MAX && done->of->series.n)
		diag_add(diags, MSG(record_when), done->date.at,
			ARGS(done->date.written, done->of->title.s));
}

void checklists_link(struct arena *a, const struct site *site, struct entry *e, struct diags *diags)
{
	if (!e->n_records)
		return;
	struct party_set *sets = NEW_N(a, struct party_set, e->n_checklists + 1);
	for (size_t i = 0; i < e->n_checklists; i++)
		sets[i] = checklist_parties(a, site, &e->checklists[i]);
	for (size_t i = 0; i < e->n_records; i++) {
		struct done_item *done = &e->records[i];
		done->period = SIZE_MAX;
		if (done->of)
			link_mark(site, &sets[done->of - e->checklists], done, diags);
	}
}

static size_t index_of(const struct checklist_board *b, size_t party, size_t item, size_t period)
{
	return (party * b->n_items + item) * b->n_begun + period;
}

/* It is in the set. */
static size_t place_of(const struct party_set *set, const struct party *p)
{
	size_t i = 0;
	while (set->list.items[i] != p)
		i++;
	return i;
}

static void find_periods(struct checklist_board *b, day_t day)
{
	const struct series *s = &b->list->series;
	while (b->n_begun < s->n && s->items[b->n_begun].first <= day)
		b->n_begun++;
	b->current = b->n_begun ? b->n_begun - 1 : 0;
}

struct checklist_board checklist_board(struct arena *a, const struct site *site,
	const struct entry *e, const struct checklist *list)
{
	struct checklist_board b = {
		.list = list, .items = list->items.items, .n_items = list->items.n};
	b.parties = checklist_parties(a, site, list);
	find_periods(&b, site->as_of);
	b.marks = NEW_N(a, const struct done_item *, b.parties.list.n *b.n_items *b.n_begun + 1);
	for (size_t i = 0; i < e->n_records; i++) {
		const struct done_item *done = &e->records[i];
		if (done->of != list || !done->of_item || !done->counts_for ||
			done->period >= b.n_begun || done->date.last > site->as_of)
			continue;
		size_t item = (size_t)(done->of_item - b.items);
		size_t party = place_of(&b.parties, done->counts_for);
		const struct done_item **mark = &b.marks[index_of(&b, party, item, done->period)];
		if (!*mark || done->date.last < (*mark)->date.last)
			*mark = done;
	}
	return b;
}

const struct done_item *checklist_mark(
	const struct checklist_board *b, size_t party, size_t item, size_t period)
{
	return period < b->n_begun ? b->marks[index_of(b, party, item, period)] : NULL;
}

size_t checklist_done(const struct checklist_board *b, size_t party, size_t period)
{
	size_t n = 0;
	for (size_t i = 0; i < b->n_items; i++)
		n += checklist_mark(b, party, i, period) != NULL;
	return n;
}

bool checklist_is_over(const struct checklist_board *b, size_t period, day_t day)
{
	const struct series *s = &b->list->series;
	return period < s->n && day_is_known(s->items[period].last) && s->items[period].last < day;
}
