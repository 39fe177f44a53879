#!/usr/bin/env python3
"""Proves that lint_xlsx.py can fail: breaks a good workbook in ways that it must notice.

    lint_check.py GOOD.xlsx FOLDER
"""
import os
import re
import subprocess
import sys
import zipfile

LINT = os.path.join(os.path.dirname(__file__), "lint_xlsx.py")

# what is broken, in which part, what is replaced by what, what the lint must say
FAULTS = [
    ("twin header", r"xl/tables/table1\.xml", r'(id="2" name=)"[^"]*"', r'\1"ID"', "not unique"),
    ("other header", r"xl/tables/table1\.xml", r'(id="2" name=)"[^"]*"', r'\1"Else"', "in its cell"),
    ("cell-like table", r"xl/tables/table1\.xml", r'displayName="\w+"', 'displayName="KR11"',
     "cannot be a name"),
    ("twin tables", r"xl/tables/table1\.xml", r'displayName="\w+"', 'displayName="COVERAGE"',
     "is used by"),
    ("no number", r"xl/worksheets/sheet1\.xml", r"<v>0\.\d+</v>", "<v>-NAN</v>", "is no number"),
    ("lost sheet", r"xl/workbook\.xml", r"'?Lists'?!", "Elsewhere!", "is not there"),
    ("long name", r"xl/workbook\.xml", r'sheet name="Coverage"',
     'sheet name="' + "x" * 32 + '"', "not a name for a sheet"),
    ("cut part", r"xl/styles\.xml", r"</styleSheet>$", "", "not well-formed"),
    ("formula", r"xl/worksheets/sheet1\.xml", r"<v>0\.\d+</v>", "<f>1+1</f><v>2</v>",
     "none of the report's"),
]


def broken_copy(good, path, part, old, new):
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            text = source.read(name)
            if re.fullmatch(part, name):
                changed = re.sub(old, new, text.decode(), count=1)
                if changed.encode() == text:
                    sys.exit(f"{name}: nothing matches {old}")
                text = changed.encode()
            target.writestr(name, text)


def main():
    good, folder = sys.argv[1:]
    missed = 0
    for what, part, old, new, said in FAULTS:
        path = os.path.join(folder, "broken.xlsx")
        broken_copy(good, path, part, old, new)
        result = subprocess.run([sys.executable, LINT, path], capture_output=True, text=True)
        if result.returncode != 1 or said not in result.stdout:
            print(f"{what}: not noticed: {result.stdout}{result.stderr}")
            missed += 1
    print(f"{len(FAULTS) - missed} of {len(FAULTS)} faults noticed")
    return missed > 0


if __name__ == "__main__":
    sys.exit(main())
