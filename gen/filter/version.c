/* SPDX-License-Identifier: MIT */
/* pandoc.types: versions, which are compared part by part, and lists of sources. */
#include "filter/state.h"

#include <limits.h>

enum { MOST_PARTS = 16 };

struct version {
	int n;
	int parts[MOST_PARTS];
};

static const char version_name[] = "Version";

static struct version *new_version(lua_State *L)
{
	struct version *v = lua_newuserdatauv(L, sizeof(*v), 0);
	v->n = 0;
	luaL_setmetatable(L, version_name);
	return v;
}

void push_version(lua_State *L, const int *numbers, int n)
{
	struct version *v = new_version(L);
	for (int i = 0; i < n; i++)
		v->parts[v->n++] = numbers[i];
}

static bool add_part(struct version *v, lua_Integer part)
{
	if (part < 0 || part > INT_MAX || v->n == MOST_PARTS)
		return false;
	v->parts[v->n++] = (int)part;
	return true;
}

static bool from_text(struct version *v, struct str text)
{
	bool good = text.n > 0;
	while (good && text.n) {
		bool more = str_find_char(text, '.') != SIZE_MAX;
		struct str part = str_cut(&text, '.');
		int64_t number;
		good = str_to_int(part, &number) && add_part(v, number) && (!more || text.n);
	}
	return good;
}

static bool from_table(lua_State *L, struct version *v, int at)
{
	bool good = true;
	lua_Integer n = luaL_len(L, at);
	for (lua_Integer i = 1; i <= n && good; i++) {
		int is_number;
		lua_geti(L, at, i);
		lua_Integer part = lua_tointegerx(L, -1, &is_number);
		good = is_number && add_part(v, part);
		lua_pop(L, 1);
	}
	return good && n;
}

/* Anything that may stand for a version. */
static struct version peek_version(lua_State *L, int at)
{
	struct version v = {0};
	const struct version *given = luaL_testudata(L, at, version_name);
	struct str text = STR_NONE;
	if (given)
		return *given;
	if (lua_istable(L, at)) {
		if (!from_table(L, &v, at))
			luaL_argerror(L, at, "a version is a list of numbers");
		return v;
	}
	if (lua_type(L, at) == LUA_TSTRING || lua_type(L, at) == LUA_TNUMBER)
		text = state_text(L, at);
	if (!from_text(&v, text)) {
		lua_pushfstring(L, "%s is no version", luaL_tolstring(L, at, NULL));
		luaL_argerror(L, at, lua_tostring(L, -1));
	}
	return v;
}

static int types_version(lua_State *L)
{
	struct version v = peek_version(L, 1);
	push_version(L, v.parts, v.n);
	return 1;
}

static int compare(lua_State *L)
{
	struct version a = peek_version(L, 1), b = peek_version(L, 2);
	for (int i = 0; i < a.n && i < b.n; i++)
		if (a.parts[i] != b.parts[i])
			return a.parts[i] < b.parts[i] ? -1 : 1;
	return a.n < b.n ? -1 : a.n > b.n;
}

static int version_eq(lua_State *L)
{
	lua_pushboolean(L, compare(L) == 0);
	return 1;
}

static int version_lt(lua_State *L)
{
	lua_pushboolean(L, compare(L) < 0);
	return 1;
}

static int version_le(lua_State *L)
{
	lua_pushboolean(L, compare(L) <= 0);
	return 1;
}

static void push_text(lua_State *L, const struct version *v)
{
	lua_pushliteral(L, "");
	for (int i = 0; i < v->n; i++) {
		lua_pushfstring(L, i ? ".%d" : "%d", v->parts[i]);
		lua_concat(L, 2);
	}
}

static int version_tostring(lua_State *L)
{
	struct version v = peek_version(L, 1);
	push_text(L, &v);
	return 1;
}

static int version_len(lua_State *L)
{
	lua_pushinteger(L, peek_version(L, 1).n);
	return 1;
}

/* must_be_at_least(version, text): an error if this one is older. */
static int must_be_at_least(lua_State *L)
{
	struct version actual = peek_version(L, 1), wanted = peek_version(L, 2);
	const char *text = luaL_optstring(L, 3, "expected version %s or newer, got %s");
	if (compare(L) >= 0)
		return 0;
	lua_getglobal(L, "string");
	lua_getfield(L, -1, "format");
	lua_pushstring(L, text);
	push_text(L, &wanted);
	push_text(L, &actual);
	lua_call(L, 3, 1);
	luaL_where(L, 1);
	lua_insert(L, -2);
	lua_concat(L, 2);
	return lua_error(L);
}

static int version_index(lua_State *L)
{
	if (lua_type(L, 2) == LUA_TNUMBER) {
		struct version v = peek_version(L, 1);
		lua_Integer i = lua_tointeger(L, 2);
		if (i < 1 || i > v.n)
			return 0;
		lua_pushinteger(L, v.parts[i - 1]);
		return 1;
	}
	lua_settop(L, 2);
	if (lua_type(L, 2) == LUA_TSTRING &&
		str_eq(str_from(lua_tostring(L, 2)), STR("must_be_at_least")))
		lua_pushcfunction(L, must_be_at_least);
	else
		lua_pushnil(L);
	return 1;
}

static int next_part(lua_State *L)
{
	struct version v = peek_version(L, 1);
	lua_Integer i = luaL_optinteger(L, 2, 0);
	if (i < 0 || i >= v.n)
		return 0;
	lua_pushinteger(L, i + 1);
	lua_pushinteger(L, v.parts[i]);
	return 2;
}

static int version_pairs(lua_State *L)
{
	lua_pushcfunction(L, next_part);
	lua_pushvalue(L, 1);
	lua_pushnil(L);
	return 3;
}

/* --- sources --- */

/* One at this place: a text, or {name, text}, or with these names; then the text ends its line. */
static void push_source(lua_State *L, int at)
{
	struct str name = STR_NONE, text;
	bool named = lua_istable(L, at);
	if (named) {
		if (lua_getfield(L, at, "name") == LUA_TNIL)
			lua_geti(L, at, 1);
		name = state_text(L, lua_gettop(L));
		if (lua_getfield(L, at, "text") == LUA_TNIL)
			lua_geti(L, at, 2);
		text = state_text(L, lua_gettop(L));
	} else {
		text = state_text(L, at);
	}
	lua_settop(L, at);
	lua_createtable(L, 0, 2);
	push_str(L, name);
	lua_setfield(L, -2, "name");
	push_str(L, text);
	lua_pushstring(L, named ? "\n" : "");
	lua_concat(L, 2);
	lua_setfield(L, -2, "text");
}

/* Sources(text) or a list of sources */
static int types_sources(lua_State *L)
{
	lua_settop(L, 1);
	push_list(L, LIST_PLAIN, 0);
	lua_Integer n = lua_istable(L, 1) ? luaL_len(L, 1) : 1;
	for (lua_Integer i = 1; i <= n; i++) {
		if (lua_istable(L, 1))
			lua_geti(L, 1, i);
		else
			lua_pushvalue(L, 1);
		push_source(L, 3);
		lua_rawseti(L, 2, i);
		lua_settop(L, 2);
	}
	return 1;
}

void open_types(lua_State *L)
{
	static const luaL_Reg functions[] = {{"__eq", version_eq}, {"__lt", version_lt},
		{"__le", version_le}, {"__len", version_len}, {"__tostring", version_tostring},
		{"__index", version_index}, {"__pairs", version_pairs}, {NULL, NULL}};
	luaL_newmetatable(L, version_name);
	luaL_setfuncs(L, functions, 0);
	lua_pushboolean(L, true);
	lua_setfield(L, -2, "__metatable");
	lua_pop(L, 1);
	lua_createtable(L, 0, 2);
	lua_pushcfunction(L, types_version);
	lua_setfield(L, -2, "Version");
	lua_pushcfunction(L, types_sources);
	lua_setfield(L, -2, "Sources");
}
