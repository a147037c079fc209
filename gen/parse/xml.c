/* SPDX-License-Identifier: MIT */
#include "parse/xml.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "doc/messages.h"
#include "parse/xml_events.h"

enum { MOST_ELEMENTS = 500000 };

struct element {
	struct value value;
	struct buf text;
};

struct composer {
	struct arena *arena;
	const struct source *src;
	struct element open[XML_DEPTH];
	int depth;
	size_t at, n_elements; /* bytes given so far */
	struct value root;
};

static int more(void *self, char *to, int room)
{
	struct composer *c = self;
	struct str rest = str_after(c->src->text, c->at);
	size_t n = rest.n < (size_t)room ? rest.n : (size_t)room;
	if (n)
		memcpy(to, rest.p, n);
	c->at += n;
	return (int)n;
}

static bool on_start(void *self, const struct xml_tag *tag)
{
	struct composer *c = self;
	struct arena *a = c->arena;
	struct element *e = &c->open[tag->depth];
	struct value attributes = value_map();
	for (size_t i = 0; i < tag->n; i++)
		value_set(a, &attributes, str_copy(a, tag->attributes[i].name),
			value_text(str_copy(a, tag->attributes[i].value)));
	*e = (struct element){value_map(), buf_new(a)};
	e->value.at = span_sub(span_of(c->src, c->src->text), tag->end, 1);
	VALUE_SET(a, &e->value, "name", value_text(str_copy(a, tag->name)));
	VALUE_SET(a, &e->value, "attributes", attributes);
	VALUE_SET(a, &e->value, "text", value_text(STR_NONE));
	VALUE_SET(a, &e->value, "items", value_list());
	c->depth = tag->depth + 1;
	return ++c->n_elements <= MOST_ELEMENTS;
}

static struct value *field(struct value *map, struct str key)
{
	for (size_t i = 0; i < map->n; i++)
		if (str_eq(map->pairs[i].key, key))
			return &map->pairs[i].value;
	return NULL;
}

static bool on_end(void *self, int depth)
{
	struct composer *c = self;
	struct element *e = &c->open[depth];
	*field(&e->value, STR("text")) = value_text(str_trim(buf_str(&e->text)));
	if (depth)
		value_add(c->arena, field(&c->open[depth - 1].value, STR("items")), e->value);
	else
		c->root = e->value;
	c->depth = depth;
	return true;
}

static bool on_text(void *self, struct str text)
{
	struct composer *c = self;
	if (c->depth)
		buf_add(&c->open[c->depth - 1].text, text);
	return true;
}

static void tell(struct arena *a, struct source *src, const struct xml_result *r, struct diags *d)
{
	struct span at = span_sub(span_of(src, src->text), r->at, 1);
	switch (r->fault) {
	case XML_FINE:
		return;
	case XML_STOPPED:
		diag_add(d, MSG(xml_large), at, ARGS(str_printf(a, "%d", MOST_ELEMENTS)));
		return;
	case XML_DOCTYPE:
		diag_add(d, MSG(xml_doctype), at, NO_ARGS);
		return;
	case XML_DEEP:
		diag_add(d, MSG(data_deep), at, ARGS(STR("64")));
		return;
	case XML_WIDE:
		diag_add(d, MSG(xml_wide), at, ARGS(str_printf(a, "%d", XML_ATTRIBUTES)));
		return;
	case XML_SYNTAX:
	case XML_ENCODED:
		diag_add(d, MSG(xml_syntax), at, ARGS(str_from(r->said)));
		return;
	}
}

bool xml_parse(struct arena *a, struct source *src, struct value *ret, struct diags *d)
{
	struct composer *c = NEW(a, struct composer);
	*c = (struct composer){.arena = a, .src = src};
	const struct xml_input input = {c, more};
	const struct xml_events events = {c, on_start, on_end, on_text};
	struct xml_result result = xml_read(&input, &events);
	*ret = c->root;
	if (result.fault == XML_FINE)
		return true;
	*ret = (struct value){.at = span_file(src)};
	tell(a, src, &result, d);
	return false;
}
