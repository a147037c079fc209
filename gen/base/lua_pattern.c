/* SPDX-License-Identifier: MIT */
/*
 * Lua's patterns, by the reference manual (6.4.1), with each step counted: those of Lua's own
 * library can work for hours where no hook stops them.
 */
#include "base/lua.h"

#include <ctype.h>
#include <string.h>

enum { MOST_CAPTURES = 32, MOST_DEPTH = 180, OPEN = -1, POSITION = -2, CHARGE = 256 };

struct capture {
	const char *at;
	ptrdiff_t n; /* or OPEN, POSITION */
};

struct matching {
	lua_State *L;
	const char *begin, *end; /* the subject */
	const char *pattern_end;
	int depth, n, steps;
	struct capture captures[MOST_CAPTURES];
};

static const char *match(struct matching *m, const char *s, const char *p);

static void step(struct matching *m)
{
	if (++m->steps < CHARGE)
		return;
	m->steps = 0;
	lua_charge(m->L, CHARGE);
}

/* --- single characters --- */

static bool in_class(unsigned char c, char class)
{
	bool in;
	switch (tolower((unsigned char)class)) {
	case 'a':
		in = c < 128 && isalpha(c);
		break;
	case 'c':
		in = c < 32 || c == 127;
		break;
	case 'd':
		in = c >= '0' && c <= '9';
		break;
	case 'g':
		in = c > 32 && c < 127;
		break;
	case 'l':
		in = c >= 'a' && c <= 'z';
		break;
	case 'p':
		in = c < 128 && ispunct(c);
		break;
	case 's':
		in = c == ' ' || (c >= '\t' && c <= '\r');
		break;
	case 'u':
		in = c >= 'A' && c <= 'Z';
		break;
	case 'w':
		in = c < 128 && isalnum(c);
		break;
	case 'x':
		in = c < 128 && isxdigit(c);
		break;
	default:
		return class == (char)c;
	}
	return isupper((unsigned char)class) ? !in : in;
}

/* What stands behind the item that begins at p: a character, %x or a set. */
static const char *item_end(struct matching *m, const char *p)
{
	char c = *p++;
	if (c == '%') {
		if (p == m->pattern_end)
			luaL_error(m->L, "malformed pattern (ends with '%%')");
		return p + 1;
	}
	if (c != '[')
		return p;
	if (p < m->pattern_end && *p == '^')
		p++;
	do {
		if (p == m->pattern_end)
			luaL_error(m->L, "malformed pattern (missing ']')");
		c = *p++;
		if (c == '%' && p < m->pattern_end)
			p++;
	} while (p == m->pattern_end || *p != ']');
	return p + 1;
}

/* p is at '[', last at its ']'. */
static bool in_set(unsigned char c, const char *p, const char *last)
{
	bool is = p[1] != '^';
	for (p += is ? 1 : 2; p < last; p++) {
		if (*p == '%') {
			if (in_class(c, *++p))
				return is;
		} else if (p[1] == '-' && p + 2 < last) {
			if ((unsigned char)p[0] <= c && c <= (unsigned char)p[2])
				return is;
			p += 2;
		} else if ((unsigned char)*p == c) {
			return is;
		}
	}
	return !is;
}

static bool matches_one(struct matching *m, const char *s, const char *p, const char *p_end)
{
	step(m);
	if (s >= m->end)
		return false;
	unsigned char c = (unsigned char)*s;
	if (*p == '.')
		return true;
	if (*p == '%')
		return in_class(c, p[1]);
	if (*p == '[')
		return in_set(c, p, p_end - 1);
	return (unsigned char)*p == c;
}

/* --- items with more to them --- */

static const char *match_balance(struct matching *m, const char *s, const char *p)
{
	int depth = 0;
	if (m->pattern_end - p < 2)
		luaL_error(m->L, "malformed pattern (missing arguments to '%%b')");
	if (s >= m->end || *s != p[0])
		return NULL;
	for (; s < m->end; s++) {
		step(m);
		if (*s == p[1] && --depth == 0)
			return s + 1;
		/* Where both are the same, the second one closes. */
		if (*s == p[0] && !(p[0] == p[1] && depth > 0))
			depth++;
	}
	return NULL;
}

static const char *match_most(
	struct matching *m, const char *s, const char *p, const char *p_end, ptrdiff_t least)
{
	ptrdiff_t n = 0;
	while (matches_one(m, s + n, p, p_end))
		n++;
	for (; n >= least; n--) {
		const char *r = match(m, s + n, p_end + 1);
		if (r)
			return r;
	}
	return NULL;
}

static const char *match_least(struct matching *m, const char *s, const char *p, const char *p_end)
{
	for (;; s++) {
		const char *r = match(m, s, p_end + 1);
		if (r)
			return r;
		if (!matches_one(m, s, p, p_end))
			return NULL;
	}
}

static const char *open_capture(struct matching *m, const char *s, const char *p, ptrdiff_t n)
{
	if (m->n == MOST_CAPTURES)
		luaL_error(m->L, "too many captures");
	m->captures[m->n++] = (struct capture){s, n};
	const char *r = match(m, s, p);
	if (!r)
		m->n--;
	return r;
}

static const char *close_capture(struct matching *m, const char *s, const char *p)
{
	int i = m->n - 1;
	while (i >= 0 && m->captures[i].n != OPEN)
		i--;
	if (i < 0)
		luaL_error(m->L, "invalid pattern capture");
	m->captures[i].n = s - m->captures[i].at;
	const char *r = match(m, s, p);
	if (!r)
		m->captures[i].n = OPEN;
	return r;
}

static const char *match_again(struct matching *m, const char *s, char digit)
{
	int i = digit - '1';
	if (i < 0 || i >= m->n || m->captures[i].n == OPEN)
		luaL_error(m->L, "invalid capture index %%%d", i + 1);
	size_t n = m->captures[i].n < 0 ? 0 : (size_t)m->captures[i].n;
	lua_charge(m->L, n / 16 + 1);
	bool same = (size_t)(m->end - s) >= n && memcmp(m->captures[i].at, s, n) == 0;
	return same ? s + n : NULL;
}

/* %f[set]: between a character that is not in the set and one that is. */
static bool is_frontier(struct matching *m, const char *s, const char *p, const char *p_end)
{
	unsigned char before = s == m->begin ? 0 : (unsigned char)s[-1];
	unsigned char here = s < m->end ? (unsigned char)*s : 0;
	return !in_set(before, p, p_end - 1) && in_set(here, p, p_end - 1);
}

/* %b, %f and %1: where the subject goes on, with *p behind the item. */
static const char *match_percent(struct matching *m, const char *s, const char **p)
{
	const char *at = *p;
	if (at[1] == 'b') {
		*p = at + 4;
		return match_balance(m, s, at + 2);
	}
	if (at[1] == 'f') {
		if (at + 2 >= m->pattern_end || at[2] != '[')
			luaL_error(m->L, "missing '[' after '%%f' in pattern");
		*p = item_end(m, at + 2);
		return is_frontier(m, s, at + 2, *p) ? s : NULL;
	}
	*p = at + 2;
	return match_again(m, s, at[1]);
}

static bool is_percent_item(const struct matching *m, const char *p)
{
	return *p == '%' && p + 1 < m->pattern_end &&
	       (p[1] == 'b' || p[1] == 'f' || (p[1] >= '0' && p[1] <= '9'));
}

/* One item and its quantifier; true: go on at *s with *p, else *ret is the result. */
static bool match_item(struct matching *m, const char **s, const char **p, const char **ret)
{
	const char *end = item_end(m, *p);
	char quantifier = end < m->pattern_end ? *end : '\0';
	*ret = NULL;
	if (quantifier == '?') {
		if (matches_one(m, *s, *p, end) && (*ret = match(m, *s + 1, end + 1)))
			return false;
		*p = end + 1;
		return true;
	}
	if (quantifier == '*' || quantifier == '+') {
		*ret = match_most(m, *s, *p, end, quantifier == '+');
		return false;
	}
	if (quantifier == '-') {
		*ret = match_least(m, *s, *p, end);
		return false;
	}
	if (!matches_one(m, *s, *p, end))
		return false;
	++*s;
	*p = end;
	return true;
}

static const char *match_here(struct matching *m, const char *s, const char *p)
{
	const char *result;
	while (p < m->pattern_end) {
		step(m);
		if (*p == '(')
			return p + 1 < m->pattern_end && p[1] == ')'
				       ? open_capture(m, s, p + 2, POSITION)
				       : open_capture(m, s, p + 1, OPEN);
		if (*p == ')')
			return close_capture(m, s, p + 1);
		if (*p == '$' && p + 1 == m->pattern_end)
			return s == m->end ? s : NULL;
		if (is_percent_item(m, p)) {
			s = match_percent(m, s, &p);
			if (!s)
				return NULL;
		} else if (!match_item(m, &s, &p, &result)) {
			return result;
		}
	}
	return s;
}

/* Where the match ends; NULL: there is none. */
static const char *match(struct matching *m, const char *s, const char *p)
{
	if (++m->depth > MOST_DEPTH)
		luaL_error(m->L, "pattern too complex");
	const char *r = match_here(m, s, p);
	m->depth--;
	return r;
}

/* --- what the functions have in common --- */

struct request {
	struct matching m;
	const char *pattern;
	bool anchored;
};

static void begin(lua_State *L, struct request *r)
{
	size_t n, k;
	const char *s = luaL_checklstring(L, 1, &n);
	r->pattern = luaL_checklstring(L, 2, &k);
	r->anchored = k && *r->pattern == '^';
	memset(&r->m, 0, sizeof(r->m));
	r->m.L = L;
	r->m.begin = s;
	r->m.end = s + n;
	r->m.pattern_end = r->pattern + k;
	if (r->anchored)
		r->pattern++;
}

/* The first match from s on; *ret_start is where it begins. */
static const char *search(struct request *r, const char *s, const char **ret_start)
{
	for (;; s++) {
		r->m.n = r->m.depth = 0;
		const char *end = match(&r->m, s, r->pattern);
		if (end) {
			*ret_start = s;
			return end;
		}
		if (s >= r->m.end || r->anchored)
			return NULL;
	}
}

static void push_capture(struct matching *m, int i, const char *s, const char *end)
{
	if (i >= m->n) {
		if (i)
			luaL_error(m->L, "invalid capture index %%%d", i + 1);
		lua_pushlstring(m->L, s, (size_t)(end - s));
		return;
	}
	struct capture c = m->captures[i];
	if (c.n == OPEN)
		luaL_error(m->L, "unfinished capture");
	if (c.n == POSITION)
		lua_pushinteger(m->L, c.at - m->begin + 1);
	else
		lua_pushlstring(m->L, c.at, (size_t)c.n);
}

/* All captures, or the whole match where there is none; how many. */
static int push_captures(struct matching *m, const char *s, const char *end, bool whole)
{
	int n = m->n || !whole ? m->n : 1;
	luaL_checkstack(m->L, n, "too many captures");
	for (int i = 0; i < n; i++)
		push_capture(m, i, s, end);
	return n;
}

/* Where the search begins; NULL: behind the end. */
static const char *start_at(const struct request *r, lua_Integer init)
{
	lua_Integer n = r->m.end - r->m.begin;
	if (init < 0)
		init = init < -n ? 1 : n + init + 1;
	else if (init == 0)
		init = 1;
	return init > n + 1 ? NULL : r->m.begin + init - 1;
}

static bool is_plain(const struct request *r)
{
	static const char special[] = "^$*+?.([%-";
	for (const char *p = r->pattern; p < r->m.pattern_end; p++)
		if (*p && strchr(special, *p))
			return false;
	return !r->anchored;
}

static int find_plain(lua_State *L, const struct request *r, const char *s)
{
	size_t room = (size_t)(r->m.end - s), n = (size_t)(r->m.pattern_end - r->pattern);
	lua_charge(L, room / 16 + 1);
	const char *at = n ? memmem(s, room, r->pattern, n) : s;
	if (!at) {
		lua_pushnil(L);
		return 1;
	}
	lua_pushinteger(L, at - r->m.begin + 1);
	lua_pushinteger(L, at - r->m.begin + (ptrdiff_t)n);
	return 2;
}

static int string_find(lua_State *L)
{
	struct request r;
	const char *start;
	begin(L, &r);
	const char *s = start_at(&r, luaL_optinteger(L, 3, 1));
	if (s && (lua_toboolean(L, 4) || is_plain(&r))) {
		if (r.anchored)
			r.pattern--;
		return find_plain(L, &r, s);
	}
	const char *end = s ? search(&r, s, &start) : NULL;
	if (!end) {
		lua_pushnil(L);
		return 1;
	}
	lua_pushinteger(L, start - r.m.begin + 1);
	lua_pushinteger(L, end - r.m.begin);
	return 2 + push_captures(&r.m, start, end, false);
}

static int string_match(lua_State *L)
{
	struct request r;
	const char *start;
	begin(L, &r);
	const char *s = start_at(&r, luaL_optinteger(L, 3, 1));
	const char *end = s ? search(&r, s, &start) : NULL;
	if (end)
		return push_captures(&r.m, start, end, true);
	lua_pushnil(L);
	return 1;
}

/* Upvalues: subject, pattern, where to go on, where the last match ended (-1: none). */
static int gmatch_next(lua_State *L)
{
	struct request r;
	const char *start, *end;
	lua_settop(L, 0);
	lua_pushvalue(L, lua_upvalueindex(1));
	lua_pushvalue(L, lua_upvalueindex(2));
	begin(L, &r);
	if (r.anchored) /* here it is an ordinary character */
		r.pattern--;
	r.anchored = false;
	lua_Integer at = lua_tointeger(L, lua_upvalueindex(3));
	lua_Integer last = lua_tointeger(L, lua_upvalueindex(4));
	for (const char *s = r.m.begin + at; s <= r.m.end; s = start + 1) {
		end = search(&r, s, &start);
		if (!end)
			return 0;
		if (end - r.m.begin == last)
			continue;
		lua_pushinteger(L, end - r.m.begin);
		lua_copy(L, -1, lua_upvalueindex(3));
		lua_replace(L, lua_upvalueindex(4));
		return push_captures(&r.m, start, end, true);
	}
	return 0;
}

static int string_gmatch(lua_State *L)
{
	struct request r;
	begin(L, &r);
	const char *s = start_at(&r, luaL_optinteger(L, 3, 1));
	lua_settop(L, 2);
	lua_pushinteger(L, s ? s - r.m.begin : r.m.end - r.m.begin + 1);
	lua_pushinteger(L, -1);
	lua_pushcclosure(L, gmatch_next, 4);
	return 1;
}

/* --- gsub --- */

/* A text with %0 to %9 in it. */
static void add_text(struct matching *m, luaL_Buffer *b, const char *s, const char *end)
{
	size_t n;
	const char *text = lua_tolstring(m->L, 3, &n);
	for (size_t i = 0; i < n; i++) {
		if (text[i] != '%') {
			luaL_addchar(b, text[i]);
			continue;
		}
		char c = ++i < n ? text[i] : '\0';
		if (c == '%') {
			luaL_addchar(b, c);
		} else if (c == '0') {
			luaL_addlstring(b, s, (size_t)(end - s));
		} else if (c >= '1' && c <= '9') {
			push_capture(m, c - '1', s, end);
			luaL_tolstring(m->L, -1, NULL);
			lua_remove(m->L, -2);
			luaL_addvalue(b);
		} else {
			luaL_error(m->L, "invalid use of '%%' in replacement string");
		}
	}
}

/* What a table or a function has for the match; false or nil leaves it as it is. */
static void add_value(struct matching *m, luaL_Buffer *b, const char *s, const char *end)
{
	lua_State *L = m->L;
	if (lua_type(L, 3) == LUA_TFUNCTION) {
		lua_pushvalue(L, 3);
		int n = push_captures(m, s, end, true);
		lua_call(L, n, 1);
	} else {
		push_capture(m, 0, s, end);
		lua_gettable(L, 3);
	}
	if (!lua_toboolean(L, -1)) {
		lua_pop(L, 1);
		luaL_addlstring(b, s, (size_t)(end - s));
		return;
	}
	if (!lua_isstring(L, -1))
		luaL_error(L, "invalid replacement value (a %s)", luaL_typename(L, -1));
	luaL_addvalue(b);
}

static void add_replacement(struct matching *m, luaL_Buffer *b, const char *s, const char *end)
{
	int type = lua_type(m->L, 3);
	lua_charge(m->L, 1);
	if (type == LUA_TFUNCTION || type == LUA_TTABLE)
		add_value(m, b, s, end);
	else
		add_text(m, b, s, end);
}

static int string_gsub(lua_State *L)
{
	struct request r;
	luaL_Buffer b;
	int type = lua_type(L, 3);
	begin(L, &r);
	lua_Integer most = luaL_optinteger(L, 4, r.m.end - r.m.begin + 1), n = 0;
	luaL_argexpected(L,
		type == LUA_TNUMBER || type == LUA_TSTRING || type == LUA_TFUNCTION ||
			type == LUA_TTABLE,
		3, "string/function/table");
	lua_settop(L, 3);
	luaL_buffinit(L, &b);
	const char *s = r.m.begin, *kept = s,
		   *last = NULL; /* kept: up to where the result has all */
	while (n < most) {
		r.m.n = r.m.depth = 0;
		const char *end = match(&r.m, s, r.pattern);
		if (end && end != last) {
			n++;
			luaL_addlstring(&b, kept, (size_t)(s - kept));
			add_replacement(&r.m, &b, s, end);
			kept = s = last = end;
		} else if (s++ >= r.m.end) {
			break;
		}
		if (r.anchored)
			break;
	}
	luaL_addlstring(&b, kept, (size_t)(r.m.end - kept));
	luaL_pushresult(&b);
	lua_pushinteger(L, n);
	return 2;
}

/* The table of the library is on top. */
void lua_open_patterns(lua_State *L)
{
	static const luaL_Reg functions[] = {{"find", string_find}, {"match", string_match},
		{"gmatch", string_gmatch}, {"gsub", string_gsub}, {NULL, NULL}};
	luaL_setfuncs(L, functions, 0);
}
