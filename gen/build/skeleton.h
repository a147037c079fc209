/* SPDX-License-Identifier: MIT */
/* A new site, plan, notice or form, made of a folder below templates/new/. */
#ifndef BUILD_SKELETON_H
#define BUILD_SKELETON_H

#include "build/build.h"

enum skeleton_kind { SKELETON_SITE, SKELETON_PLAN, SKELETON_NOTICE, SKELETON_FORM, N_SKELETONS };

struct skeleton_request {
	struct gather_options gather;
	enum skeleton_kind kind;
	struct str name; /* as the caller wrote it: a folder, COLUMN/SLUG, ENTRY/FORM */
	struct str from; /* a folder of templates/new/; empty: the one called as the kind */
};

struct skeleton_made {
	struct str place;     /* the folder or file, relative to the caller's folder */
	struct str entry, id; /* the entry that was made, or that the form `id` belongs to */
	struct str title;
	bool has_workbook; /* tasks.xlsx is in it */
};

extern const char *const skeleton_names[N_SKELETONS]; /* "site", … */

/*
 * Makes all of it or nothing; what is there is never changed. The site's own templates/new/ comes
 * before the program's. BUILD_CALL where the name or template is wrong, BUILD_MACHINE where the
 * disk failed, both told.
 */
enum build_status skeleton_make(struct arena *a, const struct skeleton_request *req,
	struct skeleton_made *ret_made, struct diags *d);

#endif
