/* SPDX-License-Identifier: MIT */
/*
 * The manual's page of all keys and columns is what the tables of doc/ say: this test writes the
 * page from them and compares it with content/manual/reference.md. BLESS=1 writes it anew.
 */
#include <stdlib.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "doc/entry.h"
#include "doc/form.h"
#include "doc/plan.h"
#include "doc/site.h"
#include "unit/unit.h"

static const char page[] = "content/manual/reference.md";

struct section {
	const char *id, *title;
	const struct schema *schema;
};

static const struct section sections[] = {
	{"site", "content/site.yaml", &site_schema},
	{"column", "栏目的 _index.md", &column_schema},
	{"entry", "条目的文件头", &front_schema},
	{"units", "content/org/units.csv", &unit_schema},
	{"people", "content/org/people.csv", &person_schema},
	{"register-groups", "content/org/groups.yaml", &register_group_schema},
	{"calendar", "content/calendar.csv", &calendar_schema},
	{"tasks", "tasks.csv", &task_schema},
	{"schedule", "schedule.yaml", &schedule_schema},
	{"groups", "groups.yaml", &group_schema},
	{"form", "forms/*.yaml", &form_schema},
	{"field", "表单的一栏（rows 里）", &form_field_schema},
	{"ledger", "ledger.csv", &ledger_schema},
	{"targets", "targets.csv", &target_schema},
	{"actuals", "actuals.csv", &actual_schema},
	{"checklists", "checklists.yaml", &checklist_schema},
	{"records", "records.csv", &record_schema},
	{"rota", "rota.yaml", &rota_schema},
	{"rota-lock", "rota.lock.csv（由程序写）", &rota_turn_schema},
	{"liaison", "liaison.csv", &liaison_schema},
	{"pledges", "pledges.csv", &pledge_schema},
	{"received", "received.csv", &receipt_schema},
	{"print", "themes/主题/print.yaml", &print_schema},
	{"fonts", "themes/主题/fonts.yaml", &print_fonts_schema},
};

static void add_words(struct buf *b, const struct words *words)
{
	for (size_t i = 0; i < words->n; i++) {
		struct str zh = alias_first(words->rows[i].zh);
		buf_printf(b, "%s`%s`（%.*s）", i ? "、" : "：", words->rows[i].name, STR_FMT(zh));
	}
}

static void add_field(struct buf *b, const struct field *f)
{
	struct str zh = str_replace(b->arena, str_from(f->zh), STR("|"), STR("、"));
	buf_printf(b, "| `%s` | %.*s | %s%s", f->name, STR_FMT(zh), f->help[LANG_ZH],
		f->flags & FIELD_REQUIRED ? "；必填" : "");
	if (f->words)
		add_words(b, f->words);
	BUF_LIT(b, " |\n");
}

static void add_table(struct buf *b, const struct schema *s)
{
	BUF_LIT(b, "| 键或列 | 中文名 | 写什么 |\n|:--|:--|:--|\n");
	for (size_t i = 0; i < s->n; i++)
		add_field(b, &s->fields[i]);
	BUF_LIT(b, "\n");
	for (size_t i = 0; i < s->n; i++)
		if (s->fields[i].sub) {
			buf_printf(b, "`%s` 里的每一项：\n\n", s->fields[i].name);
			add_table(b, s->fields[i].sub); /* as deep as the tables nest */
		}
}

static struct str written(struct arena *a)
{
	struct buf b = buf_new(a);
	BUF_LIT(&b, "---\ntitle: 全部的键和列\nkeywords: [手册, 键, 列]\n---\n\n"
		    "每个文件可以写哪些键或列，都在这里。英文名和中文名任选一个，不分大小写；"
		    "自用的以 `x-` 开头。\n");
	for (size_t i = 0; i < ARRAY_LEN(sections); i++) {
		buf_printf(&b, "\n## %s {#%s}\n\n", sections[i].title, sections[i].id);
		add_table(&b, sections[i].schema);
		b.n--; /* one empty line between sections is enough */
	}
	return buf_str(&b);
}

static void page_says_what_the_tables_say(struct unit *u)
{
	struct str want = written(u->arena), have = STR_NONE;
	if (getenv("BLESS")) {
		unlink(page);
		TRUE(u, file_write_new(page, want) == 0);
	}
	TRUE(u, file_read(u->arena, page, 1 << 20, &have) == 0);
	TRUE(u, str_eq(want, have));
}

int main(void)
{
	static const struct unit_test tests[] = {
		{"the manual's page says what the tables say", page_says_what_the_tables_say},
	};
	return unit_main(tests, ARRAY_LEN(tests));
}
