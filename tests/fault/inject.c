/* SPDX-License-Identifier: MIT */
/*
 * Preloaded into placard by the tests of this folder: counts what a build asks of the machine, and
 * lets one call fail, or the process die at it.
 *
 * FAULT_TABLE=FILE: where the counts go, as uint64_t[PROCESSES][N_CALLS + 1]; what is last of a row
 * says how often that process was hit. Process 0 is placard, 1 the first that it forked, and so on.
 * FAULT=PROCESS CALL N HOW: the N-th call fails, or all from there on. HOW is
 *   a number: the value of errno; a number and "+": that, from the N-th on;
 *   "before" or "after": the process is killed before that call is done, or when it is;
 *   "stall": the process stands still at it.
 * FAULT_KILL=N: placard is killed after N microseconds of its time. The clock is the kernel's and
 * runs in the process itself, so that it is exact however busy the test is.
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { PROCESSES = 8 };

enum call {
	CALL_malloc,
	CALL_calloc,
	CALL_realloc,
	CALL_mmap,
	CALL_fork,
	CALL_pipe,
	CALL_open,
	CALL_opendir,
	CALL_read,
	CALL_write,
	CALL_close,
	CALL_mkdir,
	CALL_rename,
	CALL_unlink,
	CALL_rmdir,
	CALL_realpath,
	N_CALLS
};
static const char *const call_names[N_CALLS] = {"malloc", "calloc", "realloc", "mmap", "fork",
	"pipe", "open", "opendir", "read", "write", "close", "mkdir", "rename", "unlink", "rmdir",
	"realpath"};

void *__libc_malloc(size_t);
void *__libc_calloc(size_t, size_t);
void *__libc_realloc(void *, size_t);

static uint64_t (*table)[N_CALLS + 1];
static struct {
	int process, call, error;
	uint64_t n;
	bool rest, before, after, stall;
} plan = {.call = -1};
static int process, n_forked;

/* --- what is to happen --- */

static int call_named(const char *name)
{
	for (int i = 0; i < N_CALLS; i++)
		if (strcmp(call_names[i], name) == 0)
			return i;
	return -1;
}

static void read_plan(char *text)
{
	char *word[4] = {NULL}, *rest = NULL;
	for (size_t i = 0; i < 4; i++)
		word[i] = strtok_r(i ? NULL : text, " ", &rest);
	if (!word[3])
		return;
	char *end;
	plan.process = atoi(word[0]);
	plan.n = strtoull(word[2], NULL, 10);
	plan.before = strcmp(word[3], "before") == 0;
	plan.after = strcmp(word[3], "after") == 0;
	plan.stall = strcmp(word[3], "stall") == 0;
	plan.error = (int)strtol(word[3], &end, 10);
	plan.rest = *end == '+';
	plan.call = call_named(word[1]);
}

/* What is forked does not inherit a timer. */
static void set_clock(const char *microseconds)
{
	struct sigevent end = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGKILL};
	timer_t timer;
	long n = strtol(microseconds, NULL, 10);
	struct itimerspec at = {.it_value = {n / 1000000, n % 1000000 * 1000 + 1}};
	if (timer_create(CLOCK_MONOTONIC, &end, &timer) < 0 ||
		timer_settime(timer, 0, &at, NULL) < 0)
		abort();
}

__attribute__((constructor)) static void begin(void)
{
	const char *file = getenv("FAULT_TABLE");
	char *text = getenv("FAULT");
	int fd = file ? open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0666) : -1;
	size_t size = PROCESSES * sizeof(*table);
	if (fd < 0 || ftruncate(fd, (off_t)size) < 0)
		return;
	void *place = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	close(fd);
	char *copy = text ? strdup(text) : NULL;
	if (copy)
		read_plan(copy);
	free(copy);
	if (place != MAP_FAILED)
		table = place;
	if (getenv("FAULT_KILL"))
		set_clock(getenv("FAULT_KILL"));
}

/* Counts a call; true if it shall fail, with errno set. */
static bool fails(enum call call)
{
	if (!table || process >= PROCESSES)
		return false;
	uint64_t n = __atomic_add_fetch(&table[process][call], 1, __ATOMIC_RELAXED);
	if ((int)call != plan.call || process != plan.process)
		return false;
	if (n != plan.n && !(plan.rest && n > plan.n))
		return false;
	table[process][N_CALLS]++;
	if (plan.before)
		kill(getpid(), SIGKILL);
	while (plan.stall)
		pause();
	errno = plan.error;
	return !plan.after;
}

/* What comes after a call: the end, if this was it. */
static void passed(enum call call)
{
	if (plan.after && (int)call == plan.call && table && process == plan.process &&
		table[process][call] == plan.n)
		kill(getpid(), SIGKILL);
}

/* --- the calls --- */

/* The next library's function of that name, as a pointer of the caller's type. */
#define REAL(pointer, name)                                                                        \
	do {                                                                                       \
		void *found = dlsym(RTLD_NEXT, name);                                              \
		memcpy(&(pointer), &found, sizeof(found));                                         \
	} while (0)

/* Memory is asked for by two names: a program that has a malloc of its own goes on to the second.
 */
static void *take(enum call call, void *old, size_t n, size_t size)
{
	static void *(*real_malloc)(size_t);
	static void *(*real_calloc)(size_t, size_t);
	static void *(*real_realloc)(void *, size_t);
	if (!real_malloc) {
		REAL(real_realloc, "__libc_realloc");
		REAL(real_calloc, "__libc_calloc");
		REAL(real_malloc, "__libc_malloc");
	}
	if (fails(call))
		return NULL;
	return call == CALL_malloc   ? real_malloc(size)
	       : call == CALL_calloc ? real_calloc(n, size)
				     : real_realloc(old, size);
}

void *malloc(size_t size)
{
	return take(CALL_malloc, NULL, 1, size);
}

void *calloc(size_t n, size_t size)
{
	return take(CALL_calloc, NULL, n, size);
}

void *realloc(void *old, size_t size)
{
	return take(CALL_realloc, old, 1, size);
}

void *__libc_malloc(size_t size)
{
	return take(CALL_malloc, NULL, 1, size);
}

void *__libc_calloc(size_t n, size_t size)
{
	return take(CALL_calloc, NULL, n, size);
}

void *__libc_realloc(void *old, size_t size)
{
	return take(CALL_realloc, old, 1, size);
}

#define WRAP(type, bad, name, params, args)                                                        \
	type name params                                                                           \
	{                                                                                          \
		type(*real) params;                                                                \
		REAL(real, #name);                                                                 \
		if (fails(CALL_##name))                                                            \
			return bad;                                                                \
		type result = real args;                                                           \
		int error = errno;                                                                 \
		passed(CALL_##name);                                                               \
		errno = error;                                                                     \
		return result;                                                                     \
	}

WRAP(void *, MAP_FAILED, mmap, (void *at, size_t size, int prot, int flags, int fd, off_t from),
	(at, size, prot, flags, fd, from))
WRAP(int, -1, pipe, (int fds[2]), (fds))
WRAP(void *, NULL, opendir, (const char *path), (path))
WRAP(ssize_t, -1, read, (int fd, void *to, size_t n), (fd, to, n))
WRAP(int, -1, mkdir, (const char *path, mode_t mode), (path, mode))
WRAP(int, -1, rename, (const char *from, const char *to), (from, to))
WRAP(int, -1, unlink, (const char *path), (path))
WRAP(int, -1, rmdir, (const char *path), (path))
WRAP(char *, NULL, realpath, (const char *path, char *to), (path, to))

/* Half of it reaches the file, as on a disk that is full. */
ssize_t write(int fd, const void *bytes, size_t n)
{
	ssize_t (*real)(int, const void *, size_t);
	REAL(real, "write");
	if (fails(CALL_write)) {
		ssize_t half = real(fd, bytes, n / 2);
		errno = plan.error;
		return half < 0 ? half : -1;
	}
	ssize_t result = real(fd, bytes, n);
	passed(CALL_write);
	return result;
}

/* It is closed all the same, as Linux does. */
int close(int fd)
{
	int (*real)(int);
	REAL(real, "close");
	bool bad = fails(CALL_close);
	int result = real(fd);
	if (!bad)
		return result;
	errno = plan.error;
	return -1;
}

int open(const char *path, int flags, ...)
{
	int (*real)(const char *, int, ...);
	REAL(real, "open");
	va_list args;
	va_start(args, flags);
	mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(args, mode_t) : 0;
	va_end(args);
	if (fails(CALL_open))
		return -1;
	int result = real(path, flags, mode);
	passed(CALL_open);
	return result;
}

pid_t fork(void)
{
	pid_t (*real)(void);
	REAL(real, "fork");
	if (fails(CALL_fork))
		return -1;
	n_forked++;
	pid_t pid = real();
	if (pid == 0)
		process = n_forked;
	passed(CALL_fork);
	return pid;
}
