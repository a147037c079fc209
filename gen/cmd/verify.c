/* SPDX-License-Identifier: MIT */
#include "build/verify.h"

#include <stddef.h>

#include "cmd/cmd.h"
#include "doc/messages.h"

static const struct opt rows[] = {
	{"signers", 0, OPT_TEXT, offsetof(struct options, signers), {"文件", "FILE"}, NULL,
		{"谁可以签名，一行一个“名字 公钥”（ssh 或 minisign）；不写时不验签名",
			"who may sign: a name and a public key a line (ssh or minisign); without "
			"it no "
			"signature is verified"}},
	{"strict", 0, OPT_FLAG, offsetof(struct options, strict), {NULL, NULL}, NULL,
		{"多出来的文件也算错误", "a file that the manifest does not name is an error"}},
};

/* Verified, unverified or absent; never assumed. */
static void say_signature(
	const struct invocation *in, enum signature_found found, struct str signer)
{
	enum text_id text = found == SIGNATURE_GOOD	 ? TEXT_signed_by
			    : found == SIGNATURE_UNTRIED ? TEXT_signed_untried
							 : TEXT_signed_not;
	if (found != SIGNATURE_BAD)
		cmd_say(in, text, ARGS(signer));
}

static int run(struct invocation *in)
{
	struct verified result;
	struct published_versions versions;
	enum signature_found found = SIGNATURE_NONE;
	struct str signer = STR_NONE;
	if (!in->n_args)
		return cmd_wrong(in, MSG(args_missing),
			ARGS(in->lang == LANG_ZH ? STR("文件夹") : STR("DIR"), STR("verify")));
	in->diags.strict = in->opt.strict;
	enum build_status status =
		build_verify(in->arena, in->args[0], &result, &versions, &in->diags);
	bool good = status == BUILD_OK;
	if (good)
		status = build_verify_signature(
			in->arena, in->args[0], in->opt.signers, &found, &signer, &in->diags);
	int exit_status = cmd_finish(in, status);
	if (status != BUILD_CALL)
		cmd_say(in, result.n_bad ? TEXT_verified_not : TEXT_verified,
			ARGS(str_printf(in->arena, "%zu", result.n_good),
				str_printf(in->arena, "%zu", result.n_bad)));
	if (good)
		say_signature(in, found, signer);
	for (size_t i = 0; i < versions.list.n; i++)
		cmd_say(in, TEXT_verified_version,
			ARGS(versions.list.items[i].document,
				str_printf(in->arena, "%d", versions.list.items[i].no),
				versions.list.items[i].sum));
	return exit_status;
}

const struct command command_verify = {
	.name = "verify",
	.usage = {"文件夹 [--signers 文件] [--strict]", "DIR [--signers FILE] [--strict]"},
	.summary = {"核对发布出去的一份与它的校验和",
		"check a published copy against its manifest of sums"},
	.options = {rows, ARRAY_LEN(rows)},
	.most_args = 1,
	.run = run,
};
