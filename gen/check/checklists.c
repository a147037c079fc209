/* SPDX-License-Identifier: MIT */
/* Checklists: each concerns somebody. Marks are judged where they find whom they count for. */
#include "check/check.h"
#include "doc/messages.h"

static void check_entry(const struct check_context *ctx, const struct entry *e)
{
	for (size_t i = 0; i < e->n_checklists; i++)
		if (!e->checklists[i].who.n)
			diag_add(ctx->diags, MSG(checklist_no_one), e->checklists[i].title.at,
				ARGS(e->checklists[i].title.s));
}

const struct check check_checklists = {.name = "checklists", .entry = check_entry};
