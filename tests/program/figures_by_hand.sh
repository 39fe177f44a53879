#!/bin/sh
# Small companies whose figures can be reckoned by hand, and what the report says of them.
python=/usr/bin/python3
$python -c 'import openpyxl' 2>/dev/null || { echo "python3 with openpyxl is not installed"; exit 77; }
set -e
in=$TMP/by-hand
sheet() { mkdir -p "$in/$1" && cat >"$in/$1/$2.csv"; }
report() { # NAME MORE...
	name=$1
	shift
	"$OKRALIGN" report "$in/$name" -o "$in/$name.xlsx" --json "$in/$name.json" --as-of 2026-10-31 "$@" \
		>"$in/$name.said"
	$python "$ROOT/tests/support/recompute.py" "$in/$name.json"
}

sheet weights Company <<END
Company goals 2026-Q4
ID,Objective / Key Result,Owner,Start,Target,Current,Weight
O1,Bread that people come back for,Ida,,,,
KR 1.1,Grow weekly customers,Ida,0,500,400,2
KR 1.2,Open shops,Ida,0,4,1,1
KR 1.3,Win cafés,Ida,0,5,2,1
O2,A bakery that pays,Ida,,,,
KR 2.1,Margin of the shops,Ida,44,48,45,1
END
sheet weights Shops <<END
Shops goals 2026-Q4
ID,Objective / Key Result,Owner,Supports,Start,Target,Current
S1,Waste less,Jo,KR 2.1,,,
S1.1,Loaves thrown away,Jo,,90,40,70
END
report weights

# an objective named, and none of its key results
cp -R "$in/weights" "$in/objective"
sheet objective Shops <<END
Shops goals 2026-Q4
ID,Objective / Key Result,Owner,Supports,Start,Target,Current
S1,Please who comes in,Jo,O1,,,
S1.1,Complaints a week,Jo,,9,4,7
END
report objective

# states without progress; done, but hardly begun; dropped
sheet states Company <<END
ID,Objective / Key Result,Owner,Start,Target,Current,Status
O1,Bread that people come back for,Ida,,,,
KR 1.1,Grow weekly customers,Ida,0,500,400,on track
KR 1.2,Open shops,Ida,,,,on track
KR 1.3,Win cafés,Ida,,,,at risk
KR 1.4,Bake at night,Ida,0,10,2,done
KR 1.5,Sell by post,Ida,0,5,1,cancelled
END
report states

# last quarter's sheet in a folder: its O1 is not this quarter's
cp -R "$in/weights" "$in/quarters"
sheet quarters/2026-Q3 Shops <<END
Shops goals 2026-Q3
ID,Objective / Key Result,Owner,Supports,Start,Target,Current
S1,Know who comes in,Jo,KR 1.1,,,
S1.1,Customers asked,Jo,O1,0,90,70
END
report quarters

$python - "$in" <<'END_OF_COMPARISON'
import json, sys
from openpyxl import load_workbook
folder = sys.argv[1]


def read(name):
    book = load_workbook(f"{folder}/{name}.xlsx")
    cells = [str(c.value) for row in book["Summary"] for c in row if c.value is not None]
    return json.load(open(f"{folder}/{name}.json")), book, " ".join(cells), open(f"{folder}/{name}.said").read()


data, book, summary, said = read("weights")
assert data["coverage"]["confirmed"] == 1 / 5 == data["coverage"]["expected"], data["coverage"]
assert "Coverage is 20%, all of it confirmed." in summary and "coverage 20 % confirmed" in said
assert "1 unit, 8 items" in said and "\n1 link, 0 more" in said and "0 errors, 0 warnings" in said

data, book, summary, said = read("objective")
assert "None of the 4 company key results is supported by anybody." in summary
assert "Every objective below reaches a company objective or key result." in summary
assert "1 objective below reaches a company objective, but none of its key results." in summary
unit = [u for u in data["coverage"]["units"] if u["id"] == "shops"][0]
assert unit["alignment"] == 1 and unit["objective_only"] == 1, unit
gaps = [r for r in book["Gaps"].iter_rows(values_only=True) if str(r[0]).startswith("○")]
assert [g[2] for g in gaps] == ["S1"], gaps

data, book, summary, said = read("states")
assert "50%" in summary and "of 4 with a status, all levels" in summary, summary
assert "Who works for the company's key results?" in summary and "Nothing:" not in summary
found = [f["place"]["cell"] for f in data["findings"] if f["code"] == "progress-disagrees"]
assert len(found) == 1 and found[0].endswith("6"), found
rows = list(book["All OKRs"].iter_rows(values_only=True))
head = next(r for r in rows if "ID" in r)
status = {r[head.index("ID")]: r[head.index("Status")] for r in rows}
assert status["KR 1.5"] == "○ Dropped", status

data, book, summary, said = read("quarters")
old = [r for r in data["references"] if r["place"]["file"].startswith("2026-Q3")]
assert len(old) == 2 and all(r["outcome"] == "broken" for r in old), old
assert len(data["links"]) == 1 and "\n1 link, 0 more" in said, said
codes = [f["code"] for f in data["findings"]]
assert "broken-reference" not in codes and "self-reference" not in codes, codes
assert any("items of 2026-Q3 are listed, but not counted" in f["message"] for f in data["findings"])
source = [r[-1] for r in book["Teams"].iter_rows(values_only=True) if r[0] == "Shops"]
assert source == ["Shops.csv"], source
END_OF_COMPARISON
