/* SPDX-License-Identifier: MIT */
#include "build/rota.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/path.h"
#include "build/named.h"
#include "doc/messages.h"
#include "render/csv.h"
#include "resolve/rota_plan.h"

static const char lock_name[] = "rota.lock.csv";

/* --- the entry --- */

/*
 * Of all that was told while the site was read: what is wrong with the register and with the entry.
 * Names that rota.lock.csv has and the register has no longer are what this command mends.
 */
static bool concerns(const struct site *site, const struct entry *e, const struct diag *diag)
{
	struct str name = diag->place.name, content = STR("content/");
	if (str_eq(diag->id, str_from(MSG(rota_unknown)->id)))
		return false;
	if (!str_starts(name, content))
		return true;
	name = str_after(name, content.n);
	struct str column = str_cut(&(struct str){name.p, name.n}, '/');
	for (size_t i = 0; i < site->n_columns; i++)
		if (str_eq(site->columns[i].slug, column))
			return str_eq(path_dir(name), e->dir);
	return true;
}

static void keep_what_concerns(
	struct diags *d, const struct diags *all, const struct site *site, const struct entry *e)
{
	for (size_t i = 0; i < all->list.n; i++)
		if (concerns(site, e, &all->list.items[i]))
			*vec_push(d->arena, &d->list) = all->list.items[i];
}

/* --- what is written --- */

struct drawn {
	const struct rota_plan *plan;
	const struct rota_place *places;
	int *order; /* of the people: by batch, then group, then as the register has them */
};

struct lock_row {
	const struct rota_place *at;
	const struct party *who;
	int person;
};

static int by_place(const void *x, const void *y)
{
	const struct lock_row *a = x, *b = y;
	if (a->at->batch != b->at->batch)
		return a->at->batch < b->at->batch ? -1 : 1;
	if (a->at->group != b->at->group)
		return a->at->group < b->at->group ? -1 : 1;
	return a->who < b->who ? -1 : 1; /* rows of the register lie one behind the other */
}

static struct drawn order_places(
	struct arena *a, const struct rota_plan *plan, const struct rota_place *places)
{
	size_t n = plan->people.list.n;
	struct lock_row *rows = NEW_N(a, struct lock_row, n);
	struct drawn drawn = {plan, places, NEW_N(a, int, n)};
	for (size_t i = 0; i < n; i++)
		rows[i] = (struct lock_row){&places[i], plan->people.list.items[i], (int)i};
	qsort(rows, n, sizeof(*rows), by_place);
	for (size_t i = 0; i < n; i++)
		drawn.order[i] = rows[i].person;
	return drawn;
}

static const struct party *host_of(const struct rota_plan *plan, const struct rota_place *at)
{
	return at->host < 0 ? NULL : plan->hosts.list.items[at->host];
}

static void add_rows(struct buf *out, const struct drawn *drawn)
{
	const struct rota_plan *plan = drawn->plan;
	for (size_t i = 0; i < plan->people.list.n; i++) {
		const struct rota_place *at = &drawn->places[drawn->order[i]];
		const struct party *host = host_of(plan, at);
		const struct rota_days *days = &plan->days[at->batch - 1];
		csv_add_cell(out, plan->rota->id.s, true);
		csv_add_cell(out, str_printf(out->arena, "%d", at->batch), false);
		csv_add_cell(out, str_printf(out->arena, "%d", at->group), false);
		csv_add_cell(out, host ? host->id.s : STR_NONE, false);
		csv_add_cell(out, plan->people.list.items[drawn->order[i]]->id.s, false);
		csv_add_cell(out, day_iso(out->arena, days->first), false);
		csv_add_cell(out, day_iso(out->arena, days->last), false);
		csv_end_row(out);
	}
}

static void begin_lock(struct buf *out)
{
	csv_begin(out);
	for (size_t i = 0; i < rota_turn_schema.n; i++)
		csv_add_cell(out, str_from(rota_turn_schema.fields[i].name), i == 0);
	csv_end_row(out);
}

/* --- what has changed --- */

static const struct rota_turn *turn_of(const struct rota_plan *plan, const struct party *p)
{
	for (size_t i = 0; i < plan->entry->n_turns; i++)
		if (plan->entry->turns[i].of == plan->rota && plan->entry->turns[i].who == p)
			return &plan->entry->turns[i];
	return NULL;
}

static struct rota_spot spot_before(struct arena *a, const struct rota_turn *t)
{
	if (!t)
		return (struct rota_spot){0};
	struct str host = t->at ? party_label(t->at) : t->host.s;
	return (struct rota_spot){true, t->batch.written, t->group.written, host,
		STR_CAT(a, t->from.written, STR("/"), t->to.written)};
}

static struct rota_spot spot_now(
	struct arena *a, const struct rota_plan *plan, const struct rota_place *at)
{
	const struct party *host = host_of(plan, at);
	const struct rota_days *days = &plan->days[at->batch - 1];
	return (struct rota_spot){true, str_printf(a, "%d", at->batch),
		str_printf(a, "%d", at->group), host ? party_label(host) : STR_NONE,
		STR_CAT(a, day_iso(a, days->first), STR("/"), day_iso(a, days->last))};
}

static void note_gone(struct arena *a, const struct rota_plan *plan, struct rota_drawn *ret)
{
	struct party_set told = party_set_new(a, &plan->site->parties);
	for (size_t i = 0; i < plan->entry->n_turns; i++) {
		const struct rota_turn *t = &plan->entry->turns[i];
		if (t->of != plan->rota || (t->who && (party_set_has(&plan->people, t->who) ||
							      party_set_has(&told, t->who))))
			continue;
		if (t->who)
			party_set_add(a, &told, t->who);
		ret->n_gone++;
		*vec_push(a, &ret->changes) = (struct rota_change){
			t->who ? t->who->name.s : t->person.s, spot_before(a, t), {0}};
	}
}

static struct rota_drawn compare(struct arena *a, const struct drawn *drawn)
{
	const struct rota_plan *plan = drawn->plan;
	struct rota_drawn ret = {.title = plan->rota->title.s,
		.n_people = plan->people.list.n,
		.n_batches = (size_t)plan->wish.n_batches};
	for (size_t i = 0; i < plan->people.list.n; i++) {
		int p = drawn->order[i];
		const struct rota_place *before = &plan->wish.people[p].before;
		bool moved = rota_is_moved(before, &drawn->places[p]);
		if (before->batch && !moved)
			continue;
		const struct party *person = plan->people.list.items[p];
		ret.n_moved += moved;
		ret.n_new += !before->batch;
		*vec_push(a, &ret.changes) = (struct rota_change){person->name.s,
			spot_before(a, before->batch ? turn_of(plan, person) : NULL),
			spot_now(a, plan, &drawn->places[p])};
	}
	note_gone(a, plan, &ret);
	return ret;
}

/* --- the whole --- */

static bool draw_all(struct arena *a, const struct site *site, const struct entry *e,
	struct buf *lock, struct rota_result *result, struct diags *d)
{
	bool good = true;
	for (size_t i = 0; i < e->n_rotas; i++) {
		struct rota_plan *plan = NEW(a, struct rota_plan);
		if (!rota_plan_read(a, site, e, &e->rotas[i], plan, d)) {
			good = false;
			continue;
		}
		struct rota_place *places = NEW_N(a, struct rota_place, plan->people.list.n);
		if (!rota_plan_draw(a, plan, places, d)) {
			good = false;
			continue;
		}
		struct drawn drawn = order_places(a, plan, places);
		add_rows(lock, &drawn);
		*vec_push(a, &result->rotas) = compare(a, &drawn);
	}
	return good;
}

enum build_status build_rota(struct arena *a, const struct build_request *req, struct str which,
	bool dry, struct rota_result *result, struct diags *d)
{
	struct diags all = diags_new(a, d->lang, d->strict);
	struct gather_options options = req->gather;
	options.drafts = true; /* what is not published yet is planned all the same */
	*result = (struct rota_result){0};
	struct site *site = gather(a, &options, &all);
	const struct entry *e = site ? entry_named(site, which, d) : NULL;
	if (!site)
		diags_take(d, &all);
	if (!e)
		return BUILD_CALL;
	if (!e->dir.n || !e->n_rotas) {
		keep_what_concerns(d, &all, site, e);
		if (diags_count(d, LEVEL_ERROR))
			return BUILD_CONTENT;
		diag_add(d, MSG(rota_none), SPAN_NONE, ARGS(e->path));
		return BUILD_CALL;
	}
	keep_what_concerns(d, &all, site, e);
	struct buf lock = buf_new(a);
	begin_lock(&lock);
	if (diags_count(d, LEVEL_ERROR) || !draw_all(a, site, e, &lock, result, d))
		return BUILD_CONTENT;
	result->file = STR_CAT(a, STR("content/"), e->dir, STR("/"), str_from(lock_name));
	struct str disk = path_join(a, site->dir, result->file);
	result->same = file_holds(str_cstr(a, disk), buf_str(&lock));
	int error = dry || result->same ? 0 : file_replace(a, disk, buf_str(&lock));
	if (!error)
		return BUILD_OK;
	diag_add(d, MSG(rota_not_written), span_file(source_new(a, result->file, STR_NONE)),
		ARGS(error_text(d, error)));
	return BUILD_MACHINE;
}
