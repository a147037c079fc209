/* SPDX-License-Identifier: MIT */
#include "build/verify.h"

#include <stddef.h>

#include "cmd/cmd.h"
#include "doc/messages.h"

static const struct opt rows[] = {
	{"strict", 0, OPT_FLAG, offsetof(struct options, strict), {NULL, NULL}, NULL,
		{"多出来的文件也算错误", "a file that the manifest does not name is an error"}},
};

static int run(struct invocation *in)
{
	struct verified result;
	struct published_versions versions;
	if (!in->n_args)
		return cmd_wrong(in, MSG(args_missing),
			ARGS(in->lang == LANG_ZH ? STR("文件夹") : STR("DIR"), STR("verify")));
	in->diags.strict = in->opt.strict;
	enum build_status status =
		build_verify(in->arena, in->args[0], &result, &versions, &in->diags);
	int exit_status = cmd_finish(in, status);
	if (status != BUILD_CALL)
		cmd_say(in, result.n_bad ? TEXT_verified_not : TEXT_verified,
			ARGS(str_printf(in->arena, "%zu", result.n_good),
				str_printf(in->arena, "%zu", result.n_bad)));
	for (size_t i = 0; i < versions.list.n; i++)
		cmd_say(in, TEXT_verified_version,
			ARGS(versions.list.items[i].document,
				str_printf(in->arena, "%d", versions.list.items[i].no),
				versions.list.items[i].sum));
	return exit_status;
}

const struct command command_verify = {
	.name = "verify",
	.usage = {"文件夹 [--strict]", "DIR [--strict]"},
	.summary = {"核对发布出去的一份与它的校验和",
		"check a published copy against its manifest of sums"},
	.options = {rows, ARRAY_LEN(rows)},
	.most_args = 1,
	.run = run,
};
