/* SPDX-License-Identifier: MIT */
/*
 * What scripts have beside lua_open_safe(): load, xpcall and coroutines, each so that nothing of a
 * script runs once its steps are used up.
 */
#include "base/lua.h"

#include <lualib.h>
#include <string.h>

#include "base/arena.h"

/* A coroutine counts its own steps; so each turn of one costs as many as may go uncounted. */
enum { TURN_STEPS = 1000 };

static void stop_if_over(lua_State *L)
{
	if (lua_is_over(L))
		luaL_error(L, "too many steps");
}

/* --- load --- */

/* What a function gives, piece by piece, as one text in its place. */
static void join_pieces(lua_State *L)
{
	luaL_Buffer b;
	luaL_buffinit(L, &b);
	for (;;) {
		lua_pushvalue(L, 1);
		lua_call(L, 0, 1);
		if (lua_isnil(L, -1) || (lua_type(L, -1) == LUA_TSTRING && !lua_rawlen(L, -1)))
			break;
		if (lua_type(L, -1) != LUA_TSTRING)
			luaL_error(L, "reader function must return a string");
		luaL_addvalue(&b);
	}
	lua_pop(L, 1);
	luaL_pushresult(&b);
	lua_replace(L, 1);
}

static int safe_load(lua_State *L)
{
	bool has_env = !lua_isnone(L, 4);
	const char *mode = luaL_optstring(L, 3, "t");
	struct str code;
	lua_settop(L, 4);
	if (lua_isfunction(L, 1)) {
		lua_pushliteral(L, "=(load)");
		join_pieces(L);
		lua_settop(L, 4);
	}
	code.p = luaL_checklstring(L, 1, &code.n);
	const char *name = luaL_optstring(L, 2, code.p);
	lua_charge(L, code.n);
	bool good = strchr(mode, 't') != NULL;
	if (!good)
		lua_pushliteral(L, "attempt to load a text chunk (mode is 'b')");
	if (!good || !lua_load_text(L, code, name)) {
		lua_pushnil(L);
		lua_insert(L, -2);
		return 2;
	}
	if (has_env) {
		lua_pushvalue(L, 4);
		lua_setupvalue(L, -2, 1);
	}
	return 1;
}

/* --- xpcall --- */

/* The handler is called where the error was raised, which may be in the hook: nothing would stop it
 * there. */
static int call_handler(lua_State *L)
{
	if (lua_is_over(L))
		return 1;
	lua_pushvalue(L, lua_upvalueindex(1));
	lua_insert(L, 1);
	lua_call(L, lua_gettop(L) - 1, 1);
	return 1;
}

static int safe_xpcall(lua_State *L)
{
	luaL_checktype(L, 2, LUA_TFUNCTION);
	int n = lua_gettop(L);
	lua_pushvalue(L, 2);
	lua_pushcclosure(L, call_handler, 1);
	lua_replace(L, 2);
	lua_pushvalue(L, 1);
	for (int i = 3; i <= n; i++)
		lua_pushvalue(L, i);
	bool good = lua_pcall(L, n - 2, LUA_MULTRET, 2) == LUA_OK;
	lua_pushboolean(L, good);
	lua_insert(L, n + 1);
	return lua_gettop(L) - n;
}

/* --- coroutines --- */

static lua_State *thread_at(lua_State *L, int at)
{
	lua_State *co = lua_tothread(L, at);
	luaL_argexpected(L, co, at, "coroutine");
	return co;
}

/* The n values on top are handed over; returns how many came back, or -1 with the error on top. */
static int turn(lua_State *L, lua_State *co, int n)
{
	int results;
	lua_charge(L, TURN_STEPS);
	if (lua_status(co) == LUA_OK && lua_gettop(co) == 0) {
		lua_pushliteral(L, "cannot resume dead coroutine");
		return -1;
	}
	if (!lua_checkstack(co, n)) {
		lua_pushliteral(L, "too many arguments to resume");
		return -1;
	}
	lua_xmove(L, co, n);
	int status = lua_resume(co, L, n, &results);
	/* It may be left half done, and is not closed: that would run more of the script. */
	stop_if_over(L);
	if (status != LUA_OK && status != LUA_YIELD) {
		lua_xmove(co, L, 1);
		return -1;
	}
	if (!lua_checkstack(L, results + 1)) {
		lua_pop(co, results);
		lua_pushliteral(L, "too many results to resume");
		return -1;
	}
	lua_xmove(co, L, results);
	return results;
}

static int safe_resume(lua_State *L)
{
	lua_State *co = thread_at(L, 1);
	int results = turn(L, co, lua_gettop(L) - 1);
	bool good = results >= 0;
	if (!good)
		results = 1;
	lua_pushboolean(L, good);
	lua_insert(L, -(results + 1));
	return results + 1;
}

static int wrapped(lua_State *L)
{
	lua_State *co = thread_at(L, lua_upvalueindex(1));
	int results = turn(L, co, lua_gettop(L));
	if (results >= 0)
		return results;
	if (lua_type(L, -1) == LUA_TSTRING) {
		luaL_where(L, 1);
		lua_insert(L, -2);
		lua_concat(L, 2);
	}
	return lua_error(L);
}

static int safe_wrap(lua_State *L)
{
	luaL_checktype(L, 1, LUA_TFUNCTION);
	lua_State *co = lua_newthread(L);
	lua_pushvalue(L, 1);
	lua_xmove(L, co, 1);
	lua_pushcclosure(L, wrapped, 1);
	return 1;
}

static int safe_close(lua_State *L)
{
	lua_State *co = thread_at(L, 1);
	lua_Debug ar;
	bool started = lua_status(co) == LUA_YIELD;
	stop_if_over(L);
	if (co == L || (!started && lua_getstack(co, 0, &ar)))
		return luaL_error(L, "cannot close a running coroutine");
	if (lua_resetthread(co) == LUA_OK) {
		lua_pushboolean(L, true);
		return 1;
	}
	stop_if_over(L);
	lua_pushboolean(L, false);
	lua_xmove(co, L, 1);
	return 2;
}

/* --- the same each time --- */

static bool key_before(lua_State *L, int x, int y)
{
	int left = lua_type(L, x), right = lua_type(L, y);
	if (left == right && (left == LUA_TSTRING || left == LUA_TNUMBER))
		return lua_compare(L, x, y, LUA_OPLT);
	return left < right;
}

static int by_key(lua_State *L)
{
	lua_pushboolean(L, key_before(L, 1, 2));
	return 1;
}

/* The keys of the table at 1 as a sorted list. */
static void push_keys(lua_State *L)
{
	lua_Integer n = 0;
	lua_newtable(L);
	lua_pushnil(L);
	while (lua_next(L, 1)) {
		lua_pop(L, 1);
		lua_pushvalue(L, -1);
		lua_rawseti(L, -3, ++n);
	}
	lua_charge(L, (size_t)n);
	lua_getglobal(L, "table");
	lua_getfield(L, -1, "sort");
	lua_remove(L, -2);
	lua_pushvalue(L, -2);
	lua_pushcfunction(L, by_key);
	lua_call(L, 2, 0);
}

/* What went in the meantime is left out. */
static int next_key(lua_State *L)
{
	lua_Integer i = lua_tointeger(L, lua_upvalueindex(2));
	luaL_checktype(L, 1, LUA_TTABLE);
	for (;;) {
		lua_charge(L, 1);
		if (lua_rawgeti(L, lua_upvalueindex(1), ++i) == LUA_TNIL)
			return 0;
		lua_pushvalue(L, -1);
		if (lua_rawget(L, 1) != LUA_TNIL)
			break;
		lua_pop(L, 2);
	}
	lua_pushinteger(L, i);
	lua_replace(L, lua_upvalueindex(2));
	return 2;
}

/* The order of keys in a table differs from run to run; here it is by the keys. */
static int sorted_pairs(lua_State *L)
{
	luaL_checkany(L, 1);
	lua_settop(L, 1);
	if (luaL_getmetafield(L, 1, "__pairs") != LUA_TNIL) {
		lua_pushvalue(L, 1);
		lua_call(L, 1, 3);
		return 3;
	}
	luaL_checktype(L, 1, LUA_TTABLE);
	push_keys(L);
	lua_pushinteger(L, 0);
	lua_pushcclosure(L, next_key, 2);
	lua_pushvalue(L, 1);
	lua_pushnil(L);
	return 3;
}

/* Most who call next() want to know whether there is anything: no list is made for them. */
static int first_key(lua_State *L)
{
	lua_settop(L, 1);
	lua_pushnil(L); /* the least so far */
	lua_pushnil(L);
	while (lua_next(L, 1)) {
		lua_charge(L, 1);
		lua_pop(L, 1);
		if (lua_isnil(L, 2) || key_before(L, 3, 2)) {
			lua_pushvalue(L, 3);
			lua_replace(L, 2);
		}
	}
	if (lua_isnil(L, 2))
		return 1;
	lua_pushvalue(L, 2);
	lua_rawget(L, 1);
	return 2;
}

static const char traversals_key = 0; /* its address is the key: table to its keys */

/* Pushes the keys of the table at 1 in their order, as they were when it was first asked for the
 * second; which of them was given last stands at 0. */
static void push_traversal(lua_State *L)
{
	lua_rawgetp(L, LUA_REGISTRYINDEX, &traversals_key);
	lua_pushvalue(L, 1);
	if (lua_rawget(L, -2) != LUA_TNIL)
		return;
	lua_pop(L, 1);
	push_keys(L);
	lua_pushvalue(L, 1);
	lua_pushvalue(L, -2);
	lua_rawset(L, -4);
}

static bool is_at(lua_State *L, int keys, lua_Integer i)
{
	lua_rawgeti(L, keys, i);
	bool same = lua_rawequal(L, -1, 2);
	lua_pop(L, 1);
	return same;
}

/* Where the key at 2 stands; 0: nowhere. */
static lua_Integer place_of_key(lua_State *L, int keys)
{
	lua_rawgeti(L, keys, 0);
	lua_Integer last = lua_tointeger(L, -1), n = (lua_Integer)lua_rawlen(L, keys);
	lua_pop(L, 1);
	for (lua_Integer i = last; i <= last + 1; i++)
		if (i && is_at(L, keys, i))
			return i;
	for (lua_Integer i = 1; i <= n; i++) {
		lua_charge(L, 1);
		if (is_at(L, keys, i))
			return i;
	}
	return 0;
}

static int sorted_next(lua_State *L)
{
	luaL_checktype(L, 1, LUA_TTABLE);
	lua_settop(L, 2);
	if (lua_isnil(L, 2))
		return first_key(L);
	push_traversal(L);
	int keys = lua_gettop(L);
	lua_Integer i = place_of_key(L, keys);
	if (!i)
		return luaL_error(L, "invalid key to 'next'");
	while (lua_rawgeti(L, keys, ++i) != LUA_TNIL) {
		lua_charge(L, 1);
		lua_pushvalue(L, -1);
		if (lua_rawget(L, 1) != LUA_TNIL) {
			lua_pushinteger(L, i);
			lua_rawseti(L, keys, 0);
			return 2;
		}
		lua_pop(L, 2);
	}
	/* The next time it may have others. */
	lua_pushvalue(L, 1);
	lua_pushnil(L);
	lua_rawset(L, keys - 1);
	lua_pushnil(L);
	return 1;
}

static const char numbers_key = 0; /* its address is the key */

/* The number of the value at this place, the first time a new one. */
static int number_of(lua_State *L, int at)
{
	lua_rawgetp(L, LUA_REGISTRYINDEX, &numbers_key);
	lua_pushvalue(L, at);
	if (lua_rawget(L, -2) == LUA_TNIL) {
		lua_rawgeti(L, -2, 0);
		lua_Integer n = lua_tointeger(L, -1) + 1;
		lua_pushinteger(L, n);
		lua_rawseti(L, -4, 0);
		lua_pushvalue(L, at);
		lua_pushinteger(L, n);
		lua_rawset(L, -5);
		lua_pop(L, 3);
		return (int)n;
	}
	int n = (int)lua_tointeger(L, -1);
	lua_pop(L, 2);
	return n;
}

const char *lua_push_text(lua_State *L, int at, size_t *ret_n)
{
	int type = lua_type(L, at);
	bool has_address = type == LUA_TTABLE || type == LUA_TFUNCTION || type == LUA_TTHREAD ||
			   type == LUA_TUSERDATA;
	at = lua_absindex(L, at);
	if (has_address && luaL_getmetafield(L, at, "__tostring") != LUA_TNIL) {
		lua_pop(L, 1);
		has_address = false;
	}
	if (!has_address)
		return luaL_tolstring(L, at, ret_n);
	int number = number_of(L, at);
	const char *name = luaL_typename(L, at);
	bool named = luaL_getmetafield(L, at, "__name") != LUA_TNIL;
	if (named && lua_type(L, -1) == LUA_TSTRING)
		name = lua_tostring(L, -1);
	lua_pushfstring(L, "%s: #%d", name, number);
	if (named)
		lua_remove(L, -2);
	return lua_tolstring(L, -1, ret_n);
}

static int numbered_tostring(lua_State *L)
{
	luaL_checkany(L, 1);
	lua_push_text(L, 1, NULL);
	return 1;
}

/* What is noted of a value goes with it. */
static void open_notes(lua_State *L, const void *key)
{
	lua_newtable(L);
	lua_createtable(L, 0, 1);
	lua_pushliteral(L, "k");
	lua_setfield(L, -2, "__mode");
	lua_setmetatable(L, -2);
	lua_rawsetp(L, LUA_REGISTRYINDEX, key);
}

/* --- what works long in one call --- */

static size_t length_of(lua_State *L, int at)
{
	if (!lua_istable(L, at))
		return 0;
	lua_Integer n = luaL_len(L, at);
	return n > 0 ? (size_t)n : 0;
}

static size_t steps_of_rep(lua_State *L)
{
	lua_Integer n = lua_tointeger(L, 2);
	return n > 0 ? (size_t)n : 0;
}

static size_t steps_of_sort(lua_State *L)
{
	return length_of(L, 1) * 16;
}

static size_t steps_of_move(lua_State *L)
{
	lua_Integer from = lua_tointeger(L, 2), to = lua_tointeger(L, 3);
	return to >= from ? (size_t)to - (size_t)from + 1 : 0;
}

static size_t steps_of_table(lua_State *L)
{
	return length_of(L, 1);
}

/* At the end of a table nothing has to make room. */
static size_t steps_of_insert(lua_State *L)
{
	return lua_gettop(L) == 3 ? length_of(L, 1) / 4 + 1 : 1;
}

static size_t steps_of_remove(lua_State *L)
{
	return lua_gettop(L) > 1 ? length_of(L, 1) / 4 + 1 : 1;
}

static const struct long_call {
	const char *library, *name;
	size_t (*steps)(lua_State *L);
} long_calls[] = {{"string", "rep", steps_of_rep}, {"table", "sort", steps_of_sort},
	{"table", "move", steps_of_move}, {"table", "concat", steps_of_table},
	{"table", "insert", steps_of_insert}, {"table", "remove", steps_of_remove}};

/* The function of the library, once its steps are paid. */
static int call_long(lua_State *L)
{
	const struct long_call *call = &long_calls[lua_tointeger(L, lua_upvalueindex(2))];
	lua_charge(L, call->steps(L));
	lua_pushvalue(L, lua_upvalueindex(1));
	lua_insert(L, 1);
	lua_call(L, lua_gettop(L) - 1, LUA_MULTRET);
	return lua_gettop(L);
}

static void open_long_calls(lua_State *L)
{
	for (size_t i = 0; i < ARRAY_LEN(long_calls); i++) {
		lua_getglobal(L, long_calls[i].library);
		lua_getfield(L, -1, long_calls[i].name);
		lua_pushinteger(L, (lua_Integer)i);
		lua_pushcclosure(L, call_long, 2);
		lua_setfield(L, -2, long_calls[i].name);
		lua_pop(L, 1);
	}
}

/* --- the rest --- */

/* The collector itself works as it always does; how much there is may be asked. */
static int safe_collect(lua_State *L)
{
	const char *what = luaL_optstring(L, 1, "collect");
	if (strcmp(what, "count") == 0)
		lua_pushnumber(L, (lua_Number)lua_gc(L, LUA_GCCOUNT, 0));
	else
		lua_pushinteger(L, 0);
	return 1;
}

void lua_open_scripting(lua_State *L)
{
	static const luaL_Reg globals[] = {{"load", safe_load}, {"xpcall", safe_xpcall},
		{"collectgarbage", safe_collect}, {"pairs", sorted_pairs}, {"next", sorted_next},
		{"tostring", numbered_tostring}, {NULL, NULL}};
	static const luaL_Reg threads[] = {
		{"resume", safe_resume}, {"wrap", safe_wrap}, {"close", safe_close}, {NULL, NULL}};
	lua_pushglobaltable(L);
	luaL_setfuncs(L, globals, 0);
	open_notes(L, &numbers_key);
	open_notes(L, &traversals_key);
	luaL_requiref(L, LUA_COLIBNAME, luaopen_coroutine, 1);
	luaL_setfuncs(L, threads, 0);
	lua_pop(L, 2);
	lua_getglobal(L, "string");
	lua_open_patterns(L);
	lua_pop(L, 1);
	open_long_calls(L);
	lua_charge_memory(L);
}
