/* SPDX-License-Identifier: MIT */
#include "resolve/rota_plan.h"

#include "base/utf8.h"
#include "doc/messages.h"

/* --- what an author wrote --- */

static bool read_size(struct str text, int *ret_n)
{
	int64_t n;
	if (!str_to_int(text, &n) || n < 1 || n > ROTA_PEOPLE)
		return false;
	*ret_n = (int)n;
	return true;
}

static struct str without_end(struct str text, struct str end)
{
	return str_ends(text, end) ? str_trim(str_sub(text, 0, text.n - end.n)) : text;
}

bool rota_size_parse(struct arena *a, struct str text, int *ret_least, int *ret_most)
{
	static const char *const marks[] = {"-", "–", "—", "~", "至", "到"};
	struct str people = STR("人");
	text = without_end(utf8_narrow(a, text), people);
	for (size_t i = 0; i < ARRAY_LEN(marks); i++) {
		struct str mark = str_from(marks[i]);
		size_t at = str_find(text, mark);
		if (at == SIZE_MAX)
			continue;
		struct str least = str_trim(str_sub(text, 0, at));
		return read_size(without_end(least, people), ret_least) &&
		       read_size(str_trim(str_after(text, at + mark.n)), ret_most) &&
		       *ret_least <= *ret_most;
	}
	*ret_most = 0;
	bool good = read_size(text, ret_least);
	*ret_most = *ret_least;
	return good;
}

struct str rota_size_text(struct arena *a, const struct rota_wish *w)
{
	if (w->least == w->most)
		return str_printf(a, "%d", w->least);
	return str_printf(a, "%d-%d", w->least, w->most);
}

static bool read_count(
	const struct number *n, const char *key, int most, int *value, struct diags *d)
{
	if (!n->set)
		return true;
	if (n->v < 1 || n->v > most) {
		diag_add(d, MSG(rota_number), n->at,
			ARGS(str_from(key), str_printf(d->arena, "%d", most), n->written));
		return false;
	}
	*value = (int)n->v;
	return true;
}

static bool read_numbers(struct arena *a, struct rota_plan *plan, struct diags *d)
{
	const struct rota *rota = plan->rota;
	struct rota_wish *w = &plan->wish;
	w->n_batches = 1;
	w->least = 1;
	w->most = ROTA_ANY;
	w->per_host = ROTA_ANY;
	w->whole = !rota->group_size.s.n && !plan->hosts.list.n;
	/* Both, so that both are told. */
	bool batches = read_count(&rota->batches, "batches", ROTA_BATCHES, &w->n_batches, d);
	bool per_host = read_count(&rota->per_host, "per_host", ROTA_PEOPLE, &w->per_host, d);
	if (rota->group_size.s.n && !rota_size_parse(a, rota->group_size.s, &w->least, &w->most)) {
		diag_add(d, MSG(rota_group_size), rota->group_size.at, ARGS(rota->group_size.s));
		return false;
	}
	return batches && per_host;
}

/* --- days --- */

static int month_no(day_t day)
{
	struct civil c = day_to_civil(day);
	return c.year * 12 + c.month - 1;
}

static day_t month_begin(int no)
{
	return day_from_civil((struct civil){no / 12, no % 12 + 1, 1});
}

struct rota_days rota_batch_days(struct rota_days time, int n, int b)
{
	int first = month_no(time.first), months = month_no(time.last) + 1 - first;
	bool whole =
		time.first == month_begin(first) && time.last + 1 == month_begin(first + months);
	if (whole && months % n == 0)
		return (struct rota_days){month_begin(first + months / n * (b - 1)),
			month_begin(first + months / n * b) - 1};
	/* The nearest day to each even cut: batches differ by one day at most. */
	int64_t days = (int64_t)time.last - time.first + 1, half = n;
	int64_t from = (2 * days * (b - 1) + half) / (2 * (int64_t)n);
	int64_t to = (2 * days * b + half) / (2 * (int64_t)n);
	return (struct rota_days){(day_t)(time.first + from), (day_t)(time.first + to - 1)};
}

static bool read_days(struct arena *a, struct rota_plan *plan, struct diags *d)
{
	const struct when *period = &plan->rota->period;
	struct rota_days time = {period->first, period->last};
	int n = plan->wish.n_batches;
	if (period->kind == WHEN_NONE) /* told when it was read */
		return false;
	if (!day_is_known(time.first) || !day_is_known(time.last)) {
		diag_add(d, MSG(rota_period), period->at, ARGS(period->written));
		return false;
	}
	int64_t length = (int64_t)time.last - time.first + 1;
	if (length < n) {
		diag_add(d, MSG(rota_days), period->at,
			ARGS(period->written, str_printf(d->arena, "%d", (int)length),
				str_printf(d->arena, "%d", n)));
		return false;
	}
	struct rota_days *days = NEW_N(a, struct rota_days, (size_t)n);
	for (int b = 1; b <= n; b++)
		days[b - 1] = rota_batch_days(time, n, b);
	plan->days = days;
	return true;
}

/* --- people --- */

/* The last batch that is over when p leaves; 0: none. */
static int last_batch(const struct rota_plan *plan, const struct party *p)
{
	int b = plan->wish.n_batches;
	while (b && p->until.kind != WHEN_NONE && plan->days[b - 1].last >= p->until.first)
		b--;
	return b;
}

static bool has_left(const struct rota_plan *plan, const struct party *p)
{
	return p->until.kind != WHEN_NONE && p->until.first <= plan->site->as_of;
}

static void find_people(struct arena *a, struct rota_plan *plan)
{
	const struct party_register *reg = &plan->site->parties;
	struct party_set all = party_set_new(a, reg);
	plan->people = party_set_new(a, reg);
	party_set_people(a, &all, &plan->rota->people, plan->site->as_of);
	for (size_t i = 0; i < all.list.n; i++) {
		const struct party *p = all.list.items[i];
		if (p->kind == PARTY_PERSON && !has_left(plan, p) && last_batch(plan, p))
			party_set_add(a, &plan->people, p);
	}
	for (size_t i = 0; i < plan->entry->n_turns; i++) {
		const struct rota_turn *t = &plan->entry->turns[i];
		if (t->of == plan->rota && t->who && has_left(plan, t->who) && t->batch.set &&
			t->batch.v >= 1 && t->batch.v <= last_batch(plan, t->who))
			party_set_add(a, &plan->people, t->who);
	}
}

static int host_no(const struct rota_plan *plan, const struct rota_turn *t)
{
	if (!t->host.s.n)
		return ROTA_NO_HOST;
	for (size_t i = 0; i < plan->hosts.list.n; i++)
		if (plan->hosts.list.items[i] == t->at)
			return (int)i;
	return ROTA_HOST_GONE;
}

static bool is_number(const struct number *n)
{
	return n->set && n->v >= 1 && n->v <= ROTA_PEOPLE;
}

/* What rota.lock.csv has, by person: the first row that names him. */
static void find_places(struct rota_plan *plan, struct rota_person *people)
{
	const struct party_register *reg = &plan->site->parties;
	struct arena *scratch = arena_new();
	int *at = NEW_N(scratch, int, reg->n_people + 1);
	for (size_t i = 0; i < plan->people.list.n; i++) {
		const struct party *p = plan->people.list.items[i];
		at[p - reg->people] = (int)i + 1;
		people[i].last_batch = last_batch(plan, p);
	}
	for (size_t i = 0; i < plan->entry->n_turns; i++) {
		const struct rota_turn *t = &plan->entry->turns[i];
		if (t->of != plan->rota || !t->who || !at[t->who - reg->people] ||
			!is_number(&t->batch) || !is_number(&t->group))
			continue;
		struct rota_person *p = &people[at[t->who - reg->people] - 1];
		if (!p->before.batch)
			p->before = (struct rota_place){
				(int)t->batch.v, (int)t->group.v, host_no(plan, t)};
	}
	arena_free(scratch);
}

bool rota_plan_read(struct arena *a, const struct site *site, const struct entry *e,
	const struct rota *rota, struct rota_plan *plan, struct diags *d)
{
	*plan = (struct rota_plan){.site = site, .entry = e, .rota = rota};
	struct rota_wish *w = &plan->wish;
	plan->hosts = party_set_new(a, &site->parties);
	party_set_expand(a, &plan->hosts, &rota->hosts);
	if (!read_numbers(a, plan, d) || !read_days(a, plan, d))
		return false;
	find_people(a, plan);
	if (!plan->people.list.n) {
		diag_add(d, MSG(rota_nobody), rota->people.n ? rota->people.at : rota->record.at,
			ARGS(rota->title.s));
		return false;
	}
	struct rota_person *people = NEW_N(a, struct rota_person, plan->people.list.n);
	find_places(plan, people);
	w->people = people;
	w->n_people = (int)plan->people.list.n;
	w->n_hosts = (int)plan->hosts.list.n;
	while (w->n_over < w->n_batches && plan->days[w->n_over].last < site->as_of)
		w->n_over++;
	struct str seed = rota->seed.s;
	w->random = random_from(seed.n ? seed : STR_CAT(a, e->path, STR("/"), rota->id.s));
	return true;
}

/* --- drawing --- */

static struct str number_text(struct diags *d, int n)
{
	return n ? str_printf(d->arena, "%d", n) : STR_NONE;
}

static void tell_trouble(
	const struct rota_plan *plan, const struct rota_trouble *t, struct diags *d)
{
	const struct rota *rota = plan->rota;
	const struct rota_wish *w = &plan->wish;
	struct str n = number_text(d, t->n), instead = number_text(d, t->instead);
	struct str batches = number_text(d, w->n_batches);
	struct span at = rota->batches.set ? rota->batches.at : rota->people.at;
	switch (t->fault) {
	case ROTA_OK:
		break;
	case ROTA_FEW_PEOPLE:
		diag_add(d, MSG(rota_few_people), at,
			ARGS(number_text(d, w->n_people), batches, instead));
		break;
	case ROTA_CUT:
		diag_add(d, MSG(rota_cut), rota->group_size.at,
			ARGS(number_text(d, w->n_people), n, rota_size_text(d->arena, w), instead));
		break;
	case ROTA_HOSTS_FULL:
		diag_add(d, MSG(rota_hosts_full), rota->hosts.at,
			ARGS(n, number_text(d, t->needed), number_text(d, t->have), instead));
		break;
	case ROTA_LEAVING:
		diag_add(d, MSG(rota_leaving), rota->people.at,
			ARGS(n, day_text(d->arena, plan->days[t->batch].last, d->lang),
				number_text(d, t->batch), number_text(d, t->have)));
		break;
	}
}

bool rota_plan_draw(
	struct arena *a, const struct rota_plan *plan, struct rota_place *places, struct diags *d)
{
	struct rota_trouble trouble;
	if (rota_draw(a, &plan->wish, places, &trouble))
		return true;
	tell_trouble(plan, &trouble, d);
	return false;
}
