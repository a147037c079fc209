/* SPDX-License-Identifier: MIT */
/* placard: what this program has beside pandoc. The data are a copy for each filter of each page.
 */
#include "filter/state.h"

/* --- data --- */

static void push_value(lua_State *L, const struct value *v)
{
	luaL_checkstack(L, 4, NULL);
	switch (v->kind) {
	case VALUE_NULL:
		lua_pushnil(L);
		return;
	case VALUE_BOOL:
		lua_pushboolean(L, v->flag);
		return;
	case VALUE_NUMBER:
		lua_pushnumber(L, v->number);
		return;
	case VALUE_TEXT:
	case VALUE_MARKUP:
		push_str(L, v->text);
		return;
	case VALUE_LIST:
		push_list(L, LIST_PLAIN, 0);
		for (size_t i = 0; i < v->n; i++) {
			push_value(L, &v->items[i]);
			lua_rawseti(L, -2, (lua_Integer)i + 1);
		}
		return;
	case VALUE_MAP:
		lua_createtable(L, 0, (int)(v->n < 1000 ? v->n : 1000));
		for (size_t i = 0; i < v->n; i++) {
			push_str(L, v->pairs[i].key);
			push_value(L, &v->pairs[i].value);
			lua_rawset(L, -3);
		}
		return;
	}
}

/* Most filters never ask, so it is made when one does. */
static int placard_index(lua_State *L)
{
	const struct filter_call *call = state_of(L)->call;
	const struct {
		struct str name;
		const struct value *value;
	} parts[] = {
		{STR("site"), call->site}, {STR("entry"), call->entry}, {STR("data"), call->data}};
	struct str name = STR_NONE;
	lua_settop(L, 2);
	if (lua_type(L, 2) == LUA_TSTRING)
		name.p = lua_tolstring(L, 2, &name.n);
	for (size_t i = 0; i < ARRAY_LEN(parts); i++)
		if (parts[i].value && str_eq(parts[i].name, name)) {
			push_value(L, parts[i].value);
			lua_pushvalue(L, 2);
			lua_pushvalue(L, -2);
			lua_rawset(L, 1);
			return 1;
		}
	lua_pushnil(L);
	return 1;
}

/* --- diagnostics --- */

enum { MOST_NOTES = 1000, MOST_TEXT = 1000 };

/* Where in the file the element stands: its own place, or that of what the function was given. */
static struct span place_of(lua_State *L, int at)
{
	const struct filter_state *st = state_of(L);
	const struct element *e = element_at(L, at);
	if (e && e->n->span.src)
		return e->n->span;
	return st->at ? st->at->span : SPAN_NONE;
}

static int note(lua_State *L, bool error)
{
	struct filter_result *r = state_of(L)->result;
	struct str text;
	lua_settop(L, 2);
	struct span at = place_of(L, 1);
	text.p = luaL_checklstring(L, 2, &text.n);
	if (r->notes.n == MOST_NOTES)
		return 0;
	*vec_push(r->arena, &r->notes) =
		(struct filter_note){at, error, str_copy(r->arena, str_sub(text, 0, MOST_TEXT))};
	return 0;
}

static int placard_error(lua_State *L)
{
	return note(L, true);
}

static int placard_warn(lua_State *L)
{
	return note(L, false);
}

void open_placard(lua_State *L)
{
	static const luaL_Reg functions[] = {
		{"error", placard_error}, {"warn", placard_warn}, {NULL, NULL}};
	luaL_newlib(L, functions);
	lua_createtable(L, 0, 1);
	lua_pushcfunction(L, placard_index);
	lua_setfield(L, -2, "__index");
	lua_setmetatable(L, -2);
	lua_setglobal(L, "placard");
}
