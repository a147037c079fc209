/* SPDX-License-Identifier: MIT */
#include "base/diag.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"

enum { LONGEST_ARG = 120, LONGEST_LINE = 120 };

struct diags diags_new(struct arena *a, enum lang lang, bool strict)
{
	return (struct diags){.arena = a, .lang = lang, .strict = strict};
}

const char *level_name(enum level level)
{
	static const char *const names[] = {"note", "warning", "error"};
	return names[level];
}

/* What can befall a clerk's disk; the rest is for who can read English. */
struct str error_text(const struct diags *d, int error)
{
	static const struct {
		int error;
		const char *zh;
	} known[] = {{EACCES, "没有权限"}, {EPERM, "不允许"}, {ENOENT, "没有这个文件或文件夹"},
		{EEXIST, "已经有同名的文件"}, {EISDIR, "这是文件夹"},
		{ENOTDIR, "路径中间有一段不是文件夹"}, {ENOSPC, "磁盘满了"},
		{EDQUOT, "超出了磁盘配额"}, {EROFS, "磁盘是只读的"}, {EFBIG, "文件太大"},
		{EIO, "磁盘读写出错"}, {ENOMEM, "内存不够"}, {EMFILE, "打开的文件太多"},
		{ENFILE, "打开的文件太多"}, {EAGAIN, "进程太多"}, {ENAMETOOLONG, "名称太长"},
		{ELOOP, "链接绕成了圈，或者文件夹套得太深"}};
	for (size_t i = 0; d->lang == LANG_ZH && i < ARRAY_LEN(known); i++)
		if (known[i].error == error)
			return str_from(known[i].zh);
	return str_from(strerror(error));
}

/* Text of a user in a message: one line, no control characters, not endless. */
static void add_arg(struct buf *b, struct str s)
{
	size_t count = 0;
	while (s.n) {
		size_t n;
		uint32_t rune = utf8_decode(s, &n);
		if (++count > LONGEST_ARG) {
			BUF_LIT(b, "…");
			return;
		}
		if (rune == '\n' || rune == '\r' || rune == '\t')
			buf_add_char(b, ' ');
		else if (rune < 0x20 || rune == 0x7F)
			BUF_LIT(b, "�");
		else
			buf_add_rune(b, rune);
		s = str_after(s, n);
	}
}

static struct str fill(struct arena *a, const char *text, const struct args *args,
	void (*add)(struct buf *b, struct str s))
{
	struct buf b = buf_new(a);
	for (const char *p = text; *p; p++) {
		if (p[0] == '{' && p[1] >= '1' && p[1] <= '4' && p[2] == '}') {
			add(&b, args->s[p[1] - '1']);
			p += 2;
		} else {
			buf_add_char(&b, *p);
		}
	}
	return buf_str(&b);
}

struct str message_fill(struct arena *a, const char *text, const struct args *args)
{
	return fill(a, text, args, add_arg);
}

struct str text_fill(struct arena *a, const char *text, const struct args *args)
{
	return fill(a, text, args, buf_add);
}

static bool uses_empty(const char *text, const struct args *args)
{
	for (const char *p = text; *p; p++)
		if (p[0] == '{' && p[1] >= '1' && p[1] <= '4' && p[2] == '}' &&
			args->s[p[1] - '1'].n == 0)
			return true;
	return false;
}

/* The one message of this floor: only the list knows that it is full. */
static const struct message full = {"messages-many", LEVEL_NOTE,
	{"这个文件的问题太多，每类只列出前 {1} 个",
		"too many mistakes in this file; the first {1} of a kind are told"},
	{"先改好列出的，再运行一次", "mend those and run it again"}};

/* How many there were of this level in this file, with this one. */
static size_t count_one(struct diags *d, struct str name, enum level level)
{
	struct diag_counts *const *known = map_get(&d->files, name), **place = NULL;
	if (known)
		return ++(*known)->n[level];
	place = NEW(d->arena, struct diag_counts *);
	*place = NEW(d->arena, struct diag_counts);
	map_put(d->arena, &d->files, str_copy(d->arena, name), place);
	return ++(*place)->n[level];
}

static void add_item(struct diags *d, const struct message *m, enum level level, struct place at,
	const struct args *args)
{
	struct diag *item = vec_push(d->arena, &d->list);
	item->id = str_from(m->id);
	item->level = level;
	item->place = at;
	item->text = message_fill(d->arena, m->text[d->lang], args);
	const char *hint = m->hint[d->lang];
	if (hint && !uses_empty(hint, args))
		item->hint = message_fill(d->arena, hint, args);
}

void diag_add_at(struct diags *d, const struct message *m, struct place at, struct args args)
{
	enum level level = m->level == LEVEL_WARNING && d->strict ? LEVEL_ERROR : m->level;
	size_t n = count_one(d, at.name, level);
	if (n <= DIAGS_A_FILE) {
		add_item(d, m, level, at, &args);
	} else if (n == DIAGS_A_FILE + 1) {
		struct args most = ARGS(str_printf(d->arena, "%d", DIAGS_A_FILE));
		add_item(d, &full, level, (struct place){.name = at.name}, &most);
	}
}

void diag_add(struct diags *d, const struct message *m, struct span at, struct args args)
{
	diag_add_at(d, m, span_place(at), args);
}

void diags_take(struct diags *d, const struct diags *from)
{
	for (size_t i = 0; i < from->list.n; i++) {
		const struct diag *f = &from->list.items[i];
		struct diag *item = vec_push(d->arena, &d->list);
		*item = *f;
		item->id = str_copy(d->arena, f->id);
		item->text = str_copy(d->arena, f->text);
		item->hint = str_copy(d->arena, f->hint);
		item->place.name = str_copy(d->arena, f->place.name);
		item->place.text = str_copy(d->arena, f->place.text);
		item->place.sheet = str_copy(d->arena, f->place.sheet);
	}
}

static int by_place(const void *x, const void *y)
{
	const struct diag *a = x, *b = y;
	int c = str_cmp(a->place.name, b->place.name);
	if (c)
		return c;
	if (a->place.line != b->place.line)
		return a->place.line < b->place.line ? -1 : 1;
	if (a->place.column != b->place.column)
		return a->place.column < b->place.column ? -1 : 1;
	c = str_cmp(a->id, b->id);
	return c ? c : str_cmp(a->text, b->text);
}

void diags_sort(struct diags *d)
{
	if (!d->list.n)
		return;
	qsort(d->list.items, d->list.n, sizeof(*d->list.items), by_place);
	size_t n = 1;
	for (size_t i = 1; i < d->list.n; i++)
		if (by_place(&d->list.items[n - 1], &d->list.items[i]) != 0)
			d->list.items[n++] = d->list.items[i];
	d->list.n = n;
}

size_t diags_count(const struct diags *d, enum level level)
{
	size_t n = 0;
	for (size_t i = 0; i < d->list.n; i++)
		n += d->list.items[i].level == level;
	return n;
}

static void add_clean(struct buf *b, struct str s)
{
	while (s.n) {
		size_t n;
		uint32_t rune = utf8_decode(s, &n);
		buf_add_rune(b, rune < 0x20 || rune == 0x7F ? (rune == '\t' ? ' ' : 0xFFFD) : rune);
		s = str_after(s, n);
	}
}

static struct str skip_runes(struct str s, size_t count)
{
	while (count-- && s.n) {
		size_t n;
		utf8_decode(s, &n);
		s = str_after(s, n);
	}
	return s;
}

static struct str first_runes(struct str s, size_t count)
{
	return str_sub(s, 0, (size_t)(skip_runes(s, count).p - s.p));
}

/* The source line and the caret under it; a long line is shown around the caret only. */
static void add_excerpt(struct buf *b, const struct place *at, bool colour)
{
	size_t column = at->column - 1, skipped = 0;
	struct str line = at->text;
	if (utf8_count(line) > LONGEST_LINE && column > LONGEST_LINE / 2) {
		skipped = column - LONGEST_LINE / 2;
		line = skip_runes(line, skipped);
	}
	struct str shown = first_runes(line, LONGEST_LINE);
	bool more = shown.n < line.n;
	line = shown;
	size_t width = utf8_width(first_runes(line, column - skipped));
	size_t marks = utf8_width(first_runes(skip_runes(line, column - skipped), at->count));
	BUF_LIT(b, "    ");
	if (skipped)
		BUF_LIT(b, "…");
	add_clean(b, line);
	buf_add(b, more ? STR("…\n    ") : STR("\n    "));
	for (size_t i = 0; i < width + (skipped != 0); i++)
		buf_add_char(b, ' ');
	buf_add(b, colour ? STR("\033[32m^") : STR("^"));
	for (size_t i = 1; i < marks; i++)
		buf_add_char(b, '~');
	buf_add(b, colour ? STR("\033[0m\n") : STR("\n"));
}

/* Which row of a sheet and which of its cells, or which line. */
static void add_line(struct buf *b, const struct place *at)
{
	char letters[COLUMN_NAME_SIZE];
	add_clean(b, at->name);
	if (!at->line)
		return;
	BUF_LIT(b, ":");
	if (at->cell_column) {
		add_clean(b, at->sheet);
		BUF_LIT(b, "!");
		buf_add(b, column_name(at->cell_column, letters));
	}
	buf_printf(b, "%u", at->line);
}

struct str place_shown(struct arena *a, const struct place *at)
{
	struct buf b = buf_new(a);
	add_line(&b, at);
	return buf_str(&b);
}

static void add_place(struct buf *b, const struct place *at)
{
	add_line(b, at);
	if (at->line && !at->cell_column)
		buf_printf(b, ":%u", at->column);
	buf_add(b, at->name.n ? STR(": ") : STR("placard: "));
}

static void add_diag(struct buf *b, const struct diag *d, enum lang lang, bool colour)
{
	static const char *const colours[] = {"\033[36m", "\033[35m", "\033[31m"};
	static const char *const hint_label[] = {"提示：", "hint: "};
	add_place(b, &d->place);
	buf_printf(b, "%s%s:%s ", colour ? colours[d->level] : "", level_name(d->level),
		colour ? "\033[0m" : "");
	buf_add(b, d->text);
	BUF_LIT(b, " [");
	buf_add(b, d->id);
	BUF_LIT(b, "]\n");
	if (d->place.line)
		add_excerpt(b, &d->place, colour);
	if (d->hint.n) {
		BUF_LIT(b, "    ");
		buf_add(b, str_from(hint_label[lang]));
		buf_add(b, d->hint);
		buf_add_char(b, '\n');
	}
}

void diags_print(const struct diags *d, FILE *to, bool colour)
{
	if (!d->list.n)
		return;
	struct arena *scratch = arena_new();
	struct buf b = buf_new(scratch);
	for (size_t i = 0; i < d->list.n; i++)
		add_diag(&b, &d->list.items[i], d->lang, colour);
	if (b.n)
		fwrite(b.p, 1, b.n, to);
	arena_free(scratch);
}

/* Of a workbook the column is the sheet's; what was made of its row is no text of the author's. */
static void add_json_place(struct buf *b, const struct place *at)
{
	char letters[COLUMN_NAME_SIZE];
	BUF_LIT(b, "{\"path\":");
	buf_add_json(b, at->name);
	if (!at->cell_column) {
		buf_printf(b, ",\"line\":%u,\"column\":%u,\"length\":%u", at->line, at->column,
			at->count);
		return;
	}
	BUF_LIT(b, ",\"sheet\":");
	buf_add_json(b, at->sheet);
	BUF_LIT(b, ",\"cell\":\"");
	buf_add(b, column_name(at->cell_column, letters));
	buf_printf(b, "%u\",\"line\":%u,\"column\":%u,\"length\":1", at->line, at->line,
		at->cell_column);
}

struct str diags_json(struct arena *a, const struct diags *d)
{
	struct buf b = buf_new(a);
	BUF_LIT(&b, "[");
	for (size_t i = 0; i < d->list.n; i++) {
		const struct diag *item = &d->list.items[i];
		buf_add(&b, i ? STR(",\n") : STR("\n"));
		add_json_place(&b, &item->place);
		buf_printf(&b, ",\"level\":\"%s\",\"id\":", level_name(item->level));
		buf_add_json(&b, item->id);
		BUF_LIT(&b, ",\"text\":");
		buf_add_json(&b, item->text);
		BUF_LIT(&b, ",\"hint\":");
		buf_add_json(&b, item->hint);
		BUF_LIT(&b, "}");
	}
	buf_add(&b, d->list.n ? STR("\n]\n") : STR("]\n"));
	return buf_str(&b);
}
