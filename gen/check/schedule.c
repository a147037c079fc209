/* SPDX-License-Identifier: MIT */
/* Deadlines and events lie where the document allows. */
#include "check/check.h"
#include "doc/messages.h"

static void check_after_issued(
	const struct check_context *ctx, const struct entry *e, const struct when *w)
{
	bool known = w->kind != WHEN_NONE && w->last != DAY_NONE;
	if (known && e->issued != DAY_NONE && w->last < e->issued)
		diag_add(ctx->diags, MSG(date_before_issued), w->at,
			ARGS(w->written, day_iso(ctx->arena, e->issued)));
}

/* Of a series that the author began too early, or that begins with a period before the issue. */
static void check_first(
	const struct check_context *ctx, const struct entry *e, const struct deadline *d)
{
	const struct series *s = &d->series;
	if (d->repeat.kind == REPEAT_NONE || !s->n || e->issued == DAY_NONE ||
		s->items[0].planned >= e->issued)
		return;
	struct str issued = day_iso(ctx->arena, e->issued);
	if (d->from.kind != WHEN_NONE)
		diag_add(ctx->diags, MSG(date_before_issued), d->from.at,
			ARGS(d->from.written, issued));
	else
		diag_add(ctx->diags, MSG(repeat_before_issued), d->repeat.at,
			ARGS(d->repeat.written, day_iso(ctx->arena, s->items[0].planned), issued));
}

static void check_span(
	const struct check_context *ctx, const struct when *from, const struct when *until)
{
	bool both = from->kind != WHEN_NONE && until->kind != WHEN_NONE && until->last != DAY_NONE;
	if (both && until->last < from->first)
		diag_add(ctx->diags, MSG(period_backwards), until->at,
			ARGS(STR_CAT(ctx->arena, from->written, STR("/"), until->written)));
}

static void check_entry(const struct check_context *ctx, const struct entry *e)
{
	for (size_t i = 0; i < e->n_deadlines; i++) {
		const struct deadline *d = &e->deadlines[i];
		check_after_issued(ctx, e, &d->due);
		check_first(ctx, e, d);
		check_span(ctx, &d->from, &d->until);
		if (d->due.kind != WHEN_NONE && d->repeat.kind != REPEAT_NONE)
			diag_add(ctx->diags, MSG(due_and_repeat), d->repeat.at, ARGS(d->title.s));
		if (d->is_public.on && !d->form.n)
			diag_add(ctx->diags, MSG(deadline_public), d->is_public.at,
				ARGS(d->title.s));
	}
	for (size_t i = 0; i < e->n_events; i++) {
		const struct event *ev = &e->events[i];
		check_span(ctx, &ev->from, &ev->until);
		if (ev->date.kind != WHEN_NONE && ev->repeat.kind != REPEAT_NONE)
			diag_add(ctx->diags, MSG(due_and_repeat), ev->repeat.at, ARGS(ev->title.s));
	}
}

const struct check check_schedule = {.name = "schedule", .entry = check_entry};
