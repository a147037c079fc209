/* SPDX-License-Identifier: MIT */
#include "filter/structure.h"

#include "doc/header_id.h"

enum { LEVELS = 20, TOC_DEPTH = 3, LAST_SLIDE_LEVEL = 6 };

struct sectioning {
	lua_State *L;
	const struct section_options *options;
	int shift;
	int number[LEVELS], n; /* of the section before */
};

/* --- sections --- */

bool structure_is_section(const struct node *n)
{
	return n->kind == NODE_DIV && n->attr && node_has_class(n, STR("section")) && n->first &&
	       n->first->kind == NODE_HEADER;
}

static int level_of(const struct node *header)
{
	int level = header->as.header.level;
	return level < 1 ? 1 : level > LEVELS ? LEVELS : level;
}

static void count_up(struct sectioning *s, int level)
{
	if (s->n >= level) {
		s->n = level;
		s->number[level - 1]++;
		return;
	}
	while (s->n < level - 1)
		s->number[s->n++] = 0;
	s->number[s->n++] = 1;
}

static struct str number_text(const struct sectioning *s)
{
	struct buf b = buf_new(state_arena(s->L));
	for (int i = 0; i < s->n; i++)
		buf_printf(&b, "%s%d", i ? "." : "", s->number[i]);
	return buf_str(&b);
}

/* The number comes first, as in pandoc. */
static void put_number(const struct sectioning *s, struct node *header)
{
	struct arena *a = state_arena(s->L);
	struct attr *attr = NEW(a, struct attr);
	if (header->attr)
		*attr = *header->attr;
	struct attribute *pairs = NEW_N(a, struct attribute, attr->n_pairs + 1);
	pairs[0] = (struct attribute){STR("number"), number_text(s)};
	for (size_t i = 0; i < attr->n_pairs; i++)
		pairs[i + 1] = attr->pairs[i];
	attr->pairs = pairs;
	attr->n_pairs++;
	header->attr = attr;
}

static struct attr *section_attr(lua_State *L, const struct attr *of)
{
	struct arena *a = state_arena(L);
	struct attr *attr = NEW(a, struct attr);
	if (of)
		*attr = *of;
	struct str *classes = NEW_N(a, struct str, attr->n_classes + 1);
	classes[0] = STR("section");
	for (size_t i = 0; i < attr->n_classes; i++)
		classes[i + 1] = attr->classes[i];
	attr->classes = classes;
	attr->n_classes++;
	return attr;
}

static void add_sections(struct sectioning *s, struct node *to, const struct node *first,
	const struct node *end, int depth);

static const struct node *section_end(const struct node *header, const struct node *end)
{
	const struct node *n = header->next;
	while (n && n != end && !(n->kind == NODE_HEADER && level_of(n) <= level_of(header)))
		n = n->next;
	return n;
}

static const struct node *add_section(struct sectioning *s, struct node *to,
	const struct node *header, const struct node *end, int depth)
{
	const struct node *last = section_end(header, end);
	struct node *div = state_node(s->L, NODE_DIV), *copy = graft(s->L, header);
	bool numbered = !node_has_class(header, STR("unnumbered"));
	if (numbered)
		count_up(s, level_of(header));
	if (numbered && s->options->number && !node_attribute(header, STR("number")).n)
		put_number(s, copy);
	div->attr = section_attr(s->L, copy->attr);
	if (copy->attr && copy->attr->id.n) {
		copy->attr = arena_copy(state_arena(s->L), copy->attr, sizeof(struct attr));
		copy->attr->id = STR_NONE;
	}
	copy->as.header.level += s->shift;
	node_append(div, copy);
	node_append(to, div);
	add_sections(s, div, header->next, last, depth);
	return last;
}

static void add_sections(struct sectioning *s, struct node *to, const struct node *first,
	const struct node *end, int depth)
{
	if (depth > NODE_DEPTH_LIMIT)
		luaL_error(s->L, "nested too deep: over %d levels", NODE_DEPTH_LIMIT);
	for (const struct node *n = first; n && n != end;) {
		if (n->kind == NODE_HEADER) {
			n = add_section(s, to, n, end, depth + 1);
			continue;
		}
		if (n->kind == NODE_DIV) {
			struct node *div = state_node(s->L, NODE_DIV);
			div->attr = n->attr;
			node_append(to, div);
			add_sections(s, div, n->first, NULL, depth + 1);
		} else {
			node_append(to, graft(s->L, n));
		}
		n = n->next;
	}
}

struct node *structure_sections(
	lua_State *L, const struct node *blocks, const struct section_options *options)
{
	struct sectioning s = {.L = L, .options = options};
	struct node *to = state_node(L, NODE_DOC);
	int least = 0;
	for (const struct node *n = blocks->first; n; n = n->next)
		if (n->kind == NODE_HEADER && (!least || n->as.header.level < least))
			least = n->as.header.level;
	if (options->base && least)
		s.shift = options->base - least;
	add_sections(&s, to, blocks->first, NULL, 0);
	return to;
}

/* --- the module --- */

/* The blocks of a document, or a list of blocks, as a container. */
static const struct node *blocks_at(lua_State *L, int at)
{
	const struct element *e = element_at(L, at);
	if (e && e->type->kind == NODE_DOC)
		return element_look(L, at);
	struct node *blocks = state_node(L, NODE_DOC);
	peek_blocks(L, at, blocks);
	return blocks;
}

int structure_option(lua_State *L, int at, const char *name, int missing)
{
	int v = missing;
	if (!lua_istable(L, at))
		return missing;
	if (lua_getfield(L, at, name) == LUA_TNUMBER)
		v = peek_int(L, lua_gettop(L));
	lua_pop(L, 1);
	return v;
}

static int make_sections(lua_State *L)
{
	struct section_options o = {false, 0};
	lua_settop(L, 2);
	if (lua_istable(L, 2)) {
		lua_getfield(L, 2, "number_sections");
		o.number = lua_toboolean(L, -1);
		lua_pop(L, 1);
	}
	o.base = structure_option(L, 2, "base_level", 0);
	push_children(L, LIST_BLOCKS, structure_sections(L, blocks_at(L, 1), &o));
	return 1;
}

static int slide_level(lua_State *L)
{
	lua_settop(L, 1);
	const struct node *blocks = blocks_at(L, 1);
	int least = LAST_SLIDE_LEVEL;
	for (const struct node *n = blocks->first; n; n = n->next) {
		const struct node *next = n->next;
		if (n->kind == NODE_HEADER && n->as.header.level < least && next &&
			next->kind != NODE_HEADER && next->kind != NODE_HORIZONTAL_RULE)
			least = n->as.header.level;
	}
	lua_pushinteger(L, least);
	return 1;
}

/* --- the table of contents --- */

/* The words of a header: no notes, and a link's words without the link. */
static void add_words(lua_State *L, struct node *to, const struct node *from)
{
	for (const struct node *c = from->first; c; c = c->next) {
		if (c->kind == NODE_NOTE)
			continue;
		if (c->kind == NODE_LINK)
			add_words(L, to, c);
		else
			node_append(to, graft(L, c));
	}
}

static struct node *toc_list(lua_State *L, const struct node *sections, int depth);

/* An item of the list: a link to the section where it has an id, with its words alone. */
static struct node *add_toc_link(lua_State *L, struct node *list, struct str id, struct str target)
{
	struct arena *a = state_arena(L);
	struct node *item = state_node(L, NODE_ITEM), *plain = state_node(L, NODE_PLAIN);
	node_append(list, item);
	node_append(item, plain);
	if (!id.n)
		return plain;
	struct node *link = state_node(L, NODE_LINK);
	node_set_id(a, link, STR_CAT(a, STR("toc-"), id));
	link->as.link.target = target;
	node_append(plain, link);
	return link;
}

static void add_toc_item(lua_State *L, struct node *list, const struct node *section, int depth)
{
	struct str id = section->attr ? section->attr->id : STR_NONE;
	struct str target = STR_CAT(state_arena(L), STR("#"), id);
	add_words(L, add_toc_link(L, list, id, target), section->first);
	struct node *below = toc_list(L, section, depth);
	if (below->first)
		node_append(list->last, below);
}

static struct node *toc_list(lua_State *L, const struct node *sections, int depth)
{
	struct node *list = state_node(L, NODE_BULLET_LIST);
	for (const struct node *n = sections->first; n; n = n->next)
		if (structure_is_section(n) && n->first->as.header.level <= depth &&
			!node_has_class(n, STR("unlisted")))
			add_toc_item(L, list, n, depth);
	return list;
}

static struct str field_text(lua_State *L, int at, const char *name)
{
	lua_getfield(L, at, name);
	struct str s = state_text(L, lua_gettop(L));
	lua_pop(L, 1);
	return s;
}

/* The list of a tree as split_into_chunks() makes it, which is on top. */
static struct node *toc_of_tree(lua_State *L, int depth)
{
	struct node *list = state_node(L, NODE_BULLET_LIST);
	int tree = lua_gettop(L);
	check_list(L, tree, "table");
	for (lua_Integer i = 1; lua_geti(L, tree, i) != LUA_TNIL; i++) {
		check_list(L, tree + 1, "table");
		lua_geti(L, tree + 1, 0);
		check_list(L, tree + 2, "table");
		if (structure_option(L, tree + 2, "level", 1) <= depth) {
			struct node *words = state_node(L, NODE_INLINES);
			lua_getfield(L, tree + 2, "title");
			peek_inlines(L, tree + 3, words);
			add_words(L,
				add_toc_link(L, list, field_text(L, tree + 2, "id"),
					field_text(L, tree + 2, "path")),
				words);
			lua_settop(L, tree + 1);
			struct node *below = toc_of_tree(L, depth);
			if (below->first)
				node_append(list->last, below);
		}
		lua_settop(L, tree);
	}
	lua_settop(L, tree);
	return list;
}

static int table_of_contents(lua_State *L)
{
	static const struct section_options o = {false, 0};
	lua_settop(L, 2);
	int depth = structure_option(L, 2, "toc_depth", TOC_DEPTH);
	if (luaL_testudata(L, 1, "ChunkedDoc")) {
		lua_getfield(L, 1, "toc");
		push_element(L, toc_of_tree(L, depth));
		return 1;
	}
	struct node *sections = structure_sections(L, blocks_at(L, 1), &o);
	push_element(L, toc_list(L, sections, depth));
	return 1;
}

/* --- identifiers --- */

static bool is_used(lua_State *L, int used, struct str id)
{
	if (!lua_istable(L, used))
		return false;
	push_str(L, id);
	lua_gettable(L, used);
	bool is = lua_toboolean(L, -1);
	lua_pop(L, 1);
	return is;
}

/* Whether the list of extensions at this place says so. */
static bool wants_github(lua_State *L, int at)
{
	bool found = false;
	for (lua_Integer i = 1; lua_istable(L, at) && !found && i <= luaL_len(L, at); i++) {
		lua_geti(L, at, i);
		lua_pushliteral(L, "gfm_auto_identifiers");
		found = lua_rawequal(L, -1, -2);
		lua_pop(L, 2);
	}
	return found;
}

/* unique_identifier(inlines, used, extensions) */
static int unique_identifier(lua_State *L)
{
	lua_settop(L, 3);
	struct node *inlines = state_node(L, NODE_INLINES);
	peek_inlines(L, 1, inlines);
	struct str text = stringify_node(L, inlines);
	struct str base = wants_github(L, 3) ? header_id_github(state_arena(L), text)
					     : header_id_pandoc(state_arena(L), text);
	struct str id = base;
	for (int i = 1; is_used(L, 2, id); i++) {
		state_charge(L, base.n + 12);
		id = STR_CAT(state_arena(L), base, str_printf(state_arena(L), "-%d", i));
	}
	push_str(L, id);
	return 1;
}

void open_structure(lua_State *L)
{
	static const luaL_Reg functions[] = {{"make_sections", make_sections},
		{"slide_level", slide_level}, {"split_into_chunks", split_into_chunks},
		{"table_of_contents", table_of_contents}, {"unique_identifier", unique_identifier},
		{NULL, NULL}};
	luaL_newlib(L, functions);
}
