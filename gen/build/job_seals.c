/* SPDX-License-Identifier: MIT */
/* The pictures of seals and stamps, for paper of an internal build. */
#include "build/job.h"

#include "base/arena.h"
#include "load/load.h"
#include "render/picture.h"
#include "render/print.h"

struct seals {
	VEC(struct print_seal) list;
};

static void add_seal(
	struct arena *a, struct report *r, const struct party *party, struct seals *seals)
{
	struct print_seal seal = {.party = party};
	struct str bytes;
	if (!party || !party->seal_file ||
		!load_bytes(a, party->seal_file->disk, party->seal_file->name, &bytes, &r->diags))
		return;
	/* One that is broken the paper tells of. */
	if (picture_clean(a, bytes, &seal.bytes) == PICTURE_BROKEN)
		seal.bytes = bytes;
	*vec_push(a, &seals->list) = seal;
}

/* Who signs: the organs with seals, or the person with a stamp. */
static void add_seals(struct job_worker *w, struct arena *a, struct report *r,
	const struct entry *e, struct seals *seals)
{
	const struct party *party;
	const struct texts *signers = &e->front.signer;
	if (e->front.seal.v == SEAL_AREA)
		for (size_t i = 0; (party = entry_issuer(e, i)); i++)
			add_seal(a, r, party, seals);
	if (e->front.seal.v != SEAL_STAMP || !signers->n)
		return;
	const struct party_names *who =
		map_get(&w->shared->site->parties.by_name, signers->items[0].s);
	add_seal(a, r, who ? who->party : NULL, seals);
}

void job_seals(struct job_worker *w, struct arena *a, const struct entry *e, struct report *r,
	struct print_input *in)
{
	struct seals seals = {0};
	if (w->shared->site->audience != AUDIENCE_INTERNAL)
		return;
	add_seals(w, a, r, e, &seals);
	if (e->issues && e->issues->shown)
		add_seals(w, a, r, e->issues, &seals);
	in->seals = seals.list.items;
	in->n_seals = seals.list.n;
}
