/* SPDX-License-Identifier: MIT */
/* Other programs, for whom they are granted by name: pandoc.pipe and what else would start one. */
#include "filter/state.h"

#include <string.h>

#include "base/path.h"

/* Of one filter over one page, by the clock on the wall; its steps pay for starting a program. */
enum { PROGRAMS_MS = 10000, START_STEPS = 200000 };

/* --- starting one --- */

static void check_granted(lua_State *L, struct str name)
{
	const struct filter_file *f = state_of(L)->file;
	bool whole = name.n && !memchr(name.p, '\0', name.n);
	for (size_t i = 0; i < f->n_programs; i++)
		if (whole && str_eq(f->programs[i], name))
			return;
	push_str(L, name);
	luaL_error(L,
		"running %s needs the grant \"run:%s\": write it into the list \"allow\" of this "
		"filter, if you trust it",
		lua_tostring(L, -1), lua_tostring(L, -1));
}

static struct str *args_at(lua_State *L, int at, size_t *ret_n)
{
	struct filter_state *st = state_of(L);
	luaL_checktype(L, at, LUA_TTABLE);
	lua_Integer n = luaL_len(L, at);
	luaL_argcheck(L, n >= 0 && n <= 1000, at, "too many arguments");
	struct str *args = NEW_N(st->arena, struct str, (size_t)n);
	for (lua_Integer i = 0; i < n; i++) {
		lua_geti(L, at, i + 1);
		args[i] = state_text(L, lua_gettop(L));
		luaL_argcheck(L, !memchr(args[i].p ? args[i].p : "", '\0', args[i].n), at,
			"an argument holds a zero");
		lua_pop(L, 1);
	}
	*ret_n = (size_t)n;
	return args;
}

static struct program_result run(lua_State *L, struct program_call *call)
{
	struct filter_state *st = state_of(L);
	struct program_result r = {.end = PROGRAM_NOT_STARTED};
	check_granted(L, call->name);
	lua_charge(L, START_STEPS);
	call->dir = path_join(st->arena, st->call->site_dir, st->dir);
	call->day = st->call->day;
	call->ms = PROGRAMS_MS - st->programs_ms;
	const char *name = str_cstr(st->arena, call->name);
	if (call->ms <= 0)
		luaL_error(L, "the programs of this filter take too long: over %d seconds",
			PROGRAMS_MS / 1000);
	if (st->call->run_program)
		st->call->run_program(st->arena, call, &r);
	st->programs_ms += r.ms;
	state_charge(L, r.out.n + r.err.n);
	switch (r.end) {
	case PROGRAM_ENDED:
		break;
	case PROGRAM_MISSING:
		luaL_error(L, "there is no program %s on this machine", name);
		break;
	case PROGRAM_NOT_STARTED:
		luaL_error(L, "%s cannot be started", name);
		break;
	case PROGRAM_TOO_LONG:
		luaL_error(L, "%s takes too long", name);
		break;
	case PROGRAM_TOO_LARGE:
		luaL_error(L, "%s writes too much", name);
		break;
	}
	return r;
}

/* --- pandoc.pipe(command, args, input) --- */

static int pipe_error_text(lua_State *L)
{
	lua_getfield(L, 1, "command");
	lua_getfield(L, 1, "error_code");
	lua_getfield(L, 1, "output");
	if (lua_rawlen(L, -1) == 0) {
		lua_pop(L, 1);
		lua_pushliteral(L, "<no output>");
	}
	lua_pushfstring(L, "Error running %s (error code %I): %s", luaL_tolstring(L, 2, NULL),
		luaL_checkinteger(L, 3), luaL_tolstring(L, 4, NULL));
	return 1;
}

static int raise_pipe_error(lua_State *L, struct str name, const struct program_result *r)
{
	lua_createtable(L, 0, 3);
	push_str(L, name);
	lua_setfield(L, -2, "command");
	lua_pushinteger(L, r->status);
	lua_setfield(L, -2, "error_code");
	push_str(L, r->out.n ? r->out : r->err);
	lua_setfield(L, -2, "output");
	lua_createtable(L, 0, 1);
	lua_pushcfunction(L, pipe_error_text);
	lua_setfield(L, -2, "__tostring");
	lua_setmetatable(L, -2);
	return lua_error(L);
}

static int pipe_through(lua_State *L)
{
	struct program_call call = {.name = state_text(L, 1)};
	call.args = args_at(L, 2, &call.n_args);
	call.input = state_text(L, 3);
	struct program_result r = run(L, &call);
	if (r.status != 0)
		return raise_pipe_error(L, call.name, &r);
	push_str(L, r.out);
	return 1;
}

/* pandoc.system.command(command, args, input): false or the status, and both outputs */
static int command(lua_State *L)
{
	struct program_call call = {.name = state_text(L, 1)};
	lua_settop(L, 3);
	call.args = args_at(L, 2, &call.n_args);
	if (!lua_isnil(L, 3))
		call.input = state_text(L, 3);
	struct program_result r = run(L, &call);
	if (r.status == 0)
		lua_pushboolean(L, false);
	else
		lua_pushinteger(L, r.status);
	push_str(L, r.out);
	push_str(L, r.err);
	return 3;
}

/* pandoc.utils.run_json_filter(doc, program, args) */
static int run_json_filter(lua_State *L)
{
	struct filter_state *st = state_of(L);
	const struct format_functions *f = st->call->formats;
	struct format_options json = {.format = STR("json")};
	struct str why = STR_NONE;
	lua_settop(L, 3);
	const struct node *doc = peek_doc(L, 1);
	struct program_call call = {
		.name = state_text(L, 2), .args = &st->call->format, .n_args = 1};
	if (!lua_isnil(L, 3))
		call.args = args_at(L, 3, &call.n_args);
	check_granted(L, call.name);
	if (!f->write(f->context, st->arena, doc, &json, &call.input, &why))
		return luaL_error(L, "%s", str_cstr(st->arena, why));
	state_charge(L, call.input.n);
	struct program_result r = run(L, &call);
	if (r.status != 0)
		return raise_pipe_error(L, call.name, &r);
	struct node *made = f->read(f->context, st->arena, r.out, &json, &why);
	if (!made)
		return luaL_error(L, "%s", str_cstr(st->arena, why));
	push_element(L, adopt(L, made));
	return 1;
}

static void add(lua_State *L, const char *module, const char *name, lua_CFunction function)
{
	lua_getfield(L, -1, module);
	lua_pushcfunction(L, function);
	lua_setfield(L, -2, name);
	lua_pop(L, 1);
}

void open_processes(lua_State *L)
{
	lua_pushcfunction(L, pipe_through);
	lua_setfield(L, -2, "pipe");
	add(L, "system", "command", command);
	add(L, "utils", "run_json_filter", run_json_filter);
}
