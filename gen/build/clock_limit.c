/* SPDX-License-Identifier: MIT */
#include "build/clock_limit.h"

#include <signal.h>
#include <time.h>

#include "base/arena.h"
#include "base/lua.h"
#include "base/sanitized.h"

/* Of processor time; under a sanitizer all is slower. */
enum { LIMIT_MS = SANITIZED ? 20000 : 1000 };

/* Only what may be called in a signal handler: see lua_host_interrupt(). */
static void on_signal(int sig, siginfo_t *info, void *context)
{
	(void)sig;
	(void)context;
	lua_host_interrupt(info->si_value.sival_ptr);
}

static void *start(struct arena *a, struct lua_host *host)
{
	timer_t *timer = NEW(a, timer_t);
	struct sigaction action = {.sa_sigaction = on_signal, .sa_flags = SA_SIGINFO | SA_RESTART};
	struct sigevent event = {.sigev_notify = SIGEV_SIGNAL,
		.sigev_signo = SIGVTALRM,
		.sigev_value = {.sival_ptr = host}};
	const struct itimerspec once = {.it_value = {LIMIT_MS / 1000, LIMIT_MS % 1000 * 1000000L}};
	sigemptyset(&action.sa_mask);
	if (sigaction(SIGVTALRM, &action, NULL) != 0 ||
		timer_create(CLOCK_PROCESS_CPUTIME_ID, &event, timer) != 0)
		return NULL;
	timer_settime(*timer, 0, &once, NULL);
	return timer;
}

static void stop(void *timer)
{
	if (timer)
		timer_delete(*(timer_t *)timer);
}

const struct filter_clock filter_clock = {start, stop};
