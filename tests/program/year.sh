#!/bin/sh
# Twelve months of an invented company; see tests/support/year.py.
python=/usr/bin/python3
$python -c 'import openpyxl' 2>/dev/null || { echo "python3 with openpyxl is not installed"; exit 77; }
$python -W ignore "$ROOT/tests/support/year.py" "$OKRALIGN" "$TMP/year"
