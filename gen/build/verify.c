/* SPDX-License-Identifier: MIT */
#include "build/verify.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/path.h"
#include "doc/history.h"
#include "parse/json.h"

enum { MOST_REGISTER = 256 << 20 };

static struct str text_of(const struct value *map, struct str key)
{
	const struct value *v = value_get(map, key);
	return v && v->kind == VALUE_TEXT ? v->text : STR_NONE;
}

static void add_versions(
	struct arena *a, const struct value *document, struct published_versions *ret)
{
	const struct value *versions = value_get(document, STR("versions"));
	struct str number = text_of(document, STR("number"));
	for (size_t i = 0; versions && versions->kind == VALUE_LIST && i < versions->n; i++) {
		const struct value *no = value_get(&versions->items[i], STR("no"));
		struct str sum = text_of(&versions->items[i], STR("sha256"));
		if (!no || no->kind != VALUE_NUMBER || no->number < 1 ||
			no->number > MOST_VERSION_NO || sum.n < VERSION_SUM_SHOWN)
			continue;
		*vec_push(a, &ret->list) = (struct published_version){
			number.n ? number : text_of(document, STR("title")), (int)no->number,
			str_sub(sum, 0, VERSION_SUM_SHOWN)};
	}
}

static void read_register(struct arena *a, struct str dir, struct published_versions *ret)
{
	struct diags unheard = diags_new(a, LANG_EN, false);
	struct str name = path_join(a, dir, STR("notices.json")), text;
	struct value root;
	if (file_read(a, str_cstr(a, name), MOST_REGISTER, &text) ||
		!json_parse(a, source_new(a, name, text), &root, &unheard))
		return;
	const struct value *notices = value_get(&root, STR("notices"));
	for (size_t i = 0; notices && notices->kind == VALUE_LIST && i < notices->n; i++)
		add_versions(a, &notices->items[i], ret);
}

enum build_status build_verify(struct arena *a, struct str dir, struct verified *ret,
	struct published_versions *ret_versions, struct diags *d)
{
	*ret_versions = (struct published_versions){0};
	bool found = verify_folder(a, dir, ret, d);
	diags_sort(d);
	if (!found)
		return BUILD_CALL;
	if (diags_count(d, LEVEL_ERROR))
		return BUILD_CONTENT;
	read_register(a, dir, ret_versions);
	return BUILD_OK;
}

enum build_status build_verify_signature(struct arena *a, struct str dir, struct str signers,
	enum signature_found *ret_found, struct str *ret_signer, struct diags *d)
{
	*ret_found = sign_check(a, dir, signers, ret_signer, d);
	return *ret_found == SIGNATURE_BAD ? BUILD_CONTENT : BUILD_OK;
}
