/* SPDX-License-Identifier: MIT */
/* What an answer means: the same here and on the page, by the cases that both are tried with. */
#include "unit/cases.h"

#include "resolve/answer.h"

static struct str text_at(const struct value *map, const char *key)
{
	const struct value *v = value_get(map, str_from(key));
	return v ? v->text : STR_NONE;
}

static void answers_mean_what_the_page_says(struct unit *u)
{
	struct party_register none = {0};
	struct diags d = diags_new(u->arena, LANG_EN, false);
	const struct answer_reader r = {.arena = u->arena, .reg = &none, .diags = &d};
	struct value file = read_cases(u, "tests/form/answers.json");
	const struct value *cases = value_get(&file, STR("cases"));
	TRUE(u, cases && cases->n > 50);
	for (size_t i = 0; cases && i < cases->n; i++) {
		const struct value *one = &cases->items[i];
		const struct value *want = value_get(one, STR("value"));
		int type = words_find(&form_type_words, text_at(one, "type"));
		struct str raw = text_at(one, "raw");
		TRUE(u, type > 0);
		struct form_field field = {0};
		field.type.v = type;
		struct answer a = answer_read(&r, &field, value_get(one, STR("raw")));
		if ((want->kind == VALUE_NULL) != (a.fault == ANSWER_FORM))
			unit_fail(u, __LINE__, "a fault here and none there", raw);
		if (want->kind == VALUE_NUMBER && a.number != want->number)
			unit_fail(u, __LINE__, "another number", raw);
		if (want->kind == VALUE_TEXT && !str_eq(a.text, want->text))
			unit_fail(u, __LINE__, "another text", a.text);
	}
}

int main(void)
{
	static const struct unit_test tests[] = {
		{"answers mean what the page says", answers_mean_what_the_page_says},
	};
	return unit_main(tests, ARRAY_LEN(tests));
}
