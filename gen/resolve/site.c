/* SPDX-License-Identifier: MIT */
#include "resolve/site.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/nearest.h"
#include "base/path.h"
#include "doc/messages.h"
#include "doc/number.h"

static struct str nearest_entry(const struct site *site, struct str path)
{
	struct nearest near = nearest_to(path);
	for (size_t i = 0; i < site->by_path.n; i++)
		nearest_try(&near, site->by_path.items[i].key);
	return near.best;
}

/* The entry that a key of the front matter names; NULL where it names none, told if it should. */
static struct entry *named_entry(struct site *site, struct text name, struct diags *d)
{
	if (!name.s.n)
		return NULL;
	struct str path = str_ends(name.s, STR("/")) ? str_sub(name.s, 0, name.s.n - 1) : name.s;
	for (size_t i = 0; i < site->n_entries; i++)
		if (str_eq(site->entries[i]->path, path))
			return site->entries[i];
	diag_add(d, MSG(entry_unknown), name.at, ARGS(path, nearest_entry(site, path)));
	return NULL;
}

static void link_issued(struct site *site, struct entry *e, struct diags *d)
{
	struct entry *issued = named_entry(site, e->front.issues, d);
	if (!issued)
		return;
	if (issued == e)
		diag_add(d, MSG(entry_self), e->front.issues.at, NO_ARGS);
	else if (issued->issued_by)
		diag_add(d, MSG(entry_issued_twice), e->front.issues.at,
			ARGS(issued->path, issued->issued_by->path));
	else {
		e->issues = issued;
		issued->issued_by = e;
	}
}

/* A draft, or not published yet. */
static bool is_waiting(const struct site *site, const struct entry *e)
{
	if (site->drafts)
		return false;
	return e->front.draft.on || (e->published != DAY_NONE && e->published > site->as_of);
}

static void link_superseded(struct site *site, struct entry *e, struct diags *d)
{
	struct entry *old = named_entry(site, e->front.supersedes, d);
	if (!old)
		return;
	if (old == e) {
		diag_add(d, MSG(entry_self), e->front.supersedes.at, NO_ARGS);
		return;
	}
	e->supersedes = old;
	/* What is not out yet ends nothing, and nobody learns of it by what it will end. */
	if (!is_waiting(site, e))
		old->superseded_by = e;
}

static void check_basis(struct arena *a, struct site *site, struct entry *e, struct diags *d)
{
	for (size_t i = 0; i < e->front.basis.n; i++) {
		struct text b = e->front.basis.items[i];
		struct str better;
		if (map_get(&site->by_path, b.s) || number_check(a, b.s, &better) == NUMBER_OK)
			continue;
		if (better.n)
			diag_add(d, MSG(document_number), b.at, ARGS(b.s, better));
		else if (str_find_char(b.s, '/') == SIZE_MAX)
			diag_add(d, MSG(basis_unknown), b.at, ARGS(b.s));
		else
			diag_add(d, MSG(entry_unknown), b.at, ARGS(b.s, nearest_entry(site, b.s)));
	}
}

static day_t first_day(const struct when *w)
{
	return w->kind == WHEN_NONE ? DAY_NONE : w->first;
}

static const struct front *front_of(const struct entry *e)
{
	return e->issued_by && e->front.issued.kind == WHEN_NONE ? &e->issued_by->front : &e->front;
}

static void set_days(struct entry *e)
{
	const struct front *f = front_of(e);
	e->issued = first_day(&f->issued);
	e->published = first_day(&e->front.published);
	if (e->published == DAY_NONE)
		e->published = first_day(&f->published);
	if (e->published == DAY_NONE)
		e->published = e->issued;
}

static day_t effective_day(const struct entry *e)
{
	const struct front *f = front_of(e);
	day_t day = first_day(&e->front.effective);
	if (day == DAY_NONE)
		day = first_day(&f->effective);
	return day == DAY_NONE ? e->issued : day;
}

static const struct ceased *ceased_of(const struct entry *e)
{
	if (e->front.ceased.date.kind != WHEN_NONE || !e->issued_by)
		return &e->front.ceased;
	return &e->issued_by->front.ceased;
}

static enum validity validity_of(const struct site *site, const struct entry *e)
{
	const struct ceased *c = ceased_of(e);
	if (e->kind == ENTRY_PAGE)
		return VALID_NONE;
	if (c->kind.v == CEASE_ANNULLED)
		return VALID_ANNULLED;
	if (c->kind.v == CEASE_REPEALED && site->as_of >= first_day(&c->date))
		return VALID_REPEALED;
	const struct entry *by = e->superseded_by;
	if (by && effective_day(by) != DAY_NONE && site->as_of >= effective_day(by))
		return VALID_REPEALED;
	day_t from = effective_day(e);
	if (from == DAY_NONE)
		return VALID_NONE;
	return site->as_of < from ? VALID_NOT_YET : VALID_IN_FORCE;
}

static void add_redirects(struct arena *a, struct site *site, struct entry *e, struct diags *d)
{
	for (size_t i = 0; i < e->front.redirects.n; i++) {
		struct text old = e->front.redirects.items[i];
		struct str path = old.s, clean;
		while (str_starts(path, STR("/")))
			path = str_after(path, 1);
		while (str_ends(path, STR("/")))
			path = str_sub(path, 0, path.n - 1);
		if (!path_clean(a, path, &clean) || !clean.n) {
			diag_add(d, MSG(redirect_form), old.at, ARGS(old.s));
			continue;
		}
		const struct entry *other = map_get(&site->by_path, clean);
		if (!other)
			other = map_put(a, &site->redirects, clean, e);
		if (other)
			diag_add(d, MSG(address_twice), old.at, ARGS(clean, other->source->name));
	}
}

void site_link(struct arena *a, struct site *site, struct diags *d)
{
	for (size_t i = 0; i < site->n_entries; i++) {
		struct entry *e = site->entries[i];
		const struct entry *other = map_put(a, &site->by_path, e->path, e);
		if (other)
			diag_add(d, MSG(address_twice), span_file(e->source),
				ARGS(e->path, other->source->name));
	}
	for (size_t i = 0; i < site->n_entries; i++)
		link_issued(site, site->entries[i], d);
	for (size_t i = 0; i < site->n_entries; i++)
		set_days(site->entries[i]);
	for (size_t i = 0; i < site->n_entries; i++) {
		link_superseded(site, site->entries[i], d);
		add_redirects(a, site, site->entries[i], d);
		check_basis(a, site, site->entries[i], d);
	}
	for (size_t i = 0; i < site->n_entries; i++)
		site->entries[i]->validity = validity_of(site, site->entries[i]);
}

static bool shows(const struct site *site, const struct entry *e)
{
	if (e->audience == AUDIENCE_INTERNAL && site->audience == AUDIENCE_PUBLIC)
		return false;
	return !is_waiting(site, e);
}

/* Newest first; what has no day comes last, by path, so that the order never wavers. */
static int newest_first(const void *x, const void *y)
{
	const struct entry *a = *(struct entry *const *)x, *b = *(struct entry *const *)y;
	day_t da = entry_sort_day(a), db = entry_sort_day(b);
	if (da != db)
		return da > db ? -1 : 1;
	return str_cmp(a->path, b->path);
}

static int by_path(const void *x, const void *y)
{
	return str_cmp((*(struct entry *const *)x)->path, (*(struct entry *const *)y)->path);
}

/* An entry that has not all that it needs to stand without the notice that issues it. */
static bool wants_notice(const struct entry *e)
{
	const struct front *f = &e->front;
	return !f->issuer.n || !f->number.s.n || f->issued.kind == WHEN_NONE;
}

/*
 * What this build does not show says nothing through another either: not its number, its days or
 * who issues it. That a document is no longer in force is its own fact and stays.
 */
static void forget_hidden(struct site *site, struct entry *e, struct diags *d)
{
	const struct entry *notice = e->issued_by;
	if (notice && !notice->shown) {
		bool ceased = entry_is_ceased(e) && !is_waiting(site, notice);
		if (wants_notice(e))
			diag_add(d, MSG(notice_hidden), span_file(e->source), ARGS(notice->path));
		e->issued_by = NULL;
		set_days(e);
		e->validity = ceased ? e->validity : validity_of(site, e);
	}
	if (e->superseded_by && !e->superseded_by->shown)
		e->superseded_by = NULL;
}

/* A text that was taken off takes all with it that hangs on it. */
static void withhold(struct entry *e)
{
	e->n_phases = e->n_tasks = e->n_events = e->n_deadlines = e->n_groups = e->n_forms = 0;
	e->n_ledger = e->n_targets = e->n_actuals = e->n_checklists = e->n_records = 0;
	e->n_rotas = e->n_liaison = e->n_pledges = e->n_assets = e->n_attachments = 0;
}

void site_select(struct arena *a, struct site *site, struct diags *d)
{
	size_t n = 0, all = site->n_entries;
	struct entry **entries = NEW_N(a, struct entry *, all + 1);
	for (size_t i = 0; i < all; i++) {
		site->entries[i]->shown = shows(site, site->entries[i]);
		if (site->entries[i]->shown)
			entries[n++] = site->entries[i];
	}
	site->entries = entries;
	site->n_entries = n;
	for (size_t i = 0; i < n; i++) {
		forget_hidden(site, entries[i], d);
		if (entry_is_withheld(entries[i]))
			withhold(entries[i]);
	}
	if (n)
		qsort(site->entries, n, sizeof(struct entry *), by_path);
	for (size_t i = 0; i < n; i++)
		site->entries[i]->index = i;
	for (size_t c = 0; c < site->n_columns; c++) {
		struct column *column = &site->columns[c];
		column->entries = NEW_N(a, struct entry *, n);
		column->n_entries = 0;
		for (size_t i = 0; i < n; i++)
			if (site->entries[i]->column == column)
				column->entries[column->n_entries++] = site->entries[i];
		if (column->n_entries)
			qsort(column->entries, column->n_entries, sizeof(struct entry *),
				newest_first);
	}
}
