/* SPDX-License-Identifier: MIT */
#include "render/pandoc_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- numbers --- */

/* d.ddde±xx, as the C library writes it in every locale but for the point. */
struct digits {
	char text[40];
	uint64_t whole; /* all digits as a number */
	size_t n;
	int exponent; /* of the first digit */
};

static struct digits digits_of(double v, int precision)
{
	struct digits d = {0};
	snprintf(d.text, sizeof(d.text), "%.*e", precision - 1, v);
	const char *e = strchr(d.text, 'e');
	bool minus = e[1] == '-';
	size_t n = 0;
	for (const char *p = e + 2; *p; p++)
		d.exponent = d.exponent * 10 + (*p - '0');
	d.exponent = minus ? -d.exponent : d.exponent;
	for (const char *p = d.text; p < e; p++)
		if (char_is_digit(*p)) {
			d.text[n++] = *p;
			d.whole = d.whole * 10 + (uint64_t)(*p - '0');
		}
	d.n = n;
	return d;
}

static bool is_same(const struct digits *d, double v)
{
	long double made = (long double)d->whole, scale = 1;
	int power = d->exponent - ((int)d->n - 1);
	for (int i = 0; i < power || i < -power; i++)
		scale *= 10;
	made = power < 0 ? made / scale : made * scale;
	return (double)made == v;
}

static void add_digits(struct buf *b, const struct digits *d, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		buf_add_char(b, i < d->n ? d->text[i] : '0');
	if (from == to)
		buf_add_char(b, '0');
}

void pandoc_add_number(struct buf *b, double v)
{
	if (v < 0)
		buf_add_char(b, '-');
	v = v < 0 ? -v : v;
	if (!(v <= 1e300)) { /* no width is infinite, or no number */
		BUF_LIT(b, "0.0");
		return;
	}
	struct digits d = {0};
	for (int precision = 1; precision <= 17; precision++) {
		d = digits_of(v, precision);
		if (is_same(&d, v))
			break;
	}
	size_t point = v >= 0.1 && v < 1e7 && d.exponent >= 0 ? (size_t)d.exponent + 1 : 1;
	bool small = v == 0 || (v >= 0.1 && v < 1);
	if (small)
		BUF_LIT(b, "0.");
	if (small) {
		add_digits(b, &d, 0, d.n);
		return;
	}
	add_digits(b, &d, 0, point);
	buf_add_char(b, '.');
	add_digits(b, &d, point, d.n > point ? d.n : point);
	if (v < 0.1 || v >= 1e7)
		buf_printf(b, "e%d", d.exponent);
}

/* --- order and parts --- */

static int by_key(const void *a, const void *b)
{
	const struct node *const *x = a, *const *y = b;
	return str_cmp((*x)->as.meta.key, (*y)->as.meta.key);
}

size_t pandoc_meta_sorted(struct arena *a, const struct node *map, const struct node ***ret_values)
{
	size_t n = 0;
	for (const struct node *v = map ? map->first : NULL; v; v = v->next)
		n++;
	*ret_values = NEW_N(a, const struct node *, n + 1);
	size_t i = 0;
	for (const struct node *v = map ? map->first : NULL; v; v = v->next)
		(*ret_values)[i++] = v;
	qsort(*ret_values, n, sizeof(**ret_values), by_key);
	return n;
}

const struct node *pandoc_body_rows(const struct node *body)
{
	const struct node *row = body->first;
	for (int i = 0; row && i < body->as.body.head_rows; i++)
		row = row->next;
	return row;
}

const struct node *pandoc_table_caption(const struct node *table)
{
	return table->first && table->first->kind == NODE_CAPTION ? table->first : NULL;
}
