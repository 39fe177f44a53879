#!/bin/sh
# No output replaces an input or somebody else's file, and no misspelt name passes unnoticed.
cd "$TMP" || exit 2
problems=0
cp -r "$ROOT/samples/tidewater" sheets
before=$(cd sheets && find . -type f -exec cksum {} + | sort)

# refused STATUS TEXT COMMAND...: the status, TEXT on standard error, the sheets as they were
refused() {
	status=$1 text=$2
	shift 2
	"$@" >out 2>err </dev/null
	got=$?
	if [ $got -ne "$status" ] || ! grep -qF -- "$text" err; then
		problems=$((problems + 1))
		echo "$*: exit $got, not $status with '$text':"
		head -5 err
	fi
}
report() { "$OKRALIGN" report sheets -q --as-of 2026-05-31 "$@"; }
csv=$(find sheets -name '*.csv' | sort | head -1) xlsx=$(find sheets -name '*.xlsx' | sort | head -1)
ln "$xlsx" linked.xlsx
ln -s "$csv" linked.json

refused 2 'must end in .xlsx' report -o "$csv"
refused 2 'must end in .xlsx' report -o good.xlsx --latest latest.xls
refused 2 'one of the sheets' report -o "$xlsx"
refused 2 'one of the sheets' report -o linked.xlsx
refused 2 'one of the sheets' report -o good.xlsx --latest "$xlsx"
refused 2 'one of the sheets' report -o good.xlsx --json linked.json
refused 2 'one of the sheets' report -o good.xlsx --log "$csv"
refused 2 'no list of decisions' report -o good.xlsx --decisions "$csv"
refused 2 'one of the sheets' "$OKRALIGN" template --from sheets --unit X --force -o "$xlsx"
refused 2 'one of the sheets' "$OKRALIGN" init sheets --force -o "$csv"
cp "$xlsx" 'plan-2026-05.xlsx'
refused 2 'one of the sheets' "$OKRALIGN" report . -q --as-of 2026-05-31 -o 'plan-%Y-%m.xlsx'
rm plan-2026-05.xlsx
cp "$xlsx" other.xlsx
refused 4 'is no report of okralign' report -o other.xlsx
refused 4 'is no report of okralign' report -o good.xlsx --latest other.xlsx
cmp -s "$xlsx" other.xlsx || { problems=$((problems + 1)); echo "other.xlsx was overwritten"; }

refused 2 "cannot read 'nope.xlsx'" report -o good.xlsx --previous nope.xlsx
refused 2 'is no report of okralign' report -o good.xlsx --previous other.xlsx
echo 'not decisions' >notes.csv
refused 2 'no list of decisions' report -o good.xlsx --decisions notes.csv
[ ! -e good.xlsx ] || { problems=$((problems + 1)); echo "something was written all the same"; }

# a path that is not there fails, but what is there is done
refused 3 'no-such.csv' "$OKRALIGN" report no-such.csv -q -o good.xlsx
refused 1 'no-such.csv' report no-such.csv -o good.xlsx
[ -s good.xlsx ] || { problems=$((problems + 1)); echo "no report of what is there"; }
refused 1 'no-such.csv' "$OKRALIGN" items "$csv" no-such.csv
refused 1 'no-such.csv' "$OKRALIGN" cells "$csv" no-such.csv
refused 1 'no-such.csv' "$OKRALIGN" references "$csv" no-such.csv
"$OKRALIGN" check -q --fail-on error "$csv" no-such.csv >out 2>&1
[ $? -eq 1 ] && grep -q 'no-such.csv.*No such file' out || { problems=$((problems + 1)); echo "check: no-such.csv"; }

# its own report may be written anew, in the folder of the sheets, too, and be its own previous one
report -o sheets/report.xlsx --decisions sheets/decisions.csv --json sheets/report.json || problems=$((problems + 1))
report -o sheets/report.xlsx --decisions sheets/decisions.csv --json sheets/report.json || problems=$((problems + 1))
report -o good.xlsx --previous good.xlsx || problems=$((problems + 1))
rm -f sheets/report.xlsx sheets/decisions.csv sheets/report.json
[ "$(cd sheets && find . -type f -exec cksum {} + | sort)" = "$before" ] || { problems=$((problems + 1)); echo "a sheet was changed"; }
[ $problems -eq 0 ]
