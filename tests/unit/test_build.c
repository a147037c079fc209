/* SPDX-License-Identifier: MIT */
/* Worker processes, reports through a pipe, and how an output folder is changed. */
#include "unit/unit.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/path.h"
#include "build/apart.h"
#include "build/limits.h"
#include "build/pool.h"
#include "build/report.h"
#include "doc/messages.h"
#include "write/hash.h"
#include "write/stage.h"

static void report_comes_back_whole(struct unit *u)
{
	struct source *src = source_new(u->arena, STR("a.md"), STR("x 坏\n"));
	struct report r = report_new(u->arena, 7, LANG_EN, false), back;
	diag_add(&r.diags, MSG(key_twice), span_of(src, str_sub(src->text, 2, 5)), ARGS(STR("坏")));
	*vec_push(u->arena, &r.outputs) = (struct output){
		.path = STR("a/b.html"), .size = 5, .sha256 = {1, 2}, .changed = true};
	*vec_push(u->arena, &r.anchors) = STR("one");
	*vec_push(u->arena, &r.wanted) =
		(struct wanted_anchor){3, STR("two"), span_place(span_file(src))};
	r.excerpt = STR("some words");
	struct str frame = report_pack(u->arena, &r);
	TRUE(u, report_unpack(u->arena, str_after(frame, 4), &back));
	TRUE(u, back.job == 7 && back.outputs.n == 1 && back.outputs.items[0].changed);
	TRUE(u, back.outputs.items[0].sha256[1] == 2 && back.outputs.items[0].job == 7);
	IS(u, back.diags.list.items[0].text, "the key “坏” is written twice");
	TRUE(u, back.diags.list.items[0].place.column == 3 && back.wanted.items[0].entry == 3);
	IS(u, back.anchors.items[0], "one");
	IS(u, back.excerpt, "some words");
	for (size_t n = 4; n < frame.n; n += 5)
		TRUE(u, !report_unpack(u->arena, str_sub(frame, 4, n), &back));
}

/* --- the pool --- */

enum { N_JOBS = 40, CRASHES = 13, LEAVES = 27, AGAIN = 31 };

struct counted {
	struct filter_mark *mark;
	struct filter_file filter;
	int done[N_JOBS], lost[N_JOBS], status[N_JOBS];
};

static void *start(void *shared, struct filter_mark *mark)
{
	struct counted *c = shared;
	c->mark = mark;
	return c;
}

static void run(void *worker, struct arena *scratch, size_t job, struct report *r)
{
	struct counted *c = worker;
	c->mark->file = job == AGAIN ? &c->filter : NULL;
	if (job == AGAIN && !c->lost[job])
		raise(SIGPROF);
	if (job == CRASHES)
		kill(getpid(), SIGKILL);
	if (job == LEAVES)
		_exit(3);
	r->excerpt = str_printf(scratch, "job %zu", job);
}

static void done(void *shared, struct report *r)
{
	struct counted *c = shared;
	int64_t no = -1;
	if (str_to_int(str_after(r->excerpt, 4), &no) && no == r->job)
		c->done[r->job]++;
}

static bool lost(void *shared, size_t job, int status, const struct filter_mark *mark)
{
	struct counted *c = shared;
	c->lost[job]++;
	c->status[job] = status;
	return mark->file == &c->filter;
}

static void lost_job_costs_no_other(struct unit *u)
{
	for (int workers = 1; workers <= 5; workers += 2) {
		struct counted c = {0};
		struct pool_work work = {
			.start = start, .run = run, .done = done, .lost = lost, .shared = &c};
		TRUE(u, pool_run(u->arena, &work, N_JOBS, workers) == POOL_OK);
		for (int i = 0; i < N_JOBS; i++) {
			bool bad = i == CRASHES || i == LEAVES;
			TRUE(u, c.done[i] == !bad && c.lost[i] == (bad || i == AGAIN));
		}
		TRUE(u, pool_ran_long(c.status[AGAIN]) && !pool_ran_long(c.status[CRASHES]));
		TRUE(u, WIFSIGNALED(c.status[CRASHES]) && WEXITSTATUS(c.status[LEAVES]) == 3);
	}
}

/* --- the output folder --- */

struct folder {
	struct unit *u;
	struct str dir, site, out;
	struct diags diags;
	struct stage stage;
	struct output outputs[8];
	size_t n;
};

static bool open_folder(struct unit *u, struct folder *f)
{
	char name[] = "/tmp/placard-unit-XXXXXX";
	if (!mkdtemp(name)) {
		unit_fail(u, __LINE__, "mkdtemp", STR_NONE);
		return false;
	}
	*f = (struct folder){.u = u, .diags = diags_new(u->arena, LANG_EN, false)};
	f->dir = str_copy(u->arena, str_from(name));
	f->site = path_join(u->arena, f->dir, STR("site"));
	f->out = path_join(u->arena, f->site, STR("public"));
	TRUE(u, !dir_make(str_cstr(u->arena, path_join(u->arena, f->site, STR("content")))));
	return true;
}

static const char *at(struct folder *f, const char *name)
{
	return str_cstr(f->u->arena, path_join(f->u->arena, f->out, str_from(name)));
}

static bool begin(struct folder *f)
{
	f->n = 0;
	return stage_begin(f->u->arena, &f->stage, f->out, f->site, &f->diags);
}

static bool put(struct folder *f, const char *name, const char *text)
{
	int error;
	bool good = stage_put(
		&f->stage, f->u->arena, str_from(name), str_from(text), &f->outputs[f->n], &error);
	return good && f->outputs[f->n++].changed;
}

static bool commit(struct folder *f)
{
	return stage_commit(&f->stage, f->outputs, f->n, &f->diags);
}

static void close_folder(struct folder *f)
{
	dir_remove(str_cstr(f->u->arena, f->dir));
}

static void only_what_differs_is_written(struct unit *u)
{
	struct folder f;
	if (!open_folder(u, &f))
		return;
	TRUE(u, begin(&f) && put(&f, "index.html", "one") && put(&f, "old/page.html", "two"));
	TRUE(u, !file_exists(at(&f, "")));
	TRUE(u, commit(&f) && file_holds(at(&f, "index.html"), STR("one")));
	TRUE(u, file_write_new(at(&f, "old/kept-by-hand"), STR("x")) == 0);
	TRUE(u, begin(&f) && !put(&f, "index.html", "one") && put(&f, "new.html", "three"));
	TRUE(u, !file_exists(at(&f, "new.html")) && file_exists(at(&f, "old/page.html")));
	TRUE(u, commit(&f));
	TRUE(u, file_exists(at(&f, "new.html")) && !file_exists(at(&f, "old/page.html")));
	TRUE(u, file_exists(at(&f, "old/kept-by-hand")));
	struct str manifest;
	TRUE(u, !file_read(u->arena, at(&f, "manifest.sha256"), 4096, &manifest));
	IS(u, str_after(manifest, 66),
		"index.html\n8b5b9db0c13db24256c829aa364aa90c6d2eba318b9232a4ab9313b954d3555f  "
		"new.html\n");
	TRUE(u, f.diags.list.n == 0);
	close_folder(&f);
}

static void dropped_build_changes_nothing(struct unit *u)
{
	struct folder f;
	if (!open_folder(u, &f))
		return;
	TRUE(u, begin(&f) && put(&f, "index.html", "one") && commit(&f));
	TRUE(u, begin(&f) && put(&f, "index.html", "two") && put(&f, "b.html", "three"));
	stage_drop(&f.stage);
	TRUE(u, file_holds(at(&f, "index.html"), STR("one")) && !file_exists(at(&f, "b.html")));
	struct dir_list list = {0};
	dir_read(u->arena, str_cstr(u->arena, f.site), &list);
	TRUE(u, list.list.n == 2); /* content and public: no staging folder is left */
	close_folder(&f);
}

static void wrong_folders_are_refused(struct unit *u)
{
	struct folder f;
	if (!open_folder(u, &f))
		return;
	struct str wrong[] = {path_join(u->arena, f.site, STR("content")),
		path_join(u->arena, f.site, STR("content/public")), f.site, f.dir,
		path_join(u->arena, f.dir, STR("file")), path_join(u->arena, f.dir, STR("full"))};
	const char *ids[] = {"out-in-content", "out-in-content", "out-in-content", "out-in-content",
		"out-is-file", "out-not-ours"};
	TRUE(u, !file_write_new(str_cstr(u->arena, wrong[4]), STR("x")));
	TRUE(u, !dir_make(str_cstr(u->arena, path_join(u->arena, wrong[5], STR("things")))));
	for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
		struct diags d = diags_new(u->arena, LANG_EN, false);
		TRUE(u, !stage_begin(u->arena, &f.stage, wrong[i], f.site, &d) && d.list.n == 1);
		IS(u, d.list.n ? d.list.items[0].id : STR_NONE, ids[i]);
	}
	close_folder(&f);
}

static void script_hash_is_that_of_the_policy(struct unit *u)
{
	/* The example of CSP level 2, 4.2.5: alert('Hello, world.'); */
	IS(u, hash_for_policy(u->arena, STR("alert('Hello, world.');")),
		"sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng=");
}

/* --- a process apart --- */

static const struct apart_limits limits = {5, 192 << 20, 16 << 20};

/* Which question it is to this process, counted in it alone; some questions end it. */
static void answer_apart(struct str question, struct buf *out)
{
	static int n_asked;
	n_asked++;
	if (str_eq(question, STR("fall over")) ||
		(str_eq(question, STR("be first")) && n_asked > 1))
		_exit(1);
	if (str_eq(question, STR("too much")))
		for (size_t i = 0; i < limits.answer / 16 + 1; i++)
			BUF_LIT(out, "0123456789abcdef");
	buf_printf(out, "%d ", n_asked);
	buf_add(out, question);
}

static void one_process_answers_many(struct unit *u)
{
	struct apart *p = apart_new(u->arena, answer_apart, limits);
	struct str answer;
	TRUE(u, apart_ask(p, u->arena, STR("a"), &answer) == APART_DONE);
	IS(u, answer, "1 a");
	TRUE(u, apart_ask(p, u->arena, STR_NONE, &answer) == APART_DONE);
	IS(u, answer, "2 ");
	struct str large = {arena_alloc(u->arena, 4 << 20), 4 << 20};
	TRUE(u, apart_ask(p, u->arena, large, &answer) == APART_DONE && answer.n == large.n + 2);
	apart_close(p);
	apart_close(p);
}

static void what_is_lost_apart_costs_no_other(struct unit *u)
{
	struct apart *p = apart_new(u->arena, answer_apart, limits);
	struct str answer;
	TRUE(u, apart_ask(p, u->arena, STR("fall over"), &answer) == APART_LOST);
	TRUE(u, apart_ask(p, u->arena, STR("a"), &answer) == APART_DONE);
	IS(u, answer, "1 a");
	TRUE(u, apart_ask(p, u->arena, STR("too much"), &answer) == APART_LOST);
	TRUE(u, apart_ask(p, u->arena, STR("b"), &answer) == APART_DONE);
	IS(u, answer, "1 b");
	/* Lost because of what came before it, it is tried again in a new one. */
	TRUE(u, apart_ask(p, u->arena, STR("be first"), &answer) == APART_DONE);
	IS(u, answer, "1 be first");
	apart_close(p);
}

/* --- limits --- */

/* What the limit is in a process of its own that set it. */
static rlim_t memory_limit(struct unit *u, bool grows)
{
	int ends[2];
	rlim_t limit = 0;
	TRUE(u, pipe(ends) == 0);
	pid_t pid = fork();
	if (pid == 0) {
		struct rlimit own = {0, 0};
		limit_memory(1 << 20, grows);
		getrlimit(RLIMIT_DATA, &own);
		_exit(write(ends[1], &own.rlim_cur, sizeof(own.rlim_cur)) < 0);
	}
	TRUE(u, read(ends[0], &limit, sizeof(limit)) == sizeof(limit));
	close(ends[0]);
	close(ends[1]);
	waitpid(pid, NULL, 0);
	return limit;
}

static void a_large_site_has_more_memory_for_a_page(struct unit *u)
{
	enum { SITE = 64 << 20 };
	rlim_t small = memory_limit(u, true), flat = memory_limit(u, false);
	arena_alloc(u->arena, SITE);
	TRUE(u, memory_limit(u, false) < flat + 2 * (rlim_t)SITE);
	TRUE(u, memory_limit(u, true) > small + 2 * (rlim_t)SITE);
}

int main(void)
{
	static const struct unit_test tests[] = {
		{"a report comes back whole", report_comes_back_whole},
		{"a lost job costs no other", lost_job_costs_no_other},
		{"one process answers many", one_process_answers_many},
		{"what is lost apart costs no other", what_is_lost_apart_costs_no_other},
		{"a large site has more memory for a page",
			a_large_site_has_more_memory_for_a_page},
		{"only what differs is written", only_what_differs_is_written},
		{"a dropped build changes nothing", dropped_build_changes_nothing},
		{"wrong folders are refused", wrong_folders_are_refused},
		{"the script hash is that of the policy", script_hash_is_that_of_the_policy},
	};
	return unit_main(tests, ARRAY_LEN(tests));
}
