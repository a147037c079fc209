/* SPDX-License-Identifier: MIT */
#include "check/check.h"

static const struct check *const checks[] = {&check_front, &check_numbers, &check_tasks,
	&check_schedule, &check_attachments, &check_text};

void check_site(const struct check_context *ctx, struct entry *const *entries, size_t n)
{
	for (size_t c = 0; c < ARRAY_LEN(checks); c++) {
		if (checks[c]->site)
			checks[c]->site(ctx);
		for (size_t i = 0; i < n && checks[c]->entry; i++)
			checks[c]->entry(ctx, entries[i]);
	}
}

void check_body(const struct check_context *ctx, const struct entry *e, const struct node *root)
{
	for (size_t c = 0; c < ARRAY_LEN(checks); c++)
		if (checks[c]->body)
			checks[c]->body(ctx, e, root);
}
