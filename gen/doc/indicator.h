/* SPDX-License-Identifier: MIT */
/*
 * How far an indicator is: the milestones or periods of targets.csv, the figures of actuals.csv,
 * and what follows from them. A figure is the value reached by its day, not what was added since
 * the last; of one party the latest counts. All is as of a day: what came later is not known.
 */
#ifndef DOC_INDICATOR_H
#define DOC_INDICATOR_H

#include "doc/plan.h"

/* A number as written in the tables: "1200", "95%". */
struct quantity {
	double v;
	bool percent;
};

/* What a row of targets.csv wants: reached at v and more, or at v and less. */
struct goal {
	struct quantity to;
	bool at_most;
};

/* text as read from a table. False where it is no number; nothing else may stand beside it. */
bool quantity_parse(struct arena *a, struct str text, struct quantity *ret);
bool goal_parse(struct arena *a, struct str text, struct goal *ret); /* >= <= ≥ ≤ before it */
/* The unit of measure is a per cent, and the numbers need no sign for it. */
bool unit_is_percent(struct str unit);

/* A time with a goal of its own: from one milestone to the next, or a period of `every`. */
struct target_stage {
	day_t first, last; /* both included; DAY_NONE: begins on no known day; DAY_OPEN_END */
	const struct target *row;
	struct goal goal;
	double base; /* what the one before it wanted: from there it goes on */
};

struct figure {
	const struct actual *row;
	day_t day;
	double v;
};

/* Who has to reach it. */
struct contender {
	const struct party *party;    /* who answers on the day; NULL: all together */
	const struct figure *figures; /* by day, up to the day */
	size_t n;
};

struct indicator {
	const struct target *row; /* the first of its rows */
	enum target_per per;
	bool periodic; /* each stage stands alone and wants a figure of its own */
	struct target_stage
		*stages; /* in order of time; none where no row has a goal: shown nowhere */
	size_t n_stages;
	size_t n_begun;		      /* stages that have begun */
	size_t current;		      /* the stage that is shown first */
	struct contender *contenders; /* in order of the register */
	size_t n_contenders;
	day_t as_of; /* the day of the build, or earlier the day on which the entry ceased */
};

enum standing_state {
	STANDING_REACHED,
	STANDING_REACHED_LATE,
	STANDING_ON_PACE,   /* still open; of an upper limit: kept so far */
	STANDING_UNDER_WAY, /* still open, and no pace is known */
	STANDING_BEHIND,    /* still open, and less than the pace of its time */
	STANDING_COMING,    /* its time has not begun */
	STANDING_NONE_YET,  /* still open, without a figure */
	STANDING_MISSED,    /* over */
	STANDING_EXCEEDED,  /* of an upper limit */
	STANDING_MISSING,   /* over, without a figure */
};
enum { N_STANDING_STATES = STANDING_MISSING + 1 };

struct standing {
	const struct contender *of;
	const struct figure *figure; /* that counts; NULL: none */
	enum standing_state state;
	size_t rank;	/* 1 is best; the same value on the same day has the same; 0: no figure */
	bool has_ratio; /* value by goal; none where the goal is not above zero */
	double ratio;
	bool has_pace;
	double pace; /* what the time that has passed asks for */
};

/*
 * The pace is linear: at the beginning of the first day what the stage before it wanted (of a
 * period nothing), at the end of the last day the goal. The day of the build does not count as
 * passed, and is late only when it is over. An upper limit has no pace.
 */
struct standing standing_of(
	const struct indicator *in, const struct contender *c, const struct target_stage *stage);
/* All at a stage, best first: by value, then by the day of the figure, then as in the register. */
struct standing *standings_ranked(
	struct arena *a, const struct indicator *in, const struct target_stage *stage);

struct tally {
	size_t of[N_STANDING_STATES];
};
struct tally tally_of(const struct standing *standings, size_t n);
/* One contender over the stages before the current one. */
struct tally tally_before(const struct indicator *in, const struct contender *c);

struct str standing_code(enum standing_state state); /* "reached_late" */

#endif
