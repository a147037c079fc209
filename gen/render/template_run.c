/* SPDX-License-Identifier: MIT */
/* What all functions that compiled templates call stand on: arguments, results, failure, values. */
#include "render/template_run.h"

#include <math.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "doc/messages.h"

enum { SCRATCH_LIMIT = 64 * 1024 * 1024 };

struct run *run_of(lua_State *L)
{
	return lua_host_owner(L);
}

void run_fail(lua_State *L, const struct message *m, struct args args)
{
	struct run *r = run_of(L);
	diag_add(r->diags, m, r->program->places.items[r->place], args);
	r->reported = true;
	lua_pushnil(L);
	for (;;) /* it does not come back */
		lua_error(L);
}

const struct value *run_arg(lua_State *L, int index, struct value *tmp)
{
	const struct value *v = lua_touserdata(L, index);
	if (v)
		return v;
	*tmp = value_number(lua_tonumber(L, index));
	return tmp;
}

struct run *run_place(lua_State *L, int index)
{
	struct run *r = run_of(L);
	r->place = (uint32_t)lua_tointeger(L, index);
	return r;
}

struct str run_source(const struct run *r)
{
	return span_text(r->program->places.items[r->place]);
}

int run_push(lua_State *L, const struct value *v)
{
	if (v->kind == VALUE_NUMBER)
		lua_pushnumber(L, v->number);
	else
		lua_pushlightuserdata(L, (void *)(uintptr_t)v);
	return 1;
}

int run_push_new(lua_State *L, struct value v)
{
	struct run *r = run_of(L);
	if (arena_used(r->scratch) > SCRATCH_LIMIT)
		run_fail(L, MSG(template_memory), NO_ARGS);
	return run_push(L, arena_copy(r->scratch, &v, sizeof(v)));
}

void run_reserve(lua_State *L, size_t n)
{
	size_t used = arena_used(run_of(L)->scratch);
	/* Twice, since a list grows by doubling. */
	if (used > SCRATCH_LIMIT || n > (SCRATCH_LIMIT - used) / sizeof(struct value) / 2)
		run_fail(L, MSG(template_memory), NO_ARGS);
	lua_charge(L, n);
}

struct buf run_buf(struct run *r)
{
	struct buf b = buf_new(r->scratch);
	b.limit = SCRATCH_LIMIT / 4;
	return b;
}

int run_push_text(lua_State *L, const struct buf *b, bool markup)
{
	if (b->full)
		run_fail(L, MSG(template_memory), NO_ARGS);
	lua_charge(L, b->n / 4);
	return run_push_new(L, markup ? value_markup(buf_str(b)) : value_text(buf_str(b)));
}

void run_add_component(struct buf *b, struct str s)
{
	static const char hex[] = "0123456789ABCDEF";
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i], letter = c | 0x20;
		if ((letter >= 'a' && letter <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
			c == '_' || c == '.' || c == '~') {
			buf_add_char(b, (char)c);
		} else {
			buf_add_char(b, '%');
			buf_add_char(b, hex[c >> 4]);
			buf_add_char(b, hex[c & 15]);
		}
	}
}

struct str run_part(struct str s, size_t from, size_t to)
{
	size_t begin = 0, count = 0, at = 0;
	for (size_t n; at < s.n && count < to; at += n, count++) {
		if (count == from)
			begin = at;
		utf8_decode(str_after(s, at), &n);
	}
	return from >= count ? STR_NONE : str_sub(s, begin, at);
}

struct str value_number_text(double n, char *number)
{
	/* Whole numbers up to 2^53 are exact, and shown without a point. */
	bool whole = n >= -9007199254740992.0 && n <= 9007199254740992.0 && n == floor(n);
	int len = whole ? snprintf(number, NUMBER_SIZE, "%lld", (long long)n)
			: snprintf(number, NUMBER_SIZE, "%.14g", n);
	return (struct str){number, (size_t)len};
}

struct str run_text(lua_State *L, const struct value *v, char *number)
{
	switch (v->kind) {
	case VALUE_NULL:
		return STR_NONE;
	case VALUE_BOOL:
		return v->flag ? STR("true") : STR("false");
	case VALUE_NUMBER:
		return value_number_text(v->number, number);
	case VALUE_TEXT:
	case VALUE_MARKUP:
		return v->text;
	case VALUE_LIST:
	case VALUE_MAP:
		break;
	}
	run_fail_type(L, VALUE_TEXT, v);
}

bool value_truth(const struct value *v)
{
	switch (v->kind) {
	case VALUE_NULL:
		return false;
	case VALUE_BOOL:
		return v->flag;
	case VALUE_NUMBER:
		return v->number != 0;
	case VALUE_TEXT:
	case VALUE_MARKUP:
		return v->text.n != 0;
	case VALUE_LIST:
	case VALUE_MAP:
		break;
	}
	return v->n != 0;
}

bool value_as_number(const struct value *v, double *ret_number)
{
	if (v->kind == VALUE_NUMBER) {
		*ret_number = v->number;
		return true;
	}
	return v->kind == VALUE_TEXT && str_to_number(v->text, ret_number);
}

static bool is_text(const struct value *v)
{
	return v->kind == VALUE_TEXT || v->kind == VALUE_MARKUP;
}

bool value_equal(const struct value *a, const struct value *b)
{
	double x, y;
	if (is_text(a) && is_text(b))
		return str_eq(a->text, b->text);
	if (a->kind == VALUE_NUMBER || b->kind == VALUE_NUMBER)
		return value_as_number(a, &x) && value_as_number(b, &y) && x == y;
	if (a->kind != b->kind)
		return false;
	if (a->kind == VALUE_BOOL)
		return a->flag == b->flag;
	/* Lists and maps are equal if they are one and the same, or both empty. */
	return a->kind == VALUE_NULL ||
	       (a->n == b->n && (!a->n || (a->items == b->items && a->pairs == b->pairs)));
}

struct str value_kind_word(enum value_kind kind, enum lang lang)
{
	static const char *const names[][N_LANGS] = {
		[VALUE_NULL] = {"空值", "nothing"},
		[VALUE_BOOL] = {"真假值", "true or false"},
		[VALUE_NUMBER] = {"数字", "a number"},
		[VALUE_TEXT] = {"文字", "text"},
		[VALUE_MARKUP] = {"HTML", "HTML"},
		[VALUE_LIST] = {"列表", "a list"},
		[VALUE_MAP] = {"一组键值", "a map"},
	};
	return str_from(names[kind][lang]);
}

void run_fail_type(lua_State *L, enum value_kind wanted, const struct value *found)
{
	struct run *r = run_of(L);
	enum lang lang = r->diags->lang;
	struct str excerpt = found->kind == VALUE_TEXT ? found->text : STR_NONE;
	run_fail(L, MSG(template_type),
		ARGS(run_source(r), value_kind_word(wanted, lang),
			value_kind_word(found->kind, lang), excerpt));
}
