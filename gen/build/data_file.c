/* SPDX-License-Identifier: MIT */
#include "build/data_file.h"

#include <stddef.h>

#define DATA_FILE(stem, schema, member, compared)                                                  \
	{                                                                                          \
		stem, &(schema), offsetof(struct entry, member),                                   \
			offsetof(struct entry, n_##member), compared                               \
	}

const struct data_file data_files[N_DATA_FILES] = {
	DATA_FILE("tasks", task_schema, tasks, true),
	DATA_FILE("groups", group_schema, groups, true),
	DATA_FILE("ledger", ledger_schema, ledger, true),
	DATA_FILE("targets", target_schema, targets, true),
	DATA_FILE("actuals", actual_schema, actuals, false),
	DATA_FILE("checklists", checklist_schema, checklists, true),
	DATA_FILE("records", record_schema, records, false),
	DATA_FILE("rota", rota_schema, rotas, false),
	DATA_FILE("rota.lock", rota_turn_schema, turns, false),
	DATA_FILE("liaison", liaison_schema, liaison, false),
	DATA_FILE("pledges", pledge_schema, pledges, false),
};

static void **items_of(const struct data_file *f, const struct entry *e)
{
	return (void **)(uintptr_t)((const char *)e + f->items_at);
}

static size_t *count_of(const struct data_file *f, const struct entry *e)
{
	return (size_t *)(uintptr_t)((const char *)e + f->n_at);
}

struct records data_file_get(const struct data_file *f, const struct entry *e)
{
	return (struct records){.items = *items_of(f, e), .n = *count_of(f, e)};
}

void data_file_put(const struct data_file *f, struct entry *e, struct records records)
{
	*items_of(f, e) = records.items;
	*count_of(f, e) = records.n;
}

void data_put_schedule(struct entry *e, const struct schedule *s)
{
	e->phases = s->phases.items;
	e->n_phases = s->phases.n;
	e->events = s->events.items;
	e->n_events = s->events.n;
	e->deadlines = s->deadlines.items;
	e->n_deadlines = s->deadlines.n;
}

struct schedule data_schedule(const struct entry *e)
{
	return (struct schedule){.phases = {.items = e->phases, .n = e->n_phases},
		.events = {.items = e->events, .n = e->n_events},
		.deadlines = {.items = e->deadlines, .n = e->n_deadlines}};
}

void data_copy_compared(struct entry *to, const struct entry *from)
{
	for (size_t i = 0; i < N_DATA_FILES; i++) {
		const struct data_file *f = &data_files[i];
		if (f->compared)
			data_file_put(f, to, data_file_get(f, from));
	}
	struct schedule schedule = data_schedule(from);
	data_put_schedule(to, &schedule);
	to->forms = from->forms;
	to->n_forms = from->n_forms;
}
