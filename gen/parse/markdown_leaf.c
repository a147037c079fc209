/* SPDX-License-Identifier: MIT */
/* Blocks of code and of HTML. */
#include "parse/markdown_parts.h"

#include <string.h>

#include "base/buf.h"

bool md_is_html(struct str format)
{
	return str_eq(format, STR("html")) || str_eq(format, STR("html5"));
}

/* ```python, ```{.python #id} and ```python {.numberLines}. */
static struct md_token read_info(struct md *m, struct str info)
{
	struct md_token token = {0};
	size_t brace = str_find_char(info, '{');
	struct str word = str_trim(str_sub(info, 0, brace));
	bool good = brace == SIZE_MAX;
	if (!good && str_ends(info, STR("}")))
		good = md_attr(m->a, str_sub(info, brace + 1, info.n - 1), &token);
	if (!good)
		word = info;
	struct str blank = word;
	word = str_cut(&blank, ' ');
	if (!word.n || token.format.n)
		return token;
	struct node holder = {.attr = token.attr};
	node_add_class(m->a, &holder, word);
	struct str *classes = holder.attr->classes;
	for (size_t i = holder.attr->n_classes - 1; i > 0; i--)
		classes[i] = classes[i - 1];
	classes[0] = word;
	token.attr = holder.attr;
	return token;
}

static int last_line(int line, struct str literal)
{
	line--;
	for (size_t i = 0; i < literal.n; i++)
		line += literal.p[i] == '\n';
	return line;
}

static bool is_closing_fence(struct str line, char fence, size_t length)
{
	while (line.n && strchr(" \t>", line.p[0]))
		line = str_after(line, 1);
	size_t n = 0;
	while (n < line.n && line.p[n] == fence)
		n++;
	return n >= length && str_trim(str_after(line, n)).n == 0;
}

/* To the closing fence, which may be missing; cmark-gfm then ends a block a line too late. */
static struct span code_span(struct md *m, cmark_node *from)
{
	int line = cmark_node_get_start_line(from), last = cmark_node_get_end_line(from);
	size_t column = (size_t)cmark_node_get_start_column(from) - 1;
	int length, offset;
	char fence;
	if (cmark_node_get_fenced(from, &length, &offset, &fence)) {
		if (last > line && !is_closing_fence(md_line(m, last), fence, (size_t)length))
			last--;
	} else {
		last = last_line(line, str_from(cmark_node_get_literal(from)));
	}
	return md_lines_span(m, line, column, last);
}

void md_convert_code(struct md *m, cmark_node *from, struct node *to)
{
	struct span span = code_span(m, from);
	struct str info = str_from(cmark_node_get_fence_info(from));
	struct md_token token = read_info(m, str_trim(md_restore(m, info, MD_AS_WRITTEN)));
	struct node *n = node_new(m->a, NODE_CODE_BLOCK, span);
	n->text = md_restore(m, str_from(cmark_node_get_literal(from)), MD_AS_WRITTEN);
	if (str_ends(n->text, STR("\n")))
		n->text.n--;
	n->attr = token.attr;
	node_append(to, n);
	if (md_is_html(token.format) && !md_has(m, MARKDOWN_RAW_HTML)) {
		md_tell_html(m, n->text, span_sub(span, 0, 3));
	} else if (token.format.n) {
		n->kind = NODE_RAW_BLOCK;
		n->as.raw.format = token.format;
	}
}

/* --- HTML --- */

void md_tell_html(struct md *m, struct str html, struct span span)
{
	/* The end of an element says nothing new. */
	if (str_starts(html, STR("</")))
		return;
	size_t end = str_find_char(html, '>');
	md_tell(m, MSG(raw_html), span, ARGS(str_sub(html, 0, end == SIZE_MAX ? end : end + 1)));
}

static struct str without_comments(struct md *m, struct str html)
{
	size_t at = str_find(html, STR("<!--"));
	if (at == SIZE_MAX)
		return html;
	struct buf b = buf_new(m->a);
	while (at != SIZE_MAX) {
		buf_add(&b, str_sub(html, 0, at));
		size_t end = str_find(str_after(html, at), STR("-->"));
		end = end == SIZE_MAX ? html.n : at + end + 3;
		for (size_t i = at; i < end; i++)
			if (html.p[i] == '\n')
				buf_add_char(&b, '\n'); /* what follows keeps its line */
		html = str_after(html, end);
		at = str_find(html, STR("<!--"));
	}
	buf_add(&b, html);
	return buf_str(&b);
}

/* Each line where it stands in the source; what a comment was cut out of has only its line. */
static void add_lines(struct md *m, struct node *para, struct str html)
{
	struct str written = span_text(para->span);
	while (html.n) {
		struct str text = str_trim(str_line(&html));
		struct span span = span_of(m->src, str_line(&written));
		size_t at = str_find(span_text(span), text);
		if (text.n && at != SIZE_MAX)
			span = span_sub(span, at, text.n);
		if (para->first && text.n) {
			struct node *soft = node_new(m->a, NODE_SOFT_BREAK, span_sub(span, 0, 0));
			node_append(para, soft);
		}
		node_add_text(m->a, para, text, span);
	}
}

void md_convert_html(struct md *m, cmark_node *from, struct node *to)
{
	struct str literal = str_from(cmark_node_get_literal(from));
	struct str html = md_restore(m, literal, MD_AS_WRITTEN);
	if (str_ends(html, STR("\n")))
		html.n--;
	if (md_has(m, MARKDOWN_FOR_SITE))
		html = without_comments(m, html);
	if (!str_trim(html).n)
		return;
	int line = cmark_node_get_start_line(from), last = last_line(line, literal);
	size_t column = (size_t)cmark_node_get_start_column(from) - 1;
	struct span span = md_lines_span(m, line, column, last);
	struct node *n =
		node_new(m->a, md_has(m, MARKDOWN_RAW_HTML) ? NODE_RAW_BLOCK : NODE_PARA, span);
	if (n->kind == NODE_RAW_BLOCK) {
		n->text = md_has(m, MARKDOWN_STRICT) ? STR_CAT(m->a, html, STR("\n"))
						     : str_trim(html);
		n->as.raw.format = STR("html");
	} else {
		md_tell_html(m, str_trim(html), md_lines_span(m, line, column, line));
		add_lines(m, n, html);
	}
	node_append(to, n);
}
