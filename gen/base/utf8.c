/* SPDX-License-Identifier: MIT */
#include "base/utf8.h"

#include <iconv.h>
#include <utf8proc.h>

#include "base/arena.h"
#include "base/buf.h"

uint32_t utf8_decode(struct str s, size_t *ret_n)
{
	unsigned char c = (unsigned char)s.p[0];
	*ret_n = 1;
	if (c < 0x80)
		return c;
	utf8proc_int32_t rune;
	utf8proc_ssize_t n =
		utf8proc_iterate((const utf8proc_uint8_t *)s.p, (utf8proc_ssize_t)s.n, &rune);
	if (n <= 0)
		return 0xFFFD;
	*ret_n = (size_t)n;
	return (uint32_t)rune;
}

uint32_t utf8_decode_last(struct str s, size_t *ret_n)
{
	size_t back = 1;
	while (back < 4 && back < s.n && ((unsigned char)s.p[s.n - back] & 0xC0) == 0x80)
		back++;
	uint32_t rune = utf8_decode(str_after(s, s.n - back), ret_n);
	if (*ret_n == back)
		return rune;
	*ret_n = 1;
	return 0xFFFD;
}

size_t utf8_encode(uint32_t rune, char bytes[4])
{
	return (size_t)utf8proc_encode_char((utf8proc_int32_t)rune, (utf8proc_uint8_t *)bytes);
}

/* Bytes of the character at p, 0: it is none. Most of a Chinese text has three. */
static size_t valid_bytes(const unsigned char *p, size_t n)
{
	if (p[0] >= 0xE1 && p[0] <= 0xEC && n > 2 && (p[1] & 0xC0) == 0x80 && (p[2] & 0xC0) == 0x80)
		return 3;
	utf8proc_int32_t rune;
	utf8proc_ssize_t bytes = p[0] ? utf8proc_iterate(p, (utf8proc_ssize_t)n, &rune) : 0;
	return bytes > 0 ? (size_t)bytes : 0;
}

size_t utf8_invalid(struct str s)
{
	const unsigned char *p = (const unsigned char *)s.p;
	for (size_t i = 0; i < s.n;) {
		size_t n = p[i] && p[i] < 0x80 ? 1 : valid_bytes(p + i, s.n - i);
		if (!n)
			return i;
		i += n;
	}
	return SIZE_MAX;
}

size_t utf8_count(struct str s)
{
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++)
		n += ((unsigned char)s.p[i] & 0xC0) != 0x80;
	return n;
}

struct str utf8_prefix(struct str s, size_t most)
{
	size_t at = 0, n;
	for (; most > 0 && at < s.n; most--, at += n)
		utf8_decode(str_after(s, at), &n);
	return str_sub(s, 0, at);
}

size_t rune_width(uint32_t rune)
{
	if (rune == '\t')
		return 1;
	int w = utf8proc_charwidth((utf8proc_int32_t)rune);
	return w > 0 ? (size_t)w : 0;
}

size_t utf8_width(struct str s)
{
	size_t w = 0;
	while (s.n) {
		size_t n;
		w += rune_width(utf8_decode(s, &n));
		s = str_after(s, n);
	}
	return w;
}

bool rune_is_han(uint32_t r)
{
	return (r >= 0x4E00 && r <= 0x9FFF) || (r >= 0x3400 && r <= 0x4DBF) ||
	       (r >= 0x20000 && r <= 0x323AF) || (r >= 0xF900 && r <= 0xFAFF) || r == 0x3007;
}

bool rune_is_cjk(uint32_t r)
{
	return rune_is_han(r) || (r >= 0x3000 && r <= 0x30FF) || (r >= 0x31F0 && r <= 0x31FF) ||
	       (r >= 0x2E80 && r <= 0x2FDF) || (r >= 0xFE30 && r <= 0xFE4F) ||
	       (r >= 0xFF00 && r <= 0xFFEF) || (r >= 0x3200 && r <= 0x33FF);
}

bool rune_is_punct(uint32_t r)
{
	if (r < 0x80)
		return (r >= 0x21 && r <= 0x2F) || (r >= 0x3A && r <= 0x40) ||
		       (r >= 0x5B && r <= 0x60) || (r >= 0x7B && r <= 0x7E);
	utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)r);
	return c >= UTF8PROC_CATEGORY_PC && c <= UTF8PROC_CATEGORY_SO;
}

bool rune_is_space(uint32_t r)
{
	if (r < 0x80)
		return r == ' ' || (r >= '\t' && r <= '\r');
	return utf8proc_category((utf8proc_int32_t)r) == UTF8PROC_CATEGORY_ZS;
}

bool rune_is_letter(uint32_t r)
{
	if (r < 0x80)
		return (r >= '0' && r <= '9') || (r >= 'a' && r <= 'z') || (r >= 'A' && r <= 'Z');
	utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)r);
	return (c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_LO) ||
	       (c >= UTF8PROC_CATEGORY_ND && c <= UTF8PROC_CATEGORY_NO);
}

uint32_t rune_lower(uint32_t r)
{
	return (uint32_t)utf8proc_tolower((utf8proc_int32_t)r);
}

uint32_t rune_upper(uint32_t r)
{
	return (uint32_t)utf8proc_toupper((utf8proc_int32_t)r);
}

static uint32_t narrow(uint32_t r)
{
	if (r >= 0xFF01 && r <= 0xFF5E)
		return r - 0xFEE0;
	return r == 0x3000 || r == 0xA0 ? ' ' : r;
}

struct str utf8_narrow(struct arena *a, struct str s)
{
	bool change = false;
	for (size_t i = 0; i + 1 < s.n && !change; i++) {
		unsigned char c = (unsigned char)s.p[i];
		change = c == 0xEF || c == 0xC2 || (c == 0xE3 && (unsigned char)s.p[i + 1] == 0x80);
	}
	if (!change)
		return str_trim(s);
	struct buf b = buf_new(a);
	while (s.n) {
		size_t n;
		buf_add_rune(&b, narrow(utf8_decode(s, &n)));
		s = str_after(s, n);
	}
	return str_trim(buf_str(&b));
}

/* A name with a slash in it would be more than a name to iconv. */
static bool is_encoding(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!char_is_alnum(s.p[i]) && s.p[i] != '-' && s.p[i] != '_' && s.p[i] != '.')
			return false;
	return s.n > 0;
}

bool utf8_convert(
	struct arena *a, struct str bytes, struct str from, struct str to, struct str *ret_bytes)
{
	if (!is_encoding(from) || !is_encoding(to))
		return false;
	iconv_t cd = iconv_open(str_cstr(a, to), str_cstr(a, from));
	if (cd == (iconv_t)-1)
		return false;
	size_t room = bytes.n * 4 + 16; /* no character is longer than four bytes of its own */
	char *out = arena_alloc(a, room), *at = out;
	char *in = arena_copy(a, bytes.p, bytes.n);
	size_t left = bytes.n;
	size_t bad = iconv(cd, &in, &left, &at, &room);
	iconv_close(cd);
	*ret_bytes = (struct str){out, (size_t)(at - out)};
	return bad != (size_t)-1 && !left;
}

bool utf8_from_gb18030(struct arena *a, struct str bytes, struct str *ret_text)
{
	return utf8_convert(a, bytes, STR("GB18030"), STR("UTF-8"), ret_text) &&
	       utf8_invalid(*ret_text) == SIZE_MAX;
}
