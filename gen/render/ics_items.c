/* SPDX-License-Identifier: MIT */
/* What the entries of the site put into calendars. */
#include "render/ics.h"

#include "base/arena.h"
#include "render/data_text.h"

enum { UID_OCTETS = 255, HANDOVERS = 16 };

/* One item in the making. */
struct made {
	struct arena *arena;
	struct ics_items *items;
	const struct site *site;
	const struct entry *entry;
	struct buf text; /* the description */
	struct ics_item item;
};

/* --- identity --- */

/* FNV-1a: names of this length occur where a title of many Chinese characters stands for an id. */
static uint64_t hash(struct str s)
{
	uint64_t h = 0xCBF29CE484222325u;
	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * 0x100000001B3u;
	return h;
}

/* "plans/x/deadline/report@example.org"; RFC 7986 allows 255 octets. */
static struct str make_uid(const struct made *m, const char *kind, struct str id)
{
	struct arena *a = m->arena;
	struct str host = data_host(a, m->site);
	struct str name = STR_CAT(a, m->entry->path, STR("/"), str_from(kind), STR("/"), id);
	if (name.n + 1 + host.n > UID_OCTETS)
		name = str_printf(a, "%s-%016llx", kind, (unsigned long long)hash(name));
	return STR_CAT(a, name, STR("@"), host);
}

static bool is_ceased(const struct entry *e)
{
	return e->validity == VALID_REPEALED || e->validity == VALID_ANNULLED;
}

/* --- the description: a line a fact --- */

static struct str word(const struct made *m, const char *key)
{
	return site_word(m->site, key);
}

static void add_fact(struct made *m, const char *key, struct str text)
{
	if (!text.n)
		return;
	buf_add_char(&m->text, '\n');
	buf_add(&m->text, word(m, key));
	buf_add(&m->text, word(m, "page.colon"));
	buf_add(&m->text, text);
}

/* "随附…": what goes along with a report. */
static void add_with(struct made *m, struct str with)
{
	if (!with.n)
		return;
	buf_add_char(&m->text, '\n');
	const char *words = str_cstr(m->arena, word(m, "view.deadlines.with"));
	buf_add(&m->text, message_fill(m->arena, words, &ARGS(with)));
}

/* Who answers: what is settled, or was due before he left, stays with the one who is named. */
static const struct party *answering(
	const struct site *site, const struct party *p, bool settled, day_t last)
{
	for (int i = 0; i < HANDOVERS && !settled; i++) {
		bool left = p->until.kind != WHEN_NONE && p->until.first <= site->as_of &&
			    last >= p->until.first;
		if (!left || !p->successor.n || !p->successor.items[0].party)
			break;
		p = p->successor.items[0].party;
	}
	return p;
}

static struct str party_label(const struct party *p)
{
	return p->short_name.s.n ? p->short_name.s : p->name.s;
}

static struct str names(
	const struct made *m, const struct parties *parties, bool settled, day_t last)
{
	struct str *parts = NEW_N(m->arena, struct str, parties->n);
	for (size_t i = 0; i < parties->n; i++) {
		const struct party_ref *ref = &parties->items[i];
		if (ref->party)
			parts[i] = party_label(answering(m->site, ref->party, settled, last));
		else
			parts[i] = ref->group ? ref->group->title.s : ref->name.s;
	}
	return str_join(m->arena, parts, parties->n, word(m, "view.list"));
}

/* A date that is more than the day in the calendar: 2026年11月. */
static struct str wider_date(const struct made *m, const struct when *w)
{
	switch (w->kind) {
	case WHEN_MONTH:
	case WHEN_QUARTER:
	case WHEN_HALF:
	case WHEN_YEAR:
		return when_text(m->arena, w, m->site->lang);
	case WHEN_NONE:
	case WHEN_DAY:
	case WHEN_PERIOD:
	case WHEN_RELATIVE:
	case WHEN_EVENT:
		break;
	}
	return STR_NONE;
}

static struct str form_titles(const struct made *m, const struct texts *ids)
{
	VEC(struct str) titles = {0};
	for (size_t i = 0; i < ids->n; i++) {
		const struct form *f = entry_form(m->entry, ids->items[i].s);
		if (f && data_form_is_shown(m->site, m->entry, f))
			*vec_push(m->arena, &titles) = form_plain_label(m->arena, f->title.s);
	}
	return str_join(m->arena, titles.items, titles.n, word(m, "view.list"));
}

/* --- items --- */

static struct made begin(
	struct arena *a, struct ics_items *items, const struct site *site, const struct entry *e)
{
	struct made m = {.arena = a, .items = items, .site = site, .entry = e, .text = buf_new(a)};
	buf_add(&m.text, form_plain_label(a, e->front.title.s));
	return m;
}

static void add_item(struct made *m, const char *kind, struct text id, struct text title)
{
	struct arena *a = m->arena;
	struct str category = STR_CAT(a, STR("due."), str_from(kind));
	if (!data_day_is_known(m->item.first) || !data_day_is_known(m->item.last))
		return;
	m->item.uid = make_uid(m, kind, id.s.n ? id.s : title.s);
	m->item.title = form_plain_label(a, title.s);
	m->item.description = buf_str(&m->text);
	m->item.url = site_absolute(a, m->site, entry_url(a, m->entry));
	m->item.category = word(m, str_cstr(a, category));
	m->item.stamp = data_updated_day(m->site, m->entry);
	m->item.cancelled = m->item.cancelled || is_ceased(m->entry);
	*vec_push(a, &m->items->list) = m->item;
}

void ics_add_phase(struct arena *a, struct ics_items *items, const struct site *site,
	const struct entry *e, const struct phase *p)
{
	struct made m = begin(a, items, site, e);
	m.item.first = p->period.first;
	m.item.last = p->period.last;
	add_fact(&m, "view.phases.motto", p->motto.s);
	add_item(&m, "phase", p->id, p->title);
}

void ics_add_event(struct arena *a, struct ics_items *items, const struct site *site,
	const struct entry *e, const struct event *event)
{
	struct made m = begin(a, items, site, e);
	if (event->repeat.kind != REPEAT_NONE || event->date.kind == WHEN_NONE)
		return;
	m.item.first = event->date.first;
	m.item.last = event->date.last;
	m.item.location = event->place.s;
	add_fact(&m, "view.events.who", names(&m, &event->who, false, event->date.last));
	add_item(&m, "event", event->id, event->title);
}

void ics_add_deadline(struct arena *a, struct ics_items *items, const struct site *site,
	const struct entry *e, const struct deadline *d)
{
	struct made m = begin(a, items, site, e);
	if (d->repeat.kind != REPEAT_NONE || d->due.kind == WHEN_NONE)
		return;
	day_t last = d->due.last;
	m.item.first = m.item.last = last;
	add_fact(&m, "view.deadlines.who", names(&m, &d->who, false, last));
	add_fact(&m, "view.deadlines.to", names(&m, &d->to, false, last));
	add_fact(&m, "view.deadlines.due", wider_date(&m, &d->due));
	add_fact(&m, "view.deadlines.form", form_titles(&m, &d->form));
	add_fact(&m, "view.deadlines.channel", d->channel.s);
	add_with(&m, d->with.s);
	add_item(&m, "deadline", d->id, d->title);
}

static const char *status_key(const struct task *t)
{
	switch (t->status.v) {
	case TASK_DOING:
		return "view.status.doing";
	case TASK_DONE:
		return "view.status.done";
	case TASK_DROPPED:
		return "view.status.dropped";
	}
	return "view.status.todo";
}

void ics_add_task(struct arena *a, struct ics_items *items, const struct site *site,
	const struct entry *e, const struct task *t)
{
	struct made m = begin(a, items, site, e);
	const struct when *due = &t->due;
	if (due->kind == WHEN_NONE && t->in_phase)
		due = &t->in_phase->period;
	if (due->kind == WHEN_NONE)
		return;
	bool settled = t->status.v == TASK_DONE || t->status.v == TASK_DROPPED;
	/* What is not done is the successor's, even what was due before. */
	day_t last = settled ? due->last : DAY_OPEN_END;
	m.item.first = m.item.last = due->last;
	m.item.cancelled = t->status.v == TASK_DROPPED;
	add_fact(&m, "view.tasks.lead", names(&m, &t->lead, settled, last));
	add_fact(&m, "view.tasks.person", names(&m, &t->person, settled, last));
	add_fact(&m, "view.tasks.due", wider_date(&m, due));
	add_fact(&m, "view.tasks.status", word(&m, status_key(t)));
	add_item(&m, "task", t->id, t->title);
}

void ics_add_entry(
	struct arena *a, struct ics_items *items, const struct site *site, const struct entry *e)
{
	for (size_t i = 0; i < e->n_phases; i++)
		ics_add_phase(a, items, site, e, &e->phases[i]);
	for (size_t i = 0; i < e->n_events; i++)
		ics_add_event(a, items, site, e, &e->events[i]);
	for (size_t i = 0; i < e->n_deadlines; i++)
		ics_add_deadline(a, items, site, e, &e->deadlines[i]);
}

void ics_add_site(struct arena *a, struct ics_items *items, const struct site *site)
{
	for (size_t i = 0; i < site->n_entries; i++) {
		const struct entry *e = site->entries[i];
		ics_add_entry(a, items, site, e);
		for (size_t k = 0; k < e->n_tasks; k++)
			ics_add_task(a, items, site, e, &e->tasks[k]);
	}
}
