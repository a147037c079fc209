# SPDX-License-Identifier: MIT
# make site and make test are all that a newcomer needs; `make help` names the rest.

PREFIX ?= /usr/local
CC := gcc
BIN := build/placard
DEBUG_BIN := build/debug/placard

# --- what is needed: Debian's names, the same in Debian 12 and 13 ---

DEPS := gcc libc6-dev binutils make pkgconf \
	libcmark-gfm-dev libcmark-gfm-extensions-dev libyaml-dev libutf8proc-dev libxxhash-dev \
	liblua5.4-dev lua-lpeg-dev libpango1.0-dev libfontconfig-dev libharfbuzz-dev libqpdf-dev zlib1g-dev librsvg2-dev liblcms2-dev libqrencode-dev \
	nettle-dev libgit2-dev libical-dev libxlsxwriter-dev libzip-dev libxml2-dev tzdata \
	fonts-noto-cjk fonts-wqy-microhei fonts-liberation fonts-lxgw-wenkai
# A tool may have come from elsewhere than Debian: COMMAND:PACKAGE is met by either.
TEST_DEPS := clang:clang clang-format:clang-format clang-tidy:clang-tidy libclang-rt-dev \
	git:git ssh-keygen:openssh-client minisign:minisign node:nodejs npm:npm chromium:chromium java:default-jre-headless \
	qpdf:qpdf pdffonts:poppler-utils zbarimg:zbar-tools xmllint:libxml2-utils unzip:unzip libreoffice-calc libreoffice-writer \
	python3:python3 python3-icalendar khal:khal \
	python3-gi gir1.2-poppler-0.18 fonts-dejavu-core
BENCH_DEPS := hugo:hugo node:nodejs
RIVAL_DEPS := weasyprint:weasyprint fonts-liberation
# libcmark-gfm brings its extensions along.
# The library with most symbols first: the loader looks each of them up from the left.
LIBS := libqpdf libcmark-gfm yaml-0.1 libutf8proc libxxhash lua5.4 lua5.4-lpeg pangocairo fontconfig harfbuzz \
	harfbuzz-subset libgit2 librsvg-2.0 lcms2 libqrencode zlib nettle libical xlsxwriter libzip libxml-2.0

# --- what there is: found, never listed by hand ---

SRC := $(shell find gen -name '*.c' | LC_ALL=C sort)
HDR := $(shell find gen -name '*.h' | LC_ALL=C sort)
TEST_SRC := $(shell find tests -name node_modules -prune -o -name '*.c' -print | LC_ALL=C sort)
TEST_HDR := $(shell find tests -name node_modules -prune -o -name '*.h' -print | LC_ALL=C sort)
FUZZ_TARGETS := $(patsubst tests/fuzz/%.c,%,$(filter-out %/replay.c,$(filter tests/fuzz/%,$(TEST_SRC))))
TEST_PROGRAMS := $(patsubst %.c,build/debug/%,$(filter tests/unit/test_%.c %_test.c,$(TEST_SRC))) \
	$(addprefix build/debug/tests/fuzz/,$(FUZZ_TARGETS))

# --- flags ---

WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion \
	-Wstrict-prototypes -Wmissing-prototypes -Wwrite-strings -Wcast-qual -Wformat=2 -Wundef \
	-Wvla -Wimplicit-fallthrough -Werror=implicit-function-declaration \
	-Werror=incompatible-pointer-types -Werror=int-conversion
# What gcc 14 refuses is refused by all. A newer compiler must not break a reader's build, so only
# in CI a warning is an error.
ifneq ($(filter true 1,$(CI)),)
WARNINGS += -Werror
endif
# Asked once, and only when something is compiled: `make deps` runs before pkg-config exists.
LIB_CFLAGS = $(eval LIB_CFLAGS := $$(shell pkg-config --cflags $(LIBS)))$(LIB_CFLAGS)
LIB_LDFLAGS = $(eval LIB_LDFLAGS := $$(shell pkg-config --libs $(LIBS)) -lm)$(LIB_LDFLAGS)
BASE_CFLAGS = -std=c17 -D_GNU_SOURCE -Igen $(LIB_CFLAGS)
RELEASE_CFLAGS = $(BASE_CFLAGS) $(WARNINGS) -O2 -g -D_FORTIFY_SOURCE=2
DEBUG_CFLAGS = $(BASE_CFLAGS) $(WARNINGS) -O1 -g -fsanitize=address,undefined \
	-fno-sanitize-recover=all -fno-omit-frame-pointer
RELEASE_LDFLAGS = -Wl,--as-needed $(LIB_LDFLAGS)
DEBUG_LDFLAGS = -fsanitize=address,undefined $(RELEASE_LDFLAGS)

# Every core, unless the caller says how many; a make below shares them.
ifeq ($(MAKELEVEL),0)
MAKEFLAGS += -j$(shell nproc)
endif
MAKEFLAGS += --no-print-directory -Otarget
.DELETE_ON_ERROR:
.SUFFIXES:
.PHONY: all debug test-programs deps test-deps site example-history test bless check install clean help FORCE

all: $(BIN)
debug: $(DEBUG_BIN)
test-programs: $(TEST_PROGRAMS)

# --- building ---

# stamp FILE,TEXT: touches FILE only when TEXT is not what it holds.
stamp = mkdir -p $(dir $(1)) && printf '%s\n' '$(2)' | cmp -s - $(1) || printf '%s\n' '$(2)' >$(1)

build/release/flags: FORCE
	@pkg-config --print-errors --exists $(LIBS) || { echo 'missing libraries: make deps'; exit 1; }
	@$(call stamp,$@,$(CC) $(RELEASE_CFLAGS) $(RELEASE_LDFLAGS))
build/debug/flags: FORCE
	@pkg-config --print-errors --exists $(LIBS) || { echo 'missing libraries: make deps'; exit 1; }
	@$(call stamp,$@,$(CC) $(DEBUG_CFLAGS) $(DEBUG_LDFLAGS))

build/release/%.o: gen/%.c build/release/flags
	@mkdir -p $(@D)
	@echo "CC $<"
	@$(CC) $(RELEASE_CFLAGS) -MMD -MP -c -o $@ $<
build/debug/%.o: gen/%.c build/debug/flags
	@mkdir -p $(@D)
	@echo "CC $< (debug)"
	@$(CC) $(DEBUG_CFLAGS) -MMD -MP -c -o $@ $<

# An archive, so that a test takes in only what it uses. The list beside it notes a source that went.
build/%/sources: FORCE
	@$(call stamp,$@,$(SRC))
RELEASE_PARTS := $(patsubst gen/%.c,build/release/%.o,$(filter-out gen/main.c,$(SRC))) build/re.o
DEBUG_PARTS := $(patsubst gen/%.c,build/debug/%.o,$(filter-out gen/main.c,$(SRC))) build/re.o
build/release/placard.a: $(RELEASE_PARTS) build/release/sources
	@rm -f $@ && ar rcs $@ $(RELEASE_PARTS)
build/debug/placard.a: $(DEBUG_PARTS) build/debug/sources
	@rm -f $@ && ar rcs $@ $(DEBUG_PARTS)

$(BIN): build/release/main.o build/release/placard.a
	@echo "LD $@"
	@$(CC) -o $@ $^ $(RELEASE_LDFLAGS)
$(DEBUG_BIN): build/debug/main.o build/debug/placard.a
	@echo "LD $@"
	@$(CC) -o $@ $^ $(DEBUG_LDFLAGS)

# The part of lua-lpeg that is Lua, from where it is installed into the program: so it is of the same
# version as the library, and is not looked for where the program runs.
build/re.o: build/release/flags
	@mkdir -p $(@D)
	@cd "$$(pkg-config --variable=INSTALL_LMOD lua5.4)" && ld -r -z noexecstack -b binary -o $(abspath $@) re.lua
	@objcopy --redefine-sym _binary_re_lua_start=lua_re_start --redefine-sym _binary_re_lua_end=lua_re_end \
		--rename-section .data=.rodata,alloc,load,readonly,data,contents $@

# One that does not compile must not leave the one of yesterday to be run.
build/debug/tests/%: tests/%.c build/debug/placard.a
	@mkdir -p $(@D) && rm -f $@
	@echo "CC $<"
	@$(CC) $(DEBUG_CFLAGS) -Itests -MMD -MP -MT $@ -MF $@.d -o $@ $< build/debug/placard.a \
		$(DEBUG_LDFLAGS)

# A fuzz target here replays its kept inputs.
build/debug/tests/fuzz/%: tests/fuzz/%.c tests/fuzz/replay.c build/debug/placard.a
	@mkdir -p $(@D) && rm -f $@
	@echo "CC $<"
	@$(CC) $(DEBUG_CFLAGS) -Itests -MMD -MP -MT $@ -MF $@.d -o $@ $(filter-out %.h,$^) \
		$(DEBUG_LDFLAGS)

-include $(patsubst gen/%.c,build/release/%.d,$(SRC)) $(patsubst gen/%.c,build/debug/%.d,$(SRC))
-include $(addsuffix .d,$(TEST_PROGRAMS))

# --- for people ---

deps:
	@sh .ci/packages $(DEPS)
test-deps: deps
	@sh .ci/packages $(TEST_DEPS)
	@cd tests/browser && if ! cmp -s package-lock.json node_modules/.installed-lock; then \
		echo 'installing the npm packages of tests/browser'; \
		npm ci --loglevel=error >/dev/null && cp package-lock.json node_modules/.installed-lock; fi

# One after the other: nothing can be compiled before its libraries are there.
site:
	@$(MAKE) deps
	@echo 'building $(BIN)'
	@mkdir -p build && $(MAKE) $(BIN) >build/make.log 2>&1 || { cat build/make.log; exit 1; }
	@$(BIN) build -C .

# The example of a site with a past: made anew each time, since it is a repository of its own.
example-history: $(BIN)
	@rm -rf build/past
	@sh tests/history/repository build/past
	@$(BIN) build -C build/past -o build/past/public
	@echo 'build/past/public/index.html'

test:
	@$(MAKE) test-deps
	@$(MAKE) all debug build/bench/measure
	@$(MAKE) -k test-programs || echo 'some test programs did not build; each counts as failed'
	@tests/run '$(T)'

bless:
	@test -n '$(T)' || { echo 'name what is to be blessed: make bless T=NAME'; exit 2; }
	@$(MAKE) debug test-programs
	@tests/run --bless '$(T)'

install: $(BIN)
	@install -D -m 755 $(BIN) $(DESTDIR)$(PREFIX)/bin/placard
	@find templates themes scripts -type f -exec \
		install -D -m 644 {} $(DESTDIR)$(PREFIX)/share/placard/{} \;
	@echo "installed $(DESTDIR)$(PREFIX)/bin/placard and $(DESTDIR)$(PREFIX)/share/placard"

clean:
	@rm -rf build

help:
	@echo 'make site    install what is missing, build, make the example site in public/'
	@echo 'make example-history    a site whose documents have versions, in build/past'
	@echo 'make test    install what the tests need, run all; T=PATTERN runs some of them'
	@echo 'make         build/placard          make debug  build/debug/placard with sanitizers'
	@echo 'make deps    install what building needs; test-deps: what the tests need too'
	@echo 'make check   what a machine can see in the source; one alone: make check-floors …'
	@echo 'make bless   T=NAME: take what is printed now as what is expected'
	@echo 'make fuzz    T=TARGET SECONDS=60: make fuzz alone names the targets'
	@echo 'make bench   CPU and memory beside Hugo; make counts: instructions, as they were'
	@echo 'make install PREFIX= DESTDIR=       make clean'

# --- make fuzz ---

# libFuzzer is clang's. What it finds new lies in build/fuzz/corpus, a failing input beside it;
# fuzz-keep makes the smallest set that runs through the same code the kept one.
SECONDS ?= 60
FUZZ_CFLAGS = $(BASE_CFLAGS) $(WARNINGS) -O1 -g -fsanitize=fuzzer-no-link,address,undefined \
	-fno-sanitize-recover=all -fno-omit-frame-pointer
FUZZ_OPTIONS = -timeout=5 -rss_limit_mb=1024 -max_len=4000 -dict=tests/fuzz/$(T).dict \
	-artifact_prefix=build/fuzz/$(T)- -print_final_stats=1
FUZZ_PARTS := $(patsubst gen/%.c,build/fuzz/gen/%.o,$(filter-out gen/main.c,$(SRC))) build/re.o
FUZZ_ENV = LSAN_OPTIONS=print_suppressions=0:suppressions=tests/lsan.supp
.PHONY: fuzz fuzz-keep fuzz-target

build/fuzz/gen/%.o: gen/%.c
	@mkdir -p $(@D)
	@clang $(FUZZ_CFLAGS) -MMD -MP -c -o $@ $<
build/fuzz/placard.a: $(FUZZ_PARTS)
	@rm -f $@ && ar rcs $@ $(FUZZ_PARTS)
build/fuzz/%: tests/fuzz/%.c build/fuzz/placard.a
	@clang $(FUZZ_CFLAGS) -fsanitize=fuzzer -Itests -MMD -MP -MT $@ -MF $@.d -o $@ $< \
		build/fuzz/placard.a $(RELEASE_LDFLAGS)
fuzz-target:
	@test -n '$(filter $(T),$(FUZZ_TARGETS))' || { echo 'name a target: make fuzz T=NAME with one of' \
		$(FUZZ_TARGETS); exit 2; }
	@$(MAKE) test-deps
	@$(MAKE) build/fuzz/$(T)
fuzz: fuzz-target
	@mkdir -p build/fuzz/corpus/$(T)
	@$(FUZZ_ENV) build/fuzz/$(T) $(FUZZ_OPTIONS) -max_total_time=$(SECONDS) build/fuzz/corpus/$(T) \
		tests/fuzz/corpus/$(T)
fuzz-keep: fuzz-target
	@rm -rf build/fuzz/kept && mkdir -p build/fuzz/kept build/fuzz/corpus/$(T)
	@$(FUZZ_ENV) build/fuzz/$(T) -set_cover_merge=1 -use_counters=0 \
		-max_len=1000 build/fuzz/kept \
		tests/fuzz/corpus/$(T) build/fuzz/corpus/$(T)
	@find tests/fuzz/corpus/$(T) -type f ! -name 'found-*' -delete
	@cp build/fuzz/kept/* tests/fuzz/corpus/$(T)

ifneq ($(filter fuzz% build/fuzz/%,$(MAKECMDGOALS)),)
-include $(FUZZ_PARTS:.o=.d) $(addprefix build/fuzz/,$(addsuffix .d,$(FUZZ_TARGETS)))
endif

# --- make bench, make counts: tests/bench/README.md ---

.PHONY: bench bench-deps counts
build/bench/%: tests/bench/%.c
	@mkdir -p $(@D)
	@$(CC) $(RELEASE_CFLAGS) -o $@ $< $(RELEASE_LDFLAGS) -lcmark-gfm-extensions
bench-deps: deps
	@sh .ci/packages $(BENCH_DEPS)
bench:
	@$(MAKE) bench-deps test-deps
	@sh .ci/packages $(RIVAL_DEPS)
	@cd tests/bench/typst && if ! cmp -s package-lock.json node_modules/.installed-lock; then \
		npm ci --loglevel=error >/dev/null && cp package-lock.json node_modules/.installed-lock; fi
	@$(MAKE) $(BIN) build/bench/floor build/bench/pen_floor build/bench/measure
	@node tests/bench/bench.mjs build/bench
	@node tests/bench/plan.mjs build/bench/plans
	@node tests/bench/forms.mjs build/bench/forms
	@node tests/bench/print.mjs build/bench/print
	@node tests/bench/filters.mjs build/bench/filters
	@node tests/bench/history.mjs build/bench/history
counts:
	@$(MAKE) bench-deps
	@$(MAKE) $(BIN)
	@BLESS='$(BLESS)' sh tests/bench/counts

# --- make check ---

CHECKS := check-format check-shape check-banned check-floors check-map check-messages \
	check-headers check-warnings check-globals check-tidy
.PHONY: $(CHECKS)

check:
	@$(MAKE) test-deps
	@$(MAKE) -k $(CHECKS)
	@echo 'check: all $(words $(CHECKS)) checks passed'

check-format:
	@clang-format --dry-run -Werror $(SRC) $(HDR) $(TEST_SRC) $(TEST_HDR) \
		|| { echo 'mend: clang-format -i on the files above'; exit 1; }
	@echo 'format: $(words $(SRC) $(HDR) $(TEST_SRC) $(TEST_HDR)) files'
check-shape:
	@awk -f tests/check/shape.awk $(SRC) $(HDR)
check-banned:
	@awk -f tests/check/banned.awk tests/check/BANNED $(SRC) $(HDR)
check-floors:
	@awk -f tests/floors.awk gen/FLOORS $(SRC) $(HDR)
check-map:
	@awk -f tests/check/map.awk gen/README.md $(SRC) $(HDR)
check-messages:
	@sh tests/check/messages

STRICT = $(BASE_CFLAGS) $(WARNINGS) -Werror

# Included twice, so that the guard is tried too; the last line is there because ISO C wants one.
build/check/header/%: gen/%.h
	@mkdir -p $(@D)
	@printf '#include "%s"\n#include "%s"\nextern int it_is_not_empty;\n' $*.h $*.h | \
		$(CC) $(STRICT) -fsyntax-only -MMD -MP -MT $@ -MF $@.d -x c - \
		|| { echo 'mend: $< does not compile alone; it must include what it uses'; exit 1; }
	@touch $@
HEADER_MARKS := $(patsubst gen/%.h,build/check/header/%,$(HDR))
check-headers: $(HEADER_MARKS)
	@echo 'headers: each of $(words $(HDR)) compiles alone'

# -fno-pie, so that a constant table of pointers is read-only and what is left in .data is mutable.
build/check/gcc/%.o: gen/%.c
	@mkdir -p $(@D)
	@gcc $(STRICT) -O2 -g -fno-pie -D_FORTIFY_SOURCE=2 -MMD -MP -c -o $@ $<
build/check/clang/%: gen/%.c
	@mkdir -p $(@D)
	@clang $(STRICT) -fsyntax-only -MMD -MP -MT $@ -MF $@.d $<
	@touch $@
GCC_OBJECTS := $(patsubst gen/%.c,build/check/gcc/%.o,$(SRC))
CLANG_MARKS := $(patsubst gen/%.c,build/check/clang/%,$(SRC))
check-warnings: $(GCC_OBJECTS) $(CLANG_MARKS)
	@echo 'warnings: none in $(words $(SRC)) files, by gcc and clang'
check-globals: $(GCC_OBJECTS)
	@sh tests/check/globals $(GCC_OBJECTS)

# Again only when the file, or a header that it includes, changed: that is what remade its mark.
build/check/tidy/%: build/check/clang/% .clang-tidy
	@mkdir -p $(@D)
	@clang-tidy --quiet gen/$*.c -- $(BASE_CFLAGS) >$@.log 2>/dev/null || { cat $@.log; exit 1; }
	@touch $@
TIDY_MARKS := $(patsubst gen/%.c,build/check/tidy/%,$(SRC))
check-tidy: $(TIDY_MARKS)
	@echo 'tidy: $(words $(SRC)) files'

ifneq ($(filter check%,$(MAKECMDGOALS)),)
-include $(GCC_OBJECTS:.o=.d) $(addsuffix .d,$(HEADER_MARKS) $(CLANG_MARKS))
endif
