#!/bin/sh
# The hand-off: fill-in sheets are made, filled in by a spreadsheet program, and read without a
# single finding; what was chosen from the lists is understood as such.
python=/usr/bin/python3
$python -c 'import openpyxl' 2>/dev/null || { echo "python3 with openpyxl is not installed"; exit 77; }
cd "$TMP" || exit 2
company="$ROOT/samples/tidewater/Tidewater OKRs 2026 Q2.xlsx"
fail() { echo "FAILED: $1"; exit 1; }

# clean FILE [WARNINGS]: not a finding more, one objective taken over, the other one linked by the list,
# progress reckoned whatever its formulas hold
clean() {
	"$OKRALIGN" check "$1" --against "$company" --as-of 2026-04-30 --fail-on error >out ||
		{ cat out; fail "$1 is read with findings"; }
	grep -q "^2 objectives, 4 key results, .* 0 errors, ${2-0} warnings\{0,1\}, 0 advice\$" out ||
		{ cat out; fail "$1 is not read whole"; }
	grep -q 'progress 40 % = (4 - 0) / (10 - 0)' out || { cat out; fail "$1: progress"; }
	grep -q 'supports .*(inherited' out || { cat out; fail "$1: nothing is inherited"; }
	grep -q 'supports .*(declared' out || { cat out; fail "$1: nothing is declared"; }
	echo "ok: $1"
}

"$OKRALIGN" template -o blank.xlsx -q || fail "blank"
cmp blank.xlsx "$ROOT/templates/okralign-blank.xlsx" ||
	fail "the shipped blank sheet is not what the program makes; make it anew"
"$OKRALIGN" template -o blank.csv -q || fail "blank CSV"
cmp blank.csv "$ROOT/templates/okralign-blank.csv" || fail "the shipped blank CSV"
"$OKRALIGN" template -o blank.xlsx -q 2>err && fail "a file that may be filled in was overwritten"
grep -q "is there already" err || fail "no word why"
echo "ok: blank"

"$OKRALIGN" template --from "$company" --unit Payments -o payments.xlsx -q || fail "payments"
"$OKRALIGN" template --from "$company" --unit Payments -o payments.csv -q || fail "payments.csv"
"$OKRALIGN" template --from "$company" --unit Zahlungen --language de -o zahlungen.xlsx -q ||
	fail "zahlungen"
for name in payments.xlsx zahlungen.xlsx payments.csv; do
	mkdir -p filled
	$python -W ignore "$ROOT/tests/support/fill.py" "$name" "filled/$name" || fail "cannot fill in $name"
	case $name in
	*.xlsx) # what fills it in here reckons no formula, as the one warning says
		clean "filled/$name" 1
		grep -q 'warning: formula has no stored value' out || { cat out; fail "$name: no warning"; } ;;
	*) clean "filled/$name" ;;
	esac
done

if command -v soffice >/dev/null 2>&1; then
	for format in "xlsx:Calc MS Excel 2007 XML" "ods:calc8"; do
		soffice "-env:UserInstallation=file://$TMP/profile" --headless --convert-to "$format" \
			--outdir office filled/payments.xlsx >/dev/null 2>&1 || fail "soffice"
		clean "office/payments.${format%%:*}"
	done
else
	echo "not run: LibreOffice is not installed"
fi

"$OKRALIGN" template --from "$ROOT/samples/tidewater" --all -o all >names || fail "--all"
[ "$(ls all | wc -l)" -ge 15 ] || { ls all; fail "--all made too few"; }
for sheet in all/*.xlsx; do
	"$OKRALIGN" check "$sheet" --fail-on advice >out || { cat out; fail "$sheet has findings as it is"; }
done
echo "ok: $(ls all | wc -l) sheets with --all"
