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
