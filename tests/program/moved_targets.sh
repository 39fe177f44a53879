#!/bin/sh
# A target that was lowered since the last report is told on the first sheet and at its cell, and so
# is what a unit worked for that is there no more; and who named its OKRs.
set -e
in=$TMP/moved
mkdir -p "$in/okrs"
sheets() { # TARGET-OF-KR-1 TARGET-OF-KR-2
	cat >"$in/okrs/Company.csv" <<END
ID,Objective,Key result,Start,Target,Current
O1,Be the optician that people recommend,,,,
KR 1.1,,Raise the net promoter score in our stores,41,$1,47
KR 1.2,,Remakes of glasses in per cent of all,6.2,$2,5.6
END
}
team() { # NAME OBJECTIVE
	printf 'ID,Objective,Key result,Start,Target,Current,Supports\n' >"$in/okrs/$1.csv"
	printf ',%s,,,,,KR 1.1\n,,Visits of shops,0,20,10,\n' "$2" >>"$in/okrs/$1.csv"
}
report() { # NAME DATE MORE...
	name=$1 date=$2
	shift 2
	"$OKRALIGN" report "$in/okrs" -q -o "$in/$name.xlsx" --json "$in/$name.json" --as-of "$date" "$@"
}

sheets 55 3.0
team Stores "Be nice"
team Clinic "Measure every eye"
printf 'Objective,Key result,Supports\nShops that help,,CLI-O1\n,Hands lent,\nOne look,,Clinic O1\n,Looks,\n' \
	>"$in/okrs/Help.csv"
report july 2026-07-31
sheets 48 2.8
rm "$in/okrs/Clinic.csv"
report august 2026-08-31 --previous "$in/july.xlsx"
report again 2026-09-10 --previous "$in/august.xlsx"

python3 - "$in" <<'END_OF_COMPARISON'
import json, sys, zipfile
august, again = (json.load(open(f"{sys.argv[1]}/{m}.json")) for m in ("august", "again"))
moved = [(c["id"], c["before"], c["after"]) for c in august["trend"]["changes"]
         if c["change"] == "target changed"]
assert moved == [("CO-O1-KR1", "55", "48"), ("CO-O1-KR2", "3", "2.8")], moved
found = [f for f in august["findings"] if f["code"] == "target-changed"]
assert [f["severity"] for f in found] == ["warning", "advice"], found
assert [f["place"]["cell"] for f in found] == ["E3", "E4"], found
assert "from 55 to 48 since 2026-07-31: progress is 86 %" in found[0]["message"], found
assert not [f for f in again["findings"] if f["code"] == "target-changed"]
assert not again["trend"]["changes"], again["trend"]
broken = [f["message"] for f in august["findings"] if f["code"] == "broken-reference"]
assert len(broken) == 2, broken
for message in broken:
    assert "it was 'Measure every eye' of Clinic in the report of 2026-07-31" in message, message
words = zipfile.ZipFile(f"{sys.argv[1]}/august.xlsx").read("xl/sharedStrings.xml").decode()
for said in ("KR 1.1 Raise the net promoter score in our stores: 55 → 48",
             "Clinic (Clinic.csv); worked for KR 1.1"):
    assert said in words, said
END_OF_COMPARISON
