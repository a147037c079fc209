/* SPDX-License-Identifier: MIT */
/* pandoc.path: paths as text, by the rules of Haskell's System.FilePath on POSIX. */
#include "filter/state.h"

#include "base/path.h"

static struct str path_arg(lua_State *L, int at)
{
	struct str s;
	s.p = luaL_checklstring(L, at, &s.n);
	lua_charge(L, s.n / 16 + 1);
	return s;
}

/* What stands before the last name, and the name. */
static size_t name_start(struct str s)
{
	size_t slash = str_find_last_char(s, '/');
	return slash == SIZE_MAX ? 0 : slash + 1;
}

static struct str without_slashes(struct str s)
{
	while (s.n > 1 && s.p[s.n - 1] == '/')
		s.n--;
	return s;
}

static int path_directory(lua_State *L)
{
	struct str s = path_arg(L, 1);
	struct str dir = without_slashes(str_sub(s, 0, name_start(s)));
	push_str(L, dir.n ? dir : STR("."));
	return 1;
}

static int path_filename(lua_State *L)
{
	struct str s = path_arg(L, 1);
	push_str(L, str_after(s, name_start(s)));
	return 1;
}

static bool is_absolute(struct str s)
{
	return s.n && s.p[0] == '/';
}

static int path_is_absolute(lua_State *L)
{
	lua_pushboolean(L, is_absolute(path_arg(L, 1)));
	return 1;
}

static int path_is_relative(lua_State *L)
{
	lua_pushboolean(L, !is_absolute(path_arg(L, 1)));
	return 1;
}

static int path_join_all(lua_State *L)
{
	struct buf out = buf_new(state_arena(L));
	luaL_checktype(L, 1, LUA_TTABLE);
	lua_Integer n = luaL_len(L, 1);
	for (lua_Integer i = 1; i <= n; i++) {
		lua_geti(L, 1, i);
		struct str part = path_arg(L, -1);
		state_charge(L, part.n + 1);
		if (is_absolute(part))
			out.n = 0;
		else if (out.n && out.p[out.n - 1] != '/')
			buf_add_char(&out, '/');
		buf_add(&out, part);
		lua_pop(L, 1);
	}
	push_str(L, buf_str(&out));
	return 1;
}

static struct str normal(lua_State *L, struct str s)
{
	struct buf out = buf_new(state_arena(L));
	bool slash = s.n && s.p[s.n - 1] == '/';
	state_charge(L, s.n + 2);
	if (is_absolute(s))
		buf_add_char(&out, '/');
	struct str rest = s;
	while (rest.n) {
		struct str part = str_cut(&rest, '/');
		if (!part.n || str_eq(part, STR(".")))
			continue;
		if (out.n && out.p[out.n - 1] != '/')
			buf_add_char(&out, '/');
		buf_add(&out, part);
	}
	if (!out.n)
		return slash ? STR("./") : STR(".");
	if (slash && out.p[out.n - 1] != '/')
		buf_add_char(&out, '/');
	return buf_str(&out);
}

static int path_normalize(lua_State *L)
{
	push_str(L, normal(L, path_arg(L, 1)));
	return 1;
}

/* Takes the first name off both where it is the same. */
static bool cut_same(struct str *a, struct str *b)
{
	struct str x = *a, y = *b;
	struct str left = str_cut(&x, '/'), right = str_cut(&y, '/');
	if (!b->n || !a->n || !str_eq(left, right))
		return false;
	*a = x;
	*b = y;
	return true;
}

static int path_make_relative(lua_State *L)
{
	struct str path = normal(L, path_arg(L, 1));
	struct str root = without_slashes(normal(L, path_arg(L, 2)));
	bool up = lua_toboolean(L, 3);
	struct str rest = path, above = str_eq(root, STR(".")) ? STR_NONE : root;
	struct buf out = buf_new(state_arena(L));
	if (is_absolute(path) != is_absolute(root)) {
		push_str(L, path);
		return 1;
	}
	while (cut_same(&rest, &above))
		continue;
	if (above.n && !up) {
		push_str(L, path);
		return 1;
	}
	while (above.n) {
		str_cut(&above, '/');
		buf_add(&out, rest.n || above.n ? STR("../") : STR(".."));
	}
	buf_add(&out, rest);
	push_str(L, out.n ? buf_str(&out) : STR("."));
	return 1;
}

static void push_list_of(lua_State *L, struct str s, char by, bool drop_empty)
{
	lua_Integer i = 0;
	lua_newtable(L);
	if (by == '/' && is_absolute(s)) {
		lua_pushliteral(L, "/");
		lua_rawseti(L, -2, ++i);
	}
	while (s.n) {
		struct str part = str_cut(&s, by);
		if (!part.n && drop_empty)
			continue;
		push_str(L, part);
		lua_rawseti(L, -2, ++i);
	}
}

static int path_split(lua_State *L)
{
	push_list_of(L, path_arg(L, 1), '/', true);
	return 1;
}

static int path_split_search_path(lua_State *L)
{
	push_list_of(L, path_arg(L, 1), ':', true);
	return 1;
}

static int path_split_extension(lua_State *L)
{
	struct str s = path_arg(L, 1);
	struct str name = str_after(s, name_start(s));
	size_t dot = str_find_last_char(name, '.');
	size_t at = dot == SIZE_MAX ? s.n : s.n - name.n + dot;
	push_str(L, str_sub(s, 0, at));
	push_str(L, str_after(s, at));
	return 2;
}

static int path_exists(lua_State *L)
{
	struct str disk;
	lua_settop(L, 1);
	lua_pushboolean(L, site_path(L, 1, &disk));
	return 1;
}

/* "a" / "b" and "a" + "ext", once texts are paths */
static int text_slash(lua_State *L)
{
	struct str a = state_text(L, 1), b = state_text(L, 2);
	push_str(L, path_join(state_arena(L), a, b));
	return 1;
}

static int text_plus(lua_State *L)
{
	struct str a = state_text(L, 1), b = state_text(L, 2);
	bool dot = b.n && b.p[0] != '.';
	push_str(L, STR_CAT(state_arena(L), a, dot ? STR(".") : STR_NONE, b));
	return 1;
}

/* In pandoc it gives all texts the methods of paths. Here too, for this filter alone. */
static int path_treat_strings(lua_State *L)
{
	static const char *const names[] = {"directory", "filename", "is_absolute", "is_relative",
		"normalize", "split", "split_extension", "split_search_path"};
	lua_getglobal(L, "string");
	lua_getglobal(L, "pandoc");
	lua_getfield(L, -1, "path");
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		lua_getfield(L, -1, names[i]);
		lua_setfield(L, -4, names[i]);
	}
	lua_pushliteral(L, "");
	lua_getmetatable(L, -1);
	lua_pushcfunction(L, text_slash);
	lua_setfield(L, -2, "__div");
	lua_pushcfunction(L, text_plus);
	lua_setfield(L, -2, "__add");
	return 0;
}

void open_path(lua_State *L)
{
	static const luaL_Reg functions[] = {{"directory", path_directory},
		{"filename", path_filename}, {"is_absolute", path_is_absolute},
		{"is_relative", path_is_relative}, {"join", path_join_all},
		{"make_relative", path_make_relative}, {"normalize", path_normalize},
		{"split", path_split}, {"split_search_path", path_split_search_path},
		{"split_extension", path_split_extension}, {"exists", path_exists},
		{"treat_strings_as_paths", path_treat_strings}, {NULL, NULL}};
	luaL_newlib(L, functions);
	lua_pushliteral(L, "/");
	lua_setfield(L, -2, "separator");
	lua_pushliteral(L, ":");
	lua_setfield(L, -2, "search_path_separator");
}
