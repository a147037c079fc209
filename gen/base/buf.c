/* SPDX-License-Identifier: MIT */
#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"

struct buf buf_new(struct arena *a)
{
	return (struct buf){.arena = a, .limit = BUF_LIMIT};
}

static bool reserve(struct buf *b, size_t more)
{
	if (b->full || more > b->limit - b->n) {
		b->full = true;
		return false;
	}
	if (b->size - b->n < more) {
		size_t want = b->size ? b->size * 2 : 256;
		while (want - b->n < more)
			want *= 2;
		b->p = arena_grow(b->arena, b->p, b->size, want);
		b->size = want;
	}
	return true;
}

void buf_add(struct buf *b, struct str s)
{
	if (s.n == 0 || !reserve(b, s.n))
		return;
	memcpy(b->p + b->n, s.p, s.n);
	b->n += s.n;
}

void buf_add_char(struct buf *b, char c)
{
	if (reserve(b, 1))
		b->p[b->n++] = c;
}

void buf_add_rune(struct buf *b, uint32_t rune)
{
	char bytes[4];
	buf_add(b, (struct str){bytes, utf8_encode(rune, bytes)});
}

void buf_add_int(struct buf *b, int64_t v)
{
	char text[24];
	int n = snprintf(text, sizeof(text), "%lld", (long long)v);
	buf_add(b, (struct str){text, (size_t)n});
}

void buf_printf(struct buf *b, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	va_list again;
	va_copy(again, args);
	int n = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (n > 0 && reserve(b, (size_t)n + 1)) {
		vsnprintf(b->p + b->n, (size_t)n + 1, format, again);
		b->n += (size_t)n;
	}
	va_end(again);
}

struct str buf_str(const struct buf *b)
{
	return (struct str){b->p, b->n};
}

/* Which bytes beside control characters need care, and where. A table, since it is asked for every
 * byte of a page. */
enum { CARE_HTML = 1, CARE_JSON = 2 };
static const unsigned char care[256] = {
	['&'] = CARE_HTML | CARE_JSON,
	['<'] = CARE_HTML | CARE_JSON,
	['>'] = CARE_HTML | CARE_JSON,
	['"'] = CARE_HTML | CARE_JSON,
	['\''] = CARE_HTML,
	['\\'] = CARE_JSON,
};

/* Where the run of plain bytes ends that begins at `from`, so that it is copied at once. */
static size_t plain_run(struct str s, size_t from, unsigned char where)
{
	size_t i = from;
	while (i < s.n && (unsigned char)s.p[i] >= 0x20 && !(care[(unsigned char)s.p[i]] & where))
		i++;
	return i;
}

void buf_add_html(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.n;) {
		size_t end = plain_run(s, i, CARE_HTML);
		buf_add(b, str_sub(s, i, end));
		if (end == s.n)
			break;
		switch (s.p[end]) {
		case '&':
			BUF_LIT(b, "&amp;");
			break;
		case '<':
			BUF_LIT(b, "&lt;");
			break;
		case '>':
			BUF_LIT(b, "&gt;");
			break;
		case '"':
			BUF_LIT(b, "&quot;");
			break;
		case '\'':
			BUF_LIT(b, "&#39;");
			break;
		case '\n':
		case '\t':
			buf_add_char(b, s.p[end]);
			break;
		}
		i = end + 1;
	}
}

void buf_add_json(struct buf *b, struct str s)
{
	buf_add_char(b, '"');
	for (size_t i = 0; i < s.n;) {
		size_t end = plain_run(s, i, CARE_JSON);
		buf_add(b, str_sub(s, i, end));
		if (end == s.n)
			break;
		unsigned char c = (unsigned char)s.p[end];
		if (c == '"' || c == '\\') {
			buf_add_char(b, '\\');
			buf_add_char(b, (char)c);
		} else if (c == '\n') {
			BUF_LIT(b, "\\n");
		} else if (c == '\t') {
			BUF_LIT(b, "\\t");
		} else {
			buf_printf(b, "\\u%04x", c);
		}
		i = end + 1;
	}
	buf_add_char(b, '"');
}

void buf_add_url(struct buf *b, struct str s)
{
	static const char hex[] = "0123456789ABCDEF";
	static const char safe[] = "-._~/:?#[]@!$&()*+,;=%";
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		if (char_is_alnum(c) || (c && strchr(safe, c))) {
			buf_add_char(b, c);
		} else {
			buf_add_char(b, '%');
			buf_add_char(b, hex[(unsigned char)c >> 4]);
			buf_add_char(b, hex[(unsigned char)c & 15]);
		}
	}
}

void buf_add_csv(struct buf *b, struct str s)
{
	bool quote = str_trim(s).n != s.n;
	for (size_t i = 0; i < s.n && !quote; i++)
		quote = strchr("\",;\t\n\r", s.p[i]) && s.p[i];
	if (!quote) {
		buf_add(b, s);
		return;
	}
	buf_add_char(b, '"');
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '"')
			buf_add_char(b, '"');
		buf_add_char(b, s.p[i]);
	}
	buf_add_char(b, '"');
}
