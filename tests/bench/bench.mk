# --- make bench: a whole run on the sample company and on 500 generated files -----------------

bench: $(BIN) $(BUILD)/bench/company
	@python3 tests/bench/measure.py $(BIN) samples/tidewater
	@python3 tests/bench/measure.py $(BIN) $(BUILD)/bench/company

$(BUILD)/bench/company: tests/bench/generate.py
	@rm -rf $@ $@.new
	@python3 tests/bench/generate.py $@.new
	@mv $@.new $@

.PHONY: bench
