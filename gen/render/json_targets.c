/* SPDX-License-Identifier: MIT */
/* Targets and figures in data.json, and what follows from them on the day of the build. */
#include "base/arena.h"
#include "render/json.h"

static const char *const no_fields[] = {NULL};

static void begin_row(struct json_map *list)
{
	buf_add(list->out, list->more ? STR(",\n{") : STR("\n{"));
	list->more = true;
}

static void add_known_day(struct json_map *m, const char *key, day_t day)
{
	if (!day_is_known(day))
		return;
	json_key(m, str_from(key));
	json_day(m->out, day);
}

static void add_number(struct json_map *m, const char *key, double v)
{
	json_key(m, str_from(key));
	json_number(m->out, v);
}

/* What a later day only will tell stays out. */
static void add_actuals(struct json_map *m, const struct entry *e)
{
	struct json_map list = {m->out, ",\n", false};
	for (size_t i = 0; i < e->n_actuals; i++) {
		const struct actual *row = &e->actuals[i];
		if (row->use == FIGURE_LATER)
			continue;
		if (!list.more) {
			json_key(m, STR("actuals"));
			BUF_LIT(m->out, "[");
		}
		begin_row(&list);
		struct json_map fields = {m->out, ", ", false};
		json_fields(&fields, &actual_schema, row, no_fields);
		json_free_keys(&fields, row->record.raw);
		BUF_LIT(m->out, "}");
	}
	if (list.more)
		BUF_LIT(m->out, "\n]");
}

/* How often each state was before: {"reached": 2, "missing": 1}. */
static void add_before(struct json_map *m, const struct indicator *in, const struct contender *c)
{
	struct tally tally = tally_before(in, c);
	struct json_map counts = {m->out, ", ", false};
	if (!in->current)
		return;
	json_key(m, STR("before"));
	BUF_LIT(m->out, "{");
	for (int i = 0; i < N_STANDING_STATES; i++) {
		if (!tally.of[i])
			continue;
		json_key(&counts, standing_code((enum standing_state)i));
		buf_add_int(m->out, (int64_t)tally.of[i]);
	}
	BUF_LIT(m->out, "}");
}

static void add_standing(struct buf *out, const struct indicator *in, const struct standing *it)
{
	struct json_map m = {out, ", ", false};
	BUF_LIT(out, "{");
	if (it->of->party) {
		json_key(&m, STR("party"));
		json_party(out, it->of->party);
	}
	json_text(&m, "state", standing_code(it->state));
	if (it->figure) {
		add_number(&m, "value", it->figure->v);
		add_known_day(&m, "date", it->figure->day);
		json_key(&m, STR("rank"));
		buf_add_int(out, (int64_t)it->rank);
	}
	if (it->has_ratio)
		add_number(&m, "ratio", it->ratio);
	if (it->has_pace)
		add_number(&m, "pace", it->pace);
	add_before(&m, in, it->of);
	BUF_LIT(out, "}");
}

static void add_indicator(struct buf *out, const struct indicator *in)
{
	const struct target_stage *stage = &in->stages[in->current];
	struct json_map m = {out, ", ", false};
	struct arena *scratch = arena_new();
	struct standing *standings = standings_ranked(scratch, in, stage);
	json_text(&m, "target", in->row->id.s);
	add_known_day(&m, "as_of", in->as_of);
	add_known_day(&m, "from", stage->first);
	add_known_day(&m, "to", stage->last);
	add_number(&m, stage->goal.at_most ? "at_most" : "at_least", stage->goal.to.v);
	json_key(&m, STR("standings"));
	BUF_LIT(out, "[");
	for (size_t i = 0; i < in->n_contenders; i++) {
		buf_add(out, i ? STR(",\n") : STR("\n"));
		add_standing(out, in, &standings[i]);
	}
	BUF_LIT(out, "]");
	arena_free(scratch);
}

static void add_progress(struct json_map *m, const struct entry *e)
{
	struct json_map list = {m->out, ",\n", false};
	json_key(m, STR("progress"));
	BUF_LIT(m->out, "[");
	for (size_t i = 0; i < e->n_indicators; i++) {
		if (!e->indicators[i].n_stages)
			continue;
		begin_row(&list);
		add_indicator(m->out, &e->indicators[i]);
		BUF_LIT(m->out, "}");
	}
	BUF_LIT(m->out, "\n]");
}

void json_targets(struct json_map *m, const struct entry *e)
{
	if (e->n_targets) {
		const struct records rows = {e->targets, e->n_targets, SPAN_NONE};
		json_key(m, STR("targets"));
		json_render_records(m->out, &target_schema, &rows);
	}
	add_actuals(m, e);
	if (e->n_indicators)
		add_progress(m, e);
}
