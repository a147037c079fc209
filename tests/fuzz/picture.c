/* SPDX-License-Identifier: MIT */
/* A picture without what a camera wrote into it; cleaned twice it is the same. And how large it
 * says it is. */
#include "fuzz/fuzz.h"
#include "render/picture.h"
#include "render/picture_size.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct str bytes = {(const char *)data, size}, once, twice;
	if (picture_clean(a, bytes, &once) == PICTURE_CLEAN) {
		MUST(once.n <= size + 64);
		MUST(picture_clean(a, once, &twice) == PICTURE_CLEAN);
		MUST(str_eq(once, twice));
	}
	struct picture_size measured = picture_measure(bytes);
	MUST(measured.turned >= 1 && measured.turned <= 8);
	MUST(measured.dots_x >= 0 && measured.dots_y >= 0);
	arena_free(a);
	return 0;
}
