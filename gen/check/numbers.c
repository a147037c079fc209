/* SPDX-License-Identifier: MIT */
/* Document numbers: their form, and that neither they nor index numbers are used twice. */
#include "base/map.h"
#include "check/check.h"
#include "doc/messages.h"
#include "doc/number.h"

static void check_form(const struct check_context *ctx, struct text number)
{
	struct str better;
	if (number.s.n && number_check(ctx->arena, number.s, &better) != NUMBER_OK)
		diag_add(ctx->diags, better.n ? MSG(document_number) : MSG(document_number_none),
			number.at, ARGS(number.s, better));
}

static void check_entry(const struct check_context *ctx, const struct entry *e)
{
	check_form(ctx, e->front.number);
}

/* A number is unique within its issuer; the sign in it (青联发) already names the issuer, but not
 * always. */
static void check_twice(const struct check_context *ctx)
{
	struct map numbers = {0}, indexes = {0};
	for (size_t i = 0; i < ctx->site->by_path.n; i++) {
		const struct entry *e = ctx->site->by_path.items[i].value;
		const struct party *issuer = entry_issuer(e, 0);
		struct text number = e->front.number, index = e->front.index_no;
		struct str key =
			STR_CAT(ctx->arena, issuer ? issuer->id.s : STR_NONE, STR("\n"), number.s);
		const struct entry *other =
			number.s.n ? map_put(ctx->arena, &numbers, key, e) : NULL;
		if (other)
			diag_add(ctx->diags, MSG(number_twice), number.at,
				ARGS(number.s, other->source->name));
		other = index.s.n ? map_put(ctx->arena, &indexes, index.s, e) : NULL;
		if (other)
			diag_add(ctx->diags, MSG(index_twice), index.at,
				ARGS(index.s, other->source->name));
	}
}

const struct check check_numbers = {.name = "numbers", .site = check_twice, .entry = check_entry};
