/* SPDX-License-Identifier: MIT */
/*
 * What an answer of a form means, whatever kind of file it came in: text to a typed value, as
 * themes/default/form_values.js does it on the page. tests/form/answers.json has cases for both.
 */
#ifndef RESOLVE_ANSWER_H
#define RESOLVE_ANSWER_H

#include "base/diag.h"
#include "doc/form.h"
#include "doc/party.h"

enum answer_fault {
	ANSWER_GOOD,
	ANSWER_LACKING, /* required, and blank */
	ANSWER_FORM,	/* cannot be read as its type */
	ANSWER_SMALL,
	ANSWER_LARGE,
	ANSWER_LONG,
	ANSWER_OPTION, /* none of the options, or of the parties that may be chosen */
	ANSWER_PARTY,  /* no party of that name, or several */
};

/* An invalid answer has no value: it never counts as 0. */
struct answer {
	enum answer_fault fault;
	bool set;		   /* there is a good value */
	struct text written;	   /* as it came, those of a list joined by 、 */
	double number;		   /* INTEGER, DECIMAL, PERCENT (85 is 85 %) */
	struct when when;	   /* DATE, MONTH */
	int minutes;		   /* TIME: of the day */
	bool ticked;		   /* CHECKBOX */
	const struct party *party; /* PARTY; a text that names no party by itself has none */
	struct str text;     /* the value as text: 2026-09-05, 09:30, an option, ticked: "1" */
	struct texts chosen; /* CHOICES */
};

struct answer_reader {
	struct arena *arena;
	const struct party_register *reg;
	struct diags *diags;
	size_t n_unknown; /* names that no party has, as many as were told */
};

/*
 * One answer of field. value may be NULL: blank. JSON's numbers, booleans and lists are taken for
 * what they say. Nothing is told.
 */
struct answer answer_read(
	const struct answer_reader *r, const struct form_field *field, const struct value *value);
/* Warns of what is wrong with an answer, if anything. label is what people call the field; at is
 * the return as a whole. */
void answer_tell(struct answer_reader *r, const struct answer *answer,
	const struct form_field *field, struct str label, struct span at);
/* Whom a written name means, full-width or with blanks in it as lists set 王　五; NULL: nobody. */
const struct party *answer_party(const struct answer_reader *r, struct str written);
/* The nearest name of a party; of many unknown ones only the first are compared with the register.
 */
struct str answer_nearest_party(struct answer_reader *r, struct str name);

/*
 * Which time is meant: what date_parse() reads as a period, 2026年第三季度, 2026年上半年, 2026年度,
 * 9月份 with its year.
 */
enum date_fault answer_term(struct arena *a, struct str text, struct when *ret_when);

#endif
