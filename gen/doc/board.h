/* SPDX-License-Identifier: MIT */
/* Who has reported: for one deadline its parties by its times, and what came in for them. */
#ifndef DOC_BOARD_H
#define DOC_BOARD_H

#include "doc/form.h"
#include "doc/plan.h"

/* A return that was received for a deadline by the day of the build. Its answers are not kept. */
struct filing {
	uint32_t party, time, form; /* indexes into the board's */
	bool counts;		    /* not replaced by a later one of its key */
	int version;		    /* of the form, where an older one was filled; else 0 */
	day_t received;		    /* DAY_NONE: not known */
	day_t filled;		    /* as the form says, or DAY_NONE */
	struct str key;
	struct str file;      /* below submissions/, as it was found */
	uint32_t row, serial; /* of a table its line or row, else 0; the order of reading */
};

struct board {
	const struct deadline *deadline;
	const struct party **parties; /* who must send, groups expanded, in the order of the file */
	size_t n_parties;
	const struct form **forms; /* each of them is wanted; none: nothing can be known */
	size_t n_forms;
	const struct occurrence *times; /* of a deadline without a day one that is never over */
	size_t n_times;
	struct filing *filings; /* by time, party and form; first the one that counts */
	size_t n_filings;
	bool *repeated; /* as parties: may answer for another row as well */
};

enum board_state {
	BOARD_NONE,    /* somebody else of the board answers for it by then */
	BOARD_COMING,  /* its time has not begun, and nothing came */
	BOARD_OPEN,    /* until its last day */
	BOARD_MISSING, /* over */
	BOARD_IN_TIME,
	BOARD_LATE,
	BOARD_UNDATED, /* received, on a day that is not known */
};
bool board_is_received(enum board_state state);

struct board_cell {
	enum board_state state;
	day_t received; /* the last of its forms: IN_TIME, LATE */
	int days;	/* late, or over: LATE, MISSING */
	int version;	/* an older one of the form, or 0 */
	size_t n_forms; /* that have come */
};

/* What is known of a cell on that day. */
struct board_cell board_cell(const struct board *b, size_t party, size_t time, day_t as_of);
size_t board_form(const struct board *b, const struct form *form); /* SIZE_MAX: it wants no such */
bool board_has_form(const struct board *b, size_t party, size_t time, size_t form);
/* Who answers for a row at a time. */
const struct party *board_answers(const struct board *b, size_t party, size_t time, day_t as_of);

struct board_count {
	size_t asked, received, late, undated, missing; /* late and undated are received too */
};
struct board_count board_count(const struct board *b, size_t time, day_t as_of);

/*
 * The times that are shown, the newest first: the one that goes on or comes next, and those before
 * it, at most `most`. Returns how many; the first of them is *ret_newest, and so down from it.
 */
size_t board_shown(const struct board *b, day_t as_of, size_t most, size_t *ret_newest);

#endif
