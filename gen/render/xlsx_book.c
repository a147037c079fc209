/* SPDX-License-Identifier: MIT */
#include "render/xlsx_book.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/path.h"
#include "base/utf8.h"

enum { CELL_UNITS = 32767, TEXT_FORMAT_MOST = 255, HEADER_MOST = 60, PIECE = 64 << 10 };
enum { HEADING_HEIGHT = 24, HEADING_FILL = 0xE7EEF7, PAPER_A4 = 9, SECONDS_A_DAY = 86400 };

/* For a book of which nobody knows when it was made; the library would ask the clock. */
static const struct civil some_day = {2000, 1, 1};

void xlsx_did(struct xlsx_book *b, lxw_error error)
{
	if (error == LXW_ERROR_MEMORY_MALLOC_FAILED)
		out_of_memory();
	if (!b->error)
		b->error = error;
}

static void *must(void *made)
{
	if (!made)
		out_of_memory(); /* the only cause: nothing was asked of the disk yet */
	return made;
}

static void make_format(struct xlsx_book *b, enum xlsx_format which, const char *number)
{
	lxw_format *f = must(workbook_add_format(b->book));
	format_set_border(f, LXW_BORDER_THIN);
	format_set_border_color(f, LXW_COLOR_GRAY);
	format_set_text_wrap(f);
	format_set_align(f, LXW_ALIGN_VERTICAL_CENTER);
	if (number) {
		format_set_num_format(f, number);
		format_set_align(f, LXW_ALIGN_LEFT);
	}
	b->formats[which] = f;
}

static void make_formats(struct xlsx_book *b, enum lang lang)
{
	make_format(b, XLSX_HEADING, NULL);
	format_set_bold(b->formats[XLSX_HEADING]);
	format_set_bg_color(b->formats[XLSX_HEADING], HEADING_FILL);
	make_format(b, XLSX_GENERAL, NULL);
	make_format(b, XLSX_TEXT, "@");
	make_format(b, XLSX_DAY, "yyyy-mm-dd");
	/* That it shows no day makes it a month for who reads it. */
	make_format(b, XLSX_MONTH, lang == LANG_ZH ? "yyyy\"年\"m\"月\"" : "yyyy-mm");
	make_format(b, XLSX_PERCENT, "0%");
	make_format(b, XLSX_PERCENT_PART, "0.##%");
}

void xlsx_begin(struct arena *a, struct xlsx_book *b, const struct xlsx_about *about,
	enum lang lang, bool in_order)
{
	*b = (struct xlsx_book){.arena = a, .scratch = a};
	/* Workers share the folder. What the library could not remove shows when its own is
	 * removed. */
	struct str dir = path_join(a, about->dir, str_printf(a, "book-%ld.tmp", (long)getpid()));
	b->dir = str_cstr(a, dir);
	b->file = str_cstr(a, path_join(a, dir, STR("book.xlsx")));
	b->disk = dir_make(b->dir);
	lxw_workbook_options options = {.tmpdir = b->dir, .constant_memory = in_order};
	b->book = must(workbook_new_opt(b->file, &options));
	make_formats(b, lang);
	day_t day = about->day == DAY_NONE ? day_from_civil(some_day) : about->day;
	lxw_doc_properties about_it = {
		.title = str_cstr(a, about->title),
		.author = str_cstr(a, about->author),
		.created = (time_t)day * SECONDS_A_DAY,
	};
	/* The library takes 0 for no time at all. */
	if (!about_it.created)
		about_it.created = 1;
	xlsx_did(b, workbook_set_properties(b->book, &about_it));
}

lxw_worksheet *xlsx_sheet(struct xlsx_book *b, struct str name)
{
	const char *wanted = str_cstr(b->arena, name);
	if (workbook_validate_sheet_name(b->book, wanted) != LXW_NO_ERROR)
		wanted = NULL;
	return must(workbook_add_worksheet(b->book, wanted));
}

/* Excel counts a cell in units of UTF-16. */
static struct str fitting(struct str text)
{
	size_t units = 0;
	if (text.n <= CELL_UNITS)
		return text;
	for (size_t i = 0, n; i < text.n; i += n) {
		units += utf8_decode(str_after(text, i), &n) > 0xFFFF ? 2 : 1;
		if (units > CELL_UNITS)
			return str_sub(text, 0, i);
	}
	return text;
}

static bool is_hex(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* _x000D_ in a text would be read as the character that it names (ST_Xstring), where its own _ does
 * not stand as such a name. */
static struct str escaped(struct arena *a, struct str text)
{
	enum { NAME = 7 };
	struct buf out = buf_new(a);
	size_t from = 0;
	for (size_t i = 0; i + NAME <= text.n; i++) {
		const char *p = text.p + i;
		if (p[0] != '_' || p[1] != 'x' || p[NAME - 1] != '_')
			continue;
		size_t digits = 0;
		while (digits < 4 && is_hex(p[2 + digits]))
			digits++;
		if (digits < 4)
			continue;
		buf_add(&out, str_sub(text, from, i));
		BUF_LIT(&out, "_x005F");
		from = i;
	}
	if (!out.n)
		return text;
	buf_add(&out, str_after(text, from));
	return buf_str(&out);
}

void xlsx_text(struct xlsx_book *b, lxw_worksheet *sheet, size_t row, size_t column,
	struct str text, enum xlsx_format format)
{
	text = fitting(escaped(b->scratch, text));
	/* An older Excel shows a long text as ##### where its cell is formatted as text. Where it
	 * is not, a text that is edited is read anew: never one that would become a formula. */
	if (format == XLSX_TEXT && text.n > TEXT_FORMAT_MOST &&
		utf8_count(text) > TEXT_FORMAT_MOST && !cell_is_formula(text))
		format = XLSX_GENERAL;
	lxw_format *f = b->formats[format];
	lxw_row_t r = (lxw_row_t)row;
	lxw_col_t c = (lxw_col_t)column;
	if (text.n)
		xlsx_did(b, worksheet_write_string(sheet, r, c, str_cstr(b->scratch, text), f));
	else
		xlsx_did(b, worksheet_write_blank(sheet, r, c, f));
}

static void merge(struct xlsx_book *b, lxw_worksheet *sheet, lxw_row_t first, lxw_row_t last,
	size_t left, size_t right, struct str text)
{
	xlsx_did(b, worksheet_merge_range(sheet, first, (lxw_col_t)left, last, (lxw_col_t)right,
			    str_cstr(b->arena, fitting(escaped(b->arena, text))),
			    b->formats[XLSX_HEADING]));
}

/* What stands over several columns is one cell; below it, or over both rows, the headings. The rows
 * are written one after the other: what reaches down is merged when the second is at hand. */
static void two_rows(
	struct xlsx_book *b, lxw_worksheet *sheet, const struct xlsx_heading *headings, size_t n)
{
	for (size_t i = 0, end; i < n; i = end) {
		struct str over = headings[i].over;
		for (end = i + 1; end < n && over.n && str_eq(headings[end].over, over);)
			end++;
		if (end > i + 1)
			merge(b, sheet, 0, 0, i, end - 1, over);
		else
			xlsx_text(b, sheet, 0, i, over.n ? over : headings[i].text, XLSX_HEADING);
	}
	xlsx_did(b, worksheet_set_row(sheet, 1, HEADING_HEIGHT, NULL));
	for (size_t i = 0; i < n; i++)
		if (headings[i].over.n)
			xlsx_text(b, sheet, 1, i, headings[i].text, XLSX_HEADING);
		else
			merge(b, sheet, 0, 1, i, i, headings[i].text);
}

size_t xlsx_headings(struct xlsx_book *b, lxw_worksheet *sheet, const struct xlsx_heading *headings,
	size_t n, size_t n_rows)
{
	size_t heads = 1;
	for (size_t i = 0; i < n; i++)
		heads = headings[i].over.n ? 2 : heads;
	lxw_row_t bottom = (lxw_row_t)heads - 1, last = bottom + (lxw_row_t)n_rows;
	lxw_col_t right = (lxw_col_t)(n - 1);
	xlsx_did(b, worksheet_set_row(sheet, 0, HEADING_HEIGHT, NULL));
	if (heads > 1)
		two_rows(b, sheet, headings, n);
	for (size_t i = 0; i < n && heads == 1; i++)
		xlsx_text(b, sheet, 0, i, headings[i].text, XLSX_HEADING);
	worksheet_freeze_panes(sheet, bottom + 1, 0);
	xlsx_did(b, worksheet_autofilter(sheet, bottom, 0, last, right));
	xlsx_did(b, worksheet_repeat_rows(sheet, 0, bottom));
	/* 007 is meant as it stands and wants no warning. */
	char range[LXW_MAX_CELL_RANGE_LENGTH];
	lxw_rowcol_to_range(range, 0, 0, last, right);
	xlsx_did(b, worksheet_ignore_errors(sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, range));
	return heads;
}

/* A header of a page has its own signs, which begin with &. */
static struct str header_text(struct arena *a, struct str title)
{
	size_t end = 0, n;
	for (size_t count = 0; end < title.n && count < HEADER_MOST; count++) {
		utf8_decode(str_after(title, end), &n);
		end += n;
	}
	struct str text = str_sub(title, 0, end);
	if (end < title.n)
		text = STR_CAT(a, text, STR("…"));
	return STR_CAT(a, STR("&C"), str_replace(a, text, STR("&"), STR("&&")));
}

void xlsx_paper(struct xlsx_book *b, lxw_worksheet *sheet, struct str title)
{
	worksheet_set_landscape(sheet);
	worksheet_set_paper(sheet, PAPER_A4);
	worksheet_fit_to_pages(sheet, 1, 0);
	worksheet_center_horizontally(sheet);
	struct str header = header_text(b->arena, title);
	xlsx_did(b, worksheet_set_header(sheet, str_cstr(b->arena, header)));
	xlsx_did(b, worksheet_set_footer(sheet, "&C&P / &N"));
}

/* The library returns what went wrong, and tells it to standard error too, where only messages of
 * ours belong: there its words go nowhere. */
static lxw_error close_quietly(lxw_workbook *book)
{
	int kept = dup(STDERR_FILENO), nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
	if (kept >= 0 && nowhere >= 0)
		dup2(nowhere, STDERR_FILENO);
	errno = 0;
	lxw_error error = workbook_close(book);
	int why = errno;
	if (kept >= 0 && nowhere >= 0)
		dup2(kept, STDERR_FILENO);
	if (kept >= 0)
		close(kept);
	if (nowhere >= 0)
		close(nowhere);
	errno = why;
	return error;
}

/* What the library says of the disk. */
static int close_book(struct xlsx_book *b)
{
	lxw_error closed = close_quietly(b->book);
	int error = closed ? errno : 0;
	xlsx_did(b, closed);
	return b->error && !error ? EIO : error;
}

static int take_file(int file, const struct xlsx_taker *taker)
{
	char piece[PIECE];
	ssize_t n;
	while ((n = read(file, piece, sizeof(piece))) > 0)
		taker->take(taker->to, (struct str){piece, (size_t)n});
	return n < 0 ? errno : 0;
}

/* Where the library could not write a part it does not say so: then the part is cut, most likely
 * for want of room. */
static int take_book(const struct xlsx_book *b, const struct xlsx_taker *taker)
{
	int file = open(b->file, O_RDONLY | O_CLOEXEC);
	if (file < 0)
		return errno;
	int error = xlsx_is_whole(file) ? take_file(file, taker) : ENOSPC;
	close(file);
	return error;
}

int xlsx_end(struct xlsx_book *b, const struct xlsx_taker *taker)
{
	if (b->disk) {
		lxw_workbook_free(b->book);
		return b->disk;
	}
	int error = close_book(b);
	if (!error)
		error = take_book(b, taker);
	unlink(b->file);
	if (rmdir(b->dir) < 0 && !error)
		error = errno;
	return error;
}

static void into_buf(void *to, struct str piece)
{
	buf_add(to, piece);
}

struct xlsx_taker xlsx_into(struct buf *out)
{
	return (struct xlsx_taker){into_buf, out};
}
