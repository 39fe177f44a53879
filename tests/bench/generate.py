#!/usr/bin/env python3
"""Writes a company of many teams into a folder: the input of `make bench`.

    generate.py DIR [FILES [ROWS]]      500 files of 60 rows x 14 columns, the same bytes each time

The company's sheet, a sheet for each of 20 departments, the rest teams' sheets; four in five are
XLSX, one in five CSV. One row is the header, the others are key results, five to an objective;
three objectives in four say what they support, some of them wrongly.
"""
import csv
import pathlib
import random
import sys
import zipfile
from xml.sax.saxutils import escape

HEADER = ["ID", "Objective", "Key Result", "Owner", "Team", "Period", "Start", "Target", "Current",
          "Unit", "Progress", "Confidence", "Status", "Supports"]
UP, DOWN = "Raise Grow Lift Increase".split(), "Cut Reduce Lower Halve".split()
THINGS = """churn|trial sign-ups|net promoter score|time to first answer|defects found by customers
revenue from renewals|cost of a delivery|open positions filled|pages loaded within a second
returning visitors|invoices paid late|audit findings|outages a month|stock without movement
orders shipped the same day|hours lost to accidents|energy per unit made|partner deals
support tickets per customer|share of reused components|time from idea to release
forecast error|warranty claims|learning hours per employee|average order value|refund rate
market share|qualified leads|setup time of a machine|scrap rate|supplier lead time
customers on the newest version|calls answered at once|delivery on the promised day"""
PLACES = """the north|the south|small accounts|key accounts|the web shop|the app|plant one|plant two
new customers|the partner channel|public customers|the service desk|export markets|night shift
the starter plan|the enterprise plan|warehouse west|warehouse east|field service|the call centre"""
AIMS = """Win|Keep|Delight|Protect|Simplify|Speed up|Open|Rebuild|Strengthen|Rethink"""
UNITS = ["%", "days", "hours", "a month", "EUR", "points"]
NAMES = "Ada Ben Cleo Dan Eva Finn Gia Hugo Ines Jan Kim Leo Mia Noa Ole Pia".split()
PARTS = {
    "[Content_Types].xml":
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default '
        'Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'spreadsheetml.worksheet+xml"/><Override PartName="/xl/workbook.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override '
        'PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-'
        'officedocument.spreadsheetml.sharedStrings+xml"/></Types>',
    "_rels/.rels":
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml":
        '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r='
        '"http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet '
        'name="OKRs" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels":
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type='
        '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" '
        'Target="sharedStrings.xml"/></Relationships>',
}
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def words(block):
    return [w.strip() for line in block.splitlines() for w in line.split("|")]


class Company:
    def __init__(self, rows):
        self.random = random.Random(2026)
        self.rows = rows
        self.things, self.places, self.aims = words(THINGS), words(PLACES), words(AIMS)

    def key_result(self):
        start, target = self.random.randint(1, 400), self.random.randint(401, 900)
        verbs = UP
        if self.random.random() < 0.4:
            start, target, verbs = target, start, DOWN
        text = f"{self.random.choice(verbs)} {self.random.choice(self.things)} in " \
               f"{self.random.choice(self.places)} from {start} to {target}"
        return text, start, target

    def objective(self):
        return f"{self.random.choice(self.aims)} {self.random.choice(self.places)} with " \
               f"{self.random.choice(self.things)}"

    def sheet(self, prefix, team, above):
        """Rows of a sheet; `above`: prefix of the unit above, or None."""
        table = [HEADER]
        for i in range(self.rows - 1):
            objective, number = i // 5 + 1, i % 5 + 1
            text, start, target = self.key_result()
            share = round(self.random.random(), 2)
            supports = ""
            if above and number == 1 and self.random.random() < 0.75:
                supports = f"{above}-O{self.random.randint(1, 13)}-KR{self.random.randint(1, 5)}"
            table.append([
                f"{prefix}-O{objective}-KR{number}", self.objective() if number == 1 else "", text,
                self.random.choice(NAMES), team, "Q2 2026", start, target,
                round(start + (target - start) * share, 1), self.random.choice(UNITS), share,
                self.random.randint(1, 10), self.random.choice(["on track", "at risk", "off track"]),
                supports])
        return table


def write_csv(path, table):
    with open(path, "w", newline="", encoding="utf-8") as f:
        csv.writer(f).writerows(table)


def column(i):
    return chr(ord("A") + i)


def write_xlsx(path, table):
    strings, lines = {}, []
    for r, row in enumerate(table, 1):
        cells = []
        for c, value in enumerate(row):
            name = f"{column(c)}{r}"
            if isinstance(value, str) and value:
                number = strings.setdefault(value, len(strings))
                cells.append(f'<c r="{name}" t="s"><v>{number}</v></c>')
            elif value != "":
                cells.append(f'<c r="{name}"><v>{value}</v></c>')
        lines.append(f'<row r="{r}">{"".join(cells)}</row>')
    parts = dict(PARTS)
    parts["xl/worksheets/sheet1.xml"] = \
        f'<worksheet {MAIN}><sheetData>{"".join(lines)}</sheetData></worksheet>'
    parts["xl/sharedStrings.xml"] = f"<sst {MAIN}>" + \
        "".join(f"<si><t>{escape(s)}</t></si>" for s in strings) + "</sst>"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
        for name, data in parts.items():
            z.writestr(zipfile.ZipInfo(name, (2026, 4, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)


def main(folder, files=500, rows=60):
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    company = Company(int(rows))
    departments = 20
    for i in range(int(files)):
        if i == 0:
            name, prefix, above = "Company", "CO", None
        elif i <= departments:
            name, prefix, above = f"Department {i:02}", f"D{i:02}", "CO"
        else:
            name, prefix, above = f"Team {i:03}", f"T{i:03}", f"D{i % departments + 1:02}"
        table = company.sheet(prefix, name, above)
        if i % 5 == 4:
            write_csv(folder / f"{name} OKRs.csv", table)
        else:
            write_xlsx(folder / f"{name} OKRs.xlsx", table)


if __name__ == "__main__":
    main(*sys.argv[1:])
