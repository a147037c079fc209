/* SPDX-License-Identifier: MIT */
#include "resolve/expr.h"

#include <math.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "resolve/expr_step.h"

bool expr_next_name(const struct expr *e, size_t *at, struct str *ret_name)
{
	for (; *at < e->n; (*at)++) {
		if (e->steps[*at].kind != STEP_NAME)
			continue;
		*ret_name = e->steps[(*at)++].text;
		return true;
	}
	return false;
}

/* --- values --- */

static struct expr_value value_of_number(double number)
{
	return (struct expr_value){.kind = EXPR_NUMBER, .number = number};
}

static struct expr_value value_of_tick(bool on)
{
	return (struct expr_value){.kind = EXPR_TICK, .number = on};
}

static bool is_plain(const struct expr_value *v)
{
	return v->kind == EXPR_NUMBER || v->kind == EXPR_TICK;
}

static bool is_true(const struct expr_value *v)
{
	switch (v->kind) {
	case EXPR_NUMBER:
	case EXPR_TICK:
		return v->number < 0 || v->number > 0;
	case EXPR_TEXT:
		return v->text.n > 0;
	case EXPR_LIST:
		return v->n > 0;
	}
	return false;
}

/* To 15 digits, as every number that can be filled in has them; no exponent. */
static bool number_text(struct arena *a, double number, struct str *ret)
{
	double size = fabs(number);
	if (size == 0) {
		*ret = STR("0");
		return true;
	}
	if (!(size < 1e15) || size < 1e-6)
		return false;
	int whole = 1; /* digits before the point; none or fewer of a small fraction */
	double bound = 10;
	while (bound <= size) {
		whole++;
		bound *= 10;
	}
	bound = 1;
	while (bound > size) {
		whole--;
		bound /= 10;
	}
	struct str s =
		str_printf(a, "%.*f", EXPR_DIGITS - whole < 0 ? 0 : EXPR_DIGITS - whole, number);
	if (str_find_char(s, '.') != SIZE_MAX) {
		while (str_ends(s, STR("0")))
			s.n--;
		if (str_ends(s, STR(".")))
			s.n--;
	}
	*ret = s;
	return true;
}

static bool text_of(struct arena *a, const struct expr_value *v, struct str *ret)
{
	switch (v->kind) {
	case EXPR_NUMBER:
		return number_text(a, v->number, ret);
	case EXPR_TICK:
		*ret = v->number > 0 ? STR("1") : STR("0");
		return true;
	case EXPR_TEXT:
		*ret = v->text;
		return true;
	case EXPR_LIST:
		break;
	}
	struct str *parts = NEW_N(a, struct str, v->n + 1);
	for (size_t i = 0; i < v->n; i++)
		if (v->items[i].kind == EXPR_LIST || !text_of(a, &v->items[i], &parts[i]))
			return false;
	*ret = str_join(a, parts, v->n, STR("、"));
	return true;
}

/* Adds a number, or all of a list, which holds no lists. */
static bool add_up(const struct expr_value *v, double *sum)
{
	if (is_plain(v)) {
		*sum += v->number;
		return isfinite(*sum);
	}
	for (size_t i = 0; v->kind == EXPR_LIST && i < v->n; i++) {
		if (!is_plain(&v->items[i]))
			return false;
		*sum += v->items[i].number;
	}
	return v->kind == EXPR_LIST && isfinite(*sum);
}

static bool length_of(struct arena *a, const struct expr_value *v, double *ret)
{
	struct str text;
	if (v->kind == EXPR_LIST)
		*ret = (double)v->n;
	else if (text_of(a, v, &text))
		*ret = (double)utf8_count(text);
	else
		return false;
	return true;
}

/* --- working out --- */

/* Fractions are not exact: 0.1 + 0.2 is 0.3 to whoever adds them up. Whole numbers are. */
static int compare_numbers(double x, double y)
{
	double near = fmax(1e-12, 1e-14 * fmax(fabs(x), fabs(y)));
	bool whole = floor(x) >= x && floor(y) >= y;
	return !whole && fabs(x - y) <= near ? 0 : (x > y) - (x < y);
}

/* Below 0, 0, above; UTF-8 sorts as its code points do. */
static bool compare(
	struct arena *a, const struct expr_value *x, const struct expr_value *y, int *ret)
{
	struct str s, t;
	if (is_plain(x) && is_plain(y)) {
		*ret = compare_numbers(x->number, y->number);
		return true;
	}
	if (!text_of(a, x, &s) || !text_of(a, y, &t))
		return false;
	*ret = str_cmp(s, t);
	return true;
}

static bool reckon(enum binary op, double x, double y, double *ret)
{
	switch (op) {
	case BINARY_PLUS:
		*ret = x + y;
		break;
	case BINARY_MINUS:
		*ret = x - y;
		break;
	case BINARY_TIMES:
		*ret = x * y;
		break;
	default:
		if (!(y < 0 || y > 0))
			return false;
		*ret = x / y;
		break;
	}
	return isfinite(*ret);
}

static bool relation_holds(enum binary op, int order)
{
	switch (op) {
	case BINARY_LESS:
		return order < 0;
	case BINARY_LESS_EQUAL:
		return order <= 0;
	case BINARY_EQUAL:
		return order == 0;
	case BINARY_NOT_EQUAL:
		return order != 0;
	case BINARY_MORE:
		return order > 0;
	default:
		return order >= 0;
	}
}

static bool work_out_binary(struct arena *a, enum binary op, const struct expr_value *x,
	const struct expr_value *y, struct expr_value *ret)
{
	int order;
	double number;
	if (op == BINARY_OR || op == BINARY_AND) {
		bool on = op == BINARY_OR ? is_true(x) || is_true(y) : is_true(x) && is_true(y);
		*ret = value_of_tick(on);
		return true;
	}
	if (op >= BINARY_PLUS) {
		if (!is_plain(x) || !is_plain(y) || !reckon(op, x->number, y->number, &number))
			return false;
		*ret = value_of_number(number);
		return true;
	}
	if (!compare(a, x, y, &order))
		return false;
	*ret = value_of_tick(relation_holds(op, order));
	return true;
}

/* top: of the values so far, the last of which the step takes. */
static bool work_out_unary(struct arena *a, const struct expr_step *step, struct expr_value *top)
{
	double number = 0;
	switch (step->kind) {
	case STEP_MINUS:
		if (!is_plain(top))
			return false;
		*top = value_of_number(-top->number);
		return true;
	case STEP_NOT:
		*top = value_of_tick(!is_true(top));
		return true;
	default:
		if (!length_of(a, top, &number))
			return false;
		*top = value_of_number(number);
		return true;
	}
}

static bool work_out_sum(const struct expr_step *step, struct expr_value *first)
{
	double sum = 0;
	for (size_t i = 0; i < step->n; i++)
		if (!add_up(&first[i], &sum))
			return false;
	*first = value_of_number(sum);
	return true;
}

bool expr_holds(
	struct arena *a, const struct expr *e, expr_look_up look_up, void *context, bool *ret_holds)
{
	struct expr_value *stack = NEW_N(a, struct expr_value, e->n + 1);
	size_t n = 0;
	for (size_t i = 0; i < e->n; i++) {
		const struct expr_step *step = &e->steps[i];
		bool good = true;
		switch (step->kind) {
		case STEP_NUMBER:
			stack[n++] = value_of_number(step->number);
			break;
		case STEP_TEXT:
			stack[n++] = (struct expr_value){.kind = EXPR_TEXT, .text = step->text};
			break;
		case STEP_NAME:
			good = look_up(context, step->text, &stack[n++]);
			break;
		case STEP_BINARY:
			n--;
			good = work_out_binary(
				a, step->binary, &stack[n - 1], &stack[n], &stack[n - 1]);
			break;
		case STEP_SUM:
			n -= step->n - 1;
			good = work_out_sum(step, &stack[n - 1]);
			break;
		case STEP_MINUS:
		case STEP_NOT:
		case STEP_LEN:
			good = work_out_unary(a, step, &stack[n - 1]);
			break;
		}
		if (!good)
			return false;
	}
	*ret_holds = n == 1 && is_true(&stack[0]);
	return n == 1;
}
