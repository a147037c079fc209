/* SPDX-License-Identifier: MIT */
/* Dates, repetitions, document numbers, the schema tables. */
#include "unit/unit.h"

#include "doc/date.h"
#include "doc/entry.h"
#include "doc/node.h"
#include "doc/number.h"
#include "doc/plan.h"
#include "doc/site.h"

enum { ALL = DATE_PERIODS | DATE_RELATIVE | DATE_TABLE };

static struct str spell(struct unit *u, const char *text, unsigned forms)
{
	static const char *const faults[] = {"", "bad form", "no such day", "backwards"};
	struct when w = {0};
	enum date_fault fault = date_parse(str_from(text), forms, &w);
	if (fault != DATE_OK)
		return str_from(faults[fault]);
	if (w.kind == WHEN_RELATIVE)
		return str_printf(u->arena, "%.*s%+d", STR_FMT(w.base), w.offset);
	if (w.kind == WHEN_EVENT)
		return STR_CAT(u->arena, STR("event "), w.base);
	return STR_CAT(u->arena, w.first == DAY_OPEN_BEGIN ? STR("*") : day_iso(u->arena, w.first),
		STR(".."),
		w.last == DAY_OPEN_END ? STR("*")
		: w.base.n	       ? w.base
				       : day_iso(u->arena, w.last));
}

static void days_are_counted_as_the_calendar_does(struct unit *u)
{
	TRUE(u, day_from_civil((struct civil){1970, 1, 1}) == 0);
	TRUE(u, day_from_civil((struct civil){2026, 11, 25}) == 20782);
	TRUE(u, day_weekday(20782) == 3);
	TRUE(u, day_weekday(day_from_civil((struct civil){2020, 10, 10})) == 6);
	for (day_t d = day_from_civil((struct civil){1899, 12, 31});
		d < day_from_civil((struct civil){2101, 1, 1}); d++) {
		struct civil c = day_to_civil(d);
		if (day_from_civil(c) != d || !civil_is_valid(c)) {
			unit_fail(u, __LINE__, "a day does not come back", day_iso(u->arena, d));
			return;
		}
	}
	TRUE(u, month_length(2000, 2) == 29 && month_length(1900, 2) == 28);
}

static void written_dates_are_read(struct unit *u)
{
	IS(u, spell(u, "2026-04-20", 0), "2026-04-20..2026-04-20");
	IS(u, spell(u, "2026-02", ALL), "2026-02-01..2026-02-28");
	IS(u, spell(u, "2026-Q2", ALL), "2026-04-01..2026-06-30");
	IS(u, spell(u, "2026-H2", ALL), "2026-07-01..2026-12-31");
	IS(u, spell(u, "2026", ALL), "2026-01-01..2026-12-31");
	IS(u, spell(u, "2026-04/2026-06", ALL), "2026-04-01..2026-06-30");
	IS(u, spell(u, "2026-06-18/2026-09-30", ALL), "2026-06-18..2026-09-30");
	IS(u, spell(u, "2026-04/", ALL), "2026-04-01..*");
	IS(u, spell(u, "/2026-07-01", ALL), "*..2026-07-01");
	IS(u, spell(u, "2026-08/event:congress", ALL), "2026-08-01..congress");
	IS(u, spell(u, "mobilisation + 14d", ALL), "mobilisation+14");
	IS(u, spell(u, "mobilisation + 2w", ALL), "mobilisation+14");
	IS(u, spell(u, "动员部署 - 1d", ALL), "动员部署-1");
	IS(u, spell(u, "kick-off", ALL), "kick-off+0");
	IS(u, spell(u, "event:congress", ALL), "event congress");
	IS(u, spell(u, "2006/9/25", ALL), "2006-09-25..2006-09-25");
	IS(u, spell(u, "2006年9月25日", ALL), "2006-09-25..2006-09-25");
	IS(u, spell(u, "2020年11月", ALL), "2020-11-01..2020-11-30");
}

static void wrong_dates_are_refused(struct unit *u)
{
	IS(u, spell(u, "2026-09-31", ALL), "no such day");
	IS(u, spell(u, "2026-02-29", 0), "no such day");
	IS(u, spell(u, "2026-13", ALL), "no such day");
	IS(u, spell(u, "2006/2/30", ALL), "no such day");
	IS(u, spell(u, "2026-06/2026-04", ALL), "backwards");
	IS(u, spell(u, "2026-Q5", ALL), "bad form");
	IS(u, spell(u, "2026-4-2", ALL), "bad form");
	IS(u, spell(u, "2026-04", 0), "bad form");
	IS(u, spell(u, "2006/9/25", DATE_PERIODS), "bad form");
	IS(u, spell(u, "/", ALL), "bad form");
	IS(u, spell(u, "next week", ALL), "bad form");
	IS(u, spell(u, "2026-04-20 09:30", 0), "bad form");
	IS(u, spell(u, "2026-04-20 09:30", DATE_TIME), "2026-04-20..2026-04-20");
	IS(u, spell(u, "2026-04-20 25:00", DATE_TIME), "bad form");
}

static struct str shown(struct unit *u, const char *text, enum lang lang)
{
	struct when w = {0};
	date_parse(str_from(text), ALL | DATE_TIME, &w);
	return when_text(u->arena, &w, lang);
}

static void dates_are_shown_in_words(struct unit *u)
{
	IS(u, shown(u, "2026-07-03", LANG_ZH), "2026年7月3日");
	IS(u, shown(u, "2026-07-03", LANG_EN), "3 July 2026");
	IS(u, shown(u, "2026-07-03 09:30", LANG_ZH), "2026年7月3日 09:30");
	IS(u, shown(u, "2026-07", LANG_ZH), "2026年7月");
	IS(u, shown(u, "2026-Q3", LANG_ZH), "2026年第三季度");
	IS(u, shown(u, "2026-H1", LANG_EN), "first half of 2026");
	IS(u, shown(u, "2026-07/2026-09", LANG_ZH), "2026年7月至9月");
	IS(u, shown(u, "2026-07-01/2027-03-31", LANG_ZH), "2026年7月至2027年3月");
	IS(u, shown(u, "2026-07-05/2026-09-30", LANG_ZH), "2026年7月5日至9月30日");
	IS(u, shown(u, "2026-07/", LANG_ZH), "2026年7月1日起");
	IS(u, shown(u, "kickoff + 2w", LANG_ZH), "kickoff后2周");
	IS(u, shown(u, "kickoff - 3d", LANG_EN), "3 days before kickoff");
}

static struct str repeated(struct unit *u, const char *text, enum lang lang)
{
	struct repeat r = {0};
	return repeat_parse(str_from(text), &r) ? repeat_text(u->arena, &r, lang) : STR("bad");
}

static void repetitions_are_read_and_shown(struct unit *u)
{
	IS(u, repeated(u, "weekly on fri", LANG_ZH), "每周五");
	IS(u, repeated(u, "monthly on 28", LANG_ZH), "每月28日");
	IS(u, repeated(u, "monthly on last", LANG_ZH), "每月最后一日");
	IS(u, repeated(u, "monthly in week 1", LANG_ZH), "每月第一周");
	IS(u, repeated(u, "quarterly on 28 of month 3", LANG_ZH), "每季度最后一个月28日");
	IS(u, repeated(u, "quarterly in month 3", LANG_ZH), "每季度最后一个月");
	IS(u, repeated(u, "half-yearly on last of month 6", LANG_ZH), "每半年最后一个月最后一日");
	IS(u, repeated(u, "yearly on 05-04", LANG_ZH), "每年5月4日");
	IS(u, repeated(u, "monthly", LANG_EN), "every month");
	IS(u, repeated(u, "RRULE:FREQ=MONTHLY;BYMONTHDAY=28", LANG_EN), "every month on day 28");
	IS(u, repeated(u, "RRULE:FREQ=MONTHLY;BYMONTHDAY=28", LANG_ZH), "每月28日");
	IS(u, repeated(u, "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=WE,FR", LANG_ZH),
		"每2周的周三、周五");
	IS(u, repeated(u, "RRULE:FREQ=MONTHLY;BYDAY=-1FR", LANG_ZH),
		"RRULE:FREQ=MONTHLY;BYDAY=-1FR");
	IS(u, repeated(u, "RRULE:FREQ=YEARLY;BYMONTH=5", LANG_EN), "RRULE:FREQ=YEARLY;BYMONTH=5");
	IS(u, repeated(u, "monthly on 32", LANG_ZH), "bad");
	IS(u, repeated(u, "monthly on", LANG_ZH), "bad");
	IS(u, repeated(u, "yearly on 02-30", LANG_ZH), "bad");
	IS(u, repeated(u, "fortnightly", LANG_ZH), "bad");
	IS(u, repeated(u, "weekly on fri please", LANG_ZH), "bad");
}

static void document_numbers_have_one_form(struct unit *u)
{
	static const struct {
		const char *text, *better;
		enum number_fault fault;
	} table[] = {
		{"青联发〔2026〕12号", "", NUMBER_OK},
		{"青联发[2026]12号", "青联发〔2026〕12号", NUMBER_BRACKETS},
		{"青联发（2026）12号", "青联发〔2026〕12号", NUMBER_BRACKETS},
		{"青联发〔2026〕第12号", "青联发〔2026〕12号", NUMBER_WORD},
		{"青联发〔2026〕012号", "青联发〔2026〕12号", NUMBER_ZERO},
		{"青联发〔26〕12号", "", NUMBER_FORM},
		{"青联发〔2026〕12", "", NUMBER_FORM},
		{"青联发201617号", "", NUMBER_FORM},
		{"〔2026〕12号", "", NUMBER_FORM},
	};
	for (size_t i = 0; i < ARRAY_LEN(table); i++) {
		struct str better;
		if (number_check(u->arena, str_from(table[i].text), &better) != table[i].fault ||
			!str_eq(better, str_from(table[i].better)))
			unit_fail(u, __LINE__, table[i].text, better);
	}
}

/* No name or alias may stand for two columns of one table. */
static void names_of_columns_are_unique(struct unit *u)
{
	static const struct schema *const all[] = {&site_schema, &front_schema, &column_schema,
		&unit_schema, &person_schema, &register_group_schema, &group_schema, &task_schema,
		&phase_schema, &event_schema, &deadline_schema, &schedule_schema, &ledger_schema,
		&target_schema, &actual_schema, &checklist_schema, &record_schema, &rota_schema,
		&liaison_schema, &pledge_schema, &calendar_schema, &receipt_schema, &form_schema,
		&form_field_schema, &form_rule_schema};
	for (size_t s = 0; s < ARRAY_LEN(all); s++)
		for (size_t i = 0; i < all[s]->n; i++) {
			struct str names = str_printf(
				u->arena, "%s|%s", all[s]->fields[i].name, all[s]->fields[i].zh);
			while (names.n) {
				struct str name = str_cut(&names, '|');
				if (schema_field(all[s], name) != &all[s]->fields[i])
					unit_fail(u, __LINE__, all[s]->name, name);
			}
			TRUE(u, all[s]->fields[i].help[0] && all[s]->fields[i].help[1]);
		}
}

static void words_have_aliases(struct unit *u)
{
	TRUE(u, words_find(&status_words, STR("进行中")) == TASK_DOING);
	TRUE(u, words_find(&status_words, STR("DONE")) == TASK_DONE);
	TRUE(u, words_find(&status_words, STR("ready")) == 0);
	IS(u, words_nearest(&status_words, STR("doen")), "done");
	IS(u, words_list(u->arena, &status_words), "todo, doing, done, dropped");
	IS(u, schema_nearest(&task_schema, STR("责任部们")), "责任部室");
}

/* [see @a] with a source that names another one in what stands before it. */
static void copies_share_no_node(struct unit *u)
{
	struct arena *a = u->arena;
	struct node *doc = node_new(a, NODE_DOC, SPAN_NONE), *map, *cite, *one;
	doc->as.doc.meta = map = node_new(a, NODE_META_MAP, SPAN_NONE);
	struct node *title = node_add(a, map, NODE_META_STRING);
	title->as.meta.key = STR("title");
	title->text = STR("a");
	cite = node_add(a, node_add(a, doc, NODE_PARA), NODE_CITE);
	for (int i = 0; i < 2; i++) {
		cite->as.cite.citations = node_new(a, NODE_CITATIONS, SPAN_NONE);
		one = node_add(a, cite->as.cite.citations, NODE_CITATION);
		one->as.citation.prefix = node_new(a, NODE_INLINES, SPAN_NONE);
		cite = node_add(a, one->as.citation.prefix, NODE_CITE);
	}
	struct node *copy = node_copy(a, doc);
	struct node *meta = copy->as.doc.meta, *from = doc, *to = copy;
	TRUE(u, meta != map && node_meta_get(meta, STR("title")) != title);
	IS(u, node_meta_get(meta, STR("title"))->text, "a");
	TRUE(u, node_meta_get(meta, STR("date")) == NULL && node_meta_get(NULL, STR("a")) == NULL);
	from = from->first->first;
	to = to->first->first;
	for (int i = 0; i < 2; i++) {
		TRUE(u, to->kind == NODE_CITE && to != from);
		from = from->as.cite.citations->first->as.citation.prefix->first;
		to = to->as.cite.citations->first->as.citation.prefix->first;
	}
	TRUE(u, to->kind == NODE_CITE && to != from && !to->as.cite.citations);
}

int main(void)
{
	static const struct unit_test tests[] = {
		{"days are counted as the calendar does", days_are_counted_as_the_calendar_does},
		{"written dates are read", written_dates_are_read},
		{"wrong dates are refused", wrong_dates_are_refused},
		{"dates are shown in words", dates_are_shown_in_words},
		{"repetitions are read and shown", repetitions_are_read_and_shown},
		{"document numbers have one form", document_numbers_have_one_form},
		{"names of columns are unique", names_of_columns_are_unique},
		{"words have aliases", words_have_aliases},
		{"copies share no node", copies_share_no_node},
	};
	return unit_main(tests, ARRAY_LEN(tests));
}
