/* SPDX-License-Identifier: MIT */
/*
 * What unit tests print: "ok NAME" or "not ok NAME: why" a test, then "N passed, N failed". A test
 * is a function of the table that its program ends with.
 */
#ifndef TESTS_UNIT_UNIT_H
#define TESTS_UNIT_UNIT_H

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/str.h"

struct unit {
	struct arena *arena; /* a new one for each test */
	const char *why;     /* the first thing that was wrong, or NULL */
	int line;
	struct str got;
};

struct unit_test {
	const char *name;
	void (*run)(struct unit *u);
};

static inline void unit_fail(struct unit *u, int line, const char *why, struct str got)
{
	if (u->why)
		return;
	u->why = why;
	u->line = line;
	u->got = got;
}

#define TRUE(u, x)                                                                                 \
	do {                                                                                       \
		if (!(x))                                                                          \
			unit_fail((u), __LINE__, #x, STR_NONE);                                    \
	} while (0)
/* Text against a literal. */
#define IS(u, got_, want)                                                                          \
	do {                                                                                       \
		struct str got__ = (got_);                                                         \
		if (!str_eq(got__, str_from(want)))                                                \
			unit_fail((u), __LINE__, #got_ " is not " #want, got__);                   \
	} while (0)

static inline int unit_main(const struct unit_test *tests, size_t n)
{
	int passed = 0, failed = 0;
	for (size_t i = 0; i < n; i++) {
		struct unit u = {.arena = arena_new()};
		tests[i].run(&u);
		if (u.why)
			printf("not ok %s: line %d: %s (got: %.*s)\n", tests[i].name, u.line, u.why,
				STR_FMT(u.got));
		else
			printf("ok %s\n", tests[i].name);
		*(u.why ? &failed : &passed) += 1;
		arena_free(u.arena);
	}
	printf("%d passed, %d failed\n", passed, failed);
	return failed != 0;
}

#endif
