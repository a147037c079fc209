/* SPDX-License-Identifier: MIT */
/* Programs that filters run: what they get, and how they end. */
#include "unit/unit.h"

#include <signal.h>

#include "base/buf.h"
#include "build/program.h"

static struct program_result run(struct unit *u, const struct str *args, size_t n, struct str input)
{
	struct program_call call = {.name = args[0],
		.dir = STR("/"),
		.input = input,
		.args = args + 1,
		.n_args = n - 1,
		.day = 1,
		.ms = 1500};
	struct program_result r;
	program_run(u->arena, &call, &r);
	return r;
}
#define RUN(u, input, ...)                                                                         \
	run(u, (const struct str[]){__VA_ARGS__},                                                  \
		sizeof((const struct str[]){__VA_ARGS__}) / sizeof(struct str), input)

static void it_gets_arguments_and_input_only(struct unit *u)
{
	struct program_result r = RUN(u, STR("in\n"), STR("sh"), STR("-c"),
		STR("cat; echo \"$1\" >&2; exit 7"), STR("0"), STR("a; b $(c)"));
	TRUE(u, r.end == PROGRAM_ENDED && r.status == 7);
	IS(u, r.out, "in\n");
	IS(u, r.err, "a; b $(c)\n");
	r = RUN(u, STR_NONE, STR("env"));
	TRUE(u, str_has(r.out, STR("TZ=UTC\n")) &&
			str_has(r.out, STR("SOURCE_DATE_EPOCH=86400\n")));
	r = RUN(u, STR_NONE, STR("sh"), STR("-c"), STR("echo /proc/self/fd/*"));
	IS(u, r.out, "/proc/self/fd/0 /proc/self/fd/1 /proc/self/fd/2 /proc/self/fd/3\n");
	/* A session of its own has no terminal that it could wait at. */
	r = RUN(u, STR_NONE, STR("sh"), STR("-c"),
		STR("set -- $$ $(cat /proc/$$/stat); test $7 = $1"));
	TRUE(u, r.end == PROGRAM_ENDED && r.status == 0);
	r = RUN(u, STR_NONE, STR("pwd"));
	IS(u, r.out, "/\n");
}

static void its_end_is_told(struct unit *u)
{
	struct buf much = buf_new(u->arena);
	for (int i = 0; i < 100000; i++)
		buf_add(&much, STR("0123456789"));
	/* It reads nothing of what it is given, and all of it. */
	struct program_result r = RUN(u, buf_str(&much), STR("true"));
	TRUE(u, r.end == PROGRAM_ENDED && r.status == 0 && !r.out.n);
	r = RUN(u, buf_str(&much), STR("cat"));
	TRUE(u, r.end == PROGRAM_ENDED && r.out.n == much.n);
	r = RUN(u, STR_NONE, STR("no-such-program"));
	TRUE(u, r.end == PROGRAM_MISSING);
	r = RUN(u, STR_NONE, STR("yes"));
	TRUE(u, r.end == PROGRAM_TOO_LARGE);
	r = RUN(u, STR_NONE, STR("sh"), STR("-c"), STR("kill -9 $$"));
	TRUE(u, r.end == PROGRAM_ENDED && r.status == 128 + SIGKILL);
}

static void none_goes_on_for_ever(struct unit *u)
{
	struct program_result r = RUN(u, STR_NONE, STR("sleep"), STR("60"));
	TRUE(u, r.end == PROGRAM_TOO_LONG && r.ms >= 1500 && r.ms < 20000);
	/* Nothing more will be said, but it is still there. */
	r = RUN(u, STR_NONE, STR("sh"), STR("-c"), STR("exec >&- 2>&-; sleep 60"));
	TRUE(u, r.end == PROGRAM_TOO_LONG);
	/* Another one holds its output. */
	r = RUN(u, STR_NONE, STR("sh"), STR("-c"), STR("sleep 60 & echo x"));
	TRUE(u, r.end == PROGRAM_TOO_LONG);
}

int main(void)
{
	static const struct unit_test tests[] = {
		{"it gets its arguments and its input only", it_gets_arguments_and_input_only},
		{"how it ended is told", its_end_is_told},
		{"none goes on for ever", none_goes_on_for_ever},
	};
	signal(SIGPIPE, SIG_IGN); /* as in a worker */
	return unit_main(tests, ARRAY_LEN(tests));
}
