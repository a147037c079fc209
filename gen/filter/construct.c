/* SPDX-License-Identifier: MIT */
/* The table `pandoc`: constructors and constants, walking, reading and writing. */
#include "filter/state.h"
#include "filter/table.h"

#include <string.h>

/* One function for all types: the type says which properties its arguments are. */
static int construct(lua_State *L)
{
	const struct type *type = lua_touserdata(L, lua_upvalueindex(1));
	int count = (int)strlen(type->args);
	int given = lua_gettop(L);
	lua_settop(L, given > count ? count : given);
	struct node *n = state_node(L, type->kind);
	for (int i = 0; i < count; i++) {
		if (i >= type->required && lua_isnoneornil(L, i + 1))
			continue;
		type->properties[type->args[i] - '0']->set(L, n, i + 1);
	}
	/* A filter is the site's own, as its templates are: what it makes as HTML is meant so, and
	 * its links are written ones. */
	if (type->kind == NODE_RAW_BLOCK || type->kind == NODE_RAW_INLINE)
		n->flags |= NODE_TRUSTED;
	if (type->kind == NODE_LINK || type->kind == NODE_IMAGE)
		n->flags = 0;
	push_typed(L, type, n)->own = true;
	return 1;
}

static void add_constructor(lua_State *L, const struct type *type)
{
	/* It is only read from; Lua has no other pointers. */
	lua_pushlightuserdata(L, (void *)(uintptr_t)type);
	lua_pushcclosure(L, construct, 1);
	lua_setfield(L, -2, type->name);
}

/* pandoc.Inline.constructor.Str is pandoc.Str. */
static void add_family(lua_State *L, const char *family)
{
	lua_createtable(L, 0, 1);
	lua_newtable(L);
	for (size_t i = 0; i < n_filter_types; i++)
		if (strcmp(filter_types[i].family, family) == 0)
			add_constructor(L, &filter_types[i]);
	lua_setfield(L, -2, "constructor");
	lua_setfield(L, -2, family);
}

/* --- attributes --- */

/* Attr(identifier, classes, attributes), or what may stand for one. */
static int new_attr(lua_State *L)
{
	struct node *holder = state_node(L, NODE_SPAN);
	lua_settop(L, 3);
	if (lua_istable(L, 1)) {
		holder->attr = peek_attr(L, 1);
	} else if (!lua_isnil(L, 1)) {
		holder->attr = NEW(state_arena(L), struct attr);
		for (int i = 0; i < 3; i++)
			if (i == 0 || lua_istable(L, i + 1) || lua_isuserdata(L, i + 1))
				attr_type.properties[attr_type.args[i] - '0']->set(
					L, holder, i + 1);
	}
	push_typed(L, &attr_type, holder)->own = true;
	return 1;
}

/* --- lists and metadata --- */

static int new_inlines(lua_State *L)
{
	struct node *list = state_node(L, NODE_INLINES);
	lua_settop(L, lua_gettop(L) ? 1 : 0);
	peek_inlines(L, 1, list);
	push_children(L, LIST_INLINES, list);
	return 1;
}

static int new_blocks(lua_State *L)
{
	struct node *list = state_node(L, NODE_DOC);
	lua_settop(L, lua_gettop(L) ? 1 : 0);
	peek_blocks(L, 1, list);
	push_children(L, LIST_BLOCKS, list);
	return 1;
}

static int new_attribute_list(lua_State *L)
{
	struct node *holder = state_node(L, NODE_SPAN);
	lua_settop(L, 1);
	holder->attr = NEW(state_arena(L), struct attr);
	peek_pairs(L, 1, holder->attr);
	push_attributes(L, holder);
	return 1;
}

static int new_meta(lua_State *L)
{
	lua_settop(L, 1);
	push_meta(L, peek_meta_map(L, 1));
	luaL_setmetatable(L, "Meta");
	return 1;
}

static int new_meta_map(lua_State *L)
{
	lua_settop(L, 1);
	push_meta(L, peek_meta_map(L, 1));
	return 1;
}

static int new_meta_list(lua_State *L)
{
	lua_settop(L, 1);
	luaL_checktype(L, 1, LUA_TTABLE);
	lua_Integer n = (lua_Integer)lua_rawlen(L, 1);
	push_list(L, LIST_PLAIN, 0);
	for (lua_Integer i = 1; i <= n; i++) {
		lua_geti(L, 1, i);
		push_meta(L, peek_meta(L, lua_gettop(L)));
		lua_rawseti(L, 2, i);
		lua_settop(L, 2);
	}
	return 1;
}

static int new_meta_string(lua_State *L)
{
	push_str(L, state_text(L, 1));
	return 1;
}

static int new_meta_bool(lua_State *L)
{
	luaL_checkany(L, 1);
	lua_pushboolean(L, lua_toboolean(L, 1));
	return 1;
}

/* --- readers and writers --- */

static struct str with_change(lua_State *L, struct str format, bool on, int name)
{
	struct str text = state_text(L, name);
	state_charge(L, format.n + text.n + 1);
	return STR_CAT(state_arena(L), format, on ? STR("+") : STR("-"), text);
}

/* Those of a list at this place; no list is an empty one. */
static struct str with_list(lua_State *L, struct str format, bool on, int at)
{
	for (lua_Integer i = 1; lua_istable(L, at) && i <= luaL_len(L, at); i++) {
		lua_geti(L, at, i);
		format = with_change(L, format, on, lua_gettop(L));
		lua_pop(L, 1);
	}
	return format;
}

/* A list of names, {enable = list, disable = list}, or {name = whether}: as "+name-name". */
static struct str with_extensions(lua_State *L, struct str format, int at)
{
	format = with_list(L, format, true, at);
	for (lua_pushnil(L); lua_next(L, at); lua_pop(L, 1)) {
		int name = lua_gettop(L) - 1;
		if (lua_type(L, name) != LUA_TSTRING)
			continue;
		if (lua_isboolean(L, -1))
			format = with_change(L, format, lua_toboolean(L, -1), name);
		else
			format = with_list(
				L, format, strcmp(lua_tostring(L, name), "disable") != 0, name + 1);
	}
	return format;
}

static struct str call_format(lua_State *L, int at)
{
	struct str format = STR("markdown");
	if (lua_isnoneornil(L, at))
		return format;
	if (!lua_istable(L, at))
		return state_text(L, at);
	lua_getfield(L, at, "format");
	format = state_text(L, lua_gettop(L));
	lua_getfield(L, at, "extensions");
	if (lua_istable(L, -1))
		format = with_extensions(L, format, lua_gettop(L));
	lua_pop(L, 2);
	return format;
}

static bool field_is(lua_State *L, int at, const char *name, const char *word)
{
	bool is = false;
	if (has_options(L, at)) {
		lua_getfield(L, at, name);
		is = lua_type(L, -1) == LUA_TSTRING && strcmp(lua_tostring(L, -1), word) == 0;
		lua_pop(L, 1);
	}
	return is;
}

static int field_int(lua_State *L, int at, const char *name, int missing)
{
	int v = missing;
	if (has_options(L, at)) {
		lua_getfield(L, at, name);
		if (lua_isnumber(L, -1))
			v = peek_int(L, lua_gettop(L));
		lua_pop(L, 1);
	}
	return v;
}

static struct format_options options_at(lua_State *L, int format, int at)
{
	struct format_options o = {.format = call_format(L, format)};
	o.columns = field_int(L, at, "columns", 72);
	o.wrap = field_is(L, at, "wrap_text", "none")	    ? FORMAT_WRAP_NONE
		 : field_is(L, at, "wrap_text", "preserve") ? FORMAT_WRAP_PRESERVE
							    : FORMAT_WRAP_AUTO;
	o.track_changes = field_is(L, at, "track_changes", "all")      ? TRACK_ALL
			  : field_is(L, at, "track_changes", "reject") ? TRACK_REJECT
								       : TRACK_ACCEPT;
	if (has_options(L, at)) {
		lua_getfield(L, at, "template");
		o.standalone = !lua_isnil(L, -1);
		lua_pop(L, 1);
	}
	return o;
}

enum { READ_BYTES = 8 << 20 };

/* A text, or the texts of a list of sources behind one another. */
static struct str sources_text(lua_State *L, int at)
{
	if (!lua_istable(L, at))
		return state_text(L, at);
	lua_getglobal(L, "pandoc");
	lua_getfield(L, -1, "types");
	lua_getfield(L, -1, "Sources");
	lua_pushvalue(L, at);
	lua_call(L, 1, 1);
	struct buf b = buf_new(state_arena(L));
	lua_Integer n = luaL_len(L, -1);
	for (lua_Integer i = 1; i <= n; i++) {
		lua_geti(L, -1, i);
		lua_getfield(L, -1, "text");
		buf_add(&b, state_text(L, lua_gettop(L)));
		lua_pop(L, 2);
	}
	lua_pop(L, 3);
	return buf_str(&b);
}

static int pandoc_read(lua_State *L)
{
	const struct format_functions *f = state_of(L)->call->formats;
	lua_settop(L, 4);
	struct str text = sources_text(L, 1), why = STR_NONE;
	struct format_options options = options_at(L, 2, 3);
	if (text.n > READ_BYTES)
		return luaL_error(
			L, "the text is too long to be read: over %d MB", READ_BYTES >> 20);
	lua_charge(L, text.n / 4);
	state_charge(L, text.n);
	struct node *doc = f->read(f->context, state_arena(L), text, &options, &why);
	if (!doc) {
		push_str(L, why);
		return luaL_error(L, "%s", lua_tostring(L, -1));
	}
	push_element(L, adopt(L, doc));
	return 1;
}

static int pandoc_write(lua_State *L)
{
	const struct format_functions *f = state_of(L)->call->formats;
	struct str text = STR_NONE, why = STR_NONE;
	lua_settop(L, 3);
	struct node *doc = peek_doc(L, 1);
	struct format_options options = options_at(L, 2, 3);
	if (lua_isnoneornil(L, 2))
		options.format = STR("html");
	if (!f->write(f->context, state_arena(L), doc, &options, &text, &why)) {
		push_str(L, why);
		return luaL_error(L, "%s", lua_tostring(L, -1));
	}
	state_charge(L, text.n);
	push_str(L, text);
	return 1;
}

/* --- the table --- */

/* pandoc.readers, pandoc.writers: of pandoc's formats those that are known here. */
static void add_formats(lua_State *L, const char *table, bool to_write)
{
	static const char *const names[] = {"commonmark", "commonmark_x", "gfm", "html", "html5",
		"json", "markdown", "native", "plain"};
	const struct format_functions *f = state_of(L)->call->formats;
	lua_newtable(L);
	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (f->knows(str_from(names[i]), to_write)) {
			lua_pushliteral(L, "text");
			lua_setfield(L, -2, names[i]);
		}
	lua_setfield(L, -2, table);
}

static void add_constants(lua_State *L)
{
	const char *const *const words[] = {pandoc_aligns, pandoc_quotes, pandoc_maths,
		pandoc_list_styles, pandoc_list_delims, pandoc_cite_modes};
	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		for (size_t k = 0; words[i][k]; k++) {
			lua_pushstring(L, words[i][k]);
			lua_setfield(L, -2, words[i][k]);
		}
}

void open_constructors(lua_State *L)
{
	static const luaL_Reg functions[] = {{"Attr", new_attr}, {"Inlines", new_inlines},
		{"Blocks", new_blocks}, {"AttributeList", new_attribute_list}, {"Meta", new_meta},
		{"MetaMap", new_meta_map}, {"MetaList", new_meta_list},
		{"MetaInlines", new_inlines}, {"MetaBlocks", new_blocks},
		{"MetaString", new_meta_string}, {"MetaBool", new_meta_bool},
		{"walk_block", walk_element}, {"walk_inline", walk_element}, {"read", pandoc_read},
		{"write", pandoc_write}, {NULL, NULL}};
	for (size_t i = 0; i < n_filter_types; i++)
		add_constructor(L, &filter_types[i]);
	add_constructor(L, &list_attributes_type);
	add_constructor(L, &simple_table_type);
	luaL_setfuncs(L, functions, 0);
	add_formats(L, "readers", false);
	add_formats(L, "writers", true);
	add_family(L, "Block");
	add_family(L, "Inline");
	add_constants(L);
	lists_open(L);
	lua_setfield(L, -2, "List");
	attributes_open(L);
}
