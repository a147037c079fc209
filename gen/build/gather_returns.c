/* SPDX-License-Identifier: MIT */
/* What came in: submissions/<form>/[<period>/]*, and received.csv. One file is read at a time. */
#include <stdlib.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/nearest.h"
#include "base/path.h"
#include "base/vec.h"
#include "build/gather.h"
#include "doc/messages.h"
#include "load/load.h"
#include "parse/docx.h"
#include "parse/json.h"
#include "parse/xfdf.h"
#include "resolve/board.h"
#include "resolve/collect.h"
#include "resolve/document.h"
#include "resolve/record.h"

enum { CALLED_DEPTH = 8 };
enum { RETURN_MB = 1, TABLE_MB = 16, DOCX_MB = 16, PDF_MB = 32 }; /* a return of 1 MB is a book */

/* A file below submissions/ by its place in the list of the site's files. */
struct came {
	struct str name; /* below submissions/ */
	day_t received;
	const struct receipt *by; /* the row of received.csv that says so; NULL: its name does */
};

struct same_name { /* files of one name in several folders */
	size_t first, n;
};

struct returns {
	struct gathering *g;
	struct gathering file; /* the same while one file is read, into scratch */
	struct arena *arena;   /* of the entry's returns */
	struct entry *e;
	const struct content_file *files;
	struct came *came; /* as files */
	size_t n;
	size_t first, end;	       /* of the files those that are read */
	struct diags own, told;	       /* of the entry's returns, and of the file */
	struct returns_wanted *wanted; /* or NULL */
	struct board_set *boards;
	struct collector *collectors; /* as the entry's forms; those that add up */
	struct answer_reader reader;
	struct map names; /* id of a form to struct form_names */
	/* Of the folder that the files before lay in. */
	struct str folder;
	struct when period;
	const struct form_names *form;
	struct span folder_at;
	bool folder_good;
};

static bool as_called(const struct returns *rs)
{
	return rs->wanted && rs->wanted->n_files;
}

static struct span at_name(struct returns *rs, struct str name)
{
	if (as_called(rs))
		return span_file(source_new(rs->arena, name, STR_NONE));
	struct str shown = STR_CAT(rs->arena, STR("content/"), rs->e->dir, STR("/submissions"),
		name.n ? STR("/") : STR_NONE, name);
	return span_file(source_new(rs->arena, shown, STR_NONE));
}

static bool is_receipts(struct str name)
{
	return str_eq(path_stem(path_base(name)), STR("received")) &&
	       (str_eq(gather_table_ext(name), path_ext(name)));
}

/* --- the day of receipt --- */

/* "2026-09-21" at the beginning of the name; what looks like one and is no day is told. */
static day_t day_of_name(struct returns *rs, struct str name)
{
	static const char shape[] = "0000-00-00";
	struct str base = path_base(name), front = str_sub(base, 0, sizeof(shape) - 1);
	struct when w;
	for (size_t i = 0; i < sizeof(shape) - 1; i++) {
		bool digit = i < base.n && base.p[i] >= '0' && base.p[i] <= '9';
		if (i >= base.n || (shape[i] == '0' ? !digit : base.p[i] != '-'))
			return DAY_NONE;
	}
	if (base.n > front.n && base.p[front.n] >= '0' && base.p[front.n] <= '9')
		return DAY_NONE;
	if (date_parse(front, 0, &w) == DATE_OK)
		return w.first;
	diag_add(&rs->own, MSG(date_no_such_day), at_name(rs, name), ARGS(front));
	return DAY_NONE;
}

static void index_files(struct returns *rs, struct map *by_path, struct map *by_base)
{
	for (size_t i = 0; i < rs->n; i++) {
		struct came *c = &rs->came[i];
		struct str base = path_base(c->name);
		const struct same_name *had = map_get(by_base, base);
		struct same_name *same = NEW_N(rs->arena, struct same_name, 2);
		same[0] = had ? *had : (struct same_name){.first = i};
		same[0].n++;
		same[1] = (struct same_name){.first = i, .n = 1};
		map_put(rs->arena, by_path, c->name, &same[1]);
		map_put(rs->arena, by_base, base, &same[0]);
	}
}

/* One that is named from the folder of the list, else the only one of that name; SIZE_MAX: none. */
static size_t find_file(struct returns *rs, struct str folder, const struct receipt *row,
	const struct map *by_path, const struct map *by_base)
{
	struct str path = row->file.s, clean;
	if (str_starts(path, STR("submissions/")))
		path = str_after(path, STR("submissions/").n);
	if (!path_clean(rs->arena, path_join(rs->arena, folder, path), &clean))
		clean = STR_NONE;
	const struct same_name *found = map_get(by_path, clean);
	const struct same_name *same = map_get(by_base, path);
	if (!found && same && same->n == 1)
		found = same;
	if (found)
		return found->first;
	struct nearest near = nearest_to(path);
	for (size_t i = 0; i < rs->n; i++)
		nearest_try(&near, path_base(rs->came[i].name));
	if (same)
		diag_add(&rs->own, MSG(receipt_several), row->file.at,
			ARGS(row->file.s, rs->came[same->first].name));
	else
		diag_add(
			&rs->own, MSG(receipt_unknown), row->file.at, ARGS(row->file.s, near.best));
	return SIZE_MAX;
}

static void take_receipt(struct returns *rs, struct came *c, const struct receipt *row)
{
	if (row->date.kind == WHEN_NONE || !day_is_known(row->date.first))
		return;
	if (c->received != DAY_NONE && c->received != row->date.first)
		diag_add(&rs->own, MSG(receipt_differs), row->date.at,
			ARGS(row->date.written, c->name, day_iso(rs->arena, c->received)));
	c->received = row->date.first;
	c->by = row;
}

static void read_receipts(struct returns *rs, struct str stem, struct str folder,
	const struct map *by_path, const struct map *by_base)
{
	struct table_file t;
	struct gathering g = *rs->g;
	g.arena = rs->arena;
	g.diags = &rs->own;
	if (!gather_table(&g, stem, &t))
		return;
	struct reader r = {.arena = rs->arena, .diags = g.diags, .table = t.is_sheet};
	struct records rows = records_read(&r, &receipt_schema, &t.rows);
	const struct receipt *list = rows.items;
	for (size_t i = 0; i < rows.n; i++) {
		if (!list[i].file.s.n)
			continue;
		size_t at = find_file(rs, folder, &list[i], by_path, by_base);
		if (at < rs->n)
			take_receipt(rs, &rs->came[at], &list[i]);
	}
}

/* From the name, then from the lists: beside the entry and in any folder of submissions/. */
static void find_days(struct returns *rs)
{
	struct map by_path = {0}, by_base = {0}, read = {0};
	struct str dir = STR_CAT(rs->arena, rs->e->dir, STR("/submissions/"));
	for (size_t i = 0; i < rs->n; i++) {
		struct came *c = &rs->came[i];
		c->name = str_after(rs->files[i].name, as_called(rs) ? 0 : dir.n);
		c->received = day_of_name(rs, c->name);
	}
	if (as_called(rs))
		return;
	index_files(rs, &by_path, &by_base);
	read_receipts(
		rs, STR_CAT(rs->arena, rs->e->dir, STR("/received")), STR_NONE, &by_path, &by_base);
	for (size_t i = 0; i < rs->n; i++) {
		struct str stem = path_stem(rs->files[i].name);
		if (!is_receipts(rs->came[i].name) || map_put(rs->arena, &read, stem, rs))
			continue;
		read_receipts(rs, stem, path_dir(rs->came[i].name), &by_path, &by_base);
	}
}

/* --- folders --- */

static const struct form_names *names_of(struct returns *rs, struct str id)
{
	const struct form_names *known = map_get(&rs->names, id);
	const struct form *form = entry_form(rs->e, id);
	if (known || !form)
		return known;
	struct form_names *names = NEW(rs->arena, struct form_names);
	*names = form_names_new(rs->arena, rs->g->site, rs->e, form);
	map_put(rs->arena, &rs->names, form->id.s, names);
	return names;
}

static void tell_no_form(struct returns *rs, struct str id)
{
	struct nearest near = nearest_to(id);
	for (size_t i = 0; i < rs->e->n_forms; i++)
		nearest_try(&near, rs->e->forms[i].id.s);
	diag_add(&rs->own, MSG(form_unknown), rs->folder_at, ARGS(id, near.best));
}

static void enter_folder(struct returns *rs, struct str folder)
{
	struct str rest = folder, id = str_cut(&rest, '/');
	rs->folder = folder;
	rs->folder_at = at_name(rs, folder);
	rs->period = (struct when){.first = DAY_NONE, .last = DAY_NONE, .minutes = -1};
	rs->form = names_of(rs, id);
	rs->folder_good = false;
	if (!folder.n || str_find_char(rest, '/') != SIZE_MAX)
		diag_add(&rs->own, MSG(return_place), rs->folder_at, NO_ARGS);
	else if (!rs->form)
		tell_no_form(rs, id);
	else if (rest.n && answer_term(rs->arena, rest, &rs->period) != DATE_OK)
		diag_add(&rs->own, MSG(return_folder), rs->folder_at, ARGS(rest));
	else
		rs->folder_good = true;
}

/* A file that the call names: of the form that it names, and of the period of its folder if that is
 * called by one. */
static void enter_called(struct returns *rs, struct str folder)
{
	struct str last = path_base(folder);
	rs->form = names_of(rs, path_base(rs->wanted->form));
	rs->folder_at = at_name(rs, folder);
	rs->folder_good = true;
	if (!last.n || answer_term(rs->arena, last, &rs->period) != DATE_OK)
		rs->period = (struct when){.first = DAY_NONE, .last = DAY_NONE, .minutes = -1};
}

/* --- files --- */

/* For the results, as of the day of the build. */
static void add_up(struct returns *rs, const struct filled_form *f, const struct return_file *from,
	const struct return_place *place)
{
	const struct form *form = f->names->form;
	struct collector *c = &rs->collectors[form - rs->e->forms];
	if (!form->summary.n || (from->received != DAY_NONE && from->received > rs->g->site->as_of))
		return;
	if (!c->all)
		*c = collector_new(rs->arena, rs->e, form);
	collector_take(c, f, from, place);
}

static void take(struct returns *rs, const struct came *c, struct filled_form *f, uint32_t row)
{
	struct return_file from = {.name = c->name,
		.period = rs->period,
		.folder = rs->folder_at,
		.received = c->received,
		.row = row};
	if (f->draft) {
		diag_add(&rs->told, MSG(return_draft), f->at, NO_ARGS);
		return;
	}
	return_tell(&rs->reader, f);
	struct return_place place = boards_take(rs->boards, &rs->reader, f, &from);
	if (rs->wanted)
		rs->wanted->take(rs->wanted->context, f, &from, &place);
	else
		add_up(rs, f, &from, &place);
}

static void read_json(struct returns *rs, const struct came *c, const struct content_file *file)
{
	struct gathering *g = &rs->file;
	struct value json;
	struct filled_form f;
	struct source *src = load_text(g->arena, file->disk, gather_shown(g, file->name), g->diags);
	if (src && src->text.n > (size_t)RETURN_MB << 20)
		diag_add(g->diags, MSG(file_too_big), span_file(src),
			ARGS(str_printf(g->arena, "%d", RETURN_MB)));
	else if (src && json_parse(g->arena, src, &json, g->diags) &&
		 return_from_json(&rs->reader, rs->form, &json, &f))
		take(rs, c, &f, 0);
}

static void read_rows(struct returns *rs, const struct came *c, const struct content_file *file)
{
	struct table_file t;
	if (!gather_table_file(&rs->file, file, &t))
		return;
	for (size_t i = 0; i < t.rows.n; i++) {
		struct filled_form f;
		return_from_row(&rs->reader, rs->form, &t.rows.items[i], &f);
		take(rs, c, &f, span_place(f.at).line);
	}
}

/* The fields of a filled PDF or XFDF, told at the file: what is in it has no lines to show. */
static void take_fields(struct returns *rs, const struct came *c, const struct content_file *file,
	const struct value *fields)
{
	struct filled_form f;
	struct gathering *g = &rs->file;
	struct span at = span_file(source_new(g->arena, gather_shown(g, file->name), STR_NONE));
	if (return_from_fields(&rs->reader, rs->form, fields, at, &f))
		take(rs, c, &f, 0);
}

static void read_xfdf(struct returns *rs, const struct came *c, const struct content_file *file)
{
	struct gathering *g = &rs->file;
	struct value fields;
	struct source *src = load_text(g->arena, file->disk, gather_shown(g, file->name), g->diags);
	if (src && xfdf_parse(g->arena, src, &fields, g->diags))
		take_fields(rs, c, file, &fields);
}

static void read_pdf(struct returns *rs, const struct came *c, const struct content_file *file)
{
	struct gathering *g = &rs->file;
	struct value fields;
	if (gather_pdf_fields(g, file, &fields))
		take_fields(rs, c, file, &fields);
}

static const struct message *document_message(enum docx_fault fault)
{
	switch (fault) {
	case DOCX_PASSWORD:
		return MSG(return_encrypted);
	case DOCX_MACROS:
		return MSG(return_macros);
	case DOCX_EXTERNAL:
		return MSG(return_external);
	case DOCX_LARGE:
		return MSG(return_large);
	case DOCX_FINE:
	case DOCX_BROKEN:
		break;
	}
	return MSG(return_broken);
}

static void read_docx(struct returns *rs, const struct came *c, const struct content_file *file)
{
	struct gathering *g = &rs->file;
	struct str bytes, shown = gather_shown(g, file->name);
	struct value doc;
	if (!load_bytes(g->arena, file->disk, shown, &bytes, g->diags))
		return;
	enum docx_fault fault = docx_read(g->arena, bytes, &doc);
	if (fault) {
		diag_add(g->diags, document_message(fault),
			span_file(source_new(g->arena, shown, STR_NONE)), NO_ARGS);
		return;
	}
	struct value fields = document_fields(g->arena, rs->form->form, &doc);
	take_fields(rs, c, file, &fields);
}

struct kind {
	const char *ext;
	void (*read)(struct returns *rs, const struct came *c, const struct content_file *file);
	int most_mb;
};

static const struct kind kinds[] = {
	{"json", read_json, RETURN_MB},
	{"csv", read_rows, TABLE_MB},
	{"xlsx", read_rows, TABLE_MB},
	{"pdf", read_pdf, PDF_MB},
	{"xfdf", read_xfdf, RETURN_MB},
	{"docx", read_docx, DOCX_MB},
};

static const struct kind *kind_of(struct str name)
{
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
		if (str_eq_nocase(path_ext(name), str_from(kinds[i].ext)))
			return &kinds[i];
	return NULL;
}

static void read_file(struct returns *rs, const struct came *c, const struct content_file *file)
{
	struct gathering *g = &rs->file;
	const struct kind *kind = kind_of(file->name);
	struct span at = span_file(source_new(g->arena, gather_shown(g, file->name), STR_NONE));
	if (!kind && gather_old_office(g, file->name))
		return;
	if (!kind)
		diag_add(g->diags, MSG(return_kind), at, ARGS(path_base(file->name)));
	else if (file->size > (uint64_t)kind->most_mb << 20)
		diag_add(g->diags, MSG(file_too_big), at,
			ARGS(str_printf(g->arena, "%d", kind->most_mb)));
	else
		kind->read(rs, c, file);
}

/* What a file says dies with it; only what is wrong with it and its place on a board is kept. */
static void read_one(struct returns *rs, size_t i)
{
	struct arena *scratch = rs->g->scratch;
	struct str folder = path_dir(rs->came[i].name);
	if (is_receipts(rs->came[i].name))
		return;
	if (as_called(rs))
		enter_called(rs, folder);
	else if (!rs->folder_at.src || !str_eq(folder, rs->folder))
		enter_folder(rs, folder);
	if (!rs->folder_good)
		return;
	rs->told = diags_new(scratch, rs->own.lang, rs->own.strict);
	rs->file = *rs->g;
	rs->file.as_called = as_called(rs);
	rs->file.arena = scratch;
	rs->file.diags = &rs->told;
	rs->reader.arena = scratch;
	rs->reader.diags = &rs->told;
	read_file(rs, &rs->came[i], &rs->files[i]);
	diags_take(&rs->own, &rs->told);
	arena_reset(scratch);
}

/* Once a form: of how many the day is not known. */
static void tell_undated(struct returns *rs)
{
	size_t n = 0;
	if (as_called(rs))
		return; /* their rows say so */
	for (size_t i = rs->first; i < rs->end; i++) {
		struct str rest = rs->came[i].name, form = str_cut(&rest, '/');
		struct str next = i + 1 < rs->end ? rs->came[i + 1].name : STR_NONE;
		const struct kind *kind = kind_of(rs->came[i].name);
		n += rest.n && kind && !is_receipts(rs->came[i].name) &&
		     rs->came[i].received == DAY_NONE;
		if (n && !str_eq(str_cut(&next, '/'), form)) {
			diag_add(&rs->own, MSG(return_undated), at_name(rs, form),
				ARGS(str_printf(rs->arena, "%zu", n)));
			n = 0;
		}
	}
}

struct called_files {
	VEC(struct content_file) list;
};

/* A folder stands for the files in it and in its folders; one without any, or too deep, is told as
 * a file that is no return. */
static void add_called(struct returns *rs, struct str name, int depth, struct called_files *files)
{
	struct dir_list in = {0};
	size_t before = files->list.n;
	const char *disk = str_cstr(rs->arena, name);
	if (depth < CALLED_DEPTH && file_is_dir(disk))
		dir_read(rs->arena, disk, &in);
	for (size_t i = 0; i < in.list.n; i++) {
		const struct dir_item *item = &in.list.items[i];
		struct str path = path_join(rs->arena, name, item->name);
		if (load_is_leaving(item->name))
			continue;
		if (item->type == FILE_DIR)
			add_called(rs, path, depth + 1, files);
		else
			*vec_push(rs->arena, &files->list) =
				(struct content_file){.name = path, .disk = path};
	}
	if (files->list.n == before)
		*vec_push(rs->arena, &files->list) =
			(struct content_file){.name = name, .disk = name};
}

static void find_called(struct returns *rs)
{
	struct called_files files = {0};
	for (size_t i = 0; i < rs->wanted->n_files; i++)
		add_called(rs, rs->wanted->files[i], 0, &files);
	rs->files = files.list.items;
	rs->n = files.list.n;
}

/* The files below a folder are neighbours in the sorted list. */
static void find_files(struct returns *rs)
{
	const struct gathering *g = rs->g;
	struct str prefix = STR_CAT(g->scratch, rs->e->dir, STR("/submissions/"));
	size_t low = 0, high = g->files.list.n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (str_cmp(g->files.list.items[middle].name, prefix) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	rs->files = g->files.list.items + low;
	while (low + rs->n < g->files.list.n && str_starts(rs->files[rs->n].name, prefix))
		rs->n++;
	arena_reset(g->scratch);
}

static bool is_reported_to(const struct entry *e)
{
	for (size_t i = 0; i < e->n_deadlines; i++)
		if (e->deadlines[i].who.n && e->deadlines[i].form.n)
			return true;
	return false;
}

/* Of the totals only what may be published outlives the returns. */
static void add_results(struct returns *rs)
{
	struct arena *a = rs->g->arena;
	rs->e->results = NEW_N(a, struct form_result, rs->e->n_forms + 1);
	for (size_t i = 0; i < rs->e->n_forms; i++) {
		struct collector *c = &rs->collectors[i];
		if (!c->all)
			continue;
		collector_finish(c);
		rs->e->results[rs->e->n_results++] = collector_result(c, a);
	}
}

static void read_all(struct returns *rs)
{
	rs->collectors = NEW_N(rs->arena, struct collector, rs->e->n_forms + 1);
	rs->own = diags_new(rs->arena, rs->g->diags->lang, rs->g->diags->strict);
	rs->came = NEW_N(rs->arena, struct came, rs->n + 1);
	rs->boards = boards_new(rs->g->arena, rs->arena, rs->g->site, rs->e);
	rs->reader.reg = &rs->g->site->parties;
	find_days(rs);
	for (size_t i = rs->first; i < rs->end; i++)
		read_one(rs, i);
	tell_undated(rs);
	boards_finish(rs->boards, rs->e);
	add_results(rs);
	if (rs->wanted)
		rs->wanted->n_errors = diags_count(&rs->own, LEVEL_ERROR);
	diags_take(rs->g->diags, &rs->own);
}

void gather_returns(struct gathering *g, struct entry *e)
{
	if (e->dormant || !e->dir.n)
		return;
	struct returns rs = {.g = g, .e = e};
	find_files(&rs);
	rs.end = rs.n;
	if (!rs.n && !is_reported_to(e))
		return;
	rs.arena = arena_new();
	read_all(&rs);
	arena_free(rs.arena);
}

/* Those of the folder of that form alone; received.csv may name others all the same. */
static void read_wanted_only(struct returns *rs, struct str form)
{
	struct str dir = STR_CAT(rs->arena, rs->e->dir, STR("/submissions/"), form, STR("/"));
	while (rs->first < rs->n && !str_starts(rs->files[rs->first].name, dir))
		rs->first++;
	rs->end = rs->first;
	while (rs->end < rs->n && str_starts(rs->files[rs->end].name, dir))
		rs->end++;
}

void gather_wanted_returns(struct gathering *g, struct entry *e)
{
	struct returns_wanted *wanted = g->opt->returns;
	const struct form *form = entry_form_called(e, wanted->form);
	if (!form)
		return;
	struct returns rs = {.g = g, .e = e, .wanted = wanted, .arena = arena_new()};
	wanted->found = true;
	if (wanted->n_files) {
		find_called(&rs);
		rs.end = rs.n;
	} else if (e->dir.n) {
		find_files(&rs);
		read_wanted_only(&rs, form->id.s);
	}
	read_all(&rs);
	arena_free(rs.arena);
}
