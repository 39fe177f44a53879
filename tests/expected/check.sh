#!/bin/sh
# Runs the report on samples/tidewater and says which of the expected facts do not hold.
#
#   make && sh tests/expected/check.sh
cd "$(dirname "$0")/../.." || exit 2
: "${OKRALIGN:=build/okralign}" "${TMP:=build}"
"$OKRALIGN" report samples/tidewater --as-of 2026-05-29 -o "$TMP/expected.xlsx" \
	--json "$TMP/expected.json" >"$TMP/expected.out" || { cat "$TMP/expected.out"; exit 1; }
python3 tests/support/expect.py tests/expected/tidewater.txt "$TMP/expected.json"
