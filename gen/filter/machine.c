/* SPDX-License-Identifier: MIT */
/* The globals that in pandoc reach the machine: print, warn, require, dofile, debug, package. */
#include "filter/state.h"

#include <string.h>

#include "base/file.h"
#include "base/path.h"

/* --- what it says --- */

static void add_output(lua_State *L, struct buf *out, struct str s)
{
	if (s.n > FILTER_OUTPUT - out->n)
		luaL_error(L, "this filter prints too much: over %d MB", FILTER_OUTPUT >> 20);
	state_charge(L, s.n);
	buf_add(out, s);
}

static void add_values(lua_State *L, struct buf *out, const char *between)
{
	int n = lua_gettop(L);
	for (int i = 1; i <= n; i++) {
		struct str s;
		s.p = lua_push_text(L, i, &s.n);
		if (i > 1)
			add_output(L, out, str_from(between));
		add_output(L, out, s);
		lua_pop(L, 1);
	}
	add_output(L, out, STR("\n"));
}

static int print(lua_State *L)
{
	add_values(L, &state_of(L)->printed, "\t");
	return 0;
}

/* warn("@on") and the like switch warnings in Lua; here they are always on. */
static int warn(lua_State *L)
{
	const char *first = luaL_checkstring(L, 1);
	if (*first == '@' && lua_gettop(L) == 1)
		return 0;
	add_values(L, &state_of(L)->told, "");
	return 0;
}

/* pandoc.log: what is only information is not told. */
static int log_info(lua_State *L)
{
	luaL_checkany(L, 1);
	return 0;
}

static int log_warn(lua_State *L)
{
	add_values(L, &state_of(L)->told, "");
	return 0;
}

/* silence(f, ...): what it told, as a list, then its results. */
static int log_silence(lua_State *L)
{
	struct filter_state *st = state_of(L);
	size_t before = st->told.n;
	luaL_checktype(L, 1, LUA_TFUNCTION);
	lua_call(L, lua_gettop(L) - 1, LUA_MULTRET);
	push_list(L, LIST_PLAIN, 0);
	struct str told = str_after(buf_str(&st->told), before);
	for (lua_Integer i = 1; told.n; i++) {
		push_str(L, str_cut(&told, '\n'));
		lua_rawseti(L, -2, i);
	}
	st->told.n = before;
	lua_insert(L, 1);
	return lua_gettop(L);
}

void open_log(lua_State *L)
{
	static const luaL_Reg functions[] = {
		{"info", log_info}, {"warn", log_warn}, {"silence", log_silence}, {NULL, NULL}};
	luaL_newlib(L, functions);
}

/* --- more code: only text, and only from the folder of the filter --- */

enum { CODE_LIMIT = 1 << 20 };

static bool load_beside(lua_State *L, struct str name)
{
	struct filter_state *st = state_of(L);
	struct arena *a = st->arena;
	struct str clean, root, real, code;
	struct str folder = path_join(a, st->call->site_dir, path_dir(st->script));
	if (!name.n || name.p[0] == '/' || !path_clean(a, name, &clean))
		return false;
	if (file_real(a, str_cstr(a, folder.n ? folder : STR(".")), &root) != 0 ||
		file_real(a, str_cstr(a, path_join(a, folder, clean)), &real) != 0)
		return false;
	/* A link may lead anywhere; what it leads to counts. */
	if (!str_starts(real, root) || real.n <= root.n || real.p[root.n] != '/')
		return false;
	if (file_read(a, str_cstr(a, real), CODE_LIMIT, &code) != 0)
		return false;
	state_charge(L, code.n);
	struct str chunk = STR_CAT(a, STR("@"), path_join(a, path_dir(st->script), clean));
	if (!lua_load_script(L, code, str_cstr(a, chunk)))
		lua_error(L);
	return true;
}

static struct str borrow(lua_State *L, int at)
{
	struct str s;
	s.p = luaL_checklstring(L, at, &s.n);
	return s;
}

/* A name that a grant opens is looked for in the site, any other beside the filter. */
static void load_file(lua_State *L)
{
	struct str name = borrow(L, 1), code;
	if (load_beside(L, name))
		return;
	if (!(state_of(L)->file->grants & FILTER_READ))
		luaL_error(L, "cannot open %s beside the filter", name.p);
	if (!site_read(L, 1, &code))
		lua_error(L);
	lua_pushfstring(L, "@%s", name.p);
	if (!lua_load_script(L, code, lua_tostring(L, -1)))
		lua_error(L);
}

static int do_file(lua_State *L)
{
	lua_settop(L, 1);
	load_file(L);
	int base = lua_gettop(L) - 1;
	lua_call(L, 0, LUA_MULTRET);
	return lua_gettop(L) - base;
}

static int load_file_only(lua_State *L)
{
	lua_settop(L, 1);
	load_file(L);
	return 1;
}

static void push_loaded(lua_State *L)
{
	lua_getfield(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
}

/* The searchers of package.searchers: what loads the module of this name, or why it does not. */
static int search_preload(lua_State *L)
{
	lua_settop(L, 1);
	lua_getglobal(L, "package");
	if (!lua_istable(L, 2) || lua_getfield(L, 2, "preload") != LUA_TTABLE)
		return 0;
	lua_pushvalue(L, 1);
	lua_gettable(L, 3);
	lua_pushliteral(L, ":preload:");
	return 2;
}

static int search_beside(lua_State *L)
{
	struct str name = borrow(L, 1);
	struct arena *a = state_arena(L);
	state_charge(L, name.n * 2);
	struct str path = str_replace(a, name, STR("."), STR("/"));
	if (!load_beside(L, STR_CAT(a, path, STR(".lua"))) &&
		!load_beside(L, STR_CAT(a, path, STR("/init.lua"))))
		lua_pushnil(L);
	return 1;
}

/* Leaves what loads the module and what it is given. */
static bool search(lua_State *L)
{
	lua_getglobal(L, "package");
	if (!lua_istable(L, -1) || lua_getfield(L, -1, "searchers") != LUA_TTABLE)
		return false;
	int searchers = lua_gettop(L);
	lua_Integer n = luaL_len(L, searchers);
	for (lua_Integer i = 1; i <= n; i++) {
		lua_geti(L, searchers, i);
		lua_pushvalue(L, 1);
		lua_call(L, 1, 2);
		if (lua_isfunction(L, -2))
			return true;
		lua_settop(L, searchers);
	}
	return false;
}

static int require(lua_State *L)
{
	luaL_checkstring(L, 1);
	lua_settop(L, 1);
	push_loaded(L);
	lua_pushvalue(L, 1);
	if (lua_rawget(L, 2) != LUA_TNIL)
		return 1;
	lua_settop(L, 1);
	if (!search(L))
		return luaL_error(L,
			"module '%s' not found: it is not part of this program, and "
			"there is no such file beside the filter",
			lua_tostring(L, 1));
	lua_pushvalue(L, -1);
	lua_insert(L, 1); /* the second result */
	lua_pushvalue(L, 2);
	lua_insert(L, -2);
	lua_call(L, 2, 1);
	if (lua_isnil(L, -1)) {
		lua_pop(L, 1);
		lua_pushboolean(L, true);
	}
	push_loaded(L);
	lua_pushvalue(L, 2);
	lua_pushvalue(L, -3);
	lua_rawset(L, -3);
	lua_pop(L, 1);
	lua_pushvalue(L, 1);
	return 2;
}

/* --- debug, package --- */

static int traceback(lua_State *L)
{
	const char *text = lua_tostring(L, 1);
	if (!text && !lua_isnoneornil(L, 1)) {
		lua_settop(L, 1);
		return 1;
	}
	luaL_traceback(L, L, text, 1);
	return 1;
}

/* Where a function stands: nothing by which it could be changed. */
static int get_info(lua_State *L)
{
	lua_Debug ar;
	if (lua_isfunction(L, 1)) {
		lua_settop(L, 1);
		lua_getinfo(L, ">S", &ar);
		ar.currentline = -1;
		ar.name = NULL;
	} else {
		lua_Integer level = luaL_checkinteger(L, 1);
		if (level < 0 || level > 1000 || !lua_getstack(L, (int)level, &ar))
			return 0;
		lua_getinfo(L, "Sln", &ar);
	}
	lua_createtable(L, 0, 8);
	lua_pushstring(L, ar.source);
	lua_setfield(L, -2, "source");
	lua_pushstring(L, ar.short_src);
	lua_setfield(L, -2, "short_src");
	lua_pushstring(L, ar.what);
	lua_setfield(L, -2, "what");
	lua_pushinteger(L, ar.currentline);
	lua_setfield(L, -2, "currentline");
	lua_pushinteger(L, ar.linedefined);
	lua_setfield(L, -2, "linedefined");
	lua_pushstring(L, ar.name);
	lua_setfield(L, -2, "name");
	return 1;
}

static void open_package(lua_State *L)
{
	lua_createtable(L, 0, 6);
	push_loaded(L);
	lua_setfield(L, -2, "loaded");
	lua_createtable(L, 2, 0);
	lua_pushcfunction(L, search_preload);
	lua_rawseti(L, -2, 1);
	lua_pushcfunction(L, search_beside);
	lua_rawseti(L, -2, 2);
	lua_setfield(L, -2, "searchers");
	lua_newtable(L);
	lua_setfield(L, -2, "preload");
	lua_pushliteral(L, "?.lua;?/init.lua");
	lua_setfield(L, -2, "path");
	lua_pushliteral(L, "");
	lua_setfield(L, -2, "cpath");
	lua_pushliteral(L, "/\n;\n?\n!\n-\n");
	lua_setfield(L, -2, "config");
	lua_setglobal(L, "package");
}

void open_machine(lua_State *L)
{
	static const luaL_Reg globals[] = {{"print", print}, {"warn", warn}, {"require", require},
		{"dofile", do_file}, {"loadfile", load_file_only}, {NULL, NULL}};
	static const luaL_Reg of_debug[] = {
		{"traceback", traceback}, {"getinfo", get_info}, {NULL, NULL}};
	lua_pushglobaltable(L);
	luaL_setfuncs(L, globals, 0);
	lua_pop(L, 1);
	luaL_newlib(L, of_debug);
	lua_setglobal(L, "debug");
	open_package(L);
	open_io(L);
	open_os(L);
	static const char *const modules[] = {"debug", "io", "os", "package"};
	push_loaded(L);
	for (size_t i = 0; i < ARRAY_LEN(modules); i++) {
		lua_getglobal(L, modules[i]);
		lua_setfield(L, -2, modules[i]);
	}
	lua_pop(L, 1);
}
