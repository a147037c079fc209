/* SPDX-License-Identifier: MIT */
#include "resolve/board.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/path.h"
#include "doc/messages.h"
#include "resolve/party_set.h"

enum { TIMES_TOLD = 4 };

/* What has no day is due at a time that never ends. */
static const struct occurrence some_day = {DAY_OPEN_BEGIN, DAY_OPEN_END, DAY_OPEN_END, false};

struct reading {
	struct board *board;
	bool shown;
	uint32_t *rows; /* by unit, then by person: its row + 1 */
	VEC(struct filing) filings;
};

struct board_set {
	struct arena *arena, *scratch;
	const struct site *site;
	const struct entry *entry;
	struct reading *items;
	size_t n;
	uint32_t serial;
};

/* --- what is asked for --- */

static struct board *board_new(
	struct arena *a, const struct site *site, const struct entry *e, const struct deadline *d)
{
	struct board *b = NEW(a, struct board);
	struct party_set set = party_set_new(a, &site->parties);
	party_set_expand(a, &set, &d->who);
	b->deadline = d;
	b->parties = set.list.items;
	b->n_parties = set.list.n;
	b->repeated = NEW_N(a, bool, set.list.n + 1);
	for (size_t i = 0; i < set.list.n; i++)
		b->repeated[i] = party_handover(set.list.items[i], DAY_OPEN_BEGIN) != DAY_NONE;
	b->forms = NEW_N(a, const struct form *, d->form.n + 1);
	for (size_t i = 0; i < d->form.n; i++) {
		const struct form *f = entry_form(e, d->form.items[i].s);
		if (f)
			b->forms[b->n_forms++] = f;
	}
	b->times = d->series.n ? d->series.items : &some_day;
	b->n_times = d->series.n ? d->series.n : 1;
	return b;
}

struct board_set *boards_new(
	struct arena *a, struct arena *scratch, const struct site *site, const struct entry *e)
{
	struct board_set *set = NEW(scratch, struct board_set);
	*set = (struct board_set){.arena = a, .scratch = scratch, .site = site, .entry = e};
	set->items = NEW_N(scratch, struct reading, e->n_deadlines + 1);
	for (size_t i = 0; i < e->n_deadlines; i++) {
		const struct deadline *d = &e->deadlines[i];
		if (!d->who.n || !d->form.n)
			continue;
		bool shown = site_shows_board(site, e, d);
		set->items[set->n++] = (struct reading){
			.board = board_new(shown ? a : scratch, site, e, d), .shown = shown};
	}
	return set;
}

/* --- whose row --- */

static void index_rows(struct board_set *set, struct reading *r)
{
	const struct party_register *reg = &set->site->parties;
	r->rows = NEW_N(set->scratch, uint32_t, reg->n_units + reg->n_people + 1);
	for (size_t i = r->board->n_parties; i--;)
		r->rows[party_index(reg, r->board->parties[i])] = (uint32_t)i + 1;
}

static size_t row_of(const struct board_set *set, const struct reading *r, const struct party *p)
{
	uint32_t row = r->rows[party_index(&set->site->parties, p)];
	return row ? row - 1 : SIZE_MAX;
}

/*
 * Its own row; that of whom it has succeeded by then; that of who has succeeded it. A row which
 * is another's by then gives way.
 */
static size_t row_for(
	const struct board_set *set, const struct reading *r, const struct party *by, size_t time)
{
	const struct board *b = r->board;
	day_t as_of = set->site->as_of, last = b->times[time].last;
	const struct party *now = party_on(by, day_is_known(last) ? last : as_of);
	size_t own = row_of(set, r, now);
	if (own == SIZE_MAX)
		own = row_of(set, r, by);
	for (size_t i = 0; own == SIZE_MAX && i < b->n_parties; i++)
		if (b->repeated[i] && board_answers(b, i, time, as_of) == now)
			own = i;
	return own;
}

/* At any time. */
static bool is_asked(const struct board_set *set, const struct reading *r, const struct party *by)
{
	if (row_of(set, r, by) != SIZE_MAX)
		return true;
	for (size_t i = 0; i < r->board->n_parties; i++)
		for (const struct party *p = r->board->parties[i]; p;) {
			day_t next = party_handover(p, DAY_OPEN_BEGIN);
			if (p == by)
				return true;
			p = next == DAY_NONE ? NULL : party_on(p, next);
		}
	return row_of(set, r, party_on(by, set->site->as_of)) != SIZE_MAX;
}

/* --- one return --- */

struct placing {
	struct return_place place;
	struct board_set *set;
	struct answer_reader *r;
	const struct filled_form *form;
	const struct return_file *from;
	struct when own;       /* the time that it names itself */
	enum date_fault fault; /* of what it names so */
	bool asked, placed, several;
};

static size_t find_time(struct placing *p, const struct board *b)
{
	const struct when *folder = &p->from->period, *own = &p->own;
	bool several = false;
	if (folder->kind == WHEN_NONE && p->fault)
		return SIZE_MAX;
	if (folder->kind == WHEN_NONE && own->kind == WHEN_NONE)
		return b->n_times == 1 ? 0 : SIZE_MAX;
	size_t time = board_time_named(b->deadline, b->times, b->n_times,
		folder->kind != WHEN_NONE ? folder : own, &several);
	p->several = p->several || several;
	return time;
}

/* A folder may hold what was meant for another. */
static void compare_times(const struct placing *p, const struct board *b, size_t time)
{
	const struct answer *term = return_answer(p->form, STR("term"));
	bool several;
	if (p->from->period.kind == WHEN_NONE || p->own.kind == WHEN_NONE || !term || p->fault)
		return;
	size_t own = board_time_named(b->deadline, b->times, b->n_times, &p->own, &several);
	if (own != time && !several)
		diag_add(p->r->diags, MSG(return_term_differs), term->written.at,
			ARGS(term->written.s, p->from->period.written));
}

static void put(const struct placing *p, struct reading *to, size_t row, size_t time)
{
	struct arena *a = p->set->arena;
	day_t received = p->from->received;
	bool old = p->form->version && p->form->version < form_version(p->form->names->form);
	if (!to->shown || (received != DAY_NONE && received > p->set->site->as_of))
		return;
	*vec_push(p->set->scratch, &to->filings) = (struct filing){
		.party = (uint32_t)row,
		.time = (uint32_t)time,
		.form = (uint32_t)board_form(to->board, p->form->names->form),
		.version = old ? p->form->version : 0,
		.received = received,
		.filled = return_filled_on(p->form),
		.key = str_copy(a, return_key(p->r->arena, p->form)),
		.file = str_copy(a, p->from->name),
		.row = p->from->row,
		.serial = p->set->serial,
	};
}

static void try_board(struct placing *p, struct reading *to)
{
	if (board_form(to->board, p->form->names->form) == SIZE_MAX)
		return;
	if (!to->rows)
		index_rows(p->set, to);
	if (!is_asked(p->set, to, p->place.by))
		return;
	p->asked = true;
	size_t time = find_time(p, to->board);
	size_t row = time == SIZE_MAX ? SIZE_MAX : row_for(p->set, to, p->place.by, time);
	if (row == SIZE_MAX)
		return;
	compare_times(p, to->board, time);
	put(p, to, row, time);
	if (!p->placed) {
		p->place.deadline = to->board->deadline;
		p->place.time = &to->board->times[time];
	}
	p->placed = true;
}

/* --- what belongs nowhere --- */

static bool is_named(const struct board_set *set, const struct form *f)
{
	for (size_t i = 0; i < set->n; i++)
		if (board_form(set->items[i].board, f) != SIZE_MAX)
			return true;
	return false;
}

/* Times that may have been meant: the last that are over by the day of the build, and the next. */
static struct str times_shown(const struct placing *p)
{
	struct buf list = buf_new(p->r->arena);
	for (size_t i = 0; i < p->set->n; i++) {
		const struct board *b = p->set->items[i].board;
		size_t newest, n = 0;
		if (board_form(b, p->form->names->form) == SIZE_MAX ||
			!is_asked(p->set, &p->set->items[i], p->place.by))
			continue;
		n = board_shown(b, p->set->site->as_of, TIMES_TOLD, &newest);
		for (size_t k = n; k--;) {
			struct str day = day_iso(p->r->arena, b->times[newest - k].planned);
			buf_add(&list, list.n && day.n ? STR("、") : STR_NONE);
			buf_add(&list, day);
		}
	}
	return buf_str(&list);
}

static void tell_nowhere(const struct placing *p)
{
	struct diags *d = p->r->diags;
	const struct return_file *from = p->from;
	struct str title = form_plain_label(p->r->arena, p->form->names->form->title.s);
	const struct answer *term = return_answer(p->form, STR("term"));
	struct span own_at = term ? term->written.at : p->form->at;
	bool folder = from->period.kind != WHEN_NONE;
	if (!p->asked)
		diag_add(d, MSG(return_not_asked), p->form->at, ARGS(p->place.by->name.s, title));
	else if (!folder && p->fault)
		diag_add(d, MSG(return_term_form), own_at, ARGS(p->own.written));
	else if (!folder && p->own.kind == WHEN_NONE)
		diag_add(d, MSG(return_no_term), p->form->at, ARGS(title, times_shown(p)));
	else
		diag_add(d, p->several ? MSG(return_term_several) : MSG(return_term_none),
			folder ? from->folder : own_at,
			ARGS(folder ? from->period.written : p->own.written, title,
				times_shown(p)));
}

struct return_place boards_take(struct board_set *set, struct answer_reader *r,
	const struct filled_form *f, const struct return_file *from)
{
	struct placing p = {.set = set, .r = r, .form = f, .from = from};
	/* A form that no deadline names is only collected. */
	if (!is_named(set, f->names->form))
		return p.place;
	p.place.by = return_sender(r, f);
	p.fault = return_term(r->arena, f, &p.own);
	set->serial++;
	for (size_t i = 0; p.place.by && i < set->n; i++)
		try_board(&p, &set->items[i]);
	if (p.place.by && !p.placed)
		tell_nowhere(&p);
	return p.place;
}

/* --- what was sent twice --- */

/* By cell and key; of one key the one that counts first. */
static int by_key(const void *x, const void *y)
{
	const struct filing *a = x, *b = y;
	if (a->time != b->time)
		return a->time < b->time ? -1 : 1;
	if (a->party != b->party)
		return a->party < b->party ? -1 : 1;
	if (a->form != b->form)
		return a->form < b->form ? -1 : 1;
	int c = str_cmp(a->key, b->key);
	if (c)
		return c;
	c = return_order(b->filled, b->file, a->filled, a->file);
	if (c)
		return c;
	return (a->serial < b->serial) - (a->serial > b->serial);
}

static bool same_return(const struct filing *a, const struct filing *b)
{
	return a->time == b->time && a->party == b->party && a->form == b->form &&
	       str_eq(a->key, b->key);
}

void boards_finish(struct board_set *set, struct entry *e)
{
	e->boards = NEW_N(set->arena, struct board, set->n + 1);
	for (size_t i = 0; i < set->n; i++) {
		struct reading *r = &set->items[i];
		if (!r->shown)
			continue;
		struct board *b = &e->boards[e->n_boards++];
		*b = *r->board;
		b->n_filings = r->filings.n;
		b->filings = NEW_N(set->arena, struct filing, r->filings.n + 1);
		for (size_t k = 0; k < r->filings.n; k++)
			b->filings[k] = r->filings.items[k];
		if (b->n_filings)
			qsort(b->filings, b->n_filings, sizeof(struct filing), by_key);
		for (size_t k = 0; k < b->n_filings; k++)
			b->filings[k].counts =
				!k || !same_return(&b->filings[k - 1], &b->filings[k]);
	}
}
