# What others' files say of okralign: measured against ../shared/data, which is no part of the
# project; each says "skipped" where that is absent.
EVAL_JOBS ?= 2

eval-import: $(BIN) eval-xml
	@/usr/bin/python3 tests/eval/cells.py --okralign $(BIN) --jobs $(EVAL_JOBS) ../shared/data
	@[ ! -e tests/eval/layout.py ] || /usr/bin/python3 tests/eval/layout.py --okralign $(BIN) ../shared/data

# Both XML parsers against libxml2 alone, on every part of every workbook there is.
eval-xml: $(BUILD)/tests/fuzz/parts
	@if [ -d ../shared/data ]; then \
		find ../shared/data -name '*.xls[xm]' -o -name '*.xlt[xm]' -o -name '*.ods' | sort | $<; \
	else echo "skipped: ../shared/data is not there"; fi

$(BUILD)/tests/fuzz/parts: tests/fuzz/parts.c tests/support/xml_pair.h $(LIB)
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS_ALL) -Itests $(filter-out -MMD -MP,$(CFLAGS_ALL)) $(LDFLAGS) -o $@ $< $(LIB) $(LDLIBS_ALL)

.PHONY: eval-import eval-xml

# --- make eval, make fit: the matcher against links that are known ---------------------------

EVAL_DATA  ?= ../shared/data/alignment
EVAL_TSV   := $(patsubst $(EVAL_DATA)/%.jsonl,$(BUILD)/eval/%.tsv,$(sort $(wildcard $(EVAL_DATA)/*.jsonl)))
EVAL_TRAIN := $(filter $(BUILD)/eval/company-% $(BUILD)/eval/agency-%,$(EVAL_TSV))
EVAL_OTHER := $(filter-out $(EVAL_TRAIN),$(EVAL_TSV)) $(sort $(wildcard tests/eval/own/*.tsv))
EVAL_OBJ   := $(patsubst %.c,$(BUILD)/%.o,$(sort $(wildcard tests/eval/*.c)))

$(BUILD)/eval/%.tsv: $(EVAL_DATA)/%.jsonl tests/eval/jsonl.py
	@mkdir -p $(@D)
	@python3 tests/eval/jsonl.py $* <$< >$@.new && mv $@.new $@

$(BUILD)/tests/eval/eval: $(EVAL_OBJ) $(LIB)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS_ALL)

eval: $(BUILD)/tests/eval/eval $(EVAL_TSV)
	@[ -n "$(EVAL_TSV)" ] || echo "skipped: $(EVAL_DATA) is not there"
	@$(BUILD)/tests/eval/eval $(EVAL_TRAIN) -- $(EVAL_OTHER)

check: $(BUILD)/tests/eval/eval $(BUILD)/tests/fuzz/parts

# Writes the weights anew.
fit: $(BUILD)/tests/eval/eval $(EVAL_TSV)
	@if [ -n "$(EVAL_TRAIN)" ]; then \
		$(BUILD)/tests/eval/eval -f $(EVAL_TRAIN) -- >$(BUILD)/eval/coefficients.txt && \
		cp $(BUILD)/eval/coefficients.txt templates/; \
	else echo "skipped: $(EVAL_DATA) is not there"; fi

-include $(EVAL_OBJ:.o=.d)

.PHONY: eval fit

# --- make eval-references: what is taken for a reference or an inherited text in others' items -----

eval-references: $(BIN)
	@/usr/bin/python3 tests/eval/references.py --okralign $(BIN) $(EVAL_DATA)

.PHONY: eval-references
