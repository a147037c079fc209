/* SPDX-License-Identifier: MIT */
#include "render/context.h"

#include <string.h>

#include "doc/form.h"
#include "doc/walk.h"

struct str plain_title(struct arena *a, const struct entry *e)
{
	return form_plain_label(a, e->front.title.s);
}

static void set(struct arena *a, struct value *map, const char *key, struct str text)
{
	value_set(a, map, str_from(key), value_text(text));
}

struct value party_link_value(struct arena *a, const struct party *p)
{
	struct value v = value_map();
	set(a, &v, "name", p->name.s);
	set(a, &v, "url", party_url(a, p));
	return v;
}

static struct value party_or_empty(struct arena *a, const struct site *site, struct str name)
{
	const struct party_names *n = name.n ? map_get(&site->parties.by_name, name) : NULL;
	if (n && !n->next)
		return party_link_value(a, n->party);
	struct value v = value_map();
	set(a, &v, "name", name);
	set(a, &v, "url", STR_NONE);
	return v;
}

struct value free_keys_value(struct arena *a, const struct record *record)
{
	const struct value *raw = record->raw;
	struct value keys = value_map();
	for (size_t i = 0; raw && raw->kind == VALUE_MAP && i < raw->n; i++)
		if (str_starts(raw->pairs[i].key, STR("x-")))
			value_append(a, &keys, raw->pairs[i].key, raw->pairs[i].value);
	return keys;
}

static struct value nav_value(struct arena *a, const struct site *site)
{
	struct value nav = value_list();
	for (size_t i = 0; i < site->n_columns; i++) {
		const struct column *c = &site->columns[i];
		struct value item = value_map();
		set(a, &item, "title", c->front.title.s.n ? c->front.title.s : c->slug);
		set(a, &item, "url", column_page_file(a, c->slug, 1));
		set(a, &item, "slug", c->slug);
		value_add(a, &nav, item);
	}
	return nav;
}

static bool has_calendar(const struct site *site)
{
	for (size_t i = 0; i < site->n_entries; i++) {
		const struct entry *e = site->entries[i];
		if (e->n_phases + e->n_events + e->n_deadlines + e->n_tasks)
			return true;
	}
	return false;
}

/* What the feed of the site tells: documents that were published on a known day. */
static bool has_news(const struct site *site)
{
	for (size_t i = 0; i < site->n_entries; i++)
		if (site->entries[i]->kind != ENTRY_PAGE && site->entries[i]->published != DAY_NONE)
			return true;
	return false;
}

struct value site_value(struct arena *a, const struct site *site)
{
	const struct site_front *f = &site->front;
	struct value v = value_map(), identity = value_map();
	set(a, &v, "title", f->title.s);
	set(a, &v, "description", f->description.s);
	set(a, &v, "language", f->language.s);
	set(a, &v, "base_url", f->base_url.s);
	set(a, &v, "audience", site->audience == AUDIENCE_PUBLIC ? STR("public") : STR("internal"));
	set(a, &v, "as_of", day_iso(a, site->as_of));
	set(a, &v, "as_of_text", day_text(a, site->as_of, site->lang));
	VALUE_SET(a, &v, "nav", nav_value(a, site));
	set(a, &identity, "site_code", f->identity.site_code.s);
	set(a, &identity, "icp", f->identity.icp.s);
	VALUE_SET(
		a, &identity, "contact_unit", party_or_empty(a, site, f->identity.contact_unit.s));
	VALUE_SET(a, &v, "identity", identity);
	const struct party *issuer = f->issuer.n ? f->issuer.items[0].party : NULL;
	VALUE_SET(a, &v, "issuer",
		issuer ? party_link_value(a, issuer) : party_or_empty(a, site, STR_NONE));
	VALUE_SET(a, &v, "has_parties",
		value_bool(site->parties.n_units + site->parties.n_people > 0));
	VALUE_SET(a, &v, "has_calendar", value_bool(has_calendar(site)));
	set(a, &v, "feed", has_news(site) ? STR("feed.xml") : STR_NONE);
	VALUE_SET(a, &v, "x", free_keys_value(a, &f->record));
	return v;
}

struct page page_new(const char *kind, struct str file, struct str title)
{
	return (struct page){.kind = kind,
		.file = file,
		.title = title,
		.breadcrumb = value_list(),
		.meta = value_list(),
		.toc = value_list()};
}

void page_crumb(struct arena *a, struct page *p, struct str title, struct str url)
{
	struct value step = value_map();
	set(a, &step, "title", title);
	set(a, &step, "url", url);
	value_add(a, &p->breadcrumb, step);
}

void page_meta(struct arena *a, struct page *p, const char *name, struct str content)
{
	if (!content.n)
		return;
	struct value tag = value_map();
	set(a, &tag, "name", str_from(name));
	set(a, &tag, "content", content);
	value_add(a, &p->meta, tag);
}

void page_toc(struct arena *a, struct page *p, const struct node *root)
{
	for (struct walk w = walk_start(root); walk_next(&w);) {
		const struct node *n = w.node;
		if (w.event != WALK_ENTER || n->kind != NODE_HEADER || !n->attr || !n->attr->id.n ||
			n->as.header.level > 3)
			continue;
		struct value item = value_map();
		set(a, &item, "id", n->attr->id);
		set(a, &item, "title", node_plain_text(a, n));
		VALUE_SET(a, &item, "level", value_number(n->as.header.level));
		value_add(a, &p->toc, item);
	}
}

struct value page_context(struct arena *a, const struct site *site, const struct page *p)
{
	struct value v = value_map(), page = value_map();
	set(a, &page, "kind", str_from(p->kind));
	set(a, &page, "title", p->title);
	set(a, &page, "description", p->description);
	set(a, &page, "file", p->file);
	set(a, &page, "canonical",
		strcmp(p->kind, "missing") == 0
			? STR_NONE
			: site_absolute(a, site, p->canonical.n ? p->canonical : p->file));
	set(a, &page, "lang", site->front.language.s);
	set(a, &page, "section", p->section);
	set(a, &page, "feed", p->feed);
	VALUE_SET(a, &page, "breadcrumb", p->breadcrumb);
	VALUE_SET(a, &page, "meta", p->meta);
	VALUE_SET(a, &page, "toc", p->toc);
	VALUE_SET(a, &page, "internal", value_bool(site->audience == AUDIENCE_INTERNAL));
	VALUE_SET(a, &page, "body", p->body.n ? value_markup(p->body) : value_text(STR_NONE));
	VALUE_SET(a, &v, "page", page);
	return v;
}

/* --- the register --- */

bool party_address_is_shown(const struct site *site, const struct party *p)
{
	return site->audience == AUDIENCE_INTERNAL || (p->is_public.set && p->is_public.on);
}

static struct value person_value(struct arena *a, const struct party *p)
{
	struct value v = party_link_value(a, p);
	set(a, &v, "post", p->post.s);
	return v;
}

static bool has_left(const struct site *site, const struct party *p)
{
	return p->until.kind != WHEN_NONE && site->as_of >= p->until.first;
}

static struct value people_of(struct arena *a, const struct site *site, const struct party *unit)
{
	struct value people = value_list();
	for (size_t i = 0; i < site->parties.n_people; i++)
		if (site->parties.people[i].up == unit && !has_left(site, &site->parties.people[i]))
			value_add(a, &people, person_value(a, &site->parties.people[i]));
	return people;
}

static struct value units_below(struct arena *a, const struct site *site, const struct party *unit)
{
	struct value units = value_list();
	for (size_t i = 0; i < site->parties.n_units; i++)
		if (site->parties.units[i].up == unit)
			value_add(a, &units, party_link_value(a, &site->parties.units[i]));
	return units;
}

struct value party_value(struct arena *a, const struct site *site, const struct party *p)
{
	struct value v = value_map();
	bool person = p->kind == PARTY_PERSON, shown = party_address_is_shown(site, p);
	set(a, &v, "name", person || !p->short_name.s.n ? p->name.s : p->short_name.s);
	set(a, &v, "full_name", p->name.s);
	set(a, &v, "kind", person ? STR("person") : STR("unit"));
	set(a, &v, "post", p->post.s);
	VALUE_SET(a, &v, "unit", p->up ? party_link_value(a, p->up) : value_text(STR_NONE));
	VALUE_SET(a, &v, "people", person ? value_list() : people_of(a, site, p));
	VALUE_SET(a, &v, "units", person ? value_list() : units_below(a, site, p));
	set(a, &v, "phone", shown ? p->phone.s : STR_NONE);
	set(a, &v, "email", shown ? p->email.s : STR_NONE);
	set(a, &v, "calendar", STR_NONE);
	return v;
}

static void add_unit(struct arena *a, const struct site *site, const struct party *unit, int depth,
	struct value *units)
{
	struct value v = party_link_value(a, unit);
	VALUE_SET(a, &v, "depth", value_number(depth));
	VALUE_SET(a, &v, "people", people_of(a, site, unit));
	value_add(a, units, v);
	for (size_t i = 0; i < site->parties.n_units && depth < 8; i++)
		if (site->parties.units[i].up == unit)
			add_unit(a, site, &site->parties.units[i], depth + 1, units);
}

struct value parties_value(struct arena *a, const struct site *site)
{
	struct value v = value_map(), units = value_list();
	for (size_t i = 0; i < site->parties.n_units; i++)
		if (!site->parties.units[i].up)
			add_unit(a, site, &site->parties.units[i], 0, &units);
	struct value alone = people_of(a, site, NULL);
	if (alone.n) {
		struct value rest = value_map();
		set(a, &rest, "name", site_word(site, "party.people"));
		set(a, &rest, "url", STR_NONE);
		VALUE_SET(a, &rest, "depth", value_number(0));
		VALUE_SET(a, &rest, "people", alone);
		value_add(a, &units, rest);
	}
	VALUE_SET(a, &v, "units", units);
	return v;
}

/* --- columns --- */

struct str column_page_file(struct arena *a, struct str slug, size_t page)
{
	return page == 1 ? STR_CAT(a, slug, STR("/index.html"))
			 : STR_CAT(a, slug, str_printf(a, "/page/%zu/index.html", page));
}

struct value pager_value(struct arena *a, struct str slug, size_t pages, size_t current)
{
	struct value v = value_map(), list = value_list();
	VALUE_SET(a, &v, "no", value_number((double)current));
	VALUE_SET(a, &v, "count", value_number((double)pages));
	set(a, &v, "prev", current > 1 ? column_page_file(a, slug, current - 1) : STR_NONE);
	set(a, &v, "next", current < pages ? column_page_file(a, slug, current + 1) : STR_NONE);
	for (size_t i = 1; i <= pages; i++) {
		/* Of many pages the first, the last and the neighbours are enough. */
		bool near = i + 2 >= current && i <= current + 2;
		if (i != 1 && i != pages && !near)
			continue;
		struct value item = value_map();
		VALUE_SET(a, &item, "no", value_number((double)i));
		set(a, &item, "url", column_page_file(a, slug, i));
		VALUE_SET(a, &item, "current", value_bool(i == current));
		value_add(a, &list, item);
	}
	VALUE_SET(a, &v, "pages", list);
	return v;
}
