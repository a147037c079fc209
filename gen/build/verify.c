/* SPDX-License-Identifier: MIT */
#include "build/verify.h"

enum build_status build_verify(
	struct arena *a, struct str dir, struct verified *ret, struct diags *d)
{
	bool found = verify_folder(a, dir, ret, d);
	diags_sort(d);
	if (!found)
		return BUILD_CALL;
	return diags_count(d, LEVEL_ERROR) ? BUILD_CONTENT : BUILD_OK;
}
