/* SPDX-License-Identifier: MIT */
/*
 * What an author may write, as tables: one row a key or column. The same row feeds reading,
 * checking, the nearest name in a message, the heading of an exported table, and the manual's
 * reference page. A record is a C struct that begins with struct record; a row says where its value
 * goes and as what.
 */
#ifndef DOC_SCHEMA_H
#define DOC_SCHEMA_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/source.h"
#include "base/str.h"
#include "doc/date.h"
#include "doc/value.h"

enum field_type {      /* the C type of the value in the record */
	FIELD_TEXT,    /* struct text */
	FIELD_ID,      /* struct text; [a-z0-9_-]+ or Chinese */
	FIELD_NAME,    /* struct text; a form field's [a-z][a-z0-9_]* */
	FIELD_TEXTS,   /* struct texts; YAML list, or one text; in tables parted by 、，,；; */
	FIELD_DAY,     /* struct when; one day, perhaps with a time */
	FIELD_DUE,     /* struct when; a day, or a month … whose last day counts; relative */
	FIELD_PERIOD,  /* struct when */
	FIELD_REPEAT,  /* struct repeat */
	FIELD_FLAG,    /* struct flag */
	FIELD_INT,     /* struct number; whole */
	FIELD_NUMBER,  /* struct number */
	FIELD_WORD,    /* struct word; one of words */
	FIELD_PARTY,   /* struct parties; exactly one */
	FIELD_PARTIES, /* struct parties */
	FIELD_PARTIES_OR_TEXT, /* struct parties; an unknown one is free text */
	FIELD_RECORD,	       /* the sub-record itself, in place */
	FIELD_RECORDS,	       /* struct records of sub-records */
	FIELD_ANY,	       /* const struct value *; its form is checked elsewhere */
};

enum field_flags {
	FIELD_REQUIRED = 1,
	FIELD_PRIVATE = 4, /* never in a public build unless its row says so */
	FIELD_UNITS = 8,   /* units are wanted: a person is an error */
	FIELD_PEOPLE = 16, /* people are wanted: a unit means its own people */
};

struct text {
	struct str s;
	struct span at;
};

struct texts {
	struct text *items;
	size_t n;
	struct span at;
};

struct flag {
	bool on, set;
	struct span at;
};

struct number {
	double v;
	bool set;
	struct str written;
	struct span at;
};

struct word {
	int v; /* index into the enumeration + 1; 0: not set */
	struct span at;
};

struct record {
	struct span at;		 /* the row, or the item */
	const struct value *raw; /* as written, with its x- keys */
};

struct records {
	void *items; /* n records of the sub-schema's size, one behind the other */
	size_t n;
	struct span at;
};

struct party;
struct group;

struct party_ref {
	struct text name;	   /* as written */
	const struct party *party; /* one of these is set, or neither for free text */
	const struct group *group;
};

struct parties {
	struct party_ref *items;
	size_t n;
	struct span at;
};

/* An enumeration: words[i] and its Chinese aliases "未开始|待办". */
struct word_row {
	const char *name, *zh;
};

struct words {
	const struct word_row *rows;
	size_t n;
};

struct schema;

struct field {
	const char *name;
	const char *zh; /* aliases, parted by |; the first is the heading of exported tables */
	enum field_type type;
	unsigned flags;
	size_t at;		   /* offsetof in the record */
	const struct words *words; /* WORD */
	const struct schema *sub;  /* RECORD, RECORDS */
	const char *help[N_LANGS]; /* for the manual's reference page */
};

struct schema {
	const char *name; /* what messages call it: "tasks.csv"; "ZH|EN" where they differ */
	size_t size;	  /* of the record */
	const struct field *fields;
	size_t n;
	bool open; /* further keys are free (data for templates) */
};

const struct field *schema_field(const struct schema *s, struct str name); /* by name or alias */
struct str schema_shown(const struct schema *s, enum lang lang);
struct str schema_nearest(const struct schema *s, struct str name);
int words_find(const struct words *w, struct str name); /* index + 1, 0: none */
struct str words_nearest(const struct words *w, struct str name);
struct str words_list(struct arena *a, const struct words *w); /* "todo, doing, done" */
/* For a message: "todo（未开始）、doing（进行中）" if they are few, or "todo, doing" */
struct str words_shown(struct arena *a, const struct words *w, enum lang lang);
struct str alias_first(const char *zh);
bool number_is_percent(const struct number *n); /* written with a % */
/* "60", "0.5", "60%": the same however it was written. */
struct str number_shown(struct arena *a, const struct number *n);

#endif
