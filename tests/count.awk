# SPDX-License-Identifier: MIT
# Counts what one test program printed, for tests/run: shows what failed and appends PASSED FAILED
# to the file `sums`. Variables: name (GROUP/PROGRAM, or "" where the lines name their group), code
# (its exit status), closes (1: its last line must be the sum), pattern (counts only the tests whose
# name holds it), sums.

function holds(text) {
	return pattern == "" || index(text, pattern) > 0
}

function full(test) {
	return name == "" ? test : name "/" test
}

function fail(line) {
	failed++
	print "not ok " line
}

# Says how the program itself failed, with the end of what it printed.
function fail_whole(why,    i) {
	fail((name == "" ? "run" : name) ": " why)
	for (i = n_rest > 30 ? n_rest - 29 : 1; i <= n_rest; i++)
		print "    " rest[i]
}

/^(not )?ok / {
	good = $1 == "ok"
	test = substr($0, good ? 4 : 8)
	showing = 0
	lines++
	if (!good)
		bad++
	if (!holds(full(test)))
		next
	if (good) {
		passed++
	} else {
		fail(full(test))
		showing = 1
	}
	next
}

/^[0-9]+ passed, [0-9]+ failed$/ {
	showing = 0
	closed = 1
	said_passed = $1 + 0
	said_failed = $3 + 0
	next
}

{
	if (showing)
		print
	rest[++n_rest] = $0
}

END {
	whole = name != "" && holds(name)
	if (whole && closed && said_passed + said_failed > passed + failed) {
		# It says no more of a test than the sum.
		passed = said_passed
		if (said_failed > failed) {
			fail_whole(said_failed " of its tests failed")
			failed = said_failed
		}
		bad = failed
		lines = passed + failed
	}
	if (whole || passed || failed || (name == "" && (code || pattern == ""))) {
		if (code == 127)
			fail_whole("it is not there; did it build?")
		else if (code == 124)
			fail_whole("it was ended: it took too long")
		else if (code && !bad)
			fail_whole("it ended with status " code)
		else if (closes && !closed)
			fail_whole("it ended before its last line")
		else if (!lines)
			fail_whole("it tested nothing")
	}
	print passed + 0, failed + 0 >>sums
}
