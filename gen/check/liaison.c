/* SPDX-License-Identifier: MIT */
/* Who looks after whom: each pair once. */
#include "base/map.h"
#include "base/str.h"
#include "check/check.h"
#include "doc/messages.h"

static struct str ref_id(const struct party_ref *ref)
{
	if (ref->party)
		return ref->party->id.s;
	return ref->group ? ref->group->id.s : ref->name.s;
}

static void check_row(const struct check_context *ctx, struct map *seen, const struct liaison *row)
{
	for (size_t i = 0; row->person.n && i < row->unit.n; i++) {
		const struct party_ref *unit = &row->unit.items[i];
		struct str key =
			STR_CAT(ctx->arena, ref_id(&row->person.items[0]), STR(" "), ref_id(unit));
		const struct text *first = map_get(seen, key);
		if (first)
			diag_add(ctx->diags, MSG(liaison_twice), unit->name.at,
				ARGS(unit->name.s, row->person.items[0].name.s,
					str_printf(ctx->arena, "%u", span_place(first->at).line)));
		else
			map_put(ctx->arena, seen, key, &unit->name);
	}
}

static void check_entry(const struct check_context *ctx, const struct entry *e)
{
	struct map seen = {0};
	for (size_t i = 0; i < e->n_liaison; i++)
		check_row(ctx, &seen, &e->liaison[i]);
}

const struct check check_liaison = {.name = "liaison", .entry = check_entry};
