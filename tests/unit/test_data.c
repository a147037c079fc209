/* SPDX-License-Identifier: MIT */
/* YAML and CSV to values, values to records, names to parties. */
#include "unit/unit.h"

#include "base/diag.h"
#include "doc/entry.h"
#include "doc/plan.h"
#include "parse/csv.h"
#include "parse/front_matter.h"
#include "parse/yaml.h"
#include "resolve/dates.h"
#include "resolve/party.h"
#include "resolve/record.h"

/* "ID line:column; …" of what was said. */
static struct str told(struct unit *u, struct diags *d)
{
	struct str out = STR_NONE;
	diags_sort(d);
	for (size_t i = 0; i < d->list.n; i++)
		out = STR_CAT(u->arena, out, i ? STR("; ") : STR_NONE, d->list.items[i].id,
			str_printf(u->arena, " %u:%u", d->list.items[i].place.line,
				d->list.items[i].place.column));
	return out;
}

static struct str yaml_told_as(struct unit *u, const char *text, bool readable)
{
	struct diags d = diags_new(u->arena, LANG_EN, false);
	struct source *src = source_new(u->arena, STR("x.yaml"), str_from(text));
	struct value v;
	bool good = yaml_parse(u->arena, src, src->text, &v, &d);
	TRUE(u, good == readable);
	return told(u, &d);
}

static struct str yaml_told(struct unit *u, const char *text)
{
	return yaml_told_as(u, text, false);
}

static void yaml_keeps_text_and_places(struct unit *u)
{
	struct diags d = diags_new(u->arena, LANG_EN, false);
	struct source *src = source_new(u->arena, STR("x.yaml"),
		STR("标题: 好的\nlist: [no, 2026-07-03, \"\"]\nmap: {a: ~, b: *x}\n"));
	struct value v;
	yaml_parse(u->arena, src, src->text, &v, &d);
	IS(u, told(u, &d), "yaml-alias 3:16");
	IS(u, value_get(&v, STR("标题"))->text, "好的");
	IS(u, span_text(value_get(&v, STR("标题"))->at), "好的");
	const struct value *list = value_get(&v, STR("list"));
	TRUE(u, list->n == 3 && list->items[2].kind == VALUE_TEXT && list->items[2].quoted);
	IS(u, list->items[0].text, "no");
	IS(u, span_text(list->items[1].at), "2026-07-03");
	TRUE(u, value_get(value_get(&v, STR("map")), STR("a"))->kind == VALUE_NULL);
}

static void yaml_mistakes_have_places(struct unit *u)
{
	IS(u, yaml_told(u, "职责：张三\n负责人: 李四\n"), "yaml-wide-colon 1:3");
	IS(u, yaml_told(u, "a: 1\n\tb: 2\n"), "yaml-tab 2:1");
	IS(u, yaml_told(u, "a: \"x\nb: 1\n"), "yaml-quote 1:4");
	IS(u, yaml_told_as(u, "who: *all-offices\n", true), "yaml-alias 1:6");
	IS(u, yaml_told_as(u, "a: 1\nb: 2\na: 3\n", true), "key-twice 3:1");
	IS(u, yaml_told(u, "a: [1, 2\n"), "yaml-bracket 1:4");
	IS(u, yaml_told(u, "a: b: c\n"), "yaml-colon 1:5");
	IS(u, yaml_told(u, "? [x]\n: y\n"), "yaml-key-form 1:3");
	IS(u, yaml_told(u, "a: 1\n---\nb: 2\n"), "yaml-documents 2:1");
	IS(u, yaml_told(u, "a: %x\n"), "yaml-character 1:4");
	/* libyaml ends lines where we do not. */
	IS(u, yaml_told_as(u, "a: [\u2028 1]\r\nb: *x\n", true), "yaml-alias 2:4");
}

static void yaml_is_bounded(struct unit *u)
{
	char *deep = arena_alloc(u->arena, 40001);
	memset(deep, '[', 40000);
	IS(u, yaml_told(u, deep), "data-deep 1:65");
	IS(u,
		yaml_told(u, "a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\n"
			     "c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: "
			     "[*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\n"),
		"yaml-bomb 4:26");
}

static struct str csv_told(struct unit *u, const char *text, struct value *ret_rows)
{
	struct diags d = diags_new(u->arena, LANG_EN, false);
	struct source *src = source_new(u->arena, STR("x.csv"), str_from(text));
	csv_parse(u->arena, src, ret_rows, &d);
	return told(u, &d);
}

static void csv_reads_what_excel_writes(struct unit *u)
{
	struct value v;
	IS(u, csv_told(u, "编号,任务\r\na,\"一行\r\n两行\"\r\n\r\nb,\"说\"\"好\"\"\"\r\n,\r\n", &v),
		"");
	TRUE(u, v.n == 2);
	IS(u, value_get(&v.items[0], STR("任务"))->text, "一行\n两行");
	IS(u, value_get(&v.items[1], STR("任务"))->text, "说\"好\"");
	struct place p = span_place(value_get(&v.items[1], STR("编号"))->at);
	TRUE(u, p.line == 5 && p.column == 1);
	IS(u, csv_told(u, "a;b\n1;2\n", &v), "");
	IS(u, value_get(&v.items[0], STR("b"))->text, "2");
	IS(u, csv_told(u, "a,b,,\n1,2,,\n", &v), "");
	IS(u, csv_told(u, "a,b\n", &v), "");
	TRUE(u, v.n == 0);
}

static void csv_mistakes_have_places(struct unit *u)
{
	struct value v;
	IS(u, csv_told(u, "", &v), "table-empty 0:0");
	IS(u, csv_told(u, "a,b,c\n1,2\n3,4,5\n", &v), "csv-cells-few 2:1");
	TRUE(u, v.n == 1);
	IS(u, csv_told(u, "a,b\n1,2,3\n", &v), "csv-cells-many 2:5");
	IS(u, csv_told(u, "a,b\n1,\"x\n", &v), "csv-quote 2:3");
	IS(u, csv_told(u, "a,b\n1,\"x\"y\n", &v), "csv-after-quote 2:6");
	IS(u, csv_told(u, "a,A\n1,2\n", &v), "table-heading-twice 1:3");
	IS(u, csv_told(u, "a,,b\n1,2,3\n", &v), "table-no-heading 1:3");
}

static void front_matter_is_cut(struct unit *u)
{
	struct diags d = diags_new(u->arena, LANG_EN, false);
	struct str front, body;
	struct source *src = source_new(u->arena, STR("x.md"), STR("---\na: 1\n---\nbody\n---\n"));
	TRUE(u, front_matter_split(src, &front, &body, &d));
	IS(u, front, "a: 1\n");
	IS(u, body, "body\n---\n");
	src = source_new(u->arena, STR("x.md"), STR("no front\n---\n"));
	TRUE(u, front_matter_split(src, &front, &body, &d) && front.n == 0 &&
			body.n == src->text.n);
	src = source_new(u->arena, STR("x.md"), STR("---\na: 1\n"));
	TRUE(u, !front_matter_split(src, &front, &body, &d));
	IS(u, told(u, &d), "front-matter-open 1:1");
}

/* --- records --- */

static struct task *tasks_of(struct unit *u, const char *text, struct diags *d, size_t *ret_n)
{
	struct source *src = source_new(u->arena, STR("tasks.csv"), str_from(text));
	struct value *rows = NEW(u->arena, struct value);
	csv_parse(u->arena, src, rows, d);
	struct reader r = {.arena = u->arena, .diags = d, .table = true};
	struct records records = records_read(&r, &task_schema, rows);
	ids_complete(&r, &task_schema, &records, offsetof(struct task, id),
		offsetof(struct task, title));
	*ret_n = records.n;
	return records.items;
}

static void records_are_typed(struct unit *u)
{
	struct diags d = diags_new(u->arena, LANG_EN, false);
	size_t n;
	struct task *t = tasks_of(u,
		"序号,编号,任务,牵头单位,完成时限,状态,进度,x-color\n"
		"1,a-1,写稿,组织部、宣传部；学校部,２０２６/9/2５,进行中,40%,red\n",
		&d, &n);
	IS(u, told(u, &d), "");
	TRUE(u, n == 1 && t->lead.n == 3 &&
			t->due.first == day_from_civil((struct civil){2026, 9, 25}));
	IS(u, t->lead.items[1].name.s, "宣传部");
	IS(u, span_text(t->lead.items[2].name.at), "学校部");
	TRUE(u, t->status.v == TASK_DOING && t->progress.set && t->progress.v == 40);
}

static void mistakes_in_records_are_all_told(struct unit *u)
{
	struct diags d = diags_new(u->arena, LANG_EN, false);
	size_t n;
	tasks_of(u,
		"编号,任务,责任部们,完成时限,状态\n"
		"a,写稿,x,2026-09-31,ready\n"
		"a,,y,in 3 weeks,\n"
		",送稿,z,,\n",
		&d, &n);
	IS(u, told(u, &d),
		"column-unknown 1:7; date-no-such-day 2:8; word-unknown 2:19; id-twice 3:1; "
		"cell-missing 3:3; date-form 3:6; id-from-title 4:2");
}

static void of_two_columns_for_one_thing_the_later_counts(struct unit *u)
{
	struct diags d = diags_new(u->arena, LANG_EN, false);
	size_t n;
	struct task *t = tasks_of(u, "id,任务,牵头单位,lead\na,写稿,甲、乙、丙,丁\n", &d, &n);
	IS(u, told(u, &d), "key-alias-twice 1:12");
	TRUE(u, n == 1 && t->lead.n == 1);
	IS(u, t->lead.items[0].name.s, "丁");
}

static void ids_come_from_titles(struct unit *u)
{
	IS(u, id_from_title(u->arena, STR("（一）强基 扩面!")), "一-强基-扩面");
	IS(u, id_from_title(u->arena, STR("Visit Report 2")), "visit-report-2");
	TRUE(u, id_is_valid(STR("visit-1")) && id_is_valid(STR("走访")) &&
			!id_is_valid(STR("Visit")));
	TRUE(u, !id_is_valid(STR("a b")) && !id_is_valid(STR("")));
}

/* --- parties --- */

static struct party_register *register_of(struct unit *u, struct diags *d)
{
	struct party_register *reg = NEW(u->arena, struct party_register);
	static const char units[] =
		"id,name,short,parent,kind\nfed,青联,,,\norg,组织部,,fed,office\n"
		"pub,宣传部,宣传,fed,office\nxuan,宣城青联,宣传,fed,county\n";
	static const char people[] = "id,name,unit,post\nzhao,赵一,org,部长\nqian,钱二,pub,部长\n";
	struct reader r = {.arena = u->arena, .diags = d, .table = true};
	struct value *rows = NEW_N(u->arena, struct value, 2);
	csv_parse(u->arena, source_new(u->arena, STR("units.csv"), str_from(units)), &rows[0], d);
	csv_parse(u->arena, source_new(u->arena, STR("people.csv"), str_from(people)), &rows[1], d);
	struct records list = records_read(&r, &unit_schema, &rows[0]);
	reg->units = list.items;
	reg->n_units = list.n;
	list = records_read(&r, &person_schema, &rows[1]);
	reg->people = list.items;
	reg->n_people = list.n;
	for (size_t i = 0; i < reg->n_people; i++)
		reg->people[i].kind = PARTY_PERSON;
	register_index(u->arena, reg, d);
	return reg;
}

static void names_mean_parties(struct unit *u)
{
	struct diags d = diags_new(u->arena, LANG_EN, false);
	struct party_register *reg = register_of(u, &d);
	IS(u, told(u, &d), "");
	TRUE(u, party_named(reg, STR("组织部")) == &reg->units[1]);
	TRUE(u, party_named(reg, STR("qian")) == &reg->people[1] &&
			reg->people[1].up == &reg->units[2]);
	TRUE(u, party_named(reg, STR("宣传")) == NULL);
	size_t n;
	struct task *t = tasks_of(
		u, "id,title,lead,person\na,x,组织,赵一\nb,y,宣传,zhao\nc,z,赵一,钱二\n", &d, &n);
	struct party_finder f = {.arena = u->arena, .diags = &d, .reg = reg};
	for (size_t i = 0; i < n; i++)
		record_find_parties(&f, &task_schema, &t[i]);
	IS(u, told(u, &d), "party-unknown 2:5; party-ambiguous 3:5; party-person 4:5");
	IS(u, d.list.items[0].hint, "did you mean “组织部”?");
}

static void groups_select(struct unit *u)
{
	struct diags d = diags_new(u->arena, LANG_EN, false);
	struct party_register *reg = register_of(u, &d);
	static const char text[] =
		"- {id: all, title: 各部室, members: [\"kind:office\", org]}\n"
		"- {id: heads, title: 负责人, members: [\"post:部长\"]}\n"
		"- {id: below, title: 下属, members: [\"children-of:fed\"]}\n"
		"- {id: none, title: 无, members: [\"kind:town\"]}\n"
		"- {id: bad, title: 错, members: [\"type:x\", \"people-of:nowhere\"]}\n";
	struct value *v = NEW(u->arena, struct value);
	struct source *src = source_new(u->arena, STR("groups.yaml"), str_from(text));
	yaml_parse(u->arena, src, src->text, v, &d);
	struct reader r = {.arena = u->arena, .diags = &d};
	struct records list = records_read(&r, &register_group_schema, v);
	reg->groups = list.items;
	reg->n_groups = list.n;
	struct party_finder f = {.arena = u->arena, .diags = &d, .reg = reg};
	groups_expand(&f, reg->groups, reg->n_groups);
	TRUE(u, reg->groups[0].members.n == 2 && reg->groups[1].members.n == 2);
	TRUE(u, reg->groups[2].members.n == 3 && reg->groups[3].members.n == 0);
	IS(u, told(u, &d), "selector-empty 4:34; selector-form 5:33; party-unknown 5:43");
}

static void relative_dates_follow_chains(struct unit *u)
{
	struct diags d = diags_new(u->arena, LANG_EN, false);
	static const char text[] = "events:\n- {id: start, title: a, date: 2026-07-06}\n"
				   "- {id: then, title: b, date: start + 2w}\n"
				   "- {id: round, title: c, date: about + 1d}\n"
				   "- {id: about, title: d, date: round + 1d}\n"
				   "- {id: open, title: e}\n- {id: f, title: f, date: strat + 1d}\n"
				   "deadlines:\n- {id: last, title: g, due: then + 1d}\n"
				   "- {id: h, title: h, due: open + 3d}\n";
	struct value *v = NEW(u->arena, struct value);
	struct source *src = source_new(u->arena, STR("schedule.yaml"), str_from(text));
	yaml_parse(u->arena, src, src->text, v, &d);
	struct reader r = {.arena = u->arena, .diags = &d};
	struct schedule s = {0};
	record_read(&r, &schedule_schema, v, &s);
	struct entry e = {.events = s.events.items,
		.n_events = s.events.n,
		.deadlines = s.deadlines.items,
		.n_deadlines = s.deadlines.n};
	struct site site = {.as_of = day_from_civil((struct civil){2026, 7, 1})};
	e.issued = DAY_NONE;
	dates_resolve(u->arena, &site, &e, &d);
	IS(u, day_iso(u->arena, e.events[1].date.last), "2026-07-20");
	IS(u, day_iso(u->arena, e.deadlines[0].due.last), "2026-07-21");
	TRUE(u, e.deadlines[1].due.last == DAY_NONE && e.events[2].date.last == DAY_NONE);
	IS(u, told(u, &d), "date-loop 4:31; date-base-unknown 7:27");
}

int main(void)
{
	static const struct unit_test tests[] = {
		{"YAML keeps text and places", yaml_keeps_text_and_places},
		{"mistakes in YAML have places", yaml_mistakes_have_places},
		{"YAML is bounded", yaml_is_bounded},
		{"CSV reads what Excel writes", csv_reads_what_excel_writes},
		{"mistakes in CSV have places", csv_mistakes_have_places},
		{"front matter is cut", front_matter_is_cut},
		{"records are typed", records_are_typed},
		{"mistakes in records are all told", mistakes_in_records_are_all_told},
		{"of two columns for one thing the later counts",
			of_two_columns_for_one_thing_the_later_counts},
		{"ids come from titles", ids_come_from_titles},
		{"names mean parties", names_mean_parties},
		{"groups select", groups_select},
		{"relative dates follow chains", relative_dates_follow_chains},
	};
	return unit_main(tests, ARRAY_LEN(tests));
}
