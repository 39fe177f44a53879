# With `language = de` the report and the feedback say everything in German; a month after an English
# report nothing is told as new that is only said in other words; a catalogue that could harm is refused.
/usr/bin/python3 -c 'import openpyxl' || { echo "openpyxl is not there"; exit 77; }
problems=0
fail() { problems=$((problems + 1)); echo "$1"; }
printf '[report]\nlanguage = de\n' >"$TMP/de.ini"
report() { # NAME FOLDER MORE...
	name=$1 folder=$2
	shift 2
	"$OKRALIGN" report "$folder" -o "$TMP/$name.xlsx" --json "$TMP/$name.json" --as-of 2026-05-29 -q "$@"
}

for sample in broken tidewater; do
	report $sample "$ROOT/samples/$sample" --config "$TMP/de.ini" --feedback "$TMP/$sample" 2>/dev/null ||
		fail "$sample: no report"
	/usr/bin/python3 -W ignore "$ROOT/tests/support/german.py" "$ROOT/templates/messages.de.txt" \
		"$TMP/$sample.xlsx" "$TMP/$sample"/*.xlsx || fail "$sample: not all is German"
done
grep -q 'Datei wurde nicht gelesen: sie ist leer' "$TMP/broken.json" || fail "what is wrong is not said"
grep -q '"unread-file"' "$TMP/broken.json" || fail "codes are not what they were"

report english "$ROOT/samples/broken" 2>/dev/null
! grep 'Datei\|Zeile\|Schlüssel' "$TMP/english.json" || fail "German unasked"
report after "$ROOT/samples/broken" --config "$TMP/de.ini" --previous "$TMP/english.xlsx" 2>/dev/null
report again "$ROOT/samples/broken" --config "$TMP/de.ini" --previous "$TMP/after.xlsx" 2>/dev/null
for name in after again; do
	grep -q '"trend"' "$TMP/$name.json" || fail "$name: no trend"
	! grep '"change":' "$TMP/$name.json" || fail "$name: nothing changed"
done

mkdir "$TMP/data"
printf 'en: file was not read: %%.*s\nde: %%s%%s%%n\n' >"$TMP/data/messages.de.txt"
report bad "$ROOT/samples/broken" --config "$TMP/de.ini" --data "$TMP/data" 2>"$TMP/said"
[ $? = 2 ] || fail "a harmful catalogue is not refused"
grep -q 'messages.de.txt:2: other conversions' "$TMP/said" || fail "it is not said why: $(cat "$TMP/said")"
[ $problems = 0 ]
