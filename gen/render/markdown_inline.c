/* SPDX-License-Identifier: MIT */
#include "render/markdown_parts.h"

#include <string.h>

#include "doc/walk.h"

bool mdw_has_attr(const struct node *n)
{
	return n->attr && (n->attr->id.n || n->attr->n_classes || n->attr->n_pairs);
}

void mdw_attr(struct buf *b, const struct attr *attr)
{
	const char *between = "";
	buf_add_char(b, '{');
	if (attr && attr->id.n) {
		buf_printf(b, "#%.*s", STR_FMT(attr->id));
		between = " ";
	}
	for (size_t i = 0; attr && i < attr->n_classes; i++) {
		buf_printf(b, "%s.%.*s", between, STR_FMT(attr->classes[i]));
		between = " ";
	}
	for (size_t i = 0; attr && i < attr->n_pairs; i++) {
		struct str value = attr->pairs[i].value;
		char quote = str_find_char(value, '"') == SIZE_MAX ? '"' : '\'';
		buf_printf(b, "%s%.*s=%c%.*s%c", between, STR_FMT(attr->pairs[i].key), quote,
			STR_FMT(value), quote);
		between = " ";
	}
	buf_add_char(b, '}');
}

/* --- text --- */

/* What always means something, wherever it stands. */
static bool is_special(char c)
{
	return strchr("\\`*_[]<>$^~@{}&\"'#", c) != NULL;
}

/* What means something together with what follows, or at the end of a word. */
static bool means_with(struct str s, size_t i)
{
	char c = s.p[i], next = i + 1 < s.n ? s.p[i + 1] : 0;
	return (c == '-' && (next == '-' || !next)) || (c == '.' && (next == '.' || !next)) ||
	       (c == '!' && !next);
}

static void add_text(struct mdw *w, struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		if (c == '\n' || c == '\t')
			c = ' ';
		if ((unsigned char)c < ' ')
			continue;
		bool bar = c == '|' && !w->in_cell;
		if (!w->plain && (is_special(c) || bar || means_with(s, i)))
			buf_add_char(b, '\\');
		buf_add_char(b, c);
	}
}

/* A dot or hyphen at the end of a word wants no backslash unless another one follows. */
static void add_str(struct mdw *w, struct buf *b, const struct node *n)
{
	struct str s = n->text;
	bool alone = !n->next || n->next->kind == NODE_SPACE || n->next->kind == NODE_SOFT_BREAK ||
		     n->next->kind == NODE_LINE_BREAK;
	char last = s.n ? s.p[s.n - 1] : 0;
	bool bare = alone && (last == '-' || last == '.' || last == '!') && !w->plain &&
		    (s.n < 2 || s.p[s.n - 2] != last);
	if (bare)
		s.n--;
	add_text(w, b, s);
	/* what stood before the last one no longer stands at the end */
	if (bare)
		buf_add_char(b, last);
}

static size_t longest_run(struct str s, char c)
{
	size_t longest = 0, run = 0;
	for (size_t i = 0; i < s.n; i++) {
		run = s.p[i] == c ? run + 1 : 0;
		longest = run > longest ? run : longest;
	}
	return longest;
}

static void add_ticks(struct buf *b, struct str s)
{
	size_t n = longest_run(s, '`') + 1;
	bool all_blank = str_trim(s).n == 0;
	bool pad = s.n && !all_blank &&
		   (s.p[0] == '`' || s.p[s.n - 1] == '`' || (s.p[0] == ' ' && s.p[s.n - 1] == ' '));
	for (size_t i = 0; i < n; i++)
		buf_add_char(b, '`');
	buf_add(b, pad ? STR(" ") : STR_NONE);
	buf_add(b, s);
	buf_add(b, pad ? STR(" ") : STR_NONE);
	for (size_t i = 0; i < n; i++)
		buf_add_char(b, '`');
}

/* --- leaves --- */

static void raw(struct mdw *w, struct buf *b, const struct node *n)
{
	if (w->plain)
		return;
	struct str format = n->as.raw.format, written = n->text;
	bool html = str_eq(format, STR("html")) && str_starts(written, STR("<"));
	/* Alone it would be a block. */
	bool alone = n->parent && node_is_block(n->parent->kind) && !n->prev && !n->next;
	bool tex = str_eq(format, STR("tex")) && str_starts(written, STR("\\")) && !alone;
	if (html || tex) {
		buf_add(b, written);
		return;
	}
	add_ticks(b, written);
	buf_printf(b, "{=%.*s}", STR_FMT(format));
}

static void code(struct mdw *w, struct buf *b, const struct node *n)
{
	if (w->plain) {
		buf_add(b, n->text);
		return;
	}
	add_ticks(b, n->text);
	if (mdw_has_attr(n))
		mdw_attr(b, n->attr);
}

static void math(struct mdw *w, struct buf *b, const struct node *n)
{
	const char *dollars = w->plain ? "" : n->as.math == MATH_INLINE ? "$" : "$$";
	buf_printf(b, "%s%.*s%s", dollars, STR_FMT(n->text), dollars);
}

static void note(struct mdw *w, struct buf *b, const struct node *n)
{
	*vec_push(w->out->arena, &w->notes) = n;
	buf_printf(b, w->plain ? "[%zu]" : "[^%zu]", w->notes.n);
}

/* --- sources --- */

static void citation(struct mdw *w, struct buf *b, const struct node *c)
{
	const struct node *prefix = c->as.citation.prefix, *suffix = c->as.citation.suffix;
	if (prefix) {
		buf_add(b, mdw_words(w, prefix->first));
		buf_add_char(b, MDW_SPACE);
	}
	buf_printf(b, "%s@%.*s", c->as.citation.mode == CITE_SUPPRESS_AUTHOR ? "-" : "",
		STR_FMT(c->text));
	if (suffix)
		buf_add(b, mdw_words(w, suffix->first));
}

/* [see @a, p. 3; -@b], or @a [p. 3; @b] where the author is part of the sentence. */
static void cite(struct mdw *w, struct buf *b, const struct node *n)
{
	const struct node *all = n->as.cite.citations, *first = all ? all->first : NULL;
	const struct node *shown = n->first;
	bool bracket = !shown || shown->kind != NODE_STR || str_starts(shown->text, STR("["));
	if (!first || w->plain) {
		buf_add(b, mdw_words(w, n->first));
		return;
	}
	const struct node *c = first;
	if (!bracket) {
		struct node bare = *first;
		const struct node *suffix = first->as.citation.suffix;
		bare.as.citation.prefix = bare.as.citation.suffix = NULL;
		citation(w, b, &bare);
		c = c->next;
		if (!suffix && !c)
			return;
		buf_add_char(b, MDW_SPACE);
		buf_add_char(b, '[');
		buf_add(b, suffix ? mdw_words(w, suffix->first) : STR_NONE);
		buf_add(b, suffix && c ? STR("; ") : STR_NONE);
	} else {
		buf_add_char(b, '[');
	}
	for (; c; c = c->next) {
		citation(w, b, c);
		if (c->next) {
			buf_add_char(b, ';');
			buf_add_char(b, MDW_SPACE);
		}
	}
	buf_add_char(b, ']');
}

/* --- containers --- */

static bool is_emphasis(const struct node *n)
{
	return n && (n->kind == NODE_EMPH || n->kind == NODE_STRONG);
}

static void emphasis(struct mdw *w, struct buf *b, const struct node *n)
{
	const struct node *outer = n->parent;
	/* Beside or at the edge of other stars they would not be told apart. */
	bool inside = is_emphasis(outer) && (outer->first == n || outer->last == n);
	bool stars = !inside && !is_emphasis(n->prev);
	const char *mark = n->kind == NODE_EMPH ? (stars ? "*" : "_") : (stars ? "**" : "__");
	buf_add(b, str_from(mark));
	buf_add(b, mdw_words(w, n->first));
	buf_add(b, str_from(mark));
}

static void around(
	struct mdw *w, struct buf *b, const struct node *n, const char *open, const char *close)
{
	buf_add(b, w->plain ? STR_NONE : str_from(open));
	buf_add(b, mdw_words(w, n->first));
	buf_add(b, w->plain ? STR_NONE : str_from(close));
}

/* Blanks in it are written so that they do not end it. */
static void script(struct mdw *w, struct buf *b, const struct node *n)
{
	const char *mark = n->kind == NODE_SUPERSCRIPT ? "^" : "~";
	struct str inside = mdw_line(w, n->first);
	if (!w->plain)
		inside = str_replace(b->arena, inside, STR(" "), STR("\\ "));
	buf_add(b, w->plain ? STR_NONE : str_from(mark));
	buf_add(b, inside);
	buf_add(b, w->plain ? STR_NONE : str_from(mark));
}

static void quoted(struct mdw *w, struct buf *b, const struct node *n)
{
	bool twice = n->as.quote == QUOTE_DOUBLE;
	bool smart = w->opt->smart;
	const char *open = !smart ? (twice ? "“" : "‘") : twice ? "\"" : "'";
	const char *close = !smart ? (twice ? "”" : "’") : twice ? "\"" : "'";
	buf_add(b, str_from(open));
	buf_add(b, mdw_words(w, n->first));
	buf_add(b, str_from(close));
}

static void named_span(struct mdw *w, struct buf *b, const struct node *n)
{
	around(w, b, n, "[", n->kind == NODE_SMALL_CAPS ? "]{.smallcaps}" : "]{.underline}");
}

static void span(struct mdw *w, struct buf *b, const struct node *n)
{
	around(w, b, n, "[", "]");
	if (!w->plain)
		mdw_attr(b, n->attr);
}

static void add_address(struct buf *b, struct str url)
{
	bool bare = url.n != 0;
	for (size_t i = 0; i < url.n; i++)
		bare = bare && (unsigned char)url.p[i] > ' ' && !strchr("<>()\\&*_`$~", url.p[i]);
	if (bare) {
		buf_add(b, url);
		return;
	}
	buf_add_char(b, '<');
	for (size_t i = 0; i < url.n; i++) {
		if (strchr("<>\\&", url.p[i]))
			buf_add_char(b, '\\');
		buf_add_char(b, url.p[i] == '\n' ? ' ' : url.p[i]);
	}
	buf_add_char(b, '>');
}

static void add_title(struct buf *b, struct str title)
{
	BUF_LIT(b, " \"");
	for (size_t i = 0; i < title.n; i++) {
		if (strchr("\"\\&", title.p[i]))
			buf_add_char(b, '\\');
		buf_add_char(b, title.p[i]);
	}
	buf_add_char(b, '"');
}

/* <https://…>, where the text is the address itself. */
static bool is_autolink(const struct node *n)
{
	const struct node *shown = n->first;
	bool mail = node_has_class(n, STR("email")), uri = node_has_class(n, STR("uri"));
	struct str target = n->as.link.target;
	if (n->kind != NODE_LINK || !(mail || uri) || n->attr->n_classes != 1 || n->attr->id.n ||
		n->attr->n_pairs || n->as.link.title.n || !shown || shown->next ||
		shown->kind != NODE_STR)
		return false;
	for (size_t i = 0; i < target.n; i++)
		if ((unsigned char)target.p[i] <= ' ' || strchr("<>\\", target.p[i]))
			return false;
	return str_eq(mail ? str_after(target, 7) : target, shown->text);
}

static void link(struct mdw *w, struct buf *b, const struct node *n)
{
	if (w->plain) {
		buf_add(b, mdw_words(w, n->first));
		return;
	}
	if (is_autolink(n)) {
		buf_printf(b, "<%.*s>", STR_FMT(n->first->text));
		return;
	}
	around(w, b, n, n->kind == NODE_IMAGE ? "![" : "[", "](");
	add_address(b, n->as.link.target);
	if (n->as.link.title.n)
		add_title(b, n->as.link.title);
	buf_add_char(b, ')');
	if (mdw_has_attr(n))
		mdw_attr(b, n->attr);
}

static void image(struct mdw *w, struct buf *b, const struct node *n)
{
	if (w->plain)
		buf_printf(b, "[%.*s]", STR_FMT(node_plain_text(b->arena, n)));
	else
		link(w, b, n);
}

static void add_break(struct mdw *w, struct buf *b, const struct node *n)
{
	if (n->kind == NODE_LINE_BREAK)
		buf_add(b, w->plain ? STR("\n") : STR("\\\n"));
	else if (n->kind == NODE_SPACE || w->opt->wrap == WRAP_AUTO || !n->next)
		buf_add_char(b, MDW_SPACE);
	else if (w->opt->wrap == WRAP_PRESERVE)
		buf_add_char(b, MDW_BREAK);
	else
		buf_add(b, node_break_joins(n) ? STR_NONE : STR("\x1F"));
}

typedef void write_inline(struct mdw *w, struct buf *b, const struct node *n);

static void strikeout(struct mdw *w, struct buf *b, const struct node *n)
{
	around(w, b, n, "~~", "~~");
}

static write_inline *const inlines[N_NODE_KINDS] = {
	[NODE_STR] = add_str,
	[NODE_EMPH] = emphasis,
	[NODE_STRONG] = emphasis,
	[NODE_UNDERLINE] = named_span,
	[NODE_SMALL_CAPS] = named_span,
	[NODE_STRIKEOUT] = strikeout,
	[NODE_SUPERSCRIPT] = script,
	[NODE_SUBSCRIPT] = script,
	[NODE_QUOTED] = quoted,
	[NODE_CITE] = cite,
	[NODE_CODE] = code,
	[NODE_SPACE] = add_break,
	[NODE_SOFT_BREAK] = add_break,
	[NODE_LINE_BREAK] = add_break,
	[NODE_MATH] = math,
	[NODE_RAW_INLINE] = raw,
	[NODE_LINK] = link,
	[NODE_IMAGE] = image,
	[NODE_NOTE] = note,
	[NODE_SPAN] = span,
};

struct str mdw_words(struct mdw *w, const struct node *first)
{
	struct buf b = buf_new(w->out->arena);
	bool deep = w->depth > MDW_DEPTH;
	w->depth++;
	for (const struct node *n = first; n && !deep; n = n->next)
		if (inlines[n->kind] && (!w->plain || !is_emphasis(n)))
			inlines[n->kind](w, &b, n);
		else
			buf_add(&b, mdw_words(w, n->first));
	w->depth--;
	return buf_str(&b);
}

struct str mdw_line(struct mdw *w, const struct node *first)
{
	struct str words = mdw_words(w, first);
	struct buf b = buf_new(w->out->arena);
	for (size_t i = 0; i < words.n; i++) {
		char c = words.p[i];
		bool hard = c == '\\' && i + 1 < words.n && words.p[i + 1] == '\n';
		if (hard)
			continue;
		buf_add_char(&b, c == MDW_SPACE || c == MDW_BREAK || c == '\n' ? ' ' : c);
	}
	return str_trim(buf_str(&b));
}
