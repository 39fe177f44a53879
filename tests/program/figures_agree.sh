#!/bin/sh
# What several sheets and the last lines of the run count is the same, also where a team has last
# quarter's rows, or two objectives with one text.
python=/usr/bin/python3
$python -c 'import openpyxl' 2>/dev/null || { echo "python3 with openpyxl is not installed"; exit 77; }
set -e
in=$TMP/agree
mkdir -p "$in/okrs"
cat >"$in/okrs/Company.csv" <<END
ID,Objective,Key result,Period,Start,Target,Current
O1,Be the optician that people recommend,,2026-Q3,,,
KR 1.1,,Raise the net promoter score in our stores,2026-Q3,41,55,47
KR 1.2,,Fewer remakes of glasses with wrong lenses,2026-Q3,6.2,3,5.6
END
cat >"$in/okrs/Stores.csv" <<END
ID,Objective,Key result,Period,Start,Target,Current,Supports
S1,A visit worth telling,,2026-Q3,,,,KR 1.1
S1.1,,Queues below three minutes,2026-Q3,9,3,7,
S2,Ready for the summer,,2026-Q2,,,,KR 1.1
S2.1,,Shop windows changed,2026-Q2,0,20,20,
END
cat >"$in/okrs/Lens Lab.csv" <<END
Objective,Key result,Period,Start,Target,Current
Glasses leave our lab with the right lenses,,2026-Q3,,,
,Remakes of glasses with wrong lenses in per cent,2026-Q3,6,3,5
Glasses leave our lab with the right lenses,,2026-Q3,,,
,Wrong lenses found before they leave,2026-Q3,10,90,40
END
"$OKRALIGN" report "$in/okrs" -o "$in/report.xlsx" --json "$in/report.json" --as-of 2026-08-31 >"$in/said"
cat "$in/said"
$python - "$in" <<'END_OF_COMPARISON'
import json, sys
from openpyxl import load_workbook
folder = sys.argv[1]
book = load_workbook(f"{folder}/report.xlsx")
said = open(f"{folder}/said").read()
items = {i["id"]: i for i in json.load(open(f"{folder}/report.json"))["items"]}
cells = [str(c.value) for row in book["Summary"] for c in row if c.value is not None]
asked = [r for r in book["To confirm"].iter_rows(values_only=True) if str(r[0]).startswith("S-")]
assert len(asked) == 1, asked
assert f"{len(asked)} more to confirm" in said, said
assert f"Accept or reject {len(asked)} suggested link" in " ".join(cells), cells
assert "2 units," in said and "2 company key results, 2 units with 3 objectives and 3 key results" in cells[1]
current = [i for i in items.values() if i["kind"] == "key_result" and i["period"] == "2026-Q3"]
assert f"of {len(current)} with a status, all levels" in cells, cells
tree = [r for r in book["Alignment"].iter_rows(values_only=True) if r[1] == "KR 1.1"]
assert tree[0][3] == "1 explicit", tree
glance = [r for r in book["Summary"].iter_rows(values_only=True) if r[0] == "KR 1.1"]
assert glance[0][7] == 1, glance
END_OF_COMPARISON
