/* SPDX-License-Identifier: MIT */
#include "resolve/history.h"

#include <stdlib.h>

#include "base/arena.h"
#include "resolve/party.h"

struct str version_key(struct arena *a, const struct front *front)
{
	const struct version *v = &front->version;
	if (front->draft.on || !v->no.set || v->no.v < 1 || v->no.v > MOST_VERSION_NO ||
		v->date.kind != WHEN_DAY)
		return STR_NONE;
	return STR_CAT(a,
		str_printf(a, "%d\n%d\n%d\n", (int)v->no.v, (int)v->date.first, v->kind.v), v->by.s,
		STR("\n"), v->note.s, STR("\n"), v->withheld.s);
}

static struct version_of_entry *version_with(struct entry_history *h, int no)
{
	for (size_t i = 0; i < h->n_versions; i++)
		if (h->versions[i].no == no)
			return &h->versions[i];
	return NULL;
}

static struct version_of_entry *push_version(struct arena *a, struct entry_history *h)
{
	size_t size = sizeof(*h->versions);
	h->versions = arena_grow(a, h->versions, h->n_versions * size, (h->n_versions + 1) * size);
	return &h->versions[h->n_versions++];
}

void history_add_version(struct arena *a, struct entry_history *h, struct version_of_entry v)
{
	v.no = (int)v.front->version.no.v;
	v.internal = v.front->audience.v == AUDIENCE_INTERNAL;
	if (!version_with(h, v.no))
		*push_version(a, h) = v;
}

void history_add_copy(struct arena *a, struct entry *e, const struct version_of_entry *copy)
{
	struct entry_history *h = e->history;
	struct version_of_entry *known = version_with(h, (int)e->front.version.no.v);
	bool same = known && str_eq(version_key(a, known->front), version_key(a, &e->front));
	if (!same) {
		struct version_of_entry *v = known ? known : push_version(a, h);
		*v = *copy;
		v->no = (int)e->front.version.no.v;
		v->internal = e->audience == AUDIENCE_INTERNAL;
		known = v;
	}
	known->front = &e->front;
	known->current = true;
}

/* --- days --- */

static int by_no(const void *x, const void *y)
{
	const struct version_of_entry *a = x, *b = y;
	return (a->no > b->no) - (a->no < b->no);
}

/* A version comes into force on its day, or on the later one that it names itself. */
static day_t begin_of(const struct version_of_entry *v)
{
	day_t said = v->front->version.date.first;
	const struct when *effective = &v->front->effective;
	return effective->kind != WHEN_NONE && effective->first > said ? effective->first : said;
}

/* The last day of all: that before the document was repealed. */
static day_t end_of(const struct entry *e)
{
	const struct entry *of =
		e->front.ceased.date.kind == WHEN_NONE && e->issued_by ? e->issued_by : e;
	const struct ceased *c = &of->front.ceased;
	return c->kind.v == CEASE_REPEALED && c->date.kind != WHEN_NONE ? c->date.first - 1
									: DAY_OPEN_END;
}

static bool is_annulled(const struct entry *e)
{
	return e->validity == VALID_ANNULLED;
}

static void set_days(const struct entry *e, struct entry_history *h)
{
	day_t next = end_of(e);
	for (size_t i = h->n_versions; i-- > 0;) {
		struct version_of_entry *v = &h->versions[i];
		v->from = begin_of(v);
		v->last = next;
		if (v->from > v->last || is_annulled(e))
			v->from = v->last = DAY_NONE;
		else
			next = v->from - 1;
	}
}

static void set_withheld(const struct entry *e, struct version_of_entry *v)
{
	const struct withhold *list = e->front.withhold.items;
	v->withheld = v->front->version.withheld.s;
	for (size_t i = 0; i < e->front.withhold.n; i++)
		if ((int)list[i].no.v == v->no)
			v->withheld = list[i].reason.s;
}

void history_resolve(struct arena *a, const struct site *site, struct entry *e)
{
	struct entry_history *h = e->history;
	if (!h || !h->n_versions)
		return;
	struct diags unheard = diags_new(a, LANG_EN, false);
	struct party_finder finder = {
		.arena = a, .diags = &unheard, .reg = &site->parties, .as_of = site->as_of};
	qsort(h->versions, h->n_versions, sizeof(*h->versions), by_no);
	set_days(e, h);
	for (size_t i = 0; i < h->n_versions; i++) {
		struct version_of_entry *v = &h->versions[i];
		set_withheld(e, v);
		if (v->front == &e->front)
			continue;
		struct front *front = NEW(a, struct front);
		*front = *v->front;
		record_find_parties(&finder, &front_schema, front);
		v->front = front;
	}
}
