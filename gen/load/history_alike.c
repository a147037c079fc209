/* SPDX-License-Identifier: MIT */
/* How alike two texts are: by their lines, in whatever order. */
#include <stdlib.h>

#include "base/arena.h"
#include "load/history.h"

enum { COMPARED_BYTES = 1 << 20 };

struct counted {
	uint64_t mark;
	size_t bytes;
};

static int by_mark(const void *x, const void *y)
{
	const struct counted *a = x, *b = y;
	return a->mark < b->mark ? -1 : a->mark > b->mark;
}

static size_t count_lines(struct arena *a, struct str text, struct counted **ret_lines)
{
	VEC(struct counted) lines = {0};
	while (text.n) {
		struct str line = str_line(&text);
		*vec_push(a, &lines) = (struct counted){str_hash(line), line.n + 1};
	}
	if (lines.n)
		qsort(lines.items, lines.n, sizeof(*lines.items), by_mark);
	*ret_lines = lines.items;
	return lines.n;
}

int history_similar(const struct history_repo *repo, struct arena *scratch, const struct blob_id *x,
	const struct blob_id *y)
{
	struct str a, b;
	struct counted *in_a, *in_b;
	if (!history_text(repo, scratch, x, COMPARED_BYTES, &a) ||
		!history_text(repo, scratch, y, COMPARED_BYTES, &b))
		return 0;
	size_t n = count_lines(scratch, a, &in_a), m = count_lines(scratch, b, &in_b);
	size_t common = 0, most = a.n > b.n ? a.n : b.n;
	for (size_t i = 0, k = 0; i < n && k < m;) {
		int order = by_mark(&in_a[i], &in_b[k]);
		if (order == 0)
			common += in_a[i].bytes;
		i += order <= 0;
		k += order >= 0;
	}
	return most ? (int)(common * 100 / (most + 1)) : 0;
}
