/* SPDX-License-Identifier: MIT */
/* Memory, text, characters, paths, places and messages. */
#include "unit/unit.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/map.h"
#include "base/nearest.h"
#include "base/opt.h"
#include "base/path.h"
#include "base/utf8.h"
#include "base/vec.h"

static void count_up(void *n)
{
	++*(int *)n;
}

static void arena_keeps_what_it_gives(struct unit *u)
{
	int freed = 0;
	struct arena *a = arena_new();
	unsigned char *first = arena_alloc(a, 100);
	memset(first, 7, 100);
	for (int i = 0; i < 5000; i++) {
		unsigned char *p = arena_alloc(a, (size_t)i);
		for (int k = 0; k < i; k++)
			if (p[k]) {
				TRUE(u, !"fresh memory is zeroed");
				break;
			}
	}
	TRUE(u, first[0] == 7 && first[99] == 7);
	arena_defer(a, count_up, &freed);
	arena_reset(a);
	TRUE(u, freed == 1);
	TRUE(u, arena_used(a) == 0);
	arena_free(a);
	TRUE(u, freed == 1);
	arena_free(NULL);
}

static void arena_grows_in_place_or_by_copy(struct unit *u)
{
	char *p = arena_copy(u->arena, "abc", 3);
	char *same = arena_grow(u->arena, p, 3, 40);
	TRUE(u, same == p && memcmp(same, "abc", 3) == 0 && same[3] == 0);
	arena_alloc(u->arena, 8);
	char *moved = arena_grow(u->arena, same, 40, 80);
	TRUE(u, moved != same && memcmp(moved, "abc", 3) == 0 && moved[79] == 0);
}

static void str_cuts_and_trims(struct unit *u)
{
	struct str s = STR("a,b,,c");
	IS(u, str_cut(&s, ','), "a");
	IS(u, str_cut(&s, ','), "b");
	IS(u, str_cut(&s, ','), "");
	IS(u, str_cut(&s, ','), "c");
	TRUE(u, !s.n);
	s = STR("one\r\ntwo\n");
	IS(u, str_line(&s), "one");
	IS(u, str_line(&s), "two");
	IS(u, str_trim(STR(" \t x \n")), "x");
	IS(u, str_sub(STR("abc"), 1, 99), "bc");
	IS(u, str_sub(STR("abc"), 2, 1), "");
	IS(u, str_replace(u->arena, STR("a-b-c"), STR("-"), STR("++")), "a++b++c");
	IS(u, str_replace(u->arena, STR("abc"), STR("x"), STR("y")), "abc");
	TRUE(u, str_find(STR("abc"), STR("d")) == SIZE_MAX && str_find(STR("abc"), STR_NONE) == 0);
	TRUE(u, str_is_ascii(STR_NONE) && str_is_ascii(STR("seven, and eight")));
	TRUE(u, !str_is_ascii(STR("seven, 八")) && !str_is_ascii(STR("八 is eight")));
}

static void str_reads_numbers(struct unit *u)
{
	int64_t i;
	double d;
	TRUE(u, str_to_int(STR("20260703"), &i) && i == 20260703);
	TRUE(u, !str_to_int(STR(""), &i) && !str_to_int(STR("-1"), &i) &&
			!str_to_int(STR("1a"), &i));
	TRUE(u, !str_to_int(STR("1234567890123456789"), &i));
	TRUE(u, str_to_number(STR("-3.25"), &d) && d == -3.25);
	TRUE(u, str_to_number(STR(".5"), &d) && d == 0.5);
	TRUE(u, !str_to_number(STR("1."), &d) && !str_to_number(STR("."), &d));
	TRUE(u, !str_to_number(STR("1e3"), &d) && !str_to_number(STR("1,000"), &d));
}

static void buf_escapes(struct unit *u)
{
	struct buf b = buf_new(u->arena);
	buf_add_html(&b, STR("<a href=\"x\">'&\x01\n中"));
	IS(u, buf_str(&b), "&lt;a href=&quot;x&quot;&gt;&#39;&amp;\n中");
	b = buf_new(u->arena);
	buf_add_json(&b, STR("\"\\</script>\x02\n\t"));
	IS(u, buf_str(&b), "\"\\\"\\\\\\u003c/script\\u003e\\u0002\\n\\t\"");
	b = buf_new(u->arena);
	buf_add_url(&b, STR("a b/中?x=1&y"));
	IS(u, buf_str(&b), "a%20b/%E4%B8%AD?x=1&y");
	b = buf_new(u->arena);
	buf_add_csv(&b, STR("say \"hi\", now"));
	IS(u, buf_str(&b), "\"say \"\"hi\"\", now\"");
}

static void buf_stops_at_its_limit(struct unit *u)
{
	struct buf b = buf_new(u->arena);
	b.limit = 5;
	buf_add(&b, STR("abc"));
	TRUE(u, !b.full);
	buf_add(&b, STR("def"));
	TRUE(u, b.full);
	IS(u, buf_str(&b), "abc");
}

static void map_keeps_order_and_replaces(struct unit *u)
{
	struct map m = {0};
	static const int values[1000];
	TRUE(u, map_get(&m, STR("x")) == NULL);
	for (int i = 0; i < 1000; i++)
		TRUE(u, !map_put(u->arena, &m, str_printf(u->arena, "k%d", i), &values[i]));
	TRUE(u, map_get(&m, STR("k777")) == &values[777] && m.n == 1000);
	TRUE(u, map_put(u->arena, &m, STR("k777"), &values[1]) == &values[777] && m.n == 1000);
	IS(u, m.items[42].key, "k42");
}

static void utf8_reads_characters(struct unit *u)
{
	size_t n;
	TRUE(u, utf8_decode(STR("中"), &n) == 0x4E2D && n == 3);
	TRUE(u, utf8_decode(STR("\xFF"), &n) == 0xFFFD && n == 1);
	TRUE(u, utf8_decode_last(STR("ab文"), &n) == 0x6587 && n == 3);
	TRUE(u, utf8_decode_last(STR("ab\x87"), &n) == 0xFFFD && n == 1);
	TRUE(u, utf8_invalid(STR("好的")) == SIZE_MAX && utf8_invalid(STR("好\xC0\x80")) == 3);
	TRUE(u, utf8_invalid((struct str){"a\0b", 3}) == 1);
	TRUE(u, utf8_width(STR("a中，é")) == 6 && utf8_count(STR("a中，é")) == 4);
	TRUE(u, rune_is_punct(0x300A) && rune_is_punct('*') && !rune_is_punct(0x4E00));
	TRUE(u, rune_is_cjk(0x3001) && rune_is_han(0x20BB7) && !rune_is_cjk(0xAC00));
	IS(u, utf8_narrow(u->arena, STR("　２０２６－０７　Ａ")), "2026-07 A");
}

static void gb18030_becomes_utf8(struct unit *u)
{
	struct str text;
	TRUE(u, utf8_from_gb18030(u->arena, STR("\xD6\xD0\xCE\xC4,1"), &text));
	IS(u, text, "中文,1");
	TRUE(u, !utf8_from_gb18030(u->arena, STR("\xD6"), &text));
}

static void paths_are_cleaned(struct unit *u)
{
	struct str p;
	TRUE(u, path_clean(u->arena, STR("a/./b//../c/"), &p));
	IS(u, p, "a/c");
	TRUE(u, !path_clean(u->arena, STR("a/../../b"), &p));
	IS(u, path_relative(u->arena, STR("a/b/index.html"), STR("a/c.css")), "../c.css");
	IS(u, path_relative(u->arena, STR("index.html"), STR("a/c.css")), "a/c.css");
	IS(u, path_relative(u->arena, STR("a/index.html"), STR("a/index.html")), "index.html");
	IS(u, path_ext(STR("x/archive.tar.gz")), "gz");
	IS(u, path_ext(STR(".hidden")), "");
	IS(u, path_stem(STR("x/a.b.md")), "x/a.b");
	IS(u, path_dir(STR("x/y")), "x");
	IS(u, path_dir(STR("y")), "");
}

static void files_are_whole_or_not_there(struct unit *u)
{
	char dir[] = "/tmp/placard-unit-XXXXXX";
	if (!mkdtemp(dir)) {
		unit_fail(u, __LINE__, "mkdtemp", STR_NONE);
		return;
	}
	struct str root = str_from(dir), bytes;
	const char *deep = str_cstr(u->arena, path_join(u->arena, root, STR("x/y/z")));
	const char *file = str_cstr(u->arena, path_join(u->arena, root, STR("x/y/z/f")));
	const char *fifo = str_cstr(u->arena, path_join(u->arena, root, STR("fifo")));
	TRUE(u, dir_make(deep) == 0 && dir_make(deep) == 0 && file_is_dir(deep));
	TRUE(u, file_write_new(file, STR("hello")) == 0 &&
			file_write_new(file, STR("x")) == EEXIST);
	TRUE(u, file_read(u->arena, file, 10, &bytes) == 0);
	IS(u, bytes, "hello");
	TRUE(u, file_read(u->arena, file, 4, &bytes) == EFBIG);
	TRUE(u, file_read(u->arena, deep, 10, &bytes) == EISDIR);
	TRUE(u, mkfifo(fifo, 0600) == 0 && file_read(u->arena, fifo, 10, &bytes) == EINVAL);
	TRUE(u, file_holds(file, STR("hello")) && !file_holds(file, STR("hellO")));
	TRUE(u, !file_holds(deep, STR_NONE));
	struct dir_list list = {0};
	TRUE(u, dir_read(u->arena, dir, &list) == 0 && list.list.n == 2);
	TRUE(u, list.list.items[0].type == FILE_OTHER && list.list.items[1].type == FILE_DIR);
	TRUE(u, dir_remove(dir) == 0 && !file_exists(dir) && dir_remove(dir) == 0);
}

static void a_folder_for_a_while_goes_with_its_arena(struct unit *u)
{
	struct arena *life = arena_new();
	struct str dir, other;
	TRUE(u, dir_make_temp(life, &dir) == 0 && dir_make_temp(life, &other) == 0);
	const char *c = str_cstr(u->arena, dir);
	const char *file = str_cstr(u->arena, path_join(u->arena, dir, STR("f")));
	TRUE(u, file_is_dir(c) && !str_eq(dir, other) && file_write_new(file, STR("x")) == 0);
	arena_free(life);
	TRUE(u, !file_exists(c));
}

static void a_file_written_anew_has_another_stamp(struct unit *u)
{
	struct arena *life = arena_new();
	struct str dir;
	uint64_t old, same, now;
	TRUE(u, dir_make_temp(life, &dir) == 0);
	struct str path = path_join(u->arena, dir, STR("f"));
	const char *file = str_cstr(u->arena, path);
	TRUE(u, file_write_new(file, STR("one")) == 0 && file_stamp(file, &old) == 0);
	TRUE(u, file_stamp(file, &same) == 0 && same == old);
	TRUE(u, file_replace(life, path, STR("three")) == 0 && file_stamp(file, &now) == 0);
	TRUE(u, now != old);
	TRUE(u, file_stamp("/nowhere/at/all", &now) == ENOENT);
	arena_free(life);
}

static void nearest_name_is_found(struct unit *u)
{
	struct nearest n = nearest_to(STR("titel"));
	nearest_try(&n, STR("tasks"));
	nearest_try(&n, STR("title"));
	IS(u, n.best, "title");
	n = nearest_to(STR("责任部門"));
	nearest_try(&n, STR("配合部室"));
	nearest_try(&n, STR("责任部室"));
	IS(u, n.best, "责任部室");
	n = nearest_to(STR("xyzzy"));
	nearest_try(&n, STR("title"));
	IS(u, n.best, "");
}

static const struct message sample = {"sample", LEVEL_WARNING,
	{"“{1}”不对，应是“{2}”", "“{1}” is wrong, “{2}” is right"}, {"试试“{3}”", "try “{3}”"}};

static struct str printed(struct unit *u, const struct diags *d)
{
	char *text = NULL;
	size_t n = 0;
	FILE *f = open_memstream(&text, &n);
	diags_print(d, f, false);
	fclose(f);
	struct str s = str_copy(u->arena, (struct str){text, n});
	free(text);
	return s;
}

static void message_has_place_and_caret(struct unit *u)
{
	struct source *src = source_new(u->arena, STR("a.md"), STR("第一行\n负责人：张三\n"));
	struct diags d = diags_new(u->arena, LANG_ZH, false);
	diag_add(&d, &sample, span_of(src, str_sub(src->text, 19, 22)),
		ARGS(STR("：\n"), STR(": ")));
	IS(u, printed(u, &d),
		"a.md:2:4: warning: “： ”不对，应是“: ” [sample]\n    负责人：张三\n          "
		"^~\n");
	d = diags_new(u->arena, LANG_EN, true);
	diag_add(&d, &sample, span_file(src), ARGS(STR("a"), STR("b"), STR("c")));
	IS(u, printed(u, &d),
		"a.md: error: “a” is wrong, “b” is right [sample]\n    hint: try “c”\n");
}

static void places_are_right_in_long_files(struct unit *u)
{
	struct buf b = buf_new(u->arena);
	for (int i = 1; i <= 1000; i++)
		buf_printf(&b, "行%d\n", i);
	struct source *src = source_new(u->arena, STR("long.md"), buf_str(&b));
	struct str rest = src->text;
	for (uint32_t i = 1; i <= 1000; i++) {
		struct str line = str_line(&rest);
		struct place p = span_place(span_of(src, str_after(line, 3)));
		if (p.line != i || p.column != 2 || !str_eq(p.text, line))
			unit_fail(u, __LINE__, "a place is wrong", line);
	}
}

static void messages_are_sorted_and_said_once(struct unit *u)
{
	struct source *src = source_new(u->arena, STR("b.md"), STR("x\ny\n"));
	struct diags d = diags_new(u->arena, LANG_EN, false);
	diag_add(&d, &sample, span_of(src, str_sub(src->text, 2, 3)), ARGS(STR("2"), STR("b")));
	diag_add(&d, &sample, span_of(src, str_sub(src->text, 0, 1)), ARGS(STR("1"), STR("b")));
	diag_add(&d, &sample, span_of(src, str_sub(src->text, 2, 3)), ARGS(STR("2"), STR("b")));
	diags_sort(&d);
	TRUE(u, d.list.n == 2 && d.list.items[0].place.line == 1 &&
			d.list.items[1].place.line == 2);
	TRUE(u, diags_count(&d, LEVEL_WARNING) == 2 && diags_count(&d, LEVEL_ERROR) == 0);
}

/* argv holds text that may be written to; literals may not. */
#define ARG(literal) ((char[]){literal})

struct parsed {
	bool flag;
	struct str text, choice;
};

static struct opt_result parse(struct unit *u, struct parsed *p, int argc, char **argv)
{
	static const struct opt rows[] = {
		{"flag", 'f', OPT_FLAG, offsetof(struct parsed, flag), {NULL, NULL}, NULL,
			{"", ""}},
		{"text", 't', OPT_TEXT, offsetof(struct parsed, text), {"X", "X"}, NULL, {"", ""}},
		{"choice", 0, OPT_TEXT, offsetof(struct parsed, choice), {NULL, NULL}, "a|bc",
			{"", ""}},
	};
	*p = (struct parsed){0};
	return opt_parse(u->arena, (struct opt_table){rows, ARRAY_LEN(rows)}, (struct opt_table){0},
		argc, argv, p);
}

static void options_are_read_from_the_table(struct unit *u)
{
	struct parsed p;
	char *good[] = {
		ARG("one"), ARG("-ft"), ARG("v"), ARG("--choice=bc"), ARG("--"), ARG("--flag")};
	struct opt_result r = parse(u, &p, 6, good);
	TRUE(u, r.fault == OPT_OK && p.flag && r.args.n == 2);
	IS(u, p.text, "v");
	IS(u, p.choice, "bc");
	IS(u, r.args.items[1], "--flag");
	char *unknown[] = {ARG("--flga")};
	r = parse(u, &p, 1, unknown);
	TRUE(u, r.fault == OPT_UNKNOWN);
	IS(u, r.hint, "--flag");
	char *missing[] = {ARG("--text")}, *extra[] = {ARG("--flag=x")},
	     *bad[] = {ARG("--choice"), ARG("b")};
	TRUE(u, parse(u, &p, 1, missing).fault == OPT_NO_VALUE);
	TRUE(u, parse(u, &p, 1, extra).fault == OPT_EXTRA_VALUE);
	TRUE(u, parse(u, &p, 2, bad).fault == OPT_BAD_CHOICE);
}

int main(void)
{
	static const struct unit_test tests[] = {
		{"arena keeps what it gives", arena_keeps_what_it_gives},
		{"arena grows in place or by copy", arena_grows_in_place_or_by_copy},
		{"str cuts and trims", str_cuts_and_trims},
		{"str reads numbers", str_reads_numbers},
		{"buf escapes for HTML, JSON, URL, CSV", buf_escapes},
		{"buf stops at its limit", buf_stops_at_its_limit},
		{"map keeps order and replaces", map_keeps_order_and_replaces},
		{"utf8 reads characters", utf8_reads_characters},
		{"GB18030 becomes UTF-8", gb18030_becomes_utf8},
		{"paths are cleaned", paths_are_cleaned},
		{"files are whole or not there", files_are_whole_or_not_there},
		{"a folder for a while goes with its arena",
			a_folder_for_a_while_goes_with_its_arena},
		{"a file written anew has another stamp", a_file_written_anew_has_another_stamp},
		{"the nearest name is found", nearest_name_is_found},
		{"a message has place and caret", message_has_place_and_caret},
		{"places are right in long files", places_are_right_in_long_files},
		{"messages are sorted and said once", messages_are_sorted_and_said_once},
		{"options are read from the table", options_are_read_from_the_table},
	};
	return unit_main(tests, ARRAY_LEN(tests));
}
