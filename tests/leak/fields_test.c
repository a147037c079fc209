/* SPDX-License-Identifier: MIT */
/*
 * Every key and column that an author may write, from the tables of doc/schema.h: a line each in
 * FOLDER/fields.tsv, for fields.mjs, which plants a secret in each. What a table reaches by another
 * (a record in a record) is listed once; a table that none of these reaches is not, and fields.mjs
 * tells by their number.
 */
#include "unit/unit.h"

#include <stdio.h>

#include "doc/site.h"

static const struct schema *const roots[] = {&site_schema, &unit_schema, &person_schema,
	&register_group_schema, &group_schema, &front_schema, &column_schema, &form_schema,
	&form_field_schema, &schedule_schema, &task_schema, &ledger_schema, &target_schema,
	&actual_schema, &checklist_schema, &record_schema, &rota_schema, &rota_turn_schema,
	&liaison_schema, &pledge_schema, &calendar_schema, &receipt_schema, &print_schema,
	&print_fonts_schema};

enum { MOST = 64 };

struct listing {
	FILE *to;
	const struct schema *seen[MOST];
	size_t n;
};

static bool is_new(struct listing *l, const struct schema *s)
{
	for (size_t i = 0; i < l->n; i++)
		if (l->seen[i] == s)
			return false;
	return l->n < MOST;
}

static void list_fields(struct listing *l, const struct schema *s)
{
	struct str name = schema_shown(s, LANG_EN);
	if (!is_new(l, s))
		return;
	l->seen[l->n++] = s;
	for (size_t i = 0; i < s->n; i++) {
		const struct field *f = &s->fields[i];
		fprintf(l->to, "%.*s\t%s\t%s\n", STR_FMT(name), f->name,
			f->flags & FIELD_PRIVATE ? "private" : "");
		if (f->sub)
			list_fields(l, f->sub);
	}
}

int main(int argc, char **argv)
{
	struct listing l = {0};
	char path[4096];
	snprintf(path, sizeof(path), "%s/fields.tsv", argc > 1 ? argv[1] : ".");
	l.to = fopen(path, "w");
	for (size_t i = 0; l.to && i < ARRAY_LEN(roots); i++)
		list_fields(&l, roots[i]);
	bool good = l.to && !fclose(l.to) && l.n < MOST;
	printf(good ? "ok the fields of %zu tables\n1 passed, 0 failed\n"
		    : "not ok the fields of %zu tables: they could not be written\n0 passed, 1 "
		      "failed\n",
		l.n);
	return !good;
}
