/* SPDX-License-Identifier: MIT */
/* Facts of records in words, as all views say them; nothing of the tree. */
#ifndef RESOLVE_VIEW_FACTS_H
#define RESOLVE_VIEW_FACTS_H

#include "resolve/view.h"

/* All rows of a source that this build may show. */
struct view_rows view_rows_of(const struct view_context *ctx, const struct view_source *source);
/* A form for internal use is not named in a public build. */
bool form_is_shown(const struct site *site, const struct entry *e, const struct form *f);

/* --- words --- */
struct str view_word(const struct view_context *ctx, const char *key);
struct str view_fill(const struct view_context *ctx, const char *key, struct args args);
/* A title on one line: its breaks are for paper. */
struct str view_flat(const struct view_context *ctx, struct str text);

/* --- days --- */
bool day_is_known(day_t d);
/* A date as readers see it: ids of events, phases and deadlines of the entry give way to titles. */
struct str view_when(const struct view_context *ctx, const struct entry *e, const struct when *w);
struct str view_repeat(const struct view_context *ctx, const struct entry *e,
	const struct repeat *repeat, const struct when *from, const struct when *until);

/* --- tasks --- */
bool entry_is_ceased(const struct entry *e); /* repealed or annulled */
bool task_is_open(const struct task *t);     /* neither done nor dropped */
struct when task_due(const struct task *t);  /* its own, or the time of its phase */
bool task_is_late(const struct view_context *ctx, const struct entry *e, const struct task *t);
struct str view_task_due(
	const struct view_context *ctx, const struct entry *e, const struct task *t);

/* --- parties --- */
/* Who answers on the day of the build for what is not done: the successor of one who has left. */
const struct party *view_party_now(const struct site *site, const struct party *p);
struct str view_party_label(const struct party *p); /* the short name where there is one */
/* now is what ref->party stands for today, NULL where it has none. */
struct str view_ref_label(const struct party_ref *ref, const struct party *now);

#endif
