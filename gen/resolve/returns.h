/* SPDX-License-Identifier: MIT */
/*
 * Returns: filled forms as they came in. Whatever kind of file it is, what stands in it becomes a
 * map of names to values, and that becomes typed answers by the fields of the form.
 */
#ifndef RESOLVE_RETURNS_H
#define RESOLVE_RETURNS_H

#include "base/map.h"
#include "base/vec.h"
#include "doc/entry.h"
#include "doc/site.h"
#include "resolve/answer.h"

/* The names that a return may call the fields of a form by. */
struct form_names {
	const struct entry *entry;
	const struct form *form;
	struct map by_id;    /* to struct form_field */
	struct map by_label; /* for tables; a label of two fields is no name */
	struct map by_cell; /* "人员 1 姓名", as people call it, and "人员/1/姓名": to struct
			       form_ref */
	struct map own;	    /* headings of a summary that are no fields: 收到日期, 状态 */
};
struct form_names form_names_new(
	struct arena *a, const struct site *site, const struct entry *e, const struct form *f);

struct given_answer {
	const struct form_field *field; /* of a table's cell its column, … */
	const struct form_field *table; /* … and the table; else NULL */
	int row;			/* of the table, from 1 */
	struct str label;		/* as people call it */
	struct answer answer;
};

struct filled_form {
	const struct form_names *names;
	struct span at; /* the file, or its row of a table */
	int version;	/* of the form that was filled; 0: not said */
	bool draft;	/* saved half-way, so no return */
	/* In the order of the file; behind them those that it lacks (ANSWER_LACKING), by the form.
	 */
	VEC(struct given_answer) list;
};

/*
 * {"form": "entry/form", "version": 1, "values": {"id": value}}. False, told, where it is no return
 * of this form. Unknown ids are told and left out.
 */
bool return_from_json(struct answer_reader *r, const struct form_names *names,
	const struct value *json, struct filled_form *ret);
/*
 * The fields of a filled PDF or XFDF: what _form and _version say, "id-2" for the second option of
 * several, "id-other" for what stands beside 其他, "id-2" for where a long answer goes on. False,
 * told: it is no return of this form.
 */
bool return_from_fields(struct answer_reader *r, const struct form_names *names,
	const struct value *fields, struct span at, struct filled_form *ret);
/* A row of a table by ids or labels; what a summary of collect has beside them is left out. */
void return_from_row(struct answer_reader *r, const struct form_names *names,
	const struct value *row, struct filled_form *ret);

/* By the id of a field; NULL: the return does not have it, and need not. */
const struct answer *return_answer(const struct filled_form *f, struct str id);
/* Warns of every answer that is no good and of those that are lacking, and of another version. The
 * fields unit and term are left to who wants them. */
void return_tell(struct answer_reader *r, const struct filled_form *f);

/* --- whose it is, and of which time --- */

/* Told as an error, and NULL, where it says no sender, or one that is unknown. */
const struct party *return_sender(struct answer_reader *r, const struct filled_form *f);
/*
 * The time that it names itself: its term, else the first month or day in the key of its form;
 * WHEN_NONE: it names none. A fault is its term's, which is then not told yet.
 */
enum date_fault return_term(struct arena *a, const struct filled_form *f, struct when *ret);
day_t return_filled_on(const struct filled_form *f); /* its field filled_on, or DAY_NONE */
/* What stands in the fields of the key but unit and term: two of one sender, time and key are one
 * return sent twice. */
struct str return_key(struct arena *a, const struct filled_form *f);
/* Of two of one key the later filled counts (DAY_NONE is before all days), then the later name of a
 * file: below 0 where x is the earlier, 0 in one file. */
int return_order(day_t x_filled, struct str x_file, day_t y_filled, struct str y_file);

#endif
