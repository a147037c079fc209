/* SPDX-License-Identifier: MIT */
#include "render/template_tree.h"

#include "base/nearest.h"
#include "base/vec.h"
#include "doc/messages.h"
#include "render/template_lex.h"

/* A statement that waits for its end. */
struct open {
	const struct open *outer;
	enum stmt_kind kind;
	struct span at;
	unsigned depth;
};

struct parser {
	struct arena *arena;
	struct diags *diags;
	struct template_file *file;
	struct pieces pieces;
	size_t at;	 /* the piece that is read next */
	struct lexer lx; /* in the current tag */
};

static void parse_body(struct parser *p, const struct open *open, struct body *body);

static void fail(struct parser *p, const struct message *m, struct span at, struct args args)
{
	diag_add(p->diags, m, at, args);
	p->file->failed = true;
}

static struct stmt *add_stmt(
	struct parser *p, struct body *body, enum stmt_kind kind, struct span at)
{
	struct stmt *s = NEW(p->arena, struct stmt);
	s->kind = kind;
	s->at = at;
	if (body->last)
		body->last->next = s;
	else
		body->first = s;
	body->last = s;
	return s;
}

static void enter_tag(struct parser *p, const struct piece *piece)
{
	p->lx = lexer_start(p->arena, p->file->src, piece, p->diags);
}

static void leave_tag(struct parser *p)
{
	lexer_want_end(&p->lx);
	if (p->lx.failed)
		p->file->failed = true;
}

static struct span tag_span(const struct parser *p)
{
	return span_of(p->file->src, p->pieces.list.items[p->at - 1].whole);
}

/* The words that end a statement or go on with it. */
static const struct ender {
	const char *word;
	enum stmt_kind kind;
} enders[] = {{"elif", STMT_IF}, {"else", STMT_IF}, {"endif", STMT_IF}, {"else", STMT_FOR},
	{"endfor", STMT_FOR}, {"endblock", STMT_BLOCK}, {"endmacro", STMT_MACRO}};

static const char *tag_word(enum stmt_kind kind, bool end)
{
	switch (kind) {
	case STMT_IF:
		return end ? "endif" : "if";
	case STMT_FOR:
		return end ? "endfor" : "for";
	case STMT_BLOCK:
		return end ? "endblock" : "block";
	case STMT_MACRO:
		return end ? "endmacro" : "macro";
	case STMT_TEXT:
	case STMT_OUTPUT:
	case STMT_SET:
	case STMT_INCLUDE:
	case STMT_IMPORT:
		break;
	}
	return "";
}

static bool ends(const struct lexer *lx, const struct open *open)
{
	for (size_t i = 0; open && i < ARRAY_LEN(enders); i++)
		if (enders[i].kind == open->kind && lexer_is(lx, enders[i].word))
			return true;
	return false;
}

static bool is_ender(const struct lexer *lx)
{
	for (size_t i = 0; i < ARRAY_LEN(enders); i++)
		if (lexer_is(lx, enders[i].word))
			return true;
	return false;
}

/* Called at a word that ends something: whether the body of open stops here. */
static bool stops(struct parser *p, const struct open *open)
{
	for (const struct open *o = open; o; o = o->outer) {
		if (!ends(&p->lx, o))
			continue;
		if (o != open)
			fail(p, MSG(template_unclosed), open->at,
				ARGS(str_from(tag_word(open->kind, false)),
					str_from(tag_word(open->kind, true))));
		return true;
	}
	struct str line = STR_NONE, word = STR_NONE;
	if (open) {
		line = str_printf(p->arena, "%u", span_place(open->at).line);
		word = str_from(tag_word(open->kind, false));
	}
	fail(p, MSG(template_stray_end), lexer_span(&p->lx), ARGS(p->lx.token, word, line));
	return false;
}

/* Behind a body: whether it stopped at a word of open; else the word is left to an outer one. */
static bool own_end(struct parser *p, const struct open *open)
{
	if (ends(&p->lx, open))
		return true;
	if (is_ender(&p->lx)) {
		p->at--;
		lexer_stop(&p->lx);
	}
	return false;
}

static void after_else(struct parser *p)
{
	fail(p, MSG(template_after_else), lexer_span(&p->lx), ARGS(p->lx.token));
}

static void parse_if(struct parser *p, const struct open *open, struct stmt *s)
{
	const struct branch **last = &s->branches;
	const struct expr *cond = template_expr(&p->lx);
	for (;;) {
		struct branch *b = NEW(p->arena, struct branch);
		b->cond = cond;
		*last = b;
		last = &b->next;
		leave_tag(p);
		parse_body(p, open, &b->body);
		if (!own_end(p, open) || lexer_take(&p->lx, "endif"))
			return;
		if (!cond)
			after_else(p);
		cond = NULL;
		if (lexer_take(&p->lx, "elif"))
			cond = template_expr(&p->lx);
		else
			lexer_next(&p->lx);
	}
}

static void parse_for(struct parser *p, const struct open *open, struct stmt *s)
{
	s->name = lexer_want_name(&p->lx);
	if (lexer_take(&p->lx, ","))
		s->second = lexer_want_name(&p->lx);
	lexer_want(&p->lx, "in");
	s->expr = template_expr_no_choice(&p->lx);
	leave_tag(p);
	parse_body(p, open, &s->body);
	bool again = false;
	while (own_end(p, open) && !lexer_take(&p->lx, "endfor")) {
		if (again)
			after_else(p);
		again = true;
		lexer_next(&p->lx);
		leave_tag(p);
		parse_body(p, open, &s->otherwise);
	}
}

static void parse_set(struct parser *p, const struct open *open, struct stmt *s)
{
	(void)open;
	s->at = lexer_span(&p->lx);
	s->name = lexer_want_name(&p->lx);
	lexer_want(&p->lx, "=");
	s->expr = template_expr(&p->lx);
}

static void parse_block(struct parser *p, const struct open *open, struct stmt *s)
{
	s->at = lexer_span(&p->lx);
	s->name = lexer_want_name(&p->lx);
	for (const struct open *o = open; o; o = o->outer)
		if (o->kind == STMT_MACRO)
			fail(p, MSG(template_block_in_macro), s->at, ARGS(s->name));
	if (s->name.n && map_put(p->arena, &p->file->blocks, s->name, s))
		fail(p, MSG(template_twice), s->at, ARGS(s->name));
	leave_tag(p);
	parse_body(p, open, &s->body);
	if (own_end(p, open) && lexer_take(&p->lx, "endblock") && p->lx.kind == TOKEN_NAME &&
		str_eq(p->lx.token, s->name))
		lexer_next(&p->lx);
}

static void parse_include(struct parser *p, const struct open *open, struct stmt *s)
{
	(void)open;
	s->file = lexer_want_text(&p->lx);
}

static void parse_import(struct parser *p, const struct open *open, struct stmt *s)
{
	(void)open;
	s->file = lexer_want_text(&p->lx);
	lexer_want(&p->lx, "as");
	s->at = lexer_span(&p->lx);
	s->name = lexer_want_name(&p->lx);
}

static void parse_params(struct parser *p, struct stmt *s)
{
	VEC(struct param) list = {0};
	lexer_want(&p->lx, "(");
	while (!lexer_is(&p->lx, ")") && !p->lx.failed) {
		struct span at = lexer_span(&p->lx);
		struct param param = {.name = lexer_want_name(&p->lx)};
		for (size_t i = 0; i < list.n; i++)
			if (str_eq(list.items[i].name, param.name))
				lexer_fail(&p->lx, MSG(template_twice), at, ARGS(param.name));
		if (lexer_take(&p->lx, "="))
			param.value = template_expr(&p->lx);
		param.optional = param.value != NULL;
		*vec_push(p->arena, &list) = param;
		if (!lexer_take(&p->lx, ","))
			break;
	}
	lexer_want(&p->lx, ")");
	s->params = list.items;
	s->n_params = list.n;
}

static void parse_macro(struct parser *p, const struct open *open, struct stmt *s)
{
	s->at = lexer_span(&p->lx);
	s->name = lexer_want_name(&p->lx);
	parse_params(p, s);
	leave_tag(p);
	parse_body(p, open, &s->body);
	if (own_end(p, open))
		lexer_next(&p->lx);
}

static const struct statement {
	const char *word;
	enum stmt_kind kind;
	bool has_body;
	void (*parse)(struct parser *p, const struct open *open, struct stmt *s);
} statements[] = {
	{"if", STMT_IF, true, parse_if},
	{"for", STMT_FOR, true, parse_for},
	{"set", STMT_SET, false, parse_set},
	{"block", STMT_BLOCK, true, parse_block},
	{"include", STMT_INCLUDE, false, parse_include},
	{"import", STMT_IMPORT, false, parse_import},
	{"macro", STMT_MACRO, true, parse_macro},
};

static void unknown_statement(struct parser *p)
{
	if (p->lx.kind != TOKEN_NAME) {
		lexer_want_name(&p->lx);
		p->file->failed = true;
		return;
	}
	struct nearest near = nearest_to(p->lx.token);
	for (size_t i = 0; i < ARRAY_LEN(statements); i++)
		nearest_try(&near, str_from(statements[i].word));
	for (size_t i = 0; i < ARRAY_LEN(enders); i++)
		nearest_try(&near, str_from(enders[i].word));
	nearest_try(&near, STR("extends"));
	fail(p, MSG(template_statement), lexer_span(&p->lx), ARGS(p->lx.token, near.best));
}

static void parse_extends(struct parser *p, const struct open *open, const struct body *before)
{
	struct span at = lexer_span(&p->lx);
	bool first = !open && !p->file->extends.src;
	for (const struct stmt *s = before->first; s && first; s = s->next)
		first = s->kind == STMT_TEXT && str_trim(span_text(s->at)).n == 0;
	if (!first)
		fail(p, MSG(template_extends_first), at, NO_ARGS);
	lexer_next(&p->lx);
	struct span file = lexer_want_text(&p->lx);
	leave_tag(p);
	if (first)
		p->file->extends = file;
}

static void parse_tag(struct parser *p, const struct open *open, struct body *body)
{
	const struct statement *found = NULL;
	for (size_t i = 0; i < ARRAY_LEN(statements) && !found; i++)
		if (lexer_is(&p->lx, statements[i].word))
			found = &statements[i];
	if (!found) {
		if (lexer_is(&p->lx, "extends"))
			parse_extends(p, open, body);
		else
			unknown_statement(p);
		return;
	}
	struct stmt *s = add_stmt(p, body, found->kind, tag_span(p));
	struct open inner = {open, found->kind, tag_span(p), open ? open->depth + 1 : 1};
	lexer_next(&p->lx);
	if (inner.depth > TEMPLATE_DEPTH_LIMIT) {
		fail(p, MSG(template_nesting), inner.at, NO_ARGS);
		p->at = p->pieces.list.n;
		return;
	}
	found->parse(p, found->has_body ? &inner : open, s);
	leave_tag(p);
}

static void parse_output(struct parser *p, const struct piece *piece, struct body *body)
{
	struct stmt *s = add_stmt(p, body, STMT_OUTPUT, span_of(p->file->src, piece->whole));
	enter_tag(p, piece);
	s->expr = template_expr(&p->lx);
	leave_tag(p);
}

/* Reads to the word that ends open, and stands at it; or to the end of the file. */
static void parse_body(struct parser *p, const struct open *open, struct body *body)
{
	while (p->at < p->pieces.list.n) {
		const struct piece *piece = &p->pieces.list.items[p->at++];
		switch (piece->kind) {
		case PIECE_TEXT:
			add_stmt(p, body, STMT_TEXT, span_of(p->file->src, piece->text));
			break;
		case PIECE_OUTPUT:
			parse_output(p, piece, body);
			break;
		case PIECE_TAG:
			enter_tag(p, piece);
			if (!is_ender(&p->lx))
				parse_tag(p, open, body);
			else if (stops(p, open))
				return;
			break;
		}
	}
	if (open)
		fail(p, MSG(template_unclosed), open->at,
			ARGS(str_from(tag_word(open->kind, false)),
				str_from(tag_word(open->kind, true))));
}

struct template_file *template_parse(struct arena *a, const struct source *src, struct diags *d)
{
	struct parser p = {.arena = a, .diags = d, .file = NEW(a, struct template_file)};
	p.file->src = src;
	p.pieces = template_scan(a, src, d);
	p.file->failed = p.pieces.failed;
	parse_body(&p, NULL, &p.file->body);
	return p.file;
}
