/* SPDX-License-Identifier: MIT */
/*
 * doc:normalize(): inlines that belong together become one, and each row of a table gets as many
 * cells as the table has columns. As pandoc does it: what does not fit is left out.
 */
#include "filter/state.h"

#include "doc/walk.h"

/* --- inlines --- */

static bool is_blank(const struct node *n)
{
	return n->kind == NODE_SPACE || n->kind == NODE_SOFT_BREAK || n->kind == NODE_LINE_BREAK;
}

/* These hold text without attributes, so two of a kind are one. */
static bool can_join(const struct node *n)
{
	return n->kind == NODE_EMPH || n->kind == NODE_UNDERLINE || n->kind == NODE_STRONG ||
	       n->kind == NODE_SUBSCRIPT || n->kind == NODE_SUPERSCRIPT ||
	       n->kind == NODE_STRIKEOUT;
}

/* The stronger of two blanks stays; two line breaks are two. */
static bool join_blanks(struct node *left, const struct node *right)
{
	static const int strength[] = {
		[NODE_SPACE] = 1, [NODE_SOFT_BREAK] = 2, [NODE_LINE_BREAK] = 3};
	if (left->kind == NODE_LINE_BREAK && right->kind == NODE_LINE_BREAK)
		return false;
	if (strength[right->kind] > strength[left->kind])
		left->kind = right->kind;
	return true;
}

bool inlines_join(lua_State *L, struct node *left, struct node *right)
{
	if (is_blank(left) && is_blank(right))
		return join_blanks(left, right);
	if (left->kind != right->kind)
		return false;
	if (left->kind == NODE_STR) {
		state_charge(L, left->text.n + right->text.n);
		left->text = STR_CAT(state_arena(L), left->text, right->text);
		return true;
	}
	if (!can_join(left))
		return false;
	if (right->first)
		node_move(left, right->first, right->last);
	return true;
}

static void join_inlines(lua_State *L, struct node *parent)
{
	for (struct node *n = parent->first; n;) {
		struct node *next = n->next;
		lua_charge(L, 1);
		if (next && inlines_join(L, n, next))
			node_unlink(next);
		else
			n = next;
	}
}

/* --- tables --- */

enum { MOST_COLUMNS = 1000 };

struct grid {
	lua_State *L;
	int hang[MOST_COLUMNS]; /* rows that a cell above still takes in this column; 1: free */
	int from, to;		/* the columns that are filled */
};

static int clipped(int span, int most)
{
	return span < 1 ? 1 : span > most ? most : span;
}

/* Moves the cells of a row that fit into the columns, and fills the others. */
static void place_row(struct grid *g, struct node *row, struct node **next, int rows_left)
{
	for (int at = g->from; at < g->to;) {
		if (g->hang[at] > 1) {
			g->hang[at++]--;
			continue;
		}
		struct node *cell = *next;
		if (cell)
			*next = cell->next;
		else
			cell = state_node(g->L, NODE_CELL);
		int free = 1;
		while (at + free < g->to && g->hang[at + free] == 1)
			free++;
		cell->as.cell.col_span = clipped(cell->as.cell.col_span, free);
		cell->as.cell.row_span = clipped(cell->as.cell.row_span, rows_left);
		for (int i = 0; i < cell->as.cell.col_span; i++)
			g->hang[at++] = cell->as.cell.row_span;
		if (cell->parent != row)
			node_append(row, cell);
	}
}

/* Some rows, of which none reaches beyond the last; no cell crosses from the columns of row heads
 * to the others. Returns the row behind them. */
static struct node *place_rows(lua_State *L, struct node *row, int rows, int columns, int heads)
{
	struct grid head = {.L = L, .to = heads}, body = {.L = L, .from = heads, .to = columns};
	for (int i = 0; i < columns; i++)
		head.hang[i] = body.hang[i] = 1;
	for (; row && rows > 0; row = row->next, rows--) {
		struct node *cells = state_node(L, NODE_ROW);
		if (row->first)
			node_move(cells, row->first, row->last);
		struct node *next = cells->first;
		lua_charge(L, (size_t)columns);
		/* What is left over is left out. */
		place_row(&head, row, &next, rows);
		place_row(&body, row, &next, rows);
	}
	return row;
}

static void fill_table(lua_State *L, struct node *table)
{
	size_t n = table->as.table.n_columns;
	if (n > MOST_COLUMNS)
		luaL_error(L, "a table has over %d columns", MOST_COLUMNS);
	int columns = (int)n;
	for (struct node *part = table->first; part; part = part->next) {
		struct node *row = part->first;
		int heads = 0;
		if (part->kind == NODE_CAPTION)
			continue;
		if (part->kind == NODE_TABLE_BODY) {
			heads = part->as.body.head_columns;
			heads = heads < 0 ? 0 : heads > columns ? columns : heads;
			part->as.body.head_columns = heads;
			row = place_rows(L, row, part->as.body.head_rows, columns, 0);
		}
		int rows = 0;
		for (const struct node *left = row; left; left = left->next)
			rows++;
		place_rows(L, row, rows, columns, heads);
	}
}

/* --- all of a document --- */

static void normalize_tree(lua_State *L, struct node *root, int depth)
{
	if (depth > NODE_DEPTH_LIMIT)
		luaL_error(L, "nested too deep: over %d levels", NODE_DEPTH_LIMIT);
	for (struct walk w = walk_start(root); walk_next(&w);) {
		struct node *n = walk_writable(&w, root), **beside[NODE_BESIDE];
		if (w.event == WALK_LEAVE) {
			join_inlines(L, n);
			continue;
		}
		if (n->kind == NODE_TABLE)
			fill_table(L, n);
		size_t trees = node_beside(n, beside);
		for (size_t i = 0; i < trees; i++)
			if (*beside[i])
				normalize_tree(L, *beside[i], depth + 1);
	}
}

int normalize_doc(lua_State *L)
{
	struct node *doc = peek_doc(L, 1);
	normalize_tree(L, doc, 0);
	push_element(L, doc)->own = true;
	return 1;
}
