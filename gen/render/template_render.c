/* SPDX-License-Identifier: MIT */
#include "render/template.h"

#include "base/arena.h"
#include "base/lua.h"
#include "doc/messages.h"
#include "render/template_compile.h"
#include "render/template_run.h"

enum { LUA_MEMORY = 64 * 1024 * 1024, SETUP_STEPS = 1000000, RENDER_STEPS = 30 * 1000 * 1000 };

struct templates {
	struct arena *arena;
	struct template_library library;
	struct map programs; /* name to struct program */
	struct map globals;
	struct lua_host *lua;
	struct run run;
};

static int open_all(lua_State *L)
{
	run_open_output(L);
	run_open_values(L);
	run_open_operators(L);
	run_open_filters(L);
	return 0;
}

static void free_scratch(void *scratch)
{
	arena_free(scratch);
}

struct templates *templates_new(
	struct arena *a, const struct map *sources, const struct map *words, struct diags *d)
{
	struct templates *t = NEW(a, struct templates);
	t->arena = a;
	t->library = (struct template_library){.arena = a, .sources = sources, .words = words};
	t->run.words = words;
	t->run.globals = &t->globals;
	t->run.scratch = arena_new();
	arena_defer(a, free_scratch, t->run.scratch);
	t->lua = lua_host_new(a, LUA_MEMORY, &t->run);
	if (!t->lua || lua_host_run(t->lua, open_all, NULL, SETUP_STEPS) != LUA_HOST_OK) {
		diag_add(d, MSG(template_memory), SPAN_NONE, NO_ARGS);
		return NULL;
	}
	return t;
}

void templates_global(struct templates *t, const char *name, const struct value *v)
{
	map_put(t->arena, &t->globals, str_from(name), v);
}

struct loading {
	const struct program *program;
	struct str lua;
	bool loaded;
};

/* The function of a program and its literals lie in the registry, by the program's address. */
static int load(lua_State *L)
{
	struct loading *l = lua_touserdata(L, 1);
	const struct program *p = l->program;
	if (!lua_load_text(L, l->lua, "=template"))
		return 0;
	lua_rawsetp(L, LUA_REGISTRYINDEX, p);
	lua_createtable(L, (int)p->literals.n, 0);
	for (size_t i = 0; i < p->literals.n; i++) {
		run_push(L, &p->literals.items[i]);
		lua_rawseti(L, -2, (lua_Integer)i + 1);
	}
	lua_rawsetp(L, LUA_REGISTRYINDEX, &p->literals);
	l->loaded = true;
	return 0;
}

static const struct program *program_of(struct templates *t, struct str name, struct diags *d)
{
	const struct program *known = map_get(&t->programs, name);
	if (known)
		return known;
	struct loading l = {0};
	struct program *p = template_compile(&t->library, name, d, &l.lua);
	l.program = p;
	if (!p->failed) {
		lua_host_run(t->lua, load, &l, SETUP_STEPS);
		const struct source *src = map_get(t->library.sources, name);
		if (!l.loaded)
			diag_add(d, MSG(template_too_big), span_file(src), NO_ARGS);
		p->failed = !l.loaded;
	}
	map_put(t->arena, &t->programs, str_copy(t->arena, name), p);
	return p;
}

static int render(lua_State *L)
{
	const struct program *p = run_of(L)->program;
	lua_rawgetp(L, LUA_REGISTRYINDEX, p);
	lua_rawgetp(L, LUA_REGISTRYINDEX, &p->literals);
	lua_call(L, 1, 0);
	return 0;
}

static void report(const struct run *r, enum lua_fault fault)
{
	/* What happened before the first place belongs to the template as a whole. */
	struct span at = r->program->places.n ? r->program->places.items[r->place] : SPAN_NONE;
	switch (fault) {
	case LUA_HOST_OK:
		break;
	case LUA_HOST_TOO_LONG:
		diag_add(r->diags, MSG(template_too_long), at, NO_ARGS);
		break;
	case LUA_HOST_NO_MEMORY:
		diag_add(r->diags, MSG(template_memory), at, NO_ARGS);
		break;
	case LUA_HOST_ERROR: /* Lua's own ones are of its stack */
		if (!r->reported)
			diag_add(r->diags, MSG(template_too_big), at, NO_ARGS);
		break;
	}
}

bool templates_render(struct templates *t, struct str name, const struct value *page_context,
	struct str page_file, struct buf *out, struct diags *d)
{
	const struct program *p = program_of(t, name, d);
	if (p->failed)
		return false;
	struct run *r = &t->run;
	size_t before = out->n;
	arena_reset(r->scratch);
	r->program = p;
	r->page = page_context;
	r->page_file = page_file;
	r->out = r->page_out = out;
	r->capture = buf_new(r->scratch);
	r->depth = 0;
	r->diags = d;
	r->place = 0;
	r->reported = false;
	enum lua_fault fault = lua_host_run(t->lua, render, NULL, RENDER_STEPS);
	report(r, fault);
	if (fault != LUA_HOST_OK)
		out->n = before;
	return fault == LUA_HOST_OK;
}
