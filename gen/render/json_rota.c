/* SPDX-License-Identifier: MIT */
/* The rotas of an entry in data.json: batches, their groups, and who is in them. */
#include "base/arena.h"
#include "doc/rota.h"
#include "render/json.h"

static void begin(struct json_map *list, const char *bracket)
{
	buf_add(list->out, list->more ? str_from(list->between) : STR_NONE);
	list->more = true;
	buf_add(list->out, str_from(bracket));
}

static void add_number(struct json_map *m, double v)
{
	json_key(m, STR("no"));
	json_number(m->out, v);
}

static void add_group(struct buf *out, const struct rota_turns *turns, size_t from, size_t end)
{
	struct json_map m = {out, ", ", false}, people = {out, ", ", false};
	const struct rota_turn *t = turns->items[from];
	add_number(&m, t->group.v);
	if (t->at) {
		json_key(&m, STR("host"));
		json_party(out, t->at);
	}
	json_key(&m, STR("people"));
	BUF_LIT(out, "[");
	for (size_t i = from; i < end; i++) {
		begin(&people, "");
		json_party(out, turns->items[i]->who);
	}
	BUF_LIT(out, "]");
}

static void add_batch(struct buf *out, const struct rota_turns *turns, size_t from, size_t end)
{
	struct json_map m = {out, ", ", false}, groups = {out, ",\n", false};
	const struct rota_turn *t = turns->items[from];
	add_number(&m, t->batch.v);
	json_key(&m, STR("from"));
	json_day(out, t->from.first);
	json_key(&m, STR("to"));
	json_day(out, t->to.first);
	json_key(&m, STR("groups"));
	BUF_LIT(out, "[\n");
	for (size_t i = from, next; i < end; i = next) {
		next = rota_group_end(turns, i);
		begin(&groups, "{");
		add_group(out, turns, i, next);
		BUF_LIT(out, "}");
	}
	BUF_LIT(out, "\n]");
}

static void add_rota(struct buf *out, const struct entry *e, const struct rota *rota)
{
	static const char *const skip[] = {"seed", NULL};
	struct json_map m = {out, ", ", false}, batches = {out, ",\n", false};
	struct rota_turns turns = rota_turns_of(out->arena, e, rota);
	json_fields(&m, &rota_schema, rota, skip);
	json_free_keys(&m, rota->record.raw);
	if (!turns.n)
		return;
	json_key(&m, STR("drawn"));
	BUF_LIT(out, "[\n");
	for (size_t i = 0, end; i < turns.n; i = end) {
		end = rota_batch_end(&turns, i);
		begin(&batches, "{");
		add_batch(out, &turns, i, end);
		BUF_LIT(out, "}");
	}
	BUF_LIT(out, "\n]");
}

void json_rotas(struct json_map *m, const struct entry *e)
{
	struct json_map list = {m->out, ",\n", false};
	if (!e->n_rotas)
		return;
	json_key(m, STR("rota"));
	BUF_LIT(m->out, "[\n");
	for (size_t i = 0; i < e->n_rotas; i++) {
		begin(&list, "{");
		add_rota(m->out, e, &e->rotas[i]);
		BUF_LIT(m->out, "}");
	}
	BUF_LIT(m->out, "\n]");
}
