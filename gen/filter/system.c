/* SPDX-License-Identifier: MIT */
/* pandoc.system: the files of the site for whom they are granted; the rest says what it would need.
 */
#include "filter/state.h"

#include "base/file.h"
#include "base/path.h"

static int get_working_directory(lua_State *L)
{
	struct filter_state *st = state_of(L);
	push_str(L, STR_CAT(st->arena, STR("/"), st->dir));
	return 1;
}

/* The folder at this place, from the site's root. */
static struct str folder_at(lua_State *L, int at)
{
	struct filter_state *st = state_of(L);
	struct str name = state_text(L, at), disk, clean = STR_NONE;
	if (!site_path(L, at, &disk) || !file_is_dir(str_cstr(st->arena, disk)))
		luaL_error(
			L, "%s: there is no such folder below the site", str_cstr(st->arena, name));
	bool from_root = name.n && name.p[0] == '/';
	path_clean(st->arena, from_root ? str_after(name, 1) : path_join(st->arena, st->dir, name),
		&clean);
	return clean;
}

/* The state is as before when the function returns or fails. */
static int with_working_directory(lua_State *L)
{
	struct filter_state *st = state_of(L);
	struct str before = st->dir;
	lua_settop(L, 2);
	luaL_checktype(L, 2, LUA_TFUNCTION);
	struct str dir = folder_at(L, 1);
	st->dir = dir;
	lua_pushvalue(L, 2);
	bool good = lua_pcall(L, 0, LUA_MULTRET, 0) == LUA_OK;
	st->dir = before;
	return good ? lua_gettop(L) - 2 : lua_error(L);
}

static int list_directory(lua_State *L)
{
	struct filter_state *st = state_of(L);
	struct dir_list list = {0};
	struct str disk;
	lua_settop(L, 1);
	if (lua_isnil(L, 1)) {
		lua_pushliteral(L, ".");
		lua_replace(L, 1);
	}
	if (!site_path(L, 1, &disk))
		return lua_error(L);
	if (dir_read(st->arena, str_cstr(st->arena, disk), &list) != 0)
		return luaL_error(L, "the folder cannot be read");
	lua_Integer n = 0;
	push_list(L, LIST_PLAIN, (int)list.list.n);
	for (size_t i = 0; i < list.list.n; i++) {
		if (list.list.items[i].name.p[0] == '.')
			continue;
		push_str(L, list.list.items[i].name);
		lua_rawseti(L, -2, ++n);
	}
	return 1;
}

static int read_file(lua_State *L)
{
	struct str bytes;
	lua_settop(L, 1);
	if (!site_read(L, 1, &bytes))
		return lua_error(L);
	push_str(L, bytes);
	return 1;
}

/* --- the environment --- */

static int environment(lua_State *L)
{
	const struct filter_state *st = state_of(L);
	lua_newtable(L);
	for (size_t i = 0; i < st->n_env; i++) {
		struct str value = st->env[i], key = str_cut(&value, '=');
		push_str(L, key);
		push_str(L, value);
		lua_rawset(L, -3);
	}
	return 1;
}

static void take_environment(lua_State *L, int at, struct filter_state *st)
{
	VEC(struct str) list = {0};
	lua_pushnil(L);
	while (lua_next(L, at)) {
		struct str key = state_text(L, lua_gettop(L) - 1),
			   value = state_text(L, lua_gettop(L));
		state_charge(L, key.n + value.n + 1);
		*vec_push(st->arena, &list) = STR_CAT(st->arena, key, STR("="), value);
		lua_pop(L, 1);
	}
	st->env = list.items;
	st->n_env = list.n;
}

static int with_environment(lua_State *L)
{
	struct filter_state *st = state_of(L);
	const struct str *env = st->env;
	size_t n_env = st->n_env;
	lua_settop(L, 2);
	luaL_checktype(L, 1, LUA_TTABLE);
	luaL_checktype(L, 2, LUA_TFUNCTION);
	take_environment(L, 1, st);
	lua_pushvalue(L, 2);
	bool good = lua_pcall(L, 0, LUA_MULTRET, 0) == LUA_OK;
	st->env = env;
	st->n_env = n_env;
	return good ? lua_gettop(L) - 2 : lua_error(L);
}

void open_system(lua_State *L)
{
	static const luaL_Reg functions[] = {{"get_working_directory", get_working_directory},
		{"with_working_directory", with_working_directory},
		{"list_directory", list_directory}, {"read_file", read_file},
		{"environment", environment}, {"with_environment", with_environment}, {NULL, NULL}};
	luaL_newlib(L, functions);
	/* The same wherever the site is made, as the pages are. */
	lua_pushliteral(L, "linux");
	lua_setfield(L, -2, "os");
	lua_pushliteral(L, "x86_64");
	lua_setfield(L, -2, "arch");
}
