/* SPDX-License-Identifier: MIT */
#include "resolve/answer.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "doc/messages.h"
#include "resolve/party.h"
#include "resolve/record.h"

enum {
	NUMBER_DIGITS = 15, /* beyond them a number would come out of a file as another one */
	OPTIONS_TOLD = 8,
	NEAREST_LIMIT = 200, /* unknown names that are compared with the whole register */
};

/* --- scanning --- */

static void skip_blanks(struct str *s)
{
	while (s->n && s->p[0] == ' ')
		*s = str_after(*s, 1);
}

/* A number of least to most digits at the front of s. */
static bool take_number(struct str *s, size_t least, size_t most, int *ret)
{
	size_t n = 0;
	*ret = 0;
	for (; n < s->n && n < most && char_is_digit(s->p[n]); n++)
		*ret = *ret * 10 + (s->p[n] - '0');
	*s = str_after(*s, n);
	return n >= least;
}

/* One of the marks, parted by |, and blanks around it. */
static bool take_mark(struct str *s, const char *marks)
{
	skip_blanks(s);
	for (struct str rest = str_from(marks); rest.n;) {
		struct str mark = str_cut(&rest, '|');
		if (!str_starts(*s, mark))
			continue;
		*s = str_after(*s, mark.n);
		skip_blanks(s);
		return true;
	}
	return false;
}

/* --- numbers --- */

/* Without the commas between thousands: 1,234,567.8 */
static struct str without_commas(struct arena *a, struct str s)
{
	size_t at = s.n && (s.p[0] == '+' || s.p[0] == '-'), run = 0, groups = 0;
	for (; at < s.n && (char_is_digit(s.p[at]) || s.p[at] == ','); at++) {
		if (s.p[at] != ',') {
			run++;
			continue;
		}
		if (groups ? run != 3 : run < 1 || run > 3)
			return s;
		groups++;
		run = 0;
	}
	bool ends = at == s.n || s.p[at] == '.';
	return groups && run == 3 && ends ? str_replace(a, s, STR(","), STR_NONE) : s;
}

static bool has_number_form(struct str s, bool whole)
{
	size_t at = s.n && (s.p[0] == '+' || s.p[0] == '-'), digits = 0, point = 0;
	for (; at < s.n; at++) {
		if (char_is_digit(s.p[at]))
			digits++;
		else if (s.p[at] == '.' && !whole && !point)
			point++;
		else
			return false;
	}
	return digits && digits <= NUMBER_DIGITS;
}

static bool read_number(struct arena *a, int type, struct str s, double *ret)
{
	bool percent = str_ends(s, STR("%"));
	if (percent && type != FORM_PERCENT)
		return false;
	s = without_commas(a, percent ? str_trim(str_sub(s, 0, s.n - 1)) : s);
	if (!has_number_form(s, type == FORM_INTEGER))
		return false;
	if (str_starts(s, STR("+")))
		s = str_after(s, 1);
	/* The library of ours wants digits on both sides of a point. */
	bool minus = str_starts(s, STR("-"));
	struct str plain = str_after(s, minus);
	plain = STR_CAT(a, minus ? STR("-0") : STR("0"), plain,
		str_ends(plain, STR(".")) ? STR("0") : STR_NONE);
	return str_to_number(plain, ret);
}

/* --- days and times --- */

static bool set_day(struct civil c, struct when *ret)
{
	if (!civil_is_valid(c))
		return false;
	*ret = (struct when){.kind = WHEN_DAY, .minutes = -1};
	ret->first = ret->last = day_from_civil(c);
	return true;
}

static bool read_date(struct str s, struct when *ret)
{
	struct civil c;
	if (!take_number(&s, 4, 4, &c.year))
		return false;
	if (s.n == 4 && char_is_digit(s.p[0])) /* 20260925 */
		return take_number(&s, 2, 2, &c.month) && take_number(&s, 2, 2, &c.day) && !s.n &&
		       set_day(c, ret);
	if (!take_mark(&s, "-|/|.|年") || !take_number(&s, 1, 2, &c.month) ||
		!take_mark(&s, "-|/|.|月") || !take_number(&s, 1, 2, &c.day))
		return false;
	take_mark(&s, "日");
	return !s.n && set_day(c, ret);
}

static bool read_month(struct str s, struct when *ret)
{
	struct civil c = {.day = 1};
	if (!take_number(&s, 4, 4, &c.year) || !take_mark(&s, "-|/|.|年") ||
		!take_number(&s, 1, 2, &c.month))
		return false;
	take_mark(&s, "月");
	if (s.n || !set_day(c, ret))
		return false;
	ret->kind = WHEN_MONTH;
	ret->last = ret->first + month_length(c.year, c.month) - 1;
	return true;
}

static bool read_time(struct str s, int *ret_minutes)
{
	int hour, minute;
	if (!take_number(&s, 1, 2, &hour) || !take_mark(&s, ":|时") ||
		!take_number(&s, 1, 2, &minute) || hour > 23 || minute > 59)
		return false;
	take_mark(&s, "分");
	*ret_minutes = hour * 60 + minute;
	return !s.n || str_eq(s, STR(":00"));
}

static void set_months(int year, int month, int n, enum when_kind kind, struct when *w)
{
	struct civil last = {year, month + n - 1, month_length(year, month + n - 1)};
	w->kind = kind;
	w->first = day_from_civil((struct civil){year, month, 1});
	w->last = day_from_civil(last);
}

/* Behind the year and 年: 第三季度, 上半年, 度 or nothing. */
static bool read_part_of_year(struct str s, int year, struct when *w)
{
	static const char *const quarters[][2] = {
		{"一", "1"}, {"二", "2"}, {"三", "3"}, {"四", "4"}};
	if (!s.n || str_eq(s, STR("度"))) {
		set_months(year, 1, 12, WHEN_YEAR, w);
		return true;
	}
	if (str_eq(s, STR("上半年")) || str_eq(s, STR("下半年"))) {
		set_months(year, str_starts(s, STR("上")) ? 1 : 7, 6, WHEN_HALF, w);
		return true;
	}
	if (str_starts(s, STR("第")))
		s = str_after(s, STR("第").n);
	for (int i = 0; i < 4; i++)
		for (size_t k = 0; k < 2; k++) {
			struct str name = str_from(quarters[i][k]);
			if (!str_starts(s, name) || !str_eq(str_after(s, name.n), STR("季度")))
				continue;
			set_months(year, i * 3 + 1, 3, WHEN_QUARTER, w);
			return true;
		}
	return false;
}

enum date_fault answer_term(struct arena *a, struct str text, struct when *ret)
{
	struct str s = utf8_narrow(a, text), rest = s;
	int year;
	if (str_ends(s, STR("月份")))
		s = str_sub(s, 0, s.n - STR("份").n);
	enum date_fault fault = date_parse(s, DATE_PERIODS | DATE_TABLE, ret);
	bool open = !day_is_known(ret->first) || !day_is_known(ret->last);
	if (fault == DATE_OK && open)
		fault = DATE_BAD_FORM;
	if (fault != DATE_BAD_FORM || !take_number(&rest, 4, 4, &year) || year < 1000 ||
		!take_mark(&rest, "年"))
		return fault;
	return read_part_of_year(rest, year, ret) ? DATE_OK : fault;
}

/* --- what stands in a text --- */

static bool is_phone(struct str s)
{
	size_t run = 0, most = 0;
	while (s.n) {
		size_t n;
		uint32_t rune = utf8_decode(s, &n);
		bool digit = rune >= '0' && rune <= '9';
		bool mark =
			rune < 0x80 && str_find_char(STR("()+-/,; \t\n"), (char)rune) != SIZE_MAX;
		if (!digit && !mark && !str_starts(s, STR("转")))
			return false;
		run = digit ? run + 1 : 0;
		most = run > most ? run : most;
		s = str_after(s, n);
	}
	return most >= 3;
}

static bool is_email(struct str s)
{
	size_t at = str_find_char(s, '@'), n;
	struct str domain = str_after(s, at == SIZE_MAX ? s.n : at + 1);
	if (at == SIZE_MAX || at == 0 || str_find_char(domain, '@') != SIZE_MAX)
		return false;
	for (struct str rest = s; rest.n; rest = str_after(rest, n))
		if (rune_is_space(utf8_decode(rest, &n)))
			return false;
	for (size_t i = 1; i + 1 < domain.n; i++)
		if (domain.p[i] == '.')
			return true;
	return false;
}

/* --- choices --- */

/* An option, written full-width or not, or what was written where another answer is allowed. */
static bool choose(
	struct arena *a, const struct form_field *field, struct str text, struct str *ret)
{
	const struct text *option = form_option(field, text);
	if (!option)
		option = form_option(field, utf8_narrow(a, text));
	*ret = option ? option->s : text;
	return option || field->other.on;
}

static bool may_be_chosen(const struct form_field *field, const struct party *p)
{
	for (size_t i = 0; i < field->choices.n; i++)
		if (field->choices.items[i].party == p)
			return true;
	return !field->of_parties.s.n;
}

/* --- one answer --- */

struct reading {
	const struct answer_reader *reader;
	struct arena *arena;
	const struct form_field *field;
	struct answer *answer;
};

static enum answer_fault read_choices(struct reading *r)
{
	struct answer *ans = r->answer;
	struct texts *chosen = &ans->chosen;
	enum answer_fault fault = ANSWER_GOOD;
	for (size_t i = 0; i < chosen->n; i++)
		if (!choose(r->arena, r->field, chosen->items[i].s, &chosen->items[i].s))
			fault = ANSWER_OPTION;
	ans->text = ans->written.s;
	return fault;
}

static struct str without_blanks(struct arena *a, struct str s)
{
	struct buf b = buf_new(a);
	for (size_t i = 0, n; i < s.n; i += n)
		if (!rune_is_space(utf8_decode(str_after(s, i), &n)))
			buf_add(&b, str_sub(s, i, i + n));
	return buf_str(&b);
}

const struct party *answer_party(const struct answer_reader *r, struct str written)
{
	struct str name = utf8_narrow(r->arena, written);
	const struct party *p = party_named(r->reg, name);
	return p ? p : party_named(r->reg, without_blanks(r->arena, name));
}

static enum answer_fault read_party(struct reading *r, struct str s)
{
	const struct party *p = answer_party(r->reader, s);
	if (!p)
		return ANSWER_PARTY;
	r->answer->text = p->id.s;
	r->answer->party = p;
	return may_be_chosen(r->field, p) ? ANSWER_GOOD : ANSWER_OPTION;
}

static enum answer_fault read_bounded(struct reading *r, struct str narrow)
{
	const struct form_field *f = r->field;
	double v;
	if (!read_number(r->arena, f->type.v, narrow, &v))
		return ANSWER_FORM;
	r->answer->number = v;
	r->answer->text = narrow;
	if (f->min.set && v < f->min.v)
		return ANSWER_SMALL;
	return f->max.set && v > f->max.v ? ANSWER_LARGE : ANSWER_GOOD;
}

static enum answer_fault read_length(struct reading *r, struct str s)
{
	const struct form_field *f = r->field;
	r->answer->text = s;
	bool bounded = f->max.set && f->max.v >= 0;
	return bounded && (double)utf8_count(s) > f->max.v ? ANSWER_LONG : ANSWER_GOOD;
}

static enum answer_fault read_when(struct reading *r, struct str narrow)
{
	struct when *w = &r->answer->when;
	bool month = r->field->type.v == FORM_MONTH;
	if (!(month ? read_month(narrow, w) : read_date(narrow, w)))
		return ANSWER_FORM;
	r->answer->text = day_iso(r->arena, w->first);
	if (month)
		r->answer->text = str_sub(r->answer->text, 0, STR("2026-09").n);
	return ANSWER_GOOD;
}

static enum answer_fault read_typed(struct reading *r, struct str s)
{
	struct answer *ans = r->answer;
	struct str narrow = utf8_narrow(r->arena, s);
	ans->text = narrow;
	switch ((enum form_field_type)r->field->type.v) {
	case FORM_INTEGER:
	case FORM_DECIMAL:
	case FORM_PERCENT:
		return read_bounded(r, narrow);
	case FORM_DATE:
	case FORM_MONTH:
		return read_when(r, narrow);
	case FORM_TIME:
		if (!read_time(narrow, &ans->minutes))
			return ANSWER_FORM;
		ans->text = str_printf(r->arena, "%02d:%02d", ans->minutes / 60, ans->minutes % 60);
		return ANSWER_GOOD;
	case FORM_PHONE:
		return is_phone(narrow) ? ANSWER_GOOD : ANSWER_FORM;
	case FORM_EMAIL:
		return is_email(narrow) ? ANSWER_GOOD : ANSWER_FORM;
	case FORM_PARTY:
		return read_party(r, s);
	case FORM_CHOICE:
		return choose(r->arena, r->field, s, &ans->text) ? ANSWER_GOOD : ANSWER_OPTION;
	case FORM_CHOICES:
		return read_choices(r);
	case FORM_CHECKBOX:
		ans->text = STR("1");
		return flag_read(narrow, &ans->ticked) ? ANSWER_GOOD : ANSWER_FORM;
	case FORM_TEXT:
	case FORM_MULTILINE:
		return read_length(r, s);
	case FORM_SIGNATURE: /* a hand signs */
	case FORM_TABLE:     /* its cells answer */
		return ANSWER_GOOD;
	}
	return read_length(r, s);
}

/* CR LF and CR are what viewers and spreadsheets write for the end of a line. */
static struct str with_lf(struct arena *a, struct str s)
{
	if (str_find_char(s, '\r') == SIZE_MAX)
		return s;
	s = str_replace(a, s, STR("\r\n"), STR("\n"));
	return str_replace(a, s, STR("\r"), STR("\n"));
}

/* What stands in the value as text; false where it is no answer at all, as a map in it. */
static bool written_of(struct reading *r, const struct value *v)
{
	struct answer *ans = r->answer;
	ans->written.at = v->at;
	switch (v->kind) {
	case VALUE_NULL:
		return true;
	case VALUE_BOOL:
		ans->written.s = v->flag ? STR("1") : STR_NONE;
		return r->field->type.v == FORM_CHECKBOX;
	case VALUE_NUMBER:
		ans->written.s = span_text(v->at);
		return true;
	case VALUE_TEXT:
	case VALUE_MARKUP:
		ans->written.s = with_lf(r->arena, v->text);
		if (r->field->type.v == FORM_CHOICES)
			texts_split(r->arena, ans->written, &ans->chosen);
		return true;
	case VALUE_LIST:
	case VALUE_MAP:
		break;
	}
	ans->written.s = span_text(v->at);
	if (v->kind == VALUE_MAP || r->field->type.v != FORM_CHOICES)
		return false;
	struct str *parts = NEW_N(r->arena, struct str, v->n + 1);
	ans->chosen = (struct texts){NEW_N(r->arena, struct text, v->n + 1), 0, v->at};
	for (size_t i = 0; i < v->n; i++) {
		if (v->items[i].kind != VALUE_TEXT)
			return false;
		parts[i] = v->items[i].text;
		ans->chosen.items[ans->chosen.n++] = (struct text){parts[i], v->items[i].at};
	}
	ans->written.s = str_join(r->arena, parts, v->n, STR("、"));
	return true;
}

struct answer answer_read(const struct answer_reader *reader, const struct form_field *field,
	const struct value *value)
{
	struct answer ans = {.minutes = -1};
	struct reading r = {reader, reader->arena, field, &ans};
	if (value && !written_of(&r, value)) {
		ans.fault = ANSWER_FORM;
		return ans;
	}
	struct str s = str_trim(ans.written.s);
	if (!s.n) {
		ans.fault = field->required.on ? ANSWER_LACKING : ANSWER_GOOD;
		return ans;
	}
	ans.fault = read_typed(&r, s);
	/* A box that is not ticked is blank, however that is written. */
	bool blank = field->type.v == FORM_CHECKBOX && !ans.ticked;
	ans.set = ans.fault == ANSWER_GOOD && !blank;
	return ans;
}

/* --- telling --- */

struct str answer_nearest_party(struct answer_reader *r, struct str name)
{
	return r->n_unknown++ < NEAREST_LIMIT ? party_nearest(r->reg, name) : STR_NONE;
}

/* What the type wants: 整数（integer）, or integer */
static struct str type_shown(const struct answer_reader *r, const struct form_field *field)
{
	const struct word_row *row = &form_type_words.rows[field->type.v - 1];
	if (r->diags->lang == LANG_EN)
		return str_from(row->name);
	return STR_CAT(r->arena, alias_first(row->zh), STR("（"), str_from(row->name), STR("）"));
}

/* How an answer of the type is written; NULL: as one likes. */
static const char *example_of(const struct form_field *field)
{
	static const char *const examples[] = {[FORM_INTEGER] = "120",
		[FORM_DECIMAL] = "12.5",
		[FORM_PERCENT] = "85%",
		[FORM_DATE] = "2026-09-25",
		[FORM_MONTH] = "2026-09",
		[FORM_TIME] = "09:30",
		[FORM_CHECKBOX] = "√",
		[FORM_PHONE] = "0000-5550101",
		[FORM_EMAIL] = "name@example.org"};
	size_t type = (size_t)field->type.v;
	return type < ARRAY_LEN(examples) ? examples[type] : NULL;
}

static struct str options_shown(const struct answer_reader *r, const struct form_field *field)
{
	struct buf list = buf_new(r->arena);
	for (size_t i = 0; i < field->options.n && i < OPTIONS_TOLD; i++) {
		buf_add(&list, i ? STR("、") : STR_NONE);
		buf_add(&list, field->options.items[i].s);
	}
	buf_add(&list, field->options.n > OPTIONS_TOLD ? STR("…") : STR_NONE);
	return buf_str(&list);
}

void answer_tell(struct answer_reader *r, const struct answer *answer,
	const struct form_field *field, struct str label, struct span at)
{
	struct text w = answer->written;
	const char *example = example_of(field);
	struct diags *d = r->diags;
	switch (answer->fault) {
	case ANSWER_GOOD:
		return;
	case ANSWER_LACKING:
		diag_add(d, MSG(answer_lacking), w.at.src ? w.at : at, ARGS(label));
		return;
	case ANSWER_FORM:
		diag_add(d, MSG(answer_form), w.at,
			ARGS(label, w.s, type_shown(r, field),
				example ? str_from(example) : STR_NONE));
		return;
	case ANSWER_SMALL:
		diag_add(d, MSG(answer_small), w.at, ARGS(label, w.s, field->min.written));
		return;
	case ANSWER_LARGE:
		diag_add(d, MSG(answer_large), w.at, ARGS(label, w.s, field->max.written));
		return;
	case ANSWER_LONG:
		diag_add(d, MSG(answer_long), w.at,
			ARGS(label, str_printf(r->arena, "%zu", utf8_count(answer->text)),
				field->max.written));
		return;
	case ANSWER_OPTION:
		diag_add(d, MSG(answer_option), w.at, ARGS(label, w.s, options_shown(r, field)));
		return;
	case ANSWER_PARTY:
		diag_add(
			d, MSG(answer_party), w.at, ARGS(label, w.s, answer_nearest_party(r, w.s)));
		return;
	}
}
