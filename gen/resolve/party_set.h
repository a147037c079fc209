/* SPDX-License-Identifier: MIT */
/* Parties without repetition, in the order of finding: what a column of a record stands for. */
#ifndef RESOLVE_PARTY_SET_H
#define RESOLVE_PARTY_SET_H

#include "base/vec.h"
#include "doc/site.h"

struct party_set {
	const struct party_register *reg;
	VEC(const struct party *) list;
	unsigned char *has; /* a bit a unit, then a bit a person */
};

struct party_set party_set_new(struct arena *a, const struct party_register *reg);
void party_set_clear(struct party_set *s); /* in the time of what it holds */
bool party_set_has(const struct party_set *s, const struct party *p);
void party_set_add(struct arena *a, struct party_set *s, const struct party *p);

/* Groups by their members, groups of groups included. Hand-overs are not looked at. */
void party_set_expand(struct arena *a, struct party_set *s, const struct parties *parties);
/* The same, where people are wanted: a unit means those of its people who have not left by day. */
void party_set_people(
	struct arena *a, struct party_set *s, const struct parties *parties, day_t day);

/* Whether a unit that stands where people are wanted has any. */
bool party_has_people(const struct party *unit, day_t day);

/* Who does a task: `*heads` in person beside `*offices` in lead pairs by unit. */
struct task_parties {
	struct party_set lead, person, support;
	bool paired; /* each person answers for the unit that he belongs to */
};
/* Whether it has groups on both sides; only then people may pair. */
bool task_may_pair(const struct task *t);
struct task_parties task_parties_new(struct arena *a, const struct party_register *reg);
void task_parties_read(struct arena *a, struct task_parties *tp, const struct task *t, day_t day);

#endif
