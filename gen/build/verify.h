/* SPDX-License-Identifier: MIT */
/* `placard verify`: for the command, which sees no stage of its own. */
#ifndef BUILD_VERIFY_H
#define BUILD_VERIFY_H

#include "base/vec.h"
#include "build/build.h"
#include "build/sign.h"
#include "write/verify.h"

/* A version as the register in the folder has it, for whoever holds a paper copy. */
struct published_version {
	struct str document; /* its number, else its title */
	int no;
	struct str
		sum; /* the first VERSION_SUM_SHOWN digits, as paper and the version's page show */
};

struct published_versions {
	VEC(struct published_version) list;
};

/* Versions are listed where every file is what its sum says, the register among them. */
enum build_status build_verify(struct arena *a, struct str dir, struct verified *ret,
	struct published_versions *ret_versions, struct diags *d);
/* The signature of its manifest, after that; wrong: BUILD_CONTENT. */
enum build_status build_verify_signature(struct arena *a, struct str dir, struct str signers,
	enum signature_found *ret_found, struct str *ret_signer, struct diags *d);

#endif
