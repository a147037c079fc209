/* SPDX-License-Identifier: MIT */
/* pandoc.structure.split_into_chunks: a document as a row of pages, with what leads between them.
 */
#include "filter/structure.h"

#include <string.h>

#include "base/map.h"
#include "doc/header_id.h"
#include "doc/walk.h"

enum { MOST_CHUNKS = 10000 };

static const char *const doc_fields[] = {"chunks", "meta", "toc", NULL};
static const char *const chunk_fields[] = {"contents", "heading", "id", "level", "next", "number",
	"path", "prev", "section_number", "unlisted", "up", NULL};

struct chunk {
	const struct node *heading; /* its inlines below it; NULL: none */
	struct node *contents;
	struct str id, path, number;
	int level, up; /* the chunk above it, from 1; 0: none */
	bool unlisted;
};

struct splitting {
	lua_State *L;
	struct str template;
	int level; /* the deepest that begins a chunk */
	VEC(struct chunk) chunks;
	struct map paths; /* of a section's id: struct str, its chunk's path */
};

/* --- which they are --- */

/* Each section has an id, which is made of its words where none is given. */
static void ensure_ids(lua_State *L, struct node *root)
{
	struct map used = {0};
	struct arena *a = state_arena(L);
	for (struct walk w = walk_start(root); walk_next(&w);) {
		struct node *n = walk_writable(&w, root);
		if (w.event != WALK_ENTER || !structure_is_section(n))
			continue;
		struct str id = n->attr->id, base = id;
		if (!id.n)
			id = base = header_id_pandoc(a, stringify_node(L, n->first));
		for (int i = 1; !n->attr->id.n && map_get(&used, id); i++)
			id = STR_CAT(a, base, str_printf(a, "-%d", i));
		state_charge(L, id.n);
		map_put(a, &used, id, n);
		node_set_id(a, n, id);
	}
}

/* %n is the number of the chunk, %s the section's, %h its words, %i its id. */
static struct str path_of(const struct splitting *s, const struct chunk *c)
{
	struct buf b = buf_new(state_arena(s->L));
	for (size_t i = 0; i < s->template.n; i++) {
		char letter = i + 1 < s->template.n ? s->template.p[i + 1] : '\0';
		if (s->template.p[i] != '%' || !letter || !strchr("nsih", letter)) {
			buf_add_char(&b, s->template.p[i]);
			continue;
		}
		if (letter == 'n')
			buf_printf(&b, "%03zu", s->chunks.n);
		else if (letter == 's')
			buf_add(&b, c->level ? c->number : STR("0"));
		else if (letter == 'i')
			buf_add(&b, c->id);
		else if (c->heading)
			buf_add(&b, stringify_node(s->L, c->heading));
		i++;
	}
	state_charge(s->L, b.n);
	return buf_str(&b);
}

static struct chunk *add_chunk(struct splitting *s, const struct chunk *about)
{
	if (s->chunks.n == MOST_CHUNKS)
		luaL_error(s->L, "a document has over %d chunks", MOST_CHUNKS);
	struct chunk *c = vec_push(state_arena(s->L), &s->chunks);
	*c = *about;
	c->contents = state_node(s->L, NODE_DOC);
	c->path = path_of(s, c);
	return c;
}

static void add_sections(struct splitting *s, const struct node *parent, int up);

/* A section as a chunk; those in it that are chunks too follow it. */
static void add_section(struct splitting *s, const struct node *section, int up)
{
	struct node *div = state_node(s->L, NODE_DIV);
	const struct node *header = section->first;
	struct chunk about = {.heading = header,
		.id = section->attr->id,
		.number = node_attribute(section, STR("number")),
		.level = header->as.header.level,
		.up = up,
		.unlisted = node_has_class(section, STR("unlisted"))};
	struct chunk *c = add_chunk(s, &about);
	div->attr = section->attr;
	node_append(c->contents, div);
	for (const struct node *n = section->first; n; n = n->next)
		if (!structure_is_section(n) || n->first->as.header.level > s->level)
			node_append(div, graft(s->L, n));
	for (struct walk w = walk_start(div); walk_next(&w);)
		if (w.event == WALK_ENTER && structure_is_section(w.node))
			map_put(state_arena(s->L), &s->paths, w.node->attr->id,
				arena_copy(state_arena(s->L), &c->path, sizeof(c->path)));
	add_sections(s, section, (int)s->chunks.n);
}

static void add_sections(struct splitting *s, const struct node *parent, int up)
{
	for (const struct node *n = parent->first; n; n = n->next)
		if (structure_is_section(n) && n->first->as.header.level <= s->level)
			add_section(s, n, up);
}

/* What stands before the first section has the title of the document. */
static void add_lead(struct splitting *s, const struct node *doc, const struct node *sections)
{
	const struct node *title =
		doc->as.doc.meta ? node_meta_get(doc->as.doc.meta, STR("title")) : NULL;
	struct chunk about = {.heading = title && title->first ? title : NULL};
	if (title && title->kind == NODE_META_STRING) {
		struct node *words = state_node(s->L, NODE_INLINES),
			    *word = state_node(s->L, NODE_STR);
		word->text = title->text;
		node_append(words, word);
		about.heading = words;
	}
	if (!sections->first || structure_is_section(sections->first))
		return;
	struct str words = about.heading ? stringify_node(s->L, about.heading) : STR_NONE;
	about.id =
		STR_CAT(state_arena(s->L), header_id_pandoc(state_arena(s->L), words), STR("-1"));
	struct chunk *c = add_chunk(s, &about);
	for (const struct node *n = sections->first; n && !structure_is_section(n); n = n->next)
		node_append(c->contents, graft(s->L, n));
}

/* Links to a section lead to the chunk that it is in. */
static void mend_links(const struct splitting *s, const struct chunk *c)
{
	for (struct walk w = walk_start(c->contents); walk_next(&w);) {
		struct node *n = walk_writable(&w, c->contents);
		if (w.event != WALK_ENTER || n->kind != NODE_LINK ||
			!str_starts(n->as.link.target, STR("#")))
			continue;
		const struct str *path = map_get(&s->paths, str_after(n->as.link.target, 1));
		if (path)
			n->as.link.target = STR_CAT(state_arena(s->L), *path, n->as.link.target);
	}
}

/* --- as Lua sees them --- */

static void set_text(lua_State *L, const char *name, struct str text)
{
	push_str(L, text);
	set_field(L, name);
}

static void push_chunk(lua_State *L, const struct chunk *c, size_t number)
{
	push_record(L, "Chunk", chunk_fields);
	push_children(L, LIST_BLOCKS, c->contents);
	set_field(L, "contents");
	if (c->heading)
		push_children(L, LIST_INLINES, c->heading);
	else
		push_list(L, LIST_INLINES, 0);
	set_field(L, "heading");
	set_text(L, "id", c->id);
	set_text(L, "path", c->path);
	if (c->number.n)
		set_text(L, "section_number", c->number);
	lua_pushinteger(L, c->level);
	set_field(L, "level");
	lua_pushinteger(L, (lua_Integer)number);
	set_field(L, "number");
	lua_pushboolean(L, c->unlisted);
	set_field(L, "unlisted");
}

/* The list of them is on top. */
static void link_chunks(lua_State *L, const struct splitting *s)
{
	for (size_t i = 0; i < s->chunks.n; i++) {
		const size_t to[] = {
			i, i + 2 <= s->chunks.n ? i + 2 : 0, (size_t)s->chunks.items[i].up};
		static const char *const names[] = {"prev", "next", "up"};
		lua_rawgeti(L, -1, (lua_Integer)i + 1);
		for (size_t k = 0; k < ARRAY_LEN(to); k++)
			if (to[k]) {
				lua_rawgeti(L, -2, (lua_Integer)to[k]);
				set_field(L, names[k]);
			}
		lua_pop(L, 1);
	}
}

/* A tree of tables: at 0 what the section is, behind it those in it. */
static void push_toc(struct splitting *s, const struct node *section, int depth)
{
	lua_State *L = s->L;
	bool root = !structure_is_section(section);
	struct str id = root ? STR_NONE : section->attr->id;
	const struct str *path = map_get(&s->paths, id);
	if (depth > NODE_DEPTH_LIMIT)
		luaL_error(L, "nested too deep: over %d levels", NODE_DEPTH_LIMIT);
	luaL_checkstack(L, 8, NULL);
	lua_newtable(L);
	lua_createtable(L, 0, 4);
	push_str(L, id);
	lua_setfield(L, -2, "id");
	push_str(L, STR_CAT(state_arena(L), path ? *path : STR_NONE, STR("#"), id));
	lua_setfield(L, -2, "path");
	lua_pushinteger(L, root ? 0 : section->first->as.header.level);
	lua_setfield(L, -2, "level");
	if (root)
		push_list(L, LIST_INLINES, 0);
	else
		push_children(L, LIST_INLINES, section->first);
	lua_setfield(L, -2, "title");
	lua_rawseti(L, -2, 0);
	lua_Integer i = 0;
	for (const struct node *n = section->first; n; n = n->next)
		if (structure_is_section(n) && !node_has_class(n, STR("unlisted"))) {
			push_toc(s, n, depth + 1);
			lua_rawseti(L, -2, ++i);
		}
}

/* split_into_chunks(doc, {path_template, number_sections, chunk_level, base_heading_level}) */
int split_into_chunks(lua_State *L)
{
	struct splitting s = {.L = L, .template = STR("chunk-%n")};
	struct section_options o = {false, 0};
	lua_settop(L, 2);
	struct node *doc = peek_doc(L, 1);
	s.level = structure_option(L, 2, "chunk_level", 1);
	o.base = structure_option(L, 2, "base_heading_level", 0);
	if (lua_istable(L, 2)) {
		lua_getfield(L, 2, "number_sections");
		o.number = lua_toboolean(L, -1);
		if (lua_getfield(L, 2, "path_template") == LUA_TSTRING)
			s.template = state_text(L, lua_gettop(L));
		lua_settop(L, 2);
	}
	struct node *sections = structure_sections(L, doc, &o);
	ensure_ids(L, sections);
	add_lead(&s, doc, sections);
	add_sections(&s, sections, s.chunks.n ? 1 : 0);
	push_record(L, "ChunkedDoc", doc_fields);
	lua_createtable(L, (int)s.chunks.n, 0);
	for (size_t i = 0; i < s.chunks.n; i++) {
		mend_links(&s, &s.chunks.items[i]);
		push_chunk(L, &s.chunks.items[i], i + 1);
		lua_rawseti(L, -2, (lua_Integer)i + 1);
	}
	link_chunks(L, &s);
	set_field(L, "chunks");
	lua_getfield(L, 1, "meta");
	set_field(L, "meta");
	push_toc(&s, sections, 0);
	set_field(L, "toc");
	return 1;
}
