/* SPDX-License-Identifier: MIT */
#include "render/template_lex.h"

#include <string.h>

#include "base/utf8.h"
#include "doc/messages.h"

/* How many bytes of s a name may go on with: letters, digits and _ of any script. */
static size_t name_rune(struct str s)
{
	if (!s.n)
		return 0;
	if ((unsigned char)s.p[0] < 0x80) {
		char c = (char)(s.p[0] | 0x20);
		return (c >= 'a' && c <= 'z') || char_is_digit(s.p[0]) || s.p[0] == '_';
	}
	size_t n;
	uint32_t rune = utf8_decode(s, &n);
	/* Full-width forms are letters too, but here they are a slip of the keyboard. */
	return rune_is_letter(rune) && !(rune >= 0xFF00 && rune <= 0xFFEF) ? n : 0;
}

static size_t name_length(struct str s)
{
	size_t n = 0;
	for (size_t more; (more = name_rune(str_after(s, n))) != 0;)
		n += more;
	return n;
}

static size_t number_length(struct str s)
{
	size_t n = 0;
	while (n < s.n && char_is_digit(s.p[n]))
		n++;
	if (n + 1 < s.n && s.p[n] == '.' && char_is_digit(s.p[n + 1]))
		for (n++; n < s.n && char_is_digit(s.p[n]);)
			n++;
	return n;
}

static size_t text_length(struct str s)
{
	for (size_t i = 1; i < s.n && s.p[i] != '\n'; i++) {
		if (s.p[i] == '\\')
			i++;
		else if (s.p[i] == s.p[0])
			return i + 1;
	}
	return 0;
}

static size_t sign_length(struct str s)
{
	static const char *const pairs[] = {"==", "!=", "<=", ">=", "//"};
	for (size_t i = 0; i < ARRAY_LEN(pairs); i++)
		if (str_starts(s, str_from(pairs[i])))
			return 2;
	return s.p[0] && strchr("+-*/%~<>()[].,:|=", s.p[0]) ? 1 : 0;
}

struct span lexer_span(const struct lexer *lx)
{
	return span_of(lx->src, lx->token);
}

void lexer_stop(struct lexer *lx)
{
	lx->rest.n = 0;
	lx->kind = TOKEN_END;
	lx->token = lx->closer;
}

void lexer_fail(struct lexer *lx, const struct message *m, struct span at, struct args args)
{
	if (!lx->failed)
		diag_add(lx->diags, m, at, args);
	lx->failed = true;
	lexer_stop(lx);
}

static void bad_character(struct lexer *lx)
{
	struct str s = lx->rest;
	if (s.p[0] == '"' || s.p[0] == '\'') {
		struct str quote = str_sub(s, 0, 1);
		lexer_fail(lx, MSG(template_quote), span_of(lx->src, quote), ARGS(quote));
		return;
	}
	size_t n;
	utf8_decode(s, &n);
	struct str rune = str_sub(s, 0, n), narrow = utf8_narrow(lx->arena, rune);
	if (str_eq(rune, narrow))
		narrow = STR_NONE;
	lexer_fail(lx, MSG(template_character), span_of(lx->src, rune), ARGS(rune, narrow));
}

void lexer_next(struct lexer *lx)
{
	struct str s = str_trim(lx->rest);
	lx->rest = s;
	if (!s.n) {
		lexer_stop(lx);
		return;
	}
	size_t n = 0;
	if (char_is_digit(s.p[0])) {
		lx->kind = TOKEN_NUMBER;
		n = number_length(s);
	} else if (s.p[0] == '"' || s.p[0] == '\'') {
		lx->kind = TOKEN_TEXT;
		n = text_length(s);
	} else if ((n = name_length(s)) != 0) {
		lx->kind = TOKEN_NAME;
	} else {
		lx->kind = TOKEN_SIGN;
		n = sign_length(s);
	}
	if (!n) {
		bad_character(lx);
		return;
	}
	lx->token = str_sub(s, 0, n);
	lx->rest = str_after(s, n);
}

struct lexer lexer_start(
	struct arena *a, const struct source *src, const struct piece *p, struct diags *d)
{
	struct lexer lx = {.arena = a, .src = src, .diags = d, .rest = p->text};
	lx.closer = str_after(p->whole, p->whole.n - 2);
	lexer_next(&lx);
	return lx;
}

bool lexer_is(const struct lexer *lx, const char *word)
{
	return (lx->kind == TOKEN_NAME || lx->kind == TOKEN_SIGN) &&
	       str_eq(lx->token, str_from(word));
}

bool lexer_take(struct lexer *lx, const char *word)
{
	if (!lexer_is(lx, word))
		return false;
	lexer_next(lx);
	return true;
}

void lexer_want(struct lexer *lx, const char *word)
{
	if (!lexer_take(lx, word))
		lexer_fail(lx, MSG(template_expected), lexer_span(lx),
			ARGS(str_from(word), lx->token));
}

void lexer_want_end(struct lexer *lx)
{
	if (lx->kind != TOKEN_END)
		lexer_fail(lx, MSG(template_expected), lexer_span(lx), ARGS(lx->closer, lx->token));
}

struct str lexer_want_name(struct lexer *lx)
{
	struct str name = lx->token;
	if (lx->kind != TOKEN_NAME) {
		lexer_fail(lx, MSG(template_name), lexer_span(lx), ARGS(lx->token));
		return STR_NONE;
	}
	lexer_next(lx);
	return name;
}

struct span lexer_want_text(struct lexer *lx)
{
	struct span at = lexer_span(lx);
	if (lx->kind != TOKEN_TEXT) {
		lexer_fail(lx, MSG(template_file_name), at, ARGS(lx->token));
		return at;
	}
	lexer_next(lx);
	return span_sub(at, 1, at.len - 2);
}
