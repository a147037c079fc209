/* SPDX-License-Identifier: MIT */
/* From the tree to Lua: lists and metadata. */
#include "filter/state.h"

void push_list(lua_State *L, enum list_kind kind, int room)
{
	static const char *const names[] = {
		[LIST_PLAIN] = "List", [LIST_INLINES] = "Inlines", [LIST_BLOCKS] = "Blocks"};
	lua_createtable(L, room, 0);
	luaL_setmetatable(L, names[kind]);
}

void push_children(lua_State *L, enum list_kind kind, const struct node *parent)
{
	lua_Integer i = 0;
	luaL_checkstack(L, 4, NULL);
	push_list(L, kind, 4);
	for (const struct node *c = parent->first; c; c = c->next) {
		push_element(L, c);
		lua_rawseti(L, -2, ++i);
	}
}

static void push_map(lua_State *L, const struct node *map)
{
	lua_newtable(L);
	for (const struct node *v = map->first; v; v = v->next) {
		push_str(L, v->as.meta.key);
		push_meta(L, v);
		lua_rawset(L, -3);
	}
}

static void push_meta_list(lua_State *L, const struct node *list)
{
	lua_Integer i = 0;
	push_list(L, LIST_PLAIN, 0);
	for (const struct node *v = list->first; v; v = v->next) {
		push_meta(L, v);
		lua_rawseti(L, -2, ++i);
	}
}

void push_meta(lua_State *L, const struct node *meta)
{
	luaL_checkstack(L, 4, NULL);
	if (!meta || meta->kind == NODE_META_MAP) {
		if (meta)
			push_map(L, meta);
		else
			lua_newtable(L);
	} else if (meta->kind == NODE_META_LIST) {
		push_meta_list(L, meta);
	} else if (meta->kind == NODE_META_BOOL) {
		lua_pushboolean(L, meta->as.meta.flag);
	} else if (meta->kind == NODE_META_STRING) {
		push_str(L, meta->text);
	} else {
		push_children(
			L, meta->kind == NODE_META_INLINES ? LIST_INLINES : LIST_BLOCKS, meta);
	}
}
