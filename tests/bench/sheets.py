#!/usr/bin/env python3
"""Writes what reading is measured on: FOLDER/big.xlsx (200,000 x 14), FOLDER/big.csv (300,000 x 14)
and FOLDER/small/*.xlsx (500 of 60 x 14). The same bytes every time."""
import os
import random
import sys
import zipfile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
WORDS = ("increase reduce launch improve revenue churn onboarding customers platform quality growth "
         "support pipeline adoption latency retention margin hiring partners feedback release").split()
HEAD = ["Objective", "ID", "Key result", "Owner", "Team", "Supports", "Start", "Target", "Current",
        "Progress", "Due", "Weight", "Status", "Note"]
SHEETML = "application/vnd.openxmlformats-officedocument.spreadsheetml.%s+xml"
CONTENT_TYPES = XML + (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>%s</Types>' % "".join(
        '<Override PartName="/xl/%s.xml" ContentType="%s"/>' % (name, SHEETML % kind) for name, kind in (
            ("workbook", "sheet.main"), ("worksheets/sheet1", "worksheet"), ("styles", "styles"),
            ("sharedStrings", "sharedStrings"))))
STYLES = XML + ('<styleSheet xmlns="%s"><fonts count="1"><font/></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills>'
                '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0"/></cellStyleXfs>'
                '<cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="9"/><xf numFmtId="14"/></cellXfs></styleSheet>' % MAIN)


def part_rels(*entries):
    return XML + '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>' % (
        "".join('<Relationship Id="rId%d" Type="%s/%s" Target="%s"/>' % (i + 1, REL, kind, target)
                for i, (kind, target) in enumerate(entries)))


def row_values(rng, number):
    words = " ".join(rng.choices(WORDS, k=9))
    start, target = rng.randrange(100), rng.randrange(100, 1000)
    return [words[:40], "O%d.KR%d" % (number // 3, number % 3), words, "Person %d" % rng.randrange(400),
            "Team %d" % rng.randrange(60), "KR %d.%d" % (rng.randrange(9), rng.randrange(5)), start, target,
            round(start + (target - start) * rng.random(), 2), round(rng.random(), 3),
            46000 + rng.randrange(360), 1, rng.choice(("on track", "at risk", "off track")),
            words[10:] if number % 5 == 0 else None]


def write_book(path, rows, seed):
    rng, strings, index = random.Random(seed), [], {}
    date = (2026, 1, 1, 0, 0, 0)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        def put(name, text):
            info = zipfile.ZipInfo(name, date)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, text)

        def cell(column, number, value):
            ref = "%s%d" % (chr(65 + column), number)
            if isinstance(value, str):
                if value not in index:
                    index[value] = len(strings)
                    strings.append(value)
                return '<c r="%s" t="s"><v>%d</v></c>' % (ref, index[value])
            style = ' s="1"' if column == 9 else ' s="2"' if column == 10 else ""
            return '<c r="%s"%s><v>%s</v></c>' % (ref, style, repr(value))

        put("[Content_Types].xml", CONTENT_TYPES)
        put("_rels/.rels", part_rels(("officeDocument", "xl/workbook.xml")))
        put("xl/workbook.xml", XML + '<workbook xmlns="%s" xmlns:r="%s"><sheets><sheet name="OKRs" sheetId="1" r:id="rId1"/></sheets></workbook>' % (MAIN, REL))
        put("xl/_rels/workbook.xml.rels", part_rels(("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")))
        put("xl/styles.xml", STYLES)
        info = zipfile.ZipInfo("xl/worksheets/sheet1.xml", date)
        info.compress_type = zipfile.ZIP_DEFLATED
        with archive.open(info, "w") as sheet:
            sheet.write((XML + '<worksheet xmlns="%s"><sheetData>' % MAIN).encode())
            for number in range(1, rows + 1):
                values = HEAD if number == 1 else row_values(rng, number)
                sheet.write(('<row r="%d">%s</row>' % (number, "".join(
                    cell(i, number, v) for i, v in enumerate(values) if v is not None))).encode())
            sheet.write(b"</sheetData></worksheet>")
        put("xl/sharedStrings.xml", XML + '<sst xmlns="%s">%s</sst>' % (MAIN, "".join("<si><t>%s</t></si>" % s for s in strings)))


def main(folder):
    os.makedirs(os.path.join(folder, "small"), exist_ok=True)
    write_book(os.path.join(folder, "big.xlsx"), 200000, 7)
    for i in range(500):
        write_book(os.path.join(folder, "small", "team-%03d.xlsx" % i), 60, i)
    rng = random.Random(7)
    with open(os.path.join(folder, "big.csv"), "w") as out:
        out.write(",".join(HEAD) + "\n")
        for number in range(2, 300001):
            out.write(",".join("" if v is None else str(v) for v in row_values(rng, number)) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
