/* SPDX-License-Identifier: MIT */
#include "cmd/cmd.h"

#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/nearest.h"
#include "base/path.h"
#include "doc/messages.h"

const struct command *const commands[] = {&command_new, &command_check, &command_build,
	&command_form, &command_collect, &command_rota, &command_convert, &command_history,
	&command_verify, &command_version, &command_help};
const size_t n_commands = ARRAY_LEN(commands);

static const struct opt common_rows[] = {
	{NULL, 'C', OPT_TEXT, offsetof(struct options, dir), {"文件夹", "DIR"}, NULL,
		{"网站的文件夹，默认是当前文件夹", "the site's folder; default: this one"}},
	{"quiet", 'q', OPT_FLAG, offsetof(struct options, quiet), {NULL, NULL}, NULL,
		{"只说错误和警告", "say errors and warnings only"}},
	{"verbose", 'v', OPT_FLAG, offsetof(struct options, verbose), {NULL, NULL}, NULL,
		{"多说一些", "say more"}},
	{"color", 0, OPT_TEXT, offsetof(struct options, color), {NULL, NULL}, "auto|always|never",
		{"消息是否着色", "whether messages are coloured"}},
	{"help", 'h', OPT_FLAG, offsetof(struct options, help), {NULL, NULL}, NULL,
		{"显示本命令的说明", "show this command's help"}},
};

const struct opt_table common_options = {common_rows, ARRAY_LEN(common_rows)};

static const char *const texts[N_TEXTS][N_LANGS] = {
#define T(key, zh, en) {zh, en},
#include "cmd/texts.def"
#undef T
};

struct str cmd_text(const struct invocation *in, enum text_id id, struct args args)
{
	return message_fill(in->arena, texts[id][in->lang], &args);
}

void cmd_say(const struct invocation *in, enum text_id id, struct args args)
{
	struct str text = cmd_text(in, id, args);
	if (!in->opt.quiet)
		printf("%.*s\n", STR_FMT(text));
}

static bool wants_colour(const struct invocation *in)
{
	if (str_eq(in->opt.color, STR("always")))
		return true;
	const char *no = getenv("NO_COLOR");
	return !str_eq(in->opt.color, STR("never")) && !(no && *no) && isatty(STDERR_FILENO);
}

int cmd_finish(struct invocation *in, enum build_status status)
{
	struct diags *d = &in->diags;
	/* -q leaves out notes: errors and warnings are what must be seen. */
	if (in->opt.quiet) {
		size_t n = 0;
		for (size_t i = 0; i < d->list.n; i++)
			if (d->list.items[i].level != LEVEL_NOTE)
				d->list.items[n++] = d->list.items[i];
		d->list.n = n;
	}
	fflush(stdout);
	diags_print(d, stderr, wants_colour(in));
	return (int)status;
}

int cmd_wrong(struct invocation *in, const struct message *m, struct args args)
{
	diag_add(&in->diags, m, SPAN_NONE, args);
	return cmd_finish(in, BUILD_CALL);
}

bool cmd_gather_options(struct invocation *in, struct gather_options *o)
{
	*o = (struct gather_options){.dir = in->opt.dir.n ? in->opt.dir : STR("."),
		.shipped = in->shipped,
		.base_url = in->opt.base_url,
		.drafts = in->opt.drafts,
		.as_of = DAY_NONE};
	if (str_eq(in->opt.audience, STR("public")))
		o->audience = AUDIENCE_PUBLIC;
	if (str_eq(in->opt.audience, STR("internal")))
		o->audience = AUDIENCE_INTERNAL;
	if (o->base_url.n && !base_url_is_valid(o->base_url)) {
		diag_add(&in->diags, MSG(base_url_form), SPAN_NONE, ARGS(o->base_url));
		return false;
	}
	if (!in->opt.as_of.n)
		return true;
	struct when w = {0};
	if (date_parse(in->opt.as_of, 0, &w) != DATE_OK) {
		diag_add(&in->diags, MSG(option_date), SPAN_NONE, ARGS(in->opt.as_of));
		return false;
	}
	o->as_of = w.first;
	return true;
}

int cmd_workers(struct invocation *in)
{
	int64_t n;
	if (!in->opt.jobs.n) {
		long cores = sysconf(_SC_NPROCESSORS_ONLN);
		return cores > 0 && cores < 64 ? (int)cores : 2;
	}
	if (!str_to_int(in->opt.jobs, &n) || n < 1 || n > 64) {
		diag_add(&in->diags, MSG(option_jobs), SPAN_NONE, ARGS(in->opt.jobs));
		return 0;
	}
	return (int)n;
}

struct str cmd_cache(const struct invocation *in)
{
	struct str site = in->opt.dir.n ? in->opt.dir : STR(".");
	struct str dir = path_join(in->arena, site, STR(".placard"));
	/* Called in a wrong folder it must leave nothing there. */
	if (!file_exists(str_cstr(in->arena, path_join(in->arena, site, STR("content/site.yaml")))))
		return STR_NONE;
	/* What is made must not hang on whether the site's folder can be written. */
	if (dir_make(str_cstr(in->arena, dir)) != 0 && dir_make_temp(in->arena, &dir) != 0)
		return STR_NONE;
	return dir;
}

/* --- finding the language, the program's own files, the command --- */

static enum lang choose_lang(void)
{
	static const char *const names[] = {"PLACARD_LANG", "LC_ALL", "LC_MESSAGES", "LANG"};
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		const char *value = getenv(names[i]);
		if (value && *value)
			return strncmp(value, "zh", 2) == 0 ? LANG_ZH : LANG_EN;
	}
	return LANG_EN;
}

/* Beside the program in its checkout (build/placard, build/debug/placard), or below its prefix. */
static struct str find_shipped(struct arena *a)
{
	static const char *const places[] = {"..", "../..", "../share/placard"};
	char path[4096];
	ssize_t n = readlink("/proc/self/exe", path, sizeof(path));
	struct str dir = n > 0 ? path_dir(str_copy(a, (struct str){path, (size_t)n})) : STR(".");
	for (size_t i = 0; i < ARRAY_LEN(places); i++) {
		struct str place = path_join(a, dir, str_from(places[i]));
		if (file_is_dir(str_cstr(a, path_join(a, place, STR("themes/default")))))
			return place;
	}
	return path_join(a, dir, STR("../share/placard"));
}

static const struct command *find_command(struct str name)
{
	for (size_t i = 0; i < n_commands; i++)
		if (str_eq(name, str_from(commands[i]->name)))
			return commands[i];
	return NULL;
}

/* command: "placard build", for what it does not know. */
static int tell_option(struct invocation *in, const struct opt_result *r, struct str command)
{
	switch (r->fault) {
	case OPT_OK:
		break;
	case OPT_UNKNOWN:
		return cmd_wrong(in, MSG(option_unknown), ARGS(r->given, r->hint, command));
	case OPT_NO_VALUE:
		return cmd_wrong(in, MSG(option_no_value), ARGS(r->given));
	case OPT_EXTRA_VALUE:
		return cmd_wrong(in, MSG(option_extra_value), ARGS(r->given));
	case OPT_BAD_CHOICE:
		return cmd_wrong(in, MSG(option_choice), ARGS(r->given, r->hint));
	}
	return 0;
}

static int run_command(struct invocation *in, struct str name, int argc, char **argv)
{
	const struct command *c = find_command(name);
	if (!c) {
		struct nearest near = nearest_to(name);
		for (size_t i = 0; i < n_commands; i++)
			nearest_try(&near, str_from(commands[i]->name));
		return cmd_wrong(in, MSG(command_unknown), ARGS(name, near.best));
	}
	struct opt_result r =
		opt_parse(in->arena, c->options, common_options, argc, argv, &in->opt);
	if (r.fault != OPT_OK)
		return tell_option(in, &r, STR_CAT(in->arena, STR("placard "), name));
	in->args = r.args.items;
	in->n_args = r.args.n;
	if (!in->opt.help && in->n_args > c->most_args)
		return cmd_wrong(in, MSG(args_extra), ARGS(in->args[c->most_args], name));
	if (!in->opt.help)
		return c->run(in);
	in->args = &name;
	in->n_args = 1;
	return command_help.run(in);
}

int cmd_main(int argc, char **argv)
{
	/* A limit on the size of files is a fault of the disk like others: told, not fatal. */
	signal(SIGXFSZ, SIG_IGN);
	struct arena *arena = arena_new();
	enum lang lang = choose_lang();
	struct invocation in = {.arena = arena,
		.lang = lang,
		.shipped = find_shipped(arena),
		.diags = diags_new(arena, lang, false)};
	char version[] = "version";
	if (argc == 2 && strcmp(argv[1], "--version") == 0)
		argv[1] = version; /* as every program has it */
	/* Options of every command may stand before its name: placard -C site build. */
	int first = 1;
	while (first < argc && argv[first][0] == '-' && argv[first][1])
		first += strcmp(argv[first], "-C") == 0 || strcmp(argv[first], "--color") == 0 ? 2
											       : 1;
	int status;
	if (first >= argc) {
		struct opt_result r = opt_parse(
			arena, (struct opt_table){0}, common_options, argc - 1, argv + 1, &in.opt);
		status = r.fault != OPT_OK ? tell_option(&in, &r, STR("placard"))
					   : command_help.run(&in);
		if (status == 0 && !in.opt.help)
			status = 2; /* no command at all: the call was wrong, the help says how */
	} else {
		char **rest = NEW_N(arena, char *, (size_t)argc);
		int n = 0;
		for (int i = 1; i < argc; i++)
			if (i != first)
				rest[n++] = argv[i];
		status = run_command(&in, str_from(argv[first]), n, rest);
	}
	if (fflush(stdout) || ferror(stdout)) {
		in.diags = diags_new(arena, lang, false); /* the others have been printed */
		diag_add(&in.diags, MSG(print_failed), SPAN_NONE, NO_ARGS);
		status = cmd_finish(&in, BUILD_MACHINE);
	}
	arena_free(arena);
	return status;
}
