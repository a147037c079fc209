/* SPDX-License-Identifier: MIT */
/* What a theme sets of the layout on paper: whether it can be, and what departs from the standard.
 */
#include "check/check.h"

#include "base/arena.h"
#include "doc/messages.h"

static const double paper_width = 210, paper_height = 297; /* mm */

static const struct number *number_of(const struct site *site, size_t i)
{
	const char *numbers = (const char *)&site->print.numbers;
	return (const struct number *)(numbers + print_number_info[i].at);
}

static struct str unit_name(enum print_unit unit, enum lang lang)
{
	static const char *const names[][N_LANGS] = {
		[UNIT_PLAIN] = {"", ""},
		[UNIT_MM] = {" 毫米", " mm"},
		[UNIT_POINT] = {" 磅", " pt"},
		[UNIT_CELL] = {" 字", " characters"},
		[UNIT_LINE] = {" 行", " lines"},
	};
	return str_from(names[unit][lang]);
}

static struct str with_unit(
	const struct check_context *ctx, double v, const struct print_number_info *info)
{
	struct str unit = unit_name(info->unit, ctx->diags->lang);
	return STR_CAT(ctx->arena, str_printf(ctx->arena, "%.6g", v), unit);
}

static struct str name_of(const struct check_context *ctx, const struct print_number_info *info)
{
	return ctx->diags->lang == LANG_ZH ? alias_first(info->zh) : str_from(info->key);
}

static void check_range(const struct check_context *ctx, size_t i)
{
	const struct number *n = number_of(ctx->site, i);
	const struct print_number_info *info = &print_number_info[i];
	if (!n->set || (n->v >= info->least && n->v <= info->most && !number_is_percent(n)))
		return;
	diag_add(ctx->diags, MSG(print_range), n->at,
		ARGS(name_of(ctx, info), n->written, with_unit(ctx, info->least, info),
			with_unit(ctx, info->most, info)));
}

/* What reaches over the edge of the paper is told at the number that was set. */
static void check_edge(
	const struct check_context *ctx, size_t before, size_t long_side, double paper)
{
	const struct print_settings *s = &ctx->site->print;
	double first = print_number(s, &print_number_info[before]);
	double size = print_number(s, &print_number_info[long_side]);
	const struct number *set = number_of(ctx->site, long_side);
	if (!set->set)
		set = number_of(ctx->site, before);
	if (set->set && first + size > paper - 5)
		diag_add(ctx->diags, MSG(print_outside), set->at,
			ARGS(name_of(ctx, &print_number_info[before]),
				name_of(ctx, &print_number_info[long_side]),
				str_printf(ctx->arena, "%.6g", first + size),
				str_printf(ctx->arena, "%.6g", paper - 5)));
}

/* Lines may not run into each other. */
static void check_pitch(const struct check_context *ctx)
{
	const struct print_settings *s = &ctx->site->print;
	double cell = print_number(s, &print_number_info[PRINT_NUMBER_width]) /
		      print_number(s, &print_number_info[PRINT_NUMBER_characters]);
	const struct number *pitch = number_of(ctx->site, PRINT_NUMBER_pitch);
	if (pitch->set && pitch->v < cell)
		diag_add(ctx->diags, MSG(print_pitch), pitch->at,
			ARGS(pitch->written, str_printf(ctx->arena, "%.3f", cell)));
}

static void check_site_print(const struct check_context *ctx)
{
	const struct print_settings *s = &ctx->site->print;
	double rgb[3];
	for (size_t i = 0; i < N_PRINT_NUMBERS; i++)
		check_range(ctx, i);
	check_edge(ctx, PRINT_NUMBER_left, PRINT_NUMBER_width, paper_width);
	check_edge(ctx, PRINT_NUMBER_top, PRINT_NUMBER_height, paper_height);
	check_pitch(ctx);
	if (!print_red(s, rgb))
		diag_add(ctx->diags, MSG(print_red), s->red.at, ARGS(s->red.s));
}

const struct check check_print = {.name = "print", .site = check_site_print};

/* --- what departs from the standard --- */

static void tell(const struct check_context *ctx, struct span at, const char *zh, const char *en,
	struct str value, struct str standard, const char *clause)
{
	bool chinese = ctx->diags->lang == LANG_ZH;
	diag_add(ctx->diags, MSG(print_departs), at,
		ARGS(str_from(chinese ? zh : en), value, standard, str_from(clause)));
}

static size_t explain_numbers(const struct check_context *ctx)
{
	size_t n = 0;
	for (size_t i = 0; i < N_PRINT_NUMBERS; i++) {
		const struct number *set = number_of(ctx->site, i);
		const struct print_number_info *info = &print_number_info[i];
		if (!set->set || !info->clause || set->v == info->standard)
			continue;
		diag_add(ctx->diags, MSG(print_departs), set->at,
			ARGS(name_of(ctx, info), with_unit(ctx, set->v, info),
				with_unit(ctx, info->standard, info), str_from(info->clause)));
		n++;
	}
	return n;
}

size_t check_explain_print(const struct check_context *ctx)
{
	const struct print_settings *s = &ctx->site->print;
	bool zh = ctx->diags->lang == LANG_ZH;
	size_t n = explain_numbers(ctx);
	if (s->page_number.v > PAGE_NUMBER_OUTER) {
		bool none = s->page_number.v == PAGE_NUMBER_NONE;
		struct str value = none ? (zh ? STR("没有") : STR("none"))
					: (zh ? STR("居中") : STR("in the middle"));
		tell(ctx, s->page_number.at, "页码", "page_number", value,
			zh ? STR("外侧") : STR("at the outer edge"), "7.5");
		n++;
	}
	if (s->page_number_dashes.set && !s->page_number_dashes.on) {
		tell(ctx, s->page_number_dashes.at, "页码一字线", "page_number_dashes",
			zh ? STR("没有") : STR("none"),
			zh ? STR("左右各一条") : STR("one at either side"), "7.5");
		n++;
	}
	if (s->red.s.n && !str_eq_nocase(s->red.s, STR(PRINT_RED))) {
		tell(ctx, s->red.at, "红色", "red", s->red.s, STR("Y80% M80% (" PRINT_RED ")"),
			"6.2");
		n++;
	}
	if (s->colophon.v == COLOPHON_LAST) {
		tell(ctx, s->colophon.at, "版记", "colophon",
			zh ? STR("在末页") : STR("on the last page"),
			zh ? STR("在偶数页") : STR("on an even page"), "6.3, 7.4.1");
		n++;
	}
	return n;
}
