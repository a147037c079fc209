/* SPDX-License-Identifier: MIT */
/* The records of an entry's data files, one struct a row of the contract. */
#ifndef DOC_PLAN_H
#define DOC_PLAN_H

#include "doc/party.h"
#include "doc/schema.h"

enum task_status { TASK_TODO = 1, TASK_DOING, TASK_DONE, TASK_DROPPED };
enum ledger_status { LEDGER_OPEN = 1, LEDGER_REVIEW, LEDGER_CLOSED, LEDGER_REOPENED };
enum target_per { PER_ALL = 1, PER_UNIT, PER_PERSON };
enum { CHECKLIST_ONCE = 1 }; /* the other periods are words of `repeat:` too */
enum checklist_per { CHECKLIST_PERSON = 1, CHECKLIST_UNIT };
enum pledge_status { PLEDGE_MADE = 1, PLEDGE_KEPT, PLEDGE_BROKEN };
enum shift { SHIFT_NONE = 1, SHIFT_NEXT, SHIFT_PREVIOUS };
enum rest_kind { DAY_REST = 1, DAY_WORK }; /* calendar.csv */

/*
 * One time of an event, deadline or task, worked out once (resolve/dates) for pages, lists and
 * calendars alike. Of a deadline or a task with one day, first is last.
 */
struct occurrence {
	day_t first, last; /* both included; a period that is open at an end has DAY_OPEN_… there */
	day_t planned;	   /* the last day before `shift`; it tells occurrences of a series apart */
	bool guessed;	   /* shifted by weekends alone: no rest days are known of its year */
};

/* By `last`. None: no day is known, and the thing is shown in words. */
struct series {
	const struct occurrence *items;
	size_t n;
	bool repeats;	 /* by a rule, or counted from what repeats */
	bool open;	 /* has no end: items reach two years beyond the day of the build */
	struct str rule; /* RFC 5545, 3.3.10: gives the same days; empty where none does, or one
			    would need exceptions */
};

struct phase {
	struct record record;
	struct text id, title, motto;
	struct when period;
};

struct target;

struct task_target {
	struct text name; /* as written */
	const struct target *of;
};

struct task {
	struct record record;
	struct text id, group, title, phase, target, value, unit, note;
	struct parties lead, person, support;
	struct when due;
	struct word status, shift;
	struct number progress;
	const struct phase *in_phase;	   /* resolved; NULL: none */
	const struct task_target *targets; /* resolved, where the entry has targets.csv */
	size_t n_targets;
	struct series series; /* of its phase where it has no due of its own */
};

struct event {
	struct record record;
	struct text id, title, place;
	struct when date;
	struct repeat repeat;
	struct when from, until;
	struct word shift;
	struct parties who;
	struct series series;
};

struct deadline {
	struct record record;
	struct text id, title, with, channel;
	struct parties who, to;
	struct when due;
	struct repeat repeat;
	struct when from, until;
	struct word shift;
	struct texts form;
	struct number copies;
	struct flag is_public;
	struct series series;
};

struct schedule {
	struct record record;
	struct records phases, events, deadlines;
};

/* That a row of a ledger was closed, or opened again. */
struct ledger_turn {
	enum ledger_status to; /* LEDGER_CLOSED or LEDGER_REOPENED */
	day_t day;
	struct span at;
};

struct ledger_row {
	struct record record;
	struct text id, problem, measure, evidence, history;
	struct parties lead, person, reviewer;
	struct when due, closed;
	struct word status, audience;
	const struct ledger_turn *turns; /* resolved: history, and the closing that now stands */
	size_t n_turns;
};

struct indicator;

struct target { /* one milestone: rows of one id are one indicator */
	struct record record;
	struct text id, title, target, unit;
	struct parties who;
	struct word per, every;
	struct when by;
	struct series series;	    /* of `every`: the periods up to its day */
	const struct indicator *in; /* resolved (doc/indicator.h); NULL: no row of it has a goal */
};

/* What became of a row of actuals.csv. */
enum figure_use {
	FIGURE_OF_NOTHING, /* its target is unknown, told */
	FIGURE_COUNTS,
	FIGURE_LATER,	    /* after the day of the build: not known yet */
	FIGURE_OF_THE_GONE, /* who has left without a successor stands nowhere any more */
	FIGURE_EARLY,	    /* counts, though the time of the indicator begins later */
	FIGURE_OUTSIDE,	    /* in no period */
	FIGURE_NO_DAY,
	FIGURE_BAD_VALUE,
	FIGURE_UNLIKE, /* a per cent where the goal is none, or the other way round */
	FIGURE_NO_PARTY,
	FIGURE_HAS_PARTY,  /* of an indicator for all together */
	FIGURE_WRONG_KIND, /* a unit where people count, or the other way round */
	FIGURE_STRANGER,   /* not among those who have to reach it */
	FIGURE_TWICE,	   /* of a party and a day */
};

struct actual {
	struct record record;
	struct text target, value;
	struct parties party;
	struct when date;
	const struct target *of; /* resolved: the first row of its target; NULL: unknown, told */
	enum figure_use use;	 /* resolved */
};

struct checklist_item {
	struct record record;
	struct text id, title;
};

struct checklist {
	struct record record;
	struct text id, title;
	struct parties who;
	struct word per, period;
	struct when from, until, due;
	struct records items;
	struct series series; /* its periods; of one that is done once the whole of its time */
};

struct done_item { /* records.csv */
	struct record record;
	struct text checklist, item, link;
	struct parties party;
	struct when date;
	const struct checklist *of; /* resolved, as is the item; NULL: unknown, told */
	const struct checklist_item *of_item;
	const struct party *counts_for; /* whom the checklist concerns: the party, or whom it
					   succeeded; NULL: no one, told */
	size_t period;			/* of the checklist's series; SIZE_MAX: none, told */
};

struct rota {
	struct record record;
	struct text id, title, group_size, seed;
	struct parties people, hosts;
	struct number batches, per_host;
	struct when period;
};

/*
 * A row of rota.lock.csv: who serves when and where, as `placard rota` drew it. Who and where are
 * text and not FIELD_PARTY, as a name that is gone has its own way to be mended.
 */
struct rota_turn {
	struct record record;
	struct text rota, host, person;
	struct number batch, group;
	struct when from, to;
	const struct rota *of;	      /* resolved, as are the next two; NULL: unknown, told */
	const struct party *who, *at; /* at: NULL too where it has no host */
};

struct liaison {
	struct record record;
	struct parties person, unit;
	struct when since;
};

struct pledge {
	struct record record;
	struct text id, text, round;
	struct parties party;
	struct when due, kept;
	struct word status;
};

struct rest_day { /* calendar.csv */
	struct record record;
	struct when date;
	struct word kind;
	struct text name;
};

struct receipt { /* received.csv */
	struct record record;
	struct text file;
	struct when date;
};

/*
 * How a row stood on a day. Between two turns it is what the earlier one made of it; on the last
 * and after it, what its status says.
 */
enum ledger_status ledger_status_on(const struct ledger_row *row, day_t day);
/* Not closed on that day, and due before it; what has no day is never late. */
bool ledger_is_late(const struct ledger_row *row, day_t day);

/* How a pledge stood on a day: kept from its day on, broken once its time was over. Late: neither,
 * and due before the day. */
enum pledge_status pledge_status_on(const struct pledge *p, day_t day);
bool pledge_is_late(const struct pledge *p, day_t day);

bool task_is_open(const struct task *t); /* neither done nor dropped */

extern const struct schema phase_schema, task_schema, event_schema, deadline_schema,
	schedule_schema, ledger_schema, target_schema, actual_schema, checklist_schema,
	checklist_item_schema, record_schema, rota_schema, rota_turn_schema, liaison_schema,
	pledge_schema, calendar_schema, receipt_schema;
extern const struct words status_words, every_words, checklist_period_words;

#endif
