/* SPDX-License-Identifier: MIT */
#include "build/collect.h"

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/arena.h"
#include "cmd/cmd.h"
#include "cmd/site_options.h"
#include "doc/messages.h"

static const struct opt rows[] = {
	{"output", 'o', OPT_TEXT, offsetof(struct options, out), {"文件", "FILE"}, NULL,
		{"汇总写到哪个文件：.xlsx、.csv 或 .html", "the summary: .xlsx, .csv or .html"}},
	{"for", 0, OPT_TEXT, offsetof(struct options, period), {"期次", "PERIOD"}, NULL,
		{"只看这一期，如 2026-09", "only this time, such as 2026-09"}},
	{"missing", 0, OPT_FLAG, offsetof(struct options, missing), {NULL, NULL}, NULL,
		{"只列出还没有报的：最近到期的一期，或 --for 的那一期",
			"only who has not reported: of the last time that is over, or of --for"}},
	SITE_OPTIONS,
};

static struct str number(const struct invocation *in, size_t n)
{
	return str_printf(in->arena, "%zu", n);
}

/* A line each, also with -q: it is what was asked for. */
static void list_missing(const struct collect_result *r)
{
	for (size_t i = 0; i < r->lines.n; i++) {
		const struct collect_line *line = &r->lines.items[i];
		if (line->missing && line->newest)
			printf("%.*s %.*s %.*s\n", STR_FMT(line->day), STR_FMT(line->party),
				STR_FMT(line->what));
	}
}

static void say_counts(const struct invocation *in, const struct collect_result *r)
{
	size_t missing = 0;
	for (size_t i = 0; i < r->lines.n; i++)
		missing += r->lines.items[i].missing;
	cmd_say(in, TEXT_collected,
		ARGS(r->title, number(in, r->n_returns), number(in, r->n_counted)));
	cmd_say(in, TEXT_collected_not,
		ARGS(number(in, r->n_replaced), number(in, r->n_rule), number(in, r->n_invalid),
			number(in, r->n_old)));
	cmd_say(in, TEXT_collected_missing,
		ARGS(number(in, missing), number(in, r->lines.n - missing)));
}

static int run(struct invocation *in)
{
	struct build_request req = {.lang = in->lang, .strict = in->opt.strict};
	struct collect_result result;
	in->diags.strict = in->opt.strict;
	if (!in->n_args)
		return cmd_wrong(in, MSG(args_missing),
			ARGS(in->lang == LANG_ZH ? STR("条目/表") : STR("ENTRY/FORM"),
				STR("collect")));
	if (!cmd_gather_options(in, &req.gather))
		return cmd_finish(in, BUILD_CALL);
	req.cache = cmd_cache(in);
	const struct collect_request wish = {.form = in->args[0],
		.files = in->args + 1,
		.n_files = in->n_args - 1,
		.out = in->opt.out,
		.period = in->opt.period};
	enum build_status status = build_collect(in->arena, &req, &wish, &result, &in->diags);
	diags_sort(&in->diags);
	int exit_status = cmd_finish(in, status);
	if (!result.title.n)
		return exit_status;
	if (in->opt.missing)
		list_missing(&result);
	else
		say_counts(in, &result);
	if (in->opt.out.n && status != BUILD_MACHINE)
		cmd_say(in, TEXT_form_made, ARGS(in->opt.out));
	return exit_status;
}

const struct command command_collect = {
	.name = "collect",
	.usage = {"条目/表 [文件...] [-o 汇总.xlsx|.csv|.html]",
		"ENTRY/FORM [FILES...] [-o FILE.xlsx|.csv|.html]"},
	.summary = {"汇总收到的表，查谁还没有报",
		"add up what came in, and find who has not reported"},
	.options = {rows, ARRAY_LEN(rows)},
	.most_args = SIZE_MAX,
	.run = run,
};
