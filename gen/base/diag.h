/* SPDX-License-Identifier: MIT */
/*
 * The one type of message. Stages add to a list and never print; who owns the list prints it, once,
 * sorted by place. What a message says stands in a table of struct message, in each language.
 */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include <stdbool.h>
#include <stdio.h>

#include "base/map.h"
#include "base/source.h"
#include "base/str.h"
#include "base/vec.h"

enum lang { LANG_ZH, LANG_EN, N_LANGS };
enum level { LEVEL_NOTE, LEVEL_WARNING, LEVEL_ERROR };

/* {1} to {4} in a text stand for the arguments. A hint that uses an empty argument is left out. */
struct message {
	const char *id; /* stable: tests and people name it */
	enum level level;
	const char *text[N_LANGS];
	const char *hint[N_LANGS]; /* NULL: none */
};

struct args {
	struct str s[4];
};
#define ARGS(...) ((struct args){{__VA_ARGS__}})
#define NO_ARGS ((struct args){{{NULL, 0}}})

struct diag {
	struct str id;
	enum level level;
	struct place place;
	struct str text, hint;
};

struct diag_counts {
	size_t n[LEVEL_ERROR + 1];
};

struct diags {
	struct arena *arena;
	enum lang lang;
	bool strict; /* warnings count as errors */
	VEC(struct diag) list;
	struct map files; /* name to struct diag_counts * */
};

/*
 * Of one file at most this many of a level are kept, so that a broken table of a million rows hides
 * no other's mistake and takes no memory; one more message says so. The number of kept
 * errors is 0 only where there was none.
 */
enum { DIAGS_A_FILE = 1000 };

struct diags diags_new(struct arena *a, enum lang lang, bool strict);
void diag_add(struct diags *d, const struct message *m, struct span at, struct args args);
void diag_add_at(struct diags *d, const struct message *m, struct place at, struct args args);
/* Copies what another list holds, for instance a worker's. */
void diags_take(struct diags *d, const struct diags *from);
/* By path, line, column, then in the order of adding; the same message twice is kept once. */
void diags_sort(struct diags *d);
size_t diags_count(const struct diags *d, enum level level);

void diags_print(const struct diags *d, FILE *to, bool colour);
struct str diags_json(struct arena *a, const struct diags *d);
/* A text with its arguments in place of {1} … {4}, for pages. */
struct str text_fill(struct arena *a, const char *text, const struct args *args);
/* The same for messages: an argument is kept on one line, and a long one is cut. */
struct str message_fill(struct arena *a, const char *text, const struct args *args);
/* path:line, of a workbook path:sheet!cell: how a message names a second place. */
struct str place_shown(struct arena *a, const struct place *at);
const char *level_name(enum level level); /* the same in every language */
/* What a value of errno means, in the language of the list. */
struct str error_text(const struct diags *d, int error);

#endif
