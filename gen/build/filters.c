/* SPDX-License-Identifier: MIT */
#include "build/filters.h"

#include "base/arena.h"
#include "base/buf.h"
#include "doc/messages.h"

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

/* What it printed, a message a line. */
static void tell_printed(
	const struct filter_file *f, struct str text, struct str page, struct diags *d)
{
	while (text.n) {
		struct str line = str_line(&text);
		if (str_trim(line).n)
			diag_add(d, MSG(filter_said), span_file(f->source), ARGS(page, line));
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

struct node *filters_apply(struct arena *a, const struct filter_list *list,
	const struct filter_call *call, struct node *doc, struct str page, struct diags *d)
{
	for (size_t i = 0; i < list->n; i++) {
		const struct filter_file *f = &list->items[i];
		struct filter_result r = {.arena = a};
		struct node *changed = filter_run(a, f, call, doc, &r);
		tell_printed(f, r.printed, page, d);
		tell_printed(f, r.told, page, d);
		tell_notes(&r, f, d);
		if (changed)
			doc = changed;
		else
			tell_failed(a, f, &r, page, d);
	}
	return doc;
}
