# SPDX-License-Identifier: MIT
# awk -f tests/check/banned.awk tests/check/BANNED FILES: calls that are not wanted, marks left open.

function fault(text, mend) {
	printf "%s:%d: %s\n\tmend: %s\n", FILENAME, FNR, text, mend
	faults++
}

function trim(text) {
	gsub(/^[ \t]+|[ \t]+$/, "", text)
	return text
}

# The line without what stands in strings, character constants and comments.
function code_of(line,    code, mark) {
	code = ""
	for (;;) {
		if (in_comment) {
			if (!match(line, /\*\//))
				return code
			line = substr(line, RSTART + 2)
			in_comment = 0
		}
		if (!match(line, /"|'|\/\*|\/\//))
			return code line
		code = code substr(line, 1, RSTART - 1)
		mark = substr(line, RSTART, RLENGTH)
		line = substr(line, RSTART + RLENGTH)
		if (mark == "//")
			return code
		if (mark == "/*")
			in_comment = 1
		else if (mark == "\"" && match(line, /^([^"\\]|\\.)*"/))
			line = substr(line, RLENGTH + 1)
		else if (mark == "'" && match(line, /^([^'\\]|\\.)*'/))
			line = substr(line, RLENGTH + 1)
	}
}

function allowed(name,    n, i, places) {
	n = split(where[name], places, " ")
	for (i = 1; i <= n; i++)
		if (index(path, places[i]) == 1)
			return 1
	return 0
}

FNR == 1 {
	path = FILENAME
	sub(/^.*gen\//, "", path)
	in_comment = 0
	files++
}

FILENAME ~ /BANNED$/ {
	if ($0 !~ /^#/) {
		split($0, parts, ":")
		n = split(parts[1], names, " ")
		for (i = 1; i <= n; i++) {
			where[names[i]] = trim(parts[2])
			instead[names[i]] = trim(parts[3])
		}
	}
	next
}

/(^|[^A-Za-z0-9_])(TODO|FIXME|XXX|HACK)([^A-Za-z0-9_]|$)/ {
	fault("a mark of something left open", "do it, or file an issue")
}

{
	code = code_of($0)
	while (match(code, /[A-Za-z_][A-Za-z0-9_]*[ \t]*\(/)) {
		name = trim(substr(code, RSTART, RLENGTH - 1))
		before = RSTART > 1 ? substr(code, RSTART - 1, 1) : ""
		code = substr(code, RSTART + RLENGTH)
		# x.time(…) and x->time(…) are members of ours.
		if (before != "." && before != ">" && (name in where) && !allowed(name))
			fault(name "() is banned here", instead[name])
	}
}

END {
	if (faults || files < 2)
		exit 1
	printf "banned: none called in %d files\n", files - 1
}
