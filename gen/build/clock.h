/* SPDX-License-Identifier: MIT */
/* The only place that looks at the clock. */
#ifndef BUILD_CLOCK_H
#define BUILD_CLOCK_H

#include <stdbool.h>

#include "base/str.h"
#include "doc/date.h"

bool time_zone_exists(struct arena *a, struct str zone); /* a name such as Asia/Shanghai */
/* Today where the site is; in UTC where the zone is not known. Call it before other threads start.
 */
day_t today(struct arena *a, struct str zone);
/* Seconds since some moment, for saying how long a build took. */
double seconds_now(void);

#endif
