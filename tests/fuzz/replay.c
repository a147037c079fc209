/* SPDX-License-Identifier: MIT */
/*
 * Runs a fuzz target over its kept inputs, without libFuzzer: PROGRAM FOLDER, called at the top of
 * the repository as tests are. PROGRAM's name is the target's, its inputs lie in
 * tests/fuzz/corpus/NAME. One that makes it stop is named; all others together are one test.
 */
#include <sanitizer/common_interface_defs.h>
#include <signal.h>
#include <unistd.h>

#include "base/file.h"
#include "base/path.h"
#include "fuzz/fuzz.h"

enum { MOST_SECONDS = 10 }; /* for one input; the checks of the debug build slow it down */

static const char *running; /* the input, for who tells of its end */

static void tell_end(void)
{
	printf("not ok %s: it stopped the program\n", running);
	fflush(stdout);
}

static void stop(int signal)
{
	printf("not ok %s: %s\n", running, signal == SIGALRM ? "it takes too long" : "see above");
	fflush(stdout);
	_exit(1);
}

int main(int argc, char **argv)
{
	struct arena *a = arena_new(), *scratch = arena_new();
	struct str target = path_base(str_from(argc ? argv[0] : ""));
	struct str folder = STR_CAT(a, STR("tests/fuzz/corpus/"), target), bytes;
	struct dir_list list = {0};
	__sanitizer_set_death_callback(tell_end);
	signal(SIGABRT, stop);
	signal(SIGALRM, stop);
	running = str_cstr(a, folder);
	bool good = dir_read(a, running, &list) == 0 && list.list.n > 0;
	for (size_t i = 0; i < list.list.n && good; i++) {
		running = str_cstr(a, path_join(a, folder, list.list.items[i].name));
		good = file_read(scratch, running, 1 << 24, &bytes) == 0;
		alarm(MOST_SECONDS);
		LLVMFuzzerTestOneInput((const uint8_t *)bytes.p, bytes.n);
		alarm(0);
		arena_reset(scratch);
	}
	printf("%s kept inputs\n%d passed, %d failed\n", good ? "ok" : "not ok", good, !good);
	arena_free(scratch);
	arena_free(a);
	running = "after the last input";
	return !good;
}
