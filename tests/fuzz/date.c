/* SPDX-License-Identifier: MIT */
/* What an author may write for a day, a period, a repetition and a number. */
#include "doc/date.h"
#include "doc/number.h"
#include "fuzz/fuzz.h"

static void check_when(const struct fuzz *f, const struct when *w)
{
	struct when again;
	for (int lang = 0; lang < N_LANGS; lang++)
		MUST(when_text(f->arena, w, (enum lang)lang).n > 0);
	if (w->kind != WHEN_DAY)
		return;
	MUST(w->first == w->last);
	MUST(date_parse(day_iso(f->arena, w->first), 0, &again) == DATE_OK);
	MUST(again.first == w->first);
	MUST(day_from_civil(day_to_civil(w->first)) == w->first);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz f;
	struct when when;
	struct repeat repeat;
	struct str better;
	if (!fuzz_begin(&f, data, size))
		return -1;
	struct str text = utf8_narrow(f.arena, f.src->text);
	for (unsigned forms = 0; forms < 16; forms++)
		if (date_parse(text, forms, &when) == DATE_OK)
			check_when(&f, &when);
	if (repeat_parse(text, &repeat))
		MUST(repeat_text(f.arena, &repeat, LANG_ZH).n > 0 &&
			repeat_text(f.arena, &repeat, LANG_EN).n > 0);
	if (number_check(f.arena, f.src->text, &better) != NUMBER_OK && better.n) {
		struct str none;
		MUST(number_check(f.arena, better, &none) == NUMBER_OK);
	}
	return fuzz_end(&f);
}
