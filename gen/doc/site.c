/* SPDX-License-Identifier: MIT */
#include "doc/site.h"

#include "base/arena.h"
#include "base/buf.h"
#include "doc/fields.h"
#include "doc/value.h"

static const struct field markdown_fields[] = {
	ROW(markdown_options, raw_html, "raw_html", "原样HTML", FLAG, 0, "是否允许 HTML 代码",
		"whether raw HTML is passed on"),
	ROW(markdown_options, smart, "smart", "智能标点", FLAG, 0, "直引号和短横变成印刷标点",
		"straight quotes and dashes become printed ones"),
};
static const struct schema markdown_schema =
	SCHEMA("markdown", markdown_options, markdown_fields, false);

static const struct field identity_fields[] = {
	ROW(identity, site_code, "site_code", "网站标识码", TEXT, 0, "网站标识码", "site code"),
	ROW(identity, icp, "icp", "备案号", TEXT, 0, "ICP 备案号", "ICP number"),
	ROW(identity, contact_unit, "contact_unit", "联系单位", TEXT, 0, "联系单位",
		"whom to contact"),
};
static const struct schema identity_schema = SCHEMA("identity", identity, identity_fields, false);

static const struct field sign_fields[] = {
	ROW(site_signing, key, "key", "密钥", TEXT, 0,
		"网站文件夹里的私钥文件，没有口令，ssh 或 minisign 的",
		"file of a private key in the site's folder, without a password, of ssh or "
		"minisign"),
	ROW(site_signing, signers, "signers", "签名人", TEXT, 0,
		"网站文件夹里的名单，一行一个“名字 公钥”（ssh），提交的签名照它验",
		"file in the site's folder with a name and a public key (of ssh) a line, by which "
		"the signatures of commits are verified"),
};
static const struct schema sign_schema = SCHEMA("sign", site_signing, sign_fields, false);

static const struct word_row font_use_rows[] = {{"embedded", "内嵌"}, {"viewer", "不内嵌"}};
static const struct words font_use_words = WORDS(font_use_rows);
static const struct word_row font_name_rows[] = {{"plain", "普通"}, {"wingdings", "符号"}};
static const struct words font_name_words = WORDS(font_name_rows);

static const struct word_row print_address_rows[] = {
	{"none", "无"}, {"text", "文字"}, {"qr", "二维码"}};
static const struct words print_address_words = WORDS(print_address_rows);

static const struct field site_fields[] = {
	ROW(site_front, title, "title", "标题|名称", TEXT, FIELD_REQUIRED, "网站的名称",
		"title of the site"),
	ROW(site_front, description, "description", "说明", TEXT, 0, "一句话的说明",
		"a sentence about it"),
	ROW(site_front, language, "language", "语言", TEXT, 0, "界面语言：zh-CN 或 en",
		"language of the interface: zh-CN or en"),
	ROW(site_front, base_url, "base_url", "网址", TEXT, 0, "网站的网址", "address of the site"),
	ROW(site_front, time_zone, "time_zone", "时区", TEXT, 0, "时区，默认 Asia/Shanghai",
		"time zone"),
	ROW(site_front, issuer, "issuer", "发文机关", PARTIES, 0, "默认的发文机关",
		"default issuing body"),
	ROW_WORD(site_front, audience, "audience", "公开范围", audience_words, 0, "默认发布什么",
		"what a plain build publishes"),
	ROW(site_front, theme, "theme", "主题", TEXT, 0, "themes/ 下的文件夹",
		"a folder of themes/"),
	ROW_WORD(site_front, form_font, "form-font", "表单字体", font_use_words, 0,
		"PDF 表里打的字用什么字体：内嵌一种，或者由看表的软件自己找（文件小）",
		"what is typed into PDF forms is shown in: a font in the file, or one that the "
		"viewer finds (small files)"),
	ROW_WORD(site_front, form_font_name, "form-font-name", "表单字体名", font_name_words, 0,
		"wingdings：没有中文字体的机器上，Chrome 也用 PDF 表自带的字体",
		"wingdings: Chrome on a machine without Chinese fonts uses the font in the PDF"),
	ROW_WORD(site_front, print_address, "print-address", "印网址", print_address_words, 0,
		"印成的文件里，正文下面印不印网页的地址，用文字还是加二维码；要有网址",
		"whether the address of its page stands below a printed text, and a QR code; it "
		"needs base_url"),
	ROW(site_front, heading_marks, "heading_marks", "层次序号", FLAG, 0,
		"纸上是否把 一、 （一） 开头的段落当作标题，默认是",
		"whether paper takes paragraphs that begin with 一、 or （一） for headings; "
		"default: yes"),
	ROW_SUB(site_front, markdown, "markdown", "正文", RECORD, markdown_schema, 0, "正文的选项",
		"options of the body"),
	ROW(site_front, filters, "filters", "过滤器", ANY, 0, "Lua 过滤器", "Lua filters"),
	ROW(site_front, columns, "columns", "栏目", TEXTS, 0, "导航中栏目的顺序",
		"order of the columns"),
	ROW_SUB(site_front, identity, "identity", "标识", RECORD, identity_schema, 0, "页脚的标识",
		"what the footer says"),
	ROW_SUB(site_front, sign, "sign", "签名", RECORD, sign_schema, 0, "发布时给校验和清单签名",
		"how the manifest of a published site is signed"),
};
const struct schema site_schema = SCHEMA("site.yaml", site_front, site_fields, false);

struct str site_word(const struct site *s, const char *key)
{
	const struct value *v = map_get(&s->words, str_from(key));
	return v ? v->text : str_from(key);
}

struct str site_fill(struct arena *a, const struct site *s, const char *key, struct args args)
{
	return text_fill(a, str_cstr(a, site_word(s, key)), &args);
}

struct str site_lang_tag(const struct site *s)
{
	return s->lang == LANG_EN ? STR("en") : STR("zh-CN");
}

static bool shows(const struct site *site, const struct entry *e, struct word audience)
{
	int of = audience.v ? audience.v : (int)e->audience;
	return of != AUDIENCE_INTERNAL || site->audience == AUDIENCE_INTERNAL;
}

bool site_shows_form(const struct site *site, const struct entry *e, const struct form *f)
{
	return shows(site, e, f->audience);
}

bool site_shows_row(const struct site *site, const struct entry *e, const struct ledger_row *row)
{
	return shows(site, e, row->audience);
}

bool site_shows_board(
	const struct site *site, const struct entry *e, const struct deadline *deadline)
{
	bool may = site->audience == AUDIENCE_INTERNAL || deadline->is_public.on;
	return may && deadline->who.n && deadline->form.n && !entry_is_ceased(e);
}

const struct entry *site_entry(const struct site *s, struct str path)
{
	return map_get(&s->by_path, path);
}

struct str entry_url(struct arena *a, const struct entry *e)
{
	return STR_CAT(a, e->path, STR("/index.html"));
}

struct str party_url(struct arena *a, const struct party *p)
{
	return STR_CAT(a, STR("parties/"), party_slug(p), STR("/index.html"));
}

struct str form_url(struct arena *a, const struct entry *e, const struct form *f, struct str ext)
{
	return STR_CAT(a, e->path, STR("/forms/"), f->id.s, STR("."), ext);
}

struct str url_encode(struct arena *a, struct str path)
{
	struct buf b = buf_new(a);
	for (size_t i = 0; i < path.n; i++) {
		char c = path.p[i];
		/* These mean something in an address, and buf_add_url() lets them stand. */
		if (str_find_char(STR("?#%[]:"), c) != SIZE_MAX)
			buf_printf(&b, "%%%02X", (unsigned)(unsigned char)c);
		else
			buf_add_url(&b, str_sub(path, i, i + 1));
	}
	return buf_str(&b);
}

struct str site_absolute(struct arena *a, const struct site *s, struct str url)
{
	struct str base = s->front.base_url.s, page = STR("index.html");
	if (!base.n)
		return STR_NONE;
	while (str_ends(base, STR("/")))
		base = str_sub(base, 0, base.n - 1);
	if (str_eq(url, page) || str_ends(url, STR("/index.html")))
		url = str_sub(url, 0, url.n - page.n);
	struct buf b = buf_new(a);
	buf_add_url(&b, base);
	buf_add_char(&b, '/');
	buf_add(&b, url_encode(a, url));
	return buf_str(&b);
}
