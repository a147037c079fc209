/* SPDX-License-Identifier: MIT */
/* {#id .class key=value key="long value"}, {-} and {=format}. */
#include "parse/markdown_parts.h"

#include <string.h>

struct attr_reader {
	struct str rest;
	VEC(struct str) classes;
	VEC(struct attribute) pairs;
	struct str id;
};

static bool is_key_char(char c)
{
	return char_is_alnum(c) || c == '_' || c == '-' || c == ':' || c == '.';
}

static struct str take_word(struct attr_reader *r)
{
	size_t n = 0;
	while (n < r->rest.n && !strchr(" \t\"'=<>{}", r->rest.p[n]))
		n++;
	struct str word = str_sub(r->rest, 0, n);
	r->rest = str_after(r->rest, n);
	return word;
}

static bool take_value(struct attr_reader *r, struct str *ret_value)
{
	char quote = r->rest.n ? r->rest.p[0] : 0;
	if (quote == '"' || quote == '\'') {
		struct str inside = str_after(r->rest, 1);
		size_t end = str_find_char(inside, quote);
		if (end == SIZE_MAX)
			return false;
		*ret_value = str_sub(inside, 0, end);
		r->rest = str_after(inside, end + 1);
		return true;
	}
	*ret_value = take_word(r);
	return ret_value->n != 0;
}

static bool take_pair(struct arena *a, struct attr_reader *r)
{
	size_t n = 0;
	while (n < r->rest.n && is_key_char(r->rest.p[n]))
		n++;
	if (!n || n == r->rest.n || r->rest.p[n] != '=' ||
		(!char_is_alnum(r->rest.p[0]) && r->rest.p[0] != '_'))
		return false;
	struct attribute pair = {str_sub(r->rest, 0, n), STR_NONE};
	r->rest = str_after(r->rest, n + 1);
	if (!take_value(r, &pair.value))
		return false;
	if (str_eq(pair.key, STR("id")))
		r->id = pair.value;
	else if (str_eq(pair.key, STR("class")))
		*vec_push(a, &r->classes) = pair.value;
	else
		*vec_push(a, &r->pairs) = pair;
	return true;
}

static bool take_one(struct arena *a, struct attr_reader *r)
{
	char c = r->rest.p[0];
	if (c != '#' && c != '.' && c != '-')
		return take_pair(a, r);
	r->rest = str_after(r->rest, 1);
	struct str word = take_word(r);
	if (c == '-') {
		*vec_push(a, &r->classes) = STR("unnumbered");
		return word.n == 0;
	}
	if (c == '#')
		r->id = word;
	else
		*vec_push(a, &r->classes) = word;
	return word.n != 0;
}

static bool is_format(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!char_is_alnum(s.p[i]) && s.p[i] != '-' && s.p[i] != '_')
			return false;
	return s.n != 0;
}

bool md_attr(struct arena *a, struct str inside, struct md_token *ret_token)
{
	struct attr_reader r = {.rest = str_trim(inside)};
	if (str_starts(r.rest, STR("="))) {
		ret_token->format = str_after(r.rest, 1);
		return is_format(ret_token->format);
	}
	while (r.rest.n) {
		if (!take_one(a, &r))
			return false;
		struct str rest = str_trim(r.rest);
		if (rest.n && rest.n == r.rest.n)
			return false; /* two without a blank between them */
		r.rest = rest;
	}
	struct attr *attr = NEW(a, struct attr);
	attr->id = r.id;
	attr->classes = r.classes.items;
	attr->n_classes = r.classes.n;
	attr->pairs = r.pairs.items;
	attr->n_pairs = r.pairs.n;
	ret_token->attr = attr;
	return true;
}
