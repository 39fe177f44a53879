# okralign: GNU make, no configure step. `make demo` and `make test` set up a bare Debian 12.

PREFIX  ?= /usr/local
DESTDIR ?=
CC      ?= gcc
CFLAGS  ?= -O2 -g
WERROR  ?=
BUILD   ?= build
VERSION := 0.1.0

WARN := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla $(WERROR)
LIBS := xlsxwriter libzip libxml-2.0 libpcre2-8 inih libutf8proc uchardet yajl libmd
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
DATA := $(sort $(wildcard templates/*.txt templates/*.ini templates/*.csv templates/*.conf))
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

demo: setup-build
	@$(MAKE) --no-print-directory $(BIN)
	@sh tests/support/demo.sh $(BIN) $(BUILD)

# --- tests ----------------------------------------------------------------------------------

test: setup-test
	@$(MAKE) --no-print-directory check

check: $(BIN) $(UNIT)
	@BUILD=$(BUILD) sh tests/run.sh

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
		--suppress=missingIncludeSystem --error-exitcode=1 -j 2 -Isrc src

guards:
	@sh tests/guards.sh

# --- set-up and installation -----------------------------------------------------------------

setup-build setup-test: setup-%:
	@sh tests/support/setup.sh $*

install: $(BIN)
	install -d $(DESTDIR)$(PREFIX)/bin
	install -m 755 $(BIN) $(DESTDIR)$(PREFIX)/bin/okralign

clean:
	rm -rf build

-include $(OBJ:.o=.d) $(UNIT:=.d) $(SUPPORT:.o=.d)

.PHONY: all demo test check sanitize format check-format lint guards install clean \
	setup-build setup-test
