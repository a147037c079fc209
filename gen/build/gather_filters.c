/* SPDX-License-Identifier: MIT */
/* `filters:` of site.yaml and of entries: which files they are, and what each may do. */
#include "base/arena.h"
#include "base/nearest.h"
#include "base/path.h"
#include "build/filters.h"
#include "build/gather.h"
#include "doc/messages.h"
#include "load/load.h"
#include "resolve/record.h"

static struct str text_of(const struct value *v)
{
	return v && v->kind == VALUE_TEXT ? v->text : STR_NONE;
}

/* --- what it may do --- */

static void grant(struct gathering *g, struct filter_file *f, const struct value *v)
{
	struct str name = text_of(v);
	if (!filter_grant(g->arena, f, name))
		diag_add(
			g->diags, MSG(filter_grant), v->at, ARGS(name, filter_grant_nearest(name)));
}

static void grant_all(struct gathering *g, struct filter_file *f, const struct value *allow)
{
	if (allow->kind != VALUE_LIST)
		grant(g, f, allow);
	for (size_t i = 0; allow->kind == VALUE_LIST && i < allow->n; i++)
		grant(g, f, &allow->items[i]);
}

/* --- which file it is --- */

/* The site's own, or one that comes with the program. */
static const struct source *read_filter(struct gathering *g, struct str path, struct span at)
{
	struct load_places places = {g->site->dir, g->site->shipped};
	struct map found = {0};
	struct str clean;
	const struct source *src = map_get(&g->filters, path);
	if (src)
		return src;
	if (path.n && path.p[0] != '/' && path_clean(g->arena, path, &clean) &&
		str_eq(path_ext(clean), STR("lua")))
		load_shipped(g->arena, places, path_dir(clean), path_base(clean), &found, g->diags);
	src = found.n ? found.items[0].value : NULL;
	if (!src) {
		diag_add(g->diags, MSG(filter_missing), at, ARGS(path));
		return NULL;
	}
	struct source *named = source_new(g->arena, clean, src->text);
	map_put(g->arena, &g->filters, path, named);
	return named;
}

static void read_key(struct gathering *g, struct filter_file *f, const struct value_pair *pair)
{
	struct nearest near = nearest_to(pair->key);
	if (str_eq(pair->key, STR("file"))) {
		f->path = text_of(&pair->value);
		f->at = pair->value.at;
	} else if (str_eq(pair->key, STR("allow"))) {
		grant_all(g, f, &pair->value);
	} else if (str_eq(pair->key, STR("optional"))) {
		if (!flag_read(text_of(&pair->value), &f->optional))
			diag_add(g->diags, MSG(filter_form), pair->value.at, NO_ARGS);
	} else {
		nearest_try(&near, STR("file"));
		nearest_try(&near, STR("allow"));
		nearest_try(&near, STR("optional"));
		diag_add(g->diags, MSG(key_unknown), pair->key_at,
			ARGS(pair->key, near.best, STR("filters")));
	}
}

/* A path, or {file, allow, optional}. */
static bool read_item(struct gathering *g, const struct value *v, struct filter_file *f)
{
	*f = (struct filter_file){.path = text_of(v), .at = v->at};
	for (size_t i = 0; v->kind == VALUE_MAP && i < v->n; i++)
		read_key(g, f, &v->pairs[i]);
	if (!f->path.n) {
		diag_add(g->diags, MSG(filter_form), v->at, NO_ARGS);
		return false;
	}
	f->source = read_filter(g, f->path, f->at);
	if (f->source)
		f->path = f->source->name;
	return f->source != NULL;
}

void gather_filters(struct gathering *g, const struct value *list, struct filter_list *ret)
{
	*ret = (struct filter_list){0};
	if (!list || value_is_empty(list))
		return;
	size_t n = list->kind == VALUE_LIST ? list->n : 1;
	const struct value *items = list->kind == VALUE_LIST ? list->items : list;
	ret->items = NEW_N(g->arena, struct filter_file, n);
	for (size_t i = 0; i < n; i++)
		if (read_item(g, &items[i], &ret->items[ret->n]))
			ret->n++;
}
