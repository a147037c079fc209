/* SPDX-License-Identifier: MIT */
/* The files beside an entry: tables and lists by their names, forms, attachments, pictures. */
#include "base/arena.h"
#include "base/nearest.h"
#include "base/path.h"
#include "base/vec.h"
#include "build/data_file.h"
#include "build/gather.h"
#include "doc/messages.h"
#include "load/load.h"
#include "parse/front_matter.h"
#include "parse/yaml.h"
#include "resolve/form.h"

struct entry_files {
	struct gathering *g;
	struct entry *e;
	const struct content_file *files;
	size_t n;
};

static struct span at_file(const struct gathering *g, struct str name)
{
	return span_file(source_new(g->arena, gather_shown(g, name), STR_NONE));
}

/* --- tables --- */

static void read_data_file(struct gathering *g, struct entry *e, const struct data_file *f)
{
	struct table_file t;
	if (!gather_table(g, path_join(g->arena, e->dir, str_from(f->stem)), &t))
		return;
	struct reader r = {.arena = g->arena, .diags = g->diags, .table = t.is_sheet};
	struct value *rows = NEW(g->arena, struct value);
	*rows = t.rows;
	data_file_put(f, e, records_read(&r, f->schema, rows));
}

static void read_schedule(struct gathering *g, struct entry *e)
{
	/* Three lists in one file: no table, so it is YAML always. */
	const struct content_file *f =
		gather_find(g, path_join(g->arena, e->dir, STR("schedule.yaml")));
	struct source *src =
		f ? load_text(g->arena, f->disk, gather_shown(g, f->name), g->diags) : NULL;
	struct value *map = NEW(g->arena, struct value);
	if (!src || !yaml_parse(g->arena, src, src->text, map, g->diags))
		return;
	struct reader r = {.arena = g->arena, .diags = g->diags};
	struct schedule *s = NEW(g->arena, struct schedule);
	record_read(&r, &schedule_schema, map, s);
	data_put_schedule(e, s);
}

/* --- forms --- */

static bool read_form(struct gathering *g, const struct content_file *f, struct form *form)
{
	struct source *src = load_text(g->arena, f->disk, gather_shown(g, f->name), g->diags);
	struct value *map = NEW(g->arena, struct value);
	if (!src || !yaml_parse(g->arena, src, src->text, map, g->diags))
		return false;
	struct reader r = {.arena = g->arena, .diags = g->diags};
	record_read(&r, &form_schema, map, form);
	form->id = (struct text){path_stem(path_base(f->name)), span_file(src)};
	if (!id_is_valid(form->id.s))
		diag_add(g->diags, MSG(id_form), span_file(src),
			ARGS(form->id.s, id_from_title(g->arena, form->id.s)));
	form_resolve(&r, form);
	return true;
}

static void read_forms(struct entry_files *ef)
{
	struct str folder = STR_CAT(ef->g->arena, ef->e->dir, STR("/forms/"));
	size_t n = 0;
	for (size_t i = 0; i < ef->n; i++)
		n += str_starts(ef->files[i].name, folder);
	ef->e->forms = NEW_N(ef->g->arena, struct form, n);
	for (size_t i = 0; i < ef->n; i++) {
		const struct content_file *f = &ef->files[i];
		if (!str_starts(f->name, folder))
			continue;
		if (!str_eq(path_ext(f->name), STR("yaml")))
			diag_add(ef->g->diags, MSG(file_unknown), at_file(ef->g, f->name),
				ARGS(path_base(f->name)));
		else if (read_form(ef->g, f, &ef->e->forms[ef->e->n_forms]))
			ef->e->n_forms++;
	}
}

/* --- everything else that lies there --- */

static bool is_data_name(struct arena *a, struct str name, struct nearest *near)
{
	struct str ext = gather_table_ext(name);
	static const char *const lists[] = {"schedule.yaml", "rota.lock.csv"};
	for (size_t i = 0; i < ARRAY_LEN(lists); i++) {
		nearest_try(near, str_from(lists[i]));
		if (str_eq(name, str_from(lists[i])))
			return true;
	}
	struct str received = STR_CAT(a, STR("received."), ext);
	nearest_try(near, received);
	if (str_eq(name, received))
		return true;
	for (size_t i = 0; i < N_DATA_FILES; i++) {
		struct str known = STR_CAT(a, str_from(data_files[i].stem), STR("."), ext);
		nearest_try(near, known);
		if (str_eq(name, known))
			return true;
	}
	return false;
}

/* Names in the front matter make a table an attachment and not a mistyped data file. */
static bool is_attached(const struct entry *e, struct str name)
{
	for (size_t i = 0; i < e->front.attachments.n; i++)
		if (str_eq(e->front.attachments.items[i].s, name))
			return true;
	return false;
}

static void sort_file(struct entry_files *ef, const struct content_file *f, struct asset *assets)
{
	struct gathering *g = ef->g;
	struct str name = str_after(f->name, ef->e->dir.n + 1);
	struct str ext = path_ext(name);
	struct nearest near = nearest_to(name);
	if (gather_old_office(g, f->name) || str_starts(name, STR("forms/")) ||
		str_eq(name, STR("index.md")) || str_starts(name, STR("submissions/")) ||
		is_data_name(g->arena, name, &near))
		return;
	if (str_starts(name, STR("index.")) && str_eq(ext, STR("md"))) {
		diag_add(g->diags, MSG(later), at_file(g, f->name), ARGS(name));
		return;
	}
	bool table = str_eq(ext, gather_table_ext(name)) || str_eq(ext, STR("yml"));
	if (table && !is_attached(ef->e, name)) {
		diag_add(g->diags, MSG(file_unknown), at_file(g, f->name), ARGS(name, near.best));
		return;
	}
	assets[ef->e->n_assets++] = (struct asset){.name = name, .path = f->disk, .size = f->size};
}

/* --- attachments --- */

/* The first "# " line of a Markdown attachment is its title. */
static struct str first_heading(struct str text)
{
	while (text.n) {
		struct str line = str_line(&text);
		if (!str_starts(line, STR("# ")))
			continue;
		struct str title = str_trim(str_after(line, 2));
		size_t attr = str_find(title, STR("{#"));
		return str_trim(str_sub(title, 0, attr == SIZE_MAX ? title.n : attr));
	}
	return STR_NONE;
}

static bool find_attachment(struct entry_files *ef, struct text name, struct attachment *ret)
{
	struct gathering *g = ef->g;
	struct entry *e = ef->e;
	*ret = (struct attachment){.name = name, .title = path_stem(path_base(name.s))};
	if (str_starts(name.s, STR("forms/"))) {
		ret->form = entry_form(e, str_after(name.s, 6));
		ret->kind = ATTACH_FORM;
		ret->title = ret->form ? ret->form->title.s : STR_NONE;
		return ret->form != NULL;
	}
	for (size_t i = 0; i < e->n_assets; i++) {
		const struct asset *asset = &e->assets[i];
		if (!str_eq(asset->name, name.s))
			continue;
		ret->kind = ATTACH_FILE;
		ret->asset = asset;
		if (str_eq(path_ext(name.s), STR("md"))) {
			ret->kind = ATTACH_TEXT;
			ret->source = load_text(g->arena, asset->path,
				gather_shown(g, path_join(g->arena, e->dir, name.s)), g->diags);
			struct str title =
				ret->source ? first_heading(ret->source->text) : STR_NONE;
			ret->title = title.n ? title : ret->title;
			return ret->source != NULL;
		}
		return true;
	}
	return false;
}

/* Of 附件2 it is 2; what has none comes last. */
static int64_t written_number(const struct form *f)
{
	struct str s = f->number.s;
	int64_t no = INT64_MAX;
	size_t from = 0, end;
	while (from < s.n && !char_is_digit(s.p[from]))
		from++;
	for (end = from; end < s.n && char_is_digit(s.p[end]);)
		end++;
	return str_to_int(str_sub(s, from, end), &no) ? no : INT64_MAX;
}

/* Forms come as they are numbered among the attachments, then as their own numbers say, then by
 * name. */
static void order_forms(struct entry_files *ef)
{
	struct entry *e = ef->e;
	struct form *ordered = NEW_N(ef->g->arena, struct form, e->n_forms);
	bool *taken = NEW_N(ef->g->arena, bool, e->n_forms);
	size_t n = 0;
	for (size_t i = 0; i < e->front.attachments.n; i++) {
		struct str name = e->front.attachments.items[i].s;
		for (size_t k = 0; k < e->n_forms; k++)
			if (!taken[k] && str_starts(name, STR("forms/")) &&
				str_eq(e->forms[k].id.s, str_after(name, 6))) {
				taken[k] = true;
				ordered[n++] = e->forms[k];
			}
	}
	for (size_t k = 0, first = n; k < e->n_forms; k++) {
		size_t at = n;
		if (taken[k])
			continue;
		for (; at > first &&
			written_number(&ordered[at - 1]) > written_number(&e->forms[k]);
			at--)
			ordered[at] = ordered[at - 1];
		ordered[at] = e->forms[k];
		n++;
	}
	e->forms = ordered;
}

static void read_attachments(struct entry_files *ef)
{
	struct entry *e = ef->e;
	const struct texts *names = &e->front.attachments;
	e->attachments = NEW_N(ef->g->arena, struct attachment, names->n);
	for (size_t i = 0; i < names->n; i++) {
		struct attachment *a = &e->attachments[e->n_attachments];
		if (find_attachment(ef, names->items[i], a)) {
			e->n_attachments++;
			continue;
		}
		struct nearest near = nearest_to(names->items[i].s);
		for (size_t k = 0; k < e->n_forms; k++)
			nearest_try(&near, STR_CAT(ef->g->arena, STR("forms/"), e->forms[k].id.s));
		for (size_t k = 0; k < e->n_assets; k++)
			nearest_try(&near, e->assets[k].name);
		diag_add(ef->g->diags, MSG(attachment_missing), names->items[i].at,
			ARGS(names->items[i].s, near.best));
	}
}

void gather_data(struct gathering *g, struct entry *e, const struct content_file *files, size_t n)
{
	struct entry_files ef = {g, e, files, n};
	if (e->dir.n) {
		read_schedule(g, e);
		for (size_t i = 0; i < N_DATA_FILES; i++)
			read_data_file(g, e, &data_files[i]);
		read_forms(&ef);
		order_forms(&ef);
		e->assets = NEW_N(g->arena, struct asset, n);
		for (size_t i = 0; i < n; i++)
			sort_file(&ef, &files[i], e->assets);
	}
	read_attachments(&ef);
}
