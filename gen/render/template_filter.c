/* SPDX-License-Identifier: MIT */
/* The filters. To add one: its function and its row; `default` is in the compiler, as it works on
 * what is missing. */
#include "render/template_filter.h"

#include <math.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/nearest.h"
#include "base/utf8.h"
#include "doc/messages.h"
#include "render/json.h"
#include "render/template_run.h"

enum { VALUE_AT = 1, PLACE_AT, FIRST_PARAM, SECOND_PARAM }; /* on Lua's stack */

static struct str text_arg(lua_State *L, int index, char *number)
{
	struct value tmp;
	const struct value *v = run_arg(L, index, &tmp);
	if (v->kind == VALUE_MARKUP)
		run_fail_type(L, VALUE_TEXT, v);
	return run_text(L, v, number);
}

static const struct value *list_arg(lua_State *L)
{
	static const struct value none = {.kind = VALUE_LIST};
	struct value tmp;
	const struct value *v = run_arg(L, VALUE_AT, &tmp);
	if (value_is_empty(v))
		return &none;
	if (v->kind != VALUE_LIST)
		run_fail_type(L, VALUE_LIST, v);
	return v;
}

static int f_length(lua_State *L)
{
	run_place(L, PLACE_AT);
	struct value tmp;
	const struct value *v = run_arg(L, VALUE_AT, &tmp);
	size_t n = v->n;
	if (v->kind == VALUE_TEXT || v->kind == VALUE_MARKUP)
		n = utf8_count(v->text);
	else if (v->kind != VALUE_LIST && v->kind != VALUE_MAP && v->kind != VALUE_NULL)
		run_fail_type(L, VALUE_LIST, v);
	lua_pushnumber(L, (lua_Number)n);
	return 1;
}

/* The item, or the field of it that a parameter names. */
static const struct value *field_of(lua_State *L, const struct value *item, int param)
{
	char number[NUMBER_SIZE];
	if (lua_isnil(L, param))
		return item;
	struct str name = text_arg(L, param, number);
	const struct value *found = value_get(item, name);
	if (found)
		return found;
	struct nearest near = nearest_to(name);
	for (size_t i = 0; item->kind == VALUE_MAP && i < item->n; i++)
		nearest_try(&near, item->pairs[i].key);
	run_fail(L, MSG(template_field), ARGS(name, near.best));
}

static int f_join(lua_State *L)
{
	struct run *r = run_place(L, PLACE_AT);
	char number[NUMBER_SIZE];
	struct str between = STR_NONE;
	const struct value *list = list_arg(L);
	if (!lua_isnil(L, FIRST_PARAM))
		between = text_arg(L, FIRST_PARAM, number);
	between = str_copy(r->scratch, between);
	bool markup = false;
	for (size_t i = 0; i < list->n; i++)
		markup = markup || field_of(L, &list->items[i], SECOND_PARAM)->kind == VALUE_MARKUP;
	struct buf b = run_buf(r);
	for (size_t i = 0; i < list->n; i++) {
		const struct value *v = field_of(L, &list->items[i], SECOND_PARAM);
		void (*add)(struct buf *, struct str) = markup ? buf_add_html : buf_add;
		if (i)
			add(&b, between);
		if (v->kind == VALUE_MARKUP)
			add = buf_add;
		add(&b, run_text(L, v, number));
	}
	return run_push_text(L, &b, markup);
}

/* ASCII letters only; others have no place in the words of an interface. */
static int change_case(lua_State *L, char first, int by)
{
	struct run *r = run_place(L, PLACE_AT);
	char number[NUMBER_SIZE];
	struct str s = text_arg(L, VALUE_AT, number);
	struct buf b = run_buf(r);
	for (size_t i = 0; i < s.n; i++) {
		bool change = s.p[i] >= first && s.p[i] < first + 26;
		buf_add_char(&b, change ? (char)(s.p[i] + by) : s.p[i]);
	}
	return run_push_text(L, &b, false);
}

static int f_upper(lua_State *L)
{
	return change_case(L, 'a', 'A' - 'a');
}

static int f_lower(lua_State *L)
{
	return change_case(L, 'A', 'a' - 'A');
}

static int end_item(lua_State *L, bool last)
{
	static const struct value nothing = {.kind = VALUE_TEXT};
	run_place(L, PLACE_AT);
	const struct value *list = list_arg(L);
	return run_push(L, list->n ? &list->items[last ? list->n - 1 : 0] : &nothing);
}

static int f_first(lua_State *L)
{
	return end_item(L, false);
}

static int f_last(lua_State *L)
{
	return end_item(L, true);
}

static int f_json(lua_State *L)
{
	struct run *r = run_place(L, PLACE_AT);
	struct value tmp;
	struct buf b = run_buf(r);
	json_value(&b, run_arg(L, VALUE_AT, &tmp));
	return run_push_text(L, &b, false);
}

static int f_replace(lua_State *L)
{
	struct run *r = run_place(L, PLACE_AT);
	char numbers[3][NUMBER_SIZE];
	struct str s = text_arg(L, VALUE_AT, numbers[0]);
	struct str what = text_arg(L, FIRST_PARAM, numbers[1]);
	struct str by = text_arg(L, SECOND_PARAM, numbers[2]);
	struct buf b = run_buf(r);
	size_t at;
	while (what.n && (at = str_find(s, what)) != SIZE_MAX) {
		buf_add(&b, str_sub(s, 0, at));
		buf_add(&b, by);
		s = str_after(s, at + what.n);
	}
	buf_add(&b, s);
	return run_push_text(L, &b, false);
}

static int f_trim(lua_State *L)
{
	struct run *r = run_place(L, PLACE_AT);
	struct value tmp;
	char number[NUMBER_SIZE];
	const struct value *v = run_arg(L, VALUE_AT, &tmp);
	struct buf b = run_buf(r);
	buf_add(&b, str_trim(run_text(L, v, number)));
	return run_push_text(L, &b, v->kind == VALUE_MARKUP);
}

static int f_urlencode(lua_State *L)
{
	struct run *r = run_place(L, PLACE_AT);
	char number[NUMBER_SIZE];
	struct buf b = run_buf(r);
	run_add_component(&b, text_arg(L, VALUE_AT, number));
	return run_push_text(L, &b, false);
}

static int f_truncate(lua_State *L)
{
	struct run *r = run_place(L, PLACE_AT);
	struct value tmp;
	char numbers[2][NUMBER_SIZE];
	double length;
	struct str s = text_arg(L, VALUE_AT, numbers[0]), end = STR("…");
	const struct value *v = run_arg(L, FIRST_PARAM, &tmp);
	if (!value_as_number(v, &length))
		run_fail_type(L, VALUE_NUMBER, v);
	if (!lua_isnil(L, SECOND_PARAM))
		end = text_arg(L, SECOND_PARAM, numbers[1]);
	struct buf b = run_buf(r);
	bool cut = length < (double)utf8_count(s);
	buf_add(&b, cut ? str_trim(run_part(s, 0, length > 0 ? (size_t)length : 0)) : s);
	if (cut)
		buf_add(&b, end);
	return run_push_text(L, &b, false);
}

/* The keys of a map, the characters of a text, a list as it is. */
static int f_list(lua_State *L)
{
	struct run *r = run_place(L, PLACE_AT);
	struct value tmp, list = value_list();
	const struct value *v = run_arg(L, VALUE_AT, &tmp);
	if (v->kind == VALUE_MAP) {
		run_reserve(L, v->n);
		for (size_t i = 0; i < v->n; i++)
			value_add(r->scratch, &list, value_text(v->pairs[i].key));
	} else if (v->kind == VALUE_TEXT) {
		size_t n;
		run_reserve(L, v->text.n);
		for (struct str s = v->text; s.n; s = str_after(s, n)) {
			utf8_decode(s, &n);
			value_add(r->scratch, &list, value_text(str_sub(s, 0, n)));
		}
	} else {
		return run_push(L, list_arg(L));
	}
	return run_push_new(L, list);
}

static struct value copy_list(lua_State *L, struct run *r)
{
	const struct value *v = list_arg(L);
	struct value list = value_list();
	run_reserve(L, v->n);
	for (size_t i = 0; i < v->n; i++)
		value_add(r->scratch, &list, v->items[i]);
	return list;
}

static int f_reverse(lua_State *L)
{
	struct run *r = run_place(L, PLACE_AT);
	struct value list = copy_list(L, r);
	for (size_t i = 0; i < list.n / 2; i++) {
		struct value swap = list.items[i];
		list.items[i] = list.items[list.n - 1 - i];
		list.items[list.n - 1 - i] = swap;
	}
	return run_push_new(L, list);
}

struct sort_key {
	const struct value *value;
	size_t at; /* equal ones keep their order */
};

static int by_key(const void *x, const void *y)
{
	const struct sort_key *a = x, *b = y;
	int c = 0;
	if (a->value->kind == VALUE_NUMBER)
		c = (a->value->number > b->value->number) - (a->value->number < b->value->number);
	else
		c = str_cmp(a->value->text, b->value->text);
	return c ? c : (a->at > b->at) - (a->at < b->at);
}

/* Numbers by size or texts by their characters, but no mixture. */
static int f_sort(lua_State *L)
{
	struct run *r = run_place(L, PLACE_AT);
	const struct value *from = list_arg(L);
	run_reserve(L, from->n);
	struct sort_key *keys = NEW_N(r->scratch, struct sort_key, from->n + 1);
	for (size_t i = 0; i < from->n; i++) {
		keys[i] = (struct sort_key){field_of(L, &from->items[i], FIRST_PARAM), i};
		enum value_kind first = keys[0].value->kind;
		if (first != VALUE_NUMBER && first != VALUE_TEXT)
			run_fail_type(L, VALUE_TEXT, keys[0].value);
		if (keys[i].value->kind != first)
			run_fail_type(L, first, keys[i].value);
	}
	lua_charge(L, from->n * 16);
	qsort(keys, from->n, sizeof(*keys), by_key);
	struct value list = value_list();
	for (size_t i = 0; i < from->n; i++)
		value_add(r->scratch, &list, from->items[keys[i].at]);
	return run_push_new(L, list);
}

static int f_abs(lua_State *L)
{
	run_place(L, PLACE_AT);
	struct value tmp;
	double n;
	const struct value *v = run_arg(L, VALUE_AT, &tmp);
	if (!value_as_number(v, &n))
		run_fail_type(L, VALUE_NUMBER, v);
	lua_pushnumber(L, fabs(n));
	return 1;
}

const struct template_filter template_filters[] = {
	{"abs", f_abs, {NULL}, 0},
	{"first", f_first, {NULL}, 0},
	{"join", f_join, {"separator", "attribute"}, 0},
	{"json", f_json, {NULL}, 0},
	{"last", f_last, {NULL}, 0},
	{"length", f_length, {NULL}, 0},
	{"list", f_list, {NULL}, 0},
	{"lower", f_lower, {NULL}, 0},
	{"replace", f_replace, {"old", "new"}, 2},
	{"reverse", f_reverse, {NULL}, 0},
	{"sort", f_sort, {"attribute"}, 0},
	{"trim", f_trim, {NULL}, 0},
	{"truncate", f_truncate, {"length", "end"}, 1},
	{"upper", f_upper, {NULL}, 0},
	{"urlencode", f_urlencode, {NULL}, 0},
};
const size_t n_template_filters = ARRAY_LEN(template_filters);

void run_open_filters(lua_State *L)
{
	for (size_t i = 0; i < n_template_filters; i++) {
		struct str name = str_from(template_filters[i].name);
		lua_pushcfunction(L, template_filters[i].fn);
		lua_setglobal(L,
			str_cstr(run_of(L)->scratch, STR_CAT(run_of(L)->scratch, STR("f_"), name)));
	}
}
