# SPDX-License-Identifier: MIT
# awk -f tests/floors.awk gen/FLOORS gen/**/*.[ch]: does every include keep to gen/FLOORS?

function fault(text, mend) {
	printf "%s:%d: %s\n\tmend: %s\n", FILENAME, FNR, text, mend
	faults++
}

# Is TEXT one of the patterns of LIST? A pattern is a name, with * for anything.
function in_patterns(text, list,    n, i, one, words) {
	n = split(list, words, " ")
	for (i = 1; i <= n; i++) {
		one = words[i]
		gsub(/[.+]/, "[&]", one)
		gsub(/\*/, ".*", one)
		if (text ~ ("^" one "$"))
			return 1
	}
	return 0
}

function begins_like_one_of(text, list,    n, i, words) {
	n = split(list, words, " ")
	for (i = 1; i <= n; i++)
		if (index(text, words[i]) == 1)
			return 1
	return 0
}

function floor_of(path) {
	return path ~ /\// ? substr(path, 1, index(path, "/") - 1) : "main"
}

function check_own(header,    target) {
	if (header !~ /\//) {
		fault("\"" header "\" does not say its folder", "write the path from gen/: #include \"base/str.h\"")
		return
	}
	target = floor_of(header)
	if (!(target in floors))
		fault("there is no floor " target, "name it in gen/FLOORS")
	else if (target != own && !((own, target) in may))
		fault(own "/ may not include " target "/ (" header ")", \
			"stages meet in doc/ only: what both need belongs in doc/ or, without documents in it, in base/")
}

function check_library(header,    i) {
	for (i = 1; i <= n_doors; i++) {
		if (!in_patterns(header, door_headers[i]))
			continue
		if (!begins_like_one_of(path, door_places[i]))
			fault("<" header "> is included outside its door, " door_places[i], \
				"call the function of ours behind that door")
		return
	}
	if (!in_patterns(header, system_headers))
		fault("<" header "> is no header that gen/FLOORS knows", \
			"give the library a door there, or add a header of the system to the list")
}

FNR == 1 {
	files++
	path = FILENAME
	sub(/^.*gen\//, "", path)
	own = floor_of(path)
}

FILENAME ~ /FLOORS$/ {
	if ($1 == "floor") {
		floors[$2] = 1
		for (i = 4; i <= NF; i++)
			may[$2, $i] = 1
	} else if ($1 == "door") {
		n_doors++
		colon = index($0, " : ")
		door_headers[n_doors] = substr($0, 6, colon - 6)
		door_places[n_doors] = substr($0, colon + 3)
	} else if ($1 == "system") {
		system_headers = system_headers " " substr($0, 8)
	} else if ($0 !~ /^(#.*)?$/) {
		fault("not understood: " $0, "a line is floor, door, system or a comment")
	}
	next
}

FNR == 1 && !(own in floors) {
	fault("the folder " own "/ has no floor", "name it in gen/FLOORS")
}

/^[ \t]*#[ \t]*include/ {
	header = $0
	sub(/^[ \t]*#[ \t]*include[ \t]*/, "", header)
	quote = substr(header, 1, 1)
	header = substr(header, 2)
	sub(/[>"].*$/, "", header)
	if (quote == "\"")
		check_own(header)
	else
		check_library(header)
	includes++
}

END {
	if (faults || !includes)
		exit 1
	printf "floors: %d includes in %d files\n", includes, files - 1
}
