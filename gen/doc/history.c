/* SPDX-License-Identifier: MIT */
#include "doc/history.h"

#include "doc/site.h"

struct str commit_short(const struct commit *c)
{
	return str_sub(c->id, 0, COMMIT_SHOWN);
}

bool version_is_unread(const struct version_of_entry *v)
{
	return !v->commit && v->signature != SIGNATURE_ABSENT;
}

const char *signature_name(enum signature_state s)
{
	static const char *const names[] = {"absent", "unverified", "verified"};
	return names[s];
}

const char *version_kind_name(const struct version_of_entry *v)
{
	int kind = v->front->version.kind.v;
	if (!kind)
		kind = v->no == 1 ? VERSION_ORIGINAL : VERSION_REVISION;
	return version_kind_words.rows[kind - 1].name;
}

const struct version_of_entry *version_on(const struct entry_history *h, day_t day)
{
	const struct version_of_entry *found = NULL;
	for (size_t i = 0; h && i < h->n_versions; i++) {
		const struct version_of_entry *v = &h->versions[i];
		if (v->from != DAY_NONE && v->from <= day && day <= v->last)
			found = v;
	}
	return found;
}

const struct version_of_entry *version_current(const struct entry_history *h)
{
	for (size_t i = 0; h && i < h->n_versions; i++)
		if (h->versions[i].current)
			return &h->versions[i];
	return NULL;
}

bool site_shows_version(
	const struct site *site, const struct entry *e, const struct version_of_entry *v)
{
	return site->audience == AUDIENCE_INTERNAL ||
	       (e->audience != AUDIENCE_INTERNAL && !v->internal);
}

bool version_has_text(const struct version_of_entry *v)
{
	return !v->withheld.n && v->source;
}

bool site_shows_revision(const struct site *site, const struct revision *r)
{
	return site->audience == AUDIENCE_INTERNAL || (r->readable && !r->draft && !r->internal);
}

bool site_has_versions(const struct site *site, const struct entry *e)
{
	const struct entry_history *h = e->history;
	for (size_t i = 0; h && i < h->n_versions; i++)
		if (site_shows_version(site, e, &h->versions[i]))
			return true;
	for (size_t i = 0; h && !h->n_versions && i < h->n_revisions; i++)
		if (site_shows_revision(site, &h->revisions[i]))
			return true;
	return false;
}

/* "plans/x/index.md" and "plans/x.md" are both the text of plans/x. */
static struct str path_of_text(struct str file)
{
	static const char *const ends[] = {"/index.md", ".md"};
	for (size_t i = 0; i < ARRAY_LEN(ends); i++)
		if (str_ends(file, str_from(ends[i])))
			return str_sub(file, 0, file.n - str_from(ends[i]).n);
	return file;
}

struct str entry_first_path(const struct site *site, const struct entry *e)
{
	const struct entry_history *h = e->history;
	for (size_t i = h ? h->n_revisions : 0; i-- > 0;)
		if (site_shows_revision(site, &h->revisions[i]))
			return path_of_text(h->revisions[i].path);
	return e->path;
}

struct str versions_url(struct arena *a, const struct entry *e)
{
	return STR_CAT(a, e->path, STR("/versions/index.html"));
}

struct str version_url(struct arena *a, const struct entry *e, const struct version_of_entry *v)
{
	return STR_CAT(
		a, e->path, STR("/versions/"), str_printf(a, "%d", v->no), STR("/index.html"));
}

enum validity version_validity(
	const struct site *site, const struct entry *e, const struct version_of_entry *v)
{
	if (!entry_is_ceased(e) && v->from != DAY_NONE && v->from > site->as_of)
		return VALID_NOT_YET;
	if (v->current || e->validity == VALID_ANNULLED)
		return e->validity;
	bool in_force = v->from != DAY_NONE && site->as_of <= v->last;
	return in_force ? VALID_IN_FORCE : VALID_AMENDED;
}
