/* SPDX-License-Identifier: MIT */
/* Borrowed text: a pointer and a length in bytes, passed by value, not ended by NUL. */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

struct str {
	const char *p;
	size_t n;
};

#define STR(literal) ((struct str){("" literal), sizeof(literal) - 1})
#define STR_NONE ((struct str){NULL, 0})
/* For printf: printf("%.*s", STR_FMT(s)). */
#define STR_FMT(s) (int)(s).n, (s).p

static inline bool char_is_digit(char c) /* of ASCII, as the next */
{
	return c >= '0' && c <= '9';
}

static inline bool char_is_alnum(char c)
{
	return char_is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

struct str str_from(const char *c); /* borrows c; NULL gives an empty one */
bool str_eq(struct str a, struct str b);
bool str_eq_nocase(struct str a, struct str b); /* folds ASCII letters only */
int str_cmp(struct str a, struct str b);	/* by bytes, which is by code point in UTF-8 */
bool str_starts(struct str s, struct str with);
bool str_ends(struct str s, struct str with);
bool str_has(struct str s, struct str part);
bool str_is_ascii(struct str s);
struct str str_trim(struct str s);			  /* ASCII white space at both ends */
struct str str_sub(struct str s, size_t from, size_t to); /* clipped to s */
struct str str_after(struct str s, size_t from);
/* Where part begins, or SIZE_MAX. */
size_t str_find(struct str s, struct str part);
size_t str_find_char(struct str s, char c);
size_t str_find_last_char(struct str s, char c);
/* Cuts s at the first sep: returns what stands before it and leaves the rest in *s. */
struct str str_cut(struct str *s, char sep);
struct str str_line(struct str *s); /* as str_cut at \n, and drops a \r before it */

struct str str_copy(struct arena *a, struct str s);
uint64_t str_hash(struct str s);	       /* XXH3: fast, and no proof against who means harm */
char *str_cstr(struct arena *a, struct str s); /* for library doors; ended by NUL */
struct str str_join(struct arena *a, const struct str *parts, size_t n, struct str between);
#define STR_CAT(a, ...)                                                                            \
	str_join((a), (const struct str[]){__VA_ARGS__},                                           \
		sizeof((const struct str[]){__VA_ARGS__}) / sizeof(struct str), STR_NONE)
struct str str_printf(struct arena *a, const char *format, ...)
	__attribute__((format(printf, 2, 3), nonnull(2)));
struct str str_lower(struct arena *a, struct str s); /* ASCII letters only */
struct str str_replace(struct arena *a, struct str s, struct str what, struct str by);
/* Decimal digits only, at most 18 of them. */
bool str_to_int(struct str s, int64_t *ret_value);
/* A decimal number with optional sign and fraction; the point is '.' whatever the locale. */
bool str_to_number(struct str s, double *ret_value);

#define ARRAY_LEN(x) (sizeof(x) / sizeof((x)[0]))

#endif
