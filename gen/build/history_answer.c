/* SPDX-License-Identifier: MIT */
/* In the process apart: of each commit that touched a text, what its front matter says. */
#include <string.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/pack.h"
#include "base/path.h"
#include "base/utf8.h"
#include "build/data_file.h"
#include "build/history.h"
#include "load/history.h"
#include "parse/front_matter.h"
#include "parse/yaml.h"
#include "resolve/history.h"
#include "resolve/record.h"

/* Texts of versions above these are not kept: of a text alone, of all together. */
enum { MOST_TEXT = 16 << 20, MOST_TEXTS = 96 << 20 };

/* What is asked of each text that ever was. */
struct facts {
	bool readable, draft, internal;
	struct str title, index_no, number;
	struct str version; /* empty: none that counts */
};

struct answerer {
	struct arena *arena, *scratch;
	struct history_repo *repo;
	const struct history_walk *walk;
	struct map by_blob;  /* 20 bytes to struct facts */
	struct map by_front; /* the front matter to struct facts: most commits change the body */
	size_t kept;	     /* bytes of texts */
	bool lacks;	     /* there are texts that the repository does not have */
	struct buf *out;
};

struct front *history_front(struct arena *a, const struct source *source)
{
	struct str yaml, body;
	struct diags unheard = diags_new(a, LANG_EN, false);
	struct value map;
	struct front *front = NEW(a, struct front);
	struct reader r = {.arena = a, .diags = &unheard};
	if (!front_matter_split(source, &yaml, &body, &unheard) ||
		!yaml_parse(a, source, yaml, &map, &unheard) || map.kind != VALUE_MAP)
		return NULL;
	record_read(&r, &front_schema, &map, front);
	return front;
}

static const struct facts no_facts = {0};

static const struct facts *read_facts(struct answerer *x, struct str text)
{
	struct str yaml, body;
	struct diags unheard = diags_new(x->scratch, LANG_EN, false);
	if (utf8_invalid(text) != SIZE_MAX)
		return &no_facts;
	struct source *source = history_source(x->scratch, STR_NONE, text);
	if (!front_matter_split(source, &yaml, &body, &unheard))
		return &no_facts;
	const struct facts *known = map_get(&x->by_front, yaml);
	if (known)
		return known;
	struct facts *facts = NEW(x->arena, struct facts);
	const struct front *front = history_front(x->scratch, source);
	if (front)
		*facts = (struct facts){.readable = true,
			.draft = front->draft.on,
			.internal = front->audience.v == AUDIENCE_INTERNAL,
			.title = str_copy(x->arena, front->title.s),
			.index_no = str_copy(x->arena, front->index_no.s),
			.number = str_copy(x->arena, front->number.s),
			.version = str_copy(x->arena, version_key(x->scratch, front))};
	map_put(x->arena, &x->by_front, str_copy(x->arena, yaml), facts);
	return facts;
}

static const struct facts *facts_of(struct answerer *x, const struct blob_id *id)
{
	struct str key = {(const char *)id->bytes, BLOB_ID_SIZE}, text;
	const struct facts *facts = map_get(&x->by_blob, key);
	if (facts)
		return facts;
	bool found = history_text(x->repo, x->scratch, id, MOST_TEXT, &text);
	x->lacks |= !found && history_lacks(x->repo, id);
	facts = found ? read_facts(x, text) : &no_facts;
	map_put(x->arena, &x->by_blob, str_copy(x->arena, key), facts);
	arena_reset(x->scratch);
	return facts;
}

/* --- the answer --- */

/* The text of a version; its head alone where there is no more room. */
static void pack_text(struct answerer *x, const struct blob_id *id)
{
	struct str text, yaml, body;
	struct diags unheard = diags_new(x->scratch, LANG_EN, false);
	if (!history_text(x->repo, x->scratch, id, MOST_TEXT, &text))
		text = STR_NONE;
	bool whole = x->kept + text.n <= MOST_TEXTS;
	struct source *source = history_source(x->scratch, STR_NONE, text);
	if (!whole && front_matter_split(source, &yaml, &body, &unheard))
		text = str_sub(text, 0, text.n - body.n);
	pack_u32(x->out, whole ? KEPT_WHOLE : KEPT_HEAD);
	pack_str(x->out, text);
	x->kept += text.n;
	arena_reset(x->scratch);
}

/* More files of one folder are not kept. */
enum { MOST_NAMES = 20000 };

/* Whether a file of the entry's folder is data that is compared between versions. */
static bool is_kept(struct str name)
{
	struct str ext = path_ext(name), stem = path_stem(name);
	bool yaml = str_eq(ext, STR("yaml"));
	if (!yaml && !str_eq(ext, STR("csv")) && !str_eq(ext, STR("xlsx")))
		return false;
	for (size_t i = 0; i < N_DATA_FILES; i++)
		if (data_files[i].compared && str_eq(stem, str_from(data_files[i].stem)))
			return true;
	return yaml && str_eq(stem, STR("schedule"));
}

/* What can be verified of a version whose commit is signed, and whether it hangs on that. */
static void pack_signed(
	struct answerer *x, const struct walked_revision *r, struct signed_data *ret)
{
	const struct commit *c = &x->walk->commits.items[r->commit];
	*ret = (struct signed_data){.time = STR_NONE};
	if (c->signature == SIGNATURE_ABSENT || !history_signed(x->repo, x->arena, c->id, ret) ||
		x->kept + ret->data.n > MOST_TEXTS)
		*ret = (struct signed_data){.time = STR_NONE};
	x->kept += ret->data.n;
	pack_str(x->out, ret->signature);
	pack_str(x->out, ret->data);
	pack_str(x->out, ret->time);
}

/* The data beside a text, as it is gathered. */
struct keeping {
	struct answerer *x;
	struct str commit, dir;
	const struct signed_data *is_signed;
	struct buf kept;
	uint32_t n;
	bool proven; /* all of it hangs on what is signed */
};

static void keep_file(struct keeping *k, struct str name)
{
	struct answerer *x = k->x;
	struct str text = STR_NONE, path = path_join(x->scratch, k->dir, name);
	if (!history_file(x->repo, x->scratch, k->commit, path, MOST_TEXT, &text))
		return;
	if (x->kept + text.n > MOST_TEXTS)
		text = STR_NONE;
	x->kept += text.n;
	k->proven = k->proven && history_proven(x->repo, x->scratch, k->is_signed->data, path);
	pack_str(&k->kept, name);
	pack_str(&k->kept, text);
	k->n++;
}

static void keep_files(struct keeping *k)
{
	struct answerer *x = k->x;
	struct str folder = path_join(x->scratch, k->dir, STR("forms"));
	struct history_names files =
		history_names(x->repo, x->scratch, k->commit, k->dir, MOST_NAMES);
	struct history_names forms =
		history_names(x->repo, x->scratch, k->commit, folder, MOST_NAMES);
	for (size_t i = 0; i < files.list.n; i++)
		if (is_kept(files.list.items[i]))
			keep_file(k, files.list.items[i]);
	for (size_t i = 0; i < forms.list.n; i++)
		if (str_eq(path_ext(forms.list.items[i]), STR("yaml")))
			keep_file(k, STR_CAT(x->scratch, STR("forms/"), forms.list.items[i]));
}

static void pack_files(
	struct answerer *x, const struct walked_revision *r, const struct signed_data *is_signed)
{
	struct keeping k = {.x = x,
		.commit = x->walk->commits.items[r->commit].id,
		.dir = path_dir(r->path),
		.is_signed = is_signed,
		.kept = buf_new(x->scratch),
		.proven = is_signed->data.n &&
			  history_proven(x->repo, x->scratch, is_signed->data, r->path)};
	/* An entry that is a lone file has none. */
	if (str_eq(path_base(r->path), STR("index.md")))
		keep_files(&k);
	pack_u32(x->out, k.proven);
	pack_u32(x->out, k.n);
	buf_add(x->out, buf_str(&k.kept));
	arena_reset(x->scratch);
}

static void pack_revision(struct answerer *x, const struct walked_revision *r)
{
	const struct facts *now = facts_of(x, &r->now);
	bool is_new = now->version.n != 0;
	for (unsigned i = 0; i < r->n_before; i++)
		is_new &= !str_eq(now->version, facts_of(x, &r->before[i])->version);
	pack_u32(x->out, r->commit);
	pack_str(x->out, r->path);
	pack_u32(x->out, now->readable);
	pack_u32(x->out, now->draft);
	pack_u32(x->out, now->internal);
	pack_str(x->out, now->index_no);
	pack_str(x->out, now->number);
	if (!is_new) {
		pack_u32(x->out, KEPT_NONE);
		return;
	}
	struct signed_data is_signed;
	pack_text(x, &r->now);
	pack_signed(x, r, &is_signed);
	pack_files(x, r, &is_signed);
}

static void pack_line(struct answerer *x, const struct walked_line *line)
{
	pack_str(x->out, line->path);
	pack_u32(x->out, line->alive);
	pack_bytes(x->out, line->head.bytes, BLOB_ID_SIZE);
	pack_str(x->out,
		line->revisions.n ? facts_of(x, &line->revisions.items[0].now)->title : STR_NONE);
	pack_u32(x->out, (uint32_t)line->revisions.n);
	for (size_t i = 0; i < line->revisions.n; i++)
		pack_revision(x, &line->revisions.items[i]);
}

/* What is found is kept: packing asks for it again. */
static void read_all(struct answerer *x, const struct history_walk *walk)
{
	for (size_t i = 0; i < walk->lines.n; i++)
		for (size_t k = 0; k < walk->lines.items[i]->revisions.n; k++)
			(void)facts_of(x, &walk->lines.items[i]->revisions.items[k].now);
}

static void pack_walk(struct answerer *x, const struct history_walk *walk)
{
	x->walk = walk;
	read_all(x, walk);
	pack_u32(x->out, walk->is_cut || x->lacks);
	pack_u32(x->out, walk->is_huge);
	pack_u32(x->out, (uint32_t)walk->commits.n);
	for (size_t i = 0; i < walk->commits.n; i++) {
		const struct commit *c = &walk->commits.items[i];
		pack_str(x->out, c->id);
		pack_u32(x->out, (uint32_t)c->day);
		pack_u32(x->out, (uint32_t)c->signature);
		pack_str(x->out, c->subject);
	}
	pack_u32(x->out, (uint32_t)walk->lines.n);
	for (size_t i = 0; i < walk->lines.n; i++)
		pack_line(x, walk->lines.items[i]);
}

void history_answer(struct str question, struct buf *out)
{
	struct str dir = question, known = str_cut(&dir, '\n'), why;
	enum history_state state;
	struct answerer x = {.arena = out->arena, .scratch = arena_new(), .out = out};
	x.repo = history_open(out->arena, dir, &state, &why);
	struct str head = x.repo ? history_head(x.repo) : STR_NONE;
	bool same = head.n && str_eq(known, head);
	pack_u32(out, same ? HISTORY_ANSWER_SAME : HISTORY_ANSWER_WHOLE);
	if (!same) {
		pack_u32(out, (uint32_t)state);
		pack_str(out, why);
		pack_str(out, head);
	}
	if (!same && x.repo) {
		struct history_walk walk;
		history_walk(x.repo, &walk);
		pack_walk(&x, &walk);
	}
	arena_free(x.scratch);
}
