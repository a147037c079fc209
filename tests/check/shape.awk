# SPDX-License-Identifier: MIT
# awk -f tests/check/shape.awk FILES: licence line, length of files and of functions.
# By the formatter's rules a function, and nothing else, has its braces alone at the left margin.

BEGIN {
	MAX_FILE = 600
	MAX_FUNCTION = 60
}

function fault(line, text, mend) {
	printf "%s:%d: %s\n\tmend: %s\n", file, line, text, mend
	faults++
}

function end_of_file() {
	if (file != "" && lines > MAX_FILE)
		fault(lines, "the file has " lines " lines, over " MAX_FILE, "cut it where its subject changes")
}

FNR == 1 {
	end_of_file()
	file = FILENAME
	files++
	start = 0
	if ($0 != "/* SPDX-License-Identifier: MIT */")
		fault(1, "the first line is not the licence", "write /* SPDX-License-Identifier: MIT */")
}

{
	lines = FNR
}

/^\{$/ {
	start = FNR
}

/^\}$/ && start {
	functions++
	if (FNR - start + 1 > MAX_FUNCTION)
		fault(start, "the function has " (FNR - start + 1) " lines, over " MAX_FUNCTION, \
			"give its parts names")
	start = 0
}

END {
	end_of_file()
	if (faults || !files)
		exit 1
	printf "shape: %d files, %d functions\n", files, functions
}
