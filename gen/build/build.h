/* SPDX-License-Identifier: MIT */
/* A whole build: the only place that knows the order of the stages. */
#ifndef BUILD_BUILD_H
#define BUILD_BUILD_H

#include "build/gather.h"

struct build_request {
	struct gather_options gather;
	struct str out;	  /* the output folder; empty: all is made and checked, nothing written */
	struct str cache; /* where the program remembers things between runs; empty: nowhere */
	struct str sign_key; /* signs in place of site.yaml's; empty: none */
	int workers;
	enum lang lang; /* of messages */
	bool strict;
	bool explain; /* what departs from GB/T 9704-2012 on paper is told, and faces that stand in
		       */
};

struct build_counts {
	size_t pages, forms, documents, changed;
	size_t departures; /* from GB/T 9704-2012 that were told */
	struct str out;	   /* the output folder, as the caller may call it */
};

/* Also the exit status of the program. */
enum build_status { BUILD_OK = 0, BUILD_CONTENT = 1, BUILD_CALL = 2, BUILD_MACHINE = 3 };

/* Every mistake is in d, sorted. Unless the result is BUILD_OK the output folder is as it was. */
enum build_status build(struct arena *a, const struct build_request *req, struct diags *d,
	struct build_counts *ret_counts);

#endif
