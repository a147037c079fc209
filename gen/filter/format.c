/* SPDX-License-Identifier: MIT */
/* pandoc.format, as far as names of formats go. */
#include "filter/state.h"

#include "base/path.h"

/* Which format pandoc takes a file for, by how its name ends. */
static const struct {
	const char *ending, *format;
} formats[] = {{"adoc", "asciidoc"}, {"asciidoc", "asciidoc"}, {"bib", "biblatex"},
	{"context", "context"}, {"csv", "csv"}, {"ctx", "context"}, {"db", "docbook"},
	{"dj", "djot"}, {"docx", "docx"}, {"epub", "epub"}, {"fb2", "fb2"}, {"htm", "html"},
	{"html", "html"}, {"icml", "icml"}, {"ipynb", "ipynb"}, {"json", "json"},
	{"latex", "latex"}, {"lhs", "markdown"}, {"ltx", "latex"}, {"markdown", "markdown"},
	{"markua", "markua"}, {"md", "markdown"}, {"mdown", "markdown"}, {"mdwn", "markdown"},
	{"mkd", "markdown"}, {"mkdn", "markdown"}, {"ms", "ms"}, {"muse", "muse"},
	{"native", "native"}, {"odt", "odt"}, {"opml", "opml"}, {"org", "org"}, {"pdf", "pdf"},
	{"pptx", "pptx"}, {"ris", "ris"}, {"roff", "ms"}, {"rst", "rst"}, {"rtf", "rtf"},
	{"s5", "s5"}, {"t2t", "t2t"}, {"tei", "tei"}, {"tex", "latex"}, {"texi", "texinfo"},
	{"texinfo", "texinfo"}, {"text", "markdown"}, {"textile", "textile"}, {"tsv", "tsv"},
	{"txt", "markdown"}, {"typ", "typst"}, {"wiki", "mediawiki"}, {"xhtml", "html"},
	{"xlsx", "xlsx"}, {"xml", "xml"}};

static const char *format_of(struct str name)
{
	struct str file = path_base(name);
	size_t dot = str_find_last_char(file, '.');
	struct str ending = dot == SIZE_MAX ? STR_NONE : str_after(file, dot + 1);
	for (size_t i = 0; i < ARRAY_LEN(formats); i++)
		if (str_eq_nocase(ending, str_from(formats[i].ending)))
			return formats[i].format;
	/* A page of the manual. */
	return ending.n == 1 && ending.p[0] >= '1' && ending.p[0] <= '9' ? "man" : NULL;
}

/* from_path(PATH) or of several: the format of the first that tells. */
static int from_path(lua_State *L)
{
	bool many = lua_istable(L, 1);
	lua_Integer n = many ? luaL_len(L, 1) : 1;
	for (lua_Integer i = 1; i <= n; i++) {
		if (many)
			lua_geti(L, 1, i);
		else
			lua_pushvalue(L, 1);
		const char *format = format_of(str_from(luaL_checkstring(L, -1)));
		lua_pop(L, 1);
		if (format) {
			lua_pushstring(L, format);
			return 1;
		}
	}
	lua_pushnil(L);
	return 1;
}

void open_format(lua_State *L)
{
	static const luaL_Reg functions[] = {{"from_path", from_path}, {NULL, NULL}};
	luaL_newlib(L, functions);
}
