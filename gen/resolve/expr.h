/* SPDX-License-Identifier: MIT */
/*
 * The expressions of a form's rules: numbers, texts in either quotes, names of fields, + - * /,
 * comparisons, and or not, len(), sum(). themes/default/form_values.js has the same language on the
 * page; tests/form/rules.json has cases for both.
 *
 *   rule       := and { "or" and }
 *   and        := not { "and" not }
 *   not        := "not" not | comparison
 *   comparison := sum { ("<" | "<=" | "==" | "!=" | ">" | ">=") sum }
 *   sum        := product { ("+" | "-") product }
 *   product    := atom { ("*" | "/") atom }
 *   atom       := number | text | name | "-" atom | "(" rule ")"
 *               | "len" "(" rule ")" | "sum" "(" rule { "," rule } ")"
 *
 * Both sides of and and or are always worked out. Two numbers or ticks compare as numbers, anything
 * else as text, by code point; a tick counts as 1. Numbers with a fraction are equal if they differ
 * by no more than adding up makes them. 0, an empty text and an empty list are false.
 */
#ifndef RESOLVE_EXPR_H
#define RESOLVE_EXPR_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

enum {
	EXPR_DEPTH = 32,   /* brackets, signs and nots within each other */
	EXPR_TOKENS = 500, /* words, numbers, texts and signs of one rule */
	EXPR_DIGITS = 15,  /* of a number as written */
};

enum expr_kind { EXPR_NUMBER, EXPR_TICK, EXPR_TEXT, EXPR_LIST };

struct expr_value {
	enum expr_kind kind;
	double number;		  /* NUMBER; TICK: 0 or 1 */
	struct str text;	  /* TEXT */
	struct expr_value *items; /* LIST: all the cells of a column, what was ticked of several */
	size_t n;
};

struct expr_step;
struct expr {
	struct expr_step *steps; /* in the order of working out, operands first */
	size_t n;
};

enum expr_fault {
	EXPR_GOOD,
	EXPR_SYNTAX,   /* no rule: at ret_at */
	EXPR_FUNCTION, /* neither len nor sum */
	EXPR_TOO_LONG,
	EXPR_TOO_DEEP,
};

/* ret_at: where in text the fault is; of GOOD nothing. Texts and names are borrowed from text. */
enum expr_fault expr_parse(
	struct arena *a, struct str text, struct expr *ret_expr, struct str *ret_at);
/* The names in it, each as often as it stands there: the next after *at, which begins at 0. */
bool expr_next_name(const struct expr *e, size_t *at, struct str *ret_name);

/* False: there is no such name, or no value that could be reckoned with. */
typedef bool (*expr_look_up)(void *context, struct str name, struct expr_value *ret_value);

/* False: it cannot be worked out: an unknown name, a text among numbers, a division by zero. */
bool expr_holds(struct arena *a, const struct expr *e, expr_look_up look_up, void *context,
	bool *ret_holds);

#endif
