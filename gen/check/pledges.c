/* SPDX-License-Identifier: MIT */
/* Pledges: what is kept has its day, and only that. */
#include "check/check.h"
#include "doc/messages.h"

static void check_entry(const struct check_context *ctx, const struct entry *e)
{
	for (size_t i = 0; i < e->n_pledges; i++) {
		const struct pledge *p = &e->pledges[i];
		bool dated = p->kept.kind != WHEN_NONE, kept = p->status.v == PLEDGE_KEPT;
		if (kept && !dated)
			diag_add(ctx->diags, MSG(pledge_no_day), p->status.at, ARGS(p->text.s));
		else if (dated && !kept)
			diag_add(ctx->diags, MSG(pledge_not_kept), p->kept.at,
				ARGS(p->kept.written));
	}
}

const struct check check_pledges = {.name = "pledges", .entry = check_entry};
