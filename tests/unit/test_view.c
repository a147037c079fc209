/* SPDX-License-Identifier: MIT */
#include "resolve/timeline.h"
#include "unit/view_site.h"

static void tasks_are_a_table_a_group(struct unit *u)
{
	struct fixture f;
	set_up(&f, u);
	struct str look = placed(&f, "{{tasks}}", false);
	HAS(&f, look, "Caption 强基工程");
	HAS(&f, look, "|序号|任务|指标|责任部室|责任人|配合部室|阶段|完成时限|状态");
	HAS(&f, look,
		"Row#task-a-1 |1|核对名册/一式两份||<parties/organisation/index.html>组织部"
		"|<parties/wen/index.html>温竹屿|||2026年8月|已完成");
	HAS(&f, look, "|完成换届|"); /* the line break of a title is nothing here */
	HAS(&f, look,
		"|<parties/xie/index.html>解春澍（2026年11月1日起）|"
		"<parties/hedong/index.html>禾东区青联||2026年11月13日|进行中 逾期12天");
	HAS(&f, look, "|每月走访||各部室|部室负责人||");
	HAS(&f, look, "|集中推进|2026年12月31日|未开始");
	HAS(&f, look, "|60个|");
	HAS(&f, look, "|全体会议后2周|未开始");
	HAS(&f, look, "|2026年1月1日|取消");
	HAS(&f, look, "Caption 其他");
	CHECK(&f, messages_of(&f).n == 0);
}

static void by_groups_tasks_anew(struct unit *u)
{
	struct fixture f;
	set_up(&f, u);
	struct str look = placed(&f, "{{tasks by=lead}}", false);
	HAS_NOT(&f, look, "Caption 各部室"); /* its offices, a row each, with their own head */
	HAS(&f, look, "Caption 办公室");
	HAS(&f, look, "|序号|项目|任务|指标|责任人|");
	HAS(&f, look, "|每月走访||<parties/qu/index.html>屈小满|");
	HAS(&f, look, "|每月走访||<parties/xie/index.html>解春澍（2026年11月1日起）|");
	size_t first = str_find(look, STR("#task-b-2"));
	CHECK(&f, first != SIZE_MAX && !str_has(str_after(look, first + 1), STR("#task-b-2")));
	look = placed(&f, "{{tasks by=person}}", false);
	HAS_NOT(&f, look, "Caption 部室负责人");
	HAS(&f, look, "|每月走访||<parties/office/index.html>办公室|"); /* under 屈小满 */
	HAS(&f, look, "|每月走访||<parties/organisation/index.html>组织部|");
	look = placed(&f, "{{tasks by=month}}", false);
	CHECK(&f, str_find(look, STR("Caption 2026年1月")) <
			  str_find(look, STR("Caption 2026年8月")));
	CHECK(&f, str_find(look, STR("Caption 2026年12月")) <
			  str_find(look, STR("Caption 未定日期")));
	look = placed(&f, "{{tasks by=责任人}}", false);
	HAS(&f, look, "Caption 温竹屿"); /* what he did */
	HAS(&f, look, "Caption 解春澍"); /* what he left */
	look = placed(&f, "{{tasks by=phase}}", false);
	HAS(&f, look, "Caption 集中推进");
}

static void columns_filter_rows(struct unit *u)
{
	struct fixture f;
	set_up(&f, u);
	struct str look = placed(&f, "前文\n\n{{tasks group=\"强基工程\"}}\n\n后文", true);
	HAS(&f, look, "Para 前文");
	HAS(&f, look, "#task-a-1 ");
	HAS_NOT(&f, look, "Caption 强基工程"); /* the filter says it already */
	HAS(&f, look, "2#view-tasks 其他任务");
	CHECK(&f, str_find(look, STR("#task-b-1")) > str_find(look, STR("其他任务")));
	look = placed(&f, "{{tasks 责任部室=组织部 status=doing}}", false);
	HAS(&f, look, "#task-a-2 ");
	HAS_NOT(&f, look, "#task-a-1 ");
	HAS_NOT(&f, look, "#task-b-2 ");
	HAS(&f, placed(&f, "{{tasks lead=organisation}}", false), "#task-b-2 ");
	HAS(&f, placed(&f, "{{tasks lead=*all-offices}}", false), "#task-b-1 ");
	HAS(&f, placed(&f, "{{tasks status=未开始}}", false), "#task-b-2 ");
	HAS(&f, placed(&f, "{{tasks due=2026-08}}", false), "#task-a-1 ");
	HAS(&f, placed(&f, "{{tasks group=“强基工程”　by＝lead}}", false), "Caption 组织部");
	HAS(&f, placed(&f, "{{tasks\n> group=强基工程}}", false), "#task-a-1 ");
	look = placed(&f, "{{schedule who=禾东区青联}}", true);
	CHECK(&f, str_find(look, STR("#deadline-plan")) < str_find(look, STR("其他安排")));
	CHECK(&f, str_find(look, STR("<svg")) > str_find(look, STR("其他安排")));
	HAS(&f, placed(&f, "{{forms id=report}}", false), "<plans/x/forms/report.html>情况报告单");
	CHECK(&f, messages_of(&f).n == 0);
	HAS(&f, placed(&f, "{{tasks group=强机工程}}", false), "Para 这里没有任务。");
	HAS(&f, messages_of(&f), "1:15+4 warning view-no-row: ");
}

static void mistakes_in_calls_are_told_at_their_place(struct unit *u)
{
	static const struct {
		const char *body, *message;
	} rows[] = {
		{"{{taks}}", "(是不是“tasks”？)"},
		{"{{taks}}", "1:3+4 error view-unknown: "},
		{"一\n\n{{tasks grup=x}}", "3:9+4 error view-column-unknown: "},
		{"{{tasks grup=x}}", "(是不是“group”？)"},
		{"{{tasks 责任部门=x}}", "(是不是“责任部室”？)"},
		{"{{tasks by=leed}}", "1:12+4 error view-by-unknown"},
		{"{{tasks by=leed}}", "(是不是“lead”？)"},
		{"{{schedule by=lead}}", "error view-by-none"},
		{"{{tasks group=\"强基}}", "1:15+3 error view-quote"},
		{"{{tasks group=\"强基}}\n{{tasks lead=\"组织部\"}}", "1:15+3 error view-quote"},
		{"{{tasks group}}", "1:9+5 error view-argument"},
		{"{{tasks \"x\"}}", "error view-argument"},
		{"{{tasks =x}}", "error view-argument"},
		{"{{tasks status=完工}}", "1:16+2 error view-word-unknown"},
		{"{{groups contact=x}}", "error view-column-kind"},
		{"{{tasks", "1:1+7 error view-unclosed"},
		{"任务见 {{tasks}} 。", "1:5+9 warning view-amid-text: "},
	};
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct fixture f;
		set_up(&f, u);
		placed(&f, rows[i].body, true);
		HAS(&f, messages_of(&f), rows[i].message);
	}
}

static void what_is_no_call_stays_text(struct unit *u)
{
	struct fixture f;
	set_up(&f, u);
	HAS(&f, placed(&f, "`{{tasks}}`", false), "`{{tasks}}`");
	HAS(&f, placed(&f, "{{ x }} 是模板", false), "{{ x }} 是模板");
	HAS(&f, placed(&f, "\\{{tasks}}", false), "{{tasks}}");
	CHECK(&f, messages_of(&f).n == 0);
	struct str look = placed(&f, "{{tasks}}\n{{schedule}}", true);
	HAS_NOT(&f, look, "view-tasks");
	HAS_NOT(&f, look, "view-schedule");
}

static void what_is_not_placed_follows(struct unit *u)
{
	struct fixture f;
	set_up(&f, u);
	struct str look = placed(&f, "正文", true);
	size_t tasks = str_find(look, STR("2#view-tasks 任务分工"));
	size_t schedule = str_find(look, STR("2#view-schedule 时间安排"));
	size_t groups = str_find(look, STR("2#view-groups 工作机构"));
	size_t forms = str_find(look, STR("2#view-forms 表格"));
	CHECK(&f, tasks < schedule && schedule < groups && groups < forms && forms != SIZE_MAX);
	f.entry.n_groups = 0;
	HAS_NOT(&f, placed(&f, "正文", true), "view-groups");
	HAS(&f, placed(&f, "{{groups}}", true), "Para 这里没有工作机构。");
	struct node *body = body_of(&f, "{{tasks group=强基工程}}"),
		    *more = body_of(&f, "{{tasks}}");
	struct placing *p = placing_new(&f.ctx);
	place_views(p, body);
	place_views(p, more); /* an attachment */
	place_rest(p, body);
	HAS_NOT(&f, look_of(&f, body), "其他任务");
	HAS_NOT(&f, look_of(&f, more), "#task-a-1 ");
	HAS(&f, look_of(&f, more), "#task-b-1 ");
	CHECK(&f, body->first->flags & NODE_GENERATED);
	CHECK(&f, str_eq(span_text(body->first->span), STR("{{tasks group=强基工程}}")));
}

static void the_schedule_goes_by_day(struct unit *u)
{
	struct fixture f;
	set_up(&f, u);
	struct str look = placed(&f, "{{schedule}}", false);
	HAS(&f, look, "Row#phase-survey |摸底部署|2026年7月6日至8月31日|先看家底");
	HAS(&f, look, "Row#event-kickoff |2026年7月8日|部署会|会议室|各部室");
	HAS(&f, look,
		"Row#event-week |每月第一周（2026年8月至12月）/2026年8月3日至9日、9月7日至13日、");
	HAS(&f, look, "、12月7日至13日|走访周");
	HAS(&f, look,
		"|报安排|<parties/hedong/index.html>禾东区青联|<parties/office/index.html>办公室"
		"|2026年7月22日（部署会后2周）");
	HAS(&f, look,
		"|每月28日（2026年7月1日起）/遇休息日提前到上一个工作日/"
		"2026年11月27日、12月28日、2027年1月28日、");
	HAS(&f, look,
		"2026、2027、2028年放假安排未公布，按周末推算"
		"|<plans/x/forms/report.html>情况报告单");
	HAS_NOT(&f, look, "内部表");
	size_t undated = str_find(look, STR("|未定日期"));
	CHECK(&f, str_find(look, STR("#event-week")) < undated);
	CHECK(&f, undated < str_find(look, STR("#event-meeting")));
	HAS(&f, look, "|报总结|<parties/hedong/index.html>禾东区青联||全体会议前1周|");
	CHECK(&f, str_find(look, STR("#deadline-plan")) < str_find(look, STR("#deadline-late")));
	CHECK(&f, str_find(look, STR("#deadline-plan")) < str_find(look, STR("#deadline-monthly")));
}

static void groups_nest_and_forms_link(struct unit *u)
{
	struct fixture f;
	set_up(&f, u);
	struct str look = placed(&f, "{{groups}}", false);
	size_t top = str_find(look, STR("3#group-top 领导小组"));
	CHECK(&f, top < str_find(look, STR("4#group-sub 协调组")));
	HAS(&f, look, "Term 组长\nDefinition <parties/xie/index.html>解春澍");
	f.groups[1].under = text("sub"); /* in a circle */
	look = placed(&f, "{{groups}}", false);
	HAS(&f, look, "协调组");
	HAS(&f, look, "领导小组");
	look = placed(&f, "{{forms}}", false);
	HAS(&f, look,
		"附件1 <plans/x/forms/report.html>情况报告单（<plans/x/forms/report.pdf>PDF、"
		"<plans/x/forms/report.docx>Word）");
	HAS_NOT(&f, look, "内部表");
	f.site.audience = AUDIENCE_INTERNAL;
	HAS(&f, placed(&f, "{{forms}}", false), "内部表");
}

static void the_timeline_holds_any_time(struct unit *u)
{
	struct fixture f;
	set_up(&f, u);
	struct view_row rows[] = {{.record = &f.phases[0]}, {.record = &f.phases[1]}};
	struct view_rows phases = {rows, 2};
	struct str svg = timeline_svg(&f.ctx, &phases, STR("t"));
	HAS(&f, svg, "role=\"img\" aria-labelledby=\"t-title\" aria-describedby=\"t-desc\"");
	HAS(&f, svg, "摸底部署 2026年7月6日至8月31日；集中推进 2026年9月至12月</desc>");
	HAS(&f, svg, "截至2026年11月25日");
	HAS(&f, svg, ">12月</text>");
	HAS_NOT(&f, svg, "style");
	f.phases[0].title = text("<b>&");
	f.phases[0].period = when("2026-08/");
	f.phases[1].period = when("/2026-12-31");
	svg = timeline_svg(&f.ctx, &phases, STR("t"));
	HAS(&f, svg, "&lt;b&gt;&amp;");
	f.phases[0].period = f.phases[1].period = (struct when){0};
	f.phases[0].period.first = f.phases[0].period.last = DAY_NONE;
	f.phases[1].period = f.phases[0].period;
	CHECK(&f, timeline_svg(&f.ctx, &phases, STR("t")).n == 0);
	f.phases[0].period = when("1000-01-01");
	f.phases[1].period = when("9999-12-31");
	svg = timeline_svg(&f.ctx, &phases, STR("t"));
	CHECK(&f, svg.n > 0 && svg.n < 20000);
}

int main(void)
{
	static const struct unit_test tests[] = {
		{"tasks are a table a group", tasks_are_a_table_a_group},
		{"by groups tasks anew", by_groups_tasks_anew},
		{"columns filter rows", columns_filter_rows},
		{"mistakes in calls are told at their place",
			mistakes_in_calls_are_told_at_their_place},
		{"what is no call stays text", what_is_no_call_stays_text},
		{"what is not placed follows", what_is_not_placed_follows},
		{"the schedule goes by day", the_schedule_goes_by_day},
		{"groups nest and forms link", groups_nest_and_forms_link},
		{"the timeline holds any time", the_timeline_holds_any_time},
	};
	return unit_main(tests, ARRAY_LEN(tests));
}
