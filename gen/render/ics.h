/* SPDX-License-Identifier: MIT */
/*
 * Calendars to subscribe to, by RFC 5545 and 7986: all-day events, without times, zones and alarms,
 * so that every reader shows the same days. No clock is asked: DTSTAMP is the day of the entry's
 * version, or of its issue, or 1970-01-01.
 */
#ifndef RENDER_ICS_H
#define RENDER_ICS_H

#include "base/buf.h"
#include "base/vec.h"
#include "doc/site.h"

struct ics_item {
	struct str uid;				 /* the same from build to build */
	struct str title, description, location; /* lines are parted by \n */
	struct str url;				 /* absolute, or empty */
	struct str category;
	day_t first, last; /* both included */
	struct str rule;   /* RRULE, of which these are the first time; empty: one time */
	day_t stamp;	   /* DAY_NONE: not known */
	bool cancelled;
};

struct ics_items { /* zeroed: none */
	VEC(struct ics_item) list;
};

/* Of what repeats the times whose last day lies from the first on and before the second. */
struct ics_range {
	day_t from, until;
};
#define ICS_ALL ((struct ics_range){DAY_OPEN_BEGIN, DAY_OPEN_END})

/*
 * Each adds what an entry has, if it has days: phases and events over theirs, deadlines and tasks
 * on the last, a task without a date on the last of its phase. What has no day yet or is open at
 * an end is left out. Of a ceased entry all is cancelled, and so is a task that was dropped.
 *
 * What repeats is one event with a rule where that gives just its days, and the same people answer
 * for all of them; else each time is an event of its own: clients do not agree on exceptions.
 *
 * Who does what is worked out in one place, resolve/duties: the calendar of a party is what is its
 * own there, added one by one (a thing that is added twice stands once in the calendar).
 */
void ics_add_phase(struct arena *a, struct ics_items *items, const struct site *site,
	const struct entry *e, const struct phase *p);
void ics_add_event(struct arena *a, struct ics_items *items, const struct site *site,
	const struct entry *e, const struct event *event, struct ics_range range);
void ics_add_deadline(struct arena *a, struct ics_items *items, const struct site *site,
	const struct entry *e, const struct deadline *d, struct ics_range range);
void ics_add_task(struct arena *a, struct ics_items *items, const struct site *site,
	const struct entry *e, const struct task *t);

/* A row of a ledger that this build shows, and a pledge; both on their last day. */
void ics_add_ledger(struct arena *a, struct ics_items *items, const struct site *site,
	const struct entry *e, const struct ledger_row *row);
void ics_add_pledge(struct arena *a, struct ics_items *items, const struct site *site,
	const struct entry *e, const struct pledge *p);

/* The schedule of an entry: its phases, events and deadlines. */
void ics_add_entry(
	struct arena *a, struct ics_items *items, const struct site *site, const struct entry *e);
/* All that is due: the schedules, tasks, ledgers and pledges of all entries that are shown. */
void ics_add_site(struct arena *a, struct ics_items *items, const struct site *site);

/*
 * By day, then by UID; of two with one UID the first. Nothing is added where there is no item, as a
 * calendar must hold one. name is what readers list the calendar by.
 */
void ics_render(
	struct buf *out, const struct site *site, struct str name, const struct ics_items *items);

#endif
