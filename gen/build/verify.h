/* SPDX-License-Identifier: MIT */
/* `placard verify`: for the command, which sees no stage of its own. */
#ifndef BUILD_VERIFY_H
#define BUILD_VERIFY_H

#include "build/build.h"
#include "write/verify.h"

enum build_status build_verify(
	struct arena *a, struct str dir, struct verified *ret, struct diags *d);

#endif
