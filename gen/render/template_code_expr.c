/* SPDX-License-Identifier: MIT */
/* Expressions as Lua text. Every value is true for Lua, so `and`, `or` and nil carry the rest. */
#include "render/template_code.h"

#include "base/arena.h"
#include "base/nearest.h"
#include "doc/messages.h"
#include "render/template_filter.h"

static void add(struct code *c, const char *text)
{
	buf_add(&c->lua, str_from(text));
}

unsigned code_place(struct code *c, struct span at)
{
	*vec_push(c->arena, &c->program->places) = at;
	return (unsigned)c->program->places.n - 1;
}

void code_fail(struct code *c, const struct message *m, struct span at, struct args args)
{
	diag_add(c->diags, m, at, args);
	c->program->failed = true;
}

const struct known *code_find(const struct code *c, struct str name)
{
	const struct known *k = c->names;
	while (k && !str_eq(k->name, name))
		k = k->outer;
	return k;
}

static unsigned name_index(struct code *c, struct str name)
{
	*vec_push(c->arena, &c->program->names) = (struct name_use){name, c->names};
	return (unsigned)c->program->names.n - 1;
}

/* K[i] in Lua; it counts from 1. */
static void add_literal(struct code *c, struct value v)
{
	*vec_push(c->arena, &c->program->literals) = v;
	buf_printf(&c->lua, "K[%zu]", c->program->literals.n);
}

static void add_place(struct code *c, struct span at)
{
	buf_printf(&c->lua, ",%u)", code_place(c, at));
}

static const struct known *known_of(
	const struct code *c, const struct expr *e, enum known_kind kind)
{
	const struct known *k = e->kind == EXPR_NAME ? code_find(c, e->name) : NULL;
	return k && k->kind == kind ? k : NULL;
}

static void code_name(struct code *c, const struct expr *e)
{
	const struct known *k = code_find(c, e->name);
	if (k && k->kind != KNOWN_VALUE) {
		const char *rest = k->kind == KNOWN_MACRO ? "(…)" : ".…";
		code_fail(c, MSG(template_no_value), e->at,
			ARGS(e->name, STR_CAT(c->arena, e->name, str_from(rest))));
		return;
	}
	if (k && !k->maybe) {
		buf_printf(&c->lua, "v%u", k->id);
		return;
	}
	if (k)
		buf_printf(&c->lua, "(v%u or ", k->id);
	buf_printf(&c->lua, "name(%u", name_index(c, e->name));
	add_place(c, e->at);
	if (k)
		add(c, ")");
}

/* What loop.name is in Lua, where i and n stand for the loop's own i2 and n2. */
static const struct loop_field {
	const char *name, *code;
	bool is_cond;
} loop_fields[] = {
	{"index", "(i)", false},
	{"index0", "(i-1)", false},
	{"length", "(n)", false},
	{"revindex", "(n-i+1)", false},
	{"revindex0", "(n-i)", false},
	{"first", "(i==1)", true},
	{"last", "(i==n)", true},
};

static const struct loop_field *find_loop_field(struct str name)
{
	for (size_t i = 0; i < ARRAY_LEN(loop_fields); i++)
		if (str_eq(name, str_from(loop_fields[i].name)))
			return &loop_fields[i];
	return NULL;
}

static void add_loop_field(struct code *c, const struct loop_field *f, unsigned id)
{
	for (const char *p = f->code; *p; p++) {
		buf_add_char(&c->lua, *p);
		if (*p == 'i' || *p == 'n')
			buf_add_int(&c->lua, id);
	}
}

static void unknown_loop_field(struct code *c, const struct expr *e)
{
	struct nearest near = nearest_to(e->name);
	for (size_t i = 0; i < ARRAY_LEN(loop_fields); i++)
		nearest_try(&near, str_from(loop_fields[i].name));
	code_fail(c, MSG(template_field), e->at, ARGS(e->name, near.best));
}

static void code_field(struct code *c, const struct expr *e)
{
	const struct known *loop = known_of(c, e->a, KNOWN_LOOP);
	if (loop) {
		const struct loop_field *f = find_loop_field(e->name);
		if (!f) {
			unknown_loop_field(c, e);
			return;
		}
		if (f->is_cond)
			add(c, "bool");
		add_loop_field(c, f, loop->id);
		return;
	}
	if (e->a->kind == EXPR_NAME && !code_find(c, e->a->name)) {
		/* The most frequent step of all: a field of what the page knows, in one call. */
		buf_printf(
			&c->lua, "path(%u,%u,", name_index(c, e->a->name), code_place(c, e->a->at));
	} else {
		add(c, "field(");
		code_value(c, e->a);
		add(c, ",");
	}
	buf_printf(&c->lua, "%u", name_index(c, e->name));
	add_place(c, e->at);
}

static void code_optional(struct code *c, const struct expr *e)
{
	buf_add_char(&c->lua, ',');
	if (e)
		code_value(c, e);
	else
		add(c, "nil");
}

static void code_subscript(struct code *c, const struct expr *e)
{
	add(c, e->kind == EXPR_INDEX ? "index(" : "slice(");
	code_value(c, e->a);
	code_optional(c, e->b);
	if (e->kind == EXPR_SLICE)
		code_optional(c, e->c);
	add_place(c, e->at);
}

/* The value, or nil where the last step of a path leads nowhere. */
static void code_soft(struct code *c, const struct expr *e)
{
	const struct known *k = e->kind == EXPR_NAME ? code_find(c, e->name) : NULL;
	if (e->kind == EXPR_NAME && (!k || (k->kind == KNOWN_VALUE && k->maybe))) {
		if (k)
			buf_printf(&c->lua, "(v%u or ", k->id);
		buf_printf(&c->lua, "soft_name(%u)", name_index(c, e->name));
		if (k)
			add(c, ")");
	} else if (e->kind == EXPR_FIELD && !known_of(c, e->a, KNOWN_LOOP)) {
		add(c, "soft_field(");
		code_value(c, e->a);
		buf_printf(&c->lua, ",%u)", name_index(c, e->name));
	} else if (e->kind == EXPR_INDEX) {
		add(c, "soft_index(");
		code_value(c, e->a);
		code_optional(c, e->b);
		add(c, ")");
	} else {
		code_value(c, e);
	}
}

/* --- calls --- */

/* Which argument belongs to which parameter; NULL where none is given. */
static const struct expr **bind(
	struct code *c, const struct expr *call, const struct param *params, size_t n)
{
	const struct expr **values = NEW_N(c->arena, const struct expr *, n + 1);
	struct str fn = call->kind == EXPR_FILTER ? call->name : span_text(call->at);
	for (size_t i = 0; i < call->n_args; i++) {
		const struct arg *arg = &call->args[i];
		size_t at = arg->name.n ? 0 : i;
		while (arg->name.n && at < n && !str_eq(params[at].name, arg->name))
			at++;
		if (at >= n && arg->name.n) {
			struct nearest near = nearest_to(arg->name);
			for (size_t k = 0; k < n; k++)
				nearest_try(&near, params[k].name);
			code_fail(c, MSG(template_arg_unknown), arg->at,
				ARGS(fn, arg->name, near.best));
		} else if (at >= n) {
			struct str count = str_printf(c->arena, "%zu", n);
			code_fail(c, MSG(template_arg_extra), arg->at, ARGS(fn, count));
		} else if (values[at]) {
			code_fail(c, MSG(template_twice), arg->at, ARGS(params[at].name));
		} else {
			values[at] = arg->value;
		}
	}
	for (size_t i = 0; i < n; i++)
		if (!values[i] && !params[i].optional)
			code_fail(c, MSG(template_arg_missing), call->at, ARGS(fn, params[i].name));
	return values;
}

static void code_macro(struct code *c, const struct expr *e, const struct macro *m)
{
	const struct stmt *s = m->stmt;
	const struct expr **values = bind(c, e, s->params, s->n_params);
	unsigned place = code_place(c, e->at);
	if (m->made)
		buf_printf(&c->lua, "M[%u](%u", m->id, place);
	else
		buf_printf(&c->lua, "(M[%u] or later(%u))(%u", m->id, place, place);
	for (size_t i = 0; i < s->n_params; i++)
		code_optional(c, values[i]);
	add(c, ")");
}

/* The nearest name that can be called. */
static struct str nearest_function(const struct known *names, struct nearest near)
{
	for (const struct known *k = names; k; k = k->outer)
		if (k->kind == KNOWN_MACRO)
			nearest_try(&near, k->name);
	return near.best;
}

static void check_word(struct code *c, const struct expr *key)
{
	if (key->kind != EXPR_LITERAL || key->value.kind != VALUE_TEXT ||
		map_get(c->lib->words, key->value.text))
		return;
	struct nearest near = nearest_to(key->value.text);
	for (size_t i = 0; i < c->lib->words->n; i++)
		nearest_try(&near, c->lib->words->items[i].key);
	code_fail(c, MSG(template_word), key->at, ARGS(key->value.text, near.best));
}

/* t("key", n=3): the keywords fill the {n} of the word. */
static void code_word(struct code *c, const struct expr *e)
{
	if (!e->n_args || e->args[0].name.n) {
		code_fail(c, MSG(template_arg_missing), e->at, ARGS(STR("t"), STR("key")));
		return;
	}
	check_word(c, e->args[0].value);
	buf_printf(&c->lua, "word(%u,", code_place(c, e->args[0].at));
	code_value(c, e->args[0].value);
	for (size_t i = 1; i < e->n_args; i++) {
		const struct arg *arg = &e->args[i];
		if (!arg->name.n)
			code_fail(c, MSG(template_arg_extra), arg->at, ARGS(STR("t"), STR("1")));
		add(c, ",");
		add_literal(c, value_text(arg->name));
		code_optional(c, arg->value);
		buf_printf(&c->lua, ",%u", code_place(c, arg->at));
	}
	add(c, ")");
}

static void code_link(struct code *c, const struct expr *e)
{
	const struct param url = {.name = STR("url")};
	const struct expr **values = bind(c, e, &url, 1);
	if (!values[0])
		return;
	add(c, "link(");
	code_value(c, values[0]);
	add_place(c, e->at);
}

static void code_member(struct code *c, const struct expr *e, const struct known *module)
{
	for (const struct known *k = module->members; k; k = k->outer)
		if (k->kind == KNOWN_MACRO && str_eq(k->name, e->a->name)) {
			code_macro(c, e, k->macro);
			return;
		}
	if (module->maybe)
		return; /* its file could not be read; that was said */
	struct nearest near = nearest_to(e->a->name);
	code_fail(c, MSG(template_macro_unknown), e->a->at,
		ARGS(e->a->name, nearest_function(module->members, near), module->name));
}

bool code_is_super(const struct expr *e)
{
	return e->kind == EXPR_CALL && e->a->kind == EXPR_NAME && str_eq(e->a->name, STR("super"));
}

static void code_call(struct code *c, const struct expr *e)
{
	struct str name = e->a->name;
	const struct known *k = e->a->kind == EXPR_NAME ? code_find(c, name) : NULL;
	const struct known *module =
		e->a->kind == EXPR_FIELD ? known_of(c, e->a->a, KNOWN_MODULE) : NULL;
	if (module) {
		code_member(c, e, module);
	} else if (e->a->kind != EXPR_NAME || (k && k->kind != KNOWN_MACRO)) {
		code_fail(c, MSG(template_no_function), e->at, ARGS(span_text(e->at)));
	} else if (k) {
		code_macro(c, e, k->macro);
	} else if (str_eq(name, STR("t"))) {
		code_word(c, e);
	} else if (str_eq(name, STR("link"))) {
		code_link(c, e);
	} else if (code_is_super(e)) {
		code_fail(c, MSG(template_super_alone), e->at, NO_ARGS);
	} else {
		struct nearest near = nearest_to(name);
		nearest_try(&near, STR("t"));
		nearest_try(&near, STR("link"));
		nearest_try(&near, STR("super"));
		code_fail(c, MSG(template_function), e->at,
			ARGS(name, nearest_function(c->names, near)));
	}
}

static const struct template_filter *find_filter(struct code *c, const struct expr *e)
{
	struct nearest near = nearest_to(e->name);
	for (size_t i = 0; i < n_template_filters; i++) {
		struct str name = str_from(template_filters[i].name);
		if (str_eq(name, e->name))
			return &template_filters[i];
		nearest_try(&near, name);
	}
	nearest_try(&near, STR("default"));
	code_fail(c, MSG(template_filter), e->at, ARGS(e->name, near.best));
	return NULL;
}

static void code_default(struct code *c, const struct expr *e)
{
	const struct param value = {.name = STR("value")};
	const struct expr **values = bind(c, e, &value, 1);
	if (!values[0])
		return;
	add(c, "(full(");
	code_soft(c, e->a);
	add(c, ") or ");
	code_value(c, values[0]);
	add(c, ")");
}

static void code_filter(struct code *c, const struct expr *e)
{
	if (str_eq(e->name, STR("default"))) {
		code_default(c, e);
		return;
	}
	const struct template_filter *f = find_filter(c, e);
	if (!f) {
		code_value(c, e->a); /* it may have mistakes of its own */
		return;
	}
	struct param params[ARRAY_LEN(f->params)] = {0};
	size_t n = 0;
	for (; n < ARRAY_LEN(f->params) && f->params[n]; n++)
		params[n] = (struct param){
			.name = str_from(f->params[n]), .optional = n >= f->n_required};
	const struct expr **values = bind(c, e, params, n);
	buf_printf(&c->lua, "f_%s(", f->name);
	code_value(c, e->a);
	buf_printf(&c->lua, ",%u", code_place(c, e->at));
	for (size_t i = 0; i < n; i++)
		code_optional(c, values[i]);
	add(c, ")");
}

/* --- operators --- */

static const struct operation {
	const char *fn; /* in Lua: fn(a, b, place) */
	bool negate, swap;
	bool is_cond;
} operations[] = {
	[BINARY_EQ] = {"eq", false, false, true},
	[BINARY_NE] = {"eq", true, false, true},
	[BINARY_LT] = {"lt", false, false, true},
	[BINARY_LE] = {"le", false, false, true},
	[BINARY_GT] = {"lt", false, true, true},
	[BINARY_GE] = {"le", false, true, true},
	[BINARY_IN] = {"within", false, false, true},
	[BINARY_NOT_IN] = {"within", true, false, true},
	[BINARY_ADD] = {"add", false, false, false},
	[BINARY_SUB] = {"sub", false, false, false},
	[BINARY_CAT] = {"cat", false, false, false},
	[BINARY_MUL] = {"mul", false, false, false},
	[BINARY_DIV] = {"div", false, false, false},
	[BINARY_FLOOR_DIV] = {"floor_div", false, false, false},
	[BINARY_MOD] = {"mod", false, false, false},
};

static void code_binary(struct code *c, const struct expr *e)
{
	const struct operation *o = &operations[e->op];
	buf_printf(&c->lua, "%s%s(", o->negate ? "not " : "", o->fn);
	code_value(c, o->swap ? e->b : e->a);
	add(c, ",");
	code_value(c, o->swap ? e->a : e->b);
	add_place(c, e->at);
}

/* Python's and, or: the value of the operand that decides. fn gives its argument or nil. */
static void code_either(struct code *c, const struct expr *e, const char *fn)
{
	buf_printf(&c->lua, "(%s(", fn);
	code_value(c, e->a);
	add(c, ") or ");
	code_value(c, e->b);
	add(c, ")");
}

static void code_choice(struct code *c, const struct expr *e)
{
	add(c, "(");
	code_cond(c, e->b);
	add(c, " and ");
	code_value(c, e->a);
	add(c, " or ");
	if (e->c)
		code_value(c, e->c);
	else
		add_literal(c, value_text(STR_NONE));
	add(c, ")");
}

static void code_list(struct code *c, const struct expr *e)
{
	add(c, "list{");
	for (size_t i = 0; i < e->n_args; i++) {
		if (i)
			add(c, ",");
		code_value(c, e->args[i].value);
	}
	add(c, "}");
}

static void code_as_bool(struct code *c, const struct expr *e)
{
	add(c, "bool(");
	code_cond(c, e);
	add(c, ")");
}

static void code_negate(struct code *c, const struct expr *e)
{
	add(c, "sub(");
	add_literal(c, value_number(0));
	code_optional(c, e->a);
	add_place(c, e->at);
}

void code_value(struct code *c, const struct expr *e)
{
	switch (e->kind) {
	case EXPR_BAD:
		c->program->failed = true;
		break;
	case EXPR_LITERAL:
		add_literal(c, e->value);
		break;
	case EXPR_LIST:
		code_list(c, e);
		break;
	case EXPR_NAME:
		code_name(c, e);
		break;
	case EXPR_FIELD:
		code_field(c, e);
		break;
	case EXPR_INDEX:
	case EXPR_SLICE:
		code_subscript(c, e);
		break;
	case EXPR_CALL:
		code_call(c, e);
		break;
	case EXPR_FILTER:
		code_filter(c, e);
		break;
	case EXPR_NEGATE:
		code_negate(c, e);
		break;
	case EXPR_AND:
		code_either(c, e, "falsy");
		break;
	case EXPR_OR:
		code_either(c, e, "truthy");
		break;
	case EXPR_CHOICE:
		code_choice(c, e);
		break;
	case EXPR_BINARY:
		if (operations[e->op].is_cond)
			code_as_bool(c, e);
		else
			code_binary(c, e);
		break;
	case EXPR_DEFINED:
	case EXPR_NOT:
		code_as_bool(c, e);
		break;
	}
}

static void code_both(struct code *c, const struct expr *e, const char *word)
{
	add(c, "(");
	code_cond(c, e->a);
	add(c, word);
	code_cond(c, e->b);
	add(c, ")");
}

void code_cond(struct code *c, const struct expr *e)
{
	const struct known *loop = e->kind == EXPR_FIELD ? known_of(c, e->a, KNOWN_LOOP) : NULL;
	const struct loop_field *field = loop ? find_loop_field(e->name) : NULL;
	if (field && field->is_cond) {
		add_loop_field(c, field, loop->id);
	} else if (e->kind == EXPR_NOT) {
		add(c, "not ");
		code_cond(c, e->a);
	} else if (e->kind == EXPR_AND) {
		code_both(c, e, " and ");
	} else if (e->kind == EXPR_OR) {
		code_both(c, e, " or ");
	} else if (e->kind == EXPR_DEFINED) {
		add(c, "(");
		code_soft(c, e->a);
		add(c, "~=nil)");
	} else if (e->kind == EXPR_BINARY && operations[e->op].is_cond) {
		code_binary(c, e);
	} else {
		add(c, "truth(");
		code_value(c, e);
		add(c, ")");
	}
}
