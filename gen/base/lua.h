/* SPDX-License-Identifier: MIT */
/*
 * The one Lua host: a state that can take no more memory and run no longer than it may, and that
 * reaches nothing of the machine. Page templates and Lua filters run in it. Who includes this
 * header gets Lua's C API; no other file includes Lua's headers.
 *
 * The API is used inside lua_host_run() only: elsewhere a failing call would end the process. A C
 * function that Lua calls may be left by a jump, so it holds nothing that must be freed; its memory
 * comes from arenas.
 */
#ifndef BASE_LUA_H
#define BASE_LUA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <lua.h>
#include <lauxlib.h>

#include "base/str.h"

struct lua_host;

enum lua_fault {
	LUA_HOST_OK,
	LUA_HOST_ERROR,	    /* lua_host_message() has the words, if the error was text */
	LUA_HOST_TOO_LONG,  /* the steps are used up; no pcall of a script can swallow it */
	LUA_HOST_NO_MEMORY, /* the limit was reached; the host can be used again */
};

/*
 * An empty state without any library: lua_open_safe() adds what is harmless. memory is in bytes;
 * NULL where not even an empty state fits. The state goes with the arena.
 */
struct lua_host *lua_host_new(struct arena *a, size_t memory, void *owner);
void *lua_host_owner(lua_State *L); /* as given to lua_host_new() */

/*
 * One that can be rewound, between runs: to all that it held, every table and string, when it was
 * kept, as if nothing had run since. That costs a copy of its memory, not the making of it. Not
 * kept: it is too large. One whose last run failed is not to be rewound.
 */
struct lua_host *lua_host_new_rewinding(struct arena *a, size_t memory, void *owner);
bool lua_host_keep(struct lua_host *h);
void lua_host_rewind(struct lua_host *h);

/* Calls fn with arg as light userdata at index 1; steps is the number of Lua instructions it has.
 */
enum lua_fault lua_host_run(struct lua_host *h, lua_CFunction fn, void *arg, int64_t steps);
struct str lua_host_message(const struct lua_host *h); /* borrowed until the next run */

/* Ends what runs at its next step, with LUA_HOST_TOO_LONG. A signal handler may call it while
 * lua_host_run() works. */
void lua_host_interrupt(struct lua_host *h);

/* For C functions that do long work at once: counts as so many steps; raises the error when none
 * are left. */
void lua_charge(lua_State *L, size_t steps);
bool lua_is_over(lua_State *L); /* the steps are used up, and nothing more may run */
/* Pushes the compiled function; on false, the message. Never takes bytecode, which is not checked.
 */
bool lua_load_text(lua_State *L, struct str code, const char *name);
/* A file of code, which may begin with a line for the shell. */
bool lua_load_script(lua_State *L, struct str code, const char *name);
/*
 * base, string, table, math and utf8 without what loads code, prints, collects garbage or gives
 * other results each time. Nor is there what would run with the hook off, where nothing stops it:
 * __gc, xpcall, and coroutines (the __close of one that the hook ended). Left to know: the order of
 * pairs() over text keys differs from run to run, and a pattern of string.find works without the
 * hook.
 */
void lua_open_safe(lua_State *L);
/* Beside that load (of text), xpcall and coroutines, for scripts of a site; and pairs() and next()
 * go by the keys, so that what a script writes is the same each time. */
void lua_open_scripting(lua_State *L);
/* For it: patterns whose steps are counted, into the table on top; memory that is asked for costs
 * steps from now on. */
void lua_open_patterns(lua_State *L);
void lua_charge_memory(lua_State *L);
/* Nothing is collected while there is little: most filters end before it is worth it. */
void lua_collect_late(lua_State *L);
/* As luaL_tolstring(); what has no text but its address, which is another each time, is numbered.
 */
const char *lua_push_text(lua_State *L, int at, size_t *ret_n);

#endif
