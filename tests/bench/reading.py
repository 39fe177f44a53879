#!/usr/bin/env python3
"""Measures reading: processor time (best of several) and peak memory of okralign, of the physical
limit of the same run (the same parts inflated and tokenised, limit.c) and of other readers where
they are installed. Ratios are to the limit.

    reading.py OKRALIGN LIMIT FOLDER
"""
import glob
import os
import shutil
import subprocess
import sys

OPENPYXL = """
import sys, openpyxl
for path in sys.argv[1:]:
    for sheet in openpyxl.load_workbook(path, read_only=True, data_only=True):
        for row in sheet.iter_rows(values_only=True):
            pass
"""
PANDAS = "import sys, pandas\nfor path in sys.argv[1:]:\n    pandas.read_excel(path)\n"
PYTHON_CSV = "import sys, csv\nfor path in sys.argv[1:]:\n    sum(len(row) for row in csv.reader(open(path)))\n"
PYTHON = "/usr/bin/python3" if os.path.exists("/usr/bin/python3") else "python3"


def measure(command, runs):
    best = None
    for _ in range(runs):
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, used = os.wait4(child.pid, 0)
        if status:
            return None
        cpu = used.ru_utime + used.ru_stime
        if best is None or cpu < best[0]:
            best = cpu, used.ru_maxrss / 1024
    return best


def has_module(name):
    return subprocess.run([PYTHON, "-c", "import " + name], capture_output=True).returncode == 0


def peers(files):
    yield "openpyxl, read only", [PYTHON, "-c", OPENPYXL, *files] if has_module("openpyxl") else None
    yield "pandas.read_excel", [PYTHON, "-c", PANDAS, *files] if has_module("pandas") else None
    xlsx2csv = shutil.which("xlsx2csv")
    yield "xlsx2csv", ["sh", "-c", 'for f; do xlsx2csv "$f"; done', "sh", *files] if xlsx2csv else None
    soffice = shutil.which("soffice")
    yield "LibreOffice, to CSV", [
        "sh", "-c", 'd=$(mktemp -d); soffice -env:UserInstallation=file://$d/profile --headless '
        '--convert-to csv --outdir "$d/out" "$@" && rm -rf "$d"', "sh", *files] if soffice else None


def show(name, result, limit, why="not installed"):
    if result is None:
        print("  %-26s %s" % (name, why))
    else:
        ratio = "%6.2f x" % (result[0] / limit[0]) if limit else "        "
        print("  %-26s %7.2f s cpu %s %6.0f MiB peak" % (name, result[0], ratio, result[1]))


def table(title, okralign, limit, files, argument):
    print("%s: %.1f MB" % (title, sum(os.path.getsize(f) for f in files) / 1e6))
    floor = measure([limit, *files], 5)
    show("limit: inflate, tokenise", floor, floor)
    show("okralign cells --summary", measure([okralign, "cells", "--summary", "-q", "-j1", argument], 5), floor)
    for name, command in peers(files[:50] if len(files) > 50 else files):
        result = measure(command, 1) if command else None
        if result and len(files) > 50:
            result = result[0] * len(files) / 50, result[1]
            name += " *"
        show(name, result, floor, "failed" if command else "not installed")
    if len(files) > 50:
        print("  * measured on 50 of the files")


def main(okralign, limit, folder):
    big = os.path.join(folder, "big.xlsx")
    small = sorted(glob.glob(os.path.join(folder, "small", "*.xlsx")))
    table("reading one workbook of 200,000 x 14", okralign, limit, [big], big)
    table("reading 500 workbooks of 60 x 14", okralign, limit, small, os.path.join(folder, "small"))
    big = os.path.join(folder, "big.csv")
    print("reading one CSV of 300,000 x 14: %.1f MB" % (os.path.getsize(big) / 1e6))
    show("okralign cells --summary", measure([okralign, "cells", "--summary", "-q", "-j1", big], 5), None)
    show("python's csv", measure([PYTHON, "-c", PYTHON_CSV, big], 3), None)


if __name__ == "__main__":
    main(*sys.argv[1:])
