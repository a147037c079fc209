/* SPDX-License-Identifier: MIT */
/*
 * The history of a site: git is read in a process apart, whose answer is kept in the site's cache
 * until HEAD moves, and taken into the model.
 */
#ifndef BUILD_HISTORY_H
#define BUILD_HISTORY_H

#include "base/buf.h"
#include "build/build.h"
#include "doc/site.h"

/*
 * Fills site->history and that of each entry. cache: a folder to remember things in; empty: none.
 * Nothing is told: check/history looks at what came of it.
 */
void history_gather(struct arena *a, struct site *site, struct str cache);

/* For `placard history`: the history of one entry. which: its path, "notices/visits". */
enum build_status build_history(struct arena *a, const struct build_request *req, struct str which,
	const struct entry **ret_entry, struct diags *d);

/* --- the parts --- */

enum history_answer { HISTORY_ANSWER_SAME, HISTORY_ANSWER_WHOLE };
enum kept_text { KEPT_NONE, KEPT_HEAD, KEPT_WHOLE };

/*
 * question: the head that the asker knows, or nothing, then a line break and the site's folder.
 * The answer is HISTORY_ANSWER_SAME, or …_WHOLE and all that the site's history says, as
 * history_unpack() reads it.
 */
void history_answer(struct str question, struct buf *out);
/* Takes the bytes behind HISTORY_ANSWER_WHOLE into the model; they must live as long as a. False
 * where they are not what history_answer() makes. */
bool history_unpack(struct arena *a, struct site *site, struct str bytes);
/* What a text that is no longer, or not yet, the entry's says on top; what is wrong with it is not
 * told any more. NULL: it is no text with a front matter. */
struct front *history_front(struct arena *a, const struct source *source);

/*
 * Verifies the SSH signatures of the commits that brought versions, by those whom the site names;
 * what was found is kept in the cache for as long as they are the same.
 */
void history_verify(struct arena *a, struct site *site, struct str cache);

/* The tables, the schedule and the forms that a version had beside it, into then. What is wrong
 * with them is not told any more; false: one of them cannot be read at all. */
bool history_data(struct arena *a, const struct site *site, const struct version_of_entry *v,
	struct entry *then);

/* The bytes of a text as a source: without their mark. */
struct source *history_source(struct arena *a, struct str name, struct str bytes);

#endif
