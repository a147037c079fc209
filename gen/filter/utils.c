/* SPDX-License-Identifier: MIT */
/* pandoc.utils */
#include "filter/structure.h"
#include "filter/table.h"

#include <nettle/sha1.h>
#include <string.h>

#include "base/utf8.h"
#include "doc/date.h"

static int utils_stringify(lua_State *L)
{
	lua_settop(L, 1);
	luaL_argcheck(L, !lua_isnil(L, 1), 1, "a part of a document expected, got nil");
	struct element *e = element_at(L, 1);
	if (e && (e->type == &attr_type || e->type == &list_attributes_type)) {
		lua_pushliteral(L, "");
		return 1;
	}
	push_str(L, stringify_node(L, peek_any(L, 1)));
	return 1;
}

static int utils_type(lua_State *L)
{
	lua_pushstring(L, lua_isnone(L, 1) ? "no value" : filter_type_name(L, 1));
	return 1;
}

static int utils_equals(lua_State *L)
{
	lua_settop(L, 2);
	lua_pushboolean(L, lua_compare(L, 1, 2, LUA_OPEQ));
	return 1;
}

int utils_sha1(lua_State *L)
{
	struct sha1_ctx sum;
	uint8_t digest[SHA1_DIGEST_SIZE];
	char hex[2 * SHA1_DIGEST_SIZE + 1];
	size_t n;
	const char *p = luaL_checklstring(L, 1, &n);
	lua_charge(L, n / 16 + 1);
	sha1_init(&sum);
	sha1_update(&sum, n, (const uint8_t *)p);
	sha1_digest(&sum, sizeof(digest), digest);
	for (size_t i = 0; i < sizeof(digest); i++)
		snprintf(hex + 2 * i, 3, "%02x", digest[i]);
	lua_pushlstring(L, hex, sizeof(hex) - 1);
	return 1;
}

static int utils_to_roman_numeral(lua_State *L)
{
	static const struct {
		int value;
		const char *letters;
	} steps[] = {{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"},
		{50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}};
	int n = peek_int(L, 1);
	if (n >= 4000 || n < 0) {
		lua_pushliteral(L, "?");
		return 1;
	}
	luaL_Buffer b;
	luaL_buffinit(L, &b);
	for (size_t i = 0; i < ARRAY_LEN(steps); i++)
		for (; n >= steps[i].value; n -= steps[i].value)
			luaL_addstring(&b, steps[i].letters);
	luaL_pushresult(&b);
	return 1;
}

/* --- dates --- */

/* The month of this name; short is the name's first three letters alone. */
static int month_of(struct str word, bool short_name)
{
	static const char *const months[] = {"january", "february", "march", "april", "may", "june",
		"july", "august", "september", "october", "november", "december"};
	for (int i = 0; i < 12; i++) {
		struct str name = str_from(months[i]);
		if (str_eq_nocase(word, short_name ? str_sub(name, 0, 3) : name))
			return i + 1;
	}
	return 0;
}

static bool number_of(struct str s, size_t least, size_t most, int *ret)
{
	int64_t v;
	if (s.n < least || s.n > most || !str_to_int(s, &v))
		return false;
	*ret = (int)v;
	return true;
}

/* 2 Jan 2020, 2 January 2020; January 2, 2020, Jan. 2, 2020. */
static bool parse_words(struct str a, struct str b, struct str year, struct civil *c)
{
	bool month_first = str_ends(b, STR(","));
	struct str day = month_first ? str_sub(b, 0, b.n - 1) : a, month = month_first ? a : b;
	bool dot = str_ends(month, STR("."));
	if (dot && !month_first)
		return false;
	c->month = month_of(month, false);
	if (!c->month && (dot || !month_first))
		c->month = month_of(str_sub(month, 0, month.n - dot), true);
	return c->month && number_of(day, 1, 2, &c->day) && number_of(year, 4, 4, &c->year);
}

/* Beside these 01/02/2020, 2020-01-02, 20200102 and 2020: the forms that pandoc knows. */
static bool parse_day(struct str s, struct civil *c)
{
	struct str rest = s;
	struct str a = str_cut(&rest, ' '), b = str_cut(&rest, ' ');
	*c = (struct civil){0, 1, 1};
	if (b.n && rest.n)
		return parse_words(a, b, rest, c);
	rest = s;
	if (str_find_char(s, '/') != SIZE_MAX)
		return number_of(str_cut(&rest, '/'), 2, 2, &c->month) &&
		       number_of(str_cut(&rest, '/'), 2, 2, &c->day) &&
		       number_of(rest, 4, 4, &c->year);
	if (str_find_char(s, '-') != SIZE_MAX)
		return number_of(str_cut(&rest, '-'), 4, 4, &c->year) &&
		       number_of(str_cut(&rest, '-'), 2, 2, &c->month) &&
		       number_of(rest, 2, 2, &c->day);
	if (s.n == 8)
		return number_of(str_sub(s, 0, 4), 4, 4, &c->year) &&
		       number_of(str_sub(s, 4, 6), 2, 2, &c->month) &&
		       number_of(str_sub(s, 6, 8), 2, 2, &c->day);
	return number_of(s, 4, 4, &c->year);
}

static int utils_normalize_date(lua_State *L)
{
	struct civil c;
	struct str s;
	s.p = luaL_checklstring(L, 1, &s.n);
	if (parse_day(s, &c) && civil_is_valid(c) && c.year >= 1601)
		push_str(L, day_iso(state_arena(L), day_from_civil(c)));
	else
		lua_pushnil(L);
	return 1;
}

/* --- blocks as inlines --- */

struct flattening {
	lua_State *L;
	struct node *out, *line_break; /* a container with one */
};

/* As in pandoc, what meets and belongs together becomes one. */
static void add_inline(struct flattening *f, struct node *n)
{
	struct node *last = f->out->last;
	if (!last || !inlines_join(f->L, last, n))
		node_append(f->out, n);
}

static void add_all(struct flattening *f, const struct node *parent)
{
	for (const struct node *c = parent->first; c; c = c->next)
		add_inline(f, graft(f->L, c));
}

/* A leaf as an inline of another kind with its text. */
static void flatten_text(struct flattening *f, const struct node *n, enum node_kind kind)
{
	struct node *leaf = state_node(f->L, kind);
	leaf->text = n->text;
	if (kind == NODE_CODE)
		leaf->attr = n->attr;
	else
		leaf->as.raw.format = n->as.raw.format;
	add_inline(f, leaf);
}

static void flatten_term(struct flattening *f, const struct node *term)
{
	struct node *colon = state_node(f->L, NODE_STR);
	colon->text = STR(":");
	add_all(f, term);
	add_inline(f, colon);
	add_inline(f, state_node(f->L, NODE_SPACE));
}

static void flatten(struct flattening *f, const struct node *n);

/* Without anything between them: items, definitions, cells. */
static void flatten_each(struct flattening *f, const struct node *n)
{
	for (const struct node *c = n->first; c; c = c->next)
		flatten(f, c);
}

static void flatten_apart(struct flattening *f, const struct node *n, const struct node *separator)
{
	bool first = true;
	for (const struct node *c = n->first; c; c = c->next) {
		if (c->kind == NODE_CAPTION)
			continue;
		if (!first)
			add_all(f, separator);
		first = false;
		flatten(f, c);
	}
}

static void flatten_table(struct flattening *f, const struct node *table)
{
	bool first = true;
	for (const struct node *part = table->first; part; part = part->next)
		for (const struct node *row = part->first; row; row = row->next) {
			if (row->kind != NODE_ROW)
				continue;
			if (!first)
				add_all(f, f->line_break);
			first = false;
			flatten_each(f, row);
		}
}

static void flatten(struct flattening *f, const struct node *n)
{
	switch ((int)n->kind) {
	case NODE_PLAIN:
	case NODE_PARA:
	case NODE_HEADER:
	case NODE_LINE:
		add_all(f, n);
		break;
	case NODE_CODE_BLOCK:
		flatten_text(f, n, NODE_CODE);
		break;
	case NODE_RAW_BLOCK:
		flatten_text(f, n, NODE_RAW_INLINE);
		break;
	case NODE_TERM:
		flatten_term(f, n);
		break;
	case NODE_BULLET_LIST:
	case NODE_ORDERED_LIST:
	case NODE_DEFINITION_LIST:
		flatten_each(f, n);
		break;
	case NODE_TABLE:
		flatten_table(f, n);
		break;
	case NODE_HORIZONTAL_RULE:
		break;
	default:
		flatten_apart(f, n, f->line_break);
		break;
	}
}

/* Between blocks of the list itself stands the separator, further below a line break. */
static int utils_blocks_to_inlines(lua_State *L)
{
	lua_settop(L, 2);
	struct node *blocks = state_node(L, NODE_DOC), *separator = state_node(L, NODE_INLINES);
	struct flattening f = {L, state_node(L, NODE_INLINES), state_node(L, NODE_INLINES)};
	peek_blocks(L, 1, blocks);
	node_append(f.line_break, state_node(L, NODE_LINE_BREAK));
	if (lua_isnil(L, 2))
		separator = f.line_break;
	else
		peek_inlines(L, 2, separator);
	flatten_apart(&f, blocks, separator);
	push_children(L, LIST_INLINES, f.out);
	return 1;
}

static int utils_version(lua_State *L)
{
	lua_getglobal(L, "pandoc");
	lua_getfield(L, -1, "types");
	lua_getfield(L, -1, "Version");
	lua_pushvalue(L, 1);
	lua_call(L, 1, 1);
	return 1;
}

/* make_sections(number, base level, blocks) */
static int utils_make_sections(lua_State *L)
{
	lua_settop(L, 3);
	struct section_options o = {
		.number = lua_toboolean(L, 1), .base = lua_isnil(L, 2) ? 0 : peek_int(L, 2)};
	struct node *blocks = state_node(L, NODE_DOC);
	peek_blocks(L, 3, blocks);
	push_children(L, LIST_BLOCKS, structure_sections(L, blocks, &o));
	return 1;
}

void open_utils(lua_State *L)
{
	static const luaL_Reg functions[] = {{"stringify", utils_stringify}, {"type", utils_type},
		{"equals", utils_equals}, {"sha1", utils_sha1},
		{"to_roman_numeral", utils_to_roman_numeral},
		{"normalize_date", utils_normalize_date},
		{"blocks_to_inlines", utils_blocks_to_inlines},
		{"make_sections", utils_make_sections}, {"Version", utils_version},
		{"to_simple_table", utils_to_simple_table},
		{"from_simple_table", utils_from_simple_table}, {NULL, NULL}};
	luaL_newlib(L, functions);
}
