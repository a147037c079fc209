# SPDX-License-Identifier: MIT
# awk -f tests/check/map.awk gen/README.md FILES: does the map name each module, and no other?
# A module is named in the first cell of a row, as `folder/name` or, with all that begin like it,
# `folder/name_*`.

function fault(place, text, mend) {
	printf "%s: %s\n\tmend: %s\n", place, text, mend
	faults++
}

function named(module,    name) {
	for (name in line_of) {
		if (name == module || (name ~ /\*$/ &&
			index(module, substr(name, 1, length(name) - 1)) == 1)) {
			used[name] = 1
			found = 1
		}
	}
	return found
}

FILENAME ~ /README\.md$/ {
	if ($0 !~ /^\| *`[a-z]+\/[a-z0-9_*]+`/)
		next
	cell = $0
	sub(/^\|/, "", cell)
	sub(/\|.*/, "", cell)
	n = split(cell, words, /[ ,`]+/)
	for (i = 1; i <= n; i++)
		if (words[i] ~ /\//)
			line_of[words[i]] = FNR
	next
}

FNR == 1 {
	module = FILENAME
	sub(/^.*gen\//, "", module)
	sub(/\.[ch]$/, "", module)
	modules[module] = FILENAME
	nextfile
}

END {
	for (module in modules) {
		found = 0
		n_modules++
		if (module != "main" && !named(module))
			fault(modules[module] ":1", "the map does not name " module, \
				"add a row to gen/README.md: | `" module "` | what it does in one sentence |")
	}
	for (name in line_of)
		if (!(name in used))
			fault("gen/README.md:" line_of[name], "there is no module " name, "take the row out")
	if (faults || !n_modules)
		exit 1
	printf "map: %d modules\n", n_modules
}
