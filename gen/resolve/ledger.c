/* SPDX-License-Identifier: MIT */
#include "resolve/ledger.h"

#include "base/vec.h"
#include "doc/messages.h"

struct turns {
	VEC(struct ledger_turn) list;
	bool broken; /* told: what the rest would say is guesswork */
};

static const struct {
	const char *word;
	enum ledger_status to;
} turn_words[] = {
	{"closed", LEDGER_CLOSED},
	{"已销号", LEDGER_CLOSED},
	{"销号", LEDGER_CLOSED},
	{"reopened", LEDGER_REOPENED},
	{"重新整改", LEDGER_REOPENED},
};

/* "2026-08-20 closed": the word is cut off, the day is left. */
static bool cut_word(struct str *text, enum ledger_status *ret_to)
{
	for (size_t i = 0; i < ARRAY_LEN(turn_words); i++) {
		struct str word = str_from(turn_words[i].word);
		if (!str_ends(*text, word))
			continue;
		*text = str_trim(str_sub(*text, 0, text->n - word.n));
		*ret_to = turn_words[i].to;
		return true;
	}
	return false;
}

static void add_turn(struct reader *r, struct turns *turns, struct ledger_turn turn)
{
	const struct ledger_turn *last =
		turns->list.n ? &turns->list.items[turns->list.n - 1] : NULL;
	bool closed = last && last->to == LEDGER_CLOSED;
	size_t n = turns->list.n;
	if (last && turn.day < last->day)
		diag_add(r->diags, MSG(ledger_turn_order), turn.at,
			ARGS(day_iso(r->arena, turn.day), day_iso(r->arena, last->day)));
	else if (closed == (turn.to == LEDGER_CLOSED))
		diag_add(r->diags, MSG(ledger_turn_same), turn.at,
			ARGS(day_iso(r->arena, turn.day)));
	else
		*vec_push(r->arena, &turns->list) = turn;
	turns->broken |= turns->list.n == n;
}

static void read_history(struct reader *r, struct turns *turns, struct text history)
{
	struct texts parts;
	texts_split(r->arena, history, &parts);
	for (size_t i = 0; i < parts.n && !turns->broken; i++) {
		struct str text = parts.items[i].s;
		struct ledger_turn turn = {.at = parts.items[i].at};
		struct when day = {0};
		if (!cut_word(&text, &turn.to) || date_parse(text, DATE_TABLE, &day) != DATE_OK) {
			diag_add(r->diags, MSG(ledger_turn_form), turn.at, ARGS(parts.items[i].s));
			turns->broken = true;
			return;
		}
		turn.day = day.first;
		add_turn(r, turns, turn);
	}
}

/* The closing that now stands may be in the history too. */
static void add_closing(struct reader *r, struct turns *turns, const struct ledger_row *row)
{
	const struct ledger_turn *last =
		turns->list.n ? &turns->list.items[turns->list.n - 1] : NULL;
	day_t day = row->closed.first;
	if (row->status.v != LEDGER_CLOSED || row->closed.kind == WHEN_NONE || !day_is_known(day))
		return;
	if (last && last->to == LEDGER_CLOSED && last->day == day)
		return;
	add_turn(r, turns, (struct ledger_turn){LEDGER_CLOSED, day, row->closed.at});
}

void ledger_read_turns(struct reader *r, struct ledger_row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct turns turns = {0};
		read_history(r, &turns, rows[i].history);
		if (!turns.broken)
			add_closing(r, &turns, &rows[i]);
		if (turns.broken)
			continue;
		rows[i].turns = turns.list.items;
		rows[i].n_turns = turns.list.n;
	}
}
