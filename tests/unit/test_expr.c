/* SPDX-License-Identifier: MIT */
/* Rules of forms: the same here and on the page, by the cases that both are tried with. */
#include "unit/cases.h"

#include "resolve/expr.h"

static struct expr_value value_of(struct arena *a, const struct value *v)
{
	struct expr_value out = {.kind = EXPR_TEXT, .text = v->text};
	if (v->kind == VALUE_NUMBER)
		out = (struct expr_value){.kind = EXPR_NUMBER, .number = v->number};
	if (v->kind == VALUE_BOOL)
		out = (struct expr_value){.kind = EXPR_TICK, .number = v->flag};
	if (v->kind == VALUE_LIST) {
		out = (struct expr_value){.kind = EXPR_LIST, .n = v->n};
		out.items = NEW_N(a, struct expr_value, v->n + 1);
		for (size_t i = 0; i < v->n; i++)
			out.items[i] = value_of(a, &v->items[i]);
	}
	return out;
}

struct values {
	struct arena *arena;
	const struct value *map;
};

static bool look_up(void *context, struct str name, struct expr_value *ret)
{
	const struct values *values = context;
	const struct value *v = value_get(values->map, name);
	if (v)
		*ret = value_of(values->arena, v);
	return v != NULL;
}

static void rules_say_what_the_page_says(struct unit *u)
{
	struct value file = read_cases(u, "tests/form/rules.json");
	const struct value *cases = value_get(&file, STR("cases"));
	struct values values = {u->arena, value_get(&file, STR("values"))};
	TRUE(u, cases && cases->n >= 200);
	for (size_t i = 0; cases && i < cases->n; i++) {
		struct str rule = value_get(&cases->items[i], STR("check"))->text, at;
		const struct value *want = value_get(&cases->items[i], STR("want"));
		struct expr e;
		bool holds = false;
		bool good = expr_parse(u->arena, rule, &e, &at) == EXPR_GOOD &&
			    expr_holds(u->arena, &e, look_up, &values, &holds);
		if (good != (want->kind == VALUE_BOOL) || (good && holds != want->flag))
			unit_fail(u, __LINE__, good ? "another result" : "no result", rule);
	}
}

static struct str fault_at(struct unit *u, const char *rule)
{
	static const char *const names[] = {"good", "syntax", "function", "long", "deep"};
	struct expr e;
	struct str at = STR_NONE;
	enum expr_fault fault = expr_parse(u->arena, str_from(rule), &e, &at);
	return STR_CAT(u->arena, str_from(names[fault]), STR(":"), at);
}

static void mistakes_have_places(struct unit *u)
{
	IS(u, fault_at(u, "a == b"), "good:");
	IS(u, fault_at(u, "a = b"), "syntax:=");
	IS(u, fault_at(u, "a == 'b"), "syntax:b");
	IS(u, fault_at(u, "a and b)"), "syntax:)");
	IS(u, fault_at(u, "max(a, b) > 1"), "function:max");
	IS(u, fault_at(u, "a =="), "syntax:");
	struct expr e;
	struct str at, name;
	size_t next = 0;
	TRUE(u, expr_parse(u->arena, STR("sum(t.n) > a and a != 'b'"), &e, &at) == EXPR_GOOD);
	TRUE(u, expr_next_name(&e, &next, &name) && str_eq(name, STR("t.n")));
	TRUE(u, expr_next_name(&e, &next, &name) && str_eq(name, STR("a")));
	TRUE(u, expr_next_name(&e, &next, &name) && str_eq(name, STR("a")));
	TRUE(u, !expr_next_name(&e, &next, &name));
}

int main(void)
{
	static const struct unit_test tests[] = {
		{"rules say what the page says", rules_say_what_the_page_says},
		{"mistakes have places", mistakes_have_places},
	};
	return unit_main(tests, ARRAY_LEN(tests));
}
