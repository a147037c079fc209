/* SPDX-License-Identifier: MIT */
#include "base/random.h"

#include "base/arena.h"

struct random random_from(struct str seed)
{
	uint64_t sum = UINT64_C(0xCBF29CE484222325);
	for (size_t i = 0; i < seed.n; i++)
		sum = (sum ^ (unsigned char)seed.p[i]) * UINT64_C(0x00000100000001B3);
	return (struct random){sum};
}

uint64_t random_next(struct random *r)
{
	uint64_t z = r->state += UINT64_C(0x9E3779B97F4A7C15);
	z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
	return z ^ (z >> 31);
}

uint64_t random_below(struct random *r, uint64_t n)
{
	/* What lies beyond the last whole multiple of n would make the small numbers likelier. */
	uint64_t over = (UINT64_MAX % n + 1) % n, x = random_next(r);
	while (x > UINT64_MAX - over)
		x = random_next(r);
	return x % n;
}

size_t *random_order(struct arena *a, struct random *r, size_t n)
{
	size_t *order = NEW_N(a, size_t, n + 1);
	for (size_t i = 0; i < n; i++)
		order[i] = i;
	for (size_t i = n; i > 1; i--) {
		size_t k = (size_t)random_below(r, i), held = order[i - 1];
		order[i - 1] = order[k];
		order[k] = held;
	}
	return order;
}
