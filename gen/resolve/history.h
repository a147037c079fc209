/* SPDX-License-Identifier: MIT */
/* From what git knows of a document to its versions, and the days on which each is in force. */
#ifndef RESOLVE_HISTORY_H
#define RESOLVE_HISTORY_H

#include "doc/site.h"

/*
 * What a text says of its version, in one form however it is written: two texts with the same key
 * are of one version. Empty: it says nothing that counts, as a draft does.
 */
struct str version_key(struct arena *a, const struct front *front);

/* A version that a commit brought. They come newest first: of those with one number the first
 * counts. */
void history_add_version(struct arena *a, struct entry_history *h, struct version_of_entry v);
/* The working copy: the version that the entry has now, whether it is committed or not. copy has
 * its text. */
void history_add_copy(struct arena *a, struct entry *e, const struct version_of_entry *copy);
/* Days in force, reasons, parties: once all versions of the entry are there. */
void history_resolve(struct arena *a, const struct site *site, struct entry *e);

#endif
