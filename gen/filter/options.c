/* SPDX-License-Identifier: MIT */
/* What readers and writers are told, as pandoc shows it to filters; and what it shows of itself. */
#include "filter/state.h"

#include <string.h>

enum { TEXT, NUMBER, FLAG, LIST, TABLE, NOTHING };

struct option {
	const char *name, *text;
	int type, number; /* of a flag too */
};

static const struct option reader_options[] = {{"abbreviations", NULL, TABLE, 0},
	{"columns", NULL, NUMBER, 80}, {"default_image_extension", "", TEXT, 0},
	{"extensions", NULL, LIST, 0}, {"indented_code_classes", NULL, LIST, 0},
	{"standalone", NULL, FLAG, 0}, {"strip_comments", NULL, FLAG, 0},
	{"tab_stop", NULL, NUMBER, 4}, {"track_changes", "accept-changes", TEXT, 0}};
static const struct option writer_options[] = {{"chunk_template", "%s-%i.html", TEXT, 0},
	{"cite_method", "citeproc", TEXT, 0}, {"columns", NULL, NUMBER, 72},
	{"dpi", NULL, NUMBER, 96}, {"email_obfuscation", "none", TEXT, 0},
	{"epub_chapter_level", NULL, NUMBER, 1}, {"epub_fonts", NULL, LIST, 0},
	{"epub_metadata", NULL, NOTHING, 0}, {"epub_subdirectory", "EPUB", TEXT, 0},
	{"epub_title_page", NULL, FLAG, 1}, {"extensions", NULL, LIST, 0},
	{"figure_caption_position", "below", TEXT, 0}, {"highlight_method", "default", TEXT, 0},
	{"html_math_method", "plain", TEXT, 0}, {"html_q_tags", NULL, FLAG, 0},
	{"identifier_prefix", "", TEXT, 0}, {"incremental", NULL, FLAG, 0},
	{"link_images", NULL, FLAG, 0}, {"list_of_figures", NULL, FLAG, 0},
	{"list_of_tables", NULL, FLAG, 0}, {"list_tables", NULL, FLAG, 0},
	{"number_offset", NULL, LIST, 0}, {"number_sections", NULL, FLAG, 0},
	{"prefer_ascii", NULL, FLAG, 0}, {"reference_doc", NULL, NOTHING, 0},
	{"reference_links", NULL, FLAG, 0}, {"reference_location", "end-of-document", TEXT, 0},
	{"section_divs", NULL, FLAG, 0}, {"setext_headers", NULL, FLAG, 0},
	{"slide_level", NULL, NOTHING, 0}, {"split_level", NULL, NUMBER, 1},
	{"tab_stop", NULL, NUMBER, 4}, {"table_caption_position", "above", TEXT, 0},
	{"table_of_contents", NULL, FLAG, 0}, {"template", NULL, NOTHING, 0},
	{"toc_depth", NULL, NUMBER, 3}, {"top_level_division", "top-level-default", TEXT, 0},
	{"variables", NULL, TABLE, 0}, {"wrap_text", "wrap-auto", TEXT, 0}};

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

static void set_state(lua_State *L, const struct filter_call *call)
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
	lua_pushliteral(L, "");
	lua_setfield(L, -2, "user_data_dir");
	lua_setglobal(L, "PANDOC_STATE");
}

void open_option_globals(lua_State *L)
{
	push_options(L, &readers);
	lua_setglobal(L, "PANDOC_READER_OPTIONS");
	push_options(L, &writers);
	lua_setglobal(L, "PANDOC_WRITER_OPTIONS");
}

void set_option_globals(lua_State *L)
{
	static const char *const changes[] = {[TRACK_ACCEPT] = "accept-changes",
		[TRACK_REJECT] = "reject-changes",
		[TRACK_ALL] = "all-changes"};
	const struct filter_call *call = state_of(L)->call;
	lua_getglobal(L, "PANDOC_READER_OPTIONS");
	lua_pushstring(L, changes[call->track_changes]);
	set_field(L, "track_changes");
	lua_pop(L, 1);
	set_state(L, call);
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
