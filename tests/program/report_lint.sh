#!/bin/sh
# Reports of every case hold nothing that would make a spreadsheet program offer to repair them;
# the same bytes come out whatever the locale; and the lint itself notices what is broken.
command -v python3 >/dev/null || { echo "no python3"; exit 77; }
draw="$BUILD_DIR/tests/test_report draw"
lint="$ROOT/tests/support/lint_xlsx.py"
files=
for case in small tiny empty alone no-company nothing-covered all-covered german many departments \
	hostile trend; do
	$draw $case "$TMP/$case.xlsx" || exit 1
	files="$files $TMP/$case.xlsx"
done
python3 "$lint" $files || exit 1
python3 "$ROOT/tests/support/lint_check.py" "$TMP/small.xlsx" "$TMP" || exit 1
for locale in de_DE.UTF-8 tr_TR.UTF-8 C; do
	LC_ALL=$locale TZ=Asia/Tokyo $draw small "$TMP/again.xlsx" || exit 1
	cmp "$TMP/small.xlsx" "$TMP/again.xlsx" || exit 1
done
"$OKRALIGN" report "$ROOT/samples/tidewater" -o "$TMP/one.xlsx" --jobs 1 -q || exit 1
mv "$TMP/one.xlsx" "$TMP/first.xlsx"
"$OKRALIGN" report "$ROOT/samples/tidewater" -o "$TMP/one.xlsx" --jobs 1 -q || exit 1
cmp "$TMP/first.xlsx" "$TMP/one.xlsx" || exit 1
python3 "$lint" "$TMP/one.xlsx"
