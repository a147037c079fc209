/* SPDX-License-Identifier: MIT */
#include "build/program.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/path.h"
#include "build/clock.h"

enum { MOST_OUTPUT = 16 << 20, MOST_ARGS = 1000, DAY_SECONDS = 86400, NAP_MS = 2 };
enum { IN, OUT, ERR, N_ENDS };

struct running {
	pid_t pid;
	int fds[N_ENDS]; /* ours: -1 where it is closed */
	struct str input;
	struct buf out, err;
	double until;
	bool too_large;
};

/* --- which file it is --- */

/* By the folders of PATH that are absolute: what lies in the site's folder is not a program. */
static struct str find_program(struct arena *a, struct str path, struct str name)
{
	while (path.n) {
		struct str dir = str_cut(&path, ':'), file = path_join(a, dir, name);
		if (dir.n && dir.p[0] == '/' && access(str_cstr(a, file), X_OK) == 0)
			return file;
	}
	return STR_NONE;
}

static struct str path_of_system(void)
{
	const char *path = getenv("PATH");
	return path && *path ? str_from(path) : STR("/usr/local/bin:/usr/bin:/bin");
}

/* What a program needs to find its files; nothing by which its output would differ from place to
 * place. */
static char **environment(struct arena *a, struct str path, day_t day)
{
	const char *home = getenv("HOME");
	char **env = NEW_N(a, char *, 6);
	long long seconds = (long long)day * DAY_SECONDS;
	env[0] = str_cstr(a, STR_CAT(a, STR("PATH="), path));
	env[1] = str_cstr(a, STR_CAT(a, STR("HOME="), str_from(home ? home : "/")));
	env[2] = str_cstr(a, STR("LC_ALL=C.UTF-8"));
	env[3] = str_cstr(a, STR("TZ=UTC"));
	env[4] = str_cstr(a, str_printf(a, "SOURCE_DATE_EPOCH=%lld", seconds));
	return env;
}

static char **arguments(struct arena *a, const struct program_call *call)
{
	char **argv = NEW_N(a, char *, call->n_args + 2);
	argv[0] = str_cstr(a, call->name);
	for (size_t i = 0; i < call->n_args; i++)
		argv[i + 1] = str_cstr(a, call->args[i]);
	return argv;
}

/* --- in the new process --- */

struct image {
	const char *file, *dir;
	char **argv, **env;
	int ms;
};

static _Noreturn void become(const struct image *image, const int theirs[N_ENDS])
{
	struct rlimit core = {0, 0};
	struct rlimit cpu = {(rlim_t)image->ms / 1000 + 1, (rlim_t)image->ms / 1000 + 1};
	/* A group of its own, and no terminal: what would ask there for a password must not wait.
	 */
	setsid();
	/* Without the page that wants it there is nothing to do. */
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	signal(SIGPIPE, SIG_DFL);
	setrlimit(RLIMIT_CORE, &core);
	setrlimit(RLIMIT_CPU, &cpu);
	for (int i = 0; i < N_ENDS; i++)
		if (dup2(theirs[i], i) < 0)
			_exit(127);
	/* The pipe of a worker to its parent, above all. */
	if (close_range(N_ENDS, ~0U, 0) != 0 || chdir(image->dir) != 0)
		_exit(127);
	execve(image->file, image->argv, image->env);
	_exit(127);
}

/* --- the other end --- */

static void close_end(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

/* Where dup2() would not overwrite one that is still wanted. */
static bool open_pipe(int ret_fds[2])
{
	int fds[2];
	if (pipe2(fds, O_CLOEXEC) != 0)
		return false;
	for (int i = 0; i < 2; i++) {
		ret_fds[i] = fcntl(fds[i], F_DUPFD_CLOEXEC, N_ENDS);
		close(fds[i]);
	}
	return ret_fds[0] >= 0 && ret_fds[1] >= 0;
}

static bool start(struct running *r, const struct image *image)
{
	int theirs[N_ENDS] = {-1, -1, -1};
	bool good = true;
	for (int i = 0; i < N_ENDS; i++) {
		int fds[2] = {-1, -1};
		good = open_pipe(fds) && good;
		theirs[i] = fds[i == IN ? 0 : 1];
		r->fds[i] = fds[i == IN ? 1 : 0];
		fcntl(r->fds[i], F_SETFL, O_NONBLOCK);
	}
	r->pid = good ? fork() : -1;
	if (r->pid == 0)
		become(image, theirs);
	for (int i = 0; i < N_ENDS; i++)
		close_end(&theirs[i]);
	return r->pid > 0;
}

static void feed(struct running *r)
{
	ssize_t n = write(r->fds[IN], r->input.p, r->input.n);
	if (n > 0)
		r->input = str_after(r->input, (size_t)n);
	if (!r->input.n || (n < 0 && errno != EINTR && errno != EAGAIN))
		close_end(&r->fds[IN]);
}

static void drain(struct running *r, int end)
{
	char bytes[16384];
	ssize_t n = read(r->fds[end], bytes, sizeof(bytes));
	if (n > 0) {
		buf_add(end == OUT ? &r->out : &r->err, (struct str){bytes, (size_t)n});
		r->too_large |= r->out.n + r->err.n > MOST_OUTPUT;
	} else if (n == 0 || (errno != EINTR && errno != EAGAIN)) {
		close_end(&r->fds[end]);
	}
}

/* Until it has said all, or may say no more. */
static bool converse(struct running *r)
{
	while (r->fds[OUT] >= 0 || r->fds[ERR] >= 0) {
		double left = (r->until - seconds_now()) * 1000;
		if (left <= 0 || r->too_large)
			return false;
		struct pollfd polls[N_ENDS];
		for (int i = 0; i < N_ENDS; i++)
			polls[i] = (struct pollfd){
				.fd = r->fds[i], .events = i == IN ? POLLOUT : POLLIN};
		if (poll(polls, N_ENDS, (int)left + 1) < 0)
			continue;
		if (polls[IN].revents)
			feed(r);
		for (int i = OUT; i < N_ENDS; i++)
			if (polls[i].revents)
				drain(r, i);
	}
	return true;
}

/* False: it goes on without a word. */
static bool wait_for(const struct running *r, int *ret_status)
{
	while (waitpid(r->pid, ret_status, WNOHANG) != r->pid) {
		if (seconds_now() > r->until)
			return false;
		poll(NULL, 0, NAP_MS);
	}
	return true;
}

static void finish(struct running *r, struct program_result *ret)
{
	int status = 0;
	bool good = converse(r) && wait_for(r, &status);
	/* It may not have its group yet. */
	if (!good)
		kill(r->pid, SIGKILL);
	/* Whatever it has started goes with it. */
	kill(-r->pid, SIGKILL);
	while (!good && waitpid(r->pid, &status, 0) < 0 && errno == EINTR)
		continue;
	for (int i = 0; i < N_ENDS; i++)
		close_end(&r->fds[i]);
	ret->end = good ? PROGRAM_ENDED : r->too_large ? PROGRAM_TOO_LARGE : PROGRAM_TOO_LONG;
	if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU)
		ret->end = PROGRAM_TOO_LONG;
	ret->status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
	ret->out = buf_str(&r->out);
	ret->err = buf_str(&r->err);
}

void program_run(
	struct arena *a, const struct program_call *call, struct program_result *ret_result)
{
	struct str path = path_of_system(), file = find_program(a, path, call->name);
	double begun = seconds_now();
	struct image image = {str_cstr(a, file), str_cstr(a, call->dir), arguments(a, call),
		environment(a, path, call->day), call->ms};
	struct running r = {.input = call->input,
		.out = buf_new(a),
		.err = buf_new(a),
		.until = begun + (double)call->ms / 1000};
	*ret_result = (struct program_result){.end = PROGRAM_MISSING};
	if (!file.n || call->n_args > MOST_ARGS)
		return;
	if (start(&r, &image)) {
		finish(&r, ret_result);
	} else {
		ret_result->end = PROGRAM_NOT_STARTED;
		for (int i = 0; i < N_ENDS; i++)
			close_end(&r.fds[i]);
	}
	ret_result->ms = (int)((seconds_now() - begun) * 1000) + 1;
}
