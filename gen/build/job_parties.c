/* SPDX-License-Identifier: MIT */
/* The pages of the register, and the calendar. */
#include "build/job.h"

#include "base/arena.h"
#include "render/ics.h"

static void crumbs(struct arena *a, const struct site *site, struct page *p, const char *word)
{
	page_crumb(a, p, site_word(site, "page.home"), STR("index.html"));
	if (word)
		page_crumb(a, p, site_word(site, word), STR("parties/index.html"));
	page_crumb(a, p, p->title, STR_NONE);
}

static const struct party *party_at(const struct site *site, size_t i)
{
	const struct party_register *reg = &site->parties;
	return i < reg->n_units ? &reg->units[i] : &reg->people[i - reg->n_units];
}

/* What a party leads, is the person of, or must send, as calendar items. */
static struct str party_calendar(struct job_worker *w, struct arena *a, const struct party *p)
{
	const struct site *site = w->shared->site;
	const struct party_duties *duties = duties_of(w->shared->duties, p);
	struct ics_items items = {0};
	for (size_t i = 0; i < duties->list.n; i++) {
		const struct duty *duty = &duties->list.items[i];
		const struct due_item *item = duty->item;
		const struct ics_range range = {duty->from, duty->until};
		if (!duty_is_own(duty->role))
			continue;
		switch (item->kind) {
		case DUE_PHASE:
			ics_add_phase(a, &items, site, item->entry, item->record);
			break;
		case DUE_EVENT:
			ics_add_event(a, &items, site, item->entry, item->record, range);
			break;
		case DUE_DEADLINE:
			ics_add_deadline(a, &items, site, item->entry, item->record, range);
			break;
		case DUE_TASK:
			ics_add_task(a, &items, site, item->entry, item->record);
			break;
		case DUE_LEDGER:
			ics_add_ledger(a, &items, site, item->entry, item->record);
			break;
		case DUE_PLEDGE:
			ics_add_pledge(a, &items, site, item->entry, item->record);
			break;
		}
	}
	if (!items.list.n)
		return STR_NONE;
	struct buf out = buf_new(a);
	ics_render(&out, site, p->name.s, &items);
	return buf_str(&out);
}

static void run_party(
	struct job_worker *w, struct arena *a, const struct job *job, struct report *r)
{
	const struct site *site = w->shared->site;
	const struct party *party = party_at(site, job->index);
	struct page p = page_new("party", party_url(a, party), party->name.s);
	crumbs(a, site, &p, "page.parties");
	struct view_context ctx = {.arena = a, .site = site, .diags = &r->diags};
	struct node *body = duties_page(&ctx, w->shared->duties, party);
	if (body)
		p.body = job_markup(w, a, r, p.file, body);
	struct value value = party_value(a, site, party);
	struct str calendar = party_calendar(w, a, party);
	if (calendar.n) {
		struct str file =
			STR_CAT(a, STR("parties/"), party_slug(party), STR("/calendar.ics"));
		job_put(w, a, r, file, calendar);
		VALUE_SET(a, &value, "calendar", value_text(file));
	}
	struct value context = page_context(a, site, &p);
	VALUE_SET(a, &context, "party", value);
	job_page(w, a, r, "party.html", p.file, &context);
}

static void run_parties(
	struct job_worker *w, struct arena *a, const struct job *job, struct report *r)
{
	const struct site *site = w->shared->site;
	struct page p =
		page_new("parties", STR("parties/index.html"), site_word(site, "page.parties"));
	crumbs(a, site, &p, NULL);
	struct value context = page_context(a, site, &p);
	VALUE_SET(a, &context, "parties", parties_value(a, site));
	job_page(w, a, r, "parties.html", p.file, &context);
	(void)job;
}

static void run_calendar(
	struct job_worker *w, struct arena *a, const struct job *job, struct report *r)
{
	const struct site *site = w->shared->site;
	struct page p =
		page_new("calendar", STR("calendar/index.html"), site_word(site, "page.calendar"));
	crumbs(a, site, &p, NULL);
	struct view_context ctx = {.arena = a, .site = site, .diags = &r->diags};
	struct node *body = duties_calendar(&ctx, w->shared->duties);
	page_toc(a, &p, body);
	p.body = job_markup(w, a, r, p.file, body);
	struct value context = page_context(a, site, &p), calendar = value_map();
	struct ics_items items = {0};
	ics_add_site(a, &items, site);
	struct str ics = items.list.n ? STR("calendar/calendar.ics") : STR_NONE;
	if (items.list.n) {
		struct buf out = buf_new(a);
		ics_render(&out, site, site->front.title.s, &items);
		job_put(w, a, r, ics, buf_str(&out));
	}
	VALUE_SET(a, &calendar, "ics", value_text(ics));
	VALUE_SET(a, &context, "calendar", calendar);
	job_page(w, a, r, "calendar.html", p.file, &context);
	(void)job;
}

void jobs_of_parties(struct arena *a, const struct site *site, struct job_list *jobs)
{
	size_t n = site->parties.n_units + site->parties.n_people;
	*vec_push(a, &jobs->list) =
		(struct job){.run = run_calendar, .name = STR("calendar/index.html")};
	if (n)
		*vec_push(a, &jobs->list) =
			(struct job){.run = run_parties, .name = STR("parties/index.html")};
	for (size_t i = 0; i < n; i++)
		*vec_push(a, &jobs->list) = (struct job){
			.run = run_party, .name = party_url(a, party_at(site, i)), .index = i};
}
