/* SPDX-License-Identifier: MIT */
#include "resolve/duties.h"

#include <stdlib.h>

#include "base/arena.h"
#include "resolve/checklist.h"
#include "resolve/party_set.h"
#include "resolve/view_facts.h"

struct collector {
	struct arena *arena, *scratch;
	const struct site *site;
	struct duties *duties;
	struct task_parties task;
	struct party_set set;
	VEC(struct due_item) items;
};

/* --- items --- */

static struct due_item *add_item(struct collector *c, const struct entry *e, enum due_kind kind,
	const void *record, struct str id, struct str title, const struct series *series)
{
	struct due_item *item = vec_push(c->arena, &c->items);
	*item = (struct due_item){.kind = kind,
		.entry = e,
		.record = record,
		.ceased = entry_is_ceased(e),
		.id = id,
		.title = title,
		.series = series};
	return item;
}

/* Of what can neither repeat nor be shifted. What is due has its last day only. */
static const struct series *once(struct arena *a, const struct when *w, bool due)
{
	struct series *series = NEW(a, struct series);
	struct occurrence *at = NEW(a, struct occurrence);
	day_t last = w->last == DAY_NONE ? DAY_OPEN_END : w->last;
	bool known = day_is_known(last) || (!due && day_is_known(w->first));
	*at = (struct occurrence){due ? last : w->first, last, last, false};
	if (w->kind != WHEN_NONE && known)
		*series = (struct series){.items = at, .n = 1};
	return series;
}

static void collect_work(struct collector *c, const struct entry *e)
{
	const struct site *site = c->site;
	for (size_t i = 0; i < e->n_tasks; i++) {
		const struct task *t = &e->tasks[i];
		struct due_item *item =
			add_item(c, e, DUE_TASK, t, t->id.s, t->title.s, &t->series);
		item->done = !task_is_open(t);
		item->late = task_is_late(site, e, t);
		item->who = &t->lead;
	}
	for (size_t i = 0; i < e->n_ledger; i++) {
		const struct ledger_row *row = &e->ledger[i];
		if (!site_shows_row(site, e, row))
			continue;
		struct due_item *item = add_item(c, e, DUE_LEDGER, row, row->id.s, row->problem.s,
			once(c->arena, &row->due, true));
		item->done = ledger_status_on(row, site->as_of) == LEDGER_CLOSED;
		item->late = !item->ceased && ledger_is_late(row, site->as_of);
		item->who = row->lead.n ? &row->lead : &row->person;
	}
	for (size_t i = 0; i < e->n_pledges; i++) {
		const struct pledge *p = &e->pledges[i];
		struct due_item *item = add_item(
			c, e, DUE_PLEDGE, p, p->id.s, p->text.s, once(c->arena, &p->due, true));
		item->done = pledge_status_on(p, site->as_of) != PLEDGE_MADE;
		item->late = !item->ceased && pledge_is_late(p, site->as_of);
		item->who = &p->party;
	}
}

static void collect_deadline(struct collector *c, const struct entry *e, const struct deadline *d)
{
	struct due_item *item = add_item(c, e, DUE_DEADLINE, d, d->id.s, d->title.s, &d->series);
	for (size_t i = 0; i < d->form.n && !item->form; i++) {
		const struct form *form = entry_form(e, d->form.items[i].s);
		if (form && site_shows_form(c->site, e, form))
			item->form = form;
	}
	item->who = &d->who;
}

static void collect_entry(struct collector *c, const struct entry *e)
{
	for (size_t i = 0; i < e->n_phases; i++) {
		const struct phase *p = &e->phases[i];
		add_item(
			c, e, DUE_PHASE, p, p->id.s, p->title.s, once(c->arena, &p->period, false));
	}
	for (size_t i = 0; i < e->n_events; i++) {
		const struct event *ev = &e->events[i];
		add_item(c, e, DUE_EVENT, ev, ev->id.s, ev->title.s, &ev->series)->who = &ev->who;
	}
	for (size_t i = 0; i < e->n_deadlines; i++)
		collect_deadline(c, e, &e->deadlines[i]);
	collect_work(c, e);
}

/* --- sorting --- */

static day_t day_of(const struct due_item *item, const struct occurrence *at)
{
	bool lasts = item->kind == DUE_PHASE || item->kind == DUE_EVENT;
	return lasts && day_is_known(at->first) ? at->first : at->last;
}

struct ordered {
	const struct due_item *item;
	day_t day; /* DAY_OPEN_END: none */
};

/* Items are in one array, in the order of collecting. */
static int by_first_day(const void *x, const void *y)
{
	const struct ordered *a = x, *b = y;
	if (a->day != b->day)
		return a->day < b->day ? -1 : 1;
	return (a->item > b->item) - (a->item < b->item);
}

static void sort_items(struct collector *c)
{
	size_t n = c->items.n;
	struct ordered *order = NEW_N(c->scratch, struct ordered, n + 1);
	struct due_item *sorted = NEW_N(c->arena, struct due_item, n + 1);
	for (size_t i = 0; i < n; i++) {
		const struct due_item *item = &c->items.items[i];
		day_t day = item->series->n ? day_of(item, &item->series->items[0]) : DAY_OPEN_END;
		order[i] = (struct ordered){item, day};
	}
	if (n)
		qsort(order, n, sizeof(*order), by_first_day);
	for (size_t i = 0; i < n; i++)
		sorted[i] = *order[i].item;
	c->duties->items = sorted;
	c->duties->n_items = n;
}

static int by_day(const void *x, const void *y)
{
	const struct due_time *a = x, *b = y;
	if (a->day != b->day)
		return a->day < b->day ? -1 : 1;
	/* Two of one series may fall on one day after they were shifted. */
	if (a->item == b->item)
		return (a->at > b->at) - (a->at < b->at);
	return (a->item > b->item) - (a->item < b->item);
}

static void sort_times(struct collector *c)
{
	size_t n = 0;
	for (size_t i = 0; i < c->duties->n_items; i++)
		n += c->duties->items[i].series->n;
	struct due_time *times = NEW_N(c->arena, struct due_time, n + 1);
	n = 0;
	for (size_t i = 0; i < c->duties->n_items; i++) {
		const struct due_item *item = &c->duties->items[i];
		for (size_t k = 0; k < item->series->n; k++) {
			const struct occurrence *at = &item->series->items[k];
			times[n++] = (struct due_time){day_of(item, at), item, at};
		}
	}
	if (n)
		qsort(times, n, sizeof(*times), by_day);
	c->duties->times = times;
	c->duties->n_times = n;
}

/* --- who --- */

bool due_is_work(enum due_kind kind)
{
	return kind == DUE_TASK || kind == DUE_LEDGER || kind == DUE_PLEDGE;
}

const struct party *due_party(const struct site *site, const struct due_item *item,
	const struct occurrence *at, const struct party *p)
{
	if (item->done)
		return p;
	bool now = due_is_work(item->kind) || !at || !day_is_known(at->last);
	return party_on(p, now ? site->as_of : at->last);
}

static struct party_duties *slot_of(const struct duties *d, const struct party *p)
{
	const struct party_register *r = &d->site->parties;
	if (p->kind == PARTY_UNIT)
		return &d->units[p - r->units];
	return &d->people[p - r->people];
}

/* What is due once a party has handed over is the successor's; what has no day may be. */
static bool has_part(const struct collector *c, const struct duty *duty)
{
	const struct series *s = duty->item->series;
	day_t now = c->site->as_of;
	if (!s->n || (due_is_work(duty->item->kind) && duty->from <= now))
		return duty->until > now;
	/* Times are by their last day: the first that is not before the hand-over. */
	size_t low = 0, high = s->n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (s->items[middle].last < duty->from)
			low = middle + 1;
		else
			high = middle;
	}
	return low < s->n && s->items[low].last < duty->until;
}

static void give_one(const struct collector *c, const struct party *p, enum duty_role role,
	const struct due_item *item)
{
	struct duty duty = {role, DAY_OPEN_BEGIN, DAY_OPEN_END, item};
	while (!item->done) {
		day_t handover = party_handover(p, duty.from);
		duty.until = handover == DAY_NONE ? DAY_OPEN_END : handover;
		if (has_part(c, &duty))
			*vec_push(c->arena, &slot_of(c->duties, p)->list) = duty;
		if (handover == DAY_NONE)
			return;
		p = party_on(p, handover);
		duty.from = handover;
	}
	*vec_push(c->arena, &slot_of(c->duties, p)->list) = duty;
}

static void give(const struct collector *c, const struct party_set *to, enum duty_role role,
	const struct due_item *item)
{
	for (size_t i = 0; i < to->list.n; i++)
		give_one(c, to->list.items[i], role, item);
}

static void give_parties(struct collector *c, const struct parties *parties, enum duty_role role,
	const struct due_item *item)
{
	party_set_clear(&c->set);
	party_set_expand(c->scratch, &c->set, parties);
	give(c, &c->set, role, item);
}

/* A unit and its people mend a row together. */
static void give_ledger(struct collector *c, const struct due_item *item)
{
	const struct ledger_row *row = item->record;
	const struct task as_task = {.lead = row->lead, .person = row->person};
	task_parties_read(c->scratch, &c->task, &as_task, c->site->as_of);
	give(c, &c->task.lead, DUTY_RECTIFY, item);
	give(c, &c->task.person, DUTY_RECTIFY, item);
}

static void give_item(struct collector *c, const struct due_item *item)
{
	const struct deadline *d = item->record;
	switch (item->kind) {
	case DUE_PHASE:
		return;
	case DUE_EVENT:
		give_parties(c, item->who, DUTY_ATTEND, item);
		return;
	case DUE_DEADLINE:
		give_parties(c, &d->who, DUTY_SEND, item);
		give_parties(c, &d->to, DUTY_RECEIVE, item);
		return;
	case DUE_TASK:
		task_parties_read(c->scratch, &c->task, item->record, c->site->as_of);
		give(c, &c->task.lead, DUTY_LEAD, item);
		give(c, &c->task.person, DUTY_PERSON, item);
		give(c, &c->task.support, DUTY_SUPPORT, item);
		return;
	case DUE_LEDGER:
		give_ledger(c, item);
		return;
	case DUE_PLEDGE:
		give_parties(c, item->who, DUTY_PLEDGE, item);
		return;
	}
}

static void give_sheets(const struct collector *c, const struct entry *e)
{
	for (size_t i = 0; i < e->n_checklists && !entry_is_ceased(e); i++) {
		const struct checklist *list = &e->checklists[i];
		struct party_set set = checklist_parties(c->scratch, c->site, list);
		for (size_t k = 0; k < set.list.n; k++) {
			const struct party *p = party_on(set.list.items[k], c->site->as_of);
			*vec_push(c->arena, &slot_of(c->duties, p)->sheets) =
				(struct duty_sheet){e, list};
		}
	}
}

static int by_role(const void *x, const void *y)
{
	const struct duty *a = x, *b = y;
	if (a->role != b->role)
		return a->role < b->role ? -1 : 1;
	if (a->item != b->item)
		return a->item < b->item ? -1 : 1;
	return (a->from > b->from) - (a->from < b->from);
}

/* Who was named beside the one whom he succeeds has one duty, over all the time. */
static void sort_duties(struct party_duties *d)
{
	size_t kept = 0;
	if (d->list.n)
		qsort(d->list.items, d->list.n, sizeof(struct duty), by_role);
	for (size_t i = 0; i < d->list.n; i++) {
		struct duty *last = kept ? &d->list.items[kept - 1] : NULL;
		const struct duty *it = &d->list.items[i];
		bool same = last && last->role == it->role && last->item == it->item;
		if (!same || it->from > last->until)
			d->list.items[kept++] = *it;
		else if (it->until > last->until)
			last->until = it->until;
	}
	d->list.n = kept;
}

struct duties *duties_new(struct arena *a, const struct site *site)
{
	const struct party_register *reg = &site->parties;
	struct duties *d = NEW(a, struct duties);
	struct collector c = {.arena = a, .scratch = arena_new(), .site = site, .duties = d};
	c.task = task_parties_new(c.scratch, reg);
	c.set = party_set_new(c.scratch, reg);
	d->site = site;
	d->units = NEW_N(a, struct party_duties, reg->n_units + 1);
	d->people = NEW_N(a, struct party_duties, reg->n_people + 1);
	for (size_t i = 0; i < site->n_entries; i++)
		collect_entry(&c, site->entries[i]);
	sort_items(&c);
	sort_times(&c);
	for (size_t i = 0; i < d->n_items; i++)
		give_item(&c, &d->items[i]);
	for (size_t i = 0; i < site->n_entries; i++)
		give_sheets(&c, site->entries[i]);
	for (size_t i = 0; i < reg->n_units; i++)
		sort_duties(&d->units[i]);
	for (size_t i = 0; i < reg->n_people; i++)
		sort_duties(&d->people[i]);
	arena_free(c.scratch);
	return d;
}

const struct party_duties *duties_of(const struct duties *d, const struct party *p)
{
	return slot_of(d, p);
}

bool duty_is_own(enum duty_role role)
{
	return role < DUTY_ATTEND;
}

bool duty_has_time(const struct duty *duty, const struct occurrence *at)
{
	if (due_is_work(duty->item->kind))
		return true;
	return at->last >= duty->from && at->last < duty->until;
}
