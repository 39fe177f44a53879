# The report on the sample company finds what its authors expect, and a second opinion comes to the
# same figures.
"$OKRALIGN" report "$ROOT/samples/tidewater" --as-of 2026-05-29 -o "$TMP/report.xlsx" \
	--json "$TMP/report.json" || exit 1
python3 "$ROOT/tests/support/expect.py" "$ROOT/tests/expected/tidewater.txt" "$TMP/report.json" &&
	python3 "$ROOT/tests/support/recompute.py" "$TMP/report.json" || exit 1

"$OKRALIGN" report "$ROOT/samples/brookfield" -o "$TMP/report.xlsx" --json "$TMP/report.json" &&
	python3 "$ROOT/tests/support/recompute.py" "$TMP/report.json"
