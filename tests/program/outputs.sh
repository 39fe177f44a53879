#!/bin/sh
# Where reports go: dated and stable names, a target that is open, locked, or cannot be written.
cd "$TMP" || exit 2
fail() { echo "FAILED: $1"; exit 1; }
okrs=$ROOT/samples/tidewater
report() { "$OKRALIGN" report "$okrs" -q --as-of 2026-05-31 "$@" 2>err; }
only() { [ "$(ls -A "$1")" = "$2" ] || { ls -A "$1"; fail "$1 holds something else than '$2'"; }; }

mkdir dated
report -o 'dated/okr-%Y-%m-Q%q.xlsx' --latest dated/latest.xlsx || fail "dated"
only dated 'latest.xlsx
okr-2026-05-Q2.xlsx'
cmp dated/latest.xlsx dated/okr-2026-05-Q2.xlsx || fail "latest is another one"
[ ! -s err ] || { cat err; fail "not quiet when all is well"; }
report -o 'dated/%x.xlsx'
[ $? -eq 2 ] || fail "%x is no part of a date"
echo "ok: dated"

mkdir open
printf '\nMaria Diaz       ' >'open/~$report.xlsx'
echo old >open/report.xlsx
report -o open/report.xlsx || fail "open"
grep -q "open by Maria Diaz; writing 'open/report (2).xlsx'" err || { cat err; fail "no word of it"; }
[ "$(cat open/report.xlsx)" = old ] || fail "what is open was overwritten"
[ -s 'open/report (2).xlsx' ] || fail "nothing beside it"
report -o open/other.xlsx --latest open/report.xlsx || fail "latest is open"
[ "$(cat open/report.xlsx)" = old ] || fail "what is open was overwritten by --latest"
echo "ok: open"

mkdir locked && mkfifo hold
if command -v flock >/dev/null 2>&1; then
	flock locked/.report.xlsx.lock sh -c 'echo held; read line <hold' >held &
	while [ ! -s held ]; do sleep 0.1; done
	report -o locked/report.xlsx
	[ $? -eq 5 ] || { echo >hold; cat err; fail "no word of the lock"; }
	grep -q 'being written by another run' err || fail "no word of the lock"
	echo >hold
	wait
	report -o locked/report.xlsx || fail "after the lock"
	only locked report.xlsx
	echo "ok: locked"
fi

report -o no/such/folder/report.xlsx
[ $? -eq 4 ] || fail "no folder"
report -o .
[ $? -eq 4 ] || fail "a folder as target"
report -o /dev/full
[ $? -eq 4 ] || fail "a full disk"
report --json - -o r.xlsx >json || fail "JSON to standard output"
head -c 1 json | grep -q '{' || fail "no JSON"
echo "ok: unwritable"

mkdir feedback teams
report -o r.xlsx --feedback feedback || fail "feedback"
[ "$(ls feedback | wc -l)" -ge 15 ] || fail "too little feedback"
cp -r "$okrs" copy
"$OKRALIGN" report copy -q -o other.xlsx --feedback copy/Central 2>err
[ $? -eq 4 ] || fail "feedback in a team's folder"
grep -q 'a folder of its own' err || fail "no word why"
cp feedback/*.xlsx copy/ && cp r.xlsx copy/
"$OKRALIGN" report copy -q -o again.xlsx --json again.json --as-of 2026-06-30 2>err || fail "own files among the input"
grep -q '"previous": "2026-05-31"' again.json || fail "the newest report of the folder is the previous one"
grep -q -- '-feedback.xlsx' again.json && grep -q '"place".*feedback' again.json && fail "feedback was read as a sheet"
# a folder of its own among the sheets: known as ours next time; a unit that is there no more loses its file
"$OKRALIGN" report "$okrs" -q -o other.xlsx --feedback copy/sent || fail "feedback beneath the sheets"
left=$(ls copy/sent/*-feedback.xlsx | head -1)
cp "$left" copy/sent/gone-feedback.xlsx
cp "$left" copy/sent/keep.xlsx
"$OKRALIGN" report copy -o other.xlsx --feedback copy/sent --json other.json >out 2>err || fail "the same again"
grep -q 'removed: .*gone-feedback.xlsx' err || fail "no word of what was removed"
[ ! -e copy/sent/gone-feedback.xlsx ] && [ -e copy/sent/keep.xlsx ] || fail "left-over feedback"
grep -q '"message".*feedback made by' other.json && fail "a finding for each of our own"
echo "ok: feedback"
