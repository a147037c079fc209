/* SPDX-License-Identifier: MIT */
#include "parse/markdown_formats.h"

#include "base/nearest.h"
#include "doc/messages.h"

static const struct {
	const char *name;
	uint32_t syntax;
} extensions[] = {
	{"raw_html", MARKDOWN_RAW_HTML},
	{"smart", MARKDOWN_SMART},
	{"attributes", MARKDOWN_ATTRIBUTES},
	{"raw_attribute", MARKDOWN_RAW_ATTRIBUTE},
	{"fenced_divs", MARKDOWN_DIVS},
	{"bracketed_spans", MARKDOWN_SPANS},
	{"tex_math_dollars", MARKDOWN_MATH},
	{"footnotes", MARKDOWN_NOTES},
	{"inline_notes", MARKDOWN_INLINE_NOTES},
	{"strikeout", MARKDOWN_STRIKEOUT},
	{"superscript", MARKDOWN_SUPERSCRIPT},
	{"subscript", MARKDOWN_SUBSCRIPT},
	{"definition_lists", MARKDOWN_DEFINITIONS},
	{"pipe_tables", MARKDOWN_TABLES},
	{"simple_tables", MARKDOWN_SIMPLE_TABLES},
	{"multiline_tables", MARKDOWN_MULTILINE_TABLES},
	{"grid_tables", MARKDOWN_GRID_TABLES},
	{"fancy_lists", MARKDOWN_FANCY_LISTS},
	{"line_blocks", MARKDOWN_LINE_BLOCKS},
	{"table_captions", MARKDOWN_CAPTIONS},
	{"implicit_figures", MARKDOWN_FIGURES},
	{"task_lists", MARKDOWN_TASKS},
	{"autolink_bare_uris", MARKDOWN_ADDRESSES},
	{"raw_tex", MARKDOWN_RAW_TEX},
	{"citations", MARKDOWN_CITATIONS},
	{"yaml_metadata_block", MARKDOWN_METADATA},
	{"auto_identifiers", MARKDOWN_PANDOC_IDS},
	{"gfm_auto_identifiers", MARKDOWN_GITHUB_IDS},
};

/* One sort of ids takes the place of the other. */
static uint32_t turned_on(uint32_t syntax, uint32_t by)
{
	const uint32_t ids = MARKDOWN_PANDOC_IDS | MARKDOWN_GITHUB_IDS;
	return (by & ids ? syntax & ~ids : syntax) | by;
}

/* Takes the next name off the changes; *ret_on is whether it is put on. */
static struct str next_change(struct str *changes, bool *ret_on)
{
	size_t n = 1;
	*ret_on = changes->p[0] == '+';
	while (n < changes->n && changes->p[n] != '+' && changes->p[n] != '-')
		n++;
	struct str name = str_sub(*changes, 1, n);
	*changes = str_after(*changes, n);
	return name;
}

static const uint32_t *find(struct str name)
{
	for (size_t i = 0; i < ARRAY_LEN(extensions); i++)
		if (str_eq(name, str_from(extensions[i].name)))
			return &extensions[i].syntax;
	return NULL;
}

static void tell_unknown(struct str name, struct diags *d)
{
	struct nearest near = nearest_to(name);
	for (size_t i = 0; i < ARRAY_LEN(extensions); i++)
		nearest_try(&near, str_from(extensions[i].name));
	diag_add(d, MSG(extension_unknown), SPAN_NONE, ARGS(name, near.best));
}

bool markdown_extensions(struct str changes, uint32_t *syntax, struct diags *d)
{
	while (changes.n) {
		bool on;
		struct str name = next_change(&changes, &on);
		const uint32_t *by = find(name);
		if (!by) {
			tell_unknown(name, d);
			return false;
		}
		*syntax = on ? turned_on(*syntax, *by) : *syntax & ~*by;
	}
	return true;
}

struct str markdown_extension_unknown(struct str changes)
{
	bool on;
	while (changes.n) {
		struct str name = next_change(&changes, &on);
		if (!find(name))
			return name;
	}
	return STR_NONE;
}
