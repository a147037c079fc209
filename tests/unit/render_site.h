/* SPDX-License-Identifier: MIT */
/* A site read from text, as the program reads it, for the tests of what is rendered from its data.
 */
#ifndef TESTS_UNIT_RENDER_SITE_H
#define TESTS_UNIT_RENDER_SITE_H

#include <stdio.h>

#include "base/file.h"
#include "base/path.h"
#include "build/data_file.h"
#include "parse/csv.h"
#include "parse/yaml.h"
#include "resolve/dates.h"
#include "resolve/entry.h"

struct suite {
	struct arena *arena;
	struct diags diags;
	struct site site;
	struct column column;
	struct entry plan, notice, page;
	struct entry *entries[3];
	const char *dir; /* NULL: nothing is left */
	int passed, failed;
};

static void ok(struct suite *s, bool good, const char *what)
{
	printf("%s %s\n", good ? "ok" : "not ok", what);
	if (good)
		s->passed++;
	else
		s->failed++;
}

static void ok_has(struct suite *s, struct str text, const char *part, const char *what)
{
	bool good = str_has(text, str_from(part));
	ok(s, good, what);
	if (!good)
		fprintf(stderr, "no “%s” in:\n%.*s\n", part, STR_FMT(text));
}

static void leave(struct suite *s, const char *name, struct str bytes)
{
	if (!s->dir)
		return;
	struct str path = path_join(s->arena, str_from(s->dir), str_from(name));
	remove(str_cstr(s->arena, path));
	if (file_write_new(str_cstr(s->arena, path), bytes) != 0)
		ok(s, false, "leaving a file");
}

/* --- a site read from text, as the program reads it --- */

static const char units_csv[] =
	"id,name,short,kind,email,phone,public\n"
	"federation,青禾市青年联合会,青禾青联,top,top@q.example,0000-1,yes\n"
	"office,青禾市青联办公室,办公室,office,office@q.example,0000-2,no\n"
	"organisation,青禾市青联组织部,组织部,office,,,\n"
	"twin-a,禾东青联,双名,county,,,\n"
	"twin-b,禾西青联,双名,county,,,\n"
	"pair,\"东、西青联\",,county,,,\n";
static const char people_csv[] = "编号,姓名,部室,职务,离任,接任\n"
				 "wen,温竹屿,组织部,部长,,\n"
				 "zhu,祝长亭,办公室,部长,2026-11-01,解春澍\n"
				 "xie,解春澍,办公室,干事,,\n";
static const char register_groups[] =
	"- { id: all-offices, title: 各部室, members: [\"kind:office\"] }\n"
	"- { id: heads, title: 部室负责人, members: [\"post:部长\"] }\n";
static const char tasks_csv[] =
	"编号,项目,任务,责任部室,责任人,配合部室,完成时限,阶段,目标值,状态,进度,备注,x-座位\n"
	"base-1,支部建设,核对名册,组织部,温竹屿,twin-b,2026/8/14,survey,-5,已完成,40%,"
	"\"名册一式两份，\n一份\"\"留\"\"县区\",三排\n"
	"base-2,支部建设,=SUM(A1:A9),twin-a、pair,祝长亭,,2026-11,action,12,doing,,@here,\n"
	",支部建设,没有编号的事,*all-offices,*heads,,kickoff + 14d,,+86 10,,,-2+3,\n"
	"base-4,阵地提升,不办了,办公室,,,2026-10-30,,,取消,,,\n"
	"base-5,阵地提升,没有时限，跟着阶段,组织部,,,,action,,,,＝1+1,\n"
	"base-6,阵地提升,还没有日子,组织部,,,event:congress,,,,,,\n";
static const char schedule_yaml[] =
	"phases:\n"
	"  - { id: survey, title: 摸底部署, period: 2026-07-06/2026-08-31, motto: 先把家底看清 }\n"
	"  - { id: action, title: 集中推进, period: 2026-09/2026-11 }\n"
	"  - { id: open, title: 没有终点, period: 2026-12/ }\n"
	"events:\n"
	"  - { id: kickoff, title: \"部署会,\\n第一次; 动员\", date: 2026-07-08, place: 二楼会议室,"
	" who: [\"*all-offices\"] }\n"
	"  - { id: week, title: 走访周, repeat: monthly in week 1 }\n"
	"  - { id: congress, title: 代表大会 }\n"
	"deadlines:\n"
	"  - { id: plan, title: "
	"报送本县区工作安排和支部名册并说明核对中发现的全部问题以及准备怎样解决,"
	" who: [office, 祝长亭], to: 组织部, due: kickoff + 14d, form: [visit, hidden],"
	" with: 一份说明, channel: 电子邮件, x-note: { a: [1, 二] } }\n"
	"  - { id: monthly, title: 月报, who: office, repeat: monthly on 28 }\n"
	"  - { id: late, title: 总结, who: office, due: 2026-11, copies: 2, public: yes }\n";
static const char groups_yaml[] = "- { id: leading, title: 领导小组, chair: 温竹屿, vice: "
				  "某某同志, members: [\"kind:office\"],"
				  " contact: { phone: \"0000-9\" } }\n";
static const char front_yaml[] =
	"title: \"活力支部\\n实施 <方案> & \\\"x\\\"\"\n"
	"number: 青联发〔2026〕12号\nindex_no: 000/2026-12\nissuer: federation\nto: [各县区, "
	"组织部]\n"
	"issued: 2026-07-03\npublished: 2026-07-04 09:30\nperiod: 2026-07/2026-12\n"
	"basis: [青联发〔2025〕1号, notices/hidden]\nsecrecy: 秘密\ndraft: false\nlayout: plain\n"
	"contact: { people: [温竹屿], phone: \"0000-3\" }\nclass: 组织建设\nx-theme: [1, { a: b "
	"}]\n";

static struct value read_table(struct suite *s, const char *text)
{
	struct value rows = {0};
	struct source *src = source_new(s->arena, STR("t.csv"), str_from(text));
	csv_parse(s->arena, src, &rows, &s->diags);
	return rows;
}

static struct value *read_yaml(struct suite *s, const char *text)
{
	struct value *v = NEW(s->arena, struct value);
	struct source *src = source_new(s->arena, STR("t.yaml"), str_from(text));
	yaml_parse(s->arena, src, src->text, v, &s->diags);
	return v;
}

static struct records read_rows(
	struct suite *s, const struct schema *schema, const struct value *rows, bool table)
{
	struct reader r = {.arena = s->arena, .diags = &s->diags, .table = table};
	struct value *kept = arena_copy(s->arena, rows, sizeof(*rows));
	return records_read(&r, schema, kept);
}

static void read_words(struct suite *s, const char *lang)
{
	struct str bytes = STR_NONE;
	struct str path = str_printf(s->arena, "themes/default/words/%s.yaml", lang);
	s->site.words = (struct map){0};
	if (file_read(s->arena, str_cstr(s->arena, path), 1 << 20, &bytes) != 0)
		return;
	struct value *words = read_yaml(s, str_cstr(s->arena, bytes));
	for (size_t i = 0; i < words->n; i++)
		map_put(s->arena, &s->site.words, words->pairs[i].key, &words->pairs[i].value);
}

static void read_register(struct suite *s)
{
	struct party_register *reg = &s->site.parties;
	struct value units = read_table(s, units_csv), people = read_table(s, people_csv);
	struct records r = read_rows(s, &unit_schema, &units, true);
	reg->units = r.items;
	reg->n_units = r.n;
	r = read_rows(s, &person_schema, &people, true);
	reg->people = r.items;
	reg->n_people = r.n;
	for (size_t i = 0; i < reg->n_people; i++)
		reg->people[i].kind = PARTY_PERSON;
	r = read_rows(s, &register_group_schema, read_yaml(s, register_groups), false);
	reg->groups = r.items;
	reg->n_groups = r.n;
	register_index(s->arena, reg, &s->diags);
	struct party_finder f = {
		.arena = s->arena, .diags = &s->diags, .reg = reg, .as_of = s->site.as_of};
	groups_expand(&f, reg->groups, reg->n_groups);
}

static void read_plan(struct suite *s)
{
	struct entry *e = &s->plan;
	struct reader r = {.arena = s->arena, .diags = &s->diags};
	struct schedule *schedule = NEW(s->arena, struct schedule);
	struct value tasks = read_table(s, tasks_csv);
	record_read(&r, &front_schema, read_yaml(s, front_yaml), &e->front);
	record_read(&r, &schedule_schema, read_yaml(s, schedule_yaml), schedule);
	data_put_schedule(e, schedule);
	struct records rows = read_rows(s, &task_schema, &tasks, true);
	e->tasks = rows.items;
	e->n_tasks = rows.n;
	rows = read_rows(s, &group_schema, read_yaml(s, groups_yaml), false);
	e->groups = rows.items;
	e->n_groups = rows.n;
	e->forms = NEW_N(s->arena, struct form, 2);
	e->forms[0].id.s = STR("visit");
	e->forms[0].title.s = STR("走访\n报告单");
	e->forms[1].id.s = STR("hidden");
	e->forms[1].title.s = STR("内部表");
	e->forms[1].audience.v = AUDIENCE_INTERNAL;
	e->n_forms = 2;
	e->attachments = NEW_N(s->arena, struct attachment, 2);
	for (size_t i = 0; i < 2; i++)
		e->attachments[i] = (struct attachment){
			.kind = ATTACH_FORM, .form = &e->forms[i], .title = e->forms[i].title.s};
	e->n_attachments = 2;
	entry_resolve(&r, &s->site, e);
}

static void set_entry(struct suite *s, struct entry *e, const char *path, enum entry_kind kind)
{
	e->path = str_from(path);
	e->slug = path_base(e->path);
	e->column = &s->column;
	e->kind = kind;
	e->audience = AUDIENCE_PUBLIC;
	e->shown = true;
	e->issued = e->published = DAY_NONE;
	map_put(s->arena, &s->site.by_path, e->path, e);
}

static day_t day(int year, int month, int d)
{
	return day_from_civil((struct civil){year, month, d});
}

static void make_site(struct suite *s)
{
	s->site.front.title.s = STR("青禾青联");
	s->site.front.base_url.s = STR("https://user@Example.org:8080/青年/");
	s->site.front.time_zone.s = STR("Asia/Shanghai");
	s->site.front.language.s = STR("zh-CN");
	s->site.audience = AUDIENCE_PUBLIC;
	s->site.as_of = day(2026, 11, 25);
	s->column.slug = STR("plans");
	s->column.front.title.s = STR("方案");
	read_words(s, "zh-CN");
	read_register(s);
	set_entry(s, &s->plan, "plans/活力", ENTRY_PLAN);
	set_entry(s, &s->notice, "notices/old", ENTRY_NOTICE);
	set_entry(s, &s->page, "plans/about", ENTRY_PAGE);
	struct entry *hidden = NEW(s->arena, struct entry);
	set_entry(s, hidden, "notices/hidden", ENTRY_NOTICE);
	hidden->shown = false;
	s->plan.superseded_by = hidden;
	read_plan(s);
	s->plan.issued = day(2026, 7, 3);
	s->plan.published = day(2026, 7, 4);
	s->plan.validity = VALID_IN_FORCE;
	dates_resolve(s->arena, &s->site, &s->plan, &s->diags);
	s->notice.front.title.s = STR("-旧通知");
	s->notice.issued = s->notice.published = day(2026, 5, 1);
	s->notice.validity = VALID_REPEALED;
	s->page.front.title.s = STR("说明");
	s->entries[0] = &s->notice;
	s->entries[1] = &s->page;
	s->entries[2] = &s->plan;
	s->site.entries = s->entries;
	s->site.n_entries = 3;
}
static int finish(struct suite *s)
{
	if (diags_count(&s->diags, LEVEL_ERROR))
		diags_print(&s->diags, stderr, false);
	printf("%d passed, %d failed\n", s->passed, s->failed);
	arena_free(s->arena);
	return s->failed > 0;
}

#endif
