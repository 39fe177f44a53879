#!/bin/sh
# What a team served last quarter is suggested again as the same key result, not as its objective or
# a sister that shares a word by chance.
set -e
in=$TMP/same-key-result
mkdir -p "$in/old" "$in/new"

sheets() { # FOLDER PERIOD OBJECTIVE SUPPORTS
	cat >"$in/$1/Company.csv" <<END
ID,Objective,Key Result,Period
O1,Be the bakery of the valley,,$2
KR1.1,,Sell 900 loaves to hotels,$2
KR1.2,,Raise the share of returning guests from 40 % to 55 %,$2
END
	cat >"$in/$1/Counter.csv" <<END
Objective,Key Result,Supports,Period
$3,,$4,$2
,Two tastings for hotels a week,,$2
END
}

sheets old 2026-Q1 "A smile for each regular" KR1.2
sheets new 2026-Q2 "A smile for everybody in the queue" ""
"$OKRALIGN" report "$in/old" -o "$in/old.xlsx" --as-of 2026-03-20 -q
"$OKRALIGN" explain COU-O1 --in "$in/new" --as-of 2026-04-20 --previous "$in/old.xlsx" |
	tee "$in/said"
grep -q '^suggested.*CO-O1-KR2 .*supported it in an earlier report' "$in/said"
