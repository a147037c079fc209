/* SPDX-License-Identifier: MIT */
/* Puts returns where they belong: for which deadline, from whom, of which time. */
#ifndef RESOLVE_BOARD_H
#define RESOLVE_BOARD_H

#include "doc/board.h"
#include "doc/site.h"
#include "resolve/returns.h"

/* Where a return lay. */
struct return_file {
	struct str name;    /* below submissions/ */
	struct when period; /* of its folder; WHEN_NONE: it lies in none */
	struct span folder; /* where that is told about */
	day_t received;	    /* or DAY_NONE */
	uint32_t row; /* of a table: its line, or row of the sheet; 0: the file is one return */
};

/* The boards of an entry while its returns are read; dates must be resolved. What is only needed
 * until then lives in scratch. */
struct board_set;
struct board_set *boards_new(
	struct arena *a, struct arena *scratch, const struct site *site, const struct entry *e);
/* Whose a return is and for which time: of the first deadline that it is for. */
struct return_place {
	const struct party *by;		 /* NULL: not known */
	const struct deadline *deadline; /* NULL: it is for none */
	const struct occurrence *time;
};
/* A return that belongs nowhere is told: an error where its sender or its time cannot be made out,
 * a warning where nobody asked for it. */
struct return_place boards_take(struct board_set *set, struct answer_reader *r,
	const struct filled_form *f, const struct return_file *from);
/* Finds what was sent twice, and gives the entry those of its boards that this build shows. */
void boards_finish(struct board_set *set, struct entry *e);

/*
 * Which time of a series is meant by a period, or by a day: the one of that day, the one that lies
 * in the period, the one in which it lies, and of a rule of weeks, months … the one of the same
 * week or month. SIZE_MAX: none, or, where *ret_several, more than one.
 */
size_t board_time_named(const struct deadline *d, const struct occurrence *times, size_t n,
	const struct when *named, bool *ret_several);

#endif
