/* SPDX-License-Identifier: MIT */
#include "build/report.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"

/* Both ends are the same program on the same machine, so numbers go as they are in memory. */

static void put_u32(struct buf *b, uint32_t v)
{
	buf_add(b, (struct str){(const char *)&v, sizeof(v)});
}

static void put_str(struct buf *b, struct str s)
{
	put_u32(b, (uint32_t)s.n);
	buf_add(b, s);
}

static void put_place(struct buf *b, const struct place *p)
{
	put_str(b, p->name);
	put_u32(b, p->line);
	put_u32(b, p->column);
	put_u32(b, p->count);
	put_str(b, p->text);
	put_str(b, p->sheet);
	put_u32(b, p->cell_column);
}

struct report report_new(struct arena *a, uint32_t job, enum lang lang, bool strict)
{
	return (struct report){.job = job, .diags = diags_new(a, lang, strict)};
}

static void put_diags(struct buf *b, const struct diags *d)
{
	put_u32(b, (uint32_t)d->list.n);
	for (size_t i = 0; i < d->list.n; i++) {
		const struct diag *item = &d->list.items[i];
		put_str(b, item->id);
		put_u32(b, (uint32_t)item->level);
		put_place(b, &item->place);
		put_str(b, item->text);
		put_str(b, item->hint);
	}
}

static void put_outputs(struct buf *b, const struct report *r)
{
	put_u32(b, (uint32_t)r->outputs.n);
	for (size_t i = 0; i < r->outputs.n; i++) {
		const struct output *o = &r->outputs.items[i];
		put_str(b, o->path);
		buf_add(b, (struct str){(const char *)&o->size, sizeof(o->size)});
		buf_add(b, (struct str){(const char *)o->sha256, SHA256_SIZE});
		put_u32(b, o->changed);
	}
}

struct str report_pack(struct arena *a, const struct report *r)
{
	struct buf b = buf_new(a);
	put_u32(&b, 0); /* the length, when it is known */
	put_u32(&b, r->job);
	put_diags(&b, &r->diags);
	put_outputs(&b, r);
	put_u32(&b, (uint32_t)r->anchors.n);
	for (size_t i = 0; i < r->anchors.n; i++)
		put_str(&b, r->anchors.items[i]);
	put_u32(&b, (uint32_t)r->wanted.n);
	for (size_t i = 0; i < r->wanted.n; i++) {
		put_u32(&b, r->wanted.items[i].entry);
		put_str(&b, r->wanted.items[i].anchor);
		put_place(&b, &r->wanted.items[i].place);
	}
	put_str(&b, r->excerpt);
	put_str(&b, r->text);
	put_str(&b, r->printed);
	put_str(&b, r->told);
	put_u32(&b, r->has_text);
	put_u32(&b, (uint32_t)r->disk_error);
	put_str(&b, r->disk_path);
	uint32_t length = (uint32_t)(b.n - sizeof(uint32_t));
	memcpy(b.p, &length, sizeof(length));
	return buf_str(&b);
}

/* --- reading --- */

struct unpacker {
	struct arena *arena;
	struct str rest;
	bool bad;
};

static void take(struct unpacker *u, void *to, size_t n)
{
	if (u->rest.n < n) {
		u->bad = true;
		memset(to, 0, n);
		return;
	}
	memcpy(to, u->rest.p, n);
	u->rest = str_after(u->rest, n);
}

static uint32_t take_u32(struct unpacker *u)
{
	uint32_t v;
	take(u, &v, sizeof(v));
	return v;
}

static struct str take_str(struct unpacker *u)
{
	uint32_t n = take_u32(u);
	if (u->bad || u->rest.n < n) {
		u->bad = true;
		return STR_NONE;
	}
	struct str s = str_copy(u->arena, str_sub(u->rest, 0, n));
	u->rest = str_after(u->rest, n);
	return s;
}

/* How many follow; no more than there are bytes. */
static uint32_t take_count(struct unpacker *u)
{
	uint32_t n = take_u32(u);
	u->bad |= n > u->rest.n;
	return u->bad ? 0 : n;
}

static struct place take_place(struct unpacker *u)
{
	struct place p;
	p.name = take_str(u);
	p.line = take_u32(u);
	p.column = take_u32(u);
	p.count = take_u32(u);
	p.text = take_str(u);
	p.sheet = take_str(u);
	p.cell_column = take_u32(u);
	return p;
}

static void take_diags(struct unpacker *u, struct diags *d)
{
	for (uint32_t n = take_count(u); n && !u->bad; n--) {
		struct diag *item = vec_push(u->arena, &d->list);
		item->id = take_str(u);
		item->level = (enum level)take_u32(u);
		item->place = take_place(u);
		item->text = take_str(u);
		item->hint = take_str(u);
	}
}

static void take_outputs(struct unpacker *u, struct report *r)
{
	uint32_t n = take_count(u);
	r->outputs.items = NEW_N(u->arena, struct output, n);
	r->outputs.room = n;
	while (r->outputs.n < n && !u->bad) {
		struct output *o = &r->outputs.items[r->outputs.n++];
		o->path = take_str(u);
		take(u, &o->size, sizeof(o->size));
		take(u, o->sha256, SHA256_SIZE);
		o->changed = take_u32(u) != 0;
		o->job = r->job;
	}
}

bool report_unpack(struct arena *a, struct str frame, struct report *r)
{
	struct unpacker u = {.arena = a, .rest = frame};
	*r = (struct report){.job = take_u32(&u), .diags = {.arena = a}};
	take_diags(&u, &r->diags);
	take_outputs(&u, r);
	r->anchors.room = take_count(&u);
	r->anchors.items = NEW_N(a, struct str, r->anchors.room);
	while (r->anchors.n < r->anchors.room && !u.bad)
		r->anchors.items[r->anchors.n++] = take_str(&u);
	for (uint32_t n = take_count(&u); n && !u.bad; n--) {
		struct wanted_anchor *w = vec_push(a, &r->wanted);
		w->entry = take_u32(&u);
		w->anchor = take_str(&u);
		w->place = take_place(&u);
	}
	r->excerpt = take_str(&u);
	r->text = take_str(&u);
	r->printed = take_str(&u);
	r->told = take_str(&u);
	r->has_text = take_u32(&u) != 0;
	r->disk_error = (int)take_u32(&u);
	r->disk_path = take_str(&u);
	return !u.bad;
}
