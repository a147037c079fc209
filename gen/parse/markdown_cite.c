/* SPDX-License-Identifier: MIT */
/*
 * Citations: @key in the text, which is read as it comes, and [… @key, …; …] around them, which is
 * known at its closing bracket. What a reader sees of one is what was written.
 */
#include "parse/markdown_parts.h"

#include <string.h>

#include "doc/walk.h"

/* A CITE of one @key, which a bracket may still take in; no flag of enum node_flags. */
enum { BARE = 128 };

static bool is_bare(const struct node *n)
{
	return n && n->kind == NODE_CITE && (n->flags & BARE);
}

/* A slice of the source as words, with its line ends; > there is the mark of a quotation around. */
static void add_words(struct md *m, struct node *to, struct str text)
{
	for (bool first = true; text.n; first = false) {
		struct str line = str_line(&text), end = str_after(line, line.n);
		while (!first && line.n && strchr(" \t>", line.p[0]))
			line = str_after(line, 1);
		line = str_trim(line);
		node_add_text(m->a, to, line, span_of(m->src, line));
		if (text.n)
			node_append(to, node_new(m->a, NODE_SOFT_BREAK, span_of(m->src, end)));
	}
}

size_t md_cite_key(struct md *m, struct str s)
{
	bool site = md_has(m, MARKDOWN_FOR_SITE);
	size_t i = 0, end = 0;
	while (i < s.n) {
		size_t n;
		uint32_t r = utf8_decode(str_after(s, i), &n);
		bool part = r < 0x80 ? char_is_alnum((char)r) || r == '_'
				     : !site && rune_is_letter(r) && r < MD_TOKEN;
		/* As in https://… */
		part |= i && !site && (r == ':' || r == '/') && i + 1 < s.n && s.p[i + 1] == '/';
		bool between = end == i && end && r < 0x80 && strchr(":.#$%&-+?<>~/", (char)r);
		if (!part && !between)
			break;
		i += n;
		end = part ? i : end;
	}
	return end;
}

void md_cite_bare(struct md *m, struct node *n, struct str key, bool suppressed)
{
	n->flags |= BARE;
	n->as.cite.citations = node_new(m->a, NODE_CITATIONS, n->span);
	struct node *one = node_new(m->a, NODE_CITATION, n->span);
	one->text = key;
	one->as.citation.mode = suppressed ? CITE_SUPPRESS_AUTHOR : CITE_AUTHOR_IN_TEXT;
	node_append(n->as.cite.citations, one);
	/* As pandoc has it; on a site's page nothing of the text is lost. */
	size_t from = suppressed && !md_has(m, MARKDOWN_FOR_SITE);
	add_words(m, n, str_after(span_text(n->span), from));
}

/* --- brackets --- */

/* Parts the STR at its first ; into what is before and what is behind; the mark itself goes. */
static struct node *split_at_semicolon(struct md *m, struct node *n)
{
	size_t at = n->kind == NODE_STR ? str_find_char(n->text, ';') : SIZE_MAX;
	if (at == SIZE_MAX)
		return NULL;
	struct node *mark = node_new(m->a, NODE_LINE_BREAK, n->span); /* between two citations */
	if (at + 1 < n->text.n) {
		struct node *rest = node_new(m->a, NODE_STR, n->span);
		rest->text = str_after(n->text, at + 1);
		if (n->next)
			node_insert_before(n->next, rest);
		else
			node_append(n->parent, rest);
	}
	if (n->next)
		node_insert_before(n->next, mark);
	else
		node_append(n->parent, mark);
	n->text = str_sub(n->text, 0, at);
	if (!n->text.n)
		node_unlink(n);
	return mark;
}

/* Each of the pieces that semicolons part must name a source. */
static bool pieces_are_good(const struct node *group, bool first_is_suffix)
{
	bool has = first_is_suffix;
	for (const struct node *n = group->first; n; n = n->next) {
		has |= is_bare(n);
		if (n->kind != NODE_STR)
			continue;
		size_t at = str_find_char(n->text, ';');
		if (at != SIZE_MAX && !has)
			return false;
		/* two in one word are two pieces with nothing between them */
		if (at != SIZE_MAX && str_find_char(str_after(n->text, at + 1), ';') != SIZE_MAX)
			return false;
		has = at == SIZE_MAX && has;
	}
	return has;
}

static struct node *beside(struct md *m, struct node *first, struct node *last)
{
	struct node *n = node_new(m->a, NODE_INLINES, first->span);
	node_move(n, first, last);
	for (struct node *c = n->first; c; c = c->next)
		if (c->kind == NODE_SOFT_BREAK)
			c->kind = NODE_SPACE;
	return n;
}

static struct node *trimmed(struct node *n)
{
	while (n && n->last && (n->last->kind == NODE_SPACE || n->last->kind == NODE_SOFT_BREAK))
		node_unlink(n->last);
	return n && n->first ? n : NULL;
}

static struct node *without_blank(struct node *first, const struct node *end)
{
	while (first && first != end &&
		(first->kind == NODE_SPACE || first->kind == NODE_SOFT_BREAK))
		first = first->next;
	return first == end ? NULL : first;
}

/* One piece: from first up to end, which is not of it. */
static void add_citation(struct md *m, struct node *to, struct node *first, struct node *end)
{
	struct node *cite = first;
	while (cite && !is_bare(cite))
		cite = cite->next;
	if (!cite)
		return; /* each piece names a source: that was looked at before */
	struct node *one = cite->as.cite.citations->first;
	if (one->as.citation.mode == CITE_AUTHOR_IN_TEXT)
		one->as.citation.mode = CITE_NORMAL;
	struct node *before = without_blank(first, cite);
	if (before)
		one->as.citation.prefix = trimmed(beside(m, before, cite->prev));
	struct node *behind = cite->next == end ? NULL : cite->next;
	struct node *last = end ? end->prev : cite->parent->last;
	if (behind)
		one->as.citation.suffix = trimmed(beside(m, behind, last));
	node_append(to, one);
}

/* The pieces of the group from first on become citations. */
static void add_citations(struct md *m, struct node *group, struct node *to)
{
	struct node *first = group->first;
	while (first) {
		struct node *n = first, *mark = NULL;
		while (n && !(mark = split_at_semicolon(m, n)))
			n = n->next;
		struct node *next = mark ? mark->next : NULL;
		if (n && n->parent != group)
			first = n == first ? mark : first; /* it was only a ; */
		add_citation(m, to, first, mark);
		first = next;
	}
}

/* What stands in the bracket behind @key: where, and perhaps further sources. */
static void add_locator(struct md *m, struct node *group, struct node *all)
{
	struct node *n = group->first, *mark = NULL, *one = all->first;
	while (n && !is_bare(n) && !(mark = split_at_semicolon(m, n)))
		n = n->next;
	if (one && !is_bare(n)) {
		struct node *last = mark ? mark->prev : group->last;
		if (last)
			one->as.citation.suffix = trimmed(beside(m, group->first, last));
		if (mark)
			node_unlink(mark);
	}
	if (group->first)
		add_citations(m, group, all);
}

static bool has_bare(const struct node *first, const struct node *end)
{
	while (first != end && !is_bare(first))
		first = first->next;
	return first != end;
}

bool md_cite_group(struct md *m, struct node *open, struct node *close)
{
	struct node *before = open->prev, *first = open->next;
	struct node *author = before && before->kind == NODE_SPACE ? before->prev : NULL;
	if (!is_bare(author))
		author = NULL;
	if (first == close || (!author && !has_bare(first, close)))
		return false;
	struct node *group = node_new(m->a, NODE_INLINES, open->span);
	node_move(group, first, close->prev);
	if (!pieces_are_good(group, author != NULL)) {
		while (group->first)
			node_insert_before(close, group->first);
		return false;
	}
	struct node *cite = author, *one = NULL;
	if (!author) {
		cite = node_new(m->a, NODE_CITE, open->span);
		cite->as.cite.citations = node_new(m->a, NODE_CITATIONS, open->span);
		node_insert_before(open, cite);
	} else {
		one = author->as.cite.citations->first;
		node_unlink(before);
		while (cite->first)
			node_unlink(cite->first);
	}
	cite->flags &= (uint8_t)~BARE;
	cite->span.len = close->span.at + close->span.len - cite->span.at;
	size_t from = one && one->as.citation.mode == CITE_SUPPRESS_AUTHOR &&
		      !md_has(m, MARKDOWN_FOR_SITE);
	add_words(m, cite, str_after(span_text(cite->span), from));
	if (author)
		add_locator(m, group, cite->as.cite.citations);
	else
		add_citations(m, group, cite->as.cite.citations);
	node_unlink(open);
	node_unlink(close);
	return true;
}

/* --- the whole document --- */

void md_cite_number(struct node *root)
{
	int no = 0;
	for (struct walk w = walk_start(root); walk_next(&w);) {
		if (w.event != WALK_ENTER || w.node->kind != NODE_CITE)
			continue;
		struct node *cite = walk_writable(&w, root);
		cite->flags &= (uint8_t)~BARE;
		no++;
		for (struct node *n = cite->as.cite.citations->first; n; n = n->next)
			n->as.citation.note_number = no;
	}
}
