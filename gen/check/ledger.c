/* SPDX-License-Identifier: MIT */
/* The ledger: who answers for each row, and what must be there once it is closed. */
#include "check/check.h"
#include "doc/messages.h"

/* The fourth of the 四明确; the schema asks for the other three. */
static void check_who(const struct check_context *ctx, const struct ledger_row *row)
{
	if (!row->lead.n && !row->person.n)
		diag_add(ctx->diags, MSG(ledger_no_one), row->problem.at, ARGS(row->problem.s));
}

static void check_closing(const struct check_context *ctx, const struct ledger_row *row)
{
	bool dated = row->closed.kind != WHEN_NONE;
	if (row->status.v != LEDGER_CLOSED) {
		if (dated)
			diag_add(ctx->diags, MSG(ledger_not_closed), row->closed.at,
				ARGS(row->closed.written));
		return;
	}
	if (!dated)
		diag_add(ctx->diags, MSG(ledger_no_day), row->status.at, ARGS(row->problem.s));
	if (!row->reviewer.n)
		diag_add(ctx->diags, MSG(ledger_no_reviewer), row->status.at, ARGS(row->problem.s));
	if (!row->evidence.s.n)
		diag_add(ctx->diags, MSG(ledger_no_evidence), row->status.at, ARGS(row->problem.s));
}

/* The last turn and the status say the same. */
static void check_turns(const struct check_context *ctx, const struct ledger_row *row)
{
	const struct ledger_turn *last = row->n_turns ? &row->turns[row->n_turns - 1] : NULL;
	if (!last || row->status.v == (int)LEDGER_REVIEW)
		return;
	bool closed = row->status.v == LEDGER_CLOSED;
	if (closed != (last->to == LEDGER_CLOSED))
		diag_add(ctx->diags, MSG(ledger_history_differs), last->at,
			ARGS(span_text(last->at)));
}

static void check_entry(const struct check_context *ctx, const struct entry *e)
{
	for (size_t i = 0; i < e->n_ledger; i++) {
		check_who(ctx, &e->ledger[i]);
		check_closing(ctx, &e->ledger[i]);
		check_turns(ctx, &e->ledger[i]);
	}
}

const struct check check_ledger = {.name = "ledger", .entry = check_entry};
