/* SPDX-License-Identifier: MIT */
/* cmark-gfm's tables to nodes; the cells are looked up in the lines again, for their places. */
#include "parse/markdown_parts.h"

#include <cmark-gfm-extension_api.h>
#include <cmark-gfm-core-extensions.h>
#include <string.h>

struct row_line {
	struct str text;
	size_t begin, mark, at; /* of the line in the text; of the row in it; the next byte */
};

static enum align align_of(uint8_t c)
{
	switch (c) {
	case 'l':
		return ALIGN_LEFT;
	case 'c':
		return ALIGN_CENTER;
	case 'r':
		return ALIGN_RIGHT;
	default:
		return ALIGN_DEFAULT;
	}
}

static bool is_quoted(cmark_node *table)
{
	for (cmark_node *n = cmark_node_parent(table); n; n = cmark_node_parent(n))
		if (cmark_node_get_type(n) == CMARK_NODE_BLOCK_QUOTE)
			return true;
	return false;
}

static size_t skip_prefix(struct str line, size_t at, bool quoted)
{
	while (at < line.n && strchr(quoted ? " \t>" : " \t", line.p[at]))
		at++;
	return at;
}

/* The table extension gives the head the line where its paragraph began; the dashes tell the truth.
 */
static int head_line(const struct md *m, cmark_node *table, cmark_node *head)
{
	cmark_node *body = cmark_node_next(head);
	if (body)
		return cmark_node_get_start_line(body) - 2;
	/* It ends with its dashes, or the blank line behind them. */
	int no = cmark_node_get_end_line(table), first = cmark_node_get_start_line(table);
	for (; no > first; no--) {
		struct str line = md_line(m, no);
		if (md_is_table_mark(str_after(line, skip_prefix(line, 0, true))))
			return no - 1;
	}
	return first;
}

static struct row_line row_line(const struct md *m, int no, cmark_node *table)
{
	int first = cmark_node_get_start_line(table);
	size_t column = (size_t)cmark_node_get_start_column(table) - 1;
	struct row_line l = {.text = md_line(m, no), .begin = md_line_begin(m, no)};
	/* Only on its first line may the mark of a list item stand before a table. */
	bool own = no == first && column < l.text.n;
	l.at = skip_prefix(l.text, own ? column : 0, !own && is_quoted(table));
	l.mark = l.at;
	if (l.at < l.text.n && l.text.p[l.at] == '|')
		l.at++;
	return l;
}

static bool is_escaped(struct str s, size_t at)
{
	return s.p[at] == '\\' && at + 1 < s.n && (unsigned char)s.p[at + 1] < 0x80 &&
	       rune_is_punct((unsigned char)s.p[at + 1]);
}

/* Only these: other control characters are part of a cell. */
static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* The next cell without the blanks around it. */
static void next_cell(struct row_line *l, size_t *ret_from, size_t *ret_to)
{
	size_t from = l->at, end = from;
	while (end < l->text.n && l->text.p[end] != '|')
		end += is_escaped(l->text, end) ? 2 : 1;
	if (end > l->text.n)
		end = l->text.n;
	l->at = end < l->text.n ? end + 1 : end;
	while (from < end && is_blank(l->text.p[from]))
		from++;
	while (end > from && is_blank(l->text.p[end - 1]))
		end--;
	*ret_from = l->begin + from;
	*ret_to = l->begin + end;
}

static void convert_cell(struct md *m, cmark_node *from, struct node *row, struct row_line *line)
{
	size_t begin, end;
	next_cell(line, &begin, &end);
	struct node *cell = node_new(m->a, NODE_CELL, md_span(m, begin, end));
	node_append(row, cell);
	if (!cmark_node_first_child(from))
		return; /* and its content may not even end */
	md_place_cell(m, str_from(cmark_node_get_string_content(from)), begin, end);
	struct node *plain = node_new(m->a, NODE_PLAIN, cell->span);
	node_append(cell, plain);
	md_inlines(m, from, plain);
	if (!plain->first)
		node_unlink(plain);
}

static struct node *convert_row(struct md *m, cmark_node *from, struct node *part, int no)
{
	struct row_line line = row_line(m, no, cmark_node_parent(from));
	size_t begin = line.begin + line.mark;
	struct node *row = node_new(m->a, NODE_ROW, md_span(m, begin, line.begin + line.text.n));
	node_append(part, row);
	for (cmark_node *c = cmark_node_first_child(from); c; c = cmark_node_next(c))
		convert_cell(m, c, row, &line);
	return row;
}

static bool is_empty(const struct node *row)
{
	for (const struct node *cell = row->first; cell; cell = cell->next)
		if (cell->first)
			return false;
	return true;
}

static struct node *add_part(struct md *m, struct node *table, enum node_kind kind)
{
	struct node *n = node_new(m->a, kind, table->span);
	node_append(table, n);
	return n;
}

/* A table with a line longer than the text is wide fills it: its dashes say how its columns share
 * that. As pandoc has it; on a site's page columns are as wide as they must be. */
static void share_width(struct md *m, struct node *table, int first, int last)
{
	enum { TEXT_COLUMNS = 72 };
	size_t widest = 0, total = 0, column = 0, n = table->as.table.n_columns;
	for (int no = first; no <= last; no++) {
		size_t width = utf8_width(str_trim(md_line(m, no)));
		widest = width > widest ? width : widest;
	}
	struct str line = md_line(m, first + 1);
	struct column_spec *columns = table->as.table.columns;
	line = str_after(line, skip_prefix(line, 0, true));
	if (widest <= TEXT_COLUMNS || md_has(m, MARKDOWN_FOR_SITE))
		return;
	for (size_t i = line.n && line.p[0] == '|'; i < line.n && column < n; i++) {
		bool mark = line.p[i] == '-' || line.p[i] == ':';
		columns[column].width += mark;
		total += mark;
		column += line.p[i] == '|';
	}
	for (size_t i = 0; i < n && total; i++)
		columns[i].width /= (double)total;
}

void md_convert_table(struct md *m, cmark_node *from, struct node *table)
{
	const uint8_t *alignments = cmark_gfm_extensions_get_table_alignments(from);
	size_t n = cmark_gfm_extensions_get_table_columns(from);
	table->as.table.n_columns = n;
	table->as.table.columns = NEW_N(m->a, struct column_spec, n);
	for (size_t i = 0; i < n; i++)
		table->as.table.columns[i].align = align_of(alignments[i]);
	cmark_node *head = cmark_node_first_child(from);
	int no = head_line(m, from, head);
	struct node *part = add_part(m, table, NODE_TABLE_HEAD);
	struct node *row = convert_row(m, head, part, no);
	table->span = part->span = row->span;
	/* A table with an empty head is one without, as pandoc has it. */
	if (is_empty(row))
		node_unlink(row);
	part = add_part(m, table, NODE_TABLE_BODY);
	int last = no + 1;
	for (cmark_node *c = cmark_node_next(head); c; c = cmark_node_next(c)) {
		last = cmark_node_get_start_line(c);
		row = convert_row(m, c, part, cmark_node_get_start_line(c));
		table->span.len = row->span.at + row->span.len - table->span.at;
	}
	share_width(m, table, no, last);
	size_t begin = part->first ? part->first->span.at - table->span.at : table->span.len;
	part->span = span_sub(table->span, begin, table->span.len - begin);
	part = add_part(m, table, NODE_TABLE_FOOT);
	part->span = span_sub(table->span, table->span.len, 0);
}
