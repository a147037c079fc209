/* SPDX-License-Identifier: MIT */
/* The page of an entry and the files beside it. */
#include "build/job.h"

#include "base/arena.h"
#include "base/path.h"
#include "build/clock_limit.h"
#include "build/program.h"
#include "check/check.h"
#include "doc/walk.h"
#include "load/load.h"
#include "parse/front_matter.h"
#include "parse/markdown.h"
#include "render/csv.h"
#include "render/html.h"
#include "render/ics.h"
#include "render/data_text.h"
#include "render/json.h"
#include "render/picture.h"
#include "render/print.h"
#include "render/xlsx.h"
#include "resolve/headings.h"
#include "resolve/links.h"
#include "resolve/place.h"

enum { EXCERPT_LENGTH = 100, EXCERPT_LEAST = 10 };

struct entry_job {
	struct job_worker *w;
	struct arena *a;
	const struct site *site;
	const struct entry *e;
	struct report *r;
	struct str file;
	struct node *body,
		*appendix; /* the text, and the Markdown attachments behind its signature */
	struct page_links links;
	struct media_bag media; /* what filters made */
	struct value downloads;
};

/* --- the text --- */

struct node *job_parse(struct job_worker *w, struct arena *a, const struct source *src,
	struct str body, struct diags *d)
{
	const struct markdown_options *m = &w->shared->site->front.markdown;
	struct markdown_input input = {MARKDOWN_SITE};
	if (m->raw_html.on)
		input.syntax |= MARKDOWN_RAW_HTML;
	if (m->smart.set && m->smart.on)
		input.syntax |= MARKDOWN_SMART;
	return markdown_parse(a, src, body, &input, d);
}

static struct node *parse(const struct entry_job *j, const struct source *src, struct str body)
{
	return job_parse(j->w, j->a, src, body, &j->r->diags);
}

/* A Markdown attachment follows the body, as it does on paper. */
static void append_attachment(const struct entry_job *j, struct placing *placing, size_t i)
{
	const struct attachment *at = &j->e->attachments[i];
	struct node *doc = parse(j, at->source, at->source->text);
	headings_fit(j->a, doc, 3, at->title);
	place_views(placing, doc);
	struct node *div = node_add(j->a, j->appendix, NODE_DIV);
	node_add_class(j->a, div, STR("attachment"));
	node_set_id(j->a, div, str_printf(j->a, "attachment-%zu", i + 1));
	struct node *heading = node_add(j->a, div, NODE_HEADER);
	heading->as.header.level = 2;
	heading->flags |= NODE_GENERATED;
	node_set_id(j->a, heading, str_printf(j->a, "attachment-%zu-title", i + 1));
	struct str label = site_word(j->site, "entry.attachments");
	if (j->e->n_attachments > 1)
		label = STR_CAT(j->a, label, str_printf(j->a, "%zu", i + 1));
	node_add_text(j->a, heading, STR_CAT(j->a, label, STR(" "), at->title), at->name.at);
	while (doc->first)
		node_append(div, doc->first);
}

/* The file is read again: what it says on top was read before. */
static struct node *parse_body(const struct entry_job *j)
{
	struct str front, body;
	struct source *src = load_text(j->a, j->e->disk, j->e->source->name, &j->r->diags);
	if (!src)
		return node_new(j->a, NODE_DOC, span_file(j->e->source));
	front_matter_split(src, &front, &body, &j->r->diags);
	return parse(j, src, body);
}

/* In the place of a text that its version takes off the site: why. */
static struct node *withheld_body(const struct entry_job *j)
{
	struct node *doc = node_new(j->a, NODE_DOC, span_file(j->e->source));
	struct node *para = node_add(j->a, doc, NODE_PARA);
	struct text reason = j->e->front.version.withheld;
	struct str word = site_word(j->site, "entry.withheld");
	para->flags |= NODE_GENERATED;
	node_add_text(
		j->a, para, text_fill(j->a, str_cstr(j->a, word), &ARGS(reason.s)), reason.at);
	return doc;
}

static void make_trees(struct entry_job *j)
{
	if (entry_is_withheld(j->e)) {
		j->body = withheld_body(j);
		j->appendix = node_new(j->a, NODE_DOC, span_file(j->e->source));
		return;
	}
	j->body = parse_body(j);
	headings_fit(j->a, j->body, 2, plain_title(j->a, j->e));
	struct check_context check = {j->a, j->site, &j->r->diags};
	check_body(&check, j->e, j->body);
	struct view_context ctx = {j->a, j->site, j->e, &j->r->diags};
	struct placing *placing = placing_new(&ctx);
	place_views(placing, j->body);
	j->appendix = node_new(j->a, NODE_DOC, span_file(j->e->source));
	for (size_t i = 0; i < j->e->n_attachments; i++)
		if (j->e->attachments[i].kind == ATTACH_TEXT)
			append_attachment(j, placing, i);
	place_rest(placing, j->body);
}

/* The site's filters, then the entry's. */
static void apply_filters(struct entry_job *j)
{
	const struct filter_list *lists[] = {&j->site->filters, &j->e->filters};
	struct filter_call call = {.format = STR("html"),
		.site_dir = j->site->dir,
		.inputs = &j->e->source->name,
		.n_inputs = 1,
		.day = j->site->as_of,
		.formats = &filter_formats,
		.clock = &filter_clock,
		.mark = j->w->mark,
		.media = &j->media,
		.run_program = program_run,
		.site = &j->w->shared->site_value,
		.data = &j->site->data};
	if (!lists[0]->n && !lists[1]->n)
		return;
	struct value entry = entry_value(j->a, j->site, j->e);
	call.entry = &entry;
	for (size_t i = 0; i < ARRAY_LEN(lists); i++) {
		struct filters_run run = {.engine = j->w->filters,
			.list = lists[i],
			.call = &call,
			.page = j->e->path,
			.losses = &j->w->shared->losses,
			.job = j->r->job};
		j->body = filters_apply(j->a, &run, j->body, &j->r->diags);
		run.exited = false;
		if (j->appendix->first)
			j->appendix = filters_apply(j->a, &run, j->appendix, &j->r->diags);
	}
}

static void resolve_links(struct entry_job *j)
{
	struct asset *made = NEW_N(j->a, struct asset, j->media.list.n);
	for (size_t i = 0; i < j->media.list.n; i++) {
		const struct media_item *m = &j->media.list.items[i];
		made[i] = (struct asset){
			.name = m->path, .size = m->bytes.n, .made = true, .bytes = m->bytes};
	}
	struct link_context ctx = {.arena = j->a,
		.site = j->site,
		.entry = j->e,
		.file = j->file,
		.made = made,
		.n_made = j->media.list.n,
		.diags = &j->r->diags};
	links_resolve(&ctx, j->body, &j->links);
	links_resolve(&ctx, j->appendix, &j->links);
	for (size_t i = 0; i < j->links.anchors.n; i++)
		*vec_push(j->a, &j->r->anchors) = j->links.anchors.items[i];
	for (size_t i = 0; i < j->links.wanted.n; i++) {
		const struct anchor_link *want = &j->links.wanted.items[i];
		*vec_push(j->a, &j->r->wanted) = (struct wanted_anchor){
			(uint32_t)want->entry->index, want->anchor, span_place(want->at)};
	}
}

/* The first paragraph that says something, cut at a character. */
static struct str excerpt(const struct entry_job *j)
{
	for (const struct node *n = j->body->first; n; n = n->next) {
		if (n->kind != NODE_PARA || (n->flags & NODE_GENERATED))
			continue;
		struct str text = str_trim(node_plain_text(j->a, n));
		size_t count = 0;
		for (size_t i = 0; i < text.n; i++) {
			bool begins = ((unsigned char)text.p[i] & 0xC0) != 0x80;
			if (begins && count++ == EXCERPT_LENGTH)
				return STR_CAT(j->a, str_sub(text, 0, i), STR("…"));
		}
		if (count >= EXCERPT_LEAST)
			return text;
	}
	return STR_NONE;
}

/* --- files beside the page --- */

static struct str size_text(struct arena *a, uint64_t size)
{
	if (size < 1024)
		return str_printf(a, "%llu B", (unsigned long long)size);
	if (size < (uint64_t)1024 * 1024)
		return str_printf(a, "%.1f KB", (double)size / 1024);
	return str_printf(a, "%.1f MB", (double)size / (1024 * 1024));
}

static struct value file_value(struct arena *a, struct str title, struct str url, uint64_t size)
{
	struct value v = value_map();
	VALUE_SET(a, &v, "title", value_text(title));
	VALUE_SET(a, &v, "url", value_text(url));
	VALUE_SET(a, &v, "type", value_text(path_ext(url)));
	VALUE_SET(a, &v, "size_text", value_text(size ? size_text(a, size) : STR_NONE));
	return v;
}

static void add_download(struct entry_job *j, const char *word, const char *name, struct str bytes)
{
	struct str path = path_join(j->a, j->e->path, str_from(name));
	job_put(j->w, j->a, j->r, path, bytes);
	value_add(j->a, &j->downloads, file_value(j->a, site_word(j->site, word), path, bytes.n));
}

/* Nothing is written by `check`, so there is no room for what must be a file while it is made. */
static void make_workbook(struct entry_job *j, const struct cell_table *table)
{
	const struct party *issuer = entry_issuer(j->e, 0);
	struct xlsx_about about = {
		.title = plain_title(j->a, j->e),
		.author = issuer ? issuer->name.s : j->site->front.title.s,
		.sheet = site_word(j->site, "download.tasks"),
		.day = data_updated_day(j->site, j->e),
		.dir = j->w->shared->stage->dir,
	};
	struct buf xlsx = buf_new(j->a);
	int error = about.dir.n ? xlsx_render(&xlsx, table, &about, j->site->lang) : 0;
	if (error && !j->r->disk_error) {
		j->r->disk_error = error;
		j->r->disk_path = path_join(j->a, j->e->path, STR("tasks.xlsx"));
	}
	add_download(j, "download.tasks", "tasks.xlsx", buf_str(&xlsx));
}

static void make_tasks(struct entry_job *j)
{
	struct records tasks = {j->e->tasks, j->e->n_tasks, SPAN_NONE};
	struct cell_table table = cell_table(j->a, j->site, &task_schema, &tasks);
	struct buf csv = buf_new(j->a);
	csv_render(&csv, &table);
	make_workbook(j, &table);
	add_download(j, "download.tasks_csv", "tasks.csv", buf_str(&csv));
}

static void make_data(struct entry_job *j)
{
	const struct entry *e = j->e;
	if (e->n_tasks)
		make_tasks(j);
	struct ics_items items = {0};
	ics_add_entry(j->a, &items, j->site, e);
	if (items.list.n) {
		struct buf ics = buf_new(j->a);
		ics_render(&ics, j->site, plain_title(j->a, e), &items);
		add_download(j, "download.calendar", "calendar.ics", buf_str(&ics));
	}
	if (json_entry_has_data(j->site, e)) {
		struct buf json = buf_new(j->a);
		json_render_entry(&json, j->site, e);
		add_download(j, "download.data", "data.json", buf_str(&json));
	}
}

static void copy_asset(struct entry_job *j, const struct asset *asset)
{
	struct str name = path_join(j->a, j->e->path, asset->name);
	struct str shown = STR_CAT(j->a, STR("content/"), name);
	struct job_file file = {asset->path, shown, name, asset->made, asset->bytes};
	job_copy(j->w, j->a, j->r, file);
}

static void copy_assets(struct entry_job *j)
{
	for (size_t i = 0; i < j->e->n_attachments; i++)
		if (j->e->attachments[i].kind == ATTACH_FILE)
			links_add_asset(j->a, &j->links, j->e->attachments[i].asset);
	for (size_t i = 0; i < j->links.assets.n; i++)
		copy_asset(j, j->links.assets.items[i]);
}

static struct value attachments_value(const struct entry_job *j)
{
	struct value list = value_list();
	const struct entry *e = j->e;
	for (size_t i = 0; i < e->n_attachments; i++) {
		const struct attachment *at = &e->attachments[i];
		struct str url;
		uint64_t size = 0;
		if (at->form && !site_shows_form(j->site, e, at->form))
			continue;
		switch (at->kind) {
		case ATTACH_FORM:
			url = form_url(j->a, e, at->form, STR("html"));
			break;
		case ATTACH_TEXT:
			url = STR_CAT(j->a, j->file, str_printf(j->a, "#attachment-%zu", i + 1));
			break;
		case ATTACH_FILE:
			url = path_join(j->a, e->path, at->asset->name);
			size = at->asset->size;
			break;
		}
		struct value v = file_value(j->a, form_plain_label(j->a, at->title), url, size);
		if (at->kind != ATTACH_FILE)
			VALUE_SET(j->a, &v, "type", value_text(STR_NONE));
		VALUE_SET(j->a, &v, "no",
			value_text(
				e->n_attachments > 1 ? str_printf(j->a, "%zu", i + 1) : STR_NONE));
		value_add(j->a, &list, v);
	}
	return list;
}

/* --- the page --- */

static struct str markup(const struct entry_job *j, const struct node *root, struct str note_prefix)
{
	struct buf out = buf_new(j->a);
	struct html_options options = html_options_for(j->site);
	options.note_prefix = note_prefix;
	html_render(&out, root, &options);
	return buf_str(&out);
}

/* Last of all, so that they are on this page alone, and neither on paper nor in what is read of the
 * text. */
static void add_anchors(struct entry_job *j)
{
	struct map ids = {0};
	if (!j->e->history || !j->e->history->n_versions)
		return;
	for (size_t i = 0; i < j->links.anchors.n; i++)
		map_put(j->a, &ids, j->links.anchors.items[i], j->e);
	size_t known = ids.n;
	struct past_versions past = past_versions(j->w, j->a, j->e);
	past_anchor_present(j->a, j->site, &past, j->body, &ids);
	for (size_t i = known; i < ids.n; i++)
		*vec_push(j->a, &j->r->anchors) = ids.items[i].key;
}

static void make_page(struct entry_job *j)
{
	struct arena *a = j->a;
	const struct entry *e = j->e;
	struct page p = page_new("entry", j->file, plain_title(a, e));
	p.body = markup(j, j->body, STR_NONE);
	p.description = e->front.description.s.n ? e->front.description.s : j->r->excerpt;
	p.section = e->column->slug;
	p.feed = job_feed_url(a, j->site, e->column);
	page_crumb(a, &p, site_word(j->site, "page.home"), STR("index.html"));
	page_crumb(a, &p, e->column->front.title.s, column_page_file(a, e->column->slug, 1));
	page_crumb(a, &p, p.title, STR_NONE);
	entry_meta(a, j->site, e, &p);
	page_toc(a, &p, j->body);
	page_toc(a, &p, j->appendix);
	struct value context = page_context(a, j->site, &p);
	struct value entry = entry_value(a, j->site, e);
	VALUE_SET(a, &entry, "attachments", attachments_value(j));
	VALUE_SET(a, &entry, "downloads", j->downloads);
	VALUE_SET(a, &entry, "version", version_line(a, j->site, e));
	VALUE_SET(a, &entry, "changes", value_list());
	struct str appendix = markup(j, j->appendix, STR("a"));
	VALUE_SET(
		a, &entry, "appendix", appendix.n ? value_markup(appendix) : value_text(appendix));
	VALUE_SET(a, &context, "entry", entry);
	job_page(j->w, a, j->r, "entry.html", j->file, &context);
}

/* --- on paper --- */

/* All pictures of a text on paper: they are in memory several times over. */
enum { MOST_PICTURE_BYTES = 24 << 20 };

static bool is_picture(struct str name)
{
	static const char *const exts[] = {"jpg", "jpeg", "png", "svg", "gif", "webp"};
	for (size_t i = 0; i < ARRAY_LEN(exts); i++)
		if (str_eq_nocase(path_ext(name), str_from(exts[i])))
			return true;
	return false;
}

/* What cannot be read, or is no whole picture, is told when it is copied. */
static void print_files(const struct entry_job *j, struct print_text *text)
{
	VEC(struct print_file) files = {0};
	struct diags unheard = diags_new(j->a, j->r->diags.lang, false);
	uint64_t all = 0;
	for (size_t i = 0; i < j->links.assets.n; i++) {
		const struct asset *asset = j->links.assets.items[i];
		struct print_file file = {.path = path_join(j->a, j->e->path, asset->name)};
		struct str bytes = STR_NONE;
		if (!is_picture(asset->name))
			continue;
		bool fits = all + asset->size <= MOST_PICTURE_BYTES;
		if (asset->made)
			bytes = asset->bytes;
		else if (fits && !load_bytes(j->a, asset->path, file.path, &bytes, &unheard))
			continue;
		if (fits && picture_clean(j->a, bytes, &file.bytes) == PICTURE_BROKEN)
			continue;
		all += fits ? asset->size : 0;
		*vec_push(j->a, &files) = file;
	}
	text->files = files.items;
	text->n_files = files.n;
}

static struct print_text print_text(const struct entry_job *j)
{
	struct print_text text = {
		.entry = j->e, .body = j->body, .appendix = j->appendix, .page = j->file};
	print_files(j, &text);
	return text;
}

/* What the entry issues follows it on paper; what is wrong with it its own page tells. */
static struct print_text issued_text(const struct entry_job *j, struct report *unheard)
{
	struct entry_job issued = {.w = j->w,
		.a = j->a,
		.site = j->site,
		.e = j->e->issues,
		.r = unheard,
		.file = entry_url(j->a, j->e->issues),
		.downloads = value_list()};
	make_trees(&issued);
	apply_filters(&issued);
	resolve_links(&issued);
	return print_text(&issued);
}

static void make_print(struct entry_job *j)
{
	const struct build_request *req = j->w->shared->req;
	struct print_input in = {.site = j->site};
	struct print_text issued;
	if (!entry_has_output(j->e, STR("pdf")) || entry_is_withheld(j->e))
		return;
	/* It is the dearest of all outputs; `check` makes it all the same, for what it tells. */
	if (j->w->shared->has_errors && j->w->shared->stage->dir.n)
		return;
	struct report unheard = report_new(j->a, j->r->job, req->lang, req->strict);
	in.own = print_text(j);
	if (j->e->issues && j->e->issues->shown) {
		issued = issued_text(j, &unheard);
		in.issued = &issued;
	}
	job_seals(j->w, j->a, j->e, j->r, &in);
	job_begin_faces(j->w);
	struct buf pdf = buf_new(j->a);
	if (print_render(j->a, &in, &pdf, &j->r->diags))
		add_download(j, "download.pdf",
			str_cstr(j->a, STR_CAT(j->a, j->e->slug, STR(".pdf"))), buf_str(&pdf));
}

void job_entry(struct job_worker *w, struct arena *a, const struct job *job, struct report *r)
{
	const struct entry *e = w->shared->site->entries[job->index];
	struct entry_job j = {.w = w,
		.a = a,
		.site = w->shared->site,
		.e = e,
		.r = r,
		.file = entry_url(a, e),
		.downloads = value_list()};
	make_trees(&j);
	apply_filters(&j);
	resolve_links(&j);
	r->excerpt = excerpt(&j);
	make_print(&j);
	make_data(&j);
	copy_assets(&j);
	add_anchors(&j);
	make_page(&j);
	job_forms(w, a, e, r);
}
