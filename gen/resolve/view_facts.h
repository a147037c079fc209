/* SPDX-License-Identifier: MIT */
/* Facts of records in words, as all views say them; nothing of the tree. */
#ifndef RESOLVE_VIEW_FACTS_H
#define RESOLVE_VIEW_FACTS_H

#include "resolve/view.h"

/* All rows of a source that this build may show. */
struct view_rows view_rows_of(const struct view_context *ctx, const struct view_source *source);

/* --- words --- */
struct str view_word(const struct view_context *ctx, const char *key);
struct str view_fill(const struct view_context *ctx, const char *key, struct args args);
struct str view_number(const struct view_context *ctx, size_t n);
/* A title on one line: its breaks are for paper. */
struct str view_flat(const struct view_context *ctx, struct str text);

/* --- days --- */
/* A date as readers see it: ids of events, phases and deadlines of the entry give way to titles. */
struct str view_when(const struct view_context *ctx, const struct entry *e, const struct when *w);
/* What is due at one time: a day that was moved off rest days is named beside the written one. */
struct str view_due(const struct view_context *ctx, const struct entry *e, const struct when *w,
	const struct series *s);
struct str view_occurrence(const struct view_context *ctx, const struct occurrence *at);
struct str view_repeat(const struct view_context *ctx, const struct entry *e,
	const struct repeat *repeat, const struct when *from, const struct when *until);

/* --- tasks --- */
/* Open, and its last day is over; what has no day is never late. */
bool task_is_late(const struct site *site, const struct entry *e, const struct task *t);
day_t task_last_day(const struct task *t); /* or DAY_NONE */
struct str view_task_due(
	const struct view_context *ctx, const struct entry *e, const struct task *t);

/* --- parties --- */
struct str view_ref_label(const struct party_ref *ref); /* of a party, a group or free text */

#endif
