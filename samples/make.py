#!/usr/bin/python3
"""Makes the sample sheets from their readable definitions, the same bytes each time.

    /usr/bin/python3 samples/make.py            writes the sample companies anew
    /usr/bin/python3 samples/make.py --check    says which files differ from what it would write

In: samples/definitions/COMPANY/PATH.txt, one file for each workbook or CSV.
Out: samples/COMPANY/PATH.

A definition of a workbook is a series of sheets. Each starts with lines of directives, then the
cells, one line a row, '|' between cells; the first line after `! rows` is row 1:

    ! sheet OKRs                 the next sheet          ! state hidden
    ! widths 40 50 12            column widths           ! hide column F / ! hide row 9
    ! title 1                    bold, large             ! header 4     bold, filled
    ! bold 5                     ! merge A5:A7           ! indent B6:B8
    ! link B5 ../x.xlsx#OKRs!B5  hyperlink               ! comment C5 text
    ! list H5:H20 Red,Amber,Green  drop-down
    ! external OTHER.xlsx        [1] in formulas is this book
    ! rows

Cells: 42, 0.45, 45% and 2026-06-30 are numbers and dates; 'x is the text x; =F => v is the formula
F with the stored value v; \\n is a line break. Everything else is text. A definition of a CSV is
its text; `! encoding cp1252` in the first line, `! bom`, `! crlf` say how to write it.
"""
import datetime
import io
import pathlib
import re
import sys
import zipfile
from xml.sax.saxutils import escape

import openpyxl
from openpyxl.comments import Comment
from openpyxl.packaging.relationship import Relationship
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.workbook.external_link.external import ExternalBook, ExternalLink
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink

HERE = pathlib.Path(__file__).resolve().parent
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STAMP = "2026-05-22T08:00:00Z"
HEADER_FILL = PatternFill("solid", start_color="FFD9E2EC")


def cell_value(text):
    """The value and number format of a cell as the definition writes it."""
    text = text.strip()
    if text.startswith("'"):
        return text[1:], None
    if re.fullmatch(r"-?\d+(\.\d+)?", text):
        return (float(text) if "." in text else int(text)), None
    if re.fullmatch(r"-?\d+(\.\d+)?%", text):
        return round(float(text[:-1]) / 100, 6), "0%"
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return datetime.date.fromisoformat(text), "dd/mm/yyyy"
    return text.replace("\\n", "\n"), None


class Book:
    """One workbook under construction; `stored` holds the values of formulas, by sheet and cell."""

    def __init__(self):
        self.book = openpyxl.Workbook()
        self.book.remove(self.book.active)
        self.sheet = None
        self.stored = {}

    def directive(self, line):
        word, _, rest = line.partition(" ")
        getattr(self, "do_" + word)(rest.strip())

    def do_sheet(self, name):
        self.sheet = self.book.create_sheet(name)
        self.sheet.styled = {}

    def do_state(self, state):
        self.sheet.sheet_state = state

    def do_widths(self, rest):
        for i, width in enumerate(rest.split()):
            self.sheet.column_dimensions[openpyxl.utils.get_column_letter(i + 1)].width = float(width)

    def do_hide(self, rest):
        kind, which = rest.split()
        if kind == "column":
            self.sheet.column_dimensions[which].hidden = True
        else:
            self.sheet.row_dimensions[int(which)].hidden = True

    def do_title(self, rows):
        self.sheet.styled.update((int(r), "title") for r in rows.split())

    def do_header(self, rows):
        self.sheet.styled.update((int(r), "header") for r in rows.split())

    def do_bold(self, rows):
        self.sheet.styled.update((int(r), "bold") for r in rows.split())

    def do_merge(self, ranges):
        self.sheet.later = getattr(self.sheet, "later", [])
        self.sheet.later += [("merge", r) for r in ranges.split()]

    def do_indent(self, ranges):
        self.sheet.later = getattr(self.sheet, "later", [])
        self.sheet.later += [("indent", r) for r in ranges.split()]

    def do_link(self, rest):
        cell, _, target = rest.partition(" ")
        self.sheet.later = getattr(self.sheet, "later", [])
        self.sheet.later.append(("link", cell, target))

    def do_comment(self, rest):
        cell, _, text = rest.partition(" ")
        self.sheet[cell].comment = Comment(text, "Tidewater")

    def do_list(self, rest):
        where, _, words = rest.partition(" ")
        rule = DataValidation(type="list", formula1=f'"{words}"', allow_blank=True)
        rule.add(where)
        self.sheet.add_data_validation(rule)

    def do_external(self, target):
        relation = Relationship(type="externalLinkPath", Target=target, TargetMode="External")
        link = ExternalLink(externalBook=ExternalBook(id="rId1"))
        link.file_link = relation
        self.book._external_links.append(link)

    def row(self, number, line):
        style = self.sheet.styled.get(number)
        for i, text in enumerate(line.split("|")):
            text = text.strip()
            if not text:
                continue
            cell = self.sheet.cell(number, i + 1)
            formula, arrow, stored = text.partition(" => ")
            if text.startswith("=") and arrow:
                value, cell.number_format = cell_value(stored)[0], cell_value(stored)[1] or "General"
                self.stored[self.sheet.title, cell.coordinate] = value
                cell.value = formula
            else:
                cell.value, number_format = cell_value(text)
                if number_format:
                    cell.number_format = number_format
            if style:
                cell.font = Font(bold=True, size=14 if style == "title" else 11)
            if style == "header":
                cell.fill = HEADER_FILL
            if isinstance(cell.value, str) and style != "title":
                cell.alignment = Alignment(wrap_text=True, vertical="top")

    def finish(self):
        for sheet in self.book:
            for what, where, *more in getattr(sheet, "later", []):
                if what == "merge":
                    sheet.merge_cells(where)
                elif what == "indent":
                    for line in sheet[where]:
                        for cell in line:
                            cell.alignment = Alignment(indent=1, wrap_text=True)
                else:
                    book, _, place = more[0].partition("#")
                    sheet[where].hyperlink = Hyperlink(ref=where, target=book or None,
                                                       location=place or None)
                    sheet[where].font = Font(underline="single", color="FF0563C1")
        plain = io.BytesIO()
        self.book.properties.creator = "Tidewater Lines"
        self.book.save(plain)
        return self.settled(plain)

    def settled(self, plain):
        """Stored values put beside their formulas, texts shared as Excel does, times fixed."""
        with zipfile.ZipFile(plain) as source:
            parts = {name: source.read(name) for name in source.namelist()}
        strings = {}
        for i, sheet in enumerate(self.book):
            name = f"xl/worksheets/sheet{i + 1}.xml"
            xml = self.with_stored(parts[name].decode(), sheet.title)
            parts[name] = with_shared(xml, strings).encode()
        add_shared(parts, strings)
        parts["docProps/core.xml"] = re.sub(rb"\d{4}-\d\d-\d\dT[\d:]+Z", STAMP.encode(),
                                            parts["docProps/core.xml"])
        return zipped(parts)

    def with_stored(self, xml, title):
        def one(match):
            value = self.stored.get((title, match["cell"]))
            if value is None:
                return match[0]
            kind = ' t="str"' if isinstance(value, str) else ""
            if isinstance(value, str) and value.startswith("#"):
                kind = ' t="e"'
            head = re.sub(r' t="\w+"', "", match["head"])
            return f"<c{head}{kind}>{match['formula']}<v>{escape(str(value))}</v></c>"

        return re.sub(r'<c(?P<head> r="(?P<cell>[A-Z]+\d+)"[^>]*)>(?P<formula><f>.*?</f>)<v ?/?>'
                      r'(?:</v>)?</c>', one, xml)


def with_shared(xml, strings):
    """The sheet with its inline texts replaced by numbers into `strings`, which grows."""

    def one(match):
        number = strings.setdefault(match["text"], len(strings))
        return f"<c{match['head']} t=\"s\"><v>{number}</v></c>"

    return re.sub(r'<c(?P<head>[^>]*) t="inlineStr"><is>(?P<text><t.*?</t>)</is></c>', one, xml,
                  flags=re.S)


def add_shared(parts, strings):
    if not strings or "xl/sharedStrings.xml" in parts:
        return
    items = "".join(f"<si>{text}</si>" for text in strings)
    parts["xl/sharedStrings.xml"] = (
        f'<sst xmlns="{MAIN}" uniqueCount="{len(strings)}">{items}</sst>').encode()
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        b"</Types>", b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/'
        b'vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>')
    parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>", b'<Relationship Type="http://schemas.openxmlformats.org/'
        b'officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml" '
        b'Id="rIdStrings"/></Relationships>')


def zipped(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, (2026, 5, 22, 8, 0, 0))
            entry.external_attr = 0o600 << 16
            target.writestr(entry, data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def make_book(definition):
    book, number = Book(), None
    for line in definition.splitlines():
        if line.startswith("! rows"):
            number = 1
        elif line.startswith("! "):
            if line.startswith("! sheet "):
                number = None
            book.directive(line[2:])
        elif number is not None:
            book.row(number, line)
            number += 1
    return book.finish()


def make_csv(definition):
    encoding, bom, newline = "utf-8", b"", "\n"
    while definition.startswith("! "):
        line, _, definition = definition.partition("\n")
        if line.startswith("! encoding "):
            encoding = line.split()[2]
        elif line == "! bom":
            bom = "\ufeff".encode(encoding)
        elif line == "! crlf":
            newline = "\r\n"
    return bom + definition.replace("\n", newline).encode(encoding)


def owner_file(name):
    """What an office program leaves beside a file that is open: length, name, name in UTF-16."""
    short = bytes([len(name)]) + name.encode("cp1252")
    wide = bytes([len(name), 0]) + name.encode("utf-16-le")
    return short.ljust(55) + wide + " ".encode("utf-16-le") * ((110 - len(wide)) // 2)


def damage(files):
    """samples/broken: good files, each spoilt in another way."""
    good = files["broken/Company OKRs.xlsx"]
    files["broken/cut short.xlsx"] = good[: len(good) // 2]
    files["broken/renamed text.xlsx"] = "These are our OKRs, see the other file.\n".encode()
    files["broken/empty.csv"] = b""
    files["broken/with password.xlsx"] = (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504) +
                                          "EncryptedPackage".encode("utf-16-le") + bytes(992))
    files["broken/torn sheet.xlsx"] = torn(files["broken/torn sheet.xlsx"])
    return files


def torn(data):
    """The workbook with its first sheet's XML cut off in the middle of a row."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = sheet[: sheet.rindex(b"<row ") + 40]
    return zipped(parts)


def all_files():
    files = {}
    for path in sorted((HERE / "definitions").rglob("*.txt")):
        name = path.relative_to(HERE / "definitions").as_posix()[: -len(".txt")]
        text = path.read_text(encoding="utf-8")
        make = make_book if name.endswith(".xlsx") else make_csv
        files[name] = make(text)
    files["tidewater/Commercial/~$Sales Q2.xlsx"] = owner_file("Jonas Ekberg")
    return damage(files)


def main():
    check = sys.argv[1:] == ["--check"]
    differing = 0
    for name, data in all_files().items():
        path = HERE / name
        same = path.exists() and path.read_bytes() == data
        if same:
            continue
        differing += 1
        print(("differs: " if check else "wrote: ") + name)
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    return 1 if check and differing else 0


if __name__ == "__main__":
    sys.exit(main())
