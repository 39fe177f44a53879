# Cells that point at a company's OKRs, in all the ways of Excel, LibreOffice and Google Sheets.
command -v python3 >/dev/null || { echo "python3 is not installed"; exit 77; }
python3 "$ROOT/tests/support/pointers.py" "$OKRALIGN" "$TMP"
