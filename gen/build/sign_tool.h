/* SPDX-License-Identifier: MIT */
/* The installed programs that sign and verify: OpenSSH's ssh-keygen, and minisign. */
#ifndef BUILD_SIGN_TOOL_H
#define BUILD_SIGN_TOOL_H

#include "base/diag.h"

enum sign_tool { SIGN_SSH, SIGN_MINISIGN, N_SIGN_TOOLS };

struct str sign_tool_file(enum sign_tool tool); /* "manifest.sha256.sig": by the tool's custom */

/* What a program printed; why: the line of it that says what is wrong. */
struct tool_said {
	struct str out, why;
	bool missing; /* it is not installed, or could not be started */
	bool ended;   /* within its time: it may be taken at its word */
};
/* Whether it ended well. */
bool sign_tool_run(struct arena *a, enum sign_tool tool, const struct str *words, size_t n,
	struct str input, struct tool_said *ret);
/* Says which package to install. */
void sign_tool_missing(struct diags *d, enum sign_tool tool, struct span at);

/* What is to be verified. Paths are whole ones: the program runs elsewhere. */
struct ssh_signed {
	struct str data, signature; /* signature: a file */
	struct str signers;	    /* a file as ssh-keygen's ALLOWED SIGNERS */
	struct str name_space;
	struct str time; /* "verify-time=…", at which the key had to be good; empty: now */
};
/* Whether one of the signers signed just that, and which. */
bool ssh_verify(struct arena *a, const struct ssh_signed *s, struct str *ret_signer,
	struct tool_said *ret_said);

#endif
