/* SPDX-License-Identifier: MIT */
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/nearest.h"
#include "base/path.h"
#include "build/skeleton.h"
#include "cmd/cmd.h"
#include "doc/messages.h"

static const struct opt rows[] = {
	{"from", 0, OPT_TEXT, offsetof(struct options, from), {"模板", "TEMPLATE"}, NULL,
		{"用 templates/new/ 里的哪个文件夹作样子",
			"the folder of templates/new/ to make it like"}},
};

/* For a shell, so that the line can be copied. */
static struct str shell_word(struct arena *a, struct str s)
{
	static const char special[] = " \t\n\"'\\$`&;|<>()*?[]{}#~!";
	bool plain = s.n > 0;
	for (size_t i = 0; i + 1 < sizeof special; i++)
		plain = plain && str_find_char(s, special[i]) == SIZE_MAX;
	return plain ? s
		     : STR_CAT(a, STR("'"), str_replace(a, s, STR("'"), STR("'\\''")), STR("'"));
}

/* The command to type next: where the site is another folder, with -C. */
static struct str next(const struct invocation *in, const char *command, struct str rest)
{
	struct arena *a = in->arena;
	struct buf b = buf_new(a);
	buf_printf(&b, "placard %s", command);
	if (rest.n) {
		buf_add_char(&b, ' ');
		buf_add(&b, shell_word(a, rest));
	}
	if (in->opt.dir.n) {
		BUF_LIT(&b, " -C ");
		buf_add(&b, shell_word(a, in->opt.dir));
	}
	return buf_str(&b);
}

static void say(const struct invocation *in, enum skeleton_kind kind, const struct skeleton_made *m)
{
	struct arena *a = in->arena;
	switch (kind) {
	case SKELETON_SITE:
		if (str_eq(m->place, STR(".")))
			cmd_say(in, TEXT_site_made_here, NO_ARGS);
		else
			cmd_say(in, TEXT_site_made, ARGS(m->place, shell_word(a, m->place)));
		break;
	case SKELETON_PLAN:
		cmd_say(in, m->has_workbook ? TEXT_plan_made : TEXT_plan_made_like,
			ARGS(m->place, next(in, "check", STR_NONE)));
		break;
	case SKELETON_NOTICE:
		cmd_say(in, TEXT_notice_made, ARGS(m->place, next(in, "check", STR_NONE)));
		break;
	case SKELETON_FORM: {
		struct str link = STR_CAT(a, STR("["), m->title, STR("](forms/"), m->id, STR(")"));
		struct str which = path_join(a, m->entry, m->id);
		cmd_say(in, TEXT_new_form_made, ARGS(m->place, link, next(in, "form", which)));
		break;
	}
	case N_SKELETONS:
		break;
	}
}

static struct str name_words(const struct invocation *in, enum skeleton_kind kind)
{
	static const char *const words[N_SKELETONS][N_LANGS] = {
		{"文件夹", "DIR"},
		{"名称，如 plans/autumn", "NAME, such as plans/autumn"},
		{"名称，如 notices/autumn", "NAME, such as notices/autumn"},
		{"条目/表，如 plans/autumn/visit-report",
			"ENTRY/FORM, such as plans/autumn/visit-report"},
	};
	return str_from(words[kind][in->lang]);
}

static int run(struct invocation *in)
{
	struct skeleton_request req = {.from = in->opt.from};
	struct skeleton_made made = {0};
	if (!in->n_args)
		return cmd_wrong(in, MSG(args_missing),
			ARGS(STR("site | plan | notice | form"), STR("new")));
	struct nearest near = nearest_to(in->args[0]);
	for (req.kind = SKELETON_SITE; req.kind < N_SKELETONS; req.kind++) {
		nearest_try(&near, str_from(skeleton_names[req.kind]));
		if (str_eq(in->args[0], str_from(skeleton_names[req.kind])))
			break;
	}
	if (req.kind == N_SKELETONS)
		return cmd_wrong(in, MSG(new_kind), ARGS(in->args[0], near.best));
	if (in->n_args < 2 || !in->args[1].n)
		return cmd_wrong(in, MSG(args_missing), ARGS(name_words(in, req.kind), STR("new")));
	if (!cmd_gather_options(in, &req.gather))
		return cmd_finish(in, BUILD_CALL);
	req.name = in->args[1];
	enum build_status status = skeleton_make(in->arena, &req, &made, &in->diags);
	int result = cmd_finish(in, status);
	if (status == BUILD_OK)
		say(in, req.kind, &made);
	return result;
}

const struct command command_new = {
	.name = "new",
	.usage = {"site|plan|notice|form 名称 [--from 模板]",
		"site|plan|notice|form NAME [--from TEMPLATE]"},
	.summary = {"新建一个马上能生成的小网站，或一个方案、一份通知、一张表",
		"make a small site that builds at once, or a plan, a notice, a form"},
	.options = {rows, ARRAY_LEN(rows)},
	.most_args = 2,
	.run = run,
};
