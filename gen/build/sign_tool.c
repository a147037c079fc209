/* SPDX-License-Identifier: MIT */
#include "build/sign_tool.h"

#include "base/arena.h"
#include "build/program.h"
#include "doc/messages.h"
#include "write/stage.h"

enum { MOST_MS = 10000, MOST_WORDS = 12 };

static const struct {
	const char *program, *package, *file;
} tools[] = {
	[SIGN_SSH] = {"ssh-keygen", "openssh-client", MANIFEST_SSH},
	[SIGN_MINISIGN] = {"minisign", "minisign", MANIFEST_MINISIGN},
};

struct str sign_tool_file(enum sign_tool tool)
{
	return str_from(tools[tool].file);
}

void sign_tool_missing(struct diags *d, enum sign_tool tool, struct span at)
{
	diag_add(d, MSG(sign_tool), at,
		ARGS(str_from(tools[tool].program), str_from(tools[tool].package)));
}

/* Lines about a file begin with its path, and those of a frame with its signs. */
static struct str first_words(struct str said)
{
	while (said.n) {
		struct str line = str_trim(str_line(&said));
		if (line.n && char_is_alnum(line.p[0]))
			return line;
	}
	return STR_NONE;
}

bool sign_tool_run(struct arena *a, enum sign_tool tool, const struct str *words, size_t n,
	struct str input, struct tool_said *ret)
{
	struct program_call call = {.name = str_from(tools[tool].program),
		.dir = STR("/"),
		.input = input,
		.args = words,
		.n_args = n,
		.ms = MOST_MS};
	struct program_result result;
	program_run(a, &call, &result);
	*ret = (struct tool_said){.out = result.out,
		.why = first_words(result.err.n ? result.err : result.out),
		.ended = result.end == PROGRAM_ENDED,
		.missing = result.end == PROGRAM_MISSING || result.end == PROGRAM_NOT_STARTED};
	if (!ret->ended || !ret->why.n)
		ret->why = call.name;
	return ret->ended && result.status == 0;
}

static bool run_ssh(struct arena *a, const struct ssh_signed *s, const char *what,
	struct str principal, struct str input, struct tool_said *ret)
{
	struct str words[MOST_WORDS] = {STR("-Y"), str_from(what), STR("-s"), s->signature,
		STR("-f"), s->signers, STR("-n"), s->name_space};
	size_t n = 8;
	if (s->time.n) {
		words[n++] = STR("-O");
		words[n++] = s->time;
	}
	if (principal.n) {
		words[n++] = STR("-I");
		words[n++] = principal;
	}
	return sign_tool_run(a, SIGN_SSH, words, n, input, ret);
}

bool ssh_verify(struct arena *a, const struct ssh_signed *s, struct str *ret_signer,
	struct tool_said *ret_said)
{
	if (!run_ssh(a, s, "find-principals", STR_NONE, STR_NONE, ret_said))
		return false;
	/* A key may stand for several. */
	for (struct str rest = ret_said->out; rest.n;) {
		struct str name = str_trim(str_line(&rest));
		if (name.n && run_ssh(a, s, "verify", name, s->data, ret_said)) {
			*ret_signer = name;
			return true;
		}
	}
	return false;
}
