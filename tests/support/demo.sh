#!/bin/sh
# demo.sh PROGRAM BUILD: the main job on the sample company, as of the day its sheets are from.
set -e
mkdir -p "$2/demo"
"$1" report samples/tidewater --as-of 2026-05-29 -o "$2/demo/report.xlsx" --json "$2/demo/report.json"
