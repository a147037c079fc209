/* SPDX-License-Identifier: MIT */
/*
 * A run of text to STR and SPACE, and what cmark-gfm left in it: math, attributes, addresses,
 * notes, and the marks of strikethrough, quotations and spans, whose pairs are found when the run's
 * container ends (markdown_pair.c).
 */
#include "parse/markdown_parts.h"

#include <string.h>

#include "base/buf.h"

struct run {
	struct md *m;
	struct node *to;
	struct str s; /* as cmark-gfm gave it */
	struct md_origin origin;
	bool plain;	 /* words only */
	bool last;	 /* nothing of the block stands behind it */
	size_t from;	 /* the word that is being read */
	bool changed;	 /* it is no longer what the source says: */
	struct buf made; /* its begin, up to copied */
	size_t copied;
};

/* What the loop stops at; the second group only with smart punctuation. */
static const uint8_t stops[256] = {
	[' '] = 1,
	['\t'] = 1,
	['\n'] = 1, /* in HTML that is shown as text */
	['~'] = 1,
	['^'] = 1,
	['['] = 1,
	[']'] = 1,
	[':'] = 1,
	['@'] = 1,
	['w'] = 1,
	[0xF0] = 1,
	[0xF4] = 1,
	['"'] = 2,
	['\''] = 2,
	['-'] = 2,
	['.'] = 2,
};

static size_t origin_at(const struct run *r, size_t i)
{
	return r->origin.map ? r->origin.map[i] : r->origin.base + i;
}

static struct span run_span(const struct run *r, size_t from, size_t to)
{
	return md_place_span(r->m, origin_at(r, from), origin_at(r, to));
}

/* --- words --- */

static struct str word_text(struct run *r, size_t end, struct span span)
{
	struct md *m = r->m;
	if (r->changed) {
		buf_add(&r->made, str_sub(r->s, r->copied, end));
		return buf_str(&r->made);
	}
	struct str text = str_sub(r->s, r->from, end);
	struct str written = span_text(span);
	return !r->origin.map && written.n == text.n ? written : str_copy(m->a, text);
}

static bool is_mark(const struct md *m, const struct node *n)
{
	return m->marks.n && m->marks.items[m->marks.n - 1].node == n;
}

static struct node *add_str(struct md *m, struct node *to, struct str text, struct span span)
{
	struct node *last = to->last;
	if (last && last->kind == NODE_STR && !is_mark(m, last)) {
		last->text = STR_CAT(m->a, last->text, text);
		if (span.at + span.len > last->span.at)
			last->span.len = span.at + span.len - last->span.at;
		return last;
	}
	struct node *n = node_new(m->a, NODE_STR, span);
	n->text = text;
	node_append(to, n);
	return n;
}

static void end_word(struct run *r, size_t end)
{
	if (end > r->from || r->changed) {
		struct span span = run_span(r, r->from, end);
		struct str text = word_text(r, end, span);
		if (text.n)
			add_str(r->m, r->to, text, span);
	}
	r->changed = false;
}

/* size bytes at i of the word are something else in truth. */
static void change(struct run *r, size_t i, size_t size, struct str by)
{
	if (!r->changed) {
		r->changed = true;
		r->made = buf_new(r->m->a);
		r->copied = r->from;
	}
	buf_add(&r->made, str_sub(r->s, r->copied, i));
	buf_add(&r->made, by);
	r->copied = i + size;
}

static struct node *add_node(struct run *r, enum node_kind kind, size_t from, size_t to)
{
	end_word(r, from);
	struct node *n = node_new(r->m->a, kind, run_span(r, from, to));
	node_append(r->to, n);
	r->from = to;
	return n;
}

/* Where pandoc's own reader is meant, "p. 3" is one word. */
static bool keeps_next(const struct run *r, size_t i)
{
	return i > r->from && r->s.p[i - 1] == '.' && md_has(r->m, MARKDOWN_SMART) &&
	       md_is_pandoc(r->m) && md_abbreviation_ends(str_sub(r->s, r->from, i));
}

static size_t add_space(struct run *r, size_t i)
{
	size_t end = i;
	while (end < r->s.n && (r->s.p[end] == ' ' || r->s.p[end] == '\t'))
		end++;
	if (keeps_next(r, i)) {
		change(r, i, end - i, STR("\u00A0"));
		return end;
	}
	end_word(r, i);
	r->from = end;
	/* A comment between two blanks has gone. */
	struct node *last = r->to->last;
	bool again = last && (last->kind == NODE_SPACE || last->kind == NODE_SOFT_BREAK ||
				     last->kind == NODE_LINE_BREAK);
	if (!again) {
		struct node *n = node_new(r->m->a, NODE_SPACE, run_span(r, i, end));
		node_append(r->to, n);
	}
	return end;
}

static size_t add_line_end(struct run *r, size_t i)
{
	add_node(r, NODE_SOFT_BREAK, i, i + 1);
	return i + 1;
}

/* --- marks --- */

static struct md_mark *add_mark(struct run *r, size_t from, size_t to, char kind)
{
	struct node *n = add_node(r, NODE_STR, from, to);
	n->text = str_copy(r->m->a, str_sub(r->s, from, to));
	struct md_mark *mark = vec_push(r->m->scratch, &r->m->marks);
	*mark = (struct md_mark){.node = n, .kind = kind}; /* its room was used before */
	return mark;
}

static uint32_t rune_before(const struct run *r, size_t i)
{
	struct str s = str_sub(r->m->place.content, 0, origin_at(r, i));
	while (s.n >= 4 && md_is_guard(s, s.n - 4))
		s.n -= 4;
	size_t n;
	return s.n ? utf8_decode_last(s, &n) : ' ';
}

static uint32_t rune_after(const struct run *r, size_t i)
{
	struct str s = str_after(r->m->place.content, origin_at(r, i));
	while (md_is_guard(s, 0))
		s = str_after(s, 4);
	size_t n;
	return s.n ? utf8_decode(s, &n) : ' ';
}

static size_t run_length(const struct run *r, size_t i)
{
	size_t n = 1;
	while (i + n < r->s.n && r->s.p[i + n] == r->s.p[i])
		n++;
	return n;
}

static size_t add_script(struct run *r, size_t i, char kind)
{
	uint32_t before = rune_before(r, i);
	/* 8~10月 is no subscript. */
	bool range = kind == '_' && md_has(r->m, MARKDOWN_FOR_SITE) &&
		     ((before >= '0' && before <= '9') || rune_is_cjk(before));
	struct md_mark *mark = add_mark(r, i, i + 1, kind);
	mark->open = !rune_is_space(rune_after(r, i + 1)) && !range;
	mark->close = !rune_is_space(before);
	return i + 1;
}

static size_t text_caret(struct run *r, size_t i)
{
	bool bracket = i + 1 < r->s.n && r->s.p[i + 1] == '[';
	if (bracket && md_has(r->m, MARKDOWN_INLINE_NOTES) && !r->m->in_link && !r->m->in_note) {
		struct md_mark *mark = add_mark(r, i, i + 2, '[');
		mark->open = mark->note = true;
		return i + 2;
	}
	return md_has(r->m, MARKDOWN_SUPERSCRIPT) ? add_script(r, i, '^') : i + 1;
}

static size_t text_tilde(struct run *r, size_t i)
{
	size_t n = run_length(r, i);
	if (n == 1 && md_has(r->m, MARKDOWN_SUBSCRIPT))
		return add_script(r, i, '_');
	if (n != 2 || !md_has(r->m, MARKDOWN_STRIKEOUT))
		return i + n;
	struct md_mark *mark = add_mark(r, i, i + 2, '~');
	mark->open = !rune_is_space(rune_after(r, i + 2));
	mark->close = !rune_is_space(rune_before(r, i));
	return i + 2;
}

static bool is_latin(uint32_t r)
{
	return rune_is_letter(r) && !rune_is_cjk(r);
}

/* As CommonMark's reference does it; beside Chinese, which has no blanks, both ways are open. */
static size_t text_quote(struct run *r, size_t i)
{
	char kind = r->s.p[i];
	uint32_t before = rune_before(r, i), after = rune_after(r, i + 1);
	if (kind == '\'' && is_latin(before) && is_latin(after)) {
		change(r, i, 1, STR("’"));
		return i + 1;
	}
	bool left = !rune_is_space(after) &&
		    (!rune_is_punct(after) || rune_is_space(before) || rune_is_punct(before));
	bool right = !rune_is_space(before) &&
		     (!rune_is_punct(before) || rune_is_space(after) || rune_is_punct(after));
	bool chinese = rune_is_cjk(before) || rune_is_cjk(after);
	struct md_mark *mark = add_mark(r, i, i + 1, kind);
	mark->open = left && (!right || chinese) && before != ')' && before != ']';
	mark->close = right;
	bool site = md_has(r->m, MARKDOWN_FOR_SITE);
	if (kind == '\'' && (!site || is_latin(before) || is_latin(after)))
		mark->node->text = STR("’");
	else if (!site)
		mark->node->text = mark->open ? STR("“") : STR("”");
	return i + 1;
}

static size_t text_dashes(struct run *r, size_t i)
{
	size_t n = run_length(r, i), end = i + n;
	/* A line of them is meant as one, but pandoc makes dashes of it. */
	for (; n > 3 && !md_has(r->m, MARKDOWN_FOR_SITE); n -= 3, i += 3)
		change(r, i, 3, STR("—"));
	if (n == 2 || n == 3)
		change(r, i, n, n == 2 ? STR("–") : STR("—"));
	return end;
}

static size_t text_dots(struct run *r, size_t i)
{
	size_t n = run_length(r, i), end = i + n;
	for (; n > 3 && !md_has(r->m, MARKDOWN_FOR_SITE); n -= 3, i += 3)
		change(r, i, 3, STR("…"));
	if (n == 3 || n == 6)
		change(r, i, n, n == 3 ? STR("…") : STR("……"));
	return end;
}

/* --- notes and spans --- */

static struct md_block *label_block(const struct md *m, struct str label)
{
	const struct md_label *known = map_get(&m->labels, label);
	return known ? known->block : NULL;
}

static bool add_note(struct run *r, size_t i, size_t *ret_end)
{
	struct md *m = r->m;
	size_t end = str_find_char(str_after(r->s, i), ']');
	if (end == SIZE_MAX || end < 3)
		return false;
	struct str label = md_restore(m, str_sub(r->s, i + 2, i + end), MD_AS_WRITTEN);
	for (size_t k = 0; k < label.n; k++)
		if (strchr(" \t[", label.p[k]))
			return false;
	struct md_block *block = label_block(m, label);
	struct span at = run_span(r, i, i + end + 1);
	if (block && m->in_note)
		block->used = true;
	if (!block || m->in_note) {
		const struct message *what =
			block ? MSG(markdown_note_nested) : MSG(markdown_note_missing);
		md_tell(m, what, at, ARGS(label));
		return false;
	}
	struct md_note *note = vec_push(m->scratch, &m->notes);
	note->node = add_node(r, NODE_NOTE, i, i + end + 1);
	note->block = block;
	*ret_end = i + end + 1;
	return true;
}

static size_t text_bracket(struct run *r, size_t i)
{
	size_t end;
	if (i + 1 < r->s.n && r->s.p[i + 1] == '^' && md_has(r->m, MARKDOWN_NOTES) &&
		!r->m->in_link && add_note(r, i, &end))
		return end;
	if (r->m->has_brackets)
		add_mark(r, i, i + 1, '[')->open = true;
	return i + 1;
}

static const struct md_token *attr_at(const struct run *r, size_t i)
{
	if (i >= r->s.n)
		return NULL;
	const struct md_token *token = md_token(r->m, md_token_at(r->s, i));
	return token && token->attr ? token : NULL;
}

static size_t text_close_bracket(struct run *r, size_t i)
{
	if (!r->m->has_brackets)
		return i + 1;
	const struct md_token *token = attr_at(r, i + 1);
	size_t end = i + 1 + (token ? MD_TOKEN_BYTES : 0);
	struct md_mark *mark = add_mark(r, i, end, '[');
	mark->close = true;
	if (token) {
		mark->attr = token->attr;
		mark->node->text = STR_CAT(r->m->a, STR("]"), token->source);
	}
	return end;
}

/* --- addresses --- */

static void add_address(struct run *r, size_t from, size_t end, struct str text, const char *prefix)
{
	struct md *m = r->m;
	struct node *n = add_node(r, NODE_LINK, from, end);
	n->as.link.target = STR_CAT(m->a, str_from(prefix), text);
	bool mail = str_eq(str_from(prefix), STR("mailto:"));
	if (!md_has(m, MARKDOWN_STRICT))
		node_add_class(m->a, n, mail ? STR("email") : STR("uri"));
	struct node *shown = node_new(m->a, NODE_STR, n->span);
	shown->text = text;
	node_append(n, shown);
}

static bool word_reaches(const struct run *r, size_t from)
{
	return from >= (r->changed ? r->copied : r->from);
}

static size_t add_url(struct run *r, size_t from)
{
	bool wanted = md_has(r->m, MARKDOWN_ADDRESSES) && word_reaches(r, from);
	size_t n = wanted ? md_url_length(r->s, from) : 0;
	if (!n)
		return 0;
	struct str text = md_restore(r->m, str_sub(r->s, from, from + n), MD_UNESCAPED);
	add_address(r, from, from + n, text, r->s.p[from] == 'w' ? "http://" : "");
	return from + n;
}

static size_t text_colon(struct run *r, size_t i)
{
	size_t end = 0;
	if (!r->m->in_link && str_starts(str_after(r->s, i), STR("://")))
		for (size_t scheme = 3; scheme <= 5 && !end; scheme++)
			end = i >= scheme ? add_url(r, i - scheme) : 0;
	return end ? end : i + 1;
}

static size_t text_w(struct run *r, size_t i)
{
	size_t end = 0;
	if (!r->m->in_link && str_starts(str_after(r->s, i), STR("www.")))
		end = add_url(r, i);
	return end ? end : i + 1;
}

/* Behind a letter @ is no mark of a source. */
static size_t add_cite(struct run *r, size_t i)
{
	bool minus = i > 0 && r->s.p[i - 1] == '-' && word_reaches(r, i - 1);
	size_t from = minus ? i - 1 : i;
	bool glued = rune_is_letter(rune_before(r, from));
	size_t n = glued ? 0 : md_cite_key(r->m, str_after(r->s, i + 1));
	if (!n)
		return i + 1;
	struct str key = str_copy(r->m->a, str_sub(r->s, i + 1, i + 1 + n));
	md_cite_bare(r->m, add_node(r, NODE_CITE, from, i + 1 + n), key, minus);
	return i + 1 + n;
}

static size_t text_at(struct run *r, size_t i)
{
	bool wanted = md_has(r->m, MARKDOWN_ADDRESSES) && !r->m->in_link;
	size_t from = i, n = wanted ? md_email_at(r->s, i, &from) : 0;
	if (!n || !word_reaches(r, from))
		return md_has(r->m, MARKDOWN_CITATIONS) ? add_cite(r, i) : i + 1;
	struct str text = str_copy(r->m->a, str_sub(r->s, from, from + n));
	add_address(r, from, from + n, text, "mailto:");
	return from + n;
}

/* --- tokens --- */

static void merge_attr(struct md *m, struct node *n, const struct attr *from)
{
	if (from->id.n)
		node_set_id(m->a, n, from->id);
	for (size_t i = 0; i < from->n_classes; i++)
		node_add_class(m->a, n, from->classes[i]);
	for (size_t i = 0; i < from->n_pairs; i++)
		node_set_attribute(m->a, n, from->pairs[i].key, from->pairs[i].value);
}

static bool attach(struct run *r, size_t i, const struct md_token *token)
{
	struct node *last = r->to->last;
	if (r->from != i || r->changed || !last)
		return false;
	bool takes_attr =
		last->kind == NODE_LINK || last->kind == NODE_IMAGE || last->kind == NODE_CODE;
	if (token->attr && takes_attr) {
		merge_attr(r->m, last, token->attr);
	} else if (!token->format.n || last->kind != NODE_CODE) {
		return false;
	} else if (md_is_html(token->format) && !md_has(r->m, MARKDOWN_RAW_HTML)) {
		md_tell_html(r->m, last->text, last->span);
		return false;
	} else {
		last->kind = NODE_RAW_INLINE;
		last->as.raw.format = token->format;
	}
	struct span mark = run_span(r, i, i + MD_TOKEN_BYTES);
	if (mark.at + mark.len > last->span.at)
		last->span.len = mark.at + mark.len - last->span.at;
	return true;
}

static void text_attr(struct run *r, size_t i, const struct md_token *token)
{
	if (attach(r, i, token)) {
		r->from = i + MD_TOKEN_BYTES;
	} else if (r->last && i + MD_TOKEN_BYTES == r->s.n && token->attr) {
		/* A heading or a caption may want it. */
		r->m->tail = add_node(r, NODE_STR, i, i + MD_TOKEN_BYTES);
		r->m->tail->text = token->source;
		r->m->tail_attr = token->attr;
	} else {
		change(r, i, MD_TOKEN_BYTES, token->source);
	}
}

static bool is_address(struct str s)
{
	size_t colon = str_find_char(s, ':');
	return colon != SIZE_MAX && md_url_length(s, 0) == s.n;
}

static void text_token(struct run *r, size_t i, const struct md_token *token)
{
	size_t end = i + MD_TOKEN_BYTES;
	if (token->kind == MD_MATH || token->kind == MD_DISPLAY_MATH) {
		struct node *n = add_node(r, NODE_MATH, i, end);
		n->text = token->text;
		n->as.math = token->kind == MD_MATH ? MATH_INLINE : MATH_DISPLAY;
	} else if (token->kind == MD_TEX) {
		struct node *n = add_node(r, NODE_RAW_INLINE, i, end);
		n->text = token->text;
		n->as.raw.format = STR("tex");
	} else if (token->kind == MD_ATTR) {
		text_attr(r, i, token);
	} else if (!r->m->in_link && is_address(token->source)) {
		add_address(r, i, end, token->source, "");
	} else {
		change(r, i, MD_TOKEN_BYTES, token->source);
	}
}

static size_t text_rare(struct run *r, size_t i)
{
	uint32_t no = md_token_at(r->s, i);
	const struct md_token *token = md_token(r->m, no);
	if (token && r->plain)
		change(r, i, MD_TOKEN_BYTES, token->source);
	else if (token)
		text_token(r, i, token);
	else if (no)
		change(r, i, MD_TOKEN_BYTES,
			no == ' ' && !r->plain
				? STR("\u00A0")
				: md_restore(r->m, str_sub(r->s, i, i + MD_TOKEN_BYTES),
					  r->plain ? MD_AS_WRITTEN : MD_UNESCAPED));
	else if (md_is_guard(r->s, i))
		change(r, i, MD_TOKEN_BYTES, STR_NONE);
	return i + MD_TOKEN_BYTES <= r->s.n ? i + MD_TOKEN_BYTES : r->s.n;
}

/* --- the loop --- */

static size_t text_stop(struct run *r, size_t i)
{
	switch (r->s.p[i]) {
	case '~':
		return text_tilde(r, i);
	case '^':
		return text_caret(r, i);
	case '[':
		return text_bracket(r, i);
	case ']':
		return text_close_bracket(r, i);
	case ':':
		return text_colon(r, i);
	case '@':
		return text_at(r, i);
	case 'w':
		return text_w(r, i);
	case '"':
	case '\'':
		return text_quote(r, i);
	case '-':
		return text_dashes(r, i);
	default:
		return text_dots(r, i);
	}
}

static void read_run(struct run *r, size_t i)
{
	uint8_t level = md_has(r->m, MARKDOWN_SMART) ? 2 : 1;
	r->from = i;
	while (i < r->s.n) {
		unsigned char c = (unsigned char)r->s.p[i];
		if (!stops[c] || stops[c] > level)
			i++;
		else if (c == ' ' || c == '\t')
			i = add_space(r, i);
		else if (c == '\n')
			i = add_line_end(r, i);
		else if (c >= 0xF0)
			i = text_rare(r, i);
		else
			i = r->plain ? i + 1 : text_stop(r, i);
	}
	end_word(r, r->s.n);
}

/* "[ ] " at the begin of an item. */
static size_t add_task_mark(struct run *r)
{
	static const char *const marks[][2] = {{"[ ] ", "☐"}, {"[x] ", "☒"}, {"[X] ", "☒"}};
	r->m->task = false;
	for (size_t k = 0; k < ARRAY_LEN(marks); k++) {
		if (!str_starts(r->s, str_from(marks[k][0])))
			continue;
		struct node *n = node_new(r->m->a, NODE_STR, run_span(r, 0, 3));
		n->text = str_from(marks[k][1]);
		node_append(r->to, n);
		return add_space(r, (r->from = 3));
	}
	return 0;
}

void md_text(struct md *m, cmark_node *from, struct node *to)
{
	struct run r = {.m = m, .to = to, .s = str_from(cmark_node_get_literal(from))};
	r.origin = md_place_text(m, r.s);
	r.last = !node_is_inline(to->kind) && !cmark_node_next(from);
	read_run(&r, m->task ? add_task_mark(&r) : 0);
}

void md_add_literal(
	struct md *m, struct node *to, struct str literal, const struct md_origin *origin)
{
	struct run r = {.m = m, .to = to, .s = literal, .origin = *origin, .plain = true};
	read_run(&r, 0);
}
