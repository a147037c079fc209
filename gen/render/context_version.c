/* SPDX-License-Identifier: MIT */
/* What page templates get of the versions of a document. */
#include "render/context.h"
#include "render/data_text.h"

static void set(struct arena *a, struct value *map, const char *key, struct str text)
{
	value_set(a, map, str_from(key), value_text(text));
}

static struct str word(struct arena *a, const struct site *site, const char *part, const char *key)
{
	return site_word(site, str_cstr(a, STR_CAT(a, str_from(part), str_from(key))));
}

static struct str number(struct arena *a, int no)
{
	return str_printf(a, "%d", no);
}

static struct value state_value(struct arena *a, const struct site *site, enum validity state)
{
	struct value v = value_map();
	set(a, &v, "code", data_validity_code(state));
	set(a, &v, "text", data_validity_text(site, state));
	return v;
}

struct value commit_value(struct arena *a, const struct site *site, const struct commit *c)
{
	struct value v = value_map();
	set(a, &v, "id", c->id);
	set(a, &v, "short", commit_short(c));
	set(a, &v, "day", day_iso(a, c->day));
	set(a, &v, "day_text", day_text(a, c->day, site->lang));
	return v;
}

/* From when to when it is in force, in words. */
static struct str in_force(
	struct arena *a, const struct site *site, const struct version_of_entry *v)
{
	struct str from = day_text(a, v->from, site->lang);
	if (v->from == DAY_NONE)
		return site_word(site, "version.never");
	if (v->last == DAY_OPEN_END)
		return site_fill(a, site, "version.since", ARGS(from));
	struct str last = day_text(a, v->last, site->lang);
	return site_fill(a, site, "version.between", ARGS(from, last));
}

static struct str missing_text(
	struct arena *a, const struct site *site, const struct version_of_entry *v)
{
	if (v->withheld.n)
		return site_fill(a, site, "version.withheld", ARGS(v->withheld));
	return v->source ? STR_NONE : site_word(site, "version.too_large");
}

struct value version_value(struct arena *a, const struct site *site, const struct entry *e,
	const struct version_of_entry *v)
{
	struct value m = value_map();
	const struct version *said = &v->front->version;
	VALUE_SET(a, &m, "no", value_number(v->no));
	set(a, &m, "title", site_fill(a, site, "version.title", ARGS(number(a, v->no))));
	set(a, &m, "url", version_has_text(v) ? version_url(a, e, v) : STR_NONE);
	set(a, &m, "date", day_iso(a, said->date.first));
	set(a, &m, "date_text", day_text(a, said->date.first, site->lang));
	set(a, &m, "in_force", in_force(a, site, v));
	set(a, &m, "kind_text", word(a, site, "version.", version_kind_name(v)));
	set(a, &m, "by", said->by.s);
	set(a, &m, "note", said->note.s);
	set(a, &m, "missing", missing_text(a, site, v));
	VALUE_SET(a, &m, "state", state_value(a, site, version_validity(site, e, v)));
	bool unread = version_is_unread(v);
	VALUE_SET(a, &m, "commit",
		v->commit ? commit_value(a, site, v->commit)
			  : value_text(site_word(
				    site, unread ? "version.unread" : "version.uncommitted")));
	VALUE_SET(a, &m, "committed", value_bool(v->commit != NULL));
	set(a, &m, "signature",
		unread ? site_word(site, "version.unread")
		       : word(a, site, "version.signature_", signature_name(v->signature)));
	set(a, &m, "sum",
		version_has_text(v) ? str_sub(v->sha256, 0, VERSION_SUM_SHOWN) : STR_NONE);
	return m;
}

struct value version_banner(struct arena *a, const struct site *site, const struct entry *e,
	const struct version_of_entry *v)
{
	struct value m = version_value(a, site, e, v);
	struct str days = in_force(a, site, v);
	set(a, &m, "text",
		site_fill(a, site, v->current ? "version.is_current" : "version.is_old",
			ARGS(number(a, v->no), days)));
	VALUE_SET(a, &m, "current", value_bool(v->current));
	set(a, &m, "line", STR_NONE);
	set(a, &m, "current_url", entry_url(a, e));
	set(a, &m, "list_url", versions_url(a, e));
	return m;
}

struct value version_line(struct arena *a, const struct site *site, const struct entry *e)
{
	const struct version_of_entry *now = version_current(e->history);
	const struct version_of_entry *valid = version_on(e->history, site->as_of);
	struct value m = value_map();
	if (!site_has_versions(site, e))
		return value_text(STR_NONE);
	struct str as_of = day_text(a, site->as_of, site->lang);
	struct str text = site_word(site, "version.list");
	if (now && now->from != DAY_NONE && now->from > site->as_of)
		text = site_fill(a, site, "version.to_come",
			ARGS(number(a, now->no), day_text(a, now->from, site->lang)));
	else if (now)
		text = site_fill(a, site, "version.now", ARGS(number(a, now->no), as_of));
	set(a, &m, "text", STR_NONE);
	set(a, &m, "line", text);
	set(a, &m, "list_url", versions_url(a, e));
	/* What is in force while the page shows what is to come. */
	bool other = valid && now && valid != now && site_shows_version(site, e, valid) &&
		     version_has_text(valid);
	set(a, &m, "valid_url", other ? version_url(a, e, valid) : STR_NONE);
	set(a, &m, "valid_text",
		other ? site_fill(a, site, "version.valid_now", ARGS(number(a, valid->no)))
		      : STR_NONE);
	return m;
}

/* --- what changed --- */

/* A stretch of text with the word that says what became of it; same: none. */
static void add_run(
	struct arena *a, struct value *runs, const char *kind, struct str word, struct str text)
{
	struct value run = value_map();
	set(a, &run, "kind", str_from(kind));
	set(a, &run, "word", word);
	set(a, &run, "text", text);
	if (text.n)
		value_add(a, runs, run);
}

/* What counted it, and what counts it now. */
static void add_mark_runs(
	struct arena *a, const struct site *site, const struct redline_para *p, struct value *runs)
{
	if (str_eq(p->mark_before, p->mark)) {
		add_run(a, runs, "same", STR_NONE, p->mark);
		return;
	}
	add_run(a, runs, "removed", site_word(site, "version.no_before"), p->mark_before);
	add_run(a, runs, "added", site_word(site, "version.no_now"), p->mark);
}

static struct str word_of(
	const struct site *site, const struct redline_para *p, enum redline_kind kind)
{
	bool removed = kind == REDLINE_REMOVED;
	if (p->moved)
		return site_word(site, removed ? "version.moved_away" : "version.moved_here");
	if (p->is_row && p->kind == kind)
		return site_word(site, removed ? "version.row_removed" : "version.row_added");
	return site_word(site, removed ? "version.removed" : "version.added");
}

/* Of what came or went whole the word stands once, at its beginning. */
static void add_cell_runs(struct arena *a, const struct site *site, const struct redline_para *p,
	size_t cell, struct value *runs)
{
	static const char *const kinds[] = {"same", "removed", "added"};
	const struct redline_cell *c = &p->cells.items[cell];
	bool whole = p->kind == REDLINE_REMOVED || p->kind == REDLINE_ADDED;
	bool said = whole && (cell > 0 || p->mark.n);
	for (size_t i = 0; i < c->runs.n; i++) {
		const struct redline_run *run = &c->runs.items[i];
		bool same = run->kind == REDLINE_SAME;
		add_run(a, runs, kinds[run->kind],
			same || said ? STR_NONE : word_of(site, p, run->kind), run->text);
	}
}

static void add_whole_mark(
	struct arena *a, const struct site *site, const struct redline_para *p, struct value *runs)
{
	const char *kind = p->kind == REDLINE_REMOVED ? "removed" : "added";
	add_run(a, runs, kind, word_of(site, p, p->kind), p->mark);
}

static struct value mark_runs(
	struct arena *a, const struct site *site, const struct redline_para *p)
{
	struct value runs = value_list();
	if (p->kind == REDLINE_REMOVED || p->kind == REDLINE_ADDED)
		add_whole_mark(a, site, p, &runs);
	else
		add_mark_runs(a, site, p, &runs);
	return runs;
}

static struct value row_value(
	struct arena *a, const struct site *site, const struct redline_para *p)
{
	struct value row = value_map(), cells = value_list();
	if (p->mark_before.n || p->mark.n)
		value_add(a, &cells, mark_runs(a, site, p));
	for (size_t i = 0; i < p->cells.n; i++) {
		struct value runs = value_list();
		add_cell_runs(a, site, p, i, &runs);
		value_add(a, &cells, runs);
	}
	VALUE_SET(a, &row, "same", value_bool(p->kind == REDLINE_SAME));
	VALUE_SET(a, &row, "head", value_bool(p->is_head));
	VALUE_SET(a, &row, "cells", cells);
	return row;
}

/* The rows from *at on that are of one table: a row of headings begins one. */
static struct value table_block(
	struct arena *a, const struct site *site, const struct redline *r, size_t *at)
{
	struct value block = value_map(), rows = value_list();
	bool same = true, head = r->paras.items[*at].is_head;
	for (; *at < r->paras.n && r->paras.items[*at].is_row; (*at)++) {
		const struct redline_para *p = &r->paras.items[*at];
		if (p->is_head && !head)
			break;
		head = p->is_head;
		same &= p->kind == REDLINE_SAME;
		value_add(a, &rows, row_value(a, site, p));
	}
	VALUE_SET(a, &block, "same", value_bool(same));
	VALUE_SET(a, &block, "rows", rows);
	VALUE_SET(a, &block, "runs", value_list());
	return block;
}

static struct value para_block(
	struct arena *a, const struct site *site, const struct redline_para *p)
{
	struct value block = value_map(), runs = mark_runs(a, site, p);
	add_cell_runs(a, site, p, 0, &runs);
	VALUE_SET(a, &block, "same", value_bool(p->kind == REDLINE_SAME));
	VALUE_SET(a, &block, "rows", value_list());
	VALUE_SET(a, &block, "runs", runs);
	return block;
}

static struct value blocks_value(struct arena *a, const struct site *site, const struct redline *r)
{
	struct value blocks = value_list();
	for (size_t i = 0; i < r->paras.n;) {
		const struct redline_para *p = &r->paras.items[i];
		value_add(a, &blocks,
			p->is_row ? table_block(a, site, r, &i) : para_block(a, site, p));
		i += !p->is_row;
	}
	return blocks;
}

/* "1处新增，2处删去", and what else there is. */
static struct str count_text(struct arena *a, const struct site *site, const struct redline *r)
{
	struct str text = site_fill(a, site, "version.count",
		ARGS(str_printf(a, "%zu", r->n_added), str_printf(a, "%zu", r->n_removed)));
	if (r->n_moved)
		text = STR_CAT(a, text,
			site_fill(a, site, "version.count_moved",
				ARGS(str_printf(a, "%zu", r->n_moved))));
	if (r->n_renumbered)
		text = STR_CAT(a, text,
			site_fill(a, site, "version.count_renumbered",
				ARGS(str_printf(a, "%zu", r->n_renumbered))));
	return text;
}

static void name_changes(struct arena *a, const struct site *site, struct value *m,
	const struct version_of_entry *since)
{
	set(a, m, "id", STR_CAT(a, STR("since-"), number(a, since->no)));
	set(a, m, "title", site_fill(a, site, "version.changes", ARGS(number(a, since->no))));
}

struct value changes_link(
	struct arena *a, const struct site *site, const struct version_of_entry *since)
{
	struct value m = value_map();
	name_changes(a, site, &m, since);
	return m;
}

struct value changes_value(struct arena *a, const struct site *site, const struct redline *r,
	const struct version_of_entry *since)
{
	struct value m = value_map();
	bool any = r->n_added || r->n_removed || r->n_moved || r->n_renumbered;
	name_changes(a, site, &m, since);
	set(a, &m, "count", any ? count_text(a, site, r) : site_word(site, "version.unchanged"));
	VALUE_SET(a, &m, "blocks", any ? blocks_value(a, site, r) : value_list());
	return m;
}
