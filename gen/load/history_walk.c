/* SPDX-License-Identifier: MIT */
/* The commits, and what each of them changed. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/utf8.h"
#include "load/history_repo.h"

enum {
	MOST_COMMITS = 1000000,
	MOST_CHANGES = 1000000, /* trees that name each other can unfold without end */
	DEPTH = 3,		/* column, entry's folder, its text */
	MOST_PARENTS = 16,
	MOST_HIDDEN = 20000,
	SUBJECT_BYTES = 200
};

struct walked_commit {
	git_oid id, tree; /* tree: of the whole repository */
	uint32_t *parents;
	uint32_t n_parents, next_parent;
	/* Paths whose changes here and before went nowhere, as a merge took another side's. NULL:
	 * none. */
	struct map *hidden;
	bool reached; /* hidden is known */
};

struct walker {
	struct history_repo *repo;
	struct arena *arena, *scratch;
	struct history_walk *walk;
	VEC(struct walked_commit) commits; /* as found */
	VEC(uint32_t) order;		   /* a commit behind its parents */
	struct map by_id;		   /* 20 bytes to index + 1 */
	struct line_builder lines;
	size_t n_changes;
};

/* --- which commits --- */

/* The index of a commit that may be new, or UINT32_MAX where the repository does not have it. */
static uint32_t find_commit(struct walker *w, const git_oid *id)
{
	struct str key = {(const char *)id->id, GIT_OID_RAWSZ};
	uintptr_t known = (uintptr_t)map_get(&w->by_id, key);
	if (known)
		return (uint32_t)(known - 1);
	git_commit *commit;
	if (w->commits.n == MOST_COMMITS) {
		w->walk->is_huge = true;
		return UINT32_MAX;
	}
	if (git_commit_lookup(&commit, w->repo->git, id)) {
		w->walk->is_cut = true;
		return UINT32_MAX;
	}
	struct walked_commit *c = vec_push(w->arena, &w->commits);
	git_oid_cpy(&c->id, id);
	git_oid_cpy(&c->tree, git_commit_tree_id(commit));
	c->n_parents = git_commit_parentcount(commit);
	if (c->n_parents > MOST_PARENTS)
		c->n_parents = MOST_PARENTS;
	c->parents = NEW_N(w->arena, uint32_t, c->n_parents);
	git_commit_free(commit);
	map_put(w->arena, &w->by_id, str_copy(w->arena, key),
		(const void *)(uintptr_t)w->commits.n);
	return (uint32_t)(w->commits.n - 1);
}

/* Goes to the next parent of the commit on top of the stack: UINT32_MAX where all were visited. */
static uint32_t next_parent(struct walker *w, uint32_t at)
{
	assert(at < w->commits.n && w->commits.items);
	while (w->commits.items[at].next_parent < w->commits.items[at].n_parents) {
		struct walked_commit *c = &w->commits.items[at];
		uint32_t which = c->next_parent++;
		git_commit *commit;
		if (git_commit_lookup(&commit, w->repo->git, &c->id))
			continue;
		git_oid id = *git_commit_parent_id(commit, which);
		git_commit_free(commit);
		size_t before = w->commits.n;
		uint32_t parent = find_commit(w, &id);
		w->commits.items[at].parents[which] = parent;
		if (parent != UINT32_MAX && w->commits.n > before)
			return parent;
	}
	return UINT32_MAX;
}

static void order_commits(struct walker *w)
{
	VEC(uint32_t) stack = {0};
	uint32_t first = find_commit(w, &w->repo->head);
	if (first == UINT32_MAX)
		return;
	*vec_push(w->arena, &stack) = first;
	while (stack.n) {
		uint32_t at = stack.items[stack.n - 1], parent = next_parent(w, at);
		if (parent != UINT32_MAX) {
			*vec_push(w->arena, &stack) = parent;
		} else {
			*vec_push(w->arena, &w->order) = at;
			stack.n--;
		}
	}
}

/* --- two trees --- */

/* Trees are compared as git stores them: a folder with thousands of texts is named anew by each
 * commit, and all but one of its entries are the same bytes. An entry is its mode in octal, a
 * space, its name, NUL and its id. */
struct tree_entry {
	unsigned mode;
	struct str name;
	const char *id;
	size_t size; /* of all of it */
};

enum { MODE_TYPE = 0170000, MODE_FOLDER = 0040000, MODE_FILE = 0100000 };

/* A folder in either. */
struct folder_pair {
	git_oid before, now;
	bool has_before, has_now;
	struct str path;
	int depth;
};

struct comparison {
	struct walker *w;
	struct text_changes *changes;
	VEC(struct folder_pair) folders; /* left to be looked into */
};

/* False at the end, and where the bytes are no tree. */
static bool first_entry(struct str tree, struct tree_entry *ret)
{
	size_t space = str_find_char(str_sub(tree, 0, 8), ' ');
	size_t end = str_find_char(tree, '\0');
	if (space == SIZE_MAX || end == SIZE_MAX || space > end ||
		tree.n - end < 1 + (size_t)GIT_OID_RAWSZ)
		return false;
	*ret = (struct tree_entry){.name = str_sub(tree, space + 1, end),
		.id = tree.p + end + 1,
		.size = end + 1 + GIT_OID_RAWSZ};
	for (size_t i = 0; i < space; i++)
		ret->mode = ret->mode * 8 + (unsigned)(tree.p[i] - '0') % 8;
	return true;
}

static size_t same_bytes(struct str a, struct str b)
{
	size_t n = a.n < b.n ? a.n : b.n, i = 0;
	uint64_t x, y;
	for (; i + sizeof(x) <= n; i += sizeof(x)) {
		memcpy(&x, a.p + i, sizeof(x));
		memcpy(&y, b.p + i, sizeof(y));
		if (x != y)
			break;
	}
	while (i < n && a.p[i] == b.p[i])
		i++;
	return i;
}

/* The entries that both begin with are no changes. */
static void skip_same(struct str *a, struct str *b)
{
	size_t same = same_bytes(*a, *b), skipped = 0;
	struct tree_entry e;
	while (skipped < same && first_entry(str_after(*a, skipped), &e) &&
		skipped + e.size <= same)
		skipped += e.size;
	*a = str_after(*a, skipped);
	*b = str_after(*b, skipped);
}

static bool is_folder(const struct tree_entry *e)
{
	return e && (e->mode & MODE_TYPE) == MODE_FOLDER;
}

/* In git's order a folder stands as if its name ended with a slash. */
static int entry_order(const struct tree_entry *a, const struct tree_entry *b)
{
	size_t n = a->name.n < b->name.n ? a->name.n : b->name.n;
	int order = n ? memcmp(a->name.p, b->name.p, n) : 0;
	if (order)
		return order;
	unsigned char x = n < a->name.n ? (unsigned char)a->name.p[n] : is_folder(a) ? '/' : 0;
	unsigned char y = n < b->name.n ? (unsigned char)b->name.p[n] : is_folder(b) ? '/' : 0;
	return x - y;
}

/* content/COLUMN/ENTRY.md and content/COLUMN/ENTRY/index.md are texts of entries. */
static bool is_text(const struct tree_entry *e, int depth)
{
	if (!e || (e->mode & MODE_TYPE) != MODE_FILE)
		return false;
	if (depth == 2)
		return str_ends(e->name, STR(".md")) && !str_eq(e->name, STR("_index.md"));
	return depth == DEPTH && str_eq(e->name, STR("index.md"));
}

static void add_change(struct comparison *c, struct str path, const struct tree_entry *before,
	const struct tree_entry *now)
{
	struct text_change change = {.path = path, .has_before = before, .has_now = now};
	if (before)
		memcpy(change.before.bytes, before->id, BLOB_ID_SIZE);
	if (now)
		memcpy(change.now.bytes, now->id, BLOB_ID_SIZE);
	*vec_push(c->w->scratch, &c->changes->list) = change;
	c->w->n_changes++;
}

/* Of one name; NULL: one side has none. */
static void compare_entries(struct comparison *c, const struct folder_pair *in,
	const struct tree_entry *before, const struct tree_entry *now)
{
	struct arena *a = c->w->scratch;
	int depth = in->depth + 1;
	struct str name = before ? before->name : now->name;
	bool folder = is_folder(before) || is_folder(now);
	before = is_folder(before) || is_text(before, depth) ? before : NULL;
	now = is_folder(now) || is_text(now, depth) ? now : NULL;
	bool same = before && now && memcmp(before->id, now->id, BLOB_ID_SIZE) == 0;
	if ((!before && !now) || same || (folder && depth == DEPTH))
		return;
	struct str path = in->path.n ? STR_CAT(a, in->path, STR("/"), name) : str_copy(a, name);
	if (!folder) {
		add_change(c, path, before, now);
		return;
	}
	struct folder_pair *next = vec_push(a, &c->folders);
	*next = (struct folder_pair){
		.has_before = before, .has_now = now, .path = path, .depth = depth};
	if (before)
		memcpy(next->before.id, before->id, GIT_OID_RAWSZ);
	if (now)
		memcpy(next->now.id, now->id, GIT_OID_RAWSZ);
}

/* NULL where the repository lacks it: then it is cut. */
static git_odb_object *read_tree(struct walker *w, bool wanted, const git_oid *id)
{
	git_odb_object *object = NULL;
	if (!wanted)
		return NULL;
	if (git_odb_read(&object, w->repo->odb, id) ||
		git_odb_object_type(object) != GIT_OBJECT_TREE) {
		w->walk->is_cut = true;
		git_odb_object_free(object);
		return NULL;
	}
	return object;
}

static struct str tree_bytes(git_odb_object *object)
{
	return object ? (struct str){git_odb_object_data(object), git_odb_object_size(object)}
		      : STR_NONE;
}

static void compare_bytes(
	struct comparison *c, const struct folder_pair *pair, struct str before, struct str now)
{
	struct tree_entry x, y;
	while (c->w->n_changes <= MOST_CHANGES) {
		skip_same(&before, &now);
		bool has_x = first_entry(before, &x), has_y = first_entry(now, &y);
		if (!has_x && !has_y)
			break;
		int order = !has_x ? 1 : !has_y ? -1 : entry_order(&x, &y);
		compare_entries(c, pair, order <= 0 ? &x : NULL, order >= 0 ? &y : NULL);
		before = str_after(before, order <= 0 ? x.size : 0);
		now = str_after(now, order >= 0 ? y.size : 0);
	}
}

static void compare_folder(struct comparison *c, const struct folder_pair *pair)
{
	git_odb_object *before = read_tree(c->w, pair->has_before, &pair->before);
	git_odb_object *now = read_tree(c->w, pair->has_now, &pair->now);
	compare_bytes(c, pair, tree_bytes(before), tree_bytes(now));
	git_odb_object_free(before);
	git_odb_object_free(now);
}

/* The folder content/ in the tree of a commit; false: it has none. */
static bool find_content(struct walker *w, const git_oid *root, git_oid *ret_id)
{
	git_tree *tree;
	git_tree_entry *e;
	if (git_tree_lookup(&tree, w->repo->git, root)) {
		w->walk->is_cut = true;
		return false;
	}
	int error = git_tree_entry_bypath(&e, tree, str_cstr(w->scratch, w->repo->prefix));
	bool found = !error && git_tree_entry_type(e) == GIT_OBJECT_TREE;
	if (found)
		git_oid_cpy(ret_id, git_tree_entry_id(e));
	if (!error)
		git_tree_entry_free(e);
	git_tree_free(tree);
	return found;
}

/* before NULL: to nothing. */
static void compare(struct walker *w, const git_oid *before, const git_oid *now,
	struct text_changes *ret_changes)
{
	struct comparison c = {.w = w, .changes = ret_changes};
	struct folder_pair top = {0};
	*ret_changes = (struct text_changes){0};
	if (before && git_oid_equal(before, now))
		return;
	top.has_before = before && find_content(w, before, &top.before);
	top.has_now = find_content(w, now, &top.now);
	if (top.has_before && top.has_now && git_oid_equal(&top.before, &top.now))
		return;
	*vec_push(w->scratch, &c.folders) = top;
	while (c.folders.n && w->n_changes <= MOST_CHANGES) {
		struct folder_pair pair = c.folders.items[--c.folders.n];
		compare_folder(&c, &pair);
	}
	w->walk->is_huge |= w->n_changes > MOST_CHANGES;
}

/* --- which changes are a commit's own --- */

/* What a merge changed of one of its sides. */
struct side {
	struct text_changes changes;
	struct map by_path;
	struct map sources, renamed; /* a new name to what the side had; old names */
	struct map *hidden;
};

/* What is hidden of a commit by all who come from it. */
static void hide(struct walker *w, uint32_t parent, struct map *hidden)
{
	struct walked_commit *p = &w->commits.items[parent];
	if (!p->reached) {
		p->reached = true;
		p->hidden = hidden && hidden->n <= MOST_HIDDEN ? hidden : NULL;
		return;
	}
	if (!p->hidden || p->hidden == hidden)
		return;
	struct map both = {0};
	for (size_t i = 0; hidden && i < hidden->n; i++)
		if (map_get(p->hidden, hidden->items[i].key))
			map_put(w->arena, &both, hidden->items[i].key, w);
	p->hidden = both.n ? arena_copy(w->arena, &both, sizeof(both)) : NULL;
}

static struct map *copy_hidden(struct walker *w, const struct map *from)
{
	struct map *to = NEW(w->arena, struct map);
	for (size_t i = 0; from && i < from->n; i++)
		map_put(w->arena, to, from->items[i].key, w);
	return to;
}

/* Whether each side of a merge is changed there; of all others what was not taken is hidden. */
static bool differs_everywhere(const struct side *sides, uint32_t n, struct str path)
{
	for (uint32_t i = 0; i < n; i++)
		if (!map_get(&sides[i].by_path, path))
			return false;
	return true;
}

/* Of two sides: a third is rare, and what it said of its version rarer. */
static void add_before(struct text_change *merged, const struct blob_id *before)
{
	if (!merged->has_before) {
		merged->before = *before;
		merged->has_before = true;
	} else if (!merged->has_other) {
		merged->other = *before;
		merged->has_other = true;
	}
}

/* What no side had, beside what each of them had: under the same name, or another. */
static struct text_change merged_change(const struct side *sides, uint32_t n, struct str path)
{
	struct text_change merged = *(const struct text_change *)map_get(&sides[0].by_path, path);
	merged.has_before = false;
	for (uint32_t i = 0; i < n; i++) {
		const struct text_change *change = map_get(&sides[i].by_path, path);
		const struct text_change *renamed = map_get(&sides[i].sources, path);
		if (change->has_before)
			add_before(&merged, &change->before);
		else if (renamed)
			add_before(&merged, &renamed->before);
	}
	return merged;
}

static bool is_removed(const struct text_change *c)
{
	return c->has_before && !c->has_now;
}

/* What the merge calls otherwise than a side did is the same document there. */
static void find_renames(struct walker *w, struct side *side)
{
	size_t pairs_left = LINES_MOST_PAIRS, removals = 0;
	struct text_changes left = {0};
	for (size_t i = 0; i < side->changes.list.n; i++) {
		const struct text_change *c = &side->changes.list.items[i];
		if (is_removed(c)) {
			*vec_push(w->scratch, &left.list) = *c;
			removals++;
		}
	}
	for (size_t i = 0; i < side->changes.list.n && removals; i++) {
		struct text_change *c = &side->changes.list.items[i];
		if (!c->has_now || c->has_before)
			continue;
		struct text_change *from = lines_source(&w->lines, c, &left, &pairs_left);
		if (!from)
			continue;
		map_put(w->scratch, &side->sources, c->path, map_get(&side->by_path, from->path));
		map_put(w->scratch, &side->renamed, from->path, side);
		lines_continue(
			&w->lines, str_copy(w->arena, c->path), str_copy(w->arena, from->path));
		*from = (struct text_change){0};
		removals--;
	}
}

/* Of a merge its own is what no side had. */
static void part_merge(struct walker *w, const struct walked_commit *c, struct side *sides,
	struct text_changes *ret_own)
{
	for (uint32_t i = 0; i < c->n_parents; i++)
		find_renames(w, &sides[i]);
	for (uint32_t i = 0; i < c->n_parents; i++) {
		const struct text_changes *changes = &sides[i].changes;
		sides[i].hidden = copy_hidden(w, c->hidden);
		for (size_t k = 0; k < changes->list.n; k++) {
			struct str path = changes->list.items[k].path;
			bool own = differs_everywhere(sides, c->n_parents, path);
			if (!own && !map_get(&sides[i].renamed, path))
				map_put(w->arena, sides[i].hidden, str_copy(w->arena, path), w);
			else if (own && i == 0)
				*vec_push(w->scratch, &ret_own->list) =
					merged_change(sides, c->n_parents, path);
		}
	}
	for (uint32_t i = 0; i < c->n_parents; i++)
		if (c->parents[i] != UINT32_MAX)
			hide(w, c->parents[i], sides[i].hidden);
}

static const git_oid *tree_of(const struct walker *w, uint32_t commit)
{
	return commit == UINT32_MAX ? NULL : &w->commits.items[commit].tree;
}

/* The changes of a commit that are its own. A parent that the repository lacks leaves a commit that
 * changed nobody knows what: it is taken for the beginning. */
static void changes_of(struct walker *w, uint32_t at, struct text_changes *ret_own)
{
	const struct walked_commit *c = &w->commits.items[at];
	if (c->n_parents < 2) {
		uint32_t parent = c->n_parents ? c->parents[0] : UINT32_MAX;
		compare(w, tree_of(w, parent), &c->tree, ret_own);
		if (parent != UINT32_MAX)
			hide(w, parent, c->hidden);
		return;
	}
	struct side *sides = NEW_N(w->scratch, struct side, c->n_parents);
	for (uint32_t i = 0; i < c->n_parents; i++) {
		struct text_changes *changes = &sides[i].changes;
		compare(w, tree_of(w, c->parents[i]), &c->tree, changes);
		for (size_t k = 0; k < changes->list.n; k++)
			map_put(w->scratch, &sides[i].by_path, changes->list.items[k].path,
				&changes->list.items[k]);
	}
	*ret_own = (struct text_changes){0};
	part_merge(w, c, sides, ret_own);
}

static int similar(void *context, const struct blob_id *x, const struct blob_id *y)
{
	struct walker *w = context;
	return history_similar(w->repo, w->scratch, x, y);
}

/* --- the walk --- */

static struct commit describe(struct walker *w, const git_oid *id)
{
	char hex[GIT_OID_HEXSZ + 1];
	git_commit *commit;
	git_buf signature = {0};
	git_oid_tostr(hex, sizeof(hex), id);
	struct commit c = {.id = str_copy(w->arena, str_from(hex)), .day = DAY_NONE};
	if (git_commit_lookup(&commit, w->repo->git, id))
		return c;
	const git_signature *author = git_commit_author(commit);
	int64_t seconds = author ? author->when.time + (int64_t)author->when.offset * 60 : 0;
	int64_t day = seconds / 86400 - (seconds % 86400 < 0);
	struct civil widest = {9999, 12, 31};
	if (author && day > -350000 && day <= day_from_civil(widest))
		c.day = (day_t)day;
	if (!git_commit_header_field(&signature, commit, "gpgsig"))
		c.signature = SIGNATURE_UNVERIFIED;
	git_buf_dispose(&signature);
	const char *message = git_commit_message(commit);
	struct str rest = str_trim(str_from(message ? message : "")), line = str_line(&rest);
	size_t end = line.n;
	if (end > SUBJECT_BYTES)
		for (end = SUBJECT_BYTES; end && ((unsigned char)line.p[end] & 0xC0) == 0x80;)
			end--;
	line = str_sub(line, 0, end);
	if (utf8_invalid(line) == SIZE_MAX)
		c.subject = str_copy(w->arena, line);
	git_commit_free(commit);
	return c;
}

static void drop_hidden(const struct map *hidden, struct text_changes *changes)
{
	size_t n = 0;
	for (size_t i = 0; hidden && i < changes->list.n; i++)
		if (!map_get(hidden, changes->list.items[i].path))
			changes->list.items[n++] = changes->list.items[i];
	if (hidden)
		changes->list.n = n;
}

/* The lines keep paths. */
static void keep_paths(struct walker *w, struct text_changes *changes)
{
	for (size_t i = 0; i < changes->list.n; i++)
		changes->list.items[i].path = str_copy(w->arena, changes->list.items[i].path);
}

void history_walk(struct history_repo *repo, struct history_walk *ret_walk)
{
	*ret_walk = (struct history_walk){0};
	struct walker w = {
		.repo = repo, .arena = repo->arena, .scratch = arena_new(), .walk = ret_walk};
	w.lines = (struct line_builder){
		.arena = w.arena, .walk = ret_walk, .similar = similar, .context = &w};
	struct text_changes changes;
	order_commits(&w);
	if (w.order.n) {
		compare(&w, NULL, &w.commits.items[0].tree, &changes);
		keep_paths(&w, &changes);
		lines_begin(&w.lines, &changes);
	}
	for (size_t i = w.order.n; i-- > 0 && w.n_changes <= MOST_CHANGES;) {
		uint32_t at = w.order.items[i];
		arena_reset(w.scratch);
		changes_of(&w, at, &changes);
		drop_hidden(w.commits.items[at].hidden, &changes);
		if (!changes.list.n)
			continue;
		keep_paths(&w, &changes);
		*vec_push(w.arena, &ret_walk->commits) = describe(&w, &w.commits.items[at].id);
		lines_add(&w.lines, (uint32_t)(ret_walk->commits.n - 1), &changes);
	}
	arena_free(w.scratch);
}
