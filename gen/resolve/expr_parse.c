/* SPDX-License-Identifier: MIT */
/* The text of a rule to its steps. */
#include "base/arena.h"
#include "base/vec.h"
#include "resolve/expr_step.h"

/* From the loosest to the tightest; not stands before a comparison. */
enum { LEVEL_COMPARISON = 2, N_LEVELS = 5 };

static const struct operator
{
	const char *sign;
	enum binary binary;
	int level;
}
operators[] = {
	{"or", BINARY_OR, 0},
	{"and", BINARY_AND, 1},
	{"<", BINARY_LESS, LEVEL_COMPARISON},
	{"<=", BINARY_LESS_EQUAL, LEVEL_COMPARISON},
	{"==", BINARY_EQUAL, LEVEL_COMPARISON},
	{"!=", BINARY_NOT_EQUAL, LEVEL_COMPARISON},
	{">", BINARY_MORE, LEVEL_COMPARISON},
	{">=", BINARY_MORE_EQUAL, LEVEL_COMPARISON},
	{"+", BINARY_PLUS, 3},
	{"-", BINARY_MINUS, 3},
	{"*", BINARY_TIMES, 4},
	{"/", BINARY_OVER, 4},
};

/* --- tokens --- */

enum token_kind { TOKEN_END, TOKEN_NUMBER, TOKEN_TEXT, TOKEN_WORD, TOKEN_BAD };

struct token {
	enum token_kind kind;
	struct str text; /* TEXT without its quotes */
	double number;
};

static bool is_name_start(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static struct str skip_space(struct str s)
{
	static const char *const spaces[] = {" ", "\t", "\n", "\r", "\xE3\x80\x80", "\xC2\xA0"};
	for (size_t i = 0; i < sizeof(spaces) / sizeof(spaces[0]); i++)
		while (str_starts(s, str_from(spaces[i]))) {
			s = str_after(s, str_from(spaces[i]).n);
			i = 0;
		}
	return s;
}

static size_t number_length(struct str s)
{
	size_t n = 0;
	while (n < s.n && char_is_digit(s.p[n]))
		n++;
	if (n && n + 1 < s.n && s.p[n] == '.' && char_is_digit(s.p[n + 1]))
		for (n++; n < s.n && char_is_digit(s.p[n]);)
			n++;
	return n;
}

static struct token number_token(struct str s)
{
	struct token t = {.kind = TOKEN_NUMBER, .text = str_sub(s, 0, number_length(s))};
	bool point = str_find_char(t.text, '.') != SIZE_MAX;
	if (t.text.n - point > EXPR_DIGITS || !str_to_number(t.text, &t.number))
		t.kind = TOKEN_BAD;
	return t;
}

static size_t sign_length(struct str s)
{
	static const char *const signs[] = {
		"<=", ">=", "==", "!=", "<", ">", "+", "-", "*", "/", "(", ")", ","};
	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
		if (str_starts(s, str_from(signs[i])))
			return str_from(signs[i]).n;
	return 0;
}

static struct token next_token(struct str *rest)
{
	struct str s = skip_space(*rest);
	struct token t = {.kind = TOKEN_END, .text = str_sub(s, 0, 0)};
	size_t taken = 0;
	if (!s.n) {
		*rest = s;
		return t;
	}
	if (char_is_digit(s.p[0])) {
		t = number_token(s);
		taken = t.text.n;
	} else if (s.p[0] == '"' || s.p[0] == '\'') {
		struct str body = str_after(s, 1);
		size_t end = str_find_char(body, s.p[0]);
		t.kind = end == SIZE_MAX ? TOKEN_BAD : TOKEN_TEXT;
		t.text = str_sub(body, 0, end == SIZE_MAX ? body.n : end);
		taken = end == SIZE_MAX ? s.n : end + 2;
	} else {
		while (taken < s.n &&
			(is_name_start(s.p[taken]) ||
				(taken && (char_is_digit(s.p[taken]) || s.p[taken] == '.'))))
			taken++;
		taken = taken ? taken : sign_length(s);
		t.kind = taken ? TOKEN_WORD : TOKEN_BAD;
		t.text = str_sub(s, 0, taken ? taken : 1);
	}
	*rest = str_after(s, taken);
	return t;
}

/* --- parsing --- */

struct parser {
	struct arena *arena;
	struct str rest;
	struct token token; /* the one that is looked at */
	size_t n_tokens;
	int depth;
	enum expr_fault fault;
	struct str at;
	VEC(struct expr_step) steps;
};

static void fail(struct parser *p, enum expr_fault fault)
{
	if (p->fault)
		return;
	p->fault = fault;
	p->at = p->token.text;
}

static void advance(struct parser *p)
{
	p->token = next_token(&p->rest);
	if (++p->n_tokens > EXPR_TOKENS)
		fail(p, EXPR_TOO_LONG);
	if (p->token.kind == TOKEN_BAD)
		fail(p, EXPR_SYNTAX);
}

static bool at_word(const struct parser *p, const char *word)
{
	return p->token.kind == TOKEN_WORD && str_eq(p->token.text, str_from(word));
}

static void expect(struct parser *p, const char *word)
{
	if (at_word(p, word))
		advance(p);
	else
		fail(p, EXPR_SYNTAX);
}

static void emit(struct parser *p, struct expr_step step)
{
	*vec_push(p->arena, &p->steps) = step;
}

static const struct operator* operator_at(const struct parser *p, int level)
{
	for (size_t i = 0; i < sizeof(operators) / sizeof(operators[0]); i++)
		if (operators[i].level == level && at_word(p, operators[i].sign))
			return &operators[i];
	return NULL;
}

static bool is_keyword(struct str s)
{
	return str_eq(s, STR("and")) || str_eq(s, STR("or")) || str_eq(s, STR("not"));
}

static void parse_level(struct parser *p, int level);

static void parse_call(struct parser *p, struct str name)
{
	bool sum = str_eq(name, STR("sum"));
	size_t n = 0;
	do {
		advance(p); /* ( or , */
		parse_level(p, 0);
		n++;
	} while (!p->fault && at_word(p, ",") && sum);
	expect(p, ")");
	emit(p, (struct expr_step){.kind = sum ? STEP_SUM : STEP_LEN, .n = n});
}

static void parse_name(struct parser *p)
{
	struct str name = p->token.text;
	if (!is_name_start(name.p[0]) || is_keyword(name)) {
		fail(p, EXPR_SYNTAX);
		return;
	}
	struct parser before = *p;
	advance(p);
	if (!at_word(p, "(")) {
		emit(p, (struct expr_step){.kind = STEP_NAME, .text = name});
		return;
	}
	if (str_eq(name, STR("sum")) || str_eq(name, STR("len"))) {
		parse_call(p, name);
		return;
	}
	p->token = before.token; /* the name is what is wrong */
	fail(p, EXPR_FUNCTION);
}

static void parse_atom(struct parser *p)
{
	struct token t = p->token;
	if (at_word(p, "(")) {
		advance(p);
		parse_level(p, 0);
		expect(p, ")");
	} else if (at_word(p, "-")) {
		advance(p);
		parse_level(p, N_LEVELS);
		emit(p, (struct expr_step){.kind = STEP_MINUS});
	} else if (t.kind == TOKEN_WORD) {
		parse_name(p);
	} else if (t.kind == TOKEN_NUMBER || t.kind == TOKEN_TEXT) {
		emit(p, (struct expr_step){t.kind == TOKEN_NUMBER ? STEP_NUMBER : STEP_TEXT,
				BINARY_OR, t.number, t.text, 0});
		advance(p);
	} else {
		fail(p, EXPR_SYNTAX);
	}
}

static void parse_operators(struct parser *p, int level)
{
	const struct operator* op;
	parse_level(p, level + 1);
	while (!p->fault && (op = operator_at(p, level))) {
		advance(p);
		parse_level(p, level + 1);
		emit(p, (struct expr_step){.kind = STEP_BINARY, .binary = op->binary});
	}
}

/* Six calls deep for each pair of brackets; what stands within what is counted in brackets. */
static void parse_level(struct parser *p, int level)
{
	bool not = level == LEVEL_COMPARISON && at_word(p, "not");
	bool counted = not || level == 0 || level == N_LEVELS;
	p->depth += counted;
	if (p->depth > 2 * EXPR_DEPTH)
		fail(p, EXPR_TOO_DEEP);
	if (p->fault)
		return;
	if (not ) {
		advance(p);
		parse_level(p, level);
		emit(p, (struct expr_step){.kind = STEP_NOT});
	} else if (level == N_LEVELS) {
		parse_atom(p);
	} else {
		parse_operators(p, level);
	}
	p->depth -= counted;
}

enum expr_fault expr_parse(
	struct arena *a, struct str text, struct expr *ret_expr, struct str *ret_at)
{
	struct parser p = {.arena = a, .rest = text};
	advance(&p);
	parse_level(&p, 0);
	if (!p.fault && p.token.kind != TOKEN_END)
		fail(&p, EXPR_SYNTAX);
	*ret_expr = (struct expr){p.steps.items, p.steps.n};
	*ret_at = p.at;
	return p.fault;
}
