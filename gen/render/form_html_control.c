/* SPDX-License-Identifier: MIT */
/* One control for each type of field. What is the same for all is written by attributes(). */
#include "render/form_html_parts.h"

#include "base/arena.h"

/* More than these are found sooner by typing a part of the name. */
enum { SELECT_LIMIT = 80 };

static void add_id(struct buf *out, const struct form_control *c, const char *behind)
{
	buf_add_html(out, c->name);
	buf_add(out, str_from(behind));
}

static void describe(struct buf *out, const struct form_control *c)
{
	if (c->labelled_by.n) {
		BUF_LIT(out, " aria-labelledby=\"");
		buf_add_html(out, c->labelled_by);
		BUF_LIT(out, "\"");
	}
	if (c->field->note.s.n && !c->in_table) {
		BUF_LIT(out, " aria-describedby=\"");
		add_id(out, c, "-note\"");
	}
}

/* id, name and what assistive technology reads beside the label. */
static void attributes(struct buf *out, const struct form_control *c)
{
	BUF_LIT(out, " id=\"");
	add_id(out, c, "\" name=\"");
	add_id(out, c, "\"");
	if (c->field->required.on && !c->in_table)
		BUF_LIT(out, " required");
	describe(out, c);
}

/* more: what the type adds to the attributes, ready to stand there. */
static void input(struct buf *out, const struct form_control *c, const char *type, const char *more)
{
	BUF_LIT(out, "<input class=\"input\" type=\"");
	buf_add(out, str_from(type));
	BUF_LIT(out, "\"");
	buf_add(out, str_from(more));
	attributes(out, c);
	BUF_LIT(out, ">");
}

static void multiline(struct buf *out, const struct form_control *c)
{
	int lines = c->in_table ? 1 : form_field_lines(c->field);
	buf_printf(out, "<textarea class=\"input\" rows=\"%d\"", lines);
	attributes(out, c);
	BUF_LIT(out, "></textarea>");
}

static void option(struct buf *out, const struct form_choice *choice)
{
	BUF_LIT(out, "<option value=\"");
	buf_add_html(out, choice->value);
	BUF_LIT(out, "\">");
	buf_add_html(out, choice->text);
	BUF_LIT(out, "</option>");
}

static void select_one(
	struct buf *out, const struct form_control *c, const struct form_choices *choices)
{
	BUF_LIT(out, "<select class=\"input\"");
	attributes(out, c);
	BUF_LIT(out, "><option value=\"\">");
	buf_add_html(out, form_html_word(c->in, "form.choose"));
	BUF_LIT(out, "</option>");
	for (size_t i = 0; i < choices->n; i++)
		option(out, &choices->items[i]);
	BUF_LIT(out, "</select>");
}

static void pick(struct buf *out, const struct form_control *c)
{
	struct form_choices choices = form_html_choices(c->in, c->field);
	if (choices.n && choices.n <= SELECT_LIMIT) {
		select_one(out, c, &choices);
		return;
	}
	BUF_LIT(out, "<input class=\"input\" type=\"text\"");
	if (choices.n) {
		BUF_LIT(out, " list=\"");
		add_id(out, c, "-list\"");
	}
	attributes(out, c);
	BUF_LIT(out, ">");
	if (!choices.n)
		return;
	BUF_LIT(out, "<datalist id=\"");
	add_id(out, c, "-list\">");
	for (size_t i = 0; i < choices.n; i++)
		option(out, &choices.items[i]);
	BUF_LIT(out, "</datalist>");
}

/* Where option i stands in a cell on paper, or NULL. */
static const struct paper_option *placed(const struct form_control *c, size_t i)
{
	return c->cell && i < c->cell->n_options ? &c->cell->options[i] : NULL;
}

/* One radio button or box with its words; id is given to the box that stands alone. */
static void tick(struct buf *out, const struct form_control *c, size_t i, struct str value)
{
	const struct paper_option *at = placed(c, i);
	bool other = i == c->field->options.n;
	bool one = form_html_type(c->field) == FORM_CHOICE;
	BUF_LIT(out, "<label class=\"option\"><input type=\"");
	buf_add(out, one ? STR("radio") : STR("checkbox"));
	BUF_LIT(out, "\" name=\"");
	add_id(out, c, "\" value=\"");
	buf_add_html(out, value);
	BUF_LIT(out, "\"");
	if (other)
		BUF_LIT(out, " data-other");
	if (one && c->field->required.on)
		BUF_LIT(out, " required");
	BUF_LIT(out, "><span class=\"box\"></span><span>");
	if (at)
		form_html_text(out, &at->text, false);
	else
		buf_add_html(out, value);
	BUF_LIT(out, "</span></label>");
}

/* The text beside 其他 has no name of its own: what is written there is the value of the field. */
static void other(struct buf *out, const struct form_control *c)
{
	const struct paper_option *at = placed(c, c->field->options.n);
	BUF_LIT(out, "<span class=\"other\"");
	if (at)
		buf_printf(out, " style=\"--room:%.2fpt\"", at->room);
	BUF_LIT(out, ">");
	tick(out, c, c->field->options.n, form_html_word(c->in, "form.other"));
	if (at && at->room_below)
		BUF_LIT(out, "<span class=\"on-paper break\"></span>");
	BUF_LIT(out, "<input class=\"input\" type=\"text\" id=\"");
	add_id(out, c, "-other\" aria-label=\"");
	buf_add_html(out, form_html_word(c->in, "form.other_text"));
	BUF_LIT(out, "\"></span>");
}

static void begin_option(struct buf *out, const struct form_control *c, size_t i)
{
	const struct paper_option *at = placed(c, i);
	if (at && at->on_new_line)
		BUF_LIT(out, "<span class=\"on-paper break\"></span>");
}

static void ticks(struct buf *out, const struct form_control *c)
{
	struct form_choices choices = form_html_choices(c->in, c->field);
	bool one = form_html_type(c->field) == FORM_CHOICE;
	BUF_LIT(out, "<div class=\"options\" tabindex=\"-1\" role=\"");
	buf_add(out, one ? STR("radiogroup") : STR("group"));
	BUF_LIT(out, "\" id=\"");
	add_id(out, c, "\"");
	if (one && c->field->required.on)
		BUF_LIT(out, " aria-required=\"true\"");
	describe(out, c);
	BUF_LIT(out, ">");
	for (size_t i = 0; i < choices.n; i++) {
		begin_option(out, c, i);
		tick(out, c, i, choices.items[i].value);
	}
	if (c->field->other.on) {
		begin_option(out, c, choices.n);
		other(out, c);
	}
	BUF_LIT(out, "</div>");
}

static void checkbox(struct buf *out, const struct form_control *c)
{
	BUF_LIT(out, "<label class=\"option\"><input type=\"checkbox\"");
	attributes(out, c);
	BUF_LIT(out, "><span class=\"box\"></span><span>");
	buf_add_html(out, form_html_word(c->in, "form.yes"));
	BUF_LIT(out, "</span></label>");
}

static void percent(struct buf *out, const struct form_control *c)
{
	BUF_LIT(out, "<span class=\"with-unit\">");
	input(out, c, "text", " inputmode=\"decimal\"");
	BUF_LIT(out, "<span aria-hidden=\"true\">%</span></span>");
}

/* By hand on paper: the page only keeps the room. */
static void signature(struct buf *out, const struct form_control *c)
{
	BUF_LIT(out, "<p class=\"signature\"><span class=\"on-screen\">");
	buf_add_html(out, form_html_word(c->in, "form.sign_on_paper"));
	BUF_LIT(out, "</span></p>");
}

static void head_text(struct buf *out, const struct form_control *c, const struct form_field *head)
{
	const struct paper_cell *cell = form_paper_cell(c->in->paper, PAPER_TABLE_HEAD, head);
	if (cell)
		form_html_text(out, &cell->label, head->required.on);
	if (head->required.on)
		BUF_LIT(out, "<span class=\"required\" aria-hidden=\"true\">*</span>");
	if (cell && cell->choices.n > 0) {
		BUF_LIT(out, "<span class=\"choices\" aria-hidden=\"true\">");
		form_html_text(out, &cell->choices, false);
		BUF_LIT(out, "</span>");
	}
}

/* spans: the attributes that say over which rows it reaches. */
static void head_cell(struct buf *out, const struct form_control *c,
	const struct form_field *column, const char *spans)
{
	buf_printf(out, "<th scope=\"col\"%s id=\"", spans);
	add_id(out, c, ".");
	buf_add_html(out, column->id.s);
	BUF_LIT(out, "-label\">");
	head_text(out, c, column);
	BUF_LIT(out, "</th>");
}

/* A head over columns is named by the first of them. */
static void add_over_id(struct buf *out, const struct form_control *c, size_t first)
{
	buf_add_html(out, c->name);
	buf_printf(out, "-over-%zu", first);
}

static void upper_heads(struct buf *out, const struct form_control *c)
{
	const struct form_field *columns = c->field->columns.items;
	size_t n = c->field->columns.n;
	for (size_t i = 0, end; i < n; i = end) {
		end = form_head_end(c->field, i);
		if (!columns[i].over) {
			head_cell(out, c, &columns[i], " rowspan=\"2\"");
			continue;
		}
		buf_printf(out, "<th scope=\"colgroup\" colspan=\"%zu\" id=\"", end - i);
		add_over_id(out, c, i);
		BUF_LIT(out, "\">");
		head_text(out, c, columns[i].over);
		BUF_LIT(out, "</th>");
	}
}

/* What names a cell beside the number of its row. */
static struct str column_ids(const struct form_control *c, size_t column)
{
	const struct form_field *columns = c->field->columns.items;
	struct buf b = buf_new(c->in->arena);
	size_t first = column;
	while (first > 0 && columns[column].over && columns[first - 1].over == columns[column].over)
		first--;
	if (columns[column].over) {
		add_over_id(&b, c, first);
		buf_add_char(&b, ' ');
	}
	buf_add(&b, c->name);
	buf_add_char(&b, '.');
	buf_add(&b, columns[column].id.s);
	BUF_LIT(&b, "-label");
	return buf_str(&b);
}

static void body_cell(struct buf *out, const struct form_control *c, size_t i, int row)
{
	struct arena *a = c->in->arena;
	const struct form_field *column = (const struct form_field *)c->field->columns.items + i;
	struct str line = str_printf(a, "%.*s.%d-label ", STR_FMT(c->name), row);
	struct form_control cell = {
		.in = c->in,
		.field = column,
		.name = form_cell_name(a, c->name, row, column->id.s),
		.labelled_by = STR_CAT(a, line, column_ids(c, i)),
		.in_table = true,
	};
	BUF_LIT(out, "<td class=\"control\" data-label=\"");
	buf_add_html(out, form_column_heading(a, column));
	BUF_LIT(out, "\">");
	/* No table in a table: the schema has no columns of columns. */
	if (form_html_type(column) != FORM_TABLE)
		form_html_control(out, &cell);
	BUF_LIT(out, "</td>");
}

static void body_row(struct buf *out, const struct form_control *c, int row)
{
	BUF_LIT(out, "<tr");
	form_html_row(out, c->in, c->grid_row, row);
	BUF_LIT(out, "><th scope=\"row\" id=\"");
	buf_add_html(out, c->name);
	buf_printf(out, ".%d-label\" data-label=\"", row);
	buf_add_html(out, form_html_word(c->in, "form.row_number"));
	buf_printf(out, "\">%d</th>", row);
	for (size_t i = 0; i < c->field->columns.n; i++)
		body_cell(out, c, i, row);
	BUF_LIT(out, "</tr>");
}

/* As wide as on paper. The first column is that of the row's number, which paper does not want. */
static void widths_on_paper(struct buf *out, const struct form_control *c)
{
	bool begins_page;
	const struct form_paper *paper = c->in->paper;
	const struct paper_row *row = form_paper_row(paper, c->grid_row, 1, &begins_page);
	BUF_LIT(out, "<colgroup><col>");
	for (size_t i = 0; row && i < row->n_cells; i++)
		buf_printf(out, "<col style=\"--wide:%.3f%%\">",
			100 * row->cells[i].at.w / (paper->right - paper->left));
	BUF_LIT(out, "</colgroup>");
}

static void begin_head_row(struct buf *out, const struct form_control *c, int table_row)
{
	bool begins_page; /* so does the row of the grid that holds the table */
	const struct paper_row *row =
		form_paper_row(c->in->paper, c->grid_row, table_row, &begins_page);
	buf_printf(out, "<tr style=\"--high:%.2fpt\">", row ? row->height : 0);
}

static void table_head(struct buf *out, const struct form_control *c)
{
	const struct form_field *columns = c->field->columns.items;
	bool upper = form_table_heads(c->field) > 1;
	BUF_LIT(out, "<thead>");
	begin_head_row(out, c, upper ? -1 : 0);
	buf_printf(out, "<th scope=\"col\"%s>", upper ? " rowspan=\"2\"" : "");
	buf_add_html(out, form_html_word(c->in, "form.row_number"));
	BUF_LIT(out, "</th>");
	if (upper) {
		upper_heads(out, c);
		BUF_LIT(out, "</tr>");
		begin_head_row(out, c, 0);
	}
	for (size_t i = 0; i < c->field->columns.n; i++)
		if (!upper || columns[i].over)
			head_cell(out, c, &columns[i], "");
	BUF_LIT(out, "</tr></thead>");
}

static void table(struct buf *out, const struct form_control *c)
{
	int rows = form_table_rows(c->field);
	BUF_LIT(out, "<table class=\"cells\" id=\"");
	add_id(out, c, "\"");
	describe(out, c);
	BUF_LIT(out, ">");
	widths_on_paper(out, c);
	table_head(out, c);
	BUF_LIT(out, "<tbody>\n");
	for (int row = 1; row <= rows; row++)
		body_row(out, c, row);
	BUF_LIT(out, "</tbody></table>");
}

void form_html_control(struct buf *out, const struct form_control *c)
{
	switch (form_html_type(c->field)) {
	case FORM_TEXT: /* one that is offered something is the term: which occurrence */
	case FORM_PARTY:
		pick(out, c);
		break;
	case FORM_MULTILINE:
		multiline(out, c);
		break;
	case FORM_INTEGER:
		/* type=number would refuse full-width digits, and lose what it refuses. */
		input(out, c, "text", " inputmode=\"numeric\"");
		break;
	case FORM_DECIMAL:
		input(out, c, "text", " inputmode=\"decimal\"");
		break;
	case FORM_PERCENT:
		percent(out, c);
		break;
	case FORM_DATE:
		input(out, c, "date", " max=\"2999-12-31\"");
		break;
	case FORM_MONTH:
		input(out, c, "month", " max=\"2999-12\"");
		break;
	case FORM_TIME:
		input(out, c, "time", "");
		break;
	case FORM_CHOICE:
		if (c->in_table) /* a cell has no room for a row of buttons */
			pick(out, c);
		else
			ticks(out, c);
		break;
	case FORM_CHOICES:
		ticks(out, c);
		break;
	case FORM_CHECKBOX:
		checkbox(out, c);
		break;
	case FORM_PHONE:
		input(out, c, "tel", "");
		break;
	case FORM_EMAIL:
		input(out, c, "email", "");
		break;
	case FORM_SIGNATURE:
		signature(out, c);
		break;
	case FORM_TABLE:
		table(out, c);
		break;
	}
}
