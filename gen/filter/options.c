/* SPDX-License-Identifier: MIT */
/* What readers and writers are told, as pandoc shows it to filters; and what it shows of itself. */
#include "filter/state.h"

#include <string.h>

enum { TEXT, NUMBER, FLAG, LIST, TABLE, NOTHING };

struct option {
	const char *name;
	int type;
	const char *text;
	int number; /* of a flag too */
};

static const struct option reader_options[] = {{"abbreviations", TABLE, NULL, 0},
	{"columns", NUMBER, NULL, 80}, {"default_image_extension", TEXT, "", 0},
	{"extensions", LIST, NULL, 0}, {"indented_code_classes", LIST, NULL, 0},
	{"standalone", FLAG, NULL, 0}, {"strip_comments", FLAG, NULL, 0},
	{"tab_stop", NUMBER, NULL, 4}, {"track_changes", TEXT, "accept-changes", 0}};
static const struct option writer_options[] = {{"chunk_template", TEXT, "%s-%i.html", 0},
	{"cite_method", TEXT, "citeproc", 0}, {"columns", NUMBER, NULL, 72},
	{"dpi", NUMBER, NULL, 96}, {"email_obfuscation", TEXT, "none", 0},
	{"epub_chapter_level", NUMBER, NULL, 1}, {"epub_fonts", LIST, NULL, 0},
	{"epub_metadata", NOTHING, NULL, 0}, {"epub_subdirectory", TEXT, "EPUB", 0},
	{"epub_title_page", FLAG, NULL, 1}, {"extensions", LIST, NULL, 0},
	{"figure_caption_position", TEXT, "below", 0}, {"highlight_method", TEXT, "default", 0},
	{"html_math_method", TEXT, "plain", 0}, {"html_q_tags", FLAG, NULL, 0},
	{"identifier_prefix", TEXT, "", 0}, {"incremental", FLAG, NULL, 0},
	{"link_images", FLAG, NULL, 0}, {"list_of_figures", FLAG, NULL, 0},
	{"list_of_tables", FLAG, NULL, 0}, {"list_tables", FLAG, NULL, 0},
	{"number_offset", LIST, NULL, 0}, {"number_sections", FLAG, NULL, 0},
	{"prefer_ascii", FLAG, NULL, 0}, {"reference_doc", NOTHING, NULL, 0},
	{"reference_links", FLAG, NULL, 0}, {"reference_location", TEXT, "end-of-document", 0},
	{"section_divs", FLAG, NULL, 0}, {"setext_headers", FLAG, NULL, 0},
	{"slide_level", NOTHING, NULL, 0}, {"split_level", NUMBER, NULL, 1},
	{"tab_stop", NUMBER, NULL, 4}, {"table_caption_position", TEXT, "above", 0},
	{"table_of_contents", FLAG, NULL, 0}, {"template", NOTHING, NULL, 0},
	{"toc_depth", NUMBER, NULL, 3}, {"top_level_division", TEXT, "top-level-default", 0},
	{"variables", TABLE, NULL, 0}, {"wrap_text", TEXT, "wrap-auto", 0}};

static const struct options {
	const char *type;
	const struct option *rows;
	size_t n;
} readers = {"ReaderOptions", reader_options, ARRAY_LEN(reader_options)},
  writers = {"WriterOptions", writer_options, ARRAY_LEN(writer_options)};

static void push_option(lua_State *L, const struct option *o)
{
	switch (o->type) {
	case TEXT:
		lua_pushstring(L, o->text);
		break;
	case NUMBER:
		lua_pushinteger(L, o->number);
		break;
	case FLAG:
		lua_pushboolean(L, o->number);
		break;
	case LIST:
		push_list(L, LIST_PLAIN, 0);
		break;
	case TABLE:
		lua_newtable(L);
		break;
	default:
		lua_pushnil(L);
		break;
	}
}

static void push_options(lua_State *L, const struct options *o)
{
	enum { MOST = 64 };
	const char *names[MOST] = {NULL};
	for (size_t i = 0; i < o->n; i++)
		names[i] = o->rows[i].name;
	push_record(L, o->type, names);
	for (size_t i = 0; i < o->n; i++) {
		push_option(L, &o->rows[i]);
		set_field(L, o->rows[i].name);
	}
}

/* A copy of options, or those of a table. */
static int new_options(lua_State *L, const struct options *o)
{
	lua_settop(L, 1);
	bool table = lua_istable(L, 1);
	if (!table && !luaL_testudata(L, 1, o->type))
		return luaL_error(L, "%s userdata or table expected, got %s", o->type,
			filter_type_name(L, 1));
	push_options(L, o);
	for (size_t i = 0; !table && i < o->n; i++) {
		lua_getfield(L, 1, o->rows[i].name);
		set_field(L, o->rows[i].name);
	}
	for (lua_pushnil(L); table && lua_next(L, 1);) {
		lua_pushvalue(L, -2);
		lua_insert(L, -2);
		lua_settable(L, 2); /* raises an error where it knows no such name */
	}
	lua_settop(L, 2);
	return 1;
}

static int new_reader_options(lua_State *L)
{
	return new_options(L, &readers);
}

static int new_writer_options(lua_State *L)
{
	return new_options(L, &writers);
}

bool has_options(lua_State *L, int at)
{
	return lua_istable(L, at) || luaL_testudata(L, at, readers.type) ||
	       luaL_testudata(L, at, writers.type);
}

/* --- what pandoc shows of itself --- */

static void open_state(lua_State *L, const struct filter_call *call)
{
	lua_newtable(L);
	push_list(L, LIST_PLAIN, 0);
	for (size_t i = 0; i < call->n_inputs; i++) {
		push_str(L, call->inputs[i]);
		lua_rawseti(L, -2, (lua_Integer)i + 1);
	}
	lua_setfield(L, -2, "input_files");
	push_list(L, LIST_PLAIN, 0);
	lua_setfield(L, -2, "log");
	push_list(L, LIST_PLAIN, 0);
	lua_pushliteral(L, ".");
	lua_rawseti(L, -2, 1);
	lua_setfield(L, -2, "resource_path");
	lua_newtable(L);
	lua_setfield(L, -2, "request_headers");
	lua_pushboolean(L, false);
	lua_setfield(L, -2, "trace");
	lua_pushliteral(L, "WARNING");
	lua_setfield(L, -2, "verbosity");
	lua_setglobal(L, "PANDOC_STATE");
}

void open_option_globals(lua_State *L)
{
	static const char *const changes[] = {[TRACK_ACCEPT] = "accept-changes",
		[TRACK_REJECT] = "reject-changes",
		[TRACK_ALL] = "all-changes"};
	const struct filter_call *call = state_of(L)->call;
	push_options(L, &readers);
	lua_pushstring(L, changes[call->track_changes]);
	set_field(L, "track_changes");
	lua_setglobal(L, "PANDOC_READER_OPTIONS");
	push_options(L, &writers);
	lua_setglobal(L, "PANDOC_WRITER_OPTIONS");
	open_state(L, call);
}

/* with_state(options, function): PANDOC_STATE has them while the function runs. None of them does
 * anything here, since nothing is fetched. */
static int with_state(lua_State *L)
{
	static const char *const names[] = {"request_headers", "resource_path", "user_data_dir"};
	enum { N = ARRAY_LEN(names) };
	lua_settop(L, 2);
	luaL_checktype(L, 1, LUA_TTABLE);
	for (lua_pushnil(L); lua_next(L, 1); lua_pop(L, 1)) {
		const char *name = lua_type(L, -2) == LUA_TSTRING ? lua_tostring(L, -2) : "";
		bool known = false;
		for (size_t i = 0; i < N; i++)
			known = known || strcmp(names[i], name) == 0;
		if (!known)
			return luaL_error(L, "Unknown or unsupported option: %s", name);
	}
	lua_getglobal(L, "PANDOC_STATE");
	for (size_t i = 0; i < N; i++) {
		lua_getfield(L, 3, names[i]);
		if (lua_getfield(L, 1, names[i]) == LUA_TNIL)
			lua_copy(L, -2, -1);
		lua_setfield(L, 3, names[i]);
	}
	lua_pushvalue(L, 2);
	bool good = lua_pcall(L, 0, LUA_MULTRET, 0) == LUA_OK;
	for (size_t i = 0; i < N; i++) {
		lua_pushvalue(L, 4 + (int)i);
		lua_setfield(L, 3, names[i]);
	}
	return good ? lua_gettop(L) - 3 - N : lua_error(L);
}

void open_options(lua_State *L)
{
	static const luaL_Reg functions[] = {{"ReaderOptions", new_reader_options},
		{"WriterOptions", new_writer_options}, {"with_state", with_state}, {NULL, NULL}};
	luaL_setfuncs(L, functions, 0);
}
