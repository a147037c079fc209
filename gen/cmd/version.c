/* SPDX-License-Identifier: MIT */
#include "cmd/version.h"

#include <stdio.h>

#include "cmd/cmd.h"

static int run(struct invocation *in)
{
	(void)in;
	puts("placard " PLACARD_VERSION);
	return 0;
}

const struct command command_version = {
	.name = "version",
	.usage = {"", ""},
	.summary = {"显示版本", "show the version"},
	.run = run,
};
