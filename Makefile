# okralign: GNU make, no configure step. `make demo` and `make test` set up a bare Debian 12.

PREFIX  ?= /usr/local
DESTDIR ?=
CC      ?= gcc
CFLAGS  ?= -O2 -g
WERROR  ?=
BUILD   ?= build
VERSION := 0.1.0

WARN := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla $(WERROR)
LIBS := xlsxwriter libzip libisal libxml-2.0 libpcre2-8 inih libutf8proc uchardet yajl nettle
# Asked of pkg-config once, and only when something is built: the first set-up runs without it.
PKG_CFLAGS = $(eval PKG_CFLAGS := $$(shell pkg-config --cflags $(LIBS)))$(PKG_CFLAGS)
PKG_LIBS   = $(eval PKG_LIBS := $$(shell pkg-config --libs $(LIBS)))$(PKG_LIBS)
CPPFLAGS_ALL = -D_POSIX_C_SOURCE=200809L -DVERSION='"$(VERSION)"' -Isrc $(PKG_CFLAGS) $(CPPFLAGS)
CFLAGS_ALL   = -std=c11 $(WARN) $(CFLAGS) -pthread -MMD -MP
LDLIBS_ALL   = $(PKG_LIBS) -lcsv -lstemmer -lm -pthread $(LDLIBS)

SRC  := $(sort $(wildcard src/*.c src/*/*.c))
OBJ  := $(SRC:%.c=$(BUILD)/%.o)
LIB  := $(BUILD)/libokralign.a
BIN  := $(BUILD)/okralign
DATA := $(sort $(wildcard templates/*.txt templates/*.ini templates/*.csv templates/*.conf templates/*.bin))
UNIT := $(patsubst tests/unit/%.c,$(BUILD)/tests/%,$(sort $(wildcard tests/unit/test_*.c)))
SUPPORT := $(patsubst tests/support/%.c,$(BUILD)/tests/support/%.o,$(wildcard tests/support/*.c))

all: $(BIN)

$(BIN): $(BUILD)/src/main.o $(LIB)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS_ALL)

$(LIB): $(filter-out $(BUILD)/src/main.o,$(OBJ)) $(BUILD)/data_files.o
	@rm -f $@
	$(AR) rcs $@ $^

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL) -c -o $@ $<

# templates/ embedded: one symbol a file, the bytes taken by the assembler.
$(BUILD)/data_files.c: $(DATA) src/config/embed.sh
	@mkdir -p $(@D)
	sh src/config/embed.sh $(DATA) > $@

$(BUILD)/data_files.o: $(BUILD)/data_files.c
	$(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL) -c -o $@ $<

# --- the main job ---------------------------------------------------------------------------

# `make demo` and `make test` use all processors unless told otherwise.
JOBS := $(shell nproc 2>/dev/null || echo 2)
PARALLEL = -s --no-print-directory $(if $(findstring -j,$(MAKEFLAGS)),,-j$(JOBS))

demo: setup-build
	@[ -x $(BIN) ] || echo "building okralign ..."
	@$(MAKE) $(PARALLEL) $(BIN)
	@sh tests/support/demo.sh $(BIN) $(BUILD)

# Every page of the demo report as a picture, to be looked at.
look: $(BIN)
	@sh tests/support/look.sh $(BIN) $(BUILD)/look

# --- tests ----------------------------------------------------------------------------------

test: setup-test
	@[ -x $(BIN) ] || echo "building okralign and its tests ..."
	@$(MAKE) $(PARALLEL) check

check: $(BIN) $(UNIT)
	@BUILD=$(BUILD) sh tests/run.sh

units: $(UNIT)

$(BUILD)/tests/%: tests/unit/%.c $(SUPPORT) $(LIB)
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS_ALL) -Itests $(CFLAGS_ALL) $(LDFLAGS) -o $@ $< $(SUPPORT) $(LIB) \
		$(LDLIBS_ALL) $$(pkg-config --libs cmocka)

$(BUILD)/tests/support/%.o: tests/support/%.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS_ALL) -Itests $(CFLAGS_ALL) -c -o $@ $<

SANITIZE := CFLAGS="-O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer" \
	CPPFLAGS=-DARENA_PLAIN

sanitize:
	@$(MAKE) --no-print-directory BUILD=build/sanitize $(SANITIZE) check

-include tests/fuzz/fuzz.mk tests/bench/bench.mk tests/eval/eval.mk

# --- checks of the source --------------------------------------------------------------------

FORMATTED = $(wildcard src/*.[ch] src/*/*.[ch] tests/*/*.[ch])

format:
	clang-format -i $(FORMATTED)

check-format:
	clang-format --dry-run -Werror $(FORMATTED)

lint:
	cppcheck --quiet --std=c11 --enable=warning,performance,portability --inline-suppr \
		--suppress=missingIncludeSystem --suppress=legacyUninitvar --error-exitcode=1 -j 2 -Isrc src

guards:
	@sh tests/guards.sh

# --- set-up and installation -----------------------------------------------------------------

setup-build setup-test: setup-%:
	@sh tests/support/setup.sh $*

MAN    := $(BUILD)/man/okralign.1 $(BUILD)/man/okralign.ini.5
MANDIR  = $(DESTDIR)$(PREFIX)/share/man
BASHDIR = $(DESTDIR)$(PREFIX)/share/bash-completion/completions

man: $(MAN)

$(BUILD)/man/%: src/man/%.scd
	@mkdir -p $(@D)
	scdoc < $< > $@.tmp
	@mv $@.tmp $@

install: $(BIN) $(if $(shell command -v scdoc),$(MAN))
	install -d $(DESTDIR)$(PREFIX)/bin $(MANDIR)/man1 $(MANDIR)/man5 $(BASHDIR)
	install -m 755 $(BIN) $(DESTDIR)$(PREFIX)/bin/okralign
	install -m 644 src/man/okralign.bash $(BASHDIR)/okralign
	$(if $(shell command -v scdoc),install -m 644 $(BUILD)/man/okralign.1 $(MANDIR)/man1/,\
		@echo "no scdoc here: the man pages are not installed")
	$(if $(shell command -v scdoc),install -m 644 $(BUILD)/man/okralign.ini.5 $(MANDIR)/man5/)

uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/okralign $(BASHDIR)/okralign
	rm -f $(MANDIR)/man1/okralign.1 $(MANDIR)/man5/okralign.ini.5

clean:
	rm -rf build

-include $(OBJ:.o=.d) $(UNIT:=.d) $(SUPPORT:.o=.d)

.PHONY: all demo look test check units sanitize format check-format lint guards man install uninstall \
	clean setup-build setup-test
