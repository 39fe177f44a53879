#!/usr/bin/env python3
"""What okralign takes for a reference or an inherited text in real OKRs with known links.

    references.py --okralign build/okralign ../shared/data/alignment

Each organisation and period becomes a folder of CSV sheets, one for each team, without any column
that says what supports what: so every reference that is found must stand in the words of an item,
and each link is judged by the data's own answers, at the objective. Prints what was claimed, and
every claim that the data do not know.
"""
import argparse
import csv
import json
import pathlib
import re
import subprocess
import tempfile

SETS = ("company-a", "company-b", "company-c", "agency-d")


def groups(folder):
    found = {}
    for name in SETS:
        path = pathlib.Path(folder) / f"{name}.jsonl"
        for line in path.open(encoding="utf-8") if path.exists() else ():
            item = json.loads(line)
            found.setdefault((name, item["org"], item["period"]), []).append(item)
    return found


def write_sheets(items, folder):
    """One CSV a team; returns (file, line) -> item, and the file of the organisation level."""
    teams, lines = {}, {}
    for item in items:
        teams.setdefault(("company" if item["level"] == 0 else item["team"]), []).append(item)
    for number, (team, members) in enumerate(sorted(teams.items())):
        file = "company.csv" if team == "company" else f"team {number}.csv"
        with open(folder / file, "w", newline="", encoding="utf-8") as out:
            rows = csv.writer(out)
            rows.writerow(["Type", "Title", "Owner"])
            line = 1
            for item in members:
                line += 1
                rows.writerow([item["kind"].replace("_", " "), " ".join(item["text"].split()), "x"])
                lines[file, line] = item
    (folder / "okralign.ini").write_text("[unit Company]\nlevel = 0\nfiles = company.csv\n")
    return lines


def objective(item):
    return item["parent_id"] or item["id"]


def judge(items, lines, output):
    """(what kind, right or not, from, to) for each link that was claimed."""
    by_id = {item["id"]: item for item in items}
    source = None
    for line in output.splitlines():
        head = re.match(r"(.+\.csv):(\d+):\d+: \S+ (inherited)?", line)
        if head:
            source = lines.get((head[1], int(head[2])))
            kind = head[3] or "reference"
        target = re.match(r"    -> \S+ '(.*?)…?' of ", line)
        if not target or not source:
            continue
        own = by_id.get(objective(source), source)
        true = {objective(by_id[i]) for s in (source, own) for i in s["aligned_to"] if i in by_id}
        fits = [i for i in items if " ".join(i["text"].split()).startswith(target[1])]
        yield kind, any(objective(i) in true for i in fits), source["text"], target[1]


def main():
    args = argparse.ArgumentParser()
    args.add_argument("--okralign", required=True)
    args.add_argument("data")
    args = args.parse_args()
    okralign = str(pathlib.Path(args.okralign).resolve())
    counts, n_items = {}, 0
    for key, items in groups(args.data).items():
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            lines = write_sheets(items, folder)
            run = subprocess.run([okralign, "references", "."], cwd=folder, text=True,
                                 capture_output=True, check=False)
        n_items += len(items)
        for kind, right, words, to in judge(items, lines, run.stdout):
            count = counts.setdefault(kind, [0, 0])
            count[0] += 1
            count[1] += right
            if not right:
                print(f"{'/'.join(key)}: {kind}: '{words[:100]}' -> '{to[:100]}'")
    if not n_items:
        print(f"skipped: {args.data} is not there")
        return
    for kind, (claimed, right) in sorted(counts.items()):
        print(f"{kind}: {claimed} claimed, {right} known to the data")
    print(f"{n_items} items, none of which has a column that names a parent")


main()
