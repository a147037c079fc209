/* SPDX-License-Identifier: MIT */
#include "render/json.h"

#include "doc/node.h"
#include "render/data_text.h"

enum { RECORD_DEPTH = 8 }; /* of schemas within schemas */

/* --- values --- */

void json_number(struct buf *out, double v)
{
	if (v - v != 0.0) /* neither infinity nor what is no number is JSON */
		BUF_LIT(out, "null");
	else if (v > -1e15 && v < 1e15 && (double)(int64_t)v == v)
		buf_add_int(out, (int64_t)v);
	else
		buf_printf(out, "%.15g", v);
}

static void add_value(struct buf *out, const struct value *v, int depth);

static void add_list(struct buf *out, const struct value *v, int depth)
{
	BUF_LIT(out, "[");
	for (size_t i = 0; i < v->n; i++) {
		buf_add(out, i ? STR(", ") : STR_NONE);
		add_value(out, &v->items[i], depth + 1);
	}
	BUF_LIT(out, "]");
}

static void add_map(struct buf *out, const struct value *v, int depth)
{
	struct json_map m = {out, ", ", false};
	BUF_LIT(out, "{");
	for (size_t i = 0; i < v->n; i++) {
		json_key(&m, v->pairs[i].key);
		add_value(out, &v->pairs[i].value, depth + 1);
	}
	BUF_LIT(out, "}");
}

static void add_value(struct buf *out, const struct value *v, int depth)
{
	if (depth > NODE_DEPTH_LIMIT) {
		BUF_LIT(out, "null");
		return;
	}
	switch (v->kind) {
	case VALUE_NULL:
		BUF_LIT(out, "null");
		break;
	case VALUE_BOOL:
		buf_add(out, v->flag ? STR("true") : STR("false"));
		break;
	case VALUE_NUMBER:
		json_number(out, v->number);
		break;
	case VALUE_TEXT:
	case VALUE_MARKUP:
		buf_add_json(out, v->text);
		break;
	case VALUE_LIST:
		add_list(out, v, depth);
		break;
	case VALUE_MAP:
		add_map(out, v, depth);
		break;
	}
}

void json_value(struct buf *out, const struct value *v)
{
	add_value(out, v, 0);
}

/* --- parts --- */

void json_key(struct json_map *m, struct str key)
{
	if (m->more)
		buf_add(m->out, str_from(m->between));
	m->more = true;
	buf_add_json(m->out, key);
	BUF_LIT(m->out, ": ");
}

void json_text(struct json_map *m, const char *key, struct str text)
{
	if (!text.n)
		return;
	json_key(m, str_from(key));
	buf_add_json(m->out, text);
}

void json_day(struct buf *out, day_t d)
{
	if (day_is_known(d))
		buf_add_json(out, day_iso(out->arena, d));
	else
		BUF_LIT(out, "null");
}

static void add_when(struct buf *out, const struct when *w)
{
	struct json_map m = {out, ", ", false};
	struct str text = data_when(out->arena, w);
	if (w->kind == WHEN_DAY) {
		buf_add_json(out, text);
		return;
	}
	BUF_LIT(out, "{");
	json_text(&m, "written", text);
	json_text(&m, "from", day_iso(out->arena, w->first));
	json_text(&m, "to", day_iso(out->arena, w->last));
	BUF_LIT(out, "}");
}

static void add_texts(struct buf *out, const struct texts *t)
{
	BUF_LIT(out, "[");
	for (size_t i = 0; i < t->n; i++) {
		buf_add(out, i ? STR(", ") : STR_NONE);
		buf_add_json(out, t->items[i].s);
	}
	BUF_LIT(out, "]");
}

void json_party(struct buf *out, const struct party *p)
{
	struct json_map m = {out, ", ", false};
	BUF_LIT(out, "{");
	json_text(&m, "id", p->id.s);
	json_text(&m, "name", p->name.s);
	BUF_LIT(out, "}");
}

static void add_ref(struct buf *out, const struct party_ref *ref)
{
	if (ref->party) {
		json_party(out, ref->party);
		return;
	}
	struct json_map m = {out, ", ", false};
	BUF_LIT(out, "{");
	if (ref->group)
		json_text(&m, "id", STR_CAT(out->arena, STR("*"), ref->group->id.s));
	json_text(&m, "name", ref->group ? ref->group->title.s : ref->name.s);
	BUF_LIT(out, "}");
}

void json_parties(struct buf *out, const struct parties *p)
{
	BUF_LIT(out, "[");
	for (size_t i = 0; i < p->n; i++) {
		buf_add(out, i ? STR(", ") : STR_NONE);
		add_ref(out, &p->items[i]);
	}
	BUF_LIT(out, "]");
}

/* --- records --- */

/* Whether the field says something; a record in its place does when it was written. */
static bool is_set(const struct field *f, const void *at)
{
	switch (f->type) {
	case FIELD_TEXT:
	case FIELD_ID:
	case FIELD_NAME:
		return ((const struct text *)at)->s.n;
	case FIELD_TEXTS:
		return ((const struct texts *)at)->n;
	case FIELD_DAY:
	case FIELD_DUE:
	case FIELD_PERIOD:
		return ((const struct when *)at)->kind != WHEN_NONE;
	case FIELD_REPEAT:
		return ((const struct repeat *)at)->kind != REPEAT_NONE;
	case FIELD_FLAG:
		return ((const struct flag *)at)->set;
	case FIELD_INT:
	case FIELD_NUMBER:
		return ((const struct number *)at)->set;
	case FIELD_WORD:
		return ((const struct word *)at)->v;
	case FIELD_PARTY:
	case FIELD_PARTIES:
	case FIELD_PARTIES_OR_TEXT:
		return ((const struct parties *)at)->n;
	case FIELD_RECORD:
		return !value_is_empty(((const struct record *)at)->raw);
	case FIELD_RECORDS:
		return ((const struct records *)at)->n;
	case FIELD_ANY:
		return !value_is_empty(*(const struct value *const *)at);
	}
	return false;
}

static void add_record(struct buf *out, const struct schema *s, const void *record, int depth);

static void add_records(
	struct buf *out, const struct schema *s, const struct records *records, int depth)
{
	BUF_LIT(out, "[");
	for (size_t i = 0; i < records->n; i++) {
		buf_add(out, i ? STR(", ") : STR_NONE);
		add_record(out, s, (const char *)records->items + i * s->size, depth);
	}
	BUF_LIT(out, "]");
}

static void add_text(struct buf *out, const struct field *f, const struct text *t)
{
	bool title = str_eq(str_from(f->name), STR("title"));
	buf_add_json(out, title ? form_plain_label(out->arena, t->s) : t->s);
}

static void add_field(struct buf *out, const struct field *f, const void *at, int depth)
{
	switch (f->type) {
	case FIELD_TEXT:
	case FIELD_ID:
	case FIELD_NAME:
		add_text(out, f, at);
		break;
	case FIELD_TEXTS:
		add_texts(out, at);
		break;
	case FIELD_DAY:
	case FIELD_DUE:
	case FIELD_PERIOD:
		add_when(out, at);
		break;
	case FIELD_REPEAT:
		buf_add_json(out, ((const struct repeat *)at)->written);
		break;
	case FIELD_FLAG:
		buf_add(out, ((const struct flag *)at)->on ? STR("true") : STR("false"));
		break;
	case FIELD_INT:
	case FIELD_NUMBER:
		json_number(out, ((const struct number *)at)->v);
		break;
	case FIELD_WORD:
		buf_add_json(out, str_from(f->words->rows[((const struct word *)at)->v - 1].name));
		break;
	case FIELD_PARTY:
		add_ref(out, ((const struct parties *)at)->items);
		break;
	case FIELD_PARTIES:
	case FIELD_PARTIES_OR_TEXT:
		json_parties(out, at);
		break;
	case FIELD_RECORD:
		add_record(out, f->sub, at, depth + 1);
		break;
	case FIELD_RECORDS:
		add_records(out, f->sub, at, depth + 1);
		break;
	case FIELD_ANY:
		json_value(out, *(const struct value *const *)at);
		break;
	}
}

static bool is_named(const char *const *names, const char *name)
{
	for (; names && *names; names++)
		if (str_eq(str_from(*names), str_from(name)))
			return true;
	return false;
}

static void add_fields(struct json_map *m, const struct schema *s, const void *record,
	const char *const *skip, int depth)
{
	for (size_t i = 0; i < s->n && depth < RECORD_DEPTH; i++) {
		const struct field *f = &s->fields[i];
		const void *at = data_field(f, record);
		if ((f->flags & FIELD_PRIVATE) || is_named(skip, f->name) || !is_set(f, at))
			continue;
		json_key(m, str_from(f->name));
		add_field(m->out, f, at, depth);
	}
}

void json_fields(
	struct json_map *m, const struct schema *s, const void *record, const char *const *skip)
{
	add_fields(m, s, record, skip, 0);
}

void json_free_keys(struct json_map *m, const struct value *raw)
{
	for (size_t i = 0; raw && raw->kind == VALUE_MAP && i < raw->n; i++)
		if (str_starts(raw->pairs[i].key, STR("x-"))) {
			json_key(m, raw->pairs[i].key);
			json_value(m->out, &raw->pairs[i].value);
		}
}

static void add_record(struct buf *out, const struct schema *s, const void *record, int depth)
{
	struct json_map m = {out, ", ", false};
	BUF_LIT(out, "{");
	add_fields(&m, s, record, NULL, depth);
	json_free_keys(&m, ((const struct record *)record)->raw);
	BUF_LIT(out, "}");
}

void json_render_records(struct buf *out, const struct schema *s, const struct records *records)
{
	BUF_LIT(out, "[");
	for (size_t i = 0; i < records->n; i++) {
		buf_add(out, i ? STR(",\n") : STR("\n"));
		add_record(out, s, (const char *)records->items + i * s->size, 0);
	}
	BUF_LIT(out, "\n]");
}
