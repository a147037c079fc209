/* SPDX-License-Identifier: MIT */
#include "resolve/duties.h"

#include <stdlib.h>

#include "resolve/view_parts.h"

/* Parties without repetition, in the order of finding. */
struct party_list {
	VEC(const struct party *) list;
};

struct collector {
	struct arena *arena;
	const struct site *site;
	struct view_context ctx; /* for the helpers of views */
	struct duties *duties;
	VEC(struct due_item) items;
};

enum { GROUP_DEPTH = 8 }; /* groups of groups */

static void add_once(struct arena *a, struct party_list *list, const struct party *p)
{
	for (size_t i = 0; i < list->list.n; i++)
		if (list->list.items[i] == p)
			return;
	*vec_push(a, &list->list) = p;
}

static bool has_left(const struct site *site, const struct party *p)
{
	return p->until.kind != WHEN_NONE && p->until.first <= site->as_of;
}

/* Who answers for p: until the day that somebody left, and for what is done, it stays with him. */
static const struct party *answering(
	const struct collector *c, const struct party *p, const struct due_item *item)
{
	if (item->done || p->until.kind == WHEN_NONE)
		return p;
	bool before =
		item->kind != DUE_TASK && day_is_known(item->last) && item->last < p->until.first;
	return before ? p : view_party_now(c->site, p);
}

static void expand(const struct collector *c, const struct parties *parties,
	const struct due_item *item, int depth, struct party_list *to)
{
	for (size_t i = 0; i < parties->n; i++) {
		const struct party_ref *ref = &parties->items[i];
		if (ref->party)
			add_once(c->arena, to, answering(c, ref->party, item));
		else if (ref->group && depth < GROUP_DEPTH) {
			const struct group *g = ref->group;
			const struct parties *parts[] = {
				&g->chair, &g->vice, &g->head, &g->members};
			for (size_t k = 0; k < ARRAY_LEN(parts); k++)
				expand(c, parts[k], item, depth + 1, to);
		}
	}
}

/* Where people are wanted a unit means its own people. */
static void expand_people(const struct collector *c, const struct parties *parties,
	const struct due_item *item, struct party_list *to)
{
	struct party_list named = {0};
	expand(c, parties, item, 0, &named);
	for (size_t i = 0; i < named.list.n; i++) {
		const struct party *p = named.list.items[i];
		if (p->kind == PARTY_PERSON) {
			add_once(c->arena, to, p);
			continue;
		}
		for (size_t k = 0; k < c->site->parties.n_people; k++) {
			const struct party *person = &c->site->parties.people[k];
			if (person->up == p && !has_left(c->site, person))
				add_once(c->arena, to, person);
		}
	}
}

static bool has_group(const struct parties *parties)
{
	for (size_t i = 0; i < parties->n; i++)
		if (parties->items[i].group)
			return true;
	return false;
}

static bool has_party(const struct party_list *list, const struct party *p)
{
	for (size_t i = 0; p && i < list->list.n; i++)
		if (list->list.items[i] == p)
			return true;
	return false;
}

/* *heads beside *offices pairs by unit: who belongs to none of the units has no part in the task.
 */
static struct party_list pair(
	const struct collector *c, const struct party_list *people, const struct party_list *units)
{
	struct party_list paired = {0};
	for (size_t i = 0; i < people->list.n; i++)
		if (has_party(units, people->list.items[i]->up))
			add_once(c->arena, &paired, people->list.items[i]);
	return paired.list.n ? paired : *people;
}

/* --- items --- */

static void show_parties(
	const struct collector *c, const struct parties *parties, struct due_item *item)
{
	struct shown_party *who = NEW_N(c->arena, struct shown_party, parties->n);
	for (size_t i = 0; i < parties->n; i++) {
		const struct party_ref *ref = &parties->items[i];
		const struct party *p = ref->party ? answering(c, ref->party, item) : NULL;
		who[i] = (struct shown_party){view_ref_label(ref, p), p};
	}
	item->who = who;
	item->n_who = parties->n;
}

static struct due_item *add_item(
	struct collector *c, const struct entry *e, enum due_kind kind, const void *record)
{
	struct due_item *item = vec_push(c->arena, &c->items);
	item->kind = kind;
	item->entry = e;
	item->record = record;
	item->ceased = entry_is_ceased(e);
	item->day = item->first = item->last = DAY_NONE;
	return item;
}

static void set_days(struct due_item *item, const struct when *w)
{
	item->first = day_is_known(w->first) ? w->first : DAY_NONE;
	item->last = day_is_known(w->last) ? w->last : DAY_NONE;
	item->day = item->kind == DUE_PHASE || item->kind == DUE_EVENT ? item->first : item->last;
}

static void collect_phase(struct collector *c, const struct entry *e, const struct phase *p)
{
	struct due_item *item = add_item(c, e, DUE_PHASE, p);
	item->id = p->id.s;
	item->title = p->title.s;
	set_days(item, &p->period);
}

static void collect_event(struct collector *c, const struct entry *e, const struct event *event)
{
	struct due_item *item = add_item(c, e, DUE_EVENT, event);
	item->id = event->id.s;
	item->title = event->title.s;
	item->repeats = event->repeat.kind != REPEAT_NONE;
	if (!item->repeats && event->date.kind != WHEN_NONE)
		set_days(item, &event->date);
	show_parties(c, &event->who, item);
}

static void collect_deadline(struct collector *c, const struct entry *e, const struct deadline *d)
{
	struct due_item *item = add_item(c, e, DUE_DEADLINE, d);
	item->id = d->id.s;
	item->title = d->title.s;
	item->repeats = d->repeat.kind != REPEAT_NONE;
	if (!item->repeats && d->due.kind != WHEN_NONE)
		set_days(item, &d->due);
	for (size_t i = 0; i < d->form.n && !item->form; i++) {
		const struct form *form = entry_form(e, d->form.items[i].s);
		if (form && form_is_shown(c->site, e, form))
			item->form = form;
	}
	show_parties(c, &d->who, item);
}

static void collect_task(struct collector *c, const struct entry *e, const struct task *t)
{
	struct due_item *item = add_item(c, e, DUE_TASK, t);
	struct when due = task_due(t);
	item->id = t->id.s;
	item->title = t->title.s;
	item->done = !task_is_open(t);
	if (due.kind != WHEN_NONE)
		set_days(item, &due);
	item->first = t->due.kind != WHEN_NONE ? item->first : item->last;
	item->late = task_is_late(&c->ctx, e, t);
	show_parties(c, &t->lead, item);
}

static void collect_entry(struct collector *c, const struct entry *e)
{
	for (size_t i = 0; i < e->n_phases; i++)
		collect_phase(c, e, &e->phases[i]);
	for (size_t i = 0; i < e->n_events; i++)
		collect_event(c, e, &e->events[i]);
	for (size_t i = 0; i < e->n_deadlines; i++)
		collect_deadline(c, e, &e->deadlines[i]);
	for (size_t i = 0; i < e->n_tasks; i++)
		collect_task(c, e, &e->tasks[i]);
}

/* --- sorting --- */

struct ordered {
	const struct due_item *item;
	size_t no;
};

static int by_day(const void *x, const void *y)
{
	const struct ordered *a = x, *b = y;
	if (a->item->day != b->item->day)
		return a->item->day < b->item->day ? -1 : 1;
	return (a->no > b->no) - (a->no < b->no);
}

/* Dated ones first by day; DAY_NONE is less than any day, so those come as they were collected. */
static void sort_items(struct collector *c)
{
	size_t n = c->items.n, undated = 0;
	struct ordered *order = NEW_N(c->arena, struct ordered, n);
	for (size_t i = 0; i < n; i++) {
		order[i] = (struct ordered){&c->items.items[i], i};
		undated += c->items.items[i].day == DAY_NONE;
	}
	if (n)
		qsort(order, n, sizeof(*order), by_day);
	struct due_item *sorted = NEW_N(c->arena, struct due_item, n);
	for (size_t i = 0; i < n; i++)
		sorted[i] = *order[i].item;
	c->duties->undated = sorted;
	c->duties->n_undated = undated;
	c->duties->dated = sorted + undated;
	c->duties->n_dated = n - undated;
}

/* --- who --- */

static struct party_duties *slot_of(const struct duties *d, const struct party *p)
{
	const struct party_register *r = &d->site->parties;
	if (p->kind == PARTY_UNIT)
		return &d->units[p - r->units];
	return &d->people[p - r->people];
}

static void give(const struct collector *c, const struct party_list *to, enum duty_role role,
	const struct due_item *item)
{
	for (size_t i = 0; i < to->list.n; i++) {
		struct party_duties *slot = slot_of(c->duties, to->list.items[i]);
		*vec_push(c->arena, &slot->list) = (struct duty){role, item};
	}
}

static void give_role(const struct collector *c, const struct parties *parties, enum duty_role role,
	const struct due_item *item)
{
	struct party_list list = {0};
	expand(c, parties, item, 0, &list);
	give(c, &list, role, item);
}

static void give_task(const struct collector *c, enum duty_role role, const struct due_item *item)
{
	const struct task *t = item->record;
	if (role == DUTY_LEAD) {
		give_role(c, &t->lead, role, item);
	} else if (role == DUTY_SUPPORT) {
		give_role(c, &t->support, role, item);
	} else if (role == DUTY_PERSON) {
		struct party_list people = {0}, units = {0};
		expand_people(c, &t->person, item, &people);
		expand(c, &t->lead, item, 0, &units);
		if (has_group(&t->person) && has_group(&t->lead))
			people = pair(c, &people, &units);
		give(c, &people, role, item);
	}
}

static void give_item(const struct collector *c, enum duty_role role, const struct due_item *item)
{
	switch (item->kind) {
	case DUE_PHASE:
		return;
	case DUE_EVENT:
		if (role == DUTY_ATTEND)
			give_role(c, &((const struct event *)item->record)->who, role, item);
		return;
	case DUE_DEADLINE:
		if (role == DUTY_SEND)
			give_role(c, &((const struct deadline *)item->record)->who, role, item);
		else if (role == DUTY_RECEIVE)
			give_role(c, &((const struct deadline *)item->record)->to, role, item);
		return;
	case DUE_TASK:
		give_task(c, role, item);
		return;
	}
}

static void give_all(const struct collector *c)
{
	for (int role = DUTY_LEAD; role <= DUTY_RECEIVE; role++) {
		for (size_t i = 0; i < c->duties->n_dated; i++)
			give_item(c, (enum duty_role)role, &c->duties->dated[i]);
		for (size_t i = 0; i < c->duties->n_undated; i++)
			give_item(c, (enum duty_role)role, &c->duties->undated[i]);
	}
}

struct duties *duties_new(struct arena *a, const struct site *site)
{
	struct duties *d = NEW(a, struct duties);
	struct collector c = {.arena = a, .site = site, .duties = d};
	c.ctx = (struct view_context){.arena = a, .site = site};
	d->site = site;
	d->units = NEW_N(a, struct party_duties, site->parties.n_units);
	d->people = NEW_N(a, struct party_duties, site->parties.n_people);
	for (size_t i = 0; i < site->n_entries; i++)
		collect_entry(&c, site->entries[i]);
	sort_items(&c);
	give_all(&c);
	return d;
}

const struct party_duties *duties_of(const struct duties *d, const struct party *p)
{
	return slot_of(d, p);
}

bool duty_is_own(enum duty_role role)
{
	return role == DUTY_LEAD || role == DUTY_PERSON || role == DUTY_SEND;
}
