/* SPDX-License-Identifier: MIT */
/* Inside of the reader of pandoc's JSON. */
#ifndef PARSE_PANDOC_JSON_PARTS_H
#define PARSE_PANDOC_JSON_PARTS_H

#include "parse/pandoc_json.h"

#include "doc/pandoc_words.h"
#include "doc/value.h"

/* Of values in each other: what a tree of NODE_DEPTH_LIMIT can need. */
enum { PJ_JSON_DEPTH = 1000 };

struct pj {
	struct arena *a;
	struct diags *d;
	size_t depth; /* of the node that is being read, at least */
};

enum pj_what { PJ_INLINES, PJ_BLOCKS };

enum pj_result {
	PJ_OK,
	PJ_FORM, /* not of the form that the element wants; to be told */
	PJ_TOLD
};

/* Tells what is not of its form; false. */
bool pj_wrong(struct pj *r, const struct value *v, struct str what, const char *form);

bool pj_text(const struct value *v, struct str *ret);
bool pj_int(const struct value *v, int least, int most, int *ret); /* clipped */
const struct value *pj_list(const struct value *v, size_t n); /* its n items; NULL: it is none */
/* Which of the names, that NULL ends; -1: none of them. */
int pj_name(const struct value *v, const char *const *names);
bool pj_attr(struct pj *r, const struct value *v, struct node *n);
struct node *pj_part(struct pj *r, const struct value *v, struct node *to, enum node_kind kind);
enum pj_result pj_children(struct pj *r, const struct value *v, struct node *to, enum pj_what what);
enum pj_result pj_caption(struct pj *r, const struct value *v, struct node *to);
enum pj_result pj_table(struct pj *r, const struct value *c, struct node *n);
bool pj_meta(struct pj *r, const struct value *meta, struct node *doc);

#endif
