/* SPDX-License-Identifier: MIT */
/* What a template takes from others: extends and blocks, include, import. All of it becomes one Lua
 * text. */
#include "render/template_code.h"

#include "base/arena.h"
#include "base/nearest.h"
#include "base/vec.h"
#include "doc/messages.h"

/* A file whose content is being compiled; one that is met again inside itself is a loop. */
struct opened {
	const struct opened *outer;
	struct str name;
};

/* A template of the chain, with the names of its own top: begin is not included. */
struct link {
	const struct template_file *file;
	const struct known *end, *begin;
};

struct frame {
	struct link *chain; /* the template, its parent … to the one that extends nothing */
	size_t n;
};

static void add(struct code *c, const char *text)
{
	buf_add(&c->lua, str_from(text));
}

/* --- files --- */

static void missing(struct code *c, struct str name, struct span at)
{
	struct nearest near = nearest_to(name);
	for (size_t i = 0; i < c->lib->sources->n; i++)
		nearest_try(&near, c->lib->sources->items[i].key);
	code_fail(c, MSG(template_missing), at, ARGS(name, near.best));
}

static bool is_loop(struct code *c, struct str name, struct span at)
{
	const struct opened *o = c->opened;
	while (o && !str_eq(o->name, name))
		o = o->outer;
	if (!o)
		return false;
	struct str path = name;
	for (const struct opened *p = c->opened; p != o->outer; p = p->outer)
		path = STR_CAT(c->arena, p->name, STR(" → "), path);
	code_fail(c, MSG(template_loop), at, ARGS(path));
	return true;
}

/* NULL where it cannot be used; that was reported. Else it is opened. */
static const struct template_file *open_file(struct code *c, struct str name, struct span at)
{
	if (is_loop(c, name, at))
		return NULL;
	const struct source *src = map_get(c->lib->sources, name);
	if (!src) {
		missing(c, name, at);
		return NULL;
	}
	const struct template_file *file = map_get(&c->lib->files, name);
	if (!file) {
		file = template_parse(c->arena, src, c->diags);
		map_put(c->arena, &c->lib->files, name, file);
	}
	if (file->failed) {
		c->program->failed = true;
		return NULL;
	}
	struct opened *o = NEW(c->arena, struct opened);
	*o = (struct opened){c->opened, name};
	c->opened = o;
	return file;
}

static bool open_chain(struct code *c, struct str name, struct span at, struct frame *f)
{
	VEC(struct link) chain = {0};
	do {
		const struct template_file *file = open_file(c, name, at);
		if (!file)
			return false;
		*vec_push(c->arena, &chain) = (struct link){.file = file};
		at = file->extends;
		name = span_text(at);
	} while (at.src);
	*f = (struct frame){chain.items, chain.n};
	return true;
}

/* --- the top of a file that is no page of its own: a child or a module --- */

static void lost(struct code *c, struct span at)
{
	struct str text = span_text(at);
	size_t blank = (size_t)(str_trim(text).p - text.p);
	text = str_trim(text);
	code_fail(c, MSG(template_lost), span_sub(at, blank, str_line(&text).n), NO_ARGS);
}

static void check_block(struct code *c, const struct frame *f, size_t at, const struct stmt *s)
{
	struct nearest near = nearest_to(s->name);
	for (size_t i = at + 1; i < f->n; i++) {
		const struct map *blocks = &f->chain[i].file->blocks;
		if (map_get(blocks, s->name))
			return;
		for (size_t k = 0; k < blocks->n; k++)
			nearest_try(&near, blocks->items[k].key);
	}
	code_fail(c, MSG(template_block_unknown), s->at,
		ARGS(s->name, near.best, span_text(f->chain[at].file->extends)));
}

/* f is NULL for a module, which has no blocks. */
static void code_top(
	struct code *c, const struct template_file *file, const struct frame *f, size_t at)
{
	code_register(c, &file->body);
	for (const struct stmt *s = file->body.first; s && !c->stopped; s = s->next) {
		switch (s->kind) {
		case STMT_SET:
		case STMT_IMPORT:
		case STMT_MACRO:
			code_stmt(c, s);
			break;
		case STMT_BLOCK:
			if (f)
				check_block(c, f, at, s);
			else
				lost(c, s->at);
			break;
		case STMT_TEXT:
			if (str_trim(span_text(s->at)).n)
				lost(c, s->at);
			break;
		case STMT_OUTPUT:
		case STMT_IF:
		case STMT_FOR:
		case STMT_INCLUDE:
			lost(c, s->at);
			break;
		}
	}
}

void code_import(struct code *c, const struct stmt *s)
{
	const struct opened *opened = c->opened;
	struct scope_mark mark = code_enter(c);
	c->names = NULL; /* a module sees nothing of who imports it */
	c->depth++;
	add(c, "do\n");
	const struct template_file *file = open_file(c, span_text(s->file), s->file);
	if (file && file->extends.src)
		lost(c, file->extends);
	else if (file && code_fits(c, s->at))
		code_top(c, file, NULL, 0);
	const struct known *members = c->names;
	c->depth--;
	add(c, "end\n");
	code_leave(c, mark);
	c->opened = opened;
	struct known *k = code_know(c, KNOWN_MODULE, s->name);
	k->members = members;
	k->maybe = !file;
}

/* --- blocks --- */

/* The next definition of a block, from index at on. */
static const struct stmt *find_block(const struct frame *f, struct str name, size_t *at)
{
	const struct stmt *s = NULL;
	while (*at < f->n && !(s = map_get(&f->chain[*at].file->blocks, name)))
		++*at;
	return s;
}

/* Makes the names of a child's own top visible in front of those of the place where its block
 * stands. */
static void reveal(struct code *c, const struct link *link)
{
	VEC(const struct known *) list = {0};
	for (const struct known *k = link->end; k != link->begin; k = k->outer)
		*vec_push(c->arena, &list) = k;
	while (list.n) {
		struct known *k = NEW(c->arena, struct known);
		*k = *list.items[--list.n];
		k->outer = c->names;
		c->names = k;
	}
}

static void code_definition(struct code *c, const struct block_use *use, const struct stmt *s)
{
	const struct block_use *outer = c->block;
	struct scope_mark mark = code_enter(c);
	c->names = use->names;
	c->block = use;
	if (use->at + 1 < c->frame->n)
		reveal(c, &c->frame->chain[use->at]);
	code_flush(c);
	add(c, "do\n");
	code_body(c, &s->body);
	add(c, "end\n");
	c->block = outer;
	code_leave(c, mark);
}

void code_block(struct code *c, const struct stmt *s)
{
	struct block_use use = {.name = s->name, .names = c->names};
	const struct stmt *first = find_block(c->frame, s->name, &use.at);
	code_definition(c, &use, first);
}

void code_super(struct code *c, struct span at)
{
	if (!c->block) {
		code_fail(c, MSG(template_super_outside), at, NO_ARGS);
		return;
	}
	struct block_use use = *c->block;
	use.at++;
	const struct stmt *next = find_block(c->frame, use.name, &use.at);
	if (next)
		code_definition(c, &use, next);
	else
		code_fail(c, MSG(template_super_none), at, ARGS(use.name));
}

/* --- whole templates --- */

static void code_file(struct code *c, struct str name, struct span at)
{
	const struct opened *opened = c->opened;
	const struct frame *outer = c->frame;
	struct frame f;
	if (open_chain(c, name, at, &f)) {
		c->frame = &f;
		for (size_t i = 0; i + 1 < f.n; i++) {
			f.chain[i].begin = c->names;
			code_top(c, f.chain[i].file, &f, i);
			f.chain[i].end = c->names;
		}
		code_body(c, &f.chain[f.n - 1].file->body);
	}
	c->opened = opened;
	c->frame = outer;
}

void code_template(struct code *c, struct span name)
{
	code_file(c, span_text(name), name);
}

struct program *template_compile(
	struct template_library *lib, struct str name, struct diags *d, struct str *ret_lua)
{
	struct code c = {.arena = lib->arena, .lib = lib, .diags = d};
	c.program = NEW(lib->arena, struct program);
	c.lua = buf_new(lib->arena);
	c.text = buf_new(lib->arena);
	add(&c, "local M,K={},...\n");
	code_file(&c, name, SPAN_NONE);
	code_flush(&c);
	if (c.html.place != HTML_TEXT && !c.program->failed)
		code_fail(&c, MSG(template_html_end), c.html.opened,
			ARGS(html_place_name(&c.html, d->lang)));
	*ret_lua = c.program->failed ? STR_NONE : buf_str(&c.lua);
	return c.program;
}
