/* SPDX-License-Identifier: MIT */
/*
 * Lua filters: what pandoc's filters do, on our tree, within bounds. A filter reaches nothing but
 * the document, unless a capability is granted to it by name.
 */
#ifndef FILTER_FILTER_H
#define FILTER_FILTER_H

#include "base/diag.h"
#include "doc/date.h"
#include "doc/document.h"
#include "doc/filters.h"
#include "doc/value.h"

struct lua_host;

/* Interrupts a host after a while; what start() gives goes to stop(). */
struct filter_clock {
	void *(*start)(struct arena *a, struct lua_host *host);
	void (*stop)(void *timer);
};

/* A program that a filter runs; its name is without a folder. */
struct program_call {
	struct str name, dir, input;
	const struct str *args; /* without the name */
	size_t n_args;
	day_t day;
	int ms; /* by the clock on the wall; it may take as much of the processor */
};

enum program_end {
	PROGRAM_ENDED,
	PROGRAM_MISSING,
	PROGRAM_NOT_STARTED,
	PROGRAM_TOO_LONG,
	PROGRAM_TOO_LARGE
};

struct program_result {
	enum program_end end;
	int status; /* 128 and the signal that ended it */
	struct str out, err;
	int ms; /* which it took */
};

struct filter_call {
	struct str format;	  /* FORMAT */
	struct str site_dir;	  /* for what may be read */
	const struct str *inputs; /* PANDOC_STATE.input_files */
	size_t n_inputs;
	day_t day; /* of the build: the only clock there is */
	const struct format_functions *formats;
	enum track_changes track_changes;
	/* placard.site, placard.entry, placard.data; NULL: not there */
	const struct value *site, *entry, *data;
	const struct filter_clock *clock; /* NULL: only steps are counted */
	struct filter_mark *mark;	  /* NULL: nobody looks */
	struct media_bag *media;	  /* what filters before it made; it may add to it */
	void (*run_program)(
		struct arena *a, const struct program_call *call, struct program_result *ret);
};

struct filter_note {
	struct span at;
	bool error;
	struct str text;
};

struct filter_result {
	struct arena *arena;	       /* where the texts live; the caller gives it */
	VEC(struct filter_note) notes; /* by placard.error() and placard.warn() */
	struct str printed, told;      /* by print() and io.write(); to io.stderr and by warn() */
	bool exited;		       /* by os.exit() without an error */
	bool failed;
	struct str message; /* of the failure: file:line and words, then the traceback */
	struct span at;	    /* the element that was worked on */
};

/* What filters run in, one after the other, with the same formats; goes with the arena. */
struct filter_engine;
struct filter_engine *filter_engine_new(struct arena *a);

/*
 * The document as the filter leaves it, in a; doc itself where it changed nothing. NULL: it failed,
 * and result says why; doc is as it was in either case.
 */
struct node *filter_run(struct filter_engine *e, struct arena *a, const struct filter_file *file,
	const struct filter_call *call, struct node *doc, struct filter_result *result);

#endif
