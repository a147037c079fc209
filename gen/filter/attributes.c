/* SPDX-License-Identifier: MIT */
/* Attributes: what may stand for an Attr, and the list of its keys, which is a table by key too. */
#include "filter/state.h"

#include <stdlib.h>

/* The userdata; the pairs are in the arena. */
struct attribute_list {
	struct attribute *items;
	size_t n, room;
};

static const char list_name[] = "AttributeList";

/* --- the list of keys --- */

static struct attribute_list *new_list(lua_State *L, const struct attr *from)
{
	struct attribute_list *list = lua_newuserdatauv(L, sizeof(*list), 0);
	*list = (struct attribute_list){NULL, 0, 0};
	luaL_setmetatable(L, list_name);
	if (from && from->n_pairs) {
		state_charge(L, from->n_pairs * sizeof(struct attribute));
		list->items = arena_copy(
			state_arena(L), from->pairs, from->n_pairs * sizeof(struct attribute));
		list->n = list->room = from->n_pairs;
	}
	return list;
}

void push_attributes(lua_State *L, const struct node *n)
{
	new_list(L, n->attr);
}

static struct attribute_list *list_self(lua_State *L)
{
	return luaL_checkudata(L, 1, list_name);
}

static size_t find_key(const struct attribute_list *list, struct str key)
{
	size_t i = 0;
	while (i < list->n && !str_eq(list->items[i].key, key))
		i++;
	return i;
}

static struct str borrow(lua_State *L, int at)
{
	struct str s;
	s.p = luaL_checklstring(L, at, &s.n);
	return s;
}

static int list_index(lua_State *L)
{
	struct attribute_list *list = list_self(L);
	if (lua_type(L, 2) == LUA_TNUMBER) {
		lua_Integer i = lua_tointeger(L, 2);
		if (i < 1 || (size_t)i > list->n)
			return 0;
		lua_createtable(L, 2, 0);
		push_str(L, list->items[i - 1].key);
		lua_rawseti(L, -2, 1);
		push_str(L, list->items[i - 1].value);
		lua_rawseti(L, -2, 2);
		return 1;
	}
	size_t i = find_key(list, borrow(L, 2));
	if (i == list->n)
		return 0;
	push_str(L, list->items[i].value);
	return 1;
}

static void drop(struct attribute_list *list, size_t i)
{
	if (i >= list->n)
		return;
	for (list->n--; i < list->n; i++)
		list->items[i] = list->items[i + 1];
}

static void put(lua_State *L, struct attribute_list *list, size_t i, struct attribute pair)
{
	if (i >= list->room) {
		size_t room = list->room ? list->room * 2 : 4;
		state_charge(L, room * sizeof(struct attribute));
		list->items = arena_grow(state_arena(L), list->items,
			list->room * sizeof(struct attribute), room * sizeof(struct attribute));
		list->room = room;
	}
	list->items[i] = pair;
	if (i == list->n)
		list->n++;
}

static struct attribute peek_pair(lua_State *L, int at)
{
	struct attribute pair;
	check_list(L, at, "key-value pair");
	lua_geti(L, at, 1);
	lua_geti(L, at, 2);
	pair.key = state_text(L, lua_gettop(L) - 1);
	pair.value = state_text(L, lua_gettop(L));
	lua_pop(L, 2);
	return pair;
}

static int list_newindex(lua_State *L)
{
	struct attribute_list *list = list_self(L);
	bool gone = lua_isnoneornil(L, 3), by_place = lua_type(L, 2) == LUA_TNUMBER;
	size_t i;
	if (by_place) {
		lua_Integer place = lua_tointeger(L, 2);
		luaL_argcheck(L, place >= 1 && (size_t)place <= list->n + 1, 2,
			"there is no attribute at this place");
		i = (size_t)place - 1;
	} else {
		i = find_key(list, borrow(L, 2));
	}
	if (gone)
		drop(list, i);
	else if (by_place)
		put(L, list, i, peek_pair(L, 3));
	else if (i < list->n)
		list->items[i].value = state_text(L, 3);
	else
		put(L, list, i, (struct attribute){state_text(L, 2), state_text(L, 3)});
	return 0;
}

static int list_len(lua_State *L)
{
	lua_pushinteger(L, (lua_Integer)list_self(L)->n);
	return 1;
}

/* The place is kept beside, so that a key that is set to nil on the way does not end the loop. */
static int list_next(lua_State *L)
{
	struct attribute_list *list = list_self(L);
	size_t i = 0;
	if (!lua_isnoneornil(L, 2)) {
		struct str key = borrow(L, 2);
		i = find_key(list, key);
		if (i == list->n)
			i = (size_t)lua_tointeger(L, lua_upvalueindex(1));
		else
			i++;
	}
	if (i >= list->n)
		return 0;
	lua_pushinteger(L, (lua_Integer)i);
	lua_replace(L, lua_upvalueindex(1));
	push_str(L, list->items[i].key);
	push_str(L, list->items[i].value);
	return 2;
}

static int list_pairs(lua_State *L)
{
	list_self(L);
	lua_pushinteger(L, 0);
	lua_pushcclosure(L, list_next, 1);
	lua_pushvalue(L, 1);
	lua_pushnil(L);
	return 3;
}

static int list_tostring(lua_State *L)
{
	struct attribute_list *list = list_self(L);
	struct buf out = buf_new(state_arena(L));
	show_pairs(&out, list->items, list->n);
	state_charge(L, out.n);
	push_str(L, buf_str(&out));
	return 1;
}

static int list_eq(lua_State *L)
{
	const struct attribute_list *a = luaL_testudata(L, 1, list_name),
				    *b = luaL_testudata(L, 2, list_name);
	bool same = a && b && a->n == b->n;
	for (size_t i = 0; same && i < a->n; i++)
		same = str_eq(a->items[i].key, b->items[i].key) &&
		       str_eq(a->items[i].value, b->items[i].value);
	lua_pushboolean(L, same);
	return 1;
}

void attributes_open(lua_State *L)
{
	static const luaL_Reg functions[] = {{"__index", list_index}, {"__newindex", list_newindex},
		{"__len", list_len}, {"__pairs", list_pairs}, {"__tostring", list_tostring},
		{"__eq", list_eq}, {NULL, NULL}};
	luaL_newmetatable(L, list_name);
	luaL_setfuncs(L, functions, 0);
	lua_pushboolean(L, true);
	lua_setfield(L, -2, "__metatable");
	lua_pop(L, 1);
}

/* --- from Lua --- */

static int by_key(const void *x, const void *y)
{
	const struct attribute *a = x, *b = y;
	return str_cmp(a->key, b->key);
}

/* Lua keeps no order of text keys; sorted, the same filter makes the same page each time. */
static void peek_map(lua_State *L, int at, struct attribute_list *list)
{
	lua_pushnil(L);
	while (lua_next(L, at)) {
		if (lua_type(L, -2) == LUA_TSTRING)
			put(L, list, list->n,
				(struct attribute){state_text(L, lua_gettop(L) - 1),
					state_text(L, lua_gettop(L))});
		lua_pop(L, 1);
	}
	if (list->n)
		qsort(list->items, list->n, sizeof(struct attribute), by_key);
}

static void peek_sequence(lua_State *L, int at, lua_Integer length, struct attribute_list *list)
{
	for (lua_Integer i = 1; i <= length; i++) {
		lua_geti(L, at, i);
		put(L, list, list->n, peek_pair(L, lua_gettop(L)));
		lua_pop(L, 1);
	}
}

void peek_pairs(lua_State *L, int at, struct attr *to)
{
	struct attribute_list list = {NULL, 0, 0};
	const struct attribute_list *given = luaL_testudata(L, at, list_name);
	if (lua_isnoneornil(L, at))
		return;
	if (given && given->n) {
		state_charge(L, given->n * sizeof(struct attribute));
		list.items = arena_copy(
			state_arena(L), given->items, given->n * sizeof(struct attribute));
		list.n = given->n;
	} else if (!given) {
		check_list(L, at, "AttributeList");
		lua_Integer length = luaL_len(L, at);
		if (length)
			peek_sequence(L, at, length, &list);
		else
			peek_map(L, at, &list);
	}
	to->pairs = list.items;
	to->n_pairs = list.n;
}

static void add_words(lua_State *L, struct attr *attr, struct str text)
{
	VEC(struct str) words = {0};
	while (text.n) {
		struct str word = str_cut(&text, ' ');
		if (word.n) {
			state_charge(L, sizeof(word));
			*vec_push(state_arena(L), &words) = word;
		}
	}
	attr->classes = words.items;
	attr->n_classes = words.n;
}

/* {id = "x", class = "a b", key = "value"} */
static void peek_html_like(lua_State *L, int at, struct attr *attr)
{
	struct attribute_list list = {NULL, 0, 0}, rest = {NULL, 0, 0};
	peek_map(L, at, &list);
	for (size_t i = 0; i < list.n; i++) {
		struct attribute pair = list.items[i];
		if (str_eq(pair.key, STR("id")))
			attr->id = pair.value;
		else if (str_eq(pair.key, STR("class")))
			add_words(L, attr, pair.value);
		else
			put(L, &rest, rest.n, pair);
	}
	attr->pairs = rest.items;
	attr->n_pairs = rest.n;
}

static void peek_triple(lua_State *L, int at, struct node *holder)
{
	/* The type has the identifier last, as it has no parts. */
	for (lua_Integer i = 1; i <= 3; i++) {
		lua_geti(L, at, i);
		const struct property *p = attr_type.properties[(i + 1) % 3];
		if (!lua_isnil(L, -1))
			p->set(L, holder, lua_gettop(L));
		lua_pop(L, 1);
	}
}

struct attr *peek_attr(lua_State *L, int at)
{
	struct element *e = element_at(L, at);
	struct node *holder = state_node(L, NODE_SPAN);
	if (lua_isnoneornil(L, at))
		return NULL;
	if (e && e->type == &attr_type)
		return element_node(L, at)->attr;
	struct attr *attr = holder->attr = NEW(state_arena(L), struct attr);
	if (lua_type(L, at) == LUA_TSTRING) {
		attr->id = state_text(L, at);
		return attr;
	}
	check_list(L, at, "Attr");
	lua_geti(L, at, 1);
	lua_geti(L, at, 2);
	lua_geti(L, at, 3);
	bool triple = !lua_isnil(L, -3) || !lua_isnil(L, -2) || !lua_isnil(L, -1);
	lua_pop(L, 3);
	if (triple)
		peek_triple(L, at, holder);
	else
		peek_html_like(L, at, attr);
	return holder->attr;
}
