# Each way in which a run can fail has one clear line and its own exit status.
problems=0

# expect STATUS TEXT COMMAND...: the status, TEXT on standard error, one line unless it is the help
expect() {
	status=$1 text=$2
	shift 2
	"$@" >"$TMP/out" 2>"$TMP/err" </dev/null
	got=$?
	if [ $got -ne "$status" ] || ! grep -qF -- "$text" "$TMP/err"; then
		problems=$((problems + 1))
		echo "$*: exit $got, not $status with '$text':"
		head -5 "$TMP/err"
	elif [ "$(wc -l <"$TMP/err")" -gt 1 ] && [ "$text" != usage: ]; then
		problems=$((problems + 1))
		echo "$*: more than one line:"
		cat "$TMP/err"
	fi
}

good=$ROOT/samples/brookfield
mkdir "$TMP/nothing" "$TMP/folder.xlsx"
echo "nothing of use" >"$TMP/nothing/minutes.docx"
printf '[report]\nperod = 2026-Q2\n' >"$TMP/bad.ini"
printf '[report]\nperiod = banana\n' >"$TMP/banana.ini"

expect 2 usage: "$OKRALIGN"
expect 2 "unknown command 'rapport'" "$OKRALIGN" rapport
expect 2 "unknown option '--outptu'" "$OKRALIGN" report "$good" --outptu x.xlsx
expect 2 "'--output' needs FILE" "$OKRALIGN" report "$good" -o
expect 2 "no folder or file given" "$OKRALIGN" report -o "$TMP/x.xlsx"
expect 2 "no output given" "$OKRALIGN" report "$good"
expect 2 "--fail-on" "$OKRALIGN" report "$good" -o "$TMP/x.xlsx" --fail-on never
expect 2 "is no date" "$OKRALIGN" report "$good" -o "$TMP/x.xlsx" --as-of soon
expect 2 "bad.ini:2: unknown key 'perod'" "$OKRALIGN" report "$good" -o "$TMP/x.xlsx" -c "$TMP/bad.ini"
expect 2 "'banana': no period" "$OKRALIGN" template --period banana -o "$TMP/x.xlsx"
expect 2 "period = banana: no period" "$OKRALIGN" report "$good" -o "$TMP/x.xlsx" -c "$TMP/banana.ini"
expect 2 "exclude each other" "$OKRALIGN" report "$good" -o "$TMP/x.xlsx" -q -v
expect 3 "no sheet is called 'Nope'" "$OKRALIGN" cells "$good" -q --sheet Nope
expect 2 "missing.ini" "$OKRALIGN" report "$good" -o "$TMP/x.xlsx" -c "$TMP/missing.ini"

"$OKRALIGN" report "$TMP/no-such-folder" -o "$TMP/x.xlsx" 2>"$TMP/err"
[ $? -eq 3 ] && grep -q "no-such-folder.*No such file" "$TMP/err" || { problems=$((problems + 1)); cat "$TMP/err"; }
expect 3 "among the input" "$OKRALIGN" report "$TMP/nothing" -o "$TMP/x.xlsx"
expect 4 "no-such-folder" "$OKRALIGN" report "$good" -o "$TMP/no-such-folder/x.xlsx"
expect 4 "folder.xlsx" "$OKRALIGN" report "$good" -o "$TMP/folder.xlsx"
expect 4 "no-such-folder" "$OKRALIGN" report "$good" -o "$TMP/x.xlsx" --json "$TMP/no-such-folder/x.json"
rm -f "$TMP/x.xlsx"

if [ -w /dev/full ]; then
	"$OKRALIGN" report "$good" --json - >/dev/full 2>"$TMP/err"
	[ $? -eq 4 ] || { problems=$((problems + 1)); echo "a full standard output goes unnoticed"; cat "$TMP/err"; }
fi

# quiet means quiet
"$OKRALIGN" report "$good" -q -o "$TMP/quiet.xlsx" >"$TMP/out" 2>&1 || problems=$((problems + 1))
[ -s "$TMP/out" ] && { problems=$((problems + 1)); echo "-q says:"; cat "$TMP/out"; }

# a broken file among good ones: written, listed, status 0; 1 with --fail-on
"$OKRALIGN" report "$ROOT/samples/broken" --as-of 2026-05-29 -o "$TMP/broken.xlsx" --json "$TMP/broken.json" \
	>"$TMP/out" 2>&1 || { problems=$((problems + 1)); cat "$TMP/out"; }
"$OKRALIGN" report "$ROOT/samples/broken" -q --fail-on error -o "$TMP/broken.xlsx" >/dev/null 2>&1
[ $? -eq 1 ] || { problems=$((problems + 1)); echo "--fail-on error: not exit 1"; }
python3 "$ROOT/tests/support/expect.py" "$ROOT/tests/expected/broken.txt" "$TMP/broken.json" ||
	problems=$((problems + 1))

# limits on all files together: which are read does not depend on how many threads read them
printf '[limits]\nall_cells = 200\n' >"$TMP/limits.ini"
for jobs in 1 8; do
	"$OKRALIGN" report "$ROOT/samples/tidewater" -c "$TMP/limits.ini" --jobs $jobs -o "$TMP/l.xlsx" >"$TMP/limits$jobs" 2>&1
done
n=$(grep -c "the files hold more together than the limit (all_cells, all_rows)" "$TMP/limits1")
[ "$n" -gt 10 ] && [ "$n" -lt 21 ] && cmp "$TMP/limits1" "$TMP/limits8" ||
	{ problems=$((problems + 1)); echo "all_cells: $n files were not read"; }
[ $problems -eq 0 ]
