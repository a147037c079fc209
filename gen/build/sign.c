/* SPDX-License-Identifier: MIT */
#include "build/sign.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/path.h"
#include "doc/messages.h"
#include "write/stage.h"

enum { MOST_MANIFEST = 1 << 30, MOST_KEY = 1 << 16, MOST_SIGNERS = 1 << 20 };

#define NAME_SPACE STR("placard")

static struct span at_path(struct arena *a, struct str path)
{
	return span_file(source_new(a, path, STR_NONE));
}

/* --- which key --- */

struct key {
	struct str name, path; /* as written; as a program in another folder has to be told of it */
	struct span at;
	enum sign_tool tool;
};

/* Without what links hide. */
static bool is_within(struct arena *a, struct str path, struct str dir)
{
	struct str real_dir;
	return !file_real(a, str_cstr(a, dir), &real_dir) &&
	       str_starts(path, STR_CAT(a, real_dir, STR("/")));
}

static bool find_key(struct arena *a, const struct site *site, struct str called, struct key *key,
	struct diags *d)
{
	const struct text *own = &site->front.sign.key;
	*key = (struct key){.name = called.n ? called : own->s};
	key->at = called.n ? SPAN_NONE : own->at;
	struct str path = called.n ? called : path_join(a, site->dir, own->s);
	int error = file_real(a, str_cstr(a, path), &key->path);
	if (error) {
		diag_add(d, MSG(sign_key_unreadable), key->at,
			ARGS(key->name, error_text(d, error)));
		return false;
	}
	if (!called.n && !is_within(a, key->path, site->dir)) {
		diag_add(d, MSG(sign_key_place), key->at, ARGS(key->name));
		return false;
	}
	return true;
}

/* The second line of minisign's is base64: the algorithm, that of its password, that of its sum. */
#define MINISIGN_OPEN STR("RWQAAEIy")
#define MINISIGN_LOCKED STR("RWRTY0Iy")
#define MINISIGN_FIRST STR("untrusted comment:")
/* And of OpenSSH's the format's name and the cipher "none". */
#define OPENSSH_FIRST STR("-----BEGIN OPENSSH PRIVATE KEY-----")
#define OPENSSH_OPEN STR("b3BlbnNzaC1rZXktdjEAAAAABG5vbmU")

/* By what the file begins with; false: it is no private key. */
static bool key_kind(struct str bytes, enum sign_tool *ret_tool, bool *ret_locked)
{
	struct str rest = bytes, first = str_line(&rest), second = str_line(&rest);
	if (str_starts(first, MINISIGN_FIRST)) {
		*ret_tool = SIGN_MINISIGN;
		*ret_locked = str_starts(second, MINISIGN_LOCKED);
		return *ret_locked || str_starts(second, MINISIGN_OPEN);
	}
	*ret_tool = SIGN_SSH;
	*ret_locked = str_has(bytes, STR("ENCRYPTED")) ||
		      (str_eq(first, OPENSSH_FIRST) && !str_starts(second, OPENSSH_OPEN));
	return str_starts(first, STR("-----BEGIN ")) && str_ends(first, STR("PRIVATE KEY-----"));
}

/* A program would wait for a password that nobody types. */
static bool judge_key(struct arena *a, struct key *key, struct diags *d)
{
	struct str bytes;
	bool locked = false;
	int error = file_read(a, str_cstr(a, key->path), MOST_KEY, &bytes);
	if (error)
		diag_add(d, MSG(sign_key_unreadable), key->at,
			ARGS(key->name, error_text(d, error)));
	else if (!key_kind(bytes, &key->tool, &locked))
		diag_add(d, MSG(sign_key_kind), key->at, ARGS(key->name));
	else if (locked)
		diag_add(d, MSG(sign_key_locked), key->at, ARGS(key->name));
	else
		return true;
	return false;
}

/* --- signing --- */

static bool run_signer(
	struct arena *a, const struct key *key, struct str manifest, struct tool_said *ret)
{
	const struct str ssh[] = {
		STR("-Y"), STR("sign"), STR("-n"), NAME_SPACE, STR("-f"), key->path};
	/* The comment that is signed too would be the clock's. */
	const struct str minisign[] = {STR("-S"), STR("-s"), key->path, STR("-m"),
		STR("/dev/stdin"), STR("-x"), STR("/dev/stdout"), STR("-t"),
		STR("file:manifest.sha256")};
	if (key->tool == SIGN_SSH)
		return sign_tool_run(a, key->tool, ssh, ARRAY_LEN(ssh), manifest, ret);
	return sign_tool_run(a, key->tool, minisign, ARRAY_LEN(minisign), manifest, ret);
}

bool sign_manifest(struct arena *a, const struct site *site, struct str called_key,
	struct str manifest, struct signature *ret_signature, struct diags *d)
{
	struct key key;
	struct tool_said said;
	*ret_signature = (struct signature){.bytes = STR_NONE};
	if (!called_key.n && !site->front.sign.key.s.n)
		return true;
	if (!find_key(a, site, called_key, &key, d) || !judge_key(a, &key, d))
		return false;
	bool good = run_signer(a, &key, manifest, &said) && said.out.n;
	*ret_signature = (struct signature){key.tool, good ? said.out : STR_NONE};
	if (said.missing)
		sign_tool_missing(d, key.tool, key.at);
	else if (!good)
		diag_add(d, MSG(sign_failed), key.at, ARGS(said.why));
	return good;
}

/* --- verifying --- */

struct checking {
	struct arena *arena;
	struct str manifest, signature, signers; /* whole paths */
	struct str bytes;			 /* of the manifest */
	struct tool_said said;
};

static bool check_ssh(struct checking *c, struct str *ret_signer)
{
	const struct ssh_signed s = {.data = c->bytes,
		.signature = c->signature,
		.signers = c->signers,
		.name_space = NAME_SPACE};
	return ssh_verify(c->arena, &s, ret_signer, &c->said);
}

/* "NAME KEY", or the key alone, as in a file of minisign's own; other lines are others' keys. */
static bool read_signer(struct str line, struct str *ret_name, struct str *ret_key)
{
	enum { KEY_BASE64 = 56 };
	line = str_trim(line);
	size_t space = str_find_last_char(line, ' ');
	*ret_key = space == SIZE_MAX ? line : str_after(line, space + 1);
	*ret_name = space == SIZE_MAX ? line : str_trim(str_sub(line, 0, space));
	return ret_key->n == KEY_BASE64 && str_starts(*ret_key, STR("RW")) &&
	       !str_starts(line, STR("#"));
}

static bool check_minisign(struct checking *c, struct str *ret_signer)
{
	struct str rest, name, key;
	if (file_read(c->arena, str_cstr(c->arena, c->signers), MOST_SIGNERS, &rest))
		return false;
	while (rest.n) {
		if (!read_signer(str_line(&rest), &name, &key))
			continue;
		const struct str words[] = {
			STR("-V"), STR("-P"), key, STR("-m"), c->manifest, STR("-x"), c->signature};
		if (sign_tool_run(
			    c->arena, SIGN_MINISIGN, words, ARRAY_LEN(words), STR_NONE, &c->said)) {
			*ret_signer = name;
			return true;
		}
	}
	return false;
}

static enum signature_found check_one(struct arena *a, struct str dir, struct str signers,
	enum sign_tool tool, struct str *ret_signer, struct diags *d)
{
	struct checking c = {.arena = a};
	struct str manifest = path_join(a, dir, MANIFEST);
	struct str shown = path_join(a, dir, sign_tool_file(tool));
	if (!file_exists(str_cstr(a, shown)))
		return SIGNATURE_NONE;
	if (!signers.n)
		return SIGNATURE_UNTRIED;
	int error = file_real(a, str_cstr(a, signers), &c.signers);
	if (error) {
		diag_add(d, MSG(file_unreadable), at_path(a, signers), ARGS(error_text(d, error)));
		return SIGNATURE_BAD;
	}
	bool good = !file_real(a, str_cstr(a, shown), &c.signature) &&
		    !file_real(a, str_cstr(a, manifest), &c.manifest) &&
		    !file_read(a, str_cstr(a, manifest), MOST_MANIFEST, &c.bytes) &&
		    (tool == SIGN_SSH ? check_ssh : check_minisign)(&c, ret_signer);
	if (c.said.missing)
		sign_tool_missing(d, tool, at_path(a, shown));
	else if (!good && !c.said.why.n)
		diag_add(d, MSG(verify_no_key), at_path(a, signers), NO_ARGS);
	else if (!good)
		diag_add(d, MSG(verify_signature), at_path(a, shown), ARGS(c.said.why));
	return good ? SIGNATURE_GOOD : SIGNATURE_BAD;
}

enum signature_found sign_check(struct arena *a, struct str dir, struct str signers,
	struct str *ret_signer, struct diags *d)
{
	enum signature_found worst = SIGNATURE_NONE;
	for (enum sign_tool tool = 0; tool < N_SIGN_TOOLS; tool++) {
		enum signature_found found = check_one(a, dir, signers, tool, ret_signer, d);
		worst = found > worst ? found : worst;
	}
	return worst;
}
