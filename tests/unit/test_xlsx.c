/* SPDX-License-Identifier: MIT */
/* Workbooks: the same bytes each time, nothing left behind, and a full disk is noticed. What stands
 * in them is judged by LibreOffice in tests/office. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "render/xlsx_book.h"

struct suite {
	struct arena *arena;
	const char *dir;
	int passed, failed;
};

static void ok(struct suite *s, bool good, const char *what)
{
	printf("%s %s\n", good ? "ok" : "not ok", what);
	s->passed += good;
	s->failed += !good;
}

static struct cell_table table_of(struct suite *s, size_t n_rows)
{
	static const char *const headings[] = {"编号", "任务", "完成时限", "进度"};
	struct cell_table t = {.n_rows = n_rows};
	size_t n = ARRAY_LEN(headings);
	for (size_t i = 0; i < n; i++)
		*vec_push(s->arena, &t.columns.list) =
			(struct cell_column){.heading = str_from(headings[i])};
	t.cells = NEW_N(s->arena, struct cell, n * n_rows);
	for (size_t row = 0; row < n_rows; row++) {
		struct cell *cells = &t.cells[row * n];
		cells[0] = (struct cell){CELL_TEXT, str_printf(s->arena, "base-%zu", row), 0};
		cells[1] = (struct cell){
			CELL_TEXT, str_printf(s->arena, "=走访第%zu个支部", row * 7919), 0};
		cells[2] = (struct cell){CELL_DAY, STR("2026-08-14"), 20679};
		cells[3] = (struct cell){CELL_PERCENT, STR("0.5%"), 0.5};
	}
	return t;
}

static int render(struct suite *s, const struct cell_table *t, struct buf *out)
{
	struct xlsx_about about = {
		STR("方案 & 计划"), STR("青禾青联"), STR("任务/分工"), DAY_NONE, str_from(s->dir)};
	*out = buf_new(s->arena);
	return xlsx_render(out, t, &about, LANG_ZH);
}

static bool is_empty(struct suite *s)
{
	struct dir_list list = {0};
	return !dir_read(s->arena, s->dir, &list) && !list.list.n;
}

static void test_bytes(struct suite *s)
{
	struct buf first, second;
	struct cell_table t = table_of(s, 40);
	ok(s, render(s, &t, &first) == 0 && first.n > 1000, "xlsx: it is made");
	setenv("TZ", "Pacific/Kiritimati", 1);
	ok(s, render(s, &t, &second) == 0 && str_eq(buf_str(&first), buf_str(&second)),
		"xlsx: the same bytes in another time zone");
	unsetenv("TZ");
	ok(s, is_empty(s), "xlsx: nothing is left in the folder");
	struct str bytes = buf_str(&first);
	FILE *kept = tmpfile();
	int file = fileno(kept);
	ok(s, fwrite(bytes.p, 1, bytes.n, kept) == bytes.n && !fflush(kept) && xlsx_is_whole(file),
		"xlsx: it is whole");
	size_t wrong = 0;
	/* Whatever byte is another: told or not, but read safely. */
	for (size_t i = 0; i < bytes.n; i++) {
		char other = (char)(bytes.p[i] ^ 0x5A);
		wrong += pwrite(file, &other, 1, (off_t)i) == 1 && !xlsx_is_whole(file);
		wrong += pwrite(file, &bytes.p[i], 1, (off_t)i) != 1;
	}
	ok(s, wrong > 0 && xlsx_is_whole(file), "xlsx: bytes that are others are read safely");
	wrong = 0;
	for (size_t n = bytes.n; n--;)
		wrong += ftruncate(file, (off_t)n) != 0 || xlsx_is_whole(file);
	ok(s, wrong == 0, "xlsx: no beginning of it is whole");
	fclose(kept);
}

/* No more than this goes into any file, as on a disk that is full. */
static void limit_files(rlim_t most)
{
	struct rlimit limit;
	getrlimit(RLIMIT_FSIZE, &limit);
	limit.rlim_cur = most;
	setrlimit(RLIMIT_FSIZE, &limit);
}

static void test_full_disk(struct suite *s)
{
	struct cell_table t = table_of(s, 4000);
	size_t told = 0, tried = 0;
	signal(SIGXFSZ, SIG_IGN);
	for (rlim_t most = 1000; most < 400000; most = most * 3 / 2, tried++) {
		struct buf out;
		limit_files(most);
		int error = render(s, &t, &out);
		limit_files(RLIM_INFINITY);
		told += error != 0 && out.n == 0;
	}
	struct buf out;
	ok(s, told == tried, "xlsx: a part that had no room is an error");
	ok(s, render(s, &t, &out) == 0 && out.n > 50000, "xlsx: and with room it is none");
	s->dir = "Makefile";
	ok(s, render(s, &t, &out) == ENOTDIR, "xlsx: a folder that is none");
}

int main(int argc, char **argv)
{
	struct suite s = {.arena = arena_new(), .dir = argc > 1 ? argv[1] : "."};
	test_bytes(&s);
	test_full_disk(&s);
	arena_free(s.arena);
	printf("%d passed, %d failed\n", s.passed, s.failed);
	return s.failed != 0;
}
