/* SPDX-License-Identifier: MIT */
/* The inside of one template: its pieces, and the words of a tag. */
#ifndef RENDER_TEMPLATE_LEX_H
#define RENDER_TEMPLATE_LEX_H

#include "base/diag.h"
#include "render/template_tree.h"

enum piece_kind { PIECE_TEXT, PIECE_OUTPUT, PIECE_TAG };

struct piece {
	enum piece_kind kind;
	struct str text;  /* text: after white space control; else what stands between the marks */
	struct str whole; /* with the marks */
};

struct pieces {
	VEC(struct piece) list;
	bool failed;
};

/* Cuts a template up; comments are gone, {% raw %} is text. */
struct pieces template_scan(struct arena *a, const struct source *src, struct diags *d);

enum token_kind { TOKEN_END, TOKEN_NAME, TOKEN_TEXT, TOKEN_NUMBER, TOKEN_SIGN };

/* Goes through the words of a tag. After a mistake, which is said once a tag, it stands at the end.
 */
struct lexer {
	struct arena *arena;
	const struct source *src;
	struct diags *diags;
	struct str rest;
	struct str closer;    /* “%}” or “}}”, which the token at the end shows */
	enum token_kind kind; /* of the current token */
	struct str token;     /* a slice of the source; a text has its quotes */
	unsigned depth;
	bool failed;
};

struct lexer lexer_start(
	struct arena *a, const struct source *src, const struct piece *p, struct diags *d);
void lexer_next(struct lexer *lx);
bool lexer_is(const struct lexer *lx, const char *word); /* a name or a sign */
bool lexer_take(struct lexer *lx, const char *word);	 /* goes past it if it is there */
void lexer_want(struct lexer *lx, const char *word);	 /* it must be there */
struct str lexer_want_name(struct lexer *lx);
struct span lexer_want_text(struct lexer *lx); /* the inside of a text without escapes */
void lexer_want_end(struct lexer *lx);
struct span lexer_span(const struct lexer *lx); /* of the current token */
void lexer_stop(struct lexer *lx);		/* goes to the end */
void lexer_fail(struct lexer *lx, const struct message *m, struct span at, struct args args);

/* Never NULL; EXPR_BAD after a mistake. */
const struct expr *template_expr(struct lexer *lx);
/* As template_expr(), but leaves an `if` behind it alone. */
const struct expr *template_expr_no_choice(struct lexer *lx);

#endif
