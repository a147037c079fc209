/* SPDX-License-Identifier: MIT */
/* Elements as text, in the words of Haskell's show, which is what tostring() gives in pandoc. */
#include "filter/state.h"

#include "base/utf8.h"

/* Haskell escapes what is not ASCII by its number, and parts a digit from it by \&. */
void show_text(struct buf *out, struct str text)
{
	static const char letters[] = "abtnvfr";
	bool number = false;
	buf_add_char(out, '"');
	while (text.n) {
		size_t bytes;
		uint32_t rune = utf8_decode(text, &bytes);
		text = str_after(text, bytes);
		if (number && rune >= '0' && rune <= '9')
			buf_add(out, STR("\\&"));
		number = false;
		if (rune == '"' || rune == '\\') {
			buf_add_char(out, '\\');
			buf_add_char(out, (char)rune);
		} else if (rune >= 7 && rune <= 13) {
			buf_add_char(out, '\\');
			buf_add_char(out, letters[rune - 7]);
		} else if (rune == 127) {
			buf_add(out, STR("\\DEL"));
		} else if (rune < 32 || rune > 127) {
			buf_printf(out, "\\%u", rune);
			number = true;
		} else {
			buf_add_char(out, (char)rune);
		}
	}
	buf_add_char(out, '"');
}

void show_pairs(struct buf *out, const struct attribute *pairs, size_t n)
{
	buf_add_char(out, '[');
	for (size_t i = 0; i < n; i++) {
		buf_add(out, i ? STR(",(") : STR("("));
		show_text(out, pairs[i].key);
		buf_add_char(out, ',');
		show_text(out, pairs[i].value);
		buf_add_char(out, ')');
	}
	buf_add_char(out, ']');
}

void show_attr(struct buf *out, const struct attr *attr)
{
	static const struct attr none = {0};
	if (!attr)
		attr = &none;
	buf_add_char(out, '(');
	show_text(out, attr->id);
	buf_add(out, STR(",["));
	for (size_t i = 0; i < attr->n_classes; i++) {
		if (i)
			buf_add_char(out, ',');
		show_text(out, attr->classes[i]);
	}
	buf_add(out, STR("],"));
	show_pairs(out, attr->pairs, attr->n_pairs);
	buf_add_char(out, ')');
}

static void show_list(struct buf *out, const struct node *first, const struct node *end,
	void (*show)(struct buf *out, const struct node *n))
{
	buf_add_char(out, '[');
	for (const struct node *c = first; c && c != end; c = c->next) {
		if (c != first)
			buf_add_char(out, ',');
		show(out, c);
	}
	buf_add_char(out, ']');
}

void show_children(struct buf *out, const struct node *parent)
{
	show_list(out, parent ? parent->first : NULL, NULL, show_node);
}

static const struct node *part_of(const struct node *n, enum node_kind kind)
{
	const struct node *c = n->first;
	while (c && c->kind != kind)
		c = c->next;
	return c;
}

/* --- parts --- */

static void show_caption(struct buf *out, const struct node *caption)
{
	buf_add(out, STR("(Caption "));
	if (caption && caption->as.caption.brief) {
		buf_add(out, STR("(Just "));
		show_children(out, caption->as.caption.brief);
		buf_add(out, STR(") "));
	} else {
		buf_add(out, STR("Nothing "));
	}
	show_children(out, caption);
	buf_add_char(out, ')');
}

static void show_definitions(struct buf *out, const struct node *n)
{
	buf_add_char(out, '[');
	for (const struct node *term = n->first; term;) {
		const struct node *end = term->next;
		while (end && end->kind != NODE_TERM)
			end = end->next;
		buf_add(out, term == n->first ? STR("(") : STR(",("));
		show_children(out, term);
		buf_add_char(out, ',');
		show_list(out, term->next, end, show_children);
		buf_add_char(out, ')');
		term = end;
	}
	buf_add_char(out, ']');
}

/* As Haskell shows a Double: 0.5, 1.0, 5.0e-2. */
static void show_double(struct buf *out, double v)
{
	char digits[40];
	int exponent = 0;
	for (; v > 0 && (v < 0.1 || exponent) && v < 1 && exponent > -300; exponent--)
		v *= 10;
	snprintf(digits, sizeof(digits), "%.15g", v);
	struct str s = str_from(digits);
	buf_add(out, s);
	if (!str_has(s, STR(".")))
		buf_add(out, STR(".0"));
	if (exponent)
		buf_printf(out, "e%d", exponent);
}

static void show_columns(struct buf *out, const struct node *table)
{
	buf_add_char(out, '[');
	for (size_t i = 0; i < table->as.table.n_columns; i++) {
		const struct column_spec *column = &table->as.table.columns[i];
		buf_printf(out, "%s(%s,", i ? "," : "", pandoc_aligns[column->align]);
		if (column->width > 0) {
			buf_add(out, STR("ColWidth "));
			show_double(out, column->width);
		} else {
			buf_add(out, STR("ColWidthDefault"));
		}
		buf_add_char(out, ')');
	}
	buf_add_char(out, ']');
}

static void show_part(struct buf *out, const struct node *n, enum node_kind kind)
{
	const struct node *part = part_of(n, kind), empty = {.kind = kind};
	buf_add_char(out, '(');
	show_node(out, part ? part : &empty);
	buf_add_char(out, ')');
}

static void show_table(struct buf *out, const struct node *n)
{
	const struct node *first = n->first, *end;
	show_attr(out, n->attr);
	buf_add_char(out, ' ');
	show_caption(out, part_of(n, NODE_CAPTION));
	buf_add_char(out, ' ');
	show_columns(out, n);
	buf_add_char(out, ' ');
	show_part(out, n, NODE_TABLE_HEAD);
	buf_add_char(out, ' ');
	while (first && first->kind != NODE_TABLE_BODY)
		first = first->next;
	for (end = first; end && end->kind == NODE_TABLE_BODY;)
		end = end->next;
	show_list(out, first, end, show_node);
	buf_add_char(out, ' ');
	show_part(out, n, NODE_TABLE_FOOT);
}

static void show_body(struct buf *out, const struct node *n)
{
	const struct node *row = n->first;
	for (int i = 0; row && i < n->as.body.head_rows; i++)
		row = row->next;
	show_attr(out, n->attr);
	buf_printf(out, " (RowHeadColumns %d) ", n->as.body.head_columns);
	show_list(out, row == n->first ? NULL : n->first, row, show_node);
	buf_add_char(out, ' ');
	show_list(out, row, NULL, show_node);
}

static void show_cell(struct buf *out, const struct node *n)
{
	show_attr(out, n->attr);
	buf_printf(out, " %s (RowSpan %d) (ColSpan %d) ", pandoc_aligns[n->as.cell.align],
		n->as.cell.row_span, n->as.cell.col_span);
	show_children(out, n);
}

static void show_citation(struct buf *out, const struct node *n)
{
	buf_add(out, STR("{citationId = "));
	show_text(out, n->text);
	buf_add(out, STR(", citationPrefix = "));
	show_children(out, n->as.citation.prefix);
	buf_add(out, STR(", citationSuffix = "));
	show_children(out, n->as.citation.suffix);
	buf_printf(out, ", citationMode = %s, citationNoteNum = %d, citationHash = %d}",
		pandoc_cite_modes[n->as.citation.mode], n->as.citation.note_number,
		n->as.citation.hash);
}

/* --- metadata --- */

static void show_map(struct buf *out, const struct node *map)
{
	buf_add(out, STR("fromList ["));
	for (const struct node *v = map ? map->first : NULL; v; v = v->next) {
		buf_add(out, v->prev ? STR(",(") : STR("("));
		show_text(out, v->as.meta.key);
		buf_add_char(out, ',');
		show_node(out, v);
		buf_add_char(out, ')');
	}
	buf_add_char(out, ']');
}

/* --- all of them --- */

static void show_link(struct buf *out, const struct node *n)
{
	show_attr(out, n->attr);
	buf_add_char(out, ' ');
	show_children(out, n);
	buf_add(out, STR(" ("));
	show_text(out, n->as.link.target);
	buf_add_char(out, ',');
	show_text(out, n->as.link.title);
	buf_add_char(out, ')');
}

static void show_raw(struct buf *out, const struct node *n)
{
	buf_add(out, STR("(Format "));
	show_text(out, n->as.raw.format);
	buf_add(out, STR(") "));
	show_text(out, n->text);
}

static void show_figure(struct buf *out, const struct node *n)
{
	const struct node *caption = part_of(n, NODE_CAPTION);
	show_attr(out, n->attr);
	buf_add_char(out, ' ');
	show_caption(out, caption);
	buf_add_char(out, ' ');
	show_list(out, caption ? caption->next : n->first, NULL, show_node);
}

static void show_with_attr(struct buf *out, const struct node *n)
{
	show_attr(out, n->attr);
	buf_add_char(out, ' ');
	if (n->kind == NODE_CODE || n->kind == NODE_CODE_BLOCK)
		show_text(out, n->text);
	else
		show_children(out, n);
}

static void show_doc(struct buf *out, const struct node *n)
{
	buf_add(out, STR("(Meta {unMeta = "));
	show_map(out, n->as.doc.meta);
	buf_add(out, STR("}) "));
	show_children(out, n);
}

static void show_plain_parts(struct buf *out, const struct node *n)
{
	show_list(out, n->first, NULL, show_children);
}

static void show_ordered(struct buf *out, const struct node *n)
{
	buf_printf(out, "(%d,%s,%s) ", n->as.list.start, pandoc_list_styles[n->as.list.style],
		pandoc_list_delims[n->as.list.delim]);
	show_plain_parts(out, n);
}

static void show_header(struct buf *out, const struct node *n)
{
	buf_printf(out, "%d ", n->as.header.level);
	show_with_attr(out, n);
}

static void show_quoted(struct buf *out, const struct node *n)
{
	buf_printf(out, "%s ", pandoc_quotes[n->as.quote]);
	show_children(out, n);
}

static void show_math(struct buf *out, const struct node *n)
{
	buf_printf(out, "%s ", pandoc_maths[n->as.math]);
	show_text(out, n->text);
}

static void show_cite(struct buf *out, const struct node *n)
{
	show_children(out, n->as.cite.citations);
	buf_add_char(out, ' ');
	show_children(out, n);
}

static void show_string(struct buf *out, const struct node *n)
{
	show_text(out, n->text);
}

static void show_flag(struct buf *out, const struct node *n)
{
	buf_add(out, n->as.meta.flag ? STR("True") : STR("False"));
}

static void show_meta_map(struct buf *out, const struct node *n)
{
	buf_add_char(out, '(');
	show_map(out, n);
	buf_add_char(out, ')');
}

static void show_caption_parts(struct buf *out, const struct node *n)
{
	struct buf part = buf_new(out->arena);
	show_caption(&part, n);
	/* Here it is not within anything, so it has no parentheses. */
	struct str s = buf_str(&part);
	buf_add(out, str_sub(s, sizeof("(Caption ") - 1, s.n - 1));
}

/* What stands behind the name; the children where there is nothing here. */
static const struct {
	const char *name;
	void (*show)(struct buf *out, const struct node *n);
} rows[N_NODE_KINDS] = {
	[NODE_DOC] = {"Pandoc", show_doc},
	[NODE_LINE_BLOCK] = {NULL, show_plain_parts},
	[NODE_CODE_BLOCK] = {NULL, show_with_attr},
	[NODE_RAW_BLOCK] = {NULL, show_raw},
	[NODE_ORDERED_LIST] = {NULL, show_ordered},
	[NODE_BULLET_LIST] = {NULL, show_plain_parts},
	[NODE_DEFINITION_LIST] = {NULL, show_definitions},
	[NODE_HEADER] = {NULL, show_header},
	[NODE_TABLE] = {NULL, show_table},
	[NODE_FIGURE] = {NULL, show_figure},
	[NODE_DIV] = {NULL, show_with_attr},
	[NODE_STR] = {NULL, show_string},
	[NODE_QUOTED] = {NULL, show_quoted},
	[NODE_CITE] = {NULL, show_cite},
	[NODE_CODE] = {NULL, show_with_attr},
	[NODE_MATH] = {NULL, show_math},
	[NODE_RAW_INLINE] = {NULL, show_raw},
	[NODE_LINK] = {NULL, show_link},
	[NODE_IMAGE] = {NULL, show_link},
	[NODE_SPAN] = {NULL, show_with_attr},
	[NODE_CAPTION] = {NULL, show_caption_parts},
	[NODE_TABLE_HEAD] = {NULL, show_with_attr},
	[NODE_TABLE_BODY] = {NULL, show_body},
	[NODE_TABLE_FOOT] = {NULL, show_with_attr},
	[NODE_ROW] = {NULL, show_with_attr},
	[NODE_CELL] = {NULL, show_cell},
	[NODE_CITATION] = {"Citation", show_citation},
	[NODE_META_MAP] = {"MetaMap", show_meta_map},
	[NODE_META_LIST] = {"MetaList", NULL},
	[NODE_META_INLINES] = {"MetaInlines", NULL},
	[NODE_META_BLOCKS] = {"MetaBlocks", NULL},
	[NODE_META_STRING] = {"MetaString", show_string},
	[NODE_META_BOOL] = {"MetaBool", show_flag},
};

void show_node(struct buf *out, const struct node *n)
{
	const char *name = rows[n->kind].name;
	buf_add(out, str_from(name ? name : node_kind_name(n->kind)));
	if (n->kind == NODE_HORIZONTAL_RULE || n->kind == NODE_SPACE ||
		n->kind == NODE_SOFT_BREAK || n->kind == NODE_LINE_BREAK)
		return;
	buf_add_char(out, ' ');
	if (rows[n->kind].show)
		rows[n->kind].show(out, n);
	else
		show_children(out, n);
}

/* --- a table in its old form --- */

static void show_cells(struct buf *out, const struct node *row)
{
	show_list(out, row->first, NULL, show_children);
}

void show_simple_table(struct buf *out, const struct node *n)
{
	const struct node *caption = part_of(n, NODE_CAPTION), *head = part_of(n, NODE_TABLE_HEAD),
			  *body = part_of(n, NODE_TABLE_BODY);
	buf_add(out, STR("SimpleTable {simpleTableCaption = "));
	show_children(out, caption ? caption->first : NULL);
	buf_add(out, STR(", simpleTableAlignments = ["));
	for (size_t i = 0; i < n->as.table.n_columns; i++)
		buf_printf(out, "%s%s", i ? "," : "", pandoc_aligns[n->as.table.columns[i].align]);
	buf_add(out, STR("], simpleTableColumnWidths = ["));
	for (size_t i = 0; i < n->as.table.n_columns; i++) {
		if (i)
			buf_add_char(out, ',');
		show_double(out, n->as.table.columns[i].width);
	}
	buf_add(out, STR("], simpleTableHeader = "));
	if (head && head->first)
		show_cells(out, head->first);
	else
		buf_add(out, STR("[]"));
	buf_add(out, STR(", simpleTableBody = "));
	show_list(out, body ? body->first : NULL, NULL, show_cells);
	buf_add_char(out, '}');
}
