/* SPDX-License-Identifier: MIT */
/* Inside of the compiler. */
#ifndef RENDER_TEMPLATE_CODE_H
#define RENDER_TEMPLATE_CODE_H

#include "base/buf.h"
#include "render/template_compile.h"
#include "render/template_html.h"
#include "render/template_known.h"
#include "render/template_tree.h"

struct frame;  /* a template with what it extends */
struct opened; /* the files that stand around the current one */

/* The block whose content is being compiled. */
struct block_use {
	struct str name;
	size_t at;		   /* whose definition it is: the template's, its parent's … */
	const struct known *names; /* visible where the block stands */
};

struct code {
	struct arena *arena;
	struct template_library *lib;
	struct program *program;
	struct diags *diags;
	struct buf lua;
	struct buf text; /* static text that is not yet in the Lua code */
	struct html_state html;
	const struct known *names; /* what is visible, innermost first */
	unsigned scope, last_scope, last_id;
	unsigned n_locals, depth;
	size_t n_stmts, n_text;
	const struct frame *frame;
	const struct opened *opened;
	const struct block_use *block;
	bool stopped; /* it grew too big: nothing more is compiled */
};

void code_fail(struct code *c, const struct message *m, struct span at, struct args args);
unsigned code_place(struct code *c, struct span at);
const struct known *code_find(const struct code *c, struct str name);

void code_value(struct code *c, const struct expr *e); /* a Lua expression that gives a value */
void code_cond(struct code *c, const struct expr *e);  /* one that gives true or false */
bool code_is_super(const struct expr *e);

void code_flush(struct code *c); /* writes the static text that waits */
void code_body(struct code *c, const struct body *body);
void code_stmt(struct code *c, const struct stmt *s);
/* Macros are known in all of the body that holds them, so that they can call each other. */
void code_register(struct code *c, const struct body *body);
/* Counts what was compiled; false: it is too much. */
bool code_fits(struct code *c, struct span at);
/* The template of this name with all that it extends. */
void code_template(struct code *c, struct span name);
void code_block(struct code *c, const struct stmt *s);
void code_super(struct code *c, struct span at);
void code_import(struct code *c, const struct stmt *s);

struct scope_mark {
	const struct known *names;
	unsigned scope, n_locals;
};
struct scope_mark code_enter(struct code *c);
void code_leave(struct code *c, struct scope_mark mark);
void code_local(struct code *c, struct span at); /* counts one more Lua local */
struct known *code_know(struct code *c, enum known_kind kind, struct str name);

#endif
