/* SPDX-License-Identifier: MIT */
/* The tables and lists beside an entry: a row of the contract each, wherever they are read from. */
#ifndef BUILD_DATA_FILE_H
#define BUILD_DATA_FILE_H

#include "doc/site.h"

struct data_file {
	const char *stem; /* "tasks": its name without the kind of file */
	const struct schema *schema;
	size_t items_at, n_at; /* in struct entry */
	bool compared;	       /* between versions: it is the plan, not what became of it */
};

enum { N_DATA_FILES = 11 };
extern const struct data_file data_files[N_DATA_FILES];

struct records data_file_get(const struct data_file *f, const struct entry *e);
void data_file_put(const struct data_file *f, struct entry *e, struct records records);
/* schedule.yaml is no table: three lists in one file. */
struct schedule data_schedule(const struct entry *e);
void data_put_schedule(struct entry *e, const struct schedule *s);
/* What is compared between versions, from one record of an entry to another. */
void data_copy_compared(struct entry *to, const struct entry *from);

#endif
