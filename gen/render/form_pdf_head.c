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

double head_draw(struct sheet *s, bool draw)
{
	const struct form *f = s->form;
	struct str title = f->title.s;
	double y = s->top;
	if (s->page > 0)
		title = STR_CAT(s->arena, title, sheet_word(s, "paper.continued"));
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

/* One label and the room behind it, at one side of r; its height. Draws only if asked to. */
static double side(
	struct sheet *s, const struct form_field *field, struct rect r, bool right, bool draw)
{
	if (!field)
		return 0;
	struct str label = line_label(s, field);
	double label_width = text_width(&s->pen, line_style, label);
	struct slot slot = sheet_slot(s, field);
	slot.on_line = true;
	slot.lines = 1;
	double room = r.w - label_width;
	if (form_is_time(field) && room > blank_room)
		room = blank_room;
	if (right)
		r.x += r.w - label_width - room;
	double high = slot_height(s, &slot, room);
	if (draw) {
		pen_tag(&s->pen, "P");
		text_draw_span(
			&s->pen, line_style, label, (struct rect){r.x, r.y, label_width + 1, 24});
		slot_draw(s, &slot, (struct rect){r.x + label_width, r.y, room, high});
		pen_end_tag(&s->pen, "P");
	}
	return high;
}

/* Whether its label leaves little room in this width. */
static bool is_wide(struct sheet *s, const struct form_field *field, double width)
{
	return text_width(&s->pen, line_style, line_label(s, field)) > width / 2;
}

static double lines_draw(struct sheet *s, const struct paper_lines *lines, double y, bool draw)
{
	double width = s->right - s->left, share = 0.54 * width;
	for (size_t i = 0; i < lines->n; i++) {
		struct paper_line line = lines->items[i];
		struct rect left = {s->left, y, share - 12, 0};
		if (!line.right && is_wide(s, line.left, left.w))
			left.w = width;
		struct rect right = {s->left + share, y, width - share, 0};
		double a = side(s, line.left, left, false, draw);
		double b = side(s, line.right, right, true, draw);
		y += a > b ? a : b;
	}
	return y;
}

double above_draw(struct sheet *s, double y, bool draw)
{
	struct paper_lines lines = form_paper_above(s->arena, s->form);
	return lines_draw(s, &lines, y, draw) + 4;
}

double below_draw(struct sheet *s, double y, bool draw)
{
	struct paper_lines lines = form_paper_below(s->arena, s->form);
	if (lines.n > 0)
		y = lines_draw(s, &lines, y + 6, draw);
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
void foot_draw(struct sheet *s, size_t n_pages)
{
	struct text_style left = small_style, right = small_style, center = small_style;
	right.align = TEXT_RIGHT;
	center.align = TEXT_CENTER;
	double y = s->height - foot_top;
	struct str what = form_paper_identity(s->arena, s->in),
		   where = form_paper_submit(s->arena, s->in);
	double both =
		text_width(&s->pen, left, what) + text_width(&s->pen, left, where) + left.size * 2;
	bool fits = both <= s->right - s->left;
	foot_text(s, left, what, y);
	foot_text(s, fits ? right : left, where, fits ? y : y - left.pitch);
	if (n_pages < 2)
		return;
	struct str text = str_replace(s->arena, sheet_word(s, "paper.page"), STR("{1}"),
		number_text(s->arena, s->page + 1));
	text = str_replace(s->arena, text, STR("{2}"), number_text(s->arena, n_pages));
	text_draw(&s->pen, fits ? center : right, text,
		(struct rect){s->left, fits ? y - left.pitch : y, s->right - s->left, left.pitch});
}
