/* SPDX-License-Identifier: MIT */
/* What the entries of the site put into calendars. */
#include "render/ics.h"

#include "base/arena.h"
#include "render/data_text.h"

enum { UID_OCTETS = 255 };

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

/* A sentence of the interface with something in it: 随附…. */
static void add_words(struct made *m, const char *key, struct str text)
{
	const char *words = str_cstr(m->arena, word(m, key));
	buf_add_char(&m->text, '\n');
	buf_add(&m->text, text_fill(m->arena, words, &ARGS(text)));
}

/* Who answers on a day, and who will; DAY_NONE: it is settled, and stays with who is named. */
static struct str answering(const struct made *m, const struct party *p, day_t day)
{
	if (day == DAY_NONE)
		return party_label(p);
	p = party_on(p, day);
	/* Of a time of its own it is known who answers; else the next hand-over is told. */
	day_t next = day == m->site->as_of ? party_handover(p, day) : DAY_NONE;
	if (next == DAY_NONE)
		return party_label(p);
	const char *words = str_cstr(m->arena, word(m, "view.handover.next"));
	struct args args =
		ARGS(day_text(m->arena, next, m->site->lang), party_label(party_on(p, next)));
	return STR_CAT(m->arena, party_label(p), text_fill(m->arena, words, &args));
}

static struct str names(const struct made *m, const struct parties *parties, day_t day)
{
	struct str *parts = NEW_N(m->arena, struct str, parties->n + 1);
	for (size_t i = 0; i < parties->n; i++) {
		const struct party_ref *ref = &parties->items[i];
		if (ref->party)
			parts[i] = answering(m, ref->party, day);
		else
			parts[i] = ref->group ? ref->group->title.s : ref->name.s;
	}
	return str_join(m->arena, parts, parties->n, word(m, "view.list"));
}

/* Whether somebody hands over between the first time and the last. */
static bool changes_hands(const struct parties *parties, const struct series *s)
{
	day_t last = s->open ? DAY_OPEN_END : s->items[s->n - 1].last;
	for (size_t i = 0; i < parties->n; i++) {
		const struct party *p = parties->items[i].party;
		day_t next = p ? party_handover(p, s->items[0].last) : DAY_NONE;
		if (next != DAY_NONE && next <= last)
			return true;
	}
	return false;
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
		if (f && site_shows_form(m->site, m->entry, f))
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

static day_t later(const struct site *site, day_t day, const struct when *w)
{
	bool come = w->kind != WHEN_NONE && day_is_known(w->first) && w->first <= site->as_of;
	return come && w->first > day ? w->first : day;
}

/* RFC 5545, 3.8.7.2: when what stands here was made. */
static day_t stamp_of(const struct made *m)
{
	const struct front *f = &m->entry->front;
	day_t day = day_is_known(m->entry->issued) ? m->entry->issued : m->entry->published;
	return later(m->site, later(m->site, day, &f->version.date), &f->ceased.date);
}

static void add_item(struct made *m, const char *kind, struct str id, struct text title)
{
	struct arena *a = m->arena;
	struct str category = STR_CAT(a, STR("due."), str_from(kind));
	if (!day_is_known(m->item.first) || !day_is_known(m->item.last))
		return;
	m->item.uid = make_uid(m, kind, id);
	m->item.title = form_plain_label(a, title.s);
	m->item.description = buf_str(&m->text);
	m->item.url = site_absolute(a, m->site, entry_url(a, m->entry));
	m->item.category = word(m, str_cstr(a, category));
	m->item.stamp = stamp_of(m);
	m->item.cancelled = m->item.cancelled || entry_is_ceased(m->entry);
	*vec_push(a, &m->items->list) = m->item;
}

static struct str id_or_title(struct text id, struct text title)
{
	return id.s.n ? id.s : title.s;
}

/* Of a series each time by the day that was planned, so that it stays itself when it is moved. */
static struct str id_of_time(
	const struct made *m, struct str id, const struct series *s, const struct occurrence *at)
{
	if (!s->repeats || m->item.rule.n)
		return id;
	return STR_CAT(m->arena, id, STR("/"), day_iso(m->arena, at->planned));
}

static void set_time(struct made *m, const struct occurrence *at)
{
	m->item.first = at->first;
	m->item.last = at->last;
}

static void set_last(struct made *m, const struct when *due)
{
	m->item.first = m->item.last = due->kind == WHEN_NONE ? DAY_NONE : due->last;
}

/* What happened to the day: moved off a rest day, or by guess. */
static void add_shift(struct made *m, const struct occurrence *at)
{
	if (at->last != at->planned)
		add_words(m, "view.times.moved", day_text(m->arena, at->planned, m->site->lang));
	if (at->guessed)
		add_words(m, "view.times.guessed",
			str_printf(m->arena, "%d", day_to_civil(at->planned).year));
}

static bool by_rule(const struct series *s, const struct parties *who, struct ics_range range)
{
	bool whole = range.from == DAY_OPEN_BEGIN && range.until == DAY_OPEN_END;
	return whole && s->rule.n && !changes_hands(who, s);
}

static bool in_range(const struct occurrence *at, struct ics_range range)
{
	return at->last >= range.from && at->last < range.until;
}

void ics_add_phase(struct arena *a, struct ics_items *items, const struct site *site,
	const struct entry *e, const struct phase *p)
{
	struct made m = begin(a, items, site, e);
	m.item.first = p->period.first;
	m.item.last = p->period.last;
	add_fact(&m, "view.phases.motto", p->motto.s);
	add_item(&m, "phase", id_or_title(p->id, p->title), p->title);
}

static void add_event_time(struct arena *a, struct ics_items *items, const struct site *site,
	const struct entry *e, const struct event *event, const struct occurrence *at,
	struct str rule)
{
	struct made m = begin(a, items, site, e);
	m.item.rule = rule;
	m.item.location = event->place.s;
	set_time(&m, at);
	add_fact(&m, "view.events.who", names(&m, &event->who, at->last));
	add_shift(&m, at);
	struct str id = id_or_title(event->id, event->title);
	add_item(&m, "event", id_of_time(&m, id, &event->series, at), event->title);
}

void ics_add_event(struct arena *a, struct ics_items *items, const struct site *site,
	const struct entry *e, const struct event *event, struct ics_range range)
{
	const struct series *s = &event->series;
	if (s->n && by_rule(s, &event->who, range)) {
		add_event_time(a, items, site, e, event, &s->items[0], s->rule);
		return;
	}
	for (size_t i = 0; i < s->n; i++)
		if (in_range(&s->items[i], range))
			add_event_time(a, items, site, e, event, &s->items[i], STR_NONE);
}

static void add_deadline_time(struct arena *a, struct ics_items *items, const struct site *site,
	const struct entry *e, const struct deadline *d, const struct occurrence *at,
	struct str rule)
{
	struct made m = begin(a, items, site, e);
	m.item.rule = rule;
	set_time(&m, at);
	add_fact(&m, "view.deadlines.who", names(&m, &d->who, at->last));
	add_fact(&m, "view.deadlines.to", names(&m, &d->to, at->last));
	add_fact(&m, "view.deadlines.due", wider_date(&m, &d->due));
	add_fact(&m, "view.deadlines.form", form_titles(&m, &d->form));
	add_fact(&m, "view.deadlines.channel", d->channel.s);
	if (d->with.s.n)
		add_words(&m, "view.deadlines.with", d->with.s);
	add_shift(&m, at);
	struct str id = id_or_title(d->id, d->title);
	add_item(&m, "deadline", id_of_time(&m, id, &d->series, at), d->title);
}

void ics_add_deadline(struct arena *a, struct ics_items *items, const struct site *site,
	const struct entry *e, const struct deadline *d, struct ics_range range)
{
	const struct series *s = &d->series;
	if (s->n && by_rule(s, &d->who, range) && !changes_hands(&d->to, s)) {
		add_deadline_time(a, items, site, e, d, &s->items[0], s->rule);
		return;
	}
	for (size_t i = 0; i < s->n; i++)
		if (in_range(&s->items[i], range))
			add_deadline_time(a, items, site, e, d, &s->items[i], STR_NONE);
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
	const struct when *due = &t->due;
	if (due->kind == WHEN_NONE && t->in_phase)
		due = &t->in_phase->period;
	/* What is not done is the successor's, even what was due before. */
	day_t day = task_is_open(t) ? site->as_of : DAY_NONE;
	for (size_t i = 0; i < t->series.n; i++) {
		struct made m = begin(a, items, site, e);
		const struct occurrence *at = &t->series.items[i];
		set_time(&m, at);
		m.item.first = at->last;
		m.item.cancelled = t->status.v == TASK_DROPPED;
		add_fact(&m, "view.tasks.lead", names(&m, &t->lead, day));
		add_fact(&m, "view.tasks.person", names(&m, &t->person, day));
		add_fact(&m, "view.tasks.due", wider_date(&m, due));
		add_fact(&m, "view.tasks.status", word(&m, status_key(t)));
		add_shift(&m, at);
		struct str id = id_or_title(t->id, t->title);
		add_item(&m, "task", id_of_time(&m, id, &t->series, at), t->title);
	}
}

void ics_add_ledger(struct arena *a, struct ics_items *items, const struct site *site,
	const struct entry *e, const struct ledger_row *row)
{
	static const char *const states[] = {
		[LEDGER_OPEN] = "view.ledger.open",
		[LEDGER_REVIEW] = "view.ledger.review",
		[LEDGER_CLOSED] = "view.ledger.closed",
		[LEDGER_REOPENED] = "view.ledger.reopened",
	};
	if (!site_shows_row(site, e, row))
		return;
	struct made m = begin(a, items, site, e);
	enum ledger_status status = ledger_status_on(row, site->as_of);
	day_t day = status == LEDGER_CLOSED ? DAY_NONE : site->as_of;
	set_last(&m, &row->due);
	add_fact(&m, "view.ledger.measure", row->measure.s);
	add_fact(&m, "view.ledger.lead", names(&m, &row->lead, day));
	add_fact(&m, "view.ledger.person", names(&m, &row->person, day));
	add_fact(&m, "view.ledger.due", wider_date(&m, &row->due));
	add_fact(&m, "view.ledger.status", word(&m, states[status]));
	add_item(&m, "ledger", id_or_title(row->id, row->problem), row->problem);
}

void ics_add_pledge(struct arena *a, struct ics_items *items, const struct site *site,
	const struct entry *e, const struct pledge *p)
{
	static const char *const states[] = {
		[PLEDGE_MADE] = "view.pledges.made",
		[PLEDGE_KEPT] = "view.pledges.is-kept",
		[PLEDGE_BROKEN] = "view.pledges.broken",
	};
	struct made m = begin(a, items, site, e);
	enum pledge_status status = pledge_status_on(p, site->as_of);
	day_t day = status == PLEDGE_MADE ? site->as_of : DAY_NONE;
	set_last(&m, &p->due);
	add_fact(&m, "view.pledges.party", names(&m, &p->party, day));
	add_fact(&m, "view.pledges.due", wider_date(&m, &p->due));
	add_fact(&m, "view.pledges.status", word(&m, states[status]));
	add_item(&m, "pledge", id_or_title(p->id, p->text), p->text);
}

void ics_add_entry(
	struct arena *a, struct ics_items *items, const struct site *site, const struct entry *e)
{
	for (size_t i = 0; i < e->n_phases; i++)
		ics_add_phase(a, items, site, e, &e->phases[i]);
	for (size_t i = 0; i < e->n_events; i++)
		ics_add_event(a, items, site, e, &e->events[i], ICS_ALL);
	for (size_t i = 0; i < e->n_deadlines; i++)
		ics_add_deadline(a, items, site, e, &e->deadlines[i], ICS_ALL);
}

void ics_add_site(struct arena *a, struct ics_items *items, const struct site *site)
{
	for (size_t i = 0; i < site->n_entries; i++) {
		const struct entry *e = site->entries[i];
		ics_add_entry(a, items, site, e);
		for (size_t k = 0; k < e->n_tasks; k++)
			ics_add_task(a, items, site, e, &e->tasks[k]);
		for (size_t k = 0; k < e->n_ledger; k++)
			ics_add_ledger(a, items, site, e, &e->ledger[k]);
		for (size_t k = 0; k < e->n_pledges; k++)
			ics_add_pledge(a, items, site, e, &e->pledges[k]);
	}
}
