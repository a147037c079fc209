/* SPDX-License-Identifier: MIT */
#include "resolve/form.h"

#include "base/arena.h"
#include "base/map.h"
#include "base/nearest.h"
#include "base/vec.h"
#include "doc/messages.h"

enum { TABLE_ROW_LIMIT = 200, LINES_LIMIT = 60, FIELD_LIMIT = 1000 };

struct form_reader {
	struct reader *r;
	struct form *form;
	struct map ids;
};

static void tell(struct form_reader *fr, const struct message *m, struct span at, struct args args)
{
	diag_add(fr->r->diags, m, at, args);
}

/* What a message calls a field. */
static struct str shown(const struct form_field *f)
{
	return f->label.s.n ? f->label.s : f->id.s;
}

static void tell_id_twice(struct form_reader *fr, struct text id, struct text first)
{
	tell(fr, MSG(id_twice), id.at,
		ARGS(id.s, str_printf(fr->r->arena, "%u", span_place(first.at).line)));
}

static void take_id(struct form_reader *fr, const struct form_field *f)
{
	if (!f->id.s.n)
		return;
	const struct form_field *first = map_get(&fr->ids, f->id.s);
	if (first)
		tell_id_twice(fr, f->id, first->id);
	else
		map_put(fr->r->arena, &fr->ids, f->id.s, f);
}

static void check_options(struct form_reader *fr, const struct form_field *f)
{
	bool chooses = f->type.v == FORM_CHOICE || f->type.v == FORM_CHOICES;
	bool mistyped = !f->type.v && f->type.at.src; /* which was told */
	if (chooses && !f->options.n)
		tell(fr, MSG(form_no_options), f->record.at, ARGS(shown(f)));
	if (!chooses && !mistyped && f->options.n)
		tell(fr, MSG(form_options_unused), f->options.at, ARGS(shown(f)));
	for (size_t i = 0; i < f->options.n; i++)
		for (size_t j = 0; j < i; j++)
			if (str_eq(f->options.items[i].s, f->options.items[j].s))
				tell(fr, MSG(form_option_twice), f->options.items[i].at,
					ARGS(f->options.items[i].s));
}

static void check_numbers(struct form_reader *fr, const struct form_field *f)
{
	if (f->min.set && f->max.set && f->min.v > f->max.v)
		tell(fr, MSG(form_min_max), f->max.at, ARGS(f->min.written, f->max.written));
	if (f->lines.set && (f->lines.v < 1 || f->lines.v > LINES_LIMIT))
		tell(fr, MSG(form_lines), f->lines.at, ARGS(f->lines.written));
	if (f->type.v == FORM_TABLE && (!f->n_rows.set || f->n_rows.v < 1 ||
					       f->n_rows.v > TABLE_ROW_LIMIT || !f->columns.n))
		tell(fr, MSG(form_table), f->record.at, ARGS(shown(f)));
}

/* of: is a selector of parties, or else what is nested. */
static bool takes_selector(struct form_reader *fr, struct form_field *f)
{
	if (!f->of || f->of->kind != VALUE_TEXT)
		return false;
	f->of_parties = (struct text){f->of->text, f->of->at};
	if (f->type.v != FORM_PARTY)
		tell(fr, MSG(form_of), f->of->at, ARGS(shown(f)));
	return true;
}

struct column_list {
	VEC(struct form_field) list;
};

static void add_column(
	struct form_reader *fr, struct column_list *columns, struct form_field *column)
{
	if (column->record.raw->kind != VALUE_MAP)
		return; /* which was told */
	if (!column->id.s.n)
		tell(fr, MSG(form_no_id), column->record.at, ARGS(shown(column)));
	takes_selector(fr, column);
	*vec_push(fr->r->arena, &columns->list) = *column;
}

/* Columns under a head of their own come one by one, and each knows its head. */
static void add_columns_under(
	struct form_reader *fr, struct column_list *columns, const struct form_field *over)
{
	struct records below = records_read(fr->r, &form_column_schema, over->of);
	struct form_field *items = below.items;
	for (size_t i = 0; i < below.n; i++) {
		items[i].over = over;
		if (items[i].of && items[i].of->kind != VALUE_TEXT)
			tell(fr, MSG(form_nested_deep), items[i].record.at, ARGS(shown(&items[i])));
		else
			add_column(fr, columns, &items[i]);
	}
	if (!below.n)
		tell(fr, MSG(form_head_empty), over->record.at, ARGS(shown(over)));
}

static void read_columns(struct form_reader *fr, struct form_field *f)
{
	struct column_list columns = {{0}};
	struct form_field *written = f->columns.items;
	for (size_t i = 0; i < f->columns.n; i++)
		if (written[i].of && written[i].of->kind != VALUE_TEXT)
			add_columns_under(fr, &columns, &written[i]);
		else
			add_column(fr, &columns, &written[i]);
	f->columns.items = columns.list.items;
	f->columns.n = columns.list.n;
}

static void check_columns(struct form_reader *fr, struct form_field *f)
{
	read_columns(fr, f);
	struct form_field *columns = f->columns.items;
	for (size_t i = 0; i < f->columns.n; i++) {
		check_options(fr, &columns[i]);
		check_numbers(fr, &columns[i]);
		if (!columns[i].type.v)
			columns[i].type.v = FORM_TEXT;
		for (size_t k = 0; k < i; k++)
			if (columns[k].id.s.n && str_eq(columns[k].id.s, columns[i].id.s))
				tell_id_twice(fr, columns[i].id, columns[k].id);
	}
}

static void check_field(struct form_reader *fr, struct form_field *f)
{
	if (f->record.raw->kind != VALUE_MAP)
		return; /* which was told */
	if (!f->id.s.n && !f->n_nested && f->type.v != FORM_SIGNATURE)
		tell(fr, MSG(form_no_id), f->record.at, ARGS(shown(f)));
	check_options(fr, f);
	if (!f->type.v)
		f->type.v = FORM_TEXT;
	check_columns(fr, f);
	take_id(fr, f);
	check_numbers(fr, f);
}

static void read_nested(struct form_reader *fr, struct form_field *f)
{
	if (takes_selector(fr, f) || !f->of)
		return;
	struct records nested = records_read(fr->r, &form_field_schema, f->of);
	f->nested = nested.items;
	f->n_nested = nested.n;
	for (size_t i = 0; i < f->n_nested; i++) {
		struct form_field *below = &f->nested[i];
		if (below->of && below->of->kind != VALUE_TEXT)
			tell(fr, MSG(form_nested_deep), below->record.at, ARGS(shown(below)));
		else
			check_field(fr, below);
	}
}

static void read_row(struct form_reader *fr, const struct value *row, struct form_row *out)
{
	struct records fields = records_read(fr->r, &form_field_schema, row);
	out->fields = fields.items;
	out->n = fields.n;
	for (size_t i = 0; i < out->n; i++) {
		read_nested(fr, &out->fields[i]);
		check_field(fr, &out->fields[i]);
	}
}

/* The fields below, with those of labels and columns of tables. YAML's depth is limited. */
static size_t count_fields(const struct value *v)
{
	size_t n = v->kind == VALUE_MAP;
	for (size_t i = 0; i < v->n && v->kind != VALUE_TEXT; i++)
		n += count_fields(v->kind == VALUE_LIST ? &v->items[i] : &v->pairs[i].value);
	return n;
}

static void check_layout(struct form_reader *fr)
{
	const struct value *columns = fr->form->layout.columns;
	if (!columns)
		return;
	bool good = columns->kind == VALUE_LIST && columns->n && columns->n <= 24;
	for (size_t i = 0; good && i < columns->n; i++) {
		double width;
		good = columns->items[i].kind == VALUE_TEXT &&
		       str_to_number(columns->items[i].text, &width) && width > 0;
	}
	if (!good)
		tell(fr, MSG(form_columns), columns->at, NO_ARGS);
}

static void check_key(struct form_reader *fr)
{
	const struct form *f = fr->form;
	for (size_t i = 0; i < f->key.n; i++) {
		struct str id = f->key.items[i].s;
		if (map_get(&fr->ids, id) || str_eq(id, STR("unit")) || str_eq(id, STR("term")))
			continue;
		struct nearest near = nearest_to(id);
		for (size_t j = 0; j < fr->ids.n; j++)
			nearest_try(&near, fr->ids.items[j].key);
		tell(fr, MSG(form_field_unknown), f->key.items[i].at, ARGS(id, near.best));
	}
}

void form_resolve(struct reader *r, struct form *f)
{
	struct form_reader fr = {.r = r, .form = f};
	const struct value *rows = f->raw_rows;
	if (rows && count_fields(rows) > FIELD_LIMIT) {
		tell(&fr, MSG(form_large), rows->at, NO_ARGS);
	} else if (rows && rows->kind == VALUE_LIST) {
		f->rows = NEW_N(r->arena, struct form_row, rows->n);
		f->n_rows = rows->n;
		for (size_t i = 0; i < rows->n; i++)
			read_row(&fr, &rows->items[i], &f->rows[i]);
	} else if (rows) {
		tell(&fr, MSG(form_rows), rows->at, NO_ARGS);
	}
	check_layout(&fr);
	check_key(&fr);
	if (!f->version.set)
		f->version.v = 1;
	form_lay_out(r->arena, f);
}

static bool has_field(const struct form *f, struct str id)
{
	struct form_iter it = {0};
	for (const struct form_field *field; (field = form_next_field(f, &it));)
		if (str_eq(field->id.s, id))
			return true;
	return false;
}

void form_ask(struct arena *a, struct form *f, const struct site *site)
{
	struct form_field *asked = NEW_N(a, struct form_field, 2);
	size_t n = 0;
	if (!has_field(f, STR("unit"))) {
		asked[n].id.s = STR("unit");
		asked[n].label.s = site_word(site, "form.unit");
		asked[n].required = (struct flag){.on = true, .set = true};
		asked[n++].type.v = FORM_PARTY;
	}
	if (!has_field(f, STR("term"))) {
		asked[n].id.s = STR("term");
		asked[n].label.s = site_word(site, "form.term");
		asked[n++].type.v = FORM_TEXT;
	}
	f->asked = asked;
	f->n_asked = n;
}
