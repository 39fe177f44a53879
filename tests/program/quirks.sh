# Workbooks as programs really write them, made from raw XML: each quirk is read as it should.
command -v python3 >/dev/null || { echo "python3 is not installed"; exit 77; }
python3 "$ROOT/tests/support/quirks.py" "$OKRALIGN" "$TMP"
