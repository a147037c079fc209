/* SPDX-License-Identifier: MIT */
/* Which Lua filters a page has, and what each may do. */
#ifndef DOC_FILTERS_H
#define DOC_FILTERS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/source.h"
#include "base/vec.h"

/* By default a filter may do nothing but change the tree. */
enum filter_grant {
	FILTER_READ = 1,  /* files of the site, for reading */
	FILTER_ENV = 2,	  /* the variables of env */
	FILTER_MEDIA = 4, /* media beside the page */
};

struct filter_file {
	struct str path; /* from the site's folder, as messages show it */
	const struct source *source;
	struct span at; /* where it is named */
	bool optional;	/* if it fails the page is made without it */
	unsigned grants;
	const struct str *env; /* NAME=value */
	size_t n_env;
	const struct str *programs; /* which it may run */
	size_t n_programs;
};

/* What filters made to go beside a page. */
struct media_item {
	struct str path, mime, bytes;
};

struct media_bag {
	VEC(struct media_item) list;
};

/* Which filter runs, in memory that the parent of the process sees: it can say what was at work
 * when the process had to be ended. */
struct filter_mark {
	const struct filter_file *volatile file; /* NULL: none runs */
	volatile int line;			 /* of it, where it called what cannot be stopped */
};

/* In the order in which they run. */
struct filter_list {
	struct filter_file *items;
	size_t n;
};

#endif
