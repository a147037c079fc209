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

/* One radio button or box with its words; id is given to the box that stands alone. */
static void tick(struct buf *out, const struct form_control *c, struct str value, const char *more)
{
	bool one = form_html_type(c->field) == FORM_CHOICE;
	BUF_LIT(out, "<label class=\"option\"><input type=\"");
	buf_add(out, one ? STR("radio") : STR("checkbox"));
	BUF_LIT(out, "\" name=\"");
	add_id(out, c, "\" value=\"");
	buf_add_html(out, value);
	BUF_LIT(out, "\"");
	buf_add(out, str_from(more));
	if (one && c->field->required.on)
		BUF_LIT(out, " required");
	BUF_LIT(out, "><span class=\"box\"></span><span>");
	buf_add_html(out, value);
	BUF_LIT(out, "</span></label>");
}

/* The text beside 其他 has no name of its own: what is written there is the value of the field. */
static void other(struct buf *out, const struct form_control *c)
{
	BUF_LIT(out, "<span class=\"other\">");
	tick(out, c, form_html_word(c->in, "form.other"), " data-other");
	BUF_LIT(out, "<input class=\"input\" type=\"text\" id=\"");
	add_id(out, c, "-other\" aria-label=\"");
	buf_add_html(out, form_html_word(c->in, "form.other_text"));
	BUF_LIT(out, "\"></span>");
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
	for (size_t i = 0; i < choices.n; i++)
		tick(out, c, choices.items[i].value, "");
	if (c->field->other.on)
		other(out, c);
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

static void choices_on_paper(
	struct buf *out, const struct form_control *c, const struct form_field *column)
{
	struct str choices = form_paper_choices(c->in->arena, c->in->site, column);
	if (choices.n == 0)
		return;
	BUF_LIT(out, "<span class=\"choices\" aria-hidden=\"true\">");
	buf_add_html(out, choices);
	BUF_LIT(out, "</span>");
}

static void head_cell(
	struct buf *out, const struct form_control *c, const struct form_field *column)
{
	BUF_LIT(out, "<th scope=\"col\" id=\"");
	add_id(out, c, ".");
	buf_add_html(out, column->id.s);
	BUF_LIT(out, "-label\">");
	buf_add_html(out, form_plain_label(c->in->arena, column->label.s));
	if (column->required.on)
		BUF_LIT(out, "<span class=\"required\" aria-hidden=\"true\">*</span>");
	choices_on_paper(out, c, column);
	BUF_LIT(out, "</th>");
}

static void body_cell(
	struct buf *out, const struct form_control *c, const struct form_field *column, int row)
{
	struct arena *a = c->in->arena;
	struct str line = str_printf(a, "%.*s.%d-label ", STR_FMT(c->name), row);
	struct form_control cell = {
		.in = c->in,
		.field = column,
		.name = form_cell_name(a, c->name, row, column->id.s),
		.labelled_by = STR_CAT(a, line, c->name, STR("."), column->id.s, STR("-label")),
		.in_table = true,
	};
	BUF_LIT(out, "<td class=\"control\" data-label=\"");
	buf_add_html(out, form_plain_label(a, column->label.s));
	BUF_LIT(out, "\">");
	/* No table in a table: the schema has no columns of columns. */
	if (form_html_type(column) != FORM_TABLE)
		form_html_control(out, &cell);
	BUF_LIT(out, "</td>");
}

static void body_row(struct buf *out, const struct form_control *c, int row)
{
	const struct form_field *columns = c->field->columns.items;
	BUF_LIT(out, "<tr");
	form_html_row(out, c->in, c->grid_row, row);
	BUF_LIT(out, "><th scope=\"row\" id=\"");
	buf_add_html(out, c->name);
	buf_printf(out, ".%d-label\" data-label=\"", row);
	buf_add_html(out, form_html_word(c->in, "form.row_number"));
	buf_printf(out, "\">%d</th>", row);
	for (size_t i = 0; i < c->field->columns.n; i++)
		body_cell(out, c, &columns[i], row);
	BUF_LIT(out, "</tr>");
}

/* The first column is that of the row's number, which paper does not want. */
static void head_on_paper(struct buf *out, const struct form_control *c)
{
	bool begins_page; /* so does the row of the grid that holds the table */
	const struct form_paper *paper = c->in->paper;
	const struct paper_row *head = form_paper_row(paper, c->grid_row, 0, &begins_page);
	BUF_LIT(out, "<colgroup><col>");
	for (size_t i = 0; head && i < head->n_cells; i++)
		buf_printf(out, "<col style=\"--wide:%.3f%%\">",
			100 * head->cells[i].at.w / (paper->right - paper->left));
	buf_printf(out, "</colgroup><thead><tr style=\"--high:%.2fpt\">", head ? head->height : 0);
}

static void table(struct buf *out, const struct form_control *c)
{
	const struct form_field *columns = c->field->columns.items;
	int rows = form_table_rows(c->field);
	BUF_LIT(out, "<table class=\"cells\" id=\"");
	add_id(out, c, "\"");
	describe(out, c);
	BUF_LIT(out, ">");
	head_on_paper(out, c);
	BUF_LIT(out, "<th scope=\"col\">");
	buf_add_html(out, form_html_word(c->in, "form.row_number"));
	BUF_LIT(out, "</th>");
	for (size_t i = 0; i < c->field->columns.n; i++)
		head_cell(out, c, &columns[i]);
	BUF_LIT(out, "</tr></thead><tbody>\n");
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
