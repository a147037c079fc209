/* SPDX-License-Identifier: MIT */
#include <stddef.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/path.h"
#include "build/clock.h"
#include "cmd/cmd.h"
#include "cmd/site_options.h"

static const struct opt rows[] = {
	{"output", 'o', OPT_TEXT, offsetof(struct options, out), {"文件夹", "DIR"}, NULL,
		{"输出到哪里，默认是网站里的 public/（内部版是 internal/）",
			"where to; default: public/ in the site (internal/ for an internal "
			"build)"}},
	{"base-url", 0, OPT_TEXT, offsetof(struct options, base_url), {"网址", "URL"}, NULL,
		{"网站的网址，代替 site.yaml 里的", "address of the site, instead of site.yaml's"}},
	{NULL, 'j', OPT_TEXT, offsetof(struct options, jobs), {"数", "N"}, NULL,
		{"同时用几个进程，默认是处理器的个数", "processes; default: one a processor"}},
	{"sign-key", 0, OPT_TEXT, offsetof(struct options, sign_key), {"文件", "FILE"}, NULL,
		{"用这把私钥（ssh 或 minisign）给清单签名，代替 site.yaml 里的",
			"signs the manifest with this private key (ssh or minisign), instead of "
			"site.yaml's"}},
	SITE_OPTIONS,
};

static struct str count(struct arena *a, size_t n)
{
	return str_printf(a, "%zu", n);
}

static void say_built(struct invocation *in, const struct build_counts *c, double seconds)
{
	struct arena *a = in->arena;
	if (in->opt.verbose && c->changed)
		cmd_say(in, TEXT_built_changed, ARGS(count(a, c->changed)));
	else if (in->opt.verbose)
		cmd_say(in, TEXT_built_same, NO_ARGS);
	struct str line = cmd_text(in, TEXT_built,
		ARGS(count(a, c->pages), count(a, c->forms), count(a, c->documents),
			str_printf(a, "%.1f", seconds)));
	struct str open =
		cmd_text(in, TEXT_built_open, ARGS(path_join(a, c->out, STR("index.html"))));
	if (!in->opt.quiet)
		printf("%.*s%s%.*s\n", STR_FMT(line), in->lang == LANG_ZH ? "。" : "; ",
			STR_FMT(open));
}

static int run(struct invocation *in)
{
	double began = seconds_now();
	struct build_request req = {.lang = in->lang,
		.strict = in->opt.strict,
		.out = in->opt.out.n ? in->opt.out : STR("?"),
		.sign_key = in->opt.sign_key,
		.workers = cmd_workers(in)};
	struct build_counts counts;
	in->diags.strict = in->opt.strict;
	if (!req.workers || !cmd_gather_options(in, &req.gather))
		return cmd_finish(in, BUILD_CALL);
	req.cache = cmd_cache(in);
	enum build_status status = build(in->arena, &req, &in->diags, &counts);
	int result = cmd_finish(in, status);
	if (status == BUILD_OK) {
		say_built(in, &counts, seconds_now() - began);
	} else if (status == BUILD_CONTENT) {
		struct str line = cmd_text(in, TEXT_not_built,
			ARGS(count(in->arena, diags_count(&in->diags, LEVEL_ERROR))));
		fprintf(stderr, "%.*s\n", STR_FMT(line));
	}
	return result;
}

const struct command command_build = {
	.name = "build",
	.usage = {"[-o 文件夹] [--base-url 网址] [--sign-key 文件] [--strict] [-j 数]",
		"[-o DIR] [--base-url URL] [--sign-key FILE] [--strict] [-j N]"},
	.summary = {"检查并生成网站；有错误时什么也不改",
		"check and write the website; with errors nothing changes"},
	.options = {rows, ARRAY_LEN(rows)},
	.run = run,
};
