/* SPDX-License-Identifier: MIT */
/* Files of the site, for a filter that was granted `read`; io, as far as it needs no more. */
#include "filter/state.h"

#include <errno.h>
#include <string.h>

#include "base/file.h"
#include "base/path.h"

enum { READ_LIMIT = 16 << 20 };

void wants_grant(lua_State *L, enum filter_grant grant, const char *name, const char *what)
{
	if (!(state_of(L)->file->grants & grant))
		luaL_error(L,
			"%s needs the grant \"%s\": write it into the list \"allow\" of this "
			"filter, if you trust it",
			what, name);
}

/* --- where a file is --- */

static bool is_hidden(struct str path)
{
	while (path.n) {
		struct str part = str_cut(&path, '/');
		if (part.n && part.p[0] == '.')
			return true;
	}
	return false;
}

static bool refuse(lua_State *L, struct str name, const char *why)
{
	push_str(L, name);
	lua_pushfstring(L, "%s: %s", lua_tostring(L, -1), why);
	lua_remove(L, -2);
	return false;
}

bool site_path(lua_State *L, int at, struct str *ret_disk)
{
	struct filter_state *st = state_of(L);
	struct str name = state_text(L, at), clean, real, root;
	wants_grant(L, FILTER_READ, "read", "reading a file");
	bool from_root = name.n && name.p[0] == '/';
	struct str path = from_root ? str_after(name, 1) : path_join(st->arena, st->dir, name);
	if (memchr(name.p ? name.p : "", '\0', name.n) || !path_clean(st->arena, path, &clean) ||
		is_hidden(clean))
		return refuse(L, name, "No such file below the site");
	struct str disk = path_join(st->arena, st->call->site_dir, clean);
	if (file_real(st->arena, str_cstr(st->arena, st->call->site_dir), &root) != 0 ||
		file_real(st->arena, str_cstr(st->arena, disk), &real) != 0)
		return refuse(L, name, "No such file or directory");
	/* A link may lead anywhere; what it leads to counts. */
	bool inside = str_eq(real, root) || (str_starts(real, root) && real.p[root.n] == '/' &&
						    !is_hidden(str_after(real, root.n + 1)));
	if (!inside)
		return refuse(L, name, "No such file below the site");
	*ret_disk = real;
	return true;
}

bool site_read(lua_State *L, int at, struct str *ret_bytes)
{
	struct filter_state *st = state_of(L);
	struct str disk;
	if (!site_path(L, at, &disk))
		return false;
	int error = file_read(st->arena, str_cstr(st->arena, disk), READ_LIMIT, ret_bytes);
	if (error)
		return refuse(
			L, state_text(L, at), error == EFBIG ? "File too large" : "Cannot be read");
	state_charge(L, ret_bytes->n);
	return true;
}

/* --- open files: what was read, and how far --- */

struct open_file {
	struct str bytes;
	size_t at;
	bool closed;
	struct buf *out; /* of a file that is written to */
};

static const char file_name[] = "FILE*";

static struct open_file *file_self(lua_State *L)
{
	return luaL_checkudata(L, 1, file_name);
}

static struct open_file *new_file(lua_State *L)
{
	struct open_file *f = lua_newuserdatauv(L, sizeof(*f), 0);
	*f = (struct open_file){STR_NONE, 0, false, NULL};
	luaL_setmetatable(L, file_name);
	return f;
}

static struct str take_line(struct open_file *f, bool keep)
{
	struct str rest = str_after(f->bytes, f->at);
	size_t end = str_find_char(rest, '\n');
	size_t n = end == SIZE_MAX ? rest.n : end + 1;
	f->at += n;
	return str_sub(rest, 0, end != SIZE_MAX && !keep ? n - 1 : n);
}

static bool read_one(lua_State *L, struct open_file *f, int at)
{
	struct str rest = str_after(f->bytes, f->at);
	if (lua_type(L, at) == LUA_TNUMBER) {
		lua_Integer n = luaL_checkinteger(L, at);
		struct str part = str_sub(rest, 0, n < 0 ? 0 : (size_t)n);
		f->at += part.n;
		if (!part.n && n > 0)
			return false;
		push_str(L, part);
		return true;
	}
	const char *format = luaL_optstring(L, at, "l");
	if (*format == '*')
		format++;
	if (*format == 'a') {
		f->at = f->bytes.n;
		push_str(L, rest);
		return true;
	}
	if (!rest.n)
		return false;
	if (*format == 'n') {
		push_str(L, str_trim(take_line(f, false)));
		if (!lua_stringtonumber(L, lua_tostring(L, -1)))
			lua_pushnil(L);
		lua_remove(L, -2);
		return !lua_isnil(L, -1);
	}
	luaL_argcheck(L, *format == 'l' || *format == 'L', at, "invalid format");
	push_str(L, take_line(f, *format == 'L'));
	return true;
}

static int read_from(lua_State *L, struct open_file *f, int first)
{
	int last = lua_gettop(L);
	if (f->closed)
		return luaL_error(L, "attempt to use a closed file");
	luaL_checkstack(L, last + 4, NULL);
	if (last < first)
		lua_settop(L, last = first);
	for (int i = first; i <= last; i++)
		if (!read_one(L, f, i)) {
			lua_pushnil(L);
			return i - first + 1;
		}
	return last - first + 1;
}

static int file_read_method(lua_State *L)
{
	return read_from(L, file_self(L), 2);
}

static int next_line(lua_State *L)
{
	struct open_file *f = lua_touserdata(L, lua_upvalueindex(1));
	if (f->closed)
		return luaL_error(L, "file is already closed");
	lua_settop(L, 0);
	lua_pushvalue(L, lua_upvalueindex(2));
	if (!read_one(L, f, 1))
		return 0;
	return 1;
}

static int file_lines(lua_State *L)
{
	file_self(L);
	lua_settop(L, 2);
	lua_pushcclosure(L, next_line, 2);
	return 1;
}

static int file_close(lua_State *L)
{
	struct open_file *f = file_self(L);
	f->closed = !f->out;
	lua_pushboolean(L, true);
	return 1;
}

static int file_seek(lua_State *L)
{
	static const char *const names[] = {"set", "cur", "end", NULL};
	struct open_file *f = file_self(L);
	int whence = luaL_checkoption(L, 2, "cur", names);
	lua_Integer offset = luaL_optinteger(L, 3, 0);
	lua_Integer base = whence == 0 ? 0 : (lua_Integer)(whence == 1 ? f->at : f->bytes.n);
	luaL_argcheck(L, offset >= -base && offset <= (lua_Integer)f->bytes.n - base, 3,
		"outside of the file");
	f->at = (size_t)(base + offset);
	lua_pushinteger(L, (lua_Integer)f->at);
	return 1;
}

static void write_to(lua_State *L, struct buf *out, int first)
{
	for (int i = first; i <= lua_gettop(L); i++) {
		struct str s;
		s.p = luaL_checklstring(L, i, &s.n);
		if (s.n > FILTER_OUTPUT - out->n)
			luaL_error(
				L, "this filter prints too much: over %d MB", FILTER_OUTPUT >> 20);
		state_charge(L, s.n);
		buf_add(out, s);
	}
}

static int file_write(lua_State *L)
{
	struct open_file *f = file_self(L);
	if (!f->out) {
		lua_pushnil(L);
		lua_pushliteral(L, "the file is open for reading");
		return 2;
	}
	write_to(L, f->out, 2);
	lua_settop(L, 1);
	return 1;
}

static int file_nothing(lua_State *L)
{
	lua_settop(L, 1);
	return 1;
}

/* --- io --- */

static int io_open(lua_State *L)
{
	const char *mode = luaL_optstring(L, 2, "r");
	struct str bytes;
	if (*mode != 'r' || strchr(mode, '+'))
		return luaL_error(L, "a file of the site is not written to by filters");
	if (!site_read(L, 1, &bytes)) {
		lua_pushnil(L);
		lua_insert(L, -2);
		lua_pushinteger(L, ENOENT);
		return 3;
	}
	new_file(L)->bytes = bytes;
	return 1;
}

static int io_lines(lua_State *L)
{
	struct str bytes;
	lua_settop(L, 2);
	if (!site_read(L, 1, &bytes))
		return lua_error(L);
	new_file(L)->bytes = bytes;
	lua_pushvalue(L, 2);
	lua_pushcclosure(L, next_line, 2);
	return 1;
}

static int io_write(lua_State *L)
{
	write_to(L, &state_of(L)->printed, 1);
	lua_getglobal(L, "io");
	lua_getfield(L, -1, "stdout");
	return 1;
}

static int io_read(lua_State *L)
{
	lua_pushnil(L); /* nobody sits at a filter's standard input */
	return 1;
}

static int io_type(lua_State *L)
{
	const struct open_file *f = luaL_testudata(L, 1, file_name);
	luaL_checkany(L, 1);
	if (f)
		lua_pushstring(L, f->closed ? "closed file" : "file");
	else
		lua_pushnil(L);
	return 1;
}

void open_io(lua_State *L)
{
	static const luaL_Reg methods[] = {{"read", file_read_method}, {"lines", file_lines},
		{"close", file_close}, {"seek", file_seek}, {"write", file_write},
		{"flush", file_nothing}, {"setvbuf", file_nothing}, {NULL, NULL}};
	static const luaL_Reg functions[] = {{"open", io_open}, {"lines", io_lines},
		{"write", io_write}, {"read", io_read}, {"type", io_type}, {NULL, NULL}};
	struct filter_state *st = state_of(L);
	luaL_newmetatable(L, file_name);
	luaL_newlib(L, methods);
	lua_setfield(L, -2, "__index");
	lua_pushboolean(L, true);
	lua_setfield(L, -2, "__metatable");
	lua_pop(L, 1);
	luaL_newlib(L, functions);
	new_file(L)->out = &st->told;
	lua_setfield(L, -2, "stderr");
	new_file(L)->out = &st->printed;
	lua_setfield(L, -2, "stdout");
	new_file(L);
	lua_setfield(L, -2, "stdin");
	lua_setglobal(L, "io");
}
