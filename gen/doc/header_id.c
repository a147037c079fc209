/* SPDX-License-Identifier: MIT */
#include "doc/header_id.h"

#include "base/buf.h"
#include "base/utf8.h"

struct str header_id_pandoc(struct arena *a, struct str text)
{
	struct buf b = buf_new(a);
	bool blank = false;
	while (text.n) {
		size_t n;
		uint32_t r = utf8_decode(text, &n);
		text = str_after(text, n);
		bool digit = r >= '0' && r <= '9', letter = rune_is_letter(r) && !digit;
		if (rune_is_space(r)) {
			blank = b.n != 0;
		} else if (letter || (b.n && (digit || rune_is_letter(r) || r == '-' || r == '_' ||
						     r == '.'))) {
			if (blank)
				buf_add_char(&b, '-');
			blank = false;
			buf_add_rune(&b, rune_lower(r));
		}
	}
	return b.n ? buf_str(&b) : STR("section");
}

struct str header_id_github(struct arena *a, struct str text)
{
	struct buf b = buf_new(a);
	while (text.n) {
		size_t n;
		uint32_t r = utf8_decode(text, &n);
		if (r == ' ')
			buf_add_char(&b, '-');
		else if (r == '-' || r == '_' || rune_is_letter(r))
			buf_add_rune(&b, rune_lower(r));
		text = str_after(text, n);
	}
	struct str id = buf_str(&b);
	/* The ids of notes look like fn-1. */
	bool note = str_starts(id, STR("fn-")) || str_starts(id, STR("fnref-"));
	if (!id.n || note)
		id = STR_CAT(a, STR("section"), note ? STR("-") : STR_NONE, id);
	return id;
}
