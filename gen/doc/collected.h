/* SPDX-License-Identifier: MIT */
/* What came back of a form: a row a return, and what they add up to. */
#ifndef DOC_COLLECTED_H
#define DOC_COLLECTED_H

#include "base/vec.h"
#include "doc/board.h"
#include "doc/entry.h"
#include "doc/site.h"

/* An answer's column: a field, or a cell of a table. */
struct collected_column {
	struct str name; /* id, or table.2.column */
	struct str heading;
	struct str over; /* 走访人数 of 走访人数/干部: with which heading begins; or empty */
	struct form_ref of;
};

/* One for each place of each return, and all are kept: it is small. */
struct collected_answer {
	struct str text; /* the value as text; of an invalid answer what was written */
	union {
		double number;		  /* of a number; a tick is 1 */
		day_t day;		  /* is_day: of a date or a month its first day */
		const struct str *chosen; /* n_chosen: of several options those that are */
	};
	uint32_t n_chosen;
	bool set;     /* there is a good value */
	bool invalid; /* what stands there is none, or it is lacking */
	bool is_day;
};

enum collected_state {		/* any of them together */
	COLLECTED_REPLACED = 1, /* a later return of the same key counts */
	COLLECTED_RULE = 2,	/* it breaks a rule */
	COLLECTED_INVALID = 4,	/* an answer cannot be read, or one is lacking */
	COLLECTED_OLD = 8,	/* an older version of the form was filled */
	COLLECTED_NOWHERE = 16, /* its sender or its time is not known */
};
struct collected_state_name {
	enum collected_state state;
	const char *name; /* in the column _status; "view.collect.NAME" in words */
};
extern const struct collected_state_name collected_states[];
extern const size_t n_collected_states;

struct collected_row {
	struct str file; /* below submissions/, or as it was called */
	uint32_t row;	 /* of a table: its line, or row of the sheet; 0: the file is one return */
	const struct party *by; /* NULL: not known, or not asked for */
	const struct deadline *deadline;
	const struct occurrence *time; /* of the deadline; NULL: of none */
	day_t received, filled;	       /* or DAY_NONE */
	int version;		       /* that was filled; 0: it does not say */
	unsigned states;	       /* of enum collected_state */
	struct str broken;	       /* messages of the rules that it breaks, parted by "；" */
	const struct collected_row *replaced_by; /* that counts instead, or NULL */
	struct str key;				 /* two of one key are one return sent twice */
	struct collected_answer *answers;	 /* as the columns */
};

/* A column of the totals: a sum, a mean, how many answered, or how many chose an option. */
struct total_column {
	const struct summary_column *of;
	struct str option;  /* of COUNT each: what is counted */
	bool other;	    /* of COUNT each: what is none of the options */
	struct str heading; /* of an option what people see, else of the field */
};
struct total_value {
	size_t answers; /* whatever they are, each cell of a table: what a count is over */
	size_t returns; /* that answered at all */
	bool withheld;	/* not to be published (doc/results) */
	double sum;
	size_t n;	       /* answers */
	VEC(struct str) texts; /* LIST */
};
struct total_row {
	struct str by; /* empty: of all */
	size_t n;      /* returns */
	struct total_value *values;
};

struct collected {
	const struct entry *entry;
	const struct form *form;
	VEC(struct collected_column) columns;
	VEC(struct collected_row *) rows;
	VEC(struct total_column) total_columns;
	VEC(struct total_row) totals; /* by value, in the order of coming; last of all together */
};

/*
 * Whether a return is added up: the last of its key, no rule is broken, and it is known whose it is
 * and of which time.
 */
bool collected_counts(const struct collected_row *row);
/* The file, and behind it ":12" the row. */
struct str collected_place(struct arena *a, const struct collected_row *row);
/* "青年合计", "走访形式：座谈" */
struct str total_heading(struct arena *a, const struct site *site, const struct form *form,
	const struct total_column *c);
/* What stands for the value of a return that has none. */
#define TOTAL_BLANK STR("—")

#endif
