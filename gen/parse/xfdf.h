/* SPDX-License-Identifier: MIT */
/* What was filled in, as XFDF (ISO 19444-1) keeps it. */
#ifndef PARSE_XFDF_H
#define PARSE_XFDF_H

#include "base/diag.h"
#include "doc/value.h"

/* A map of full names ("staff.1.n") to texts, or to lists where there are several values. False,
 * told: it is no XFDF, or holds too much. */
bool xfdf_parse(struct arena *a, struct source *src, struct value *ret, struct diags *d);

#endif
