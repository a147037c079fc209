/* SPDX-License-Identifier: MIT */
/* Which properties each element has, and what they are in the tree. */
#include "filter/state.h"
#include "filter/table.h"

static void clear_children(struct node *n)
{
	n->first = n->last = NULL;
}

/* --- content --- */

static void push_inlines(lua_State *L, const struct node *n)
{
	push_children(L, LIST_INLINES, n);
}

static void set_inlines(lua_State *L, struct node *n, int at)
{
	clear_children(n);
	peek_inlines(L, at, n);
}

static void push_blocks(lua_State *L, const struct node *n)
{
	push_children(L, LIST_BLOCKS, n);
}

static void set_blocks(lua_State *L, struct node *n, int at)
{
	clear_children(n);
	peek_blocks(L, at, n);
}

/* Lists of lists: the items of a list, the lines of a line block. */
static void push_parts(lua_State *L, const struct node *n, enum list_kind kind)
{
	lua_Integer i = 0;
	push_list(L, LIST_PLAIN, 0);
	for (const struct node *part = n->first; part; part = part->next) {
		push_children(L, kind, part);
		lua_rawseti(L, -2, ++i);
	}
}

static void add_part(lua_State *L, struct node *n, enum node_kind kind, int at)
{
	struct node *part = state_node(L, kind);
	if (kind == NODE_LINE || kind == NODE_TERM)
		peek_inlines(L, at, part);
	else
		peek_blocks(L, at, part);
	node_append(n, part);
}

/* A table of parts; what is no table is the only part. */
static void add_parts(lua_State *L, struct node *n, enum node_kind kind, int at)
{
	if (!lua_istable(L, at)) {
		add_part(L, n, kind, at);
		return;
	}
	lua_Integer length = luaL_len(L, at);
	for (lua_Integer i = 1; i <= length; i++) {
		lua_geti(L, at, i);
		add_part(L, n, kind, lua_gettop(L));
		lua_pop(L, 1);
	}
}

static void push_items(lua_State *L, const struct node *n)
{
	push_parts(L, n, LIST_BLOCKS);
}

static void set_items(lua_State *L, struct node *n, int at)
{
	clear_children(n);
	add_parts(L, n, NODE_ITEM, at);
}

static void push_lines(lua_State *L, const struct node *n)
{
	push_parts(L, n, LIST_INLINES);
}

static void set_lines(lua_State *L, struct node *n, int at)
{
	clear_children(n);
	add_parts(L, n, NODE_LINE, at);
}

/* Pushes a pair: the term, and the list of what it means. */
static const struct node *push_definition(lua_State *L, const struct node *term)
{
	const struct node *part = term->next;
	lua_createtable(L, 2, 0);
	push_children(L, LIST_INLINES, term);
	lua_rawseti(L, -2, 1);
	push_list(L, LIST_PLAIN, 0);
	for (lua_Integer i = 1; part && part->kind != NODE_TERM; part = part->next, i++) {
		push_children(L, LIST_BLOCKS, part);
		lua_rawseti(L, -2, i);
	}
	lua_rawseti(L, -2, 2);
	return part;
}

static void push_definitions(lua_State *L, const struct node *n)
{
	lua_Integer i = 0;
	push_list(L, LIST_PLAIN, 0);
	for (const struct node *part = n->first; part;) {
		part = push_definition(L, part);
		lua_rawseti(L, -2, ++i);
	}
}

static void set_definitions(lua_State *L, struct node *n, int at)
{
	clear_children(n);
	check_list(L, at, "table");
	lua_Integer length = luaL_len(L, at);
	for (lua_Integer i = 1; i <= length; i++) {
		lua_geti(L, at, i);
		int item = lua_gettop(L);
		check_list(L, item, "table");
		lua_geti(L, item, 1);
		add_part(L, n, NODE_TERM, item + 1);
		lua_geti(L, item, 2);
		add_parts(L, n, NODE_DEFINITION, item + 2);
		lua_settop(L, item - 1);
	}
}

static const struct property content_inlines = {"content", true, true, push_inlines, set_inlines},
			     content_blocks = {"content", true, true, push_blocks, set_blocks},
			     contents_blocks = {"contents", true, true, push_blocks, set_blocks},
			     caption_inlines = {"caption", true, true, push_inlines, set_inlines},
			     content_items = {"content", true, true, push_items, set_items},
			     content_lines = {"content", true, true, push_lines, set_lines},
			     content_definitions = {"content", true, true, push_definitions,
				     set_definitions},
			     blocks = {"blocks", true, true, push_blocks, set_blocks};

/* --- texts and numbers --- */

static void push_text(lua_State *L, const struct node *n)
{
	push_str(L, n->text);
}

static void set_text(lua_State *L, struct node *n, int at)
{
	n->text = state_text(L, at);
}

static void push_format(lua_State *L, const struct node *n)
{
	push_str(L, n->as.raw.format);
}

static void set_format(lua_State *L, struct node *n, int at)
{
	n->as.raw.format = state_text(L, at);
}

static void push_target(lua_State *L, const struct node *n)
{
	push_str(L, n->as.link.target);
}

static void set_target(lua_State *L, struct node *n, int at)
{
	n->as.link.target = state_text(L, at);
}

static void push_title(lua_State *L, const struct node *n)
{
	push_str(L, n->as.link.title);
}

static void set_title(lua_State *L, struct node *n, int at)
{
	n->as.link.title = state_text(L, at);
}

static void push_level(lua_State *L, const struct node *n)
{
	lua_pushinteger(L, n->as.header.level);
}

static void set_level(lua_State *L, struct node *n, int at)
{
	n->as.header.level = peek_int(L, at);
}

static void push_math_type(lua_State *L, const struct node *n)
{
	lua_pushstring(L, pandoc_maths[n->as.math]);
}

static void set_math_type(lua_State *L, struct node *n, int at)
{
	n->as.math = (enum math_type)peek_word(L, at, pandoc_maths, "mathtype");
}

static void push_quote_type(lua_State *L, const struct node *n)
{
	lua_pushstring(L, pandoc_quotes[n->as.quote]);
}

static void set_quote_type(lua_State *L, struct node *n, int at)
{
	n->as.quote = (enum quote_type)peek_word(L, at, pandoc_quotes, "quotetype");
}

static const struct property text = {"text", false, false, push_text, set_text},
			     format = {"format", false, false, push_format, set_format},
			     target = {"target", false, false, push_target, set_target},
			     src = {"src", false, false, push_target, set_target},
			     title = {"title", false, false, push_title, set_title},
			     level = {"level", false, false, push_level, set_level},
			     math_type = {"mathtype", false, false, push_math_type, set_math_type},
			     quote_type = {
				     "quotetype", false, false, push_quote_type, set_quote_type};

/* --- attributes --- */

static void push_attr(lua_State *L, const struct node *n)
{
	struct node *holder = state_node(L, NODE_SPAN);
	holder->attr = n->attr;
	push_typed(L, &attr_type, holder);
}

static void set_attr(lua_State *L, struct node *n, int at)
{
	n->attr = peek_attr(L, at);
}

static struct attr *own_attr(lua_State *L, struct node *n)
{
	struct attr *copy = NEW(state_arena(L), struct attr);
	if (n->attr)
		*copy = *n->attr;
	n->attr = copy;
	return copy;
}

static void push_identifier(lua_State *L, const struct node *n)
{
	push_str(L, n->attr ? n->attr->id : STR_NONE);
}

static void set_identifier(lua_State *L, struct node *n, int at)
{
	struct str id = lua_isnoneornil(L, at) ? STR_NONE : state_text(L, at);
	own_attr(L, n)->id = id;
}

static void push_classes(lua_State *L, const struct node *n)
{
	size_t count = n->attr ? n->attr->n_classes : 0;
	push_list(L, LIST_PLAIN, (int)count);
	for (size_t i = 0; i < count; i++) {
		push_str(L, n->attr->classes[i]);
		lua_rawseti(L, -2, (lua_Integer)i + 1);
	}
}

static void set_classes(lua_State *L, struct node *n, int at)
{
	struct attr *attr = own_attr(L, n);
	attr->classes = NULL;
	attr->n_classes = 0;
	if (lua_isnoneornil(L, at))
		return;
	check_list(L, at, "list of strings");
	lua_Integer length = luaL_len(L, at);
	state_charge(L, (size_t)length * sizeof(struct str));
	attr->classes = NEW_N(state_arena(L), struct str, (size_t)length);
	for (lua_Integer i = 1; i <= length; i++) {
		lua_geti(L, at, i);
		attr->classes[attr->n_classes++] = state_text(L, lua_gettop(L));
		lua_pop(L, 1);
	}
}

static void set_pairs(lua_State *L, struct node *n, int at)
{
	struct attr *attr = own_attr(L, n);
	attr->pairs = NULL;
	attr->n_pairs = 0;
	peek_pairs(L, at, attr);
}

static const struct property attr = {"attr", true, false, push_attr, set_attr},
			     classes = {"classes", true, false, push_classes, set_classes},
			     attributes = {"attributes", true, false, push_attributes, set_pairs},
			     identifier = {
				     "identifier", false, false, push_identifier, set_identifier};

const struct type attr_type = {
	"Attr", "Attr", "201", {&classes, &attributes, &identifier}, NODE_SPAN, 0};

/* --- of ordered lists --- */

static void push_list_attributes(lua_State *L, const struct node *n)
{
	struct node *holder = state_node(L, NODE_ORDERED_LIST);
	holder->as.list = n->as.list;
	push_typed(L, &list_attributes_type, holder);
}

static void push_start(lua_State *L, const struct node *n)
{
	lua_pushinteger(L, n->as.list.start);
}

static void set_start(lua_State *L, struct node *n, int at)
{
	n->as.list.start = peek_int(L, at);
}

static void push_style(lua_State *L, const struct node *n)
{
	lua_pushstring(L, pandoc_list_styles[n->as.list.style]);
}

static void set_style(lua_State *L, struct node *n, int at)
{
	n->as.list.style = (enum list_style)peek_word(L, at, pandoc_list_styles, "list style");
}

static void push_delimiter(lua_State *L, const struct node *n)
{
	lua_pushstring(L, pandoc_list_delims[n->as.list.delim]);
}

static void set_delimiter(lua_State *L, struct node *n, int at)
{
	n->as.list.delim = (enum list_delim)peek_word(L, at, pandoc_list_delims, "list delimiter");
}

static void set_list_attributes(lua_State *L, struct node *n, int at)
{
	peek_list_attributes(L, at, n);
}

static const struct property start = {"start", false, false, push_start, set_start},
			     style = {"style", false, false, push_style, set_style},
			     delimiter = {"delimiter", false, false, push_delimiter, set_delimiter},
			     list_attributes = {"listAttributes", true, false, push_list_attributes,
				     set_list_attributes};

const struct type list_attributes_type = {"ListAttributes", "ListAttributes", "012",
	{&start, &style, &delimiter}, NODE_ORDERED_LIST, 0};

/* --- citations --- */

static void push_brief(lua_State *L, const struct node *inlines)
{
	if (inlines)
		push_children(L, LIST_INLINES, inlines);
	else
		push_list(L, LIST_INLINES, 0);
}

static struct node *peek_brief(lua_State *L, int at)
{
	struct node *n = state_node(L, NODE_INLINES);
	peek_inlines(L, at, n);
	return n;
}

static void push_prefix(lua_State *L, const struct node *n)
{
	push_brief(L, n->as.citation.prefix);
}

static void set_prefix(lua_State *L, struct node *n, int at)
{
	n->as.citation.prefix = peek_brief(L, at);
}

static void push_suffix(lua_State *L, const struct node *n)
{
	push_brief(L, n->as.citation.suffix);
}

static void set_suffix(lua_State *L, struct node *n, int at)
{
	n->as.citation.suffix = peek_brief(L, at);
}

static void push_mode(lua_State *L, const struct node *n)
{
	lua_pushstring(L, pandoc_cite_modes[n->as.citation.mode]);
}

static void set_mode(lua_State *L, struct node *n, int at)
{
	n->as.citation.mode = (enum cite_mode)peek_word(L, at, pandoc_cite_modes, "citation mode");
}

static void push_note_number(lua_State *L, const struct node *n)
{
	lua_pushinteger(L, n->as.citation.note_number);
}

static void set_note_number(lua_State *L, struct node *n, int at)
{
	n->as.citation.note_number = peek_int(L, at);
}

static void push_hash(lua_State *L, const struct node *n)
{
	lua_pushinteger(L, n->as.citation.hash);
}

static void set_hash(lua_State *L, struct node *n, int at)
{
	n->as.citation.hash = peek_int(L, at);
}

static void push_citations(lua_State *L, const struct node *n)
{
	lua_Integer i = 0;
	push_list(L, LIST_PLAIN, 0);
	for (const struct node *c = n->as.cite.citations ? n->as.cite.citations->first : NULL; c;
		c = c->next) {
		push_element(L, c);
		lua_rawseti(L, -2, ++i);
	}
}

static void set_citations(lua_State *L, struct node *n, int at)
{
	struct node *all = state_node(L, NODE_CITATIONS);
	check_list(L, at, "table");
	lua_Integer length = luaL_len(L, at);
	for (lua_Integer i = 1; i <= length; i++) {
		lua_geti(L, at, i);
		node_append(all, peek_part(L, lua_gettop(L), NODE_CITATION));
		lua_pop(L, 1);
	}
	n->as.cite.citations = all;
}

static const struct property citations = {"citations", true, false, push_citations, set_citations},
			     prefix = {"prefix", true, false, push_prefix, set_prefix},
			     suffix = {"suffix", true, false, push_suffix, set_suffix},
			     id = {"id", false, false, push_text, set_text},
			     mode = {"mode", false, false, push_mode, set_mode},
			     note_number = {"note_num", false, false, push_note_number,
				     set_note_number},
			     hash = {"hash", false, false, push_hash, set_hash};

/* --- documents --- */

static void push_doc_meta(lua_State *L, const struct node *n)
{
	push_meta(L, n->as.doc.meta);
	luaL_setmetatable(L, "Meta");
}

static void set_doc_meta(lua_State *L, struct node *n, int at)
{
	n->as.doc.meta = peek_meta_map(L, at);
}

static const struct property meta = {"meta", true, false, push_doc_meta, set_doc_meta};

/* --- all types; what tables have is in filter/table.c --- */

#define BLOCK(name, kind, args, required, ...)                                                     \
	{                                                                                          \
		name, "Block", args, {__VA_ARGS__}, NODE_##kind, required                          \
	}
#define INLINE(name, kind, args, required, ...)                                                    \
	{                                                                                          \
		name, "Inline", args, {__VA_ARGS__}, NODE_##kind, required                         \
	}

const struct type filter_types[] = {
	BLOCK("Plain", PLAIN, "0", 1, &content_inlines),
	BLOCK("Para", PARA, "0", 1, &content_inlines),
	BLOCK("LineBlock", LINE_BLOCK, "0", 1, &content_lines),
	BLOCK("CodeBlock", CODE_BLOCK, "10", 1, &attr, &text),
	BLOCK("RawBlock", RAW_BLOCK, "01", 2, &format, &text),
	BLOCK("BlockQuote", BLOCK_QUOTE, "0", 1, &content_blocks),
	BLOCK("OrderedList", ORDERED_LIST, "01", 1, &content_items, &list_attributes),
	BLOCK("BulletList", BULLET_LIST, "0", 1, &content_items),
	BLOCK("DefinitionList", DEFINITION_LIST, "0", 1, &content_definitions),
	BLOCK("Header", HEADER, "201", 2, &content_inlines, &attr, &level),
	BLOCK("HorizontalRule", HORIZONTAL_RULE, "", 0, NULL),
	BLOCK("Table", TABLE, "123450", 5, &attr, &prop_caption, &prop_colspecs, &prop_head,
		&prop_bodies, &prop_foot),
	BLOCK("Figure", FIGURE, "021", 1, &prop_figure, &attr, &prop_caption),
	BLOCK("Div", DIV, "01", 1, &content_blocks, &attr),
	INLINE("Str", STR, "0", 1, &text),
	INLINE("Emph", EMPH, "0", 1, &content_inlines),
	INLINE("Underline", UNDERLINE, "0", 1, &content_inlines),
	INLINE("Strong", STRONG, "0", 1, &content_inlines),
	INLINE("Strikeout", STRIKEOUT, "0", 1, &content_inlines),
	INLINE("Superscript", SUPERSCRIPT, "0", 1, &content_inlines),
	INLINE("Subscript", SUBSCRIPT, "0", 1, &content_inlines),
	INLINE("SmallCaps", SMALL_CAPS, "0", 1, &content_inlines),
	INLINE("Quoted", QUOTED, "10", 2, &content_inlines, &quote_type),
	INLINE("Cite", CITE, "01", 2, &content_inlines, &citations),
	INLINE("Code", CODE, "10", 1, &attr, &text),
	INLINE("Space", SPACE, "", 0, NULL),
	INLINE("SoftBreak", SOFT_BREAK, "", 0, NULL),
	INLINE("LineBreak", LINE_BREAK, "", 0, NULL),
	INLINE("Math", MATH, "01", 2, &math_type, &text),
	INLINE("RawInline", RAW_INLINE, "01", 2, &format, &text),
	INLINE("Link", LINK, "0231", 2, &content_inlines, &attr, &target, &title),
	INLINE("Image", IMAGE, "0231", 2, &caption_inlines, &attr, &src, &title),
	INLINE("Note", NOTE, "0", 1, &content_blocks),
	INLINE("Span", SPAN, "01", 1, &content_inlines, &attr),
	{"Citation", "Citation", "230145", {&prefix, &suffix, &id, &mode, &note_number, &hash},
		NODE_CITATION, 2},
	{"Caption", "Caption", "01", {&prop_long, &prop_short}, NODE_CAPTION, 0},
	{"TableHead", "TableHead", "10", {&attr, &prop_rows}, NODE_TABLE_HEAD, 0},
	{"TableBody", "TableBody", "1230",
		{&attr, &prop_body_body, &prop_body_head, &prop_body_columns}, NODE_TABLE_BODY, 0},
	{"TableFoot", "TableFoot", "10", {&attr, &prop_rows}, NODE_TABLE_FOOT, 0},
	{"Row", "Row", "10", {&attr, &prop_cells}, NODE_ROW, 0},
	{"Cell", "Cell", "02341",
		{&contents_blocks, &attr, &prop_alignment, &prop_row_span, &prop_col_span},
		NODE_CELL, 1},
	{"Pandoc", "Pandoc", "01", {&blocks, &meta}, NODE_DOC, 1},
};
const size_t n_filter_types = ARRAY_LEN(filter_types);

const struct type *type_of_kind(enum node_kind kind)
{
	/* Blocks and inlines stand in the table as in the enumeration. */
	if (kind >= NODE_PLAIN && kind <= NODE_SPAN)
		return &filter_types[kind - NODE_PLAIN];
	for (size_t i = NODE_SPAN - NODE_PLAIN + 1; i < n_filter_types; i++)
		if (filter_types[i].kind == kind)
			return &filter_types[i];
	return NULL;
}
