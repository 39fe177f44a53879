# make fuzz FUZZ_SECONDS=60: every target tests/fuzz/fuzz_*.c, its share of the time each, from seeds
# (tests/fuzz/seeds.py, tests/fuzz/seeds/NAME/) and past crashes (tests/fuzz/crashes/NAME/), under
# ASan and UBSan. A crash stops it and names the file to keep.
FUZZ_SECONDS ?= 60
FUZZ_CC ?= clang
FUZZ_FLAGS := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
FUZZERS := $(patsubst tests/fuzz/%.c,%,$(sort $(wildcard tests/fuzz/fuzz_*.c)))

fuzz:
	@$(MAKE) --no-print-directory BUILD=build/fuzz CC=$(FUZZ_CC) CPPFLAGS=-DARENA_PLAIN \
		CFLAGS="$(FUZZ_FLAGS) -fsanitize=fuzzer-no-link" $(FUZZERS:%=build/fuzz/%)
	@FUZZ_SECONDS=$(FUZZ_SECONDS) sh tests/fuzz/run.sh $(FUZZERS)

build/fuzz/fuzz_%: tests/fuzz/fuzz_%.c tests/fuzz/fuzz.h $(LIB)
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS_ALL) -Itests $(CFLAGS_ALL) -fsanitize=fuzzer $(LDFLAGS) -o $@ $< $(LIB) $(LDLIBS_ALL) -lz

.PHONY: fuzz

# Past crashes through the same targets, by any compiler: part of `make check` (program/crashes).
REPLAYERS := $(FUZZERS:fuzz_%=$(BUILD)/replay/%)

replay: $(REPLAYERS)
	@for target in $(REPLAYERS); do \
		for input in tests/fuzz/crashes/$${target##*/}/*; do \
			[ ! -e "$$input" ] || $$target "$$input" || { echo "FAILED: $$input"; exit 1; }; \
		done; \
	done

$(BUILD)/replay/%: tests/fuzz/fuzz_%.c tests/fuzz/replay.c tests/fuzz/fuzz.h $(LIB)
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS_ALL) -Itests $(filter-out -MMD -MP,$(CFLAGS_ALL)) $(LDFLAGS) -o $@ $< \
		tests/fuzz/replay.c $(LIB) $(LDLIBS_ALL) -lz

.PHONY: replay
