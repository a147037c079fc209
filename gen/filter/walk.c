/* SPDX-License-Identifier: MIT */
/*
 * Applying functions to a tree, in pandoc's two orders: typewise (inlines, lists of inlines,
 * blocks, lists of blocks, metadata, the document, each from the leaves up), or topdown.
 */
#include "filter/state.h"

#include <string.h>

/* Beside the kinds of elements, functions are kept under these numbers. */
enum { FN_INLINES = N_NODE_KINDS, FN_BLOCKS, FN_META, FN_DOC, N_FNS };

struct walking {
	lua_State *L;
	int functions; /* where on the stack: number to function */
	bool has[N_FNS];
	bool any_inline, any_block; /* of single elements */
	bool topdown;
};

/* --- which functions there are --- */

static bool take_function(struct walking *w, int from, const char *name, int number)
{
	lua_State *L = w->L;
	if (lua_getfield(L, from, name) == LUA_TFUNCTION) {
		lua_rawseti(L, w->functions, number);
		w->has[number] = true;
		return true;
	}
	lua_pop(L, 1);
	return false;
}

static struct walking walking_new(lua_State *L, int from)
{
	struct walking w = {.L = L};
	luaL_checktype(L, from, LUA_TTABLE);
	luaL_checkstack(L, 10, NULL);
	lua_createtable(L, N_FNS, 0);
	w.functions = lua_gettop(L);
	for (int kind = NODE_PLAIN; kind <= NODE_SPAN; kind++) {
		bool block = node_is_block((enum node_kind)kind);
		bool found = take_function(&w, from, node_kind_name((enum node_kind)kind), kind) ||
			     take_function(&w, from, block ? "Block" : "Inline", kind);
		if (found && block)
			w.any_block = true;
		else if (found)
			w.any_inline = true;
	}
	take_function(&w, from, "Inlines", FN_INLINES);
	take_function(&w, from, "Blocks", FN_BLOCKS);
	take_function(&w, from, "Meta", FN_META);
	take_function(&w, from, "Pandoc", FN_DOC);
	lua_getfield(L, from, "traverse");
	w.topdown = lua_type(L, -1) == LUA_TSTRING && strcmp(lua_tostring(L, -1), "topdown") == 0;
	lua_pop(L, 1);
	return w;
}

static bool holds_inlines(enum node_kind kind)
{
	switch ((int)kind) {
	case NODE_PLAIN:
	case NODE_PARA:
	case NODE_HEADER:
	case NODE_LINE:
	case NODE_TERM:
	case NODE_LINK:
	case NODE_IMAGE:
	case NODE_SPAN:
	case NODE_INLINES:
	case NODE_META_INLINES:
		return true;
	default:
		return kind >= NODE_EMPH && kind <= NODE_CITE;
	}
}

static bool holds_blocks(enum node_kind kind)
{
	switch ((int)kind) {
	case NODE_DOC:
	case NODE_BLOCK_QUOTE:
	case NODE_FIGURE:
	case NODE_DIV:
	case NODE_NOTE:
	case NODE_ITEM:
	case NODE_DEFINITION:
	case NODE_CAPTION:
	case NODE_CELL:
	case NODE_META_BLOCKS:
		return true;
	default:
		return false;
	}
}

/* --- calls --- */

/* The function stands on the stack with its argument; two results take their places. */
static void call(struct walking *w, const struct node *at)
{
	struct filter_state *st = state_of(w->L);
	const struct node *before = st->at;
	lua_charge(w->L, 10);
	st->at = at;
	lua_call(w->L, 1, 2);
	st->at = before;
}

/* Whether what came back is the element as it was given. */
static bool is_untouched(lua_State *L, int at, const struct element *e, const struct node *given)
{
	return e && e->n == given && !e->own && element_look(L, at) == given;
}

/* A text that only this element has goes into the tree as it is: should the element be written to
 * once more, it gets another. */
static struct node *take_text(struct element *e, bool block)
{
	if (!e || block || !e->own || e->n->kind != NODE_STR)
		return NULL;
	e->own = false;
	return e->n;
}

/* What came back, as nodes in a container; NULL: the original stays. */
static struct node *results(struct walking *w, const struct node *given, bool block)
{
	lua_State *L = w->L;
	int at = lua_gettop(L) - 1;
	struct element *e = element_at(L, at);
	if (lua_isnil(L, at) || is_untouched(L, at, e, given))
		return NULL;
	struct filter_state *st = state_of(L);
	const struct node *before = st->at;
	st->at = given;
	struct node *to = state_node(L, block ? NODE_DOC : NODE_INLINES);
	struct node *text = take_text(e, block);
	if (text)
		node_append(to, text);
	else if (block)
		peek_blocks(L, at, to);
	else
		peek_inlines(L, at, to);
	st->at = before;
	return to;
}

/* Puts what is in the container into the place of old. */
static void replace(struct node *old, struct node *by)
{
	while (by->first)
		node_insert_before(old, by->first);
	node_unlink(old);
}

/* --- typewise --- */

enum stage { STAGE_INLINE, STAGE_INLINES, STAGE_BLOCK, STAGE_BLOCKS };

static void apply(struct walking *w, struct node *n)
{
	lua_State *L = w->L;
	lua_rawgeti(L, w->functions, n->kind);
	push_element(L, n);
	call(w, n);
	struct node *by = results(w, n, node_is_block(n->kind));
	lua_pop(L, 2);
	if (by)
		replace(n, by);
}

/* The children as a list; a caption before them is none of them. */
static bool apply_list(struct walking *w, struct node *n, bool block)
{
	lua_State *L = w->L;
	struct node *caption = n->kind == NODE_FIGURE && n->first && n->first->kind == NODE_CAPTION
				       ? n->first
				       : NULL;
	struct node rest = *n;
	rest.first = caption ? caption->next : n->first;
	lua_rawgeti(L, w->functions, block ? FN_BLOCKS : FN_INLINES);
	push_children(L, block ? LIST_BLOCKS : LIST_INLINES, &rest);
	call(w, n);
	struct node *by = results(w, n, block);
	bool stop = lua_isboolean(L, -1) && !lua_toboolean(L, -1);
	lua_pop(L, 2);
	if (!by)
		return stop;
	while (n->last && n->last != caption)
		node_unlink(n->last);
	if (by->first)
		node_move(n, by->first, by->last);
	return stop;
}

/* A citation has a list before and behind it, if an empty one. */
static void complete_citation(struct walking *w, struct node *n)
{
	if (!n->as.citation.prefix)
		n->as.citation.prefix = state_node(w->L, NODE_INLINES);
	if (!n->as.citation.suffix)
		n->as.citation.suffix = state_node(w->L, NODE_INLINES);
}

static void visit(struct walking *w, struct node *n, enum stage stage)
{
	struct node **beside[NODE_BESIDE], *next;
	if (stage == STAGE_INLINES && n->kind == NODE_CITATION)
		complete_citation(w, n);
	size_t count = node_beside(n, beside);
	for (size_t i = 0; i < count; i++)
		if (*beside[i])
			visit(w, *beside[i], stage);
	for (struct node *c = n->first; c; c = next) {
		next = c->next;
		visit(w, c, stage);
		bool wanted = stage == STAGE_INLINE  ? node_is_inline(c->kind)
			      : stage == STAGE_BLOCK ? node_is_block(c->kind)
						     : false;
		if (wanted && w->has[c->kind])
			apply(w, c);
	}
	if ((stage == STAGE_INLINES && holds_inlines(n->kind)) ||
		(stage == STAGE_BLOCKS && holds_blocks(n->kind)))
		apply_list(w, n, stage == STAGE_BLOCKS);
}

/* Each stage works on a copy: what Lua has seen of the one before stays as it was. The result is
 * root itself where nothing is wanted. */
static const struct node *typewise(struct walking *w, const struct node *root)
{
	const bool wanted[] = {[STAGE_INLINE] = w->any_inline,
		[STAGE_INLINES] = w->has[FN_INLINES],
		[STAGE_BLOCK] = w->any_block,
		[STAGE_BLOCKS] = w->has[FN_BLOCKS]};
	for (int stage = STAGE_INLINE; stage <= STAGE_BLOCKS; stage++) {
		if (!wanted[stage])
			continue;
		struct node *copy = graft(w->L, root);
		visit(w, copy, (enum stage)stage);
		root = copy;
	}
	return root;
}

/* --- topdown --- */

static void descend(struct walking *w, struct node *n, int depth);

/* The function of one element; what stands in its place then is walked in turn. */
static void apply_topdown(struct walking *w, struct node *n, int depth)
{
	lua_State *L = w->L;
	struct node *by = NULL;
	bool stop = false;
	if (w->has[n->kind]) {
		/* What is below it changes later: Lua sees a copy. */
		struct node *given = graft(L, n);
		lua_rawgeti(L, w->functions, n->kind);
		push_element(L, given);
		call(w, given);
		by = results(w, given, node_is_block(n->kind));
		stop = lua_isboolean(L, -1) && !lua_toboolean(L, -1);
		lua_pop(L, 2);
	}
	if (!by) {
		if (!stop)
			descend(w, n, depth);
		return;
	}
	for (struct node *c = by->first; c && !stop; c = c->next)
		descend(w, c, depth);
	replace(n, by);
}

static void descend_list(struct walking *w, struct node *n, int depth, bool block)
{
	struct node *next;
	if (w->has[block ? FN_BLOCKS : FN_INLINES]) {
		struct node *seen = graft(w->L, n);
		bool stop = apply_list(w, seen, block);
		/* The copy is what goes on; its original is what Lua never saw. */
		n->first = n->last = NULL;
		if (seen->first)
			node_move(n, seen->first, seen->last);
		if (stop)
			return;
	}
	for (struct node *c = n->first; c; c = next) {
		next = c->next;
		if (c->kind == NODE_CAPTION)
			continue;
		apply_topdown(w, c, depth + 1);
	}
}

static void descend(struct walking *w, struct node *n, int depth)
{
	struct node **beside[NODE_BESIDE];
	if (depth > NODE_DEPTH_LIMIT)
		luaL_error(w->L, "nested too deep: over %d levels", NODE_DEPTH_LIMIT);
	if (n->kind == NODE_CITATION && w->has[FN_INLINES])
		complete_citation(w, n);
	size_t count = node_beside(n, beside);
	for (size_t i = 0; i < count; i++)
		if (*beside[i])
			descend(w, *beside[i], depth + 1);
	if (n->kind == NODE_FIGURE && n->first && n->first->kind == NODE_CAPTION)
		descend(w, n->first, depth + 1);
	if (holds_inlines(n->kind))
		descend_list(w, n, depth, false);
	else if (holds_blocks(n->kind))
		descend_list(w, n, depth, true);
	else
		for (struct node *c = n->first; c; c = c->next)
			descend(w, c, depth + 1);
}

/* --- documents and parts of them --- */

const struct node *walk_tree(lua_State *L, int functions, const struct node *root)
{
	int top = lua_gettop(L);
	struct walking w = walking_new(L, functions);
	const struct node *n = root;
	if (w.topdown) {
		struct node *copy = graft(L, root);
		descend(&w, copy, 0);
		n = copy;
	} else {
		n = typewise(&w, root);
	}
	lua_settop(L, top);
	return n;
}

/* Lua has seen what the document holds, but not the node itself. */
static const struct node *apply_meta(struct walking *w, const struct node *root)
{
	lua_State *L = w->L;
	if (!w->has[FN_META])
		return root;
	struct node *doc = graft(L, root);
	lua_rawgeti(L, w->functions, FN_META);
	push_meta(L, doc->as.doc.meta);
	luaL_setmetatable(L, "Meta");
	call(w, doc);
	if (!lua_isnil(L, -2))
		doc->as.doc.meta = peek_meta_map(L, lua_gettop(L) - 1);
	lua_pop(L, 2);
	return doc;
}

static const struct node *apply_doc(struct walking *w, const struct node *doc, bool *ret_stop)
{
	lua_State *L = w->L;
	if (!w->has[FN_DOC])
		return doc;
	lua_rawgeti(L, w->functions, FN_DOC);
	push_element(L, doc);
	call(w, doc);
	*ret_stop = lua_isboolean(L, -1) && !lua_toboolean(L, -1);
	if (!lua_isnil(L, -2))
		doc = peek_doc(L, lua_gettop(L) - 1);
	lua_pop(L, 2);
	return doc;
}

const struct node *walk_doc(lua_State *L, int functions, const struct node *root)
{
	int top = lua_gettop(L);
	bool stop = false;
	struct walking w = walking_new(L, functions);
	const struct node *doc = root;
	if (w.topdown) {
		doc = apply_doc(&w, doc, &stop);
		if (!stop) {
			struct node *copy = graft(L, apply_meta(&w, doc));
			descend(&w, copy, 0);
			doc = copy;
		}
	} else {
		doc = apply_meta(&w, typewise(&w, doc));
		doc = apply_doc(&w, doc, &stop);
	}
	lua_settop(L, top);
	return doc;
}

int walk_element(lua_State *L)
{
	lua_settop(L, 2);
	struct element *e = element_at(L, 1);
	if (e && e->type->kind == NODE_DOC) {
		push_element(L, walk_doc(L, 2, element_look(L, 1)));
	} else if (e) {
		push_typed(L, e->type, walk_tree(L, 2, element_look(L, 1)));
	} else {
		bool inlines = strcmp(filter_type_name(L, 1), "Inlines") == 0;
		luaL_checktype(L, 1, LUA_TTABLE);
		struct node *list = state_node(L, inlines ? NODE_INLINES : NODE_DOC);
		if (inlines)
			peek_inlines(L, 1, list);
		else
			peek_blocks(L, 1, list);
		push_children(L, inlines ? LIST_INLINES : LIST_BLOCKS, walk_tree(L, 2, list));
	}
	return 1;
}
