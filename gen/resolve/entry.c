/* SPDX-License-Identifier: MIT */
#include "resolve/entry.h"

#include <stddef.h>

#include "base/nearest.h"
#include "doc/messages.h"
#include "resolve/form.h"
#include "resolve/form_sums.h"
#include "resolve/ledger.h"
#include "resolve/progress.h"
#include "resolve/rota_lock.h"

#define COMPLETE(r, s, items, n, tag, title_member)                                                \
	ids_complete((r), &(s), &(struct records){(items), (n), SPAN_NONE},                        \
		offsetof(struct tag, id), offsetof(struct tag, title_member))

#define FIND_PARTIES(f, s, items, n)                                                               \
	records_find_parties((f), &(s), &(struct records){(items), (n), SPAN_NONE})

static void complete_ids(struct reader *r, struct entry *e)
{
	COMPLETE(r, phase_schema, e->phases, e->n_phases, phase, title);
	COMPLETE(r, event_schema, e->events, e->n_events, event, title);
	COMPLETE(r, deadline_schema, e->deadlines, e->n_deadlines, deadline, title);
	COMPLETE(r, task_schema, e->tasks, e->n_tasks, task, title);
	COMPLETE(r, group_schema, e->groups, e->n_groups, group, title);
	COMPLETE(r, ledger_schema, e->ledger, e->n_ledger, ledger_row, problem);
	COMPLETE(r, checklist_schema, e->checklists, e->n_checklists, checklist, title);
	for (size_t i = 0; i < e->n_checklists; i++) {
		const struct records *items = &e->checklists[i].items;
		COMPLETE(r, checklist_item_schema, items->items, items->n, checklist_item, title);
	}
	COMPLETE(r, rota_schema, e->rotas, e->n_rotas, rota, title);
	COMPLETE(r, pledge_schema, e->pledges, e->n_pledges, pledge, text);
}

static void find_phases(struct reader *r, struct entry *e)
{
	for (size_t i = 0; i < e->n_tasks; i++) {
		struct task *t = &e->tasks[i];
		if (!t->phase.s.n)
			continue;
		struct nearest near = nearest_to(t->phase.s);
		for (size_t j = 0; j < e->n_phases && !t->in_phase; j++) {
			nearest_try(&near, e->phases[j].id.s);
			nearest_try(&near, e->phases[j].title.s);
			if (str_eq(e->phases[j].id.s, t->phase.s) ||
				str_eq(e->phases[j].title.s, t->phase.s))
				t->in_phase = &e->phases[j];
		}
		if (!t->in_phase)
			diag_add(r->diags, MSG(phase_unknown), t->phase.at,
				ARGS(t->phase.s, near.best));
	}
}

/* "forms/visit-report" and "visit-report" both name the entry's own form. */
static void find_forms(struct reader *r, const struct site *site, struct entry *e)
{
	for (size_t i = 0; i < e->n_deadlines; i++) {
		struct texts *names = &e->deadlines[i].form;
		for (size_t j = 0; j < names->n; j++) {
			struct text *name = &names->items[j];
			if (str_starts(name->s, STR("forms/")))
				name->s = str_after(name->s, 6);
			struct nearest near = nearest_to(name->s);
			struct form *found = NULL;
			for (size_t k = 0; k < e->n_forms; k++) {
				nearest_try(&near, e->forms[k].id.s);
				if (str_eq(e->forms[k].id.s, name->s))
					found = &e->forms[k];
			}
			if (!found)
				diag_add(r->diags, MSG(form_unknown), name->at,
					ARGS(name->s, near.best));
			else if (!found->n_asked)
				form_ask(r->arena, found, site);
		}
	}
}

/* After what is asked above their grids is known. */
static void read_sums(struct reader *r, struct entry *e)
{
	for (size_t i = 0; i < e->n_forms; i++)
		form_sums_read(r, &e->forms[i]);
}

static void find_choices(const struct party_finder *f, struct form_field *field)
{
	struct group g = {.member_names = {&field->of_parties, 1, field->of_parties.at}};
	if (field->of_parties.s.n)
		groups_expand(f, &g, 1);
	field->choices = g.members;
	for (size_t i = 0; i < field->n_nested; i++) /* labels nest one level only */
		find_choices(f, &field->nested[i]);
	struct form_field *columns = field->columns.items;
	for (size_t i = 0; i < field->columns.n; i++)
		find_choices(f, &columns[i]);
}

static void find_form_parties(const struct party_finder *f, struct form *form)
{
	record_find_parties(f, &form_schema, form);
	for (size_t i = 0; i < form->n_rows; i++)
		for (size_t k = 0; k < form->rows[i].n; k++)
			find_choices(f, &form->rows[i].fields[k]);
}

static void find_parties(const struct party_finder *f, struct entry *e)
{
	record_find_parties(f, &front_schema, &e->front);
	FIND_PARTIES(f, group_schema, e->groups, e->n_groups);
	FIND_PARTIES(f, task_schema, e->tasks, e->n_tasks);
	FIND_PARTIES(f, event_schema, e->events, e->n_events);
	FIND_PARTIES(f, deadline_schema, e->deadlines, e->n_deadlines);
	FIND_PARTIES(f, ledger_schema, e->ledger, e->n_ledger);
	FIND_PARTIES(f, target_schema, e->targets, e->n_targets);
	FIND_PARTIES(f, actual_schema, e->actuals, e->n_actuals);
	FIND_PARTIES(f, checklist_schema, e->checklists, e->n_checklists);
	FIND_PARTIES(f, record_schema, e->records, e->n_records);
	FIND_PARTIES(f, rota_schema, e->rotas, e->n_rotas);
	FIND_PARTIES(f, liaison_schema, e->liaison, e->n_liaison);
	FIND_PARTIES(f, pledge_schema, e->pledges, e->n_pledges);
	for (size_t i = 0; i < e->n_forms; i++)
		find_form_parties(f, &e->forms[i]);
}

void entry_resolve(struct reader *r, const struct site *site, struct entry *e)
{
	struct party_finder f = {.arena = r->arena,
		.diags = r->diags,
		.reg = &site->parties,
		.groups = e->groups,
		.n_groups = e->n_groups,
		.as_of = site->as_of};
	struct texts *signer = &e->front.signer;
	if (signer->n == 1) /* one text may name several */
		texts_split(r->arena, signer->items[0], signer);
	complete_ids(r, e);
	groups_expand(&f, e->groups, e->n_groups);
	find_parties(&f, e);
	find_phases(r, e);
	find_forms(r, site, e);
	read_sums(r, e);
	ledger_read_turns(r, e->ledger, e->n_ledger);
	progress_link(r, e);
	rota_link(r, site, e);
}
