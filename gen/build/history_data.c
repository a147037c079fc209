/* SPDX-License-Identifier: MIT */
/* The data of a version: read as that of today is, from what its commit had beside its text. */
#include "base/arena.h"
#include "base/path.h"
#include "base/utf8.h"
#include "build/data_file.h"
#include "build/history.h"
#include "parse/csv.h"
#include "parse/xlsx.h"
#include "parse/yaml.h"
#include "resolve/form.h"
#include "resolve/party.h"
#include "resolve/record.h"

struct past_data {
	struct arena *arena;
	const struct version_of_entry *version;
	struct diags *unheard;
	struct party_finder finder;
	bool bad; /* there is a file that cannot be read */
};

static const struct kept_file *find_file(const struct past_data *p, struct str name)
{
	for (size_t i = 0; i < p->version->n_files; i++)
		if (str_eq(p->version->files[i].name, name))
			return &p->version->files[i];
	return NULL;
}

/* What its office saved as GB18030 is read as that, here too. */
static bool parse_file(const struct past_data *p, const struct kept_file *f, struct value *ret)
{
	struct str ext = path_ext(f->name), text = f->bytes;
	struct source *source;
	if (str_eq(ext, STR("xlsx")))
		return xlsx_parse(p->arena, f->name, text, ret, &source, p->unheard);
	if (utf8_invalid(text) != SIZE_MAX && !utf8_from_gb18030(p->arena, f->bytes, &text))
		return false;
	source = history_source(p->arena, f->name, text);
	return str_eq(ext, STR("csv"))
		       ? csv_parse(p->arena, source, ret, p->unheard)
		       : yaml_parse(p->arena, source, source->text, ret, p->unheard);
}

static struct records read_table(struct past_data *p, const char *stem, const struct schema *schema)
{
	static const char *const kinds[] = {".csv", ".yaml", ".xlsx"};
	struct records records = {0};
	struct value *rows = NEW(p->arena, struct value);
	const struct kept_file *f = NULL;
	size_t kind = 0;
	for (; kind < ARRAY_LEN(kinds) && !f; kind++)
		f = find_file(p, STR_CAT(p->arena, str_from(stem), str_from(kinds[kind])));
	if (!f)
		return records;
	if (!f->bytes.n || !parse_file(p, f, rows)) {
		p->bad = true;
		return records;
	}
	struct reader r = {.arena = p->arena,
		.diags = p->unheard,
		.table = !str_eq(path_ext(f->name), STR("yaml"))};
	return records_read(&r, schema, rows);
}

static void read_schedule(struct past_data *p, struct entry *then)
{
	struct value *map = NEW(p->arena, struct value);
	const struct kept_file *f = find_file(p, STR("schedule.yaml"));
	struct schedule *s = NEW(p->arena, struct schedule);
	if (!f)
		return;
	if (!parse_file(p, f, map) || map->kind != VALUE_MAP) {
		p->bad = true;
		return;
	}
	struct reader r = {.arena = p->arena, .diags = p->unheard};
	record_read(&r, &schedule_schema, map, s);
	data_put_schedule(then, s);
}

/* Which forms there were: by their names, as one after the other is numbered on paper. */
static void read_forms(struct past_data *p, struct entry *then)
{
	then->forms = NEW_N(p->arena, struct form, p->version->n_files + 1);
	for (size_t i = 0; i < p->version->n_files; i++) {
		const struct kept_file *f = &p->version->files[i];
		struct value *map = NEW(p->arena, struct value);
		if (!str_starts(f->name, STR("forms/")))
			continue;
		if (!parse_file(p, f, map) || map->kind != VALUE_MAP) {
			p->bad = true;
			continue;
		}
		struct reader r = {.arena = p->arena, .diags = p->unheard};
		struct form *form = &then->forms[then->n_forms++];
		record_read(&r, &form_schema, map, form);
		form->id.s = path_stem(path_base(f->name));
		form_resolve(&r, form);
	}
}

/* Once all is there: a name may mean a group of the entry's own. */
static void find_parties(struct past_data *p, struct entry *then)
{
	struct schedule s = data_schedule(then);
	p->finder.groups = then->groups;
	p->finder.n_groups = then->n_groups;
	for (size_t i = 0; i < N_DATA_FILES; i++) {
		struct records records = data_file_get(&data_files[i], then);
		records_find_parties(&p->finder, data_files[i].schema, &records);
	}
	record_find_parties(&p->finder, &schedule_schema, &s);
}

bool history_data(struct arena *a, const struct site *site, const struct version_of_entry *v,
	struct entry *then)
{
	struct diags unheard = diags_new(a, site->lang, false);
	struct past_data p = {.arena = a,
		.version = v,
		.unheard = &unheard,
		.finder = {.arena = a,
			.diags = &unheard,
			.reg = &site->parties,
			.as_of = site->as_of}};
	for (size_t i = 0; i < N_DATA_FILES; i++) {
		const struct data_file *f = &data_files[i];
		if (f->compared)
			data_file_put(f, then, read_table(&p, f->stem, f->schema));
	}
	read_schedule(&p, then);
	read_forms(&p, then);
	find_parties(&p, then);
	return !p.bad;
}
