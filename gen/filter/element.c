/* SPDX-License-Identifier: MIT */
/* Elements as Lua sees them: properties, aliases, equality, text. */
#include "filter/state.h"

#include <string.h>

/* --- the state --- */

struct filter_state *state_of(lua_State *L)
{
	return lua_host_owner(L);
}

struct arena *state_arena(lua_State *L)
{
	return state_of(L)->arena;
}

void state_charge(lua_State *L, size_t bytes)
{
	struct filter_state *st = state_of(L);
	if (bytes > FILTER_BYTES - st->made)
		luaL_error(L, "not enough memory for what this filter makes");
	st->made += bytes;
	lua_charge(L, 1 + bytes / 256);
}

struct node *state_node(lua_State *L, enum node_kind kind)
{
	struct filter_state *st = state_of(L);
	state_charge(L, sizeof(struct node));
	struct node *n = node_new(st->arena, kind, st->at ? st->at->span : SPAN_NONE);
	n->flags = NODE_GENERATED;
	return n;
}

struct str state_copy(lua_State *L, struct str s)
{
	state_charge(L, s.n);
	return str_copy(state_arena(L), s);
}

void push_str(lua_State *L, struct str s)
{
	lua_pushlstring(L, s.n ? s.p : "", s.n);
}

/* --- how deep and how large a tree is, with what hangs beside it --- */

static void measure(lua_State *L, const struct node *n, int depth, size_t *count);

static void measure_below(lua_State *L, const struct node *n, int depth, size_t *count)
{
	if (depth > NODE_DEPTH_LIMIT)
		luaL_error(L, "nested too deep: over %d levels", NODE_DEPTH_LIMIT);
	for (const struct node *c = n->first; c; c = c->next)
		measure(L, c, depth + 1, count);
}

static void measure(lua_State *L, const struct node *n, int depth, size_t *count)
{
	struct node **beside[NODE_BESIDE];
	size_t trees = node_beside((struct node *)(uintptr_t)n, beside); /* only looked at */
	++*count;
	measure_below(L, n, depth, count);
	for (size_t i = 0; i < trees; i++)
		if (*beside[i])
			measure(L, *beside[i], depth + 1, count);
}

struct node *graft(lua_State *L, const struct node *n)
{
	size_t count = 1;
	if (n->kind != NODE_STR) {
		count = 0;
		measure(L, n, 0, &count);
	}
	state_charge(L, count * sizeof(struct node));
	return node_copy(state_arena(L), n);
}

/* Not deeper than graft() allows. */
static void place_all(struct node *n, struct span span)
{
	struct node **beside[NODE_BESIDE];
	size_t trees = node_beside(n, beside);
	n->span = span;
	for (size_t i = 0; i < trees; i++)
		if (*beside[i])
			place_all(*beside[i], span);
	for (struct node *c = n->first; c; c = c->next)
		place_all(c, span);
}

struct node *adopt(lua_State *L, const struct node *n)
{
	struct filter_state *st = state_of(L);
	struct node *copy = graft(L, n);
	place_all(copy, st->at ? st->at->span : SPAN_NONE);
	return copy;
}

/* --- making them --- */

static void open_type(lua_State *L, const struct type *type);

static int live_count(const struct type *type)
{
	int n = 0;
	while (type->properties[n] && type->properties[n]->live)
		n++;
	return n;
}

struct element *push_typed(lua_State *L, const struct type *type, const struct node *n)
{
	struct element *e = lua_newuserdatauv(L, sizeof(*e), live_count(type));
	e->type = type;
	/* It is only written to when it is the element's own. */
	memcpy(&e->n, &n, sizeof(e->n));
	e->own = false;
	if (lua_rawgetp(L, LUA_REGISTRYINDEX, type) == LUA_TNIL) {
		lua_pop(L, 1);
		open_type(L, type);
	}
	lua_setmetatable(L, -2);
	return e;
}

struct element *push_element(lua_State *L, const struct node *n)
{
	return push_typed(L, type_of_kind(n->kind), n);
}

/* In the metatable of each type of element, and in no other. */
enum { ELEMENT_MARK = 1 };

struct element *element_at(lua_State *L, int at)
{
	struct element *e = lua_touserdata(L, at);
	if (!e || !lua_getmetatable(L, at)) /* light userdata have none */
		return NULL;
	bool ours = lua_rawgeti(L, -1, ELEMENT_MARK) == LUA_TBOOLEAN;
	lua_pop(L, 2);
	return ours ? e : NULL;
}

static struct element *self(lua_State *L)
{
	struct element *e = element_at(L, 1);
	if (!e)
		luaL_argerror(L, 1, "an element of a document expected");
	return e;
}

/* --- back to a node --- */

static bool has_slot(lua_State *L, int at, int i)
{
	bool has = lua_getiuservalue(L, at, i + 1) != LUA_TNIL;
	lua_pop(L, 1);
	return has;
}

/* All children come from what Lua has of them. */
static bool is_whole(lua_State *L, int at, const struct type *type)
{
	for (int i = 0; type->properties[i] && type->properties[i]->live; i++)
		if (type->properties[i]->whole && has_slot(L, at, i))
			return true;
	return false;
}

struct node *element_node(lua_State *L, int at)
{
	const struct element *e = lua_touserdata(L, at);
	struct node without = *e->n;
	/* Each level of elements in elements leaves something on the stack. */
	if (lua_gettop(L) > 3 * NODE_DEPTH_LIMIT)
		luaL_error(L, "nested too deep: over %d levels", NODE_DEPTH_LIMIT);
	luaL_checkstack(L, 8, NULL);
	without.first = without.last = NULL;
	struct node *n = graft(L, is_whole(L, at, e->type) ? &without : e->n);
	for (int i = 0; e->type->properties[i] && e->type->properties[i]->live; i++) {
		if (lua_getiuservalue(L, at, i + 1) != LUA_TNIL)
			e->type->properties[i]->set(L, n, lua_gettop(L));
		lua_pop(L, 1);
	}
	return n;
}

const struct node *element_look(lua_State *L, int at)
{
	const struct element *e = lua_touserdata(L, at);
	for (int i = 0; e->type->properties[i] && e->type->properties[i]->live; i++)
		if (has_slot(L, at, i))
			return element_node(L, at);
	return e->n;
}

/* --- properties --- */

static void push_property(lua_State *L, const struct element *e, int i)
{
	const struct property *p = e->type->properties[i];
	if (p->live && lua_getiuservalue(L, 1, i + 1) != LUA_TNIL)
		return;
	p->push(L, e->n);
	if (!p->live)
		return;
	lua_pushvalue(L, -1);
	lua_setiuservalue(L, 1, i + 1);
}

static void push_named(lua_State *L, const struct element *e, const char *name)
{
	int i = 0;
	while (strcmp(e->type->properties[i]->name, name) != 0)
		i++;
	push_property(L, e, i);
}

/* In the table of names: a number is a property, a text the property that has it in turn, true the
 * name of the type, a function a method. */
static int element_index(lua_State *L)
{
	struct element *e = self(L);
	lua_settop(L, 2);
	lua_pushvalue(L, 2);
	switch (lua_rawget(L, lua_upvalueindex(1))) {
	case LUA_TNUMBER:
		push_property(L, e, (int)lua_tointeger(L, -1));
		return 1;
	case LUA_TSTRING:
		push_named(L, e, lua_tostring(L, -1));
		lua_pushvalue(L, 2);
		lua_gettable(L, -2);
		return 1;
	case LUA_TBOOLEAN:
		lua_pushstring(L, e->type->name);
		return 1;
	default:
		return 1;
	}
}

static int element_newindex(lua_State *L)
{
	struct element *e = self(L);
	lua_settop(L, 3);
	lua_pushvalue(L, 2);
	int found = lua_rawget(L, lua_upvalueindex(1));
	if (found == LUA_TSTRING) {
		push_named(L, e, lua_tostring(L, -1));
		lua_pushvalue(L, 2);
		lua_pushvalue(L, 3);
		lua_settable(L, -3);
		return 0;
	}
	if (found != LUA_TNUMBER)
		return luaL_error(L, "Cannot set unknown property.");
	int i = (int)lua_tointeger(L, -1);
	if (lua_isnil(L, 3)) /* as in pandoc that changes nothing */
		return 0;
	if (!e->own)
		e->n = graft(L, e->n);
	e->own = true;
	e->type->properties[i]->set(L, e->n, 3);
	if (e->type->properties[i]->live) {
		/* A list that was assigned is the element's from now on: what is added to it later
		 * counts. */
		bool list = lua_istable(L, 3) && lua_getmetatable(L, 3);
		lua_settop(L, 3);
		if (!list)
			lua_pushnil(L);
		lua_setiuservalue(L, 1, i + 1);
	}
	return 0;
}

static bool has_tag(const struct type *type)
{
	return type == type_of_kind(type->kind) &&
	       (node_is_block(type->kind) || node_is_inline(type->kind));
}

/* The name that comes after this one; NULL: none. */
static const char *name_after(const struct type *type, const char *name)
{
	static const char *const methods[] = {"clone", "walk", "tag", NULL};
	bool found = !name;
	for (int i = 0; i < MOST_PROPERTIES && type->properties[i]; i++) {
		if (found)
			return type->properties[i]->name;
		found = strcmp(type->properties[i]->name, name) == 0;
	}
	for (int i = 0; methods[i] && (i < 2 || has_tag(type)); i++) {
		if (found)
			return methods[i];
		found = strcmp(methods[i], name) == 0;
	}
	return NULL;
}

static int next_property(lua_State *L)
{
	struct element *e = self(L);
	const char *name = name_after(e->type, luaL_optstring(L, 2, NULL));
	if (!name)
		return 0;
	lua_pushstring(L, name);
	lua_getfield(L, 1, name);
	return 2;
}

int element_pairs(lua_State *L)
{
	self(L);
	lua_pushcfunction(L, next_property);
	lua_pushvalue(L, 1);
	lua_pushnil(L);
	return 3;
}

/* --- as a value --- */

static void show_element(lua_State *L, struct buf *out, int at)
{
	const struct element *e = lua_touserdata(L, at);
	const struct node *n = element_look(L, at);
	if (e->type == &attr_type)
		show_attr(out, n->attr);
	else if (e->type == &list_attributes_type)
		buf_printf(out, "(%d,%s,%s)", n->as.list.start,
			pandoc_list_styles[n->as.list.style], pandoc_list_delims[n->as.list.delim]);
	else if (e->type == &simple_table_type)
		show_simple_table(out, n);
	else
		show_node(out, n);
	state_charge(L, out->n);
}

static int element_tostring(lua_State *L)
{
	struct buf out = buf_new(state_arena(L));
	self(L);
	show_element(L, &out, 1);
	push_str(L, buf_str(&out));
	return 1;
}

static int element_eq(lua_State *L)
{
	struct buf left = buf_new(state_arena(L)), right = buf_new(state_arena(L));
	const struct element *a = element_at(L, 1), *b = element_at(L, 2);
	bool same = a && b && a->type == b->type;
	if (same) {
		show_element(L, &left, 1);
		show_element(L, &right, 2);
		same = str_eq(buf_str(&left), buf_str(&right));
	}
	lua_pushboolean(L, same);
	return 1;
}

static int element_clone(lua_State *L)
{
	struct element *e = self(L);
	push_typed(L, e->type, element_node(L, 1))->own = true;
	return 1;
}

static int doc_concat(lua_State *L)
{
	struct node *left = peek_doc(L, 1), *right = peek_doc(L, 2);
	struct node *more = right->as.doc.meta;
	if (right->first)
		node_move(left, right->first, right->last);
	if (!left->as.doc.meta)
		left->as.doc.meta = more;
	else
		while (more && more->first) {
			struct node *old =
				node_meta_get(left->as.doc.meta, more->first->as.meta.key);
			if (old)
				node_unlink(old);
			node_append(left->as.doc.meta, more->first);
		}
	push_element(L, left)->own = true;
	return 1;
}

/* --- their metatables --- */

static void add_aliases(lua_State *L, const char *of, const char *const *names)
{
	for (size_t i = 0; names[i]; i++) {
		lua_pushstring(L, of);
		lua_setfield(L, -2, names[i]);
	}
}

static void push_names(lua_State *L, const struct type *type)
{
	static const char *const of_attr[] = {"identifier", "classes", "attributes", NULL};
	static const char *const of_list[] = {"start", "style", "delimiter", NULL};
	lua_newtable(L);
	for (int i = 0; i < MOST_PROPERTIES && type->properties[i]; i++) {
		const char *name = type->properties[i]->name;
		lua_pushinteger(L, i);
		lua_setfield(L, -2, name);
		if (strcmp(name, "content") == 0 || strcmp(name, "contents") == 0) {
			lua_pushinteger(L, i);
			lua_setfield(L, -2, type->kind == NODE_CELL ? "content" : "c");
		} else if (strcmp(name, "attr") == 0) {
			add_aliases(L, name, of_attr);
		} else if (strcmp(name, "listAttributes") == 0) {
			add_aliases(L, name, of_list);
		}
	}
	lua_pushcfunction(L, element_clone);
	lua_setfield(L, -2, "clone");
	if (has_tag(type) || type == &attr_type || type == &simple_table_type) {
		lua_pushboolean(L, true);
		lua_setfield(L, -2, "t");
		lua_pushboolean(L, true);
		lua_setfield(L, -2, "tag");
	}
	if (has_tag(type) && node_is_block(type->kind)) {
		lua_pushcfunction(L, element_tostring);
		lua_setfield(L, -2, "show");
	}
	if (type->kind == NODE_DOC) {
		lua_pushcfunction(L, normalize_doc);
		lua_setfield(L, -2, "normalize");
	}
	if (type != &attr_type && type != &list_attributes_type && type != &simple_table_type) {
		lua_pushcfunction(L, walk_element);
		lua_setfield(L, -2, "walk");
	}
}

/* Pushes the metatable: of a type that this filter has not met yet. */
static void open_type(lua_State *L, const struct type *type)
{
	static const luaL_Reg functions[] = {{"__eq", element_eq}, {"__tostring", element_tostring},
		{"__pairs", element_pairs}, {NULL, NULL}};
	lua_newtable(L);
	luaL_setfuncs(L, functions, 0);
	push_names(L, type);
	lua_pushvalue(L, -1);
	lua_pushcclosure(L, element_index, 1);
	lua_setfield(L, -3, "__index");
	lua_pushcclosure(L, element_newindex, 1);
	lua_setfield(L, -2, "__newindex");
	lua_pushstring(L, type->family);
	lua_setfield(L, -2, "__name");
	lua_pushboolean(L, true);
	lua_setfield(L, -2, "__metatable");
	lua_pushboolean(L, true);
	lua_rawseti(L, -2, ELEMENT_MARK);
	if (type->kind == NODE_DOC) {
		lua_pushcfunction(L, doc_concat);
		lua_setfield(L, -2, "__concat");
	}
	lua_pushvalue(L, -1);
	lua_rawsetp(L, LUA_REGISTRYINDEX, type);
}
