/* SPDX-License-Identifier: MIT */
/*
 * A walk over the tree: each kind has what it begins and ends with. What stands beside the tree is
 * written where pandoc has it, by a walk of its own inside of that one.
 */
#include "render/pandoc_json.h"

#include "base/vec.h"
#include "doc/walk.h"
#include "render/pandoc_text.h"

struct writer {
	struct buf *out;
	VEC(const struct node *) rows; /* of each open body: its first row that is no head */
	size_t depth;		       /* of walks inside of walks */
};

static void add(struct writer *w, const char *literal)
{
	buf_add(w->out, str_from(literal));
}

static void add_text(struct writer *w, struct str s)
{
	static const char hex[] = "0123456789abcdef";
	buf_add_char(w->out, '"');
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (c == '"' || c == '\\')
			buf_printf(w->out, "\\%c", c);
		else if (c == '\n' || c == '\r' || c == '\t')
			add(w, c == '\n' ? "\\n" : c == '\r' ? "\\r" : "\\t");
		else if (c < 0x20)
			buf_printf(w->out, "\\u00%c%c", hex[c >> 4], hex[c & 15]);
		else
			buf_add_char(w->out, (char)c);
	}
	buf_add_char(w->out, '"');
}

static void add_name(struct writer *w, const char *name)
{
	buf_printf(w->out, "{\"t\":\"%s\"}", name);
}

static void add_attr(struct writer *w, const struct node *n)
{
	static const struct attr none = {0};
	const struct attr *a = n && n->attr ? n->attr : &none;
	add(w, "[");
	add_text(w, a->id);
	add(w, ",[");
	for (size_t i = 0; i < a->n_classes; i++) {
		add(w, i ? "," : "");
		add_text(w, a->classes[i]);
	}
	add(w, "],[");
	for (size_t i = 0; i < a->n_pairs; i++) {
		add(w, i ? ",[" : "[");
		add_text(w, a->pairs[i].key);
		add(w, ",");
		add_text(w, a->pairs[i].value);
		add(w, "]");
	}
	add(w, "]]");
}

static void attr_first(struct writer *w, const struct node *n)
{
	add_attr(w, n);
	add(w, ",");
}

/* The children of what stands beside the tree, as a list. */
static void add_tree(struct writer *w, const struct node *root);

static void citation(struct writer *w, const struct node *n, enum walk_event event)
{
	if (event == WALK_LEAVE)
		return;
	add(w, n->prev ? ",{\"citationId\":" : "{\"citationId\":");
	add_text(w, n->text);
	add(w, ",\"citationPrefix\":");
	add_tree(w, n->as.citation.prefix);
	add(w, ",\"citationSuffix\":");
	add_tree(w, n->as.citation.suffix);
	add(w, ",\"citationMode\":");
	add_name(w, pandoc_cite_modes[n->as.citation.mode]);
	buf_printf(w->out, ",\"citationNoteNum\":%d,\"citationHash\":%d}",
		n->as.citation.note_number, n->as.citation.hash);
}

/* --- tables --- */

static void add_columns(struct writer *w, const struct node *table)
{
	add(w, "[");
	for (size_t i = 0; i < table->as.table.n_columns; i++) {
		const struct column_spec *c = &table->as.table.columns[i];
		add(w, i ? ",[" : "[");
		add_name(w, pandoc_aligns[c->align]);
		add(w, ",");
		if (c->width > 0) {
			add(w, "{\"t\":\"ColWidth\",\"c\":");
			pandoc_add_number(w->out, c->width);
			add(w, "}]");
		} else {
			add_name(w, "ColWidthDefault");
			add(w, "]");
		}
	}
	add(w, "],");
}

static const char empty_part[] = "[[\"\",[],[]],[]]";

/* Behind the caption, or where there is none. */
static void before_head(struct writer *w, const struct node *table, const struct node *head)
{
	add_columns(w, table);
	if (!head || head->kind != NODE_TABLE_HEAD) {
		add(w, empty_part);
		add(w, ",[");
	}
}

static void table_begin(struct writer *w, const struct node *n)
{
	attr_first(w, n);
	if (pandoc_table_caption(n))
		return;
	add(w, "[null,[]],");
	before_head(w, n, n->first);
}

static void table_end(struct writer *w, const struct node *n)
{
	if (n->last && n->last->kind == NODE_TABLE_FOOT)
		return;
	add(w, "],");
	add(w, empty_part);
}

static void caption(struct writer *w, const struct node *n, enum walk_event event)
{
	const struct node *parent = n->parent;
	if (event == WALK_ENTER) {
		add(w, "[");
		if (n->as.caption.brief)
			add_tree(w, n->as.caption.brief);
		else
			add(w, "null");
		add(w, ",[");
		return;
	}
	add(w, "]],");
	if (parent && parent->kind == NODE_TABLE)
		before_head(w, parent, n->next);
	else
		add(w, "[");
}

static void table_head(struct writer *w, const struct node *n, enum walk_event event)
{
	if (event == WALK_ENTER) {
		add(w, "[");
		add_attr(w, n);
		add(w, ",[");
	} else {
		add(w, "]],[");
	}
}

static void table_foot(struct writer *w, const struct node *n, enum walk_event event)
{
	if (event == WALK_ENTER) {
		add(w, "],[");
		add_attr(w, n);
		add(w, ",[");
	} else {
		add(w, "]]");
	}
}

static void table_body(struct writer *w, const struct node *n, enum walk_event event)
{
	const struct node *rows = pandoc_body_rows(n);
	if (event == WALK_LEAVE) {
		w->rows.n--;
		add(w, rows ? "]]" : "],[]]");
		return;
	}
	*vec_push(w->out->arena, &w->rows) = rows;
	add(w, n->prev && n->prev->kind == NODE_TABLE_BODY ? ",[" : "[");
	add_attr(w, n);
	buf_printf(w->out, ",%d,[", n->as.body.head_columns);
}

static void row(struct writer *w, const struct node *n, enum walk_event event)
{
	if (event == WALK_LEAVE) {
		add(w, "]]");
		return;
	}
	bool first = w->rows.n && w->rows.items[w->rows.n - 1] == n;
	add(w, first ? "],[[" : n->prev ? ",[" : "[");
	add_attr(w, n);
	add(w, ",[");
}

static void cell(struct writer *w, const struct node *n, enum walk_event event)
{
	if (event == WALK_LEAVE) {
		add(w, "]]");
		return;
	}
	add(w, n->prev ? ",[" : "[");
	add_attr(w, n);
	add(w, ",");
	add_name(w, pandoc_aligns[n->as.cell.align]);
	buf_printf(w->out, ",%d,%d,[", n->as.cell.row_span, n->as.cell.col_span);
}

/* --- the parts of other blocks --- */

static void item(struct writer *w, const struct node *n, enum walk_event event)
{
	add(w, event == WALK_LEAVE ? "]" : n->prev ? ",[" : "[");
}

/* [[term, [definition, …]], …] */
static void term(struct writer *w, const struct node *n, enum walk_event event)
{
	bool alone = !n->next || n->next->kind == NODE_TERM;
	if (event == WALK_ENTER)
		add(w, n->prev ? ",[[" : "[[");
	else
		add(w, alone ? "],[]]" : "],[");
}

static void definition(struct writer *w, const struct node *n, enum walk_event event)
{
	bool last = !n->next || n->next->kind == NODE_TERM;
	if (event == WALK_LEAVE)
		add(w, last ? "]]]" : "]");
	else
		add(w, !n->prev ? "[[],[[" : n->prev->kind == NODE_TERM ? "[" : ",[");
}

static void part(struct writer *w, const struct node *n, enum walk_event event)
{
	if (n->kind == NODE_CAPTION)
		caption(w, n, event);
	else if (n->kind == NODE_TABLE_HEAD)
		table_head(w, n, event);
	else if (n->kind == NODE_TABLE_BODY)
		table_body(w, n, event);
	else if (n->kind == NODE_TABLE_FOOT)
		table_foot(w, n, event);
	else if (n->kind == NODE_ROW)
		row(w, n, event);
	else if (n->kind == NODE_CELL)
		cell(w, n, event);
	else if (n->kind == NODE_TERM)
		term(w, n, event);
	else if (n->kind == NODE_DEFINITION)
		definition(w, n, event);
	else if (n->kind == NODE_CITATION)
		citation(w, n, event);
	else
		item(w, n, event);
}

/* --- blocks and inlines --- */

static void text_of(struct writer *w, const struct node *n)
{
	add_text(w, n->text);
}

static void attr_text(struct writer *w, const struct node *n)
{
	attr_first(w, n);
	add_text(w, n->text);
}

static void format_text(struct writer *w, const struct node *n)
{
	add_text(w, n->as.raw.format);
	add(w, ",");
	add_text(w, n->text);
}

static void list_begin(struct writer *w, const struct node *n)
{
	buf_printf(w->out, "[%d,", n->as.list.start);
	add_name(w, pandoc_list_styles[n->as.list.style]);
	add(w, ",");
	add_name(w, pandoc_list_delims[n->as.list.delim]);
	add(w, "],[");
}

static void header_begin(struct writer *w, const struct node *n)
{
	buf_printf(w->out, "%d,", n->as.header.level);
	attr_first(w, n);
	add(w, "[");
}

static void attr_begin(struct writer *w, const struct node *n)
{
	attr_first(w, n);
	add(w, "[");
}

static void figure_begin(struct writer *w, const struct node *n)
{
	attr_first(w, n);
	if (!n->first || n->first->kind != NODE_CAPTION)
		add(w, "[null,[]],[");
}

static void quote_begin(struct writer *w, const struct node *n)
{
	add_name(w, pandoc_quotes[n->as.quote]);
	add(w, ",[");
}

static void cite_begin(struct writer *w, const struct node *n)
{
	add_tree(w, n->as.cite.citations);
	add(w, ",[");
}

static void math_text(struct writer *w, const struct node *n)
{
	add_name(w, pandoc_maths[n->as.math]);
	add(w, ",");
	add_text(w, n->text);
}

static void link_end(struct writer *w, const struct node *n)
{
	add(w, "],[");
	add_text(w, n->as.link.target);
	add(w, ",");
	add_text(w, n->as.link.title);
	add(w, "]");
}

/* The content of a kind: what stands around it, and what is written before and behind its
 * children. A kind with neither has none. */
struct json_kind {
	const char *open, *close;
	void (*begin)(struct writer *w, const struct node *n);
	void (*end)(struct writer *w, const struct node *n);
};

static const struct json_kind kinds[N_NODE_KINDS] = {
	[NODE_PLAIN] = {"[", "]", NULL, NULL},
	[NODE_PARA] = {"[", "]", NULL, NULL},
	[NODE_LINE_BLOCK] = {"[", "]", NULL, NULL},
	[NODE_CODE_BLOCK] = {"[", "]", attr_text, NULL},
	[NODE_RAW_BLOCK] = {"[", "]", format_text, NULL},
	[NODE_BLOCK_QUOTE] = {"[", "]", NULL, NULL},
	[NODE_ORDERED_LIST] = {"[", "]]", list_begin, NULL},
	[NODE_BULLET_LIST] = {"[", "]", NULL, NULL},
	[NODE_DEFINITION_LIST] = {"[", "]", NULL, NULL},
	[NODE_HEADER] = {"[", "]]", header_begin, NULL},
	[NODE_TABLE] = {"[", "]", table_begin, table_end},
	[NODE_FIGURE] = {"[", "]]", figure_begin, NULL},
	[NODE_DIV] = {"[", "]]", attr_begin, NULL},
	[NODE_STR] = {"", "", text_of, NULL},
	[NODE_EMPH] = {"[", "]", NULL, NULL},
	[NODE_UNDERLINE] = {"[", "]", NULL, NULL},
	[NODE_STRONG] = {"[", "]", NULL, NULL},
	[NODE_STRIKEOUT] = {"[", "]", NULL, NULL},
	[NODE_SUPERSCRIPT] = {"[", "]", NULL, NULL},
	[NODE_SUBSCRIPT] = {"[", "]", NULL, NULL},
	[NODE_SMALL_CAPS] = {"[", "]", NULL, NULL},
	[NODE_QUOTED] = {"[", "]]", quote_begin, NULL},
	[NODE_CITE] = {"[", "]]", cite_begin, NULL},
	[NODE_CODE] = {"[", "]", attr_text, NULL},
	[NODE_MATH] = {"[", "]", math_text, NULL},
	[NODE_RAW_INLINE] = {"[", "]", format_text, NULL},
	[NODE_LINK] = {"[", "]", attr_begin, link_end},
	[NODE_IMAGE] = {"[", "]", attr_begin, link_end},
	[NODE_NOTE] = {"[", "]", NULL, NULL},
	[NODE_SPAN] = {"[", "]]", attr_begin, NULL},
};

/* A list of blocks or inlines that something stands before is no list's first. */
static bool is_behind_another(const struct node *n)
{
	return n->prev && n->prev->kind != NODE_CAPTION;
}

static void element(struct writer *w, const struct node *n, enum walk_event event)
{
	const struct json_kind *k = &kinds[n->kind];
	if (event == WALK_ENTER) {
		buf_printf(w->out, "%s{\"t\":\"%s\"", is_behind_another(n) ? "," : "",
			node_kind_name(n->kind));
		add(w, k->open ? ",\"c\":" : "");
		add(w, k->open ? k->open : "");
		if (k->begin)
			k->begin(w, n);
	} else {
		if (k->end)
			k->end(w, n);
		add(w, k->close ? k->close : "");
		add(w, "}");
	}
}

static void add_tree(struct writer *w, const struct node *root)
{
	add(w, "[");
	if (w->depth == NODE_DEPTH_LIMIT)
		root = NULL;
	w->depth++;
	for (struct walk walk = walk_start(root); walk_next(&walk);) {
		const struct node *n = walk.node;
		if (n == root)
			continue;
		if (node_is_block(n->kind) || node_is_inline(n->kind))
			element(w, n, walk.event);
		else
			part(w, n, walk.event);
	}
	w->depth--;
	add(w, "]");
}

/* --- metadata --- */

static void meta_value(struct writer *w, const struct node *n);

static void meta_map(struct writer *w, const struct node *map)
{
	const struct node **values;
	size_t n = pandoc_meta_sorted(w->out->arena, map, &values);
	add(w, "{");
	for (size_t i = 0; i < n; i++) {
		add(w, i ? "," : "");
		add_text(w, values[i]->as.meta.key);
		add(w, ":");
		meta_value(w, values[i]);
	}
	add(w, "}");
}

static void meta_list(struct writer *w, const struct node *list)
{
	add(w, "[");
	for (const struct node *v = list->first; v; v = v->next) {
		meta_value(w, v);
		add(w, v->next ? "," : "");
	}
	add(w, "]");
}

static void meta_value(struct writer *w, const struct node *n)
{
	buf_printf(w->out, "{\"t\":\"%s\",\"c\":", node_kind_name(n->kind));
	bool deep = w->depth == NODE_DEPTH_LIMIT;
	w->depth++;
	if (n->kind == NODE_META_BOOL)
		add(w, n->as.meta.flag ? "true" : "false");
	else if (n->kind == NODE_META_STRING)
		add_text(w, n->text);
	else if (n->kind == NODE_META_MAP)
		meta_map(w, deep ? NULL : n);
	else if (n->kind == NODE_META_LIST && !deep)
		meta_list(w, n);
	else
		add_tree(w, n->kind == NODE_META_LIST ? NULL : n);
	w->depth--;
	add(w, "}");
}

void pandoc_json_render(struct buf *out, const struct node *doc)
{
	struct writer w = {.out = out};
	add(&w, "{\"pandoc-api-version\":[" PANDOC_API_VERSION "],\"meta\":");
	meta_map(&w, doc->as.doc.meta);
	add(&w, ",\"blocks\":");
	add_tree(&w, doc);
	add(&w, "}\n");
}
