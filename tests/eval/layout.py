#!/usr/bin/env python3
"""How much of the sheets under ../shared/data was understood: files, sheets, rows by what became of
them. Every non-empty row has one fate; with --check that is all that is tested, on the folders given,
and the exit status is 1 where the counts do not add up."""
import argparse, collections, os, re, subprocess, sys


def run(program, *args):
    out = subprocess.run([program, *args], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    if out.returncode < 0:
        raise SystemExit("killed by signal %d: %s" % (-out.returncode, " ".join(args)))
    return out.stdout.decode("utf-8", "replace").split("\n")


def rows_there(program, folder):
    """Non-empty rows of each sheet, in order, as the reader counts them."""
    counts = []
    for line in run(program, "cells", "--summary", "-q", folder):
        seen = re.search(r": (?:visible|hidden|very hidden), (\d+) rows, \d+ cells", line)
        if seen:
            counts.append((line, int(seen.group(1))))
    return counts


def rows_said(program, folder):
    """(sheet, kind, {fate: rows}) in the same order."""
    sheets = []
    for line in run(program, "items", "--totals", "-q", folder):
        if line.startswith("# rows:"):
            for part in line[7:].split(","):
                number, fate = part.split(None, 1)
                sheets[-1][2][fate] = int(number)
        elif line.startswith("# unit: ") or line.startswith("# period: "):
            continue
        elif re.match(r"# .+: [A-Za-z]+$", line):
            sheet, kind = line[2:].rsplit(": ", 1)
            sheets.append((sheet, kind, {}))
    return sheets


def disagreements(program, folder):
    there, said = rows_there(program, folder), rows_said(program, folder)
    if len(there) != len(said):
        return ["%s: %d sheets there, %d told of" % (folder, len(there), len(said))]
    return ["%s: %d rows there, %d told of" % (sheet, n, sum(fates.values()))
            for (_, n), (sheet, _, fates) in zip(there, said) if n != sum(fates.values())]


def show(name, sheets):
    files = collections.defaultdict(list)
    fates, kinds = collections.Counter(), collections.Counter()
    for sheet, kind, counts in sheets:
        files[sheet.split(".")[0] + sheet].append(kind)
        kinds[kind] += 1
        if kind != "unknown":
            fates.update(counts)
    rows = sum(sum(counts.values()) for _, _, counts in sheets)
    unread = sum(counts.get("unread", 0) for _, _, counts in sheets)
    print("%s: %d sheets, %d non-empty rows" % (name, len(sheets), rows))
    print("  sheets: " + ", ".join("%d %s" % (n, kind) for kind, n in kinds.most_common()))
    print("  rows of recognised sheets: " + ", ".join("%d %s" % (n, f) for f, n in fates.most_common()))
    print("  rows understood: %.1f %%" % (100 * (1 - unread / rows) if rows else 0))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--okralign", required=True)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("folders", nargs="+")
    args = parser.parse_args()
    bad = []
    for folder in args.folders:
        if args.check:
            bad += disagreements(args.okralign, folder)
            continue
        if not os.path.isdir(folder):
            print("eval-import (layout): skipped: %s is not there" % folder)
            continue
        for part in ("sheets", "awkward"):
            path = os.path.join(folder, part)
            if os.path.isdir(path):
                show(part, rows_said(args.okralign, path))
                bad += disagreements(args.okralign, path)
    for line in bad[:20]:
        print(line)
    print("rows add up" if not bad else "%d sheets whose rows do not add up" % len(bad))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
