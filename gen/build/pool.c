/* SPDX-License-Identifier: MIT */
#include "build/pool.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/sanitized.h"
#include "build/limits.h"

enum {
	MOST_WORKERS = 64,
	/* CPU seconds a job may take, and bytes beside what grows with what the worker finds when
	 * it begins. Under a sanitizer the limit only stops what would never end. */
	JOB_SECONDS = SANITIZED ? 60 : 10,
	WORKER_BYTES = 232 << 20,
};
#define NO_JOB SIZE_MAX

/* Between the processes: which job comes next, and what each worker is at. */
struct board {
	atomic_size_t next;
	atomic_size_t current[MOST_WORKERS];
	struct filter_mark marks[MOST_WORKERS];
};

struct worker_process {
	pid_t pid;
	int fd;
	char *bytes; /* what has come of the next frame */
	size_t n, room;
};

struct pool {
	struct arena *arena;
	const struct pool_work *work;
	size_t n_jobs;
	pid_t parent;
	struct board *board;
	struct worker_process workers[MOST_WORKERS];
	size_t n_workers, n_answered;
};

/* --- in a worker --- */

static void limit_time(void)
{
	struct itimerval timer = {.it_value = {.tv_sec = JOB_SECONDS}};
	setitimer(ITIMER_PROF, &timer, NULL); /* SIGPROF ends the process */
}

/* first is NO_JOB, or one that is done again. */
static _Noreturn void worker_main(struct pool *p, size_t index, int fd, size_t first)
{
	/* Without its parent a worker would still write, into what the next build makes. */
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != p->parent)
		_exit(1);
	signal(SIGPROF, SIG_DFL);
	signal(SIGPIPE, SIG_IGN);
	if (!SANITIZED) {
		limit_be_silent();
		limit_memory(WORKER_BYTES, true);
	}
	struct rlimit core = {0, 0};
	setrlimit(RLIMIT_CORE, &core);
	void *worker = p->work->start(p->work->shared, &p->board->marks[index]);
	struct arena *scratch = arena_new();
	for (;;) {
		size_t job = first == NO_JOB ? atomic_fetch_add(&p->board->next, 1) : first;
		first = NO_JOB;
		if (job >= p->n_jobs)
			break;
		atomic_store(&p->board->current[index], job);
		limit_time();
		struct report r =
			report_new(scratch, (uint32_t)job, p->work->lang, p->work->strict);
		p->work->run(worker, scratch, job, &r);
		if (!pipe_write(fd, report_pack(scratch, &r)))
			_exit(1);
		atomic_store(&p->board->current[index], NO_JOB);
		arena_reset(scratch);
	}
	/* Not exit(): what the parent has in its stdio buffers is the parent's to write. */
	_exit(0);
}

/* --- in the parent --- */

static bool start_worker(struct pool *p, size_t index, size_t first)
{
	int fds[2];
	if (pipe(fds) < 0)
		return false;
	atomic_store(&p->board->current[index], NO_JOB);
	p->board->marks[index] = (struct filter_mark){NULL, 0};
	pid_t pid = fork();
	if (pid == 0) {
		close(fds[0]);
		worker_main(p, index, fds[1], first);
	}
	close(fds[1]);
	if (pid < 0) {
		close(fds[0]);
		return false;
	}
	p->workers[index].pid = pid;
	p->workers[index].fd = fds[0];
	p->workers[index].n = 0;
	return true;
}

/* Takes the whole frames that have come. */
static void take_frames(struct pool *p, struct worker_process *w)
{
	size_t at = 0;
	uint32_t length;
	while (w->n - at >= sizeof(length)) {
		memcpy(&length, w->bytes + at, sizeof(length));
		if (w->n - at - sizeof(length) < length)
			break;
		struct report r;
		struct str frame = {w->bytes + at + sizeof(length), length};
		if (report_unpack(p->arena, frame, &r)) {
			p->work->done(p->work->shared, &r);
			p->n_answered++;
		}
		at += sizeof(length) + length;
	}
	memmove(w->bytes, w->bytes + at, w->n - at);
	w->n -= at;
}

/* False at the end of the pipe. */
static bool read_some(struct pool *p, struct worker_process *w)
{
	if (w->room - w->n < 65536) {
		size_t room = w->room ? w->room * 2 : 131072;
		w->bytes = arena_grow(p->arena, w->bytes, w->room, room);
		w->room = room;
	}
	ssize_t n = read(w->fd, w->bytes + w->n, w->room - w->n);
	if (n < 0)
		return errno == EINTR;
	w->n += (size_t)n;
	take_frames(p, w);
	return n > 0;
}

/* A worker has ended: by itself, or in the middle of a job that is now lost. */
static bool end_worker(struct pool *p, size_t index)
{
	struct worker_process *w = &p->workers[index];
	int status = 0;
	close(w->fd);
	w->fd = -1;
	while (waitpid(w->pid, &status, 0) < 0 && errno == EINTR)
		;
	size_t job = atomic_load(&p->board->current[index]);
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return true;
	if (job == NO_JOB) {
		/* It did not even start: another would do no better. */
		errno = WIFEXITED(status) && WEXITSTATUS(status) == 3 ? ENOMEM : ECHILD;
		return false;
	}
	if (p->work->lost(p->work->shared, job, status, &p->board->marks[index]))
		return start_worker(p, index, job);
	p->n_answered++;
	return atomic_load(&p->board->next) >= p->n_jobs || start_worker(p, index, NO_JOB);
}

struct str pool_why_lost(enum lang lang, int status)
{
	bool zh = lang == LANG_ZH;
	int sig = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
	if (pool_ran_long(status))
		return zh ? STR("用时太长") : STR("it took too long");
	/* SIGKILL comes from a kernel that has no more memory, SIGTRAP and SIGABRT from libraries
	 * that find none. */
	if (sig == SIGKILL || sig == SIGTRAP || sig == SIGABRT || !sig)
		return zh ? STR("内存不够") : STR("there was not enough memory");
	return str_from(strsignal(sig));
}

bool pool_ran_long(int status)
{
	int sig = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
	return sig == SIGPROF || sig == SIGXCPU;
}

static bool serve(struct pool *p)
{
	for (;;) {
		struct pollfd polls[MOST_WORKERS];
		nfds_t n = 0;
		size_t index[MOST_WORKERS];
		for (size_t i = 0; i < p->n_workers; i++)
			if (p->workers[i].fd >= 0) {
				index[n] = i;
				polls[n++] =
					(struct pollfd){.fd = p->workers[i].fd, .events = POLLIN};
			}
		if (!n)
			return true;
		if (poll(polls, n, -1) < 0 && errno != EINTR)
			return false;
		for (nfds_t i = 0; i < n; i++)
			if (polls[i].revents && !read_some(p, &p->workers[index[i]]) &&
				!end_worker(p, index[i]))
				return false;
	}
}

static void kill_all(struct pool *p)
{
	for (size_t i = 0; i < p->n_workers; i++)
		if (p->workers[i].fd >= 0) {
			kill(p->workers[i].pid, SIGKILL);
			close(p->workers[i].fd);
			while (waitpid(p->workers[i].pid, NULL, 0) < 0 && errno == EINTR)
				;
		}
}

enum pool_result pool_run(struct arena *a, const struct pool_work *work, size_t n_jobs, int workers)
{
	struct pool p = {.arena = a, .work = work, .n_jobs = n_jobs, .parent = getpid()};
	if (!n_jobs)
		return POOL_OK;
	size_t want = workers < 1 ? 1 : workers > MOST_WORKERS ? MOST_WORKERS : (size_t)workers;
	p.board = mmap(
		NULL, sizeof(*p.board), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (p.board == MAP_FAILED)
		return POOL_NO_PROCESS;
	for (size_t i = 0; i < MOST_WORKERS; i++)
		p.workers[i].fd = -1;
	fflush(NULL);
	bool good = true;
	for (size_t i = 0; i < want && i < n_jobs && good; i++) {
		p.n_workers = i + 1;
		good = start_worker(&p, i, NO_JOB);
	}
	/* Fewer processes than wished for still do the work; none cannot. */
	good = p.workers[0].fd >= 0 && serve(&p);
	int error = errno;
	if (!good)
		kill_all(&p);
	munmap(p.board, sizeof(*p.board));
	if (good && p.n_answered < n_jobs) {
		good = false;
		error = EPIPE;
	}
	errno = error;
	return good ? POOL_OK : POOL_NO_PROCESS;
}
