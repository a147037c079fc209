/* SPDX-License-Identifier: MIT */
/* Expressions, by descent: one function a level of precedence, loosest first, as in Jinja. */
#include "render/template_lex.h"

#include "base/nearest.h"
#include "doc/messages.h"

static const struct expr bad = {.kind = EXPR_BAD};

static const struct expr *too_deep(struct lexer *lx, struct span at)
{
	lexer_fail(lx, MSG(template_nesting), at, NO_ARGS);
	return &bad;
}

static unsigned height_of(const struct expr *e)
{
	return e ? e->height : 0;
}

/* Takes the draft into the arena; refuses a tree that the compiler could not go down. */
static const struct expr *finish(struct lexer *lx, struct expr draft)
{
	if (lx->failed)
		return &bad;
	unsigned h = height_of(draft.a);
	if (height_of(draft.b) > h)
		h = height_of(draft.b);
	if (height_of(draft.c) > h)
		h = height_of(draft.c);
	for (size_t i = 0; i < draft.n_args; i++)
		if (height_of(draft.args[i].value) > h)
			h = height_of(draft.args[i].value);
	draft.height = h + 1;
	if (draft.height > TEMPLATE_DEPTH_LIMIT)
		return too_deep(lx, draft.at);
	return arena_copy(lx->arena, &draft, sizeof(draft));
}

/* The inside of a text in quotes, with \n, \t and \x for any other x in place. */
static struct str unquote(struct arena *a, struct str s)
{
	s = str_sub(s, 1, s.n - 1);
	if (str_find_char(s, '\\') == SIZE_MAX)
		return s;
	char *to = arena_alloc(a, s.n);
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		if (c == '\\' && i + 1 < s.n) {
			c = s.p[++i];
			c = c == 'n' ? '\n' : c == 't' ? '\t' : c;
		}
		to[n++] = c;
	}
	return (struct str){to, n};
}

static const struct expr *literal(struct lexer *lx, struct value value)
{
	struct span at = lexer_span(lx);
	lexer_next(lx);
	return finish(lx, (struct expr){.kind = EXPR_LITERAL, .at = at, .value = value});
}

static bool is_keyword(const struct lexer *lx)
{
	static const char *const words[] = {"and", "or", "not", "if", "else", "in", "is"};
	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (lexer_is(lx, words[i]))
			return true;
	return false;
}

static const struct expr *name(struct lexer *lx)
{
	if (lexer_is(lx, "true") || lexer_is(lx, "True"))
		return literal(lx, value_bool(true));
	if (lexer_is(lx, "false") || lexer_is(lx, "False"))
		return literal(lx, value_bool(false));
	if (lexer_is(lx, "none") || lexer_is(lx, "None"))
		return literal(lx, (struct value){.kind = VALUE_NULL});
	struct expr e = {.kind = EXPR_NAME, .at = lexer_span(lx), .name = lx->token};
	lexer_next(lx);
	return finish(lx, e);
}

/* `name=` before a value; the lexer goes back where it is none. */
static void keyword(struct lexer *lx, struct arg *arg)
{
	if (lx->kind != TOKEN_NAME)
		return;
	struct lexer back = *lx;
	lexer_next(lx);
	if (!lexer_take(lx, "=")) {
		*lx = back;
		return;
	}
	arg->name = back.token;
	arg->at = span_of(lx->src, back.token);
}

/* What stands between brackets, after the opening one, to the closing one. */
static void arguments(struct lexer *lx, struct expr *e, const char *closer)
{
	VEC(struct arg) list = {0};
	while (!lexer_is(lx, closer) && !lx->failed) {
		struct arg arg = {0};
		if (e->kind != EXPR_LIST)
			keyword(lx, &arg);
		arg.value = template_expr(lx);
		if (!arg.name.n)
			arg.at = arg.value->at;
		*vec_push(lx->arena, &list) = arg;
		if (!lexer_take(lx, ","))
			break;
	}
	lexer_want(lx, closer);
	e->args = list.items;
	e->n_args = list.n;
}

static const struct expr *brackets(struct lexer *lx)
{
	struct span at = lexer_span(lx);
	if (++lx->depth > TEMPLATE_DEPTH_LIMIT)
		return too_deep(lx, at);
	const struct expr *e;
	if (lexer_take(lx, "(")) {
		e = template_expr(lx);
		lexer_want(lx, ")");
	} else {
		lexer_next(lx);
		struct expr list = {.kind = EXPR_LIST, .at = at};
		arguments(lx, &list, "]");
		e = finish(lx, list);
	}
	lx->depth--;
	return e;
}

static const struct expr *primary(struct lexer *lx)
{
	double number;
	if (lexer_is(lx, "(") || lexer_is(lx, "["))
		return brackets(lx);
	if (lx->kind == TOKEN_TEXT)
		return literal(lx, value_text(unquote(lx->arena, lx->token)));
	if (lx->kind == TOKEN_NUMBER) {
		if (str_to_number(lx->token, &number))
			return literal(lx, value_number(number));
		lexer_fail(lx, MSG(template_number), lexer_span(lx), ARGS(lx->token));
		return &bad;
	}
	if (lx->kind == TOKEN_NAME && !is_keyword(lx))
		return name(lx);
	lexer_fail(lx, MSG(template_expression), lexer_span(lx), ARGS(lx->token));
	return &bad;
}

static const struct expr *subscript(struct lexer *lx, const struct expr *a)
{
	struct expr e = {.kind = EXPR_INDEX, .at = lexer_span(lx), .a = a};
	lexer_next(lx);
	if (!lexer_is(lx, ":"))
		e.b = template_expr(lx);
	if (lexer_take(lx, ":")) {
		e.kind = EXPR_SLICE;
		if (!lexer_is(lx, "]"))
			e.c = template_expr(lx);
	}
	if (e.b && e.kind == EXPR_INDEX)
		e.at = e.b->at;
	lexer_want(lx, "]");
	return finish(lx, e);
}

static const struct expr *field(struct lexer *lx, const struct expr *a)
{
	lexer_next(lx);
	struct expr e = {.kind = EXPR_FIELD, .at = lexer_span(lx), .a = a};
	e.name = lexer_want_name(lx);
	return finish(lx, e);
}

static const struct expr *postfix(struct lexer *lx, const struct expr *e)
{
	while (!lx->failed) {
		if (lexer_is(lx, ".")) {
			e = field(lx, e);
		} else if (lexer_is(lx, "[")) {
			e = subscript(lx, e);
		} else if (lexer_is(lx, "(")) {
			struct expr call = {.kind = EXPR_CALL, .at = e->at, .a = e};
			lexer_next(lx);
			arguments(lx, &call, ")");
			e = finish(lx, call);
		} else {
			break;
		}
	}
	return e;
}

static const struct expr *filter(struct lexer *lx, const struct expr *a)
{
	lexer_next(lx);
	struct expr e = {.kind = EXPR_FILTER, .at = lexer_span(lx), .a = a};
	e.name = lexer_want_name(lx);
	if (lexer_take(lx, "("))
		arguments(lx, &e, ")");
	return finish(lx, e);
}

static const struct expr *test(struct lexer *lx, const struct expr *a)
{
	lexer_next(lx);
	bool negated = lexer_take(lx, "not");
	struct span at = lexer_span(lx);
	struct str test_name = lexer_want_name(lx);
	if (!lx->failed && !str_eq(test_name, STR("defined"))) {
		struct nearest near = nearest_to(test_name);
		nearest_try(&near, STR("defined"));
		lexer_fail(lx, MSG(template_test), at, ARGS(test_name, near.best));
	}
	const struct expr *e = finish(lx, (struct expr){.kind = EXPR_DEFINED, .at = at, .a = a});
	return negated ? finish(lx, (struct expr){.kind = EXPR_NOT, .at = at, .a = e}) : e;
}

static const struct expr *unary(struct lexer *lx)
{
	if (!lexer_is(lx, "-"))
		return postfix(lx, primary(lx));
	struct expr e = {.kind = EXPR_NEGATE, .at = lexer_span(lx)};
	if (++lx->depth > TEMPLATE_DEPTH_LIMIT)
		return too_deep(lx, e.at);
	lexer_next(lx);
	e.a = unary(lx);
	lx->depth--;
	return finish(lx, e);
}

static const struct expr *filtered(struct lexer *lx)
{
	const struct expr *e = unary(lx);
	while (!lx->failed && (lexer_is(lx, "|") || lexer_is(lx, "is")))
		e = lexer_is(lx, "|") ? filter(lx, e) : test(lx, e);
	return e;
}

struct operator
{
	const char *sign;
	enum binary op;
};

static const struct operator comparisons[] = {{"==", BINARY_EQ}, {"!=", BINARY_NE},
	{"<", BINARY_LT}, {"<=", BINARY_LE}, {">", BINARY_GT}, {">=", BINARY_GE},
	{"in", BINARY_IN}};
static const struct operator sums[] = {{"+", BINARY_ADD}, {"-", BINARY_SUB}};
static const struct operator joins[] = {{"~", BINARY_CAT}};
static const struct operator products[] = {
	{"*", BINARY_MUL}, {"/", BINARY_DIV}, {"//", BINARY_FLOOR_DIV}, {"%", BINARY_MOD}};

/* Operators that go from left to right, loosest first. */
static const struct precedence {
	const struct operator* rows;
	size_t n;
} levels[] = {{sums, ARRAY_LEN(sums)}, {joins, ARRAY_LEN(joins)}, {products, ARRAY_LEN(products)}};

static const struct operator*
	find_operator(const struct lexer *lx, const struct operator* rows, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (lexer_is(lx, rows[i].sign))
			return &rows[i];
	return NULL;
}

static const struct expr *operation(struct lexer *lx, size_t level)
{
	if (level == ARRAY_LEN(levels))
		return filtered(lx);
	const struct expr *a = operation(lx, level + 1);
	const struct operator* o;
	while (!lx->failed && (o = find_operator(lx, levels[level].rows, levels[level].n))) {
		struct expr e = {.kind = EXPR_BINARY, .op = o->op, .at = lexer_span(lx), .a = a};
		lexer_next(lx);
		e.b = operation(lx, level + 1);
		a = finish(lx, e);
	}
	return a;
}

static const struct expr *comparison(struct lexer *lx)
{
	struct expr e = {.kind = EXPR_BINARY, .a = operation(lx, 0)};
	e.at = lexer_span(lx);
	const struct operator* o = find_operator(lx, comparisons, ARRAY_LEN(comparisons));
	if (o) {
		e.op = o->op;
		lexer_next(lx);
	} else if (lexer_take(lx, "not")) {
		e.op = BINARY_NOT_IN;
		lexer_want(lx, "in");
	} else {
		return e.a;
	}
	e.b = operation(lx, 0);
	return finish(lx, e);
}

static const struct expr *negation(struct lexer *lx)
{
	if (!lexer_is(lx, "not"))
		return comparison(lx);
	struct expr e = {.kind = EXPR_NOT, .at = lexer_span(lx)};
	if (++lx->depth > TEMPLATE_DEPTH_LIMIT)
		return too_deep(lx, e.at);
	lexer_next(lx);
	e.a = negation(lx);
	lx->depth--;
	return finish(lx, e);
}

static const struct expr *conjunction(struct lexer *lx)
{
	const struct expr *a = negation(lx);
	while (!lx->failed && lexer_is(lx, "and")) {
		struct expr e = {.kind = EXPR_AND, .at = lexer_span(lx), .a = a};
		lexer_next(lx);
		e.b = negation(lx);
		a = finish(lx, e);
	}
	return a;
}

const struct expr *template_expr_no_choice(struct lexer *lx)
{
	const struct expr *a = conjunction(lx);
	while (!lx->failed && lexer_is(lx, "or")) {
		struct expr e = {.kind = EXPR_OR, .at = lexer_span(lx), .a = a};
		lexer_next(lx);
		e.b = conjunction(lx);
		a = finish(lx, e);
	}
	return a;
}

const struct expr *template_expr(struct lexer *lx)
{
	if (++lx->depth > TEMPLATE_DEPTH_LIMIT)
		return too_deep(lx, lexer_span(lx));
	const struct expr *a = template_expr_no_choice(lx);
	if (lexer_is(lx, "if")) {
		struct expr e = {.kind = EXPR_CHOICE, .at = lexer_span(lx), .a = a};
		lexer_next(lx);
		e.b = template_expr_no_choice(lx);
		if (lexer_take(lx, "else"))
			e.c = template_expr(lx);
		a = finish(lx, e);
	}
	lx->depth--;
	return a;
}
