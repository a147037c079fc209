/* SPDX-License-Identifier: MIT */
#include "doc/schema.h"

#include "base/arena.h"
#include "base/nearest.h"

enum { FEW_WORDS = 8 }; /* of more a message tells the English ones only */

static bool alias_has(const char *zh, struct str name)
{
	struct str rest = str_from(zh);
	while (rest.n)
		if (str_eq_nocase(str_cut(&rest, '|'), name))
			return true;
	return false;
}

static void alias_try(struct nearest *near, const char *zh)
{
	struct str rest = str_from(zh);
	while (rest.n)
		nearest_try(near, str_cut(&rest, '|'));
}

struct str alias_first(const char *zh)
{
	struct str rest = str_from(zh);
	return str_cut(&rest, '|');
}

const struct field *schema_field(const struct schema *s, struct str name)
{
	for (size_t i = 0; i < s->n; i++)
		if (str_eq_nocase(str_from(s->fields[i].name), name) ||
			alias_has(s->fields[i].zh, name))
			return &s->fields[i];
	return NULL;
}

struct str schema_shown(const struct schema *s, enum lang lang)
{
	struct str en = str_from(s->name);
	struct str zh = str_cut(&en, '|');
	return lang == LANG_ZH || !en.n ? zh : en;
}

struct str schema_nearest(const struct schema *s, struct str name)
{
	struct nearest near = nearest_to(name);
	for (size_t i = 0; i < s->n; i++) {
		nearest_try(&near, str_from(s->fields[i].name));
		alias_try(&near, s->fields[i].zh);
	}
	return near.best;
}

int words_find(const struct words *w, struct str name)
{
	for (size_t i = 0; i < w->n; i++)
		if (str_eq_nocase(str_from(w->rows[i].name), name) ||
			alias_has(w->rows[i].zh, name))
			return (int)i + 1;
	return 0;
}

struct str words_nearest(const struct words *w, struct str name)
{
	struct nearest near = nearest_to(name);
	for (size_t i = 0; i < w->n; i++) {
		nearest_try(&near, str_from(w->rows[i].name));
		alias_try(&near, w->rows[i].zh);
	}
	return near.best;
}

struct str words_list(struct arena *a, const struct words *w)
{
	struct str list = STR_NONE;
	for (size_t i = 0; i < w->n; i++)
		list = STR_CAT(a, list, i ? STR(", ") : STR_NONE, str_from(w->rows[i].name));
	return list;
}

struct str words_shown(struct arena *a, const struct words *w, enum lang lang)
{
	struct str list = STR_NONE;
	if (lang != LANG_ZH)
		return words_list(a, w);
	for (size_t i = 0; i < w->n; i++) {
		struct str alias = alias_first(w->rows[i].zh);
		list = STR_CAT(a, list, i ? STR("、") : STR_NONE, str_from(w->rows[i].name));
		if (alias.n && w->n <= FEW_WORDS)
			list = STR_CAT(a, list, STR("（"), alias, STR("）"));
	}
	return list;
}

bool number_is_percent(const struct number *n)
{
	return str_ends(n->written, STR("%"));
}

struct str number_shown(struct arena *a, const struct number *n)
{
	return str_printf(a, "%.15g%s", n->v, number_is_percent(n) ? "%" : "");
}
