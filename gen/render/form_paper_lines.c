/* SPDX-License-Identifier: MIT */
/* What stands above and below the grid of a form, line by line. */
#include "base/arena.h"
#include "base/vec.h"
#include "render/form_paper.h"

struct line_list {
	VEC(struct paper_line) list;
	size_t n_left, n_right;
};

static void add_line(
	struct arena *a, struct line_list *lines, const struct form_field *field, bool right)
{
	size_t *n = right ? &lines->n_right : &lines->n_left;
	if (*n == lines->list.n)
		*vec_push(a, &lines->list) = (struct paper_line){.left.field = NULL};
	struct paper_line *line = &lines->list.items[(*n)++];
	if (right)
		line->right.field = field;
	else
		line->left.field = field;
}

static void add_with_nested(
	struct arena *a, struct line_list *lines, const struct form_field *field, bool right)
{
	if (field->n_nested == 0)
		add_line(a, lines, field, right);
	for (size_t i = 0; i < field->n_nested; i++)
		add_line(a, lines, &field->nested[i], right);
}

static struct line_list collect_lines(
	struct arena *a, const struct form *f, enum form_place left, enum form_place right)
{
	struct line_list lines = {.n_left = 0};
	for (size_t i = 0; i < f->n_rows; i++)
		for (size_t j = 0; j < f->rows[i].n; j++) {
			const struct form_field *field = &f->rows[i].fields[j];
			int place = field->place.v;
			if (place == (int)left || place == (int)right)
				add_with_nested(a, &lines, field, place == (int)right);
		}
	return lines;
}

static struct paper_lines as_lines(const struct line_list *lines)
{
	return (struct paper_lines){lines->list.items, lines->list.n};
}

struct paper_lines form_paper_above(struct arena *a, const struct form *f)
{
	struct line_list own = collect_lines(a, f, PLACE_ABOVE_LEFT, PLACE_ABOVE_RIGHT);
	struct line_list all = {.n_left = 0};
	for (size_t i = 0; i < f->n_asked; i++) {
		size_t left = all.n_left + own.n_left, right = all.n_right + own.n_right;
		add_line(a, &all, &f->asked[i], left > right);
	}
	for (size_t i = 0; i < own.list.n; i++) {
		struct paper_line line = own.list.items[i];
		if (line.left.field)
			add_line(a, &all, line.left.field, false);
		if (line.right.field)
			add_line(a, &all, line.right.field, true);
	}
	return as_lines(&all);
}

struct paper_lines form_paper_below(struct arena *a, const struct form *f)
{
	struct line_list lines = collect_lines(a, f, PLACE_BELOW_LEFT, PLACE_BELOW_RIGHT);
	return as_lines(&lines);
}
