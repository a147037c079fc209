/* SPDX-License-Identifier: MIT */
/* What of a form has no room on paper, said to its author. */
#include "base/arena.h"
#include "doc/messages.h"
#include "render/form_paper.h"

static struct str figure(struct arena *a, int n)
{
	return str_printf(a, "%d", n);
}

/* Of what makes a row as high as it is only options cannot go on on the next page. */
static const struct form_field *highest_in(const struct paper_row *row)
{
	const struct paper_cell *best = NULL;
	for (size_t i = 0; i < row->n_cells; i++) {
		const struct paper_cell *cell = &row->cells[i];
		if (cell->role == PAPER_FIELD && (!best || cell->n_options > best->n_options))
			best = cell;
	}
	return best ? best->field : NULL;
}

static void check_row(const struct paper_row *row, struct diags *d)
{
	const struct form_field *field = row->cut ? highest_in(row) : NULL;
	if (field)
		diag_add(d, MSG(form_too_high), field->record.at, ARGS(field->label.s));
}

static void check_cell(const struct paper_cell *cell, struct diags *d)
{
	const struct number *max = &cell->field->max;
	if (cell->role != PAPER_FIELD || !cell->begins || cell->holds == 0)
		return;
	if (max->set && max->v > cell->holds)
		diag_add(d, MSG(form_max_on_paper), max->at,
			ARGS(cell->field->label.s, max->written, figure(d->arena, cell->holds),
				figure(d->arena, cell->wants)));
}

void form_paper_check(const struct form_paper *paper, bool notes, struct diags *d)
{
	for (size_t p = 0; p < paper->n_pages; p++)
		for (size_t i = 0; i < paper->pages[p].n_rows; i++) {
			const struct paper_row *row = &paper->pages[p].rows[i];
			check_row(row, d);
			for (size_t k = 0; notes && k < row->n_cells; k++)
				check_cell(&row->cells[k], d);
		}
}
