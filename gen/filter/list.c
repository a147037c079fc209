/* SPDX-License-Identifier: MIT */
/* pandoc.List, and the lists of inlines and blocks, which are lists with a name of their own. */
#include "filter/state.h"

#include <string.h>

const char *filter_type_name(lua_State *L, int at)
{
	const char *name = luaL_typename(L, at);
	/* The name stays where it is: the metatable holds it. */
	int type = luaL_getmetafield(L, at, "__name");
	if (type == LUA_TSTRING)
		name = lua_tostring(L, -1);
	if (type != LUA_TNIL)
		lua_pop(L, 1);
	return name;
}

static lua_Integer length_of(lua_State *L, int at)
{
	luaL_checktype(L, at, LUA_TTABLE);
	return (lua_Integer)lua_rawlen(L, at);
}

/* An empty table with the metatable of the list at this place. */
static void push_like(lua_State *L, int at, lua_Integer room)
{
	lua_createtable(L, room > 0 && room < 1000 ? (int)room : 0, 0);
	if (lua_getmetatable(L, at))
		lua_setmetatable(L, -2);
}

static int list_at(lua_State *L)
{
	lua_Integer n = length_of(L, 1), i = luaL_checkinteger(L, 2);
	lua_settop(L, 3);
	if (i < 0)
		i += n + 1;
	if (i >= 1 && i <= n)
		lua_geti(L, 1, i);
	return 1;
}

static int list_clone(lua_State *L)
{
	lua_Integer n = length_of(L, 1);
	push_like(L, 1, n);
	for (lua_Integer i = 1; i <= n; i++) {
		lua_charge(L, 1);
		lua_geti(L, 1, i);
		lua_rawseti(L, -2, i);
	}
	return 1;
}

static void add_all(lua_State *L, int from, int to)
{
	lua_Integer n = length_of(L, from), at = (lua_Integer)lua_rawlen(L, to);
	for (lua_Integer i = 1; i <= n; i++) {
		lua_charge(L, 1);
		lua_geti(L, from, i);
		lua_rawseti(L, to, at + i);
	}
}

static int list_concat(lua_State *L)
{
	lua_settop(L, 2);
	push_like(L, 1, 0);
	add_all(L, 1, 3);
	add_all(L, 2, 3);
	return 1;
}

static int list_extend(lua_State *L)
{
	luaL_checktype(L, 1, LUA_TTABLE);
	luaL_checktype(L, 2, LUA_TTABLE);
	lua_settop(L, 2);
	add_all(L, 2, 1);
	lua_settop(L, 1);
	return 1;
}

/* A function, or what can be called like one. */
static void check_callable(lua_State *L, int at)
{
	if (luaL_getmetafield(L, at, "__call") == LUA_TNIL)
		luaL_checktype(L, at, LUA_TFUNCTION);
	else
		lua_pop(L, 1);
}

/* Calls the function at 2 with the value on top and its index; the result takes their place. */
static void call_with(lua_State *L, lua_Integer i)
{
	lua_pushvalue(L, 2);
	lua_insert(L, -2);
	lua_pushinteger(L, i);
	lua_call(L, 2, 1);
}

static int list_filter(lua_State *L)
{
	lua_Integer n = length_of(L, 1), k = 0;
	check_callable(L, 2);
	lua_settop(L, 2);
	push_like(L, 1, 0);
	for (lua_Integer i = 1; i <= n; i++) {
		lua_geti(L, 1, i);
		lua_pushvalue(L, -1);
		call_with(L, i);
		bool keep = lua_toboolean(L, -1);
		lua_pop(L, 1);
		if (keep)
			lua_rawseti(L, 3, ++k);
		else
			lua_pop(L, 1);
	}
	return 1;
}

static int list_map(lua_State *L)
{
	lua_Integer n = length_of(L, 1);
	check_callable(L, 2);
	lua_settop(L, 2);
	push_list(L, LIST_PLAIN, 0);
	for (lua_Integer i = 1; i <= n; i++) {
		lua_geti(L, 1, i);
		call_with(L, i);
		lua_rawseti(L, 3, i);
	}
	return 1;
}

/* The place from which the value at 2 is looked for; 0: it is nowhere. Leaves the found value. */
static lua_Integer find_value(lua_State *L)
{
	lua_Integer n = length_of(L, 1), start = luaL_optinteger(L, 3, 1);
	luaL_checkany(L, 2);
	if (start < 0)
		start += n + 1;
	for (lua_Integer i = start < 1 ? 1 : start; i <= n; i++) {
		lua_charge(L, 1);
		lua_geti(L, 1, i);
		if (lua_compare(L, -1, 2, LUA_OPEQ))
			return i;
		lua_pop(L, 1);
	}
	return 0;
}

static int list_find(lua_State *L)
{
	lua_Integer i = find_value(L);
	if (!i) {
		lua_pushnil(L);
		return 1;
	}
	lua_pushinteger(L, i);
	return 2;
}

static int list_includes(lua_State *L)
{
	lua_pushboolean(L, find_value(L) != 0);
	return 1;
}

static int list_find_if(lua_State *L)
{
	lua_Integer n = length_of(L, 1), start = luaL_optinteger(L, 3, 1);
	check_callable(L, 2);
	if (start < 0)
		start += n + 1;
	for (lua_Integer i = start < 1 ? 1 : start; i <= n; i++) {
		lua_geti(L, 1, i);
		lua_pushvalue(L, -1);
		call_with(L, i);
		bool found = lua_toboolean(L, -1);
		lua_pop(L, 1);
		if (found) {
			lua_pushinteger(L, i);
			return 2;
		}
		lua_pop(L, 1);
	}
	lua_pushnil(L);
	return 1;
}

static int list_next(lua_State *L)
{
	lua_Integer step = lua_tointeger(L, lua_upvalueindex(2));
	lua_Integer i = lua_tointeger(L, lua_upvalueindex(3));
	if (i < 1)
		return 0;
	lua_pushinteger(L, (lua_Integer)((lua_Unsigned)i + (lua_Unsigned)step));
	lua_replace(L, lua_upvalueindex(3));
	lua_geti(L, lua_upvalueindex(1), i);
	return 1;
}

static int list_iter(lua_State *L)
{
	lua_Integer n = length_of(L, 1), step = luaL_optinteger(L, 2, 1);
	lua_Integer start = luaL_optinteger(L, 3, step > 0 ? 1 : -1);
	luaL_argcheck(L, step != 0, 2, "a step of 0 leads nowhere");
	lua_pushvalue(L, 1);
	lua_pushinteger(L, step);
	lua_pushinteger(L, start < 0 ? start + n + 1 : start);
	lua_pushcclosure(L, list_next, 3);
	return 1;
}

/* From what the iterator at 2 gives, with its state at 3 and the value that it begins with at 4. */
static void collect(lua_State *L)
{
	lua_newtable(L);
	for (lua_Integer i = 1;; i++) {
		lua_pushvalue(L, 2);
		lua_pushvalue(L, 3);
		lua_pushvalue(L, 4);
		lua_call(L, 2, 1);
		if (lua_isnil(L, -1))
			break;
		lua_copy(L, -1, 4);
		lua_rawseti(L, -2, i);
	}
	lua_pop(L, 1);
}

/* List:new(t), List(t): t itself becomes a list. */
static int list_new(lua_State *L)
{
	lua_settop(L, 4);
	if (lua_isnil(L, 2)) {
		lua_newtable(L);
	} else if (lua_isfunction(L, 2)) {
		collect(L);
	} else {
		luaL_checktype(L, 2, LUA_TTABLE);
		lua_pushvalue(L, 2);
	}
	lua_pushvalue(L, 1);
	lua_setmetatable(L, -2);
	return 1;
}

static int list_eq(lua_State *L)
{
	bool same = lua_istable(L, 1) && lua_istable(L, 2) && lua_getmetatable(L, 1) &&
		    lua_getmetatable(L, 2) && lua_rawequal(L, -1, -2);
	lua_Integer n = same ? length_of(L, 1) : 0;
	same = same && n == length_of(L, 2);
	for (lua_Integer i = 1; i <= n && same; i++) {
		lua_charge(L, 1);
		lua_geti(L, 1, i);
		lua_geti(L, 2, i);
		same = lua_compare(L, -1, -2, LUA_OPEQ);
		lua_pop(L, 2);
	}
	lua_pushboolean(L, same);
	return 1;
}

static int list_tostring(lua_State *L)
{
	lua_Integer n = length_of(L, 1);
	const char *name = filter_type_name(L, 1);
	luaL_Buffer b;
	lua_settop(L, 1);
	luaL_buffinit(L, &b);
	luaL_addstring(&b, name);
	luaL_addstring(&b, " {");
	for (lua_Integer i = 1; i <= n; i++) {
		if (i > 1)
			luaL_addstring(&b, ", ");
		lua_geti(L, 1, i);
		lua_push_text(L, -1, NULL);
		lua_remove(L, -2);
		luaL_addvalue(&b);
	}
	luaL_addstring(&b, "}");
	luaL_pushresult(&b);
	return 1;
}

/* A list of inlines or blocks as a container of its own. */
static const struct node *elements_at(lua_State *L, int at, bool inlines)
{
	struct node *list = state_node(L, inlines ? NODE_INLINES : NODE_DOC);
	luaL_checktype(L, at, LUA_TTABLE);
	if (inlines)
		peek_inlines(L, at, list);
	else
		peek_blocks(L, at, list);
	return list;
}

static bool is_inlines(lua_State *L, int at)
{
	return strcmp(filter_type_name(L, at), "Inlines") == 0;
}

/* With all that is in it: what is changed in one is not in the other. */
static int elements_clone(lua_State *L)
{
	bool inlines = is_inlines(L, 1);
	push_children(L, inlines ? LIST_INLINES : LIST_BLOCKS, elements_at(L, 1, inlines));
	return 1;
}

/* Lists of elements are shown as Haskell shows them. */
static int elements_tostring(lua_State *L)
{
	struct buf out = buf_new(state_arena(L));
	show_children(&out, elements_at(L, 1, is_inlines(L, 1)));
	state_charge(L, out.n);
	push_str(L, buf_str(&out));
	return 1;
}

/* Leaves the metatable of lists of this name on the stack. */
static void open_list(lua_State *L, const char *name, bool elements)
{
	static const luaL_Reg functions[] = {{"at", list_at}, {"clone", list_clone},
		{"extend", list_extend}, {"filter", list_filter}, {"find", list_find},
		{"find_if", list_find_if}, {"includes", list_includes}, {"iter", list_iter},
		{"map", list_map}, {"new", list_new}, {"__concat", list_concat}, {"__eq", list_eq},
		{"__tostring", list_tostring}, {NULL, NULL}};
	static const char *const from_table[] = {"insert", "remove", "sort"};
	luaL_newmetatable(L, name);
	luaL_setfuncs(L, functions, 0);
	lua_getglobal(L, "table");
	for (size_t i = 0; i < ARRAY_LEN(from_table); i++) {
		lua_getfield(L, -1, from_table[i]);
		lua_setfield(L, -3, from_table[i]);
	}
	lua_pop(L, 1);
	lua_pushvalue(L, -1);
	lua_setfield(L, -2, "__index");
	if (!elements)
		return;
	lua_pushcfunction(L, elements_tostring);
	lua_setfield(L, -2, "__tostring");
	lua_pushcfunction(L, elements_clone);
	lua_setfield(L, -2, "clone");
	lua_pushcfunction(L, walk_element);
	lua_setfield(L, -2, "walk");
}

void lists_open(lua_State *L)
{
	open_list(L, "Inlines", true);
	open_list(L, "Blocks", true);
	lua_pop(L, 2);
	luaL_newmetatable(L, "Meta");
	lua_pop(L, 1);
	open_list(L, "List", false);
	lua_createtable(L, 0, 1);
	lua_pushcfunction(L, list_new);
	lua_setfield(L, -2, "__call");
	lua_setmetatable(L, -2);
}
