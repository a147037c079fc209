/* SPDX-License-Identifier: MIT */
/*
 * Who signs and when: 7.3.5 of GB/T 9704-2012, without a seal, with the place for seals, and with
 * the place for the signer's stamp. 7.3.5.5: none of it stands on a page without text.
 */
#include "render/print_parts.h"

#include "base/arena.h"
#include "doc/party.h"

static const double stamp_width = 40 * PRINT_MM, stamp_height = 20 * PRINT_MM;

struct signing {
	struct printing *p;
	const struct entry *e;
	struct print_style style;
	struct str day;
	double day_width, widest; /* of the names */
	size_t n;		  /* issuers */
};

static struct str name_of(const struct signing *s, size_t i)
{
	return entry_issuer(s->e, i)->name.s;
}

static void line_at(struct signing *s, struct str text, double left)
{
	struct print_style style = s->style;
	style.left = left > 0 ? left : 0;
	print_lines(s->p, print_plain(s->p, text, &style));
}

static void gap(struct signing *s, double height)
{
	print_keep_last(s->p);
	print_gap(s->p, height);
	print_keep_last(s->p);
}

/*
 * 7.3.5.2: a line below the text. The name stands two characters from the right edge, the day
 * begins two characters right of it; where the day is the longer, it stands two characters from the
 * edge and the name begins two characters left of it.
 */
static void unsealed(struct signing *s)
{
	struct printing *p = s->p;
	double shift = 2 * p->m.cell;
	double name_x = p->width - p->m.signed_right - s->widest, day_x = name_x + shift;
	if (day_x + s->day_width > p->width - p->m.signed_right) {
		day_x = p->width - p->m.signed_right - s->day_width;
		name_x = day_x - shift;
		if (name_x + s->widest > p->width)
			name_x = p->width - s->widest;
	}
	gap(s, p->m.pitch);
	for (size_t i = 0; i < s->n; i++) {
		line_at(s, name_of(s, i), name_x);
		print_keep_last(p);
	}
	if (s->day.n)
		line_at(s, s->day, day_x);
}

/*
 * 7.3.5.1: the day stands four characters from the right edge and the last name is centred above
 * it; seals stand in rows beside each other, in the order of the organs, none touches another or
 * leaves the type area, and the upper ones begin within a line below the text. A seal's middle lies
 * a little above the middle of what it presses.
 */
struct seal_rows {
	size_t across, rows;
	double last_x, step; /* middles, from the left edge of the type area */
	double down;	     /* from one row to the next */
};

static struct seal_rows seal_rows(const struct signing *s)
{
	const struct printing *p = s->p;
	double room = p->m.seal_size + 2 * PRINT_MM, half = p->m.seal_size / 2;
	struct seal_rows r = {.down = room};
	r.step = s->widest + p->m.cell > room ? s->widest + p->m.cell : room;
	r.last_x = p->width - p->m.seal_right - s->day_width / 2;
	if (r.last_x + half > p->width)
		r.last_x = p->width - half;
	if (r.last_x + s->widest / 2 > p->width)
		r.last_x = p->width - s->widest / 2;
	double least = half > s->widest / 2 ? half : s->widest / 2;
	r.across = 1;
	while (r.across < s->n && r.last_x - (double)r.across * r.step >= least)
		r.across++;
	if (s->n == 0)
		return r;
	r.rows = (s->n + r.across - 1) / r.across;
	return r;
}

struct stamp_place {
	double width, height, x, down; /* as in struct print_stamp */
};

static const struct print_stamp *stamp_at(
	struct printing *p, const struct party *party, struct stamp_place at)
{
	struct print_stamp *stamp = print_stamp_new(p, party, at.width, at.height);
	if (!stamp)
		return NULL;
	stamp->x = at.x;
	stamp->down = at.down;
	return stamp;
}

static void sealed(struct signing *s)
{
	struct printing *p = s->p;
	struct seal_rows r = seal_rows(s);
	double rise = 2 * PRINT_MM, pair = s->day.n ? p->m.pitch + p->m.cell : p->m.cell;
	/* Half a line below the text; then down to where the last name begins. */
	double top = p->m.pitch / 2, to_name = p->m.seal_size / 2 + rise - pair / 2;
	double lead = p->m.pitch - p->m.cell; /* the last line of the text ends with its own */
	gap(s, top + to_name - lead);
	for (size_t i = 0; i < s->n; i++) {
		size_t row = i / r.across, at = i % r.across;
		size_t in_row = row + 1 < r.rows ? r.across : s->n - row * r.across;
		double x = r.last_x - (double)(in_row - 1 - at) * r.step;
		double width = print_text_width(p, name_of(s, i), &s->style);
		line_at(s, name_of(s, i), x - width / 2);
		struct print_box *box = &p->boxes.items[p->boxes.n - 1];
		box->keep = true;
		box->stamp = stamp_at(p, entry_issuer(s->e, i),
			(struct stamp_place){p->m.seal_size, p->m.seal_size, x, pair / 2 - rise});
		if (at + 1 < in_row)
			box->height = 0;
		else if (row + 1 < r.rows)
			box->height = r.down;
	}
	if (s->day.n)
		line_at(s, s->day, p->width - p->m.seal_right - s->day_width);
	/* What the seal covers below the day. */
	print_keep_last(p);
	print_gap(p, to_name - 2 * rise - lead);
	p->boxes.items[p->boxes.n - 1].need = p->boxes.items[p->boxes.n - 1].height;
}

/* NULL: the register has nobody of that name. */
static const struct party *signer_of(const struct signing *s)
{
	const struct texts *names = &s->e->front.signer;
	const struct party_names *who =
		names->n ? map_get(&s->p->in->site->parties.by_name, names->items[0].s) : NULL;
	return who ? who->party : NULL;
}

/*
 * 7.3.5.3: two lines below the text the place of the stamp, four characters from the right edge,
 * with the signer's post two characters left of it, half way down; a line below it the day.
 */
static void stamped(struct signing *s)
{
	struct printing *p = s->p;
	double right = p->width - p->m.seal_right;
	const struct party *signer = signer_of(s);
	struct str post = signer ? signer->post.s : STR_NONE;
	gap(s, 2 * p->m.pitch + (stamp_height - p->m.cell) / 2);
	if (post.n) {
		double width = print_text_width(p, post, &s->style);
		line_at(s, post, right - stamp_width - 2 * p->m.cell - width);
		p->boxes.items[p->boxes.n - 1].height = p->m.cell;
	}
	gap(s, (stamp_height - p->m.cell) / 2 + p->m.pitch);
	if (!s->day.n)
		return;
	line_at(s, s->day, right - s->day_width);
	p->boxes.items[p->boxes.n - 1].stamp = stamp_at(p, signer,
		(struct stamp_place){stamp_width, stamp_height, right - stamp_width / 2,
			-p->m.pitch - stamp_height / 2});
}

void print_signature(struct printing *p, const struct entry *e)
{
	struct signing s = {.p = p, .e = e, .style = print_body_style(p)};
	s.style.indent = 0;
	s.style.align = PRINT_START;
	if (e->issued != DAY_NONE)
		s.day = day_text(p->arena, e->issued, p->in->site->lang);
	s.day_width = print_text_width(p, s.day, &s.style);
	for (const struct party *o; (o = entry_issuer(e, s.n)); s.n++) {
		double width = print_text_width(p, o->name.s, &s.style);
		s.widest = width > s.widest ? width : s.widest;
	}
	if (s.n == 0 && s.day.n == 0)
		return;
	p->signs = p->boxes.n;
	switch ((enum seal_place)e->front.seal.v) {
	case SEAL_AREA:
		sealed(&s);
		return;
	case SEAL_STAMP:
		stamped(&s);
		return;
	case SEAL_NONE:
		break;
	}
	unsealed(&s);
}
