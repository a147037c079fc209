/* SPDX-License-Identifier: MIT */
/* What writes: static text, and values escaped for each place of the HTML. */
#include "render/template_run.h"

#include "base/arena.h"
#include "doc/messages.h"
#include "render/json.h"

enum { PAGE_LIMIT = 64 * 1024 * 1024 };

static void check_size(lua_State *L, const struct run *r, size_t added)
{
	lua_charge(L, added / 4); /* of what is escaped away too: it was looked at, character by
				     character */
	if (r->out->full || r->out->n > PAGE_LIMIT)
		run_fail(L, MSG(template_page_big), NO_ARGS);
}

static int f_write(lua_State *L)
{
	struct run *r = run_of(L);
	struct str text = r->program->texts.items[lua_tointeger(L, 1)];
	buf_add(r->out, text);
	check_size(L, r, text.n);
	return 0;
}

/* HTML where tags are text: entities in it stand for what they are. */
static void add_flat_markup(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		switch (s.p[i]) {
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
		default:
			buf_add_char(b, s.p[i]);
		}
	}
}

static int f_html(lua_State *L)
{
	struct run *r = run_place(L, 2);
	struct value tmp;
	char number[NUMBER_SIZE];
	const struct value *v = run_arg(L, 1, &tmp);
	struct str s = run_text(L, v, number);
	if (v->kind == VALUE_MARKUP)
		buf_add(r->out, s);
	else
		buf_add_html(r->out, s);
	check_size(L, r, s.n);
	return 0;
}

static void add_attr(lua_State *L, struct run *r, const struct value *v, struct str s)
{
	if (v->kind == VALUE_MARKUP)
		add_flat_markup(r->out, s);
	else
		buf_add_html(r->out, s);
	check_size(L, r, s.n);
}

static int f_attr(lua_State *L)
{
	struct run *r = run_place(L, 2);
	struct value tmp;
	char number[NUMBER_SIZE];
	const struct value *v = run_arg(L, 1, &tmp);
	add_attr(L, r, v, run_text(L, v, number));
	return 0;
}

/*
 * Whether an address begins with no scheme or a harmless one. Browsers skip white space and control
 * characters in a scheme, so they do not count; in HTML an entity could hide anything.
 */
static bool is_safe_url(struct str s, bool markup)
{
	static const char *const safe[] = {"http", "https", "mailto", "tel"};
	char scheme[8];
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (c <= 0x20 || c == 0x7F)
			continue;
		if (c == '/' || c == '?' || c == '#')
			return true;
		if (c == '&' && markup)
			return false;
		if (c == ':') {
			for (size_t k = 0; k < ARRAY_LEN(safe); k++)
				if (str_eq_nocase((struct str){scheme, n}, str_from(safe[k])))
					return true;
			return false;
		}
		if (n < sizeof(scheme))
			scheme[n++] = (char)c;
	}
	return true;
}

static int add_url(lua_State *L, bool whole)
{
	struct run *r = run_place(L, 2);
	struct value tmp;
	char number[NUMBER_SIZE];
	const struct value *v = run_arg(L, 1, &tmp);
	struct str s = run_text(L, v, number);
	if (whole && !is_safe_url(s, v->kind == VALUE_MARKUP)) {
		BUF_LIT(r->out, "#blocked");
		return 0;
	}
	struct buf b = run_buf(r);
	buf_add_url(&b, s);
	add_attr(L, r, v, buf_str(&b));
	return 0;
}

static int f_url(lua_State *L)
{
	return add_url(L, true);
}

static int f_url_part(lua_State *L)
{
	return add_url(L, false);
}

static int f_query(lua_State *L)
{
	struct run *r = run_place(L, 2);
	struct value tmp;
	char number[NUMBER_SIZE];
	struct str s = run_text(L, run_arg(L, 1, &tmp), number);
	run_add_component(r->out, s);
	check_size(L, r, s.n);
	return 0;
}

static int f_json(lua_State *L)
{
	struct run *r = run_place(L, 2);
	struct value tmp;
	size_t before = r->out->n;
	json_value(r->out, run_arg(L, 1, &tmp));
	check_size(L, r, r->out->n - before);
	return 0;
}

/* --- macros: what they write is kept apart --- */

static int f_open(lua_State *L)
{
	struct run *r = run_place(L, 1);
	if (r->depth == RUN_DEPTH_LIMIT)
		run_fail(L, MSG(template_depth), ARGS(run_source(r)));
	r->marks[r->depth++] = r->capture.n;
	r->out = &r->capture;
	return 0;
}

static int f_close(lua_State *L)
{
	struct run *r = run_of(L);
	size_t mark = r->marks[--r->depth];
	struct str s = str_after(buf_str(&r->capture), mark);
	int n = run_push_new(L, value_markup(str_copy(r->scratch, s)));
	r->capture.n = mark;
	if (!r->depth)
		r->out = r->page_out;
	return n;
}

static int f_later(lua_State *L)
{
	struct run *r = run_place(L, 1);
	run_fail(L, MSG(template_macro_later), ARGS(run_source(r)));
}

void run_open_output(lua_State *L)
{
	lua_register(L, "write", f_write);
	lua_register(L, "html", f_html);
	lua_register(L, "attr", f_attr);
	lua_register(L, "url", f_url);
	lua_register(L, "url_part", f_url_part);
	lua_register(L, "query", f_query);
	lua_register(L, "json", f_json);
	lua_register(L, "open", f_open);
	lua_register(L, "close", f_close);
	lua_register(L, "later", f_later);
}
