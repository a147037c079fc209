/* SPDX-License-Identifier: MIT */
/*
 * An entry on paper, laid out by GB/T 9704-2012: head, body, signature, attachments, colophon. The
 * numbers are those of the standard; the clause stands beside each in render/print_parts.h.
 */
#ifndef RENDER_PRINT_H
#define RENDER_PRINT_H

#include "base/buf.h"
#include "base/diag.h"
#include "doc/node.h"
#include "doc/site.h"

/* A picture beside an entry. */
struct print_file {
	struct str path;  /* from the root of the output */
	struct str bytes; /* as they may be published; none: more than is printed */
};

/* An entry's text: its tree with views placed and links resolved, and its Markdown attachments, a
 * DIV "attachment-N" each. */
struct print_text {
	const struct print_file *files; /* what its text shows */
	size_t n_files;
	const struct entry *entry;
	const struct node *body, *appendix;
	struct str page; /* the file of its page, which its links are relative to */
};

/* The picture of a unit's seal or a signer's stamp. */
struct print_seal {
	const struct party *party;
	struct str bytes;
};

struct print_input {
	const struct site *site;
	const struct print_seal *seals; /* never in a public build */
	size_t n_seals;
	struct print_text own;
	const struct print_text *issued; /* what a notice issues follows it; NULL: nothing */
};

/*
 * The site's folders of fonts, and the large faces of entries and forms cut (render/face_cut.h),
 * the cuts kept in cache_dir. Once in a process, before anything is set, a form too, and before
 * print_faces_report().
 */
void print_faces_begin(const struct site *site, struct str cache_dir);
/* Which roles another face than the wanted ones has to fill on this machine. */
void print_faces_report(struct arena *a, const struct site *site, struct diags *d);

/* Adds the bytes of the PDF to out; the same input makes the same bytes. False, told in d: the text
 * is longer than anyone would print, a library failed, or a character has no face. */
bool print_render(struct arena *a, const struct print_input *in, struct buf *out, struct diags *d);

#endif
