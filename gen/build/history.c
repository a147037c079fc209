/* SPDX-License-Identifier: MIT */
#include "build/history.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/pack.h"
#include "base/path.h"
#include "build/apart.h"
#include "build/named.h"
#include "check/check.h"
#include "load/history.h"
#include "resolve/history.h"
#include "write/hash.h"

/* The number in it is raised when history_answer() answers otherwise than before. */
#define CACHE_HEAD STR("placard history 5\n")
enum { HEX_ID = 40, MOST_CACHE = 256 << 20 };

static const struct apart_limits limits = {60, (size_t)1 << 30, 192 << 20};

static struct str cache_path(struct arena *a, struct str cache)
{
	return path_join(a, cache, STR("history"));
}

/* What was answered before, for which head; empty where nothing that fits is kept. */
static struct str read_cache(struct arena *a, struct str cache, struct str *ret_head)
{
	struct str bytes;
	*ret_head = STR_NONE;
	if (!cache.n || file_read(a, str_cstr(a, cache_path(a, cache)), MOST_CACHE, &bytes) ||
		!str_starts(bytes, CACHE_HEAD) || bytes.n < CACHE_HEAD.n + HEX_ID)
		return STR_NONE;
	bytes = str_after(bytes, CACHE_HEAD.n);
	*ret_head = str_sub(bytes, 0, HEX_ID);
	return str_after(bytes, HEX_ID);
}

/* A cache that cannot be written costs the next build a walk, and nothing else. */
static void write_cache(struct arena *a, struct str cache, struct str head, struct str answer)
{
	if (cache.n && head.n == HEX_ID)
		(void)file_replace(a, cache_path(a, cache), STR_CAT(a, CACHE_HEAD, head, answer));
}

static struct str ask(struct arena *a, struct str head, struct str dir)
{
	struct str answer = STR_NONE;
	struct apart *reader = apart_new(a, history_answer, limits);
	if (apart_ask(reader, a, STR_CAT(a, head, STR("\n"), dir), &answer) != APART_DONE)
		answer = STR_NONE;
	apart_close(reader);
	return answer;
}

static bool is_same(struct str answer)
{
	struct unpacker u = {.rest = answer};
	return unpack_u32(&u) == HISTORY_ANSWER_SAME && !u.bad;
}

static void gather_afresh(struct arena *a, struct site *site, struct str cache)
{
	struct str answer = ask(a, STR_NONE, site->dir);
	struct unpacker u = {.rest = answer};
	bool whole = unpack_u32(&u) == HISTORY_ANSWER_WHOLE && !u.bad;
	if (!whole || !history_unpack(a, site, u.rest)) {
		site->history.state = HISTORY_BROKEN;
		return;
	}
	write_cache(a, cache, site->history.head, u.rest);
}

/* --- the working copy --- */

static bool is_head(const struct entry *e, struct arena *a, struct str bytes)
{
	struct str head = {(const char *)e->history->head, HASH_BLOB_SIZE};
	if (!e->history->in_head)
		return false;
	if (str_eq(hash_blob(a, bytes), head))
		return true;
	/* As Windows checks it out. */
	return str_has(bytes, STR("\r\n")) &&
	       str_eq(hash_blob(a, str_replace(a, bytes, STR("\r\n"), STR("\n"))), head);
}

/* Only where a version hangs on it: to compare all texts would be to read the site twice. */
static void look_at_copy(struct arena *a, const struct site *site, struct entry *e)
{
	struct str bytes;
	size_t most = (size_t)64 << 20;
	if (e->dormant || !version_key(a, &e->front).n ||
		file_read(a, str_cstr(a, e->disk), most, &bytes))
		return;
	if (!e->history)
		e->history = NEW(a, struct entry_history);
	e->history->uncommitted = !is_head(e, a, bytes);
	struct version_of_entry copy = {
		.source = history_source(a, e->source->name, bytes), .sha256 = hash_hex(a, bytes)};
	/* Whether it is committed, and signed, nobody knows then. */
	if (site->history.state == HISTORY_UNSUPPORTED || site->history.state == HISTORY_BROKEN)
		copy.signature = SIGNATURE_UNVERIFIED;
	history_add_copy(a, e, &copy);
}

static void gather_walked(struct arena *a, struct site *site, struct str cache)
{
	struct str head, kept = read_cache(a, cache, &head);
	bool good = head.n && is_same(ask(a, head, site->dir)) && history_unpack(a, site, kept);
	if (!good)
		gather_afresh(a, site, cache);
}

void history_gather(struct arena *a, struct site *site, struct str cache)
{
	if (history_is_there(a, site->dir))
		gather_walked(a, site, cache);
	else
		site->history.state = HISTORY_NONE;
	for (size_t i = 0; i < site->n_entries; i++) {
		struct entry *e = site->entries[i];
		look_at_copy(a, site, e);
		history_resolve(a, site, e);
	}
	history_verify(a, site, cache);
}

enum build_status build_history(struct arena *a, const struct build_request *req, struct str which,
	const struct entry **ret_entry, struct diags *d)
{
	struct diags unheard = diags_new(a, req->lang, false);
	struct site *site = gather(a, &req->gather, &unheard);
	if (!site) {
		diags_take(d, &unheard);
		return BUILD_CALL;
	}
	*ret_entry = entry_named(site, which, d);
	if (!*ret_entry)
		return BUILD_CALL;
	history_gather(a, site, req->cache);
	struct check_context ctx = {a, site, d};
	check_history_of(&ctx, *ret_entry);
	return diags_count(d, LEVEL_ERROR) ? BUILD_CONTENT : BUILD_OK;
}
