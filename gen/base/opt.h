/* SPDX-License-Identifier: MIT */
/* Options of a command as a table: one row feeds parsing, help and the manual. */
#ifndef BASE_OPT_H
#define BASE_OPT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/str.h"
#include "base/vec.h"

enum opt_type {
	OPT_FLAG,  /* bool */
	OPT_TEXT,  /* struct str */
	OPT_TEXTS, /* struct opt_texts: each time one more */
};

struct opt_texts {
	VEC(struct str) list;
};

struct opt {
	const char *name; /* --name; NULL: a short one only */
	char letter;	  /* -x; 0: none */
	enum opt_type type;
	size_t at;		    /* where the value goes: offsetof(struct …, …) */
	const char *value[N_LANGS]; /* how help calls the value */
	const char *choices;	    /* "text|json", or NULL */
	const char *help[N_LANGS];
};

struct opt_table {
	const struct opt *rows;
	size_t n;
};

enum opt_fault { OPT_OK, OPT_UNKNOWN, OPT_NO_VALUE, OPT_EXTRA_VALUE, OPT_BAD_CHOICE };

struct opt_result {
	enum opt_fault fault;
	struct str given;     /* what was written */
	struct str hint;      /* the nearest known, or the choices */
	VEC(struct str) args; /* what is no option */
};

/* Fills *out by the rows of both tables. Options and arguments may be mixed; -- ends the options.
 */
struct opt_result opt_parse(struct arena *a, struct opt_table own, struct opt_table common,
	int argc, char **argv, void *out);
/* One line a row, aligned by display width. */
struct str opt_help(struct arena *a, struct opt_table table, enum lang lang);

#endif
