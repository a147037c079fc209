/* SPDX-License-Identifier: MIT */
#include "build/convert.h"

#include "base/arena.h"
#include "base/nearest.h"
#include "base/path.h"
#include "build/clock.h"
#include "build/clock_limit.h"
#include "build/filters.h"
#include "build/one_form.h"
#include "doc/messages.h"
#include "load/load.h"
#include "parse/markdown_formats.h"
#include "parse/metadata.h"
#include "parse/pandoc_json.h"
#include "render/html_document.h"
#include "render/markdown.h"
#include "render/native.h"
#include "render/pandoc_json.h"

/* --- the formats --- */

static struct node *read_json(struct arena *a, struct source *src, uint32_t syntax, struct diags *d)
{
	(void)syntax;
	return pandoc_json_parse(a, src, d);
}

static const struct format_reader readers[] = {
	{"markdown", metadata_parse, MARKDOWN_PANDOC},
	{"commonmark", metadata_parse, MARKDOWN_COMMONMARK},
	{"gfm", metadata_parse, MARKDOWN_GFM},
	{"json", read_json, 0},
};

static void write_json(struct buf *out, const struct node *doc, const struct writer_options *opt)
{
	(void)opt;
	pandoc_json_render(out, doc);
}

static const struct format_writer writers[] = {
	{"html", html_document_render},
	{"json", write_json},
	{"native", native_render},
	{"plain", plain_render},
	{"markdown", markdown_render},
};

static size_t name_length(struct str format)
{
	size_t n = 0;
	while (n < format.n && format.p[n] != '+' && format.p[n] != '-')
		n++;
	return n;
}

const struct format_reader *format_reader_find(
	struct arena *a, struct str name, uint32_t *ret_syntax, struct diags *d)
{
	struct buf known = buf_new(a);
	struct str head = str_sub(name, 0, name_length(name));
	struct nearest near = nearest_to(head);
	for (size_t i = 0; i < ARRAY_LEN(readers); i++) {
		struct str one = str_from(readers[i].name);
		buf_printf(&known, "%s%s", i ? " " : "", readers[i].name);
		nearest_try(&near, one);
		if (!str_eq(one, head))
			continue;
		*ret_syntax = readers[i].syntax;
		return markdown_extensions(str_after(name, head.n), ret_syntax, d) ? &readers[i]
										   : NULL;
	}
	diag_add(d, MSG(format_unread), SPAN_NONE, ARGS(name, buf_str(&known), near.best));
	return NULL;
}

const struct format_writer *format_writer_find(struct arena *a, struct str name, struct diags *d)
{
	struct buf known = buf_new(a);
	struct nearest near = nearest_to(name);
	for (size_t i = 0; i < ARRAY_LEN(writers); i++) {
		if (str_eq(str_from(writers[i].name), name))
			return &writers[i];
		buf_printf(&known, "%s%s", i ? " " : "", writers[i].name);
		nearest_try(&near, str_from(writers[i].name));
	}
	diag_add(d, MSG(format_unwritten), SPAN_NONE, ARGS(name, buf_str(&known), near.best));
	return NULL;
}

/* --- one document --- */

static bool load_filters(struct arena *a, const struct convert_request *req,
	struct filter_list *list, struct diags *d)
{
	list->items = NEW_N(a, struct filter_file, req->n_filters);
	for (size_t i = 0; i < req->n_filters; i++) {
		struct filter_file *f = &list->items[list->n++];
		f->path = req->filters[i];
		f->source = load_text(a, f->path, f->path, d);
		if (!f->source)
			return false;
		for (size_t k = 0; k < req->n_grants; k++)
			if (!filter_grant(a, f, req->grants[k])) {
				diag_add(d, MSG(filter_grant), SPAN_NONE, ARGS(req->grants[k]));
				return false;
			}
	}
	return true;
}

static struct node *apply_filters(struct arena *a, const struct convert_request *req,
	struct node *doc, struct convert_result *ret, struct diags *d)
{
	struct filter_list list = {0};
	struct buf printed = buf_new(a), told = buf_new(a);
	struct filter_call call = {.format = req->to,
		.site_dir = STR("."),
		.inputs = &req->file,
		.n_inputs = 1,
		.day = today(a, STR("UTC")),
		.formats = &filter_formats,
		.clock = &filter_clock,
		.track_changes = req->track_changes};
	struct filters_run run = {.list = &list,
		.call = &call,
		.page = req->file,
		.printed = &printed,
		.told = &told};
	if (!load_filters(a, req, &list, d))
		return NULL;
	doc = filters_apply(a, &run, doc, d);
	ret->printed = buf_str(&printed);
	ret->told = buf_str(&told);
	return run.exited || diags_count(d, LEVEL_ERROR) ? NULL : doc;
}

enum build_status build_convert(struct arena *a, const struct convert_request *req,
	struct convert_result *ret, struct diags *d)
{
	uint32_t syntax;
	const struct format_reader *reader = format_reader_find(a, req->from, &syntax, d);
	const struct format_writer *writer = format_writer_find(a, req->to, d);
	if (!reader || !writer)
		return BUILD_CALL;
	struct source *src = load_text(a, req->file, req->file, d);
	struct node *doc = src ? reader->read(a, src, syntax, d) : NULL;
	if (!doc || diags_count(d, LEVEL_ERROR))
		return BUILD_CONTENT;
	for (size_t i = 0; i < req->n_metadata; i++)
		metadata_set(a, doc, req->metadata[i]);
	if (req->n_filters && !(doc = apply_filters(a, req, doc, ret, d)))
		return diags_count(d, LEVEL_ERROR) ? BUILD_CONTENT : BUILD_OK;
	struct buf out = buf_new(a);
	writer->write(&out, doc, &req->options);
	struct str text = buf_str(&out);
	if (out.full) {
		diag_add(d, MSG(convert_large), span_file(src), NO_ARGS);
		return BUILD_CONTENT;
	}
	if (req->out.n)
		return write_alone(a, req->out, text, d);
	ret->text = text;
	return BUILD_OK;
}
