/* SPDX-License-Identifier: MIT */
/* pandoc.text: what Lua's string functions do, by characters. */
#include "filter/state.h"

#include "base/utf8.h"

static struct str text_arg(lua_State *L, int at)
{
	struct str s;
	s.p = luaL_checklstring(L, at, &s.n);
	lua_charge(L, s.n / 16 + 1);
	return s;
}

static int text_len(lua_State *L)
{
	lua_pushinteger(L, (lua_Integer)utf8_count(text_arg(L, 1)));
	return 1;
}

static void add_upper(luaL_Buffer *b, uint32_t rune)
{
	char bytes[4];
	if (rune == 0xDF) { /* ß is two letters then */
		luaL_addstring(b, "SS");
		return;
	}
	luaL_addlstring(b, bytes, utf8_encode(rune_upper(rune), bytes));
}

static void add_lower(luaL_Buffer *b, uint32_t rune)
{
	char bytes[4];
	luaL_addlstring(b, bytes, utf8_encode(rune_lower(rune), bytes));
}

static int each(lua_State *L, void (*add)(luaL_Buffer *b, uint32_t rune))
{
	struct str s = text_arg(L, 1);
	luaL_Buffer b;
	luaL_buffinit(L, &b);
	while (s.n) {
		size_t bytes;
		add(&b, utf8_decode(s, &bytes));
		s = str_after(s, bytes);
	}
	luaL_pushresult(&b);
	return 1;
}

static int text_upper(lua_State *L)
{
	return each(L, add_upper);
}

static int text_lower(lua_State *L)
{
	return each(L, add_lower);
}

static int text_reverse(lua_State *L)
{
	struct str s = text_arg(L, 1);
	luaL_Buffer b;
	luaL_buffinit(L, &b);
	while (s.n) {
		size_t bytes;
		utf8_decode_last(s, &bytes);
		luaL_addlstring(&b, s.p + s.n - bytes, bytes);
		s.n -= bytes;
	}
	luaL_pushresult(&b);
	return 1;
}

/* The byte where the character with this number begins, from 0. */
static size_t byte_of(struct str s, lua_Integer number)
{
	size_t at = 0;
	while (number-- > 0 && at < s.n) {
		size_t bytes;
		utf8_decode(str_after(s, at), &bytes);
		at += bytes;
	}
	return at;
}

static int text_sub(lua_State *L)
{
	struct str s = text_arg(L, 1);
	lua_Integer n = (lua_Integer)utf8_count(s);
	lua_Integer from = luaL_checkinteger(L, 2), to = luaL_optinteger(L, 3, -1);
	from = from < 0 ? from + n + 1 : from;
	to = to < 0 ? to + n + 1 : to;
	from = from < 1 ? 1 : from;
	to = to > n ? n : to;
	if (from > to) {
		lua_pushliteral(L, "");
		return 1;
	}
	push_str(L, str_sub(s, byte_of(s, from - 1), byte_of(s, to)));
	return 1;
}

/* Digits and signs below or above the line; nil where a character has no such form. */
static int shifted(lua_State *L, const char *const forms[15])
{
	const struct str plain = STR("0123456789+-=()");
	struct str s = text_arg(L, 1);
	luaL_Buffer b;
	luaL_buffinit(L, &b);
	for (size_t i = 0; i < s.n; i++) {
		size_t at = s.p[i] ? str_find_char(plain, s.p[i]) : SIZE_MAX;
		if (at != SIZE_MAX) {
			luaL_addstring(&b, forms[at]);
		} else if (s.p[i] == ' ' || s.p[i] == '\t' || s.p[i] == '\n') {
			luaL_addchar(&b, s.p[i]);
		} else {
			lua_pushnil(L);
			return 1;
		}
	}
	luaL_pushresult(&b);
	return 1;
}

static int text_subscript(lua_State *L)
{
	static const char *const forms[] = {
		"₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉", "₊", "₋", "₌", "₍", "₎"};
	return shifted(L, forms);
}

static int text_superscript(lua_State *L)
{
	static const char *const forms[] = {
		"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹", "⁺", "⁻", "⁼", "⁽", "⁾"};
	return shifted(L, forms);
}

static int convert(lua_State *L, bool from)
{
	struct str s = text_arg(L, 1), result, encoding = str_from(luaL_optstring(L, 2, "UTF-8"));
	struct arena *a = state_arena(L);
	state_charge(L, s.n * 4);
	struct str source = from ? encoding : STR("UTF-8"), target = from ? STR("UTF-8") : encoding;
	if (!utf8_convert(a, STR_NONE, source, target, &result))
		return luaL_error(L, "unknown encoding: %s", str_cstr(a, encoding));
	if (!utf8_convert(a, s, source, target, &result))
		return luaL_error(L, "the text is invalid in %s", str_cstr(a, encoding));
	push_str(L, result);
	return 1;
}

static int text_fromencoding(lua_State *L)
{
	return convert(L, true);
}

static int text_toencoding(lua_State *L)
{
	return convert(L, false);
}

void open_text(lua_State *L)
{
	static const luaL_Reg functions[] = {{"len", text_len}, {"upper", text_upper},
		{"lower", text_lower}, {"reverse", text_reverse}, {"sub", text_sub},
		{"subscript", text_subscript}, {"superscript", text_superscript},
		{"fromencoding", text_fromencoding}, {"toencoding", text_toencoding}, {NULL, NULL}};
	luaL_newlib(L, functions);
}
