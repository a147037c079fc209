/* SPDX-License-Identifier: MIT */
#include "doc/print.h"

#include "doc/fields.h"

const struct print_number_info print_number_info[N_PRINT_NUMBERS] = {
#define PRINT_NUMBER(member, key, zh, unit, standard, least, most, clause, help_zh, help_en)       \
	{key, zh, offsetof(struct print_numbers, member), UNIT_##unit, standard, least, most,      \
		clause},
#include "doc/print.def"
#undef PRINT_NUMBER
};

static const struct word_row page_number_rows[] = {
	{"outer", "外侧"}, {"middle", "居中"}, {"none", "无"}};
static const struct words page_number_words = WORDS(page_number_rows);
static const struct word_row colophon_rows[] = {{"even", "偶数页"}, {"last", "末页"}};
static const struct words colophon_words = WORDS(colophon_rows);

static const struct field print_fields[] = {
#define PRINT_NUMBER(member, key, zh, unit, standard, least, most, clause, help_zh, help_en)       \
	ROW(print_settings, numbers.member, key, zh, NUMBER, 0, help_zh, help_en),
#include "doc/print.def"
#undef PRINT_NUMBER
	ROW(print_settings, red, "red", "红色", TEXT, 0, "红色，写成 #RRGGBB",
		"the red, as #RRGGBB"),
	ROW_WORD(print_settings, page_number, "page_number", "页码", page_number_words, 0,
		"页码的位置", "where page numbers stand"),
	ROW(print_settings, page_number_dashes, "page_number_dashes", "页码一字线", FLAG, 0,
		"页码两边有没有一字线", "whether a page number has a dash at either side"),
	ROW_WORD(print_settings, colophon, "colophon", "版记", colophon_words, 0,
		"版记放在偶数页还是末页", "the colophon on an even page, or on the last"),
};
const struct schema print_schema = SCHEMA("print.yaml", print_settings, print_fields, false);

static struct number *number_at(struct print_settings *s, size_t i)
{
	return (struct number *)((char *)&s->numbers + print_number_info[i].at);
}

double print_number(const struct print_settings *s, const struct print_number_info *info)
{
	const struct number *n = (const struct number *)((const char *)&s->numbers + info->at);
	return n->set ? n->v : info->standard;
}

static int hex_digit(char c)
{
	if (char_is_digit(c))
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool print_red(const struct print_settings *s, double ret_rgb[3])
{
	struct str red = s->red.s.n ? s->red.s : STR(PRINT_RED);
	if (red.n != 7 || red.p[0] != '#')
		return false;
	for (size_t i = 0; i < 3; i++) {
		int high = hex_digit(red.p[1 + 2 * i]), low = hex_digit(red.p[2 + 2 * i]);
		if (high < 0 || low < 0)
			return false;
		ret_rgb[i] = (high * 16 + low) / 255.0;
	}
	return true;
}

void print_settings_add(struct print_settings *s, const struct print_settings *more)
{
	struct print_settings from = *more;
	for (size_t i = 0; i < N_PRINT_NUMBERS; i++)
		if (!number_at(s, i)->set)
			*number_at(s, i) = *number_at(&from, i);
	if (!s->red.s.n)
		s->red = from.red;
	if (!s->page_number.v)
		s->page_number = from.page_number;
	if (!s->colophon.v)
		s->colophon = from.colophon;
	if (!s->page_number_dashes.set)
		s->page_number_dashes = from.page_number_dashes;
}

/* --- faces --- */

static const struct field face_fields[] = {
	ROW(print_face, families, "families", "字体", TEXTS, 0, "字体的名称，最想用的在前",
		"names of faces, the best first"),
	ROW(print_face, stand_ins, "stand_ins", "替代", TEXTS, 0,
		"都没有时用来替代的字体，检查时会提醒",
		"what stands in where none of them is there; a check tells of it"),
	ROW(print_face, bold, "bold", "加粗", FLAG, 0, "用不用粗体", "whether it is bold"),
};
static const struct schema face_schema = SCHEMA("字体|face", print_face, face_fields, false);

static const struct {
	const char *name, *zh;
} roles[N_PRINT_ROLES] = {
	[PRINT_BODY] = {"body", "仿宋"},
	[PRINT_TITLE] = {"title", "小标宋"},
	[PRINT_HEAD] = {"heading", "黑体"},
	[PRINT_KAI] = {"kai", "楷体"},
	[PRINT_SONG] = {"song", "宋体"},
	[PRINT_LATIN] = {"latin", "西文"},
};

static const struct field font_fields[] = {
	ROW_SUB(print_fonts, faces[PRINT_BODY], "body", "仿宋", RECORD, face_schema, 0,
		"正文用的仿宋", "the body: 仿宋"),
	ROW_SUB(print_fonts, faces[PRINT_TITLE], "title", "小标宋", RECORD, face_schema, 0,
		"标题和发文机关标志用的小标宋", "title and issuer's name: 小标宋"),
	ROW_SUB(print_fonts, faces[PRINT_HEAD], "heading", "黑体", RECORD, face_schema, 0,
		"一级标题用的黑体", "headings of the first level: 黑体"),
	ROW_SUB(print_fonts, faces[PRINT_KAI], "kai", "楷体", RECORD, face_schema, 0,
		"二级标题用的楷体", "headings of the second level: 楷体"),
	ROW_SUB(print_fonts, faces[PRINT_SONG], "song", "宋体", RECORD, face_schema, 0,
		"页码用的宋体", "page numbers: 宋体"),
	ROW_SUB(print_fonts, faces[PRINT_LATIN], "latin", "西文", RECORD, face_schema, 0,
		"字母和数字用的字体", "letters and digits"),
	ROW(print_fonts, folders, "folders", "文件夹", TEXTS, 0, "系统没有列出的字体所在的文件夹",
		"folders of font files that the system does not list"),
};
const struct schema print_fonts_schema = SCHEMA("fonts.yaml", print_fonts, font_fields, false);

void print_fonts_add(struct print_fonts *f, const struct print_fonts *more)
{
	for (size_t i = 0; i < N_PRINT_ROLES; i++)
		if (!f->faces[i].families.n)
			f->faces[i] = more->faces[i];
	if (!f->folders.n)
		f->folders = more->folders;
}

const char *print_role_name(enum print_role role, enum lang lang)
{
	return lang == LANG_ZH ? roles[role].zh : roles[role].name;
}
