/* SPDX-License-Identifier: MIT */
/* What changed between two texts: kept pairs, and a thousand made ones. */
#include "base/buf.h"
#include "base/map.h"
#include "base/random.h"
#include "base/utf8.h"
#include "doc/level.h"
#include "resolve/anchors.h"
#include "unit/redline_shown.h"
#include "unit/unit.h"

/* A line is a paragraph, or with bars a row of a table. */
static struct paragraph paragraph_of(struct arena *a, struct str line)
{
	struct paragraph p = {.is_row = str_has(line, STR("|"))};
	if (!p.is_row) {
		p.mark = str_sub(line, 0, level_mark(line).n);
		*vec_push(a, &p.cells) = str_after(line, p.mark.n);
		return p;
	}
	for (struct str rest = line; rest.n;)
		*vec_push(a, &p.cells) = str_cut(&rest, '|');
	return p;
}

static struct paragraphs lines(struct arena *a, struct str text)
{
	struct paragraphs p = {0};
	while (text.n)
		*vec_push(a, &p.list) = paragraph_of(a, str_line(&text));
	return p;
}

static struct str shown(struct arena *a, struct str before, struct str now)
{
	struct paragraphs x = lines(a, before), y = lines(a, now);
	struct redline r = redline(a, &x, &y);
	return redline_shown(a, &r);
}

#define SHOWS(before, now, want) IS(u, shown(u->arena, STR(before), STR(now)), want)

static void chinese_changes_by_the_character(struct unit *u)
{
	SHOWS("各支部8月31日前走访一次。\n", "各支部9月30日前走访一次。\n",
		"各支部[-8月31-]{+9月30+}日前走访一次。\n");
	SHOWS("会议定于11月22日召开。\n", "会议定于11月25日召开。\n",
		"会议定于11月[-22-]{+25+}日召开。\n");
	SHOWS("由组织部负责。\n", "由组织部、宣传部负责。\n", "由组织部{+、宣传部+}负责。\n");
}

static void latin_changes_by_the_word(struct unit *u)
{
	SHOWS("Each branch sends the report by Friday evening.\n",
		"Each branch sends the reports by Monday evening.\n",
		"Each branch sends the [-report-]{+reports+} by [-Friday-]{+Monday+} evening.\n");
}

static void one_character_between_changes_is_changed_too(struct unit *u)
{
	SHOWS("甲乙丙一的二丁戊己庚辛。\n", "甲乙丙三的四丁戊己庚辛。\n",
		"甲乙丙[-一的二-]{+三的四+}丁戊己庚辛。\n");
}

static void what_changed_for_the_most_part_stands_whole(struct unit *u)
{
	SHOWS("第一段不变。\n全市各支部开展走访。\n", "第一段不变。\n学校另行安排时间座谈。\n",
		"第一段不变。\n- 全市各支部开展走访。\n+ 学校另行安排时间座谈。\n");
}

static void paragraphs_come_and_go(struct unit *u)
{
	SHOWS("一、目标。\n二、任务分工如下。\n三、要求。\n",
		"一、目标。\n三、要求。\n四、附则另行印发。\n",
		"一、目标。\n- 二、任务分工如下。\n三、要求。\n+ 四、附则另行印发。\n");
	SHOWS("", "新的一段。\n", "+ 新的一段。\n");
	SHOWS("旧的一段。\n", "", "- 旧的一段。\n");
	SHOWS("", "", "");
	SHOWS("一样。\n", "一样。\n", "一样。\n");
}

static void rows_change_by_the_cell(struct unit *u)
{
	SHOWS("组织部|走访|8月31日\n宣传部|座谈|9月30日\n",
		"组织部|走访|9月10日\n宣传部|座谈|9月30日\n",
		"组织部 | 走访 | [-8月31日-]{+9月10日+}\n宣传部 | 座谈 | 9月30日\n");
	/* A column that came, and a cell of which nothing stayed. */
	SHOWS("部室|任务\n组织部|走访\n", "部室|任务|时限\n组织部|座谈|9月\n",
		"部室 | 任务 | {+时限+}\n组织部 | [-走访-]{+座谈+} | {+9月+}\n");
}

static void what_is_counted_anew_is_the_same(struct unit *u)
{
	SHOWS("一、总体要求\n二、主要任务\n三、保障措施\n",
		"一、总体要求\n二、时间安排\n三、主要任务\n四、保障措施\n",
		"一、总体要求\n+ "
		"二、时间安排\n[-二、-]{+三、+}主要任务\n[-三、-]{+四、+}保障措施\n");
}

static void what_is_elsewhere_was_moved(struct unit *u)
{
	SHOWS("一、各支部每月走访。\n二、经费由本级列支。\n三、材料按时报送。\n",
		"一、材料按时报送。\n二、各支部每月走访。\n三、经费由本级列支。\n",
		"> 一、材料按时报送。\n[-一、-]{+二、+}各支部每月走访。\n"
		"[-二、-]{+三、+}经费由本级列支。\n< 三、材料按时报送。\n");
}

/* A thousand pairs: a text of a few kinds of characters, and what some edits made of it. */
static struct str made_text(struct arena *a, struct random *dice)
{
	static const char *const parts[] = {"各", "支部", "八月", "31", "日", " ", "report", "，",
		"\n", "|", "\n二、", "\n（三）", "的", "。\n", "é", "😀", "a", "青年"};
	struct buf b = buf_new(a);
	for (uint64_t n = random_below(dice, 60); n; n--)
		buf_add(&b, str_from(parts[random_below(dice, ARRAY_LEN(parts))]));
	buf_add_char(&b, '\n');
	return buf_str(&b);
}

static struct str edited(struct arena *a, struct random *dice, struct str text)
{
	struct buf b = buf_new(a);
	for (size_t n; text.n; text = str_after(text, n)) {
		utf8_decode(text, &n);
		uint64_t chance = random_below(dice, 12);
		if (chance == 0)
			buf_add(&b, STR("改"));
		if (chance == 1)
			buf_add(&b, STR("\n"));
		if (chance != 2)
			buf_add(&b, str_sub(text, 0, n));
	}
	buf_add_char(&b, '\n');
	return buf_str(&b);
}

/* Of n paragraphs each has its place in r once; what was moved is told twice. */
static bool each_once(struct arena *a, const struct redline *r, size_t n, bool old)
{
	size_t *times = NEW_N(a, size_t, n + 1), all = 0;
	for (size_t i = 0; i < r->paras.n; i++) {
		const struct redline_para *p = &r->paras.items[i];
		size_t at = old ? p->before : p->now;
		bool other = p->moved && p->kind == (old ? REDLINE_ADDED : REDLINE_REMOVED);
		if (at == REDLINE_NOWHERE || other)
			continue;
		if (at >= n || times[at]++)
			return false;
		all++;
	}
	return all == n;
}

/* However often a text is changed, no two of its paragraphs have one anchor. */
static bool anchors_differ(struct arena *a, const struct anchors *anchors)
{
	struct map seen = {0};
	for (size_t i = 0; i < anchors->n; i++) {
		struct str name =
			str_printf(a, "v%d.p%zu", anchors->list[i].no, anchors->list[i].place);
		if (map_put(a, &seen, name, anchors))
			return false;
	}
	return true;
}

static void anchors_stay_through_many_versions(struct unit *u)
{
	struct random dice = random_from(STR("anchors"));
	for (int i = 0; i < 100 && !u->why; i++) {
		struct arena *a = arena_new();
		struct str text = made_text(a, &dice);
		struct paragraphs before = lines(a, text);
		struct anchors anchors = anchors_first(a, 1, before.list.n);
		for (int no = 2; no < 6; no++) {
			text = edited(a, &dice, text);
			struct paragraphs now = lines(a, text);
			struct redline r = redline(a, &before, &now);
			anchors = anchors_next(a, &anchors, &r, no, now.list.n);
			TRUE(u, anchors.n == now.list.n && anchors_differ(a, &anchors));
			before = now;
		}
		arena_free(a);
	}
}

static void what_was_counted_anew_or_moved_keeps_its_anchor(struct unit *u)
{
	struct arena *a = u->arena;
	struct paragraphs old =
		lines(a, STR("一、各支部每月走访。\n二、经费由本级列支。\n三、材料按时报送。\n"));
	struct paragraphs now = lines(a, STR("一、材料按时报送。\n二、新设信箱收意见。\n三、各支部"
					     "每月走访。\n四、经费由上级列支。\n"));
	struct redline r = redline(a, &old, &now);
	struct anchors first = anchors_first(a, 1, old.list.n);
	struct anchors next = anchors_next(a, &first, &r, 2, now.list.n);
	static const struct lasting want[] = {{1, 3}, {2, 2}, {1, 1}, {2, 4}};
	for (size_t i = 0; i < ARRAY_LEN(want); i++)
		TRUE(u, next.list[i].no == want[i].no && next.list[i].place == want[i].place);
}

static void what_is_shown_gives_both_texts_back(struct unit *u)
{
	struct random dice = random_from(STR("redline"));
	for (int i = 0; i < 1000 && !u->why; i++) {
		struct arena *a = arena_new();
		struct str text = made_text(a, &dice);
		struct str other = i % 10 ? edited(a, &dice, text) : made_text(a, &dice);
		struct paragraphs before = lines(a, text), now = lines(a, other);
		struct redline r = redline(a, &before, &now);
		TRUE(u, str_eq(redline_text(a, &r, REDLINE_ADDED), paragraphs_text(a, &before)));
		TRUE(u, str_eq(redline_text(a, &r, REDLINE_REMOVED), paragraphs_text(a, &now)));
		TRUE(u, each_once(a, &r, before.list.n, true));
		TRUE(u, each_once(a, &r, now.list.n, false));
		arena_free(a);
	}
}

static void a_long_text_takes_no_time(struct unit *u)
{
	struct buf x = buf_new(u->arena), y = buf_new(u->arena);
	for (int i = 0; i < 60000; i++) {
		buf_add(&x, STR("甲"));
		buf_add(&y, i % 3 ? STR("乙") : STR("丙"));
	}
	struct paragraphs before = lines(u->arena, buf_str(&x));
	struct paragraphs now = lines(u->arena, buf_str(&y));
	struct redline r = redline(u->arena, &before, &now);
	TRUE(u, r.paras.n == 2 && r.n_removed == 1 && r.n_added == 1);
}

int main(void)
{
	static const struct unit_test tests[] = {
		{"Chinese changes by the character", chinese_changes_by_the_character},
		{"Latin changes by the word", latin_changes_by_the_word},
		{"one character between changes is changed too",
			one_character_between_changes_is_changed_too},
		{"what changed for the most part stands whole",
			what_changed_for_the_most_part_stands_whole},
		{"paragraphs come and go", paragraphs_come_and_go},
		{"rows change by the cell", rows_change_by_the_cell},
		{"what is counted anew is the same", what_is_counted_anew_is_the_same},
		{"what is elsewhere was moved", what_is_elsewhere_was_moved},
		{"what is shown gives both texts back", what_is_shown_gives_both_texts_back},
		{"anchors stay through many versions", anchors_stay_through_many_versions},
		{"what was counted anew or moved keeps its anchor",
			what_was_counted_anew_or_moved_keeps_its_anchor},
		{"a long text takes no time", a_long_text_takes_no_time},
	};
	return unit_main(tests, ARRAY_LEN(tests));
}
