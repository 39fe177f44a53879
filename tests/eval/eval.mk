# What others' files say of okralign: measured against ../shared/data, which is no part of the
# project; each says "skipped" where that is absent.
EVAL_JOBS ?= 2

eval-import: $(BIN)
	@/usr/bin/python3 tests/eval/cells.py --okralign $(BIN) --jobs $(EVAL_JOBS) ../shared/data
	@[ ! -e tests/eval/layout.py ] || /usr/bin/python3 tests/eval/layout.py --okralign $(BIN) ../shared/data

.PHONY: eval-import
