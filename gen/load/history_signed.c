/* SPDX-License-Identifier: MIT */
/* What is signed of a commit, and whether a text hangs on it by nothing but sums. */
#include <string.h>

#include "base/arena.h"
#include "load/history_repo.h"

enum { MOST_SIGNATURE = 1 << 16, MOST_SIGNED = 1 << 20 };

/* What is stored under a name need not be what the name is the sum of. */
static bool is_whole(const struct history_repo *repo, const git_oid *id, git_object_t type)
{
	git_odb_object *object;
	git_oid sum;
	if (git_odb_read(&object, repo->odb, id))
		return false;
	bool same = git_odb_object_type(object) == type &&
		    !git_odb_hash(
			    &sum, git_odb_object_data(object), git_odb_object_size(object), type) &&
		    git_oid_equal(&sum, id);
	git_odb_object_free(object);
	return same;
}

/* The time that the commit says itself, as ssh-keygen wants it; the keys had to be good then. */
static struct str time_of(struct arena *a, const git_commit *commit)
{
	int64_t seconds = git_commit_time(commit), day = seconds / 86400, rest = seconds % 86400;
	if (seconds < 0 || day > day_from_civil((struct civil){9999, 12, 31}))
		return STR_NONE;
	struct civil c = day_to_civil((day_t)day);
	return str_printf(a, "%04d%02d%02d%02d%02d%02d", c.year, c.month, c.day, (int)(rest / 3600),
		(int)(rest / 60 % 60), (int)(rest % 60));
}

bool history_signed(const struct history_repo *repo, struct arena *a, struct str commit,
	struct signed_data *ret)
{
	git_oid id;
	git_commit *of;
	git_buf signature = {0}, data = {0};
	if (git_oid_fromstr(&id, str_cstr(a, commit)) || !is_whole(repo, &id, GIT_OBJECT_COMMIT) ||
		git_commit_lookup(&of, repo->git, &id))
		return false;
	ret->time = time_of(a, of);
	git_commit_free(of);
	bool good = !git_commit_extract_signature(&signature, &data, repo->git, &id, NULL) &&
		    signature.size <= MOST_SIGNATURE && data.size <= MOST_SIGNED;
	if (good) {
		ret->signature = str_copy(a, (struct str){signature.ptr, signature.size});
		ret->data = str_copy(a, (struct str){data.ptr, data.size});
	}
	git_buf_dispose(&signature);
	git_buf_dispose(&data);
	return good && ret->time.n && str_starts(ret->signature, STR(SSH_SIGNATURE_FIRST));
}

/* Of a folder that is whole, what is called name. */
static bool find_entry(const struct history_repo *repo, struct arena *a, const git_oid *folder,
	struct str name, git_oid *ret_id)
{
	git_tree *tree;
	if (!is_whole(repo, folder, GIT_OBJECT_TREE) || git_tree_lookup(&tree, repo->git, folder))
		return false;
	const git_tree_entry *e = git_tree_entry_byname(tree, str_cstr(a, name));
	if (e)
		git_oid_cpy(ret_id, git_tree_entry_id(e));
	git_tree_free(tree);
	return e != NULL;
}

bool history_proven(
	const struct history_repo *repo, struct arena *a, struct str data, struct str path)
{
	git_oid at, next;
	struct str line = str_line(&data), rest = STR_CAT(a, repo->prefix, STR("/"), path);
	if (!str_starts(line, STR("tree ")) ||
		git_oid_fromstr(&at, str_cstr(a, str_after(line, 5))))
		return false;
	while (rest.n) {
		if (!find_entry(repo, a, &at, str_cut(&rest, '/'), &next))
			return false;
		git_oid_cpy(&at, &next);
	}
	return is_whole(repo, &at, GIT_OBJECT_BLOB);
}
