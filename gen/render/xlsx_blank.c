/* SPDX-License-Identifier: MIT */
/* Tables to be filled in: headings, empty rows, lists to choose from. */
#include "base/arena.h"
#include "render/xlsx_book.h"

static const char lists_sheet[] = "lists";

static void add_list(
	struct xlsx_book *b, lxw_worksheet *lists, size_t column, const struct xlsx_blank_column *c)
{
	for (size_t i = 0; i < c->n_words; i++)
		xlsx_text(b, lists, i, column, c->words[i], XLSX_TEXT);
}

/* Where a column has a list or something to say, each of its cells shows it. */
static void add_validation(
	struct xlsx_book *b, lxw_worksheet *sheet, size_t column, const struct xlsx_blank *blank)
{
	const struct xlsx_blank_column *c = &blank->columns[column];
	char range[LXW_MAX_CELL_RANGE_LENGTH];
	lxw_col_t col = (lxw_col_t)column;
	if (!c->n_words && !c->hint.n)
		return;
	lxw_data_validation v = {
		.validate = LXW_VALIDATION_TYPE_ANY,
		.ignore_blank = LXW_VALIDATION_ON,
		.show_input = LXW_VALIDATION_ON,
		.show_error = c->only ? LXW_VALIDATION_ON : LXW_VALIDATION_OFF,
		.dropdown = LXW_VALIDATION_ON,
		.error_type = LXW_VALIDATION_ERROR_TYPE_STOP,
	};
	if (c->n_words) {
		lxw_rowcol_to_range_abs(range, 0, col, (lxw_row_t)(c->n_words - 1), col);
		struct str formula = str_printf(b->arena, "=%s!%s", lists_sheet, range);
		v.validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
		v.value_formula = str_cstr(b->arena, formula);
	}
	if (c->hint.n) {
		v.input_title = str_cstr(b->arena, c->heading);
		v.input_message = str_cstr(b->arena, c->hint);
	}
	if (c->only) {
		v.error_title = str_cstr(b->arena, c->heading);
		v.error_message = str_cstr(b->arena, blank->not_in_list);
	}
	xlsx_did(b,
		worksheet_data_validation_range(sheet, 1, col, (lxw_row_t)blank->n_rows, col, &v));
}

int xlsx_render_blank(struct buf *out, const struct xlsx_blank *blank,
	const struct xlsx_about *about, enum lang lang)
{
	struct arena *a = out->arena;
	struct xlsx_book b;
	size_t n = blank->n_columns;
	struct xlsx_heading *headings = NEW_N(a, struct xlsx_heading, n);
	xlsx_begin(a, &b, about, lang, false); /* lists go down */
	struct xlsx_taker taker = xlsx_into(out);
	/* What is read is the first sheet. */
	lxw_worksheet *sheet = xlsx_sheet(&b, about->sheet);
	lxw_worksheet *lists = xlsx_sheet(&b, str_from(lists_sheet));
	worksheet_hide(lists);
	for (size_t i = 0; i < n; i++) {
		const struct xlsx_blank_column *c = &blank->columns[i];
		lxw_col_t col = (lxw_col_t)i;
		headings[i].text = c->heading;
		xlsx_did(&b, worksheet_set_column(sheet, col, col, c->width, NULL));
		add_list(&b, lists, i, c);
		add_validation(&b, sheet, i, blank);
	}
	xlsx_headings(&b, sheet, headings, n, blank->n_rows);
	for (size_t i = 0; i < n * blank->n_rows; i++)
		xlsx_text(&b, sheet, 1 + i / n, i % n, STR_NONE,
			blank->columns[i % n].free_form ? XLSX_GENERAL : XLSX_TEXT);
	xlsx_paper(&b, sheet, about->title);
	return xlsx_end(&b, &taker);
}
