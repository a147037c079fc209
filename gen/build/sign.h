/* SPDX-License-Identifier: MIT */
/*
 * The signature of a manifest, by the installed ssh-keygen (OpenSSH's SSHSIG, name space
 * "placard"). It is no part of what two builds have byte for byte the same.
 */
#ifndef BUILD_SIGN_H
#define BUILD_SIGN_H

#include "doc/site.h"

/* Signs with the key that site.yaml names. False, told: there is no signature, and nothing may be
 * published that promises one. */
bool sign_manifest(struct arena *a, const struct site *site, struct str manifest,
	struct str *ret_signature, struct diags *d);

enum signature_found {
	SIGNATURE_NONE,
	SIGNATURE_UNTRIED, /* nobody said who may sign */
	SIGNATURE_GOOD,
	SIGNATURE_BAD, /* told */
};

/* Of the manifest in dir. signers: a file as ssh-keygen's ALLOWED SIGNERS; empty: none. */
enum signature_found sign_check(struct arena *a, struct str dir, struct str signers,
	struct str *ret_signer, struct diags *d);

#endif
