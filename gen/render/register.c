/* SPDX-License-Identifier: MIT */
#include "render/register.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/vec.h"
#include "render/csv.h"
#include "render/data_text.h"
#include "render/json.h"

enum register_column {
	INDEX_NO,
	NUMBER,
	TITLE,
	ISSUER,
	ISSUED,
	PUBLISHED,
	EFFECTIVE,
	VALIDITY,
	URL,
	VERSION,
	VERSION_DATE,
	N_COLUMNS
};

static const struct word_row headings[N_COLUMNS] = {{"index_no", "索引号"}, {"number", "文号"},
	{"title", "标题"}, {"issuer", "发文机关"}, {"issued", "成文日期"},
	{"published", "发布日期"}, {"effective", "施行日期"}, {"validity", "有效性"},
	{"url", "网址"}, {"version", "版次"}, {"version_date", "版本日期"}};

struct documents {
	VEC(const struct entry *) list;
};

/* DAY_NONE is less than any day, so what has none comes last. */
static int newest_first(const void *x, const void *y)
{
	const struct entry *a = *(const struct entry *const *)x,
			   *b = *(const struct entry *const *)y;
	if (a->issued != b->issued)
		return a->issued > b->issued ? -1 : 1;
	return str_cmp(a->path, b->path);
}

static struct documents choose(struct arena *a, const struct site *site)
{
	struct documents docs = {0};
	for (size_t i = 0; i < site->n_entries; i++) {
		const struct entry *e = site->entries[i];
		if (e->kind != ENTRY_PAGE && !data_shown(e->issued_by))
			*vec_push(a, &docs.list) = e;
	}
	if (docs.list.n)
		qsort(docs.list.items, docs.list.n, sizeof(docs.list.items[0]), newest_first);
	return docs;
}

static struct str issuers_text(struct arena *a, const struct entry *e)
{
	VEC(struct str) names = {0};
	const struct party *p = entry_issuer(e, 0);
	for (size_t i = 0; p; p = entry_issuer(e, ++i))
		*vec_push(a, &names) = p->name.s;
	return str_join(a, names.items, names.n, STR("、"));
}

static struct str column_text(struct arena *a, const struct site *site, const struct entry *e,
	enum register_column column)
{
	const struct version_of_entry *now = version_current(e->history);
	switch (column) {
	case INDEX_NO:
		return e->front.index_no.s;
	case NUMBER:
		return e->front.number.s;
	case TITLE:
		return form_plain_label(a, e->front.title.s);
	case ISSUER:
		return issuers_text(a, e);
	case ISSUED:
		return day_iso(a, e->issued);
	case PUBLISHED:
		return day_iso(a, e->published);
	case EFFECTIVE:
		return day_iso(a, data_effective_day(e));
	case VALIDITY:
		return data_validity_text(site, e->validity);
	case URL:
		return data_url(a, site, STR("notices.csv"), entry_url(a, e));
	case VERSION:
		return now ? str_printf(a, "%d", now->no) : STR_NONE;
	case VERSION_DATE:
		return now ? day_iso(a, now->front->version.date.first) : STR_NONE;
	case N_COLUMNS:
		break;
	}
	return STR_NONE;
}

/* An old version has its own words where it had others; the rest is the document's. */
static struct str version_text(struct arena *a, const struct site *site, const struct entry *e,
	const struct version_of_entry *v, enum register_column column)
{
	switch (column) {
	case NUMBER:
		return v->front->number.s;
	case TITLE:
		return form_plain_label(a, v->front->title.s);
	case EFFECTIVE:
		return day_iso(a, v->from);
	case VALIDITY:
		return data_validity_text(site, version_validity(site, e, v));
	case URL:
		return version_has_text(v)
			       ? data_url(a, site, STR("notices.csv"), version_url(a, e, v))
			       : STR_NONE;
	case VERSION:
		return str_printf(a, "%d", v->no);
	case VERSION_DATE:
		return day_iso(a, v->front->version.date.first);
	case INDEX_NO:
	case ISSUER:
	case ISSUED:
	case PUBLISHED:
	case N_COLUMNS:
		break;
	}
	return column_text(a, site, e, column);
}

/* Below the row of a document those of its versions that are no longer what its page shows. */
static void add_version_rows(
	struct arena *scratch, struct buf *out, const struct site *site, const struct entry *e)
{
	const struct entry_history *h = e->history;
	for (size_t i = h ? h->n_versions : 0; i-- > 0;) {
		const struct version_of_entry *v = &h->versions[i];
		if (v->current || !site_shows_version(site, e, v))
			continue;
		for (int c = 0; c < N_COLUMNS; c++)
			csv_add_cell(out,
				version_text(scratch, site, e, v, (enum register_column)c), c == 0);
		csv_end_row(out);
	}
}

void register_render_csv(struct buf *out, const struct site *site)
{
	struct documents docs = choose(out->arena, site);
	if (!docs.list.n)
		return;
	csv_begin(out);
	for (size_t c = 0; c < N_COLUMNS; c++)
		csv_add_cell(out,
			str_from(site->lang == LANG_ZH ? headings[c].zh : headings[c].name),
			c == 0);
	csv_end_row(out);
	struct arena *scratch = arena_new();
	for (size_t i = 0; i < docs.list.n; i++) {
		for (int c = 0; c < N_COLUMNS; c++)
			csv_add_cell(out,
				column_text(
					scratch, site, docs.list.items[i], (enum register_column)c),
				c == 0);
		csv_end_row(out);
		add_version_rows(scratch, out, site, docs.list.items[i]);
		arena_reset(scratch);
	}
	arena_free(scratch);
}

static void add_json_version(struct arena *scratch, struct buf *out, const struct site *site,
	const struct entry *e, const struct version_of_entry *v)
{
	struct json_map m = {out, ", ", false};
	BUF_LIT(out, "{");
	json_key(&m, STR("no"));
	buf_add_int(out, v->no);
	json_text(&m, "date", day_iso(scratch, v->front->version.date.first));
	json_text(&m, "kind", str_from(version_kind_name(v)));
	json_text(&m, "by", v->front->version.by.s);
	json_text(&m, "from", day_iso(scratch, v->from));
	json_text(&m, "last", day_iso(scratch, v->last));
	json_validity(&m, site, version_validity(site, e, v));
	json_text(&m, "commit", v->commit ? v->commit->id : STR_NONE);
	json_text(&m, "signature", str_from(signature_name(v->signature)));
	json_text(&m, "sha256", version_has_text(v) ? v->sha256 : STR_NONE);
	json_text(&m, "url", version_text(scratch, site, e, v, URL));
	json_text(&m, "withheld", v->withheld);
	BUF_LIT(out, "}");
}

static void add_json_versions(
	struct arena *scratch, struct json_map *m, const struct site *site, const struct entry *e)
{
	const struct entry_history *h = e->history;
	bool any = false;
	for (size_t i = 0; h && i < h->n_versions; i++) {
		if (!site_shows_version(site, e, &h->versions[i]))
			continue;
		if (!any)
			json_key(m, STR("versions"));
		buf_add(m->out, any ? STR(", ") : STR("["));
		add_json_version(scratch, m->out, site, e, &h->versions[i]);
		any = true;
	}
	if (any)
		BUF_LIT(m->out, "]");
}

static void add_document(
	struct arena *scratch, struct buf *out, const struct site *site, const struct entry *e)
{
	struct json_map m = {out, ", ", false};
	BUF_LIT(out, "{");
	json_text(&m, "entry", e->path);
	json_text(&m, "kind", str_from(entry_kind_words.rows[e->kind - 1].name));
	for (int c = 0; c <= URL; c++) {
		if (c == ISSUER)
			json_issuers(&m, e);
		else if (c == VALIDITY)
			json_validity(&m, site, e->validity);
		else
			json_text(&m, headings[c].name,
				column_text(scratch, site, e, (enum register_column)c));
	}
	add_json_versions(scratch, &m, site, e);
	if (data_shown(e->supersedes))
		json_text(&m, "supersedes", e->supersedes->path);
	if (data_shown(e->superseded_by))
		json_text(&m, "superseded_by", e->superseded_by->path);
	BUF_LIT(out, "}");
}

void register_render_json(struct buf *out, const struct site *site)
{
	struct documents docs = choose(out->arena, site);
	struct json_map m = {out, ",\n", false};
	BUF_LIT(out, "{\n");
	json_text(&m, "site", form_plain_label(out->arena, site->front.title.s));
	json_text(&m, "as_of", day_iso(out->arena, site->as_of));
	json_key(&m, STR("notices"));
	BUF_LIT(out, "[");
	struct arena *scratch = arena_new();
	for (size_t i = 0; i < docs.list.n; i++) {
		buf_add(out, i ? STR(",\n") : STR("\n"));
		add_document(scratch, out, site, docs.list.items[i]);
		arena_reset(scratch);
	}
	arena_free(scratch);
	buf_add(out, docs.list.n ? STR("\n]\n}\n") : STR("]\n}\n"));
}
