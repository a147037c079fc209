/* SPDX-License-Identifier: MIT */
/* `placard collect`: what came back of one form. */
#ifndef BUILD_COLLECT_H
#define BUILD_COLLECT_H

#include "base/vec.h"
#include "build/build.h"

struct collect_request {
	struct str form;	 /* "entry/form" */
	const struct str *files; /* in place of the folder's */
	size_t n_files;
	struct str out;	   /* .csv, .xlsx or .html; empty: nothing is written */
	struct str period; /* --for; empty: all */
};

struct collect_line { /* of somebody who has not reported, or late */
	struct str day, party, what;
	bool missing; /* else he is late */
	bool newest;  /* of the last time that is over, or of --for */
};

struct collect_result {
	struct str title; /* of the form */
	size_t n_returns, n_counted, n_replaced, n_rule, n_invalid, n_old;
	VEC(struct collect_line) lines;
};

/*
 * BUILD_CALL: the call is wrong; BUILD_CONTENT: the site has errors and nothing was written, or a
 * return was refused or has a mistake, and the summary was written all the same (ret->title).
 */
enum build_status build_collect(struct arena *a, const struct build_request *req,
	const struct collect_request *wish, struct collect_result *ret, struct diags *d);

#endif
