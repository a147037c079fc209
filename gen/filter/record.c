/* SPDX-License-Identifier: MIT */
/*
 * Records: userdata with fields of fixed names, as pandoc's options for readers and writers and the
 * parts of a document that was split. The values stand in a table beside the userdata.
 */
#include "filter/state.h"

#include <string.h>

static const char names_key[] = "fields"; /* in the metatable: the names in their order */

static void push_values(lua_State *L, int at)
{
	lua_getiuservalue(L, at, 1);
}

static int record_index(lua_State *L)
{
	push_values(L, 1);
	lua_pushvalue(L, 2);
	lua_rawget(L, -2);
	return 1;
}

/* True where the name at this place is one of the record's at 1. */
static bool is_field(lua_State *L, int at)
{
	bool found = false;
	luaL_getmetafield(L, 1, names_key);
	lua_Integer n = (lua_Integer)lua_rawlen(L, -1);
	for (lua_Integer i = 1; i <= n && !found; i++) {
		lua_rawgeti(L, -1, i);
		found = lua_rawequal(L, -1, at);
		lua_pop(L, 1);
	}
	lua_pop(L, 1);
	return found;
}

static int record_newindex(lua_State *L)
{
	lua_settop(L, 3);
	if (!is_field(L, 2))
		return luaL_error(L, "Cannot set unknown property.");
	push_values(L, 1);
	lua_insert(L, 2);
	lua_rawset(L, 2);
	return 0;
}

static int next_field(lua_State *L)
{
	lua_Integer i = lua_tointeger(L, lua_upvalueindex(1)) + 1;
	lua_pushinteger(L, i);
	lua_replace(L, lua_upvalueindex(1));
	luaL_getmetafield(L, 1, names_key);
	if (lua_rawgeti(L, -1, i) == LUA_TNIL)
		return 0;
	lua_pushvalue(L, -1);
	lua_gettable(L, 1);
	return 2;
}

static int record_pairs(lua_State *L)
{
	lua_pushinteger(L, 0);
	lua_pushcclosure(L, next_field, 1);
	lua_pushvalue(L, 1);
	return 2;
}

void push_record(lua_State *L, const char *type, const char *const *fields)
{
	static const luaL_Reg methods[] = {{"__index", record_index},
		{"__newindex", record_newindex}, {"__pairs", record_pairs}, {NULL, NULL}};
	lua_newuserdatauv(L, 0, 1);
	lua_newtable(L);
	lua_setiuservalue(L, -2, 1);
	if (luaL_newmetatable(L, type)) {
		luaL_setfuncs(L, methods, 0);
		lua_newtable(L);
		for (int i = 0; fields[i]; i++) {
			lua_pushstring(L, fields[i]);
			lua_rawseti(L, -2, i + 1);
		}
		lua_setfield(L, -2, names_key);
		lua_pushboolean(L, true);
		lua_setfield(L, -2, "__metatable");
	}
	lua_setmetatable(L, -2);
}

/* The value on top becomes the field of the record below it. */
void set_field(lua_State *L, const char *name)
{
	lua_getiuservalue(L, -2, 1);
	lua_insert(L, -2);
	lua_setfield(L, -2, name);
	lua_pop(L, 1);
}
