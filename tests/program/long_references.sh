#!/bin/sh
# A cell in a parent column that is as long as a cell may be, made of hyphens, IDs and blanks that
# could all be something: no form of reference takes more than a moment for it.
command -v python3 >/dev/null || { echo "python3 is not installed"; exit 77; }
seconds=30
case $BUILD_DIR in *sanitize*) seconds=300 ;; esac
mkdir "$TMP/long" || exit 1
printf 'Objective,Key result\nWalkers come back,Hut nights from 900 to 1400\n' >"$TMP/long/Company OKRs.csv"
python3 - "$TMP/long/Huts.csv" <<'PY' || exit 1
import csv, sys
N = 32000
cells = ["KR1-" * (N // 4), "O1-" * (N // 3) + "KR1", "KR " + " " * N + "1", "KR1, " * (N // 5),
         "supports company KR " + "1 and " * (N // 6), "O1.KR1/" * (N // 7), "A.1" * (N // 3),
         "the second " * (N // 11) + "KR of O2", "(" * N + "KR1", '"' * N, "'" + "a " * (N // 2) + "'"]
with open(sys.argv[1], "w", newline="") as file:
    sheet = csv.writer(file)
    sheet.writerow(["Objective", "Key result", "Supports"])
    for n, cell in enumerate(cells):
        sheet.writerow(["Hut number %d is warm" % n, "Beds from 10 to 20", cell])
PY
(ulimit -t $seconds && "$OKRALIGN" report "$TMP/long" -q -o "$TMP/long.xlsx") || { echo "took more than $seconds s"; exit 1; }
