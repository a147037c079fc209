/* SPDX-License-Identifier: MIT */
/* Commands: one a file, each with its row of name, words, options and function. */
#ifndef CMD_CMD_H
#define CMD_CMD_H

#include "base/diag.h"
#include "base/opt.h"
#include "build/build.h"

/* All that options can set, of whatever command. */
struct options {
	struct str dir, color; /* common */
	bool quiet, verbose, help;
	struct str out, base_url, jobs, format, audience, as_of, from, period; /* of some */
	struct str sign_key, signers; /* of build; of verify */
	bool strict, explain, drafts, dry_run, missing;
	struct str input_format, output_format, wrap; /* of convert */
	struct opt_texts metadata, filters, grants;
	struct str track_changes;
	bool standalone;
};

struct invocation {
	struct arena *arena;
	enum lang lang;
	struct options opt;
	const struct str *args;
	size_t n_args;
	struct str shipped; /* where templates/ and themes/ of the program lie */
	struct diags diags;
};

struct command {
	const char *name;
	const char *usage[N_LANGS]; /* what stands behind the name */
	const char *summary[N_LANGS];
	struct opt_table options;
	size_t most_args;
	int (*run)(struct invocation *in); /* the exit status */
};

extern const struct command command_new, command_check, command_build, command_form,
	command_collect, command_rota, command_convert, command_history, command_verify,
	command_version, command_help;
extern const struct command *const commands[];
extern const size_t n_commands;
extern const struct opt_table common_options;

int cmd_main(int argc, char **argv);

/* --- what commands share --- */

enum text_id {
#define T(key, zh, en) TEXT_##key,
#include "cmd/texts.def"
#undef T
	N_TEXTS
};

struct str cmd_text(const struct invocation *in, enum text_id id, struct args args);
void cmd_say(const struct invocation *in, enum text_id id, struct args args); /* unless -q */
/* Prints the diagnostics to standard error and gives the exit status that they mean. */
int cmd_finish(struct invocation *in, enum build_status status);
/* A wrong call: says so and gives 2. */
int cmd_wrong(struct invocation *in, const struct message *m, struct args args);
/* What --as-of, --audience, --drafts, -C and --base-url ask for. False, said, where one is wrong.
 */
bool cmd_gather_options(struct invocation *in, struct gather_options *ret_options);
int cmd_workers(struct invocation *in); /* -j, or as many as there are processors; 0: wrong, said */
struct str cmd_cache(const struct invocation *in); /* .placard/ of the site; else a temporary one */

#endif
