/* SPDX-License-Identifier: MIT */
/* A template file as a tree. */
#ifndef RENDER_TEMPLATE_TREE_H
#define RENDER_TEMPLATE_TREE_H

#include "base/diag.h"
#include "base/map.h"
#include "render/template_expr.h"

enum stmt_kind {
	STMT_TEXT,    /* at: the text */
	STMT_OUTPUT,  /* expr */
	STMT_IF,      /* branches */
	STMT_FOR,     /* name, second: the variables; expr; body; otherwise */
	STMT_SET,     /* name, expr */
	STMT_BLOCK,   /* name, body */
	STMT_INCLUDE, /* file */
	STMT_IMPORT,  /* file, name */
	STMT_MACRO,   /* name, params, body */
};

struct stmt;

struct body {
	struct stmt *first, *last;
};

struct branch {
	const struct expr *cond; /* NULL: else */
	struct body body;
	const struct branch *next;
};

struct param {
	struct str name;
	const struct expr *value; /* what it is if not given; NULL in a macro: it must be */
	bool optional;
};

struct stmt {
	enum stmt_kind kind;
	struct span at; /* the tag, or the name in it */
	struct str name, second;
	struct span file; /* the name of a template, without its quotes */
	const struct expr *expr;
	const struct branch *branches;
	const struct param *params;
	size_t n_params;
	struct body body, otherwise;
	struct stmt *next;
};

struct template_file {
	const struct source *src;
	struct span extends; /* the name of the parent without its quotes; src NULL: none */
	struct body body;
	struct map blocks; /* name to struct stmt */
	bool failed;	   /* what is wrong was reported */
};

struct template_file *template_parse(struct arena *a, const struct source *src, struct diags *d);

#endif
