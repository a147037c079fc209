/* SPDX-License-Identifier: MIT */
#include "doc/entry.h"

#include "base/path.h"
#include "doc/fields.h"

static const struct word_row kind_rows[] = {{"notice", "通知"}, {"plan", "方案|实施方案"},
	{"bulletin", "简报|通报"}, {"result", "结果"}, {"page", "页面"}};
const struct words entry_kind_words = WORDS(kind_rows);

static const struct word_row audience_rows[] = {{"public", "公开"}, {"internal", "内部"}};
const struct words audience_words = WORDS(audience_rows);

static const struct word_row layout_rows[] = {
	{"letterhead", "文件"}, {"letter", "信函"}, {"plain", "普通"}};
static const struct words layout_words = WORDS(layout_rows);

static const struct word_row seal_rows[] = {
	{"none", "无|不盖章"}, {"area", "盖章|留位"}, {"stamp", "签名章"}};
static const struct words seal_words = WORDS(seal_rows);

static const struct word_row cease_rows[] = {{"repealed", "废止"}, {"annulled", "撤销"}};
static const struct words cease_words = WORDS(cease_rows);

static const struct word_row version_rows[] = {
	{"original", "原件|印发"}, {"revision", "修订"}, {"correction", "更正"}};
const struct words version_kind_words = WORDS(version_rows);

static const struct field ceased_fields[] = {
	ROW(ceased, date, "date", "日期", DAY, FIELD_REQUIRED, "哪一日", "the day"),
	ROW_WORD(ceased, kind, "kind", "类别", cease_words, FIELD_REQUIRED, "废止或撤销",
		"repealed or annulled"),
	ROW(ceased, by, "by", "依据", TEXT, 0, "由哪个文件", "by which document"),
};
static const struct schema ceased_schema = SCHEMA("ceased", ceased, ceased_fields, false);

static const struct field version_fields[] = {
	ROW(version, no, "no", "版次", INT, FIELD_REQUIRED, "第几版", "its number"),
	ROW(version, date, "date", "日期", DAY, FIELD_REQUIRED, "日期", "its day"),
	ROW_WORD(version, kind, "kind", "类别", version_kind_words, 0, "原件、修订或更正",
		"original, revision or correction"),
	ROW(version, by, "by", "依据", TEXT, 0, "由哪个文件", "by which document"),
	ROW(version, note, "note", "说明", TEXT, 0, "说明", "a note"),
	ROW(version, withheld, "withheld", "不公开原因", TEXT, 0, "本版不公开的原因",
		"why its text is not published"),
};
static const struct schema version_schema = SCHEMA("version", version, version_fields, false);

static const struct field withhold_fields[] = {
	ROW(withhold, no, "no", "版次", INT, FIELD_REQUIRED, "哪一版", "which version"),
	ROW(withhold, reason, "reason", "原因", TEXT, FIELD_REQUIRED, "不公开的原因",
		"why its text is not published"),
};
static const struct schema withhold_schema = SCHEMA("withhold", withhold, withhold_fields, false);

static const struct field contact_fields[] = {
	ROW(contact, people, "people", "联系人", TEXTS, 0, "联系人", "whom to ask"),
	ROW(contact, phone, "phone", "电话", TEXT, 0, "电话", "phone"),
	ROW(contact, fax, "fax", "传真", TEXT, 0, "传真", "fax"),
	ROW(contact, email, "email", "邮箱|电子邮箱", TEXT, 0, "邮箱", "e-mail"),
};
const struct schema contact_schema = SCHEMA("contact", contact, contact_fields, false);

static const struct field front_fields[] = {
	ROW_WORD(front, kind, "kind", "类别", entry_kind_words, 0, "类别", "what kind of entry"),
	ROW(front, title, "title", "标题", TEXT, FIELD_REQUIRED, "标题", "title"),
	ROW(front, description, "description", "摘要", TEXT, 0, "摘要", "a sentence for lists"),
	ROW(front, motto, "motto", "活动主题", TEXT, 0, "活动主题", "motto"),
	ROW(front, number, "number", "文号|发文字号", TEXT, 0, "发文字号", "document number"),
	ROW(front, index_no, "index_no", "索引号", TEXT, 0, "索引号", "index number"),
	ROW(front, class, "class", "主题分类", TEXT, 0, "主题分类", "subject"),
	ROW(front, issuer, "issuer", "发文机关", PARTIES, 0, "发文机关",
		"issuing bodies, in order"),
	ROW(front, signer, "signer", "签发人", TEXTS, 0, "签发人，一个或几个",
		"who signed, one or several"),
	ROW(front, urgency, "urgency", "紧急程度", TEXT, 0, "紧急程度", "urgency"),
	ROW(front, secrecy, "secrecy", "密级", TEXT, 0, "有密级的文件不得发布",
		"refused by every build"),
	ROW(front, to, "to", "主送", PARTIES_OR_TEXT, 0, "主送机关", "whom it addresses"),
	ROW(front, copy_to, "copy_to", "抄送", PARTIES_OR_TEXT, 0, "抄送机关", "who gets a copy"),
	ROW(front, issued, "issued", "成文日期", DAY, 0, "成文日期", "date of the document"),
	ROW(front, printed, "printed", "印发日期", DAY, 0, "印发日期", "date of printing"),
	ROW(front, published, "published", "发布日期", DAY, 0, "发布日期，可带时间",
		"date of publishing"),
	ROW(front, effective, "effective", "施行日期", DAY, 0, "施行日期", "in force from"),
	ROW_SUB(front, ceased, "ceased", "失效", RECORD, ceased_schema, 0, "废止或撤销",
		"repealed or annulled"),
	ROW(front, supersedes, "supersedes", "代替", TEXT, 0, "代替哪个条目",
		"the entry it replaces"),
	ROW(front, basis, "basis", "依据", TEXTS, 0, "文号或条目", "numbers or entries"),
	ROW_SUB(front, version, "version", "版本", RECORD, version_schema, 0, "版本", "version"),
	ROW_SUB(front, withhold, "withhold", "撤下旧版", RECORDS, withhold_schema, 0,
		"哪几个旧版的原文不公开", "old versions whose text is taken off the site"),
	ROW(front, issues, "issues", "印发", TEXT, 0, "印发哪个条目", "the entry it issues"),
	ROW(front, period, "period", "活动时间|时间", PERIOD, 0, "活动时间", "its time"),
	ROW_SUB(front, contact, "contact", "联系方式", RECORD, contact_schema, 0, "印出的联系方式",
		"printed as given"),
	ROW(front, attachments, "attachments", "附件", TEXTS, 0, "附件，按此顺序编号",
		"numbered in this order"),
	ROW_WORD(front, audience, "audience", "公开范围", audience_words, 0, "公开或内部",
		"public or internal"),
	ROW(front, draft, "draft", "草稿", FLAG, 0, "草稿", "a draft"),
	ROW(front, keywords, "keywords", "关键词", TEXTS, 0, "关键词", "keywords"),
	ROW(front, filters, "filters", "过滤器", ANY, 0, "Lua 过滤器", "Lua filters"),
	ROW(front, outputs, "outputs", "输出", TEXTS, 0, "html、pdf；docx 和 txt 本版还不做",
		"html, pdf; docx and txt are not made yet"),
	ROW_WORD(front, layout, "layout", "版式", layout_words, 0, "纸上的版式", "on paper"),
	ROW_WORD(front, seal, "seal", "印章", seal_words, 0,
		"纸上署名处给印章（area）或签名章（stamp）留不留位置，默认 none",
		"whether paper leaves room for seals (area) or the signer's stamp (stamp); "
		"default: none"),
	ROW(front, remark, "remark", "附注", TEXT, 0, "附注", "remark"),
	ROW(front, printed_by, "printed_by", "印发机关", TEXT, 0, "印发机关", "printed by"),
	ROW(front, redirects, "redirects", "旧地址", TEXTS, 0, "旧地址", "old addresses"),
};
const struct schema front_schema = SCHEMA("文件头|front matter", front, front_fields, false);

static const struct field column_fields[] = {
	ROW(column_front, title, "title", "标题", TEXT, FIELD_REQUIRED, "标题", "title"),
	ROW(column_front, description, "description", "说明", TEXT, 0, "说明", "description"),
	ROW_WORD(column_front, kind, "kind", "类别", entry_kind_words, 0, "条目的类别",
		"kind of its entries"),
};
const struct schema column_schema = SCHEMA("_index.md", column_front, column_fields, false);

const struct form *entry_form(const struct entry *e, struct str id)
{
	for (size_t i = 0; i < e->n_forms; i++)
		if (str_eq(e->forms[i].id.s, id))
			return &e->forms[i];
	return NULL;
}

const struct form *entry_form_called(const struct entry *e, struct str name)
{
	struct str path = path_dir(name);
	if (!str_eq(path, e->path) && str_eq(path_base(path), STR("forms")))
		path = path_dir(path);
	return str_eq(path, e->path) ? entry_form(e, path_base(name)) : NULL;
}

const struct board *entry_board(const struct entry *e, const struct deadline *d)
{
	for (size_t i = 0; i < e->n_boards; i++)
		if (e->boards[i].deadline == d)
			return &e->boards[i];
	return NULL;
}

const struct party *entry_issuer(const struct entry *e, size_t i)
{
	const struct parties *own = &e->front.issuer;
	if (!own->n && e->issued_by)
		own = &e->issued_by->front.issuer;
	return i < own->n ? own->items[i].party : NULL;
}

day_t entry_sort_day(const struct entry *e)
{
	if (e->published != DAY_NONE)
		return e->published;
	if (e->issued != DAY_NONE)
		return e->issued;
	return e->front.period.kind != WHEN_NONE ? e->front.period.first : DAY_NONE;
}

bool entry_is_withheld(const struct entry *e)
{
	return e->front.version.withheld.s.n != 0;
}

bool entry_is_ceased(const struct entry *e)
{
	return e->validity == VALID_REPEALED || e->validity == VALID_ANNULLED;
}

bool entry_has_output(const struct entry *e, struct str kind)
{
	const struct texts *outputs = &e->front.outputs;
	for (size_t i = 0; i < outputs->n; i++)
		if (str_eq(outputs->items[i].s, kind))
			return true;
	if (outputs->n)
		return false;
	return str_eq(kind, STR("html")) || (str_eq(kind, STR("pdf")) && e->kind != ENTRY_PAGE);
}
