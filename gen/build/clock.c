/* SPDX-License-Identifier: MIT */
#include "build/clock.h"

#include <stdlib.h>
#include <time.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/path.h"

#define ZONES "/usr/share/zoneinfo"

static bool zone_is_known(struct arena *a, struct str zone)
{
	struct str clean;
	if (!path_clean(a, zone, &clean) || !str_eq(clean, zone))
		return false;
	struct str file = path_join(a, STR(ZONES), zone);
	return file_exists(str_cstr(a, file)) && !file_is_dir(str_cstr(a, file));
}

bool time_zone_exists(struct arena *a, struct str zone)
{
	/* Without the data of time zones nothing can be said against a name. */
	return str_eq(zone, STR("UTC")) || !file_is_dir(ZONES) || zone_is_known(a, zone);
}

day_t today(struct arena *a, struct str zone)
{
	time_t now = time(NULL);
	struct tm tm = {0};
	/* Where the data of time zones is not installed, China's time has been UTC+8 since 1991. */
	if (!zone_is_known(a, zone)) {
		now += str_eq(zone, STR("Asia/Shanghai")) ? 8 * 3600 : 0;
		gmtime_r(&now, &tm);
	} else {
		const char *before = getenv("TZ");
		char *kept = before ? str_cstr(a, str_from(before)) : NULL;
		setenv("TZ", str_cstr(a, zone), 1);
		tzset();
		localtime_r(&now, &tm);
		if (kept)
			setenv("TZ", kept, 1);
		else
			unsetenv("TZ");
		tzset();
	}
	return day_from_civil((struct civil){tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday});
}

double seconds_now(void)
{
	struct timespec ts;
	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
}
