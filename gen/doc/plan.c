/* SPDX-License-Identifier: MIT */
#include "doc/plan.h"

#include "doc/fields.h"

static const struct word_row status_rows[] = {
	{"todo", "未开始"}, {"doing", "进行中"}, {"done", "已完成"}, {"dropped", "取消|已取消"}};
const struct words status_words = WORDS(status_rows);

static const struct word_row ledger_status_rows[] = {
	{"open", "整改中"}, {"review", "待审核"}, {"closed", "已销号"}, {"reopened", "重新整改"}};
static const struct words ledger_status_words = WORDS(ledger_status_rows);

static const struct word_row pledge_status_rows[] = {
	{"made", "已承诺"}, {"kept", "已践诺|已兑现"}, {"broken", "未践诺|未兑现"}};
static const struct words pledge_status_words = WORDS(pledge_status_rows);

static const struct word_row shift_rows[] = {
	{"none", "不顺延"}, {"next-workday", "顺延"}, {"previous-workday", "提前"}};
static const struct words shift_words = WORDS(shift_rows);

static const struct word_row every_rows[] = {{"weekly", "每周"}, {"monthly", "每月"},
	{"quarterly", "每季度"}, {"half-yearly", "每半年"}, {"yearly", "每年"}};
const struct words every_words = WORDS(every_rows);

static const struct word_row period_rows[] = {{"once", "一次"}, {"weekly", "每周"},
	{"monthly", "每月"}, {"quarterly", "每季度"}, {"half-yearly", "每半年"},
	{"yearly", "每年"}};
const struct words checklist_period_words = WORDS(period_rows);

static const struct word_row per_rows[] = {
	{"all", "全部|全市"}, {"unit", "单位|按单位"}, {"person", "个人|按人"}};
static const struct words per_words = WORDS(per_rows);

static const struct word_row checklist_per_rows[] = {
	{"person", "个人|按人"}, {"unit", "单位|按单位"}};
static const struct words checklist_per_words = WORDS(checklist_per_rows);

static const struct word_row row_audience_rows[] = {{"public", "公开"}, {"internal", "内部"}};
static const struct words row_audience_words = WORDS(row_audience_rows);

static const struct word_row rest_rows[] = {{"rest", "休|休息|放假"}, {"work", "班|上班|调休上班"}};
static const struct words rest_words = WORDS(rest_rows);

static const struct field phase_fields[] = {
	ROW(phase, id, "id", "编号", ID, 0, "阶段的编号", "id of the phase"),
	ROW(phase, title, "title", "名称|阶段", TEXT, FIELD_REQUIRED, "名称", "title"),
	ROW(phase, period, "period", "时间|起止", PERIOD, FIELD_REQUIRED, "起止时间", "its days"),
	ROW(phase, motto, "motto", "主题", TEXT, 0, "主题", "motto"),
};
const struct schema phase_schema = SCHEMA("phases", phase, phase_fields, false);

static const struct field task_fields[] = {
	ROW(task, id, "id", "编号", ID, 0, "任务的编号，永久链接的依据",
		"id; permanent links hang on it"),
	ROW(task, group, "group", "项目|工程", TEXT, 0, "所属项目", "the group it belongs to"),
	ROW(task, title, "title", "任务|工作任务", TEXT, FIELD_REQUIRED, "任务",
		"what is to be done"),
	ROW(task, lead, "lead", "责任部室|责任单位|牵头单位", PARTIES, FIELD_REQUIRED | FIELD_UNITS,
		"责任部室", "the unit that leads"),
	ROW(task, person, "person", "责任人", PARTIES, FIELD_PEOPLE, "责任人",
		"the person who answers"),
	ROW(task, support, "support", "配合部室|配合单位", PARTIES, FIELD_UNITS, "配合部室",
		"units that support"),
	ROW(task, due, "due", "完成时限|时限|截止日期", DUE, 0, "完成时限", "when it is due"),
	ROW(task, phase, "phase", "阶段", TEXT, 0, "所在阶段的编号或名称", "the phase it lies in"),
	ROW(task, target, "target", "指标", TEXT, 0, "指标", "rows of targets.csv"),
	ROW(task, value, "value", "目标值", TEXT, 0, "目标值", "the value to reach"),
	ROW(task, unit, "unit", "计量单位|单位", TEXT, 0, "计量单位", "of the value"),
	ROW_WORD(task, status, "status", "状态", status_words, 0, "状态", "how it stands"),
	ROW(task, progress, "progress", "进度", NUMBER, 0, "进度，百分数", "percent"),
	ROW(task, note, "note", "备注", TEXT, 0, "备注", "a remark"),
	ROW_WORD(task, shift, "shift", "顺延", shift_words, 0, "遇休息日如何移动",
		"how a rest day moves it"),
};
const struct schema task_schema = SCHEMA("tasks.csv", task, task_fields, false);

static const struct field event_fields[] = {
	ROW(event, id, "id", "编号", ID, 0, "编号", "id"),
	ROW(event, title, "title", "名称|事项", TEXT, FIELD_REQUIRED, "事项", "what happens"),
	ROW(event, date, "date", "日期|时间", DUE, 0, "日期或时间段", "its day or days"),
	ROW(event, repeat, "repeat", "重复", REPEAT, 0, "重复的规则", "how it repeats"),
	ROW(event, from, "from", "起始", DUE, 0, "重复从何日起", "repeats from"),
	ROW(event, until, "until", "截止", DUE, 0, "重复到何日止", "repeats until"),
	ROW_WORD(event, shift, "shift", "顺延", shift_words, 0, "遇休息日如何移动",
		"how a rest day moves it"),
	ROW(event, place, "place", "地点", TEXT, 0, "地点", "where"),
	ROW(event, who, "who", "参加|参加人员", PARTIES, 0, "谁参加", "who takes part"),
};
const struct schema event_schema = SCHEMA("events", event, event_fields, false);

static const struct field deadline_fields[] = {
	ROW(deadline, id, "id", "编号", ID, 0, "编号", "id"),
	ROW(deadline, title, "title", "名称|事项", TEXT, FIELD_REQUIRED, "事项", "what is due"),
	ROW(deadline, who, "who", "报送单位|谁报", PARTIES, 0, "谁报送", "who sends"),
	ROW(deadline, to, "to", "接收单位|报给", PARTIES, 0, "报给谁", "who receives"),
	ROW(deadline, due, "due", "时限|完成时限|截止日期", DUE, 0, "时限", "when it is due"),
	ROW(deadline, repeat, "repeat", "重复", REPEAT, 0, "重复的规则", "how it repeats"),
	ROW(deadline, from, "from", "起始", DUE, 0, "重复从何日起", "repeats from"),
	ROW(deadline, until, "until", "截止", DUE, 0, "重复到何日止", "repeats until"),
	ROW_WORD(deadline, shift, "shift", "顺延", shift_words, 0, "遇休息日如何移动",
		"how a rest day moves it"),
	ROW(deadline, form, "form", "表格|报告单", TEXTS, 0, "要填的表", "the form or forms"),
	ROW(deadline, with, "with", "随附", TEXT, 0, "随表附送", "what goes along"),
	ROW(deadline, copies, "copies", "份数", INT, 0, "份数", "how many copies"),
	ROW(deadline, channel, "channel", "方式|报送方式", TEXT, 0, "报送方式", "by which way"),
	ROW(deadline, is_public, "public", "公开", FLAG, 0, "报送情况是否公开",
		"whether the board is published"),
};
const struct schema deadline_schema = SCHEMA("deadlines", deadline, deadline_fields, false);

static const struct field schedule_fields[] = {
	ROW_SUB(schedule, phases, "phases", "阶段", RECORDS, phase_schema, 0, "阶段", "phases"),
	ROW_SUB(schedule, events, "events", "活动|事项", RECORDS, event_schema, 0, "活动",
		"events"),
	ROW_SUB(schedule, deadlines, "deadlines", "报送", RECORDS, deadline_schema, 0, "报送事项",
		"deadlines"),
};
const struct schema schedule_schema = SCHEMA("schedule.yaml", schedule, schedule_fields, false);

static const struct field ledger_fields[] = {
	ROW(ledger_row, id, "id", "编号", ID, 0, "编号", "id"),
	ROW(ledger_row, problem, "problem", "问题", TEXT, FIELD_REQUIRED, "问题", "the problem"),
	ROW(ledger_row, measure, "measure", "措施|整改措施", TEXT, FIELD_REQUIRED, "措施",
		"the measure"),
	ROW(ledger_row, lead, "lead", "责任单位|责任部室|牵头单位", PARTIES, FIELD_UNITS,
		"责任单位", "who leads"),
	ROW(ledger_row, person, "person", "责任人", PARTIES, FIELD_PEOPLE, "责任人", "who answers"),
	ROW(ledger_row, due, "due", "时限|完成时限|截止日期", DUE, FIELD_REQUIRED, "时限",
		"when due"),
	ROW_WORD(ledger_row, status, "status", "状态", ledger_status_words, 0, "状态",
		"how it stands"),
	ROW(ledger_row, closed, "closed", "销号日期", DAY, 0, "销号日期", "day of closing"),
	ROW(ledger_row, reviewer, "reviewer", "审核人", PARTIES, FIELD_PEOPLE, "审核人",
		"who reviewed"),
	ROW(ledger_row, evidence, "evidence", "佐证", TEXT, 0, "佐证", "evidence"),
	ROW(ledger_row, history, "history", "经过", TEXT, 0, "经过", "what became of it"),
	ROW_WORD(ledger_row, audience, "audience", "公开范围", row_audience_words, 0, "公开范围",
		"who may see the row"),
};
const struct schema ledger_schema = SCHEMA("ledger.csv", ledger_row, ledger_fields, false);

static const struct field target_fields[] = {
	ROW(target, id, "id", "编号", ID, FIELD_REQUIRED, "编号", "id"),
	ROW(target, title, "title", "指标|名称", TEXT, FIELD_REQUIRED, "指标", "the indicator"),
	ROW_WORD(target, per, "per", "口径", per_words, 0, "口径", "for whom it counts"),
	ROW(target, who, "who", "对象", PARTIES, 0, "对象", "whom it concerns"),
	ROW(target, target, "target", "目标值", TEXT, FIELD_REQUIRED, "目标值",
		"the value to reach"),
	ROW(target, unit, "unit", "计量单位|单位", TEXT, 0, "计量单位", "unit of the value"),
	ROW_WORD(target, every, "every", "周期", every_words, 0, "周期", "period"),
	ROW(target, by, "by", "时限|完成时限", DUE, 0, "时限", "by when"),
};
const struct schema target_schema = SCHEMA("targets.csv", target, target_fields, false);

static const struct field actual_fields[] = {
	ROW(actual, target, "target", "指标", TEXT, FIELD_REQUIRED, "指标的编号",
		"id of the target"),
	ROW(actual, party, "party", "对象", PARTY, 0, "单位或个人", "unit or person"),
	ROW(actual, date, "date", "日期", DUE, FIELD_REQUIRED, "日期", "day"),
	ROW(actual, value, "value", "完成值", TEXT, FIELD_REQUIRED, "完成值", "value reached"),
};
const struct schema actual_schema = SCHEMA("actuals.csv", actual, actual_fields, false);

static const struct field checklist_item_fields[] = {
	ROW(checklist_item, id, "id", "编号", ID, 0, "编号", "id"),
	ROW(checklist_item, title, "title", "名称|事项", TEXT, FIELD_REQUIRED, "事项", "the item"),
};
const struct schema checklist_item_schema =
	SCHEMA("items", checklist_item, checklist_item_fields, false);

static const struct field checklist_fields[] = {
	ROW(checklist, id, "id", "编号", ID, 0, "编号", "id"),
	ROW(checklist, title, "title", "名称", TEXT, FIELD_REQUIRED, "名称", "title"),
	ROW(checklist, who, "who", "对象", PARTIES, 0, "对象", "whom it concerns"),
	ROW_WORD(checklist, per, "per", "口径", checklist_per_words, 0, "口径", "person or unit"),
	ROW_WORD(checklist, period, "period", "周期", checklist_period_words, 0, "周期",
		"how often"),
	ROW(checklist, from, "from", "起始", DUE, 0, "起始", "from"),
	ROW(checklist, until, "until", "截止", DUE, 0, "截止", "until"),
	ROW(checklist, due, "due", "时限|完成时限", DUE, 0, "时限", "when due"),
	ROW_SUB(checklist, items, "items", "事项", RECORDS, checklist_item_schema, FIELD_REQUIRED,
		"各项", "the items"),
};
const struct schema checklist_schema =
	SCHEMA("checklists.yaml", checklist, checklist_fields, false);

static const struct field record_fields[] = {
	ROW(done_item, checklist, "checklist", "清单", TEXT, FIELD_REQUIRED, "清单的编号",
		"id of the checklist"),
	ROW(done_item, item, "item", "事项", TEXT, FIELD_REQUIRED, "事项的编号", "id of the item"),
	ROW(done_item, party, "party", "对象", PARTY, FIELD_REQUIRED, "单位或个人",
		"unit or person"),
	ROW(done_item, date, "date", "日期", DUE, FIELD_REQUIRED, "日期", "day"),
	ROW(done_item, link, "link", "链接|佐证", TEXT, 0, "佐证", "evidence"),
};
const struct schema record_schema = SCHEMA("records.csv", done_item, record_fields, false);

static const struct field rota_fields[] = {
	ROW(rota, id, "id", "编号", ID, 0, "编号", "id"),
	ROW(rota, title, "title", "名称", TEXT, FIELD_REQUIRED, "名称", "title"),
	ROW(rota, people, "people", "人员", PARTIES, FIELD_REQUIRED | FIELD_PEOPLE, "人员",
		"who serves"),
	ROW(rota, batches, "batches", "批次", INT, 0, "批次", "number of batches"),
	ROW(rota, period, "period", "时间", PERIOD, FIELD_REQUIRED, "时间", "the time they share"),
	ROW(rota, group_size, "group_size", "每组人数", TEXT, 0, "每组人数，如 3-4", "such as 3-4"),
	ROW(rota, hosts, "hosts", "接收单位", PARTIES, 0, "接收单位", "where they go"),
	ROW(rota, per_host, "per_host", "每处组数", INT, 0, "每处最多几组",
		"groups a host has at most"),
	ROW(rota, seed, "seed", "种子", TEXT, 0, "抽签的种子", "seed of the draw"),
};
const struct schema rota_schema = SCHEMA("rota.yaml", rota, rota_fields, false);

static const struct field rota_turn_fields[] = {
	ROW(rota_turn, rota, "rota", "轮换", TEXT, FIELD_REQUIRED, "轮换的编号", "id of the rota"),
	ROW(rota_turn, batch, "batch", "批次", INT, FIELD_REQUIRED, "第几批", "which batch"),
	ROW(rota_turn, group, "group", "组", INT, FIELD_REQUIRED, "这一批的第几组",
		"which group of the batch"),
	ROW(rota_turn, host, "host", "接收单位", TEXT, 0, "去哪里", "where to"),
	ROW(rota_turn, person, "person", "人员", TEXT, FIELD_REQUIRED, "谁", "who"),
	ROW(rota_turn, from, "from", "起", DAY, FIELD_REQUIRED, "这一批的第一天",
		"first day of the batch"),
	ROW(rota_turn, to, "to", "止", DAY, FIELD_REQUIRED, "这一批的最后一天",
		"last day of the batch"),
};
const struct schema rota_turn_schema = SCHEMA("rota.lock.csv", rota_turn, rota_turn_fields, false);

static const struct field liaison_fields[] = {
	ROW(liaison, person, "person", "责任人", PARTY, FIELD_REQUIRED | FIELD_PEOPLE, "责任人",
		"who"),
	ROW(liaison, unit, "unit", "联系点", PARTIES, FIELD_REQUIRED | FIELD_UNITS, "联系点",
		"looks after whom"),
	ROW(liaison, since, "since", "起始", DAY, 0, "起始", "since"),
};
const struct schema liaison_schema = SCHEMA("liaison.csv", liaison, liaison_fields, false);

static const struct field pledge_fields[] = {
	ROW(pledge, id, "id", "编号", ID, 0, "编号", "id"),
	ROW(pledge, party, "party", "承诺人|对象", PARTY, FIELD_REQUIRED, "谁承诺", "who pledges"),
	ROW(pledge, text, "text", "承诺|承诺事项", TEXT, FIELD_REQUIRED, "承诺", "the pledge"),
	ROW(pledge, due, "due", "时限|完成时限", DUE, 0, "时限", "when due"),
	ROW(pledge, round, "round", "轮次", TEXT, 0, "轮次", "round"),
	ROW_WORD(pledge, status, "status", "状态", pledge_status_words, 0, "状态", "how it stands"),
	ROW(pledge, kept, "kept", "践诺日期", DAY, 0, "践诺日期", "day it was kept"),
};
const struct schema pledge_schema = SCHEMA("pledges.csv", pledge, pledge_fields, false);

static const struct field calendar_fields[] = {
	ROW(rest_day, date, "date", "日期", DAY, FIELD_REQUIRED, "日期", "day"),
	ROW_WORD(rest_day, kind, "kind", "类别", rest_words, FIELD_REQUIRED, "休息或上班",
		"rest or work"),
	ROW(rest_day, name, "name", "名称", TEXT, 0, "名称", "name"),
};
const struct schema calendar_schema = SCHEMA("calendar.csv", rest_day, calendar_fields, false);

static const struct field receipt_fields[] = {
	ROW(receipt, file, "file", "文件", TEXT, FIELD_REQUIRED, "文件名", "name of the file"),
	ROW(receipt, date, "date", "日期|收到日期", DAY, FIELD_REQUIRED, "收到的日子",
		"day of receipt"),
};
const struct schema receipt_schema = SCHEMA("received.csv", receipt, receipt_fields, false);

bool task_is_open(const struct task *t)
{
	return t->status.v != TASK_DONE && t->status.v != TASK_DROPPED;
}

enum ledger_status ledger_status_on(const struct ledger_row *row, day_t day)
{
	size_t n = 0;
	while (n < row->n_turns && row->turns[n].day <= day)
		n++;
	if (n < row->n_turns)
		return n ? row->turns[n - 1].to : LEDGER_OPEN;
	return row->status.v ? (enum ledger_status)row->status.v : LEDGER_OPEN;
}

static bool is_over(const struct when *due, day_t day)
{
	return due->kind != WHEN_NONE && day_is_known(due->last) && due->last < day;
}

bool ledger_is_late(const struct ledger_row *row, day_t day)
{
	return is_over(&row->due, day) && ledger_status_on(row, day) != LEDGER_CLOSED;
}

enum pledge_status pledge_status_on(const struct pledge *p, day_t day)
{
	bool dated = p->kept.kind != WHEN_NONE && day_is_known(p->kept.first);
	bool open = p->due.kind != WHEN_NONE && day_is_known(p->due.last) && p->due.last >= day;
	if (!p->status.v || (dated && p->kept.first > day))
		return PLEDGE_MADE;
	if (p->status.v == PLEDGE_BROKEN && open)
		return PLEDGE_MADE;
	return (enum pledge_status)p->status.v;
}

bool pledge_is_late(const struct pledge *p, day_t day)
{
	return is_over(&p->due, day) && pledge_status_on(p, day) == PLEDGE_MADE;
}
