/* SPDX-License-Identifier: MIT */
/*
 * Views: functions from the records of an entry to nodes of the tree. `{{tasks group="…" by=lead}}`
 * in a body is a call; a view never makes HTML of its own. Links of what a view makes are paths
 * from the site's root, on nodes with NODE_GENERATED; who knows the page makes them relative.
 */
#ifndef RESOLVE_VIEW_H
#define RESOLVE_VIEW_H

#include "base/diag.h"
#include "base/vec.h"
#include "doc/node.h"
#include "doc/site.h"

struct view_context {
	struct arena *arena;
	const struct site *site;
	const struct entry *entry; /* NULL: a page of the site, not of an entry */
	struct diags *diags;
};

enum view_by { BY_GROUP = 1, BY_LEAD, BY_PERSON, BY_PHASE, BY_MONTH }; /* order of view_by_words */
extern const struct words view_by_words;

enum { VIEW_SOURCES = 3 };

/* A table of an entry that feeds a view: where its records and their number stand in struct entry.
 */
struct view_source {
	const struct schema *schema;
	size_t items_at, n_at;
	/* Whether this build may show a row in this view; NULL: each. */
	bool (*shows)(const struct site *site, const struct entry *e, const void *record);
};

struct view_call;

struct view {
	const char *name;
	const char
		*title;	  /* keys of words: of the heading when the body does not place the view, */
	const char *rest; /* of that when the body placed some of its rows, */
	const char *empty; /* and of the sentence when it was placed and has no rows */
	struct view_source sources[VIEW_SOURCES]; /* those without schema are none */
	bool grouped;				  /* takes by= */
	/* Whether it follows the body of an entry that does not place it; NULL: of each. */
	bool (*follows)(const struct entry *e);
	struct node *(*make)(const struct view_context *ctx, struct view_call *call);
};

/* In the order of the contract, in which views that a body does not place follow it. */
extern const struct view views[];
extern const size_t n_views;

const struct view *view_find(struct str name); /* NULL: none */
struct str view_nearest(struct str name);

struct view_filter {
	struct str column, value; /* as written */
	struct span column_at, value_at;
};

struct view_row {
	const void *record;
	size_t no;     /* its place among those that this build shows, from 1 */
	bool anchored; /* its id stands on the page already */
};

struct view_rows {
	struct view_row *items;
	size_t n;
};

struct view_call {
	const struct view *view;
	VEC(struct view_filter) filters;
	enum view_by by; /* 0: as the view does it by itself */
	struct span at;
	struct view_rows rows[VIEW_SOURCES]; /* what is to be shown, from each source */
	size_t no; /* how many calls of this view the page has before this one */
};

#endif
