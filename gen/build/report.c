/* SPDX-License-Identifier: MIT */
#include "build/report.h"

#include <string.h>

#include "base/arena.h"
#include "base/pack.h"

static void put_place(struct buf *b, const struct place *p)
{
	pack_str(b, p->name);
	pack_u32(b, p->line);
	pack_u32(b, p->column);
	pack_u32(b, p->count);
	pack_str(b, p->text);
	pack_str(b, p->sheet);
	pack_u32(b, p->cell_column);
}

struct report report_new(struct arena *a, uint32_t job, enum lang lang, bool strict)
{
	return (struct report){.job = job, .diags = diags_new(a, lang, strict)};
}

static void put_diags(struct buf *b, const struct diags *d)
{
	pack_u32(b, (uint32_t)d->list.n);
	for (size_t i = 0; i < d->list.n; i++) {
		const struct diag *item = &d->list.items[i];
		pack_str(b, item->id);
		pack_u32(b, (uint32_t)item->level);
		put_place(b, &item->place);
		pack_str(b, item->text);
		pack_str(b, item->hint);
	}
}

static void put_outputs(struct buf *b, const struct report *r)
{
	pack_u32(b, (uint32_t)r->outputs.n);
	for (size_t i = 0; i < r->outputs.n; i++) {
		const struct output *o = &r->outputs.items[i];
		pack_str(b, o->path);
		pack_bytes(b, &o->size, sizeof(o->size));
		pack_bytes(b, o->sha256, SHA256_SIZE);
		pack_u32(b, o->changed);
	}
}

struct str report_pack(struct arena *a, const struct report *r)
{
	struct buf b = buf_new(a);
	pack_u32(&b, 0); /* the length, when it is known */
	pack_u32(&b, r->job);
	put_diags(&b, &r->diags);
	put_outputs(&b, r);
	pack_u32(&b, (uint32_t)r->anchors.n);
	for (size_t i = 0; i < r->anchors.n; i++)
		pack_str(&b, r->anchors.items[i]);
	pack_u32(&b, (uint32_t)r->wanted.n);
	for (size_t i = 0; i < r->wanted.n; i++) {
		pack_u32(&b, r->wanted.items[i].entry);
		pack_str(&b, r->wanted.items[i].anchor);
		put_place(&b, &r->wanted.items[i].place);
	}
	pack_str(&b, r->excerpt);
	pack_str(&b, r->text);
	pack_str(&b, r->printed);
	pack_str(&b, r->told);
	pack_u32(&b, r->has_text);
	pack_u32(&b, (uint32_t)r->disk_error);
	pack_str(&b, r->disk_path);
	uint32_t length = (uint32_t)(b.n - sizeof(uint32_t));
	memcpy(b.p, &length, sizeof(length));
	return buf_str(&b);
}

/* --- reading --- */

static struct place take_place(struct unpacker *u)
{
	struct place p;
	p.name = unpack_str(u);
	p.line = unpack_u32(u);
	p.column = unpack_u32(u);
	p.count = unpack_u32(u);
	p.text = unpack_str(u);
	p.sheet = unpack_str(u);
	p.cell_column = unpack_u32(u);
	return p;
}

static void take_diags(struct unpacker *u, struct diags *d)
{
	for (uint32_t n = unpack_count(u); n && !u->bad; n--) {
		struct diag *item = vec_push(u->arena, &d->list);
		item->id = unpack_str(u);
		item->level = (enum level)unpack_u32(u);
		item->place = take_place(u);
		item->text = unpack_str(u);
		item->hint = unpack_str(u);
	}
}

static void take_outputs(struct unpacker *u, struct report *r)
{
	uint32_t n = unpack_count(u);
	r->outputs.items = NEW_N(u->arena, struct output, n);
	r->outputs.room = n;
	while (r->outputs.n < n && !u->bad) {
		struct output *o = &r->outputs.items[r->outputs.n++];
		o->path = unpack_str(u);
		unpack_bytes(u, &o->size, sizeof(o->size));
		unpack_bytes(u, o->sha256, SHA256_SIZE);
		o->changed = unpack_u32(u) != 0;
		o->job = r->job;
	}
}

bool report_unpack(struct arena *a, struct str frame, struct report *r)
{
	struct unpacker u = {.arena = a, .rest = frame};
	*r = (struct report){.job = unpack_u32(&u), .diags = {.arena = a}};
	take_diags(&u, &r->diags);
	take_outputs(&u, r);
	r->anchors.room = unpack_count(&u);
	r->anchors.items = NEW_N(a, struct str, r->anchors.room);
	while (r->anchors.n < r->anchors.room && !u.bad)
		r->anchors.items[r->anchors.n++] = unpack_str(&u);
	for (uint32_t n = unpack_count(&u); n && !u.bad; n--) {
		struct wanted_anchor *w = vec_push(a, &r->wanted);
		w->entry = unpack_u32(&u);
		w->anchor = unpack_str(&u);
		w->place = take_place(&u);
	}
	r->excerpt = unpack_str(&u);
	r->text = unpack_str(&u);
	r->printed = unpack_str(&u);
	r->told = unpack_str(&u);
	r->has_text = unpack_u32(&u) != 0;
	r->disk_error = (int)unpack_u32(&u);
	r->disk_path = unpack_str(&u);
	return !u.bad;
}
