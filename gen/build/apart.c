/* SPDX-License-Identifier: MIT */
#include "build/apart.h"

#include <errno.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/sanitized.h"
#include "build/limits.h"

static _Noreturn void be_apart(int fd, void (*work)(void *context, struct buf *out), void *context)
{
	struct rlimit core = {0, 0}, time;
	signal(SIGPIPE, SIG_IGN);
	setrlimit(RLIMIT_CORE, &core);
	if (getrlimit(RLIMIT_CPU, &time) == 0 && time.rlim_cur > APART_SECONDS) {
		time.rlim_cur = APART_SECONDS;
		setrlimit(RLIMIT_CPU, &time);
	}
	if (!SANITIZED) {
		limit_be_silent();
		limit_memory(APART_BYTES);
	}
	struct arena *own = arena_new();
	struct buf out = buf_new(own);
	work(context, &out);
	/* Not exit(): what the parent has in its stdio buffers is the parent's to write. */
	_exit(out.n <= APART_ANSWER && pipe_write(fd, buf_str(&out)) ? 0 : 1);
}

/* What comes until the other end is closed; false where it is too much. */
static bool read_answer(int fd, struct buf *answer)
{
	char block[16384];
	for (;;) {
		ssize_t n = read(fd, block, sizeof(block));
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return n == 0;
		if (answer->n + (size_t)n > APART_ANSWER)
			return false;
		buf_add(answer, (struct str){block, (size_t)n});
	}
}

enum apart_end apart_run(struct arena *a, void (*work)(void *context, struct buf *out),
	void *context, struct str *ret_answer)
{
	int fds[2], status = 0;
	if (pipe(fds) < 0)
		return APART_NO_PROCESS;
	pid_t pid = fork();
	if (pid == 0) {
		close(fds[0]);
		be_apart(fds[1], work, context);
	}
	int error = errno;
	close(fds[1]);
	struct buf answer = buf_new(a);
	bool whole = pid > 0 && read_answer(fds[0], &answer);
	close(fds[0]);
	if (pid < 0) {
		errno = error;
		return APART_NO_PROCESS;
	}
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		continue;
	*ret_answer = buf_str(&answer);
	return whole && WIFEXITED(status) && WEXITSTATUS(status) == 0 ? APART_DONE : APART_LOST;
}
