/* SPDX-License-Identifier: MIT */
/*
 * First the tree becomes a term: constructors with arguments, lists, tuples and records, each with
 * its length on one line. Then it is laid out: what fits stands on one line, else each part begins
 * one. No term is deeper than a few times NODE_DEPTH_LIMIT.
 */
#include "render/native.h"

#include "base/utf8.h"
#include "base/vec.h"
#include "render/pandoc_text.h"

/* Of lists in each other: what stands beside a tree may be as deep as the tree. */
enum { DEPTH = 2 * NODE_DEPTH_LIMIT };

enum term_kind { TERM_WORD, TERM_CALL, TERM_LIST, TERM_TUPLE, TERM_RECORD };

struct term {
	enum term_kind kind;
	struct str text; /* a word, or the name of a constructor, record or field */
	VEC(struct term *) parts;
	size_t length;
};

struct builder {
	struct arena *a;
	size_t depth;
};

static struct term *term_new(struct builder *b, enum term_kind kind, struct str text)
{
	struct term *t = NEW(b->a, struct term);
	t->kind = kind;
	t->text = text;
	return t;
}

static struct term *word(struct builder *b, const char *text)
{
	return term_new(b, TERM_WORD, str_from(text));
}

static void add(struct builder *b, struct term *t, struct term *part)
{
	*vec_push(b->a, &t->parts) = part;
}

/* --- words --- */

/* As Haskell shows a text: ASCII as it is, all else by its number. */
static struct term *text(struct builder *b, struct str s)
{
	struct buf out = buf_new(b->a);
	bool number = false;
	buf_add_char(&out, '"');
	while (s.n) {
		size_t n;
		uint32_t r = utf8_decode(s, &n);
		s = str_after(s, n);
		if (number && r >= '0' && r <= '9')
			BUF_LIT(&out, "\\&");
		number = false;
		if (r == '"' || r == '\\') {
			buf_printf(&out, "\\%c", (char)r);
		} else if (r >= ' ' && r < 0x7F) {
			buf_add_char(&out, (char)r);
		} else if (r >= 7 && r <= 13) {
			buf_printf(&out, "\\%c", "abtnvfr"[r - 7]);
		} else if (r == 0x7F) {
			BUF_LIT(&out, "\\DEL");
		} else {
			buf_printf(&out, "\\%u", r);
			number = true;
		}
	}
	buf_add_char(&out, '"');
	return term_new(b, TERM_WORD, buf_str(&out));
}

static struct term *integer(struct builder *b, int n)
{
	return term_new(b, TERM_WORD, str_printf(b->a, n < 0 ? "(%d)" : "%d", n));
}

static struct term *call(struct builder *b, const char *name, struct term *part)
{
	struct term *t = term_new(b, TERM_CALL, str_from(name));
	add(b, t, part);
	return t;
}

static struct term *attr(struct builder *b, const struct node *n)
{
	static const struct attr none = {0};
	const struct attr *a = n->attr ? n->attr : &none;
	struct term *t = term_new(b, TERM_TUPLE, STR_NONE);
	struct term *classes = term_new(b, TERM_LIST, STR_NONE);
	struct term *pairs = term_new(b, TERM_LIST, STR_NONE);
	for (size_t i = 0; i < a->n_classes; i++)
		add(b, classes, text(b, a->classes[i]));
	for (size_t i = 0; i < a->n_pairs; i++) {
		struct term *pair = term_new(b, TERM_TUPLE, STR_NONE);
		add(b, pair, text(b, a->pairs[i].key));
		add(b, pair, text(b, a->pairs[i].value));
		add(b, pairs, pair);
	}
	add(b, t, text(b, a->id));
	add(b, t, classes);
	add(b, t, pairs);
	return t;
}

/* --- the tree --- */

static struct term *element(struct builder *b, const struct node *n);

static struct term *list(struct builder *b, const struct node *first)
{
	struct term *t = term_new(b, TERM_LIST, STR_NONE);
	bool deep = b->depth > DEPTH;
	b->depth++;
	for (const struct node *n = first; n && !deep; n = n->next)
		add(b, t, element(b, n));
	b->depth--;
	return t;
}

static struct term *lists(struct builder *b, const struct node *first)
{
	struct term *t = term_new(b, TERM_LIST, STR_NONE);
	for (const struct node *n = first; n; n = n->next)
		add(b, t, list(b, n->first));
	return t;
}

static struct term *definitions(struct builder *b, const struct node *n)
{
	struct term *t = term_new(b, TERM_LIST, STR_NONE);
	const struct node *part = n->first;
	while (part) {
		struct term *pair = term_new(b, TERM_TUPLE, STR_NONE);
		struct term *all = term_new(b, TERM_LIST, STR_NONE);
		bool term = part->kind == NODE_TERM;
		add(b, pair, list(b, term ? part->first : NULL));
		part = term ? part->next : part;
		for (; part && part->kind == NODE_DEFINITION; part = part->next)
			add(b, all, list(b, part->first));
		add(b, pair, all);
		add(b, t, pair);
	}
	return t;
}

static struct term *field(struct builder *b, const char *name, struct term *value)
{
	return call(b, name, value);
}

static struct term *citations(struct builder *b, const struct node *cite)
{
	struct term *all = term_new(b, TERM_LIST, STR_NONE);
	const struct node *from = cite->as.cite.citations;
	for (const struct node *n = from ? from->first : NULL; n; n = n->next) {
		struct term *t = term_new(b, TERM_RECORD, STR("Citation"));
		const struct node *prefix = n->as.citation.prefix, *suffix = n->as.citation.suffix;
		add(b, t, field(b, "citationId =", text(b, n->text)));
		add(b, t, field(b, "citationPrefix =", list(b, prefix ? prefix->first : NULL)));
		add(b, t, field(b, "citationSuffix =", list(b, suffix ? suffix->first : NULL)));
		add(b, t,
			field(b,
				"citationMode =", word(b, pandoc_cite_modes[n->as.citation.mode])));
		add(b, t, field(b, "citationNoteNum =", integer(b, n->as.citation.note_number)));
		add(b, t, field(b, "citationHash =", integer(b, n->as.citation.hash)));
		add(b, all, t);
	}
	return all;
}

static struct term *caption(struct builder *b, const struct node *n)
{
	struct term *t = term_new(b, TERM_CALL, STR("Caption"));
	const struct node *brief = n ? n->as.caption.brief : NULL;
	add(b, t, brief ? call(b, "Just", list(b, brief->first)) : word(b, "Nothing"));
	add(b, t, list(b, n ? n->first : NULL));
	return t;
}

/* --- tables --- */

static struct term *columns(struct builder *b, const struct node *n)
{
	struct term *t = term_new(b, TERM_LIST, STR_NONE);
	for (size_t i = 0; i < n->as.table.n_columns; i++) {
		const struct column_spec *c = &n->as.table.columns[i];
		struct term *pair = term_new(b, TERM_TUPLE, STR_NONE), *width;
		struct buf number = buf_new(b->a);
		pandoc_add_number(&number, c->width);
		width = c->width > 0 ? call(b, "ColWidth", term_new(b, TERM_WORD, buf_str(&number)))
				     : word(b, "ColWidthDefault");
		add(b, pair, word(b, pandoc_aligns[c->align]));
		add(b, pair, width);
		add(b, t, pair);
	}
	return t;
}

static struct term *cell(struct builder *b, const struct node *n)
{
	struct term *t = term_new(b, TERM_CALL, STR("Cell"));
	add(b, t, attr(b, n));
	add(b, t, word(b, pandoc_aligns[n->as.cell.align]));
	add(b, t, call(b, "RowSpan", integer(b, n->as.cell.row_span)));
	add(b, t, call(b, "ColSpan", integer(b, n->as.cell.col_span)));
	add(b, t, list(b, n->first));
	return t;
}

static struct term *rows(struct builder *b, const struct node *first, const struct node *end)
{
	struct term *t = term_new(b, TERM_LIST, STR_NONE);
	for (const struct node *n = first; n && n != end; n = n->next) {
		struct term *row = term_new(b, TERM_CALL, STR("Row"));
		struct term *cells = term_new(b, TERM_LIST, STR_NONE);
		for (const struct node *c = n->first; c; c = c->next)
			add(b, cells, cell(b, c));
		add(b, row, attr(b, n));
		add(b, row, cells);
		add(b, t, row);
	}
	return t;
}

static struct term *table_part(struct builder *b, const char *name, const struct node *n)
{
	static const struct node none = {0};
	struct term *t = term_new(b, TERM_CALL, str_from(name));
	const struct node *part = n ? n : &none;
	bool body = part->kind == NODE_TABLE_BODY;
	const struct node *first = body ? pandoc_body_rows(part) : part->first;
	add(b, t, attr(b, part));
	if (body) {
		add(b, t, call(b, "RowHeadColumns", integer(b, part->as.body.head_columns)));
		add(b, t, rows(b, part->first, first));
	}
	add(b, t, rows(b, first, NULL));
	return t;
}

static void add_table(struct builder *b, struct term *t, const struct node *n)
{
	const struct node *part = pandoc_table_caption(n), *head = NULL, *foot = NULL;
	struct term *bodies = term_new(b, TERM_LIST, STR_NONE);
	add(b, t, caption(b, part));
	add(b, t, columns(b, n));
	for (part = n->first; part; part = part->next) {
		head = part->kind == NODE_TABLE_HEAD ? part : head;
		foot = part->kind == NODE_TABLE_FOOT ? part : foot;
		if (part->kind == NODE_TABLE_BODY)
			add(b, bodies, table_part(b, "TableBody", part));
	}
	add(b, t, table_part(b, "TableHead", head));
	add(b, t, bodies);
	add(b, t, table_part(b, "TableFoot", foot));
}

/* --- elements --- */

static bool has_attr(enum node_kind kind)
{
	return kind == NODE_HEADER || kind == NODE_CODE_BLOCK || kind == NODE_CODE ||
	       kind == NODE_DIV || kind == NODE_SPAN || kind == NODE_LINK || kind == NODE_IMAGE ||
	       kind == NODE_TABLE || kind == NODE_FIGURE;
}

static bool has_text(enum node_kind kind)
{
	return kind == NODE_STR || kind == NODE_CODE || kind == NODE_CODE_BLOCK ||
	       kind == NODE_MATH || kind == NODE_RAW_BLOCK || kind == NODE_RAW_INLINE;
}

static struct term *list_attributes(struct builder *b, const struct node *n)
{
	struct term *t = term_new(b, TERM_TUPLE, STR_NONE);
	add(b, t, integer(b, n->as.list.start));
	add(b, t, word(b, pandoc_list_styles[n->as.list.style]));
	add(b, t, word(b, pandoc_list_delims[n->as.list.delim]));
	return t;
}

static struct term *target(struct builder *b, const struct node *n)
{
	struct term *t = term_new(b, TERM_TUPLE, STR_NONE);
	add(b, t, text(b, n->as.link.target));
	add(b, t, text(b, n->as.link.title));
	return t;
}

/* What a kind has before its children. */
static void add_own(struct builder *b, struct term *t, const struct node *n)
{
	if (n->kind == NODE_HEADER)
		add(b, t, integer(b, n->as.header.level));
	if (has_attr(n->kind))
		add(b, t, attr(b, n));
	if (n->kind == NODE_RAW_BLOCK || n->kind == NODE_RAW_INLINE)
		add(b, t, call(b, "Format", text(b, n->as.raw.format)));
	else if (n->kind == NODE_MATH)
		add(b, t, word(b, pandoc_maths[n->as.math]));
	else if (n->kind == NODE_QUOTED)
		add(b, t, word(b, pandoc_quotes[n->as.quote]));
	else if (n->kind == NODE_ORDERED_LIST)
		add(b, t, list_attributes(b, n));
	else if (n->kind == NODE_CITE)
		add(b, t, citations(b, n));
	if (has_text(n->kind))
		add(b, t, text(b, n->text));
}

static struct term *element(struct builder *b, const struct node *n)
{
	struct term *t = term_new(b, TERM_CALL, str_from(node_kind_name(n->kind)));
	const struct node *first = n->first;
	add_own(b, t, n);
	if (n->kind == NODE_TABLE) {
		add_table(b, t, n);
	} else if (n->kind == NODE_DEFINITION_LIST) {
		add(b, t, definitions(b, n));
	} else if (n->kind == NODE_BULLET_LIST || n->kind == NODE_ORDERED_LIST ||
		   n->kind == NODE_LINE_BLOCK) {
		add(b, t, lists(b, first));
	} else if (n->kind == NODE_FIGURE) {
		bool has = first && first->kind == NODE_CAPTION;
		add(b, t, caption(b, has ? first : NULL));
		add(b, t, list(b, has ? first->next : first));
	} else if (!has_text(n->kind) && n->kind != NODE_SPACE && n->kind != NODE_SOFT_BREAK &&
		   n->kind != NODE_LINE_BREAK && n->kind != NODE_HORIZONTAL_RULE) {
		add(b, t, list(b, first));
	}
	if (n->kind == NODE_LINK || n->kind == NODE_IMAGE)
		add(b, t, target(b, n));
	if (!t->parts.n)
		t->kind = TERM_WORD;
	return t;
}

/* --- metadata --- */

static struct term *meta(struct builder *b, const struct node *n);

static struct term *meta_map(struct builder *b, const struct node *map)
{
	const struct node **values;
	struct term *t = term_new(b, TERM_LIST, STR_NONE);
	size_t n = pandoc_meta_sorted(b->a, b->depth > NODE_DEPTH_LIMIT ? NULL : map, &values);
	b->depth++;
	for (size_t i = 0; i < n; i++) {
		struct term *pair = term_new(b, TERM_TUPLE, STR_NONE);
		add(b, pair, text(b, values[i]->as.meta.key));
		add(b, pair, meta(b, values[i]));
		add(b, t, pair);
	}
	b->depth--;
	return call(b, "fromList", t);
}

static struct term *meta_list(struct builder *b, const struct node *n)
{
	struct term *t = term_new(b, TERM_LIST, STR_NONE);
	bool deep = b->depth > NODE_DEPTH_LIMIT;
	b->depth++;
	for (const struct node *v = n->first; v && !deep; v = v->next)
		add(b, t, meta(b, v));
	b->depth--;
	return t;
}

static struct term *meta(struct builder *b, const struct node *n)
{
	struct term *t = term_new(b, TERM_CALL, str_from(node_kind_name(n->kind)));
	if (n->kind == NODE_META_BOOL)
		add(b, t, word(b, n->as.meta.flag ? "True" : "False"));
	else if (n->kind == NODE_META_STRING)
		add(b, t, text(b, n->text));
	else if (n->kind == NODE_META_MAP)
		add(b, t, meta_map(b, n));
	else
		add(b, t, n->kind == NODE_META_LIST ? meta_list(b, n) : list(b, n->first));
	return t;
}

/* --- layout --- */

/* A line is so long at most, and what stands on it behind its indentation. */
enum { LINE = 72, RIBBON = 60 };

/* A call is in parentheses where it is an argument. */
static bool is_wrapped(const struct term *t, const struct term *part)
{
	return t->kind == TERM_CALL && part->kind == TERM_CALL && !str_ends(t->text, STR("="));
}

static size_t measure(struct term *t)
{
	size_t n = t->parts.n, length = utf8_width(t->text);
	for (size_t i = 0; i < n; i++) {
		bool wrapped = is_wrapped(t, t->parts.items[i]);
		length += measure(t->parts.items[i]) + 2 * (size_t)wrapped;
		t->parts.items[i]->length += wrapped; /* its ) must stand on the line too */
	}
	if (t->kind == TERM_CALL)
		length += n;
	else if (t->kind == TERM_RECORD)
		length += 1 + 2 + 3 * n;
	else if (t->kind != TERM_WORD)
		length += n ? 1 + 3 * n : 2;
	return t->length = length;
}

struct layout {
	struct buf *out;
	size_t begin, column; /* of the line that is being written */
};

static void put(struct layout *l, struct str s)
{
	buf_add(l->out, s);
	l->column += utf8_width(s);
}

static void new_line(struct layout *l, size_t column)
{
	buf_add_char(l->out, '\n');
	for (size_t i = 0; i < column; i++)
		buf_add_char(l->out, ' ');
	l->begin = l->column = column;
}

static void lay_out(struct layout *l, const struct term *t, bool flat);

static void lay_part(struct layout *l, const struct term *t, const struct term *part, bool flat)
{
	bool wrapped = is_wrapped(t, part);
	put(l, wrapped ? STR("(") : STR_NONE);
	lay_out(l, part, flat);
	put(l, wrapped ? STR(")") : STR_NONE);
}

/* Of a list, tuple or record; the marks begin the lines. */
static void lay_block(struct layout *l, const struct term *t, bool flat)
{
	static const char *const marks[][2] = {
		[TERM_LIST] = {"[", "]"}, [TERM_TUPLE] = {"(", ")"}, [TERM_RECORD] = {"{", "}"}};
	size_t column = l->column;
	put(l, str_from(marks[t->kind][0]));
	for (size_t i = 0; i < t->parts.n; i++) {
		if (i && flat)
			put(l, STR(" "));
		else if (i)
			new_line(l, column);
		put(l, i ? STR(", ") : STR(" "));
		lay_part(l, t, t->parts.items[i], flat);
	}
	if (t->parts.n && flat)
		put(l, STR(" "));
	else if (t->parts.n)
		new_line(l, column);
	put(l, str_from(marks[t->kind][1]));
}

static bool fits(size_t column, size_t begin, size_t length)
{
	return column - begin + length <= RIBBON && column + length <= LINE;
}

/* Behind a name that has its line for itself: on the next one, or each on one. */
static void lay_arguments(struct layout *l, const struct term *t, size_t column, bool flat)
{
	size_t length = t->length - utf8_width(t->text) - 1;
	bool together = flat || fits(column, column, length);
	for (size_t i = 0; i < t->parts.n; i++) {
		if (flat || (i && together))
			put(l, STR(" "));
		else
			new_line(l, column);
		lay_part(l, t, t->parts.items[i], together);
	}
}

static void lay_out(struct layout *l, const struct term *t, bool flat)
{
	size_t column = l->column;
	flat = flat || fits(column, l->begin, t->length);
	put(l, t->text);
	if (t->kind == TERM_RECORD) {
		if (flat)
			put(l, STR(" "));
		else
			new_line(l, column + 2);
	}
	if (t->kind == TERM_CALL) {
		lay_arguments(l, t, column + 2, flat);
	} else if (t->kind != TERM_WORD) {
		lay_block(l, t, flat);
	}
}

void native_render(struct buf *out, const struct node *doc, const struct writer_options *opt)
{
	struct builder b = {.a = out->arena};
	struct layout l = {.out = out};
	struct term *t = list(&b, doc->first);
	if (opt->standalone) {
		struct term *whole = term_new(&b, TERM_CALL, STR("Pandoc"));
		struct term *record = term_new(&b, TERM_RECORD, STR("Meta"));
		add(&b, record, field(&b, "unMeta =", meta_map(&b, doc->as.doc.meta)));
		add(&b, whole, record);
		add(&b, whole, t);
		t = whole;
	}
	measure(t);
	lay_out(&l, t, false);
	buf_add_char(out, '\n');
}
