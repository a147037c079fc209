/* SPDX-License-Identifier: MIT */
#include "parse/metadata.h"

#include "base/buf.h"
#include "doc/value.h"
#include "doc/walk.h"
#include "parse/front_matter.h"
#include "parse/markdown_part.h"
#include "parse/yaml.h"

struct reader {
	struct arena *a;
	struct markdown_input input;
	enum lang lang;
};

/* --- scalars --- */

/* The words of YAML 1.1, as pandoc has them. */
static bool is_flag(struct str s, bool *ret)
{
	static const char *const words[][2] = {
		{"n", "y"}, {"no", "yes"}, {"false", "true"}, {"off", "on"}};
	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		for (int value = 0; value < 2; value++)
			if (str_eq_nocase(s, str_from(words[i][value]))) {
				*ret = value != 0;
				return true;
			}
	return false;
}

/* 012 is 12, and 1.50 is 1.5. */
static struct str number_text(struct arena *a, struct str s)
{
	struct str sign = str_starts(s, STR("-")) ? STR("-") : STR_NONE,
		   rest = str_after(s, sign.n);
	size_t digits = 0, point = str_find_char(rest, '.');
	for (size_t i = 0; i < rest.n; i++)
		digits += char_is_digit(rest.p[i]);
	bool number = digits && digits + (point != SIZE_MAX) == rest.n && point != 0 &&
		      point != rest.n - 1;
	if (!number)
		return s;
	while (rest.n > 1 && rest.p[0] == '0' && char_is_digit(rest.p[1]))
		rest = str_after(rest, 1);
	while (point != SIZE_MAX && rest.n && rest.p[rest.n - 1] == '0' &&
		!str_ends(rest, STR(".0")))
		rest.n--;
	return STR_CAT(a, sign, rest);
}

static void read_blocks(struct reader *r, struct str text, struct node *to)
{
	struct node *doc = markdown_part(r->a, text, to->span, &r->input);
	to->kind = NODE_META_BLOCKS;
	node_move(to, doc->first, doc->last);
}

static void read_scalar(struct reader *r, const struct value *v, struct node *to)
{
	bool flag;
	if (!v->quoted && is_flag(v->text, &flag)) {
		to->kind = NODE_META_BOOL;
		to->as.meta.flag = flag;
	} else if (str_ends(v->text, STR("\n"))) {
		read_blocks(r, v->text, to);
	} else {
		to->kind = NODE_META_INLINES;
		markdown_inlines(
			r->a, v->quoted ? v->text : number_text(r->a, v->text), &r->input, to);
	}
}

/* --- values; YAML itself is never so deep that this could run away --- */

static struct node *read_value(struct reader *r, const struct value *v, struct node *parent)
{
	struct node *n = node_new(r->a, NODE_META_STRING, v->at);
	node_append(parent, n);
	if (v->kind == VALUE_MAP) {
		n->kind = NODE_META_MAP;
		for (size_t i = 0; i < v->n; i++)
			if (!str_ends(v->pairs[i].key, STR("_")))
				read_value(r, &v->pairs[i].value, n)->as.meta.key = v->pairs[i].key;
	} else if (v->kind == VALUE_LIST) {
		n->kind = NODE_META_LIST;
		for (size_t i = 0; i < v->n; i++)
			read_value(r, &v->items[i], n);
	} else if (v->kind == VALUE_TEXT) {
		read_scalar(r, v, n);
	}
	return n;
}

/* A first line --- that a blank line follows, or that nothing closes, is a rule. */
static bool has_front_matter(const struct source *src)
{
	struct str rest = src->text;
	struct str first = str_line(&rest), second = str_line(&rest);
	return str_starts(first, STR("---")) && str_trim(second).n;
}

static struct node *read_front(
	struct reader *r, const struct source *src, struct str front, struct diags *d)
{
	struct value v;
	if (!yaml_parse(r->a, src, front, &v, d))
		return NULL;
	struct node holder = {.kind = NODE_META_MAP};
	struct node *map = read_value(r, &v, &holder);
	node_unlink(map);
	map->kind = NODE_META_MAP; /* nothing but comments is an empty one */
	return map;
}

struct node *metadata_parse(struct arena *a, struct source *src, uint32_t syntax, struct diags *d)
{
	struct reader r = {.a = a, .input = {syntax}, .lang = d->lang};
	struct str front = STR_NONE, body = src->text;
	struct node *map = NULL;
	struct diags unheard = diags_new(a, d->lang, false);
	bool has = (syntax & MARKDOWN_METADATA) && has_front_matter(src) &&
		   front_matter_split(src, &front, &body, &unheard);
	if (has && !(map = read_front(&r, src, front, d)))
		return NULL;
	struct node *doc = markdown_parse(a, src, has ? body : src->text, &r.input, d);
	doc->as.doc.meta = map;
	return doc;
}

void metadata_set(struct arena *a, struct node *doc, struct str setting)
{
	struct str value = setting, key = str_cut(&value, '=');
	bool alone = key.n == setting.n, flag = alone || str_eq(value, STR("true"));
	if (!doc->as.doc.meta)
		doc->as.doc.meta = node_new(a, NODE_META_MAP, SPAN_NONE);
	struct node *old = node_meta_get(doc->as.doc.meta, key);
	if (old)
		node_unlink(old);
	bool is_bool = flag || str_eq(value, STR("false"));
	struct node *n = node_add(a, doc->as.doc.meta, is_bool ? NODE_META_BOOL : NODE_META_STRING);
	n->as.meta.key = key;
	n->as.meta.flag = flag;
	n->text = is_bool ? STR_NONE : value;
}
