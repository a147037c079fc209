/* SPDX-License-Identifier: MIT */
/* The abbreviations behind which pandoc's Markdown keeps the next word on the line. */
#include "parse/markdown_parts.h"

static const char *const abbreviations[] = {"Apr.", "Aug.", "Bros.", "Capt.", "Co.", "Corp.",
	"Dec.", "Dr.", "Feb.", "Fr.", "Gen.", "Gov.", "Hon.", "Inc.", "Jan.", "Jr.", "Jul.", "Jun.",
	"Ltd.", "M.A.", "M.D.", "Mar.", "Mr.", "Mrs.", "Ms.", "No.", "Nov.", "Oct.", "Ph.D.",
	"Pres.", "Prof.", "Rep.", "Rev.", "Sen.", "Sep.", "Sept.", "Sgt.", "Sr.", "St.", "aet.",
	"aetat.", "al.", "bk.", "c.", "cf.", "ch.", "chap.", "chs.", "col.", "cp.", "d.", "e.g.",
	"ed.", "eds.", "esp.", "f.", "fasc.", "ff.", "fig.", "fl.", "fol.", "fols.", "i.e.", "ill.",
	"incl.", "n.", "n.b.", "nn.", "p.", "pp.", "pt.", "q.v.", "s.v.", "s.vv.", "saec.", "sec.",
	"univ.", "viz.", "vol.", "vs."};

bool md_abbreviation_ends(struct str s)
{
	size_t begin = s.n, n = 0;
	if (!str_ends(s, STR(".")) || str_ends(s, STR("..")))
		return false;
	for (; begin; begin -= n) {
		uint32_t r = utf8_decode_last(str_sub(s, 0, begin), &n);
		if (r != '.' && !rune_is_letter(r) && !(r >= '0' && r <= '9'))
			break;
	}
	struct str word = str_after(s, begin);
	for (size_t i = 0; i < ARRAY_LEN(abbreviations); i++)
		if (str_eq(word, str_from(abbreviations[i])))
			return true;
	return false;
}
