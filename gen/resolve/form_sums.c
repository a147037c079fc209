/* SPDX-License-Identifier: MIT */
#include "resolve/form_sums.h"

#include "base/arena.h"
#include "base/nearest.h"
#include "doc/messages.h"
#include "resolve/expr.h"

static void tell_unknown(struct reader *r, const struct form *f, struct str name, struct span at)
{
	struct nearest near = nearest_to(name);
	struct form_iter it = {0};
	for (const struct form_field *field; (field = form_next_field(f, &it));) {
		nearest_try(&near, field->id.s);
		const struct form_field *columns = field->columns.items;
		for (size_t i = 0; i < field->columns.n; i++)
			nearest_try(
				&near, STR_CAT(r->arena, field->id.s, STR("."), columns[i].id.s));
	}
	diag_add(r->diags, MSG(form_field_unknown), at, ARGS(name, near.best));
}

/* --- summary --- */

static const struct {
	const char *name;
	enum summary_kind kind;
} kinds[] = {{"sum", SUMMARY_SUM}, {"mean", SUMMARY_MEAN}, {"count", SUMMARY_COUNT},
	{"list", SUMMARY_LIST}};

static bool is_number(const struct form_field *field)
{
	return field->type.v == FORM_INTEGER || field->type.v == FORM_DECIMAL ||
	       field->type.v == FORM_PERCENT;
}

static bool has_options(const struct form_field *field)
{
	return field->type.v == FORM_CHOICE || field->type.v == FORM_CHOICES ||
	       field->type.v == FORM_CHECKBOX || field->type.v == FORM_PARTY;
}

static bool is_yes(const struct value *v)
{
	bool on = false;
	return v && v->kind == VALUE_TEXT && flag_read(v->text, &on) && on;
}

static bool find(struct reader *r, const struct form *f, const struct value *name,
	struct form_ref *ret, struct span at)
{
	if (!name || name->kind != VALUE_TEXT) {
		diag_add(r->diags, MSG(form_summary), at, NO_ARGS);
		return false;
	}
	if (form_find(f, name->text, ret))
		return true;
	tell_unknown(r, f, name->text, name->at);
	return false;
}

static bool column_kind(
	const struct value *v, struct summary_column *column, const struct value **ret_name)
{
	size_t n = v->kind == VALUE_MAP ? v->n : 0, known = 0;
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
		const struct value *name = value_get(v, str_from(kinds[i].name));
		if (!name)
			continue;
		column->kind = kinds[i].kind;
		*ret_name = name;
		known++;
	}
	column->each = is_yes(value_get(v, STR("each")));
	return known == 1 && n == known + (value_get(v, STR("each")) != NULL);
}

static bool read_column(struct reader *r, const struct form *f, const struct value *v,
	struct summary_column *column)
{
	const struct value *name = NULL;
	if (!column_kind(v, column, &name)) {
		diag_add(r->diags, MSG(form_summary), v->at, NO_ARGS);
		return false;
	}
	if (!find(r, f, name, &column->of, v->at))
		return false;
	column->name = (struct text){.s = name->text, .at = name->at};
	if (column->kind == SUMMARY_LIST && form_field_is_personal(column->of.field))
		diag_add(r->diags, MSG(summary_personal), name->at, ARGS(name->text));
	bool adds = column->kind == SUMMARY_SUM || column->kind == SUMMARY_MEAN;
	bool good = (!adds || is_number(column->of.field)) &&
		    (!column->each || has_options(column->of.field));
	if (!good)
		diag_add(r->diags, adds ? MSG(summary_number) : MSG(summary_each), name->at,
			ARGS(name->text));
	return good;
}

static void read_summary(struct reader *r, struct form *f)
{
	const struct value *raw = f->raw_summary;
	const struct value *by = value_get(raw, STR("by")), *list = value_get(raw, STR("columns"));
	struct form_summary *s = &f->summary;
	if (raw->kind != VALUE_MAP || !list || list->kind != VALUE_LIST ||
		raw->n != 1 + (by != NULL)) {
		diag_add(r->diags, MSG(form_summary), raw->at, NO_ARGS);
		return;
	}
	if (by && !find(r, f, by, &s->by, by->at))
		return;
	if (by && form_field_is_personal(s->by.field))
		diag_add(r->diags, MSG(summary_personal), by->at, ARGS(by->text));
	s->columns = NEW_N(r->arena, struct summary_column, list->n + 1);
	for (size_t i = 0; i < list->n; i++)
		if (read_column(r, f, &list->items[i], &s->columns[s->n]))
			s->n++;
}

/* --- rules --- */

static void check_rule(struct reader *r, const struct form *f, const struct form_rule *rule)
{
	struct expr e;
	struct str at, name;
	struct form_ref ref;
	size_t next = 0;
	switch (expr_parse(r->arena, rule->check.s, &e, &at)) {
	case EXPR_GOOD:
		break;
	case EXPR_FUNCTION:
		diag_add(r->diags, MSG(rule_function), rule->check.at, ARGS(at));
		return;
	case EXPR_TOO_LONG:
	case EXPR_TOO_DEEP:
		diag_add(r->diags, MSG(rule_long), rule->check.at, NO_ARGS);
		return;
	case EXPR_SYNTAX:
		diag_add(r->diags, MSG(rule_syntax), rule->check.at, ARGS(rule->check.s, at));
		return;
	}
	while (expr_next_name(&e, &next, &name))
		if (!form_find(f, name, &ref))
			tell_unknown(r, f, name, rule->check.at);
}

void form_sums_read(struct reader *r, struct form *f)
{
	const struct form_rule *rules = f->rules.items;
	if (f->raw_summary)
		read_summary(r, f);
	for (size_t i = 0; i < f->rules.n; i++)
		if (rules[i].check.s.n)
			check_rule(r, f, &rules[i]);
}
