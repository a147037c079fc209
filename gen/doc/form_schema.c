/* SPDX-License-Identifier: MIT */
#include "doc/fields.h"
#include "doc/form.h"

static const struct word_row type_rows[] = {{"text", "文本"}, {"multiline", "多行文本"},
	{"integer", "整数"}, {"decimal", "小数"}, {"percent", "百分比"}, {"date", "日期"},
	{"month", "月份"}, {"time", "时间"}, {"party", "单位或人员"}, {"choice", "单选"},
	{"choices", "多选"}, {"checkbox", "勾选"}, {"phone", "电话"}, {"email", "邮箱"},
	{"signature", "签字"}, {"table", "统计表"}};
const struct words form_type_words = WORDS(type_rows);

static const struct word_row place_rows[] = {{"above-left", "左上"}, {"above-right", "右上"},
	{"below-left", "左下"}, {"below-right", "右下"}};
static const struct words place_words = WORDS(place_rows);

static const struct word_row paper_rows[] = {{"A4", ""}};
static const struct words paper_words = WORDS(paper_rows);

static const struct word_row orientation_rows[] = {{"portrait", "纵向"}, {"landscape", "横向"}};
static const struct words orientation_words = WORDS(orientation_rows);

static const struct word_row form_audience_rows[] = {{"public", "公开"}, {"internal", "内部"}};
static const struct words form_audience_words = WORDS(form_audience_rows);

static const struct field submit_fields[] = {
	ROW(form_submit, to, "to", "接收单位|报给", PARTIES, 0, "报给谁", "who receives it"),
	ROW(form_submit, email, "email", "邮箱", TEXT, 0, "邮箱", "where to send it"),
};
static const struct schema submit_schema = SCHEMA("submit", form_submit, submit_fields, false);

static const struct field layout_fields[] = {
	ROW(form_layout, columns, "columns", "列宽", ANY, 0, "各列的相对宽度", "relative widths"),
	ROW_WORD(form_layout, paper, "paper", "纸张", paper_words, 0, "纸张", "paper"),
	ROW_WORD(form_layout, orientation, "orientation", "方向", orientation_words, 0,
		"纵向或横向", "portrait or landscape"),
};
static const struct schema layout_schema = SCHEMA("layout", form_layout, layout_fields, false);

static const struct field rule_fields[] = {
	ROW(form_rule, check, "check", "条件", TEXT, FIELD_REQUIRED, "必须成立的式子",
		"what must hold"),
	ROW(form_rule, message, "message", "提示", TEXT, FIELD_REQUIRED, "不成立时的提示",
		"what to say when it does not"),
};
const struct schema form_rule_schema = SCHEMA("rules", form_rule, rule_fields, false);

static const struct field column_fields[] = {
	ROW(form_field, id, "id", "编号", NAME, 0, "编号", "id"),
	ROW(form_field, label, "label", "名称|标签", TEXT, FIELD_REQUIRED, "标签", "label"),
	ROW_WORD(form_field, type, "type", "类型", form_type_words, 0, "类型", "type"),
	ROW(form_field, of, "of", "下级|选自", ANY, 0, "这一栏头下面的各列，或 party 的选择器",
		"columns under this head, or the selector of a party"),
	ROW(form_field, required, "required", "必填", FLAG, 0, "必填", "must be filled"),
	ROW(form_field, min, "min", "最小", NUMBER, 0, "最小值", "least value"),
	ROW(form_field, max, "max", "最大", NUMBER, 0, "最大值或字数", "largest value or length"),
	ROW(form_field, options, "options", "选项", TEXTS, 0, "选项", "what may be chosen"),
};
const struct schema form_column_schema = SCHEMA("columns", form_field, column_fields, false);

static const struct field field_fields[] = {
	ROW(form_field, id, "id", "编号", NAME, 0, "编号", "id"),
	ROW(form_field, label, "label", "名称|标签", TEXT, FIELD_REQUIRED, "标签", "label"),
	ROW_WORD(form_field, type, "type", "类型", form_type_words, 0, "类型", "type"),
	ROW(form_field, of, "of", "下级|选自", ANY, 0, "下级各栏，或 party 的选择器",
		"nested fields, or the selector of a party"),
	ROW(form_field, options, "options", "选项", TEXTS, 0, "选项", "what may be chosen"),
	ROW(form_field, other, "other", "其他", FLAG, 0, "可填其他",
		"another answer may be written"),
	ROW(form_field, required, "required", "必填", FLAG, 0, "必填", "must be filled"),
	ROW(form_field, min, "min", "最小", NUMBER, 0, "最小值", "least value"),
	ROW(form_field, max, "max", "最大", NUMBER, 0, "最大值或字数", "largest value or length"),
	ROW(form_field, lines, "lines", "行数", INT, 0, "纸上留几行", "lines on paper"),
	ROW_WORD(form_field, place, "place", "位置", place_words, 0, "表格外的位置",
		"a place outside the grid"),
	ROW(form_field, note, "note", "说明", TEXT, 0, "小字说明", "small print"),
	ROW_SUB(form_field, columns, "columns", "列", RECORDS, form_column_schema, 0, "统计表的列",
		"columns of a table"),
	ROW(form_field, n_rows, "rows", "行", INT, 0, "统计表的行数", "rows of a table"),
};
const struct schema form_field_schema = SCHEMA("rows", form_field, field_fields, false);

static const struct field form_fields[] = {
	ROW(form, title, "title", "标题|名称", TEXT, FIELD_REQUIRED, "标题", "title"),
	ROW(form, subtitle, "subtitle", "副标题", TEXT, 0, "副标题", "subtitle"),
	ROW(form, number, "number", "附件号", TEXT, 0, "如 附件1", "such as 附件1"),
	ROW_WORD(form, audience, "audience", "公开范围", form_audience_words, 0, "公开范围",
		"who may see it"),
	ROW_SUB(form, submit, "submit", "报送", RECORD, submit_schema, 0, "报给谁",
		"where to send it"),
	ROW(form, key, "key", "主键", TEXTS, 0, "使一份报表唯一的栏", "what makes a return unique"),
	ROW_SUB(form, layout, "layout", "版式", RECORD, layout_schema, 0, "版式",
		"the printed grid"),
	ROW(form, raw_rows, "rows", "行", ANY, FIELD_REQUIRED, "各行", "the rows"),
	ROW(form, raw_summary, "summary", "汇总", ANY, 0, "汇总什么", "what is added up"),
	ROW_SUB(form, rules, "rules", "规则", RECORDS, form_rule_schema, 0, "规则", "rules"),
	ROW(form, min_group, "min_group", "最小组", INT, 0, "少于此数不公布",
		"smaller counts are withheld"),
	ROW(form, version, "version", "版本", INT, 0, "版本号", "raised when fields change"),
};
const struct schema form_schema = SCHEMA("forms/*.yaml", form, form_fields, false);
