/* SPDX-License-Identifier: MIT */
/* What a front matter must say, and must not. */
#include "base/nearest.h"
#include "check/check.h"
#include "doc/messages.h"

/* Of drafts too: what is classified has no place in the folder. */
static void check_secrecy(const struct check_context *ctx)
{
	for (size_t i = 0; i < ctx->site->n_entries; i++) {
		struct text secrecy = ctx->site->entries[i]->front.secrecy;
		if (secrecy.s.n)
			diag_add(ctx->diags, MSG(secret_entry), secrecy.at, ARGS(secrecy.s));
	}
}

static void check_notice(const struct check_context *ctx, const struct entry *e)
{
	if (e->kind != ENTRY_NOTICE)
		return;
	struct span at = e->front.title.at;
	if (!e->front.number.s.n)
		diag_add(ctx->diags, MSG(notice_no_number), at, NO_ARGS);
	if (e->front.issued.kind == WHEN_NONE)
		diag_add(ctx->diags, MSG(notice_no_issued), at, NO_ARGS);
}

/* A document cannot be published or printed before it is made. */
static void check_order(const struct check_context *ctx, const struct entry *e)
{
	const struct front *f = &e->front;
	const struct when *later[] = {&f->printed, &f->published, &f->ceased.date};
	for (size_t i = 0; i < ARRAY_LEN(later); i++)
		if (e->issued != DAY_NONE && later[i]->kind == WHEN_DAY &&
			later[i]->first < e->issued)
			diag_add(ctx->diags, MSG(date_before_issued), later[i]->at,
				ARGS(later[i]->written, day_iso(ctx->arena, e->issued)));
}

static void check_outputs(const struct check_context *ctx, const struct entry *e)
{
	static const char *const known[] = {"html", "pdf", "docx", "txt"};
	for (size_t i = 0; i < e->front.outputs.n; i++) {
		struct text o = e->front.outputs.items[i];
		struct nearest near = nearest_to(o.s);
		bool found = false;
		for (size_t k = 0; k < ARRAY_LEN(known); k++) {
			found = found || str_eq(o.s, str_from(known[k]));
			nearest_try(&near, str_from(known[k]));
		}
		if (!found)
			diag_add(ctx->diags, MSG(output_unknown), o.at, ARGS(o.s, near.best));
		else if (str_eq(o.s, STR("docx")) || str_eq(o.s, STR("txt")))
			diag_add(ctx->diags, MSG(later), o.at,
				ARGS(STR_CAT(ctx->arena, STR("outputs: "), o.s)));
	}
}

static void check_issuers(const struct check_context *ctx, const struct entry *e)
{
	const struct parties *issuers = &e->front.issuer;
	for (size_t i = 0; i < issuers->n; i++)
		if (issuers->items[i].party && issuers->items[i].party->kind == PARTY_PERSON)
			diag_add(ctx->diags, MSG(party_person), issuers->items[i].name.at,
				ARGS(issuers->items[i].name.s));
}

static void check_entry(const struct check_context *ctx, const struct entry *e)
{
	check_notice(ctx, e);
	check_order(ctx, e);
	check_outputs(ctx, e);
	check_issuers(ctx, e);
}

const struct check check_front = {.name = "front", .site = check_secrecy, .entry = check_entry};
