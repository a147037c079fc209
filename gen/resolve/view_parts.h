/* SPDX-License-Identifier: MIT */
/* What the views are made of: nodes, tables, links to parties and forms. */
#ifndef RESOLVE_VIEW_PARTS_H
#define RESOLVE_VIEW_PARTS_H

#include "resolve/view_facts.h"

struct node *view_tasks(const struct view_context *ctx, struct view_call *call);
struct node *view_schedule(const struct view_context *ctx, struct view_call *call);
struct node *view_ledger(const struct view_context *ctx, struct view_call *call);
struct node *view_targets(const struct view_context *ctx, struct view_call *call);
struct node *view_checklists(const struct view_context *ctx, struct view_call *call);
struct node *view_rota(const struct view_context *ctx, struct view_call *call);
struct node *view_liaison(const struct view_context *ctx, struct view_call *call);
struct node *view_pledges(const struct view_context *ctx, struct view_call *call);
struct node *view_groups(const struct view_context *ctx, struct view_call *call);
struct node *view_board(const struct view_context *ctx, struct view_call *call);
struct node *view_results(const struct view_context *ctx, struct view_call *call);
struct node *view_forms(const struct view_context *ctx, struct view_call *call);

/* --- nodes --- */
/* A DIV of the classes view and view-NAME. */
struct node *view_div(const struct view_context *ctx, const char *name);
/* Marks all below root as generated, standing for what is at. */
void view_finish(struct node *root, struct span at);
struct node *view_add_paragraph(const struct view_context *ctx, struct node *to, struct str text);
struct node *view_add_heading(
	const struct view_context *ctx, struct node *to, int level, struct str text);
struct node *view_add_span(
	const struct view_context *ctx, struct node *to, const char *class, struct str text);
void view_add_text(const struct view_context *ctx, struct node *to, struct str text);
/* A figure of a class that holds an <svg> made here. */
void view_add_picture(
	const struct view_context *ctx, struct node *to, const char *class, struct str svg);
/*
 * Names linked to their pages. Unless the thing is done, who has left gives way to the successor,
 * and from which day who answers is told.
 */
void view_add_parties(
	const struct view_context *ctx, struct node *to, const struct parties *parties, bool done);
void view_add_party(const struct view_context *ctx, struct node *to, const struct party *p);
/* One party, as view_add_parties names each that has not done the thing. */
void view_add_who(const struct view_context *ctx, struct node *to, const struct party *named);
/*
 * The people of a task as one unit that leads it sees them, and its leads as one person does: of
 * `*heads` beside `*offices` the unit's own. NULL: all of them.
 */
void view_add_task_people(const struct view_context *ctx, struct node *to, const struct task *t,
	const struct party *unit);
void view_add_task_leads(const struct view_context *ctx, struct node *to, const struct task *t,
	const struct party *person);
/* Status words, how far it is, and by how many days it is late. */
void view_add_status(const struct view_context *ctx, struct node *to, const struct entry *e,
	const struct task *t);
/* A table to print and tick off: what p has done of a checklist of e, and what is left. */
void view_add_sheet(const struct view_context *ctx, struct node *to, const struct entry *e,
	const struct checklist *list, const struct party *p);
void view_add_ledger_status(
	const struct view_context *ctx, struct node *to, const struct ledger_row *row);
void view_add_pledge_status(
	const struct view_context *ctx, struct node *to, const struct pledge *p);
/* A section on the page of p: when p serves or receives, with whom. */
void view_add_party_rotas(const struct view_context *ctx, struct node *doc, const struct party *p);
/* By how many days what was due on a day is late. */
void view_add_late(const struct view_context *ctx, struct node *to, day_t last);
/* The days of what repeats, on a line of its own; the years whose rest days are not known. */
void view_add_times(const struct view_context *ctx, struct node *to, const struct series *s);
/* The forms that a deadline names. */
void view_add_form_links(const struct view_context *ctx, struct node *to, const struct entry *e,
	const struct deadline *d);
/* How the newest times of a deadline stand for one who must report; nothing where this build shows
 * no board of it. */
void view_add_reports(const struct view_context *ctx, struct node *to, const struct entry *e,
	const struct deadline *d, const struct party *p);
/* The permanent link of a row, KIND-ID, on the first node of the page that stands for it. */
void view_add_row_id(const struct view_context *ctx, struct node *row, const char *kind,
	struct view_row *of, struct str id);

struct view_table {
	const struct view_context *ctx;
	struct node *table, *body, *row;
	size_t n_columns;
};

/* Heads are keys of words; NULL ones are left out, and so are their cells. */
struct view_table view_add_table(const struct view_context *ctx, struct node *to,
	struct str caption, const char *const *heads, size_t n);
/* The same with heads that are no words of the interface. */
struct view_table view_add_table_texts(const struct view_context *ctx, struct node *to,
	struct str caption, const struct str *heads, size_t n);
struct node *view_table_row(struct view_table *t);
/* A cell of the row, as the block its text goes into. */
struct node *view_table_cell(struct view_table *t);
void view_table_text(struct view_table *t, struct str text);
/* What follows comes under a head of its own over the whole width. */
void view_table_part(struct view_table *t, struct str head);

#endif
