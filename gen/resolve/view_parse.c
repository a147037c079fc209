/* SPDX-License-Identifier: MIT */
/*
 * {{name column="value" by=word}}: read from the source of the paragraph, because the parser has
 * made printed quotes of the straight ones. Signs of a Chinese keyboard (“” ＝ and the wide space)
 * serve too.
 */
#include "resolve/view_call.h"

#include "base/utf8.h"
#include "doc/messages.h"

struct reader {
	const struct view_context *ctx;
	struct span para;
	struct str text;
	size_t at;
};

static bool looking_at(const struct reader *r, struct str what)
{
	return str_starts(str_after(r->text, r->at), what);
}

static struct span span_from(const struct reader *r, size_t from)
{
	return span_sub(r->para, from, r->at - from);
}

size_t view_skip_blanks(struct str text, size_t at)
{
	bool line_begins = false;
	while (at < text.n) {
		char c = text.p[at];
		if (str_starts(str_after(text, at), STR("　")))
			at += STR("　").n;
		else if (c == ' ' || c == '\t' || c == '\n' || c == '\r' ||
			 (c == '>' && line_begins))
			at++;
		else
			break;
		line_begins = c == '\n' || (line_begins && c != '\r');
	}
	return at;
}

static void skip_blanks(struct reader *r)
{
	r->at = view_skip_blanks(r->text, r->at);
}

static bool at_blank(const struct reader *r)
{
	return view_skip_blanks(r->text, r->at) != r->at;
}

static bool at_equals(const struct reader *r)
{
	return looking_at(r, STR("=")) || looking_at(r, STR("＝"));
}

static struct str read_word(struct reader *r)
{
	size_t from = r->at;
	while (r->at < r->text.n && !at_blank(r) && !at_equals(r) && !looking_at(r, STR("}}")))
		r->at++;
	return str_sub(r->text, from, r->at);
}

/* Quotes as people type them: what may open, and what may then close. */
static const struct {
	const char *open, *close[2];
} quotes[] = {
	{"\"", {"\"", NULL}},
	{"'", {"'", NULL}},
	{"“", {"”", "“"}},
	{"”", {"”", "“"}},
	{"‘", {"’", "‘"}},
	{"’", {"’", "‘"}},
	{"「", {"」", NULL}},
	{"『", {"』", NULL}},
};

static size_t quote_at(const struct reader *r)
{
	for (size_t i = 0; i < ARRAY_LEN(quotes); i++)
		if (looking_at(r, str_from(quotes[i].open)))
			return i;
	return SIZE_MAX;
}

size_t view_name_length(struct str text)
{
	struct reader r = {.text = text};
	return read_word(&r).n;
}

static bool read_quoted(struct reader *r, size_t quote, struct str *ret_value, struct span *ret_at)
{
	size_t open = r->at;
	r->at += str_from(quotes[quote].open).n;
	size_t from = r->at;
	for (; r->at < r->text.n && !looking_at(r, STR("}}")) && r->text.p[r->at] != '\n';
		r->at++) {
		for (size_t i = 0; i < 2 && quotes[quote].close[i]; i++) {
			struct str close = str_from(quotes[quote].close[i]);
			if (!looking_at(r, close))
				continue;
			*ret_value = str_sub(r->text, from, r->at);
			*ret_at = span_from(r, from);
			r->at += close.n;
			return true;
		}
	}
	diag_add(r->ctx->diags, MSG(view_quote), span_from(r, open),
		ARGS(str_sub(r->text, open, r->at), str_from(quotes[quote].close[0])));
	return false;
}

static bool read_value(struct reader *r, struct str *ret_value, struct span *ret_at)
{
	size_t quote = quote_at(r);
	if (quote != SIZE_MAX)
		return read_quoted(r, quote, ret_value, ret_at);
	size_t from = r->at;
	while (r->at < r->text.n && !at_blank(r) && !looking_at(r, STR("}}")))
		r->at++;
	*ret_value = str_sub(r->text, from, r->at);
	*ret_at = span_from(r, from);
	return true;
}

static bool set_by(struct reader *r, struct view_call *call, struct str value, struct span at)
{
	struct diags *diags = r->ctx->diags;
	if (!call->view->grouped) {
		diag_add(diags, MSG(view_by_none), at, ARGS(str_from(call->view->name)));
		return false;
	}
	int by = words_find(&view_by_words, value);
	if (!by) {
		diag_add(diags, MSG(view_by), at,
			ARGS(value, words_list(diags->arena, &view_by_words),
				words_nearest(&view_by_words, value)));
		return false;
	}
	call->by = (enum view_by)by;
	return true;
}

static bool read_argument(struct reader *r, struct view_call *call)
{
	size_t from = r->at;
	struct str column = read_word(r);
	struct span column_at = span_from(r, from);
	skip_blanks(r);
	if (!column.n || !at_equals(r)) {
		if (!column.n)
			column_at = span_sub(r->para, from, 1);
		diag_add(r->ctx->diags, MSG(view_argument), column_at,
			ARGS(column.n ? column : span_text(column_at)));
		return false;
	}
	r->at += looking_at(r, STR("=")) ? 1 : STR("＝").n;
	skip_blanks(r);
	struct str value;
	struct span value_at;
	if (!read_value(r, &value, &value_at))
		return false;
	value = utf8_narrow(r->ctx->arena, value);
	if (str_eq_nocase(column, STR("by")))
		return set_by(r, call, value, value_at);
	struct view_filter *filter = vec_push(r->ctx->arena, &call->filters);
	*filter = (struct view_filter){column, value, column_at, value_at};
	return true;
}

static bool read_name(struct reader *r, struct view_call *call)
{
	size_t from = r->at;
	struct str name = read_word(r);
	call->view = view_find(name);
	if (!call->view)
		diag_add(r->ctx->diags, MSG(view_unknown), span_from(r, from),
			ARGS(name, view_nearest(name)));
	return call->view != NULL;
}

bool view_parse(
	const struct view_context *ctx, struct span para, size_t *at, struct view_call *call)
{
	struct reader r = {ctx, para, span_text(para), *at + STR("{{").n};
	skip_blanks(&r);
	if (!read_name(&r, call))
		return false;
	bool later = !call->view->make;
	for (skip_blanks(&r); r.at < r.text.n && !looking_at(&r, STR("}}")); skip_blanks(&r)) {
		if (later)
			r.at++;
		else if (!read_argument(&r, call))
			return false;
	}
	r.at += STR("}}").n;
	call->at = span_from(&r, *at);
	*at = r.at;
	return true;
}
