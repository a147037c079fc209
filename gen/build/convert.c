/* SPDX-License-Identifier: MIT */
#include "build/convert.h"

#include <errno.h>

#include "base/arena.h"
#include "base/nearest.h"
#include "base/path.h"
#include "build/clock.h"
#include "build/clock_limit.h"
#include "build/filters.h"
#include "build/one_form.h"
#include "build/pool.h"
#include "build/program.h"
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
	{"html", html_document_render, false, false},
	{"json", write_json, false, false},
	{"native", native_render, false, false},
	{"plain", plain_render, true, false},
	{"markdown", markdown_render, true, true},
};

size_t format_name_length(struct str format)
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
	struct str head = str_sub(name, 0, format_name_length(name));
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

/* Of what a writer could be told there is one thing here. */
static bool writer_extensions(
	const struct format_writer *w, struct str changes, bool *ret_smart, struct diags *d)
{
	*ret_smart = w->smart;
	while (changes.n) {
		bool on = changes.p[0] == '+';
		size_t n = 1 + format_name_length(str_after(changes, 1));
		struct str change = str_sub(changes, 0, n), name = str_after(change, 1);
		/* A plain text has no marks that another could change. */
		bool plain = w->has_smart && !w->smart && !markdown_extension_unknown(change).n;
		if (!plain && (!w->has_smart || !str_eq(name, STR("smart")))) {
			diag_add(d, MSG(extension_unknown), SPAN_NONE,
				ARGS(name, w->has_smart ? STR("smart") : STR_NONE));
			return false;
		}
		if (str_eq(name, STR("smart")))
			*ret_smart = on;
		changes = str_after(changes, n);
	}
	return true;
}

const struct format_writer *format_writer_find(
	struct arena *a, struct str name, bool *ret_smart, struct diags *d)
{
	struct buf known = buf_new(a);
	struct str head = str_sub(name, 0, format_name_length(name));
	struct nearest near = nearest_to(head);
	for (size_t i = 0; i < ARRAY_LEN(writers); i++) {
		if (str_eq(str_from(writers[i].name), head))
			return writer_extensions(&writers[i], str_after(name, head.n), ret_smart, d)
				       ? &writers[i]
				       : NULL;
		buf_printf(&known, "%s%s", i ? " " : "", writers[i].name);
		nearest_try(&near, str_from(writers[i].name));
	}
	diag_add(d, MSG(format_unwritten), SPAN_NONE, ARGS(name, buf_str(&known), near.best));
	return NULL;
}

bool format_is_known(struct str name, bool to_write)
{
	bool found = false;
	for (size_t i = 0; to_write && i < ARRAY_LEN(writers); i++)
		found = found || str_eq(str_from(writers[i].name), name);
	for (size_t i = 0; !to_write && i < ARRAY_LEN(readers); i++)
		found = found || str_eq(str_from(readers[i].name), name);
	return found;
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
				diag_add(d, MSG(filter_grant), SPAN_NONE,
					ARGS(req->grants[k], filter_grant_nearest(req->grants[k])));
				return false;
			}
	}
	return true;
}

struct conversion {
	struct arena *arena;
	const struct convert_request *req;
	const struct format_writer *writer;
	struct writer_options options;
	struct filter_list filters;
	struct filter_losses losses;
	struct filter_mark *mark;
	struct node *doc;
	struct source *src;
	struct report made;
	struct diags *diags;
	bool lost;
};

/* NULL: a filter failed, or ended all. */
static struct node *apply_filters(struct conversion *c, struct arena *a, struct report *r)
{
	struct buf printed = buf_new(a), told = buf_new(a);
	struct media_bag media = {0}; /* one document has no folder for them */
	struct filter_call call = {.format = c->req->to,
		.site_dir = STR("."),
		.inputs = &c->req->file,
		.n_inputs = 1,
		.day = today(a, STR("UTC")),
		.formats = &filter_formats,
		.clock = &filter_clock,
		.mark = c->mark,
		.media = &media,
		.run_program = program_run,
		.track_changes = c->req->track_changes};
	struct filters_run run = {.engine = filter_engine_new(a),
		.list = &c->filters,
		.call = &call,
		.page = c->req->file,
		.printed = &printed,
		.told = &told,
		.losses = &c->losses};
	struct node *doc = filters_apply(a, &run, c->doc, &r->diags);
	r->printed = buf_str(&printed);
	r->told = buf_str(&told);
	return run.exited || diags_count(&r->diags, LEVEL_ERROR) ? NULL : doc;
}

static void write_text(struct conversion *c, struct arena *a, struct node *doc, struct report *r)
{
	struct buf out = buf_new(a);
	c->writer->write(&out, doc, &c->options);
	r->text = buf_str(&out);
	r->has_text = !out.full;
	if (out.full)
		diag_add(&r->diags, MSG(convert_large), span_file(c->src), NO_ARGS);
}

/* --- in a process that may be ended, where filters run --- */

static void *start(void *shared, struct filter_mark *mark)
{
	struct conversion *c = shared;
	c->mark = mark;
	return c;
}

static void run(void *worker, struct arena *scratch, size_t job, struct report *r)
{
	struct conversion *c = worker;
	(void)job;
	struct node *doc = apply_filters(c, scratch, r);
	if (doc)
		write_text(c, scratch, doc, r);
}

static void take(void *shared, struct report *r)
{
	struct conversion *c = shared;
	c->made = *r;
}

static bool lose(void *shared, size_t job, int status, const struct filter_mark *mark)
{
	struct conversion *c = shared;
	struct str why = pool_why_lost(c->diags->lang, status);
	if (filter_loss_add(c->arena, &c->losses, job, mark, why))
		return true;
	diag_add(c->diags, MSG(page_ran_away), span_file(c->src), ARGS(c->req->file, why));
	c->lost = true;
	return false;
}

static enum build_status make_filtered(struct conversion *c)
{
	struct pool_work work = {.start = start,
		.run = run,
		.done = take,
		.lost = lose,
		.shared = c,
		.lang = c->diags->lang,
		.strict = c->diags->strict};
	if (!load_filters(c->arena, c->req, &c->filters, c->diags))
		return BUILD_CONTENT;
	if (pool_run(c->arena, &work, 1, 1) == POOL_OK)
		return c->lost ? BUILD_CONTENT : BUILD_OK;
	diag_add(c->diags, MSG(no_process), SPAN_NONE, ARGS(error_text(c->diags, errno)));
	return BUILD_MACHINE;
}

/* Tabs lead to every fourth column before anything is read, as pandoc has it. */
static struct source *without_tabs(struct arena *a, struct source *src)
{
	struct buf b = buf_new(a);
	struct str rest = src->text;
	size_t column = 0;
	if (str_find_char(rest, '\t') == SIZE_MAX)
		return src;
	for (; rest.n; rest = str_after(rest, 1)) {
		char c = rest.p[0];
		if (c == '\t') {
			buf_add(&b, str_sub(STR("    "), column % 4, 4));
			column = 0;
			continue;
		}
		buf_add_char(&b, c);
		column = c == '\n' ? 0 : column + ((c & 0xC0) != 0x80);
	}
	return source_new(a, src->name, buf_str(&b));
}

enum build_status build_convert(struct arena *a, const struct convert_request *req,
	struct convert_result *ret, struct diags *d)
{
	uint32_t syntax;
	const struct format_reader *reader = format_reader_find(a, req->from, &syntax, d);
	struct conversion c = {.arena = a, .req = req, .options = req->options, .diags = d};
	c.writer = format_writer_find(a, req->to, &c.options.smart, d);
	if (!reader || !c.writer)
		return BUILD_CALL;
	c.src = load_text(a, req->file, req->file, d);
	if (c.src && reader->read == metadata_parse)
		c.src = without_tabs(a, c.src);
	c.doc = c.src ? reader->read(a, c.src, syntax, d) : NULL;
	if (!c.doc || diags_count(d, LEVEL_ERROR))
		return BUILD_CONTENT;
	for (size_t i = 0; i < req->n_metadata; i++)
		metadata_set(a, c.doc, req->metadata[i]);
	enum build_status status = BUILD_OK;
	c.made = report_new(a, 0, d->lang, d->strict);
	if (req->n_filters)
		status = make_filtered(&c);
	else
		write_text(&c, a, c.doc, &c.made);
	diags_take(d, &c.made.diags);
	ret->printed = c.made.printed;
	ret->told = c.made.told;
	if (status != BUILD_OK || diags_count(d, LEVEL_ERROR))
		return status != BUILD_OK ? status : BUILD_CONTENT;
	if (req->out.n && c.made.has_text)
		return write_alone(a, req->out, c.made.text, d);
	ret->text = c.made.text;
	return BUILD_OK;
}
