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
	N_COLUMNS
};

static const struct word_row headings[N_COLUMNS] = {{"index_no", "索引号"}, {"number", "文号"},
	{"title", "标题"}, {"issuer", "发文机关"}, {"issued", "成文日期"},
	{"published", "发布日期"}, {"effective", "施行日期"}, {"validity", "有效性"},
	{"url", "网址"}};

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
	case N_COLUMNS:
		break;
	}
	return STR_NONE;
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
		arena_reset(scratch);
	}
	arena_free(scratch);
}

static void add_document(
	struct arena *scratch, struct buf *out, const struct site *site, const struct entry *e)
{
	struct json_map m = {out, ", ", false};
	BUF_LIT(out, "{");
	json_text(&m, "entry", e->path);
	json_text(&m, "kind", str_from(entry_kind_words.rows[e->kind - 1].name));
	for (int c = 0; c < N_COLUMNS; c++) {
		if (c == ISSUER)
			json_issuers(&m, e);
		else if (c == VALIDITY)
			json_validity(&m, site, e->validity);
		else
			json_text(&m, headings[c].name,
				column_text(scratch, site, e, (enum register_column)c));
	}
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
