/* SPDX-License-Identifier: MIT */
#include "resolve/view_facts.h"

#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"

/* --- rows --- */

struct view_rows view_rows_of(const struct view_context *ctx, const struct view_source *source)
{
	const char *items;
	size_t n;
	memcpy(&items, (const char *)ctx->entry + source->items_at, sizeof(items));
	memcpy(&n, (const char *)ctx->entry + source->n_at, sizeof(n));
	struct view_rows rows = {NEW_N(ctx->arena, struct view_row, n), 0};
	for (size_t i = 0; i < n; i++) {
		const void *record = items + i * source->schema->size;
		if (source->shows && !source->shows(ctx->site, ctx->entry, record))
			continue;
		/* Not the row of the file: a gap would tell how many are kept back. */
		rows.items[rows.n] = (struct view_row){.record = record, .no = rows.n + 1};
		rows.n++;
	}
	return rows;
}

/* --- words --- */

struct str view_word(const struct view_context *ctx, const char *key)
{
	return site_word(ctx->site, key);
}

struct str view_fill(const struct view_context *ctx, const char *key, struct args args)
{
	return site_fill(ctx->arena, ctx->site, key, args);
}

struct str view_number(const struct view_context *ctx, size_t n)
{
	return str_printf(ctx->arena, "%zu", n);
}

struct str view_flat(const struct view_context *ctx, struct str text)
{
	if (str_find_char(text, '\n') == SIZE_MAX)
		return text;
	struct buf flat = buf_new(ctx->arena);
	while (text.n) {
		struct str line = str_trim(str_line(&text)), built = buf_str(&flat);
		size_t n;
		bool chinese = !line.n || !built.n || rune_is_cjk(utf8_decode(line, &n)) ||
			       rune_is_cjk(utf8_decode_last(built, &n));
		if (!chinese)
			buf_add_char(&flat, ' ');
		buf_add(&flat, line);
	}
	return buf_str(&flat);
}

/* --- days --- */

static struct str title_of(const struct entry *e, struct str id)
{
	for (size_t i = 0; i < e->n_events; i++)
		if (str_eq(e->events[i].id.s, id))
			return e->events[i].title.s;
	for (size_t i = 0; i < e->n_phases; i++)
		if (str_eq(e->phases[i].id.s, id))
			return e->phases[i].title.s;
	for (size_t i = 0; i < e->n_deadlines; i++)
		if (str_eq(e->deadlines[i].id.s, id))
			return e->deadlines[i].title.s;
	return id;
}

struct str view_when(const struct view_context *ctx, const struct entry *e, const struct when *w)
{
	struct when shown = *w;
	if (w->base.n)
		shown.base = view_flat(ctx, title_of(e, w->base));
	struct str text = when_text(ctx->arena, &shown, ctx->site->lang);
	if (!w->base.n || !day_is_known(w->last))
		return text;
	struct when day = {.kind = WHEN_PERIOD, .first = w->first, .last = w->last};
	if (!day_is_known(w->first) || w->first == w->last)
		day = (struct when){
			.kind = WHEN_DAY, .first = w->last, .last = w->last, .minutes = -1};
	return view_fill(
		ctx, "view.when.known", ARGS(when_text(ctx->arena, &day, ctx->site->lang), text));
}

struct str view_due(const struct view_context *ctx, const struct entry *e, const struct when *w,
	const struct series *s)
{
	struct str text = view_when(ctx, e, w);
	if (s->repeats || !s->n || s->items[0].last == s->items[0].planned)
		return text;
	return view_fill(ctx, "view.when.moved",
		ARGS(text, day_text(ctx->arena, s->items[0].last, ctx->site->lang)));
}

struct str view_occurrence(const struct view_context *ctx, const struct occurrence *at)
{
	struct when w = {.kind = WHEN_PERIOD, .first = at->first, .last = at->last};
	return when_text(ctx->arena, &w, ctx->site->lang);
}

struct str view_repeat(const struct view_context *ctx, const struct entry *e,
	const struct repeat *repeat, const struct when *from, const struct when *until)
{
	struct str text = repeat_text(ctx->arena, repeat, ctx->site->lang);
	if (from->kind == WHEN_NONE && until->kind == WHEN_NONE)
		return text;
	struct when period = {.kind = WHEN_PERIOD, .first = DAY_OPEN_BEGIN, .last = DAY_OPEN_END};
	if (from->kind != WHEN_NONE)
		period.first = from->first;
	if (until->kind != WHEN_NONE)
		period.last = until->last;
	if (!day_is_known(period.last))
		period.base = until->base;
	return view_fill(ctx, "view.when.known", ARGS(text, view_when(ctx, e, &period)));
}

/* --- tasks --- */

day_t task_last_day(const struct task *t)
{
	const struct series *s = &t->series;
	return s->n && !s->open ? s->items[s->n - 1].last : DAY_NONE;
}

bool task_is_late(const struct site *site, const struct entry *e, const struct task *t)
{
	day_t last = task_last_day(t);
	return task_is_open(t) && !entry_is_ceased(e) && last != DAY_NONE && last < site->as_of;
}

struct str view_task_due(
	const struct view_context *ctx, const struct entry *e, const struct task *t)
{
	if (t->due.kind != WHEN_NONE)
		return view_due(ctx, e, &t->due, &t->series);
	if (!t->in_phase)
		return STR_NONE;
	day_t last = task_last_day(t);
	if (last == DAY_NONE)
		return view_fill(ctx, "view.when.phase", ARGS(t->in_phase->title.s));
	return day_text(ctx->arena, last, ctx->site->lang);
}

/* --- parties --- */

struct str view_ref_label(const struct party_ref *ref)
{
	if (ref->party)
		return party_label(ref->party);
	return ref->group ? ref->group->title.s : ref->name.s;
}
