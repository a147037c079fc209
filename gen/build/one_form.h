/* SPDX-License-Identifier: MIT */
#ifndef BUILD_ONE_FORM_H
#define BUILD_ONE_FORM_H

#include "build/build.h"
#include "build/job.h"

/*
 * One form alone: which is "plans/vital-branches/visit-report", out a file that ends in .pdf,
 * .html or .json, relative to the caller's folder. It is written beside its place and renamed.
 */
enum build_status build_form(struct arena *a, const struct build_request *req, struct str which,
	struct str out, struct diags *d);

/* "entry/form" or "entry/forms/form"; false: there is none, told with the nearest. */
bool form_named(struct arena *a, const struct site *site, struct str which, struct form_of *ret,
	struct diags *d);
/* A file that the call asked for, beside its place and renamed. */
enum build_status write_alone(struct arena *a, struct str out, struct str bytes, struct diags *d);

#endif
