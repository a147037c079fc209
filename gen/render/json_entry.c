/* SPDX-License-Identifier: MIT */
/* data.json: an entry as this build publishes it; nothing names what the build does not show. */
#include "base/arena.h"
#include "base/path.h"
#include "render/data_text.h"
#include "render/json.h"

struct entry_data {
	struct buf *out;
	const struct site *site;
	const struct entry *entry;
	struct str file; /* its own place, for relative addresses */
};

static void add_url(const struct entry_data *d, struct json_map *m, struct str url)
{
	json_text(m, "url", data_url(d->out->arena, d->site, d->file, url));
}

/* --- facts of an entry --- */

void json_issuers(struct json_map *m, const struct entry *e)
{
	const struct party *p = entry_issuer(e, 0);
	if (!p)
		return;
	json_key(m, STR("issuer"));
	BUF_LIT(m->out, "[");
	for (size_t i = 0; p; p = entry_issuer(e, ++i)) {
		buf_add(m->out, i ? STR(", ") : STR_NONE);
		json_party(m->out, p);
	}
	BUF_LIT(m->out, "]");
}

void json_validity(struct json_map *m, const struct site *site, enum validity v)
{
	struct json_map state = {m->out, ", ", false};
	if (v == VALID_NONE)
		return;
	json_key(m, STR("validity"));
	BUF_LIT(m->out, "{");
	json_text(&state, "code", data_validity_code(v));
	json_text(&state, "text", data_validity_text(site, v));
	BUF_LIT(m->out, "}");
}

/* --- front matter --- */

/* What is worked out below, what tells the program how to build, and what is never published. */
static const char *const own_fields[] = {"kind", "title", "issuer", "issued", "published",
	"effective", "basis", "attachments", "supersedes", "issues", "secrecy", "draft", "filters",
	"outputs", "layout", "redirects", NULL};

/* A day with its time where the front matter has one, else as it was worked out. */
static void add_day(const struct entry_data *d, struct json_map *m, const char *key,
	const struct when *written, day_t day)
{
	if (!day_is_known(day))
		return;
	json_key(m, str_from(key));
	struct buf *out = d->out;
	if (written->kind == WHEN_DAY && written->first == day && written->minutes >= 0)
		buf_add_json(out,
			str_printf(out->arena, "%.*sT%02d:%02d", STR_FMT(day_iso(out->arena, day)),
				written->minutes / 60, written->minutes % 60));
	else
		json_day(out, day);
}

static void add_days(const struct entry_data *d, struct json_map *m)
{
	const struct entry *e = d->entry;
	bool own = e->front.published.kind != WHEN_NONE || !e->issued_by;
	add_day(d, m, "issued", &e->front.issued, e->issued);
	add_day(d, m, "published", own ? &e->front.published : &e->issued_by->front.published,
		e->published);
	if (e->kind != ENTRY_PAGE)
		add_day(d, m, "effective", &e->front.effective, data_effective_day(e));
}

static void add_entry_path(struct json_map *m, const char *key, const struct entry *e)
{
	if (data_shown(e))
		json_text(m, key, e->path);
}

/* Numbers of documents, and paths of entries that are shown. */
static void add_basis(const struct entry_data *d, struct json_map *m)
{
	const struct texts *basis = &d->entry->front.basis;
	struct value list = value_list();
	for (size_t i = 0; i < basis->n; i++) {
		const struct entry *e = site_entry(d->site, basis->items[i].s);
		if (!e || e->shown)
			value_add(d->out->arena, &list, value_text(basis->items[i].s));
	}
	if (!list.n)
		return;
	json_key(m, STR("basis"));
	json_value(d->out, &list);
}

static void add_relations(const struct entry_data *d, struct json_map *m)
{
	add_basis(d, m);
	add_entry_path(m, "issues", d->entry->issues);
	add_entry_path(m, "issued_by", d->entry->issued_by);
	add_entry_path(m, "supersedes", d->entry->supersedes);
	add_entry_path(m, "superseded_by", d->entry->superseded_by);
}

static void add_attachment(const struct entry_data *d, struct json_map *list, size_t i)
{
	const struct attachment *at = &d->entry->attachments[i];
	struct arena *a = d->out->arena;
	if (at->kind == ATTACH_FORM && !site_shows_form(d->site, d->entry, at->form))
		return;
	buf_add(d->out, list->more ? STR(",\n") : STR("\n"));
	list->more = true;
	struct json_map m = {d->out, ", ", false};
	BUF_LIT(d->out, "{");
	json_key(&m, STR("no"));
	buf_add_int(d->out, (int64_t)i + 1);
	json_text(&m, "title", form_plain_label(a, at->title));
	switch (at->kind) {
	case ATTACH_FORM:
		add_url(d, &m, form_url(a, d->entry, at->form, STR("html")));
		break;
	case ATTACH_FILE:
		add_url(d, &m, path_join(a, d->entry->path, at->asset->name));
		break;
	case ATTACH_TEXT: /* it follows the body on the entry's own page */
		break;
	}
	BUF_LIT(d->out, "}");
}

static void add_attachments(const struct entry_data *d, struct json_map *m)
{
	struct json_map list = {d->out, ",\n", false};
	if (!d->entry->n_attachments)
		return;
	json_key(m, STR("attachments"));
	BUF_LIT(d->out, "[");
	for (size_t i = 0; i < d->entry->n_attachments; i++)
		add_attachment(d, &list, i);
	buf_add(d->out, list.more ? STR("\n]") : STR("]"));
}

static void add_front(const struct entry_data *d, struct json_map *m)
{
	const struct entry *e = d->entry;
	json_text(m, "entry", e->path);
	add_url(d, m, entry_url(d->out->arena, e));
	json_text(m, "title", form_plain_label(d->out->arena, e->front.title.s));
	json_text(m, "kind", str_from(entry_kind_words.rows[e->kind - 1].name));
	json_issuers(m, e);
	add_days(d, m);
	json_validity(m, d->site, e->validity);
	json_fields(m, &front_schema, &e->front, own_fields);
	add_relations(d, m);
	add_attachments(d, m);
	json_free_keys(m, e->front.record.raw);
}

/* --- records --- */

static void add_records(
	struct json_map *m, const char *key, const struct schema *s, void *items, size_t n)
{
	struct records records = {items, n, SPAN_NONE};
	if (!n)
		return;
	json_key(m, str_from(key));
	json_render_records(m->out, s, &records);
}

/* A list with a record a line: opens the next of them. */
static void next_record(struct buf *out, bool *more)
{
	buf_add(out, *more ? STR(",\n{") : STR("\n{"));
	*more = true;
}

static void add_form_ids(const struct entry_data *d, struct json_map *m, const struct texts *ids)
{
	struct value list = value_list();
	for (size_t i = 0; i < ids->n; i++) {
		const struct form *f = entry_form(d->entry, ids->items[i].s);
		if (f && site_shows_form(d->site, d->entry, f))
			value_add(d->out->arena, &list, value_text(f->id.s));
	}
	if (!list.n)
		return;
	json_key(m, STR("form"));
	json_value(d->out, &list);
}

static bool is_moved(const struct occurrence *at)
{
	return at->last != at->planned;
}

/* "2026-07-28", or "2026-07-06/2026-07-12" of what lasts; of one day that stands as written none.
 */
static void add_times(struct json_map *m, const struct series *s)
{
	struct arena *a = m->out->arena;
	struct value times = value_list(), years = value_list();
	int told = 0;
	if (!s->n || !(s->repeats || is_moved(&s->items[0]) || s->items[0].guessed))
		return;
	for (size_t i = 0; i < s->n; i++) {
		const struct occurrence *at = &s->items[i];
		int year = day_to_civil(at->planned).year;
		struct str day = day_iso(a, at->first);
		if (at->first != at->last)
			day = STR_CAT(a, day, STR("/"), day_iso(a, at->last));
		value_add(a, &times, value_text(day));
		if (at->guessed && year != told)
			value_add(a, &years, value_number(year));
		told = at->guessed ? year : told;
	}
	json_key(m, STR("times"));
	json_value(m->out, &times);
	if (s->open) {
		json_key(m, STR("times_go_on"));
		BUF_LIT(m->out, "true");
	}
	if (years.n) {
		json_key(m, STR("rest_days_unknown"));
		json_value(m->out, &years);
	}
}

static void add_tasks(const struct entry_data *d, struct json_map *m)
{
	static const char *const skip[] = {NULL};
	bool more = false;
	if (!d->entry->n_tasks)
		return;
	json_key(m, STR("tasks"));
	BUF_LIT(d->out, "[");
	for (size_t i = 0; i < d->entry->n_tasks; i++) {
		const struct task *t = &d->entry->tasks[i];
		struct json_map row = {d->out, ", ", false};
		next_record(d->out, &more);
		json_fields(&row, &task_schema, t, skip);
		add_times(&row, &t->series);
		json_free_keys(&row, t->record.raw);
		BUF_LIT(d->out, "}");
	}
	BUF_LIT(d->out, "\n]");
}

static void add_events(const struct entry_data *d, struct json_map *m)
{
	static const char *const skip[] = {NULL};
	bool more = false;
	if (!d->entry->n_events)
		return;
	json_key(m, STR("events"));
	BUF_LIT(d->out, "[");
	for (size_t i = 0; i < d->entry->n_events; i++) {
		const struct event *event = &d->entry->events[i];
		struct json_map row = {d->out, ", ", false};
		next_record(d->out, &more);
		json_fields(&row, &event_schema, event, skip);
		add_times(&row, &event->series);
		json_free_keys(&row, event->record.raw);
		BUF_LIT(d->out, "}");
	}
	BUF_LIT(d->out, "\n]");
}

static void add_deadlines(const struct entry_data *d, struct json_map *m)
{
	static const char *const skip[] = {"form", NULL};
	bool more = false;
	if (!d->entry->n_deadlines)
		return;
	json_key(m, STR("deadlines"));
	BUF_LIT(d->out, "[");
	for (size_t i = 0; i < d->entry->n_deadlines; i++) {
		const struct deadline *deadline = &d->entry->deadlines[i];
		struct json_map row = {d->out, ", ", false};
		next_record(d->out, &more);
		json_fields(&row, &deadline_schema, deadline, skip);
		add_form_ids(d, &row, &deadline->form);
		add_times(&row, &deadline->series);
		json_free_keys(&row, deadline->record.raw);
		BUF_LIT(d->out, "}");
	}
	BUF_LIT(d->out, "\n]");
}

/* `state` is as of the day of the build, where status is as the file has it. */
static void add_ledger(const struct entry_data *d, struct json_map *m)
{
	static const char *const skip[] = {"audience", NULL};
	static const char *const states[] = {
		[LEDGER_OPEN] = "open",
		[LEDGER_REVIEW] = "review",
		[LEDGER_CLOSED] = "closed",
		[LEDGER_REOPENED] = "reopened",
	};
	bool more = false;
	day_t day = d->site->as_of;
	for (size_t i = 0; i < d->entry->n_ledger; i++) {
		const struct ledger_row *ledger = &d->entry->ledger[i];
		if (!site_shows_row(d->site, d->entry, ledger))
			continue;
		if (!more) {
			json_key(m, STR("ledger"));
			BUF_LIT(d->out, "[");
		}
		struct json_map row = {d->out, ", ", false};
		next_record(d->out, &more);
		json_fields(&row, &ledger_schema, ledger, skip);
		json_text(&row, "state", str_from(states[ledger_status_on(ledger, day)]));
		if (ledger_is_late(ledger, day)) {
			json_key(&row, STR("late"));
			BUF_LIT(d->out, "true");
		}
		json_free_keys(&row, ledger->record.raw);
		BUF_LIT(d->out, "}");
	}
	if (more)
		BUF_LIT(d->out, "\n]");
}

/* Members as parties: the selectors that the file may have say nothing outside the site. */
static void add_groups(const struct entry_data *d, struct json_map *m)
{
	static const char *const skip[] = {"members", NULL};
	bool more = false;
	if (!d->entry->n_groups)
		return;
	json_key(m, STR("groups"));
	BUF_LIT(d->out, "[");
	for (size_t i = 0; i < d->entry->n_groups; i++) {
		const struct group *g = &d->entry->groups[i];
		struct json_map row = {d->out, ", ", false};
		next_record(d->out, &more);
		json_fields(&row, &group_schema, g, skip);
		if (g->members.n) {
			json_key(&row, STR("members"));
			json_parties(d->out, &g->members);
		}
		json_free_keys(&row, g->record.raw);
		BUF_LIT(d->out, "}");
	}
	BUF_LIT(d->out, "\n]");
}

static void add_forms(const struct entry_data *d, struct json_map *m)
{
	bool more = false;
	struct arena *a = d->out->arena;
	for (size_t i = 0; i < d->entry->n_forms; i++) {
		const struct form *f = &d->entry->forms[i];
		if (!site_shows_form(d->site, d->entry, f))
			continue;
		if (!more) {
			json_key(m, STR("forms"));
			BUF_LIT(d->out, "[");
		}
		struct json_map row = {d->out, ", ", false};
		next_record(d->out, &more);
		json_text(&row, "id", f->id.s);
		json_text(&row, "title", form_plain_label(a, f->title.s));
		add_url(d, &row, form_url(a, d->entry, f, STR("html")));
		BUF_LIT(d->out, "}");
	}
	if (more)
		BUF_LIT(d->out, "\n]");
}

bool json_entry_has_data(const struct site *site, const struct entry *e)
{
	for (size_t i = 0; i < e->n_ledger; i++)
		if (site_shows_row(site, e, &e->ledger[i]))
			return true;
	return e->n_tasks + e->n_phases + e->n_events + e->n_deadlines + e->n_groups + e->n_forms +
		       e->n_targets + e->n_actuals + e->n_checklists + e->n_records + e->n_rotas +
		       e->n_liaison + e->n_pledges >
	       0;
}

void json_render_entry(struct buf *out, const struct site *site, const struct entry *e)
{
	struct entry_data d = {out, site, e, path_join(out->arena, e->path, STR("data.json"))};
	struct json_map m = {out, ",\n", false};
	BUF_LIT(out, "{\n");
	add_front(&d, &m);
	add_tasks(&d, &m);
	add_records(&m, "phases", &phase_schema, e->phases, e->n_phases);
	add_events(&d, &m);
	add_deadlines(&d, &m);
	add_ledger(&d, &m);
	json_targets(&m, e);
	add_records(&m, "checklists", &checklist_schema, e->checklists, e->n_checklists);
	add_records(&m, "records", &record_schema, e->records, e->n_records);
	json_rotas(&m, e);
	add_records(&m, "liaison", &liaison_schema, e->liaison, e->n_liaison);
	add_records(&m, "pledges", &pledge_schema, e->pledges, e->n_pledges);
	add_groups(&d, &m);
	add_forms(&d, &m);
	BUF_LIT(out, "\n}\n");
}
