/* SPDX-License-Identifier: MIT */
/* Tables and metadata in pandoc's JSON. */
#include "parse/pandoc_json_parts.h"

enum { MOST_SPAN = 1000 };

static bool read_column(const struct value *v, struct column_spec *ret)
{
	static const char *const widths[] = {"ColWidth", "ColWidthDefault", NULL};
	const struct value *p = pj_list(v, 2);
	int align = p ? pj_name(&p[0], pandoc_aligns) : -1;
	int width = p ? pj_name(&p[1], widths) : -1;
	if (align < 0 || width < 0)
		return false;
	ret->align = (enum align)align;
	const struct value *c = value_get(&p[1], STR("c"));
	bool share = width == 0 && c && c->kind == VALUE_NUMBER;
	if (share && c->number > 0 && c->number <= 1000)
		ret->width = c->number;
	return share || width == 1;
}

static bool read_columns(struct pj *r, const struct value *v, struct node *table)
{
	bool good = v->kind == VALUE_LIST;
	table->as.table.n_columns = good ? v->n : 0;
	table->as.table.columns = NEW_N(r->a, struct column_spec, table->as.table.n_columns + 1);
	for (size_t i = 0; good && i < v->n; i++)
		good = read_column(&v->items[i], &table->as.table.columns[i]);
	return good || pj_wrong(r, v, STR("ColSpec"), "[{\"t\": align}, {\"t\": width}]");
}

static bool read_cell(struct pj *r, const struct value *v, struct node *row)
{
	const struct value *p = pj_list(v, 5);
	int align = p ? pj_name(&p[1], pandoc_aligns) : -1;
	struct node *n = pj_part(r, v, row, NODE_CELL);
	if (align < 0 || !pj_int(&p[2], 1, MOST_SPAN, &n->as.cell.row_span) ||
		!pj_int(&p[3], 1, MOST_SPAN, &n->as.cell.col_span))
		return pj_wrong(
			r, v, STR("Cell"), "[Attr, {\"t\": align}, rows, columns, [blocks]]");
	n->as.cell.align = (enum align)align;
	if (!pj_attr(r, &p[0], n))
		return false;
	enum pj_result result = pj_children(r, &p[4], n, PJ_BLOCKS);
	return result == PJ_OK ||
	       (result == PJ_FORM && pj_wrong(r, &p[4], STR("Cell"), "[blocks]"));
}

static bool read_rows(struct pj *r, const struct value *v, struct node *part)
{
	bool good = v->kind == VALUE_LIST || pj_wrong(r, v, STR("Row"), "[rows]");
	for (size_t i = 0; good && i < v->n; i++) {
		const struct value *p = pj_list(&v->items[i], 2);
		if (!p || p[1].kind != VALUE_LIST)
			return pj_wrong(r, &v->items[i], STR("Row"), "[Attr, [cells]]");
		struct node *row = pj_part(r, &v->items[i], part, NODE_ROW);
		good = pj_attr(r, &p[0], row);
		for (size_t k = 0; good && k < p[1].n; k++)
			good = read_cell(r, &p[1].items[k], row);
	}
	return good;
}

static bool read_part(
	struct pj *r, const struct value *v, struct node *table, enum node_kind kind, size_t n)
{
	const struct value *p = pj_list(v, n);
	struct str name = str_from(node_kind_name(kind));
	if (!p)
		return pj_wrong(r, v, name,
			n == 2 ? "[Attr, [rows]]" : "[Attr, head columns, [head rows], [rows]]");
	struct node *part = pj_part(r, v, table, kind);
	if (!pj_attr(r, &p[0], part))
		return false;
	if (n == 2)
		return read_rows(r, &p[1], part);
	if (!pj_int(&p[1], 0, MOST_SPAN, &part->as.body.head_columns))
		return pj_wrong(r, v, name, "[Attr, head columns, [head rows], [rows]]");
	if (!read_rows(r, &p[2], part))
		return false;
	part->as.body.head_rows = p[2].n < MOST_SPAN ? (int)p[2].n : MOST_SPAN;
	return read_rows(r, &p[3], part);
}

enum pj_result pj_table(struct pj *r, const struct value *c, struct node *n)
{
	const struct value *p = pj_list(c, 6);
	if (!p || p[4].kind != VALUE_LIST)
		return PJ_FORM;
	if (!pj_attr(r, &p[0], n))
		return PJ_TOLD;
	enum pj_result result = pj_caption(r, &p[1], n);
	if (result != PJ_OK)
		return result;
	bool good = read_columns(r, &p[2], n) && read_part(r, &p[3], n, NODE_TABLE_HEAD, 2);
	for (size_t i = 0; good && i < p[4].n; i++)
		good = read_part(r, &p[4].items[i], n, NODE_TABLE_BODY, 4);
	return good && read_part(r, &p[5], n, NODE_TABLE_FOOT, 2) ? PJ_OK : PJ_TOLD;
}

/* --- metadata --- */

static const struct {
	enum node_kind kind;
	const char *form;
} kinds[] = {{NODE_META_MAP, "{\"key\": value}"}, {NODE_META_LIST, "[values]"},
	{NODE_META_INLINES, "[inlines]"}, {NODE_META_BLOCKS, "[blocks]"},
	{NODE_META_STRING, "\"text\""}, {NODE_META_BOOL, "true or false"}};

static bool read_meta(struct pj *r, const struct value *v, struct node *to, struct str key);

static bool read_map(struct pj *r, const struct value *v, struct node *map)
{
	bool good = true;
	for (size_t i = 0; good && i < v->n; i++)
		good = read_meta(r, &v->pairs[i].value, map, v->pairs[i].key);
	return good;
}

static bool read_list(struct pj *r, const struct value *v, struct node *list)
{
	bool good = true;
	for (size_t i = 0; good && i < v->n; i++)
		good = read_meta(r, &v->items[i], list, STR_NONE);
	return good;
}

/* The content of a value that is of a kind; PJ_FORM where it is no such content. */
static enum pj_result read_content(struct pj *r, const struct value *c, struct node *n)
{
	if (n->kind == NODE_META_MAP && c->kind == VALUE_MAP)
		return read_map(r, c, n) ? PJ_OK : PJ_TOLD;
	if (n->kind == NODE_META_LIST && c->kind == VALUE_LIST)
		return read_list(r, c, n) ? PJ_OK : PJ_TOLD;
	if (n->kind == NODE_META_INLINES || n->kind == NODE_META_BLOCKS)
		return pj_children(r, c, n, n->kind == NODE_META_BLOCKS ? PJ_BLOCKS : PJ_INLINES);
	if (n->kind == NODE_META_STRING)
		return pj_text(c, &n->text) ? PJ_OK : PJ_FORM;
	n->as.meta.flag = c->flag;
	return n->kind == NODE_META_BOOL && c->kind == VALUE_BOOL ? PJ_OK : PJ_FORM;
}

static bool read_meta(struct pj *r, const struct value *v, struct node *to, struct str key)
{
	const struct value *t = value_get(v, STR("t")), *c = value_get(v, STR("c"));
	size_t k = 0;
	while (k < ARRAY_LEN(kinds) &&
		!(t && t->kind == VALUE_TEXT &&
			str_eq(t->text, str_from(node_kind_name(kinds[k].kind)))))
		k++;
	if (k == ARRAY_LEN(kinds) || !c || r->depth >= NODE_DEPTH_LIMIT)
		return pj_wrong(r, v, STR("meta"), "{\"t\": \"MetaInlines\", \"c\": …}");
	struct node *n = pj_part(r, v, to, kinds[k].kind);
	n->as.meta.key = key;
	r->depth++;
	enum pj_result result = read_content(r, c, n);
	r->depth--;
	return result == PJ_OK || (result == PJ_FORM && pj_wrong(r, c, t->text, kinds[k].form));
}

bool pj_meta(struct pj *r, const struct value *meta, struct node *doc)
{
	if (meta->kind != VALUE_MAP)
		return pj_wrong(r, meta, STR("meta"), "{\"key\": value}");
	if (!meta->n)
		return true;
	doc->as.doc.meta = node_new(r->a, NODE_META_MAP, meta->at);
	return read_map(r, meta, doc->as.doc.meta);
}
