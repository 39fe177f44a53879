#!/usr/bin/env python3
"""Attacks on readers, made here, each beside an honest file: the attack gives a finding (or is
harmless), the honest file is read, time and memory stay bounded.

    hostile.py OKRALIGN FOLDER [PART-OF-NAME]      what it measured; exit status 1 if anything failed
"""
import os
import shutil
import struct
import subprocess
import sys
import threading
import time
import zipfile
import zlib

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from quirks import MAIN, ONE, XML, book, ods, orow, ocell, rels, row, sheet, table, write  # noqa: E402

SLOW = float(os.environ.get("HOSTILE_SECONDS", "10"))
LARGE = int(os.environ.get("HOSTILE_MIB", "600"))
CASES = {}
MASS = ("a gigabyte of blanks", "twelve million cells", "one long string everywhere", "one long formula everywhere",
        "ten thousand sheets", "ods rows of rows", "ods blank rows", "quotes", "quotes and delimiters",
        "quotes that open", "quotes on lines", "odd quotes", "wrapped lines", "one row of a million columns",
        "blank lines", "one line of three million cells", "encodings that alternate", "many rows", "rows that are items", "more cells than the limit", "one endless cell", "one endless quoted cell", "quotes far apart", "malformed UTF-8",
        "formats without end", "relations without end", "links without end", "ods styles without end")


def case(name, finding=None, ending=".xlsx"):
    def keep(make):
        CASES[name] = (make, finding, ending)
        return make
    return keep


def workbook(name, parts, finding=None, **options):
    CASES[name] = (lambda path: write(path, parts() if callable(parts) else parts, **options), finding, ".xlsx")


def raw_sheet(text):
    return book(text)


def doctype(declaration, body="&a;"):
    return ONE.replace("<worksheet", "<!DOCTYPE worksheet [%s]><worksheet" % declaration).replace("Grow", body)


LAUGHS = '<!ENTITY a "ha">' + "".join('<!ENTITY %s "%s">' % (chr(98 + i), ("&%s;" % chr(97 + i)) * 10) for i in range(9))
DTD, DEEP, ENCODING = "declares a document type", "nested too deep", "neither UTF-8 nor UTF-16"
workbook("billion laughs", raw_sheet(doctype(LAUGHS, "&j;")), DTD)
workbook("quadratic blow-up", lambda: raw_sheet(doctype('<!ENTITY a "%s">' % ("x" * 50000), "&a;" * 50000)), DTD)
workbook("external entity", raw_sheet(doctype('<!ENTITY a SYSTEM "file:///etc/passwd">')), DTD)
workbook("parameter entity", raw_sheet(doctype('<!ENTITY % a SYSTEM "file:///etc/passwd"> %a;')), DTD)
workbook("external subset", raw_sheet(ONE.replace("<worksheet", '<!DOCTYPE worksheet SYSTEM "file:///etc/passwd"><worksheet', 1)), DTD)
workbook("bomb in the strings", book(ONE, strings='</sst><!--').copy() | {"xl/sharedStrings.xml": XML + "<!DOCTYPE sst [%s]><sst xmlns='%s'><si><t>&j;</t></si></sst>" % (LAUGHS, MAIN)}, DTD)
workbook("utf-7", raw_sheet(ONE.replace("UTF-8", "UTF-7")), ENCODING)
workbook("ebcdic", {**book(ONE), "xl/worksheets/sheet1.xml": ONE.encode("cp037")}, ENCODING)
workbook("cp1252", raw_sheet(ONE.replace("UTF-8", "windows-1252")), ENCODING)
workbook("deep", raw_sheet(sheet("<a>" * 300 + "</a>" * 300)), DEEP)
workbook("very deep", raw_sheet(sheet("<a>" * 1000000)), DEEP)
workbook("attributes", lambda: raw_sheet(sheet("<row %s/>" % " ".join('a%d="1"' % i for i in range(200000)))), "too many attributes")
workbook("name spaces", lambda: raw_sheet(sheet("<row %s/>" % " ".join('xmlns:a%d="u%d"' % (i, i) for i in range(100000)))), "too many attributes")
workbook("attributes in UTF-16", lambda: {**book(ONE), "xl/worksheets/sheet1.xml": sheet("<row %s/>" % " ".join('\u3c3c%d="1"' % i for i in range(200000))).replace("UTF-8", "UTF-16").encode("utf-16")}, "too many attributes")
workbook("long name", lambda: raw_sheet(sheet("<%s/>" % ("n" * 200000) + row(1, "x"))), "damaged")
workbook("long attribute", lambda: raw_sheet(sheet('<row r="1" spans="%s"/>' % ("9" * 20000000))))
workbook("a gigabyte of blanks", lambda: Bomb(b" " * 1000000, 1000), "more than 200 times")
workbook("twelve million cells", lambda: Bomb(b"<row><c><v>1</v></c></row>" * 20000, 600), "more than 200 times")
workbook("everything merged", raw_sheet(sheet(row(1, "x"), after='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')))
workbook("merges over merges", lambda: raw_sheet(sheet(row(1, "x"), after="<mergeCells>%s</mergeCells>" % "".join('<mergeCell ref="A%d:XFD1048576"/>' % (i + 1) for i in range(200000)))))
workbook("links over links", lambda: raw_sheet(sheet("".join(row(i + 1, "x") for i in range(20000)), after="<hyperlinks>%s</hyperlinks>" % ('<hyperlink ref="A1:XFD1048576" location="A1"/>' * 20000))))
workbook("relations", lambda: {**book(sheet(row(1, "x"), after="<hyperlinks>%s</hyperlinks>" % "".join('<hyperlink ref="A1" r:id="r%d"/>' % i for i in range(50000)))),
         "xl/worksheets/_rels/sheet1.xml.rels": rels(*[("r%d" % i, "hyperlink", "x", "External") for i in range(50000)])})
workbook("formats and styles", lambda: book(sheet(row(1, "x")), styles="<numFmts>%s</numFmts><cellXfs>%s</cellXfs>" % (
    "".join('<numFmt numFmtId="%d" formatCode="0"/>' % i for i in range(60000)), '<xf numFmtId="4"/>' * 60000)))
END = "more formats, links and names than any program writes"
workbook("formats without end", lambda: book(sheet(row(1, "x")), styles="<cellXfs>%s</cellXfs>" % "".join('<xf numFmtId="%d"/>' % (i * 7919 % 60000) for i in range(55000)) * 20), END)
workbook("relations without end", lambda: {**book(ONE), "xl/_rels/workbook.xml.rels": rels().replace("</", "".join('<Relationship Id="r%d" Type="a" Target="s"/>' % (i * 7919 % 60000) for i in range(55000)) * 20 + "</", 1)}, END)
workbook("links without end", lambda: raw_sheet(sheet(row(1, "x"), after="<hyperlinks>%s</hyperlinks>" % "".join('<hyperlink ref="A%d" location="b"/>' % (i * 7919 % 60000 + 1) for i in range(55000)) * 20)), END)
workbook("one long string everywhere", lambda: book(sheet("".join('<row>%s</row>' % ('<c t="s"><v>0</v></c>' * 100) for _ in range(10000))), strings="<si><t>%s</t></si>" % ("x" * 32000)))
workbook("one long formula everywhere", lambda: raw_sheet(sheet(row(1, '<c r="@"><f t="shared" ref="A1:A9" si="0">%s</f><v>1</v></c>' % ("+".join(["B1"] * 2700))) +
         "".join('<row r="%d"><c r="A%d"><f t="shared" si="0"/><v>1</v></c></row>' % (i, i) for i in range(2, 100000)))))
workbook("index of nothing", raw_sheet(sheet('<row r="1"><c r="A1" t="s"><v>99999999999999999999</v></c><c r="B1" s="4294967295"><v>1</v></c></row>')), "does not hold")
workbook("rows beyond", raw_sheet(sheet('<row r="4294967297"><c r="ZZZZZ99999999999"><v>2</v></c></row><row r="-5"><c r="A-5"><v>1</v></c></row>')), "no sheet reaches")
workbook("ten thousand sheets", lambda: book(ONE, sheets="".join('<sheet name="S%d" sheetId="%d" r:id="rId1"/>' % (i, i) for i in range(10000))), "it names 10000 sheets")
workbook("sheet that is its own note", {**book(ONE), "xl/worksheets/_rels/sheet1.xml.rels": rels(("rId1", "comments", "sheet1.xml"), ("rId2", "table", "sheet1.xml"))})
workbook("paths that climb", {**book(ONE), "xl/_rels/workbook.xml.rels": rels(("rId1", "worksheet", "../../../../../../../../etc/passwd")), "../../../etc/evil.xml": "x"})
workbook("sheet outside", {**book(ONE), "xl/_rels/workbook.xml.rels": rels(("rId1", "worksheet", "file:///etc/passwd", "External"))})
workbook("twenty thousand parts", lambda: {**book(ONE), **{"x/%d" % i: "" for i in range(20000)}}, "20005 parts, more than 10000")
workbook("bzip2", book(ONE), "compression method 12", compression=zipfile.ZIP_BZIP2)
workbook("lzma", book(ONE), "compression method 14", compression=zipfile.ZIP_LZMA)
workbook("not well-formed at all", raw_sheet("<worksheet><sheetData><row><c><v>1</row></x></sheetData>" + "<" * 100000), "damaged")
workbook("no XML", {**book(ONE), "xl/workbook.xml": b"\x00\x01\x02" * 100, "xl/worksheets/sheet1.xml": b"\xff" * 1000}, "file was not read")


class Bomb(dict):
    """A workbook whose sheet is one chunk many times, written without holding it."""
    def __init__(self, chunk, times):
        super().__init__(book(ONE))
        head, tail = sheet("@").split("@")
        squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
        crc, size, packed = 0, 0, []
        for piece in [head.encode()] + [chunk] * times + [tail.encode()]:
            crc, size = zlib.crc32(piece, crc), size + len(piece)
            packed.append(squeeze.compress(piece))
        packed.append(squeeze.flush())
        self.packed, self.crc, self.size = b"".join(packed), crc, size
        del self["xl/worksheets/sheet1.xml"]


def write_bomb(path, bomb):
    """Local header, data and central entry of the large part are put in front by hand."""
    write(path, bomb)
    with open(path, "rb") as file:
        data = file.read()
    end = data.rindex(b"PK\5\6")
    count, size, start = struct.unpack("<H", data[end + 10:end + 12])[0], *struct.unpack("<II", data[end + 12:end + 20])
    name = b"xl/worksheets/sheet1.xml"
    local = struct.pack("<IHHHHHIIIHH", 0x04034b50, 20, 0, 8, 0, 33, bomb.crc, len(bomb.packed), bomb.size, len(name), 0) + name + bomb.packed
    entry = struct.pack("<IHHHHHHIIIHHHHHII", 0x02014b50, 20, 20, 0, 8, 0, 33, bomb.crc, len(bomb.packed), bomb.size, len(name), 0, 0, 0, 0, 0, start) + name
    with open(path, "wb") as file:
        file.write(data[:start] + local + data[start:start + size] + entry)
        file.write(struct.pack("<IHHHHIIH", 0x06054b50, 0, 0, count + 1, count + 1, size + len(entry), start + len(local), 0))


def patched(path, change):
    write(path, book(ONE))
    with open(path, "rb") as file:
        data = bytearray(file.read())
    data = change(data)
    with open(path, "wb") as file:
        file.write(data)


@case("cut off", "its table of contents cannot be found")
def cut(path):
    patched(path, lambda data: data[:len(data) * 2 // 3])


@case("encrypted part", "a part is encrypted")
def encrypted(path):
    def change(data):
        at = data.find(b"PK\1\2")
        while at >= 0:
            data[at + 8] |= 1
            at = data.find(b"PK\1\2", at + 4)
        return data
    patched(path, change)


@case("sizes that lie")
def lies(path):
    def change(data):
        at = data.find(b"PK\1\2")
        while at >= 0:
            data[at + 24:at + 28] = struct.pack("<I", 10)
            at = data.find(b"PK\1\2", at + 4)
        return data
    patched(path, change)


@case("checksum wrong", "damaged")
def checksum(path):
    patched(path, lambda data: data.replace(struct.pack("<I", zlib.crc32(ONE.encode())), b"\0\0\0\0"))


@case("thousand entries on one part", "zip archive without a workbook", ".zip.xlsx")
def overlap(path):
    raw = b" " * 10000000
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = squeeze.compress(raw) + squeeze.flush()
    local = struct.pack("<IHHHHHIIIHH", 0x04034b50, 20, 0, 8, 0, 33, zlib.crc32(raw), len(packed), len(raw), 1, 0) + b"a" + packed
    entries = b"".join(struct.pack("<IHHHHHHIIIHHHHHII", 0x02014b50, 20, 20, 0, 8, 0, 33, zlib.crc32(raw), len(packed), len(raw), 6, 0, 0, 0, 0, 0, 0) + b"%06d" % i for i in range(1000))
    with open(path, "wb") as file:
        file.write(local + entries + struct.pack("<IHHHHIIH", 0x06054b50, 0, 0, 1000, 1000, len(entries), len(local), 0))


def text_case(name, data, finding=None):
    CASES[name] = (lambda path: open(path, "wb").write(data()), finding, ".csv")


text_case("quotes", lambda: b'"' * 20000000)
text_case("quotes and delimiters", lambda: b'","' * 7000000)
text_case("quotes that open", lambda: b'"a,' * 7000000)
text_case("quotes on lines", lambda: b'"\n' * 5000000)
text_case("odd quotes", lambda: b'",""",' * 4000000)
text_case("wrapped lines", lambda: b'"a,""b,"""\n' * 1000000)
text_case("one row of a million columns", lambda: b"a," * 10000000)
text_case("very wide", lambda: b",".join(b"c%d" % i for i in range(16384)) + b"\n", "rows of up to 16384 filled columns, more than the limit of 1000")
text_case("one endless cell", lambda: b"x" * 50000000, "longer than 32767 characters")
text_case("one endless quoted cell", lambda: b'Objective,Key Result\n"' + b"x" * 60000000 + b'",KR\n', "longer than 32767 characters")
text_case("quotes far apart", lambda: (b'"a' + b"\n" * 140000) * 300)
text_case("blank lines", lambda: b"\n" * 50000000)
text_case("more cells than the limit", lambda: b"a,b,c,d,e,f,g\n" * 1000000, "more cells than the limit")
text_case("NUL bytes", lambda: b"a,b\n" + b"\0" * 10, None)
text_case("zero bytes only", lambda: b"\0" * 1000000, "no spreadsheet and no text")
text_case("one line of three million cells", lambda: b"abc def," * 3000000, "where no sheet reaches")
text_case("many rows", lambda: b"a\n" * 1100000, "where no sheet reaches")
text_case("rows that are items", lambda: b"Objective,Key Result\n" + b"Grow,MRR\n" * 400000, "sheet has 400001 rows, more than the limit of 300000")
text_case("encodings that alternate", lambda: b"\xc3\xb6,a\n\xc3\xb6,c\n\xf6,b\n" * 700000, "lines are not UTF-8")
text_case("malformed UTF-8", lambda: b"\xef\xbb\xbfa,b\n" + b"\xff" * 5000000, "no meaning")
text_case("UTF-16 cut in a character", lambda: "a,b\n😀".encode("utf-16")[:-3], "no meaning")
text_case("noise", lambda: bytes((i * 7919 + i // 255 * 31) % 256 for i in range(200000)), "no spreadsheet and no text")


def ods_case(name, parts, finding=None):
    CASES[name] = (lambda path: write(path, parts()), finding, ".ods")


ods_case("ods laughs", lambda: {k: v.replace("<office:document-content", "<!DOCTYPE x [%s]><office:document-content" % LAUGHS) for k, v in ods(table(orow(ocell("&j;")))).items()}, DTD)
ods_case("ods styles without end", lambda: {k: v.replace("<office:body>", "<office:automatic-styles>%s</office:automatic-styles><office:body>" % "".join('<style:style style:name="c%d"/>' % (i * 7919 % 60000) for i in range(55000)) * 20) for k, v in ods(table(orow(ocell("a")))).items()}, END)
ods_case("ods rows of rows", lambda: ods(table(orow(ocell("a"), attributes='table:number-rows-repeated="1048576"') * 20)))
ods_case("ods blank rows", lambda: ods(table(orow("<table:table-cell/>", attributes='table:number-rows-repeated="4294967295"') * 1000 + orow(ocell("a")))))
ods_case("ods tables in tables", lambda: ods(table(orow('<table:table-cell>' + table("") * 10000 + '</table:table-cell>', ocell("a")))))
ods_case("ods blanks", lambda: ods(table(orow(ocell('<text:s text:c="4294967295"/>' * 1000)))))


def run(okralign, folder, name):
    make, finding, ending = CASES[name]
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    path = os.path.join(folder, "attack" + ending)
    if name in ("a gigabyte of blanks", "twelve million cells"):
        parts = Bomb(b" " * 1000000, 1000) if name.startswith("a giga") else Bomb(b"<row><c><v>1</v></c></row>" * 20000, 600)
        write_bomb(path, parts)
    else:
        make(path)
    with open(os.path.join(folder, "honest.csv"), "w") as file:
        file.write("Objective,Owner\nGrow,Anna\n")
    before = time.time()
    problems = []
    with open(folder + ".out", "w+b") as out, open(folder + ".err", "w+b") as err:
        process = subprocess.Popen([okralign, "cells", "--summary", "--jobs", "2", folder], stdout=out, stderr=err)
        timer = threading.Timer(6 * SLOW, process.kill)
        timer.start()
        _, status, usage = os.wait4(process.pid, 0)
        timer.cancel()
        seconds, peak = time.time() - before, usage.ru_maxrss / 1024
        out.seek(0)
        err.seek(0)
        out, said = out.read().decode(errors="replace"), err.read().decode(errors="replace")
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        problems.append("exit %s" % process.returncode)
    if "# honest.csv: visible, 2 rows, 4 cells" not in out:
        problems.append("the honest file was not read")
    if finding and finding not in said:
        problems.append("no finding %r" % finding)
    if "root:" in out + said:
        problems.append("another file's contents came out")
    if seconds > SLOW:
        problems.append("took %.1f s" % seconds)
    if LARGE and peak > LARGE:
        problems.append("took %d MiB" % peak)
    print("%-34s %6.2f s  %5d MiB  %s" % (name, seconds, peak, "; ".join(problems)))
    if problems:
        print("  " + said[:600])
    return not problems


def main():
    okralign, folder = sys.argv[1:3]
    names = [n for n in CASES if len(sys.argv) < 4 or sys.argv[3] in n]
    if not LARGE:  # memory is not looked at: nor are attacks by sheer mass
        names = [n for n in names if n not in MASS]
    good = sum([run(okralign, os.path.join(folder, "hostile"), name) for name in names])
    print("%d of %d attacks came to nothing" % (good, len(names)))
    return 0 if good == len(names) else 1


if __name__ == "__main__":
    sys.exit(main())
