/* SPDX-License-Identifier: MIT */
#include "resolve/progress.h"

#include "base/map.h"
#include "base/nearest.h"
#include "doc/messages.h"

struct names {
	struct arena *arena;
	struct map by_name; /* ids before titles, each to the first that has it */
};

static void add_name(struct names *names, struct str name, const void *of)
{
	if (name.n && !map_get(&names->by_name, name))
		map_put(names->arena, &names->by_name, name, of);
}

static const void *find(struct reader *r, const struct names *names, struct text name,
	const struct message *unknown)
{
	const void *found = map_get(&names->by_name, name.s);
	if (found || !name.s.n)
		return found;
	struct nearest near = nearest_to(name.s);
	for (size_t i = 0; i < names->by_name.n; i++)
		nearest_try(&near, names->by_name.items[i].key);
	diag_add(r->diags, unknown, name.at, ARGS(name.s, near.best));
	return NULL;
}

/* --- targets --- */

/* Only where there are targets: elsewhere the column is text as it is. */
static void link_task(struct reader *r, const struct names *targets, struct task *t)
{
	struct texts parts;
	texts_split(r->arena, t->target, &parts);
	struct task_target *list = NEW_N(r->arena, struct task_target, parts.n + 1);
	for (size_t i = 0; i < parts.n; i++)
		list[i] = (struct task_target){
			parts.items[i], find(r, targets, parts.items[i], MSG(target_unknown))};
	t->targets = list;
	t->n_targets = parts.n;
}

static void link_targets(struct reader *r, struct entry *e)
{
	struct names names = {.arena = r->arena};
	for (size_t i = 0; i < e->n_targets; i++)
		add_name(&names, e->targets[i].id.s, &e->targets[i]);
	for (size_t i = 0; i < e->n_targets; i++)
		add_name(&names, e->targets[i].title.s, &e->targets[i]);
	for (size_t i = 0; i < e->n_actuals; i++)
		e->actuals[i].of = find(r, &names, e->actuals[i].target, MSG(target_unknown));
	for (size_t i = 0; i < e->n_tasks && e->n_targets; i++)
		link_task(r, &names, &e->tasks[i]);
}

/* --- checklists --- */

static struct names item_names(struct arena *a, const struct checklist *list)
{
	struct names names = {.arena = a};
	const struct checklist_item *items = list->items.items;
	for (size_t i = 0; i < list->items.n; i++)
		add_name(&names, items[i].id.s, &items[i]);
	for (size_t i = 0; i < list->items.n; i++)
		add_name(&names, items[i].title.s, &items[i]);
	return names;
}

static void link_checklists(struct reader *r, struct entry *e)
{
	struct names lists = {.arena = r->arena};
	struct names *items = NEW_N(r->arena, struct names, e->n_checklists + 1);
	for (size_t i = 0; i < e->n_checklists; i++) {
		add_name(&lists, e->checklists[i].id.s, &e->checklists[i]);
		items[i] = item_names(r->arena, &e->checklists[i]);
	}
	for (size_t i = 0; i < e->n_checklists; i++)
		add_name(&lists, e->checklists[i].title.s, &e->checklists[i]);
	for (size_t i = 0; i < e->n_records; i++) {
		struct done_item *done = &e->records[i];
		done->of = find(r, &lists, done->checklist, MSG(checklist_unknown));
		if (done->of)
			done->of_item = find(r, &items[done->of - e->checklists], done->item,
				MSG(checklist_item_unknown));
	}
}

void progress_link(struct reader *r, struct entry *e)
{
	link_targets(r, e);
	link_checklists(r, e);
}
