/* SPDX-License-Identifier: MIT */
/*
 * Tables, JSON and the register of documents. Run at the top of the repository, since the words of
 * the interface come from themes/. With a folder as argument the files are left there.
 */
#include "unit/render_site.h"

#include "render/csv.h"
#include "render/json.h"
#include "render/register.h"

/* --- CSV --- */

static struct str table_of(struct suite *s, const struct schema *schema, const struct records *rows)
{
	struct buf out = buf_new(s->arena);
	struct cell_table table = cell_table(s->arena, &s->site, schema, rows);
	csv_render(&out, &table);
	return buf_str(&out);
}

static struct str json_of(struct suite *s, const struct schema *schema, const struct records *rows)
{
	struct buf out = buf_new(s->arena);
	json_render_records(&out, schema, rows);
	return buf_str(&out);
}

/* The table put in the place of its source gives the same records. */
static void test_round_trip(struct suite *s, const char *what)
{
	struct records before = {s->plan.tasks, s->plan.n_tasks, SPAN_NONE};
	struct str csv = table_of(s, &task_schema, &before);
	size_t errors = diags_count(&s->diags, LEVEL_ERROR);
	struct value rows = read_table(s, str_cstr(s->arena, str_after(csv, 3)));
	struct records after = read_rows(s, &task_schema, &rows, true);
	struct reader r = {.arena = s->arena, .diags = &s->diags};
	struct entry again = s->plan;
	again.tasks = after.items;
	again.n_tasks = after.n;
	entry_resolve(&r, &s->site, &again);
	dates_resolve(s->arena, &s->site, &again, &s->diags);
	bool same = str_eq(json_of(s, &task_schema, &before), json_of(s, &task_schema, &after));
	ok(s, same && diags_count(&s->diags, LEVEL_ERROR) == errors, what);
	if (!same)
		fprintf(stderr, "%.*s\n%.*s\n", STR_FMT(json_of(s, &task_schema, &before)),
			STR_FMT(json_of(s, &task_schema, &after)));
}

/* What spreadsheets would read as something else, and save so, gets a tab; what they keep does not.
 */
static void test_guards(struct suite *s)
{
	static const char *const guarded[] = {"=1+1", "+86 10", "+5", "-2+3", "@here", "＝1+1",
		"＋1a", "－1a", "＠a", "007", "1.50", "1.", "-0", ".5", "1E5", "1,000", "3-4",
		"1/2", "12:30", "2026-08", "5月1日", "１２", "0.5%", "60%", "123456789012", "(5)",
		"$5", "¥5", "￥5", "1234567890123456", "0000-5550101", "mar-1", "SEPT2", "May 3",
		"june/4", "TRUE", "false", "ＴＲＵＥ"};
	static const char *const plain[] = {"-5", "12", "0", "-0.25", "123456789", "12家", "3个月",
		"2026年办3件", "base-1", "market-1", "may", "maybe-3", "真", "truely", "走访",
		"'=1", "a=1", "（一）", "《3-4》"};
	struct cell cell = {CELL_TEXT, STR_NONE, 0};
	struct cell_table table = {.cells = &cell, .n_rows = 1};
	*vec_push(s->arena, &table.columns.list) = (struct cell_column){.heading = STR("x")};
	for (size_t i = 0; i < ARRAY_LEN(guarded) + ARRAY_LEN(plain); i++) {
		bool guard = i < ARRAY_LEN(guarded);
		cell.text = str_from(guard ? guarded[i] : plain[i - ARRAY_LEN(guarded)]);
		struct buf out = buf_new(s->arena);
		csv_render(&out, &table);
		struct str what = str_printf(s->arena, "csv: %.*s %s", STR_FMT(cell.text),
			guard ? "gets a tab" : "stays");
		ok(s, str_has(buf_str(&out), STR("\t")) == guard, str_cstr(s->arena, what));
	}
}

/* White space before a sign does not hide it. */
static void test_guard_of_parts(struct suite *s)
{
	static const char *const texts[] = {"\t=1+1", "\r\n=1+1", "\r=1+1", " \t =1+1", "\n=1+1"};
	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		struct buf out = buf_new(s->arena);
		csv_add_cell(&out, str_from(texts[i]), true);
		ok(s, str_eq(buf_str(&out), STR("\"\t=1+1\"")),
			"csv: white space before a formula goes");
	}
}

static void test_csv(struct suite *s)
{
	struct records tasks = {s->plan.tasks, s->plan.n_tasks, SPAN_NONE};
	struct str csv = table_of(s, &task_schema, &tasks);
	leave(s, "tasks.csv", csv);
	ok(s,
		str_starts(csv,
			STR("\xEF\xBB\xBF"
			    "编号,项目,任务,责任部室,责任人,配合部室,完成时限,阶段,目标值,状态,"
			    "进度,备注,x-座位\r\n")),
		"csv: byte order mark, headings, no empty column");
	ok_has(s, csv, ",2026-08-14,", "csv: a day in the one form that all spreadsheets keep");
	ok_has(s, csv, ",2026年11月,", "csv: and a month in Chinese");
	ok_has(s, csv, ",-5,已完成,40%,", "csv: a number stays, words in the site's language");
	ok_has(s, csv, "\"\t=SUM(A1:A9)\"", "csv: a formula gets a tab");
	ok_has(s, csv, "\"\t@here\"", "csv: and an at sign");
	ok_has(s, csv, "\"\t+86 10\"", "csv: and a sign before what is no number");
	ok_has(s, csv, "\"\t＝1+1\"", "csv: and a full-width sign");
	ok_has(s, csv, "\"名册一式两份，\n一份\"\"留\"\"县区\",三排\r\n",
		"csv: line breaks and quotes");
	ok_has(s, csv, ",禾东青联、pair,", "csv: names that mean one party only");
	ok_has(s, csv, "\r\n没有编号的事,支部建设,没有编号的事,", "csv: the id that was given");
	ok_has(s, csv, ",各部室,部室负责人,", "csv: groups by title");
	test_round_trip(s, "csv: tasks read again are the same");
	s->site.lang = LANG_EN;
	csv = table_of(s, &task_schema, &tasks);
	ok(s, str_starts(str_after(csv, 3), STR("id,group,title,lead,person,support,due,")),
		"csv: English headings");
	ok_has(s, csv, ",done,40%,", "csv: English words");
	ok_has(s, csv, ",\"\t2026-11\",",
		"csv: an English month is no date, which would become Nov-26");
	test_round_trip(s, "csv: and so are English ones");
	s->site.lang = LANG_ZH;
	struct records units = {s->site.parties.units, s->site.parties.n_units, SPAN_NONE};
	csv = table_of(s, &unit_schema, &units);
	ok(s,
		str_has(csv, STR(",是\r\n")) && !str_has(csv, STR("@q.example")) &&
			!str_has(csv, STR("0000-")),
		"csv: e-mail and phone are never there");
	struct records none = {NULL, 0, SPAN_NONE};
	ok(s, table_of(s, &task_schema, &none).n == 0, "csv: no table without rows");
}

/* --- JSON --- */

static struct value *data_of(struct suite *s, const struct entry *e)
{
	struct buf out = buf_new(s->arena);
	json_render_entry(&out, &s->site, e);
	leave(s, "data.json", buf_str(&out));
	return read_yaml(s, str_cstr(s->arena, buf_str(&out))); /* JSON is YAML 1.2 */
}

static struct str text_at(const struct value *map, const char *key)
{
	const struct value *v = value_get(map, str_from(key));
	return v ? v->text : STR_NONE;
}

static const struct value *item_at(const struct value *map, const char *key, size_t i)
{
	const struct value *list = value_get(map, str_from(key));
	return list && list->kind == VALUE_LIST && i < list->n ? &list->items[i] : NULL;
}

static void test_json_front(struct suite *s, const struct value *data)
{
	ok(s,
		str_eq(text_at(data, "entry"), s->plan.path) &&
			str_eq(text_at(data, "kind"), STR("plan")),
		"json: entry and kind");
	ok(s, str_eq(text_at(data, "title"), STR("活力支部实施 <方案> & \"x\"")), "json: title");
	ok(s,
		str_eq(text_at(data, "issued"), STR("2026-07-03")) &&
			str_eq(text_at(data, "published"), STR("2026-07-04T09:30")) &&
			str_eq(text_at(data, "effective"), STR("2026-07-03")),
		"json: days");
	const struct value *period = value_get(data, STR("period"));
	ok(s,
		str_eq(text_at(period, "written"), STR("2026-07/2026-12")) &&
			str_eq(text_at(period, "from"), STR("2026-07-01")) &&
			str_eq(text_at(period, "to"), STR("2026-12-31")),
		"json: a period");
	ok(s,
		str_eq(text_at(item_at(data, "issuer", 0), "id"), STR("federation")) &&
			str_eq(text_at(item_at(data, "to", 0), "name"), STR("各县区")) &&
			!text_at(item_at(data, "to", 0), "id").n,
		"json: parties and free text");
	ok(s,
		!value_get(data, STR("secrecy")) && !value_get(data, STR("draft")) &&
			!value_get(data, STR("layout")),
		"json: nothing that is not published");
	ok(s, value_get(data, STR("basis"))->n == 1 && !value_get(data, STR("superseded_by")),
		"json: no entry that is not shown");
	ok(s, str_eq(text_at(item_at(data, "x-theme", 1), "a"), STR("b")), "json: free keys");
	ok(s, str_eq(text_at(value_get(data, STR("validity")), "text"), STR("有效")),
		"json: validity");
}

static void test_json_records(struct suite *s, const struct value *data)
{
	const struct value *task = item_at(data, "tasks", 0);
	ok(s,
		str_eq(text_at(task, "progress"), STR("40")) &&
			str_eq(text_at(task, "status"), STR("done")) &&
			str_eq(text_at(task, "due"), STR("2026-08-14")) &&
			str_eq(text_at(task, "x-座位"), STR("三排")),
		"json: a task");
	ok(s,
		str_eq(text_at(value_get(item_at(data, "tasks", 1), STR("due")), "to"),
			STR("2026-11-30")),
		"json: a month has two ends");
	const struct value *last = value_get(item_at(data, "tasks", 5), STR("due"));
	ok(s,
		str_eq(text_at(last, "written"), STR("event:congress")) &&
			!value_get(last, STR("to")),
		"json: a date that is not known has none");
	const struct value *deadline = item_at(data, "deadlines", 0);
	ok(s,
		value_get(deadline, STR("form"))->n == 1 && item_at(deadline, "who", 1) &&
			str_eq(text_at(value_get(deadline, STR("due")), "from"), STR("2026-07-22")),
		"json: a deadline, without the internal form");
	ok(s,
		str_eq(text_at(item_at(data, "deadlines", 1), "repeat"), STR("monthly on 28")) &&
			str_eq(text_at(item_at(data, "deadlines", 2), "public"), STR("true")),
		"json: repeats and flags");
	const struct value *group = item_at(data, "groups", 0);
	ok(s,
		str_eq(text_at(item_at(group, "members", 1), "name"), STR("青禾市青联组织部")) &&
			str_eq(text_at(value_get(group, STR("contact")), "phone"), STR("0000-9")),
		"json: members of a group, and its contact");
	ok(s,
		value_get(data, STR("forms"))->n == 1 &&
			value_get(data, STR("attachments"))->n == 1 &&
			str_ends(text_at(item_at(data, "forms", 0), "url"),
				STR("/forms/visit.html")) &&
			str_eq(text_at(item_at(data, "forms", 0), "title"), STR("走访报告单")),
		"json: forms that are public");
}

static void test_json(struct suite *s)
{
	struct value *data = data_of(s, &s->plan);
	ok(s, data->kind == VALUE_MAP, "json: it can be read");
	test_json_front(s, data);
	test_json_records(s, data);
	struct buf out = buf_new(s->arena);
	json_render_entry(&out, &s->site, &s->plan);
	ok(s,
		!str_has(buf_str(&out), STR("内部表")) &&
			!str_has(buf_str(&out), STR("@q.example")) &&
			!str_has(buf_str(&out), STR("notices/hidden")) &&
			!str_has(buf_str(&out), STR("秘密")),
		"json: nothing internal anywhere");
	s->site.audience = AUDIENCE_INTERNAL;
	s->site.front.base_url.s = STR_NONE;
	data = data_of(s, &s->plan);
	ok(s,
		value_get(data, STR("forms"))->n == 2 &&
			str_eq(text_at(item_at(data, "forms", 1), "url"),
				STR("forms/hidden.html")) &&
			str_eq(text_at(data, "url"), STR("index.html")),
		"json: an internal build has all forms; addresses relative to the file");
	s->site.audience = AUDIENCE_PUBLIC;
}

static void test_json_value(struct suite *s)
{
	struct value map = value_map(), nested = value_list();
	VALUE_SET(s->arena, &map, "n", value_number(0.1));
	VALUE_SET(s->arena, &map, "i", value_number(-42));
	VALUE_SET(s->arena, &map, "b", value_bool(true));
	VALUE_SET(s->arena, &map, "z", (struct value){.kind = VALUE_NULL});
	VALUE_SET(s->arena, &map, "t", value_text(STR("a\"\\\n</script>\x01")));
	double zero = 0;
	VALUE_SET(s->arena, &map, "bad", value_number(1 / zero));
	struct buf out = buf_new(s->arena);
	json_value(&out, &map);
	ok(s,
		str_eq(buf_str(&out),
			STR("{\"n\": 0.1, \"i\": -42, \"b\": true, \"z\": null, "
			    "\"t\": \"a\\\"\\\\\\n\\u003c/script\\u003e\\u0001\", \"bad\": null}")),
		"json: values");
	for (int i = 0; i < 1000; i++) {
		struct value outer = value_list();
		value_add(s->arena, &outer, nested);
		nested = outer;
	}
	out = buf_new(s->arena);
	json_value(&out, &nested);
	ok(s, str_has(buf_str(&out), STR("[null]")), "json: depth has an end");
}

/* --- the register of documents --- */

static void test_register(struct suite *s)
{
	struct buf out = buf_new(s->arena);
	register_render_csv(&out, &s->site);
	leave(s, "notices.csv", buf_str(&out));
	ok(s,
		str_eq(str_after(buf_str(&out), 3),
			STR("索引号,文号,标题,发文机关,成文日期,发布日期,施行日期,有效性,网址,版次,"
			    "版本日期\r\n"
			    "000/2026-12,青联发〔2026〕12号,\"活力支部实施 <方案> & \"\"x\"\"\","
			    "青禾市青年联合会,2026-07-03,2026-07-04,2026-07-03,有效,"
			    "plans/%E6%B4%BB%E5%8A%9B/index.html,,\r\n"
			    ",,\"\t-旧通知\",,2026-05-01,2026-05-01,2026-05-01,已废止,"
			    "notices/old/index.html,,\r\n")),
		"register: csv");
	out = buf_new(s->arena);
	register_render_json(&out, &s->site);
	leave(s, "notices.json", buf_str(&out));
	struct value *json = read_yaml(s, str_cstr(s->arena, buf_str(&out)));
	const struct value *second = item_at(json, "notices", 1);
	ok(s,
		value_get(json, STR("notices"))->n == 2 &&
			str_eq(text_at(json, "as_of"), STR("2026-11-25")) &&
			str_eq(text_at(value_get(second, STR("validity")), "code"),
				STR("repealed")) &&
			str_eq(text_at(second, "entry"), STR("notices/old")),
		"register: json");
	s->plan.issued_by = &s->notice;
	out = buf_new(s->arena);
	register_render_csv(&out, &s->site);
	ok(s, !str_has(buf_str(&out), STR("12号")),
		"register: what a notice issues has no row of its own");
	s->notice.shown = false;
	out = buf_new(s->arena);
	register_render_csv(&out, &s->site);
	ok(s, str_has(buf_str(&out), STR("12号")), "register: unless the notice is not shown");
	s->notice.shown = true;
	s->plan.issued_by = NULL;
}

int main(int argc, char **argv)
{
	struct suite s = {.arena = arena_new(), .dir = argc > 1 ? argv[1] : NULL};
	s.diags = diags_new(s.arena, LANG_EN, false);
	make_site(&s);
	test_csv(&s);
	test_guards(&s);
	test_guard_of_parts(&s);
	test_json(&s);
	test_json_value(&s);
	test_register(&s);
	return finish(&s);
}
