/* SPDX-License-Identifier: MIT */
/*
 * Printed forms: the grid, the pages and the fields. Run from the root of the repository, since the
 * words of the interface come from themes/. Files are left in the folder given (default: one below
 * /tmp), and looked at with qpdf, pdffonts and pdftotext.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "doc/form.h"
#include "doc/site.h"
#include "render/form_pdf.h"

struct suite {
	struct arena *arena;
	struct site site;
	struct diags diags;
	struct form_font *font;
	const char *dir;
	int passed, failed;
};

static void ok(struct suite *s, bool good, const char *what)
{
	printf("%s - %s\n", good ? "ok" : "not ok", what);
	if (good)
		s->passed++;
	else
		s->failed++;
}

/* --- words: `key: value` and `key: "value"` are all that the file has --- */

static void read_words(struct suite *s, const char *path)
{
	struct str text;
	if (file_read(s->arena, path, 1 << 20, &text) != 0)
		return;
	while (text.n > 0) {
		struct str line = str_line(&text), key = str_cut(&line, ':');
		if (key.n == 0 || key.p[0] == '#')
			continue;
		struct value *v = NEW(s->arena, struct value);
		line = str_trim(line);
		if (line.n > 1 && line.p[0] == '"')
			line = str_sub(line, 1, line.n - 1);
		*v = (struct value){.kind = VALUE_TEXT, .text = line};
		map_put(s->arena, &s->site.words, key, v);
	}
}

/* --- making forms --- */

static struct form_field field(const char *id, const char *label, enum form_field_type type)
{
	return (struct form_field){
		.id.s = str_from(id),
		.label.s = str_from(label),
		.type.v = (int)type,
	};
}

static struct form_field required(struct form_field f)
{
	f.required.on = true;
	return f;
}

static struct form_field placed(struct form_field f, enum form_place place)
{
	f.place.v = (int)place;
	return f;
}

static struct form_field long_text(const char *id, const char *label, double lines, double max)
{
	struct form_field f = field(id, label, FORM_MULTILINE);
	f.lines.set = f.max.set = true;
	f.lines.v = lines;
	f.max.v = max;
	return f;
}

static struct form_field choice(
	struct suite *s, struct form_field f, const char *options, bool other)
{
	struct str rest = str_from(options);
	size_t n = 0;
	f.options.items = NEW_N(s->arena, struct text, 32);
	while (rest.n > 0 && n < 32)
		f.options.items[n++].s = str_cut(&rest, ' ');
	f.options.n = n;
	f.other.on = other;
	return f;
}

static struct form_field nested(
	struct suite *s, const char *label, size_t n, struct form_field *fields)
{
	struct form_field f = field("", label, 0);
	f.nested = arena_copy(s->arena, fields, n * sizeof(*fields));
	f.n_nested = n;
	return f;
}

static struct form_field table(struct suite *s, const char *id, const char *label, int rows,
	size_t n, struct form_field *columns)
{
	struct form_field f = field(id, label, FORM_TABLE);
	f.columns.items = arena_copy(s->arena, columns, n * sizeof(*columns));
	f.columns.n = n;
	f.n_rows.set = true;
	f.n_rows.v = rows;
	return f;
}

static void add_row(struct suite *s, struct form *f, size_t n, struct form_field *fields)
{
	enum { MOST = 32 };
	if (!f->rows)
		f->rows = NEW_N(s->arena, struct form_row, MOST);
	if (f->n_rows < MOST)
		f->rows[f->n_rows++] =
			(struct form_row){arena_copy(s->arena, fields, n * sizeof(*fields)), n};
}

#define ROW(s, f, ...)                                                                             \
	add_row((s), (f), sizeof((struct form_field[]){__VA_ARGS__}) / sizeof(struct form_field),  \
		(struct form_field[]){__VA_ARGS__})

static void set_widths(struct suite *s, struct form *f, const char *widths)
{
	struct value *list = NEW(s->arena, struct value);
	struct str rest = str_from(widths);
	list->kind = VALUE_LIST;
	list->items = NEW_N(s->arena, struct value, 16);
	while (rest.n > 0 && list->n < 16)
		list->items[list->n++] =
			(struct value){.kind = VALUE_TEXT, .text = str_cut(&rest, ' ')};
	f->layout.columns = list;
}

/* One page, as an office hands it out. */
static struct form visit_form(struct suite *s)
{
	struct form f = {.id.s = STR("visit"),
		.number.s = STR("附件1"),
		.title.s = STR("走访联系点情况报告单")};
	struct party_ref *to = NEW(s->arena, struct party_ref);
	to->name.s = STR("组织部");
	f.submit.to = (struct parties){to, 1, SPAN_NONE};
	f.submit.email.s = STR("office@example.org");
	set_widths(s, &f, "3 4 3 4");
	f.asked = NEW_N(s->arena, struct form_field, 2);
	f.asked[0] = required(field("unit", "填报单位", FORM_PARTY));
	f.asked[1] = required(field("term", "填报期次", FORM_TEXT));
	f.n_asked = 2;
	ROW(s, &f, placed(required(field("filled_on", "填表日期", FORM_DATE)), PLACE_ABOVE_RIGHT));
	ROW(s, &f, required(field("name", "姓名", FORM_TEXT)),
		field("post", "单位职务", FORM_TEXT));
	ROW(s, &f, required(field("visited", "走访单位名称", FORM_PARTY)),
		field("visited_on", "走访日期", FORM_DATE));
	ROW(s, &f, choice(s, field("way", "走访形式", FORM_CHOICE), "座谈 走访 问卷", true));
	struct form_field numbers[] = {
		field("n_cadres", "干部", FORM_INTEGER), field("n_youth", "青年", FORM_INTEGER)};
	ROW(s, &f, nested(s, "走访人数", 2, numbers));
	ROW(s, &f, long_text("work", "工作\n开展情况", 8, 2000));
	ROW(s, &f, long_text("bright", "值得推广的做法", 5, 1000));
	struct form_field help = long_text("help", "答应去办的事", 5, 1000);
	help.note.s = STR("写明由谁办、哪天前答复。");
	ROW(s, &f, help);
	ROW(s, &f, field("agree", "同意摘编后公开", FORM_CHECKBOX),
		field("sign", "负责人签字", FORM_SIGNATURE));
	form_lay_out(s->arena, &f);
	return f;
}

/* Every type there is, in the grid, in a table and outside; a table that goes on over pages. */
static struct form full_form(struct suite *s)
{
	struct form f = {.id.s = STR("full"),
		.number.s = STR("附件2"),
		.title.s = STR("各类栏目统计表"),
		.subtitle.s = STR("（2026年度）")};
	f.layout.orientation.v = ORIENTATION_LANDSCAPE;
	f.version.set = true;
	f.version.v = 3;
	ROW(s, &f, placed(field("place", "填报地点", FORM_TEXT), PLACE_ABOVE_LEFT),
		placed(field("month", "所属月份", FORM_MONTH), PLACE_ABOVE_RIGHT));
	ROW(s, &f, field("whole", "整数", FORM_INTEGER), field("part", "小数", FORM_DECIMAL),
		field("share", "完成率", FORM_PERCENT));
	ROW(s, &f, field("day", "日期", FORM_DATE), field("in_month", "月份", FORM_MONTH),
		field("at", "时间", FORM_TIME));
	ROW(s, &f, field("phone", "电话", FORM_PHONE), required(field("mail", "邮箱", FORM_EMAIL)),
		field("who", "责任单位", FORM_PARTY));
	ROW(s, &f,
		choice(s, field("ways", "参加方式", FORM_CHOICES),
			"现场参加 线上参加 提交书面材料 派代表参加 观看回放 转发宣传 帮助联络 "
			"提供场地 担任评委",
			true));
	struct form_field columns[] = {required(field("name", "活动名称", FORM_TEXT)),
		field("n", "人数", FORM_INTEGER), field("rate", "满意率", FORM_PERCENT),
		field("day", "举办日期", FORM_DATE),
		choice(s, field("level", "级别", FORM_CHOICE), "市级 县级", false),
		field("done", "是否办结", FORM_CHECKBOX), field("note", "备注", FORM_MULTILINE)};
	ROW(s, &f, table(s, "events", "活动明细", 22, ARRAY_LEN(columns), columns));
	ROW(s, &f, placed(field("filler", "填表人", FORM_TEXT), PLACE_BELOW_LEFT),
		placed(field("seal", "负责人签字", FORM_SIGNATURE), PLACE_BELOW_RIGHT));
	form_lay_out(s->arena, &f);
	return f;
}

/* Higher than a page everywhere: a row, and a nested label over many rows. */
static struct form high_form(struct suite *s)
{
	struct form f = {.id.s = STR("high"), .title.s = STR("很长的表\n（两行标题）")};
	struct form_field rows[40];
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		rows[i] = field(
			str_cstr(s->arena, str_printf(s->arena, "n%zu", i)), "人数", FORM_INTEGER);
	ROW(s, &f, field("first", "单位", FORM_TEXT));
	ROW(s, &f, long_text("story", "经过", 90, 0));
	ROW(s, &f, nested(s, "分项人数", ARRAY_LEN(rows), rows));
	form_lay_out(s->arena, &f);
	return f;
}

/* --- tests --- */

static const struct form_cell *cell_of(const struct form *f, const char *id, enum cell_role role)
{
	for (size_t i = 0; i < f->n_cells; i++)
		if (f->cells[i].role == role && str_eq(f->cells[i].field->id.s, str_from(id)))
			return &f->cells[i];
	return NULL;
}

static bool stands(const struct form_cell *c, int row, int column, int rows, int columns)
{
	return c && c->row == row && c->column == column && c->row_span == rows &&
	       c->col_span == columns;
}

/* Every place of the grid is covered once. */
static bool is_whole(struct suite *s, const struct form *f)
{
	size_t n = (size_t)f->n_grid_rows * f->n_columns, covered = 0;
	bool *seen = NEW_N(s->arena, bool, n + 1);
	for (size_t i = 0; i < f->n_cells; i++) {
		const struct form_cell *c = &f->cells[i];
		for (int r = c->row; r < c->row + c->row_span; r++)
			for (int k = c->column; k < c->column + c->col_span; k++) {
				size_t at = (size_t)r * f->n_columns + (size_t)k;
				if (at >= n || seen[at])
					return false;
				seen[at] = true;
				covered++;
			}
	}
	return covered == n;
}

static void test_grid(struct suite *s)
{
	struct form f = visit_form(s), full = full_form(s), high = high_form(s);
	ok(s, f.n_columns == 4 && f.n_grid_rows == 9, "grid: columns and rows");
	ok(s, is_whole(s, &f) && is_whole(s, &full) && is_whole(s, &high),
		"grid: no gap, no overlap");
	ok(s, stands(cell_of(&f, "post", CELL_FIELD), 0, 3, 1, 1), "grid: two fields in a row");
	ok(s, stands(cell_of(&f, "way", CELL_FIELD), 2, 1, 1, 3), "grid: one field takes the rest");
	ok(s, stands(&f.cells[10], 3, 0, 2, 1), "grid: a nested label covers its rows");
	ok(s, stands(cell_of(&f, "n_youth", CELL_FIELD), 4, 2, 1, 2), "grid: a nested field");
	ok(s, stands(cell_of(&full, "events", CELL_FIELD), 5, 0, 1, 6),
		"grid: a table over all columns");
	ok(s, !cell_of(&f, "filled_on", CELL_FIELD), "grid: what stands outside is no cell");
}

static void test_order(struct suite *s)
{
	static const char want[] = "unit term filled_on name post visited visited_on way n_cadres "
				   "n_youth work bright help agree ";
	struct form f = visit_form(s);
	struct buf b = buf_new(s->arena);
	struct form_iter it = {0};
	for (const struct form_field *field; (field = form_next_field(&f, &it));)
		buf_printf(&b, "%.*s ", STR_FMT(field->id.s));
	ok(s, str_eq(buf_str(&b), str_from(want)), "fields come in the order of the form");
	struct str heading = form_field_heading(s->arena, &f, &f.rows[4].fields[0].nested[1]);
	ok(s, str_eq(heading, STR("走访人数/青年")), "heading of a nested field");
	heading = form_field_heading(s->arena, &f, &f.rows[5].fields[0]);
	ok(s, str_eq(heading, STR("工作开展情况")), "a break in a label is on paper only");
	ok(s, str_eq(form_plain_label(s->arena, STR("No\nof")), STR("No of")),
		"Latin words stay apart");
}

static struct str render_in(struct suite *s, const struct form *f, struct form_font *font)
{
	struct form_paper_input in = {.form = f,
		.site = &s->site,
		.entry = STR("plans/example"),
		.entry_number = STR("青联发〔2026〕12号"),
		.day = day_from_civil((struct civil){2026, 7, 3})};
	struct buf out = buf_new(s->arena);
	if (!form_pdf_render(s->arena, form_paper_lay_out(s->arena, &in), font, &out, &s->diags))
		return STR_NONE;
	return buf_str(&out);
}

static struct str render(struct suite *s, const struct form *f)
{
	return render_in(s, f, s->font);
}

static const char *path_of(struct suite *s, const char *name)
{
	return str_cstr(s->arena, str_printf(s->arena, "%s/%s.pdf", s->dir, name));
}

/* What the command says on standard output; *ret_status gets how it ended. */
static struct str run(struct suite *s, const char *command, int *ret_status)
{
	struct buf b = buf_new(s->arena);
	char bytes[4096];
	FILE *from = popen(command, "r");
	if (!from)
		return STR_NONE;
	for (size_t n; (n = fread(bytes, 1, sizeof(bytes), from)) > 0;)
		buf_add(&b, (struct str){bytes, n});
	int status = pclose(from);
	*ret_status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
	return buf_str(&b);
}

static struct str run_on(struct suite *s, const char *command, const char *name, int *ret_status)
{
	struct str line = str_printf(s->arena, "%s '%s' 2>&1", command, path_of(s, name));
	return run(s, str_cstr(s->arena, line), ret_status);
}

static void test_file(struct suite *s, const char *name, const struct form *f)
{
	int status;
	struct str bytes = render(s, f), again = render(s, f);
	printf("# %s: %zu bytes\n", name, bytes.n);
	ok(s, bytes.n > 0 && diags_count(&s->diags, LEVEL_ERROR) == 0, "rendered");
	ok(s, bytes.n < 1800000, "below 1.8 MB");
	ok(s, str_eq(bytes, again), "the same bytes twice");
	remove(path_of(s, name));
	if (file_write_new(path_of(s, name), bytes) != 0)
		printf("# cannot write %s\n", path_of(s, name));
	struct str said = run_on(s, "qpdf --check", name, &status);
	ok(s, status == 0 && !str_has(said, STR("WARNING")), "qpdf --check");
	said = run_on(s, "pdffonts", name, &status);
	ok(s, status == 0 && !str_has(said, STR(" no  no")), "pdffonts: all fonts are embedded");
	ok(s, !str_has(bytes, STR("NeedAppearances")), "no NeedAppearances");
}

static void test_visit(struct suite *s)
{
	static const char *const texts[] = {"附件1", "走访联系点情况报告单", "填报单位", "走访形式",
		"座谈", "其他", "负责人签字", "写明由谁办", "plans/example/visit", "第1版",
		"office@example.org", "组织部"};
	struct form f = visit_form(s);
	int status;
	test_file(s, "visit", &f);
	struct str line = str_printf(s->arena, "pdftotext -layout '%s' -", path_of(s, "visit"));
	struct str text = run(s, str_cstr(s->arena, line), &status);
	bool all = true;
	for (size_t i = 0; i < ARRAY_LEN(texts); i++)
		if (!str_has(text, str_from(texts[i]))) {
			printf("# missing: %s\n", texts[i]);
			all = false;
		}
	ok(s, all, "pdftotext reads the labels");
	text = run_on(s, "pdfinfo", "visit", &status);
	ok(s, str_has(text, STR("Pages:           1\n")), "one page");
	ok(s, str_has(text, STR("Title:           走访联系点情况报告单")), "title");
	ok(s, str_has(text, STR("Form:            AcroForm")), "a form");
	ok(s, str_has(text, STR("Tagged:          yes")), "tagged");
	text = run_on(s, "pdfinfo -struct-text", "visit", &status);
	ok(s, !str_has(text, STR("Syntax")), "its structure is sound");
	ok(s, str_has(text, STR("Document\n  P (block)\n    \"附件1\"\n  H1 (block)")),
		"title is H1");
	ok(s, str_has(text, STR("/RowSpan 2\n         /Scope /Row\n        \"走访人数\"")),
		"row spans");
	ok(s, str_has(text, STR("Span (inline)\n          \"座谈\"\n        Form")),
		"options are read");
}

static bool has_all(struct str text, const char *const *parts, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!str_has(text, str_from(parts[i]))) {
			printf("# missing: %s\n", parts[i]);
			return false;
		}
	return true;
}

static void test_fields(struct suite *s)
{
	static const char *const visit[] = {"\"fullname\": \"unit\"", "\"fullname\": \"way\"",
		"\"fullname\": \"way-other\"", "\"fullname\": \"n_youth\"",
		"\"fullname\": \"agree\"", "\"fullname\": \"_form\"",
		"\"value\": \"u:plans/example/visit\"", "\"alternativename\": \"走访人数/干部\""};
	static const char *const full[] = {"\"fullname\": \"ways-1\"", "\"fullname\": \"ways-9\"",
		"\"fullname\": \"ways-10\"", "\"fullname\": \"ways-other\"",
		"\"fullname\": \"events.1.name\"", "\"fullname\": \"events.22.note\"",
		"\"fullname\": \"events.7.level\"", "\"value\": \"u:3\""};
	int status;
	struct str json = run_on(s, "qpdf --json --json-key=acroform", "visit", &status);
	ok(s, has_all(json, visit, ARRAY_LEN(visit)), "fields of the first form");
	ok(s, !str_has(json, STR("\"fullname\": \"sign\"")), "a signature is no field");
	json = run_on(s, "qpdf --json --json-key=acroform", "full", &status);
	ok(s, has_all(json, full, ARRAY_LEN(full)), "fields of the form with all types");
}

/* Without a font to embed: what is drawn is embedded as ever, and what is typed is the viewer's. */
static void test_viewers_font(struct suite *s)
{
	struct form f = visit_form(s);
	int status;
	struct str bytes = render_in(s, &f, NULL);
	ok(s, bytes.n > 0 && str_eq(bytes, render_in(s, &f, NULL)), "viewer's font: same bytes");
	ok(s, bytes.n < 250000, "viewer's font: below 250 KB");
	remove(path_of(s, "viewer"));
	if (file_write_new(path_of(s, "viewer"), bytes) != 0)
		printf("# cannot write %s\n", path_of(s, "viewer"));
	struct str said = run_on(s, "qpdf --check", "viewer", &status);
	ok(s, status == 0 && !str_has(said, STR("WARNING")), "viewer's font: qpdf --check");
	said = run_on(s, "pdffonts", "viewer", &status);
	size_t drawn = 0;
	for (struct str line; status == 0 && said.n;) {
		line = str_line(&said);
		bool typed = str_starts(line, STR("STSong-Light-Identity-H")) ||
			     str_starts(line, STR("HeiseiKakuGo-W5-Identity-H"));
		drawn += str_has(line, STR(" yes yes yes "));
		ok(s, !str_has(line, STR(" no  no ")) || typed,
			"viewer's font: only it is not in the file");
	}
	ok(s, drawn > 0, "viewer's font: what is drawn is embedded");
}

static double now_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void show_times(struct suite *s)
{
	struct form f = visit_form(s);
	double begin = now_ms();
	for (int i = 0; i < 20; i++)
		render(s, &f);
	printf("# warm: %.1f ms a form\n", (now_ms() - begin) / 20);
}

static void test_font_cache(struct suite *s, struct str cache)
{
	double begin = now_ms();
	s->font = form_font_load(s->arena, cache, &s->diags);
	double first = now_ms() - begin;
	begin = now_ms();
	struct form_font *again = form_font_load(s->arena, cache, &s->diags);
	printf("# font: %.0f ms, from the cache %.0f ms\n", first, now_ms() - begin);
	ok(s,
		s->font && again && str_eq(s->font->file, again->file) &&
			str_eq(s->font->widths, again->widths) &&
			s->font->ascent == again->ascent && s->font->box[1] == again->box[1],
		"the font comes back from the cache as it was");
}

/* A cache file that was cut off is made anew. */
static void test_broken_cache(struct suite *s, struct str cache)
{
	struct dir_list list = {{0}};
	const char *dir = str_cstr(s->arena, cache);
	ok(s, dir_read(s->arena, dir, &list) == 0 && list.list.n == 1, "one file in the cache");
	if (list.list.n != 1)
		return;
	struct str path = STR_CAT(s->arena, cache, STR("/"), list.list.items[0].name), bytes;
	const char *name = str_cstr(s->arena, path);
	file_read(s->arena, name, 1 << 24, &bytes);
	remove(name);
	file_write_new(name, str_sub(bytes, 0, bytes.n / 2));
	struct form_font *font = form_font_load(s->arena, cache, &s->diags);
	ok(s, font && str_eq(font->file, s->font->file), "a broken cache file does no harm");
	ok(s, file_holds(name, bytes), "and is mended");
}

/* In a process of its own, since fontconfig reads its configuration once. */
static bool is_missed_without_fonts(struct suite *s)
{
	const char *conf = str_cstr(s->arena, str_printf(s->arena, "%s/no-fonts.conf", s->dir));
	int status = 1;
	remove(conf);
	if (file_write_new(conf, STR("<?xml version=\"1.0\"?><fontconfig></fontconfig>\n")) != 0)
		return false;
	fflush(stdout);
	pid_t child = fork();
	if (child == 0) {
		char *whole = realpath(conf, NULL); /* a relative one is sought elsewhere */
		setenv("FONTCONFIG_FILE", whole ? whole : conf, 1);
		free(whole);
		struct form_font *font = form_font_load(s->arena, STR_NONE, &s->diags);
		bool told = s->diags.list.n == 1 &&
			    str_eq(s->diags.list.items[0].id, STR("form-font-missing")) &&
			    str_has(s->diags.list.items[0].hint, STR("fonts-wqy-microhei"));
		_exit(!font && told ? 0 : 1);
	}
	return waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

int main(int argc, char **argv)
{
	struct arena *a = arena_new();
	struct suite s = {.arena = a, .dir = argc > 1 ? argv[1] : "/tmp/placard-form-test"};
	s.diags = diags_new(a, LANG_ZH, false);
	s.site.lang = LANG_ZH;
	read_words(&s, "themes/default/words/zh-CN.yaml");
	struct str cache = str_printf(a, "%s/cache", s.dir);
	dir_remove(str_cstr(a, cache));
	dir_make(s.dir);
	test_grid(&s);
	test_order(&s);
	ok(&s, is_missed_without_fonts(&s), "without a font: which package to install");
	test_font_cache(&s, cache);
	if (s.font) {
		struct form full = full_form(&s), high = high_form(&s);
		test_broken_cache(&s, cache);
		test_visit(&s);
		test_file(&s, "full", &full);
		test_file(&s, "high", &high);
		test_fields(&s);
		test_viewers_font(&s);
		show_times(&s);
	}
	diags_print(&s.diags, stdout, false);
	printf("%d passed, %d failed\n", s.passed, s.failed);
	arena_free(a);
	return s.failed ? 1 : 0;
}
