/* SPDX-License-Identifier: MIT */
/*
 * Each element is {"t": NAME, "c": CONTENT}. What the content must be is a row of the table: its
 * form as people read it, for messages, and the function that reads it.
 */
#include "parse/pandoc_json.h"

#include <string.h>

#include "base/nearest.h"
#include "doc/messages.h"
#include "parse/json.h"
#include "parse/pandoc_json_parts.h"

bool pj_wrong(struct pj *r, const struct value *v, struct str what, const char *form)
{
	diag_add(r->d, MSG(pandoc_json_form), v->at, ARGS(what, str_from(form)));
	return false;
}

/* --- values --- */

bool pj_text(const struct value *v, struct str *ret)
{
	*ret = v->text;
	return v->kind == VALUE_TEXT;
}

bool pj_int(const struct value *v, int least, int most, int *ret)
{
	bool good = v->kind == VALUE_NUMBER && v->number >= -1e9 && v->number <= 1e9;
	int n = good ? (int)v->number : 0;
	*ret = n < least ? least : n > most ? most : n;
	return good;
}

const struct value *pj_list(const struct value *v, size_t n)
{
	return v->kind == VALUE_LIST && v->n == n ? v->items : NULL;
}

/* The name in {"t": NAME}, which is one of these; else -1. */
int pj_name(const struct value *v, const char *const *names)
{
	const struct value *t = value_get(v, STR("t"));
	for (int i = 0; t && names[i]; i++)
		if (t->kind == VALUE_TEXT && str_eq(t->text, str_from(names[i])))
			return i;
	return -1;
}

static bool read_classes(struct pj *r, const struct value *v, struct attr *attr)
{
	bool good = v->kind == VALUE_LIST;
	attr->n_classes = good ? v->n : 0;
	attr->classes = NEW_N(r->a, struct str, attr->n_classes + 1);
	for (size_t i = 0; good && i < v->n; i++)
		good = pj_text(&v->items[i], &attr->classes[i]);
	return good;
}

static bool read_pairs(struct pj *r, const struct value *v, struct attr *attr)
{
	bool good = v->kind == VALUE_LIST;
	attr->n_pairs = good ? v->n : 0;
	attr->pairs = NEW_N(r->a, struct attribute, attr->n_pairs + 1);
	for (size_t i = 0; good && i < v->n; i++) {
		const struct value *pair = pj_list(&v->items[i], 2);
		good = pair && pj_text(&pair[0], &attr->pairs[i].key) &&
		       pj_text(&pair[1], &attr->pairs[i].value);
	}
	return good;
}

bool pj_attr(struct pj *r, const struct value *v, struct node *n)
{
	const struct value *p = pj_list(v, 3);
	struct attr attr = {0};
	bool good = p && pj_text(&p[0], &attr.id) && read_classes(r, &p[1], &attr) &&
		    read_pairs(r, &p[2], &attr);
	if (!good)
		return pj_wrong(r, v, STR("Attr"), "[\"id\", [\"class\"], [[\"key\", \"value\"]]]");
	if (attr.id.n || attr.n_classes || attr.n_pairs)
		n->attr = arena_copy(r->a, &attr, sizeof(attr));
	return true;
}

/* --- contents --- */

static enum pj_result none(struct pj *r, const struct value *c, struct node *n)
{
	(void)r;
	(void)c;
	(void)n;
	return PJ_OK;
}

static enum pj_result text(struct pj *r, const struct value *c, struct node *n)
{
	(void)r;
	return pj_text(c, &n->text) ? PJ_OK : PJ_FORM;
}

static enum pj_result inlines(struct pj *r, const struct value *c, struct node *n)
{
	return pj_children(r, c, n, PJ_INLINES);
}

static enum pj_result blocks(struct pj *r, const struct value *c, struct node *n)
{
	return pj_children(r, c, n, PJ_BLOCKS);
}

/* A list of lists, each of them a part of this kind. */
static enum pj_result parts(
	struct pj *r, const struct value *c, struct node *n, enum node_kind kind, enum pj_what what)
{
	enum pj_result result = c->kind == VALUE_LIST ? PJ_OK : PJ_FORM;
	for (size_t i = 0; i < c->n && result == PJ_OK; i++)
		result = pj_children(r, &c->items[i], pj_part(r, &c->items[i], n, kind), what);
	return result;
}

static enum pj_result lines(struct pj *r, const struct value *c, struct node *n)
{
	return parts(r, c, n, NODE_LINE, PJ_INLINES);
}

static enum pj_result items(struct pj *r, const struct value *c, struct node *n)
{
	return parts(r, c, n, NODE_ITEM, PJ_BLOCKS);
}

static enum pj_result ordered(struct pj *r, const struct value *c, struct node *n)
{
	const struct value *p = pj_list(c, 2), *how = p ? pj_list(&p[0], 3) : NULL;
	int style = how ? pj_name(&how[1], pandoc_list_styles) : -1;
	int delim = how ? pj_name(&how[2], pandoc_list_delims) : -1;
	if (style < 0 || delim < 0 || !pj_int(&how[0], -1000000000, 1000000000, &n->as.list.start))
		return PJ_FORM;
	n->as.list.style = (enum list_style)style;
	n->as.list.delim = (enum list_delim)delim;
	return items(r, &p[1], n);
}

static enum pj_result definitions(struct pj *r, const struct value *c, struct node *n)
{
	enum pj_result result = c->kind == VALUE_LIST ? PJ_OK : PJ_FORM;
	for (size_t i = 0; i < c->n && result == PJ_OK; i++) {
		const struct value *p = pj_list(&c->items[i], 2);
		if (!p)
			return PJ_FORM;
		result = pj_children(r, &p[0], pj_part(r, &p[0], n, NODE_TERM), PJ_INLINES);
		if (result == PJ_OK)
			result = parts(r, &p[1], n, NODE_DEFINITION, PJ_BLOCKS);
	}
	return result;
}

static enum pj_result attr_text(struct pj *r, const struct value *c, struct node *n)
{
	const struct value *p = pj_list(c, 2);
	if (!p || !pj_text(&p[1], &n->text))
		return PJ_FORM;
	return pj_attr(r, &p[0], n) ? PJ_OK : PJ_TOLD;
}

static enum pj_result format_text(struct pj *r, const struct value *c, struct node *n)
{
	(void)r;
	const struct value *p = pj_list(c, 2);
	bool good = p && pj_text(&p[0], &n->as.raw.format) && pj_text(&p[1], &n->text);
	return good ? PJ_OK : PJ_FORM;
}

static enum pj_result attr_children(
	struct pj *r, const struct value *c, struct node *n, enum pj_what what)
{
	const struct value *p = pj_list(c, 2);
	if (!p)
		return PJ_FORM;
	return pj_attr(r, &p[0], n) ? pj_children(r, &p[1], n, what) : PJ_TOLD;
}

static enum pj_result attr_inlines(struct pj *r, const struct value *c, struct node *n)
{
	return attr_children(r, c, n, PJ_INLINES);
}

static enum pj_result attr_blocks(struct pj *r, const struct value *c, struct node *n)
{
	return attr_children(r, c, n, PJ_BLOCKS);
}

static enum pj_result header(struct pj *r, const struct value *c, struct node *n)
{
	const struct value *p = pj_list(c, 3);
	if (!p || !pj_int(&p[0], -1000, 1000, &n->as.header.level))
		return PJ_FORM;
	return pj_attr(r, &p[1], n) ? inlines(r, &p[2], n) : PJ_TOLD;
}

static enum pj_result quoted(struct pj *r, const struct value *c, struct node *n)
{
	const struct value *p = pj_list(c, 2);
	int quote = p ? pj_name(&p[0], pandoc_quotes) : -1;
	if (quote < 0)
		return PJ_FORM;
	n->as.quote = (enum quote_type)quote;
	return inlines(r, &p[1], n);
}

static enum pj_result math(struct pj *r, const struct value *c, struct node *n)
{
	(void)r;
	const struct value *p = pj_list(c, 2);
	int kind = p ? pj_name(&p[0], pandoc_maths) : -1;
	if (kind < 0 || !pj_text(&p[1], &n->text))
		return PJ_FORM;
	n->as.math = (enum math_type)kind;
	return PJ_OK;
}

static enum pj_result link(struct pj *r, const struct value *c, struct node *n)
{
	const struct value *p = pj_list(c, 3), *target = p ? pj_list(&p[2], 2) : NULL;
	if (!target || !pj_text(&target[0], &n->as.link.target) ||
		!pj_text(&target[1], &n->as.link.title))
		return PJ_FORM;
	return pj_attr(r, &p[0], n) ? inlines(r, &p[1], n) : PJ_TOLD;
}

/* What stands beside the tree; without anything in it, it is not there. */
static enum pj_result beside(struct pj *r, const struct value *v, struct node **ret)
{
	struct node *n = node_new(r->a, NODE_INLINES, v->at);
	enum pj_result result = inlines(r, v, n);
	*ret = n->first ? n : NULL;
	return result;
}

static enum pj_result citation(struct pj *r, const struct value *v, struct node *to)
{
	const struct value nothing = {0};
	const struct value *id = value_get(v, STR("citationId")),
			   *prefix = value_get(v, STR("citationPrefix")),
			   *suffix = value_get(v, STR("citationSuffix")),
			   *mode = value_get(v, STR("citationMode")),
			   *note = value_get(v, STR("citationNoteNum")),
			   *hash = value_get(v, STR("citationHash"));
	struct node *n = pj_part(r, v, to, NODE_CITATION);
	int which = mode ? pj_name(mode, pandoc_cite_modes) : -1;
	if (which < 0 || !id || !pj_text(id, &n->text) || !prefix || !suffix ||
		!pj_int(note ? note : &nothing, 0, 1000000000, &n->as.citation.note_number) ||
		!pj_int(hash ? hash : &nothing, -1000000000, 1000000000, &n->as.citation.hash))
		return PJ_FORM;
	n->as.citation.mode = (enum cite_mode)which;
	enum pj_result result = beside(r, prefix, &n->as.citation.prefix);
	return result == PJ_OK ? beside(r, suffix, &n->as.citation.suffix) : result;
}

static enum pj_result cite(struct pj *r, const struct value *c, struct node *n)
{
	const struct value *p = pj_list(c, 2);
	if (!p || p[0].kind != VALUE_LIST)
		return PJ_FORM;
	struct node *all = n->as.cite.citations = node_new(r->a, NODE_CITATIONS, p[0].at);
	enum pj_result result = PJ_OK;
	for (size_t i = 0; i < p[0].n && result == PJ_OK; i++)
		result = citation(r, &p[0].items[i], all);
	return result == PJ_OK ? inlines(r, &p[1], n) : result;
}

enum pj_result pj_caption(struct pj *r, const struct value *v, struct node *to)
{
	const struct value *p = pj_list(v, 2);
	if (!p)
		return pj_wrong(r, v, STR("Caption"), "[[inlines] or null, [blocks]]") ? PJ_OK
										       : PJ_TOLD;
	struct node *n = pj_part(r, v, to, NODE_CAPTION);
	if (p[0].kind != VALUE_NULL) {
		enum pj_result result = beside(r, &p[0], &n->as.caption.brief);
		if (result != PJ_OK)
			return result;
	}
	enum pj_result result = blocks(r, &p[1], n);
	if (!n->first && !n->as.caption.brief)
		node_unlink(n);
	return result;
}

static enum pj_result figure(struct pj *r, const struct value *c, struct node *n)
{
	const struct value *p = pj_list(c, 3);
	if (!p)
		return PJ_FORM;
	if (!pj_attr(r, &p[0], n))
		return PJ_TOLD;
	enum pj_result result = pj_caption(r, &p[1], n);
	return result == PJ_OK ? blocks(r, &p[2], n) : result;
}

/* --- the elements --- */

static const struct pj_element {
	enum node_kind kind;
	const char *form;
	enum pj_result (*read)(struct pj *r, const struct value *c, struct node *n);
} elements[] = {
	{NODE_STR, "\"text\"", text},
	{NODE_SPACE, "", none},
	{NODE_PARA, "[inlines]", inlines},
	{NODE_PLAIN, "[inlines]", inlines},
	{NODE_SOFT_BREAK, "", none},
	{NODE_LINE_BREAK, "", none},
	{NODE_EMPH, "[inlines]", inlines},
	{NODE_STRONG, "[inlines]", inlines},
	{NODE_CODE, "[Attr, \"text\"]", attr_text},
	{NODE_LINK, "[Attr, [inlines], [\"address\", \"title\"]]", link},
	{NODE_HEADER, "[level, Attr, [inlines]]", header},
	{NODE_BULLET_LIST, "[[blocks]]", items},
	{NODE_ORDERED_LIST, "[[start, {\"t\": style}, {\"t\": delimiter}], [[blocks]]]", ordered},
	{NODE_CODE_BLOCK, "[Attr, \"text\"]", attr_text},
	{NODE_BLOCK_QUOTE, "[blocks]", blocks},
	{NODE_HORIZONTAL_RULE, "", none},
	{NODE_DIV, "[Attr, [blocks]]", attr_blocks},
	{NODE_SPAN, "[Attr, [inlines]]", attr_inlines},
	{NODE_TABLE, "[Attr, caption, [columns], head, [bodies], foot]", pj_table},
	{NODE_QUOTED, "[{\"t\": \"SingleQuote\" or \"DoubleQuote\"}, [inlines]]", quoted},
	{NODE_NOTE, "[blocks]", blocks},
	{NODE_IMAGE, "[Attr, [inlines], [\"address\", \"title\"]]", link},
	{NODE_FIGURE, "[Attr, caption, [blocks]]", figure},
	{NODE_MATH, "[{\"t\": \"InlineMath\" or \"DisplayMath\"}, \"text\"]", math},
	{NODE_CITE, "[[citations], [inlines]]", cite},
	{NODE_RAW_INLINE, "[\"format\", \"text\"]", format_text},
	{NODE_RAW_BLOCK, "[\"format\", \"text\"]", format_text},
	{NODE_STRIKEOUT, "[inlines]", inlines},
	{NODE_SUPERSCRIPT, "[inlines]", inlines},
	{NODE_SUBSCRIPT, "[inlines]", inlines},
	{NODE_SMALL_CAPS, "[inlines]", inlines},
	{NODE_UNDERLINE, "[inlines]", inlines},
	{NODE_DEFINITION_LIST, "[[[inlines], [[blocks]]]]", definitions},
	{NODE_LINE_BLOCK, "[[inlines]]", lines},
};

static const struct pj_element *find(struct str name)
{
	for (size_t i = 0; i < ARRAY_LEN(elements); i++)
		if (str_eq(name, str_from(node_kind_name(elements[i].kind))))
			return &elements[i];
	return NULL;
}

static enum pj_result tell_unknown(struct pj *r, const struct value *v, enum pj_what what)
{
	const struct value *t = value_get(v, STR("t"));
	if (!t || t->kind != VALUE_TEXT) {
		pj_wrong(r, v, what == PJ_BLOCKS ? STR("Block") : STR("Inline"),
			"{\"t\": \"Name\", \"c\": …}");
		return PJ_TOLD;
	}
	struct nearest near = nearest_to(t->text);
	for (size_t i = 0; i < ARRAY_LEN(elements); i++)
		if (what == PJ_BLOCKS ? node_is_block(elements[i].kind)
				      : node_is_inline(elements[i].kind))
			nearest_try(&near, str_from(node_kind_name(elements[i].kind)));
	diag_add(r->d, what == PJ_BLOCKS ? MSG(pandoc_json_block) : MSG(pandoc_json_inline), t->at,
		ARGS(t->text, near.best));
	return PJ_TOLD;
}

static enum pj_result read_one(
	struct pj *r, const struct value *v, struct node *to, enum pj_what what)
{
	static const struct value nothing = {0};
	const struct value *t = value_get(v, STR("t")), *c = value_get(v, STR("c"));
	struct str name = t && t->kind == VALUE_TEXT ? t->text : STR_NONE;
	if (what == PJ_BLOCKS && str_eq(name, STR("Null")))
		return PJ_OK; /* of pandoc-types 1.22 */
	const struct pj_element *e = find(name);
	if (!e || (what == PJ_BLOCKS ? !node_is_block(e->kind) : !node_is_inline(e->kind)))
		return tell_unknown(r, v, what);
	struct node *n = pj_part(r, v, to, e->kind);
	enum pj_result result = c || e->read == none ? e->read(r, c ? c : &nothing, n) : PJ_FORM;
	if (result != PJ_FORM)
		return result;
	pj_wrong(r, c ? c : v, name, e->form);
	return PJ_TOLD;
}

struct node *pj_part(struct pj *r, const struct value *v, struct node *to, enum node_kind kind)
{
	struct node *n = node_new(r->a, kind, v->at);
	node_append(to, n);
	return n;
}

/* How many nodes deeper the children of this kind are than the block that it is a part of. */
static size_t levels(enum node_kind kind)
{
	if (kind == NODE_CELL)
		return 4; /* table, body, row and cell */
	return node_is_block(kind) || node_is_inline(kind) ? 1 : 2;
}

enum pj_result pj_children(struct pj *r, const struct value *v, struct node *to, enum pj_what what)
{
	if (v->kind != VALUE_LIST)
		return PJ_FORM;
	r->depth += levels(to->kind);
	if (r->depth > NODE_DEPTH_LIMIT) {
		struct str most = str_printf(r->a, "%d", NODE_DEPTH_LIMIT);
		diag_add(r->d, MSG(data_deep), v->at, ARGS(most));
		return PJ_TOLD;
	}
	enum pj_result result = PJ_OK;
	for (size_t i = 0; i < v->n && result == PJ_OK; i++)
		result = read_one(r, &v->items[i], to, what);
	r->depth -= levels(to->kind);
	return result;
}

/* --- the document --- */

/* 1.22 lacks Figure and has Null; all else is as in 1.23. */
static bool check_version(struct pj *r, const struct value *doc)
{
	const struct value *v = value_get(doc, STR("pandoc-api-version"));
	int major, minor;
	if (doc->kind != VALUE_MAP || !v || v->kind != VALUE_LIST || v->n < 2 ||
		!pj_int(&v->items[0], 0, 1000, &major) || !pj_int(&v->items[1], 0, 1000, &minor)) {
		diag_add(r->d, MSG(pandoc_json_none), doc->at, NO_ARGS);
		return false;
	}
	if (major == 1 && (minor == 22 || minor == 23))
		return true;
	diag_add(r->d, MSG(pandoc_json_version), v->at,
		ARGS(str_printf(r->a, "%d.%d", major, minor)));
	return false;
}

struct node *pandoc_json_parse(struct arena *a, struct source *src, struct diags *d)
{
	struct pj r = {.a = a, .d = d};
	struct value v;
	if (!json_parse_deep(a, src, PJ_JSON_DEPTH, &v, d) || !check_version(&r, &v))
		return NULL;
	struct node *doc = node_new(a, NODE_DOC, span_file(src));
	const struct value *meta = value_get(&v, STR("meta")), *body = value_get(&v, STR("blocks"));
	if (meta && !pj_meta(&r, meta, doc))
		return NULL;
	enum pj_result result = body ? blocks(&r, body, doc) : PJ_FORM;
	if (result == PJ_FORM)
		pj_wrong(&r, body ? body : &v, STR("blocks"), "[blocks]");
	return result == PJ_OK ? doc : NULL;
}
