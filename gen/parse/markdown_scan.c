/* SPDX-License-Identifier: MIT */
/*
 * The text that cmark-gfm reads. Whatever is made a token here and turns out to stand in code, in
 * an address or in HTML is written out again as it was, so guesses about what is code do no harm.
 */
#include "parse/markdown_parts.h"

#include <string.h>

#include "base/buf.h"

enum { LONGEST_BRACE = 2000, MOST_TICKS = 32, TEX_PATIENCE = 50 * 1000 * 1000 };

struct scan {
	struct md *m;
	struct str s; /* the body */
	size_t at, copied;
	struct buf out;
	struct map known;		 /* source of a token to its number + 1 */
	size_t above;			 /* where the line above a line begins */
	size_t line, line_end;		 /* of at; the end is 0 where it is not known */
	size_t paragraph;		 /* up to here the inlines of at may reach; 0: not known */
	size_t blank;			 /* up to here no blank line is to come; 0: not known */
	bool quoted;			 /* the paragraph stands behind > */
	size_t no_ticks[MOST_TICKS + 1]; /* up to here no such run is to come */
	size_t no_math, no_display, no_brace, no_braces;
	size_t no_ends;	       /* environments without an end */
	const char *no_footer; /* up to here no line of dashes ends a table */
	size_t patience;       /* with arguments of TeX without an end, in bytes */
};

/* What the loop stops at. */
static const bool stops[256] = {
	['\n'] = true,
	['\\'] = true,
	['*'] = true,
	['`'] = true,
	['$'] = true,
	['{'] = true,
	[':'] = true,
	['&'] = true,
	[0xF0] = true,
	[0xF4] = true,
};

static char byte_at(const struct scan *c, size_t at)
{
	return at < c->s.n ? c->s.p[at] : 0;
}

/* --- edits --- */

static void edit(struct scan *c, size_t from, size_t size, uint32_t by)
{
	struct md *m = c->m;
	buf_add(&c->out, str_sub(c->s, c->copied, from));
	char bytes[4];
	size_t n = utf8_encode(by, bytes);
	*vec_push(m->scratch, &m->edits) =
		(struct md_edit){(uint32_t)c->out.n, (uint32_t)n, (uint32_t)from, (uint32_t)size};
	buf_add(&c->out, (struct str){bytes, n});
	c->copied = from + size;
}

/* The same source gets the same token: labels that were alike stay alike. */
static bool add_token(struct scan *c, size_t size, struct md_token token)
{
	struct md *m = c->m;
	token.source = str_sub(c->s, c->at, c->at + size);
	const struct md_token *known = map_get(&c->known, token.source);
	size_t no = known ? (size_t)(uintptr_t)known - 1 : m->tokens.n;
	if (!known) {
		if (m->tokens.n == MD_MAX_TOKENS)
			return false;
		*vec_push(m->scratch, &m->tokens) = token;
		map_put(m->scratch, &c->known, token.source, (const void *)(uintptr_t)(no + 1));
	}
	edit(c, c->at, size, MD_TOKEN + 128 + (uint32_t)no);
	c->at += size;
	return true;
}

/* --- how far inlines reach --- */

static bool starts_block(struct str line)
{
	char a = line.p[0], b = line.n > 1 ? line.p[1] : ' ';
	bool blank = b == ' ' || b == '\t';
	if (a == '#' || a == '>' || a == '|')
		return true;
	if (a == '-' || a == '+' || a == '*' || a == ':')
		return blank || str_starts(line, STR(":::"));
	if (a >= '0' && a <= '9') {
		size_t i = 1;
		while (i < line.n && i < 10 && line.p[i] >= '0' && line.p[i] <= '9')
			i++;
		return i + 1 < line.n && (line.p[i] == '.' || line.p[i] == ')') &&
		       line.p[i + 1] == ' ';
	}
	return str_starts(line, STR("```")) || str_starts(line, STR("~~~"));
}

static struct str without_quote_marks(struct str line)
{
	for (line = str_trim(line); str_starts(line, STR(">")); line = str_trim(str_after(line, 1)))
		;
	return line;
}

static size_t end_of_line(const struct scan *c, size_t at)
{
	size_t n = str_find_char(str_after(c->s, at), '\n');
	return n == SIZE_MAX ? c->s.n : at + n;
}

static size_t line_end(struct scan *c)
{
	if (!c->line_end)
		c->line_end = end_of_line(c, c->at);
	return c->line_end;
}

/* The end of the lines that may belong to one paragraph; only_blank: other blocks do not end it. */
static size_t reach(struct scan *c, bool only_blank)
{
	size_t end = line_end(c);
	while (end < c->s.n) {
		struct str line = str_sub(c->s, end + 1, end_of_line(c, end + 1));
		struct str inside = str_trim(line);
		if (c->quoted && !str_starts(inside, STR(">")))
			break;
		if (c->quoted)
			inside = without_quote_marks(inside);
		if (!inside.n || (!only_blank && starts_block(inside)))
			break;
		end += 1 + line.n;
	}
	return end;
}

static size_t paragraph(struct scan *c)
{
	if (c->at >= c->paragraph) {
		struct str line = str_trim(str_sub(c->s, c->line, line_end(c)));
		c->quoted = str_starts(line, STR(">"));
		c->paragraph = reach(c, false);
	}
	return c->paragraph;
}

/* --- what is made a token --- */

static size_t run_length(const struct scan *c, size_t at)
{
	size_t n = 1;
	while (at + n < c->s.n && c->s.p[at + n] == c->s.p[at])
		n++;
	return n;
}

static bool begins_line(const struct scan *c)
{
	return without_quote_marks(str_sub(c->s, c->line, c->at)).n == 0;
}

static void scan_rare(struct scan *c)
{
	size_t n;
	uint32_t r = utf8_decode(str_after(c->s, c->at), &n);
	if (r != MD_GUARD && r < MD_TOKEN) {
		c->at += n;
	} else if (!add_token(c, n, (struct md_token){.kind = MD_LITERAL})) {
		edit(c, c->at, n, 0xFFFD);
		c->at += n;
	}
}

static int digit_value(char d, uint32_t base)
{
	int v = d >= '0' && d <= '9' ? d - '0' : (d | 0x20) >= 'a' ? (d | 0x20) - 'a' + 10 : 99;
	return v < (int)base ? v : -1;
}

/* A reference to a code point that is ours, or that cmark-gfm makes a bad byte of, stays as
 * written. */
static void scan_reference(struct scan *c)
{
	bool hex = (byte_at(c, c->at + 2) | 0x20) == 'x';
	uint32_t base = hex ? 16 : 10, r = 0;
	size_t i = c->at + 2 + hex;
	for (int v; r < MD_TOKEN * 2 && (v = digit_value(byte_at(c, i), base)) >= 0; i++)
		r = r * base + (uint32_t)v;
	bool rare = r == MD_GUARD || r >= MD_TOKEN || r == 0xFFFE || r == 0xFFFF;
	if (byte_at(c, c->at + 1) != '#' || byte_at(c, i) != ';' || !rare ||
		!add_token(c, i + 1 - c->at, (struct md_token){.kind = MD_LITERAL}))
		c->at++;
}

/* Past code, in which only that counts which looks like a guard or a token of ours. */
static void skip_to(struct scan *c, size_t end)
{
	while (c->at < end) {
		if ((unsigned char)c->s.p[c->at] >= 0xF0)
			scan_rare(c);
		else if (c->s.p[c->at] == '&')
			scan_reference(c);
		else
			c->at++;
	}
}

/* Goes past a code span, or past the line that opens or closes a block of code. */
static void scan_ticks(struct scan *c)
{
	size_t n = run_length(c, c->at), from = c->at;
	c->at += n;
	if (n >= 3 && begins_line(c)) {
		skip_to(c, line_end(c));
		return;
	}
	if (n > MOST_TICKS || c->no_ticks[n] > from)
		return;
	size_t end = paragraph(c);
	for (size_t i = c->at; i < end;) {
		const char *tick = memchr(c->s.p + i, '`', end - i);
		if (!tick)
			break;
		i = (size_t)(tick - c->s.p);
		size_t other = run_length(c, i);
		i += other;
		if (other == n) {
			skip_to(c, i);
			return;
		}
	}
	c->no_ticks[n] = end;
}

/* Math over several lines: without what quotes and indents them. */
static struct str math_text(const struct scan *c, struct str s)
{
	if (str_find_char(s, '\n') == SIZE_MAX)
		return s;
	struct buf b = buf_new(c->m->a);
	buf_add(&b, str_line(&s));
	for (bool more = true; more;) {
		more = str_find_char(s, '\n') != SIZE_MAX;
		struct str line = str_line(&s);
		buf_add_char(&b, '\n');
		buf_add(&b, c->quoted ? without_quote_marks(line) : str_trim(line));
	}
	return buf_str(&b);
}

/* Whether nothing but commands of TeX stands from at to the end of the line. */
static bool is_tex_line(struct scan *c, struct str line)
{
	while (line.n) {
		size_t n = line.p[0] == '\\' ? md_tex_command(line, &c->patience) : 0;
		if (!n || md_tex_is_word(line))
			return false;
		line = str_trim(str_after(line, n));
	}
	return true;
}

enum { MOST_WITHOUT_END = 100 };

/* On a site's page a backslash is one of TeX only where a line holds nothing else. */
static bool scan_tex(struct scan *c)
{
	struct md_token token = {.kind = MD_TEX};
	bool begins = begins_line(c);
	size_t n = 0;
	if (begins && c->no_ends < MOST_WITHOUT_END && byte_at(c, c->at + 1) == 'b') {
		n = md_tex_environment(str_after(c->s, c->at));
		c->no_ends += !n;
	}
	if (!n && md_has(c->m, MARKDOWN_FOR_SITE) &&
		!(begins && is_tex_line(c, str_trim(str_sub(c->s, c->at, line_end(c))))))
		return false;
	size_t end = paragraph(c);
	if (!n)
		n = md_tex_command(str_sub(c->s, c->at, end), &c->patience);
	token.text = math_text(c, str_sub(c->s, c->at, c->at + n));
	return n && add_token(c, n, token);
}

static void scan_escape(struct scan *c)
{
	char next = byte_at(c, c->at + 1);
	if (md_has(c->m, MARKDOWN_RAW_TEX) && scan_tex(c))
		return;
	bool blank = next == ' ' && !md_has(c->m, MARKDOWN_FOR_SITE) &&
		     md_has(c->m, MARKDOWN_SUPERSCRIPT | MARKDOWN_SUBSCRIPT);
	if (blank || (next && strchr("~$[]{}^:@\"'-.", next)))
		edit(c, c->at, 2, MD_TOKEN + (uint32_t)next);
	/* In an address a backslash is no escape, but a reference is one. */
	bool skip = next != '&' && (unsigned char)next < 0x80 && rune_is_punct((unsigned char)next);
	c->at += skip || blank ? 2 : 1;
}

static bool scan_display_math(struct scan *c)
{
	size_t from = c->at + 2;
	if (c->no_display > c->at)
		return false;
	size_t end = paragraph(c);
	if (begins_line(c)) {
		if (c->at >= c->blank)
			c->blank = reach(c, true);
		end = c->blank;
	}
	for (size_t i = from; i + 1 < end; i++) {
		if (c->s.p[i] == '\\') {
			i++;
		} else if (c->s.p[i] == '$' && c->s.p[i + 1] == '$' && i > from) {
			struct md_token token = {.kind = MD_DISPLAY_MATH};
			token.text = math_text(c, str_sub(c->s, from, i));
			return add_token(c, i + 2 - c->at, token);
		}
	}
	c->no_display = end;
	return false;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* pandoc's rule: $ before a non-blank, and before the next $ a non-blank, and behind that no digit.
 */
static bool scan_math(struct scan *c)
{
	size_t from = c->at + 1;
	if (is_blank(byte_at(c, from)) || c->no_math > c->at)
		return false;
	size_t end = paragraph(c);
	bool in_table = without_quote_marks(str_sub(c->s, c->line, end)).p[0] == '|';
	for (size_t i = from; i < end; i++) {
		char next = byte_at(c, i + 1);
		if (c->s.p[i] == '\\') {
			i++;
		} else if (in_table && c->s.p[i] == '|') {
			return false;
		} else if (c->s.p[i] == '$') {
			if (i == from || is_blank(c->s.p[i - 1]) || (next >= '0' && next <= '9'))
				return false;
			struct md_token token = {.kind = MD_MATH};
			token.text = math_text(c, str_sub(c->s, from, i));
			if (in_table) /* the table takes this backslash away */
				token.text = str_replace(c->m->a, token.text, STR("\\|"), STR("|"));
			return add_token(c, i + 1 - c->at, token);
		}
	}
	c->no_math = end;
	return false;
}

static void scan_dollar(struct scan *c)
{
	if (!md_has(c->m, MARKDOWN_MATH)) {
		c->at++;
		return;
	}
	bool twice = byte_at(c, c->at + 1) == '$';
	if (twice ? !scan_display_math(c) : !scan_math(c))
		c->at += twice ? 2 : 1;
}

static bool scan_view(struct scan *c, struct str line)
{
	size_t end = c->no_braces > c->at ? SIZE_MAX : str_find(line, STR("}}"));
	if (end == SIZE_MAX)
		c->no_braces = c->at + line.n;
	return end != SIZE_MAX && add_token(c, end + 2, (struct md_token){.kind = MD_LITERAL});
}

/* {…} behind a bracket, an address or code, or at the end of a line. */
static bool scan_attr(struct scan *c, struct str line)
{
	size_t end = c->no_brace > c->at ? SIZE_MAX : str_find_char(line, '}');
	if (end == SIZE_MAX) {
		c->no_brace = c->at + line.n;
		return false;
	}
	char before = c->at > c->line ? c->s.p[c->at - 1] : 0;
	bool behind = before == ']' || before == ')' || before == '`' || before == '>';
	struct str after = str_trim(str_sub(c->s, c->at + end + 1, line_end(c)));
	while (!behind && str_starts(after, STR("#")))
		after = str_after(after, 1);
	struct md_token token = {.kind = MD_ATTR};
	if ((!behind && after.n) || !md_attr(c->m->a, str_sub(line, 1, end), &token) ||
		!md_has(c->m, token.attr ? MARKDOWN_ATTRIBUTES : MARKDOWN_RAW_ATTRIBUTE))
		return false;
	c->m->has_brackets |= before == ']' && md_has(c->m, MARKDOWN_SPANS);
	return add_token(c, end + 1, token);
}

static void scan_brace(struct scan *c)
{
	size_t end = line_end(c) < c->at + LONGEST_BRACE ? line_end(c) : c->at + LONGEST_BRACE;
	struct str line = str_sub(c->s, c->at, end);
	bool view = md_has(c->m, MARKDOWN_FOR_SITE) && str_starts(line, STR("{{"));
	bool found = view ? scan_view(c, line) : scan_attr(c, line);
	if (!found)
		c->at += view ? 2 : 1;
}

/* A label is at most 1,000 characters long. */
static bool is_reference(struct str before)
{
	return str_starts(str_trim(before), STR("[")) &&
	       str_has(str_sub(before, 0, 4000), STR("]:"));
}

/* An address that holds marks of emphasis, not in a place where cmark-gfm expects one. */
static void scan_colon(struct scan *c)
{
	size_t colon = c->at++;
	if (!md_has(c->m, MARKDOWN_ADDRESSES) || !str_starts(str_after(c->s, colon), STR("://")))
		return;
	size_t from = colon;
	while (from > c->line && colon - from < 5 && (c->s.p[from - 1] | 0x20) >= 'a' &&
		(c->s.p[from - 1] | 0x20) <= 'z')
		from--;
	char before = from > c->line ? c->s.p[from - 1] : 0;
	struct str line = str_sub(c->s, c->line, line_end(c));
	size_t n = from >= c->copied ? md_url_length(line, from - c->line) : 0;
	struct str url = str_sub(c->s, from, from + n);
	bool marks = false;
	for (size_t i = 0; i < url.n; i++)
		marks |= strchr("*_~$", url.p[i]) != NULL;
	if (!marks || str_find_char(url, '\\') != SIZE_MAX ||
		(before && strchr("(<\"'=", before)) ||
		is_reference(str_sub(line, 0, from - c->line)))
		return;
	c->at = from;
	if (!add_token(c, n, (struct md_token){.kind = MD_LITERAL}))
		c->at = colon + 1;
}

/* --- emphasis in Chinese --- */

static bool is_quote_like(uint32_t r)
{
	return r == 0xB7 || (r >= 0x2010 && r <= 0x2027);
}

/* CommonMark wants a blank between a letter and a mark with punctuation on its other side. */
static bool wants_guard(uint32_t letter, uint32_t punct)
{
	if (rune_is_space(letter) || rune_is_punct(letter) || !rune_is_punct(punct))
		return false;
	return rune_is_cjk(letter) || rune_is_cjk(punct) ||
	       (is_quote_like(punct) && letter >= '0' && letter <= '9');
}

static void scan_stars(struct scan *c)
{
	size_t from = c->at, n = run_length(c, c->at), bytes;
	c->at += n;
	if (from == c->line || c->at == c->s.n || !md_has(c->m, MARKDOWN_FOR_SITE))
		return;
	uint32_t before = utf8_decode_last(str_sub(c->s, c->line, from), &bytes);
	uint32_t after = utf8_decode(str_after(c->s, c->at), &bytes);
	if (wants_guard(before, after))
		edit(c, from, 0, MD_GUARD);
	if (wants_guard(after, before))
		edit(c, c->at, 0, MD_GUARD);
}

/* --- drawn tables --- */

/* At the begin of a line: one stands behind a blank line or the fence of a div. */
static void scan_drawn(struct scan *c)
{
	if (!md_has(c->m, MARKDOWN_DRAWN_TABLES))
		return;
	struct str above = str_trim(str_sub(c->s, c->above, c->at));
	c->above = c->at;
	if (above.n && !str_starts(above, STR(":::")))
		return;
	size_t n = md_drawn_length(c->m, str_after(c->s, c->at), &c->no_footer), from = c->at;
	if (!n)
		return;
	while (byte_at(c, c->at) == ' ')
		c->at++;
	if (!add_token(c, n - (c->at - from), (struct md_token){.kind = MD_DRAWN}))
		c->at = from;
}

/* --- the loop --- */

static void scan_byte(struct scan *c)
{
	switch (c->s.p[c->at]) {
	case '\n':
		c->at++;
		scan_drawn(c);
		break;
	case '\\':
		scan_escape(c);
		break;
	case '*':
		scan_stars(c);
		break;
	case '`':
		scan_ticks(c);
		break;
	case '$':
		scan_dollar(c);
		break;
	case '{':
		scan_brace(c);
		break;
	case ':':
		scan_colon(c);
		break;
	case '&':
		scan_reference(c);
		break;
	default:
		scan_rare(c);
		break;
	}
}

/* Code and math may lead over lines. */
static void scan_step(struct scan *c)
{
	size_t from = c->at;
	scan_byte(c);
	const char *end = memrchr(c->s.p + from, '\n', c->at - from);
	if (end) {
		c->line = (size_t)(end - c->s.p) + 1;
		c->line_end = 0;
	}
}

static void find_lines(struct md *m)
{
	*vec_push(m->scratch, &m->lines) = 0;
	bool returns = memchr(m->text.p, '\r', m->text.n) != NULL;
	for (size_t i = 0; i < m->text.n; i++) {
		if (!returns) {
			const char *end = memchr(m->text.p + i, '\n', m->text.n - i);
			if (!end)
				break;
			i = (size_t)(end - m->text.p);
		} else if (m->text.p[i] == '\r') {
			i += i + 1 < m->text.n && m->text.p[i + 1] == '\n';
		} else if (m->text.p[i] != '\n') {
			continue;
		}
		*vec_push(m->scratch, &m->lines) = (uint32_t)i + 1;
	}
}

void md_scan(struct md *m)
{
	struct scan c = {
		.m = m, .s = m->body, .out = buf_new(m->scratch), .patience = TEX_PATIENCE};
	m->has_brackets = (md_has(m, MARKDOWN_INLINE_NOTES) && str_has(m->body, STR("^["))) ||
			  (md_has(m, MARKDOWN_CITATIONS) && str_has(m->body, STR("@")));
	scan_drawn(&c);
	while (c.at < c.s.n) {
		if (stops[(unsigned char)c.s.p[c.at]])
			scan_step(&c);
		else
			c.at++;
	}
	if (m->edits.n) {
		buf_add(&c.out, str_after(c.s, c.copied));
		m->text = buf_str(&c.out);
	} else {
		m->text = m->body;
	}
	find_lines(m);
}
