#!/usr/bin/env python3
"""Measures reading: processor time (best of several) and peak memory of okralign, of the limit of the
same run (the same parts inflated and tokenised by zlib and libxml2, limit.c) and of other readers
where they are installed (`make bench-peers` installs those that it can into the build folder).
Ratios are to the limit, and in brackets to what okralign's own inflater and tokenizer take for these
parts: what is above 1 there is the cells. A reader that did not find every row has no figure.

    reading.py OKRALIGN LIMIT FOLDER [PEERS]
"""
import glob
import os
import shutil
import subprocess
import sys

# Each ends with the number of rows that it read.
OPENPYXL = """
import sys, openpyxl
print(sum(1 for path in sys.argv[1:] for sheet in openpyxl.load_workbook(path, read_only=True, data_only=True)
          for row in sheet.iter_rows(values_only=True)))
"""
PANDAS = "import sys, pandas\nprint(sum(len(pandas.read_excel(path)) + 1 for path in sys.argv[1:]))\n"
SHEETJS = """
const XLSX = require('xlsx');
let rows = 0;
for (const path of process.argv.slice(1)) {
  const book = XLSX.readFile(path, {dense: true});
  for (const name of book.SheetNames)
    rows += XLSX.utils.decode_range(book.Sheets[name]['!ref']).e.r + 1;
}
console.log(rows);
"""
XLSX2CSV = 'for f; do "$XLSX2CSV" "$f"; done | wc -l'
SOFFICE = ('d=$(mktemp -d) && soffice -env:UserInstallation=file://$d/profile --headless --convert-to csv '
           '--outdir "$d/out" "$@" >/dev/null && cat "$d"/out/*.csv | wc -l; rm -rf "$d"')
PYTHON_CSV = "import sys, csv\nfor path in sys.argv[1:]:\n    sum(len(row) for row in csv.reader(open(path)))\n"
PYTHON = "/usr/bin/python3" if os.path.exists("/usr/bin/python3") else "python3"


def measure(command, runs, rows=None, environment=None):
    """(seconds, MiB) of the best run, or why there is none."""
    best = None
    for _ in range(runs):
        child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                 env={**os.environ, **(environment or {})})
        said = child.stdout.read().split()
        _, status, used = os.wait4(child.pid, 0)
        if status:
            return "failed"
        if rows and (not said or int(said[-1]) != rows):
            return "failed: read %s of %d rows" % (said[-1].decode() if said else "none", rows)
        cpu = used.ru_utime + used.ru_stime
        if best is None or cpu < best[0]:
            best = cpu, used.ru_maxrss / 1024
    return best


def works(command, environment=None):
    try:
        return subprocess.run(command, capture_output=True,
                              env={**os.environ, **(environment or {})}).returncode == 0
    except OSError:
        return False


def peers(folder):
    """(name, command or None, environment) of each."""
    modules = {"NODE_PATH": os.path.join(folder, "node_modules")}
    here = os.path.join(folder, "usr/bin/xlsx2csv")
    xlsx2csv = here if os.path.exists(here) else shutil.which("xlsx2csv")
    python = {"PYTHONPATH": os.path.join(folder, "usr/lib/python3/dist-packages")}
    for name in ("openpyxl", "pandas"):
        code = OPENPYXL if name == "openpyxl" else PANDAS
        yield name, [PYTHON, "-c", code] if works([PYTHON, "-c", "import " + name]) else None, {}
    yield ("xlsx2csv", ["sh", "-c", XLSX2CSV, "sh"] if xlsx2csv else None,
           {"XLSX2CSV": xlsx2csv or "", **python})
    yield ("LibreOffice, to CSV", ["sh", "-c", SOFFICE, "sh"] if shutil.which("soffice") else None, {})
    yield ("SheetJS", ["node", "-e", SHEETJS, "--"] if works(["node", "-e", "require('xlsx')"], modules)
           else None, modules)


def show(name, result, *limits):
    if isinstance(result, str):
        print("  %-26s %s" % (name, result))
    else:
        forms = "%6.2f x", " (%.2f x)"
        ratio = "".join(form % (result[0] / limit[0]) for form, limit in zip(forms, limits))
        print("  %-26s %7.2f s cpu %6.0f MiB peak %s" % (name, result[0], result[1], ratio), flush=True)


def table(title, okralign, limit, files, rows, argument, folder):
    print("%s: %.1f MB" % (title, sum(os.path.getsize(f) for f in files) / 1e6))
    floor = measure([limit, *files], 5)
    own = measure([limit, "-o", *files], 5)
    show("limit: inflate, tokenise", floor, floor)
    show("the same by its own", own, floor, own)
    show("okralign cells --summary", measure([okralign, "cells", "--summary", "-q", "-j1", argument], 5), floor, own)
    some = files[:50]
    for name, command, environment in peers(folder):
        result = "not installed"
        if command:
            result = measure(command + some, 1, rows * len(some), environment)
        if not isinstance(result, str) and len(files) > len(some):
            result = result[0] * len(files) / len(some), result[1]
            name += " *"
        show(name, result, floor)
    if len(files) > len(some):
        print("  * measured on %d of the files" % len(some))


def main(okralign, limit, folder, peers_folder=""):
    big = os.path.join(folder, "big.xlsx")
    small = sorted(glob.glob(os.path.join(folder, "small", "*.xlsx")))
    table("reading one workbook of 200,000 x 14", okralign, limit, [big], 200000, big, peers_folder)
    table("reading 500 workbooks of 60 x 14", okralign, limit, small, 60, os.path.join(folder, "small"),
          peers_folder)
    big = os.path.join(folder, "big.csv")
    print("reading one CSV of 300,000 x 14: %.1f MB" % (os.path.getsize(big) / 1e6))
    peer = measure([PYTHON, "-c", PYTHON_CSV, big], 3)
    show("python's csv", peer, peer)
    show("okralign cells --summary", measure([okralign, "cells", "--summary", "-q", "-j1", big], 5), peer)


if __name__ == "__main__":
    main(*sys.argv[1:])
