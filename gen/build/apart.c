/* SPDX-License-Identifier: MIT */
#include "build/apart.h"

#include <errno.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/sanitized.h"
#include "build/limits.h"

enum { WAITING = 4 };

struct apart {
	void (*work)(struct str question, struct buf *out);
	struct apart_limits limits;
	pid_t pid; /* 0: none runs */
	int fd;
	size_t n_done; /* by the process that runs */
};

/* --- both ends: a length and so many bytes --- */

/* Not write(): a process that is gone is told by its answer, not by a signal. */
static bool put_bytes(int fd, const char *bytes, size_t n)
{
	while (n) {
		ssize_t sent = send(fd, bytes, n, MSG_NOSIGNAL);
		if (sent < 0 && errno != EINTR)
			return false;
		if (sent > 0) {
			bytes += sent;
			n -= (size_t)sent;
		}
	}
	return true;
}

static bool put(int fd, struct str bytes)
{
	return put_bytes(fd, (const char *)&bytes.n, sizeof(bytes.n)) &&
	       put_bytes(fd, bytes.p, bytes.n);
}

static bool get_bytes(int fd, char *to, size_t n)
{
	while (n) {
		ssize_t got = read(fd, to, n);
		if (got == 0 || (got < 0 && errno != EINTR))
			return false;
		if (got > 0) {
			to += got;
			n -= (size_t)got;
		}
	}
	return true;
}

static bool get(int fd, struct arena *a, size_t most, struct str *ret)
{
	size_t n;
	if (!get_bytes(fd, (char *)&n, sizeof(n)) || n > most)
		return false;
	char *bytes = arena_alloc(a, n);
	*ret = (struct str){bytes, n};
	return get_bytes(fd, bytes, n);
}

/* --- the process apart --- */

/* So many from now on: what the pieces before took does not count. */
static void limit_seconds(struct rlimit most, unsigned seconds)
{
	struct rusage used;
	alarm(seconds * WAITING);
	if (getrusage(RUSAGE_SELF, &used) != 0)
		return;
	long long us = used.ru_utime.tv_usec + (long long)used.ru_stime.tv_usec;
	long long begun = used.ru_utime.tv_sec + used.ru_stime.tv_sec + us / 1000000 + 1;
	rlim_t by = (rlim_t)begun + seconds;
	if (by < most.rlim_cur)
		most.rlim_cur = by;
	setrlimit(RLIMIT_CPU, &most);
}

static _Noreturn void be_apart(int fd, const struct apart *p)
{
	struct rlimit core = {0, 0}, time = {RLIM_INFINITY, RLIM_INFINITY};
	setrlimit(RLIMIT_CORE, &core);
	getrlimit(RLIMIT_CPU, &time);
	if (!SANITIZED) {
		limit_be_silent();
		limit_memory(p->limits.bytes, false);
	}
	struct arena *own = arena_new();
	struct str question;
	while (get(fd, own, SIZE_MAX, &question)) {
		struct buf out = buf_new(own);
		limit_seconds(time, p->limits.seconds);
		p->work(question, &out);
		alarm(0);
		if (out.n > p->limits.answer || !put(fd, buf_str(&out)))
			break;
		arena_free(own);
		own = arena_new();
	}
	/* Not exit(): what the parent has in its stdio buffers is the parent's to write. */
	_exit(0);
}

/* --- the other end --- */

struct apart *apart_new(struct arena *a, void (*work)(struct str question, struct buf *out),
	struct apart_limits limits)
{
	struct apart *p = NEW(a, struct apart);
	p->work = work;
	p->limits = limits;
	return p;
}

void apart_close(struct apart *p)
{
	if (!p->pid)
		return;
	close(p->fd);
	/* It waits for a question, or runs away. */
	kill(p->pid, SIGKILL);
	while (waitpid(p->pid, NULL, 0) < 0 && errno == EINTR)
		continue;
	p->pid = 0;
}

static bool start(struct apart *p)
{
	int fds[2];
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds) < 0)
		return false;
	pid_t pid = fork();
	if (pid == 0) {
		close(fds[0]);
		be_apart(fds[1], p);
	}
	int error = errno;
	close(fds[1]);
	if (pid < 0) {
		close(fds[0]);
		errno = error;
		return false;
	}
	p->pid = pid;
	p->fd = fds[0];
	p->n_done = 0;
	return true;
}

enum apart_end apart_ask(
	struct apart *p, struct arena *a, struct str question, struct str *ret_answer)
{
	for (;;) {
		if (!p->pid && !start(p))
			return APART_NO_PROCESS;
		if (put(p->fd, question) && get(p->fd, a, p->limits.answer, ret_answer)) {
			p->n_done++;
			return APART_DONE;
		}
		bool was_first = !p->n_done;
		apart_close(p);
		if (was_first)
			return APART_LOST;
	}
}
