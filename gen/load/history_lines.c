/* SPDX-License-Identifier: MIT */
/* Which texts are one document, through renames. */
#include "base/arena.h"
#include "base/map.h"
#include "load/history.h"

enum { ALIKE = 50 };

static bool same_blob(const struct blob_id *a, const struct blob_id *b)
{
	return str_eq((struct str){(const char *)a->bytes, BLOB_ID_SIZE},
		(struct str){(const char *)b->bytes, BLOB_ID_SIZE});
}

static struct walked_line *new_line(struct line_builder *b, struct str path)
{
	struct walked_line *line = NEW(b->arena, struct walked_line);
	line->path = path;
	*vec_push(b->arena, &b->walk->lines) = line;
	return line;
}

/* const void * is what the map keeps; the lines are the builder's own. */
static struct walked_line *open_line(struct line_builder *b, struct str path)
{
	struct walked_line *line = (struct walked_line *)(uintptr_t)map_get(&b->open, path);
	if (!line) {
		line = new_line(b, path);
		map_put(b->arena, &b->open, path, line);
	}
	return line;
}

static void close_line(struct line_builder *b, struct str path)
{
	map_put(b->arena, &b->open, path, NULL);
}

void lines_begin(struct line_builder *b, const struct text_changes *in_head)
{
	for (size_t i = 0; i < in_head->list.n; i++) {
		struct walked_line *line = open_line(b, in_head->list.items[i].path);
		line->alive = true;
		line->head = in_head->list.items[i].now;
	}
}

static void add_revision(struct line_builder *b, struct walked_line *line, uint32_t commit,
	const struct text_change *c, const struct text_change *from)
{
	struct walked_revision *r = vec_push(b->arena, &line->revisions);
	*r = (struct walked_revision){.commit = commit, .path = c->path, .now = c->now};
	if (from || c->has_before)
		r->before[r->n_before++] = from ? from->before : c->before;
	if (c->has_other)
		r->before[r->n_before++] = c->other;
}

/* What a parallel branch did to the old name is part of the same document. */
static void continue_as(struct line_builder *b, struct walked_line *line, struct str old)
{
	struct walked_line *other = (struct walked_line *)(uintptr_t)map_get(&b->open, old);
	if (other && other != line && !other->alive) {
		for (size_t i = 0; i < other->revisions.n; i++)
			*vec_push(b->arena, &line->revisions) = other->revisions.items[i];
		other->revisions.n = 0;
	}
	map_put(b->arena, &b->open, old, line);
}

static bool is_add(const struct text_change *c)
{
	return c->has_now && !c->has_before;
}

static bool is_removal(const struct text_change *c)
{
	return c->has_before && !c->has_now;
}

struct text_change *lines_source(struct line_builder *b, const struct text_change *added,
	struct text_changes *changes, size_t *pairs_left)
{
	struct text_change *best = NULL;
	int most = ALIKE - 1;
	for (size_t i = 0; i < changes->list.n; i++) {
		struct text_change *c = &changes->list.items[i];
		if (is_removal(c) && same_blob(&c->before, &added->now))
			return c;
	}
	for (size_t i = 0; i < changes->list.n && *pairs_left; i++) {
		struct text_change *c = &changes->list.items[i];
		if (!is_removal(c))
			continue;
		(*pairs_left)--;
		int alike = b->similar(b->context, &c->before, &added->now);
		if (alike > most) {
			most = alike;
			best = c;
		}
	}
	return best;
}

static bool has_removals(const struct text_changes *changes)
{
	for (size_t i = 0; i < changes->list.n; i++)
		if (is_removal(&changes->list.items[i]))
			return true;
	return false;
}

void lines_continue(struct line_builder *b, struct str path, struct str old)
{
	continue_as(b, open_line(b, path), old);
}

void lines_add(struct line_builder *b, uint32_t commit, struct text_changes *changes)
{
	size_t pairs_left = LINES_MOST_PAIRS;
	bool renames = has_removals(changes);
	for (size_t i = 0; i < changes->list.n; i++) {
		struct text_change *c = &changes->list.items[i];
		if (!c->has_now)
			continue;
		struct walked_line *line = open_line(b, c->path);
		struct text_change *from = NULL;
		if (is_add(c) && renames)
			from = lines_source(b, c, changes, &pairs_left);
		add_revision(b, line, commit, c, from);
		if (from) {
			close_line(b, c->path);
			continue_as(b, line, from->path);
			*from = (struct text_change){0}; /* it is spoken for */
		}
	}
	for (size_t i = 0; i < changes->list.n; i++)
		if (is_removal(&changes->list.items[i]))
			open_line(b, changes->list.items[i].path);
}
