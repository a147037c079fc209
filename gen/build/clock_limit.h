/* SPDX-License-Identifier: MIT */
/* A call when this process has worked for so long, in the midst of whatever it does. */
#ifndef BUILD_CLOCK_LIMIT_H
#define BUILD_CLOCK_LIMIT_H

#include "filter/filter.h"

/* For filters, in a worker of the pool: stops a Lua state that works too long in functions whose
 * steps nobody counts; where it cannot be stopped, it ends the process by SIGPROF. */
extern const struct filter_clock filter_clock;

#endif
