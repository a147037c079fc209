/* SPDX-License-Identifier: MIT */
#include "doc/board.h"

bool board_is_received(enum board_state state)
{
	return state >= BOARD_IN_TIME;
}

const struct party *board_answers(const struct board *b, size_t party, size_t time, day_t as_of)
{
	day_t last = b->times[time].last;
	return party_on(b->parties[party], day_is_known(last) ? last : as_of);
}

/* Whose row it is by then stands on the board as well. */
static bool is_another_row(const struct board *b, size_t party, size_t time, day_t as_of)
{
	if (!b->repeated || !b->repeated[party])
		return false;
	const struct party *by = board_answers(b, party, time, as_of);
	for (size_t i = 0; by != b->parties[party] && i < b->n_parties; i++)
		if (b->parties[i] == by)
			return true;
	return false;
}

static bool is_before(const struct filing *f, size_t time, size_t party, size_t form)
{
	if (f->time != time)
		return f->time < time;
	if (f->party != party)
		return f->party < party;
	return f->form < form;
}

/* The first filing of a cell and form, or where it would stand. */
static size_t first_filing(const struct board *b, size_t time, size_t party, size_t form)
{
	size_t low = 0, high = b->n_filings;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (is_before(&b->filings[middle], time, party, form))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool is_at(const struct filing *f, size_t time, size_t party, size_t form)
{
	return f->time == time && f->party == party && f->form == form;
}

/* Of several that count the first to come meets the deadline; NULL: none came. */
static const struct filing *earliest(const struct board *b, size_t time, size_t party, size_t form)
{
	const struct filing *found = NULL;
	size_t i = first_filing(b, time, party, form);
	for (; i < b->n_filings && is_at(&b->filings[i], time, party, form); i++) {
		const struct filing *f = &b->filings[i];
		bool earlier = found && f->received != DAY_NONE &&
			       (found->received == DAY_NONE || f->received < found->received);
		if (f->counts && (!found || earlier))
			found = f;
	}
	return found;
}

size_t board_form(const struct board *b, const struct form *form)
{
	for (size_t i = 0; i < b->n_forms; i++)
		if (b->forms[i] == form)
			return i;
	return SIZE_MAX;
}

bool board_has_form(const struct board *b, size_t party, size_t time, size_t form)
{
	return earliest(b, time, party, form) != NULL;
}

static void judge_received(struct board_cell *c, day_t last, bool undated)
{
	bool late = c->received != DAY_NONE && day_is_known(last) && c->received > last;
	c->state = late ? BOARD_LATE : undated ? BOARD_UNDATED : BOARD_IN_TIME;
	if (late)
		c->days = c->received - last;
}

static void judge_lacking(struct board_cell *c, const struct occurrence *at, day_t as_of)
{
	bool begun = !day_is_known(at->first) || at->first <= as_of;
	/* Of a single day the time before it is not known: it is open until then. */
	if (day_is_known(at->last) && at->last < as_of) {
		c->state = BOARD_MISSING;
		c->days = as_of - at->last;
	} else {
		c->state = begun || at->first == at->last ? BOARD_OPEN : BOARD_COMING;
	}
}

struct board_cell board_cell(const struct board *b, size_t party, size_t time, day_t as_of)
{
	struct board_cell c = {.state = BOARD_NONE, .received = DAY_NONE};
	bool undated = false;
	if (is_another_row(b, party, time, as_of))
		return c;
	for (size_t i = 0; i < b->n_forms; i++) {
		const struct filing *f = earliest(b, time, party, i);
		if (!f)
			continue;
		c.n_forms++;
		c.version = f->version ? f->version : c.version;
		undated = undated || f->received == DAY_NONE;
		if (f->received != DAY_NONE && (c.received == DAY_NONE || f->received > c.received))
			c.received = f->received;
	}
	if (b->n_forms && c.n_forms == b->n_forms)
		judge_received(&c, b->times[time].last, undated);
	else
		judge_lacking(&c, &b->times[time], as_of);
	return c;
}

struct board_count board_count(const struct board *b, size_t time, day_t as_of)
{
	struct board_count n = {0};
	for (size_t i = 0; i < b->n_parties; i++) {
		enum board_state state = board_cell(b, i, time, as_of).state;
		n.asked += state != BOARD_NONE;
		n.received += board_is_received(state);
		n.late += state == BOARD_LATE;
		n.undated += state == BOARD_UNDATED;
		n.missing += state == BOARD_MISSING;
	}
	return n;
}

size_t board_shown(const struct board *b, day_t as_of, size_t most, size_t *ret_newest)
{
	size_t n = 0;
	while (n < b->n_times && day_is_known(b->times[n].last) && b->times[n].last < as_of)
		n++;
	/* With the next one, and those in hand already: some report early. */
	if (n < b->n_times)
		n++;
	*ret_newest = n ? n - 1 : 0;
	return n < most ? n : most;
}
