/* SPDX-License-Identifier: MIT */
#include "render/markdown.h"

#include <string.h>

#include "base/utf8.h"
#include "doc/header_id.h"
#include "render/markdown_parts.h"

/* --- lines --- */

static void begin_line(struct mdw *w, bool empty)
{
	struct str prefix = buf_str(&w->prefix);
	while (empty && prefix.n && prefix.p[prefix.n - 1] == ' ')
		prefix.n--;
	if (w->begins)
		buf_add(w->out, prefix);
	w->begins = false;
}

void mdw_put(struct mdw *w, struct str text)
{
	while (text.n) {
		size_t n = str_find_char(text, '\n');
		struct str line = str_sub(text, 0, n);
		if (line.n || n != SIZE_MAX)
			begin_line(w, !line.n);
		buf_add(w->out, line);
		if (n == SIZE_MAX)
			return;
		buf_add_char(w->out, '\n');
		w->begins = true;
		text = str_after(text, n + 1);
	}
}

static void end_line(struct mdw *w)
{
	if (!w->begins)
		mdw_put(w, STR("\n"));
}

/* Further lines stand behind this too; gives what is to be taken away again. */
static size_t push_prefix(struct mdw *w, struct str more)
{
	size_t before = w->prefix.n;
	buf_add(&w->prefix, more);
	return before;
}

static size_t push_blanks(struct mdw *w, size_t n)
{
	size_t before = w->prefix.n;
	while (n-- > 0)
		buf_add_char(&w->prefix, ' ');
	return before;
}

/* --- filling --- */

static size_t ordinal_length(struct str word)
{
	size_t n = 0;
	while (n < word.n && char_is_digit(word.p[n]))
		n++;
	bool ordinal = n && n < 10 && n + 1 == word.n && (word.p[n] == '.' || word.p[n] == ')');
	return ordinal ? n : 0;
}

static bool all_of(struct str word, char c)
{
	for (size_t i = 0; i < word.n; i++)
		if (word.p[i] != c)
			return false;
	return word.n != 0;
}

/* What would begin a block at the begin of a line gets a backslash. */
static void put_first(struct mdw *w, struct str word)
{
	size_t ordinal = ordinal_length(word);
	bool mark = str_eq(word, STR("-")) || str_eq(word, STR("+")) || all_of(word, '=') ||
		    str_starts(word, STR(":"));
	if (w->plain || (!ordinal && !mark)) {
		mdw_put(w, word);
		return;
	}
	mdw_put(w, str_sub(word, 0, ordinal));
	mdw_put(w, STR("\\"));
	mdw_put(w, str_after(word, ordinal));
}

static size_t word_end(struct str s)
{
	size_t n = 0;
	while (n < s.n && s.p[n] != MDW_SPACE && s.p[n] != MDW_BREAK && s.p[n] != '\n')
		n++;
	return n;
}

static void fill(struct mdw *w, struct str words)
{
	size_t room = w->opt->columns > w->prefix.n ? w->opt->columns - w->prefix.n : 1;
	size_t column = 0;
	bool first = true;
	char between = 0;
	while (words.n) {
		struct str word = str_sub(words, 0, word_end(words));
		size_t width = utf8_width(word);
		bool full = w->opt->wrap == WRAP_AUTO && column + 1 + width > room;
		bool line = between == '\n' || between == MDW_BREAK || (between && full);
		if (line && !first)
			mdw_put(w, STR("\n"));
		else if (between && !first)
			mdw_put(w, STR(" "));
		if (first || line)
			put_first(w, word);
		else
			mdw_put(w, word);
		column = first || line ? width : column + 1 + width;
		first = false;
		between = word.n < words.n ? words.p[word.n] : 0;
		words = str_after(words, word.n + 1);
	}
}

void mdw_inlines(struct mdw *w, const struct node *first, struct str behind)
{
	struct str words = mdw_words(w, first);
	fill(w, STR_CAT(w->out->arena, words, behind));
	end_line(w);
}

/* --- blocks --- */

static void blocks(struct mdw *w, const struct node *first);

static void paragraph(struct mdw *w, const struct node *n)
{
	mdw_inlines(w, n->first, STR_NONE);
}

static bool has_own_id(struct mdw *w, const struct node *n)
{
	struct arena *a = w->out->arena;
	return n->attr && n->attr->id.n &&
	       !str_eq(n->attr->id, header_id_pandoc(a, node_plain_text(a, n)));
}

static void header(struct mdw *w, const struct node *n)
{
	struct buf b = buf_new(w->out->arena);
	struct str text = mdw_line(w, n->first);
	for (int i = 0; i < n->as.header.level && i < 6 && !w->plain; i++)
		buf_add_char(&b, '#');
	if (b.n && text.n)
		buf_add_char(&b, ' ');
	buf_add(&b, text);
	struct attr attr = n->attr ? *n->attr : (struct attr){0};
	if (!has_own_id(w, n))
		attr.id = STR_NONE;
	if (!w->plain && (attr.id.n || attr.n_classes || attr.n_pairs)) {
		buf_add_char(&b, ' ');
		mdw_attr(&b, &attr);
	}
	buf_add_char(&b, '\n');
	mdw_put(w, buf_str(&b));
}

static struct str fence_for(struct mdw *w, struct str text)
{
	struct buf b = buf_new(w->out->arena);
	size_t run = 0, longest = 2;
	for (size_t i = 0; i < text.n; i++) {
		run = text.p[i] == '`' ? run + 1 : 0;
		longest = run > longest ? run : longest;
	}
	for (size_t i = 0; i <= longest; i++)
		buf_add_char(&b, '`');
	return buf_str(&b);
}

static void fenced(struct mdw *w, struct str text, struct str info)
{
	struct str fence = fence_for(w, text);
	mdw_put(w, fence);
	mdw_put(w, info);
	mdw_put(w, STR("\n"));
	mdw_put(w, text);
	if (text.n)
		mdw_put(w, STR("\n"));
	mdw_put(w, fence);
	end_line(w);
}

static void code_block(struct mdw *w, const struct node *n)
{
	struct buf info = buf_new(w->out->arena);
	const struct attr *a = n->attr;
	if (w->plain) {
		size_t before = push_blanks(w, 4);
		mdw_put(w, n->text);
		end_line(w);
		w->prefix.n = before;
		return;
	}
	bool word = a && a->n_classes == 1 && !a->id.n && !a->n_pairs &&
		    str_find_char(a->classes[0], '`') == SIZE_MAX;
	if (word)
		buf_add(&info, a->classes[0]);
	else if (mdw_has_attr(n))
		mdw_attr(&info, a);
	fenced(w, n->text, buf_str(&info));
}

static void raw_block(struct mdw *w, const struct node *n)
{
	struct str format = n->as.raw.format;
	bool html = str_eq(format, STR("html")) && str_starts(n->text, STR("<"));
	bool tex = str_eq(format, STR("tex")) && str_starts(n->text, STR("\\"));
	if (w->plain)
		return;
	if (html || tex) {
		mdw_put(w, n->text);
		end_line(w);
		return;
	}
	fenced(w, n->text, STR_CAT(w->out->arena, STR("{="), format, STR("}")));
}

static void block_quote(struct mdw *w, const struct node *n)
{
	size_t before = push_prefix(w, w->plain ? STR("  ") : STR("> "));
	if (!n->first)
		mdw_put(w, STR("\n"));
	blocks(w, n->first);
	w->prefix.n = before;
}

/* --- lists --- */

static bool is_tight(const struct node *list)
{
	for (const struct node *item = list->first; item; item = item->next)
		for (const struct node *n = item->first; n; n = n->next)
			if (n->kind == NODE_PARA)
				return false;
	return true;
}

static void item(struct mdw *w, const struct node *n, struct str mark)
{
	mdw_put(w, mark);
	size_t before = push_blanks(w, mark.n);
	blocks(w, n->first);
	end_line(w);
	w->prefix.n = before;
}

/* Lists of one kind beside each other differ by their mark, or they would be one. */
static char bullet_of(const struct node *n)
{
	bool other = false;
	for (; n->prev && n->prev->kind == NODE_BULLET_LIST; n = n->prev)
		other = !other;
	return other ? '*' : '-';
}

static struct str item_mark(struct mdw *w, const struct node *list, int no)
{
	struct arena *a = w->out->arena;
	if (list->kind == NODE_BULLET_LIST)
		return str_printf(a, "%c ", bullet_of(list));
	bool paren =
		list->as.list.delim == LIST_ONE_PAREN || list->as.list.delim == LIST_TWO_PARENS;
	return str_printf(a, "%d%c ", no < 0 ? 0 : no, paren ? ')' : '.');
}

static void list(struct mdw *w, const struct node *n)
{
	bool tight = w->tight;
	w->tight = is_tight(n);
	bool own = w->tight;
	int no = n->as.list.start;
	for (const struct node *one = n->first; one; one = one->next) {
		w->tight = own;
		item(w, one, item_mark(w, n, n->kind == NODE_BULLET_LIST ? 0 : no++));
		if (one->next && !own)
			mdw_put(w, STR("\n"));
	}
	w->tight = tight;
}

static void definition(struct mdw *w, const struct node *n)
{
	bool tight = !n->first || n->first->kind == NODE_PLAIN;
	if (!tight)
		mdw_put(w, STR("\n"));
	w->tight = tight;
	item(w, n, w->plain ? STR("    ") : STR(":   "));
}

static void definition_list(struct mdw *w, const struct node *n)
{
	bool tight = w->tight;
	for (const struct node *part = n->first; part; part = part->next) {
		if (part->kind == NODE_TERM && part->prev)
			mdw_put(w, STR("\n"));
		if (part->kind == NODE_TERM) {
			fill(w, mdw_line(w, part->first));
			end_line(w);
		} else {
			definition(w, part);
		}
	}
	w->tight = tight;
}

static void line_block(struct mdw *w, const struct node *n)
{
	for (const struct node *line = n->first; line; line = line->next) {
		mdw_put(w, w->plain ? STR_NONE : STR("| "));
		mdw_put(w, mdw_line(w, line->first));
		mdw_put(w, STR("\n"));
	}
}

/* --- the others --- */

static void rule(struct mdw *w, const struct node *n)
{
	(void)n;
	mdw_put(w,
		STR("------------------------------------------------------------------------\n"));
}

static void div(struct mdw *w, const struct node *n)
{
	bool tight = w->tight;
	w->tight = false;
	if (!w->plain) {
		struct buf b = buf_new(w->out->arena);
		BUF_LIT(&b, "::: ");
		mdw_attr(&b, n->attr);
		buf_add_char(&b, '\n');
		mdw_put(w, buf_str(&b));
	}
	blocks(w, n->first);
	end_line(w);
	if (!w->plain)
		mdw_put(w, STR(":::\n"));
	w->tight = tight;
}

static const struct node *only_child(const struct node *n, enum node_kind kind)
{
	const struct node *child = n ? n->first : NULL;
	return child && !child->next && child->kind == kind ? child : NULL;
}

/* ![caption](picture), if it is no more than that. */
static void figure(struct mdw *w, const struct node *n)
{
	const struct node *caption = n->first && n->first->kind == NODE_CAPTION ? n->first : NULL;
	const struct node *plain = caption ? caption->next : n->first;
	const struct node *image = plain && !plain->next ? only_child(plain, NODE_IMAGE) : NULL;
	const struct node *said = only_child(caption, NODE_PLAIN);
	if (!image || !said || w->plain) {
		blocks(w, plain);
		return;
	}
	struct node copy = *image;
	struct attr attr = image->attr ? *image->attr : (struct attr){0};
	if (n->attr && n->attr->id.n)
		attr.id = n->attr->id;
	copy.attr = &attr;
	copy.first = said->first;
	copy.last = said->last;
	copy.next = copy.prev = NULL;
	mdw_inlines(w, &copy, STR_NONE);
}

typedef void write_block(struct mdw *w, const struct node *n);

static write_block *const writers[N_NODE_KINDS] = {
	[NODE_PLAIN] = paragraph,
	[NODE_PARA] = paragraph,
	[NODE_LINE_BLOCK] = line_block,
	[NODE_CODE_BLOCK] = code_block,
	[NODE_RAW_BLOCK] = raw_block,
	[NODE_BLOCK_QUOTE] = block_quote,
	[NODE_ORDERED_LIST] = list,
	[NODE_BULLET_LIST] = list,
	[NODE_DEFINITION_LIST] = definition_list,
	[NODE_HEADER] = header,
	[NODE_HORIZONTAL_RULE] = rule,
	[NODE_TABLE] = mdw_table,
	[NODE_FIGURE] = figure,
	[NODE_DIV] = div,
};

static void blocks(struct mdw *w, const struct node *first)
{
	if (w->depth > MDW_DEPTH)
		return;
	w->depth++;
	for (const struct node *n = first; n; n = n->next) {
		if (n->prev && n != first && !(w->tight && n->prev->kind == NODE_PLAIN))
			mdw_put(w, STR("\n"));
		if (writers[n->kind])
			writers[n->kind](w, n);
	}
	w->depth--;
}

/* --- the document --- */

static void notes(struct mdw *w)
{
	for (size_t i = 0; i < w->notes.n; i++) { /* a note may add to them */
		struct str mark =
			str_printf(w->out->arena, w->plain ? "[%zu] " : "[^%zu]: ", i + 1);
		mdw_put(w, STR("\n"));
		mdw_put(w, mark);
		size_t before = push_blanks(w, 4);
		blocks(w, w->notes.items[i]->first);
		end_line(w);
		w->prefix.n = before;
	}
}

static struct mdw writer(struct buf *out, const struct writer_options *opt, bool plain)
{
	return (struct mdw){.out = out,
		.opt = opt,
		.plain = plain,
		.prefix = buf_new(out->arena),
		.begins = true};
}

void markdown_render(struct buf *out, const struct node *doc, const struct writer_options *opt)
{
	struct mdw w = writer(out, opt, false);
	if (opt->standalone && doc->as.doc.meta)
		mdw_metadata(&w, doc->as.doc.meta);
	blocks(&w, doc->first);
	notes(&w);
}

void plain_render(struct buf *out, const struct node *doc, const struct writer_options *opt)
{
	struct mdw w = writer(out, opt, true);
	const struct node *title = node_meta_get(doc->as.doc.meta, STR("title"));
	if (opt->standalone && title) {
		mdw_put(&w, title->kind == NODE_META_STRING ? title->text
							    : node_plain_text(out->arena, title));
		mdw_put(&w, doc->first ? STR("\n\n") : STR("\n"));
	}
	blocks(&w, doc->first);
	notes(&w);
}
