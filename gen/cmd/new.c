/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/path.h"
#include "build/clock.h"
#include "cmd/cmd.h"
#include "doc/messages.h"

enum { DEPTH = 8, SKELETON_LIMIT = 1 << 20 };

struct copying {
	struct invocation *in;
	struct str title, today;
	struct str failed; /* the path that could not be written */
	int error;
};

/* {title} and {today} in the files of the skeleton stand for what they say. */
static struct str filled(const struct copying *c, struct str text)
{
	text = str_replace(c->in->arena, text, STR("{title}"), c->title);
	return str_replace(c->in->arena, text, STR("{today}"), c->today);
}

static void copy_file(struct copying *c, struct str from, struct str to)
{
	struct arena *a = c->in->arena;
	struct str text;
	c->error = file_read(a, str_cstr(a, from), SKELETON_LIMIT, &text);
	if (!c->error)
		c->error = file_write_new(str_cstr(a, to), filled(c, text));
	if (c->error)
		c->failed = to;
}

static void copy_folder(struct copying *c, struct str from, struct str to, int depth)
{
	struct arena *a = c->in->arena;
	struct dir_list list = {0};
	c->error = depth > DEPTH ? ELOOP : dir_read(a, str_cstr(a, from), &list);
	if (!c->error)
		c->error = dir_make(str_cstr(a, to));
	if (c->error)
		c->failed = to;
	for (size_t i = 0; i < list.list.n && !c->error; i++) {
		struct str name = list.list.items[i].name;
		struct str source = path_join(a, from, name), target = path_join(a, to, name);
		if (list.list.items[i].type == FILE_DIR)
			copy_folder(c, source, target, depth + 1);
		else
			copy_file(c, source, target);
	}
}

static bool is_free(struct arena *a, struct str dir)
{
	struct dir_list list = {0};
	const char *path = str_cstr(a, dir);
	return !file_exists(path) || (!dir_read(a, path, &list) && !list.list.n);
}

static int new_site(struct invocation *in, struct str dir)
{
	struct arena *a = in->arena;
	while (dir.n > 1 && str_ends(dir, STR("/")))
		dir.n--;
	if (!is_free(a, dir))
		return cmd_wrong(in, MSG(new_exists), ARGS(dir));
	struct copying c = {.in = in,
		.title = path_base(dir),
		.today = day_iso(a, today(a, STR("Asia/Shanghai")))};
	copy_folder(&c, path_join(a, in->shipped, STR("templates/new/site")), dir, 0);
	if (c.error) {
		diag_add(&in->diags, MSG(new_failed), span_file(source_new(a, c.failed, STR_NONE)),
			ARGS(error_text(&in->diags, c.error)));
		return cmd_finish(in, BUILD_MACHINE);
	}
	cmd_say(in, TEXT_site_made, ARGS(dir));
	return 0;
}

static int run(struct invocation *in)
{
	bool zh = in->lang == LANG_ZH;
	if (in->n_args < 2)
		return cmd_wrong(in, MSG(args_missing),
			ARGS(in->n_args ? (zh ? STR("文件夹") : STR("DIR"))
					: (zh ? STR("site 文件夹") : STR("site DIR")),
				STR("new")));
	if (!str_eq(in->args[0], STR("site")))
		return cmd_wrong(in, MSG(new_kind), ARGS(in->args[0]));
	return new_site(in, in->args[1]);
}

const struct command command_new = {
	.name = "new",
	.usage = {"site 文件夹", "site DIR"},
	.summary = {"新建一个马上能生成的小网站", "make a small site that builds at once"},
	.most_args = 2,
	.run = run,
};
