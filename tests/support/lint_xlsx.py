#!/usr/bin/env python3
"""Says what would make Excel offer to repair a workbook, or what no program should find in one of
ours: faults that validators do not see. Standard library only.

    lint_xlsx.py FILE.xlsx...      one line a fault, exit 1 if there is any
"""
import math
import re
import sys
import zipfile
from xml.etree import ElementTree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"


def cell_position(name):
    letters, digits = re.fullmatch(r"\$?([A-Z]+)\$?(\d+)", name).groups()
    col = 0
    for letter in letters:
        col = col * 26 + ord(letter) - 64
    return int(digits), col


def box(ref):
    first, _, last = ref.partition(":")
    (row0, col0), (row1, col1) = cell_position(first), cell_position(last or first)
    return row0, col0, row1, col1


def overlap(a, b):
    return a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]


def looks_like_cell(name):
    return bool(re.fullmatch(r"[A-Za-z]{1,3}\d+|[Rr]\d*[Cc]\d*", name))


def part(book, name):
    return ElementTree.fromstring(book.read(name))


def relations(book, name):
    folder, _, base = name.rpartition("/")
    path = f"{folder}/_rels/{base}.rels"
    if path not in book.namelist():
        return {}
    found = {}
    for r in part(book, path):
        target = r.get("Target")
        if r.get("TargetMode") != "External":
            pieces = [] if target.startswith("/") else folder.split("/")
            for piece in target.lstrip("/").split("/"):
                pieces = pieces[:-1] if piece == ".." else pieces + [piece]
            target = "/".join(pieces)
        found[r.get("Id")] = (target, r.get("TargetMode"))
    return found


def shared_strings(book):
    if "xl/sharedStrings.xml" not in book.namelist():
        return []
    return ["".join(t.text or "" for t in si.iter(MAIN + "t"))
            for si in part(book, "xl/sharedStrings.xml")]


class Lint:
    def __init__(self, path):
        self.path, self.faults = path, []
        self.book = zipfile.ZipFile(path)
        self.names = {}  # tables' and defined names, folded

    def fault(self, where, what):
        self.faults.append(f"{self.path}: {where}: {what}")

    def run(self):
        for name in self.book.namelist():
            if name.endswith((".xml", ".rels", ".vml")):
                try:
                    part(self.book, name)
                except ElementTree.ParseError as error:
                    self.fault(name, f"not well-formed: {error}")
        if self.faults:
            return self.faults
        self.strings = shared_strings(self.book)
        for i, text in enumerate(self.strings):
            units = len(text.encode("utf-16-le")) // 2
            if units > 32767:
                self.fault("shared string", f"number {i} has {units} characters")
        self.check_properties()
        workbook = part(self.book, "xl/workbook.xml")
        targets = relations(self.book, "xl/workbook.xml")
        self.check_workbook(workbook)
        for sheet in workbook.iter(MAIN + "sheet"):
            self.check_sheet(sheet.get("name"), targets[sheet.get(REL + "id")][0])
        return self.faults

    def take_name(self, where, name):
        key = name.casefold()
        if key in self.names:
            self.fault(where, f"name '{name}' is used by {self.names[key]}, too")
        self.names[key] = where
        if looks_like_cell(name) or not re.fullmatch(r"[A-Za-z_][\w.]{0,254}", name):
            self.fault(where, f"'{name}' cannot be a name")

    def check_workbook(self, workbook):
        seen = set()
        self.sheets = [s.get("name") for s in workbook.iter(MAIN + "sheet")]
        for name in self.sheets:
            if len(name) > 31 or re.search(r"[][:*?/\\]", name) or name.strip("'") != name:
                self.fault(name, "not a name for a sheet")
            if name.casefold() in seen or name.casefold() == "history":
                self.fault(name, "name of a sheet is taken")
            seen.add(name.casefold())
        if all(s.get("state") == "hidden" for s in workbook.iter(MAIN + "sheet")):
            self.fault("workbook", "no sheet is visible")
        self.defined = {}
        for name in workbook.iter(MAIN + "definedName"):
            self.check_formula_sheets("defined name", name.text)
            if not name.get("name").startswith("_xlnm."):
                self.take_name("defined name", name.get("name"))
                self.defined[name.get("name")] = name.text

    def check_formula_sheets(self, where, formula):
        for quoted, plain in re.findall(r"(?:'((?:[^']|'')+)'|\b([A-Za-z_]\w*))!", formula or ""):
            sheet = quoted.replace("''", "'") or plain
            if sheet not in self.sheets:
                self.fault(where, f"'{formula}' names sheet '{sheet}', which is not there")

    def cell_text(self, cell):
        value = cell.find(MAIN + "v")
        if cell.get("t") == "s":
            return self.strings[int(value.text)]
        if cell.get("t") == "inlineStr":
            return "".join(t.text or "" for t in cell.iter(MAIN + "t"))
        return None if value is None else value.text

    def check_sheet(self, name, path):
        sheet = part(self.book, path)
        self.targets = relations(self.book, path)
        self.texts = {}
        self.check_cells(name, sheet)
        self.check_links(name, sheet)
        tables = self.check_tables(name, sheet)
        merges = [box(m.get("ref")) for m in sheet.iter(MAIN + "mergeCell")]
        boxes = tables + merges
        for i, a in enumerate(boxes):
            if any(overlap(a, b) for b in boxes[:i]):
                self.fault(name, "tables or merged cells overlap")
        if tables and sheet.find(MAIN + "autoFilter") is not None:
            self.fault(name, "filter of the sheet beside a table")
        self.check_rules(name, sheet)

    def check_cells(self, name, sheet):
        last_row = 0
        for row in sheet.iter(MAIN + "row"):
            number, last_col = int(row.get("r")), 0
            if number <= last_row or number > 1048576:
                self.fault(name, f"row {number} is out of order")
            last_row = number
            for cell in row.iter(MAIN + "c"):
                ref = cell.get("r")
                at, col = cell_position(ref)
                if at != number or col <= last_col or col > 16384:
                    self.fault(f"{name}!{ref}", "cell is out of order")
                last_col = col
                self.check_cell(f"{name}!{ref}", cell)
                self.texts[at, col] = self.cell_text(cell)

    def check_cell(self, where, cell):
        value, formula = cell.find(MAIN + "v"), cell.find(MAIN + "f")
        if cell.get("t") in (None, "n") and value is not None:
            try:
                if not math.isfinite(float(value.text)):
                    raise ValueError
            except (TypeError, ValueError):
                self.fault(where, f"'{value.text}' is no number")
        if formula is not None:
            if value is None:
                self.fault(where, "formula without a result")
            if self.is_report and not re.fullmatch(
                    r'"[^"]*"&COUNTA\([$A-Z0-9:]+\)&"[^"]*"', formula.text or ""):
                self.fault(where, f"a formula that is none of the report's: {formula.text}")
            self.check_formula_sheets(where, formula.text)

    def check_links(self, name, sheet):
        links = list(sheet.iter(MAIN + "hyperlink"))
        if len(links) > 65530:
            self.fault(name, f"{len(links)} links")
        for link in links:
            where = f"{name}!{link.get('ref')}"
            target, mode = self.targets.get(link.get(REL + "id"), ("", None))
            location = link.get("location") or ""
            if len(target) + len(location) > 2079:
                self.fault(where, "link is too long")
            if mode == "External" and re.search(r"[\s\"<>\\^`{|}]", target):
                self.fault(where, f"link is not escaped: {target}")
            if not target:
                self.check_formula_sheets(where, location)

    def check_tables(self, name, sheet):
        boxes = []
        for table_part in sheet.iter(MAIN + "tablePart"):
            table = part(self.book, self.targets[table_part.get(REL + "id")][0])
            ref = box(table.get("ref"))
            where = f"{name}, table {table.get('displayName')}"
            self.take_name(where, table.get("displayName"))
            boxes.append(ref)
            headers = [c.get("name") for c in table.iter(MAIN + "tableColumn")]
            folded = [h.casefold() for h in headers]
            if len(set(folded)) != len(folded) or not all(folded):
                self.fault(where, f"headers are not unique: {headers}")
            if len(headers) != ref[3] - ref[1] + 1 or ref[2] <= ref[0]:
                self.fault(where, "range and columns do not agree")
            for i, header in enumerate(headers):
                cell = self.texts.get((ref[0], ref[1] + i))
                if cell != header:
                    self.fault(where, f"header '{header}' is '{cell}' in its cell")
        return boxes

    def check_rules(self, name, sheet):
        for validation in sheet.iter(MAIN + "dataValidation"):
            formula = validation.findtext(MAIN + "formula1") or ""
            if validation.get("type") == "list" and formula.startswith('"') and len(formula) > 257:
                self.fault(name, "list in a validation is too long")
            if validation.get("type") == "list" and re.fullmatch(r"\w+", formula) \
                    and formula not in self.defined:
                self.fault(name, f"validation names the list '{formula}', which is not there")
        for rule in sheet.iter(MAIN + "cfRule"):
            if rule.get("type") not in ("dataBar", "expression"):
                self.fault(name, f"conditional format of type {rule.get('type')}")

    def check_properties(self):
        self.is_report = False
        if "docProps/custom.xml" in self.book.namelist():
            properties = list(part(self.book, "docProps/custom.xml"))
            names = [p.get("name").casefold() for p in properties]
            self.is_report = any(p.get("name") == "okralign" and p[0].text == "report"
                                 for p in properties)
            if len(set(names)) != len(names):
                self.fault("properties", "two custom properties bear one name")


def main():
    faults = [fault for path in sys.argv[1:] for fault in Lint(path).run()]
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
