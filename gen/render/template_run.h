/* SPDX-License-Identifier: MIT */
/*
 * A compiled template and what runs it. In Lua every value is a light pointer to a struct value, or
 * a number; the Lua code holds control flow only and names texts, places and names by their index,
 * so no byte of a template gets into it.
 */
#ifndef RENDER_TEMPLATE_RUN_H
#define RENDER_TEMPLATE_RUN_H

#include "base/buf.h"
#include "base/diag.h"
#include "base/lua.h"
#include "base/map.h"
#include "doc/value.h"

struct known;

struct name_use {
	struct str name;
	const struct known *visible; /* the names of the template itself, for the nearest one */
};

struct program {
	VEC(struct str) texts;
	VEC(struct span) places;
	VEC(struct name_use) names;
	VEC(struct value) literals;
	bool failed; /* why was reported */
};
enum { RUN_DEPTH_LIMIT = 60 /* of macros that call macros */, NUMBER_SIZE = 32 };

/* One render. What it makes lives in scratch to its end. */
struct run {
	const struct program *program;
	const struct map *words, *globals;
	const struct value *page;
	struct str page_file;
	struct arena *scratch;
	struct buf *out, *page_out;    /* where text goes: page_out or capture */
	struct buf capture;	       /* what macros write, one behind the other */
	size_t marks[RUN_DEPTH_LIMIT]; /* where in it each open macro began */
	unsigned depth;
	struct diags *diags;
	uint32_t place; /* of what is done now */
	bool reported;
};

struct run *run_of(lua_State *L);
/* Reports at the current place and leaves the render. */
_Noreturn void run_fail(lua_State *L, const struct message *m, struct args args);
/* The argument at index; tmp holds it if it is a number. */
const struct value *run_arg(lua_State *L, int index, struct value *tmp);
struct run *run_place(lua_State *L, int index); /* the argument there is the current place */
struct str run_source(const struct run *r);	/* the text of the template at the current place */
int run_push(lua_State *L, const struct value *v); /* returns 1 */
/* A copy in scratch; its text must be there too, or outlive the render. */
int run_push_new(lua_State *L, struct value v);
int run_push_text(lua_State *L, const struct buf *b, bool markup);
struct buf run_buf(struct run *r);	  /* in scratch, bounded */
void run_reserve(lua_State *L, size_t n); /* before a list of n values is made in scratch */

/* What a value is as text; number has NUMBER_SIZE bytes for one. Fails for lists and maps. */
struct str run_text(lua_State *L, const struct value *v, char *number);
struct str value_number_text(double n, char *number);
bool value_truth(const struct value *v); /* as Python has it: "", 0, [] and {} are false */
bool value_equal(const struct value *a, const struct value *b);
/* As a number, which a text may be too; YAML's numbers come as text. */
bool value_as_number(const struct value *v, double *ret_number);
struct str run_part(struct str s, size_t from, size_t to);	  /* by characters */
struct str value_kind_word(enum value_kind kind, enum lang lang); /* for messages */
_Noreturn void run_fail_type(lua_State *L, enum value_kind wanted, const struct value *found);
/* Percent-encoded, so that nothing of it is a sign of a URL. */
void run_add_component(struct buf *b, struct str s);

void run_open_output(lua_State *L); /* the groups of functions that compiled templates call */
void run_open_values(lua_State *L);
void run_open_operators(lua_State *L);
void run_open_filters(lua_State *L);

#endif
