/* SPDX-License-Identifier: MIT */
#include "doc/pandoc_words.h"

#include <stddef.h>

#include "doc/node.h"

const char *const pandoc_aligns[] = {[ALIGN_DEFAULT] = "AlignDefault",
	[ALIGN_LEFT] = "AlignLeft",
	[ALIGN_CENTER] = "AlignCenter",
	[ALIGN_RIGHT] = "AlignRight",
	NULL};
const char *const pandoc_quotes[] = {
	[QUOTE_SINGLE] = "SingleQuote", [QUOTE_DOUBLE] = "DoubleQuote", NULL};
const char *const pandoc_maths[] = {
	[MATH_INLINE] = "InlineMath", [MATH_DISPLAY] = "DisplayMath", NULL};
const char *const pandoc_list_styles[] = {[LIST_DEFAULT_STYLE] = "DefaultStyle",
	[LIST_EXAMPLE] = "Example",
	[LIST_DECIMAL] = "Decimal",
	[LIST_LOWER_ROMAN] = "LowerRoman",
	[LIST_UPPER_ROMAN] = "UpperRoman",
	[LIST_LOWER_ALPHA] = "LowerAlpha",
	[LIST_UPPER_ALPHA] = "UpperAlpha",
	NULL};
const char *const pandoc_list_delims[] = {[LIST_DEFAULT_DELIM] = "DefaultDelim",
	[LIST_PERIOD] = "Period",
	[LIST_ONE_PAREN] = "OneParen",
	[LIST_TWO_PARENS] = "TwoParens",
	NULL};
const char *const pandoc_cite_modes[] = {[CITE_NORMAL] = "NormalCitation",
	[CITE_SUPPRESS_AUTHOR] = "SuppressAuthor",
	[CITE_AUTHOR_IN_TEXT] = "AuthorInText",
	NULL};
