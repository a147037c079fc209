/* SPDX-License-Identifier: MIT */
/*
 * Tables as pandoc had them before 2.10: a caption, alignments, widths, headers and rows of blocks.
 * In the tree one is a TABLE whose caption is one paragraph and whose cells span nothing.
 */
#include "filter/table.h"

static const struct node *part_of(const struct node *table, enum node_kind kind)
{
	for (const struct node *c = table->first; c; c = c->next)
		if (c->kind == kind)
			return c;
	return NULL;
}

static struct node *own_part(lua_State *L, struct node *table, enum node_kind kind)
{
	struct node *part = (struct node *)(uintptr_t)part_of(table, kind);
	if (part) {
		part->first = part->last = NULL;
		return part;
	}
	part = state_node(L, kind);
	node_append(table, part);
	return part;
}

/* --- its properties --- */

static void push_caption(lua_State *L, const struct node *n)
{
	const struct node *caption = part_of(n, NODE_CAPTION);
	if (caption && caption->first)
		push_children(L, LIST_INLINES, caption->first);
	else
		push_list(L, LIST_INLINES, 0);
}

static void set_caption(lua_State *L, struct node *n, int at)
{
	struct node *caption = own_part(L, n, NODE_CAPTION);
	struct node *plain = state_node(L, NODE_PLAIN);
	node_append(caption, plain);
	peek_inlines(L, at, plain);
}

static void make_columns(lua_State *L, struct node *n, size_t count)
{
	struct column_spec *columns;
	if (count <= n->as.table.n_columns)
		return;
	state_charge(L, count * sizeof(struct column_spec));
	columns = NEW_N(state_arena(L), struct column_spec, count);
	for (size_t i = 0; i < n->as.table.n_columns; i++)
		columns[i] = n->as.table.columns[i];
	n->as.table.columns = columns;
	n->as.table.n_columns = count;
}

static void push_aligns(lua_State *L, const struct node *n)
{
	push_list(L, LIST_PLAIN, (int)n->as.table.n_columns);
	for (size_t i = 0; i < n->as.table.n_columns; i++) {
		lua_pushstring(L, pandoc_aligns[n->as.table.columns[i].align]);
		lua_rawseti(L, -2, (lua_Integer)i + 1);
	}
}

static void set_aligns(lua_State *L, struct node *n, int at)
{
	check_list(L, at, "list of alignments");
	lua_Integer count = luaL_len(L, at);
	make_columns(L, n, (size_t)count);
	for (lua_Integer i = 1; i <= count; i++) {
		lua_geti(L, at, i);
		n->as.table.columns[i - 1].align =
			(enum align)peek_word(L, lua_gettop(L), pandoc_aligns, "alignment");
		lua_pop(L, 1);
	}
}

static void push_widths(lua_State *L, const struct node *n)
{
	push_list(L, LIST_PLAIN, (int)n->as.table.n_columns);
	for (size_t i = 0; i < n->as.table.n_columns; i++) {
		double width = n->as.table.columns[i].width;
		if (width > 0)
			lua_pushnumber(L, width);
		else
			lua_pushinteger(L, 0);
		lua_rawseti(L, -2, (lua_Integer)i + 1);
	}
}

static void set_widths(lua_State *L, struct node *n, int at)
{
	check_list(L, at, "list of widths");
	lua_Integer count = luaL_len(L, at);
	make_columns(L, n, (size_t)count);
	for (lua_Integer i = 1; i <= count; i++) {
		lua_geti(L, at, i);
		n->as.table.columns[i - 1].width = luaL_checknumber(L, -1);
		lua_pop(L, 1);
	}
}

static void push_row(lua_State *L, const struct node *row)
{
	lua_Integer i = 0;
	push_list(L, LIST_PLAIN, 0);
	for (const struct node *cell = row ? row->first : NULL; cell; cell = cell->next) {
		push_children(L, LIST_BLOCKS, cell);
		lua_rawseti(L, -2, ++i);
	}
}

static struct node *peek_row(lua_State *L, int at)
{
	struct node *row = state_node(L, NODE_ROW);
	check_list(L, at, "list of cells");
	lua_Integer count = luaL_len(L, at);
	for (lua_Integer i = 1; i <= count; i++) {
		struct node *cell = state_node(L, NODE_CELL);
		lua_geti(L, at, i);
		peek_blocks(L, lua_gettop(L), cell);
		lua_pop(L, 1);
		node_append(row, cell);
	}
	return row;
}

static void push_headers(lua_State *L, const struct node *n)
{
	const struct node *head = part_of(n, NODE_TABLE_HEAD);
	push_row(L, head ? head->first : NULL);
}

static void set_headers(lua_State *L, struct node *n, int at)
{
	struct node *head = own_part(L, n, NODE_TABLE_HEAD), *row = peek_row(L, at);
	if (row->first)
		node_append(head, row);
}

static void push_rows(lua_State *L, const struct node *n)
{
	const struct node *body = part_of(n, NODE_TABLE_BODY);
	lua_Integer i = 0;
	push_list(L, LIST_PLAIN, 0);
	for (const struct node *row = body ? body->first : NULL; row; row = row->next) {
		push_row(L, row);
		lua_rawseti(L, -2, ++i);
	}
}

static void set_rows(lua_State *L, struct node *n, int at)
{
	struct node *body = own_part(L, n, NODE_TABLE_BODY);
	check_list(L, at, "list of rows");
	lua_Integer count = luaL_len(L, at);
	for (lua_Integer i = 1; i <= count; i++) {
		lua_geti(L, at, i);
		node_append(body, peek_row(L, lua_gettop(L)));
		lua_pop(L, 1);
	}
}

static const struct property caption = {"caption", true, false, push_caption, set_caption},
			     aligns = {"aligns", true, false, push_aligns, set_aligns},
			     widths = {"widths", true, false, push_widths, set_widths},
			     headers = {"headers", true, false, push_headers, set_headers},
			     rows = {"rows", true, false, push_rows, set_rows};

const struct type simple_table_type = {"SimpleTable", "SimpleTable", "01234",
	{&caption, &aligns, &widths, &headers, &rows}, NODE_TABLE, 5};

/* --- to and from tables --- */

int utils_from_simple_table(lua_State *L)
{
	struct element *e = element_at(L, 1);
	luaL_argexpected(L, e && e->type == &simple_table_type, 1, "SimpleTable");
	struct node *n = element_node(L, 1);
	struct node *caption_part = own_part(L, n, NODE_CAPTION);
	const struct node *old = part_of(e->n, NODE_CAPTION);
	if (old && old->first && old->first->first)
		node_append(caption_part, graft(L, old->first));
	static const enum node_kind parts[] = {NODE_TABLE_HEAD, NODE_TABLE_FOOT};
	for (struct node *c = n->first, *next; c; c = next) {
		next = c->next;
		if (c->kind == NODE_TABLE_BODY && !c->first)
			node_unlink(c);
	}
	for (size_t i = 0; i < ARRAY_LEN(parts); i++)
		if (!part_of(n, parts[i]))
			node_append(n, state_node(L, parts[i]));
	push_element(L, n)->own = true;
	return 1;
}

/* One paragraph of all blocks, for a caption that had several. */
static void flatten(lua_State *L, struct node *simple, const struct node *caption_part)
{
	struct node *to = own_part(L, simple, NODE_CAPTION), *plain = state_node(L, NODE_PLAIN);
	node_append(to, plain);
	for (const struct node *b = caption_part ? caption_part->first : NULL; b; b = b->next) {
		if (b->kind != NODE_PLAIN && b->kind != NODE_PARA)
			continue;
		if (plain->first)
			node_append(plain, state_node(L, NODE_LINE_BREAK));
		for (const struct node *c = b->first; c; c = c->next)
			node_append(plain, graft(L, c));
	}
}

static void add_rows(lua_State *L, struct node *to, const struct node *from)
{
	for (const struct node *row = from ? from->first : NULL; row; row = row->next) {
		struct node *copy = graft(L, row);
		copy->attr = NULL;
		for (struct node *cell = copy->first; cell; cell = cell->next) {
			cell->attr = NULL;
			cell->as.cell.row_span = cell->as.cell.col_span = 1;
		}
		node_append(to, copy);
	}
}

int utils_to_simple_table(lua_State *L)
{
	struct element *e = element_at(L, 1);
	luaL_argexpected(
		L, e && e->n->kind == NODE_TABLE && e->type != &simple_table_type, 1, "Table");
	const struct node *table = element_look(L, 1);
	struct node *simple = state_node(L, NODE_TABLE);
	make_columns(L, simple, table->as.table.n_columns);
	for (size_t i = 0; i < table->as.table.n_columns; i++)
		simple->as.table.columns[i] = table->as.table.columns[i];
	flatten(L, simple, part_of(table, NODE_CAPTION));
	const struct node *head = part_of(table, NODE_TABLE_HEAD);
	struct node *to = own_part(L, simple, NODE_TABLE_HEAD);
	if (head && head->first) {
		add_rows(L, to, head);
		while (to->first->next)
			node_unlink(to->last);
	}
	struct node *body = own_part(L, simple, NODE_TABLE_BODY);
	for (const struct node *c = table->first; c; c = c->next)
		if (c->kind == NODE_TABLE_BODY || c->kind == NODE_TABLE_FOOT)
			add_rows(L, body, c);
	push_typed(L, &simple_table_type, simple)->own = true;
	return 1;
}
