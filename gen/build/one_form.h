/* SPDX-License-Identifier: MIT */
#ifndef BUILD_ONE_FORM_H
#define BUILD_ONE_FORM_H

#include "build/build.h"

/*
 * One form alone: which is "plans/vital-branches/visit-report", out a file that ends in .pdf or
 * .html, relative to the caller's folder. It is written beside its place and renamed.
 */
enum build_status build_form(struct arena *a, const struct build_request *req, struct str which,
	struct str out, struct diags *d);

#endif
