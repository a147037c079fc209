/* SPDX-License-Identifier: MIT */
/* Who does what by when: each task has a person, and is due within its phase. */
#include "check/check.h"
#include "doc/messages.h"

static bool lead_is_group(const struct task *t)
{
	for (size_t i = 0; i < t->lead.n; i++)
		if (t->lead.items[i].group)
			return true;
	return false;
}

static void check_due(const struct check_context *ctx, const struct task *t)
{
	const struct phase *p = t->in_phase;
	if (!p || t->due.kind == WHEN_NONE || t->due.last == DAY_NONE || p->period.last == DAY_NONE)
		return;
	if (t->due.last < p->period.first || t->due.last > p->period.last)
		diag_add(ctx->diags, MSG(task_outside_phase), t->due.at,
			ARGS(t->due.written, p->title.s,
				when_text(ctx->arena, &p->period, ctx->diags->lang)));
}

static void check_progress(const struct check_context *ctx, const struct task *t)
{
	if (t->progress.set && (t->progress.v < 0 || t->progress.v > 100))
		diag_add(
			ctx->diags, MSG(progress_range), t->progress.at, ARGS(t->progress.written));
}

static void check_entry(const struct check_context *ctx, const struct entry *e)
{
	for (size_t i = 0; i < e->n_tasks; i++) {
		const struct task *t = &e->tasks[i];
		if (!t->person.n && !lead_is_group(t) && t->lead.n)
			diag_add(ctx->diags, MSG(task_no_person), t->title.at, ARGS(t->title.s));
		check_due(ctx, t);
		check_progress(ctx, t);
	}
}

const struct check check_tasks = {.name = "tasks", .entry = check_entry};
