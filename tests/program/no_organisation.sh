# Nothing says which sheet is the organisation's: the report says what to do, and doing it helps.
problems=0
fail() { problems=$((problems + 1)); echo "$1"; }
d=$TMP/okrs
mkdir -p "$d/Sales" "$d/Tech"
sheet() { printf 'Objective,Key result,Baseline,Target\n%s,%s\n' "$1" "$2" >"$d/$3"; }
sheet 'Grow with those who stay' 'Renewals in %,70,85' Acme.csv
sheet 'Win larger customers' 'Large contracts,5,20' Sales/North.csv
sheet 'Two new markets' 'Partners,0,10' Sales/South.csv
sheet 'A platform that never sleeps' 'Hours down a month,9,1' Tech/Platform.csv
report() { "$OKRALIGN" report "$d" -o "$TMP/r.xlsx" 2>&1; }
report | grep -qF "coverage unknown (if 'Acme', whose sheet stands above the folders, is the organisation, say so in okralign.ini: [unit Acme], level = 0)" ||
	fail 'the sheet above the folders is not named'
printf '[unit Acme]\nlevel = 0\n' >"$d/okralign.ini"
report | grep -q '^0 of 1 company key result covered' || fail 'the setting that is named changes nothing'
rm "$d/okralign.ini"
mv "$d/Sales/South.csv" "$d"
report | grep -qF "coverage unknown (name the organisation's sheet in okralign.ini: level = 0)" ||
	fail 'one of two sheets above the folders is named'
[ $problems -eq 0 ]
