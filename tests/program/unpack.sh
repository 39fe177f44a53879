# Parts packed in every way, and damaged in many: read as zlib reads them.
command -v python3 >/dev/null || { echo "python3 is not installed"; exit 77; }
python3 "$ROOT/tests/support/unpack.py" "$OKRALIGN" "$TMP"
