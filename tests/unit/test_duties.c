/* SPDX-License-Identifier: MIT */
#include "resolve/duties.h"
#include "unit/view_site.h"

static bool has_duty(
	const struct duties *d, const struct party *p, enum duty_role role, const char *id)
{
	const struct party_duties *all = duties_of(d, p);
	for (size_t i = 0; i < all->list.n; i++)
		if (all->list.items[i].role == role &&
			str_eq(all->list.items[i].item->id, str_from(id)))
			return true;
	return false;
}

static void duties_go_to_all_whom_they_concern(struct unit *u)
{
	struct fixture f;
	set_up(&f, u);
	struct duties *d = duties_new(f.arena, &f.site);
	CHECK(&f, has_duty(d, &f.units[OFFICE], DUTY_LEAD, "b-1")); /* by the group */
	CHECK(&f, has_duty(d, &f.units[COUNTY], DUTY_SUPPORT, "a-2"));
	CHECK(&f, has_duty(d, &f.units[COUNTY], DUTY_SEND, "plan"));
	CHECK(&f, has_duty(d, &f.units[OFFICE], DUTY_RECEIVE, "plan"));
	CHECK(&f, has_duty(d, &f.units[ORGANISATION], DUTY_ATTEND, "kickoff"));
	CHECK(&f, has_duty(d, &f.people[WEN], DUTY_PERSON, "a-1")); /* done before he left */
	CHECK(&f, !has_duty(d, &f.people[WEN], DUTY_PERSON, "a-2"));
	CHECK(&f, has_duty(d, &f.people[XIE], DUTY_PERSON, "a-2"));
	CHECK(&f, has_duty(d, &f.people[XIE], DUTY_PERSON, "b-1"));
	CHECK(&f, has_duty(d, &f.people[QU], DUTY_PERSON, "b-2")); /* the people of the unit */
	CHECK(&f, d->n_items == 14); /* 2 phases, 3 events, 3 deadlines, 6 tasks */
	CHECK(&f, str_eq(d->items[0].id, STR("c-1")) && d->items[0].done && !d->items[0].late);
	CHECK(&f, d->items[10].series->n && !d->items[11].series->n); /* without days last */
	CHECK(&f, d->n_times > d->n_items);
	for (size_t i = 1; i < d->n_times; i++)
		CHECK(&f, d->times[i - 1].day <= d->times[i].day);
	f.register_groups[0].members.n = 1; /* the office alone: only its own head pairs */
	d = duties_new(f.arena, &f.site);
	CHECK(&f, !has_duty(d, &f.people[XIE], DUTY_PERSON, "b-1"));
	CHECK(&f, has_duty(d, &f.people[QU], DUTY_PERSON, "b-1"));
}

static const struct duty *duty_of(const struct duties *d, const struct party *p, const char *id)
{
	const struct party_duties *all = duties_of(d, p);
	for (size_t i = 0; i < all->list.n; i++)
		if (str_eq(all->list.items[i].item->id, str_from(id)))
			return &all->list.items[i];
	return NULL;
}

/* Of what repeats, each time is with the one who answers on its day. */
static void a_series_changes_hands(struct unit *u)
{
	struct fixture f;
	set_up(&f, u);
	f.deadlines[2].who = parties(&f, &f.people[WEN], NULL);
	struct duties *d = duties_new(f.arena, &f.site);
	const struct duty *before = duty_of(d, &f.people[WEN], "monthly");
	const struct duty *after = duty_of(d, &f.people[XIE], "monthly");
	CHECK(&f, before && after && before->item == after->item);
	if (!before || !after)
		return;
	day_t handover = when("2026-11-01").last;
	CHECK(&f, before->from == DAY_OPEN_BEGIN && before->until == handover);
	CHECK(&f, after->from == handover && after->until == DAY_OPEN_END);
	const struct series *s = before->item->series;
	for (size_t i = 0; i < s->n; i++) {
		const struct occurrence *at = &s->items[i];
		bool early = at->last < handover;
		CHECK(&f, duty_has_time(before, at) == early && duty_has_time(after, at) != early);
		CHECK(&f, due_party(&f.site, before->item, at, &f.people[WEN]) ==
				  &f.people[early ? WEN : XIE]);
	}
	f.ctx.entry = NULL;
	struct str look = look_of(&f, duties_page(&f.ctx, d, &f.people[WEN]));
	HAS(&f, look, "2026年7月28日、8月28日、9月28日、10月28日/2026年放假");
	look = look_of(&f, duties_page(&f.ctx, d, &f.people[XIE]));
	HAS(&f, look, "（自2026年11月1日起接手）/2026年11月27日、12月28日、2027年1月28日、");
	HAS(&f, look, "、2028年1月28日、");
	HAS(&f, look, "9月28日、10月27日……/"); /* 24 months on; however long, it is whole */
}

static void pages_of_parties_and_the_calendar(struct unit *u)
{
	struct fixture f;
	set_up(&f, u);
	struct duties *d = duties_new(f.arena, &f.site);
	f.ctx.entry = NULL;
	struct str look = look_of(&f, duties_page(&f.ctx, d, &f.units[ORGANISATION]));
	HAS(&f, look, "2#duties 承担的工作");
	HAS(&f, look, "3 牵头的任务");
	HAS(&f, look,
		"|<plans/x/index.html#task-b-1>每月走访|"
		"<parties/xie/index.html>解春澍（2026年11月1日起）|");
	HAS(&f, look, "2#duties-apart");
	look = look_of(&f, duties_page(&f.ctx, d, &f.people[XIE]));
	HAS(&f, look, "#task-b-1>每月走访|<parties/organisation/index.html>组织部|");
	look = look_of(&f, duties_calendar(&f.ctx, d));
	HAS(&f, look, "2#overdue 已经逾期");
	CHECK(&f, str_find(look, STR("完成换届")) < str_find(look, STR("2#next 近三十天")));
	CHECK(&f, str_find(look, STR("2#next ")) < str_find(look, STR("2#month-2026-01")));
	HAS(&f, look, "2#month-2026-07 2026年7月");
	HAS(&f, look, "|2026年7月8日|活动|<plans/x/index.html#event-kickoff>部署会|各部室|");
	HAS(&f, look, "|2026年11月27日/2026年放假安排未公布，按周末推算|报送|"); /* the 28th is a
										     Saturday */
	HAS(&f, look, "|2026年11月2日至8日|活动|<plans/x/index.html#event-week>走访周|");
	HAS(&f, look, "2#undated");
	f.entry.validity = VALID_REPEALED;
	d = duties_new(f.arena, &f.site);
	HAS(&f, look_of(&f, duties_calendar(&f.ctx, d)), "Para 目前没有安排。");
	HAS(&f, look_of(&f, duties_page(&f.ctx, d, &f.units[OFFICE])), "Para 目前没有分派");
	CHECK(&f, d->n_items && d->items[0].ceased && !d->items[0].late);
}

int main(void)
{
	static const struct unit_test tests[] = {
		{"duties go to all whom they concern", duties_go_to_all_whom_they_concern},
		{"a series changes hands", a_series_changes_hands},
		{"pages of parties and the calendar", pages_of_parties_and_the_calendar},
	};
	return unit_main(tests, ARRAY_LEN(tests));
}
