/* SPDX-License-Identifier: MIT */
/*
 * For the tests of views: a site whose records are made by hand, bodies, and trees as text. Tests
 * run at the top of the repository: the interface words are read from the theme.
 */
#ifndef TESTS_VIEW_SITE_H
#define TESTS_VIEW_SITE_H

#include "base/buf.h"
#include "base/file.h"
#include "doc/walk.h"
#include "resolve/dates.h"
#include "resolve/place.h"
#include "unit/unit.h"

/* Whether the text has a part, or lacks it. */
static inline void unit_has(
	struct unit *u, struct str text, const char *part, bool wanted, int line)
{
	if (str_has(text, str_from(part)) != wanted)
		unit_fail(u, line, part, text);
}
#define HAS(f, text, part) unit_has((f)->unit, (text), (part), true, __LINE__)
#define HAS_NOT(f, text, part) unit_has((f)->unit, (text), (part), false, __LINE__)
#define CHECK(f, x) TRUE((f)->unit, x)

/* --- a site of two offices, a county and three people --- */

struct fixture {
	struct unit *unit;
	struct arena *arena; /* the unit's */
	struct diags diags;
	struct site site;
	struct entry entry;
	struct entry *entries[1];
	struct party units[3], people[3];
	const struct party *own[3]; /* the people, by unit */
	struct group register_groups[2];
	struct phase phases[2];
	struct task tasks[6];
	struct event events[3];
	struct deadline deadlines[3];
	struct group groups[2];
	struct form forms[2];
	struct view_context ctx;
};

enum { OFFICE, ORGANISATION, COUNTY };
enum { QU, WEN, XIE };

static inline struct text text(const char *s)
{
	return (struct text){str_from(s), SPAN_NONE};
}

/* Stays without a day where s is no date, which the tests then show. */
static inline struct when when(const char *s)
{
	struct when w = {0};
	date_parse(str_from(s), DATE_PERIODS | DATE_RELATIVE, &w);
	return w;
}

static inline struct parties parties(
	struct fixture *f, const struct party *p, const struct group *g)
{
	struct party_ref *ref = NEW(f->arena, struct party_ref);
	*ref = (struct party_ref){.party = p, .group = g};
	ref->name.s = p ? p->name.s : g->title.s;
	return (struct parties){ref, 1, SPAN_NONE};
}

static inline struct parties both(struct fixture *f, const struct party *p, const struct party *q)
{
	struct party_ref *refs = NEW_N(f->arena, struct party_ref, 2);
	refs[0] = (struct party_ref){.name = p->name, .party = p};
	refs[1] = (struct party_ref){.name = q->name, .party = q};
	return (struct parties){refs, 2, SPAN_NONE};
}

static inline void add_words(struct fixture *f)
{
	struct str bytes = STR_NONE;
	CHECK(f, file_read(f->arena, "themes/default/words/zh-CN.yaml", 1 << 20, &bytes) == 0);
	while (bytes.n) {
		struct str line = str_line(&bytes), key = str_cut(&line, ':');
		line = str_trim(line);
		if (line.n < 2 || line.p[0] != '"')
			continue;
		struct value *v = NEW(f->arena, struct value);
		*v = value_text(str_sub(line, 1, line.n - 1));
		map_put(f->arena, &f->site.words, key, v);
	}
}

static inline struct party *add_party(
	struct party *p, const char *id, const char *name, const char *brief)
{
	*p = (struct party){.id = text(id), .name = text(name), .short_name = text(brief)};
	return p;
}

static inline void add_person(
	struct party *p, const char *id, const char *name, const struct party *up)
{
	add_party(p, id, name, "");
	p->kind = PARTY_PERSON;
	p->up = up;
}

static inline void add_register(struct fixture *f)
{
	struct party *office = add_party(&f->units[OFFICE], "office", "青禾市青联办公室", "办公室");
	struct party *org =
		add_party(&f->units[ORGANISATION], "organisation", "青禾市青联组织部", "组织部");
	add_party(&f->units[COUNTY], "hedong", "禾东区青联", "");
	add_person(&f->people[QU], "qu", "屈小满", office);
	add_person(&f->people[WEN], "wen", "温竹屿", org);
	add_person(&f->people[XIE], "xie", "解春澍", org);
	f->people[WEN].until = when("2026-11-01");
	f->people[WEN].successor = parties(f, &f->people[XIE], NULL);
	for (int i = 0; i < 3; i++)
		f->own[i] = &f->people[i];
	office->own = f->own;
	office->n_own = 1;
	org->own = f->own + 1;
	org->n_own = 2;
	struct group *groups = f->register_groups;
	groups[0] = (struct group){.id = text("all-offices"), .title = text("各部室")};
	groups[0].members = both(f, office, org);
	groups[1] = (struct group){.id = text("heads"), .title = text("部室负责人")};
	groups[1].members = both(f, &f->people[QU], &f->people[WEN]);
	f->site.parties = (struct party_register){
		.units = f->units, .people = f->people, .n_units = 3, .n_people = 3};
	f->site.parties.groups = groups;
	f->site.parties.n_groups = 2;
}

static inline struct task *add_task(
	struct fixture *f, const char *id, const char *group, const char *title, const char *due)
{
	struct task *t = &f->tasks[f->entry.n_tasks++];
	*t = (struct task){.id = text(id), .group = text(group), .title = text(title)};
	t->lead = parties(f, &f->units[OFFICE], NULL);
	if (due)
		t->due = when(due);
	return t;
}

static inline void add_tasks(struct fixture *f)
{
	const struct party *office = &f->units[OFFICE], *org = &f->units[ORGANISATION];
	struct task *t = add_task(f, "a-1", "强基工程", "核对名册", "2026-08");
	t->lead = parties(f, org, NULL);
	t->person = parties(f, &f->people[WEN], NULL);
	t->status.v = TASK_DONE;
	t->note = text("一式两份");
	t = add_task(f, "a-2", "强基工程", "完成\n换届", "2026-11-13");
	t->lead = parties(f, org, NULL);
	t->person = parties(f, &f->people[WEN], NULL);
	t->support = parties(f, &f->units[COUNTY], NULL);
	t->status.v = TASK_DOING;
	t = add_task(f, "b-1", "走访“心连心”", "每月走访", "2026-12-31");
	t->lead = parties(f, NULL, &f->register_groups[0]);
	t->person = parties(f, NULL, &f->register_groups[1]);
	t = add_task(f, "b-2", "走访“心连心”", "答复问题", NULL);
	t->lead = both(f, office, org);
	t->person = parties(f, office, NULL);
	t->in_phase = &f->phases[1];
	t->phase = text("action");
	t = add_task(f, "b-3", "走访“心连心”", "写总结", "meeting + 2w");
	t->value = text("60");
	t->unit = text("个");
	t = add_task(f, "c-1", "", "其余", "2026-01-01");
	t->status.v = TASK_DROPPED;
	f->entry.tasks = f->tasks;
}

static inline void add_events(struct fixture *f)
{
	f->phases[0] = (struct phase){.id = text("survey"), .title = text("摸底部署")};
	f->phases[0].period = when("2026-07-06/2026-08-31");
	f->phases[0].motto = text("先看家底");
	f->phases[1] = (struct phase){.id = text("action"), .title = text("集中推进")};
	f->phases[1].period = when("2026-09/2026-12");
	f->events[0] = (struct event){.id = text("meeting"), .title = text("全体会议")};
	f->events[1] = (struct event){.id = text("week"), .title = text("走访周")};
	f->events[1].from = when("2026-08-01");
	f->events[1].until = when("2026-12-31");
	CHECK(f, repeat_parse(STR("monthly in week 1"), &f->events[1].repeat));
	f->events[2] = (struct event){.id = text("kickoff"), .title = text("部署会")};
	f->events[2].date = when("2026-07-08");
	f->events[2].place = text("会议室");
	f->events[2].who = parties(f, NULL, &f->register_groups[0]);
	f->entry.phases = f->phases;
	f->entry.events = f->events;
	f->entry.n_phases = 2;
	f->entry.n_events = 3;
}

static inline void add_deadlines(struct fixture *f)
{
	struct deadline *d = f->deadlines;
	d[0] = (struct deadline){.id = text("late"), .title = text("报总结")};
	d[0].who = parties(f, &f->units[COUNTY], NULL);
	d[0].due = when("meeting - 1w");
	d[1] = (struct deadline){.id = text("plan"), .title = text("报安排")};
	d[1].who = parties(f, &f->units[COUNTY], NULL);
	d[1].to = parties(f, &f->units[OFFICE], NULL);
	d[1].due = when("kickoff + 14d");
	d[2] = (struct deadline){.id = text("monthly"), .title = text("报告单")};
	d[2].who = parties(f, NULL, &f->register_groups[0]);
	d[2].shift.v = SHIFT_PREVIOUS;
	d[2].from = when("2026-07-01");
	CHECK(f, repeat_parse(STR("monthly on 28"), &d[2].repeat));
	d[2].form = (struct texts){NEW_N(f->arena, struct text, 2), 2, SPAN_NONE};
	d[2].form.items[0] = text("report");
	d[2].form.items[1] = text("secret");
	f->entry.deadlines = d;
	f->entry.n_deadlines = 3;
}

static inline void add_groups_and_forms(struct fixture *f)
{
	f->groups[0] = (struct group){.id = text("sub"), .title = text("协调组")};
	f->groups[0].under = text("top");
	f->groups[0].head = parties(f, &f->people[QU], NULL);
	f->groups[0].duty = text("汇总进度。");
	f->groups[1] = (struct group){.id = text("top"), .title = text("领导小组")};
	f->groups[1].chair = parties(f, &f->people[WEN], NULL);
	f->forms[0] = (struct form){.id = text("report"), .title = text("情况报告单")};
	f->forms[0].number = text("附件1");
	f->forms[1] = (struct form){.id = text("secret"), .title = text("内部表")};
	f->forms[1].audience.v = AUDIENCE_INTERNAL;
	f->entry.groups = f->groups;
	f->entry.forms = f->forms;
	f->entry.n_groups = f->entry.n_forms = 2;
}

static inline void set_up(struct fixture *f, struct unit *u)
{
	*f = (struct fixture){.unit = u, .arena = u->arena};
	f->diags = diags_new(f->arena, LANG_ZH, false);
	f->site.lang = LANG_ZH;
	f->site.audience = AUDIENCE_PUBLIC;
	f->site.as_of = when("2026-11-25").last;
	f->entry.path = STR("plans/x");
	f->entry.audience = AUDIENCE_PUBLIC;
	f->entry.front.title = text("方案");
	f->entry.issued = DAY_NONE;
	add_words(f);
	add_register(f);
	add_events(f);
	add_deadlines(f);
	add_tasks(f);
	add_groups_and_forms(f);
	f->entries[0] = &f->entry;
	f->site.entries = f->entries;
	f->site.n_entries = 1;
	struct diags guesses = diags_new(f->arena, LANG_ZH, false); /* there is no calendar.csv */
	dates_resolve(f->arena, &f->site, &f->entry, &guesses);
	f->ctx = (struct view_context){f->arena, &f->site, &f->entry, &f->diags};
}

/* --- bodies and how they look --- */

/* Paragraphs parted by empty lines; one that begins with ` is code. The tree has printed quotes. */
static inline struct node *body_of(struct fixture *f, const char *markdown)
{
	struct source *src = source_new(f->arena, STR("x.md"), str_from(markdown));
	struct node *doc = node_new(f->arena, NODE_DOC, span_file(src));
	struct str rest = src->text;
	while (rest.n) {
		size_t end = str_find(rest, STR("\n\n"));
		struct str part = str_sub(rest, 0, end);
		struct node *para = node_add(f->arena, doc, NODE_PARA);
		para->span = span_of(src, part);
		if (str_starts(part, STR("`")))
			node_add(f->arena, para, NODE_CODE)->text = part;
		else
			node_add_text(f->arena, para,
				str_replace(f->arena, part, STR("\""), STR("”")), para->span);
		rest = end == SIZE_MAX ? STR_NONE : str_after(rest, end + 2);
	}
	return doc;
}

static inline void open_node(struct buf *b, const struct node *n)
{
	switch ((int)n->kind) {
	case NODE_STR:
	case NODE_CODE:
	case NODE_RAW_BLOCK:
		buf_add(b, n->text);
		return;
	case NODE_SPACE:
		BUF_LIT(b, " ");
		return;
	case NODE_LINE_BREAK:
		BUF_LIT(b, "/");
		return;
	case NODE_LINK:
		buf_printf(b, "<%.*s>", STR_FMT(n->as.link.target));
		return;
	case NODE_CELL:
		BUF_LIT(b, "|");
		return;
	case NODE_HEADER:
		buf_printf(b, "\n%d", n->as.header.level);
		break;
	case NODE_PLAIN:
	case NODE_SPAN:
		return;
	default:
		buf_printf(b, "\n%s", node_kind_name(n->kind));
	}
	if (n->attr && n->attr->id.n)
		buf_printf(b, "#%.*s", STR_FMT(n->attr->id));
	BUF_LIT(b, " ");
}

static inline struct str look_of(struct fixture *f, const struct node *root)
{
	struct buf b = buf_new(f->arena);
	for (struct walk w = walk_start(root); walk_next(&w);)
		if (w.event == WALK_ENTER)
			open_node(&b, w.node);
	return buf_str(&b);
}

static inline struct str placed(struct fixture *f, const char *markdown, bool rest)
{
	struct node *body = body_of(f, markdown);
	struct placing *p = placing_new(&f->ctx);
	place_views(p, body);
	if (rest)
		place_rest(p, body);
	return look_of(f, body);
}

static inline struct str messages_of(struct fixture *f)
{
	struct buf b = buf_new(f->arena);
	for (size_t i = 0; i < f->diags.list.n; i++) {
		const struct diag *d = &f->diags.list.items[i];
		buf_printf(&b, "%u:%u+%u %s %.*s: %.*s (%.*s)\n", d->place.line, d->place.column,
			d->place.count, level_name(d->level), STR_FMT(d->id), STR_FMT(d->text),
			STR_FMT(d->hint));
	}
	f->diags.list.n = 0;
	return buf_str(&b);
}

#endif
