/* SPDX-License-Identifier: MIT */
/*
 * Who does what by when, over all entries of the site. Groups are expanded, a unit that stands
 * where people are wanted means its own people, and who has left has handed over to the successor.
 */
#ifndef RESOLVE_DUTIES_H
#define RESOLVE_DUTIES_H

#include "base/vec.h"
#include "doc/site.h"
#include "resolve/view.h"

enum due_kind { DUE_PHASE, DUE_EVENT, DUE_DEADLINE, DUE_TASK };

/* A unit, a person, a group or free text, as lists show it. */
struct shown_party {
	struct str name;
	const struct party *party; /* NULL: it has no page */
};

/* A phase, event, deadline or task of an entry. */
struct due_item {
	day_t day; /* by which lists sort: the first of phases and events, the last of what is due
		    */
	day_t first, last; /* DAY_NONE: open or not known */
	enum due_kind kind;
	bool repeats; /* its days are not worked out here: day is DAY_NONE */
	bool late;    /* tasks only: open, and due before the day of the build */
	bool done;    /* tasks only: done or dropped */
	bool ceased;  /* its entry is repealed or annulled: in no list of what is due */
	struct str id, title;
	const struct entry *entry;
	const void *record; /* struct phase, event, deadline or task, by kind */
	const struct shown_party *who;
	size_t n_who;
	const struct form *form; /* the first that a deadline names and this build shows, or NULL */
};

enum duty_role { DUTY_LEAD, DUTY_PERSON, DUTY_SEND, DUTY_ATTEND, DUTY_SUPPORT, DUTY_RECEIVE };

struct duty {
	enum duty_role role;
	const struct due_item *item;
};

struct party_duties {
	VEC(struct duty) list; /* by role, then as items are sorted */
};

struct duties {
	const struct site *site;
	const struct due_item *dated; /* by day, entry, kind and row */
	size_t n_dated;
	const struct due_item *undated; /* what repeats or has no day, by entry, kind and row */
	size_t n_undated;
	struct party_duties *units, *people; /* as in the register */
};

struct duties *duties_new(struct arena *a, const struct site *site);
const struct party_duties *duties_of(const struct duties *d, const struct party *p);
/* What belongs in the party's own calendar: what it leads, is the person of, or must send. */
bool duty_is_own(enum duty_role role);

/* The body of a party's page: a DOC. What it supports, attends or receives stands apart. */
struct node *duties_page(
	const struct view_context *ctx, const struct duties *d, const struct party *p);
/*
 * The body of the site's calendar: a DOC with a heading of level 2 a month (id month-2026-07), from
 * the first month of the year of the build, then what repeats and what has no day.
 */
struct node *duties_calendar(const struct view_context *ctx, const struct duties *d);

#endif
