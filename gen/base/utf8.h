/* SPDX-License-Identifier: MIT */
/* UTF-8 and what the program must know of characters. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

/* The code point at s.p; *ret_n gets its bytes. A bad byte gives U+FFFD and one byte. s is not
 * empty. */
uint32_t utf8_decode(struct str s, size_t *ret_n);
/* The code point that ends s. */
uint32_t utf8_decode_last(struct str s, size_t *ret_n);
size_t utf8_encode(uint32_t rune, char bytes[4]);
/* Where the first byte that is no UTF-8 stands, or SIZE_MAX. NUL counts as bad. */
size_t utf8_invalid(struct str s);
size_t utf8_count(struct str s);		   /* code points */
struct str utf8_prefix(struct str s, size_t most); /* its first code points */
/* Columns in a terminal: 0, 1 or 2 a code point (UAX #11; ambiguous counts 1). */
size_t utf8_width(struct str s);
size_t rune_width(uint32_t rune);

bool rune_is_han(uint32_t rune);
/* Chinese or Japanese text or its punctuation, but not Hangul and not emoji. */
bool rune_is_cjk(uint32_t rune);
bool rune_is_punct(uint32_t rune);  /* general category P or S, as CommonMark 0.31 has it */
bool rune_is_space(uint32_t rune);  /* white space as CommonMark has it, and U+3000 */
bool rune_is_letter(uint32_t rune); /* letters and digits of any script */
uint32_t rune_lower(uint32_t rune);
uint32_t rune_upper(uint32_t rune);

/* Full-width digits, letters, signs and spaces read as what they mean; trimmed at both ends. */
struct str utf8_narrow(struct arena *a, struct str s);
/* Bytes of GB18030 (GBK, GB2312) as UTF-8; false where they are none. */
bool utf8_from_gb18030(struct arena *a, struct str bytes, struct str *ret_text);
/* From one encoding to another, by their names for iconv; false where it cannot be. */
bool utf8_convert(
	struct arena *a, struct str bytes, struct str from, struct str to, struct str *ret_bytes);

#endif
