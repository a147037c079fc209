/* SPDX-License-Identifier: MIT */
#include "build/filters.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/nearest.h"
#include "build/convert.h"
#include "base/utf8.h"
#include "doc/messages.h"
#include "parse/markdown_formats.h"

/* What an error is about: a line of the filter, or of a file that it took in. */
static struct span failed_at(const struct filter_file *f, struct str message)
{
	struct str rest = message, line = str_cut(&rest, ':'), number = str_cut(&rest, ':');
	struct str text = f->source->text;
	int64_t n;
	if (!str_eq(line, f->path) || !str_to_int(number, &n) || n < 1)
		return span_file(f->source);
	for (int64_t i = 1; i < n && text.n; i++)
		str_line(&text);
	struct str shown = str_trim(str_line(&text));

	return shown.n ? span_of(f->source, shown) : span_file(f->source);
}

/* Without the place, which stands before the message anyway. */
static struct str words_of(const struct filter_file *f, struct str message)
{
	struct str first = str_line(&message), rest = first;
	int64_t n;
	if (!str_eq(str_cut(&rest, ':'), f->path) || !str_to_int(str_cut(&rest, ':'), &n))
		return str_trim(first);
	return str_trim(rest);
}

/* The lines of the filter by which it came there: "f.lua:3, f.lua:9". */
static struct str way_of(struct arena *a, const struct filter_file *f, struct str message)
{
	struct buf b = buf_new(a);
	struct str prefix = STR_CAT(a, f->path, STR(":"));
	str_line(&message);
	while (message.n) {
		struct str line = str_trim(str_line(&message));
		size_t end = str_find(line, STR(": in "));
		if (!str_starts(line, prefix) || end == SIZE_MAX)
			continue;
		if (b.n)
			buf_add(&b, STR(", "));
		buf_add(&b, str_sub(line, 0, end));
	}
	return buf_str(&b);
}

static void tell_failed(struct arena *a, const struct filter_file *f, const struct filter_result *r,
	struct str page, struct diags *d)
{
	struct span at = failed_at(f, r->message);
	struct str where = page;
	if (r->at.src) {
		struct place place = span_place(r->at);
		where = place_shown(a, &place);
	}
	diag_add(d, f->optional ? MSG(filter_skipped) : MSG(filter_failed), at,
		ARGS(words_of(f, r->message), where, way_of(a, f, r->message)));
}

/* What it printed: a message a line, if nobody wants it as it is. */
static void tell_printed(const struct filters_run *run, const struct filter_file *f,
	struct str text, struct buf *to, struct diags *d)
{
	if (to) {
		buf_add(to, text);
		return;
	}
	while (text.n) {
		struct str line = str_line(&text);
		if (str_trim(line).n)
			diag_add(d, MSG(filter_said), span_file(f->source), ARGS(run->page, line));
	}
}

static void tell_notes(const struct filter_result *r, const struct filter_file *f, struct diags *d)
{
	for (size_t i = 0; i < r->notes.n; i++) {
		const struct filter_note *n = &r->notes.items[i];
		diag_add(d, n->error ? MSG(filter_error) : MSG(filter_warning),
			n->at.src ? n->at : span_file(f->source), ARGS(n->text, f->path));
	}
}

/* --- those whose process was ended --- */

static const struct filter_loss *find_loss(
	const struct filter_losses *losses, size_t job, const struct filter_file *f)
{
	for (size_t i = 0; losses && i < losses->list.n; i++)
		if (losses->list.items[i].job == job && losses->list.items[i].file == f)
			return &losses->list.items[i];
	return NULL;
}

bool filter_loss_add(struct arena *a, struct filter_losses *losses, size_t job,
	const struct filter_mark *mark, struct str why)
{
	if (!mark->file || find_loss(losses, job, mark->file))
		return false;
	*vec_push(a, &losses->list) = (struct filter_loss){job, mark->file, mark->line, why};
	return true;
}

static void tell_loss(
	struct arena *a, const struct filter_loss *loss, struct str page, struct diags *d)
{
	struct filter_result r = {.arena = a, .failed = true};
	r.message = loss->line ? STR_CAT(a, loss->file->path, str_printf(a, ":%d: ", loss->line),
					 loss->why)
			       : loss->why;
	tell_failed(a, loss->file, &r, page, d);
}

/* --- all of a list --- */

static struct node *run_marked(struct arena *a, const struct filters_run *run,
	const struct filter_file *f, struct node *doc, struct filter_result *r)
{
	struct filter_mark *mark = run->call->mark;
	if (mark) {
		mark->line = 0;
		mark->file = f;
	}
	struct node *changed = filter_run(run->engine, a, f, run->call, doc, r);
	if (mark)
		mark->file = NULL;
	return changed;
}

struct node *filters_apply(
	struct arena *a, struct filters_run *run, struct node *doc, struct diags *d)
{
	for (size_t i = 0; i < run->list->n && !run->exited; i++) {
		const struct filter_file *f = &run->list->items[i];
		const struct filter_loss *loss = find_loss(run->losses, run->job, f);
		struct filter_result r = {.arena = a};
		if (loss) {
			tell_loss(a, loss, run->page, d);
			continue;
		}
		struct node *changed = run_marked(a, run, f, doc, &r);
		tell_printed(run, f, r.printed, run->printed, d);
		tell_printed(run, f, r.told, run->told, d);
		tell_notes(&r, f, d);
		run->exited = r.exited;
		if (changed)
			doc = changed;
		else
			tell_failed(a, f, &r, run->page, d);
	}
	return doc;
}

/* --- grants --- */

static void add_text(struct arena *a, const struct str **items, size_t *n, struct str text)
{
	struct str *more = NEW_N(a, struct str, *n + 1);
	for (size_t i = 0; i < *n; i++)
		more[i] = (*items)[i];
	more[(*n)++] = text;
	*items = more;
}

static bool grant_env(struct arena *a, struct filter_file *f, struct str name)
{
	const char *value = getenv(str_cstr(a, name));
	if (value)
		add_text(a, &f->env, &f->n_env, STR_CAT(a, name, STR("="), str_from(value)));
	return true;
}

/* By its name alone; which file that is says the machine. */
static bool grant_run(struct arena *a, struct filter_file *f, struct str name)
{
	for (size_t i = 0; i < name.n; i++)
		if (name.p[i] == '/' || (unsigned char)name.p[i] <= ' ')
			return false;
	add_text(a, &f->programs, &f->n_programs, name);
	return true;
}

static const struct {
	const char *kind;
	unsigned flag; /* 0: none beside what grant() notes */
	bool (*grant)(struct arena *a, struct filter_file *f, struct str name); /* of "run:NAME" */
} grants[] = {{"read", FILTER_READ, NULL}, {"write-media", FILTER_MEDIA, NULL},
	{"env", FILTER_ENV, grant_env}, {"run", 0, grant_run}};

bool filter_grant(struct arena *a, struct filter_file *f, struct str name)
{
	struct str rest = name, kind = str_cut(&rest, ':');
	for (size_t i = 0; i < ARRAY_LEN(grants); i++) {
		struct str known = str_from(grants[i].kind);
		bool named = grants[i].grant != NULL;
		if (named ? !str_eq(kind, known) || !rest.n : !str_eq(name, known))
			continue;
		f->grants |= grants[i].flag;
		return !named || grants[i].grant(a, f, rest);
	}
	return false;
}

struct str filter_grant_nearest(struct str name)
{
	struct nearest near = nearest_to(str_cut(&name, ':'));
	for (size_t i = 0; i < ARRAY_LEN(grants); i++)
		nearest_try(&near, str_from(grants[i].kind));
	return near.best;
}

/* --- readers and writers --- */

static struct str first_error(const struct diags *d)
{
	for (size_t i = 0; i < d->list.n; i++)
		if (d->list.items[i].level == LEVEL_ERROR)
			return d->list.items[i].text;
	return STR("the text cannot be read");
}

/* In pandoc's words, which filters look for. */
static struct str fault_of(struct arena *a, struct str format, bool to_write, struct str why)
{
	struct str name = str_sub(format, 0, format_name_length(format));
	struct str rest = str_after(format, name.n);
	if (!format_is_known(name, to_write))
		return STR_CAT(a,
			to_write ? STR("Unknown output format '") : STR("Unknown input format '"),
			name, STR("': "), why);
	struct str unknown = markdown_extension_unknown(rest);
	if (!unknown.n && rest.n) /* one that this format does without */
		unknown = str_sub(rest, 1, 1 + format_name_length(str_after(rest, 1)));
	return STR_CAT(a, STR("The extension '"), unknown, STR("' is not supported for "), name);
}

static struct node *read_text(void *context, struct arena *a, struct str text,
	const struct format_options *options, struct str *ret_why)
{
	struct diags d = diags_new(a, LANG_EN, false);
	uint32_t syntax;
	const struct format_reader *reader = format_reader_find(a, options->format, &syntax, &d);
	struct source *src = source_new(a, STR("pandoc.read"), text);
	(void)context;
	bool whole = utf8_invalid(text) == SIZE_MAX;
	struct node *doc = reader && whole ? reader->read(a, src, syntax, &d) : NULL;
	if (!whole)
		*ret_why = STR("the text is not UTF-8");
	else if (!reader)
		*ret_why = fault_of(a, options->format, false, first_error(&d));
	else if (!doc || diags_count(&d, LEVEL_ERROR))
		*ret_why = first_error(&d);
	return ret_why->n ? NULL : doc;
}

static bool write_text(void *context, struct arena *a, const struct node *doc,
	const struct format_options *options, struct str *ret_text, struct str *ret_why)
{
	static const enum wrap wraps[] = {[FORMAT_WRAP_AUTO] = WRAP_AUTO,
		[FORMAT_WRAP_NONE] = WRAP_NONE,
		[FORMAT_WRAP_PRESERVE] = WRAP_PRESERVE};
	struct diags d = diags_new(a, LANG_EN, false);
	struct writer_options opt = {.standalone = options->standalone,
		.wrap = wraps[options->wrap],
		.columns = (size_t)options->columns};
	const struct format_writer *writer = format_writer_find(a, options->format, &opt.smart, &d);
	(void)context;
	if (!writer) {
		*ret_why = fault_of(a, options->format, true, first_error(&d));
		return false;
	}
	struct buf out = buf_new(a);
	writer->write(&out, doc, &opt);
	*ret_text = buf_str(&out);
	if (out.full)
		*ret_why = STR("the document is too large");
	return !out.full;
}

const struct format_functions filter_formats = {read_text, write_text, format_is_known, NULL};
