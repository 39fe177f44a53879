#!/usr/bin/env python3
"""Writes seeds for the reader's fuzz targets, taken from the tests' own quirks: seeds.py FOLDER"""
import glob
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "support"))
import quirks  # noqa: E402

# the order of the parts in fuzz_xlsx.c
PARTS = ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml",
         "xl/_rels/workbook.xml.rels", "xl/worksheets/_rels/sheet1.xml.rels", "xl/comments1.xml",
         "xl/threadedComments/t1.xml", "xl/tables/table1.xml",
         "xl/externalLinks/_rels/externalLink1.xml.rels", "docProps/custom.xml", "_rels/.rels"]


def put(folder, target, name, data):
    os.makedirs(os.path.join(folder, target), exist_ok=True)
    with open(os.path.join(folder, target, name.replace(" ", "-").replace("/", "-")), "wb") as file:
        file.write(data if isinstance(data, bytes) else data.encode())


def main():
    folder = sys.argv[1]
    for name, (parts, _, _, _, ending, options) in quirks.CASES.items():
        for part, content in parts.items():
            content = content if isinstance(content, bytes) else content.encode()
            if part in PARTS and len(content) < 20000:
                put(folder, "xlsx", name + "-" + part, bytes([ord("a") + PARTS.index(part)]) + content)
            if part.endswith((".xml", ".rels")) and len(content) < 20000:
                put(folder, "xml", name + "-" + part, b"\0" + content)
            if part == "content.xml":
                put(folder, "ods", name, content)
        os.makedirs(os.path.join(folder, "archive"), exist_ok=True)
        if name != "long text":
            quirks.write(os.path.join(folder, "archive", name.replace(" ", "-")), parts, **options)
    for path in glob.glob(os.path.join(HERE, "..", "cases", "csv", "*", "in.csv")):
        with open(path, "rb") as file:
            put(folder, "csv", os.path.basename(os.path.dirname(path)), file.read())
    formulas = ["A1+$B$2", "'Company OKRs'!B5", "[1]OKRs!B5", "'[1]Key Results'!$C$2+Table1[1]",
                "of:=['file:///okrs/Company.ods'#$OKRs.B5]+SUM([.A1:.B2])", "#Company OKRs.B5",
                'HYPERLINK("#A1","x")', "[$-409]d-mmm-yy h:mm", "[h]:mm;@", "2026-06-30T14:30:00Z",
                "1.5E-10", "A:A+1:1+LOG10(A1)+\"A1\""]
    for i, formula in enumerate(formulas):
        put(folder, "formula", str(i), b"\x01\x02" + formula.encode())


if __name__ == "__main__":
    main()
