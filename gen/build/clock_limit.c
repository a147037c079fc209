/* SPDX-License-Identifier: MIT */
#include "build/clock_limit.h"

#include <signal.h>
#include <time.h>

#include "base/arena.h"
#include "base/lua.h"
#include "base/sanitized.h"

/* Of processor time; under a sanitizer all is slower. */
enum { LIMIT_MS = SANITIZED ? 20000 : 1000, AGAIN_MS = SANITIZED ? 5000 : 250 };

struct limit {
	timer_t timer;
	struct lua_host *host;
	volatile sig_atomic_t ticks;
};

/* Only what may be called in a signal handler: see lua_host_interrupt(). What does not heed that is
 * in the midst of a function that counts no steps, as lpeg.match; it ends with the process. */
static void on_signal(int sig, siginfo_t *info, void *context)
{
	struct limit *limit = info->si_value.sival_ptr;
	(void)sig;
	(void)context;
	if (limit->ticks++)
		raise(SIGPROF);
	lua_host_interrupt(limit->host);
}

static struct timespec after_ms(long ms)
{
	return (struct timespec){ms / 1000, ms % 1000 * 1000000L};
}

static void *start(struct arena *a, struct lua_host *host)
{
	struct limit *limit = NEW(a, struct limit);
	struct sigaction action = {.sa_sigaction = on_signal, .sa_flags = SA_SIGINFO | SA_RESTART};
	struct sigevent event = {.sigev_notify = SIGEV_SIGNAL,
		.sigev_signo = SIGVTALRM,
		.sigev_value = {.sival_ptr = limit}};
	const struct itimerspec when = {after_ms(AGAIN_MS), after_ms(LIMIT_MS)};
	limit->host = host;
	sigemptyset(&action.sa_mask);
	if (sigaction(SIGVTALRM, &action, NULL) != 0 ||
		timer_create(CLOCK_PROCESS_CPUTIME_ID, &event, &limit->timer) != 0)
		return NULL;
	timer_settime(limit->timer, 0, &when, NULL);
	return limit;
}

static void stop(void *started)
{
	const struct limit *limit = started;
	if (limit)
		timer_delete(limit->timer);
}

const struct filter_clock filter_clock = {start, stop};
