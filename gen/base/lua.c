/* SPDX-License-Identifier: MIT */
#include "base/lua.h"

#include <lualib.h>
#include <string.h>

#include "base/arena.h"
#include "base/lua_memory.h"

enum { HOOK_STEPS = 1000, LARGE = 4096, BYTES_A_STEP = 32, UNCOLLECTED = 8 << 20 };

struct lua_host {
	lua_State *state;
	struct lua_memory memory;
	int64_t left;
	bool too_long;
	struct how {
		bool charges_memory, collects;
	} how, kept;
	void *owner;
};

static struct lua_host *host_of(lua_State *L)
{
	struct lua_host *h;
	memcpy(&h, lua_getextraspace(L), sizeof(struct lua_host *));
	return h;
}

void *lua_host_owner(lua_State *L)
{
	return host_of(L)->owner;
}

static void on_count(lua_State *L, lua_Debug *ar);

/* To fill so much takes its time, and nothing may be raised here: the next step will. */
static void charge_memory(struct lua_host *h, size_t size)
{
	h->left -= (int64_t)(size / BYTES_A_STEP);
	if (h->left <= 0)
		lua_sethook(h->state, on_count, LUA_MASKCOUNT, 1);
}

void lua_host_interrupt(struct lua_host *h)
{
	h->left = 0;
	lua_sethook(h->state, on_count, LUA_MASKCOUNT, 1);
}

void lua_charge_memory(lua_State *L)
{
	host_of(L)->how.charges_memory = true;
}

/* At the limit Lua itself collects before it gives up. */
void lua_collect_late(lua_State *L)
{
	lua_gc(L, LUA_GCSTOP);
	host_of(L)->how.collects = false;
}

static void *limited_alloc(void *ud, void *old, size_t old_size, size_t size)
{
	struct lua_host *h = ud;
	if (!old)
		old_size = 0; /* then it is a type of object */
	void *p = lua_memory_resize(&h->memory, old, old_size, size);
	if (p && h->how.charges_memory && size >= LARGE)
		charge_memory(h, size);
	return p;
}

static int on_panic(lua_State *L)
{
	(void)L;
	out_of_memory();
}

/* Without lua_close(): nothing in a state holds more than its memory, and no script has anything
 * that is run at its end. */
static void free_memory(void *memory)
{
	lua_memory_free(memory);
}

static struct lua_host *open_host(struct arena *a, size_t memory, void *owner, bool rewinds)
{
	struct lua_host *h = NEW(a, struct lua_host);
	h->memory.limit = memory;
	if (rewinds)
		lua_memory_add_piece(&h->memory);
	arena_defer(a, free_memory, &h->memory);
	h->how.collects = true;
	h->owner = owner;
	h->state = lua_newstate(limited_alloc, h);
	if (!h->state)
		return NULL;
	memcpy(lua_getextraspace(h->state), &h, sizeof(struct lua_host *));
	lua_atpanic(h->state, on_panic);
	return h;
}

struct lua_host *lua_host_new(struct arena *a, size_t memory, void *owner)
{
	return open_host(a, memory, owner, false);
}

struct lua_host *lua_host_new_rewinding(struct arena *a, size_t memory, void *owner)
{
	return open_host(a, memory, owner, true);
}

bool lua_host_keep(struct lua_host *h)
{
	lua_settop(h->state, 0);
	h->kept = h->how;
	return lua_memory_keep(&h->memory);
}

/* The state is nothing but its memory: its pointers lead into the piece, which stands where it
 * stood, and to what never changes. */
void lua_host_rewind(struct lua_host *h)
{
	lua_memory_rewind(&h->memory);
	h->how = h->kept;
}

static void on_count(lua_State *L, lua_Debug *ar)
{
	struct lua_host *h = host_of(L);
	(void)ar;
	if (!h->how.collects && h->memory.used > UNCOLLECTED) {
		lua_gc(L, LUA_GCRESTART);
		h->how.collects = true;
	}
	lua_charge(L, HOOK_STEPS);
}

void lua_charge(lua_State *L, size_t steps)
{
	struct lua_host *h = host_of(L);
	h->left = steps < (size_t)INT64_MAX && (int64_t)steps < h->left ? h->left - (int64_t)steps
									: 0;
	if (h->left > 0)
		return;
	/* A loop around pcall would swallow this error for ever: from now on every step fails. */
	h->too_long = true;
	lua_sethook(L, on_count, LUA_MASKCOUNT, 1);
	luaL_error(L, "too many steps");
}

static int collect(lua_State *L)
{
	lua_gc(L, LUA_GCCOLLECT);
	return 0;
}

bool lua_is_over(lua_State *L)
{
	return host_of(L)->too_long;
}

enum lua_fault lua_host_run(struct lua_host *h, lua_CFunction fn, void *arg, int64_t steps)
{
	lua_State *L = h->state;
	h->left = steps;
	h->too_long = false;
	lua_settop(L, 0);
	lua_sethook(L, on_count, LUA_MASKCOUNT, HOOK_STEPS);
	lua_pushcfunction(L, fn);
	lua_pushlightuserdata(L, arg);
	int status = lua_pcall(L, 1, 0, 0);
	lua_sethook(L, NULL, 0, 0);
	if (h->too_long)
		return LUA_HOST_TOO_LONG;
	if (status == LUA_OK)
		return LUA_HOST_OK;
	if (status != LUA_ERRMEM)
		return LUA_HOST_ERROR;
	lua_settop(L, 0);
	lua_pushcfunction(L, collect);
	lua_pcall(L, 0, 0, 0);
	return LUA_HOST_NO_MEMORY;
}

struct str lua_host_message(const struct lua_host *h)
{
	struct str s = STR_NONE;
	if (lua_type(h->state, -1) == LUA_TSTRING)
		s.p = lua_tolstring(h->state, -1, &s.n);
	return s;
}

bool lua_load_text(lua_State *L, struct str code, const char *name)
{
	return luaL_loadbufferx(L, code.p, code.n, name, "t") == LUA_OK;
}

bool lua_load_script(lua_State *L, struct str code, const char *name)
{
	if (str_starts(code, STR("\xEF\xBB\xBF")))
		code = str_after(code, 3);
	if (str_starts(code, STR("#"))) {
		size_t end = str_find_char(code, '\n'); /* which stays, for the numbers of lines */
		code = end == SIZE_MAX ? STR_NONE : str_after(code, end);
	}
	return lua_load_text(L, code, name);
}

/* Finalizers run with the hook off, so nothing would end one that loops. */
static int safe_setmetatable(lua_State *L)
{
	luaL_checktype(L, 1, LUA_TTABLE);
	if (!lua_isnoneornil(L, 2)) {
		luaL_checktype(L, 2, LUA_TTABLE);
		lua_pushliteral(L, "__gc");
		if (lua_rawget(L, 2) != LUA_TNIL)
			return luaL_error(L, "a finalizer (__gc) is not allowed here");
	}
	if (luaL_getmetafield(L, 1, "__metatable") != LUA_TNIL)
		return luaL_error(L, "cannot change a protected metatable");
	lua_settop(L, 2);
	lua_setmetatable(L, 1);
	return 1;
}

static void remove_field(lua_State *L, const char *library, const char *name)
{
	lua_getglobal(L, library);
	lua_pushnil(L);
	lua_setfield(L, -2, name);
	lua_pop(L, 1);
}

/* Lua's own, which takes clock and address where it is called with nothing. */
static int seed_random(lua_State *L)
{
	lua_settop(L, 2);
	for (int i = 1; i <= 2; i++)
		if (lua_isnil(L, i)) {
			lua_pushinteger(L, 0);
			lua_replace(L, i);
		}
	lua_pushvalue(L, lua_upvalueindex(1));
	lua_insert(L, 1);
	lua_call(L, 2, 0);
	return 0;
}

/* The state of math.random is always the same at first, and after each seed. */
static void open_random(lua_State *L)
{
	lua_getglobal(L, LUA_MATHLIBNAME);
	lua_getfield(L, -1, "randomseed");
	lua_pushcclosure(L, seed_random, 1);
	lua_pushvalue(L, -1);
	lua_setfield(L, -3, "randomseed");
	lua_call(L, 0, 0);
	lua_pop(L, 1);
}

void lua_open_safe(lua_State *L)
{
	static const luaL_Reg libraries[] = {
		{LUA_GNAME, luaopen_base},
		{LUA_STRLIBNAME, luaopen_string},
		{LUA_TABLIBNAME, luaopen_table},
		{LUA_MATHLIBNAME, luaopen_math},
		{LUA_UTF8LIBNAME, luaopen_utf8},
	};
	/* The handler of xpcall runs inside of the hook that raised the error, where no hook stops
	 * it. */
	static const char *const unsafe[] = {
		"dofile", "loadfile", "load", "collectgarbage", "print", "warn", "xpcall"};
	for (size_t i = 0; i < ARRAY_LEN(libraries); i++) {
		luaL_requiref(L, libraries[i].name, libraries[i].func, 1);
		lua_pop(L, 1);
	}
	for (size_t i = 0; i < ARRAY_LEN(unsafe); i++)
		remove_field(L, LUA_GNAME, unsafe[i]);
	remove_field(L, LUA_STRLIBNAME, "dump");
	open_random(L);
	lua_pushcfunction(L, safe_setmetatable);
	lua_setglobal(L, "setmetatable");
}
