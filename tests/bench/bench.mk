# --- make bench: a whole run on the sample company and on 500 generated files -----------------

bench: $(BIN) $(BUILD)/bench/company
	@python3 tests/bench/measure.py $(BIN) samples/tidewater
	@python3 tests/bench/measure.py $(BIN) $(BUILD)/bench/company

$(BUILD)/bench/company: tests/bench/generate.py
	@rm -rf $@ $@.new
	@python3 tests/bench/generate.py $@.new
	@mv $@.new $@

.PHONY: bench

# --- reading against its physical limit and against other readers ------------------------------

bench: bench-reading

bench-reading: $(BIN) $(BUILD)/bench/limit $(BUILD)/bench/sheets
	@python3 tests/bench/reading.py $(BIN) $(BUILD)/bench/limit $(BUILD)/bench/sheets $(abspath $(BUILD)/bench/peers)

# Other readers to compare with, where npm and Debian can be reached; nothing needs them.
bench-peers:
	@mkdir -p $(BUILD)/bench/peers
	-npm install --silent --no-audit --no-fund --prefix $(BUILD)/bench/peers xlsx
	-cd $(BUILD)/bench/peers && apt-get -q download xlsx2csv && dpkg -x xlsx2csv_*.deb .

$(BUILD)/bench/limit: tests/bench/limit.c $(LIB)
	@mkdir -p $(@D)
	@$(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL) -o $@ $< $(LIB) $(LDLIBS_ALL)

$(BUILD)/bench/sheets: tests/bench/sheets.py
	@rm -rf $@ $@.new
	@python3 tests/bench/sheets.py $@.new
	@mv $@.new $@

.PHONY: bench-reading bench-peers

# --- laying out and writing a large report against libxlsxwriter alone --------------------------

bench: bench-report

bench-report: $(BUILD)/bench/report
	@$(BUILD)/bench/report $(BUILD)/bench/report.xlsx

$(BUILD)/bench/report: tests/bench/report.c $(SUPPORT) $(LIB)
	@mkdir -p $(@D)
	@$(CC) $(CPPFLAGS_ALL) -Itests $(CFLAGS_ALL) $(LDFLAGS) -o $@ $< $(SUPPORT) $(LIB) $(LDLIBS_ALL)

.PHONY: bench-report
# --- make bench-matcher: suggestions for 10^3 to 10^6 items ------------------------------------

bench: bench-matcher

bench-matcher: $(BUILD)/bench/matcher
	@$(BUILD)/bench/matcher

$(BUILD)/bench/matcher: tests/bench/matcher.c $(LIB)
	@mkdir -p $(@D)
	@$(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL) $(LDFLAGS) -o $@ $< $(LIB) $(LDLIBS_ALL)

.PHONY: bench-matcher
