/* SPDX-License-Identifier: MIT */
/*
 * Names of pandoc's table for which there is nothing here. Each is a function that says so, at the
 * line of the filter that calls it; a filter that only looks whether a name is there goes on.
 */
#include "filter/state.h"

static const char no_templates[] = "pandoc's templates are not part of this program";
static const char no_layout[] = "only pandoc's own writers lay text out";
static const char no_media[] =
	"what is in the media bag goes beside the page that shows it, and nothing else does";
static const char no_citeproc[] = "citations are not processed";
static const char no_machine[] = "a filter changes nothing on the machine";
static const char no_process[] =
	"there is no shell; pandoc.pipe runs a program that is granted by \"run:NAME\"";
static const char no_lua[] = "a filter is one file";
static const char no_archives[] = "archives are not read or made";
static const char no_images[] = "pictures are not read by filters";
static const char no_command[] = "the command line is not a filter's";
static const char no_writers[] = "writers in Lua are not run";
static const char no_formats[] = "only a few of pandoc's formats are known";

struct row {
	const char *module, *name, *why;
};

static const struct row rows[] = {
	{NULL, "write_classic", no_writers},
	{"utils", "citeproc", no_citeproc},
	{"utils", "references", no_citeproc},
	{"utils", "run_lua_filter", no_lua},
	{"utils", "documentation", no_command},
	{"system", "copy", no_machine},
	{"system", "cputime", no_machine},
	{"system", "make_directory", no_machine},
	{"system", "remove", no_machine},
	{"system", "remove_directory", no_machine},
	{"system", "rename", no_machine},
	{"system", "times", no_machine},
	{"system", "with_temporary_directory", no_machine},
	{"system", "write_file", no_machine},
	{"system", "xdg", no_machine},
	{"template", "apply", no_templates},
	{"template", "default", no_templates},
	{"template", "get", no_templates},
	{"template", "meta_to_context", no_templates},
	{"mediabag", "fill", no_media},
	{"mediabag", "write", no_media},
	{"image", "format", no_images},
	{"image", "size", no_images},
	{"cli", "parse_options", no_command},
	{"scaffolding", "Writer", no_writers},
	{"zip", "Archive", no_archives},
	{"zip", "Entry", no_archives},
	{"zip", "read_entry", no_archives},
	{"zip", "zip", no_archives},
	{"format", "all_extensions", no_formats},
	{"format", "default_extensions", no_formats},
	{"format", "extensions", no_formats},
	{"layout", "after_break", no_layout},
	{"layout", "before_non_blank", no_layout},
	{"layout", "bg", no_layout},
	{"layout", "blanklines", no_layout},
	{"layout", "bold", no_layout},
	{"layout", "braces", no_layout},
	{"layout", "brackets", no_layout},
	{"layout", "cblock", no_layout},
	{"layout", "chomp", no_layout},
	{"layout", "concat", no_layout},
	{"layout", "double_quotes", no_layout},
	{"layout", "fg", no_layout},
	{"layout", "flush", no_layout},
	{"layout", "hang", no_layout},
	{"layout", "height", no_layout},
	{"layout", "inside", no_layout},
	{"layout", "is_empty", no_layout},
	{"layout", "italic", no_layout},
	{"layout", "lblock", no_layout},
	{"layout", "literal", no_layout},
	{"layout", "min_offset", no_layout},
	{"layout", "nest", no_layout},
	{"layout", "nestle", no_layout},
	{"layout", "nowrap", no_layout},
	{"layout", "offset", no_layout},
	{"layout", "parens", no_layout},
	{"layout", "prefixed", no_layout},
	{"layout", "quotes", no_layout},
	{"layout", "rblock", no_layout},
	{"layout", "real_length", no_layout},
	{"layout", "render", no_layout},
	{"layout", "strikeout", no_layout},
	{"layout", "underlined", no_layout},
	{"layout", "update_column", no_layout},
	{"layout", "vfill", no_layout},
};

/* Of tables that are globals. */
static const struct row of_lua[] = {
	{"os", "execute", no_process},
	{"os", "remove", no_machine},
	{"os", "rename", no_machine},
	{"os", "tmpname", no_machine},
	{"os", "setlocale", no_machine},
	{"io", "popen", no_process},
	{"io", "tmpfile", no_machine},
	{"io", "input", no_machine},
	{"io", "output", no_machine},
	{"io", "close", no_machine},
	{"package", "loadlib", no_machine},
	{"package", "searchpath", no_machine},
};

static int absent(lua_State *L)
{
	const struct row *row = lua_touserdata(L, lua_upvalueindex(1));
	bool of_pandoc = row >= rows && row < rows + ARRAY_LEN(rows);
	return luaL_error(L, "%s%s%s%s is not available here: %s", of_pandoc ? "pandoc." : "",
		row->module ? row->module : "", row->module ? "." : "", row->name, row->why);
}

/* To the table on top. */
static void add(lua_State *L, const struct row *row)
{
	/* It is only read from; Lua has no other pointers. */
	lua_pushlightuserdata(L, (void *)(uintptr_t)row);
	lua_pushcclosure(L, absent, 1);
	lua_setfield(L, -2, row->name);
}

/* Filters compile what they may never apply, and it is the applying that is not there. */
static int compile_template(lua_State *L)
{
	luaL_checkstring(L, 1);
	lua_newuserdatauv(L, 0, 0);
	luaL_setmetatable(L, "Template");
	return 1;
}

/* The table of pandoc is on top. */
void open_absent(lua_State *L)
{
	int pandoc = lua_gettop(L);
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		bool same = i && rows[i].module == rows[i - 1].module;
		if (!same)
			lua_settop(L, pandoc);
		if (!same && rows[i].module &&
			lua_getfield(L, pandoc, rows[i].module) == LUA_TNIL) {
			lua_pop(L, 1);
			lua_newtable(L);
			lua_pushvalue(L, -1);
			lua_setfield(L, pandoc, rows[i].module);
		}
		add(L, &rows[i]);
	}
	luaL_newmetatable(L, "Template");
	lua_getfield(L, pandoc, "template");
	lua_pushcfunction(L, compile_template);
	lua_setfield(L, -2, "compile");
	lua_settop(L, pandoc);
}

void open_absent_of_lua(lua_State *L)
{
	for (size_t i = 0; i < ARRAY_LEN(of_lua); i++) {
		lua_getglobal(L, of_lua[i].module);
		add(L, &of_lua[i]);
		lua_pop(L, 1);
	}
}
