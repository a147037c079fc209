/* SPDX-License-Identifier: MIT */
#include "render/form_json.h"

#include "base/arena.h"

void form_json_render(struct buf *out, const struct form *form, struct str entry)
{
	struct form_slots it = {.row = 0};
	struct form_ref slot;
	const char *mark = "\n  ";
	BUF_LIT(out, "{\n \"form\": ");
	buf_add_json(out, STR_CAT(out->arena, entry, STR("/"), form->id.s));
	buf_printf(out, ",\n \"version\": %d,\n \"values\": {", form_version(form));
	for (; form_next_slot(form, &it, &slot); mark = ",\n  ") {
		buf_add(out, str_from(mark));
		buf_add_json(out, form_slot_name(out->arena, &slot));
		buf_add(out, slot.field->type.v == FORM_CHOICES ? STR(": []") : STR(": \"\""));
	}
	BUF_LIT(out, "\n }\n}\n");
}
