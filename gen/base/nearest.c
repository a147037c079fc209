/* SPDX-License-Identifier: MIT */
#include "base/nearest.h"

#include <string.h>

#include "base/utf8.h"

enum { LONGEST = 48 };

struct nearest nearest_to(struct str word)
{
	return (struct nearest){.word = word, .distance = SIZE_MAX};
}

static size_t decode_all(struct str s, uint32_t *runes, bool *ret_han)
{
	size_t count = 0;
	*ret_han = true;
	while (s.n && count < LONGEST) {
		size_t n;
		uint32_t r = rune_lower(utf8_decode(s, &n));
		*ret_han = *ret_han && r >= 0x2E80;
		runes[count++] = r;
		s = str_after(s, n);
	}
	return count;
}

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Optimal string alignment: insert, delete, replace, swap of neighbours. */
static size_t distance(const uint32_t *x, size_t nx, const uint32_t *y, size_t ny)
{
	size_t d[LONGEST + 1][LONGEST + 1];
	for (size_t i = 0; i <= nx; i++)
		d[i][0] = i;
	for (size_t j = 0; j <= ny; j++)
		d[0][j] = j;
	for (size_t i = 1; i <= nx; i++) {
		for (size_t j = 1; j <= ny; j++) {
			size_t same = d[i - 1][j - 1] + (x[i - 1] != y[j - 1]);
			d[i][j] = least(same, least(d[i - 1][j], d[i][j - 1]) + 1);
			if (i > 1 && j > 1 && x[i - 1] == y[j - 2] && x[i - 2] == y[j - 1])
				d[i][j] = least(d[i][j], d[i - 2][j - 2] + 1);
		}
	}
	return d[nx][ny];
}

void nearest_try(struct nearest *n, struct str known)
{
	uint32_t x[LONGEST], y[LONGEST];
	bool han_x, han_y;
	size_t nx = decode_all(n->word, x, &han_x), ny = decode_all(known, y, &han_y);
	if (!nx || !ny)
		return;
	size_t longer = nx > ny ? nx : ny, shorter = least(nx, ny);
	size_t d = distance(x, nx, y, ny);
	size_t allowed = han_x && han_y ? longer / 2 : (longer + 2) / 3;
	/* A short name inside the longer one is near too: 组织 for 组织部. */
	if (han_x && han_y && shorter >= 2 && d == longer - shorter && d <= longer / 2)
		allowed = d;
	if (d <= allowed && d < n->distance) {
		n->distance = d;
		n->best = known;
	}
}
