/* SPDX-License-Identifier: MIT */
/* The data of a version: read as that of today is, from what its commit had beside its text. */
#include "base/arena.h"
#include "base/path.h"
#include "base/utf8.h"
#include "build/history.h"
#include "parse/csv.h"
#include "parse/xlsx.h"
#include "parse/yaml.h"
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
	records = records_read(&r, schema, rows);
	records_find_parties(&p->finder, schema, &records);
	return records;
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
	record_find_parties(&p->finder, &schedule_schema, s);
	then->phases = s->phases.items;
	then->n_phases = s->phases.n;
	then->events = s->events.items;
	then->n_events = s->events.n;
	then->deadlines = s->deadlines.items;
	then->n_deadlines = s->deadlines.n;
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
			.groups = then->groups,
			.n_groups = then->n_groups,
			.as_of = site->as_of}};
	struct records tasks = read_table(&p, "tasks", &task_schema);
	struct records targets = read_table(&p, "targets", &target_schema);
	struct records ledger = read_table(&p, "ledger", &ledger_schema);
	then->tasks = tasks.items;
	then->n_tasks = tasks.n;
	then->targets = targets.items;
	then->n_targets = targets.n;
	then->ledger = ledger.items;
	then->n_ledger = ledger.n;
	read_schedule(&p, then);
	return !p.bad;
}
