#!/usr/bin/env python3
"""Cells that point at a company's OKRs, in every way in which Excel, LibreOffice and Google Sheets
write that into XLSX: each must become a link, or be said. Prints each that does not do as expected.

    pointers.py OKRALIGN FOLDER-TO-WRITE-TO [-v]
"""
import pathlib
import re
import subprocess
import sys
import zipfile
from xml.sax.saxutils import escape, quoteattr

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

LEFT, RIGHT = "Berths free within two hours", "Wait at anchor from 31 to 18 hours"
COMPANY = [("Objective", "ID", "Key Result", "Owner"),
           ("Ships do not wait", "KR 1.1", LEFT, "Ada"),
           ("", "KR 1.2", RIGHT, "Ada"),
           ("A port that pays its way", "KR 2.1", "Revenue per berth from 4 to 5 million", "Bo")]

# What stands in the cell: formula and stored value, or words and a hyperlink (location, address);
# the key result that it must link to, or what must be said of it.
F, H = "formula", "hyperlink"
IN = "'Company OKRs'!"
CASES = [
    (F, IN + "C3", RIGHT, "KR 1.2"),
    (F, IN + "$C$3", RIGHT, "KR 1.2"),
    (F, "+" + IN + "C3", RIGHT, "KR 1.2"),
    (F, "'It''s ours'!C3", RIGHT, "KR 1.2"),
    (F, IN + "B3", "KR 1.2", "KR 1.2"),
    (F, '"Supports "&' + IN + "C3", "Supports " + RIGHT, "KR 1.2"),
    (F, IN + 'B3&" "&' + IN + "C3", "KR 1.2 " + RIGHT, "KR 1.2"),
    (F, "INDEX(" + IN + "$C$2:$C$4,MATCH(\"KR 1.2\"," + IN + "$B$2:$B$4,0))", RIGHT, "KR 1.2"),
    (F, "VLOOKUP(\"KR 1.2\"," + IN + "$B:$C,2,FALSE)", RIGHT, "KR 1.2"),
    (F, "IFERROR(VLOOKUP(\"KR 1.2\"," + IN + "$B$2:$C$4,2,0),\"\")", RIGHT, "KR 1.2"),
    (F, "_xlfn.XLOOKUP(\"KR 1.2\"," + IN + "B2:B4," + IN + "C2:C4)", RIGHT, "KR 1.2"),
    (F, "OFFSET(" + IN + "C2,1,0)", RIGHT, "KR 1.2"),
    (F, "INDEX(CompanyOKRs[Key Result],2)", RIGHT, "KR 1.2"),
    (F, "VLOOKUP(\"KR 1.2\",CompanyOKRs[[ID]:[Key Result]],2,0)", RIGHT, "KR 1.2"),
    (F, "CompanyOKRs[[#This Row],[Key Result]]", RIGHT, "KR 1.2"),
    (F, "INDIRECT(\"'Company OKRs'!C3\")", RIGHT, "KR 1.2"),
    (F, "INDIRECT(\"'Company OKRs'!C\"&3)", RIGHT, "KR 1.2"),
    (F, "_xlfn.SINGLE(" + IN + "C3)", RIGHT, "KR 1.2"),
    (F, "_xlfn.ANCHORARRAY(" + IN + "C3)", RIGHT, "KR 1.2"),
    (F, "T(" + IN + "C3)", RIGHT, "KR 1.2"),
    (F, "TRIM(" + IN + "C3)", RIGHT, "KR 1.2"),
    (F, "NorthStar", RIGHT, "KR 1.2"),
    (F, IN + "NorthStar", RIGHT, "KR 1.2"),
    (F, "TheList", RIGHT, "KR 1.2"),
    (F, "HYPERLINK(\"#'Company OKRs'!C3\",\"see\")", "see", "KR 1.2"),
    (F, "HYPERLINK(\"#'Company OKRs'!C3\")", "#'Company OKRs'!C3", "KR 1.2"),
    (F, "HYPERLINK(\"#NorthStar\",\"see\")", "see", "KR 1.2"),
    (F, "HYPERLINK(\"#\"&CELL(\"address\"," + IN + "C3),\"see\")", "see", "KR 1.2"),
    (F, "HYPERLINK(\"[company.xlsx]OKRs!C3\",\"see\")", "see", "KR 1.2"),
    (F, "HYPERLINK(\"[company.xlsx]'OKRs'!C3\",\"see\")", "see", "KR 1.2"),
    (F, "HYPERLINK(\"company.xlsx#OKRs!C3\",\"see\")", "see", "KR 1.2"),
    (F, "HYPERLINK(\"C:\\okrs\\[company.xlsx]OKRs!C3\",\"see\")", "see", "KR 1.2"),
    (F, "HYPERLINK(\"#gid=0&range=C3\",\"KR 1.2\")", "KR 1.2", "KR 1.2"),
    (F, "HYPERLINK(\"#gid=0&range=C3\",\"see\")", "see", "broken"),
    (F, "IFERROR(__xludf.DUMMYFUNCTION(\"IMPORTRANGE(\"\"https://docs.google.com/x\"\",\"\"OKRs!C3\"\")\"),\"%s\")" % RIGHT, RIGHT, "KR 1.2"),
    (F, "OFFSET(" + IN + "C2,1,0)", "see", "broken"),
    (F, "#REF!", "#REF!", "error"),
    (F, IN + "#REF!", "#REF!", "error"),
    (F, "[1]OKRs!C3", RIGHT, "KR 1.2"),
    (F, "[1]OKRs!$C$3", "0", "KR 1.2"),
    (F, "'[2]Our OKRs'!C3", RIGHT, "KR 1.2"),
    (F, "[3]OKRs!C3", RIGHT, "KR 1.2"),
    (F, "[4]OKRs!C3", RIGHT, "KR 1.2"),
    (F, "[5]OKRs!C3", RIGHT, "KR 1.2"),
    (F, "[6]OKRs!C3", RIGHT, "KR 1.2"),
    (F, "[6]OKRs!C3", "see", "broken"),
    (F, "[1]!NorthStar", RIGHT, "KR 1.2"),
    (F, "VLOOKUP(\"KR 1.2\",[1]OKRs!$B:$C,2,0)", RIGHT, "KR 1.2"),
    (F, "INDEX([6]OKRs!C2:C4,2)", RIGHT, "KR 1.2"),
    (H, (IN + "C3", None), "see", "KR 1.2"),
    (H, (IN + "C3:E3", None), "see", "KR 1.2"),
    (H, (IN + "3:3", None), "see", "broken"),
    (H, (IN + "C:C", None), "see", "broken"),
    (H, ("NorthStar", None), "see", "KR 1.2"),
    (H, ("'It''s ours'!C3", None), "see", "KR 1.2"),
    (H, ("Company OKRs!C3", None), "see", "KR 1.2"),
    (H, (None, "#'Company OKRs'!C3"), "see", "KR 1.2"),
    (H, (None, "#'Company%20OKRs'!C3"), "see", "KR 1.2"),
    (H, (None, "#Company%20OKRs.C3"), "see", "KR 1.2"),
    (H, (None, "#gid=0&range=C3"), "see", "broken"),
    (H, ("OKRs!C3", "company.xlsx"), "see", "KR 1.2"),
    (H, ("OKRs!C3", "./company.xlsx"), "see", "KR 1.2"),
    (H, (None, "company.xlsx#OKRs!C3"), "see", "KR 1.2"),
    (H, (None, "company.xlsx#'OKRs'!C3"), "see", "KR 1.2"),
    (H, ("OKRs!C3", "file:///C:\\Users\\ada\\okrs\\company.xlsx"), "see", "KR 1.2"),
    (H, ("OKRs!C3", "file:///\\\\server\\share\\okrs\\company.xlsx"), "see", "KR 1.2"),
    (H, ("OKRs!C3", "https://contoso.example/sites/okr/company.xlsx"), "see", "KR 1.2"),
    (H, (None, "https://contoso.example/sites/okr/company.xlsx?web=1#OKRs!C3"), "see", "KR 1.2"),
    (H, (IN + "C3", "old%20company.xlsx"), "see", "broken"),
    (H, (None, "company.xlsx"), "see", "broken"),
    (H, (None, "company.xlsx"), "KR 1.2", "KR 1.2"),
    (H, (None, "https://wiki.example/okrs"), "KR 1.2", "KR 1.2"),
    (H, (None, "https://wiki.example/okrs"), "see", "broken"),
]
BOOKS = ["company.xlsx", "sub%20folder/company%202.xlsx", "file:///C:\\Users\\ada\\okrs\\company.xlsx",
         "https://contoso.example/sites/okr/company.xlsx", "../elsewhere/Company.XLSX",
         "last%20year.xlsx"]


def rels(entries):
    items = "".join('<Relationship Id="%s" Type="%s/%s" Target=%s%s/>' % (
        i, REL, kind, quoteattr(target), ' TargetMode="External"' if outside else "")
        for i, kind, target, outside in entries)
    return XML + '<Relationships xmlns="%s">%s</Relationships>' % (PACKAGE, items)


def text_cell(ref, text):
    return '<c r="%s" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>' % (ref, escape(text)) if text else ""


def rows_of(table):
    return "".join('<row r="%d">%s</row>' % (r, "".join(
        text_cell("ABCDE"[c] + str(r), cell) for c, cell in enumerate(row)))
        for r, row in enumerate(table, 1))


def worksheet(rows, after=""):
    return XML + '<worksheet xmlns="%s" xmlns:r="%s"><sheetData>%s</sheetData>%s</worksheet>' % (
        MAIN, REL, rows, after)


def content_types(parts):
    kinds = {"xl/workbook.xml": "sheet.main", "xl/worksheets/": "worksheet", "xl/tables/": "table",
             "xl/externalLinks/": "externalLink"}
    types = "".join(
        '<Override PartName="/%s" ContentType="application/vnd.openxmlformats-officedocument.'
        'spreadsheetml.%s+xml"/>' % (name, kind)
        for name in parts for start, kind in kinds.items()
        if name.startswith(start) and not name.endswith(".rels"))
    return XML + ('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
                  '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
                  'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>%s'
                  '</Types>' % types)


def write(path, sheets, names="", books=(), more=None):
    """sheets: (name, sheet xml, its relationships)"""
    parts = {"[Content_Types].xml": "",
             "_rels/.rels": rels([("rId1", "officeDocument", "xl/workbook.xml", False)])}
    links, listed = [], ""
    for n, (name, xml, own) in enumerate(sheets, 1):
        parts["xl/worksheets/sheet%d.xml" % n] = xml
        if own:
            parts["xl/worksheets/_rels/sheet%d.xml.rels" % n] = rels(own)
        links.append(("rId%d" % n, "worksheet", "worksheets/sheet%d.xml" % n, False))
        listed += '<sheet name=%s sheetId="%d" r:id="rId%d"/>' % (quoteattr(name), n, n)
    outside = ""
    for n, target in enumerate(books, 1):
        links.append(("rIdX%d" % n, "externalLink", "externalLinks/externalLink%d.xml" % n, False))
        outside += '<externalReference r:id="rIdX%d"/>' % n
        parts["xl/externalLinks/externalLink%d.xml" % n] = XML + (
            '<externalLink xmlns="%s"><externalBook xmlns:r="%s" r:id="rId1"><sheetNames><sheetName val="OKRs"/>'
            '</sheetNames></externalBook></externalLink>' % (MAIN, REL))
        parts["xl/externalLinks/_rels/externalLink%d.xml.rels" % n] = rels(
            [("rId1", "externalLinkPath", target, True)])
    parts["xl/workbook.xml"] = XML + '<workbook xmlns="%s" xmlns:r="%s"><sheets>%s</sheets>%s%s</workbook>' % (
        MAIN, REL, listed, "<externalReferences>%s</externalReferences>" % outside if outside else "",
        "<definedNames>%s</definedNames>" % names if names else "")
    parts["xl/_rels/workbook.xml.rels"] = rels(links)
    parts.update(more or {})
    parts["[Content_Types].xml"] = content_types(parts)
    with zipfile.ZipFile(path, "w") as out:
        for name, content in parts.items():
            out.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content)


def company(path, sheet="OKRs"):
    write(path, [(sheet, worksheet(rows_of(COMPANY)), None)],
          names="<definedName name=\"NorthStar\">'%s'!$C$3</definedName>" % sheet)


def team(path, kind, what, words):
    """A workbook with the company's sheet, one with a quote in its name, and the team's own."""
    rows = rows_of([("Objective", "Key Result", "Owner", "Supports")])
    cell, after, own = "", "", []
    if kind == F:
        cell = '<c r="D2"%s><f>%s</f><v>%s</v></c>' % (
            ' t="e"' if words[0] == "#" and words[-1] == "!" else "" if words == "0" else ' t="str"',
            escape(what), escape(words))
    else:
        location, address = what
        cell = text_cell("D2", words)
        after = '<hyperlinks><hyperlink ref="D2"%s%s/></hyperlinks>' % (
            ' r:id="rId1"' if address else "", " location=%s" % quoteattr(location) if location else "")
        own = [("rId1", "hyperlink", address, True)] if address else []
    rows += '<row r="2">%s%s%s%s</row>' % (text_cell("A2", "Pilots on time"), text_cell(
        "B2", "Pilots board within ten minutes"), text_cell("C2", "Cy"), cell)
    table = (XML + '<table xmlns="%s" id="1" name="CompanyOKRs" displayName="CompanyOKRs" ref="A1:D4">'
             '<tableColumns count="4"/></table>' % MAIN)
    theirs = worksheet(rows_of(COMPANY), '<tableParts count="1"><tablePart r:id="rId1"/></tableParts>')
    write(path, [("Company OKRs", theirs, [("rId1", "table", "../tables/table1.xml", False)]),
                 ("Pilots", worksheet(rows, after), own)]
          + ([("It's ours", worksheet(rows_of(COMPANY)), None)] if "It''s" in str(what) else []),
          names="<definedName name=\"NorthStar\">'Company OKRs'!$C$3</definedName>"
                "<definedName name=\"TheList\">'Company OKRs'!$C$2:$C$4</definedName>",
          books=BOOKS, more={"xl/tables/table1.xml": table})


def outcome(okralign, folder):
    run = subprocess.run([okralign, "references", "--findings", str(folder)], text=True,
                         capture_output=True, check=False)
    said = set()
    lines = run.stdout.splitlines()
    for i, line in enumerate(lines):
        if ":Pilots!D2:" in line:
            said.add("error" if "#REF!" in line else "")
            for below in lines[i + 1:]:
                if not below.startswith("  "):
                    break
                found = re.match(r"    -> (\S+) '", below)
                if found:
                    said.add({"CO-O1-KR1": "KR 1.1", "CO-O1-KR2": "KR 1.2"}.get(found[1], found[1]))
                    said.add("KR 1.2" if RIGHT[:20] in below else "other")
                said.add("broken" if "broken" in below else "")
    return said, run.stdout


def main():
    okralign, top = sys.argv[1], pathlib.Path(sys.argv[2])
    wrong = 0
    for n, (kind, what, words, expected) in enumerate(CASES):
        folder = top / ("%02d" % n)
        (folder / "sub folder").mkdir(parents=True)
        in_book = kind == F and "[" not in what.replace("CompanyOKRs[", "") or kind == H and not (
            what[1] and "company" in what[1].lower() and "#'" not in what[1] and "20OKRs" not in what[1])
        team(folder / "okrs.xlsx", kind, what, words)
        if not in_book or "company.xlsx" in str(what):
            company(folder / "company.xlsx")
        if "[2]" in str(what):
            company(folder / "sub folder" / "company 2.xlsx", "Our OKRs")
        said, output = outcome(okralign, folder)
        good = expected in said and "other" not in said
        wrong += not good
        if not good or "-v" in sys.argv:
            print("%s %02d %s %s '%s': expected %s, got %s" % (
                "ok" if good else "WRONG", n, kind, what, words, expected, sorted(said - {""})))
        if not good and "-v" in sys.argv:
            print(output)
    print("%d ways to point, %d not as expected" % (len(CASES), wrong))
    sys.exit(wrong > 0)


main()
