/* SPDX-License-Identifier: MIT */
/* What stands on a page around the grid: number and title, lines above and below it, and the foot.
 */
#include "render/form_pdf_sheet.h"

#include "base/arena.h"

static const struct text_style number_style = {FACE_HEAD, 16, 22, TEXT_LEFT, false};
static const struct text_style title_style = {FACE_TITLE, 22, 31, TEXT_CENTER, true};
static const struct text_style subtitle_style = {FACE_BODY, 14, 21, TEXT_CENTER, true};
static const struct text_style line_style = {FACE_BODY, 12, 18, TEXT_LEFT, false};
static const struct text_style small_style = {FACE_BODY, 9, 13, TEXT_LEFT, false};
static const double foot_top = 34, blank_room = 128; /* of ____年__月__日 */

static double put(struct sheet *s, struct text_style style, struct str text, double y, bool draw)
{
	double width = s->right - s->left, high = text_height(&s->pen, style, text, width);
	if (draw && text.n > 0) {
		const char *tag = style.face == FACE_TITLE ? "H1" : "P";
		pen_tag(&s->pen, tag);
		text_draw(&s->pen, style, text, (struct rect){s->left, y, width, high});
		pen_end_tag(&s->pen, tag);
	}
	return y + high;
}

struct paper_text title_break(struct sheet *s)
{
	struct str title = s->form->title.s;
	if (s->page > 0)
		title = STR_CAT(s->arena, title, sheet_word(s, "paper.continued"));
	return text_lines(&s->pen, title_style, title, s->right - s->left);
}

double head_draw(struct sheet *s, bool draw)
{
	const struct form *f = s->form;
	struct paper_text lines = title_break(s);
	struct str title = form_paper_joined(s->arena, &lines);
	double y = s->top;
	y = put(s, number_style, f->number.s, y, draw);
	y = put(s, title_style, title, y + (f->number.s.n ? 4 : 0), draw);
	if (s->page == 0)
		y = put(s, subtitle_style, f->subtitle.s, y, draw);
	return y + 8;
}

/* --- lines outside of the grid --- */

static struct str line_label(const struct sheet *s, const struct form_field *field)
{
	struct str label = form_plain_label(s->arena, form_paper_label(s->arena, field));
	return STR_CAT(s->arena, label, sheet_word(s, "says.colon"));
}

static struct slot line_slot(const struct sheet *s, const struct form_field *field)
{
	struct slot slot = sheet_slot(s, field);
	slot.on_line = true;
	slot.lines = 1;
	return slot;
}

static void measure_side(
	struct sheet *s, struct paper_side *side, double x, double width, bool right)
{
	if (!side->field)
		return;
	double label = text_width(&s->pen, line_style, line_label(s, side->field));
	double room = width - label;
	if (form_is_time(side->field) && room > blank_room)
		room = blank_room;
	side->x = right ? x + width - label - room : x;
	side->room_x = side->x + label;
	side->room = room;
}

/* Whether its label leaves little room in this width. */
static bool is_wide(struct sheet *s, const struct form_field *field, double width)
{
	return text_width(&s->pen, line_style, line_label(s, field)) > width / 2;
}

void lines_measure(struct sheet *s, struct paper_lines *lines)
{
	double width = s->right - s->left, share = 0.54 * width;
	for (size_t i = 0; i < lines->n; i++) {
		struct paper_line *line = &lines->items[i];
		double left = share - 12;
		if (!line->right.field && is_wide(s, line->left.field, left))
			left = width;
		measure_side(s, &line->left, s->left, left, false);
		measure_side(s, &line->right, s->left + share, width - share, true);
	}
}

/* Its height. Draws only if asked to. */
static double side_draw(struct sheet *s, const struct paper_side *side, double y, bool draw)
{
	if (!side->field)
		return 0;
	struct slot slot = line_slot(s, side->field);
	double high = slot_height(s, &slot, side->room);
	if (draw) {
		pen_tag(&s->pen, "P");
		text_draw_span(&s->pen, line_style, line_label(s, side->field),
			(struct rect){side->x, y, side->room_x - side->x + 1, 24});
		slot_draw(s, &slot, (struct rect){side->room_x, y, side->room, high});
		pen_end_tag(&s->pen, "P");
	}
	return high;
}

static double lines_draw(struct sheet *s, const struct paper_lines *lines, double y, bool draw)
{
	for (size_t i = 0; i < lines->n; i++) {
		double a = side_draw(s, &lines->items[i].left, y, draw);
		double b = side_draw(s, &lines->items[i].right, y, draw);
		y += a > b ? a : b;
	}
	return y;
}

double above_draw(struct sheet *s, const struct paper_lines *lines, double y, bool draw)
{
	return lines_draw(s, lines, y, draw) + 4;
}

double below_draw(struct sheet *s, const struct paper_lines *lines, double y, bool draw)
{
	if (lines->n > 0)
		y = lines_draw(s, lines, y + 6, draw);
	if (form_has_required(s->form)) {
		y = put(s, small_style, sheet_word(s, "required_hint"), y + 4, draw);
	}
	return y;
}

/* --- the foot --- */

static struct str number_text(struct arena *a, size_t n)
{
	return str_printf(a, "%zu", n);
}

static void foot_text(struct sheet *s, struct text_style style, struct str text, double y)
{
	struct rect r = {s->left, y, s->right - s->left, style.pitch};
	bool read = s->page == 0 && text.n > 0; /* on later pages it is an ornament */
	if (read)
		pen_tag(&s->pen, "P");
	text_draw(&s->pen, style, text, r);
	if (read)
		pen_end_tag(&s->pen, "P");
}

/* Where to send it stands beside what it is, or above where both do not fit on one line. */
bool foot_is_one(struct sheet *s)
{
	double what = text_width(&s->pen, small_style, form_paper_identity(s->arena, s->in));
	double where = text_width(&s->pen, small_style, form_paper_submit(s->arena, s->in));
	return what + where + small_style.size * 2 <= s->right - s->left;
}

void foot_draw(struct sheet *s, const struct form_paper *paper)
{
	struct text_style left = small_style, right = small_style, center = small_style;
	right.align = TEXT_RIGHT;
	center.align = TEXT_CENTER;
	double y = s->height - foot_top;
	struct str what = form_paper_identity(s->arena, s->in),
		   where = form_paper_submit(s->arena, s->in);
	bool fits = paper->one_foot;
	foot_text(s, left, what, y);
	foot_text(s, fits ? right : left, where, fits ? y : y - left.pitch);
	if (paper->n_pages < 2)
		return;
	struct str text = str_replace(s->arena, sheet_word(s, "paper.page"), STR("{1}"),
		number_text(s->arena, s->page + 1));
	text = str_replace(s->arena, text, STR("{2}"), number_text(s->arena, paper->n_pages));
	text_draw(&s->pen, fits ? center : right, text,
		(struct rect){s->left, fits ? y - left.pitch : y, s->right - s->left, left.pitch});
}
