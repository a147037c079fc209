/* SPDX-License-Identifier: MIT */
/*
 * Addresses in running text, as GFM finds them, but an address ends where Chinese punctuation
 * begins, and a Latin host ends where Chinese letters do. Only an address behind a slash may hold
 * these.
 */
#include "parse/markdown_parts.h"

#include <string.h>

/* Punctuation that no address holds unescaped: ，。；：！？）】》”、… and all of its family. */
static bool ends_address(uint32_t r)
{
	if (r >= 0x2010 && r <= 0x2027)
		return true;
	return rune_is_space(r) || (rune_is_cjk(r) && rune_is_punct(r));
}

/* Where nothing of it can be meant as an address any more, it is none. */
enum { LONGEST_URL = 2000 };

static bool ends_at_ascii(char c)
{
	return (unsigned char)c <= ' ' || c == '<' || c == '>' || c == '"' || c == '`' ||
	       c == '[' || c == ']' || c == '|';
}

static size_t url_end(struct str s, size_t at)
{
	size_t begin = at;
	bool in_host = at < s.n && char_is_alnum(s.p[at]);
	while (at < s.n && at - begin <= LONGEST_URL) {
		char c = s.p[at];
		if (ends_at_ascii(c))
			break;
		in_host = in_host && c != '/' && c != '?' && c != '#';
		size_t n = 1;
		if ((unsigned char)c >= 0x80) {
			uint32_t r = utf8_decode(str_after(s, at), &n);
			if (in_host || ends_address(r) || r == MD_GUARD || r >= MD_TOKEN)
				break;
		}
		at += n;
	}
	return at;
}

/* An entity at the end belongs to the text behind: &lt; as in a sentence about HTML. */
static size_t without_entity(struct str s, size_t from, size_t end)
{
	size_t i = end - 1;
	while (i > from && char_is_alnum(s.p[i - 1]))
		i--;
	return i > from && i < end - 1 && s.p[i - 1] == '&' ? i - 1 : end - 1;
}

static size_t without_trail(struct str s, size_t from, size_t end)
{
	long open = 0;
	for (size_t i = from; i < end; i++)
		open += s.p[i] == '(' ? 1 : s.p[i] == ')' ? -1 : 0;
	while (end > from) {
		char c = s.p[end - 1];
		if (c == ';')
			end = without_entity(s, from, end);
		else if (strchr("?!.,:*_~'\"|{}", c))
			end--;
		else if (c == ')' && open < 0) {
			open++;
			end--;
		} else
			break;
	}
	return end;
}

static size_t scheme_length(struct str s)
{
	static const char *const schemes[] = {"https://", "http://", "ftp://"};
	for (size_t i = 0; i < ARRAY_LEN(schemes); i++) {
		struct str scheme = str_from(schemes[i]);
		if (str_eq_nocase(str_sub(s, 0, scheme.n), scheme))
			return scheme.n;
	}
	return str_starts(s, STR("www.")) ? 4 : 0;
}

size_t md_url_length(struct str s, size_t at)
{
	size_t scheme = scheme_length(str_after(s, at));
	if (!scheme || (at && char_is_alnum(s.p[at - 1])))
		return 0;
	size_t begin = at + scheme;
	size_t end = url_end(s, begin);
	if (end - begin > LONGEST_URL)
		return 0;
	end = without_trail(s, begin, end);
	if (end <= begin || (!char_is_alnum(s.p[begin]) && (unsigned char)s.p[begin] < 0x80))
		return 0;
	/* www. wants one more dot; localhost is a host too. */
	if (scheme == 4 && str_find_char(str_sub(s, begin, end), '.') == SIZE_MAX)
		return 0;
	return end - at;
}

static bool is_email_char(char c)
{
	return char_is_alnum(c) || c == '.' || c == '-' || c == '_' || c == '+';
}

size_t md_email_at(struct str s, size_t at, size_t *ret_from)
{
	size_t from = at, end = at + 1;
	while (from > 0 && is_email_char(s.p[from - 1]))
		from--;
	while (end < s.n && is_email_char(s.p[end]) && s.p[end] != '+')
		end++;
	while (end > at + 1 && !char_is_alnum(s.p[end - 1])) {
		if (s.p[end - 1] != '.')
			return 0; /* GFM: a domain that ends in - or _ is none */
		end--;
	}
	struct str domain = str_sub(s, at + 1, end);
	if (from == at || !domain.n || !char_is_alnum(domain.p[0]) || str_has(domain, STR("..")) ||
		str_find_char(domain, '.') == SIZE_MAX || (end < s.n && s.p[end] == '@'))
		return 0;
	*ret_from = from;
	return end - from;
}
