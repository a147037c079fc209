/* SPDX-License-Identifier: MIT */
/* Checks: one a file, const in, diagnostics out. A new one is a file and a row in check.c. */
#ifndef CHECK_CHECK_H
#define CHECK_CHECK_H

#include "base/diag.h"
#include "doc/node.h"
#include "doc/site.h"

struct check_context {
	struct arena *arena;
	const struct site *site;
	struct diags *diags;
};

struct check {
	const char *name;
	/* Each may be NULL. The site's run once all front matter and data are read, before any
	 * body. */
	void (*site)(const struct check_context *ctx);
	void (*entry)(const struct check_context *ctx, const struct entry *e);
	void (*body)(
		const struct check_context *ctx, const struct entry *e, const struct node *root);
};

void check_site(const struct check_context *ctx, struct entry *const *entries, size_t n);
void check_body(const struct check_context *ctx, const struct entry *e, const struct node *root);

/* Notes of what is laid out on paper in another way than GB/T 9704-2012 has it; how many. */
size_t check_explain_print(const struct check_context *ctx);

/* What git says of the site, and of one entry alone. */
void check_history_of(const struct check_context *ctx, const struct entry *e);

/* Where a part of a text node's text stands: exact where the text is as written. */
struct span check_place(const struct node *text, struct str part);

extern const struct check check_front, check_numbers, check_tasks, check_schedule, check_ledger,
	check_targets, check_checklists, check_liaison, check_pledges, check_attachments,
	check_print, check_sign, check_history, check_text;

#endif
