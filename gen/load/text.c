/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/utf8.h"
#include "doc/messages.h"
#include "load/load.h"

bool load_bytes(
	struct arena *a, struct str disk, struct str name, struct str *ret_bytes, struct diags *d)
{
	size_t limit = (size_t)TEXT_LIMIT_MB * 1024 * 1024;
	int error = file_read(a, str_cstr(a, disk), limit, ret_bytes);
	struct span at = span_file(source_new(a, name, STR_NONE));
	if (error == EFBIG)
		diag_add(d, MSG(file_too_big), at, ARGS(str_printf(a, "%d", TEXT_LIMIT_MB)));
	else if (error == EINVAL)
		diag_add(d, MSG(file_special), at, NO_ARGS);
	else if (error)
		diag_add(d, MSG(file_unreadable), at, ARGS(error_text(d, error)));
	return !error;
}

static struct str without_mark(struct str text)
{
	return str_starts(text, STR("\xEF\xBB\xBF")) ? str_after(text, 3) : text;
}

/* A message about bad bytes shows the line as it reads in GB18030, or up to them: a terminal can't
 * show them. */
static void tell_encoding(
	struct arena *a, struct str name, struct str bytes, size_t bad, struct diags *d)
{
	struct str text, head = str_sub(bytes, 0, bad), gb_head;
	if (utf8_from_gb18030(a, bytes, &text) && utf8_from_gb18030(a, head, &gb_head)) {
		size_t rune;
		utf8_decode(str_after(text, gb_head.n), &rune);
		diag_add(d, MSG(not_utf8_gb),
			(struct span){
				source_new(a, name, text), (uint32_t)gb_head.n, (uint32_t)rune},
			NO_ARGS);
		return;
	}
	struct source *src = source_new(a, name, STR_CAT(a, head, STR("�")));
	diag_add(d, MSG(not_utf8), (struct span){src, (uint32_t)bad, 3}, NO_ARGS);
}

struct source *load_text(struct arena *a, struct str disk, struct str name, struct diags *d)
{
	struct str bytes;
	if (!load_bytes(a, disk, name, &bytes, d))
		return NULL;
	bytes = without_mark(bytes);
	size_t bad = utf8_invalid(bytes);
	if (bad != SIZE_MAX) {
		tell_encoding(a, name, bytes, bad, d);
		return NULL;
	}
	return source_new(a, name, bytes);
}

struct source *load_table(struct arena *a, struct str disk, struct str name, struct diags *d)
{
	struct str bytes, text;
	if (!load_bytes(a, disk, name, &bytes, d))
		return NULL;
	bytes = without_mark(bytes);
	size_t bad = utf8_invalid(bytes);
	if (bad == SIZE_MAX)
		return source_new(a, name, bytes);
	if (utf8_from_gb18030(a, bytes, &text))
		return source_new(a, name, text);
	tell_encoding(a, name, bytes, bad, d);
	return NULL;
}
