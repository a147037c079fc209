/* SPDX-License-Identifier: MIT */
#include "render/atom.h"

#include <stdlib.h>

#include "base/arena.h"
#include "render/data_text.h"

struct atom {
	struct buf *out;
	const struct site *site;
	struct str file; /* the feed's own place */
};

/* --- elements --- */

static void add_element(const struct atom *f, const char *name, struct str text)
{
	buf_printf(f->out, "<%s>", name);
	data_add_xml(f->out, text);
	buf_printf(f->out, "</%s>\n", name);
}

static void add_time(const struct atom *f, const char *name, day_t day)
{
	struct str zone = f->site->front.time_zone.s;
	bool china = !zone.n || str_eq(zone, STR("Asia/Shanghai"));
	struct str iso = day_iso(f->out->arena, day);
	buf_printf(f->out, "<%s>%.*sT00:00:00%s</%s>\n", name, STR_FMT(iso), china ? "+08:00" : "Z",
		name);
}

static void add_link(const struct atom *f, const char *rel, const char *type, struct str url)
{
	buf_printf(f->out, "<link rel=\"%s\" type=\"%s\" href=\"", rel, type);
	data_add_xml(f->out, data_url(f->out->arena, f->site, f->file, url));
	BUF_LIT(f->out, "\"/>\n");
}

static void add_author(const struct atom *f, struct str name)
{
	BUF_LIT(f->out, "<author><name>");
	data_add_xml(f->out, name);
	BUF_LIT(f->out, "</name></author>\n");
}

/* path is that of an entry or a column; empty for the site. */
static void add_id(const struct atom *f, struct str path)
{
	struct arena *a = f->out->arena;
	struct str page = path.n ? STR_CAT(a, path, STR("/index.html")) : STR("index.html");
	struct str id = site_absolute(a, f->site, page);
	if (!id.n)
		id = STR_CAT(a, STR("tag:placard.invalid,2026:"), url_encode(a, path));
	add_element(f, "id", id);
}

/* --- entries --- */

static void add_category(const struct atom *f, struct str term, struct str label)
{
	BUF_LIT(f->out, "<category term=\"");
	data_add_xml(f->out, term);
	if (label.n) {
		BUF_LIT(f->out, "\" label=\"");
		data_add_xml(f->out, label);
	}
	BUF_LIT(f->out, "\"/>\n");
}

static struct str kind_label(const struct atom *f, const struct entry *e)
{
	struct str kind = str_from(entry_kind_words.rows[e->kind - 1].name);
	return site_word(
		f->site, str_cstr(f->out->arena, STR_CAT(f->out->arena, STR("kind."), kind)));
}

/* What an entry is called for good: by its first path, unless another one is called so by now. */
static struct str lasting_path(const struct site *site, const struct entry *e)
{
	struct str first = entry_first_path(site, e);
	if (str_eq(first, e->path))
		return first;
	for (size_t i = 0; i < site->n_entries; i++) {
		const struct entry *other = site->entries[i];
		if (other != e && (str_eq(other->path, first) ||
					  str_eq(entry_first_path(site, other), first)))
			return e->path;
	}
	return first;
}

static void add_entry(const struct atom *f, const struct entry *e, struct str excerpt)
{
	struct arena *a = f->out->arena;
	BUF_LIT(f->out, "<entry>\n");
	add_id(f, lasting_path(f->site, e));
	add_element(f, "title", form_plain_label(a, e->front.title.s));
	add_link(f, "alternate", "text/html", entry_url(a, e));
	/* RFC 5829. */
	if (site_has_versions(f->site, e))
		add_link(f, "version-history", "text/html", versions_url(a, e));
	if (data_shown(e->supersedes))
		add_link(f, "predecessor-version", "text/html", entry_url(a, e->supersedes));
	if (data_shown(e->superseded_by))
		add_link(f, "successor-version", "text/html", entry_url(a, e->superseded_by));
	add_time(f, "published", e->published != DAY_NONE ? e->published : e->issued);
	add_time(f, "updated", data_updated_day(f->site, e));
	const struct party *issuer = entry_issuer(e, 0);
	for (size_t i = 0; issuer; issuer = entry_issuer(e, ++i))
		add_author(f, issuer->name.s);
	add_category(f, str_from(entry_kind_words.rows[e->kind - 1].name), kind_label(f, e));
	if (e->front.class.s.n)
		add_category(f, e->front.class.s, STR_NONE);
	/* Why it is here again: it was changed, or is no longer in force. */
	if (entry_is_ceased(e))
		add_category(f, data_validity_code(e->validity),
			data_validity_text(f->site, e->validity));
	if (excerpt.n)
		add_element(f, "summary", excerpt);
	BUF_LIT(f->out, "</entry>\n");
}

/* --- the choice --- */

struct candidate {
	size_t i;
	day_t day;
};

/* Newest first; of one day, as the caller had them. */
static int newest_first(const void *x, const void *y)
{
	const struct candidate *a = x, *b = y;
	if (a->day != b->day)
		return a->day > b->day ? -1 : 1;
	return (a->i > b->i) - (a->i < b->i);
}

static struct candidate *choose(struct arena *a, const struct atom_feed *feed)
{
	struct candidate *list = NEW_N(a, struct candidate, feed->n);
	size_t n = 0;
	for (size_t i = 0; i < feed->n; i++) {
		day_t day = data_updated_day(feed->site, feed->entries[i]);
		if (day != DAY_NONE)
			list[n++] = (struct candidate){i, day};
	}
	if (n)
		qsort(list, n, sizeof(*list), newest_first);
	return list;
}

size_t atom_count(const struct atom_feed *feed)
{
	size_t n = 0;
	for (size_t i = 0; i < feed->n && n < ATOM_ENTRIES; i++)
		n += data_updated_day(feed->site, feed->entries[i]) != DAY_NONE;
	return n;
}

struct str atom_url(struct arena *a, const struct column *column)
{
	return column ? STR_CAT(a, column->slug, STR("/feed.xml")) : STR("feed.xml");
}

/* --- the feed --- */

static void add_head(const struct atom *f, const struct column *column, day_t updated)
{
	const struct site_front *site = &f->site->front;
	struct arena *a = f->out->arena;
	BUF_LIT(f->out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
	BUF_LIT(f->out, "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"");
	data_add_xml(f->out, site->language.s.n ? site->language.s : STR("zh-CN"));
	BUF_LIT(f->out, "\">\n");
	add_id(f, column ? column->slug : STR_NONE);
	struct str title = form_plain_label(a, site->title.s);
	struct str description = site->description.s;
	if (column) {
		title = STR_CAT(a, column->front.title.s, STR(" - "), title);
		description = column->front.description.s;
	}
	add_element(f, "title", title);
	if (description.n)
		add_element(f, "subtitle", description);
	add_link(f, "self", "application/atom+xml", f->file);
	add_link(f, "alternate", "text/html",
		column ? STR_CAT(a, column->slug, STR("/index.html")) : STR("index.html"));
	add_time(f, "updated", updated);
	const struct party *issuer = site->issuer.n ? site->issuer.items[0].party : NULL;
	add_author(f, issuer ? issuer->name.s : site->title.s);
	BUF_LIT(f->out, "<generator>placard</generator>\n");
}

void atom_render(struct buf *out, const struct atom_feed *feed)
{
	size_t n = atom_count(feed);
	struct atom f = {out, feed->site, atom_url(out->arena, feed->column)};
	const struct candidate *chosen = choose(out->arena, feed);
	add_head(&f, feed->column, n ? chosen[0].day : 0);
	for (size_t i = 0; i < n; i++)
		add_entry(&f, feed->entries[chosen[i].i],
			feed->excerpts ? feed->excerpts[chosen[i].i] : STR_NONE);
	BUF_LIT(out, "</feed>\n");
}
