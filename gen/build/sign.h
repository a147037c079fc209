/* SPDX-License-Identifier: MIT */
/*
 * The signature of a manifest, by the installed ssh-keygen (OpenSSH's SSHSIG, name space
 * "placard") or minisign: the file of the key says which. It is no part of what two builds have
 * byte for byte the same.
 */
#ifndef BUILD_SIGN_H
#define BUILD_SIGN_H

#include "build/sign_tool.h"
#include "doc/site.h"

struct signature {
	enum sign_tool tool;
	struct str bytes; /* empty: none was asked for */
};

/*
 * Signs with the key that the caller names, else with that of site.yaml, which must lie in the
 * site's folder: a site of somebody else's must not make use of the caller's keys. False, told:
 * there is no signature, and nothing may be published that promises one.
 */
bool sign_manifest(struct arena *a, const struct site *site, struct str called_key,
	struct str manifest, struct signature *ret_signature, struct diags *d);

enum signature_found {
	SIGNATURE_NONE,
	SIGNATURE_UNTRIED, /* nobody said who may sign */
	SIGNATURE_GOOD,
	SIGNATURE_BAD, /* told */
};

/*
 * Of the manifest in dir. signers: a file with a name and a public key a line, as ssh-keygen's
 * ALLOWED SIGNERS or with a key of minisign's; empty: none. Of several signatures each must be
 * good.
 */
enum signature_found sign_check(struct arena *a, struct str dir, struct str signers,
	struct str *ret_signer, struct diags *d);

#endif
