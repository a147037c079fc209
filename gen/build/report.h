/* SPDX-License-Identifier: MIT */
/* What a job tells the parent process, and how it goes through a pipe. */
#ifndef BUILD_REPORT_H
#define BUILD_REPORT_H

#include "base/diag.h"
#include "base/vec.h"
#include "write/stage.h"

struct wanted_anchor {
	uint32_t entry; /* index into site->entries */
	struct str anchor;
	struct place place;
};

struct report {
	uint32_t job;
	struct diags diags;
	VEC(struct output) outputs;
	VEC(struct str) anchors;	  /* ids on the entry's page */
	VEC(struct wanted_anchor) wanted; /* places in other entries that it links to */
	struct str excerpt;
	/* Of a document that is converted, and what its filters said. */
	struct str text, printed, told;
	bool has_text;	/* no filter ended all */
	int disk_error; /* errno's value of the first write that failed, or 0 */
	struct str disk_path;
};

struct report report_new(struct arena *a, uint32_t job, enum lang lang, bool strict);
/* A frame: its length in four bytes, then the report. */
struct str report_pack(struct arena *a, const struct report *r);
/* False where the bytes are no whole report, as when a worker died while writing. */
bool report_unpack(struct arena *a, struct str frame, struct report *ret_report);

#endif
