/* SPDX-License-Identifier: MIT */
/* A picture without what a camera wrote into it; cleaned twice it is the same. */
#include "fuzz/fuzz.h"
#include "render/picture.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct str bytes = {(const char *)data, size}, once, twice;
	if (picture_clean(a, bytes, &once) == PICTURE_CLEAN) {
		MUST(once.n <= size + 64);
		MUST(picture_clean(a, once, &twice) == PICTURE_CLEAN);
		MUST(str_eq(once, twice));
	}
	arena_free(a);
	return 0;
}
