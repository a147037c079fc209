/* SPDX-License-Identifier: MIT */
/*
 * lpeg and re: Debian's lua-lpeg. Its matching is C that calls no Lua, so no hook stops it; what
 * takes too long there ends with its process, and so it is noted which line of the filter called.
 */
#include "filter/state.h"

#include <lua-lpeg.h>
#include <string.h>

/* re.lua as it is installed beside the library; the Makefile puts it into the program. */
extern const char lua_re_start[], lua_re_end[];

enum { MOST_LEVELS = 20 };

/* The line of the filter itself, which may have called by way of re. */
static int line_of_filter(lua_State *L)
{
	const struct filter_state *st = state_of(L);
	lua_Debug ar;
	for (int level = 1; level < MOST_LEVELS && lua_getstack(L, level, &ar); level++) {
		lua_getinfo(L, "Sl", &ar);
		if (*ar.source == '@' && str_eq(str_from(ar.source + 1), st->script))
			return ar.currentline;
	}
	return 0;
}

/* Its own match, once the length of the subject is paid. */
static int match(lua_State *L)
{
	struct filter_mark *mark = state_of(L)->call->mark;
	size_t n = 0;
	if (lua_type(L, 2) == LUA_TSTRING)
		n = lua_rawlen(L, 2);
	lua_charge(L, n + 1);
	if (mark)
		mark->line = line_of_filter(L);
	lua_pushvalue(L, lua_upvalueindex(1));
	lua_insert(L, 1);
	lua_call(L, lua_gettop(L) - 1, LUA_MULTRET);
	if (mark)
		mark->line = 0;
	return lua_gettop(L);
}

/* re and filters take its operators from the metatable of patterns; they get a copy, since what is
 * set in the metatable itself, as __gc, would run where nothing stops it. */
static void protect_patterns(lua_State *L)
{
	if (luaL_getmetatable(L, "lpeg-pattern") != LUA_TTABLE)
		luaL_error(L, "this lpeg is not the one that is known here");
	lua_newtable(L);
	for (lua_pushnil(L); lua_next(L, -3);) {
		const char *name = lua_tostring(L, -2);
		if (strcmp(name, "__gc") == 0) {
			lua_pop(L, 1);
			continue;
		}
		lua_pushvalue(L, -2);
		lua_insert(L, -2);
		lua_rawset(L, -4);
	}
	lua_setfield(L, -2, "__metatable");
	lua_pop(L, 1);
}

/* What is in re, once it is asked for something: it costs as much as a short page. */
static int load_re(lua_State *L)
{
	struct str code = {lua_re_start, (size_t)(lua_re_end - lua_re_start)};
	lua_settop(L, 2);
	lua_pushnil(L);
	lua_setmetatable(L, 1);
	if (!lua_load_text(L, code, "=re"))
		return lua_error(L);
	lua_pushliteral(L, "re");
	lua_call(L, 1, 1);
	for (lua_pushnil(L); lua_next(L, 3);) {
		lua_pushvalue(L, -2);
		lua_insert(L, -2);
		lua_rawset(L, 1);
	}
	lua_pushvalue(L, 2);
	lua_rawget(L, 1);
	return 1;
}

static void note_module(lua_State *L, const char *name)
{
	luaL_getsubtable(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
	lua_pushvalue(L, -2);
	lua_setfield(L, -2, name);
	lua_pop(L, 1);
	lua_setglobal(L, name);
}

void open_lpeg(lua_State *L)
{
	lua_pushcfunction(L, luaopen_lpeg);
	lua_call(L, 0, 1);
	lua_getfield(L, -1, "match");
	lua_pushcclosure(L, match, 1);
	lua_setfield(L, -2, "match");
	protect_patterns(L);
	note_module(L, "lpeg");
	lua_newtable(L);
	lua_createtable(L, 0, 1);
	lua_pushcfunction(L, load_re);
	lua_setfield(L, -2, "__index");
	lua_setmetatable(L, -2);
	note_module(L, "re");
}
