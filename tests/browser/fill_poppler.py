# SPDX-License-Identifier: MIT
# fill_poppler.py FORM.pdf VALUES.json OUT.pdf: fills a form as Evince does, by poppler-glib.
import json
import os
import sys

import gi

gi.require_version("Poppler", "0.18")
from gi.repository import Poppler  # noqa: E402

form, values, out = sys.argv[1:4]
with open(values, encoding="utf-8") as file:
    wanted = json.load(file)
document = Poppler.Document.new_from_file("file://" + os.path.abspath(form), None)
done = set()
for index in range(document.get_n_pages()):
    # In the order of reading: from the top, from the left.
    mappings = document.get_page(index).get_form_field_mapping()
    for mapping in sorted(mappings, key=lambda one: (-round(one.area.y1), one.area.x1)):
        field = mapping.field
        name = field.get_name()
        if name not in wanted:
            continue
        kind = field.get_field_type()
        value = wanted[name]
        if kind == Poppler.FormFieldType.TEXT:
            field.text_set_text(value)
        elif kind == Poppler.FormFieldType.CHOICE:
            items = [field.choice_get_item(i) for i in range(field.choice_get_n_items())]
            field.choice_select_item(items.index(value))
        elif kind == Poppler.FormFieldType.BUTTON:
            # Of radio buttons each is a field; value is which of them, from 0, or True.
            at = sum(1 for seen in done if seen[0] == name)
            if value is True or value == at:
                field.button_set_state(True)
        done.add((name, len(done)))
document.save("file://" + os.path.abspath(out))
missing = set(wanted) - {name for name, _ in done}
if missing:
    sys.exit("no field " + ", ".join(sorted(missing)))
