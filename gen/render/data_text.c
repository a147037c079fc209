/* SPDX-License-Identifier: MIT */
#include "render/data_text.h"

#include <string.h>

#include "base/arena.h"
#include "base/path.h"
#include "doc/party.h"

void data_add_xml(struct buf *out, struct str s)
{
	/* U+FFFE and U+FFFF; what else XML forbids, buf_add_html() drops. */
	static const char *const forbidden[] = {"\xEF\xBF\xBE", "\xEF\xBF\xBF"};
	size_t from = 0;
	for (size_t i = 0; i < s.n; i++) {
		struct str rest = str_after(s, i);
		if (!str_starts(rest, str_from(forbidden[0])) &&
			!str_starts(rest, str_from(forbidden[1])))
			continue;
		buf_add_html(out, str_sub(s, from, i));
		from = i + 3;
	}
	buf_add_html(out, str_after(s, from));
}

struct str data_url(struct arena *a, const struct site *site, struct str from, struct str url)
{
	struct str absolute = site_absolute(a, site, url);
	return absolute.n ? absolute : url_encode(a, path_relative(a, from, url));
}

struct str data_host(struct arena *a, const struct site *site)
{
	struct str rest = site->front.base_url.s;
	size_t at = str_find(rest, STR("://"));
	if (at == SIZE_MAX)
		return STR("placard.invalid");
	rest = str_after(rest, at + 3);
	struct str host = str_cut(&rest, '/');
	size_t user = str_find_last_char(host, '@'), port = str_find_last_char(host, ':');
	if (port != SIZE_MAX && !str_ends(host, STR("]")))
		host = str_sub(host, 0, port);
	if (user != SIZE_MAX)
		host = str_after(host, user + 1);
	return host.n ? str_lower(a, host) : STR("placard.invalid");
}

struct str data_when(struct arena *a, const struct when *w)
{
	struct str day = day_iso(a, w->first);
	if (w->kind == WHEN_MONTH)
		return str_sub(day, 0, strlen("2026-07"));
	if (w->kind != WHEN_DAY)
		return w->written;
	if (w->minutes < 0)
		return day;
	return str_printf(a, "%.*sT%02d:%02d", STR_FMT(day), w->minutes / 60, w->minutes % 60);
}

static day_t first_day(const struct when *w)
{
	return w->kind == WHEN_NONE ? DAY_NONE : w->first;
}

day_t data_updated_day(const struct site *site, const struct entry *e)
{
	day_t updated = e->published != DAY_NONE ? e->published : e->issued;
	const day_t later[] = {first_day(&e->front.version.date), first_day(&e->front.ceased.date)};
	for (size_t i = 0; i < ARRAY_LEN(later); i++)
		if (updated != DAY_NONE && later[i] <= site->as_of && later[i] > updated)
			updated = later[i];
	return updated;
}

day_t data_effective_day(const struct entry *e)
{
	day_t day = first_day(&e->front.effective);
	if (day == DAY_NONE && e->issued_by && e->front.issued.kind == WHEN_NONE)
		day = first_day(&e->issued_by->front.effective);
	return day == DAY_NONE ? e->issued : day;
}

static const char *validity_key(enum validity v)
{
	switch (v) {
	case VALID_NONE:
		return "";
	case VALID_NOT_YET:
		return "validity.not_yet";
	case VALID_IN_FORCE:
		return "validity.in_force";
	case VALID_AMENDED:
		return "validity.amended";
	case VALID_REPEALED:
		return "validity.repealed";
	case VALID_ANNULLED:
		return "validity.annulled";
	}
	return "";
}

struct str data_validity_code(enum validity v)
{
	return str_after(str_from(validity_key(v)), STR("validity.").n);
}

struct str data_validity_text(const struct site *site, enum validity v)
{
	return v == VALID_NONE ? STR_NONE : site_word(site, validity_key(v));
}

const struct entry *data_shown(const struct entry *e)
{
	return e && e->shown ? e : NULL;
}

const void *data_field(const struct field *f, const void *record)
{
	return (const char *)record + f->at;
}

struct str names_as_written(struct arena *a, const struct parties *p, struct str between)
{
	struct str out = STR_NONE;
	for (size_t i = 0; i < p->n; i++) {
		const struct party_ref *ref = &p->items[i];
		struct str name = ref->name.s; /* as written, unless that is but an id */
		if (ref->party && str_eq(name, ref->party->id.s))
			name = ref->party->name.s;
		else if (ref->group && str_starts(name, STR("*")))
			name = ref->group->title.s;
		out = STR_CAT(a, out, i ? between : STR_NONE, name);
	}
	return out;
}

struct str texts_joined(struct arena *a, const struct texts *t, struct str between)
{
	struct str out = STR_NONE;
	for (size_t i = 0; i < t->n; i++)
		out = STR_CAT(a, out, i ? between : STR_NONE, t->items[i].s);
	return out;
}
