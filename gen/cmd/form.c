/* SPDX-License-Identifier: MIT */
#include <stddef.h>

#include "base/arena.h"
#include "base/path.h"
#include "build/one_form.h"
#include "cmd/cmd.h"
#include "cmd/site_options.h"
#include "doc/messages.h"

static const struct opt rows[] = {
	{"output", 'o', OPT_TEXT, offsetof(struct options, out), {"文件", "FILE"}, NULL,
		{"写到哪个文件：.pdf、.html、.docx 或 .json，默认是 表.pdf",
			"the file: .pdf, .html, .docx or .json; default: FORM.pdf"}},
	SITE_OPTIONS,
};

static int run(struct invocation *in)
{
	struct arena *a = in->arena;
	struct build_request req = {.lang = in->lang, .strict = in->opt.strict};
	in->diags.strict = in->opt.strict;
	if (!in->n_args)
		return cmd_wrong(in, MSG(args_missing),
			ARGS(in->lang == LANG_ZH ? STR("条目/表") : STR("ENTRY/FORM"),
				STR("form")));
	if (!cmd_gather_options(in, &req.gather))
		return cmd_finish(in, BUILD_CALL);
	req.cache = cmd_cache(in);
	struct str which = in->args[0];
	struct str out = in->opt.out.n ? in->opt.out : STR_CAT(a, path_base(which), STR(".pdf"));
	enum build_status status = build_form(a, &req, which, out, &in->diags);
	diags_sort(&in->diags);
	int result = cmd_finish(in, status);
	if (status == BUILD_OK)
		cmd_say(in, TEXT_form_made, ARGS(out));
	return result;
}

const struct command command_form = {
	.name = "form",
	.usage = {"条目/表 [-o 文件.pdf|.html|.docx|.json]",
		"ENTRY/FORM [-o FILE.pdf|.html|.docx|.json]"},
	.summary = {"只生成一张表", "make one form alone"},
	.options = {rows, ARRAY_LEN(rows)},
	.most_args = 1,
	.run = run,
};
