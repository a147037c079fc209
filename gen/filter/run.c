/* SPDX-License-Identifier: MIT */
/* One filter over one document: a Lua state as if for it alone, its functions, and what went
 * wrong. */
#include "filter/state.h"

#include <string.h>

#include "base/utf8.h"

enum { FILTER_STEPS = 40000000, MOST_MESSAGE = 2000 };

/* --- what a filter sees --- */

/* By these names the modules can be required, and errors name their functions. */
static void note_loaded(lua_State *L)
{
	int pandoc = lua_gettop(L);
	luaL_getsubtable(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
	lua_pushvalue(L, pandoc);
	lua_setfield(L, -2, "pandoc");
	for (lua_pushnil(L); lua_next(L, pandoc); lua_pop(L, 1)) {
		if (!lua_istable(L, -1))
			continue;
		lua_pushfstring(L, "pandoc.%s", lua_tostring(L, -2));
		lua_pushvalue(L, -2);
		lua_rawset(L, pandoc + 1);
	}
	/* The name that pandoc.text had at first. */
	lua_getfield(L, pandoc, "text");
	lua_setfield(L, pandoc + 1, "text");
	lua_settop(L, pandoc);
}

static void open_pandoc(lua_State *L)
{
	static const struct {
		const char *name;
		void (*open)(lua_State *L);
	} modules[] = {{"utils", open_utils}, {"text", open_text}, {"path", open_path},
		{"json", open_json}, {"structure", open_structure}, {"types", open_types},
		{"system", open_system}, {"log", open_log}, {"mediabag", open_media},
		{"format", open_format}};
	lua_createtable(L, 0, 128);
	open_constructors(L);
	for (size_t i = 0; i < ARRAY_LEN(modules); i++) {
		modules[i].open(L);
		lua_setfield(L, -2, modules[i].name);
	}
	lua_pushcfunction(L, utils_sha1);
	lua_setfield(L, -2, "sha1");
	open_options(L);
	open_processes(L);
	open_absent(L);
	note_loaded(L);
	lua_setglobal(L, "pandoc");
}

static void open_globals(lua_State *L)
{
	/* The pandoc whose filters these are. */
	static const int version[] = {3, 10}, api[] = {1, 23, 1, 2};
	push_version(L, version, ARRAY_LEN(version));
	lua_setglobal(L, "PANDOC_VERSION");
	push_version(L, api, ARRAY_LEN(api));
	lua_setglobal(L, "PANDOC_API_VERSION");
	open_option_globals(L);
}

static void set_globals(lua_State *L, const struct filter_state *st)
{
	push_str(L, st->call->format);
	lua_setglobal(L, "FORMAT");
	push_str(L, st->script);
	lua_setglobal(L, "PANDOC_SCRIPT_FILE");
	set_option_globals(L);
}

/* --- running it --- */

/* Its functions stand in what the file returned: a table, or a list of tables in their order; in
 * its globals if it returned nothing. */
static void apply(lua_State *L, struct filter_state *st, int result)
{
	if (lua_isnil(L, result)) {
		lua_pushglobaltable(L);
		st->doc = walk_doc(L, lua_gettop(L), st->doc);
		return;
	}
	if (!lua_istable(L, result))
		luaL_error(L, "a filter returns a table of functions, or a list of such tables");
	lua_Integer n = luaL_len(L, result);
	if (!n)
		st->doc = walk_doc(L, result, st->doc);
	for (lua_Integer i = 1; i <= n; i++) {
		lua_geti(L, result, i);
		st->doc = walk_doc(L, lua_gettop(L), st->doc);
		lua_pop(L, 1);
	}
}

/* What was thrown, as text with the places that led to it. */
static int explain(lua_State *L)
{
	const char *text = lua_tostring(L, 1);
	if (state_of(L)->exited)
		return 1;
	if (!text) {
		lua_push_text(L, 1, NULL);
		text = lua_tostring(L, -1);
	}
	luaL_traceback(L, L, text, 1);
	return 1;
}

/* What all filters see, before any of them has run. */
static int open_all(lua_State *L)
{
	lua_collect_late(L);
	lua_open_safe(L);
	lua_open_scripting(L);
	open_pandoc(L);
	open_globals(L);
	open_machine(L);
	open_absent_of_lua(L);
	open_placard(L);
	open_lpeg(L);
	return 0;
}

static int run_inside(lua_State *L)
{
	struct filter_state *st = lua_touserdata(L, 1);
	lua_settop(L, 0);
	set_globals(L, st);
	struct str chunk = STR_CAT(st->arena, STR("@"), st->script);
	if (!lua_load_script(L, st->file->source->text, str_cstr(st->arena, chunk)))
		return lua_error(L);
	lua_call(L, 0, 1);
	apply(L, st, lua_gettop(L));
	return 0;
}

static int run_main(lua_State *L)
{
	struct filter_state *st = lua_touserdata(L, 1);
	lua_pushcfunction(L, explain);
	lua_pushcfunction(L, run_inside);
	lua_pushlightuserdata(L, st);
	if (lua_pcall(L, 1, 0, -3) != LUA_OK && !st->exited)
		return lua_error(L);
	return 0;
}

static struct str why(struct arena *a, const struct lua_host *host, enum lua_fault fault)
{
	struct str s = fault == LUA_HOST_TOO_LONG    ? STR("it took too many steps")
		       : fault == LUA_HOST_NO_MEMORY ? STR("not enough memory")
						     : lua_host_message(host);
	if (!s.n)
		s = STR("an error without a message");
	return str_copy(a, utf8_prefix(s, MOST_MESSAGE));
}

static void free_arena(void *arena)
{
	arena_free(arena);
}

/* --- the state that each begins with --- */

struct filter_engine {
	struct arena *lua;	/* of the state; NULL: none is open */
	struct lua_host *host;	/* kept as it is before a filter runs */
	struct filter_state st; /* of the filter that runs; the state knows it by its address */
};

static void engine_close(void *engine)
{
	struct filter_engine *e = engine;
	if (e->lua)
		arena_free(e->lua);
	e->lua = NULL;
}

struct filter_engine *filter_engine_new(struct arena *a)
{
	struct filter_engine *e = NEW(a, struct filter_engine);
	arena_defer(a, engine_close, e);
	return e;
}

/* What is opened here is the same for all filters, and far less than the limits. It has no arena:
 * nothing of it may lie in that of a page. */
static void engine_begin(struct filter_engine *e, const struct filter_call *call)
{
	if (e->lua) {
		lua_host_rewind(e->host);
		return;
	}
	e->lua = arena_new();
	e->st = (struct filter_state){.call = call};
	e->host = lua_host_new_rewinding(e->lua, FILTER_LUA_BYTES, &e->st);
	if (!e->host || lua_host_run(e->host, open_all, NULL, FILTER_STEPS) != LUA_HOST_OK ||
		!lua_host_keep(e->host))
		out_of_memory();
}

static struct filter_state state_new(struct arena *a, const struct filter_file *file,
	const struct filter_call *call, const struct node *doc, struct filter_result *result)
{
	struct filter_state st = {.arena = arena_new(),
		.call = call,
		.file = file,
		.result = result,
		.doc = doc,
		.script = file->path,
		.printed = buf_new(a),
		.told = buf_new(a)};
	if (file->grants & FILTER_ENV) {
		st.env = file->env;
		st.n_env = file->n_env;
	}
	for (size_t i = 0; call->media && i < call->media->list.n; i++)
		*vec_push(st.arena, &st.media.list) = call->media->list.items[i];
	return st;
}

struct node *filter_run(struct filter_engine *e, struct arena *a, const struct filter_file *file,
	const struct filter_call *call, struct node *doc, struct filter_result *result)
{
	struct filter_state *st = &e->st;
	engine_begin(e, call);
	*st = state_new(a, file, call, doc, result);
	void *timer = call->clock ? call->clock->start(st->arena, e->host) : NULL;
	enum lua_fault fault = lua_host_run(e->host, run_main, st, FILTER_STEPS);
	if (call->clock)
		call->clock->stop(timer);
	result->failed = fault != LUA_HOST_OK;
	result->exited = st->exited;
	result->printed = buf_str(&st->printed);
	result->told = buf_str(&st->told);
	if (result->failed) {
		result->message = why(a, e->host, fault);
		result->at = st->at ? st->at->span : SPAN_NONE;
		engine_close(e);
		arena_free(st->arena);
		return NULL;
	}
	if (call->media)
		*call->media = st->media;
	/* The tree and the media live in it. */
	arena_defer(a, free_arena, st->arena);
	/* Nobody else has what came of it. */
	memcpy(&doc, &st->doc, sizeof(doc));
	return doc;
}
