/* SPDX-License-Identifier: MIT */
/* pandoc.json: Lua values as JSON and back; elements as pandoc's JSON has them. */
#include "filter/state.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

enum { DEPTH_LIMIT = 100 };

/* --- elements --- */

/* Where pandoc's JSON of an element stands in that of a document which holds nothing else. */
static const struct frame {
	const char *family, *before, *after;
} frames[] = {
	{"Block", "", ""},
	{"Inline", "{\"t\":\"Plain\",\"c\":[", "]}"},
	{"Attr", "{\"t\":\"Div\",\"c\":[", ",[]]}"},
	{"Citation", "{\"t\":\"Plain\",\"c\":[{\"t\":\"Cite\",\"c\":[[", "],[]]}]}"},
};
#define DOC_BEFORE "{\"pandoc-api-version\":[1,23,1,2],\"meta\":{},\"blocks\":["
#define DOC_AFTER "]}"

static struct node *wrap(lua_State *L, enum node_kind kind, struct node *child)
{
	struct node *n = state_node(L, kind);
	if (child)
		node_append(n, child);
	return n;
}

/* A document that holds just this element; NULL: there is none. */
static struct node *document_of(lua_State *L, int at)
{
	const struct element *e = lua_touserdata(L, at);
	struct node *n = element_node(L, at);
	if (e->type == &attr_type) {
		struct node *div = state_node(L, NODE_DIV);
		div->attr = n->attr;
		return wrap(L, NODE_DOC, div);
	}
	if (n->kind == NODE_CITATION) {
		struct node *cite = state_node(L, NODE_CITE);
		cite->as.cite.citations = wrap(L, NODE_CITATIONS, n);
		n = cite;
	}
	if (node_is_inline(n->kind))
		n = wrap(L, NODE_PLAIN, n);
	return node_is_block(n->kind) && e->type != &simple_table_type ? wrap(L, NODE_DOC, n)
								       : NULL;
}

static struct str write_json(lua_State *L, const struct node *doc)
{
	const struct format_functions *f = state_of(L)->call->formats;
	struct format_options options = {.format = STR("json")};
	struct str text = STR_NONE, why = STR_NONE;
	if (!f->write(f->context, state_arena(L), doc, &options, &text, &why))
		luaL_error(L, "no JSON can be written here");
	state_charge(L, text.n);
	return str_trim(text);
}

static void add_element(lua_State *L, struct buf *out, int at)
{
	const struct element *e = lua_touserdata(L, at);
	if (e->type->kind == NODE_DOC) {
		buf_add(out, write_json(L, element_look(L, at)));
		return;
	}
	struct node *doc = document_of(L, at);
	for (size_t i = 0; doc && i < ARRAY_LEN(frames); i++) {
		if (strcmp(frames[i].family, e->type->family) != 0)
			continue;
		struct str json = write_json(L, doc);
		size_t before = sizeof(DOC_BEFORE) - 1 + strlen(frames[i].before);
		size_t after = sizeof(DOC_AFTER) - 1 + strlen(frames[i].after);
		buf_add(out, str_sub(json, before, json.n - after));
		return;
	}
	luaL_error(L, "%s has no form in JSON", e->type->name);
}

/* --- from Lua --- */

static void add_value(lua_State *L, struct buf *out, int at, int depth);

static void add_number(lua_State *L, struct buf *out, int at)
{
	double v = lua_tonumber(L, at);
	if (lua_isinteger(L, at) || (v == floor(v) && fabs(v) < 1e15)) {
		buf_printf(out, "%lld", (long long)v);
		return;
	}
	if (!isfinite(v))
		luaL_error(L, "a number that is none has no form in JSON");
	char digits[40];
	snprintf(digits, sizeof(digits), "%.14g", v);
	buf_add(out, str_from(digits));
}

static void add_list(lua_State *L, struct buf *out, int at, lua_Integer n, int depth)
{
	buf_add_char(out, '[');
	for (lua_Integer i = 1; i <= n; i++) {
		if (i > 1)
			buf_add_char(out, ',');
		lua_geti(L, at, i);
		add_value(L, out, lua_gettop(L), depth + 1);
		lua_pop(L, 1);
	}
	buf_add_char(out, ']');
}

static int by_text(const void *x, const void *y)
{
	const struct str *a = x, *b = y;
	return str_cmp(*a, *b);
}

/* Keys are sorted: Lua has no order of them. */
static void add_map(lua_State *L, struct buf *out, int at, int depth)
{
	VEC(struct str) keys = {0};
	lua_pushnil(L);
	while (lua_next(L, at)) {
		lua_pop(L, 1);
		state_charge(L, sizeof(struct str));
		*vec_push(state_arena(L), &keys) = state_text(L, lua_gettop(L));
	}
	if (keys.n)
		qsort(keys.items, keys.n, sizeof(struct str), by_text);
	buf_add_char(out, '{');
	for (size_t i = 0; i < keys.n; i++) {
		if (i)
			buf_add_char(out, ',');
		buf_add_json(out, keys.items[i]);
		buf_add_char(out, ':');
		push_str(L, keys.items[i]);
		lua_gettable(L, at);
		add_value(L, out, lua_gettop(L), depth + 1);
		lua_pop(L, 1);
	}
	buf_add_char(out, '}');
}

static void add_table(lua_State *L, struct buf *out, int at, int depth)
{
	lua_Integer n = (lua_Integer)lua_rawlen(L, at);
	if (depth > DEPTH_LIMIT)
		luaL_error(L, "nested too deep: over %d levels", DEPTH_LIMIT);
	luaL_checkstack(L, 8, NULL);
	if (luaL_getmetafield(L, at, "__tojson") != LUA_TNIL) {
		lua_pushvalue(L, at);
		lua_call(L, 1, 1);
		buf_add(out, state_text(L, lua_gettop(L)));
		lua_pop(L, 1);
	} else if (n || strcmp(filter_type_name(L, at), "table") != 0) {
		add_list(L, out, at, n, depth);
	} else {
		add_map(L, out, at, depth);
	}
}

static void add_value(lua_State *L, struct buf *out, int at, int depth)
{
	size_t before = out->n;
	struct str s;
	switch (lua_type(L, at)) {
	case LUA_TNIL:
	case LUA_TLIGHTUSERDATA:
		buf_add(out, STR("null"));
		break;
	case LUA_TBOOLEAN:
		buf_add(out, lua_toboolean(L, at) ? STR("true") : STR("false"));
		break;
	case LUA_TNUMBER:
		add_number(L, out, at);
		break;
	case LUA_TSTRING:
		s.p = lua_tolstring(L, at, &s.n);
		buf_add_json(out, s);
		break;
	case LUA_TTABLE:
		add_table(L, out, at, depth);
		return;
	default:
		if (!element_at(L, at))
			luaL_error(L, "a %s has no form in JSON", filter_type_name(L, at));
		add_element(L, out, at);
	}
	state_charge(L, out->n - before);
}

static int encode(lua_State *L)
{
	struct buf out = buf_new(state_arena(L));
	luaL_checkany(L, 1);
	lua_settop(L, 1);
	add_value(L, &out, 1, 0);
	push_str(L, buf_str(&out));
	return 1;
}

/* --- to Lua --- */

struct decoding {
	lua_State *L;
	struct str text;
	size_t at;
};

static void skip_blanks(struct decoding *d)
{
	while (d->at < d->text.n && strchr(" \t\r\n", d->text.p[d->at]))
		d->at++;
}

static bool take(struct decoding *d, char c)
{
	skip_blanks(d);
	if (d->at >= d->text.n || d->text.p[d->at] != c)
		return false;
	d->at++;
	return true;
}

static bool push_json(struct decoding *d, int depth);

static bool hex4(struct decoding *d, uint32_t *ret)
{
	uint32_t v = 0;
	for (int i = 0; i < 4; i++) {
		char c = d->at < d->text.n ? d->text.p[d->at++] : ' ';
		uint32_t digit = char_is_digit(c)	? (uint32_t)(c - '0')
				 : c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a' + 10)
				 : c >= 'A' && c <= 'F' ? (uint32_t)(c - 'A' + 10)
							: 16;
		if (digit == 16)
			return false;
		v = v * 16 + digit;
	}
	*ret = v;
	return true;
}

static bool add_escape(struct decoding *d, luaL_Buffer *b)
{
	static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
	char c = d->at < d->text.n ? d->text.p[d->at++] : '\0', bytes[4];
	uint32_t rune, low;
	const char *found = c ? strchr(from, c) : NULL;
	if (found) {
		luaL_addchar(b, to[found - from]);
		return true;
	}
	if (c != 'u' || !hex4(d, &rune))
		return false;
	if (rune >= 0xD800 && rune < 0xDC00) {
		if (!str_starts(str_after(d->text, d->at), STR("\\u")))
			return false;
		d->at += 2;
		if (!hex4(d, &low) || low < 0xDC00 || low > 0xDFFF)
			return false;
		rune = 0x10000 + ((rune - 0xD800) << 10) + (low - 0xDC00);
	}
	luaL_addlstring(b, bytes, utf8_encode(rune, bytes));
	return true;
}

static bool push_text(struct decoding *d)
{
	luaL_Buffer b;
	bool good = true;
	luaL_buffinit(d->L, &b);
	while (good && d->at < d->text.n && d->text.p[d->at] != '"') {
		char c = d->text.p[d->at++];
		if (c == '\\')
			good = add_escape(d, &b);
		else
			luaL_addchar(&b, c);
	}
	luaL_pushresult(&b);
	return good && d->at++ < d->text.n;
}

static bool push_array(struct decoding *d, int depth)
{
	push_list(d->L, LIST_PLAIN, 0);
	if (take(d, ']'))
		return true;
	for (lua_Integer i = 1;; i++) {
		if (!push_json(d, depth + 1))
			return false;
		lua_rawseti(d->L, -2, i);
		if (take(d, ']'))
			return true;
		if (!take(d, ','))
			return false;
	}
}

static bool push_object(struct decoding *d, int depth)
{
	lua_newtable(d->L);
	if (take(d, '}'))
		return true;
	for (;;) {
		if (!take(d, '"') || !push_text(d) || !take(d, ':') || !push_json(d, depth + 1))
			return false;
		lua_rawset(d->L, -3);
		if (take(d, '}'))
			return true;
		if (!take(d, ','))
			return false;
	}
}

static bool push_word(struct decoding *d)
{
	struct str rest = str_after(d->text, d->at);
	double v;
	size_t n = 0;
	if (str_starts(rest, STR("null"))) {
		lua_pushlightuserdata(d->L, NULL);
		d->at += 4;
		return true;
	}
	if (str_starts(rest, STR("true")) || str_starts(rest, STR("false"))) {
		lua_pushboolean(d->L, rest.p[0] == 't');
		d->at += rest.p[0] == 't' ? 4 : 5;
		return true;
	}
	while (n < rest.n && (char_is_digit(rest.p[n]) || strchr("+-.eE", rest.p[n])))
		n++;
	push_str(d->L, str_sub(rest, 0, n));
	if (!n || !lua_stringtonumber(d->L, lua_tostring(d->L, -1)))
		return false;
	v = lua_tonumber(d->L, -1);
	lua_pop(d->L, 2);
	lua_pushnumber(d->L, v); /* as pandoc, a float even where it is whole */
	d->at += n;
	return true;
}

static bool push_json(struct decoding *d, int depth)
{
	if (depth > DEPTH_LIMIT)
		return false;
	luaL_checkstack(d->L, 8, NULL);
	if (take(d, '{'))
		return push_object(d, depth);
	if (take(d, '['))
		return push_array(d, depth);
	if (take(d, '"'))
		return push_text(d);
	return d->at < d->text.n && push_word(d);
}

/* --- elements that were written as JSON --- */

static struct node *read_json(lua_State *L, struct str before, struct str text, struct str after)
{
	const struct format_functions *f = state_of(L)->call->formats;
	struct arena *a = state_arena(L);
	struct format_options options = {.format = STR("json")};
	struct str why = STR_NONE;
	state_charge(L, text.n * 4);
	return f->read(f->context, a, STR_CAT(a, before, text, after), &options, &why);
}

/* The name under "t" of the table on top: what kind of element it would be; N_NODE_KINDS: none. */
static enum node_kind kind_on_top(lua_State *L)
{
	enum node_kind kind = N_NODE_KINDS;
	if (lua_istable(L, -1)) {
		lua_pushliteral(L, "t");
		if (lua_rawget(L, -2) == LUA_TSTRING)
			for (int k = NODE_PLAIN; k <= NODE_SPAN; k++)
				if (strcmp(node_kind_name((enum node_kind)k),
					    lua_tostring(L, -1)) == 0)
					kind = (enum node_kind)k;
		lua_pop(L, 1);
	}
	return kind;
}

/* In place of the table on top the elements that the text means; false: it means none. */
static bool push_elements(lua_State *L, struct str text)
{
	bool list = lua_rawlen(L, -1) > 0;
	lua_pushliteral(L, "pandoc-api-version");
	bool whole = !list && lua_rawget(L, -2) != LUA_TNIL;
	lua_settop(L, 3);
	if (list)
		lua_rawgeti(L, -1, 1);
	enum node_kind kind = kind_on_top(L);
	lua_settop(L, 3);
	if (!whole && kind == N_NODE_KINDS)
		return false;
	bool inlines = !whole && node_is_inline(kind);
	struct str open = inlines ? STR("{\"t\":\"Plain\",\"c\":") : STR_NONE;
	struct str before = STR_CAT(state_arena(L),
		STR("{\"pandoc-api-version\":[1,23],\"meta\":{},\"blocks\":"),
		inlines ? STR("[") : STR_NONE, open, list ? STR_NONE : STR("["));
	struct str after = STR_CAT(
		state_arena(L), list ? STR_NONE : STR("]"), inlines ? STR("}]}") : STR("}"));
	struct node *doc =
		whole ? read_json(L, STR_NONE, text, STR_NONE) : read_json(L, before, text, after);
	if (!doc || (!whole && (!doc->first || (inlines && !doc->first->first))))
		return false;
	const struct node *holder = inlines ? doc->first : doc;
	if (whole)
		push_element(L, doc);
	else if (list)
		push_children(L, inlines ? LIST_INLINES : LIST_BLOCKS, holder);
	else
		push_element(L, holder->first);
	return true;
}

/* decode(text, elements): nil where the text is no JSON. */
static int decode(lua_State *L)
{
	struct decoding d = {.L = L};
	d.text.p = luaL_checklstring(L, 1, &d.text.n);
	bool elements = lua_isnoneornil(L, 2) || lua_toboolean(L, 2);
	lua_charge(L, d.text.n);
	lua_settop(L, 2);
	bool good = push_json(&d, 0);
	skip_blanks(&d);
	if (!good || d.at < d.text.n) {
		lua_pushnil(L);
		return 1;
	}
	if (elements && lua_istable(L, 3))
		push_elements(L, d.text);
	return 1;
}

void open_json(lua_State *L)
{
	static const luaL_Reg functions[] = {{"encode", encode}, {"decode", decode}, {NULL, NULL}};
	luaL_newlib(L, functions);
	lua_pushlightuserdata(L, NULL);
	lua_setfield(L, -2, "null");
}
