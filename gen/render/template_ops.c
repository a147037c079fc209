/* SPDX-License-Identifier: MIT */
/* Operators. Numbers count; text that is a number counts as one, since YAML's numbers come as text.
 */
#include "render/template_run.h"

#include <math.h>

#include "base/arena.h"
#include "doc/messages.h"

static double number_arg(lua_State *L, int index)
{
	struct value tmp;
	double n;
	const struct value *v = run_arg(L, index, &tmp);
	if (!value_as_number(v, &n))
		run_fail_type(L, VALUE_NUMBER, v);
	return n;
}

static int push_number(lua_State *L, double n)
{
	if (!isfinite(n))
		run_fail(L, MSG(template_arithmetic), ARGS(run_source(run_of(L))));
	lua_pushnumber(L, n);
	return 1;
}

static int f_add(lua_State *L)
{
	run_place(L, 3);
	return push_number(L, number_arg(L, 1) + number_arg(L, 2));
}

static int f_sub(lua_State *L)
{
	run_place(L, 3);
	return push_number(L, number_arg(L, 1) - number_arg(L, 2));
}

static int f_mul(lua_State *L)
{
	run_place(L, 3);
	return push_number(L, number_arg(L, 1) * number_arg(L, 2));
}

/* The divisor, which may not be 0. */
static double divisor_arg(lua_State *L, int index)
{
	double n = number_arg(L, index);
	if (n == 0)
		run_fail(L, MSG(template_arithmetic), ARGS(run_source(run_of(L))));
	return n;
}

static int f_div(lua_State *L)
{
	run_place(L, 3);
	return push_number(L, number_arg(L, 1) / divisor_arg(L, 2));
}

static int f_floor_div(lua_State *L)
{
	run_place(L, 3);
	return push_number(L, floor(number_arg(L, 1) / divisor_arg(L, 2)));
}

/* As Python: the result has the sign of the divisor. */
static int f_mod(lua_State *L)
{
	run_place(L, 3);
	double a = number_arg(L, 1), b = divisor_arg(L, 2), m = fmod(a, b);
	return push_number(L, m != 0 && (m < 0) != (b < 0) ? m + b : m);
}

/* Below, at or above 0. Two texts go by their characters, which is right for ISO dates. */
static int compare(lua_State *L)
{
	run_place(L, 3);
	struct value tmp_a, tmp_b;
	const struct value *a = run_arg(L, 1, &tmp_a), *b = run_arg(L, 2, &tmp_b);
	if (a->kind == VALUE_TEXT && b->kind == VALUE_TEXT)
		return str_cmp(a->text, b->text);
	double x = number_arg(L, 1), y = number_arg(L, 2);
	return (x > y) - (x < y);
}

static int f_lt(lua_State *L)
{
	lua_pushboolean(L, compare(L) < 0);
	return 1;
}

static int f_le(lua_State *L)
{
	lua_pushboolean(L, compare(L) <= 0);
	return 1;
}

static int f_eq(lua_State *L)
{
	struct value tmp_a, tmp_b;
	const struct value *a = run_arg(L, 1, &tmp_a), *b = run_arg(L, 2, &tmp_b);
	lua_pushboolean(L, value_equal(a, b));
	return 1;
}

static bool is_within(lua_State *L, const struct value *a, const struct value *b)
{
	char number[NUMBER_SIZE];
	switch (b->kind) {
	case VALUE_LIST:
		lua_charge(L, b->n);
		for (size_t i = 0; i < b->n; i++)
			if (value_equal(a, &b->items[i]))
				return true;
		return false;
	case VALUE_MAP:
		return value_get(b, run_text(L, a, number)) != NULL;
	case VALUE_TEXT:
		return str_has(b->text, run_text(L, a, number));
	case VALUE_NULL:
		return false;
	case VALUE_BOOL:
	case VALUE_NUMBER:
	case VALUE_MARKUP:
		break;
	}
	run_fail_type(L, VALUE_LIST, b);
}

static int f_within(lua_State *L)
{
	run_place(L, 3);
	struct value tmp_a, tmp_b;
	const struct value *a = run_arg(L, 1, &tmp_a), *b = run_arg(L, 2, &tmp_b);
	lua_pushboolean(L, is_within(L, a, b));
	return 1;
}

/* With HTML on one side the other is escaped, and all is HTML. */
static int f_cat(lua_State *L)
{
	struct run *r = run_place(L, 3);
	struct value tmp[2];
	char number[NUMBER_SIZE];
	const struct value *v[2] = {run_arg(L, 1, &tmp[0]), run_arg(L, 2, &tmp[1])};
	bool markup = v[0]->kind == VALUE_MARKUP || v[1]->kind == VALUE_MARKUP;
	struct buf b = run_buf(r);
	for (int i = 0; i < 2; i++) {
		struct str s = run_text(L, v[i], number);
		if (markup && v[i]->kind != VALUE_MARKUP)
			buf_add_html(&b, s);
		else
			buf_add(&b, s);
	}
	return run_push_text(L, &b, markup);
}

void run_open_operators(lua_State *L)
{
	lua_register(L, "add", f_add);
	lua_register(L, "sub", f_sub);
	lua_register(L, "mul", f_mul);
	lua_register(L, "div", f_div);
	lua_register(L, "floor_div", f_floor_div);
	lua_register(L, "mod", f_mod);
	lua_register(L, "lt", f_lt);
	lua_register(L, "le", f_le);
	lua_register(L, "eq", f_eq);
	lua_register(L, "within", f_within);
	lua_register(L, "cat", f_cat);
}
