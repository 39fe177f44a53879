#!/bin/sh
# okralign init: what it writes is read again, and nothing is understood differently because of it.
cd "$TMP" || exit 2
fail() { echo "FAILED: $1"; exit 1; }
cp -r "$ROOT/samples/tidewater" okrs || exit 2

"$OKRALIGN" report okrs -o before.xlsx --json before.json -q || fail "report without configuration"
"$OKRALIGN" init okrs >out || fail "init"
grep -q '^okrs/okralign.ini: [0-9]* units in [0-9]* files' out || { cat out; fail "no word of it"; }
grep -q '^\[unit Payments\]' okrs/okralign.ini || fail "a unit is missing"
"$OKRALIGN" report okrs -o after.xlsx --json after.json -q || fail "report with configuration"
for run in before after; do
	grep -v '"reason":' $run.json >$run.text
done
diff before.text after.text || fail "the configuration changes what is understood"
echo "ok: the same with and without"

grep -c '^;*organisation = ' okrs/okralign.ini | grep -qx 1 || fail "a hint for what is set"
# a blank form among the sheets is a unit, until it is skipped
mkdir form && cp okrs/*.xlsx form/ && printf 'Objective,Key result\nWrite an objective,Write a key result\n' >form/Blank.csv
"$OKRALIGN" init form >/dev/null || fail "init of form"
grep -q '^;\[unit Blank\]' form/okralign.ini || fail "a section of assumptions is no comment"
printf '[input]\nskip = Blank.csv\n[unit Blank]\n;level = 1\n' >form/okralign.ini
"$OKRALIGN" report form -q -o form.xlsx --json form.json || fail "report of form"
grep -q '"name": "Blank"' form.json && fail "a skipped file is a unit"
"$OKRALIGN" template --from form --all -o forms >out 2>&1
grep -q blank out && fail "a template for a skipped file"
echo "ok: a file that is skipped is no unit"

"$OKRALIGN" init okrs 2>err && fail "an okralign.ini was overwritten"
grep -q 'is there already' err || fail "no word why"
"$OKRALIGN" init --force okrs >/dev/null || fail "--force"
"$OKRALIGN" init okrs -o - >shown || fail "-o -"
cmp shown okrs/okralign.ini || fail "shown and written differ"
mkdir empty
"$OKRALIGN" init empty >/dev/null 2>&1
[ $? -eq 3 ] || fail "an empty folder is no input"
[ ! -e empty/okralign.ini ] || fail "something was written for an empty folder"
