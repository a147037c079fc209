/* SPDX-License-Identifier: MIT */
#include "parse/xfdf.h"

#include "base/arena.h"
#include "doc/messages.h"
#include "parse/xml.h"

enum { MOST_FIELDS = 5000 };

struct reading {
	struct arena *arena;
	struct value *out;
	size_t n;
};

static struct str text_at(const struct value *element, const char *key)
{
	const struct value *v = value_get(element, str_from(key));
	return v ? v->text : STR_NONE;
}

static bool is_named(const struct value *element, const char *name)
{
	return str_eq(text_at(element, "name"), str_from(name));
}

static void take_values(struct reading *r, const struct value *field, struct str name)
{
	const struct value *items = value_get(field, STR("items"));
	struct value list = value_list();
	for (size_t i = 0; i < items->n; i++)
		if (is_named(&items->items[i], "value"))
			value_add(r->arena, &list, value_text(text_at(&items->items[i], "text")));
	if (list.n)
		value_set(r->arena, r->out, name, list.n == 1 ? list.items[0] : list);
}

/* No deeper than XML_DEPTH, which what is read already keeps. */
static void take_fields(struct reading *r, const struct value *above, struct str prefix)
{
	const struct value *items = value_get(above, STR("items"));
	for (size_t i = 0; i < items->n && r->n <= MOST_FIELDS; i++) {
		const struct value *field = &items->items[i];
		if (!is_named(field, "field"))
			continue;
		struct str part = text_at(value_get(field, STR("attributes")), "name");
		struct str name = prefix.n ? STR_CAT(r->arena, prefix, STR("."), part) : part;
		r->n++;
		take_values(r, field, name);
		take_fields(r, field, name);
	}
}

bool xfdf_parse(struct arena *a, struct source *src, struct value *ret, struct diags *d)
{
	struct reading r = {.arena = a, .out = ret};
	struct value root;
	*ret = value_map();
	if (!xml_parse(a, src, &root, d))
		return false;
	const struct value *items = value_get(&root, STR("items"));
	for (size_t i = 0; is_named(&root, "xfdf") && i < items->n; i++)
		if (is_named(&items->items[i], "fields"))
			take_fields(&r, &items->items[i], STR_NONE);
	if (!r.n || r.n > MOST_FIELDS) {
		diag_add(d, r.n ? MSG(return_large) : MSG(return_no_fields), span_file(src),
			NO_ARGS);
		return false;
	}
	return true;
}
