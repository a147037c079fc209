/* SPDX-License-Identifier: MIT */
/* Columns and the front matter of their entries. */
#include "base/arena.h"
#include "base/nearest.h"
#include "base/path.h"
#include "base/vec.h"
#include "build/gather.h"
#include "doc/messages.h"
#include "load/load.h"
#include "parse/front_matter.h"
#include "parse/yaml.h"
#include "resolve/entry.h"
#include "resolve/record.h"

static const char *const reserved[] = {
	"forms", "parties", "calendar", "search", "assets", "versions", "org", "data"};

static struct span at_file(const struct gathering *g, struct str name)
{
	return span_file(source_new(g->arena, gather_shown(g, name), STR_NONE));
}

/*
 * The YAML on top of a Markdown file; false, told, where there is no reading it. Of a large site
 * the bodies are most: each is read again by who makes its page. Only a file that cannot be read is
 * kept as a whole, for its messages.
 */
static bool read_front(struct gathering *g, const struct content_file *f, struct diags *d,
	struct source **ret_source, struct value *ret_front)
{
	struct str yaml, body, name = gather_shown(g, f->name);
	struct diags trial = diags_new(g->scratch, d->lang, d->strict);
	struct source *src = load_text(g->scratch, f->disk, name, &trial);
	if (src && front_matter_split(src, &yaml, &body, &trial))
		src = source_new(g->arena, name,
			str_copy(g->arena, str_sub(src->text, 0, src->text.n - body.n)));
	else
		src = load_text(g->arena, f->disk, name, d);
	arena_reset(g->scratch);
	*ret_source = src;
	if (!src || !front_matter_split(src, &yaml, &body, d))
		return false;
	bool good = yaml_parse(g->arena, src, yaml, ret_front, d);
	/* A message about the front matter as a whole stands at its first line. */
	if (ret_front->kind == VALUE_NULL)
		ret_front->at = span_file(src);
	return good;
}

/* --- columns --- */

static bool is_reserved(struct str slug)
{
	for (size_t i = 0; i < ARRAY_LEN(reserved); i++)
		if (str_eq(slug, str_from(reserved[i])))
			return true;
	return false;
}

static void read_column(struct gathering *g, struct column *c, const struct content_file *index)
{
	if (!index) {
		diag_add(g->diags, MSG(column_no_index), at_file(g, c->slug), ARGS(c->slug));
		return;
	}
	struct value *front = NEW(g->arena, struct value);
	if (!read_front(g, index, g->diags, &c->source, front))
		return;
	struct reader r = {.arena = g->arena, .diags = g->diags};
	record_read(&r, &column_schema, front, &c->front);
}

struct columns {
	VEC(struct column) list;
};

static struct column *column_named(struct columns *cs, struct str slug)
{
	for (size_t i = 0; i < cs->list.n; i++)
		if (str_eq(cs->list.items[i].slug, slug))
			return &cs->list.items[i];
	return NULL;
}

/* Folders of content/ in the order of their names, the register and free data left out. */
static void find_columns(struct gathering *g, struct columns *cs)
{
	for (size_t i = 0; i < g->files.list.n; i++) {
		struct str name = g->files.list.items[i].name;
		struct str rest = name;
		struct str slug = str_cut(&rest, '/');
		if (slug.n == name.n || str_eq(slug, STR("org")) || str_eq(slug, STR("data")) ||
			column_named(cs, slug))
			continue;
		if (is_reserved(slug))
			diag_add(g->diags, MSG(column_reserved), at_file(g, slug), ARGS(slug));
		vec_push(g->arena, &cs->list)->slug = slug;
	}
}

static void tell_column_unknown(struct gathering *g, const struct columns *cs, struct text wanted)
{
	struct nearest near = nearest_to(wanted.s);
	for (size_t i = 0; i < cs->list.n; i++)
		nearest_try(&near, cs->list.items[i].slug);
	diag_add(g->diags, MSG(column_unknown), wanted.at, ARGS(wanted.s, near.best));
}

/* First those that site.yaml names, in its order, then the others by name. */
static void order_columns(struct gathering *g, struct columns *cs)
{
	struct site *site = g->site;
	site->columns = NEW_N(g->arena, struct column, cs->list.n);
	const struct texts *order = &site->front.columns;
	for (size_t i = 0; i < order->n; i++) {
		struct column *c = column_named(cs, order->items[i].s);
		if (!c)
			tell_column_unknown(g, cs, order->items[i]);
		else if (c->slug.n)
			site->columns[site->n_columns++] = *c;
		if (c)
			c->slug = STR_NONE; /* taken */
	}
	for (size_t i = 0; i < cs->list.n; i++)
		if (cs->list.items[i].slug.n)
			site->columns[site->n_columns++] = cs->list.items[i];
}

/* --- entries --- */

static enum entry_kind kind_of(const struct entry *e)
{
	if (e->front.kind.v)
		return (enum entry_kind)e->front.kind.v;
	return e->column->front.kind.v ? (enum entry_kind)e->column->front.kind.v : ENTRY_PAGE;
}

/* An issued entry takes its notice's issuer, so only what is no plan of a notice gets the site's.
 */
static void default_issuer(struct gathering *g, struct entry *e)
{
	if (!e->front.issuer.n && e->kind == ENTRY_NOTICE)
		e->front.issuer = g->site->front.issuer;
}

static bool read_entry(struct gathering *g, struct entry *e, const struct content_file *f)
{
	struct diags own = diags_new(g->arena, g->diags->lang, g->diags->strict);
	struct value *front = NEW(g->arena, struct value);
	bool good = read_front(g, f, &own, &e->source, front);
	struct reader r = {.arena = g->arena, .diags = &own};
	if (good)
		record_read(&r, &front_schema, front, &e->front);
	e->dormant = e->front.draft.on && !g->opt->drafts;
	/* A draft that is not built may be as unfinished as its writer likes. */
	if (!e->dormant)
		diags_take(g->diags, &own);
	/* Of what cannot be read nothing more is asked. */
	e->kind = good ? kind_of(e) : ENTRY_PAGE;
	e->audience = e->front.audience.v ? (enum audience)e->front.audience.v : AUDIENCE_PUBLIC;
	default_issuer(g, e);
	return e->source != NULL && good;
}

static bool is_markdown(struct str name)
{
	return str_eq(path_ext(name), STR("md"));
}

/* The files below an entry's folder are neighbours in the sorted list. */
static size_t count_below(const struct gathering *g, size_t from, struct str dir)
{
	struct str prefix = STR_CAT(g->arena, dir, STR("/"));
	size_t n = 0;
	while (from + n < g->files.list.n && str_starts(g->files.list.items[from + n].name, prefix))
		n++;
	return n;
}

struct entries {
	VEC(struct entry *) list;
};

static void add_entry(struct gathering *g, struct entries *es, struct column *c,
	const struct content_file *f, struct str path)
{
	struct entry *e = NEW(g->arena, struct entry);
	e->column = c;
	e->path = path;
	e->disk = f->disk;
	e->slug = path_base(path);
	e->issued = e->published = DAY_NONE;
	if (str_eq(path_base(f->name), STR("index.md")))
		e->dir = path_dir(f->name);
	if (!read_entry(g, e, f) && !e->source)
		return;
	*vec_push(g->arena, &es->list) = e;
}

static void add_folder(struct gathering *g, struct entries *es, struct column *c, struct str dir)
{
	const struct content_file *index =
		gather_find(g, path_join(g->arena, dir, STR("index.md")));
	if (index)
		add_entry(g, es, c, index, dir);
	else
		diag_add(g->diags, MSG(folder_no_index), at_file(g, dir), ARGS(dir));
}

static void find_entries(struct gathering *g, struct column *c, struct entries *es)
{
	struct str prefix = STR_CAT(g->arena, c->slug, STR("/"));
	for (size_t i = 0; i < g->files.list.n;) {
		const struct content_file *f = &g->files.list.items[i];
		struct str name = str_after(f->name, prefix.n), rest = name;
		if (!str_starts(f->name, prefix)) {
			i++;
			continue;
		}
		struct str first = str_cut(&rest, '/');
		if (first.n < name.n) {
			struct str dir = path_join(g->arena, c->slug, first);
			add_folder(g, es, c, dir);
			i += count_below(g, i, dir);
			continue;
		}
		if (str_eq(name, STR("_index.md")))
			read_column(g, c, f);
		else if (is_markdown(name))
			add_entry(g, es, c, f, path_stem(f->name));
		else if (!gather_old_office(g, f->name))
			diag_add(g->diags, MSG(file_unknown), at_file(g, f->name), ARGS(name));
		i++;
	}
	if (!c->source && !gather_find(g, STR_CAT(g->arena, prefix, STR("_index.md"))))
		read_column(g, c, NULL);
}

static bool is_seal(const struct party *parties, size_t n, const struct content_file *f)
{
	for (size_t i = 0; i < n; i++)
		if (parties[i].seal_file == f)
			return true;
	return false;
}

static void check_top_files(struct gathering *g)
{
	static const char *const tables[] = {"calendar", "org/units", "org/people", "org/groups"};
	for (size_t i = 0; i < g->files.list.n; i++) {
		const struct content_file *f = &g->files.list.items[i];
		const struct party_register *reg = &g->site->parties;
		struct str name = f->name;
		bool org = str_starts(name, STR("org/"));
		if (!org && str_find_char(name, '/') != SIZE_MAX)
			continue;
		struct str ext = gather_table_ext(name);
		struct nearest near = nearest_to(name);
		nearest_try(&near, STR("site.yaml"));
		bool found = str_eq(name, STR("site.yaml")) ||
			     is_seal(reg->units, reg->n_units, f) ||
			     is_seal(reg->people, reg->n_people, f);
		for (size_t k = 0; k < ARRAY_LEN(tables); k++) {
			struct str word = STR_CAT(g->arena, str_from(tables[k]), STR("."), ext);
			found = found || str_eq(word, name);
			nearest_try(&near, word);
		}
		if (!found && !gather_old_office(g, name))
			diag_add(g->diags, MSG(file_unknown), at_file(g, name),
				ARGS(name, near.best));
	}
}

static void gather_entry(struct gathering *g, struct entry *e)
{
	if (e->dormant)
		return;
	struct reader r = {.arena = g->arena, .diags = g->diags};
	if (e->dir.n) {
		struct str index = path_join(g->arena, e->dir, STR("index.md"));
		size_t from = (size_t)(gather_find(g, index) - g->files.list.items);
		struct str prefix = STR_CAT(g->arena, e->dir, STR("/"));
		while (from && str_starts(g->files.list.items[from - 1].name, prefix))
			from--;
		gather_data(g, e, &g->files.list.items[from], count_below(g, from, e->dir));
	} else {
		gather_data(g, e, NULL, 0);
	}
	entry_resolve(&r, g->site, e);
}

void gather_entries(struct gathering *g)
{
	struct site *site = g->site;
	struct columns cs = {0};
	struct entries es = {0};
	check_top_files(g);
	find_columns(g, &cs);
	order_columns(g, &cs);
	for (size_t i = 0; i < site->n_columns; i++)
		find_entries(g, &site->columns[i], &es);
	site->entries = es.list.items;
	site->n_entries = es.list.n;
	for (size_t i = 0; i < site->n_entries; i++)
		gather_entry(g, site->entries[i]);
}
