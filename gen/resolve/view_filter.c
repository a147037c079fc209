/* SPDX-License-Identifier: MIT */
/* Which rows a call shows: any column of the schema filters, and the whole text has to be the same.
 */
#include "resolve/view_call.h"

#include <string.h>

#include "base/nearest.h"
#include "base/utf8.h"
#include "doc/messages.h"
#include "resolve/view_parts.h"

/* The id of a form is the name of its file and so in no schema. */
static const struct field form_id = {
	.name = "id", .zh = "编号", .type = FIELD_ID, .at = offsetof(struct form, id)};

static const struct field *find_column(const struct schema *schema, struct str column)
{
	const struct field *field = schema_field(schema, column);
	if (!field && schema == &form_schema &&
		(str_eq_nocase(column, STR("id")) || str_eq(column, STR("编号"))))
		return &form_id;
	return field;
}

static bool is_free(struct str column)
{
	return str_starts(column, STR("x-"));
}

static bool can_filter(const struct field *field)
{
	switch (field->type) {
	case FIELD_TEXT:
	case FIELD_ID:
	case FIELD_NAME:
	case FIELD_TEXTS:
	case FIELD_DAY:
	case FIELD_DUE:
	case FIELD_PERIOD:
	case FIELD_REPEAT:
	case FIELD_FLAG:
	case FIELD_INT:
	case FIELD_NUMBER:
	case FIELD_WORD:
	case FIELD_PARTY:
	case FIELD_PARTIES:
	case FIELD_PARTIES_OR_TEXT:
		return true;
	case FIELD_RECORD:
	case FIELD_RECORDS:
	case FIELD_ANY:
		return false;
	}
	return false;
}

/* Line breaks of a title are kept on paper only: they do not count. */
static bool same_text(struct arena *a, struct str ours, struct str wanted)
{
	if (str_eq(ours, wanted))
		return true;
	ours = str_replace(a, ours, STR("\n"), STR_NONE);
	return str_eq(utf8_narrow(a, ours), str_replace(a, wanted, STR("\n"), STR_NONE));
}

static bool same_when(const struct when *w, struct str wanted)
{
	if (w->kind == WHEN_NONE || !wanted.n)
		return w->kind == WHEN_NONE && !wanted.n;
	struct when other = {0};
	if (date_parse(wanted, DATE_PERIODS | DATE_RELATIVE | DATE_TABLE | DATE_TIME, &other) !=
		DATE_OK)
		return str_eq(w->written, wanted);
	if (other.kind == WHEN_RELATIVE || other.kind == WHEN_EVENT)
		return w->kind == other.kind && w->offset == other.offset &&
		       str_eq(w->base, other.base);
	return w->first == other.first && w->last == other.last && w->minutes == other.minutes;
}

static bool same_number(const struct number *n, struct str wanted)
{
	double v;
	if (!n->set || !wanted.n)
		return !n->set && !wanted.n;
	return str_eq(n->written, wanted) || (str_to_number(wanted, &v) && v >= n->v && v <= n->v);
}

static bool same_flag(const struct flag *f, struct str wanted)
{
	bool yes = str_eq_nocase(wanted, STR("yes")) || str_eq_nocase(wanted, STR("true")) ||
		   str_eq(wanted, STR("是"));
	return yes == f->on;
}

static bool is_party(struct arena *a, const struct party_ref *ref, struct str wanted)
{
	if (same_text(a, ref->name.s, wanted))
		return true;
	if (ref->party)
		return str_eq(ref->party->id.s, wanted) ||
		       same_text(a, ref->party->name.s, wanted) ||
		       (wanted.n && same_text(a, ref->party->short_name.s, wanted));
	if (!ref->group)
		return false;
	if (str_starts(wanted, STR("*")))
		wanted = str_after(wanted, 1);
	return str_eq(ref->group->id.s, wanted) || same_text(a, ref->group->title.s, wanted);
}

static bool has_party(struct arena *a, const struct parties *parties, struct str wanted)
{
	for (size_t i = 0; i < parties->n; i++)
		if (is_party(a, &parties->items[i], wanted))
			return true;
	return !parties->n && !wanted.n;
}

static bool has_text(struct arena *a, const struct texts *texts, struct str wanted)
{
	for (size_t i = 0; i < texts->n; i++)
		if (same_text(a, texts->items[i].s, wanted))
			return true;
	return !texts->n && !wanted.n;
}

/* What is not written counts as the first word (todo, none), an audience as the entry's. */
static bool same_word(
	const struct view_context *ctx, const struct field *field, int v, struct str wanted)
{
	if (!v)
		v = strcmp(field->name, "audience") == 0 ? (int)ctx->entry->audience : 1;
	return words_find(field->words, wanted) == v;
}

static bool field_matches(const struct view_context *ctx, const struct field *field,
	const void *record, struct str wanted)
{
	const void *at = (const char *)record + field->at;
	struct arena *a = ctx->arena;
	switch (field->type) {
	case FIELD_TEXT:
	case FIELD_ID:
	case FIELD_NAME:
		return same_text(a, ((const struct text *)at)->s, wanted);
	case FIELD_TEXTS:
		return has_text(a, at, wanted);
	case FIELD_DAY:
	case FIELD_DUE:
	case FIELD_PERIOD:
		return same_when(at, wanted);
	case FIELD_REPEAT:
		return str_eq(((const struct repeat *)at)->written, wanted);
	case FIELD_FLAG:
		return same_flag(at, wanted);
	case FIELD_INT:
	case FIELD_NUMBER:
		return same_number(at, wanted);
	case FIELD_WORD:
		return same_word(ctx, field, ((const struct word *)at)->v, wanted);
	case FIELD_PARTY:
	case FIELD_PARTIES:
	case FIELD_PARTIES_OR_TEXT:
		return has_party(a, at, wanted);
	case FIELD_RECORD:
	case FIELD_RECORDS:
	case FIELD_ANY:
		return false;
	}
	return false;
}

static bool free_matches(
	struct arena *a, const struct record *record, struct str column, struct str wanted)
{
	const struct value *value = record->raw ? value_get(record->raw, column) : NULL;
	if (!value || value_is_empty(value))
		return !wanted.n;
	return value->kind == VALUE_TEXT && same_text(a, value->text, wanted);
}

bool view_row_matches(const struct view_context *ctx, const struct schema *schema,
	const void *record, const struct view_filter *filter)
{
	const struct field *field = find_column(schema, filter->column);
	if (field)
		return field_matches(ctx, field, record, filter->value);
	return is_free(filter->column) &&
	       free_matches(ctx->arena, record, filter->column, filter->value);
}

/* --- what is wrong with filters --- */

static struct str nearest_column(const struct view *view, struct str column)
{
	struct nearest near = nearest_to(column);
	for (size_t i = 0; i < VIEW_SOURCES && view->sources[i].schema; i++) {
		const struct schema *schema = view->sources[i].schema;
		for (size_t k = 0; k < schema->n; k++) {
			nearest_try(&near, str_from(schema->fields[k].name));
			struct str aliases = str_from(schema->fields[k].zh);
			while (aliases.n)
				nearest_try(&near, str_cut(&aliases, '|'));
		}
	}
	nearest_try(&near, STR("by"));
	return near.best;
}

static bool check_word(
	const struct view_context *ctx, const struct field *field, const struct view_filter *filter)
{
	if (field->type != FIELD_WORD || words_find(field->words, filter->value))
		return true;
	diag_add(ctx->diags, MSG(view_word), filter->value_at,
		ARGS(filter->value, filter->column, words_list(ctx->diags->arena, field->words),
			words_nearest(field->words, filter->value)));
	return false;
}

static bool check_filter(
	const struct view_context *ctx, const struct view *view, const struct view_filter *filter)
{
	bool known = is_free(filter->column), usable = known, good = true;
	for (size_t i = 0; i < VIEW_SOURCES && view->sources[i].schema; i++) {
		const struct field *field = find_column(view->sources[i].schema, filter->column);
		if (!field)
			continue;
		known = true;
		usable = usable || can_filter(field);
		good = good && check_word(ctx, field, filter);
	}
	if (!known)
		diag_add(ctx->diags, MSG(view_column), filter->column_at,
			ARGS(filter->column, str_from(view->name),
				nearest_column(view, filter->column)));
	else if (!usable)
		diag_add(
			ctx->diags, MSG(view_column_kind), filter->column_at, ARGS(filter->column));
	return known && usable && good;
}

bool view_filters_check(const struct view_context *ctx, const struct view_call *call)
{
	bool good = true;
	for (size_t i = 0; i < call->filters.n; i++)
		good = check_filter(ctx, call->view, &call->filters.items[i]) && good;
	return good;
}

/* --- names that no row has --- */

static void try_text(struct nearest *near, struct str name)
{
	if (name.n)
		nearest_try(near, name);
}

static void try_value(struct nearest *near, const struct field *field, const void *record)
{
	const void *at = (const char *)record + field->at;
	if (field->type == FIELD_TEXT || field->type == FIELD_ID) {
		try_text(near, ((const struct text *)at)->s);
		return;
	}
	const struct parties *parties = at;
	for (size_t i = 0; i < parties->n; i++) {
		const struct party_ref *ref = &parties->items[i];
		try_text(near, ref->name.s);
		if (ref->party) {
			try_text(near, ref->party->id.s);
			try_text(near, ref->party->name.s);
			try_text(near, ref->party->short_name.s);
		} else if (ref->group) {
			try_text(near, ref->group->title.s);
		}
	}
}

static bool is_name(const struct field *field)
{
	return field->type == FIELD_TEXT || field->type == FIELD_ID || field->type == FIELD_PARTY ||
	       field->type == FIELD_PARTIES || field->type == FIELD_PARTIES_OR_TEXT;
}

static void warn_filter(
	const struct view_context *ctx, const struct view *view, const struct view_filter *filter)
{
	struct nearest near = nearest_to(filter->value);
	bool named = false;
	for (size_t i = 0; i < VIEW_SOURCES && view->sources[i].schema; i++) {
		const struct view_source *source = &view->sources[i];
		const struct field *field = find_column(source->schema, filter->column);
		struct view_rows rows = view_rows_of(ctx, source);
		if (!field || !is_name(field))
			continue;
		named = true;
		for (size_t k = 0; k < rows.n; k++) {
			if (view_row_matches(ctx, source->schema, rows.items[k].record, filter))
				return;
			try_value(&near, field, rows.items[k].record);
		}
	}
	if (named)
		diag_add(ctx->diags, MSG(view_no_row), filter->value_at,
			ARGS(filter->column, filter->value, near.best));
}

void view_filters_warn(const struct view_context *ctx, const struct view_call *call)
{
	for (size_t i = 0; i < call->filters.n; i++)
		warn_filter(ctx, call->view, &call->filters.items[i]);
}
