/* SPDX-License-Identifier: MIT */
#include "doc/collected.h"

const struct collected_state_name collected_states[] = {
	{COLLECTED_REPLACED, "replaced"},
	{COLLECTED_RULE, "rule"},
	{COLLECTED_INVALID, "invalid"},
	{COLLECTED_OLD, "old-version"},
	{COLLECTED_NOWHERE, "unplaced"},
};
const size_t n_collected_states = sizeof(collected_states) / sizeof(collected_states[0]);

bool collected_counts(const struct collected_row *row)
{
	return !(row->states & (COLLECTED_REPLACED | COLLECTED_RULE | COLLECTED_NOWHERE));
}

struct str collected_place(struct arena *a, const struct collected_row *row)
{
	return row->row ? str_printf(a, "%.*s:%u", STR_FMT(row->file), row->row) : row->file;
}

struct str total_heading(struct arena *a, const struct site *site, const struct form *form,
	const struct total_column *c)
{
	static const char *const keys[] = {[SUMMARY_SUM] = "view.collect.sum",
		[SUMMARY_MEAN] = "view.collect.mean",
		[SUMMARY_COUNT] = "view.collect.answered",
		[SUMMARY_LIST] = "view.collect.list"};
	struct str field = form_field_heading(a, form, c->of->of.field);
	struct str option = c->other ? site_word(site, "view.collect.other") : c->heading;
	bool each = c->other || c->option.n;
	if (each && str_eq(field, option)) /* a box has no options */
		return option;
	const char *key = each ? "view.collect.option" : keys[c->of->kind];
	struct args args = each ? ARGS(field, option) : ARGS(c->heading);
	return site_fill(a, site, key, args);
}
