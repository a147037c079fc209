/* SPDX-License-Identifier: MIT */
#include "build/sign.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/path.h"
#include "build/program.h"
#include "doc/messages.h"
#include "write/stage.h"

enum { MOST_MS = 10000, MOST_MANIFEST = 1 << 30 };

/* Runs ssh-keygen with words; what it printed, or false and in whose words why not. */
static bool run(struct arena *a, const struct str *words, size_t n, struct str input,
	struct str *ret_out, struct str *ret_why)
{
	struct program_call call = {.name = STR("ssh-keygen"),
		.dir = STR("/"),
		.input = input,
		.args = words,
		.n_args = n,
		.ms = MOST_MS};
	struct program_result result;
	program_run(a, &call, &result);
	struct str said = result.err.n ? result.err : result.out;
	*ret_out = result.out;
	*ret_why = result.end == PROGRAM_ENDED && said.n ? str_trim(str_line(&said))
							 : STR("ssh-keygen");
	return result.end == PROGRAM_ENDED && result.status == 0;
}

/* A file as a program in another folder has to be told of it. */
static bool whole_path(struct arena *a, struct str path, struct str *ret_path)
{
	return file_real(a, str_cstr(a, path), ret_path) == 0;
}

bool sign_manifest(struct arena *a, const struct site *site, struct str manifest,
	struct str *ret_signature, struct diags *d)
{
	const struct text *key = &site->front.sign.key;
	struct str path, why = key->s;
	bool whole = str_starts(key->s, STR("/"));
	bool good = whole_path(a, whole ? key->s : path_join(a, site->dir, key->s), &path);
	if (good) {
		const struct str words[] = {
			STR("-Y"), STR("sign"), STR("-n"), STR("placard"), STR("-f"), path};
		good = run(a, words, ARRAY_LEN(words), manifest, ret_signature, &why) &&
		       ret_signature->n;
	}
	if (!good)
		diag_add(d, MSG(sign_failed), key->at, ARGS(why));
	return good;
}

static bool verify(struct arena *a, struct str signature, struct str signers, struct str manifest,
	struct str *ret_signer, struct str *ret_why)
{
	struct str out;
	const struct str find[] = {
		STR("-Y"), STR("find-principals"), STR("-s"), signature, STR("-f"), signers};
	if (!run(a, find, ARRAY_LEN(find), STR_NONE, &out, ret_why))
		return false;
	*ret_signer = str_trim(str_line(&out));
	const struct str words[] = {STR("-Y"), STR("verify"), STR("-n"), STR("placard"), STR("-s"),
		signature, STR("-f"), signers, STR("-I"), *ret_signer};
	return run(a, words, ARRAY_LEN(words), manifest, &out, ret_why);
}

enum signature_found sign_check(struct arena *a, struct str dir, struct str signers,
	struct str *ret_signer, struct diags *d)
{
	struct str shown = path_join(a, dir, MANIFEST_SIGNATURE), path, allowed, manifest,
		   why = signers;
	struct span at = span_file(source_new(a, shown, STR_NONE));
	if (!file_exists(str_cstr(a, shown)))
		return SIGNATURE_NONE;
	if (!signers.n)
		return SIGNATURE_UNTRIED;
	bool good =
		whole_path(a, shown, &path) && whole_path(a, signers, &allowed) &&
		!file_read(a, str_cstr(a, path_join(a, dir, MANIFEST)), MOST_MANIFEST, &manifest) &&
		verify(a, path, allowed, manifest, ret_signer, &why);
	if (!good)
		diag_add(d, MSG(verify_signature), at, ARGS(why));
	return good ? SIGNATURE_GOOD : SIGNATURE_BAD;
}
