/* SPDX-License-Identifier: MIT */
#include "build/convert.h"

#include <stddef.h>
#include <stdio.h>

#include "base/arena.h"
#include "cmd/cmd.h"
#include "doc/messages.h"

static const struct opt rows[] = {
	{"from", 'f', OPT_TEXT, offsetof(struct options, input_format), {"格式", "FORMAT"}, NULL,
		{"读的格式：markdown、commonmark、gfm、json，后面可加 +扩展 -扩展",
			"what is read: markdown, commonmark, gfm or json, with +EXTENSION "
			"-EXTENSION"}},
	{"to", 't', OPT_TEXT, offsetof(struct options, output_format), {"格式", "FORMAT"}, NULL,
		{"写的格式：html、json、native、plain、markdown",
			"what is written: html, json, native, plain or markdown"}},
	{"output", 'o', OPT_TEXT, offsetof(struct options, out), {"文件", "FILE"}, NULL,
		{"写到哪个文件，默认写到屏幕", "the file that is written; default: the screen"}},
	{"metadata", 'M', OPT_TEXTS, offsetof(struct options, metadata), {"键=值", "KEY=VALUE"},
		NULL,
		{"改一项元数据，可以写几次",
			"set a value of the metadata; may be given several times"}},
	{"lua-filter", 'L', OPT_TEXTS, offsetof(struct options, filters), {"文件", "FILE"}, NULL,
		{"用 Lua 过滤器改文稿，可以写几次，按次序",
			"change the document by a Lua filter; several run in their order"}},
	{"allow", 0, OPT_TEXTS, offsetof(struct options, grants), {"许可", "CAPABILITY"}, NULL,
		{"过滤器可以做什么：read（读当前文件夹里的文件）、write-media、run:程序名、env:"
		 "变量名",
			"what filters may do: read (files of this folder), write-media, "
			"run:PROGRAM, env:NAME"}},
	{"track-changes", 0, OPT_TEXT, offsetof(struct options, track_changes), {NULL, NULL},
		"accept|reject|all",
		{"过滤器怎样看修订：接受、拒绝、都留",
			"what filters are told of changes: accept, reject or all"}},
	{"standalone", 's', OPT_FLAG, offsetof(struct options, standalone), {NULL, NULL}, NULL,
		{"带上元数据，写成完整的文件", "with the metadata, as a whole file"}},
	{"wrap", 0, OPT_TEXT, offsetof(struct options, wrap), {NULL, NULL}, "auto|none|preserve",
		{"折行：按 72 列、不折、照原文",
			"line ends: by 72 columns, none, or as they were"}},
};

static enum wrap wrap_of(struct str name)
{
	if (str_eq(name, STR("none")))
		return WRAP_NONE;
	return str_eq(name, STR("preserve")) ? WRAP_PRESERVE : WRAP_AUTO;
}

static enum track_changes track_of(struct str name)
{
	if (str_eq(name, STR("reject")))
		return TRACK_REJECT;
	return str_eq(name, STR("all")) ? TRACK_ALL : TRACK_ACCEPT;
}

static void say(FILE *to, struct str text)
{
	if (text.n)
		fwrite(text.p, 1, text.n, to);
}

static int tell_missing(struct invocation *in, const char *what)
{
	return cmd_wrong(in, MSG(args_missing), ARGS(str_from(what), STR("convert")));
}

static int run(struct invocation *in)
{
	const struct options *o = &in->opt;
	if (!in->n_args)
		return tell_missing(in, in->lang == LANG_ZH ? "文件" : "FILE");
	if (!o->input_format.n || !o->output_format.n)
		return tell_missing(in, o->input_format.n ? "-t" : "-f");
	const struct convert_request req = {.file = in->args[0],
		.from = o->input_format,
		.to = o->output_format,
		.out = o->out,
		.options = {.standalone = o->standalone,
			.wrap = wrap_of(o->wrap),
			.columns = WRITER_COLUMNS},
		.metadata = o->metadata.list.items,
		.n_metadata = o->metadata.list.n,
		.filters = o->filters.list.items,
		.n_filters = o->filters.list.n,
		.grants = o->grants.list.items,
		.n_grants = o->grants.list.n,
		.track_changes = track_of(o->track_changes)};
	struct convert_result made = {STR_NONE, STR_NONE, STR_NONE};
	enum build_status status = build_convert(in->arena, &req, &made, &in->diags);
	diags_sort(&in->diags);
	/* What was asked for, and so printed with -q too. */
	say(stderr, made.told);
	say(stdout, made.printed);
	if (status == BUILD_OK)
		say(stdout, made.text);
	if (fflush(stdout) || ferror(stdout))
		return cmd_finish(in, BUILD_MACHINE);
	int result = cmd_finish(in, status);
	if (status == BUILD_OK && o->out.n)
		cmd_say(in, TEXT_form_made, ARGS(o->out));
	return result;
}

const struct command command_convert = {
	.name = "convert",
	.usage = {"文件 -f 格式 -t 格式 [-L 过滤器]... [-o 文件]",
		"FILE -f FORMAT -t FORMAT [-L FILTER]... [-o FILE]"},
	.summary = {"把一份文稿转成另一种格式", "one document from one format to another"},
	.options = {rows, ARRAY_LEN(rows)},
	.most_args = 1,
	.run = run,
};
