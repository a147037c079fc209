/* SPDX-License-Identifier: MIT */
/* What entry.html and the cards of lists get of an entry. */
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

const char *validity_code(enum validity v)
{
	static const char *const codes[] = {
		"", "not_yet", "in_force", "amended", "repealed", "annulled"};
	return codes[v];
}

static const struct ceased *ceased_of(const struct entry *e)
{
	bool own = e->front.ceased.date.kind != WHEN_NONE || !e->issued_by;
	return own ? &e->front.ceased : &e->issued_by->front.ceased;
}

/* The sentence under the title of what is not, or no longer, in force. */
static struct str validity_note(struct arena *a, const struct site *site, const struct entry *e)
{
	const struct ceased *c = ceased_of(e);
	struct str day = day_text(a, c->date.first, site->lang), by = c->by.s;
	if (e->validity == VALID_REPEALED && !day.n && e->superseded_by)
		by = e->superseded_by->front.number.s;
	const char *key = e->validity == VALID_REPEALED	  ? "validity.note_repealed"
			  : e->validity == VALID_ANNULLED ? "validity.note_annulled"
			  : e->validity == VALID_NOT_YET  ? "validity.note_not_yet"
							  : NULL;
	if (!key)
		return STR_NONE;
	if (e->validity == VALID_NOT_YET)
		day = day_text(a, e->front.effective.first, site->lang);
	struct str note = str_replace(a, site_word(site, key), STR("{day}"), day);
	struct str reason = site_word(site, "validity.note_by");
	reason = by.n ? str_replace(a, reason, STR("{by}"), by) : STR_NONE;
	return str_replace(a, note, STR("{by}"), reason);
}

static struct value validity_value(struct arena *a, const struct site *site, const struct entry *e)
{
	struct value v = value_map();
	const char *code = validity_code(e->validity);
	set(a, &v, "code", str_from(code));
	set(a, &v, "text", *code ? word(a, site, "validity.", code) : STR_NONE);
	set(a, &v, "note", validity_note(a, site, e));
	return v;
}

static const char *kind_name(const struct entry *e)
{
	return entry_kind_words.rows[e->kind - 1].name;
}

struct value entry_link_value(struct arena *a, const struct site *site, const struct entry *e)
{
	(void)site;
	if (!e || !e->shown)
		return value_text(STR_NONE);
	struct value v = value_map();
	set(a, &v, "title", plain_title(a, e));
	set(a, &v, "url", entry_url(a, e));
	return v;
}

/* --- the head block --- */

struct head {
	struct arena *arena;
	const struct site *site;
	struct value rows;
};

static void add_row(
	struct head *h, const char *key, struct str text, struct str url, struct str datetime)
{
	if (!text.n)
		return;
	struct value row = value_map();
	set(h->arena, &row, "key", str_from(key));
	set(h->arena, &row, "label", word(h->arena, h->site, "head.", key));
	set(h->arena, &row, "text", text);
	set(h->arena, &row, "url", url);
	set(h->arena, &row, "datetime", datetime);
	value_add(h->arena, &h->rows, row);
}

static void add_text(struct head *h, const char *key, struct str text)
{
	add_row(h, key, text, STR_NONE, STR_NONE);
}

static void add_day(struct head *h, const char *key, day_t day)
{
	add_row(h, key, day_text(h->arena, day, h->site->lang), STR_NONE, day_iso(h->arena, day));
}

static void add_when(struct head *h, const char *key, const struct when *w)
{
	if (w->kind == WHEN_DAY && w->minutes >= 0)
		add_row(h, key, when_text(h->arena, w, h->site->lang), STR_NONE,
			STR_CAT(h->arena, day_iso(h->arena, w->first),
				str_printf(
					h->arena, "T%02d:%02d", w->minutes / 60, w->minutes % 60)));
	else if (w->kind == WHEN_DAY)
		add_day(h, key, w->first);
	else
		add_text(h, key, when_text(h->arena, w, h->site->lang));
}

static void add_issuers(struct head *h, const struct entry *e)
{
	struct str names = STR_NONE;
	const struct party *p;
	for (size_t i = 0; (p = entry_issuer(e, i)); i++)
		names = STR_CAT(h->arena, names, i ? STR(" ") : STR_NONE, p->name.s);
	const struct party *first = entry_issuer(e, 0);
	add_row(h, "issuer", names,
		first && !entry_issuer(e, 1) ? party_url(h->arena, first) : STR_NONE, STR_NONE);
}

/* A basis that is an entry of the site is shown by its number or title, and linked. */
static void add_basis(struct head *h, const struct entry *e)
{
	for (size_t i = 0; i < e->front.basis.n; i++) {
		struct str name = e->front.basis.items[i].s;
		const struct entry *basis = site_entry(h->site, name);
		if (!basis) {
			add_text(h, "basis", name);
			continue;
		}
		if (!basis->shown) /* neither its number nor its title is for who reads this */
			continue;
		struct str number = basis->front.number.s;
		add_row(h, "basis", number.n ? number : plain_title(h->arena, basis),
			entry_url(h->arena, basis), STR_NONE);
	}
}

static struct value head_value(struct arena *a, const struct site *site, const struct entry *e)
{
	struct head h = {a, site, value_list()};
	const struct front *f = &e->front;
	if (e->kind == ENTRY_PAGE)
		return h.rows;
	add_text(&h, "index_no", f->index_no.s);
	add_text(&h, "class", f->class.s);
	add_issuers(&h, e);
	add_day(&h, "issued", e->issued);
	add_text(&h, "number", f->number.s);
	if (f->published.kind != WHEN_NONE)
		add_when(&h, "published", &f->published);
	else
		add_day(&h, "published", e->published);
	add_when(&h, "effective", &f->effective);
	add_text(&h, "validity",
		e->validity ? word(a, site, "validity.", validity_code(e->validity)) : STR_NONE);
	const struct ceased *c = ceased_of(e);
	if (c->date.kind != WHEN_NONE)
		add_when(&h, c->kind.v == CEASE_ANNULLED ? "annulled" : "repealed", &c->date);
	add_when(&h, "period", &f->period);
	add_text(&h, "signer", texts_joined(a, &f->signer, STR("、")));
	add_text(&h, "urgency", f->urgency.s);
	add_basis(&h, e);
	add_text(&h, "keywords", texts_joined(a, &f->keywords, STR("、")));
	return h.rows;
}

/* --- addressees, signature, contact --- */

static struct value signature_value(struct arena *a, const struct site *site, const struct entry *e)
{
	struct value v = value_map(), issuers = value_list();
	const struct party *p;
	if (e->kind != ENTRY_NOTICE && e->kind != ENTRY_BULLETIN)
		return value_text(STR_NONE);
	for (size_t i = 0; (p = entry_issuer(e, i)); i++)
		value_add(a, &issuers, value_text(p->name.s));
	if (!issuers.n && e->issued == DAY_NONE)
		return value_text(STR_NONE);
	VALUE_SET(a, &v, "issuers", issuers);
	set(a, &v, "date_text", day_text(a, e->issued, site->lang));
	return v;
}

static struct value contact_value(struct arena *a, const struct entry *e)
{
	const struct contact *c = &e->front.contact;
	struct value v = value_map(), people = value_list();
	if (!c->people.n && !c->phone.s.n && !c->fax.s.n && !c->email.s.n)
		return value_text(STR_NONE);
	for (size_t i = 0; i < c->people.n; i++)
		value_add(a, &people, value_text(c->people.items[i].s));
	VALUE_SET(a, &v, "people", people);
	set(a, &v, "phone", c->phone.s);
	set(a, &v, "fax", c->fax.s);
	set(a, &v, "email", c->email.s);
	return v;
}

static struct value forms_value(struct arena *a, const struct site *site, const struct entry *e)
{
	struct value forms = value_list();
	for (size_t i = 0; i < e->n_forms; i++) {
		const struct form *f = &e->forms[i];
		if (!site_shows_form(site, e, f))
			continue;
		struct value v = value_map();
		set(a, &v, "title", form_plain_label(a, f->title.s));
		set(a, &v, "number", f->number.s);
		set(a, &v, "html", form_url(a, e, f, STR("html")));
		set(a, &v, "pdf", form_url(a, e, f, STR("pdf")));
		set(a, &v, "docx", form_url(a, e, f, STR("docx")));
		value_add(a, &forms, v);
	}
	return forms;
}

struct value entry_value(struct arena *a, const struct site *site, const struct entry *e)
{
	struct value v = value_map();
	struct str to =
		names_as_written(a, &e->front.to, site->lang == LANG_ZH ? STR("，") : STR(", "));
	set(a, &v, "path", e->path);
	set(a, &v, "title", plain_title(a, e));
	set(a, &v, "motto", e->front.motto.s);
	set(a, &v, "kind", str_from(kind_name(e)));
	set(a, &v, "kind_text", word(a, site, "kind.", kind_name(e)));
	set(a, &v, "number", e->front.number.s);
	VALUE_SET(a, &v, "head", head_value(a, site, e));
	VALUE_SET(a, &v, "validity", validity_value(a, site, e));
	set(a, &v, "notice_to",
		to.n ? STR_CAT(a, to, site->lang == LANG_ZH ? STR("：") : STR(":")) : to);
	set(a, &v, "copy_to", names_as_written(a, &e->front.copy_to, STR("，")));
	VALUE_SET(a, &v, "contact", contact_value(a, e));
	VALUE_SET(a, &v, "signature", signature_value(a, site, e));
	set(a, &v, "remark", e->front.remark.s);
	VALUE_SET(a, &v, "forms", forms_value(a, site, e));
	VALUE_SET(a, &v, "x", free_keys_value(a, &e->front.record));
	VALUE_SET(a, &v, "issued_by", entry_link_value(a, site, e->issued_by));
	VALUE_SET(a, &v, "issues", entry_link_value(a, site, e->issues));
	VALUE_SET(a, &v, "supersedes", entry_link_value(a, site, e->supersedes));
	VALUE_SET(a, &v, "superseded_by", entry_link_value(a, site, e->superseded_by));
	return v;
}

void entry_meta(struct arena *a, const struct site *site, const struct entry *e, struct page *p)
{
	page_meta(a, p, "SiteName", site->front.title.s);
	page_meta(a, p, "SiteIDCode", site->front.identity.site_code.s);
	page_meta(a, p, "ColumnName", e->column->front.title.s);
	if (e->kind == ENTRY_PAGE)
		return;
	const struct when *w = &e->front.published;
	int minutes = w->kind == WHEN_DAY && w->minutes >= 0 ? w->minutes : 0;
	const struct party *issuer = entry_issuer(e, 0);
	page_meta(a, p, "ArticleTitle", plain_title(a, e));
	if (e->published != DAY_NONE)
		page_meta(a, p, "PubDate",
			STR_CAT(a, day_iso(a, e->published),
				str_printf(a, " %02d:%02d", minutes / 60, minutes % 60)));
	page_meta(a, p, "ContentSource", issuer ? issuer->name.s : site->front.title.s);
	page_meta(a, p, "Keywords", texts_joined(a, &e->front.keywords, STR(",")));
}

struct value card_value(
	struct arena *a, const struct site *site, const struct entry *e, struct str excerpt)
{
	struct value v = value_map();
	set(a, &v, "title", plain_title(a, e));
	set(a, &v, "url", entry_url(a, e));
	set(a, &v, "number", e->front.number.s);
	set(a, &v, "date", day_iso(a, e->published));
	set(a, &v, "date_text", day_text(a, e->published, site->lang));
	set(a, &v, "kind", str_from(kind_name(e)));
	set(a, &v, "kind_text", word(a, site, "kind.", kind_name(e)));
	VALUE_SET(a, &v, "validity", validity_value(a, site, e));
	set(a, &v, "excerpt", e->front.description.s.n ? e->front.description.s : excerpt);
	set(a, &v, "motto", e->front.motto.s);
	set(a, &v, "period_text", when_text(a, &e->front.period, site->lang));
	return v;
}
