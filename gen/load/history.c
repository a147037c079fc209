/* SPDX-License-Identifier: MIT */
#include "load/history.h"

#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/path.h"
#include "load/history_repo.h"

/* A folder with many documents is a large tree, and each commit names it anew. */
enum { TREE_CACHE_LIMIT = 1 << 20 };

static void close_repo(void *of)
{
	struct history_repo *repo = of;
	git_odb_free(repo->odb);
	git_repository_free(repo->git);
	git_libgit2_shutdown();
}

/* What a machine or a person has set must not change what is read. */
static void isolate(void)
{
	static const int levels[] = {GIT_CONFIG_LEVEL_SYSTEM, GIT_CONFIG_LEVEL_XDG,
		GIT_CONFIG_LEVEL_GLOBAL, GIT_CONFIG_LEVEL_PROGRAMDATA};
	for (size_t i = 0; i < ARRAY_LEN(levels); i++)
		git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, levels[i], "");
	/* Who owns the folder matters to who runs hooks. */
	git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
	git_libgit2_opts(GIT_OPT_SET_CACHE_OBJECT_LIMIT, GIT_OBJECT_TREE, (size_t)TREE_CACHE_LIMIT);
	git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
}

static struct str last_words(struct arena *a)
{
	const git_error *e = git_error_last();
	return e && e->message ? str_copy(a, str_from(e->message)) : STR_NONE;
}

/* False where the site lies outside of what the repository holds. */
static bool find_prefix(struct history_repo *repo, struct str site_dir)
{
	struct arena *a = repo->arena;
	const char *top = git_repository_workdir(repo->git);
	struct str root, site;
	if (!top || file_real(a, top, &root) || file_real(a, str_cstr(a, site_dir), &site))
		return false;
	struct str slash = str_eq(root, STR("/")) ? root : STR_CAT(a, root, STR("/"));
	struct str inside = STR_CAT(a, site, STR("/"));
	if (!str_starts(inside, slash))
		return false;
	repo->prefix = STR_CAT(a, str_after(inside, slash.n), STR("content"));
	return true;
}

/* Whether the newest commit has this site at all: a folder that a repository around it leaves out
 * has no history. */
static enum history_state find_head(struct history_repo *repo)
{
	git_reference *ref;
	git_commit *commit;
	git_tree *tree;
	git_tree_entry *content;
	int error = git_repository_head(&ref, repo->git);
	if (error)
		return error == GIT_EUNBORNBRANCH || error == GIT_ENOTFOUND ? HISTORY_NONE
									    : HISTORY_BROKEN;
	git_oid_cpy(&repo->head, git_reference_target(ref));
	git_reference_free(ref);
	if (git_commit_lookup(&commit, repo->git, &repo->head))
		return HISTORY_BROKEN;
	error = git_commit_tree(&tree, commit);
	git_commit_free(commit);
	if (error)
		return HISTORY_BROKEN;
	error = git_tree_entry_bypath(&content, tree, str_cstr(repo->arena, repo->prefix));
	bool is_folder = !error && git_tree_entry_type(content) == GIT_OBJECT_TREE;
	if (!error)
		git_tree_entry_free(content);
	git_tree_free(tree);
	if (is_folder)
		return HISTORY_FINE;
	return !error || error == GIT_ENOTFOUND ? HISTORY_NONE : HISTORY_BROKEN;
}

static enum history_state state_of(int error, struct str why)
{
	if (error == GIT_ENOTFOUND)
		return HISTORY_NONE;
	return str_has(why, STR("extension")) || str_has(why, STR("repository version"))
		       ? HISTORY_UNSUPPORTED
		       : HISTORY_BROKEN;
}

/* A bare repository has no folder of its own in which a site could stand. */
bool history_is_there(struct arena *a, struct str site_dir)
{
	struct str dir;
	if (file_real(a, str_cstr(a, site_dir), &dir))
		return false;
	for (;;) {
		if (file_exists(str_cstr(a, STR_CAT(a, dir, STR("/.git")))))
			return true;
		if (!dir.n)
			return false;
		dir = path_dir(dir);
	}
}

struct history_repo *history_open(
	struct arena *a, struct str site_dir, enum history_state *ret_state, struct str *ret_why)
{
	struct history_repo *repo = NEW(a, struct history_repo);
	repo->arena = a;
	*ret_state = HISTORY_BROKEN;
	*ret_why = STR_NONE;
	if (git_libgit2_init() < 0)
		return NULL;
	isolate();
	arena_defer(a, close_repo, repo);
	int error = git_repository_open_ext(&repo->git, str_cstr(a, site_dir), 0, NULL);
	if (error) {
		*ret_why = last_words(a);
		*ret_state = state_of(error, *ret_why);
		return NULL;
	}
	*ret_state = HISTORY_NONE;
	if (find_prefix(repo, site_dir))
		*ret_state = find_head(repo);
	if (*ret_state == HISTORY_FINE && git_repository_odb(&repo->odb, repo->git))
		*ret_state = HISTORY_BROKEN;
	if (*ret_state == HISTORY_FINE)
		return repo;
	if (*ret_state == HISTORY_BROKEN)
		*ret_why = last_words(a);
	return NULL;
}

struct str history_head(const struct history_repo *repo)
{
	char hex[GIT_OID_HEXSZ + 1];
	git_oid_tostr(hex, sizeof(hex), &repo->head);
	return str_copy(repo->arena, str_from(hex));
}

bool history_text(const struct history_repo *repo, struct arena *a, const struct blob_id *id,
	size_t max, struct str *ret_text)
{
	git_oid oid;
	git_odb_object *object;
	size_t size;
	git_object_t type;
	memcpy(oid.id, id->bytes, BLOB_ID_SIZE);
	/* The head alone says how large it is: what is too large is never inflated. */
	if (git_odb_read_header(&size, &type, repo->odb, &oid) || type != GIT_OBJECT_BLOB ||
		size > max || git_odb_read(&object, repo->odb, &oid))
		return false;
	*ret_text =
		str_copy(a, (struct str){git_odb_object_data(object), git_odb_object_size(object)});
	git_odb_object_free(object);
	return true;
}

bool history_lacks(const struct history_repo *repo, const struct blob_id *id)
{
	git_oid oid;
	memcpy(oid.id, id->bytes, BLOB_ID_SIZE);
	return !git_odb_exists(repo->odb, &oid);
}

/* Links and folders are no files. */
static bool is_file(const git_tree_entry *entry)
{
	git_filemode_t mode = git_tree_entry_filemode(entry);
	return mode == GIT_FILEMODE_BLOB || mode == GIT_FILEMODE_BLOB_EXECUTABLE;
}

/* The tree of a commit; NULL: there is none. */
static git_tree *tree_of(const struct history_repo *repo, struct arena *a, struct str commit)
{
	git_oid id;
	git_commit *of;
	git_tree *tree = NULL;
	if (git_oid_fromstr(&id, str_cstr(a, commit)) || git_commit_lookup(&of, repo->git, &id))
		return NULL;
	if (git_commit_tree(&tree, of))
		tree = NULL;
	git_commit_free(of);
	return tree;
}

/* What lies at a path below content/; NULL: nothing. */
static git_tree_entry *entry_at(
	const struct history_repo *repo, struct arena *a, const git_tree *tree, struct str path)
{
	git_tree_entry *entry;
	struct str whole = STR_CAT(a, repo->prefix, STR("/"), path);
	return git_tree_entry_bypath(&entry, tree, str_cstr(a, whole)) ? NULL : entry;
}

bool history_file(const struct history_repo *repo, struct arena *a, struct str commit,
	struct str path, size_t max, struct str *ret_text)
{
	struct blob_id blob;
	git_tree *tree = tree_of(repo, a, commit);
	git_tree_entry *entry = tree ? entry_at(repo, a, tree, path) : NULL;
	bool found = entry && is_file(entry);
	if (found)
		memcpy(blob.bytes, git_tree_entry_id(entry)->id, BLOB_ID_SIZE);
	git_tree_entry_free(entry);
	git_tree_free(tree);
	if (found && !history_text(repo, a, &blob, max, ret_text))
		*ret_text = STR_NONE;
	return found;
}

struct history_names history_names(const struct history_repo *repo, struct arena *a,
	struct str commit, struct str folder, size_t most)
{
	struct history_names found = {0};
	git_tree *tree = tree_of(repo, a, commit), *of = NULL;
	git_tree_entry *at = tree ? entry_at(repo, a, tree, folder) : NULL;
	if (at && git_tree_entry_type(at) == GIT_OBJECT_TREE &&
		git_tree_lookup(&of, repo->git, git_tree_entry_id(at)))
		of = NULL;
	for (size_t i = 0; of && i < git_tree_entrycount(of) && found.list.n < most; i++) {
		const git_tree_entry *entry = git_tree_entry_byindex(of, i);
		if (is_file(entry))
			*vec_push(a, &found.list) =
				str_copy(a, str_from(git_tree_entry_name(entry)));
	}
	git_tree_free(of);
	git_tree_entry_free(at);
	git_tree_free(tree);
	return found;
}
