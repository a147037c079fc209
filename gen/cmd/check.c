/* SPDX-License-Identifier: MIT */
#include <stddef.h>
#include <stdio.h>

#include "base/arena.h"
#include "cmd/cmd.h"
#include "cmd/site_options.h"

static const struct opt rows[] = {
	{"format", 0, OPT_TEXT, offsetof(struct options, format), {NULL, NULL}, "text|json",
		{"json：给程序读，写到标准输出", "json: for programs, to standard output"}},
	{"explain", 0, OPT_FLAG, offsetof(struct options, explain), {NULL, NULL}, NULL,
		{"列出纸面版式哪里离开 GB/T 9704-2012",
			"list where paper departs from GB/T 9704-2012"}},
	SITE_OPTIONS,
};

static struct str count(const struct invocation *in, enum level level)
{
	return str_printf(in->arena, "%zu", diags_count(&in->diags, level));
}

static int run(struct invocation *in)
{
	struct build_request req = {.lang = in->lang,
		.strict = in->opt.strict,
		.explain = in->opt.explain,
		.workers = cmd_workers(in)};
	struct build_counts counts;
	in->diags.strict = in->opt.strict;
	if (!cmd_gather_options(in, &req.gather))
		return cmd_finish(in, BUILD_CALL);
	enum build_status status = build(in->arena, &req, &in->diags, &counts);
	if (str_eq(in->opt.format, STR("json"))) {
		struct str json = diags_json(in->arena, &in->diags);
		fwrite(json.p, 1, json.n, stdout);
		return (int)status;
	}
	int result = cmd_finish(in, status);
	if (req.explain && !counts.departures && status != BUILD_CALL)
		cmd_say(in, TEXT_no_departures, NO_ARGS);
	if (status == BUILD_OK || status == BUILD_CONTENT)
		cmd_say(in, TEXT_checked,
			ARGS(count(in, LEVEL_ERROR), count(in, LEVEL_WARNING),
				count(in, LEVEL_NOTE)));
	return result;
}

const struct command command_check = {
	.name = "check",
	.usage = {"[--format text|json] [--strict] [--explain]",
		"[--format text|json] [--strict] [--explain]"},
	.summary = {"找出所有错误，什么也不写", "find every mistake, write nothing"},
	.options = {rows, ARRAY_LEN(rows)},
	.run = run,
};
