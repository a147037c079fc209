/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/nearest.h"
#include "cmd/cmd.h"
#include "doc/messages.h"

static void add_text(const struct invocation *in, struct buf *b, enum text_id id)
{
	buf_add(b, cmd_text(in, id, NO_ARGS));
}

static void add_options(
	const struct invocation *in, struct buf *b, enum text_id title, struct opt_table table)
{
	if (!table.n)
		return;
	buf_add_char(b, '\n');
	add_text(in, b, title);
	buf_add_char(b, '\n');
	buf_add(b, opt_help(in->arena, table, in->lang));
}

static void add_usage(const struct invocation *in, struct buf *b, const struct command *c)
{
	const char *usage = c->usage[in->lang];
	buf_printf(b, "placard %s%s%s", c->name, *usage ? " " : "", usage);
}

static struct str overview(const struct invocation *in)
{
	struct buf b = buf_new(in->arena);
	add_text(in, &b, TEXT_tagline);
	BUF_LIT(&b, "\n\n");
	add_text(in, &b, TEXT_commands);
	buf_add_char(&b, '\n');
	for (size_t i = 0; i < n_commands; i++) {
		BUF_LIT(&b, "  ");
		add_usage(in, &b, commands[i]);
		BUF_LIT(&b, "\n");
		buf_printf(&b, "        %s\n", commands[i]->summary[in->lang]);
	}
	add_options(in, &b, TEXT_common_options, common_options);
	buf_add_char(&b, '\n');
	add_text(in, &b, TEXT_help_more);
	buf_add_char(&b, '\n');
	return buf_str(&b);
}

static struct str help_of(const struct invocation *in, const struct command *c)
{
	struct buf b = buf_new(in->arena);
	add_text(in, &b, TEXT_usage);
	add_usage(in, &b, c);
	buf_printf(&b, "\n\n%s\n", c->summary[in->lang]);
	add_options(in, &b, TEXT_options, c->options);
	add_options(in, &b, TEXT_common_options, common_options);
	return buf_str(&b);
}

static int run(struct invocation *in)
{
	struct str text;
	if (!in->n_args) {
		text = overview(in);
	} else {
		const struct command *found = NULL;
		struct nearest near = nearest_to(in->args[0]);
		for (size_t i = 0; i < n_commands; i++) {
			nearest_try(&near, str_from(commands[i]->name));
			if (str_eq(in->args[0], str_from(commands[i]->name)))
				found = commands[i];
		}
		if (!found)
			return cmd_wrong(in, MSG(command_unknown), ARGS(in->args[0], near.best));
		text = help_of(in, found);
	}
	fwrite(text.p, 1, text.n, stdout);
	return 0;
}

const struct command command_help = {
	.name = "help",
	.usage = {"[命令]", "[COMMAND]"},
	.summary = {"说明用法", "show how it is used"},
	.most_args = 1,
	.run = run,
};
