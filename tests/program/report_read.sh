#!/bin/sh
# openpyxl and LibreOffice read every sheet of the demo report back with the values that the run
# found.
python=/usr/bin/python3
$python -c 'import openpyxl' 2>/dev/null || { echo "no openpyxl"; exit 77; }
command -v soffice >/dev/null || { echo "no LibreOffice"; exit 77; }
"$OKRALIGN" report "$ROOT/samples/tidewater" -o "$TMP/report.xlsx" --json "$TMP/report.json" -q ||
	exit 1
mkdir "$TMP/saved"
soffice "-env:UserInstallation=file://$TMP/profile" --headless --convert-to xlsx \
	--outdir "$TMP/saved" "$TMP/report.xlsx" >/dev/null 2>&1 || { echo "soffice failed"; exit 1; }
$python "$ROOT/tests/support/read_back.py" "$TMP/report.xlsx" "$TMP/saved/report.xlsx" \
	"$TMP/report.json"
