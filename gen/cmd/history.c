/* SPDX-License-Identifier: MIT */
#include "build/history.h"

#include <stddef.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "cmd/cmd.h"
#include "doc/messages.h"

static const struct opt rows[] = {
	{"format", 0, OPT_TEXT, offsetof(struct options, format), {NULL, NULL}, "text|json",
		{"给人看还是给程序看", "for people or for programs"}},
};

/* --- for programs --- */

static void add_key(struct buf *out, const char *key, struct str text)
{
	buf_printf(out, ", \"%s\": ", key);
	buf_add_json(out, text);
}

/* commit is empty where nothing is committed yet. */
static void add_version(struct buf *out, const struct version_of_entry *v)
{
	buf_printf(out, "{\"no\": %d", v->no);
	add_key(out, "date", day_iso(out->arena, v->front->version.date.first));
	add_key(out, "kind", str_from(version_kind_name(v)));
	add_key(out, "by", v->front->version.by.s);
	add_key(out, "commit", v->commit ? v->commit->id : STR_NONE);
	add_key(out, "signature", str_from(signature_name(v->signature)));
	BUF_LIT(out, "}");
}

static void print_json(struct invocation *in, const struct entry *e)
{
	struct buf out = buf_new(in->arena);
	BUF_LIT(&out, "{\"entry\": ");
	buf_add_json(&out, e->path);
	BUF_LIT(&out, ", \"versions\": [");
	for (size_t i = 0; e->history && i < e->history->n_versions; i++) {
		buf_add(&out, i ? STR(",\n  ") : STR("\n  "));
		add_version(&out, &e->history->versions[i]);
	}
	BUF_LIT(&out, "]}\n");
	fwrite(out.p, 1, out.n, stdout);
}

/* --- for people --- */

enum { N_COLUMNS = 6, GAP = 2 };

struct line {
	struct str cells[N_COLUMNS];
};

struct table {
	VEC(struct line) lines;
};

/* What a stranger wrote may hold what a terminal takes for orders. */
static struct str plain(struct invocation *in, struct str text)
{
	return message_fill(in->arena, "{1}", &ARGS(text));
}

static struct str word(struct invocation *in, const struct words *words, const char *name)
{
	int i = words_find(words, str_from(name));
	return in->lang == LANG_ZH && i ? alias_first(words->rows[i - 1].zh) : str_from(name);
}

static struct str signature_word(struct invocation *in, const struct version_of_entry *v)
{
	static const enum text_id texts[] = {
		[SIGNATURE_ABSENT] = TEXT_signature_absent,
		[SIGNATURE_UNVERIFIED] = TEXT_signature_unverified,
		[SIGNATURE_VERIFIED] = TEXT_signature_verified,
	};
	return cmd_text(in, version_is_unread(v) ? TEXT_unread : texts[v->signature], NO_ARGS);
}

static void add_versions(struct invocation *in, struct table *t, const struct entry_history *h)
{
	*vec_push(in->arena, &t->lines) = (struct line){{cmd_text(in, TEXT_version_no, NO_ARGS),
		cmd_text(in, TEXT_version_date, NO_ARGS), cmd_text(in, TEXT_version_kind, NO_ARGS),
		cmd_text(in, TEXT_version_by, NO_ARGS), cmd_text(in, TEXT_version_commit, NO_ARGS),
		cmd_text(in, TEXT_version_signature, NO_ARGS)}};
	for (size_t i = 0; i < h->n_versions; i++) {
		const struct version_of_entry *v = &h->versions[i];
		const struct commit *c = v->commit;
		enum text_id none = version_is_unread(v) ? TEXT_unread : TEXT_uncommitted;
		*vec_push(in->arena, &t->lines) = (struct line){{str_printf(in->arena, "%d", v->no),
			day_iso(in->arena, v->front->version.date.first),
			word(in, &version_kind_words, version_kind_name(v)),
			plain(in, v->front->version.by.s),
			c ? commit_short(c) : cmd_text(in, none, NO_ARGS), signature_word(in, v)}};
	}
}

static void add_commits(struct invocation *in, struct table *t, const struct entry_history *h)
{
	for (size_t i = 0; i < h->n_revisions; i++) {
		const struct commit *c = h->revisions[i].commit;
		*vec_push(in->arena, &t->lines) = (struct line){
			{commit_short(c), day_iso(in->arena, c->day), plain(in, c->subject)}};
	}
}

static void print_table(struct invocation *in, const struct table *t)
{
	size_t widths[N_COLUMNS] = {0};
	struct buf out = buf_new(in->arena);
	for (size_t i = 0; i < t->lines.n; i++)
		for (size_t c = 0; c < N_COLUMNS; c++) {
			size_t width = utf8_width(t->lines.items[i].cells[c]);
			widths[c] = width > widths[c] ? width : widths[c];
		}
	for (size_t i = 0; i < t->lines.n; i++) {
		size_t owed = 0; /* spaces before the next cell that says something */
		for (size_t c = 0; c < N_COLUMNS; c++) {
			struct str cell = t->lines.items[i].cells[c];
			for (; cell.n && owed; owed--)
				buf_add_char(&out, ' ');
			buf_add(&out, cell);
			owed += widths[c] + GAP - utf8_width(cell);
		}
		buf_add_char(&out, '\n');
	}
	fwrite(out.p, 1, out.n, stdout);
}

static void print_text(struct invocation *in, const struct entry *e)
{
	const struct entry_history *h = e->history;
	struct table t = {0};
	if (h && h->n_versions)
		add_versions(in, &t, h);
	else if (h && h->n_revisions)
		add_commits(in, &t, h);
	if (!h || !h->n_versions)
		cmd_say(in, t.lines.n ? TEXT_history_commits : TEXT_history_nothing, ARGS(e->path));
	print_table(in, &t);
}

static int run(struct invocation *in)
{
	struct build_request req = {.lang = in->lang};
	const struct entry *e = NULL;
	if (!in->n_args)
		return cmd_wrong(in, MSG(args_missing),
			ARGS(in->lang == LANG_ZH ? STR("条目") : STR("ENTRY"), STR("history")));
	if (!cmd_gather_options(in, &req.gather))
		return cmd_finish(in, BUILD_CALL);
	req.gather.drafts = true;
	req.cache = cmd_cache(in);
	enum build_status status = build_history(in->arena, &req, in->args[0], &e, &in->diags);
	diags_sort(&in->diags);
	if (e && str_eq(in->opt.format, STR("json")))
		print_json(in, e);
	else if (e)
		print_text(in, e);
	return cmd_finish(in, status);
}

const struct command command_history = {
	.name = "history",
	.usage = {"条目 [--format text|json]", "ENTRY [--format text|json]"},
	.summary = {"列出一个文件在 git 里的历次版本", "list the versions of a document in git"},
	.options = {rows, ARRAY_LEN(rows)},
	.most_args = 1,
	.run = run,
};
