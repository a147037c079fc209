/* SPDX-License-Identifier: MIT */
#include "parse/yaml.h"

#include <string.h>
#include <yaml.h>

#include "base/map.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "doc/messages.h"

/* libyaml 0.2.5 takes quadratic time over deep nesting, so the depth is capped at its events. */
enum { DEPTH_LIMIT = 64, ALIAS_BUDGET = 10000 };

struct frame {
	struct value *container;
	bool has_key;
	struct str key;
	struct span key_at;
	struct str anchor;
	struct map keys; /* of a large map, to see which is new */
};

struct composer {
	struct arena *arena;
	const struct source *src;
	struct str part;
	struct diags *diags;
	VEC(size_t) lines; /* where each line of part begins */
	struct frame stack[DEPTH_LIMIT];
	size_t depth;
	struct value root;
	bool has_root, failed;
	struct map anchors; /* name to struct value */
	size_t aliased;	    /* values that aliases stood for so far */
};

/* --- places: libyaml counts lines and columns in characters --- */

/* Bytes of the line end here, 0: none. libyaml knows those of YAML 1.1. */
static size_t line_end(struct str s, size_t at)
{
	struct str rest = str_after(s, at);
	switch (rest.n ? (unsigned char)rest.p[0] : 0) {
	case '\n':
		return 1;
	case '\r':
		return str_starts(rest, STR("\r\n")) ? 2 : 1;
	case 0xC2:
		return str_starts(rest, STR("\xC2\x85")) ? 2 : 0;
	case 0xE2:
		return str_starts(rest, STR("\xE2\x80\xA8")) ||
				       str_starts(rest, STR("\xE2\x80\xA9"))
			       ? 3
			       : 0;
	}
	return 0;
}

static size_t offset_of(const struct composer *c, size_t line, size_t column)
{
	if (line >= c->lines.n)
		return c->part.n;
	size_t at = c->lines.items[line];
	while (column-- && at < c->part.n && !line_end(c->part, at)) {
		size_t n;
		utf8_decode(str_after(c->part, at), &n);
		at += n;
	}
	return at;
}

static struct span span_at(const struct composer *c, size_t from, size_t to)
{
	struct span whole = span_of(c->src, c->part);
	/* An event without text still needs a character to put the caret under. */
	size_t n = 1;
	if (to > from)
		n = to - from;
	else if (from < c->part.n)
		utf8_decode(str_after(c->part, from), &n);
	return span_sub(whole, from, n);
}

static struct span span_of_event(const struct composer *c, const yaml_event_t *e)
{
	size_t from = offset_of(c, e->start_mark.line, e->start_mark.column);
	size_t to = offset_of(c, e->end_mark.line, e->end_mark.column);
	return span_at(c, from, to);
}

static struct str line_of(const struct composer *c, size_t line)
{
	struct str rest = str_after(c->part, line < c->lines.n ? c->lines.items[line] : c->part.n);
	return str_line(&rest);
}

/* --- what went wrong, in words --- */

static const struct message *message_for(const char *problem)
{
	static const struct {
		const char *part;
		enum message_id id;
	} table[] = {
		{"mapping values are not allowed", MSG_yaml_colon},
		{"could not find expected ':'", MSG_yaml_no_colon},
		{"did not find expected key", MSG_yaml_indent},
		{"did not find expected '-' indicator", MSG_yaml_indent},
		{"block sequence entries are not allowed", MSG_yaml_indent},
		{"did not find expected ',' or", MSG_yaml_bracket},
		{"did not find expected node content", MSG_yaml_bracket},
		{"cannot start any token", MSG_yaml_character},
		{"tab character", MSG_yaml_character},
		{"found unexpected end of stream", MSG_yaml_quote},
		{"found unknown escape character", MSG_yaml_escape},
		{"did not find expected hexdecimal number", MSG_yaml_escape},
		{"did not find expected <document start>", MSG_yaml_indent},
		{"did not find expected alphabetic or numeric", MSG_yaml_alias_form},
	};
	for (size_t i = 0; i < ARRAY_LEN(table); i++)
		if (strstr(problem, table[i].part))
			return &messages[table[i].id];
	return MSG(yaml_syntax);
}

/* The nearest line at or above that of `at` where a full-width colon stands in for a real one. */
static bool wide_colon_near(const struct composer *c, size_t line, struct span *ret_at)
{
	for (size_t back = 0; back < 3 && back <= line; back++) {
		struct str text = line_of(c, line - back);
		size_t at = str_find(text, STR("："));
		struct str head = str_sub(text, 0, at == SIZE_MAX ? 0 : at);
		bool item = str_starts(str_trim(text), STR("- ")); /* may well be text */
		if (at == SIZE_MAX || str_find(text, STR(": ")) != SIZE_MAX ||
			str_ends(text, STR(":")) || str_find_char(head, '#') != SIZE_MAX ||
			(item && back))
			continue;
		*ret_at = span_of(c->src, str_sub(text, at, at + 3));
		return true;
	}
	return false;
}

/* What to write instead: the value of the line in quotes. Nothing where that would not do. */
static struct str value_in_quotes(const struct composer *c, struct str line)
{
	size_t colon = str_find(line, STR(": "));
	struct str v = str_trim(str_after(line, colon == SIZE_MAX ? 0 : colon + 2));
	if (colon == SIZE_MAX && str_starts(v, STR("- ")))
		v = str_trim(str_after(v, 2));
	if (v.n > 1 && v.p[0] == '"' && v.p[v.n - 1] == '"')
		v = str_sub(v, 1, v.n - 1);
	return str_find_char(v, '\'') == SIZE_MAX ? STR_CAT(c->arena, STR("'"), v, STR("'"))
						  : STR_NONE;
}

/* The word that begins at an offset, up to what ends one in a list. */
static struct str word_at(const struct composer *c, size_t at)
{
	struct str rest = str_after(c->part, at);
	struct str word = str_line(&rest);
	for (size_t i = 0; i < word.n; i++)
		if (str_find_char(STR(",]}"), word.p[i]) != SIZE_MAX)
			return str_trim(str_sub(word, 0, i));
	return str_trim(word);
}

/* libyaml says where it noticed; people look for where it began. */
static void tell_place(
	struct composer *c, const struct message *m, const yaml_parser_t *p, size_t line)
{
	struct str text = line_of(c, line), word = STR_NONE;
	size_t begin = line < c->lines.n ? c->lines.items[line] : c->part.n;
	size_t at = offset_of(c, line, p->problem_mark.column);
	size_t context = offset_of(c, p->context_mark.line, p->context_mark.column);
	struct str before = str_sub(c->part, begin, at);
	size_t tab = str_find_char(text, '\t');
	if (m == MSG(yaml_colon) && str_find(before, STR(": ")) == SIZE_MAX) {
		m = MSG(yaml_indent);
		at = begin + (text.n - str_trim(text).n);
	} else if (m == MSG(yaml_indent) && str_trim(before).n) {
		m = MSG(yaml_after_value);
	} else if (m == MSG(yaml_character) && tab != SIZE_MAX) {
		m = MSG(yaml_tab);
		at = begin + tab;
	} else if (m == MSG(yaml_quote) || m == MSG(yaml_alias_form) ||
		   (m == MSG(yaml_bracket) && p->context && context < begin)) {
		at = context;
	} else if (m == MSG(yaml_no_colon)) {
		at = context;
		word = word_at(c, at);
	}
	if (m == MSG(yaml_alias_form))
		word = word_at(c, at);
	struct str better = word.n ? word : value_in_quotes(c, text);
	diag_add(c->diags, m, span_at(c, at, at + word.n),
		ARGS(str_from(p->problem ? p->problem : ""), better));
}

static void tell_problem(struct composer *c, const yaml_parser_t *p)
{
	size_t line = p->problem_mark.line;
	struct span colon;
	if (p->error == YAML_READER_ERROR) {
		diag_add(c->diags, MSG(yaml_control), span_at(c, p->problem_offset, 0), NO_ARGS);
		return;
	}
	if (line >= c->lines.n)
		line = c->lines.n - 1;
	if (wide_colon_near(c, line, &colon))
		diag_add(c->diags, MSG(yaml_wide_colon), colon, NO_ARGS);
	else
		tell_place(c, message_for(p->problem ? p->problem : ""), p, line);
}

static void fail(struct composer *c, const struct message *m, struct span at, struct args args)
{
	diag_add(c->diags, m, at, args);
	c->failed = true;
}

/* --- composing --- */

/* Most maps are so small that looking at each key is fastest; a large one would take for ever. */
static bool is_new_key(struct composer *c, struct frame *f)
{
	enum { SMALL = 16 };
	const struct value *map = f->container;
	if (map->n < SMALL)
		return !value_get(map, f->key);
	for (size_t i = 0; map->n == SMALL && i < SMALL; i++)
		map_put(c->arena, &f->keys, map->pairs[i].key, map);
	return !map_put(c->arena, &f->keys, f->key, map);
}

static struct value *place_value(struct composer *c, struct value v)
{
	if (!c->depth || !c->stack[c->depth - 1].container) {
		c->root = v;
		c->has_root = true;
		return &c->root;
	}
	struct frame *f = &c->stack[c->depth - 1];
	if (f->container->kind == VALUE_LIST)
		return value_add(c->arena, f->container, v);
	f->has_key = false;
	size_t before = f->container->n;
	if (is_new_key(c, f)) {
		struct value *put = value_append(c->arena, f->container, f->key, v);
		f->container->pairs[before].key_at = f->key_at;
		return put;
	}
	diag_add(c->diags, MSG(key_twice), f->key_at, ARGS(f->key));
	return value_set(c->arena, f->container, f->key, v);
}

static bool wants_key(const struct composer *c)
{
	return c->depth && c->stack[c->depth - 1].container->kind == VALUE_MAP &&
	       !c->stack[c->depth - 1].has_key;
}

static void keep_anchor(struct composer *c, const char *name, const struct value *v)
{
	if (!name)
		return;
	struct value *copy = NEW(c->arena, struct value);
	*copy = *v;
	map_put(c->arena, &c->anchors, str_copy(c->arena, str_from(name)), copy);
}

static void on_scalar(struct composer *c, const yaml_event_t *e)
{
	struct str text = str_copy(
		c->arena, (struct str){(const char *)e->data.scalar.value, e->data.scalar.length});
	struct span at = span_of_event(c, e);
	if (wants_key(c)) {
		struct frame *f = &c->stack[c->depth - 1];
		f->has_key = true;
		f->key = text;
		f->key_at = at;
		return;
	}
	bool plain = e->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
	bool null = plain && (!text.n || str_eq(text, STR("~")) || str_eq(text, STR("null")));
	struct value v = {.kind = null ? VALUE_NULL : VALUE_TEXT,
		.quoted = !plain,
		.text = null ? STR_NONE : text,
		.at = at};
	place_value(c, v);
	keep_anchor(c, (const char *)e->data.scalar.anchor, &v);
}

static void on_begin(
	struct composer *c, const yaml_event_t *e, enum value_kind kind, const char *anchor)
{
	struct span at = span_of_event(c, e);
	if (wants_key(c)) {
		fail(c, MSG(yaml_key_form), at, NO_ARGS);
		return;
	}
	if (c->depth == DEPTH_LIMIT) {
		fail(c, MSG(data_deep), at, ARGS(STR("64")));
		return;
	}
	/* The container grows in its own place and is copied to its parent at its end. */
	struct value *v = NEW(c->arena, struct value);
	v->kind = kind;
	v->at = at;
	c->stack[c->depth++] = (struct frame){
		.container = v, .anchor = anchor ? str_copy(c->arena, str_from(anchor)) : STR_NONE};
}

static void on_end(struct composer *c, const yaml_event_t *e)
{
	if (!c->depth)
		return; /* libyaml balances them, which a checker of this file cannot see */
	struct frame f = c->stack[--c->depth];
	size_t end = offset_of(c, e->end_mark.line, e->end_mark.column);
	size_t from = f.container->at.at - span_of(c->src, c->part).at;
	f.container->at = span_at(c, from, end);
	place_value(c, *f.container);
	if (f.anchor.n)
		map_put(c->arena, &c->anchors, f.anchor, f.container);
}

/* Values below v, counted only as far as the budget goes. */
static size_t size_of(const struct value *v, size_t budget)
{
	size_t sum = 1;
	for (size_t i = 0; i < v->n && sum < budget; i++)
		sum += size_of(
			v->kind == VALUE_LIST ? &v->items[i] : &v->pairs[i].value, budget - sum);
	return sum;
}

static void on_alias(struct composer *c, const yaml_event_t *e)
{
	struct str name = str_from((const char *)e->data.alias.anchor);
	struct span at = span_of_event(c, e);
	const struct value *target = map_get(&c->anchors, name);
	if (wants_key(c)) {
		fail(c, MSG(yaml_key_form), at, NO_ARGS);
		return;
	}
	if (!target) {
		/* Read on as if it had its quotes, so that all is told at once. */
		diag_add(c->diags, MSG(yaml_alias), at, ARGS(str_copy(c->arena, name)));
		place_value(c, (struct value){.kind = VALUE_TEXT,
				       .quoted = true,
				       .text = STR_CAT(c->arena, STR("*"), name),
				       .at = at});
		return;
	}
	c->aliased += size_of(target, ALIAS_BUDGET + 1);
	if (c->aliased > ALIAS_BUDGET) {
		fail(c, MSG(yaml_bomb), at, NO_ARGS);
		return;
	}
	place_value(c, *target);
}

static bool on_event(struct composer *c, const yaml_event_t *e, size_t *documents)
{
	switch (e->type) {
	case YAML_DOCUMENT_START_EVENT:
		if (++*documents > 1)
			fail(c, MSG(yaml_documents), span_of_event(c, e), NO_ARGS);
		break;
	case YAML_SCALAR_EVENT:
		on_scalar(c, e);
		break;
	case YAML_SEQUENCE_START_EVENT:
		on_begin(c, e, VALUE_LIST, (const char *)e->data.sequence_start.anchor);
		break;
	case YAML_MAPPING_START_EVENT:
		on_begin(c, e, VALUE_MAP, (const char *)e->data.mapping_start.anchor);
		break;
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		on_end(c, e);
		break;
	case YAML_ALIAS_EVENT:
		on_alias(c, e);
		break;
	case YAML_STREAM_END_EVENT:
		return false;
	case YAML_NO_EVENT:
	case YAML_STREAM_START_EVENT:
	case YAML_DOCUMENT_END_EVENT:
		break;
	}
	return true;
}

static void compose(struct composer *c, yaml_parser_t *parser)
{
	size_t documents = 0;
	for (bool more = true; more;) {
		yaml_event_t event;
		if (!yaml_parser_parse(parser, &event)) {
			if (parser->error == YAML_MEMORY_ERROR)
				out_of_memory();
			tell_problem(c, parser);
			c->failed = true;
			return;
		}
		more = on_event(c, &event, &documents) && !c->failed;
		yaml_event_delete(&event);
	}
}

bool yaml_parse(struct arena *a, const struct source *src, struct str part, struct value *ret_value,
	struct diags *d)
{
	struct composer c = {.arena = a, .src = src, .part = part, .diags = d};
	*vec_push(a, &c.lines) = 0;
	for (size_t i = 0, n; i < part.n; i += n ? n : 1) {
		n = line_end(part, i);
		if (n)
			*vec_push(a, &c.lines) = i + n;
	}
	yaml_parser_t parser;
	if (!yaml_parser_initialize(&parser))
		out_of_memory();
	yaml_parser_set_input_string(
		&parser, (const unsigned char *)(part.n ? part.p : ""), part.n);
	yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
	compose(&c, &parser);
	yaml_parser_delete(&parser);
	*ret_value = c.has_root ? c.root : (struct value){.at = span_file(src)};
	return !c.failed;
}
