/* SPDX-License-Identifier: MIT */
#include "filter/table.h"

static struct node *child_of(const struct node *n, enum node_kind kind)
{
	for (struct node *c = n->first; c; c = c->next)
		if (c->kind == kind)
			return c;
	return NULL;
}

static void drop_children(struct node *n, enum node_kind kind)
{
	for (struct node *c = n->first, *next; c; c = next) {
		next = c->next;
		if (c->kind == kind)
			node_unlink(c);
	}
}

/* Children stand in this order, whatever order they were set in. */
static int rank(enum node_kind kind)
{
	return kind == NODE_CAPTION	 ? 0
	       : kind == NODE_TABLE_HEAD ? 1
	       : kind == NODE_TABLE_BODY ? 2
	       : kind == NODE_TABLE_FOOT ? 3
					 : 4;
}

static void put_child(struct node *n, struct node *child)
{
	struct node *before = n->first;
	while (before && rank(before->kind) <= rank(child->kind))
		before = before->next;
	if (before)
		node_insert_before(before, child);
	else
		node_append(n, child);
}

static void push_part_of(lua_State *L, const struct node *n, enum node_kind kind)
{
	const struct node *part = child_of(n, kind);
	push_element(L, part ? part : state_node(L, kind));
}

static void set_part_of(lua_State *L, struct node *n, enum node_kind kind, int at)
{
	struct node *part = peek_part(L, at, kind);
	drop_children(n, kind);
	put_child(n, part);
}

static void push_list_of(lua_State *L, const struct node *first, size_t count)
{
	lua_Integer i = 0;
	push_list(L, LIST_PLAIN, (int)count);
	for (const struct node *c = first; c && count; c = c->next, count--) {
		push_element(L, c);
		lua_rawseti(L, -2, ++i);
	}
}

static size_t count_of(const struct node *first)
{
	size_t count = 0;
	for (const struct node *c = first; c; c = c->next)
		count++;
	return count;
}

/* --- captions --- */

static void push_caption(lua_State *L, const struct node *n)
{
	push_part_of(L, n, NODE_CAPTION);
}

static void set_caption(lua_State *L, struct node *n, int at)
{
	set_part_of(L, n, NODE_CAPTION, at);
}

static void push_figure(lua_State *L, const struct node *n)
{
	struct node caption_first = *n;
	if (caption_first.first && caption_first.first->kind == NODE_CAPTION)
		caption_first.first = caption_first.first->next;
	push_children(L, LIST_BLOCKS, &caption_first);
}

static void set_figure(lua_State *L, struct node *n, int at)
{
	struct node *caption = child_of(n, NODE_CAPTION);
	n->first = n->last = NULL;
	if (caption) {
		caption->parent = caption->prev = caption->next = NULL;
		node_append(n, caption);
	}
	peek_blocks(L, at, n);
}

static void push_long(lua_State *L, const struct node *n)
{
	push_children(L, LIST_BLOCKS, n);
}

static void set_long(lua_State *L, struct node *n, int at)
{
	n->first = n->last = NULL;
	peek_blocks(L, at, n);
}

static void push_short(lua_State *L, const struct node *n)
{
	if (n->as.caption.brief)
		push_children(L, LIST_INLINES, n->as.caption.brief);
	else
		lua_pushnil(L);
}

static void set_short(lua_State *L, struct node *n, int at)
{
	n->as.caption.brief = NULL;
	if (lua_isnoneornil(L, at))
		return;
	struct node *brief = state_node(L, NODE_INLINES);
	peek_inlines(L, at, brief);
	n->as.caption.brief = brief;
}

const struct property prop_caption = {"caption", true, false, push_caption, set_caption},
		      prop_figure = {"content", true, false, push_figure, set_figure},
		      prop_long = {"long", true, true, push_long, set_long},
		      prop_short = {"short", true, false, push_short, set_short};

/* --- columns --- */

static void push_colspecs(lua_State *L, const struct node *n)
{
	push_list(L, LIST_PLAIN, (int)n->as.table.n_columns);
	for (size_t i = 0; i < n->as.table.n_columns; i++) {
		const struct column_spec *column = &n->as.table.columns[i];
		lua_createtable(L, 2, 0);
		lua_pushstring(L, pandoc_aligns[column->align]);
		lua_rawseti(L, -2, 1);
		if (column->width > 0) {
			lua_pushnumber(L, column->width);
			lua_rawseti(L, -2, 2);
		}
		lua_rawseti(L, -2, (lua_Integer)i + 1);
	}
}

static struct column_spec *new_columns(lua_State *L, struct node *n, lua_Integer count)
{
	state_charge(L, (size_t)count * sizeof(struct column_spec));
	n->as.table.columns = NEW_N(state_arena(L), struct column_spec, (size_t)count);
	n->as.table.n_columns = (size_t)count;
	return n->as.table.columns;
}

static double peek_width(lua_State *L, int at)
{
	if (lua_isnoneornil(L, at) || lua_type(L, at) == LUA_TSTRING)
		return 0; /* "ColWidthDefault" */
	return luaL_checknumber(L, at);
}

static void set_colspecs(lua_State *L, struct node *n, int at)
{
	check_list(L, at, "list of column specifications");
	lua_Integer count = luaL_len(L, at);
	struct column_spec *columns = new_columns(L, n, count);
	for (lua_Integer i = 1; i <= count; i++) {
		lua_geti(L, at, i);
		int spec = lua_gettop(L);
		check_list(L, spec, "column specification");
		lua_geti(L, spec, 1);
		lua_geti(L, spec, 2);
		columns[i - 1].align =
			(enum align)peek_word(L, spec + 1, pandoc_aligns, "alignment");
		columns[i - 1].width = peek_width(L, spec + 2);
		lua_settop(L, spec - 1);
	}
}

const struct property prop_colspecs = {"colspecs", true, false, push_colspecs, set_colspecs};

/* --- head, bodies, foot --- */

static void push_head(lua_State *L, const struct node *n)
{
	push_part_of(L, n, NODE_TABLE_HEAD);
}

static void set_head(lua_State *L, struct node *n, int at)
{
	set_part_of(L, n, NODE_TABLE_HEAD, at);
}

static void push_foot(lua_State *L, const struct node *n)
{
	push_part_of(L, n, NODE_TABLE_FOOT);
}

static void set_foot(lua_State *L, struct node *n, int at)
{
	set_part_of(L, n, NODE_TABLE_FOOT, at);
}

static void push_bodies(lua_State *L, const struct node *n)
{
	lua_Integer i = 0;
	push_list(L, LIST_PLAIN, 1);
	for (const struct node *c = n->first; c; c = c->next)
		if (c->kind == NODE_TABLE_BODY) {
			push_element(L, c);
			lua_rawseti(L, -2, ++i);
		}
}

static void set_bodies(lua_State *L, struct node *n, int at)
{
	check_list(L, at, "list of table bodies");
	lua_Integer count = luaL_len(L, at);
	drop_children(n, NODE_TABLE_BODY);
	for (lua_Integer i = 1; i <= count; i++) {
		lua_geti(L, at, i);
		put_child(n, peek_part(L, lua_gettop(L), NODE_TABLE_BODY));
		lua_pop(L, 1);
	}
}

const struct property prop_head = {"head", true, false, push_head, set_head},
		      prop_foot = {"foot", true, false, push_foot, set_foot},
		      prop_bodies = {"bodies", true, false, push_bodies, set_bodies};

/* --- rows and cells --- */

static void push_rows(lua_State *L, const struct node *n)
{
	push_list_of(L, n->first, count_of(n->first));
}

/* Rows in the place of those from first on, before the row that follows them. */
static int add_rows(lua_State *L, struct node *n, struct node *before, int at, enum node_kind kind)
{
	check_list(L, at, kind == NODE_ROW ? "list of rows" : "list of cells");
	lua_Integer count = luaL_len(L, at);
	for (lua_Integer i = 1; i <= count; i++) {
		lua_geti(L, at, i);
		struct node *row = peek_part(L, lua_gettop(L), kind);
		if (before)
			node_insert_before(before, row);
		else
			node_append(n, row);
		lua_pop(L, 1);
	}
	return (int)count;
}

static void set_rows(lua_State *L, struct node *n, int at)
{
	n->first = n->last = NULL;
	add_rows(L, n, NULL, at, NODE_ROW);
}

static void set_cells(lua_State *L, struct node *n, int at)
{
	n->first = n->last = NULL;
	add_rows(L, n, NULL, at, NODE_CELL);
}

static struct node *body_start(const struct node *body)
{
	struct node *row = body->first;
	for (int i = 0; row && i < body->as.body.head_rows; i++)
		row = row->next;
	return row;
}

static void push_body_body(lua_State *L, const struct node *n)
{
	const struct node *row = body_start(n);
	push_list_of(L, row, count_of(row));
}

static void set_body_body(lua_State *L, struct node *n, int at)
{
	for (struct node *row = body_start(n), *next; row; row = next) {
		next = row->next;
		node_unlink(row);
	}
	add_rows(L, n, NULL, at, NODE_ROW);
}

static void push_body_head(lua_State *L, const struct node *n)
{
	push_list_of(L, n->first, (size_t)n->as.body.head_rows);
}

static void set_body_head(lua_State *L, struct node *n, int at)
{
	struct node *rest = body_start(n);
	while (n->first && n->first != rest)
		node_unlink(n->first);
	n->as.body.head_rows = add_rows(L, n, rest, at, NODE_ROW);
}

static void push_body_columns(lua_State *L, const struct node *n)
{
	lua_pushinteger(L, n->as.body.head_columns);
}

static void set_body_columns(lua_State *L, struct node *n, int at)
{
	n->as.body.head_columns = peek_int(L, at);
}

static void push_alignment(lua_State *L, const struct node *n)
{
	lua_pushstring(L, pandoc_aligns[n->as.cell.align]);
}

static void set_alignment(lua_State *L, struct node *n, int at)
{
	n->as.cell.align = (enum align)peek_word(L, at, pandoc_aligns, "alignment");
}

static void push_row_span(lua_State *L, const struct node *n)
{
	lua_pushinteger(L, n->as.cell.row_span);
}

static int peek_span(lua_State *L, int at)
{
	int span = peek_int(L, at);
	return span < 1 ? 1 : span;
}

static void set_row_span(lua_State *L, struct node *n, int at)
{
	n->as.cell.row_span = peek_span(L, at);
}

static void push_col_span(lua_State *L, const struct node *n)
{
	lua_pushinteger(L, n->as.cell.col_span);
}

static void set_col_span(lua_State *L, struct node *n, int at)
{
	n->as.cell.col_span = peek_span(L, at);
}

const struct property prop_rows = {"rows", true, true, push_rows, set_rows},
		      prop_cells = {"cells", true, true, push_rows, set_cells},
		      prop_body_body = {"body", true, false, push_body_body, set_body_body},
		      prop_body_head = {"head", true, false, push_body_head, set_body_head},
		      prop_body_columns = {"row_head_columns", false, false, push_body_columns,
			      set_body_columns},
		      prop_alignment = {"alignment", false, false, push_alignment, set_alignment},
		      prop_row_span = {"row_span", false, false, push_row_span, set_row_span},
		      prop_col_span = {"col_span", false, false, push_col_span, set_col_span};
