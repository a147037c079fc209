/* SPDX-License-Identifier: MIT */
/* Targets and figures: what each row says of its indicator, and what became of each figure. */
#include "base/map.h"
#include "check/check.h"
#include "doc/messages.h"

/* "by unit", as the messages have it. */
static struct str per_text(const struct check_context *ctx, const struct target *row)
{
	bool zh = ctx->diags->lang == LANG_ZH;
	if (row->per.v == PER_PERSON)
		return zh ? STR("按个人") : STR("by person");
	return zh ? STR("按单位") : STR("by unit");
}

/* --- targets.csv --- */

static bool same_parties(const struct parties *a, const struct parties *b)
{
	if (a->n != b->n)
		return false;
	for (size_t i = 0; i < a->n; i++)
		if (a->items[i].party != b->items[i].party ||
			a->items[i].group != b->items[i].group)
			return false;
	return true;
}

/* What an empty cell of a later row leaves as it was is no difference. */
static const char *difference(const struct target *first, const struct target *row)
{
	if (!str_eq(row->title.s, first->title.s))
		return "title";
	if (row->per.v && row->per.v != first->per.v)
		return "per";
	if (row->who.n && !same_parties(&row->who, &first->who))
		return "who";
	if (row->unit.s.n && !str_eq(row->unit.s, first->unit.s))
		return "unit";
	if (row->every.v && row->every.v != first->every.v)
		return "every";
	return NULL;
}

static struct str column_text(const struct check_context *ctx, const char *name)
{
	const struct field *field = schema_field(&target_schema, str_from(name));
	bool zh = ctx->diags->lang == LANG_ZH;
	return zh ? alias_first(field->zh) : str_from(field->name);
}

static void check_like_first(
	const struct check_context *ctx, const struct target *first, const struct target *row)
{
	struct goal ours, theirs;
	const char *column = difference(first, row);
	if (column)
		diag_add(ctx->diags, MSG(target_differs), row->record.at,
			ARGS(row->id.s, column_text(ctx, column)));
	if (!goal_parse(ctx->arena, row->target.s, &ours) ||
		!goal_parse(ctx->arena, first->target.s, &theirs))
		return;
	bool percent = ours.to.percent == theirs.to.percent || unit_is_percent(first->unit.s);
	if (ours.at_most != theirs.at_most || !percent)
		diag_add(ctx->diags, MSG(target_mixed), row->target.at,
			ARGS(row->id.s, row->target.s));
}

static void check_who(const struct check_context *ctx, const struct target *row)
{
	if (row->per.v != PER_UNIT && row->per.v != PER_PERSON)
		return;
	if (!row->who.n)
		diag_add(ctx->diags, MSG(target_no_who), row->per.at,
			ARGS(row->id.s, per_text(ctx, row)));
	for (size_t i = 0; i < row->who.n && row->per.v == PER_UNIT; i++) {
		const struct party_ref *ref = &row->who.items[i];
		const struct party *p = ref->party;
		for (size_t k = 0; ref->group && k < ref->group->members.n && !p; k++)
			if (ref->group->members.items[k].party &&
				ref->group->members.items[k].party->kind == PARTY_PERSON)
				p = ref->group->members.items[k].party;
		if (p && p->kind == PARTY_PERSON)
			diag_add(ctx->diags, MSG(target_party_kind), ref->name.at,
				ARGS(row->id.s, p->name.s));
	}
}

static void check_target(
	const struct check_context *ctx, const struct entry *e, const struct target *row)
{
	struct goal goal;
	if (row->target.s.n && !goal_parse(ctx->arena, row->target.s, &goal))
		diag_add(ctx->diags, MSG(target_value), row->target.at, ARGS(row->target.s));
	bool dated = row->by.kind != WHEN_NONE && day_is_known(row->by.last);
	if (dated && e->issued != DAY_NONE && row->by.last < e->issued)
		diag_add(ctx->diags, MSG(date_before_issued), row->by.at,
			ARGS(row->by.written, day_iso(ctx->arena, e->issued)));
}

/* Two rows that are due on no known day are as much the same as two of one day. */
static struct str day_key(const struct check_context *ctx, const struct target *row)
{
	bool dated = row->by.kind != WHEN_NONE && day_is_known(row->by.last);
	struct str day = dated ? day_iso(ctx->arena, row->by.last) : row->by.written;
	return STR_CAT(ctx->arena, row->id.s, STR(" "), day);
}

static void check_targets_of(const struct check_context *ctx, const struct entry *e)
{
	struct map by_id = {0}, by_day = {0};
	for (size_t i = 0; i < e->n_targets; i++) {
		const struct target *row = &e->targets[i];
		const struct target *first = map_get(&by_id, row->id.s);
		check_target(ctx, e, row);
		if (!first) {
			map_put(ctx->arena, &by_id, row->id.s, row);
			check_who(ctx, row);
		} else {
			check_like_first(ctx, first, row);
		}
		if (map_put(ctx->arena, &by_day, day_key(ctx, row), row))
			diag_add(ctx->diags, MSG(target_twice),
				row->by.kind == WHEN_NONE ? row->id.at : row->by.at,
				ARGS(row->id.s));
	}
}

/* --- actuals.csv --- */

static void tell_early(
	const struct check_context *ctx, const struct entry *e, const struct actual *row)
{
	const struct when *period = &e->front.period;
	bool own = period->kind != WHEN_NONE && day_is_known(period->first);
	diag_add(ctx->diags, MSG(figure_early), row->date.at,
		ARGS(row->date.written, day_iso(ctx->arena, own ? period->first : e->issued)));
}

static void check_figure(
	const struct check_context *ctx, const struct entry *e, const struct actual *row)
{
	struct str party = row->party.n ? row->party.items[0].name.s : STR_NONE;
	const struct target none = {0}, *of = row->of ? row->of : &none;
	struct str id = of->id.s;
	struct diags *d = ctx->diags;
	switch (row->use) {
	case FIGURE_OF_NOTHING:
	case FIGURE_COUNTS:
	case FIGURE_LATER:
	case FIGURE_OF_THE_GONE:
		return;
	case FIGURE_EARLY:
		tell_early(ctx, e, row);
		return;
	case FIGURE_OUTSIDE:
		diag_add(d, MSG(figure_outside), row->date.at, ARGS(row->date.written, id));
		return;
	case FIGURE_NO_DAY:
		diag_add(d, MSG(figure_no_day), row->date.at, ARGS(row->date.written));
		return;
	case FIGURE_BAD_VALUE:
		if (row->value.s.n)
			diag_add(d, MSG(figure_value), row->value.at, ARGS(row->value.s));
		return;
	case FIGURE_UNLIKE:
		diag_add(d, MSG(figure_unlike), row->value.at, ARGS(row->value.s, of->target.s));
		return;
	case FIGURE_NO_PARTY:
		diag_add(d, MSG(figure_no_party), row->record.at, ARGS(id, per_text(ctx, of)));
		return;
	case FIGURE_HAS_PARTY:
		diag_add(d, MSG(figure_has_party), row->party.at, ARGS(id, party));
		return;
	case FIGURE_WRONG_KIND:
		diag_add(d, MSG(figure_party_kind), row->party.at,
			ARGS(id, per_text(ctx, of), party));
		return;
	case FIGURE_STRANGER:
		diag_add(d, MSG(figure_stranger), row->party.at, ARGS(id, party));
		return;
	case FIGURE_TWICE:
		diag_add(d, MSG(figure_twice), row->date.at, ARGS(id));
		return;
	}
}

static void check_entry(const struct check_context *ctx, const struct entry *e)
{
	check_targets_of(ctx, e);
	for (size_t i = 0; i < e->n_actuals; i++)
		check_figure(ctx, e, &e->actuals[i]);
}

const struct check check_targets = {.name = "targets", .entry = check_entry};
