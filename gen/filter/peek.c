/* SPDX-License-Identifier: MIT */
/* From Lua to the tree: what a filter hands over, and all that pandoc lets stand for it. */
#include "filter/state.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* --- words and numbers --- */

static int wants(lua_State *L, int at, const char *what)
{
	return luaL_error(L, "%s expected, got %s", what,
		lua_isnone(L, at) ? "no value" : filter_type_name(L, at));
}

struct str state_text(lua_State *L, int at)
{
	struct str s = STR_NONE;
	if (lua_type(L, at) != LUA_TSTRING && lua_type(L, at) != LUA_TNUMBER)
		wants(L, at, "string");
	lua_pushvalue(L, at); /* a number would become a text in its place */
	s.p = lua_tolstring(L, -1, &s.n);
	s = state_copy(L, s);
	lua_pop(L, 1);
	return s;
}

int peek_word(lua_State *L, int at, const char *const *words, const char *what)
{
	const char *word = lua_type(L, at) == LUA_TSTRING ? lua_tostring(L, at) : NULL;
	if (!word)
		return wants(L, at, "string");
	for (int i = 0; words[i]; i++)
		if (strcmp(words[i], word) == 0)
			return i;
	return luaL_error(L, "Could not read %s: %s", what, word);
}

int peek_int(lua_State *L, int at)
{
	int is_number;
	lua_Integer v = lua_tointegerx(L, at, &is_number);
	if (!is_number)
		wants(L, at, "Integral");
	return v > INT_MAX ? INT_MAX : v < INT_MIN ? INT_MIN : (int)v;
}

void check_list(lua_State *L, int at, const char *what)
{
	if (!lua_istable(L, at))
		wants(L, at, what);
	if (lua_gettop(L) > 3 * NODE_DEPTH_LIMIT)
		luaL_error(L, "nested too deep: over %d levels", NODE_DEPTH_LIMIT);
	luaL_checkstack(L, 8, NULL);
}

/* --- inlines --- */

static struct node *add_inline(lua_State *L, struct node *parent, enum node_kind kind)
{
	struct node *n = state_node(L, kind);
	node_append(parent, n);
	return n;
}

/* Runs of white space become SPACE, with a line break in them SOFT_BREAK. */
static void split_text(lua_State *L, struct str text, struct node *parent)
{
	for (size_t i = 0; i < text.n;) {
		size_t from = i;
		bool blank = strchr(" \t\r\n", text.p[i]) != NULL, line = false;
		while (i < text.n && (strchr(" \t\r\n", text.p[i]) != NULL) == blank)
			line |= text.p[i++] == '\n';
		struct node *n = add_inline(L, parent,
			!blank ? NODE_STR
			: line ? NODE_SOFT_BREAK
			       : NODE_SPACE);
		if (!blank)
			n->text = str_sub(text, from, i);
	}
}

static bool is_of(lua_State *L, int at, bool (*of)(enum node_kind kind))
{
	const struct element *e = element_at(L, at);
	return e && e->type == type_of_kind(e->n->kind) && of(e->n->kind);
}

/* What the filter's own kind of object says it is: puts that in its place. */
static bool becomes(lua_State *L, int at, const char *method, bool (*of)(enum node_kind kind))
{
	if (!lua_istable(L, at) || luaL_getmetafield(L, at, method) == LUA_TNIL)
		return false;
	bool good = lua_isfunction(L, -1);
	if (good) {
		lua_pushvalue(L, at);
		lua_call(L, 1, 1);
		good = is_of(L, lua_gettop(L), of);
	}
	if (good)
		lua_copy(L, -1, at);
	lua_pop(L, 1);
	return good;
}

struct node *peek_inline(lua_State *L, int at)
{
	becomes(L, at, "__toinline", node_is_inline);
	if (is_of(L, at, node_is_inline))
		return element_node(L, at);
	if (lua_type(L, at) != LUA_TSTRING)
		wants(L, at, "Inline");
	struct node *n = state_node(L, NODE_STR);
	n->text = state_text(L, at);
	return n;
}

void peek_inlines(lua_State *L, int at, struct node *parent)
{
	becomes(L, at, "__toinline", node_is_inline);
	if (lua_type(L, at) == LUA_TSTRING) {
		split_text(L, state_text(L, at), parent);
	} else if (lua_istable(L, at)) {
		check_list(L, at, "table");
		lua_Integer length = luaL_len(L, at);
		for (lua_Integer i = 1; i <= length; i++) {
			lua_geti(L, at, i);
			node_append(parent, peek_inline(L, lua_gettop(L)));
			lua_pop(L, 1);
		}
	} else if (is_of(L, at, node_is_inline)) {
		node_append(parent, element_node(L, at));
	} else {
		wants(L, at, "Inline, list of Inlines, or string");
	}
}

/* --- blocks --- */

struct node *peek_block(lua_State *L, int at)
{
	becomes(L, at, "__toblock", node_is_block);
	if (is_of(L, at, node_is_block))
		return element_node(L, at);
	if (lua_type(L, at) != LUA_TSTRING && !lua_istable(L, at) && !is_of(L, at, node_is_inline))
		wants(L, at, "Block, list of Blocks, or compatible element");
	struct node *plain = state_node(L, NODE_PLAIN);
	peek_inlines(L, at, plain);
	return plain;
}

void peek_blocks(lua_State *L, int at, struct node *parent)
{
	becomes(L, at, "__toblock", node_is_block);
	if (!lua_istable(L, at)) {
		node_append(parent, peek_block(L, at));
		return;
	}
	check_list(L, at, "table");
	lua_Integer length = luaL_len(L, at);
	for (lua_Integer i = 1; i <= length; i++) {
		lua_geti(L, at, i);
		node_append(parent, peek_block(L, lua_gettop(L)));
		lua_pop(L, 1);
	}
}

/* --- parts of tables, captions, citations --- */

static void append_cells(lua_State *L, struct node *row, int at)
{
	lua_Integer length = luaL_len(L, at);
	for (lua_Integer i = 1; i <= length; i++) {
		lua_geti(L, at, i);
		node_append(row, peek_part(L, lua_gettop(L), NODE_CELL));
		lua_pop(L, 1);
	}
}

/* A table with the names of the properties, as {long = …, short = …}. */
static struct node *peek_named(lua_State *L, int at, enum node_kind kind)
{
	const struct type *type = type_of_kind(kind);
	struct node *n = state_node(L, kind);
	for (int i = 0; i < MOST_PROPERTIES && type->properties[i]; i++) {
		if (lua_getfield(L, at, type->properties[i]->name) != LUA_TNIL)
			type->properties[i]->set(L, n, lua_gettop(L));
		lua_pop(L, 1);
	}
	return n;
}

struct node *peek_part(lua_State *L, int at, enum node_kind kind)
{
	const struct element *e = element_at(L, at);
	if (e && e->type == type_of_kind(kind))
		return element_node(L, at);
	if (kind == NODE_CAPTION && !lua_istable(L, at)) {
		struct node *n = state_node(L, kind);
		if (!lua_isnoneornil(L, at))
			peek_blocks(L, at, n);
		return n;
	}
	if (!lua_istable(L, at))
		wants(L, at, type_of_kind(kind)->name);
	check_list(L, at, "table");
	if (luaL_len(L, at) == 0)
		return peek_named(L, at, kind);
	struct node *n = state_node(L, kind);
	if (kind == NODE_ROW)
		append_cells(L, n, at);
	else if (kind == NODE_CELL || kind == NODE_CAPTION)
		peek_blocks(L, at, n);
	else
		wants(L, at, type_of_kind(kind)->name);
	return n;
}

void peek_list_attributes(lua_State *L, int at, struct node *list)
{
	const struct element *e = element_at(L, at);
	if (e && e->type == &list_attributes_type) {
		list->as.list = element_look(L, at)->as.list;
		return;
	}
	list->as.list.start = 1;
	list->as.list.style = LIST_DEFAULT_STYLE;
	list->as.list.delim = LIST_DEFAULT_DELIM;
	if (lua_isnoneornil(L, at))
		return;
	check_list(L, at, "ListAttributes");
	for (int i = 0; i < 3; i++) {
		if (lua_geti(L, at, i + 1) == LUA_TNIL)
			lua_getfield(L, at, list_attributes_type.properties[i]->name);
		if (!lua_isnil(L, -1))
			list_attributes_type.properties[i]->set(L, list, lua_gettop(L));
		lua_settop(L, lua_gettop(L) - 1);
	}
}

/* --- metadata --- */

static struct node *meta_node(lua_State *L, enum node_kind kind, struct str text)
{
	struct node *n = state_node(L, kind);
	n->text = text;
	return n;
}

static bool are_all(lua_State *L, int at, lua_Integer length, bool is(enum node_kind))
{
	bool all = true;
	for (lua_Integer i = 1; all && i <= length; i++) {
		lua_geti(L, at, i);
		all = is_of(L, lua_gettop(L), is);
		lua_pop(L, 1);
	}
	return all;
}

static struct node *peek_sequence(lua_State *L, int at, lua_Integer length)
{
	struct node *list = meta_node(L, NODE_META_LIST, STR_NONE);
	for (lua_Integer i = 1; i <= length; i++) {
		lua_geti(L, at, i);
		node_append(list, peek_meta(L, lua_gettop(L)));
		lua_pop(L, 1);
	}
	return list;
}

static int by_key(const void *x, const void *y)
{
	struct node *const *a = x, *const *b = y;
	return str_cmp((*a)->as.meta.key, (*b)->as.meta.key);
}

struct node *peek_meta_map(lua_State *L, int at)
{
	struct node *map = meta_node(L, NODE_META_MAP, STR_NONE);
	VEC(struct node *) values = {0};
	check_list(L, at, "Meta");
	lua_pushnil(L);
	while (lua_next(L, at)) {
		if (lua_type(L, -2) == LUA_TSTRING || lua_type(L, -2) == LUA_TNUMBER) {
			struct node *value = peek_meta(L, lua_gettop(L));
			lua_pushvalue(L, -2); /* a number that is read as text becomes one */
			value->as.meta.key = state_text(L, lua_gettop(L));
			lua_pop(L, 1);
			*vec_push(state_arena(L), &values) = value;
		}
		lua_pop(L, 1);
	}
	if (values.n)
		qsort(values.items, values.n, sizeof(struct node *), by_key);
	for (size_t i = 0; i < values.n; i++)
		node_append(map, values.items[i]);
	return map;
}

static struct node *peek_meta_table(lua_State *L, int at)
{
	const char *name = filter_type_name(L, at);
	struct node *n;
	check_list(L, at, "table");
	lua_Integer length = luaL_len(L, at);
	/* A table without a type is what all of its items can be. */
	bool list = strcmp(name, "List") == 0, untyped = length && !list;
	if (strcmp(name, "Inlines") == 0 || (untyped && are_all(L, at, length, node_is_inline))) {
		n = meta_node(L, NODE_META_INLINES, STR_NONE);
		peek_inlines(L, at, n);
	} else if (strcmp(name, "Blocks") == 0 ||
		   (untyped && are_all(L, at, length, node_is_block))) {
		n = meta_node(L, NODE_META_BLOCKS, STR_NONE);
		peek_blocks(L, at, n);
	} else if (length || list) {
		n = peek_sequence(L, at, length);
	} else {
		n = peek_meta_map(L, at);
	}
	return n;
}

struct node *peek_meta(lua_State *L, int at)
{
	struct node *n;
	if (lua_type(L, at) == LUA_TBOOLEAN) {
		n = meta_node(L, NODE_META_BOOL, STR_NONE);
		n->as.meta.flag = lua_toboolean(L, at);
		return n;
	}
	if (lua_type(L, at) == LUA_TSTRING || lua_type(L, at) == LUA_TNUMBER)
		return meta_node(L, NODE_META_STRING, state_text(L, at));
	if (lua_istable(L, at))
		return peek_meta_table(L, at);
	bool inlines = is_of(L, at, node_is_inline);
	if (!inlines && !is_of(L, at, node_is_block))
		wants(L, at, "MetaValue");
	n = meta_node(L, inlines ? NODE_META_INLINES : NODE_META_BLOCKS, STR_NONE);
	node_append(n, element_node(L, at));
	return n;
}

/* --- whole documents, and whatever there is --- */

struct node *peek_doc(lua_State *L, int at)
{
	const struct element *e = element_at(L, at);
	if (!e || e->type->kind != NODE_DOC)
		wants(L, at, "Pandoc");
	return element_node(L, at);
}

const struct node *peek_any(lua_State *L, int at)
{
	if (element_at(L, at))
		return element_look(L, at);
	if (!lua_istable(L, at))
		return peek_meta(L, at);
	return peek_meta_table(L, at);
}
