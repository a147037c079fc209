/* SPDX-License-Identifier: MIT */
/*
 * The draw alone; what the command does with it is in tests/site/rota*.txt. Its rules are looked at
 * one by one, over registers, wishes and changes by chance, and how many people it moved is
 * compared with the least possible, which is found by other means: for small registers by trying
 * everything.
 */
#include "resolve/rota_plan.h"
#include "unit/rota_least.h"

/* --- the rules, looked at one by one --- */

static const char *broken_batches(const struct rota_wish *w, const struct rota_place *at)
{
	int size[MOST_BATCHES + 1] = {0}, least = w->n_people / w->n_batches;
	for (int p = 0; p < w->n_people; p++) {
		if (at[p].batch < 1 || at[p].batch > w->n_batches)
			return "somebody serves in no batch";
		if (at[p].batch > w->people[p].last_batch)
			return "somebody serves after he left";
		size[at[p].batch]++;
	}
	for (int b = 1; b <= w->n_batches; b++)
		if (size[b] != least && size[b] != least + (w->n_people % w->n_batches > 0))
			return "batches differ by more than one";
	return NULL;
}

/* Each group is looked at once for each of its members. */
static const char *broken_groups(const struct rota_wish *w, const struct rota_place *at)
{
	for (int p = 0; p < w->n_people; p++) {
		int size = 0;
		bool at_host[MOST_PEOPLE + 1] = {false};
		int groups = 0;
		for (int q = 0; q < w->n_people; q++) {
			if (at[q].batch != at[p].batch)
				continue;
			bool mate = at[q].group == at[p].group;
			size += mate;
			if (mate && at[q].host != at[p].host)
				return "a group is at two hosts";
			bool seen = at[q].group < 1 || at[q].group > MOST_PEOPLE;
			if (seen)
				return "a group has no number";
			if (at[q].host == at[p].host && !at_host[at[q].group]) {
				at_host[at[q].group] = true;
				groups++;
			}
		}
		if (size < w->least || size > w->most)
			return "a group is too small or too big";
		if (w->n_hosts && (at[p].host < 0 || at[p].host >= w->n_hosts))
			return "a group has no host";
		if (!w->n_hosts && at[p].host != ROTA_NO_HOST)
			return "a group has a host that is none";
		if (w->n_hosts && groups > w->per_host)
			return "a host has too many groups";
	}
	return NULL;
}

static const char *broken_rule(const struct rota_wish *w, const struct rota_place *at)
{
	const char *why = broken_batches(w, at);
	return why ? why : broken_groups(w, at);
}

static int count_moved(const struct rota_wish *w, const struct rota_place *at)
{
	int n = 0;
	for (int p = 0; p < w->n_people; p++)
		n += rota_is_moved(&w->people[p].before, &at[p]);
	return n;
}

static int count_drawn(const struct rota_wish *w)
{
	int n = 0;
	for (int p = 0; p < w->n_people; p++)
		n += w->people[p].before.batch > 0;
	return n;
}

/* --- registers, wishes and changes by chance --- */

struct member {
	bool there;
	int last_batch; /* MOST_BATCHES: as long as there are any */
	struct rota_place at;
};

/* What an author has written, and what was drawn by it. Hosts are named by their own numbers. */
struct plan {
	struct member members[MOST_PEOPLE];
	bool hosts[MOST_HOSTS];
	int n_members, n_batches, least, most, per_host;
	bool whole;
};

static int chance(struct random *r, int from, int to)
{
	return from + (int)random_below(r, (uint64_t)(to - from + 1));
}

static void leave(struct random *r, const struct plan *p, struct member *m)
{
	m->last_batch = p->n_batches > 1 ? chance(r, 1, p->n_batches - 1) : 1;
}

static struct plan new_plan(struct random *r, bool small)
{
	struct plan p = {.n_members = chance(r, 3, small ? SMALL - 1 : MOST_PEOPLE - 8),
		.n_batches = chance(r, 1, small ? SMALL_BATCHES : MOST_BATCHES - 2),
		.least = chance(r, 1, small ? 2 : 4),
		.per_host = chance(r, 1, 3)};
	p.most = p.least + chance(r, 0, 3);
	p.whole = chance(r, 0, 9) == 0;
	if (p.whole) {
		p.least = 1;
		p.most = ROTA_ANY;
	}
	int n_hosts = chance(r, 0, 3) ? chance(r, 1, MOST_HOSTS) : 0;
	for (int h = 0; h < n_hosts; h++)
		p.hosts[h] = true;
	for (int i = 0; i < p.n_members; i++) {
		p.members[i] = (struct member){true, MOST_BATCHES, {0}};
		if (chance(r, 0, 9) == 0)
			leave(r, &p, &p.members[i]);
	}
	return p;
}

static void change(struct random *r, struct plan *p, bool small)
{
	struct member *m = &p->members[chance(r, 0, p->n_members - 1)];
	bool room = p->n_members < (small ? SMALL : MOST_PEOPLE);
	switch (chance(r, 0, 9)) {
	case 0:
	case 1:
		m->there = false;
		break;
	case 2:
	case 3:
	case 4:
		leave(r, p, m);
		break;
	case 5:
	case 6:
		if (room)
			p->members[p->n_members++] = (struct member){true, MOST_BATCHES, {0}};
		break;
	case 7:
		p->hosts[chance(r, 0, MOST_HOSTS - 1)] ^= true;
		break;
	case 8:
		p->per_host = chance(r, 1, 3);
		break;
	case 9:
		if (chance(r, 0, 1))
			p->most += p->most < 8 ? 1 : 0;
		else if (p->n_batches > 1)
			p->n_batches--;
		break;
	}
}

static struct rota_wish wish_of(
	const struct plan *p, struct rota_person *people, int *member_of, struct random random)
{
	struct rota_wish w = {.people = people,
		.n_batches = p->n_batches,
		.least = p->least,
		.most = p->most,
		.whole = p->whole,
		.per_host = p->per_host,
		.random = random};
	int host_no[MOST_HOSTS];
	for (int h = 0; h < MOST_HOSTS; h++)
		host_no[h] = p->hosts[h] ? w.n_hosts++ : ROTA_HOST_GONE;
	for (int i = 0; i < p->n_members; i++) {
		const struct member *m = &p->members[i];
		if (!m->there)
			continue;
		struct rota_place before = m->at;
		if (before.batch && before.host >= 0)
			before.host = host_no[before.host];
		member_of[w.n_people] = i;
		people[w.n_people++] = (struct rota_person){
			m->last_batch < p->n_batches ? m->last_batch : p->n_batches, before};
	}
	return w;
}

static void take(struct plan *p, const int *member_of, int n, const struct rota_place *at)
{
	int name[MOST_HOSTS], n_hosts = 0;
	for (int h = 0; h < MOST_HOSTS; h++)
		if (p->hosts[h])
			name[n_hosts++] = h;
	for (int i = 0; i < p->n_members; i++)
		p->members[i].at = (struct rota_place){0};
	for (int i = 0; i < n; i++) {
		p->members[member_of[i]].at = at[i];
		if (at[i].host >= 0)
			p->members[member_of[i]].at.host = name[at[i].host];
	}
}

/* --- the property --- */

enum { REGISTERS = 300, CHANGES = 4 };

struct move_count {
	int drawn, impossible, moved, least, leaving;
};

static bool somebody_leaves(const struct rota_wish *w)
{
	for (int p = 0; p < w->n_people; p++)
		if (w->people[p].last_batch < w->n_batches)
			return true;
	return false;
}

/* Looks at a draw; false: there was none. */
static bool look_at(struct unit *u, const struct rota_wish *w, bool small, struct rota_place *at,
	struct move_count *t)
{
	struct rota_trouble trouble;
	int best = small ? most_kept(u, w) : most_kept_in_all(w);
	bool good = rota_draw(u->arena, w, at, &trouble), leaving = somebody_leaves(w);
	TRUE(u, good == (trouble.fault == ROTA_OK));
	TRUE(u, good == (best >= 0) || (!small && leaving && trouble.fault == ROTA_LEAVING));
	t->impossible += !good;
	t->drawn += good;
	if (!good)
		return false;
	const char *why = broken_rule(w, at);
	int moved = count_moved(w, at), least = count_drawn(w) - best;
	if (why)
		unit_fail(u, __LINE__, why, STR_NONE);
	t->moved += moved;
	t->least += least;
	t->leaving += leaving;
	/* The bound does not know that leavers take the places of others. */
	if (moved < least || (moved > least && (small || !leaving)))
		unit_fail(u, __LINE__, "not the least possible was moved",
			str_printf(u->arena, "%d, not %d", moved, least));
	return true;
}

static void try_registers(struct unit *u, const char *seed, bool small)
{
	struct random r = random_from(str_from(seed));
	struct move_count t = {0};
	for (int i = 0; i < REGISTERS && !u->why; i++) {
		struct plan p = new_plan(&r, small);
		for (int step = 0; step <= CHANGES && !u->why; step++) {
			struct rota_person people[MOST_PEOPLE];
			struct rota_place at[MOST_PEOPLE];
			int member_of[MOST_PEOPLE];
			struct plan before = p;
			for (int k = step ? chance(&r, 1, 3) : 0; k > 0; k--)
				change(&r, &p, small);
			struct rota_wish w = wish_of(&p, people, member_of, r);
			if (w.n_people && look_at(u, &w, small, at, &t))
				take(&p, member_of, w.n_people, at);
			else if (step)
				p = before; /* the next change is one of what was drawn */
			else
				break;
		}
	}
	printf("# %d draws (%d with people who leave), %d impossible: %d moved, %d at least\n",
		t.drawn, t.leaving, t.impossible, t.moved, t.least);
	TRUE(u, t.drawn > REGISTERS && t.impossible && t.moved);
}

static void small_registers(struct unit *u)
{
	try_registers(u, "small", true);
}

static void large_registers(struct unit *u)
{
	try_registers(u, "large", false);
}

/* --- cases by hand --- */

static void chance_can_be_repeated(struct unit *u)
{
	struct random r = {1234567};
	TRUE(u, random_next(&r) == UINT64_C(6457827717110365317));
	TRUE(u, random_next(&r) == UINT64_C(3203168211198807973));
	TRUE(u, random_next(&r) == UINT64_C(9817491932198370423));
	TRUE(u, random_from(STR("")).state == UINT64_C(0xCBF29CE484222325));
	TRUE(u, random_from(STR("a")).state == UINT64_C(0xAF63DC4C8601EC8C));
	int seen[5] = {0};
	for (int i = 0; i < 5000; i++)
		seen[random_below(&r, 5)]++;
	for (int i = 0; i < 5; i++)
		TRUE(u, seen[i] > 900 && seen[i] < 1100);
}

static struct rota_wish plain_wish(struct rota_person *people, int n, int n_batches)
{
	for (int p = 0; p < n; p++)
		people[p] = (struct rota_person){n_batches, {0}};
	return (struct rota_wish){.people = people,
		.n_people = n,
		.n_batches = n_batches,
		.least = 1,
		.most = ROTA_ANY,
		.whole = true,
		.per_host = ROTA_ANY,
		.random = random_from(STR("seed"))};
}

static void the_seed_decides(struct unit *u)
{
	struct rota_person people[20];
	struct rota_place a[20], b[20], c[20];
	struct rota_trouble t;
	struct rota_wish w = plain_wish(people, 20, 4);
	TRUE(u, rota_draw(u->arena, &w, a, &t) && rota_draw(u->arena, &w, b, &t));
	w.random = random_from(STR("another"));
	TRUE(u, rota_draw(u->arena, &w, c, &t));
	TRUE(u, memcmp(a, b, sizeof(a)) == 0 && memcmp(a, c, sizeof(a)) != 0);
}

/* Of 20 people in 4 batches each is in the first about every fourth time. */
static void nobody_is_favoured(struct unit *u)
{
	struct rota_person people[20];
	struct rota_place at[20];
	struct rota_trouble t;
	int first[20] = {0};
	struct rota_wish w = plain_wish(people, 20, 4);
	for (int i = 0; i < 2000; i++) {
		w.random = random_from(str_printf(u->arena, "%d", i));
		TRUE(u, rota_draw(u->arena, &w, at, &t));
		for (int p = 0; p < 20; p++)
			first[p] += at[p].batch == 1;
	}
	for (int p = 0; p < 20; p++)
		TRUE(u, first[p] > 400 && first[p] < 600);
}

static void says_what_cannot_be(struct unit *u)
{
	struct rota_person people[10];
	struct rota_place at[10];
	struct rota_trouble t;
	struct rota_wish w = plain_wish(people, 10, 3);
	w.whole = false;
	w.least = w.most = 2; /* batches of 3 and 4 */
	TRUE(u, !rota_draw(u->arena, &w, at, &t) && t.fault == ROTA_CUT && t.n == 3);
	TRUE(u, t.instead == 1);
	w = plain_wish(people, 10, 5);
	w.whole = false;
	w.least = w.most = 2;
	w.n_hosts = w.per_host = 1;
	TRUE(u, rota_draw(u->arena, &w, at, &t));
	w.n_batches = 1;
	TRUE(u, !rota_draw(u->arena, &w, at, &t) && t.fault == ROTA_HOSTS_FULL);
	TRUE(u, t.needed == 5 && t.have == 1 && t.instead == 5);
	w = plain_wish(people, 2, 3);
	TRUE(u, !rota_draw(u->arena, &w, at, &t) && t.fault == ROTA_FEW_PEOPLE && t.instead == 2);
	w = plain_wish(people, 4, 2);
	for (int p = 0; p < 3; p++)
		people[p].last_batch = 1;
	TRUE(u, !rota_draw(u->arena, &w, at, &t) && t.fault == ROTA_LEAVING);
	TRUE(u, t.batch == 1 && t.n == 3 && t.have == 2);
}

/* Who comes when the first batch is over joins a later one. */
static void what_is_over_stays(struct unit *u)
{
	struct rota_person people[7];
	struct rota_place at[7];
	struct rota_trouble t;
	struct rota_wish w = plain_wish(people, 6, 3);
	TRUE(u, rota_draw(u->arena, &w, at, &t));
	w = plain_wish(people, 7, 3);
	for (int p = 0; p < 6; p++)
		people[p].before = at[p];
	w.n_over = 2;
	TRUE(u, rota_draw(u->arena, &w, at, &t));
	TRUE(u, at[6].batch == 3 && count_moved(&w, at) == 0);
}

/* A host that is gone: its people stay together, and go to another. */
static void a_group_stays_together(struct unit *u)
{
	struct rota_person people[8];
	struct rota_place at[8];
	struct rota_trouble t;
	struct rota_wish w = plain_wish(people, 8, 1);
	w.whole = false;
	w.least = 4;
	w.n_hosts = 2;
	for (int p = 0; p < 8; p++)
		people[p].before = (struct rota_place){1, 1 + p / 4, p < 4 ? ROTA_HOST_GONE : 0};
	TRUE(u, rota_draw(u->arena, &w, at, &t) && count_moved(&w, at) == 4);
	for (int p = 0; p < 4; p++)
		TRUE(u, at[p].batch == 1 && at[p].group == 1 && at[p].host == 1);
}

static void reads_sizes(struct unit *u)
{
	static const struct {
		const char *text;
		int least, most; /* 0: no size */
	} rows[] = {{"3-4", 3, 4}, {"4", 4, 4}, {"3～4人", 3, 4}, {"3人至4人", 3, 4},
		{"３－４", 3, 4}, {" 2 到 5 ", 2, 5}, {"4-3", 0, 0}, {"0", 0, 0}, {"0-2", 0, 0},
		{"-3", 0, 0}, {"3-", 0, 0}, {"三", 0, 0}, {"", 0, 0}, {"99999999999", 0, 0}};
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		int least = 0, most = 0;
		bool good = rota_size_parse(u->arena, str_from(rows[i].text), &least, &most);
		if (good != (rows[i].least > 0) ||
			(good && (least != rows[i].least || most != rows[i].most)))
			unit_fail(u, __LINE__, "a size is read wrongly", str_from(rows[i].text));
	}
}

static day_t day(int year, int month, int of_month)
{
	return day_from_civil((struct civil){year, month, of_month});
}

static void shares_days(struct unit *u)
{
	struct rota_days year = {day(2026, 1, 1), day(2026, 12, 31)};
	struct rota_days b = rota_batch_days(year, 12, 2);
	TRUE(u, b.first == day(2026, 2, 1) && b.last == day(2026, 2, 28));
	b = rota_batch_days(year, 4, 4);
	TRUE(u, b.first == day(2026, 10, 1) && b.last == day(2026, 12, 31));
	for (int n = 1; n <= 40; n++) {
		struct rota_days time = {day(2026, 6, 18), day(2026, 6, 18) + 39 + n % 3};
		int days = time.last - time.first + 1;
		day_t next = time.first;
		for (int i = 1; i <= n; i++) {
			b = rota_batch_days(time, n, i);
			int length = b.last - b.first + 1;
			TRUE(u, b.first == next);
			TRUE(u, length == days / n || length == days / n + (days % n > 0));
			next = b.last + 1;
		}
		TRUE(u, next == time.last + 1);
	}
}

int main(void)
{
	static const struct unit_test tests[] = {
		{"chance can be repeated", chance_can_be_repeated},
		{"the seed decides", the_seed_decides},
		{"nobody is favoured", nobody_is_favoured},
		{"says what cannot be", says_what_cannot_be},
		{"what is over stays", what_is_over_stays},
		{"a group stays together", a_group_stays_together},
		{"reads sizes", reads_sizes},
		{"shares days", shares_days},
		{"300 small registers: every rule, and the least possible", small_registers},
		{"300 large registers: every rule, and the least possible", large_registers},
	};
	return unit_main(tests, ARRAY_LEN(tests));
}
