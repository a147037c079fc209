/* SPDX-License-Identifier: MIT */
/* pandoc.utils.stringify: what is left of a part of a document without its markup. */
#include "filter/state.h"

static void add_inline_text(struct buf *out, const struct node *n)
{
	switch ((int)n->kind) {
	case NODE_STR:
	case NODE_CODE:
	case NODE_MATH:
	case NODE_META_STRING:
		buf_add(out, n->text);
		break;
	case NODE_SPACE:
	case NODE_SOFT_BREAK:
	case NODE_LINE_BREAK:
		buf_add_char(out, ' ');
		break;
	case NODE_META_BOOL:
		buf_add(out, n->as.meta.flag ? STR("true") : STR("false"));
		break;
	case NODE_RAW_INLINE:
		if (str_starts(n->text, STR("<br")))
			buf_add_char(out, ' ');
		break;
	default:
		break;
	}
}

/* What is said to stand in a document; a truth or a text of its metadata does not. */
static bool is_said(const struct node *n, bool whole)
{
	return n->kind != NODE_NOTE &&
	       !(whole && (n->kind == NODE_META_BOOL || n->kind == NODE_META_STRING));
}

static void add(struct buf *out, struct node *n, bool whole)
{
	struct node **beside[NODE_BESIDE];
	bool single = n->kind == NODE_QUOTED && n->as.quote == QUOTE_SINGLE;
	if (!is_said(n, whole))
		return;
	add_inline_text(out, n);
	if (n->kind == NODE_QUOTED)
		buf_add(out, single ? STR("‘") : STR("“"));
	/* The sources of a citation are no text of the document. */
	size_t count = n->kind == NODE_CITE ? 0 : node_beside(n, beside);
	for (size_t i = 0; i < count; i++)
		if (*beside[i])
			add(out, *beside[i], whole);
	for (struct node *c = n->first; c; c = c->next)
		add(out, c, whole);
	if (n->kind == NODE_QUOTED)
		buf_add(out, single ? STR("’") : STR("”"));
}

struct str stringify_node(lua_State *L, const struct node *n)
{
	struct buf out = buf_new(state_arena(L));
	add(&out, (struct node *)(uintptr_t)n, n->kind == NODE_DOC); /* only looked at */
	state_charge(L, out.n);
	return buf_str(&out);
}
