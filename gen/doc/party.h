/* SPDX-License-Identifier: MIT */
/* The register: units, people and named groups of them. */
#ifndef DOC_PARTY_H
#define DOC_PARTY_H

#include "base/map.h"
#include "doc/content.h"
#include "doc/schema.h"

enum party_kind { PARTY_UNIT, PARTY_PERSON };

/* A unit or a person. Rows of units.csv and people.csv are read into this one record. */
struct party {
	struct record record;
	enum party_kind kind;
	struct text id, name, short_name, type, post, email, phone;
	struct text seal; /* a picture below content/org/: a unit's seal, a person's stamp */
	const struct content_file *seal_file; /* NULL: there is none */
	struct parties parent;		      /* unit: its parent; person: the unit */
	struct parties successor;
	struct when until;		/* person: the day from which the successor answers */
	struct flag is_public;		/* of e-mail and phone */
	const struct party *up;		/* parent or unit, resolved; NULL: none */
	const struct party *const *own; /* a unit's people, as in the register */
	size_t n_own;
};

/* A named group: of the register (parties, selectors) or of an entry (领导小组, 工作组). */
struct group {
	struct record record;
	struct text id, title;
	struct texts member_names;		   /* as written: parties and selectors */
	struct parties chair, vice, head, members; /* members: selectors expanded */
	struct text duty;
	const struct value *contact;
	struct text under;
};

struct party_register {
	struct party *units, *people;
	size_t n_units, n_people;
	struct group *groups;
	size_t n_groups;
	struct map by_name; /* id, name and short name to struct party_names */
};

/* All parties that a name could mean: more than one is an error where it is used. */
struct party_names {
	const struct party *party;
	const struct party_names *next;
};

extern const struct schema unit_schema, person_schema, register_group_schema, group_schema;

/*
 * Who answers on a day for what is p's: from the day of a hand-over the successor, and so on; p
 * where nobody succeeded. party_handover is the next such day after `day`, or DAY_NONE.
 */
const struct party *party_on(const struct party *p, day_t day);
day_t party_handover(const struct party *p, day_t day);
/* The day from which `now`, whom party_on gave, answers for p. */
day_t party_since(const struct party *p, const struct party *now);

/* Its place in the register: units, then people. */
size_t party_index(const struct party_register *reg, const struct party *p);
struct str party_label(const struct party *p); /* the short name where there is one */
/* How the page of a party is named below parties/. */
struct str party_slug(const struct party *p);

#endif
