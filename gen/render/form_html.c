/* SPDX-License-Identifier: MIT */
#include "render/form_html.h"

#include "base/arena.h"
#include "render/form_html_parts.h"

struct str form_html_path(const struct form_html_input *in)
{
	if (!in->entry)
		return in->form->id.s;
	return STR_CAT(in->arena, in->entry->path, STR("/"), in->form->id.s);
}

struct str form_html_lang(const struct site *site)
{
	if (site->front.language.s.n)
		return site->front.language.s;
	return site_lang_tag(site);
}

struct str form_html_word(const struct form_html_input *in, const char *key)
{
	return site_word(in->site, key);
}

void form_html_text(struct buf *out, const struct paper_text *text, bool marked)
{
	for (size_t i = 0; i < text->n; i++) {
		struct str line = text->lines[i];
		const struct str *next = i + 1 < text->n ? &text->lines[i + 1] : NULL;
		if (!next && marked && line.n)
			line.n--;
		buf_add_html(out, line);
		if (!next)
			break;
		bool written = next->p != line.p + line.n;
		if (written && line.n && next->n && char_is_alnum(line.p[line.n - 1]) &&
			char_is_alnum(next->p[0]))
			buf_add_char(out, ' ');
		BUF_LIT(out, "<br class=\"on-paper\">");
	}
}

static void label_text(
	struct buf *out, const struct form_html_input *in, const struct form_field *f)
{
	const struct paper_cell *cell = form_paper_cell(in->paper, PAPER_LABEL, f);
	if (cell && cell->spread) {
		BUF_LIT(out, "<span class=\"two\">");
		buf_add_html(out, f->label.s);
		BUF_LIT(out, "</span>");
	} else if (cell) {
		form_html_text(out, &cell->label, f->required.on);
	} else {
		buf_add_html(out, form_plain_label(in->arena, f->label.s));
	}
	if (f->required.on)
		BUF_LIT(out, "<span class=\"required\" aria-hidden=\"true\">*</span>");
}

/* The field that holds f as one of its rows, or NULL; *ret_no tells them apart in an id. */
static const struct form_field *field_above(
	const struct form *form, const struct form_field *f, int *ret_no)
{
	*ret_no = 0;
	for (size_t i = 0; i < form->n_rows; i++)
		for (size_t j = 0; j < form->rows[i].n; j++) {
			const struct form_field *over = &form->rows[i].fields[j];
			*ret_no += over->n_nested > 0;
			if (over->n_nested && f >= over->nested &&
				f < over->nested + over->n_nested)
				return over;
		}
	return NULL;
}

/* One control is named by a <label>; buttons, tables and signatures are named by aria-labelledby.
 */
static bool takes_label(const struct form_field *f)
{
	switch (form_html_type(f)) {
	case FORM_CHOICE:
	case FORM_CHOICES:
	case FORM_CHECKBOX: /* its <label> is the word beside the box */
	case FORM_TABLE:
	case FORM_SIGNATURE:
		return false;
	case FORM_TEXT:
	case FORM_MULTILINE:
	case FORM_INTEGER:
	case FORM_DECIMAL:
	case FORM_PERCENT:
	case FORM_DATE:
	case FORM_MONTH:
	case FORM_TIME:
	case FORM_PARTY:
	case FORM_PHONE:
	case FORM_EMAIL:
		return true;
	}
	return false;
}

static void label(struct buf *out, const struct form_html_input *in, const struct form_field *f)
{
	int no;
	if (f->n_nested) {
		/* Numbered by the first row under it, as field_above() counts. */
		field_above(in->form, &f->nested[0], &no);
		buf_printf(out, "<span id=\"group-%d-label\">", no);
		label_text(out, in, f);
		BUF_LIT(out, "</span>");
		return;
	}
	bool is_label = takes_label(f);
	if (!f->id.s.n) { /* a signature may have none */
		label_text(out, in, f);
		return;
	}
	buf_add(out, is_label ? STR("<label for=\"") : STR("<span"));
	if (is_label) {
		buf_add_html(out, f->id.s);
		BUF_LIT(out, "\"");
	}
	BUF_LIT(out, " id=\"");
	buf_add_html(out, f->id.s);
	BUF_LIT(out, "-label\">");
	label_text(out, in, f);
	buf_add(out, is_label ? STR("</label>") : STR("</span>"));
}

/* What names the control: nothing where its <label> does alone. */
static struct str labelled_by(const struct form_html_input *in, const struct form_field *f)
{
	int no;
	struct str own = STR_CAT(in->arena, f->id.s, STR("-label"));
	if (field_above(in->form, f, &no))
		return str_printf(in->arena, "group-%d-label %.*s", no, STR_FMT(own));
	return takes_label(f) ? STR_NONE : own;
}

static void note(struct buf *out, const struct form_html_input *in, const struct form_field *f)
{
	if (!f->note.s.n)
		return;
	BUF_LIT(out, "<p class=\"note\" id=\"");
	buf_add_html(out, f->id.s);
	BUF_LIT(out, "-note\">");
	buf_add_html(out, form_plain_label(in->arena, f->note.s));
	BUF_LIT(out, "</p>");
}

/* What is to be known of a long answer stands above it, else below. */
static void control(
	struct buf *out, const struct form_html_input *in, const struct form_field *f, int grid_row)
{
	struct form_control c = {.in = in,
		.field = f,
		.name = f->id.s,
		.labelled_by = labelled_by(in, f),
		.cell = form_paper_cell(in->paper, PAPER_FIELD, f),
		.grid_row = grid_row};
	bool essay = form_html_type(f) == FORM_MULTILINE && c.cell;
	if (essay)
		note(out, in, f);
	form_html_control(out, &c);
	if (!essay)
		note(out, in, f);
}

static void ask(struct buf *out, const struct form_html_input *in, const struct paper_side *side)
{
	const struct form_field *f = side->field;
	buf_printf(out, "<div class=\"ask control\" style=\"--room:%.2fpt\">", side->room);
	label(out, in, f);
	BUF_LIT(out, "<div class=\"answer\">");
	control(out, in, f, 0);
	BUF_LIT(out, "</div></div>\n");
}

static void side(struct buf *out, const struct form_html_input *in, const struct paper_side *s,
	const char *class)
{
	buf_printf(out, "<div class=\"%s\">", class);
	if (s->field)
		ask(out, in, s);
	BUF_LIT(out, "</div>\n");
}

static void outside(struct buf *out, const struct form_html_input *in,
	const struct paper_lines *lines, const char *class)
{
	for (size_t i = 0; i < lines->n; i++) {
		buf_printf(out, "<div class=\"line %s\">\n", class);
		side(out, in, &lines->items[i].left, "left");
		side(out, in, &lines->items[i].right, "right");
		BUF_LIT(out, "</div>\n");
	}
}

static void spans(struct buf *out, const struct form_cell *cell)
{
	if (cell->col_span > 1)
		buf_printf(out, " colspan=\"%d\"", cell->col_span);
	if (cell->row_span > 1)
		buf_printf(out, " rowspan=\"%d\"", cell->row_span);
}

static void grid_cell(
	struct buf *out, const struct form_html_input *in, const struct form_cell *cell)
{
	int no;
	const struct form_field *f = cell->field;
	bool is_label = cell->role == CELL_LABEL;
	buf_add(out, is_label ? STR("<td class=\"label") : STR("<td class=\"control"));
	if (is_label && f->n_nested)
		BUF_LIT(out, " over");
	if (field_above(in->form, f, &no))
		BUF_LIT(out, " under");
	BUF_LIT(out, "\"");
	spans(out, cell);
	BUF_LIT(out, ">");
	if (is_label)
		label(out, in, f);
	else
		control(out, in, f, cell->row);
	BUF_LIT(out, "</td>\n");
}

static void columns(struct buf *out, const struct form *form)
{
	double all = 0;
	for (size_t i = 0; i < form->n_columns; i++)
		all += form->widths[i];
	if (all <= 0)
		return;
	BUF_LIT(out, "<colgroup>");
	for (size_t i = 0; i < form->n_columns; i++)
		buf_printf(out, "<col style=\"width:%.3f%%\">", 100 * form->widths[i] / all);
	BUF_LIT(out, "</colgroup>\n");
}

/* Repeated by browsers on every printed page: it closes the grid where a page breaks it. */
static void edge(struct buf *out, const struct form *form, const char *element)
{
	buf_printf(out,
		"<%s class=\"edge\" aria-hidden=\"true\"><tr><td colspan=\"%zu\"></td></tr></%s>\n",
		element, form->n_columns, element);
}

void form_html_row(struct buf *out, const struct form_html_input *in, int grid_row, int table_row)
{
	bool begins_page = false;
	const struct paper_row *row = form_paper_row(in->paper, grid_row, table_row, &begins_page);
	double high = form_paper_row_height(in->paper, grid_row, table_row);
	bool in_parts = row && high > row->height; /* a page breaks it */
	if (begins_page || in_parts)
		buf_printf(out, " class=\"%s\"",
			!in_parts     ? "new-page"
			: begins_page ? "new-page in-parts"
				      : "in-parts");
	if (row)
		buf_printf(out, " style=\"--high:%.2fpt\"", high);
}

static void begin_grid(struct buf *out, const struct form *form)
{
	BUF_LIT(out, "<table class=\"grid\" role=\"presentation\">\n");
	columns(out, form);
	edge(out, form, "thead");
	BUF_LIT(out, "<tbody>\n");
}

static void end_grid(struct buf *out, const struct form *form)
{
	BUF_LIT(out, "</tbody>\n");
	edge(out, form, "tfoot");
	BUF_LIT(out, "</table>\n");
}

/* A 统计表 stands between two parts of the grid: inside of a cell it could not break over pages. */
static void table_row(
	struct buf *out, const struct form_html_input *in, const struct form_cell *cell)
{
	bool begins_page = false;
	form_paper_row(in->paper, cell->row, 1 - form_table_heads(cell->field), &begins_page);
	buf_add(out, begins_page ? STR("<div class=\"has-cells control new-page\">\n")
				 : STR("<div class=\"has-cells control\">\n"));
	control(out, in, cell->field, cell->row);
	BUF_LIT(out, "</div>\n");
}

static void grid_row(
	struct buf *out, const struct form_html_input *in, const struct form_cell *cells, size_t n)
{
	BUF_LIT(out, "<tr");
	form_html_row(out, in, cells[0].row, 0);
	BUF_LIT(out, ">\n");
	for (size_t i = 0; i < n; i++)
		grid_cell(out, in, &cells[i]);
	BUF_LIT(out, "</tr>\n");
}

/* Tables, since of all that browsers lay out they break best over printed pages. */
static void grid(struct buf *out, const struct form_html_input *in)
{
	const struct form *form = in->form;
	bool open = false;
	for (size_t at = 0, n; at < form->n_cells; at += n) {
		const struct form_cell *cells = &form->cells[at];
		for (n = 1; at + n < form->n_cells && cells[n].row == cells[0].row;)
			n++;
		bool is_table =
			cells[0].role == CELL_FIELD && form_html_type(cells[0].field) == FORM_TABLE;
		if (open && is_table)
			end_grid(out, form);
		if (!open && !is_table)
			begin_grid(out, form);
		open = !is_table;
		if (is_table)
			table_row(out, in, cells);
		else
			grid_row(out, in, cells, n);
	}
	if (open)
		end_grid(out, form);
}

void form_html_body(struct buf *out, const struct form_html_input *in)
{
	const struct form_paper *paper = in->paper;
	double above = paper->pages[0].top - paper->first_head;
	/* novalidate: the page says in words what is wrong, and a draft may be. */
	BUF_LIT(out,
		"<form id=\"form-page\" class=\"sheet-body\" novalidate autocomplete=\"off\">\n");
	buf_printf(out, "<div class=\"above-grid\" style=\"--high:%.2fpt\">\n", above);
	outside(out, in, &paper->above, "above");
	BUF_LIT(out, "</div>\n");
	grid(out, in);
	outside(out, in, &paper->below, "below");
	if (form_has_required(in->form)) {
		BUF_LIT(out, "<p class=\"hint\" aria-hidden=\"true\">");
		buf_add_html(out, form_html_word(in, "form.required_hint"));
		BUF_LIT(out, "</p>\n");
	}
	BUF_LIT(out, "</form>\n");
}
