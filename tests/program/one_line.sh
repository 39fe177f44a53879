#!/bin/sh
# A finding is one line whatever a file is called; a copy of a file is said and read once.
cd "$TMP" || exit 2
fail() { echo "FAILED: $1"; cat log 2>/dev/null; exit 1; }
mkdir sheets
cat >sheets/Company.csv <<'CSV'
ID,Objective / Key result,Owner,Progress
O1,Sell more bicycles,Ann,
KR1.1,Bicycles sold from 200 to 300,Ann,10%
CSV
cat >sheets/Marketing.csv <<'CSV'
Objective,Key result,Supports,Owner,Progress
Be known in town,Readers from 300 to 900,KR9.9,Bo,10%
CSV
odd=$(printf 'sheets/two\nlines\033[1m\377.csv')
sed 's/Be known/Be loved/' sheets/Marketing.csv >"$odd" || { echo "no such names here"; exit 77; }
cp sheets/Marketing.csv 'sheets/Copy of Marketing.csv'
cp sheets/Marketing.csv 'sheets/Marketing (1).csv'
"$OKRALIGN" report sheets -q --as-of 2026-05-31 -o r.xlsx --log log --json r.json 2>err || fail "no report"
[ "$(grep -c 'same file twice' log)" -eq 2 ] || fail "the copies are not said once each"
[ "$(grep -c 'Be known in town' r.json)" -ge 1 ] || fail "Marketing was not read"
grep -q '^two\\nlines\\x1B\[1m.*\.csv:2:3: warning: ' log || fail "the name is not escaped"
grep -vq ': \(error\|warning\|advice\): ' log && fail "a line that is no finding"
LC_ALL=C grep -q "$(printf '[\001-\010\033\377]')" log && fail "controls in the log"

# without the original, of two copies of the same bytes one is read
rm sheets/Marketing.csv "$odd"
"$OKRALIGN" cells --summary sheets >out 2>log || fail "not read"
[ "$(grep -c 'same file twice' log)" -eq 1 ] || fail "copies without their original"
[ "$(grep -c '^# .*Marketing.*: csv' out)" -eq 1 ] || fail "both copies were read"
