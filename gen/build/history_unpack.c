/* SPDX-License-Identifier: MIT */
/* From the bytes of an answer, fresh or kept, to the model. */
#include "base/arena.h"
#include "base/map.h"
#include "base/pack.h"
#include "build/history.h"
#include "resolve/history.h"
#include "write/hash.h"

struct reading {
	struct unpacker u;
	struct arena *arena;
	struct site *site;
	struct commit *commits;
	size_t n_commits;
	struct map entries; /* the name of its text below content/ to struct entry */
	VEC(struct gone_document) gone;
};

struct source *history_source(struct arena *a, struct str name, struct str bytes)
{
	struct str mark = STR("\xEF\xBB\xBF");
	return source_new(a, name, str_starts(bytes, mark) ? str_after(bytes, mark.n) : bytes);
}

static void take_commits(struct reading *r)
{
	r->n_commits = unpack_count(&r->u);
	r->commits = NEW_N(r->arena, struct commit, r->n_commits);
	for (size_t i = 0; i < r->n_commits; i++) {
		struct commit *c = &r->commits[i];
		c->id = unpack_view(&r->u);
		c->day = (day_t)unpack_u32(&r->u);
		bool is_signed = unpack_u32(&r->u) == SIGNATURE_UNVERIFIED;
		c->signature = is_signed ? SIGNATURE_UNVERIFIED : SIGNATURE_ABSENT;
		c->subject = unpack_view(&r->u);
	}
}

static void take_files(struct reading *r, struct version_of_entry *v)
{
	size_t n = unpack_count(&r->u);
	struct kept_file *files = NEW_N(r->arena, struct kept_file, n);
	for (size_t i = 0; i < n; i++) {
		files[i].name = unpack_view(&r->u);
		files[i].bytes = unpack_view(&r->u);
	}
	v->files = files;
	v->n_files = n;
}

/* The text that came with a revision, if it is that of a version. */
static void take_version(
	struct reading *r, struct entry_history *h, const struct revision *rev, enum kept_text kept)
{
	struct str text = unpack_view(&r->u);
	struct str name =
		STR_CAT(r->arena, STR("content/"), rev->path, STR("@"), commit_short(rev->commit));
	struct source *source = history_source(r->arena, name, text);
	const struct front *front = history_front(r->arena, source);
	struct version_of_entry v = {
		.commit = rev->commit, .front = front, .signature = rev->commit->signature};
	if (kept == KEPT_WHOLE) {
		v.source = source;
		v.sha256 = hash_hex(r->arena, text);
	}
	v.is_signed.signature = unpack_view(&r->u);
	v.is_signed.data = unpack_view(&r->u);
	v.is_signed.time = unpack_view(&r->u);
	v.proven = unpack_u32(&r->u) != 0;
	take_files(r, &v);
	if (front && version_key(r->arena, front).n)
		history_add_version(r->arena, h, v);
}

static void take_revision(struct reading *r, struct entry_history *h, struct revision *rev)
{
	uint32_t commit = unpack_u32(&r->u);
	r->u.bad |= commit >= r->n_commits;
	if (r->u.bad)
		return;
	rev->commit = &r->commits[commit];
	rev->path = unpack_view(&r->u);
	rev->readable = unpack_u32(&r->u) != 0;
	rev->draft = unpack_u32(&r->u) != 0;
	rev->internal = unpack_u32(&r->u) != 0;
	rev->index_no = unpack_view(&r->u);
	rev->number = unpack_view(&r->u);
	uint32_t kept = unpack_u32(&r->u);
	if (kept != KEPT_NONE)
		take_version(r, h, rev, kept == KEPT_WHOLE ? KEPT_WHOLE : KEPT_HEAD);
}

/* The numbers that it last had when it could be read. */
static struct gone_document gone_of(const struct entry_history *h)
{
	struct gone_document gone = {0};
	for (size_t i = 0; i < h->n_revisions; i++) {
		const struct revision *rev = &h->revisions[i];
		if (!rev->readable || rev->draft)
			continue;
		gone.index_no = rev->index_no;
		gone.number = rev->number;
		gone.commit = rev->commit;
		break;
	}
	return gone;
}

static void take_line(struct reading *r)
{
	struct str path = unpack_view(&r->u);
	bool alive = unpack_u32(&r->u) != 0;
	struct entry *e = alive ? (struct entry *)(uintptr_t)map_get(&r->entries, path) : NULL;
	struct entry_history *h = NEW(r->arena, struct entry_history);
	unsigned char *head = NEW_N(r->arena, unsigned char, HASH_BLOB_SIZE);
	unpack_bytes(&r->u, head, HASH_BLOB_SIZE);
	struct str title = unpack_view(&r->u);
	h->in_head = alive;
	h->head = head;
	h->n_revisions = unpack_count(&r->u);
	h->revisions = NEW_N(r->arena, struct revision, h->n_revisions);
	for (size_t i = 0; i < h->n_revisions && !r->u.bad; i++)
		take_revision(r, h, &h->revisions[i]);
	if (r->u.bad)
		return;
	if (e) {
		e->history = h;
		return;
	}
	struct gone_document gone = gone_of(h);
	gone.path = path;
	gone.title = title;
	if (gone.commit && (gone.index_no.n || gone.number.n))
		*vec_push(r->arena, &r->gone) = gone;
}

static void forget(struct site *site)
{
	for (size_t i = 0; i < site->n_entries; i++)
		site->entries[i]->history = NULL;
	site->history = (struct site_history){0};
}

bool history_unpack(struct arena *a, struct site *site, struct str bytes)
{
	struct reading r = {.u = {.arena = a, .rest = bytes}, .arena = a, .site = site};
	struct site_history *h = &site->history;
	for (size_t i = 0; i < site->n_entries; i++) {
		struct entry *e = site->entries[i];
		struct str text = e->dir.n ? STR("/index.md") : STR(".md");
		map_put(a, &r.entries, STR_CAT(a, e->path, text), e);
	}
	uint32_t state = unpack_u32(&r.u);
	h->why = unpack_view(&r.u);
	h->head = unpack_view(&r.u);
	h->state = state <= HISTORY_BROKEN ? (enum history_state)state : HISTORY_BROKEN;
	if (h->state == HISTORY_FINE) {
		h->is_cut = unpack_u32(&r.u) != 0;
		h->is_huge = unpack_u32(&r.u) != 0;
		take_commits(&r);
		for (uint32_t n = unpack_count(&r.u); n && !r.u.bad; n--)
			take_line(&r);
		h->gone = r.gone.items;
		h->n_gone = r.gone.n;
	}
	if (r.u.bad)
		forget(site);
	return !r.u.bad;
}
