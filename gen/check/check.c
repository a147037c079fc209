/* SPDX-License-Identifier: MIT */
#include "check/check.h"

static const struct check *const checks[] = {&check_front, &check_numbers, &check_tasks,
	&check_schedule, &check_ledger, &check_targets, &check_checklists, &check_liaison,
	&check_pledges, &check_attachments, &check_print, &check_sign, &check_history, &check_text};

struct span check_place(const struct node *text, struct str part)
{
	bool as_written = str_eq(span_text(text->span), text->text);
	size_t at = (size_t)(part.p - text->text.p);
	return as_written ? span_sub(text->span, at, part.n) : text->span;
}

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
