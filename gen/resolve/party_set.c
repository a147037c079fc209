/* SPDX-License-Identifier: MIT */
#include "resolve/party_set.h"

#include "base/arena.h"

enum { GROUP_DEPTH = 8 }; /* groups of groups */

struct party_set party_set_new(struct arena *a, const struct party_register *reg)
{
	size_t n = reg->n_units + reg->n_people;
	return (struct party_set){.reg = reg, .has = NEW_N(a, unsigned char, n / 8 + 1)};
}

bool party_set_has(const struct party_set *s, const struct party *p)
{
	size_t i = party_index(s->reg, p);
	return s->has[i / 8] >> (i % 8) & 1;
}

void party_set_add(struct arena *a, struct party_set *s, const struct party *p)
{
	size_t i = party_index(s->reg, p);
	if (party_set_has(s, p))
		return;
	s->has[i / 8] = (unsigned char)(s->has[i / 8] | 1u << (i % 8));
	*vec_push(a, &s->list) = p;
}

void party_set_clear(struct party_set *s)
{
	for (size_t i = 0; i < s->list.n; i++)
		s->has[party_index(s->reg, s->list.items[i]) / 8] = 0;
	s->list.n = 0;
}

static bool has_left(const struct party *p, day_t day)
{
	return p->until.kind != WHEN_NONE && p->until.first <= day;
}

bool party_has_people(const struct party *unit, day_t day)
{
	for (size_t i = 0; i < unit->n_own; i++)
		if (!has_left(unit->own[i], day))
			return true;
	return false;
}

/* day: of which the people of units are wanted; DAY_NONE: the units themselves. */
static void add(struct arena *a, struct party_set *s, const struct party *p, day_t day)
{
	if (day == DAY_NONE || p->kind == PARTY_PERSON)
		party_set_add(a, s, p);
	for (size_t i = 0; day != DAY_NONE && i < p->n_own; i++)
		if (!has_left(p->own[i], day))
			party_set_add(a, s, p->own[i]);
}

static void expand(
	struct arena *a, struct party_set *s, const struct parties *parties, day_t day, int depth)
{
	for (size_t i = 0; i < parties->n; i++) {
		const struct party_ref *ref = &parties->items[i];
		if (ref->party)
			add(a, s, ref->party, day);
		else if (ref->group && depth < GROUP_DEPTH) {
			const struct group *g = ref->group;
			const struct parties *parts[] = {
				&g->chair, &g->vice, &g->head, &g->members};
			for (size_t k = 0; k < ARRAY_LEN(parts); k++)
				expand(a, s, parts[k], day, depth + 1);
		}
	}
}

void party_set_expand(struct arena *a, struct party_set *s, const struct parties *parties)
{
	expand(a, s, parties, DAY_NONE, 0);
}

void party_set_people(
	struct arena *a, struct party_set *s, const struct parties *parties, day_t day)
{
	expand(a, s, parties, day, 0);
}

static bool has_group(const struct parties *parties)
{
	for (size_t i = 0; i < parties->n; i++)
		if (parties->items[i].group)
			return true;
	return false;
}

static void remove_bit(struct party_set *s, const struct party *p)
{
	size_t i = party_index(s->reg, p);
	s->has[i / 8] = (unsigned char)(s->has[i / 8] & ~(1u << (i % 8)));
}

bool task_may_pair(const struct task *t)
{
	return has_group(&t->person) && has_group(&t->lead);
}

/* Who belongs to none of the units has no part in the task, unless nobody had one then. */
static bool pair(struct party_set *people, const struct party_set *units)
{
	size_t n = 0;
	for (size_t i = 0; i < people->list.n; i++) {
		const struct party *up = people->list.items[i]->up;
		n += up && party_set_has(units, up);
	}
	if (!n)
		return false;
	size_t kept = 0;
	for (size_t i = 0; i < people->list.n; i++) {
		const struct party *p = people->list.items[i];
		if (p->up && party_set_has(units, p->up))
			people->list.items[kept++] = p;
		else
			remove_bit(people, p);
	}
	people->list.n = kept;
	return true;
}

struct task_parties task_parties_new(struct arena *a, const struct party_register *reg)
{
	return (struct task_parties){.lead = party_set_new(a, reg),
		.person = party_set_new(a, reg),
		.support = party_set_new(a, reg)};
}

void task_parties_read(struct arena *a, struct task_parties *tp, const struct task *t, day_t day)
{
	party_set_clear(&tp->lead);
	party_set_clear(&tp->person);
	party_set_clear(&tp->support);
	party_set_expand(a, &tp->lead, &t->lead);
	party_set_people(a, &tp->person, &t->person, day);
	party_set_expand(a, &tp->support, &t->support);
	tp->paired = task_may_pair(t) && pair(&tp->person, &tp->lead);
}
