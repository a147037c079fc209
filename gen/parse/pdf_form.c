/* SPDX-License-Identifier: MIT */
#include "parse/pdf_form.h"

#include <qpdf/qpdf-c.h>
#include <stdlib.h>

#include "base/arena.h"

enum { RADIO_BIT = 1 << 15, PUSH_BIT = 1 << 16 }; /* of /Ff, 12.7.4.2.1 */

/* A field and what it has from those above it. */
struct field {
	qpdf_oh object, type, value, options;
	long long flags;
	struct str name;
	int depth;
};

struct reading {
	struct arena *arena;
	qpdf_data q;
	struct value *out;
	enum pdf_fault fault;
	size_t n;
};

/* --- texts --- */

static struct str string_text(struct reading *r, qpdf_oh string)
{
	size_t n = 0;
	const char *p = qpdf_oh_get_binary_utf8_value(r->q, string, &n);
	if (n > PDF_VALUE_BYTES) {
		r->fault = PDF_LARGE;
		return STR_NONE;
	}
	return str_copy(r->arena, (struct str){p, n});
}

/* A long text may be a stream. */
static struct str stream_text(struct reading *r, qpdf_oh stream)
{
	unsigned char *bytes = NULL;
	size_t n = 0;
	QPDF_BOOL filtered = QPDF_FALSE;
	QPDF_ERROR_CODE error =
		qpdf_oh_get_stream_data(r->q, stream, qpdf_dl_generalized, &filtered, &bytes, &n);
	if ((error & QPDF_ERRORS) || n > PDF_VALUE_BYTES) {
		r->fault = n > PDF_VALUE_BYTES ? PDF_LARGE : PDF_BROKEN;
		free(bytes);
		return STR_NONE;
	}
	struct str text = string_text(r, qpdf_oh_new_binary_string(r->q, (const char *)bytes, n));
	free(bytes);
	return text;
}

static struct str name_text(struct reading *r, qpdf_oh name)
{
	struct str s = str_from(qpdf_oh_get_name(r->q, name));
	return str_copy(r->arena, str_after(s, str_starts(s, STR("/"))));
}

static struct str text_of(struct reading *r, qpdf_oh v)
{
	if (qpdf_oh_is_string(r->q, v))
		return string_text(r, v);
	if (qpdf_oh_is_name(r->q, v))
		return name_text(r, v);
	return qpdf_oh_is_stream(r->q, v) ? stream_text(r, v) : STR_NONE;
}

/* --- values --- */

/* An option is its text, or a pair of what is exported and what is shown. */
static struct str option_text(struct reading *r, qpdf_oh option)
{
	if (qpdf_oh_is_array(r->q, option) && qpdf_oh_get_array_n_items(r->q, option) > 0)
		option = qpdf_oh_get_array_item(r->q, option, 0);
	return text_of(r, option);
}

/* What is shown for what is exported: viewers write either. */
static struct str chosen_text(struct reading *r, const struct field *f, struct str value)
{
	int n = qpdf_oh_is_array(r->q, f->options) ? qpdf_oh_get_array_n_items(r->q, f->options)
						   : 0;
	for (int i = 0; i < n && i < PDF_FIELDS; i++) {
		qpdf_oh option = qpdf_oh_get_array_item(r->q, f->options, i);
		if (!qpdf_oh_is_array(r->q, option) || qpdf_oh_get_array_n_items(r->q, option) != 2)
			continue;
		if (str_eq(text_of(r, qpdf_oh_get_array_item(r->q, option, 1)), value))
			return option_text(r, option);
	}
	return value;
}

static struct str button_text(struct reading *r, const struct field *f)
{
	struct str state = text_of(r, f->value);
	int64_t at;
	if (str_eq(state, STR("Off")))
		return STR_NONE;
	if (!(f->flags & RADIO_BIT))
		return state.n ? STR("Yes") : STR_NONE;
	if (qpdf_oh_is_array(r->q, f->options) && str_to_int(state, &at) && at >= 0 &&
		at < qpdf_oh_get_array_n_items(r->q, f->options))
		return option_text(r, qpdf_oh_get_array_item(r->q, f->options, (int)at));
	return state;
}

static struct value choice_value(struct reading *r, const struct field *f)
{
	struct value list = value_list();
	if (!qpdf_oh_is_array(r->q, f->value))
		return value_text(chosen_text(r, f, text_of(r, f->value)));
	int n = qpdf_oh_get_array_n_items(r->q, f->value);
	for (int i = 0; i < n && i < PDF_FIELDS; i++)
		value_add(r->arena, &list,
			value_text(chosen_text(
				r, f, text_of(r, qpdf_oh_get_array_item(r->q, f->value, i)))));
	return list;
}

static void take_field(struct reading *r, const struct field *f)
{
	struct str type = qpdf_oh_is_name(r->q, f->type) ? name_text(r, f->type) : STR_NONE;
	if (++r->n > PDF_FIELDS) {
		r->fault = PDF_LARGE;
		return;
	}
	if (str_eq(type, STR("Tx")))
		value_set(r->arena, r->out, f->name, value_text(text_of(r, f->value)));
	else if (str_eq(type, STR("Ch")))
		value_set(r->arena, r->out, f->name, choice_value(r, f));
	else if (str_eq(type, STR("Btn")) && !(f->flags & PUSH_BIT))
		value_set(r->arena, r->out, f->name, value_text(button_text(r, f)));
}

/* --- the tree of fields --- */

static void inherit(struct reading *r, struct field *f)
{
	static const char *const keys[] = {"/FT", "/V", "/Opt"};
	qpdf_oh *const to[] = {&f->type, &f->value, &f->options};
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		if (qpdf_oh_has_key(r->q, f->object, keys[i]))
			*to[i] = qpdf_oh_get_key(r->q, f->object, keys[i]);
	if (qpdf_oh_has_key(r->q, f->object, "/Ff"))
		f->flags = qpdf_oh_get_int_value(r->q, qpdf_oh_get_key(r->q, f->object, "/Ff"));
}

static bool has_name(struct reading *r, qpdf_oh object)
{
	return qpdf_oh_is_dictionary(r->q, object) && qpdf_oh_has_key(r->q, object, "/T");
}

static void read_fields(struct reading *r, qpdf_oh list, const struct field *above);

/* A kid without a name is a widget of the field. */
static void read_field(struct reading *r, qpdf_oh object, const struct field *above)
{
	struct field f = *above;
	bool has_fields = false;
	f.object = object;
	f.depth++;
	if (f.depth > PDF_FIELD_DEPTH) {
		r->fault = PDF_LARGE;
		return;
	}
	struct str part = text_of(r, qpdf_oh_get_key(r->q, object, "/T"));
	f.name = above->name.n ? STR_CAT(r->arena, above->name, STR("."), part) : part;
	inherit(r, &f);
	qpdf_oh kids = qpdf_oh_get_key(r->q, object, "/Kids");
	int n = qpdf_oh_is_array(r->q, kids) ? qpdf_oh_get_array_n_items(r->q, kids) : 0;
	for (int i = 0; i < n && !has_fields; i++)
		has_fields = has_name(r, qpdf_oh_get_array_item(r->q, kids, i));
	if (has_fields)
		read_fields(r, kids, &f);
	else
		take_field(r, &f);
}

static void read_fields(struct reading *r, qpdf_oh list, const struct field *above)
{
	int n = qpdf_oh_is_array(r->q, list) ? qpdf_oh_get_array_n_items(r->q, list) : 0;
	for (int i = 0; i < n && !r->fault; i++) {
		qpdf_oh object = qpdf_oh_get_array_item(r->q, list, i);
		if (has_name(r, object))
			read_field(r, object, above);
	}
}

static enum pdf_fault read_form(struct reading *r)
{
	qpdf_oh form = qpdf_oh_get_key(r->q, qpdf_get_root(r->q), "/AcroForm");
	if (!qpdf_oh_is_dictionary(r->q, form))
		return PDF_NO_FIELDS;
	if (qpdf_oh_has_key(r->q, form, "/XFA"))
		return PDF_XFA;
	qpdf_oh null = qpdf_oh_new_null(r->q);
	const struct field top = {.type = null, .value = null, .options = null};
	read_fields(r, qpdf_oh_get_key(r->q, form, "/Fields"), &top);
	if (r->fault)
		return r->fault;
	return r->n ? PDF_FINE : PDF_NO_FIELDS;
}

enum pdf_fault pdf_form_read(struct arena *a, struct str bytes, struct value *ret)
{
	struct reading r = {.arena = a, .out = ret, .q = qpdf_init()};
	enum pdf_fault fault = PDF_BROKEN;
	*ret = value_map();
	if (!r.q)
		return PDF_BROKEN;
	qpdf_silence_errors(r.q);
	qpdf_set_suppress_warnings(r.q, QPDF_TRUE);
	/* A file that was cut might be mended to one with fewer answers. */
	qpdf_set_attempt_recovery(r.q, QPDF_FALSE);
	QPDF_ERROR_CODE error = qpdf_read_memory(r.q, "a return", bytes.p, bytes.n, "");
	if (!(error & QPDF_ERRORS))
		fault = qpdf_is_encrypted(r.q) ? PDF_ENCRYPTED : read_form(&r);
	/* An error that nobody takes qpdf tells to standard error when it is closed. */
	if (qpdf_has_error(r.q)) {
		bool locked = qpdf_get_error_code(r.q, qpdf_get_error(r.q)) == qpdf_e_password;
		fault = locked ? PDF_ENCRYPTED : fault ? fault : PDF_BROKEN;
	}
	qpdf_cleanup(&r.q);
	return fault;
}
