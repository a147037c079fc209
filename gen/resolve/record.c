/* SPDX-License-Identifier: MIT */
#include "resolve/record.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "doc/messages.h"

static struct str name_of(const struct field *f)
{
	return str_from(f->name);
}

/* The text of a scalar; false, told, for a list or map. */
static bool scalar(struct reader *r, const struct value *v, struct text *ret_text)
{
	if (v->kind != VALUE_TEXT) {
		diag_add(r->diags, MSG(value_type), v->at, ARGS(r->key));
		return false;
	}
	*ret_text = (struct text){v->text, v->at};
	return true;
}

/* The same with full-width signs read as what they mean. */
static bool narrow_scalar(struct reader *r, const struct value *v, struct text *ret_text)
{
	if (!scalar(r, v, ret_text))
		return false;
	ret_text->s = utf8_narrow(r->arena, ret_text->s);
	return true;
}

bool id_is_valid(struct str id)
{
	if (!id.n)
		return false;
	while (id.n) {
		size_t n;
		uint32_t rune = utf8_decode(id, &n);
		bool ascii = (rune >= 'a' && rune <= 'z') || (rune >= '0' && rune <= '9') ||
			     rune == '_' || rune == '-';
		if (!ascii && !rune_is_han(rune))
			return false;
		id = str_after(id, n);
	}
	return true;
}

static bool name_is_valid(struct str s)
{
	bool valid = s.n && s.p[0] >= 'a' && s.p[0] <= 'z';
	for (size_t i = 0; i < s.n && valid; i++)
		valid = (s.p[i] >= 'a' && s.p[i] <= 'z') || (s.p[i] >= '0' && s.p[i] <= '9') ||
			s.p[i] == '_';
	return valid;
}

static void read_id(struct reader *r, const struct field *f, const struct value *v, void *to)
{
	struct text t;
	if (!narrow_scalar(r, v, &t))
		return;
	bool valid = f->type == FIELD_ID ? id_is_valid(t.s) : name_is_valid(t.s);
	if (!valid)
		diag_add(r->diags, f->type == FIELD_ID ? MSG(id_form) : MSG(name_form), t.at,
			ARGS(t.s, f->type == FIELD_ID ? id_from_title(r->arena, t.s) : STR_NONE));
	*(struct text *)to = t;
}

/* Bytes of the mark between two texts at i, 0: none. */
static size_t mark_at(struct str s, size_t i)
{
	static const char *const marks[] = {"、", "，", ",", "；", ";"};
	char first = s.p[i];
	if (first != ',' && first != ';' && first != '\xE3' && first != '\xEF')
		return 0;
	for (size_t m = 0; m < ARRAY_LEN(marks); m++)
		if (str_starts(str_after(s, i), str_from(marks[m])))
			return str_from(marks[m]).n;
	return 0;
}

/* The span is exact where the cell stands in the file as it is. */
static struct text part_of(struct text whole, struct str part)
{
	size_t at = str_find(span_text(whole.at), part);
	return (struct text){part, at == SIZE_MAX ? whole.at : span_sub(whole.at, at, part.n)};
}

void texts_split(struct arena *a, struct text whole, struct texts *ret_parts)
{
	size_t most = 1, from = 0;
	for (size_t i = 0; i < whole.s.n; i++)
		most += mark_at(whole.s, i) > 0;
	*ret_parts = (struct texts){NEW_N(a, struct text, most), 0, whole.at};
	for (size_t i = 0; i <= whole.s.n;) {
		size_t mark = i == whole.s.n ? 1 : mark_at(whole.s, i);
		if (!mark) {
			i++;
			continue;
		}
		struct str part = str_trim(str_sub(whole.s, from, i));
		if (part.n)
			ret_parts->items[ret_parts->n++] = part_of(whole, part);
		i += mark;
		from = i;
	}
}

static bool read_texts(struct reader *r, const struct value *v, bool split, struct texts *ret_texts)
{
	VEC(struct text) items = {0};
	struct text t;
	if (v->kind == VALUE_LIST) {
		for (size_t i = 0; i < v->n; i++)
			if (v->items[i].kind != VALUE_NULL && scalar(r, &v->items[i], &t))
				*vec_push(r->arena, &items) = t;
		*ret_texts = (struct texts){items.items, items.n, v->at};
		return true;
	}
	if (!scalar(r, v, &t))
		return false;
	if (split) {
		texts_split(r->arena, t, ret_texts);
	} else {
		*vec_push(r->arena, &items) = t;
		*ret_texts = (struct texts){items.items, items.n, v->at};
	}
	return true;
}

static void read_parties(struct reader *r, const struct field *f, const struct value *v, void *to)
{
	struct parties *p = to;
	struct texts names;
	if (!read_texts(r, v, f->type != FIELD_PARTIES_OR_TEXT || v->kind == VALUE_TEXT, &names))
		return;
	*p = (struct parties){.items = NEW_N(r->arena, struct party_ref, names.n), .at = v->at};
	for (size_t i = 0; i < names.n; i++) {
		struct texts parts = {0};
		/* A list item may itself name several: [组织部、宣传部]. Free text stays whole. */
		if (f->type != FIELD_PARTIES_OR_TEXT && v->kind == VALUE_LIST)
			texts_split(r->arena, names.items[i], &parts);
		if (parts.n > 1) {
			struct party_ref *more =
				NEW_N(r->arena, struct party_ref, names.n + p->n + parts.n);
			for (size_t j = 0; j < p->n; j++)
				more[j] = p->items[j];
			p->items = more;
			for (size_t j = 0; j < parts.n; j++)
				p->items[p->n++].name = parts.items[j];
		} else {
			p->items[p->n++].name = names.items[i];
		}
	}
	if (f->type == FIELD_PARTY && p->n > 1) {
		diag_add(r->diags, MSG(party_one), v->at, ARGS(r->key));
		p->n = 1;
	}
}

static void read_when(struct reader *r, const struct field *f, const struct value *v, void *to)
{
	struct text t;
	if (!narrow_scalar(r, v, &t))
		return;
	unsigned forms = f->type == FIELD_DAY ? DATE_TIME : DATE_PERIODS | DATE_RELATIVE;
	if (r->table)
		forms |= DATE_TABLE;
	struct when *w = to;
	w->at = t.at;
	switch (date_parse(t.s, forms, w)) {
	case DATE_OK:
		break;
	case DATE_BAD_FORM:
		diag_add(r->diags, f->type == FIELD_PERIOD ? MSG(period_form) : MSG(date_form),
			t.at, ARGS(t.s));
		break;
	case DATE_NO_SUCH_DAY:
		diag_add(r->diags, MSG(date_no_such_day), t.at, ARGS(t.s));
		break;
	case DATE_BACKWARDS:
		diag_add(r->diags, MSG(period_backwards), t.at, ARGS(t.s));
		break;
	}
}

static void read_repeat(struct reader *r, const struct value *v, void *to)
{
	struct text t;
	if (!narrow_scalar(r, v, &t))
		return;
	struct repeat *repeat = to;
	repeat->at = t.at;
	if (!repeat_parse(t.s, repeat)) {
		diag_add(r->diags, MSG(repeat_form), t.at, ARGS(t.s));
		repeat->kind = REPEAT_NONE;
	}
}

bool flag_read(struct str s, bool *ret_on)
{
	static const char *const yes[] = {"yes", "true", "on", "是", "1", "公开", "√"};
	static const char *const no[] = {"no", "false", "off", "否", "0", "不公开"};
	for (size_t i = 0; i < ARRAY_LEN(yes); i++)
		if (str_eq_nocase(s, str_from(yes[i]))) {
			*ret_on = true;
			return true;
		}
	for (size_t i = 0; i < ARRAY_LEN(no); i++)
		if (str_eq_nocase(s, str_from(no[i]))) {
			*ret_on = false;
			return true;
		}
	return false;
}

static void read_flag(struct reader *r, const struct value *v, void *to)
{
	struct flag *flag = to;
	struct text t;
	if (!narrow_scalar(r, v, &t))
		return;
	flag->set = flag_read(t.s, &flag->on);
	flag->at = t.at;
	if (!flag->set)
		diag_add(r->diags, MSG(flag_form), t.at, ARGS(t.s));
}

static void read_number(struct reader *r, const struct field *f, const struct value *v, void *to)
{
	struct text t;
	if (!narrow_scalar(r, v, &t))
		return;
	struct number *n = to;
	struct str digits = str_ends(t.s, STR("%")) ? str_sub(t.s, 0, t.s.n - 1) : t.s;
	n->written = t.s;
	n->at = t.at;
	n->set = str_to_number(str_trim(digits), &n->v);
	bool whole = n->set && n->v > -1e15 && n->v < 1e15 && (double)(int64_t)n->v == n->v;
	if (!n->set || (f->type == FIELD_INT && !whole)) {
		diag_add(r->diags, f->type == FIELD_INT ? MSG(integer_form) : MSG(number_form),
			t.at, ARGS(t.s));
		n->set = false;
	}
}

static void read_word(struct reader *r, const struct field *f, const struct value *v, void *to)
{
	struct text t;
	if (!narrow_scalar(r, v, &t))
		return;
	struct word *w = to;
	w->at = t.at;
	w->v = words_find(f->words, t.s);
	if (!w->v)
		diag_add(r->diags, MSG(word_unknown), t.at,
			ARGS(r->key, t.s, words_nearest(f->words, t.s),
				words_shown(r->arena, f->words, r->diags->lang)));
}

static void read_field(struct reader *r, const struct field *f, const struct value *v, char *out)
{
	void *to = out + f->at;
	switch (f->type) {
	case FIELD_TEXT:
		scalar(r, v, to);
		break;
	case FIELD_ID:
	case FIELD_NAME:
		read_id(r, f, v, to);
		break;
	case FIELD_TEXTS:
		read_texts(r, v, r->table, to);
		break;
	case FIELD_DAY:
	case FIELD_DUE:
	case FIELD_PERIOD:
		read_when(r, f, v, to);
		break;
	case FIELD_REPEAT:
		read_repeat(r, v, to);
		break;
	case FIELD_FLAG:
		read_flag(r, v, to);
		break;
	case FIELD_INT:
	case FIELD_NUMBER:
		read_number(r, f, v, to);
		break;
	case FIELD_WORD:
		read_word(r, f, v, to);
		break;
	case FIELD_PARTY:
	case FIELD_PARTIES:
	case FIELD_PARTIES_OR_TEXT:
		read_parties(r, f, v, to);
		break;
	case FIELD_RECORD:
		record_read(r, f->sub, v, to);
		break;
	case FIELD_RECORDS:
		*(struct records *)to = records_read(r, f->sub, v);
		break;
	case FIELD_ANY:
		*(const struct value **)to = v;
		break;
	}
}

/* 序号 in a table is a plain running number and says nothing. */
static bool is_running_number(struct reader *r, const struct value_pair *p)
{
	int64_t n;
	return r->table && str_eq(p->key, STR("序号")) && p->value.kind == VALUE_TEXT &&
	       str_to_int(utf8_narrow(r->arena, p->value.text), &n);
}

enum { MOST_FIELDS = 64 }; /* of a schema, as a rule */

/* What became of a field: the pair that set it, or a key that was likely meant for it. */
struct seen {
	const struct value_pair *pair;
	bool mistyped;
};

static void tell_unknown(
	struct reader *r, const struct schema *s, const struct value_pair *p, struct seen *seen)
{
	if (s->open || str_starts(p->key, STR("x-")) || is_running_number(r, p))
		return;
	struct str near = schema_nearest(s, p->key);
	const struct field *meant = near.n ? schema_field(s, near) : NULL;
	diag_add(r->diags, r->table ? MSG(column_name_unknown) : MSG(key_unknown), p->key_at,
		ARGS(p->key, near, schema_shown(s, r->diags->lang)));
	if (meant)
		seen[meant - s->fields].mistyped = true;
}

static void read_pair(struct reader *r, const struct schema *s, const struct value_pair *p,
	char *out, struct seen *seen)
{
	const struct field *f = schema_field(s, p->key);
	if (!f) {
		tell_unknown(r, s, p, seen);
		return;
	}
	struct seen *before = &seen[f - s->fields];
	if (before->pair)
		diag_add(
			r->diags, MSG(key_alias_twice), p->key_at, ARGS(p->key, before->pair->key));
	before->pair = p;
	if (value_is_empty(&p->value))
		return;
	r->key = p->key;
	read_field(r, f, &p->value, out);
}

/* What is not written is no day, and day 0 is one. */
static void clear_days(const struct schema *s, char *out)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct field *f = &s->fields[i];
		if (f->type == FIELD_DAY || f->type == FIELD_DUE || f->type == FIELD_PERIOD)
			*(struct when *)(void *)(out + f->at) =
				(struct when){.first = DAY_NONE, .last = DAY_NONE, .minutes = -1};
		else if (f->type == FIELD_RECORD)
			clear_days(f->sub, out + f->at); /* as deep as the tables nest */
	}
}

/* title（标题）; in a table, whose headings are mostly Chinese, 标题（title） */
static struct str shown_name(const struct reader *r, const struct field *f)
{
	struct str name = name_of(f), alias = alias_first(f->zh);
	if (r->diags->lang != LANG_ZH || !alias.n)
		return name;
	return STR_CAT(
		r->arena, r->table ? alias : name, STR("（"), r->table ? name : alias, STR("）"));
}

/* The row of headings, as far as this row of the table knows it. */
static struct span headings_of(const struct value *map)
{
	if (!map->n)
		return map->at;
	struct span first = map->pairs[0].key_at, last = map->pairs[map->n - 1].key_at;
	first.len = last.at + last.len - first.at;
	return first;
}

static void tell_missing(struct reader *r, const struct field *f, const struct value *map,
	const struct value_pair *p)
{
	if (r->table && p)
		diag_add(r->diags, MSG(cell_missing), p->value.at, ARGS(p->key));
	else if (r->table)
		diag_add(r->diags, MSG(heading_missing), headings_of(map), ARGS(shown_name(r, f)));
	else
		diag_add(r->diags, MSG(key_missing), p ? p->key_at : span_sub(map->at, 0, 1),
			ARGS(shown_name(r, f)));
}

static void tell_form(struct reader *r, const struct schema *s, struct span at)
{
	const struct field *f = s->fields;
	for (size_t i = s->n; i--;)
		if (s->fields[i].flags & FIELD_REQUIRED)
			f = &s->fields[i];
	diag_add(r->diags, MSG(record_form), at, ARGS(schema_shown(s, r->diags->lang), name_of(f)));
}

void record_read(struct reader *r, const struct schema *s, const struct value *map, void *out)
{
	struct record *record = out;
	record->at = map->at;
	record->raw = map;
	clear_days(s, out);
	/* Nothing at all lacks what is required, like a map that does not have it. */
	if (map->kind != VALUE_MAP && map->kind != VALUE_NULL) {
		tell_form(r, s, map->at);
		return;
	}
	struct seen few[MOST_FIELDS] = {0}, *seen = few;
	if (s->n > MOST_FIELDS)
		seen = NEW_N(r->arena, struct seen, s->n);
	for (size_t i = 0; i < map->n; i++)
		read_pair(r, s, &map->pairs[i], out, seen);
	for (size_t i = 0; i < s->n; i++) {
		const struct value_pair *p = seen[i].pair;
		bool missing = p ? value_is_empty(&p->value) : !seen[i].mistyped;
		if ((s->fields[i].flags & FIELD_REQUIRED) && missing)
			tell_missing(r, &s->fields[i], map, p);
	}
}

struct records records_read(struct reader *r, const struct schema *s, const struct value *list)
{
	struct records records = {.at = list->at};
	const struct value *items = list;
	size_t n = 1;
	if (list->kind == VALUE_LIST) {
		items = list->items;
		n = list->n;
	} else if (list->kind == VALUE_NULL) {
		n = 0;
	}
	char *out = arena_alloc_n(r->arena, s->size, n);
	for (size_t i = 0; i < n; i++)
		record_read(r, s, &items[i], out + i * s->size);
	records.items = out;
	records.n = n;
	return records;
}

struct str id_from_title(struct arena *a, struct str title)
{
	struct buf b = buf_new(a);
	while (title.n) {
		size_t n;
		uint32_t rune = rune_lower(utf8_decode(title, &n));
		title = str_after(title, n);
		if ((rune >= 'a' && rune <= 'z') || (rune >= '0' && rune <= '9') || rune == '_' ||
			rune_is_han(rune))
			buf_add_rune(&b, rune);
		else if (b.n && b.p[b.n - 1] != '-')
			buf_add_char(&b, '-');
	}
	if (b.n && b.p[b.n - 1] == '-')
		b.n--;
	return buf_str(&b);
}

static void tell_twice(struct reader *r, const struct text *id, const struct text *first)
{
	diag_add(r->diags, MSG(id_twice), id->at,
		ARGS(id->s, str_printf(r->arena, "%u", span_place(first->at).line)));
}

void ids_complete(struct reader *r, const struct schema *s, const struct records *records,
	size_t id_at, size_t title_at)
{
	struct map seen = {0};
	for (size_t i = 0; i < records->n; i++) {
		char *item = (char *)records->items + i * s->size;
		struct text *id = (struct text *)(void *)(item + id_at);
		const struct text *title = (const struct text *)(const void *)(item + title_at);
		if (!id->s.n && title->s.n) {
			id->s = id_from_title(r->arena, title->s);
			id->at = title->at;
			/* Two items of one title: the later one is told apart by its number. */
			struct str base = id->s;
			for (int k = 2; map_get(&seen, id->s); k++)
				id->s = str_printf(r->arena, "%.*s-%d", STR_FMT(base), k);
			diag_add(r->diags, MSG(id_from_title), title->at, ARGS(title->s, id->s));
		} else if (map_get(&seen, id->s)) {
			tell_twice(r, id, map_get(&seen, id->s));
		}
		if (id->s.n)
			map_put(r->arena, &seen, id->s, id);
	}
}
