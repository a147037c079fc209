/* SPDX-License-Identifier: MIT */
/*
 * Worker processes. Each takes the next job until none is left and sends a report of it; a job that
 * runs out of time or memory, or crashes, ends its worker, is told as lost, and costs no other job.
 */
#ifndef BUILD_POOL_H
#define BUILD_POOL_H

#include <stddef.h>

#include "build/report.h"
#include "doc/filters.h"

struct pool_work {
	/* In a worker: once before its first job; then for each job. scratch is emptied between
	 * jobs. mark is for the filters that it runs. */
	void *(*start)(void *shared, struct filter_mark *mark);
	void (*run)(void *worker, struct arena *scratch, size_t job, struct report *r);
	/* In the parent, as reports come in, in no certain order; what r holds lives in a. */
	void (*done)(void *shared, struct report *r);
	/* status is as waitpid() gave it; mark says which filter ran then. True: the job is done
	 * again, so it must not have written anything yet. */
	bool (*lost)(void *shared, size_t job, int status, const struct filter_mark *mark);
	void *shared;
	enum lang lang;
	bool strict;
};

/* What ended a worker, in words: the clock, the memory, or a fault of the program. */
struct str pool_why_lost(enum lang lang, int status);
bool pool_ran_long(int status); /* it was the clock: the content's fault, not the machine's */

/* POOL_NO_PROCESS: there is none, or one broke without a word; errno says how. */
enum pool_result { POOL_OK, POOL_NO_PROCESS };

enum pool_result pool_run(
	struct arena *a, const struct pool_work *work, size_t n_jobs, int workers);

#endif
