#!/bin/sh
# A report of the next quarter: says so, and tells what goes on, not every item as new or removed.
set -e
in=$TMP/new-quarter
mkdir -p "$in/okrs"

sheets() { # PERIOD COMPANY-KR2 TEAM-OBJECTIVE
	cat >"$in/okrs/Company.csv" <<END
ID,Objective,Key result,Period,Start,Target,Current
O1,Be the ferry that people choose,,$1,,,
KR 1.1,,Raise passengers from 200000 to 260000 a month,$1,200000,260000,220000
KR 1.2,,$2,$1,,,
END
	cat >"$in/okrs/Harbour.csv" <<END
ID,Objective,Key result,Period,Start,Target,Current,Supports
H1,$3,,$1,,,,KR 1.1
H1.1,,Cut the time at the quay from 40 to 30 minutes,$1,40,30,36,
H1.2,,Answer 90 % of calls within a minute,$1,60,90,70,
END
}

report() { # NAME DATE MORE...
	name=$1 date=$2
	shift 2
	"$OKRALIGN" report "$in/okrs" -o "$in/$name.xlsx" --json "$in/$name.json" --as-of "$date" -q "$@"
}

sheets 2026-Q2 "Reduce cancelled crossings to 12 a month" "Turn ships around faster"
report june 2026-06-26
sheets 2026-Q3 "Open two crossings to the islands" "Make boarding a pleasure"
report july 2026-07-31 --previous "$in/june.xlsx"

told() { grep -o '"change": *"[^"]*"' "$in/july.json" | sort | uniq -c | tr -s ' '; }
told
grep -q '"previous_period": *"2026-Q2"' "$in/july.json"
[ "$(told | grep -c carried)" = 1 ]
! told | grep -q '"new"\|"removed"\|finding\|"mended"'
says() { # words of Summary
	python3 -c 'import sys, zipfile
print(zipfile.ZipFile(sys.argv[1]).read("xl/sharedStrings.xml").decode())' "$in/july.xlsx" |
		grep -q "$1"
}
says '2026-Q3 after 2026-Q2 (report of 2026-06-26)'
says 'New period; compared are'
says '4 of 6 objectives and key results of 2026-Q2'
report again 2026-08-28 --previous "$in/july.xlsx"
! grep -q '"previous_period"' "$in/again.json"
