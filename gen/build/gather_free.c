/* SPDX-License-Identifier: MIT */
/* content/data/: free data that templates see as data.NAME. */
#include "base/arena.h"
#include "base/path.h"
#include "build/gather.h"
#include "doc/messages.h"
#include "load/load.h"
#include "parse/csv.h"
#include "parse/json.h"
#include "parse/xlsx.h"
#include "parse/xml.h"
#include "parse/yaml.h"

static bool read_yaml(struct gathering *g, const struct content_file *f, struct value *ret)
{
	struct source *src = load_text(g->arena, f->disk, gather_shown(g, f->name), g->diags);
	return src && yaml_parse(g->arena, src, src->text, ret, g->diags);
}

static bool read_json(struct gathering *g, const struct content_file *f, struct value *ret)
{
	struct source *src = load_text(g->arena, f->disk, gather_shown(g, f->name), g->diags);
	return src && json_parse(g->arena, src, ret, g->diags);
}

static bool read_xml(struct gathering *g, const struct content_file *f, struct value *ret)
{
	struct source *src = load_text(g->arena, f->disk, gather_shown(g, f->name), g->diags);
	return src && xml_parse(g->arena, src, ret, g->diags);
}

static bool read_csv(struct gathering *g, const struct content_file *f, struct value *ret)
{
	struct source *src = load_table(g->arena, f->disk, gather_shown(g, f->name), g->diags);
	return src && csv_parse(g->arena, src, ret, g->diags);
}

static bool read_xlsx(struct gathering *g, const struct content_file *f, struct value *ret)
{
	struct str bytes, name = gather_shown(g, f->name);
	struct source *src;
	return load_bytes(g->arena, f->disk, name, &bytes, g->diags) &&
	       xlsx_parse(g->arena, name, bytes, ret, &src, g->diags);
}

/* One row a kind of file. */
static const struct {
	const char *ext;
	bool (*read)(struct gathering *g, const struct content_file *f, struct value *ret);
} kinds[] = {{"yaml", read_yaml}, {"yml", read_yaml}, {"json", read_json}, {"csv", read_csv},
	{"xlsx", read_xlsx}, {"xml", read_xml}};

/* Two files of one name, names.csv and names.json, would hide one another. */
static bool is_taken(
	struct gathering *g, const struct map *seen, struct str stem, const struct content_file *f)
{
	const struct content_file *first = map_get(seen, stem);
	if (!first)
		return false;
	diag_add(g->diags, MSG(data_twice),
		span_file(source_new(g->arena, gather_shown(g, f->name), STR_NONE)),
		ARGS(stem, path_base(first->name)));
	return true;
}

static void read_file(struct gathering *g, struct map *seen, const struct content_file *f)
{
	struct str name = path_base(f->name), stem = path_stem(name), ext = path_ext(name);
	if (gather_old_office(g, f->name) || is_taken(g, seen, stem, f))
		return;
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
		struct value v;
		if (!str_eq(ext, str_from(kinds[i].ext)))
			continue;
		map_put(g->arena, seen, stem, f);
		if (kinds[i].read(g, f, &v))
			value_append(g->arena, &g->site->data, stem, v);
		return;
	}
	diag_add(g->diags, MSG(data_kind),
		span_file(source_new(g->arena, gather_shown(g, f->name), STR_NONE)), ARGS(name));
}

void gather_free_data(struct gathering *g)
{
	struct map seen = {0};
	g->site->data = value_map();
	for (size_t i = 0; i < g->files.list.n; i++)
		if (str_starts(g->files.list.items[i].name, STR("data/")))
			read_file(g, &seen, &g->files.list.items[i]);
}
