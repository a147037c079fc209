/* SPDX-License-Identifier: MIT */
#include "render/html_parts.h"

/* Names of regions must differ, for those who move by them. */
static void add_table_name(struct html_writer *w, const struct node *table)
{
	const struct node *caption = table->first;
	if (caption && caption->kind == NODE_CAPTION && caption->first)
		buf_add_html(w->out, node_plain_text(w->out->arena, caption));
	else {
		buf_add_html(w->out, w->opt->table);
		buf_printf(w->out, " %zu", ++w->n_tables);
	}
}

static void table(struct html_writer *w, const struct node *n, enum walk_event event)
{
	if (event == WALK_LEAVE) {
		w->tables.n--;
		html_add(w, "</table>\n</div>\n");
		return;
	}
	struct html_table *t = vec_push(w->out->arena, &w->tables);
	*t = (struct html_table){.n_columns = n->as.table.n_columns};
	t->taken = NEW_N(w->out->arena, uint32_t, t->n_columns + 1);
	/* A wide table scrolls in its own box, which the keyboard must reach and a reader must
	 * name. */
	html_add(w, "<div class=\"table-wrap\" tabindex=\"0\" role=\"region\" aria-label=\"");
	add_table_name(w, n);
	html_add(w, "\">\n<table");
	html_attributes(w, n, "");
	html_add(w, ">\n");
}

static const struct node *part_of(const struct node *cell)
{
	return cell->parent ? cell->parent->parent : NULL;
}

static const struct node *table_of(const struct node *cell)
{
	const struct node *part = part_of(cell);
	return part && part->parent && part->parent->kind == NODE_TABLE ? part->parent : NULL;
}

/* --- columns --- */

static void begin_row(struct html_table *t, const struct node *row)
{
	t->column = 0;
	for (size_t i = 0; i < t->n_columns; i++)
		t->taken[i] = row->prev && t->taken[i] ? t->taken[i] - 1 : 0;
}

/* Cells from above may cover some columns. */
static size_t take_columns(struct html_table *t, const struct node *cell)
{
	while (t->column < t->n_columns && t->taken[t->column])
		t->column++;
	size_t column = t->column;
	for (int i = 0; i < cell->as.cell.col_span && t->column < t->n_columns; i++)
		t->taken[t->column++] = (uint32_t)cell->as.cell.row_span;
	return column;
}

static enum align align_of(const struct node *cell, size_t column)
{
	const struct node *t = table_of(cell);
	if (cell->as.cell.align != ALIGN_DEFAULT || !t || column >= t->as.table.n_columns)
		return cell->as.cell.align;
	return t->as.table.columns[column].align;
}

/* --- cells --- */

static bool in_body_head(const struct node *row, int rows)
{
	for (; row; row = row->prev)
		if (rows-- <= 0)
			return false;
	return true;
}

/* An empty head says nothing to who hears the table, so it is none. */
static const char *scope_of(const struct node *cell, size_t column)
{
	const struct node *part = part_of(cell);
	if (!part || !cell->first)
		return "";
	bool body = part->kind == NODE_TABLE_BODY;
	if (part->kind == NODE_TABLE_HEAD ||
		(body && in_body_head(cell->parent, part->as.body.head_rows)))
		return cell->as.cell.col_span > 1 ? " scope=\"colgroup\"" : " scope=\"col\"";
	if (body && column < (size_t)part->as.body.head_columns)
		return cell->as.cell.row_span > 1 ? " scope=\"rowgroup\"" : " scope=\"row\"";
	return "";
}

static void cell(struct html_writer *w, const struct node *n, enum walk_event event)
{
	static const char *const classes[] = {"", "align-left", "align-center", "align-right"};
	struct html_table *t = &w->tables.items[w->tables.n - 1];
	if (event == WALK_LEAVE) {
		html_add(w, t->head ? "</th>\n" : "</td>\n");
		return;
	}
	size_t column = take_columns(t, n);
	const char *scope = scope_of(n, column);
	t->head = *scope != 0;
	html_add(w, t->head ? "<th" : "<td");
	html_add(w, scope);
	html_attributes(w, n, classes[align_of(n, column)]);
	if (n->as.cell.row_span > 1)
		buf_printf(w->out, " rowspan=\"%d\"", n->as.cell.row_span);
	if (n->as.cell.col_span > 1)
		buf_printf(w->out, " colspan=\"%d\"", n->as.cell.col_span);
	buf_add_char(w->out, '>');
}

static const char *part_name(enum node_kind kind)
{
	return kind == NODE_TABLE_HEAD	 ? "thead"
	       : kind == NODE_TABLE_BODY ? "tbody"
	       : kind == NODE_TABLE_FOOT ? "tfoot"
	       : kind == NODE_CAPTION	 ? "caption"
					 : "tr";
}

static void part(struct html_writer *w, const struct node *n, enum walk_event event)
{
	if (!n->first)
		return; /* an empty head or foot is none */
	html_add(w, event == WALK_ENTER ? "<" : "</");
	html_add(w, part_name(n->kind));
	if (event == WALK_ENTER)
		html_attributes(w, n, "");
	html_add(w, n->kind == NODE_CAPTION && event == WALK_ENTER ? ">" : ">\n");
}

void html_table_part(struct html_writer *w, const struct node *n, enum walk_event event)
{
	if (n->kind == NODE_TABLE) {
		table(w, n, event);
	} else if (!w->tables.n) {
		return; /* a part without its table: only what it holds is written */
	} else if (n->kind == NODE_CELL) {
		cell(w, n, event);
	} else {
		if (n->kind == NODE_ROW && event == WALK_ENTER)
			begin_row(&w->tables.items[w->tables.n - 1], n);
		part(w, n, event);
	}
}
