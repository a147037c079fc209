/* SPDX-License-Identifier: MIT */
#include "build/gather.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/path.h"
#include "build/apart.h"
#include "doc/messages.h"
#include "load/load.h"
#include "parse/csv.h"
#include "parse/xlsx.h"
#include "parse/yaml.h"
#include "resolve/checklist.h"
#include "resolve/dates.h"
#include "resolve/site.h"
#include "resolve/target_progress.h"

static int by_name(const void *key, const void *item)
{
	const struct content_file *f = item;
	return str_cmp(*(const struct str *)key, f->name);
}

const struct content_file *gather_find(const struct gathering *g, struct str name)
{
	if (!g->files.list.n)
		return NULL;
	return bsearch(
		&name, g->files.list.items, g->files.list.n, sizeof(struct content_file), by_name);
}

struct str gather_shown(const struct gathering *g, struct str name)
{
	return g->as_called ? name : STR_CAT(g->arena, STR("content/"), name);
}

bool gather_old_office(struct gathering *g, struct str name)
{
	static const char *const old[][3] = {{"xls", "xlsx", "Excel"}, {"et", "xlsx", "Excel"},
		{"doc", "docx", "Word"}, {"wps", "docx", "Word"}};
	for (size_t i = 0; i < ARRAY_LEN(old); i++) {
		if (!str_eq_nocase(path_ext(name), str_from(old[i][0])))
			continue;
		diag_add(g->diags, MSG(old_office_file),
			span_file(source_new(g->arena, gather_shown(g, name), STR_NONE)),
			ARGS(path_ext(name), str_from(old[i][1]), str_from(old[i][2])));
		return true;
	}
	return false;
}

struct str gather_table_ext(struct str name)
{
	struct str ext = path_ext(name);
	if (str_eq(ext, STR("yml")))
		return STR("yaml");
	return str_eq(ext, STR("yaml")) || str_eq(ext, STR("xlsx")) ? ext : STR("csv");
}

static bool read_csv(struct gathering *g, const struct content_file *f, struct table_file *t)
{
	t->source = load_table(g->arena, f->disk, gather_shown(g, f->name), g->diags);
	t->is_sheet = true;
	/* Rows that did fit are read all the same, so that their mistakes are told as well. */
	if (t->source)
		csv_parse(g->arena, t->source, &t->rows, g->diags);
	return t->source != NULL;
}

static bool read_yaml(struct gathering *g, const struct content_file *f, struct table_file *t)
{
	t->source = load_text(g->arena, f->disk, gather_shown(g, f->name), g->diags);
	return t->source && yaml_parse(g->arena, t->source, t->source->text, &t->rows, g->diags);
}

static bool read_xlsx(struct gathering *g, const struct content_file *f, struct table_file *t)
{
	struct str bytes, name = gather_shown(g, f->name);
	t->is_sheet = true;
	if (load_bytes(g->arena, f->disk, name, &bytes, g->diags))
		xlsx_parse(g->arena, name, bytes, &t->rows, &t->source, g->diags);
	return t->source != NULL;
}

bool gather_table_file(
	struct gathering *g, const struct content_file *f, struct table_file *ret_table)
{
	struct str ext = gather_table_ext(f->name);
	*ret_table = (struct table_file){0};
	if (str_eq(ext, STR("xlsx")))
		return read_xlsx(g, f, ret_table);
	return str_eq(ext, STR("yaml")) ? read_yaml(g, f, ret_table) : read_csv(g, f, ret_table);
}

bool gather_table(struct gathering *g, struct str stem, struct table_file *t)
{
	*t = (struct table_file){0};
	const struct content_file *csv = gather_find(g, STR_CAT(g->arena, stem, STR(".csv")));
	const struct content_file *yaml = gather_find(g, STR_CAT(g->arena, stem, STR(".yaml")));
	const struct content_file *xlsx = gather_find(g, STR_CAT(g->arena, stem, STR(".xlsx")));
	const struct content_file *first = csv ? csv : yaml ? yaml : xlsx;
	const struct content_file *second = csv && yaml ? yaml : first != xlsx ? xlsx : NULL;
	if (second)
		diag_add(g->diags, MSG(table_twice),
			span_file(source_new(g->arena, gather_shown(g, second->name), STR_NONE)),
			ARGS(path_base(first->name), path_base(second->name)));
	return first && gather_table_file(g, first, t);
}

struct site *gather(struct arena *a, const struct gather_options *opt, struct diags *d)
{
	struct gathering g = {
		.arena = a, .opt = opt, .diags = d, .pdf_reader = gather_pdf_reader(a)};
	struct str yaml = path_join(a, opt->dir, STR("content/site.yaml"));
	if (!file_exists(str_cstr(a, yaml)) || file_is_dir(str_cstr(a, yaml))) {
		diag_add(d, MSG(site_missing), SPAN_NONE, NO_ARGS);
		return NULL;
	}
	g.site = NEW(a, struct site);
	g.site->dir = opt->dir;
	g.site->shipped = opt->shipped;
	g.site->drafts = opt->drafts;
	load_tree(a, opt->dir, STR("content"), &g.files, d);
	load_tree(a, opt->dir, STR("static"), &g.site->static_files, d);
	g.scratch = arena_new();
	gather_site(&g);
	gather_register(&g);
	gather_free_data(&g);
	gather_entries(&g);
	site_link(a, g.site, d);
	for (size_t i = 0; i < g.site->n_entries; i++) {
		gather_filters(&g, g.site->entries[i]->front.filters, &g.site->entries[i]->filters);
		dates_resolve(a, g.site, g.site->entries[i], d);
		checklists_link(a, g.site, g.site->entries[i], d);
		targets_link(a, g.site, g.site->entries[i], d);
		if (opt->returns)
			gather_wanted_returns(&g, g.site->entries[i]);
		else
			gather_returns(&g, g.site->entries[i]);
	}
	apart_close(g.pdf_reader);
	arena_free(g.scratch);
	return g.site;
}
