/* SPDX-License-Identifier: MIT */
/* What a rule is parsed to: steps on a stack of values, operands first. */
#ifndef RESOLVE_EXPR_STEP_H
#define RESOLVE_EXPR_STEP_H

#include "resolve/expr.h"

enum step_kind {
	STEP_NUMBER,
	STEP_TEXT,
	STEP_NAME,
	STEP_MINUS,
	STEP_NOT,
	STEP_BINARY,
	STEP_LEN,
	STEP_SUM, /* of the n values before it */
};

enum binary {
	BINARY_OR,
	BINARY_AND,
	BINARY_LESS,
	BINARY_LESS_EQUAL,
	BINARY_EQUAL,
	BINARY_NOT_EQUAL,
	BINARY_MORE,
	BINARY_MORE_EQUAL,
	BINARY_PLUS,
	BINARY_MINUS,
	BINARY_TIMES,
	BINARY_OVER,
};

struct expr_step {
	enum step_kind kind;
	enum binary binary;
	double number;
	struct str text; /* TEXT, NAME */
	size_t n;
};

#endif
