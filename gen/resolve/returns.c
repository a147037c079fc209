/* SPDX-License-Identifier: MIT */
#include "resolve/returns.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/nearest.h"
#include "base/path.h"
#include "base/utf8.h"
#include "doc/messages.h"
#include "resolve/party.h"

static const struct str unit_id = {"unit", 4}, term_id = {"term", 4};

/* --- names --- */

/* Two cells of one name have none. */
static void name_cell(
	struct arena *a, struct form_names *names, struct str name, const struct form_ref *cell)
{
	struct str key = form_label_key(a, name);
	if (map_put(a, &names->by_cell, key, cell))
		map_put(a, &names->by_cell, key, NULL);
}

static void name_cells(struct arena *a, struct form_names *names)
{
	struct form_slots it = {.row = 0};
	struct form_ref slot;
	while (form_next_slot(names->form, &it, &slot)) {
		if (!slot.table)
			continue;
		const struct form_ref *cell = arena_copy(a, &slot, sizeof(slot));
		struct str table = form_field_heading(a, names->form, slot.table);
		struct str own = form_column_heading(a, slot.field);
		name_cell(a, names, form_slot_label(a, names->form, &slot), cell);
		name_cell(a, names,
			str_printf(a, "%.*s/%d/%.*s", STR_FMT(table), slot.row, STR_FMT(own)),
			cell);
	}
}

/* A summary may be sent on as the return of many. */
static void name_own(struct arena *a, const struct site *site, struct form_names *names)
{
	static const char *const words[] = {"view.collect.received", "view.collect.file",
		"view.collect.status", "view.collect.remark"};
	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		map_put(a, &names->own, form_label_key(a, site_word(site, words[i])), words[i]);
}

struct form_names form_names_new(
	struct arena *a, const struct site *site, const struct entry *e, const struct form *f)
{
	struct form_names names = {.entry = e, .form = f};
	struct map twice = {0};
	struct form_iter it = {0};
	for (const struct form_field *field; (field = form_next_field(f, &it));) {
		struct str key = form_label_key(a, form_field_heading(a, f, field));
		map_put(a, &names.by_id, field->id.s, field);
		if (key.n && map_put(a, &names.by_label, key, field))
			map_put(a, &twice, key, field);
	}
	for (size_t i = 0; i < twice.n; i++)
		map_put(a, &names.by_label, twice.items[i].key, NULL);
	name_cells(a, &names);
	name_own(a, site, &names);
	return names;
}

/* "field.row.column", or the cell's label */
static bool find_cell(struct arena *a, const struct form_names *names, struct str name,
	bool by_label, struct given_answer *ret)
{
	const struct form_ref *called =
		by_label ? map_get(&names->by_cell, form_label_key(a, name)) : NULL;
	if (called) {
		*ret = (struct given_answer){
			.field = called->field, .table = called->table, .row = called->row};
		return true;
	}
	struct form_ref ref;
	struct str rest = name, id = str_cut(&rest, '.');
	const struct form_field *table = map_get(&names->by_id, id);
	if (!table || table->type.v != FORM_TABLE || !form_find_cell(table, rest, &ref) || !ref.row)
		return false;
	ret->table = table;
	ret->row = ref.row;
	ret->field = ref.field;
	return true;
}

static bool find_field(struct arena *a, const struct form_names *names, struct str name,
	bool by_label, struct given_answer *ret)
{
	*ret = (struct given_answer){.field = map_get(&names->by_id, name)};
	if (!ret->field && by_label)
		ret->field = map_get(&names->by_label, form_label_key(a, name));
	/* A table answers by its cells. */
	if (ret->field && ret->field->type.v == FORM_TABLE)
		return false;
	return ret->field || find_cell(a, names, name, by_label, ret);
}

static struct str nearest_field(const struct form_names *names, struct str name, bool by_label)
{
	struct nearest near = nearest_to(name);
	for (size_t i = 0; i < names->by_id.n; i++)
		nearest_try(&near, names->by_id.items[i].key);
	for (size_t i = 0; by_label && i < names->by_label.n; i++)
		nearest_try(&near, names->by_label.items[i].key);
	return near.best;
}

/* --- answers --- */

static struct str form_title(struct arena *a, const struct form *f)
{
	return form_plain_label(a, f->title.s);
}

static bool stands_in(const struct given_answer *g, const struct form_ref *slot)
{
	return g->table == slot->table && g->row == slot->row &&
	       (!slot->field || g->field == slot->field);
}

/* Whether the file says anything there, be it blank. */
static bool is_given(const struct filled_form *f, const struct form_ref *slot, bool blank)
{
	for (size_t i = 0; i < f->list.n; i++)
		if (stands_in(&f->list.items[i], slot) &&
			(blank || str_trim(f->list.items[i].answer.written.s).n))
			return true;
	return false;
}

/* A column that is required wants an answer in each row where something stands. */
static bool is_lacking(const struct filled_form *f, const struct form_ref *slot)
{
	const struct form_ref whole_row = {NULL, slot->table, slot->row};
	if (!slot->field->required.on || is_given(f, slot, !slot->table))
		return false;
	return !slot->table || is_given(f, &whole_row, false);
}

static void add_lacking(struct arena *a, struct filled_form *f)
{
	struct form_slots it = {.row = 0};
	struct form_ref slot;
	while (form_next_slot(f->names->form, &it, &slot))
		if (is_lacking(f, &slot))
			*vec_push(a, &f->list) = (struct given_answer){.field = slot.field,
				.table = slot.table,
				.row = slot.row,
				.label = form_slot_label(a, f->names->form, &slot),
				.answer = {.fault = ANSWER_LACKING}};
}

static void take_answers(
	struct answer_reader *r, const struct value *map, bool by_label, struct filled_form *ret)
{
	const struct form_names *names = ret->names;
	for (size_t i = 0; i < map->n; i++) {
		const struct value_pair *p = &map->pairs[i];
		struct given_answer given;
		if (str_starts(p->key, STR("_")) || str_starts(p->key, STR("x-")))
			continue;
		if (!find_field(r->arena, names, p->key, by_label, &given)) {
			if (by_label && map_get(&names->own, form_label_key(r->arena, p->key)))
				continue;
			diag_add(r->diags, MSG(return_field), p->key_at,
				ARGS(p->key, nearest_field(names, p->key, by_label),
					form_title(r->arena, names->form)));
			continue;
		}
		const struct form_ref slot = {given.field, given.table, given.row};
		given.label = form_slot_label(r->arena, names->form, &slot);
		given.answer = answer_read(r, given.field, &p->value);
		/* Whether a cell is lacking its row says. */
		if (given.table && given.answer.fault == ANSWER_LACKING)
			continue;
		*vec_push(r->arena, &ret->list) = given;
	}
	add_lacking(r->arena, ret);
}

void return_from_row(struct answer_reader *r, const struct form_names *names,
	const struct value *row, struct filled_form *ret)
{
	*ret = (struct filled_form){.names = names, .at = row->at};
	take_answers(r, row, true, ret);
}

bool return_from_json(struct answer_reader *r, const struct form_names *names,
	const struct value *json, struct filled_form *ret)
{
	*ret = (struct filled_form){.names = names, .at = span_file(json->at.src)};
	const struct value *form = value_get(json, STR("form"));
	const struct value *values = value_get(json, STR("values"));
	const struct value *version = value_get(json, STR("version"));
	const struct value *draft = value_get(json, STR("draft"));
	if (json->kind != VALUE_MAP || !form || form->kind != VALUE_TEXT || !values ||
		values->kind != VALUE_MAP) {
		diag_add(r->diags, MSG(return_json), ret->at,
			ARGS(names->entry->path, names->form->id.s));
		return false;
	}
	if (entry_form_called(names->entry, form->text) != names->form) {
		diag_add(r->diags, MSG(return_other_form), form->at,
			ARGS(form->text, form_title(r->arena, names->form)));
		return false;
	}
	if (version && version->kind == VALUE_NUMBER && version->number >= 1 &&
		version->number <= 1e6)
		ret->version = (int)version->number;
	ret->draft = draft && draft->kind == VALUE_BOOL && draft->flag;
	take_answers(r, values, false, ret);
	return true;
}

/* --- fields of a PDF --- */

static struct str field_text(const struct value *v)
{
	return v && v->kind == VALUE_TEXT ? str_trim(v->text) : STR_NONE;
}

/* What stands for the buttons of one choice: in XFDF the number of the button may stand for it. */
static struct value one_choice(
	struct arena *a, const struct form_field *field, const struct value *fields)
{
	struct str text = field_text(value_get(fields, field->id.s));
	struct str other = field_text(value_get(fields, form_other_name(a, field->id.s)));
	int64_t at;
	if (!form_option(field, text) && str_to_int(text, &at) && at >= 0 &&
		(size_t)at < field->options.n)
		text = field->options.items[at].s;
	if (other.n && !form_option(field, text))
		text = other;
	return value_text(text);
}

static struct value several_choices(
	struct arena *a, const struct form_field *field, const struct value *fields)
{
	struct value list = value_list();
	const struct value *whole = value_get(fields, field->id.s);
	for (size_t i = 0; i < field->options.n; i++) {
		struct str name = form_option_name(a, field->id.s, i + 1);
		struct str ticked = field_text(value_get(fields, name));
		if (ticked.n && !str_eq(ticked, STR("Off")))
			value_add(a, &list, value_text(field->options.items[i].s));
	}
	struct str other = field_text(value_get(fields, form_other_name(a, field->id.s)));
	if (other.n)
		value_add(a, &list, value_text(other));
	return !list.n && whole ? *whole : list;
}

/* Where one piece ends amid a Latin word nobody knows; two words are more likely. */
static void add_piece(struct buf *b, struct str piece)
{
	bool words = b->n && piece.n && char_is_alnum(b->p[b->n - 1]) && char_is_alnum(piece.p[0]);
	buf_add(b, words ? STR(" ") : STR_NONE);
	buf_add(b, piece);
}

/* What goes on on the next page follows as it was typed. The first piece may be left blank, and
 * then some files do not have it. */
static struct value long_answer(struct arena *a, struct str name, const struct value *fields)
{
	struct buf whole = buf_new(a);
	const struct value *v = value_get(fields, name);
	for (size_t part = 2; v || part == 2; part++) {
		add_piece(&whole, v && v->kind == VALUE_TEXT ? v->text : STR_NONE);
		v = value_get(fields, form_part_name(a, name, part));
	}
	return value_text(buf_str(&whole));
}

static struct value field_value(struct arena *a, const struct form_field *field, struct str name,
	const struct value *fields, bool in_table)
{
	const struct value *v = value_get(fields, name);
	if (!in_table && field->type.v == FORM_CHOICES)
		return several_choices(a, field, fields);
	if (!in_table && field->type.v == FORM_CHOICE)
		return one_choice(a, field, fields);
	if (field->type.v == FORM_CHECKBOX && str_eq(field_text(v), STR("Off")))
		return value_text(STR_NONE);
	if (!in_table && field->type.v == FORM_MULTILINE)
		return long_answer(a, name, fields);
	return v ? *v : value_text(STR_NONE);
}

static void place_all(struct value *map, struct span at)
{
	for (size_t i = 0; i < map->n; i++) {
		struct value *v = &map->pairs[i].value;
		map->pairs[i].key_at = at;
		v->at = at;
		for (size_t k = 0; k < v->n && v->kind == VALUE_LIST; k++)
			v->items[k].at = at;
	}
}

/* The values of the form's own fields, by their names; how many of them the file has. */
static size_t own_values(struct arena *a, const struct form_names *names,
	const struct value *fields, struct value *ret)
{
	size_t n_known = 0;
	struct form_slots it = {.row = 0};
	struct form_ref slot;
	*ret = value_map();
	while (form_next_slot(names->form, &it, &slot)) {
		struct str name = form_slot_name(a, &slot);
		n_known += value_get(fields, name) != NULL;
		value_set(
			a, ret, name, field_value(a, slot.field, name, fields, slot.table != NULL));
	}
	return n_known;
}

bool return_from_fields(struct answer_reader *r, const struct form_names *names,
	const struct value *fields, struct span at, struct filled_form *ret)
{
	struct value own;
	struct str form = field_text(value_get(fields, STR("_form")));
	int64_t version;
	*ret = (struct filled_form){.names = names, .at = at};
	if (form.n && entry_form_called(names->entry, form) != names->form) {
		diag_add(r->diags, MSG(return_other_form), at,
			ARGS(form, form_title(r->arena, names->form)));
		return false;
	}
	if (!own_values(r->arena, names, fields, &own)) {
		diag_add(r->diags, MSG(return_no_fields), at, NO_ARGS);
		return false;
	}
	if (str_to_int(field_text(value_get(fields, STR("_version"))), &version) && version > 0 &&
		version <= 1000000)
		ret->version = (int)version;
	place_all(&own, at);
	take_answers(r, &own, false, ret);
	return true;
}

const struct answer *return_answer(const struct filled_form *f, struct str id)
{
	for (size_t i = 0; i < f->list.n; i++)
		if (!f->list.items[i].table && str_eq(f->list.items[i].field->id.s, id))
			return &f->list.items[i].answer;
	return NULL;
}

static bool is_about_return(const struct form_field *field)
{
	return str_eq(field->id.s, unit_id) || str_eq(field->id.s, term_id);
}

static void tell_version(struct answer_reader *r, const struct filled_form *f)
{
	int now = form_version(f->names->form);
	if (f->version && f->version != now)
		diag_add(r->diags, MSG(return_version), f->at,
			ARGS(str_printf(r->arena, "%d", f->version),
				str_printf(r->arena, "%d", now),
				form_title(r->arena, f->names->form)));
}

void return_tell(struct answer_reader *r, const struct filled_form *f)
{
	tell_version(r, f);
	for (size_t i = 0; i < f->list.n; i++) {
		const struct given_answer *g = &f->list.items[i];
		if (!is_about_return(g->field))
			answer_tell(r, &g->answer, g->field, g->label, f->at);
	}
}

/* --- whose it is, and of which time --- */

/* unit, else the first party in the key. NULL: the form asks for none. */
static const struct form_field *sender_field(const struct form_names *names)
{
	const struct form_field *unit = map_get(&names->by_id, unit_id);
	for (size_t i = 0; !unit && i < names->form->key.n; i++) {
		const struct form_field *f = map_get(&names->by_id, names->form->key.items[i].s);
		if (f && f->type.v == FORM_PARTY)
			unit = f;
	}
	return unit;
}

const struct party *return_sender(struct answer_reader *r, const struct filled_form *f)
{
	const struct form_field *field = sender_field(f->names);
	const struct answer *ans = field ? return_answer(f, field->id.s) : NULL;
	if (!ans || !str_trim(ans->written.s).n) {
		struct str label = STR_NONE;
		if (field)
			label = form_field_heading(r->arena, f->names->form, field);
		diag_add(r->diags, MSG(return_no_sender), f->at,
			ARGS(form_title(r->arena, f->names->form), label));
		return NULL;
	}
	struct str name = utf8_narrow(r->arena, ans->written.s);
	const struct party *p = ans->party ? ans->party : answer_party(r, ans->written.s);
	if (!p)
		diag_add(r->diags, MSG(return_sender), ans->written.at,
			ARGS(name, answer_nearest_party(r, name)));
	return p;
}

static bool is_time(const struct form_field *field)
{
	return field && (field->type.v == FORM_MONTH || field->type.v == FORM_DATE);
}

enum date_fault return_term(struct arena *a, const struct filled_form *f, struct when *ret)
{
	const struct answer *ans = return_answer(f, term_id);
	*ret = (struct when){.first = DAY_NONE, .last = DAY_NONE, .minutes = -1};
	if (ans && str_trim(ans->written.s).n)
		return answer_term(a, ans->written.s, ret);
	const struct form *form = f->names->form;
	for (size_t i = 0; i < form->key.n; i++) {
		struct str id = form->key.items[i].s;
		ans = is_time(map_get(&f->names->by_id, id)) ? return_answer(f, id) : NULL;
		if (!ans || !ans->set)
			continue;
		*ret = ans->when;
		ret->written = ans->written.s;
		break;
	}
	return DATE_OK;
}

day_t return_filled_on(const struct filled_form *f)
{
	const struct answer *ans = return_answer(f, STR("filled_on"));
	return ans && ans->set && ans->when.kind != WHEN_NONE ? ans->when.first : DAY_NONE;
}

struct str return_key(struct arena *a, const struct filled_form *f)
{
	const struct form *form = f->names->form;
	struct buf key = buf_new(a);
	for (size_t i = 0; i < form->key.n; i++) {
		struct str id = form->key.items[i].s;
		const struct answer *ans = return_answer(f, id);
		if (str_eq(id, unit_id) || str_eq(id, term_id))
			continue;
		if (ans)
			buf_add(&key, ans->set ? ans->text : str_trim(ans->written.s));
		buf_add_char(&key, '\x1f'); /* the mark between units of ASCII */
	}
	return buf_str(&key);
}

int return_order(day_t x_filled, struct str x_file, day_t y_filled, struct str y_file)
{
	if (x_filled != y_filled)
		return x_filled < y_filled ? -1 : 1;
	int c = str_cmp(path_base(x_file), path_base(y_file));
	return c ? c : str_cmp(x_file, y_file);
}
