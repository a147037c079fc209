/* SPDX-License-Identifier: MIT */
/*
 * What the parts of the filter engine share. Each filter of each page has its own arena, and finds
 * the Lua state as it was before any filter ran, so nothing is left over.
 *
 * An element is a userdata that refers to a node. Nodes that Lua has seen never change: writing to
 * an element first gives it a node of its own. So an element is a value, as in pandoc. What has
 * parts (content, attributes …) is made when it is asked for, kept beside the element, and read
 * back when the element is used: in this way el.content:insert(x) works.
 */
#ifndef FILTER_STATE_H
#define FILTER_STATE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/lua.h"
#include "doc/node.h"
#include "doc/pandoc_words.h"
#include "filter/filter.h"

struct filter_state {
	struct arena *arena; /* what the filter makes; it goes when the filter has run */
	size_t made;	     /* bytes of it that were asked for */
	const struct filter_call *call;
	const struct filter_file *file;
	struct filter_result *result;
	const struct node *at;	/* what the function that runs was given; NULL: nothing yet */
	const struct node *doc; /* what the filter has so far */
	bool exited;		/* by os.exit() */
	struct buf printed, told;
	const struct str *env; /* NULL: what the grant gives */
	size_t n_env;
	struct str script; /* its path, as errors and PANDOC_SCRIPT_FILE have it */
	int programs_ms;   /* which its programs took */
	struct media_bag media;
	struct str dir; /* pandoc.system's working directory below the site; "" is its root */
};

enum { FILTER_BYTES = 96 << 20, FILTER_LUA_BYTES = 64 << 20, FILTER_OUTPUT = 1 << 20 };

struct filter_state *state_of(lua_State *L);
/* Raises an error when the filter has asked for too much; steps are counted too. */
void state_charge(lua_State *L, size_t bytes);
struct arena *state_arena(lua_State *L);
struct node *state_node(lua_State *L, enum node_kind kind);
struct str state_copy(lua_State *L, struct str s); /* into the arena */
struct str state_text(lua_State *L, int at);	   /* a string or number as text in the arena */
void push_str(lua_State *L, struct str s);

/* --- elements --- */

struct property {
	const char *name;
	bool live;  /* has parts, and is kept beside the element */
	bool whole; /* set() replaces all children of the node */
	void (*push)(lua_State *L, const struct node *n);
	/* Takes the value at this place of the stack; n is nobody else's. */
	void (*set)(lua_State *L, struct node *n, int at);
};

enum { MOST_PROPERTIES = 7 };

struct type {
	const char *name, *family; /* "Para", and what pandoc.utils.type() says: "Block" */
	const char *args;	   /* what its constructor takes: places in properties … */
	const struct property *properties[MOST_PROPERTIES]; /* the live ones first */
	enum node_kind kind;
	int required; /* … and how many of them must be given */
};

struct element {
	const struct type *type;
	struct node *n;
	bool own; /* n is only this element's */
};

extern const struct type filter_types[];
extern const size_t n_filter_types;
extern const struct type attr_type, list_attributes_type, simple_table_type;

/* Pushes an element of the node's kind; the node is shared until it is written to. */
struct element *push_element(lua_State *L, const struct node *n);
struct element *push_typed(lua_State *L, const struct type *type, const struct node *n);
/* NULL: there is none of ours; no error. */
struct element *element_at(lua_State *L, int at);
/* A node of its own, with all that was changed in it, and no parent. */
struct node *element_node(lua_State *L, int at);
/* The same for a look only: it may be shared, so it must not be written to or linked. */
const struct node *element_look(lua_State *L, int at);
const struct type *type_of_kind(enum node_kind kind);
struct node *graft(lua_State *L, const struct node *n); /* a copy, counted and not too deep */
/* A copy of what was read from a text of the filter, at the place of what the filter works on: the
 * text goes with the filter, and a place in it would tell nothing. */
struct node *adopt(lua_State *L, const struct node *n);
/* Puts name and value of each property of the element at 1 on the stack, as a next function. */
int element_pairs(lua_State *L);

/* --- from the tree to Lua (filter/push.c) --- */

enum list_kind { LIST_PLAIN, LIST_INLINES, LIST_BLOCKS };
void push_list(lua_State *L, enum list_kind kind, int room); /* an empty one */
void push_children(lua_State *L, enum list_kind kind, const struct node *parent);
void push_meta(lua_State *L, const struct node *meta);
void push_attributes(lua_State *L, const struct node *n);

/* --- from Lua to the tree (filter/peek.c); all raise errors --- */

struct node *peek_inline(lua_State *L, int at);
struct node *peek_block(lua_State *L, int at);
/* Adds to the end of parent. */
void peek_inlines(lua_State *L, int at, struct node *parent);
void peek_blocks(lua_State *L, int at, struct node *parent);
struct node *peek_meta(lua_State *L, int at); /* of one value */
struct node *peek_meta_map(lua_State *L, int at);
struct node *peek_doc(lua_State *L, int at);
struct attr *peek_attr(lua_State *L, int at); /* NULL: it is empty */
void peek_pairs(lua_State *L, int at, struct attr *to);
void peek_list_attributes(lua_State *L, int at, struct node *list);
/* An element of this type, or what its constructor takes. */
struct node *peek_part(lua_State *L, int at, enum node_kind kind);
/* Anything that is a part of a document, in a container: what stringify, equals … look at. */
const struct node *peek_any(lua_State *L, int at);
int peek_word(lua_State *L, int at, const char *const *words, const char *what);
int peek_int(lua_State *L, int at);
void check_list(lua_State *L, int at, const char *what); /* that it is a table */

/* --- lists and attributes --- */

void lists_open(lua_State *L); /* the metatables of lists, and pandoc.List on the stack */
void attributes_open(lua_State *L);
const char *filter_type_name(lua_State *L, int at); /* as pandoc.utils.type() */

/* --- as text --- */

void show_node(struct buf *out, const struct node *n); /* as Haskell's show does */
void show_children(struct buf *out, const struct node *parent);
void show_pairs(struct buf *out, const struct attribute *pairs, size_t n);
void show_attr(struct buf *out, const struct attr *attr);
void show_simple_table(struct buf *out, const struct node *table);
void show_text(struct buf *out, struct str text);
struct str stringify_node(lua_State *L, const struct node *n);

/* --- records: userdata with fields of fixed names; NULL ends them --- */

void push_record(lua_State *L, const char *type, const char *const *fields);
/* The value on top becomes the field of the record below it. */
void set_field(lua_State *L, const char *name);
bool has_options(lua_State *L, int at); /* a table, or options of a reader or writer */

/* --- walking --- */

/* Applies the table of functions at this place to the tree; the root's own function is not called.
 * Returns the tree as it is then. */
const struct node *walk_tree(lua_State *L, int functions, const struct node *root);
/* A document by its filter: the root's functions are called as well. */
const struct node *walk_doc(lua_State *L, int functions, const struct node *doc);
int walk_element(lua_State *L);	 /* el:walk(functions) */
int normalize_doc(lua_State *L); /* doc:normalize() */
/* True where left, an inline, has taken right in, which comes behind it. */
bool inlines_join(lua_State *L, struct node *left, struct node *right);

/* --- modules: each pushes its table --- */

void open_constructors(lua_State *L); /* adds to the table on top of the stack */
void open_utils(lua_State *L);
void open_text(lua_State *L);
void open_path(lua_State *L);
void open_json(lua_State *L);
void open_structure(lua_State *L);
void open_types(lua_State *L);
void open_system(lua_State *L);
void open_log(lua_State *L);
void open_format(lua_State *L);
void open_options(lua_State *L); /* adds to the table on top */
void open_option_globals(lua_State *L);
void set_option_globals(lua_State *L); /* for the document that comes */
void open_media(lua_State *L);
void open_processes(lua_State *L); /* adds to the table on top and the modules in it */
void open_absent(lua_State *L);	   /* what is not there, and says so: adds to the table on top */
void open_absent_of_lua(lua_State *L);
void open_machine(lua_State *L); /* print, warn, require … as globals */
void open_io(lua_State *L);	 /* io as a global */
void open_os(lua_State *L);	 /* os as a global */
void open_placard(lua_State *L);
void open_lpeg(lua_State *L); /* lpeg and re as globals */

/* --- files of the site, as far as they are granted --- */

/* "/x" and "x" are below the site's root; "x" below the working directory. Raises an error without
 * the grant. False, with a message on the stack: there is none, or it may not be read. */
bool site_path(lua_State *L, int at, struct str *ret_disk);
bool site_read(lua_State *L, int at, struct str *ret_bytes);
void wants_grant(lua_State *L, enum filter_grant grant, const char *name, const char *what);

int utils_sha1(lua_State *L);
void push_version(lua_State *L, const int *numbers, int n);

#endif
