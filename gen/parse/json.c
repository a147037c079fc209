/* SPDX-License-Identifier: MIT */
#include "parse/json.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"
#include "doc/messages.h"

struct json {
	struct arena *arena;
	struct diags *diags;
	const struct source *src;
	struct str text;
	size_t at;
	int depth, most_depth;
};

static bool fail(struct json *j, const struct message *m, size_t from, struct args args)
{
	size_t len = j->at > from ? j->at - from : 1;
	diag_add(j->diags, m, span_sub(span_of(j->src, j->text), from, len), args);
	return false;
}

static char peek(const struct json *j)
{
	return j->at < j->text.n ? j->text.p[j->at] : '\0';
}

static void skip_blanks(struct json *j)
{
	while (peek(j) == ' ' || peek(j) == '\t' || peek(j) == '\n' || peek(j) == '\r')
		j->at++;
}

static bool take(struct json *j, char c)
{
	skip_blanks(j);
	if (peek(j) != c || j->at >= j->text.n)
		return false;
	j->at++;
	return true;
}

/* --- texts --- */

static bool hex4(const struct json *j, size_t at, uint32_t *ret)
{
	*ret = 0;
	for (size_t i = at; i < at + 4; i++) {
		char c = i < j->text.n ? j->text.p[i] : '\0', low = (char)(c | 0x20);
		uint32_t digit = 0;
		if (c >= '0' && c <= '9')
			digit = (uint32_t)(c - '0');
		else if (low >= 'a' && low <= 'f')
			digit = (uint32_t)(low - 'a' + 10);
		else
			return false;
		*ret = *ret * 16 + digit;
	}
	return true;
}

/* \u with four digits; a character beyond them is written as two (RFC 8259, 7). */
static bool unicode_escape(struct json *j, struct buf *b)
{
	uint32_t rune, low;
	if (!hex4(j, j->at, &rune))
		return false;
	j->at += 4;
	if (rune >= 0xDC00 && rune <= 0xDFFF)
		return false;
	if (rune >= 0xD800 && rune <= 0xDBFF) {
		bool pair = str_starts(str_after(j->text, j->at), STR("\\u")) &&
			    hex4(j, j->at + 2, &low) && low >= 0xDC00 && low <= 0xDFFF;
		if (!pair)
			return false;
		j->at += 6;
		rune = 0x10000 + ((rune - 0xD800) << 10) + (low - 0xDC00);
	}
	buf_add_rune(b, rune);
	return true;
}

static bool escape(struct json *j, struct buf *b)
{
	static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
	char c = peek(j);
	j->at++;
	if (c == 'u')
		return unicode_escape(j, b);
	for (size_t i = 0; i < sizeof(from) - 1; i++)
		if (c == from[i]) {
			buf_add_char(b, to[i]);
			return true;
		}
	return false;
}

/* Behind the opening quote. */
static bool read_text(struct json *j, struct str *ret)
{
	size_t begin = j->at - 1;
	struct buf b = buf_new(j->arena);
	for (;;) {
		size_t from = j->at;
		while (j->at < j->text.n && peek(j) != '"' && peek(j) != '\\' &&
			(unsigned char)peek(j) >= 0x20)
			j->at++;
		buf_add(&b, str_sub(j->text, from, j->at));
		if (take(j, '"'))
			break;
		if (peek(j) != '\\')
			return fail(j, MSG(json_text_open), begin, NO_ARGS);
		from = j->at++;
		if (escape(j, &b))
			continue;
		while (((unsigned char)peek(j) & 0xC0) == 0x80)
			j->at++; /* to the end of the character */
		return fail(j, MSG(json_escape), from, ARGS(str_sub(j->text, from, j->at)));
	}
	*ret = buf_str(&b);
	return true;
}

/* --- values --- */

static bool read_value(struct json *j, struct value *ret);

/* A number in the making: exact up to 19 digits and 27 places, close beyond. */
struct decimal {
	long double digits;
	int places, exponent;
};

static size_t read_digits(struct json *j, struct decimal *d, bool fraction)
{
	size_t from = j->at;
	for (; char_is_digit(peek(j)); j->at++) {
		d->digits = d->digits * 10 + (peek(j) - '0');
		d->places += fraction;
	}
	return j->at - from;
}

static bool read_exponent(struct json *j, struct decimal *d)
{
	enum { MOST = 400 }; /* beyond it all is 0 or infinite */
	j->at++;
	bool minus = peek(j) == '-';
	j->at += minus || peek(j) == '+';
	size_t from = j->at;
	for (; char_is_digit(peek(j)); j->at++)
		if (d->exponent < MOST)
			d->exponent = d->exponent * 10 + (peek(j) - '0');
	d->exponent = minus ? -d->exponent : d->exponent;
	return j->at > from;
}

static double decimal_value(const struct decimal *d)
{
	long double scale = 1;
	int power = d->exponent - d->places;
	for (int i = 0; i < power || i < -power; i++)
		scale *= 10;
	return (double)(power < 0 ? d->digits / scale : d->digits * scale);
}

static bool read_number(struct json *j, struct value *ret)
{
	struct decimal d = {0};
	size_t from = j->at;
	bool minus = peek(j) == '-';
	j->at += minus;
	bool zero = peek(j) == '0';
	size_t whole = read_digits(j, &d, false);
	bool good = whole && !(zero && whole > 1);
	if (good && peek(j) == '.') {
		j->at++;
		good = read_digits(j, &d, true) > 0;
	}
	if (good && (peek(j) == 'e' || peek(j) == 'E'))
		good = read_exponent(j, &d);
	if (!good)
		return fail(j, MSG(json_value), from, NO_ARGS);
	*ret = value_number(minus ? -decimal_value(&d) : decimal_value(&d));
	return true;
}

static bool read_word(struct json *j, struct value *ret)
{
	static const struct {
		const char *word;
		struct value value;
	} words[] = {{"true", {.kind = VALUE_BOOL, .flag = true}}, {"false", {.kind = VALUE_BOOL}},
		{"null", {.kind = VALUE_NULL}}};
	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (str_starts(str_after(j->text, j->at), str_from(words[i].word))) {
			j->at += str_from(words[i].word).n;
			*ret = words[i].value;
			return true;
		}
	return fail(j, MSG(json_value), j->at, NO_ARGS);
}

static bool read_list(struct json *j, struct value *ret)
{
	*ret = value_list();
	if (take(j, ']'))
		return true;
	do {
		struct value item = {0};
		if (!read_value(j, &item))
			return false;
		value_add(j->arena, ret, item);
	} while (take(j, ','));
	return take(j, ']') || fail(j, MSG(json_comma), j->at, ARGS(STR("]")));
}

/* Of a few keys a look at each is the cheapest; of many, and from then on, a table of them. */
static bool is_known(struct json *j, const struct value *map, struct map *keys, struct str key)
{
	enum { FEW = 16 };
	if (map->n < FEW)
		return value_get(map, key) != NULL;
	for (size_t i = 0; i < map->n && map->n == FEW; i++)
		map_put(j->arena, keys, map->pairs[i].key, j->text.p);
	return map_put(j->arena, keys, key, j->text.p) != NULL;
}

static bool read_pair(struct json *j, struct value *map, struct map *keys)
{
	struct str key;
	skip_blanks(j);
	size_t from = j->at;
	if (!take(j, '"'))
		return fail(j, MSG(json_key), from, NO_ARGS);
	if (!read_text(j, &key))
		return false;
	struct span at = span_sub(span_of(j->src, j->text), from, j->at - from);
	if (is_known(j, map, keys, key))
		return fail(j, MSG(key_twice), from, ARGS(key));
	struct value item = {0};
	if (!take(j, ':'))
		return fail(j, MSG(json_colon), j->at, ARGS(key));
	if (!read_value(j, &item))
		return false;
	value_append(j->arena, map, key, item);
	map->pairs[map->n - 1].key_at = at;
	return true;
}

static bool read_map(struct json *j, struct value *ret)
{
	struct map keys = {0};
	*ret = value_map();
	if (take(j, '}'))
		return true;
	do
		if (!read_pair(j, ret, &keys))
			return false;
	while (take(j, ','));
	return take(j, '}') || fail(j, MSG(json_comma), j->at, ARGS(STR("}")));
}

static bool read_any(struct json *j, struct value *ret)
{
	char c = peek(j);
	if (c == '-' || char_is_digit(c))
		return read_number(j, ret);
	if (c != '"' && c != '[' && c != '{')
		return read_word(j, ret);
	j->at++;
	if (c == '[')
		return read_list(j, ret);
	if (c == '{')
		return read_map(j, ret);
	*ret = (struct value){.kind = VALUE_TEXT, .quoted = true};
	return read_text(j, &ret->text);
}

static bool read_value(struct json *j, struct value *ret)
{
	skip_blanks(j);
	size_t from = j->at;
	if (j->depth == j->most_depth)
		return fail(
			j, MSG(data_deep), from, ARGS(str_printf(j->arena, "%d", j->most_depth)));
	j->depth++;
	bool good = read_any(j, ret);
	j->depth--;
	ret->at = span_sub(span_of(j->src, j->text), from, j->at - from);
	return good;
}

bool json_parse_deep(
	struct arena *a, struct source *src, int depth, struct value *ret, struct diags *d)
{
	struct json j = {
		.arena = a, .diags = d, .src = src, .text = src->text, .most_depth = depth};
	*ret = (struct value){.at = span_file(src)};
	if (!read_value(&j, ret))
		return false;
	skip_blanks(&j);
	return j.at == j.text.n || fail(&j, MSG(json_after), j.at, NO_ARGS);
}

bool json_parse(struct arena *a, struct source *src, struct value *ret, struct diags *d)
{
	return json_parse_deep(a, src, JSON_DEPTH, ret, d);
}
