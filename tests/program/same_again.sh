#!/bin/sh
# The same sheets, run again a month later: the first report is no evidence, so that nothing changes
# but what grew stale.
set -e
month() { # NAME DATE MORE...
	name=$1 date=$2
	shift 2
	# one file of the sample is damaged, which is told each time
	"$OKRALIGN" report "$ROOT/samples/tidewater" -q -o "$TMP/$name.xlsx" --json "$TMP/$name.json" \
		--as-of "$date" "$@" 2>"$TMP/$name.log" || { cat "$TMP/$name.log"; exit 1; }
}

month may 2026-05-31
month june 2026-06-30 --previous "$TMP/may.xlsx"
month july 2026-07-31 --previous "$TMP/june.xlsx"
python3 - "$TMP" <<'END_OF_COMPARISON'
import json, sys
may, june, july = (json.load(open(f"{sys.argv[1]}/{m}.json")) for m in ("may", "june", "july"))
suggested = [l for l in may["links"] if l["status"] == "suggested"]
assert suggested, "nothing suggested: this compares nothing"
for month in june, july:
    for part in "items", "references", "links", "coverage":
        assert month[part] == may[part], part
    assert not [c for c in month["trend"]["changes"] if c["change"] not in ("new finding", "mended")], month["trend"]
print(len(may["links"]), "links,", len(suggested), "of them suggested, three times the same")
END_OF_COMPARISON
