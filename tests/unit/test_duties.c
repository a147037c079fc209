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
	CHECK(&f, d->n_dated == 9 && d->n_undated == 5);
	CHECK(&f, str_eq(d->dated[0].id, STR("c-1")) && d->dated[0].done && !d->dated[0].late);
	for (size_t i = 1; i < d->n_dated; i++)
		CHECK(&f, d->dated[i - 1].day <= d->dated[i].day);
	f.register_groups[0].members.n = 1; /* the office alone: only its own head pairs */
	d = duties_new(f.arena, &f.site);
	CHECK(&f, !has_duty(d, &f.people[XIE], DUTY_PERSON, "b-1"));
	CHECK(&f, has_duty(d, &f.people[QU], DUTY_PERSON, "b-1"));
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
	HAS(&f, look, "|<plans/x/index.html#task-b-1>每月走访|<parties/xie/index.html>解春澍|");
	HAS(&f, look, "2#duties-apart");
	look = look_of(&f, duties_page(&f.ctx, d, &f.people[XIE]));
	HAS(&f, look, "#task-b-1>每月走访|<parties/organisation/index.html>组织部|");
	look = look_of(&f, duties_calendar(&f.ctx, d));
	HAS(&f, look, "2#month-2026-07 2026年7月");
	HAS(&f, look, "|2026年7月8日|活动|<plans/x/index.html#event-kickoff>部署会|各部室|");
	HAS(&f, look, "2#repeating");
	HAS(&f, look, "2#undated");
	f.entry.validity = VALID_REPEALED;
	d = duties_new(f.arena, &f.site);
	HAS(&f, look_of(&f, duties_calendar(&f.ctx, d)), "Para 目前没有安排。");
	HAS(&f, look_of(&f, duties_page(&f.ctx, d, &f.units[OFFICE])), "Para 目前没有分派");
	CHECK(&f, d->n_dated && d->dated[0].ceased && !d->dated[0].late);
}

int main(void)
{
	static const struct unit_test tests[] = {
		{"duties go to all whom they concern", duties_go_to_all_whom_they_concern},
		{"pages of parties and the calendar", pages_of_parties_and_the_calendar},
	};
	return unit_main(tests, ARRAY_LEN(tests));
}
