/* SPDX-License-Identifier: MIT */
/*
 * The grid of one page as one table of Word. Grid and tables in it have columns of their own; Word
 * wants one set for all rows, so each edge that any cell has becomes one.
 */
#include "render/form_docx_parts.h"

#include "base/arena.h"
#include "base/vec.h"

enum { cell_margin = 80 }; /* twips, at the left and right of what is written in a cell */

struct edges {
	VEC(int) list; /* twips from the grid's left, ascending */
};

/* A cell in a row, or what of a cell over several rows is there. */
struct cover {
	const struct paper_cell *cell;
	int rows_left; /* below the row at hand */
};

static int edge_of(const struct docx_form *d, double x)
{
	return docx_twips(x) - docx_twips(d->paper->xs[0]);
}

static void add_edge(struct docx_form *d, struct edges *edges, int x)
{
	size_t at = edges->list.n;
	while (at > 0 && edges->list.items[at - 1] >= x)
		at--;
	if (at < edges->list.n && edges->list.items[at] == x)
		return;
	vec_push(d->arena, &edges->list);
	for (size_t i = edges->list.n - 1; i > at; i--)
		edges->list.items[i] = edges->list.items[i - 1];
	edges->list.items[at] = x;
}

static struct edges collect_edges(struct docx_form *d, const struct paper_page *page)
{
	struct edges edges = {{0}};
	for (size_t i = 0; i < page->n_rows; i++)
		for (size_t k = 0; k < page->rows[i].n_cells; k++) {
			const struct rect *at = &page->rows[i].cells[k].at;
			add_edge(d, &edges, edge_of(d, at->x));
			add_edge(d, &edges, edge_of(d, at->x + at->w));
		}
	return edges;
}

static int columns_between(const struct edges *edges, int left, int right)
{
	int n = 0;
	for (size_t i = 0; i < edges->list.n; i++)
		n += edges->list.items[i] > left && edges->list.items[i] <= right;
	return n;
}

static void note(struct docx_form *d, const struct form_field *field)
{
	if (field->note.s.n == 0)
		return;
	docx_begin_paragraph(d, "FormNote", "");
	docx_text(d, form_plain_label(d->arena, field->note.s));
	docx_end_paragraph(d);
}

/* Where the rule ends that 其他 is written on. */
static const char *other_stop(struct docx_form *d, const struct paper_cell *cell)
{
	const struct paper_option *last = &cell->options[cell->n_options - 1];
	if (last->room <= 0)
		return "";
	return str_cstr(d->arena,
		str_printf(d->arena, "<w:tabs><w:tab w:val=\"left\" w:pos=\"%d\"/></w:tabs>",
			docx_twips(last->room_x + last->room) - cell_margin));
}

/* A short answer stands in the middle, and the sign of a share at the right edge. */
static const char *answer_align(const struct form_field *field)
{
	return field->type.v == FORM_PERCENT ? "<w:jc w:val=\"right\"/>"
					     : "<w:jc w:val=\"center\"/>";
}

static void grid_answer(struct docx_form *d, const struct paper_cell *cell)
{
	const struct form_field *field = cell->field;
	struct docx_control c = {.field = field,
		.cell = cell,
		.name = field->id.s,
		.label = form_field_heading(d->arena, d->in->form, field)};
	bool essay = field->type.v == FORM_MULTILINE, boxes = cell->n_options > 0;
	if (cell->part) { /* where the control's name is lost its title tells it */
		c.name = form_part_name(d->arena, c.name, cell->part + 1);
		c.label = str_printf(d->arena, "%.*s %zu", STR_FMT(c.label), cell->part + 1);
	}
	if (essay && !cell->part)
		note(d, field);
	docx_begin_paragraph(d, cell->n_options > 1 ? "FormOptions" : "FormText",
		boxes	? other_stop(d, cell)
		: essay ? ""
			: answer_align(field));
	docx_control(d, &c);
	docx_end_paragraph(d);
	if (!essay)
		note(d, field);
}

static void table_answer(
	struct docx_form *d, const struct paper_row *row, const struct paper_cell *cell)
{
	const struct form_ref slot = {cell->field, row->table, row->table_row};
	struct docx_control c = {.field = cell->field,
		.cell = cell,
		.name = form_slot_name(d->arena, &slot),
		.label = form_slot_label(d->arena, d->in->form, &slot),
		.in_table = true};
	docx_begin_paragraph(d, "FormCell", "");
	docx_control(d, &c);
	docx_end_paragraph(d);
}

static void printed(struct docx_form *d, const char *style, struct str text)
{
	docx_begin_paragraph(d, style, "");
	docx_text(d, text);
	docx_end_paragraph(d);
}

static void content(struct docx_form *d, const struct paper_row *row, const struct paper_cell *cell)
{
	switch (cell->role) {
	case PAPER_LABEL:
		printed(d, "FormLabel", form_paper_printed(d->arena, cell));
		return;
	case PAPER_TABLE_HEAD:
		printed(d, "FormCell", form_paper_printed(d->arena, cell));
		return;
	case PAPER_FIELD:
		if (cell->begins || cell->part)
			grid_answer(d, cell);
		else
			printed(d, "FormNote",
				cell->field->type.v == FORM_SIGNATURE
					? STR_NONE
					: docx_word(d, "paper.see_before"));
		return;
	case PAPER_TABLE_CELL:
		table_answer(d, row, cell);
		return;
	}
}

static void cell(struct docx_form *d, const struct edges *edges, const struct paper_row *row,
	const struct cover *span, bool goes_on)
{
	const struct paper_cell *c = span->cell;
	int left = edge_of(d, c->at.x), right = edge_of(d, c->at.x + c->at.w);
	int columns = columns_between(edges, left, right);
	buf_printf(d->out, "<w:tc><w:tcPr><w:tcW w:w=\"%d\" w:type=\"dxa\"/>", right - left);
	if (columns > 1)
		buf_printf(d->out, "<w:gridSpan w:val=\"%d\"/>", columns);
	if (goes_on)
		BUF_LIT(d->out, "<w:vMerge/>");
	else if (c->row_span > 1)
		BUF_LIT(d->out, "<w:vMerge w:val=\"restart\"/>");
	/* Its lines are broken by the layout: a wider face must not break them once more. */
	if (c->role == PAPER_LABEL || c->role == PAPER_TABLE_HEAD)
		BUF_LIT(d->out, "<w:tcMar><w:left w:w=\"0\" w:type=\"dxa\"/>"
				"<w:right w:w=\"0\" w:type=\"dxa\"/></w:tcMar>");
	bool essay = c->role == PAPER_FIELD && c->field->type.v == FORM_MULTILINE;
	if (!essay)
		BUF_LIT(d->out, "<w:vAlign w:val=\"center\"/>");
	BUF_LIT(d->out, "</w:tcPr>");
	if (goes_on)
		printed(d, "FormText", STR_NONE);
	else
		content(d, row, c);
	BUF_LIT(d->out, "</w:tc>");
}

/* From left to right; spans are few, so that each step looks at all of them. */
static const struct cover *next_from(const struct cover *spans, size_t n, double x)
{
	const struct cover *best = NULL;
	for (size_t i = 0; i < n; i++)
		if (spans[i].rows_left >= 0 && spans[i].cell->at.x >= x - 0.01 &&
			(!best || spans[i].cell->at.x < best->cell->at.x))
			best = &spans[i];
	return best;
}

struct cover_list {
	VEC(struct cover) list;
};

static void row(struct docx_form *d, const struct edges *edges, const struct paper_row *r,
	struct cover_list *spans)
{
	size_t old = spans->list.n;
	for (size_t i = 0; i < r->n_cells; i++)
		*vec_push(d->arena, &spans->list) =
			(struct cover){&r->cells[i], r->cells[i].row_span - 1};
	int high = docx_twips(r->y + r->height) - docx_twips(r->y);
	buf_printf(d->out, "<w:tr><w:trPr><w:trHeight w:val=\"%d\" w:hRule=\"atLeast\"/></w:trPr>",
		high);
	double x = d->paper->left;
	const struct cover *s;
	while ((s = next_from(spans->list.items, spans->list.n, x))) {
		cell(d, edges, r, s, (size_t)(s - spans->list.items) < old);
		x = s->cell->at.x + s->cell->at.w;
	}
	BUF_LIT(d->out, "</w:tr>\n");
	size_t kept = 0;
	for (size_t i = 0; i < spans->list.n; i++)
		if (spans->list.items[i].rows_left-- > 0)
			spans->list.items[kept++] = spans->list.items[i];
	spans->list.n = kept;
}

static void borders(struct docx_form *d)
{
	static const struct {
		const char *side;
		bool outer;
	} sides[] = {{"top", true}, {"left", true}, {"bottom", true}, {"right", true},
		{"insideH", false}, {"insideV", false}};
	BUF_LIT(d->out, "<w:tblBorders>");
	for (size_t i = 0; i < ARRAY_LEN(sides); i++) {
		double points = sides[i].outer ? form_rule_thick : form_rule_thin;
		buf_printf(d->out,
			"<w:%s w:val=\"single\" w:sz=\"%d\" w:space=\"0\" w:color=\"000000\"/>",
			sides[i].side, (int)(points * 8 + 0.5)); /* in eighths of a point */
	}
	BUF_LIT(d->out, "</w:tblBorders>");
}

void docx_grid(struct docx_form *d, const struct paper_page *page)
{
	struct edges edges = collect_edges(d, page);
	struct cover_list spans = {{0}};
	if (edges.list.n < 2)
		return;
	buf_printf(d->out,
		"<w:tbl><w:tblPr><w:tblW w:w=\"%d\" w:type=\"dxa\"/><w:tblInd w:w=\"0\" "
		"w:type=\"dxa\"/>",
		edges.list.items[edges.list.n - 1]);
	borders(d);
	buf_printf(d->out,
		"<w:tblLayout w:type=\"fixed\"/><w:tblCellMar>"
		"<w:top w:w=\"0\" w:type=\"dxa\"/><w:left w:w=\"%d\" w:type=\"dxa\"/>"
		"<w:bottom w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"%d\" w:type=\"dxa\"/>"
		"</w:tblCellMar></w:tblPr><w:tblGrid>",
		cell_margin, cell_margin);
	for (size_t i = 1; i < edges.list.n; i++)
		buf_printf(d->out, "<w:gridCol w:w=\"%d\"/>",
			edges.list.items[i] - edges.list.items[i - 1]);
	BUF_LIT(d->out, "</w:tblGrid>\n");
	for (size_t i = 0; i < page->n_rows; i++)
		row(d, &edges, &page->rows[i], &spans);
	BUF_LIT(d->out, "</w:tbl>\n");
}
