/* SPDX-License-Identifier: MIT */
/* A call {{…}} as text, and which rows its filters let through. */
#ifndef RESOLVE_VIEW_CALL_H
#define RESOLVE_VIEW_CALL_H

#include "resolve/view.h"

/*
 * Reads the {{…}} that begins at *at of the paragraph and leaves *at behind it. False where it is
 * wrong; what is wrong was said. Of a later view only the name is read.
 */
bool view_parse(
	const struct view_context *ctx, struct span para, size_t *at, struct view_call *call);
/* Blanks between and inside calls: white space, the full-width space, > of a quoted line. */
size_t view_skip_blanks(struct str text, size_t at);
size_t view_name_length(struct str text); /* of the name that text begins with */

bool view_row_matches(const struct view_context *ctx, const struct schema *schema,
	const void *record, const struct view_filter *filter);
/* False, and said, where a filter names no column or a word that the column does not have. */
bool view_filters_check(const struct view_context *ctx, const struct view_call *call);
/* Warns where a name that a filter wants stands in no row of the entry. */
void view_filters_warn(const struct view_context *ctx, const struct view_call *call);

#endif
