/* SPDX-License-Identifier: MIT */
/* What reads: names, fields, items of lists, words and links. */
#include "render/template_run.h"

#include "base/arena.h"
#include "base/nearest.h"
#include "base/path.h"
#include "base/utf8.h"
#include "doc/messages.h"
#include "render/template_known.h"

/* --- names --- */

static const struct value *find_name(const struct run *r, struct str name)
{
	const struct value *v = value_get(r->page, name);
	return v ? v : map_get(r->globals, name);
}

_Noreturn static void unknown_name(lua_State *L, const struct run *r, const struct name_use *use)
{
	struct nearest near = nearest_to(use->name);
	for (const struct known *k = use->visible; k; k = k->outer)
		if (!str_eq(k->name, use->name)) /* one that is not set yet is no help */
			nearest_try(&near, k->name);
	for (size_t i = 0; i < r->page->n; i++)
		nearest_try(&near, r->page->pairs[i].key);
	for (size_t i = 0; i < r->globals->n; i++)
		nearest_try(&near, r->globals->items[i].key);
	run_fail(L, MSG(template_variable), ARGS(use->name, near.best));
}

/* The value of the name whose index stands at 1, its place at 2. */
static const struct value *name_arg(lua_State *L)
{
	const struct run *r = run_place(L, 2);
	const struct name_use *use = &r->program->names.items[lua_tointeger(L, 1)];
	const struct value *v = find_name(r, use->name);
	if (!v)
		unknown_name(L, r, use);
	return v;
}

static int f_name(lua_State *L)
{
	return run_push(L, name_arg(L));
}

static int f_soft_name(lua_State *L)
{
	const struct run *r = run_of(L);
	const struct value *v = find_name(r, r->program->names.items[lua_tointeger(L, 1)].name);
	return v ? run_push(L, v) : 0;
}

/* --- fields and items --- */

_Noreturn static void unknown_field(lua_State *L, const struct value *v, struct str name)
{
	if (v->kind != VALUE_MAP)
		run_fail(L, MSG(template_no_field),
			ARGS(name, value_kind_word(v->kind, run_of(L)->diags->lang),
				value_is_empty(v) ? STR("…") : STR_NONE));
	struct nearest near = nearest_to(name);
	for (size_t i = 0; i < v->n; i++)
		nearest_try(&near, v->pairs[i].key);
	run_fail(L, MSG(template_field), ARGS(name, near.best));
}

/* Its field, whose name has the index at `at`; its place stands behind. */
static int push_field(lua_State *L, const struct value *v, int at)
{
	const struct run *r = run_place(L, at + 1);
	struct str name = r->program->names.items[lua_tointeger(L, at)].name;
	const struct value *found = value_get(v, name);
	if (!found)
		unknown_field(L, v, name);
	return run_push(L, found);
}

static int f_field(lua_State *L)
{
	struct value tmp;
	return push_field(L, run_arg(L, 1, &tmp), 2);
}

static int f_path(lua_State *L)
{
	return push_field(L, name_arg(L), 3);
}

static int f_soft_field(lua_State *L)
{
	const struct run *r = run_of(L);
	struct value tmp;
	struct str name = r->program->names.items[lua_tointeger(L, 2)].name;
	const struct value *found = value_get(run_arg(L, 1, &tmp), name);
	return found ? run_push(L, found) : 0;
}

/* Item `at` of a list, from the end where it is negative; NULL: there is none. */
static const struct value *item_at(const struct value *list, double at)
{
	if (at < 0)
		at += (double)list->n;
	return at >= 0 && at < (double)list->n ? &list->items[(size_t)at] : NULL;
}

static int f_index(lua_State *L)
{
	run_place(L, 3);
	struct value tmp, key_tmp;
	char number[NUMBER_SIZE];
	const struct value *v = run_arg(L, 1, &tmp), *key = run_arg(L, 2, &key_tmp), *found;
	double at;
	if (v->kind == VALUE_LIST) {
		if (!value_as_number(key, &at))
			run_fail_type(L, VALUE_NUMBER, key);
		found = item_at(v, at);
		if (!found) {
			char count[NUMBER_SIZE];
			run_fail(L, MSG(template_index),
				ARGS(run_text(L, key, number),
					value_number_text((double)v->n, count)));
		}
	} else {
		found = value_get(v, run_text(L, key, number));
		if (!found)
			unknown_field(L, v, run_text(L, key, number));
	}
	return run_push(L, found);
}

static int f_soft_index(lua_State *L)
{
	struct value tmp, key_tmp;
	const struct value *v = run_arg(L, 1, &tmp), *key = run_arg(L, 2, &key_tmp);
	const struct value *found = NULL;
	double at;
	if (v->kind == VALUE_LIST && value_as_number(key, &at))
		found = item_at(v, at);
	else if (v->kind == VALUE_MAP && key->kind == VALUE_TEXT)
		found = value_get(v, key->text);
	return found ? run_push(L, found) : 0;
}

/* One end of a slice of n items. */
static size_t slice_end(lua_State *L, int index, size_t n, size_t without)
{
	struct value tmp;
	double at;
	if (lua_isnil(L, index))
		return without;
	const struct value *v = run_arg(L, index, &tmp);
	if (!value_as_number(v, &at))
		run_fail_type(L, VALUE_NUMBER, v);
	if (at < 0)
		at += (double)n;
	return at <= 0 ? 0 : at >= (double)n ? n : (size_t)at;
}

static int f_slice(lua_State *L)
{
	run_place(L, 4);
	struct value tmp;
	const struct value *v = run_arg(L, 1, &tmp);
	if (v->kind != VALUE_LIST && v->kind != VALUE_TEXT)
		run_fail_type(L, VALUE_LIST, v);
	size_t n = v->kind == VALUE_LIST ? v->n : utf8_count(v->text);
	size_t from = slice_end(L, 2, n, 0), to = slice_end(L, 3, n, n);
	if (to < from)
		to = from;
	if (v->kind == VALUE_TEXT)
		return run_push_new(L, value_text(run_part(v->text, from, to)));
	struct value part = value_list();
	part.items = v->n ? v->items + from : NULL;
	part.n = to - from;
	return run_push_new(L, part);
}

static int f_list(lua_State *L)
{
	struct run *r = run_of(L);
	struct value list = value_list(), tmp;
	lua_Unsigned n = lua_rawlen(L, 1);
	for (lua_Unsigned i = 1; i <= n; i++) {
		lua_rawgeti(L, 1, (lua_Integer)i);
		value_add(r->scratch, &list, *run_arg(L, -1, &tmp));
		lua_pop(L, 1);
	}
	return run_push_new(L, list);
}

/* --- truth --- */

static int f_truth(lua_State *L)
{
	struct value tmp;
	lua_pushboolean(L, value_truth(run_arg(L, 1, &tmp)));
	return 1;
}

static int first_if(lua_State *L, bool yes)
{
	lua_settop(L, 1);
	return yes;
}

static int f_truthy(lua_State *L)
{
	struct value tmp;
	return first_if(L, value_truth(run_arg(L, 1, &tmp)));
}

static int f_falsy(lua_State *L)
{
	struct value tmp;
	return first_if(L, !value_truth(run_arg(L, 1, &tmp)));
}

/* For `default`: what says something. 0 and false do. */
static int f_full(lua_State *L)
{
	struct value tmp;
	if (lua_isnil(L, 1))
		return 0;
	const struct value *v = run_arg(L, 1, &tmp);
	return first_if(L, v->kind == VALUE_BOOL || v->kind == VALUE_NUMBER || value_truth(v));
}

static int f_bool(lua_State *L)
{
	static const struct value yes = {.kind = VALUE_BOOL, .flag = true};
	static const struct value no = {.kind = VALUE_BOOL};
	return run_push(L, lua_toboolean(L, 1) ? &yes : &no);
}

/* --- loops --- */

static int f_count(lua_State *L)
{
	run_place(L, 2);
	struct value tmp;
	const struct value *v = run_arg(L, 1, &tmp);
	bool pairs = lua_toboolean(L, 3);
	size_t n = 0;
	if (v->kind == VALUE_MAP || (v->kind == VALUE_LIST && !pairs))
		n = v->n;
	else if (!value_is_empty(v) && !(v->kind == VALUE_LIST && v->n == 0))
		run_fail_type(L, pairs ? VALUE_MAP : VALUE_LIST, v);
	lua_pushinteger(L, (lua_Integer)n);
	return 1;
}

static int f_at(lua_State *L)
{
	const struct value *v = lua_touserdata(L, 1);
	size_t i = (size_t)lua_tointeger(L, 2) - 1;
	return v->kind == VALUE_MAP ? run_push_new(L, value_text(v->pairs[i].key))
				    : run_push(L, &v->items[i]);
}

static int f_pair(lua_State *L)
{
	const struct value *v = lua_touserdata(L, 1);
	size_t i = (size_t)lua_tointeger(L, 2) - 1;
	return run_push_new(L, value_text(v->pairs[i].key)) + run_push(L, &v->pairs[i].value);
}

/* --- functions of the language --- */

static const struct value *find_word(lua_State *L, const struct run *r, const struct value *key)
{
	char number[NUMBER_SIZE];
	struct str name = run_text(L, key, number);
	const struct value *word = map_get(r->words, name);
	if (word)
		return word;
	struct nearest near = nearest_to(name);
	for (size_t i = 0; i < r->words->n; i++)
		nearest_try(&near, r->words->items[i].key);
	run_fail(L, MSG(template_word), ARGS(name, near.best));
}

/* word(place, key, name, value, place, name, value, place …) */
static int f_word(lua_State *L)
{
	struct run *r = run_place(L, 1);
	struct value key_tmp, tmp;
	char number[NUMBER_SIZE];
	const struct value *found = find_word(L, r, run_arg(L, 2, &key_tmp));
	struct str word = found->text;
	int n = lua_gettop(L);
	if (n == 2)
		return run_push(L, found);
	for (int i = 3; i < n; i += 3) {
		run_place(L, i + 2);
		const struct value *name = lua_touserdata(L, i);
		struct str mark = STR_CAT(r->scratch, STR("{"), name->text, STR("}"));
		if (!str_has(word, mark))
			run_fail(L, MSG(template_word_mark), ARGS(word, mark));
		struct str by = run_text(L, run_arg(L, i + 1, &tmp), number);
		word = str_replace(r->scratch, word, mark, by);
	}
	return run_push_new(L, value_text(word));
}

/* Addresses that do not lie in the site: with a scheme, of a host, or of a place in the page. */
static bool is_foreign(struct str url)
{
	if (str_starts(url, STR("/")) || str_starts(url, STR("#")) || str_starts(url, STR("?")))
		return true;
	for (size_t i = 0; i < url.n && url.p[i] != '/'; i++)
		if (url.p[i] == ':')
			return true;
	return false;
}

static int f_link(lua_State *L)
{
	struct run *r = run_place(L, 2);
	struct value tmp;
	char number[NUMBER_SIZE];
	const struct value *v = run_arg(L, 1, &tmp);
	struct str url = run_text(L, v, number);
	if (v->kind == VALUE_NUMBER)
		run_fail_type(L, VALUE_TEXT, v);
	if (!url.n || is_foreign(url))
		return run_push(L, v);
	/* A page that is seen at any address cannot name others by the way from its own. */
	if (!r->page_file.n) {
		const struct value *base =
			value_get(map_get(r->globals, STR("site")), STR("base_url"));
		struct str root = value_is_empty(base) ? STR("/") : base->text;
		return run_push_new(L, value_text(STR_CAT(r->scratch, root, url)));
	}
	struct str relative = path_relative(r->scratch, r->page_file, url);
	if (is_foreign(relative))
		relative = STR_CAT(r->scratch, STR("./"), relative);
	return run_push_new(L, value_text(relative));
}

void run_open_values(lua_State *L)
{
	lua_register(L, "name", f_name);
	lua_register(L, "soft_name", f_soft_name);
	lua_register(L, "field", f_field);
	lua_register(L, "path", f_path);
	lua_register(L, "soft_field", f_soft_field);
	lua_register(L, "index", f_index);
	lua_register(L, "soft_index", f_soft_index);
	lua_register(L, "slice", f_slice);
	lua_register(L, "list", f_list);
	lua_register(L, "truth", f_truth);
	lua_register(L, "truthy", f_truthy);
	lua_register(L, "falsy", f_falsy);
	lua_register(L, "full", f_full);
	lua_register(L, "bool", f_bool);
	lua_register(L, "count", f_count);
	lua_register(L, "at", f_at);
	lua_register(L, "pair", f_pair);
	lua_register(L, "word", f_word);
	lua_register(L, "link", f_link);
}
