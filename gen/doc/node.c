/* SPDX-License-Identifier: MIT */
#include "doc/node.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "doc/walk.h"

static const char *const kind_names[N_NODE_KINDS] = {
	[NODE_DOC] = "Doc",
	[NODE_PLAIN] = "Plain",
	[NODE_PARA] = "Para",
	[NODE_LINE_BLOCK] = "LineBlock",
	[NODE_CODE_BLOCK] = "CodeBlock",
	[NODE_RAW_BLOCK] = "RawBlock",
	[NODE_BLOCK_QUOTE] = "BlockQuote",
	[NODE_ORDERED_LIST] = "OrderedList",
	[NODE_BULLET_LIST] = "BulletList",
	[NODE_DEFINITION_LIST] = "DefinitionList",
	[NODE_HEADER] = "Header",
	[NODE_HORIZONTAL_RULE] = "HorizontalRule",
	[NODE_TABLE] = "Table",
	[NODE_FIGURE] = "Figure",
	[NODE_DIV] = "Div",
	[NODE_STR] = "Str",
	[NODE_EMPH] = "Emph",
	[NODE_UNDERLINE] = "Underline",
	[NODE_STRONG] = "Strong",
	[NODE_STRIKEOUT] = "Strikeout",
	[NODE_SUPERSCRIPT] = "Superscript",
	[NODE_SUBSCRIPT] = "Subscript",
	[NODE_SMALL_CAPS] = "SmallCaps",
	[NODE_QUOTED] = "Quoted",
	[NODE_CITE] = "Cite",
	[NODE_CODE] = "Code",
	[NODE_SPACE] = "Space",
	[NODE_SOFT_BREAK] = "SoftBreak",
	[NODE_LINE_BREAK] = "LineBreak",
	[NODE_MATH] = "Math",
	[NODE_RAW_INLINE] = "RawInline",
	[NODE_LINK] = "Link",
	[NODE_IMAGE] = "Image",
	[NODE_NOTE] = "Note",
	[NODE_SPAN] = "Span",
	[NODE_ITEM] = "Item",
	[NODE_TERM] = "Term",
	[NODE_DEFINITION] = "Definition",
	[NODE_LINE] = "Line",
	[NODE_CAPTION] = "Caption",
	[NODE_TABLE_HEAD] = "TableHead",
	[NODE_TABLE_BODY] = "TableBody",
	[NODE_TABLE_FOOT] = "TableFoot",
	[NODE_ROW] = "Row",
	[NODE_CELL] = "Cell",
	[NODE_INLINES] = "Inlines",
	[NODE_CITATIONS] = "Citations",
	[NODE_CITATION] = "Citation",
	[NODE_META_MAP] = "MetaMap",
	[NODE_META_LIST] = "MetaList",
	[NODE_META_INLINES] = "MetaInlines",
	[NODE_META_BLOCKS] = "MetaBlocks",
	[NODE_META_STRING] = "MetaString",
	[NODE_META_BOOL] = "MetaBool",
};

bool node_is_block(enum node_kind kind)
{
	return kind >= NODE_PLAIN && kind <= NODE_DIV;
}

bool node_is_inline(enum node_kind kind)
{
	return kind >= NODE_STR && kind <= NODE_SPAN;
}

const char *node_kind_name(enum node_kind kind)
{
	return kind_names[kind];
}

struct node *node_new(struct arena *a, enum node_kind kind, struct span span)
{
	struct node *n = NEW(a, struct node);
	n->kind = kind;
	n->span = span;
	if (kind == NODE_CELL)
		n->as.cell.row_span = n->as.cell.col_span = 1;
	else if (kind == NODE_HEADER)
		n->as.header.level = 1;
	else if (kind == NODE_ORDERED_LIST)
		n->as.list.start = 1;
	return n;
}

void node_unlink(struct node *n)
{
	if (n->prev)
		n->prev->next = n->next;
	else if (n->parent)
		n->parent->first = n->next;
	if (n->next)
		n->next->prev = n->prev;
	else if (n->parent)
		n->parent->last = n->prev;
	n->parent = n->prev = n->next = NULL;
}

void node_append(struct node *parent, struct node *child)
{
	if (child->parent || child->prev || child->next)
		node_unlink(child);
	child->parent = parent;
	child->prev = parent->last;
	if (parent->last)
		parent->last->next = child;
	else
		parent->first = child;
	parent->last = child;
}

void node_insert_before(struct node *at, struct node *child)
{
	node_unlink(child);
	child->parent = at->parent;
	child->prev = at->prev;
	child->next = at;
	if (at->prev)
		at->prev->next = child;
	else if (at->parent)
		at->parent->first = child;
	at->prev = child;
}

void node_replace(struct node *old, struct node *by)
{
	while (by) {
		struct node *next = by->next;
		node_insert_before(old, by);
		by = next;
	}
	node_unlink(old);
}

void node_move(struct node *parent, struct node *first, struct node *last)
{
	for (struct node *n = first, *next; n; n = next) {
		next = n == last ? NULL : n->next;
		node_append(parent, n);
	}
}

size_t node_beside(struct node *n, struct node **ret_trees[NODE_BESIDE])
{
	size_t k = 0;
	if (n->kind == NODE_DOC) {
		ret_trees[k++] = &n->as.doc.meta;
	} else if (n->kind == NODE_CITE) {
		ret_trees[k++] = &n->as.cite.citations;
	} else if (n->kind == NODE_CAPTION) {
		ret_trees[k++] = &n->as.caption.brief;
	} else if (n->kind == NODE_CITATION) {
		ret_trees[k++] = &n->as.citation.prefix;
		ret_trees[k++] = &n->as.citation.suffix;
	}
	return k;
}

static struct node *copy_one(struct arena *a, const struct node *n)
{
	struct node *c = arena_copy(a, n, sizeof(*n));
	c->parent = c->prev = c->next = c->first = c->last = NULL;
	if (c->attr)
		c->attr = arena_copy(a, c->attr, sizeof(*c->attr));
	return c;
}

struct copying {
	struct arena *arena;
	VEC(struct node **) beside; /* trees that are still those of the original */
};

static struct node *copy_tree(struct copying *c, const struct node *n)
{
	struct node *at = NULL;
	for (struct walk w = walk_start(n); walk_next(&w);) {
		if (w.event == WALK_LEAVE) {
			if (!at || !at->parent)
				return at;
			at = at->parent;
			continue;
		}
		struct node *copy = copy_one(c->arena, w.node), **trees[NODE_BESIDE];
		size_t k = node_beside(copy, trees);
		while (k-- > 0)
			if (*trees[k])
				*vec_push(c->arena, &c->beside) = trees[k];
		if (at)
			node_append(at, copy);
		at = copy;
	}
	return NULL;
}

struct node *node_copy(struct arena *a, const struct node *n)
{
	struct copying c = {.arena = a};
	struct node **beside[NODE_BESIDE];
	/* Most of what is copied is a word. */
	if (!n->first && node_beside((struct node *)(uintptr_t)n, beside) == 0)
		return copy_one(a, n);
	struct node *copy = copy_tree(&c, n);
	while (c.beside.n) {
		struct node **tree = c.beside.items[--c.beside.n];
		*tree = copy_tree(&c, *tree);
	}
	return copy;
}

struct node *node_meta_get(const struct node *map, struct str key)
{
	struct node *found = NULL;
	for (struct node *n = map ? map->first : NULL; n && !found; n = n->next)
		if (str_eq(n->as.meta.key, key))
			found = n;
	return found;
}

static struct attr *attr_of(struct arena *a, struct node *n)
{
	if (!n->attr)
		n->attr = NEW(a, struct attr);
	return n->attr;
}

bool node_has_class(const struct node *n, struct str name)
{
	for (size_t i = 0; n->attr && i < n->attr->n_classes; i++)
		if (str_eq(n->attr->classes[i], name))
			return true;
	return false;
}

/* The lists are copied before they grow: a copied node shares them with its original. */
void node_add_class(struct arena *a, struct node *n, struct str name)
{
	if (node_has_class(n, name))
		return;
	struct attr *attr = attr_of(a, n);
	struct str *classes = NEW_N(a, struct str, attr->n_classes + 1);
	for (size_t i = 0; i < attr->n_classes; i++)
		classes[i] = attr->classes[i];
	classes[attr->n_classes++] = name;
	attr->classes = classes;
}

void node_set_attribute(struct arena *a, struct node *n, struct str key, struct str value)
{
	struct attr *attr = attr_of(a, n);
	struct attribute *pairs = NEW_N(a, struct attribute, attr->n_pairs + 1);
	bool found = false;
	for (size_t i = 0; i < attr->n_pairs; i++) {
		pairs[i] = attr->pairs[i];
		if (str_eq(pairs[i].key, key)) {
			pairs[i].value = value;
			found = true;
		}
	}
	if (!found)
		pairs[attr->n_pairs++] = (struct attribute){key, value};
	attr->pairs = pairs;
}

struct str node_attribute(const struct node *n, struct str key)
{
	for (size_t i = 0; n->attr && i < n->attr->n_pairs; i++)
		if (str_eq(n->attr->pairs[i].key, key))
			return n->attr->pairs[i].value;
	return STR_NONE;
}

void node_set_id(struct arena *a, struct node *n, struct str id)
{
	attr_of(a, n)->id = id;
}

struct node *node_add(struct arena *a, struct node *parent, enum node_kind kind)
{
	struct node *n = node_new(a, kind, parent->span);
	n->flags = NODE_GENERATED;
	node_append(parent, n);
	return n;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

void node_add_text(struct arena *a, struct node *parent, struct str text, struct span span)
{
	/* Where the span holds just this text, each part gets its own place. */
	bool exact = span.src && str_eq(span_text(span), text);
	uint8_t flags = exact ? 0 : NODE_GENERATED;
	for (size_t i = 0; i < text.n;) {
		size_t from = i;
		bool blank = is_blank(text.p[i]);
		while (i < text.n && is_blank(text.p[i]) == blank)
			i++;
		struct span part = exact ? span_sub(span, from, i - from) : span;
		struct node *n = node_new(a, blank ? NODE_SPACE : NODE_STR, part);
		n->flags = flags;
		if (!blank)
			n->text = str_sub(text, from, i);
		node_append(parent, n);
	}
}

struct node *node_add_link(struct arena *a, struct node *parent, struct str target, struct str text)
{
	struct node *n = node_add(a, parent, NODE_LINK);
	n->as.link.target = target;
	node_add_text(a, n, text, n->span);
	return n;
}

static void add_blank(struct buf *b)
{
	if (b->n && b->p[b->n - 1] != ' ')
		buf_add_char(b, ' ');
}

static void add_quote(struct buf *b, const struct node *n, enum walk_event event)
{
	bool twice = n->as.quote == QUOTE_DOUBLE;
	if (event == WALK_ENTER)
		buf_add(b, twice ? STR("“") : STR("‘"));
	else
		buf_add(b, twice ? STR("”") : STR("’"));
}

struct str node_plain_text(struct arena *a, const struct node *n)
{
	struct buf b = buf_new(a);
	for (struct walk w = walk_start(n); walk_next(&w);) {
		enum node_kind kind = w.node->kind;
		if (kind == NODE_QUOTED) {
			add_quote(&b, w.node, w.event);
		} else if (w.event == WALK_LEAVE) {
			/* The end of one block is not glued to the beginning of the next. */
			if (!node_is_inline(kind) && w.node != n)
				add_blank(&b);
		} else if (kind == NODE_NOTE) {
			walk_skip(&w);
		} else if (kind == NODE_STR || kind == NODE_CODE || kind == NODE_MATH ||
			   kind == NODE_CODE_BLOCK) {
			buf_add(&b, w.node->text);
		} else if (kind == NODE_SPACE || kind == NODE_LINE_BREAK ||
			   (kind == NODE_SOFT_BREAK && !node_break_joins(w.node))) {
			add_blank(&b);
		}
	}
	return str_trim(buf_str(&b));
}

static const struct node *neighbour(const struct node *n, bool after)
{
	for (;;) {
		const struct node *side = after ? n->next : n->prev;
		if (side)
			return side;
		if (!n->parent || !node_is_inline(n->parent->kind))
			return NULL;
		n = n->parent;
		if (n->kind == NODE_QUOTED)
			return n;
	}
}

/* The character that a reader sees beside a break, 0 where none is or where it is no text. */
static uint32_t rune_beside(const struct node *n, bool after)
{
	const struct node *inside = n;
	size_t bytes;
	for (;;) {
		const struct node *side = neighbour(inside, after);
		if (!side)
			return 0;
		while (side->kind != NODE_QUOTED && side->kind != NODE_NOTE &&
			(after ? side->first : side->last))
			side = after ? side->first : side->last;
		if (side->kind == NODE_QUOTED)
			return 0x201C;
		if (side->kind == NODE_NOTE) {
			inside = side;
			continue;
		}
		bool has_text = side->kind == NODE_STR || side->kind == NODE_CODE;
		if (!has_text || !side->text.n)
			return 0;
		return after ? utf8_decode(side->text, &bytes)
			     : utf8_decode_last(side->text, &bytes);
	}
}

/* Quotes, dashes and dots have no width of their own: they take that of what stands beside them. */
static bool is_ambiguous(uint32_t r)
{
	return r == 0xB7 || (r >= 0x2010 && r <= 0x2027);
}

bool node_break_joins(const struct node *soft_break)
{
	uint32_t before = rune_beside(soft_break, false), after = rune_beside(soft_break, true);
	bool wide = rune_is_cjk(before) || rune_is_cjk(after);
	return wide && (rune_is_cjk(before) || is_ambiguous(before)) &&
	       (rune_is_cjk(after) || is_ambiguous(after));
}
