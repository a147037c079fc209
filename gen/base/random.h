/* SPDX-License-Identifier: MIT */
/*
 * Chance that can be repeated: SplitMix64, the generator of Steele, Lea and Flood, "Fast Splittable
 * Pseudorandom Number Generators" (OOPSLA 2014), figure 17 with the constants of its section 5
 * (David Stafford's Mix13). The same seed gives the same numbers on every machine. For draws that
 * anyone may do again, never for secrets.
 */
#ifndef BASE_RANDOM_H
#define BASE_RANDOM_H

#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

struct random {
	uint64_t state;
};

/* The seed is any text; its bytes are summed by FNV-1a, 64 bits (draft-eastlake-fnv-21, section 3).
 */
struct random random_from(struct str seed);
uint64_t random_next(struct random *r);
/* One of 0 … n - 1, each as likely as the other; n is not 0. */
uint64_t random_below(struct random *r, uint64_t n);
/* 0 … n - 1 in an order by chance (Durstenfeld's form of the Fisher–Yates shuffle). */
size_t *random_order(struct arena *a, struct random *r, size_t n);

#endif
