/* SPDX-License-Identifier: MIT */
/* An expression of a template as a tree. */
#ifndef RENDER_TEMPLATE_EXPR_H
#define RENDER_TEMPLATE_EXPR_H

#include "doc/value.h"

enum { TEMPLATE_DEPTH_LIMIT = 40 }; /* of nested statements, and of nested operators */

enum expr_kind {
	EXPR_BAD,     /* was reported */
	EXPR_LITERAL, /* value */
	EXPR_LIST,    /* args */
	EXPR_NAME,    /* name */
	EXPR_FIELD,   /* a.name */
	EXPR_INDEX,   /* a[b] */
	EXPR_SLICE,   /* a[b:c]; b and c may be NULL */
	EXPR_CALL,    /* a(args) */
	EXPR_FILTER,  /* a | name(args) */
	EXPR_DEFINED, /* a is defined */
	EXPR_NOT,
	EXPR_NEGATE,
	EXPR_BINARY, /* a op b */
	EXPR_AND,
	EXPR_OR,
	EXPR_CHOICE, /* a if b else c; c may be NULL */
};

enum binary {
	BINARY_EQ,
	BINARY_NE,
	BINARY_LT,
	BINARY_LE,
	BINARY_GT,
	BINARY_GE,
	BINARY_IN,
	BINARY_NOT_IN,
	BINARY_ADD,
	BINARY_SUB,
	BINARY_CAT,
	BINARY_MUL,
	BINARY_DIV,
	BINARY_FLOOR_DIV,
	BINARY_MOD,
};

struct expr;

struct arg {
	struct span at;	 /* of the keyword, or of the value */
	struct str name; /* empty: given by its position */
	const struct expr *value;
};

struct expr {
	enum expr_kind kind;
	enum binary op;
	struct span at; /* what a message points at: the name, the operator, the literal */
	struct str name;
	struct value value;
	const struct expr *a, *b, *c;
	const struct arg *args;
	size_t n_args;
	unsigned height;
};

#endif
