/* SPDX-License-Identifier: MIT */
/* Statements as Lua text. Text of the template moves the HTML state on, which decides each escape.
 */
#include "render/template_code.h"

#include "base/arena.h"
#include "doc/messages.h"

enum {
	LOCALS_LIMIT = 100,
	BLOCKS_LIMIT = 60,
	STATEMENTS_LIMIT = 100000,
	TEXT_LIMIT = 16 * 1024 * 1024
};

static void add(struct code *c, const char *text)
{
	buf_add(&c->lua, str_from(text));
}

static void too_big(struct code *c, struct span at)
{
	if (!c->stopped)
		code_fail(c, MSG(template_too_big), at, NO_ARGS);
	c->stopped = true;
}

bool code_fits(struct code *c, struct span at)
{
	bool fits = ++c->n_stmts <= STATEMENTS_LIMIT && c->n_text <= TEXT_LIMIT &&
		    c->depth <= BLOCKS_LIMIT;
	if (!fits)
		too_big(c, at);
	return !c->stopped;
}

/* --- scopes and names --- */

struct scope_mark code_enter(struct code *c)
{
	struct scope_mark mark = {c->names, c->scope, c->n_locals};
	c->scope = ++c->last_scope;
	return mark;
}

void code_leave(struct code *c, struct scope_mark mark)
{
	c->names = mark.names;
	c->scope = mark.scope;
	c->n_locals = mark.n_locals;
}

void code_local(struct code *c, struct span at)
{
	if (++c->n_locals > LOCALS_LIMIT)
		too_big(c, at);
}

struct known *code_know(struct code *c, enum known_kind kind, struct str name)
{
	struct known *k = NEW(c->arena, struct known);
	k->outer = c->names;
	k->kind = kind;
	k->name = name;
	k->id = ++c->last_id;
	k->scope = c->scope;
	c->names = k;
	return k;
}

static const struct known *value_in_scope(const struct code *c, struct str name)
{
	const struct known *k = code_find(c, name);
	return k && k->kind == KNOWN_VALUE && k->scope == c->scope ? k : NULL;
}

static void code_set(struct code *c, const struct stmt *s)
{
	const struct known *old = value_in_scope(c, s->name);
	buf_printf(&c->lua, "%sv%u=", old ? "" : "local ", old ? old->id : c->last_id + 1);
	unsigned id = old ? old->id : ++c->last_id;
	code_value(c, s->expr);
	add(c, "\n");
	if (!old)
		code_local(c, s->at);
	code_know(c, KNOWN_VALUE, s->name)->id = id;
}

/* A name that some branch sets lives on behind it, so its Lua local stands before. */
static void hoist(struct code *c, const struct stmt *s)
{
	for (const struct branch *b = s->branches; b; b = b->next)
		for (const struct stmt *in = b->body.first; in; in = in->next) {
			if (in->kind == STMT_IF)
				hoist(c, in);
			if (in->kind != STMT_SET || value_in_scope(c, in->name))
				continue;
			const struct known *outer = code_find(c, in->name);
			struct known *k = code_know(c, KNOWN_VALUE, in->name);
			buf_printf(&c->lua, "local v%u", k->id);
			if (outer && outer->kind == KNOWN_VALUE)
				buf_printf(&c->lua, "=v%u", outer->id);
			add(c, "\n");
			k->maybe = !outer || outer->kind != KNOWN_VALUE || outer->maybe;
			code_local(c, in->at);
		}
}

/* --- text and output --- */

void code_flush(struct code *c)
{
	if (!c->text.n)
		return;
	buf_printf(&c->lua, "write(%zu)\n", c->program->texts.n);
	*vec_push(c->arena, &c->program->texts) = str_copy(c->arena, buf_str(&c->text));
	c->text.n = 0;
}

static void code_text(struct code *c, const struct stmt *s)
{
	if (!html_advance(&c->html, s->at))
		code_fail(c, MSG(template_html_glued), span_sub(s->at, 0, 1), NO_ARGS);
	buf_add(&c->text, span_text(s->at));
	c->n_text += s->at.len;
}

static bool is_filter(const struct expr *e, struct str name)
{
	return e->kind == EXPR_FILTER && str_eq(e->name, name);
}

static void add_output(struct code *c, const char *fn, const struct expr *e)
{
	code_flush(c);
	buf_printf(&c->lua, "%s(", fn);
	code_value(c, e);
	buf_printf(&c->lua, ",%u)\n", code_place(c, e->at));
}

static void code_output(struct code *c, const struct stmt *s)
{
	const struct expr *e = s->expr;
	if (code_is_super(e)) {
		code_super(c, e->at);
		return;
	}
	switch (html_output(&c->html)) {
	case ESCAPE_TEXT:
		add_output(c, "html", e);
		break;
	case ESCAPE_ATTR:
		add_output(c, "attr", e);
		break;
	case ESCAPE_URL:
		add_output(c, "url", e);
		break;
	case ESCAPE_URL_PART:
		add_output(c, "url_part", e);
		break;
	case ESCAPE_QUERY:
		add_output(c, is_filter(e, STR("urlencode")) ? "attr" : "query", e);
		break;
	case ESCAPE_JSON:
		/* What stands in a script is JSON anyway. */
		add_output(c, "json", is_filter(e, STR("json")) ? e->a : e);
		break;
	case ESCAPE_NONE_UNQUOTED:
		code_fail(c, MSG(template_unquoted), s->at, NO_ARGS);
		break;
	case ESCAPE_NONE_JS_STRING:
		code_fail(c, MSG(template_js_string), s->at, NO_ARGS);
		break;
	case ESCAPE_NONE_URL_OPEN:
		code_fail(c, MSG(template_url_parts), s->at, NO_ARGS);
		break;
	case ESCAPE_NONE_PLACE:
		code_fail(c, MSG(template_html_place), s->at,
			ARGS(html_place_name(&c->html, c->diags->lang)));
		break;
	}
}

/* --- branches and loops --- */

static void join(
	struct code *c, struct html_state *to, const struct html_state *other, struct span at)
{
	enum lang lang = c->diags->lang;
	struct str one = html_place_name(to, lang), two = html_place_name(other, lang);
	if (!html_join(to, other))
		code_fail(c, MSG(template_html_branches), at, ARGS(one, two));
}

static void code_if(struct code *c, const struct stmt *s)
{
	hoist(c, s);
	const struct known *names = c->names;
	struct html_state before = c->html, after = {0};
	bool has_else = false;
	for (const struct branch *b = s->branches; b; b = b->next) {
		c->html = before;
		if (b->cond) {
			add(c, b == s->branches ? "if " : "elseif ");
			code_cond(c, b->cond);
			add(c, " then\n");
		} else {
			add(c, "else\n");
			has_else = true;
		}
		code_body(c, &b->body);
		c->names = names;
		if (b == s->branches)
			after = c->html;
		else
			join(c, &after, &c->html, s->at);
	}
	if (!has_else)
		join(c, &after, &before, s->at);
	c->html = after;
	add(c, "end\n");
}

static void loop_variables(struct code *c, const struct stmt *s, unsigned id)
{
	struct known *one = code_know(c, KNOWN_VALUE, s->name), *two = NULL;
	buf_printf(&c->lua, "local v%u", one->id);
	if (s->second.n) {
		two = code_know(c, KNOWN_VALUE, s->second);
		buf_printf(&c->lua, ",v%u", two->id);
	}
	buf_printf(&c->lua, "=%s(l%u,i%u)\n", two ? "pair" : "at", id, id);
	for (unsigned i = 0; i < 8; i++) /* the variables, l, n, i and Lua's own three */
		code_local(c, s->at);
}

static void code_for(struct code *c, const struct stmt *s)
{
	struct scope_mark mark = code_enter(c);
	struct html_state before = c->html, after;
	unsigned id = ++c->last_id;
	buf_printf(&c->lua, "do local l%u=", id);
	code_value(c, s->expr);
	buf_printf(&c->lua, "\nlocal n%u=count(l%u,%u,%s)\n", id, id, code_place(c, s->expr->at),
		s->second.n ? "true" : "false");
	buf_printf(&c->lua, "for i%u=1,n%u do\n", id, id);
	code_know(c, KNOWN_LOOP, STR("loop"))->id = id;
	loop_variables(c, s, id);
	code_body(c, &s->body);
	code_leave(c, mark);
	after = before;
	join(c, &after, &c->html, s->at);
	if (c->html.part == URL_OPEN && before.part != URL_OPEN && before.place == HTML_VALUE)
		code_fail(c, MSG(template_url_parts), s->at, NO_ARGS);
	add(c, "end\n");
	if (s->otherwise.first) {
		buf_printf(&c->lua, "if n%u==0 then\n", id);
		mark = code_enter(c);
		c->html = before;
		code_body(c, &s->otherwise);
		code_leave(c, mark);
		join(c, &after, &c->html, s->at);
		add(c, "end\n");
	}
	c->html = after;
	add(c, "end\n");
}

/* --- macros --- */

void code_register(struct code *c, const struct body *body)
{
	for (const struct stmt *s = body->first; s; s = s->next) {
		if (s->kind != STMT_MACRO)
			continue;
		const struct known *same = code_find(c, s->name);
		if (same && same->kind == KNOWN_MACRO && same->scope == c->scope)
			code_fail(c, MSG(template_twice), s->at, ARGS(s->name));
		struct known *k = code_know(c, KNOWN_MACRO, s->name);
		k->macro = NEW(c->arena, struct macro);
		k->macro->id = k->id;
		k->macro->stmt = s;
	}
}

static struct macro *find_macro(const struct code *c, const struct stmt *s)
{
	for (const struct known *k = c->names; k; k = k->outer)
		if (k->kind == KNOWN_MACRO && k->macro->stmt == s)
			return k->macro;
	return NULL;
}

static void macro_params(struct code *c, const struct stmt *s)
{
	const struct known *outer = c->names;
	for (size_t i = 0; i < s->n_params; i++) {
		struct known *k = code_know(c, KNOWN_VALUE, s->params[i].name);
		buf_printf(&c->lua, ",v%u", k->id);
		code_local(c, s->at);
	}
	add(c, ")\nopen(p)\n");
	/* A default is worked out outside of the parameters: it sees none of them. */
	const struct known *inner = c->names;
	unsigned id = c->last_id - (unsigned)s->n_params;
	c->names = outer;
	for (size_t i = 0; i < s->n_params; i++) {
		id++;
		if (!s->params[i].value)
			continue;
		buf_printf(&c->lua, "if v%u==nil then v%u=", id, id);
		code_value(c, s->params[i].value);
		add(c, " end\n");
	}
	c->names = inner;
}

static void code_macro(struct code *c, const struct stmt *s)
{
	struct macro *m = find_macro(c, s);
	struct scope_mark mark = code_enter(c);
	struct html_state before = c->html;
	const struct block_use *block = c->block;
	c->html = (struct html_state){0};
	c->block = NULL;
	c->n_locals = 0;
	m->made = true;
	buf_printf(&c->lua, "M[%u]=function(p", m->id);
	macro_params(c, s);
	code_body(c, &s->body);
	add(c, "return close()\nend\n");
	if (c->html.place != HTML_TEXT)
		code_fail(c, MSG(template_html_end), c->html.opened,
			ARGS(html_place_name(&c->html, c->diags->lang)));
	c->block = block;
	c->html = before;
	code_leave(c, mark);
}

/* --- bodies --- */

static void code_include(struct code *c, const struct stmt *s)
{
	struct scope_mark mark = code_enter(c);
	const struct block_use *block = c->block;
	c->block = NULL;
	add(c, "do\n");
	code_template(c, s->file);
	add(c, "end\n");
	c->block = block;
	code_leave(c, mark);
}

void code_stmt(struct code *c, const struct stmt *s)
{
	if (s->kind != STMT_TEXT && s->kind != STMT_OUTPUT)
		code_flush(c);
	switch (s->kind) {
	case STMT_TEXT:
		code_text(c, s);
		break;
	case STMT_OUTPUT:
		code_output(c, s);
		break;
	case STMT_IF:
		code_if(c, s);
		break;
	case STMT_FOR:
		code_for(c, s);
		break;
	case STMT_SET:
		code_set(c, s);
		break;
	case STMT_BLOCK:
		code_block(c, s);
		break;
	case STMT_INCLUDE:
		code_include(c, s);
		break;
	case STMT_IMPORT:
		code_import(c, s);
		break;
	case STMT_MACRO:
		code_macro(c, s);
		break;
	}
}

void code_body(struct code *c, const struct body *body)
{
	code_register(c, body);
	c->depth++;
	for (const struct stmt *s = body->first; s && code_fits(c, s->at); s = s->next)
		code_stmt(c, s);
	code_flush(c);
	c->depth--;
}
