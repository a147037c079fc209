/* SPDX-License-Identifier: MIT */
/* Which key site.yaml may sign with: none of whoever builds it, and none that is published. */
#include "base/path.h"
#include "check/check.h"
#include "doc/messages.h"

/* What lies in these is copied, or may be. */
static bool is_published(struct str path)
{
	static const char *const folders[] = {
		"content", "static", "themes", "templates", "scripts"};
	struct str first = str_cut(&path, '/');
	for (size_t i = 0; i < ARRAY_LEN(folders); i++)
		if (str_eq(first, str_from(folders[i])))
			return true;
	return false;
}

static void check_all(const struct check_context *ctx)
{
	const struct text *key = &ctx->site->front.sign.key;
	struct str clean;
	bool inside = !str_starts(key->s, STR("/")) && path_clean(ctx->arena, key->s, &clean);
	if (key->s.n && (!inside || is_published(clean)))
		diag_add(ctx->diags, MSG(sign_key_place), key->at, ARGS(key->s));
}

const struct check check_sign = {.name = "sign", .site = check_all};
