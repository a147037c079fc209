/* SPDX-License-Identifier: MIT */
#include "resolve/rota_lock.h"

#include "base/arena.h"
#include "doc/messages.h"
#include "doc/rota.h"
#include "resolve/party.h"
#include "resolve/rota_plan.h"

/* --- whom the rows mean --- */

static const struct rota *find_rota(const struct entry *e, struct str id)
{
	for (size_t i = 0; i < e->n_rotas; i++)
		if (str_eq(e->rotas[i].id.s, id))
			return &e->rotas[i];
	return NULL;
}

static void tell_unknown(struct reader *r, const struct entry *e, struct text name)
{
	diag_add(r->diags, MSG(rota_unknown), name.at, ARGS(name.s, e->path));
}

void rota_link(struct reader *r, const struct site *site, struct entry *e)
{
	for (size_t i = 0; i < e->n_turns; i++) {
		struct rota_turn *t = &e->turns[i];
		const struct party *who = party_named(&site->parties, t->person.s);
		t->of = find_rota(e, t->rota.s);
		t->who = who && who->kind == PARTY_PERSON ? who : NULL;
		t->at = party_named(&site->parties, t->host.s);
		if (!t->of && t->rota.s.n)
			tell_unknown(r, e, t->rota);
		if (!t->who && t->person.s.n)
			tell_unknown(r, e, t->person);
		if (!t->at && t->host.s.n)
			tell_unknown(r, e, t->host);
	}
}

/* --- whether they are still right --- */

struct judge {
	struct arena *arena;
	const struct rota_plan *plan;
	struct diags *diags;
	struct rota_turns turns;
};

static struct str count(const struct judge *j, size_t n)
{
	return str_printf(j->diags->arena, "%zu", n);
}

static struct str days_text(const struct judge *j, day_t first, day_t last)
{
	struct arena *a = j->diags->arena;
	return STR_CAT(a, day_iso(a, first), STR("/"), day_iso(a, last));
}

static bool is_told_above(const struct rota_turns *turns, size_t i)
{
	const struct rota_turn *t = turns->items[i], *above = turns->items[i - (i > 0)];
	return i && rota_batch_end(turns, i - 1) > i && t->from.first == above->from.first &&
	       t->to.first == above->to.first;
}

static void judge_days(const struct judge *j, size_t i)
{
	const struct rota_plan *plan = j->plan;
	const struct rota_turn *t = j->turns.items[i];
	struct str path = plan->entry->path;
	if (is_told_above(&j->turns, i) || !t->batch.set)
		return;
	if (t->batch.v < 1 || t->batch.v > plan->wish.n_batches) {
		diag_add(j->diags, MSG(rota_no_batch), t->batch.at,
			ARGS(plan->rota->title.s, count(j, (size_t)plan->wish.n_batches), path));
		return;
	}
	const struct rota_days *days = &plan->days[(int)t->batch.v - 1];
	if (t->from.kind != WHEN_NONE && t->to.kind != WHEN_NONE &&
		(t->from.first != days->first || t->to.last != days->last))
		diag_add(j->diags, MSG(rota_other_days),
			t->from.first != days->first ? t->from.at : t->to.at,
			ARGS(t->batch.written, days_text(j, days->first, days->last), path));
}

static void judge_person(const struct judge *j, const struct rota_turn *t, struct party_set *drawn)
{
	const struct when *until = &t->who->until;
	struct str path = j->plan->entry->path, name = t->who->name.s;
	if (party_set_has(drawn, t->who))
		diag_add(j->diags, MSG(rota_person_twice), t->person.at, ARGS(name, path));
	else if (until->kind != WHEN_NONE && t->to.kind != WHEN_NONE && until->first <= t->to.last)
		diag_add(j->diags, MSG(rota_person_left), t->person.at,
			ARGS(name, day_iso(j->diags->arena, until->first), path));
	else if (!party_set_has(&j->plan->people, t->who))
		diag_add(j->diags, MSG(rota_person_over), t->person.at,
			ARGS(name, j->plan->rota->title.s, path));
	party_set_add(j->arena, drawn, t->who);
}

static void judge_people(const struct judge *j)
{
	struct party_set drawn = party_set_new(j->arena, &j->plan->site->parties);
	for (size_t i = 0; i < j->turns.n; i++) {
		judge_days(j, i);
		judge_person(j, j->turns.items[i], &drawn);
	}
	const struct party_set *people = &j->plan->people;
	for (size_t i = 0; i < people->list.n; i++)
		if (!party_set_has(&drawn, people->list.items[i]))
			diag_add(j->diags, MSG(rota_person_new), j->plan->rota->people.at,
				ARGS(people->list.items[i]->name.s, j->plan->rota->title.s,
					j->plan->entry->path));
}

static void judge_sizes(const struct judge *j)
{
	const struct rota_plan *plan = j->plan;
	int n_batches = plan->wish.n_batches, most = 1, least = 1;
	int *sizes = NEW_N(j->arena, int, (size_t)n_batches + 1);
	for (size_t i = 0; i < j->turns.n; i++) {
		double b = j->turns.items[i]->batch.v;
		if (b < 1 || b > n_batches)
			return; /* told: what the others add up to says nothing */
		sizes[(int)b]++;
	}
	for (int b = 1; b <= n_batches; b++) {
		most = sizes[b] > sizes[most] ? b : most;
		least = sizes[b] < sizes[least] ? b : least;
	}
	if (sizes[most] > sizes[least] + 1)
		diag_add(j->diags, MSG(rota_uneven), plan->rota->record.at,
			ARGS(plan->rota->title.s, count(j, (size_t)most), count(j, (size_t)least),
				plan->entry->path));
}

/* The rows first to end are a group. */
static void judge_group(const struct judge *j, size_t first, size_t end)
{
	const struct rota_plan *plan = j->plan;
	const struct rota_wish *w = &plan->wish;
	const struct rota_turn *t = j->turns.items[first];
	struct str path = plan->entry->path;
	if ((int)(end - first) < w->least || (int)(end - first) > w->most)
		diag_add(j->diags, MSG(rota_group_broken), t->group.at,
			ARGS(t->batch.written, t->group.written, count(j, end - first), path));
	for (size_t i = first + 1; i < end; i++)
		if (j->turns.items[i]->at != t->at)
			diag_add(j->diags, MSG(rota_group_hosts), j->turns.items[i]->host.at,
				ARGS(t->batch.written, t->group.written, path));
	bool wanted = w->n_hosts > 0;
	if (wanted != (t->host.s.n > 0) || (t->at && !party_set_has(&plan->hosts, t->at)))
		diag_add(j->diags, MSG(rota_host_over), t->host.s.n ? t->host.at : t->record.at,
			ARGS(t->host.s, plan->rota->title.s, path));
}

/* Told once, at the first group that is too many. */
static void judge_host(const struct judge *j, const struct rota_turn *t, int *groups_at)
{
	const struct rota_plan *plan = j->plan;
	for (size_t h = 0; h < plan->hosts.list.n; h++)
		if (plan->hosts.list.items[h] == t->at && groups_at[h]++ == plan->wish.per_host)
			diag_add(j->diags, MSG(rota_host_full), t->host.at,
				ARGS(t->batch.written, t->at->name.s,
					str_printf(j->diags->arena, "%d", plan->wish.per_host),
					plan->entry->path));
}

static void judge_groups(const struct judge *j)
{
	size_t n_hosts = j->plan->hosts.list.n;
	int *groups_at = NEW_N(j->arena, int, n_hosts + 1);
	for (size_t b = 0, end; b < j->turns.n; b = end) {
		end = rota_batch_end(&j->turns, b);
		for (size_t h = 0; h < n_hosts; h++)
			groups_at[h] = 0;
		for (size_t g = b, next; g < end; g = next) {
			next = rota_group_end(&j->turns, g);
			judge_group(j, g, next);
			judge_host(j, j->turns.items[g], groups_at);
		}
	}
}

static void judge_rota(struct arena *a, const struct rota_plan *plan, struct diags *d)
{
	const struct entry *e = plan->entry;
	struct judge j = {a, plan, d, rota_turns_of(a, e, plan->rota)};
	if (!j.turns.n) {
		struct rota_place *places = NEW_N(a, struct rota_place, plan->people.list.n);
		diag_add(d, MSG(rota_not_drawn), plan->rota->title.at,
			ARGS(plan->rota->title.s, e->path));
		rota_plan_draw(a, plan, places, d);
		return;
	}
	judge_people(&j);
	judge_sizes(&j);
	judge_groups(&j);
}

void rota_judge(const struct site *site, const struct entry *e, struct diags *d)
{
	for (size_t i = 0; i < e->n_rotas; i++) {
		struct arena *scratch = arena_new();
		struct rota_plan plan;
		if (rota_plan_read(scratch, site, e, &e->rotas[i], &plan, d))
			judge_rota(scratch, &plan, d);
		arena_free(scratch);
	}
}
