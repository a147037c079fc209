/* SPDX-License-Identifier: MIT */
/* The table of views: one row a view, in the order of the contract. */
#include "resolve/view.h"

#include "base/nearest.h"
#include "resolve/view_parts.h"

static const struct word_row by_rows[] = {{"group", "项目|工程"},
	{"lead", "责任部室|责任单位|牵头单位"}, {"person", "责任人"}, {"phase", "阶段"},
	{"month", "月份|月|完成时限"}};
const struct words view_by_words = {by_rows, ARRAY_LEN(by_rows)};

static bool shows_form(const struct site *site, const struct entry *e, const void *record)
{
	return site_shows_form(site, e, record);
}

/* A form is for internal use; what its returns add up to is not by itself. */
static bool shows_results(const struct site *site, const struct entry *e, const void *record)
{
	const struct form *form = record;
	(void)site;
	(void)e;
	return form->summary.n > 0;
}

/* Nobody's answers are published unless somebody says so. */
static bool is_result(const struct entry *e)
{
	return e->kind == ENTRY_RESULT;
}

static bool shows_row(const struct site *site, const struct entry *e, const void *record)
{
	return site_shows_row(site, e, record);
}

static bool shows_board(const struct site *site, const struct entry *e, const void *record)
{
	return site_shows_board(site, e, record);
}

#define SOURCE_OF(schema, member, shows)                                                           \
	{                                                                                          \
		&(schema), offsetof(struct entry, member), offsetof(struct entry, n_##member),     \
			shows                                                                      \
	}
#define SOURCE(schema, member) SOURCE_OF(schema, member, NULL)
const struct view views[] = {
	{
		.name = "tasks",
		.title = "view.tasks",
		.rest = "view.tasks.rest",
		.empty = "view.tasks.empty",
		.sources = {SOURCE(task_schema, tasks)},
		.grouped = true,
		.make = view_tasks,
	},
	{
		.name = "schedule",
		.title = "view.schedule",
		.rest = "view.schedule.rest",
		.empty = "view.schedule.empty",
		.sources = {SOURCE(phase_schema, phases), SOURCE(event_schema, events),
			SOURCE(deadline_schema, deadlines)},
		.make = view_schedule,
	},
	{
		.name = "ledger",
		.title = "view.ledger",
		.rest = "view.ledger.rest",
		.empty = "view.ledger.empty",
		.sources = {SOURCE_OF(ledger_schema, ledger, shows_row)},
		.make = view_ledger,
	},
	{
		.name = "targets",
		.title = "view.targets",
		.rest = "view.targets.rest",
		.empty = "view.targets.empty",
		.sources = {SOURCE(target_schema, targets)},
		.make = view_targets,
	},
	{
		.name = "groups",
		.title = "view.groups",
		.rest = "view.groups.rest",
		.empty = "view.groups.empty",
		.sources = {SOURCE(group_schema, groups)},
		.make = view_groups,
	},
	{
		.name = "checklists",
		.title = "view.checklists",
		.rest = "view.checklists.rest",
		.empty = "view.checklists.empty",
		.sources = {SOURCE(checklist_schema, checklists)},
		.make = view_checklists,
	},
	{
		.name = "rota",
		.title = "view.rota",
		.rest = "view.rota.rest",
		.empty = "view.rota.empty",
		.sources = {SOURCE(rota_schema, rotas)},
		.make = view_rota,
	},
	{
		.name = "liaison",
		.title = "view.liaison",
		.rest = "view.liaison.rest",
		.empty = "view.liaison.empty",
		.sources = {SOURCE(liaison_schema, liaison)},
		.make = view_liaison,
	},
	{
		.name = "pledges",
		.title = "view.pledges",
		.rest = "view.pledges.rest",
		.empty = "view.pledges.empty",
		.sources = {SOURCE(pledge_schema, pledges)},
		.make = view_pledges,
	},
	{
		.name = "board",
		.title = "view.board",
		.rest = "view.board.rest",
		.empty = "view.board.empty",
		.sources = {SOURCE_OF(deadline_schema, deadlines, shows_board)},
		.make = view_board,
	},
	{
		.name = "results",
		.title = "view.results",
		.rest = "view.results.rest",
		.empty = "view.results.empty",
		.sources = {SOURCE_OF(form_schema, forms, shows_results)},
		.follows = is_result,
		.make = view_results,
	},
	{
		.name = "forms",
		.title = "view.forms",
		.rest = "view.forms.rest",
		.empty = "view.forms.empty",
		.sources = {SOURCE_OF(form_schema, forms, shows_form)},
		.make = view_forms,
	},
};
const size_t n_views = ARRAY_LEN(views);

const struct view *view_find(struct str name)
{
	for (size_t i = 0; i < n_views; i++)
		if (str_eq_nocase(str_from(views[i].name), name))
			return &views[i];
	return NULL;
}

struct str view_nearest(struct str name)
{
	struct nearest near = nearest_to(name);
	for (size_t i = 0; i < n_views; i++)
		nearest_try(&near, str_from(views[i].name));
	return near.best;
}
