/* SPDX-License-Identifier: MIT */
/* Whether the commits that brought versions were signed by those whom the site names. */
#include "base/arena.h"
#include "base/file.h"
#include "base/map.h"
#include "base/path.h"
#include "build/history.h"
#include "build/sign_tool.h"
#include "write/hash.h"

enum { MOST_CACHE = 16 << 20 };

#define CACHE_HEAD STR("placard signatures 1\n")

struct verifying {
	struct arena *arena, *scratch;
	struct site *site;
	struct map verdicts; /* commit to "1" or "0" */
	struct str list;     /* the head of the cache: for which signers */
	struct str dir;	     /* for the files that ssh-keygen wants; empty: not made yet */
	size_t n_new;
};

static struct str cache_path(struct arena *a, struct str cache)
{
	return path_join(a, cache, STR("signatures"));
}

/* "COMMIT VERDICT" a line, behind the sum of the signers that it was found with. */
static void read_cache(struct verifying *v, struct str cache)
{
	struct str rest;
	if (!cache.n ||
		file_read(v->arena, str_cstr(v->arena, cache_path(v->arena, cache)), MOST_CACHE,
			&rest) ||
		!str_starts(rest, v->list))
		return;
	rest = str_after(rest, v->list.n);
	while (rest.n) {
		struct str verdict = str_line(&rest), commit = str_cut(&verdict, ' ');
		map_put(v->arena, &v->verdicts, commit,
			arena_copy(v->arena, &verdict, sizeof(verdict)));
	}
}

static void write_cache(struct verifying *v, struct str cache)
{
	struct buf out = buf_new(v->arena);
	buf_add(&out, v->list);
	for (size_t i = 0; i < v->verdicts.n; i++) {
		const struct str *verdict = v->verdicts.items[i].value;
		buf_printf(
			&out, "%.*s %.*s\n", STR_FMT(v->verdicts.items[i].key), STR_FMT(*verdict));
	}
	if (cache.n && v->n_new)
		(void)file_replace(v->arena, cache_path(v->arena, cache), buf_str(&out));
}

/* The folder with the list; a signature is put beside it. */
static bool make_folder(struct verifying *v)
{
	if (v->dir.n)
		return true;
	struct str dir;
	if (dir_make_temp(v->arena, &dir) || file_real(v->arena, str_cstr(v->arena, dir), &v->dir))
		return false;
	struct str list = path_join(v->arena, v->dir, STR("signers"));
	return !file_write_new(str_cstr(v->arena, list), v->site->signers->text);
}

/* Asks ssh-keygen; false: it could not be asked, and nothing is known. */
static bool ask(struct verifying *v, const struct signed_data *of, bool *ret_good)
{
	struct arena *a = v->scratch;
	struct str signer, file = path_join(a, v->dir, STR("signature"));
	struct tool_said said;
	struct ssh_signed s = {.data = of->data,
		.signature = file,
		.signers = path_join(a, v->dir, STR("signers")),
		.name_space = STR("git"),
		.time = STR_CAT(a, STR("verify-time="), of->time)};
	if (file_replace(a, file, of->signature))
		return false;
	*ret_good = ssh_verify(a, &s, &signer, &said);
	return said.ended;
}

static const struct str *verdict_of(struct verifying *v, const struct version_of_entry *version)
{
	const struct str *known = map_get(&v->verdicts, version->commit->id);
	bool good;
	if (known || v->site->history.no_tool)
		return known;
	arena_reset(v->scratch);
	if (!make_folder(v) || !ask(v, &version->is_signed, &good)) {
		v->site->history.no_tool = true;
		return NULL;
	}
	struct str verdict = good ? STR("1") : STR("0");
	known = arena_copy(v->arena, &verdict, sizeof(verdict));
	map_put(v->arena, &v->verdicts, version->commit->id, known);
	v->n_new++;
	return known;
}

static void verify_entry(struct verifying *v, struct entry_history *h)
{
	for (size_t i = 0; i < h->n_versions; i++) {
		struct version_of_entry *version = &h->versions[i];
		if (!version->commit || !version->is_signed.data.n)
			continue;
		const struct str *verdict = verdict_of(v, version);
		bool good = verdict && str_eq(*verdict, STR("1")) && version->proven;
		version->refused = verdict && !good;
		if (good)
			version->signature = SIGNATURE_VERIFIED;
	}
}

void history_verify(struct arena *a, struct site *site, struct str cache)
{
	if (!site->signers || site->history.state != HISTORY_FINE)
		return;
	struct verifying v = {.arena = a, .scratch = arena_new(), .site = site};
	v.list = STR_CAT(a, CACHE_HEAD, hash_hex(a, site->signers->text), STR("\n"));
	read_cache(&v, cache);
	for (size_t i = 0; i < site->n_entries; i++)
		if (site->entries[i]->history)
			verify_entry(&v, site->entries[i]->history);
	write_cache(&v, cache);
	arena_free(v.scratch);
}
