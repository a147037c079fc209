/* SPDX-License-Identifier: MIT */
#include "render/cell.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "render/data_text.h"

/* --- parties --- */

/* What would part a name in two when it is read. */
static bool has_mark(struct str name)
{
	static const char *const marks[] = {"、", "，", ",", "；", ";"};
	for (size_t i = 0; i < ARRAY_LEN(marks); i++)
		if (str_has(name, str_from(marks[i])))
			return true;
	return false;
}

/* Whether name, read again, means p and nobody else. */
static bool names_party(
	struct arena *a, const struct site *site, struct str name, const struct party *p)
{
	if (!name.n || has_mark(name))
		return false;
	const struct party_names *found = map_get(&site->parties.by_name, utf8_narrow(a, name));
	return found && found->party == p && !found->next;
}

struct str cell_party(struct arena *a, const struct site *site, const struct party *p)
{
	const struct str names[] = {p->short_name.s, p->name.s};
	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (names_party(a, site, names[i], p))
			return names[i];
	return p->id.s;
}

static bool names_group(
	struct arena *a, const struct site *site, struct str name, const struct group *g)
{
	if (!name.n || has_mark(name) || map_get(&site->parties.by_name, utf8_narrow(a, name)))
		return false;
	for (size_t i = 0; i < site->parties.n_groups; i++) {
		const struct group *other = &site->parties.groups[i];
		if (str_eq(other->id.s, name) || str_eq(other->title.s, name))
			return other == g;
	}
	return true; /* one of the entry's own */
}

struct str cell_group(struct arena *a, const struct site *site, const struct group *g)
{
	return names_group(a, site, g->title.s, g) ? g->title.s : STR_NONE;
}

static struct str ref_text(struct arena *a, const struct site *site, const struct party_ref *ref)
{
	if (ref->party)
		return cell_party(a, site, ref->party);
	struct str group = ref->group ? cell_group(a, site, ref->group) : STR_NONE;
	return group.n ? group : ref->name.s;
}

static struct str parties_text(struct arena *a, const struct site *site, const struct parties *p)
{
	struct str *names = NEW_N(a, struct str, p->n);
	for (size_t i = 0; i < p->n; i++)
		names[i] = ref_text(a, site, &p->items[i]);
	return str_join(a, names, p->n, STR("、"));
}

/* --- other types --- */

static struct str texts_text(struct arena *a, const struct texts *t)
{
	struct str *parts = NEW_N(a, struct str, t->n);
	for (size_t i = 0; i < t->n; i++)
		parts[i] = t->items[i].s;
	return str_join(a, parts, t->n, STR("、"));
}

static struct str word_text(
	const struct site *site, const struct words *words, const struct word *w)
{
	if (!w->v)
		return STR_NONE;
	const struct word_row *row = &words->rows[w->v - 1];
	return site->lang == LANG_ZH ? alias_first(row->zh) : str_from(row->name);
}

static struct str flag_text(const struct site *site, const struct flag *flag)
{
	if (!flag->set)
		return STR_NONE;
	if (site->lang == LANG_ZH)
		return flag->on ? STR("是") : STR("否");
	return flag->on ? STR("yes") : STR("no");
}

static struct cell text_cell(struct str text)
{
	return (struct cell){CELL_TEXT, str_trim(text), 0};
}

/* A Chinese spreadsheet knows 2026年8月 for a month and keeps it; 2026-08 it would show, and save,
 * as Aug-26. */
static struct cell when_cell(struct arena *a, const struct site *site, const struct when *w)
{
	/* A day with its time stays as it is written: spreadsheets have no form of it that we read.
	 */
	struct cell cell = text_cell(w->minutes < 0 ? data_when(a, w) : w->written);
	if (w->kind == WHEN_DAY && w->minutes < 0)
		cell.kind = CELL_DAY;
	if (w->kind == WHEN_MONTH)
		cell.kind = CELL_MONTH;
	if (w->kind == WHEN_MONTH && site->lang == LANG_ZH)
		cell.text = when_text(a, w, LANG_ZH);
	if (cell.kind != CELL_TEXT)
		cell.value = w->first;
	return cell;
}

static struct cell number_cell(struct arena *a, const struct number *n)
{
	if (!n->set)
		return text_cell(STR_NONE);
	bool percent = number_is_percent(n);
	return (struct cell){percent ? CELL_PERCENT : CELL_NUMBER, number_shown(a, n), n->v};
}

static struct cell field_cell(
	struct arena *a, const struct site *site, const struct field *f, const void *at)
{
	switch (f->type) {
	case FIELD_TEXT:
	case FIELD_ID:
	case FIELD_NAME:
		return text_cell(((const struct text *)at)->s);
	case FIELD_TEXTS:
		return text_cell(texts_text(a, at));
	case FIELD_DAY:
	case FIELD_DUE:
	case FIELD_PERIOD:
		return when_cell(a, site, at);
	case FIELD_REPEAT:
		return text_cell(((const struct repeat *)at)->written);
	case FIELD_FLAG:
		return text_cell(flag_text(site, at));
	case FIELD_INT:
	case FIELD_NUMBER:
		return number_cell(a, at);
	case FIELD_WORD:
		return text_cell(word_text(site, f->words, at));
	case FIELD_PARTY:
	case FIELD_PARTIES:
	case FIELD_PARTIES_OR_TEXT:
		return text_cell(parties_text(a, site, at));
	case FIELD_RECORD:
	case FIELD_RECORDS:
	case FIELD_ANY:
		return text_cell(STR_NONE);
	}
	return text_cell(STR_NONE);
}

/* A free value: one text, or a list of them; a map has no place in a cell. */
static struct str free_text(struct arena *a, const struct value *v)
{
	if (!v || v->kind == VALUE_TEXT)
		return v ? v->text : STR_NONE;
	if (v->kind != VALUE_LIST)
		return STR_NONE;
	struct str *parts = NEW_N(a, struct str, v->n);
	for (size_t i = 0; i < v->n; i++)
		parts[i] = v->items[i].kind == VALUE_TEXT ? v->items[i].text : STR_NONE;
	return str_join(a, parts, v->n, STR("、"));
}

static struct cell cell_of(struct arena *a, const struct site *site,
	const struct cell_column *column, const void *record)
{
	if (column->field)
		return field_cell(a, site, column->field, data_field(column->field, record));
	return text_cell(
		free_text(a, value_get(((const struct record *)record)->raw, column->heading)));
}

/* A Chinese or Japanese Excel takes the full-width signs as well. */
bool cell_is_formula(struct str s)
{
	static const char *const signs[] = {"=", "+", "-", "@", "＝", "＋", "－", "＠"};
	double number;
	for (size_t i = 0; i < ARRAY_LEN(signs); i++)
		if (str_starts(s, str_from(signs[i])))
			return !str_to_number(s, &number);
	return false;
}

/* --- the table --- */

static const void *row_at(const struct schema *s, const struct records *rows, size_t i)
{
	return (const char *)rows->items + i * s->size;
}

static bool is_filled(struct arena *a, const struct site *site, const struct schema *s,
	const struct records *rows, const struct cell_column *column)
{
	for (size_t i = 0; i < rows->n; i++)
		if (cell_of(a, site, column, row_at(s, rows, i)).text.n)
			return true;
	return false;
}

static void add_free_keys(struct arena *a, struct cell_columns *columns, const struct value *raw)
{
	for (size_t i = 0; raw && raw->kind == VALUE_MAP && i < raw->n; i++) {
		struct str key = raw->pairs[i].key;
		bool known = !str_starts(key, STR("x-"));
		for (size_t j = 0; j < columns->list.n && !known; j++)
			known = !columns->list.items[j].field &&
				str_eq(columns->list.items[j].heading, key);
		if (!known && free_text(a, &raw->pairs[i].value).n)
			*vec_push(a, &columns->list) = (struct cell_column){.heading = key};
	}
}

static struct cell_columns columns_of(struct arena *a, const struct site *site,
	const struct schema *s, const struct records *rows)
{
	struct cell_columns columns = {0};
	for (size_t i = 0; i < s->n; i++) {
		const struct field *f = &s->fields[i];
		struct cell_column column = {.field = f, .heading = str_from(f->name)};
		if (site->lang == LANG_ZH)
			column.heading = alias_first(f->zh);
		bool wanted = (f->flags & FIELD_REQUIRED) || is_filled(a, site, s, rows, &column);
		if (wanted && !(f->flags & FIELD_PRIVATE))
			*vec_push(a, &columns.list) = column;
	}
	for (size_t i = 0; i < rows->n; i++)
		add_free_keys(a, &columns, ((const struct record *)row_at(s, rows, i))->raw);
	return columns;
}

struct cell_table cell_table(struct arena *a, const struct site *site, const struct schema *s,
	const struct records *rows)
{
	struct cell_table table = {columns_of(a, site, s, rows), NULL, rows->n};
	size_t width = table.columns.list.n;
	table.cells = NEW_N(a, struct cell, width * rows->n);
	for (size_t i = 0; i < width * rows->n; i++)
		table.cells[i] = cell_of(
			a, site, &table.columns.list.items[i % width], row_at(s, rows, i / width));
	return table;
}

static void slice(void *context, struct arena *a, size_t first, size_t n, struct cell_table *ret)
{
	const struct cell_table *whole = context;
	(void)a;
	*ret = (struct cell_table){whole->columns, whole->cells + first * whole->columns.list.n, n};
}

struct cell_source cell_source_of(struct cell_table *table)
{
	return (struct cell_source){table->columns, table->n_rows, table, slice};
}
