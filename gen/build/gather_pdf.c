/* SPDX-License-Identifier: MIT */
/* A filled PDF: a stranger's bytes, so a process apart reads it, and its answer comes back as JSON.
 */
#include <errno.h>

#include "base/arena.h"
#include "build/apart.h"
#include "build/gather.h"
#include "doc/messages.h"
#include "load/load.h"
#include "parse/json.h"
#include "parse/pdf_form.h"

static void add_value(struct buf *out, const struct value *v)
{
	if (v->kind != VALUE_LIST) {
		buf_add_json(out, v->text);
		return;
	}
	BUF_LIT(out, "[");
	for (size_t i = 0; i < v->n; i++) {
		if (i)
			BUF_LIT(out, ",");
		buf_add_json(out, v->items[i].text);
	}
	BUF_LIT(out, "]");
}

/* {"fault": 0, "fields": {…}} */
static void read_apart(struct str bytes, struct buf *out)
{
	struct value fields;
	enum pdf_fault fault = pdf_form_read(out->arena, bytes, &fields);
	buf_printf(out, "{\"fault\":%d,\"fields\":{", (int)fault);
	for (size_t i = 0; !fault && i < fields.n; i++) {
		if (i)
			BUF_LIT(out, ",");
		buf_add_json(out, fields.pairs[i].key);
		BUF_LIT(out, ":");
		add_value(out, &fields.pairs[i].value);
	}
	BUF_LIT(out, "}}");
}

static const struct message *message_of(enum pdf_fault fault)
{
	switch (fault) {
	case PDF_ENCRYPTED:
		return MSG(return_encrypted);
	case PDF_XFA:
		return MSG(return_xfa);
	case PDF_NO_FIELDS:
		return MSG(return_no_fields);
	case PDF_LARGE:
		return MSG(return_large);
	case PDF_FINE:
	case PDF_BROKEN:
	case N_PDF_FAULTS:
		break;
	}
	return MSG(return_broken);
}

static bool decode(
	struct gathering *g, struct str answer, struct value *ret_fields, enum pdf_fault *ret_fault)
{
	struct diags unheard = diags_new(g->arena, g->diags->lang, false);
	struct value *all = NEW(g->arena, struct value);
	struct source *src = source_new(g->arena, STR("the process apart"), answer);
	if (!json_parse(g->arena, src, all, &unheard))
		return false;
	const struct value *fault = value_get(all, STR("fault"));
	const struct value *fields = value_get(all, STR("fields"));
	if (!fault || !fields || fault->number < 0 || fault->number >= N_PDF_FAULTS)
		return false;
	*ret_fault = (enum pdf_fault)fault->number;
	*ret_fields = *fields;
	return true;
}

struct apart *gather_pdf_reader(struct arena *a)
{
	return apart_new(a, read_apart, (struct apart_limits){5, 192 << 20, 16 << 20});
}

bool gather_pdf_fields(
	struct gathering *g, const struct content_file *file, struct value *ret_fields)
{
	struct str bytes, answer;
	enum pdf_fault fault = PDF_BROKEN;
	struct str shown = gather_shown(g, file->name);
	struct span at = span_file(source_new(g->arena, shown, STR_NONE));
	if (!load_bytes(g->arena, file->disk, shown, &bytes, g->diags))
		return false;
	switch (apart_ask(g->pdf_reader, g->arena, bytes, &answer)) {
	case APART_NO_PROCESS:
		diag_add(g->diags, MSG(no_process), at, ARGS(error_text(g->diags, errno)));
		return false;
	case APART_LOST:
		diag_add(g->diags, MSG(return_ran_away), at, NO_ARGS);
		return false;
	case APART_DONE:
		break;
	}
	if (!decode(g, answer, ret_fields, &fault))
		fault = PDF_BROKEN;
	if (fault)
		diag_add(g->diags, message_of(fault), at, NO_ARGS);
	return !fault;
}
