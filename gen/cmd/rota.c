/* SPDX-License-Identifier: MIT */
#include "build/rota.h"

#include <stddef.h>

#include "base/arena.h"
#include "cmd/cmd.h"
#include "doc/messages.h"

static const struct opt rows[] = {
	{"dry-run", 0, OPT_FLAG, offsetof(struct options, dry_run), {NULL, NULL}, NULL,
		{"只说会怎样变动，什么也不写", "say what would change, write nothing"}},
	{"as-of", 0, OPT_TEXT, offsetof(struct options, as_of), {"日期", "DATE"}, NULL,
		{"按哪一天算，默认是今天：那天已离任的不再排",
			"the day it is drawn on; default: today. Who has left by then is not "
			"drawn"}},
};

static struct str spot_text(const struct invocation *in, const struct rota_spot *spot)
{
	if (!spot->any)
		return cmd_text(in, TEXT_rota_nowhere, NO_ARGS);
	return cmd_text(in, spot->host.n ? TEXT_rota_spot_host : TEXT_rota_spot,
		ARGS(spot->batch, spot->group, spot->host, spot->days));
}

static void say_drawn(struct invocation *in, const struct rota_drawn *r)
{
	struct arena *a = in->arena;
	cmd_say(in, TEXT_rota_drawn,
		ARGS(r->title, str_printf(a, "%zu", r->n_people),
			str_printf(a, "%zu", r->n_batches)));
	cmd_say(in, TEXT_rota_counts,
		ARGS(str_printf(a, "%zu", r->n_new), str_printf(a, "%zu", r->n_moved),
			str_printf(a, "%zu", r->n_gone)));
	for (size_t i = 0; i < r->changes.n; i++) {
		const struct rota_change *c = &r->changes.items[i];
		cmd_say(in, TEXT_rota_change,
			ARGS(c->person, spot_text(in, &c->before), spot_text(in, &c->now)));
	}
}

static int run(struct invocation *in)
{
	struct build_request req = {.lang = in->lang};
	struct rota_result result;
	if (!in->n_args)
		return cmd_wrong(in, MSG(args_missing),
			ARGS(in->lang == LANG_ZH ? STR("条目") : STR("ENTRY"), STR("rota")));
	if (!cmd_gather_options(in, &req.gather))
		return cmd_finish(in, BUILD_CALL);
	enum build_status status =
		build_rota(in->arena, &req, in->args[0], in->opt.dry_run, &result, &in->diags);
	diags_sort(&in->diags);
	int exit_status = cmd_finish(in, status);
	if (status != BUILD_OK)
		return exit_status;
	for (size_t i = 0; i < result.rotas.n; i++)
		say_drawn(in, &result.rotas.items[i]);
	if (result.same)
		cmd_say(in, TEXT_rota_same, ARGS(result.file));
	else
		cmd_say(in, in->opt.dry_run ? TEXT_rota_dry : TEXT_form_made, ARGS(result.file));
	return exit_status;
}

const struct command command_rota = {
	.name = "rota",
	.usage = {"条目 [--dry-run]", "ENTRY [--dry-run]"},
	.summary = {"排轮换：谁在什么时候到哪里", "draw a rota: who goes where and when"},
	.options = {rows, ARRAY_LEN(rows)},
	.most_args = 1,
	.run = run,
};
