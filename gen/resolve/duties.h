/* SPDX-License-Identifier: MIT */
/*
 * Who does what by when, over all entries of the site. Groups are expanded, a unit that stands
 * where people are wanted means its own people, and from the day of a hand-over the successor
 * answers.
 */
#ifndef RESOLVE_DUTIES_H
#define RESOLVE_DUTIES_H

#include "base/vec.h"
#include "doc/site.h"
#include "resolve/view.h"

enum due_kind { DUE_PHASE, DUE_EVENT, DUE_DEADLINE, DUE_TASK, DUE_LEDGER, DUE_PLEDGE };
/* Whether things of a kind are done on some day, and late until then. */
bool due_is_work(enum due_kind kind);

/* A record of an entry that has days or should have. */
struct due_item {
	enum due_kind kind;
	bool late;   /* work only: open, and due before the day of the build */
	bool done;   /* work only: done or dropped */
	bool ceased; /* its entry is repealed or annulled: in no list of what is due */
	struct str id, title;
	const struct entry *entry;
	const void *record;	     /* struct phase, event, deadline …, by kind */
	const struct series *series; /* its days; empty: it has none yet */
	const struct parties *who;   /* NULL: a phase */
	const struct form *form; /* the first that a deadline names and this build shows, or NULL */
};

/* One time of an item, as lists sort them. */
struct due_time {
	day_t day; /* the first of phases and events, the last of what is due */
	const struct due_item *item;
	const struct occurrence *at;
};

enum duty_role {
	DUTY_LEAD,
	DUTY_PERSON,
	DUTY_SEND,
	DUTY_RECTIFY, /* a row of a ledger, as its unit or its person */
	DUTY_PLEDGE,
	DUTY_ATTEND,
	DUTY_SUPPORT,
	DUTY_RECEIVE,
};

/* What a party has to do, and the days on which it is the one who answers. */
struct duty {
	enum duty_role role;
	day_t from, until; /* from the first on, before the second; DAY_OPEN_… where none */
	const struct due_item *item;
};

/* A checklist that concerns the party. */
struct duty_sheet {
	const struct entry *entry;
	const struct checklist *list;
};

struct party_duties {
	VEC(struct duty) list; /* by role, then as items are sorted */
	VEC(struct duty_sheet) sheets;
};

struct duties {
	const struct site *site;
	const struct due_item *items; /* by first day, entry, kind and row; without days last */
	size_t n_items;
	const struct due_time *times; /* by day, entry, kind and row */
	size_t n_times;
	struct party_duties *units, *people; /* as in the register */
};

struct duties *duties_new(struct arena *a, const struct site *site);
const struct party_duties *duties_of(const struct duties *d, const struct party *p);
/* What belongs in the party's own calendar: what it leads, is the person of, must send, mend or
 * keep.
 */
bool duty_is_own(enum duty_role role);
/* Whether the party answers for one of its item's times. Work is the successor's as a whole. */
bool duty_has_time(const struct duty *duty, const struct occurrence *at);
/* Who answers for what is p's in an item, at one of its times. */
const struct party *due_party(const struct site *site, const struct due_item *item,
	const struct occurrence *at, const struct party *p);

/*
 * The body of a party's page: a DOC. What it supports, attends or receives stands apart; checklists
 * follow as sheets to print.
 */
struct node *duties_page(
	const struct view_context *ctx, const struct duties *d, const struct party *p);
/*
 * The body of the site's calendar: a DOC with a heading of level 2 a month (id month-2026-07), from
 * the first month of the year of the build; before them what is overdue and what comes in the next
 * 30 days (ids overdue and next), behind them what has no day.
 */
struct node *duties_calendar(const struct view_context *ctx, const struct duties *d);

#endif
