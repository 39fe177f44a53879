#!/usr/bin/env python3
"""Workbooks as programs really write them, one quirk each, made here from raw XML, and what must be
read of them: `okralign cells` lines that must be there, or a finding. Prints what differs.

    quirks.py OKRALIGN FOLDER-TO-WRITE-TO [PART-OF-NAME]
"""
import os
import subprocess
import sys
import zipfile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def rels(*entries):
    """entries: (id, type, target[, mode])"""
    items = "".join('<Relationship Id="%s" Type="%s/%s" Target="%s"%s/>' % (
        e[0], REL, e[1], e[2], ' TargetMode="%s"' % e[3] if len(e) > 3 else "") for e in entries)
    return XML + '<Relationships xmlns="%s">%s</Relationships>' % (PACKAGE, items)


def sheet(rows, before="", after="", head=""):
    return XML + '<worksheet xmlns="%s" xmlns:r="%s"%s>%s<sheetData>%s</sheetData>%s</worksheet>' % (
        MAIN, REL, head, before, rows, after)


def row(number, *cells, attributes=""):
    """cells: raw XML, or text for an inline string; None is blank"""
    out = []
    for i, cell in enumerate(cells):
        if cell is None:
            continue
        ref = "%s%d" % (chr(65 + i), number)
        out.append(cell.replace("@", ref) if cell.startswith("<") else
                   '<c r="%s" t="inlineStr"><is><t>%s</t></is></c>' % (ref, cell))
    return '<row r="%d"%s>%s</row>' % (number, attributes, "".join(out))


WORKBOOK = XML + ('<workbook xmlns="%s" xmlns:r="%s">%%s<sheets>%%s</sheets>%%s</workbook>' % (MAIN, REL))


def book(sheet1, styles=None, strings=None, workbook=None, book_rels=(), extra=None, properties="",
         names="", sheets='<sheet name="OKRs" sheetId="1" r:id="rId1"/>'):
    parts = {
        "[Content_Types].xml": XML + '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": rels(("rId1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": workbook or WORKBOOK % (properties, sheets, names),
        "xl/_rels/workbook.xml.rels": rels(("rId1", "worksheet", "worksheets/sheet1.xml"),
                                           ("rId8", "styles", "styles.xml"),
                                           ("rId9", "sharedStrings", "sharedStrings.xml"), *book_rels),
        "xl/worksheets/sheet1.xml": sheet1,
    }
    if styles:
        parts["xl/styles.xml"] = XML + '<styleSheet xmlns="%s">%s</styleSheet>' % (MAIN, styles)
    if strings:
        parts["xl/sharedStrings.xml"] = XML + '<sst xmlns="%s">%s</sst>' % (MAIN, strings)
    parts.update(extra or {})
    return parts


def formats(*codes):
    numbered = "".join('<numFmt numFmtId="%d" formatCode="%s"/>' % (164 + i, c) for i, c in enumerate(codes))
    xfs = '<xf numFmtId="0"/>' + "".join('<xf numFmtId="%d"/>' % (164 + i) for i in range(len(codes)))
    return "<numFmts>%s</numFmts><cellXfs>%s</cellXfs>" % (numbered, xfs)


ONE = sheet(row(1, "Objective") + row(2, "Grow"))
GOOD = ["A1\ttext\tObjective", "A2\ttext\tGrow"]
CASES = {}


def case(name, parts, lines=(), finding=None, absent=(), ending=".xlsx", **zip_options):
    CASES[name] = (parts, list(lines), finding, list(absent), ending, zip_options)


# --- where parts are and what they are called ---
case("plain", book(ONE), GOOD)
case("absolute targets", {**book(ONE), "xl/_rels/workbook.xml.rels": rels(("rId1", "worksheet", "/xl/worksheets/sheet1.xml"))}, GOOD)
case("targets with dots", {**book(ONE), "xl/_rels/workbook.xml.rels": rels(("rId1", "worksheet", "../xl/./worksheets/sheet1.xml"))}, GOOD)
case("names in other case", {k.replace("sheet1", "Sheet1").replace("xl/w", "XL/W"): v for k, v in book(ONE).items()}, GOOD)
case("backslashes", {k.replace("/", "\\"): v for k, v in book(ONE).items()}, GOOD)
case("workbook elsewhere", {**{k.replace("xl/", "book/"): v for k, v in book(ONE).items()},
                            "_rels/.rels": rels(("rId1", "officeDocument", "book/workbook.xml"))}, GOOD)
case("workbook by another name", {**{k.replace("xl/", "").replace("workbook.xml", "wb2.xml"): v for k, v in book(ONE).items()},
                                  "_rels/.rels": rels(("rId1", "officeDocument", "/wb2.xml"))}, GOOD)
case("no root relations", {k: v for k, v in book(ONE).items() if k != "_rels/.rels"}, GOOD)
case("no workbook relations", {k: v for k, v in book(ONE).items() if "workbook.xml.rels" not in k}, GOOD)
case("sheet part missing", {k: v for k, v in book(ONE).items() if "sheet1" not in k}, finding="the sheet's part is not in the archive")
case("sheet part elsewhere", {**book(ONE), "xl/_rels/workbook.xml.rels": rels(("rId1", "worksheet", "worksheets/none.xml"))}, GOOD,
     finding="which is not there; 'xl/worksheets/sheet1.xml' was read instead")
case("sheet part missing, its place taken", book(ONE, book_rels=[("rId2", "worksheet", "worksheets/none.xml")],
     sheets='<sheet name="Lost" sheetId="2" r:id="rId2"/><sheet name="OKRs" sheetId="1" r:id="rId1"/>'), GOOD,
     finding="the sheet's part is not in the archive")
case("sheet not named", book(ONE, sheets=""), GOOD, finding="the workbook names no sheets; those that the file holds were read")
case("macro workbook", {**book(ONE), "xl/vbaProject.bin": "macro"}, GOOD, ending=".xlsm")
case("named as csv", book(ONE), GOOD, ending=".csv")
case("stored", book(ONE), GOOD, compression=zipfile.ZIP_STORED)
case("data descriptors", book(ONE), GOOD, stream=True)
case("zip64", book(ONE), GOOD, zip64=True)
case("bytes before", book(ONE), GOOD, finding="other bytes stand before", before=b"junk" * 50)
case("bytes behind", book(ONE), GOOD, behind=b"junk" * 50)
case("chart sheet beside", book(ONE, book_rels=[("rId2", "chartsheet", "chartsheets/sheet1.xml")],
     sheets='<sheet name="C" sheetId="2" r:id="rId2"/><sheet name="OKRs" sheetId="1" r:id="rId1"/>',
     extra={"xl/chartsheets/sheet1.xml": XML + "<chartsheet/>"}), GOOD, absent=["sheet 'C'"])

case("targets that climb beyond the top", {**book(ONE), "xl/_rels/workbook.xml.rels": rels(("rId1", "worksheet", "../../../../../xl/worksheets/sheet1.xml"))}, GOOD)
case("target escaped, name not", {("xl/worksheets/my sheet.xml" if "sheet1" in k else k): v for k, v in {**book(ONE), "xl/_rels/workbook.xml.rels": rels(("rId1", "worksheet", "worksheets/my%20sheet.xml"))}.items()}, GOOD)
case("name escaped, target not", {("xl/worksheets/my%20sheet.xml" if "sheet1" in k else k): v for k, v in {**book(ONE), "xl/_rels/workbook.xml.rels": rels(("rId1", "worksheet", "worksheets/my sheet.xml"))}.items()}, GOOD)
case("one id for two relations", {**book(ONE), "xl/_rels/workbook.xml.rels": rels(("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId1", "worksheet", "worksheets/none.xml"))}, GOOD)
case("sheet that is the styles", {**book(ONE, styles="<cellXfs><xf/></cellXfs>"), "xl/_rels/workbook.xml.rels": rels(("rId1", "worksheet", "styles.xml"))}, finding="the sheet's part holds no rows, nor a place for them")
case("sheets named like paths", book(ONE, sheets='<sheet name="/etc/passwd" sheetId="1" r:id="rId1"/><sheet name="..\\..\\x" sheetId="2" r:id="rId1"/>'),
     GOOD + ["# {file} sheet '/etc/passwd': visible, 2 rows, 2 cells", "# {file} sheet '..\\..\\x': visible, 2 rows, 2 cells"])
case("strings part missing", book(sheet(row(1, '<c r="@" t="s"><v>0</v></c>', "b"))), ["B1\ttext\tb"], finding="refers to text '0' that the file does not hold")
case("empty parts", {**book(ONE), "xl/worksheets/sheet1.xml": ""}, finding="a part of the file is damaged")

# --- XML dialects ---
case("prefixed", book(ONE.replace("<", "<x:").replace("<x:/", "</x:").replace("<x:?xml", "<?xml").replace("xmlns=", "xmlns:x="),
     workbook=(WORKBOOK % ("", '<sheet name="OKRs" sheetId="1" r:id="rId1"/>', "")).replace("<", "<x:").replace("<x:/", "</x:").replace("<x:?xml", "<?xml").replace("xmlns=", "xmlns:x=")), GOOD)
case("strict", {k: v.replace(MAIN, STRICT).replace(REL, "http://purl.oclc.org/ooxml/officeDocument/relationships") for k, v in book(ONE).items()}, GOOD)
case("utf-16 parts", {k: v.replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16") for k, v in book(ONE).items()}, GOOD)
case("byte order mark", {k: ("\ufeff" + v).encode() for k, v in book(ONE).items()}, GOOD)
case("fallback told twice", book(sheet(
    '<mc:AlternateContent xmlns:mc="m"><mc:Choice><row r="1"><c r="A1"><v>1</v></c></row></mc:Choice><mc:Fallback><row r="1"><c r="A1"><v>2</v></c></row></mc:Fallback></mc:AlternateContent>')), ["A1\tnumber\t1"])
case("extension list is not cells", book(sheet(row(1, "x"), after='<extLst><ext><c r="B1"><v>9</v></c></ext></extLst>')), ["A1\ttext\tx"], absent=["B1"])
case("ampersand in names", book(ONE, sheets='<sheet name="R&amp;D &lt;1&gt;" sheetId="1" r:id="rId1"/>'), ["# {file} sheet 'R&D <1>': visible, 2 rows, 2 cells"])
case("control characters", book(sheet(row(1, "a\x0bb") + row(2, "c&#11;d") + row(3, "end"))), ["A3\ttext\tend"], finding="a part of the file is damaged")
case("comment and instruction", book(sheet('<!-- <row r="9"/> --><?x y?>' + row(1, "<c r=\"@\"><v>1<!-- 2 -->3</v></c>"))), ["A1\tnumber\t13"])
case("cdata", book(sheet(row(1, "<c r=\"@\" t=\"inlineStr\"><is><t><![CDATA[a & b]]></t></is></c>"))), ["A1\ttext\ta & b"])

# --- positions ---
case("no references", book(sheet("<row><c><v>1</v></c><c><v>2</v></c></row><row/><row><c><v>3</v></c></row>")), ["A1\tnumber\t1", "B1\tnumber\t2", "A3\tnumber\t3"])
case("reference after none", book(sheet('<row r="5"><c><v>1</v></c><c r="D5"><v>2</v></c><c><v>3</v></c></row><row><c><v>4</v></c></row>')), ["A5\tnumber\t1", "D5\tnumber\t2", "E5\tnumber\t3", "A6\tnumber\t4"])
case("rows out of order", book(sheet(row(3, "c") + row(1, "a") + row(2, "b"))), ["A1\ttext\ta", "A2\ttext\tb", "A3\ttext\tc"])
case("cell twice", book(sheet('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>')), ["A1\tnumber\t2"], absent=["A1\tnumber\t1"], finding="cell stands twice in the file, the later one was read")
case("corners", book(sheet('<row r="1"><c r="XFD1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>')), ["XFD1\tnumber\t1", "XFD1048576\tnumber\t2"])
case("beyond the grid", book(sheet('<row r="1"><c r="XFE1"><v>1</v></c><c r="A0"><v>1</v></c><c r="B1"><v>7</v></c></row><row r="1048577"><c><v>1</v></c></row>')), ["B1\tnumber\t7"], finding="3 cells are said to stand where no sheet reaches")
case("dimension lies", book(sheet(row(1, "a"), before='<dimension ref="A1:XFD1048576"/>')), ["A1\ttext\ta"])

case("odd references", book(sheet('<row r="0"><c r="a1"><v>1</v></c></row><row r="1.5"><c r="B 1"><v>2</v></c></row><row r=" 3 "><c r="$C$3"><v>3</v></c><c r=""><v>4</v></c></row>')),
     ["A1\tnumber\t1", "C3\tnumber\t3", "D3\tnumber\t4"], finding="the first at 'B 1'")
case("rows in two pieces", book(ONE.replace("</sheetData>", "</sheetData><sheetData>" + row(3, "more") + "</sheetData>")), GOOD + ["A3\ttext\tmore"])

# --- strings ---
case("shared strings", book(sheet('<row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1" t="s"><v>0</v></c></row>'),
     strings="<si><t>zero</t></si><si><t>one</t></si>"), ["A1\ttext\tone", "B1\ttext\tzero"])
case("rich text", book(sheet('<row r="1"><c r="A1" t="s"><v>0</v></c></row>'),
     strings='<si><r><t xml:space="preserve">Grow </t></r><r><rPr><b/></rPr><t>fast</t></r></si>'), ["A1\ttext\tGrow fast"])
case("phonetic guide", book(sheet('<row r="1"><c r="A1" t="s"><v>0</v></c></row>'),
     strings="<si><t>課税</t><rPh sb=\"0\" eb=\"2\"><t>カゼイ</t></rPh><phoneticPr fontId=\"1\"/></si>"), ["A1\ttext\t課税"])
case("rich inline", book(sheet('<row r="1"><c r="A1" t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r><rPh sb="0" eb="1"><t>x</t></rPh></is></c></row>')), ["A1\ttext\tab"])
case("escapes", book(sheet(row(1, "a_x000D_\nb", "_x005F_x0041_", "_x0041_", "_xD83D__xDE80_", "_x00zz_"))),
     ["A1\ttext\ta\\nb", "B1\ttext\t_x0041_", "C1\ttext\tA", "D1\ttext\t🚀", "E1\ttext\t_x00zz_"])
case("string number wrong", book(sheet('<row r="1"><c r="A1" t="s"><v>5</v></c><c r="B1" t="s"><v>-1</v></c><c r="C1" t="s"><v>0</v></c></row>'), strings="<si><t>a</t></si>"),
     ["C1\ttext\ta"], finding="refers to text '5' that the file does not hold; one more")
case("blank strings", book(sheet(row(1, "  ", "\n", "a") + '<row r="2"><c r="A2" t="str"><f>IF(1,"")</f><v></v></c></row>')), ["C1\ttext\ta"], absent=["A1\t", "B1\t", "A2\t"])
case("long row of signs", book(sheet(row(1, "=" * 32000, "b"))), ["A1\ttext\t" + "=" * 32000, "B1\ttext\tb"])
case("long text", book(sheet(row(1, "x" * 40000))), ["A1\ttext\t" + "x" * 32767 + "\tcut"], finding="longer than 32767 characters")

# --- values ---
case("numbers", book(sheet(row(1, *['<c r="@"><v>%s</v></c>' % n for n in ("0.1", "0.30000000000000004", "1E3", "-0", "007", "1.50", "123456789012345678", "5.0E-324")]))),
     ["A1\tnumber\t0.1", "B1\tnumber\t0.3", "C1\tnumber\t1000", "D1\tnumber\t0", "E1\tnumber\t7", "F1\tnumber\t1.5", "G1\tnumber\t1.23456789012346e+17"])
case("booleans and errors", book(sheet(row(1, '<c r="@" t="b"><v>1</v></c>', '<c r="@" t="b"><v>0</v></c>', '<c r="@" t="e"><v>#N/A</v></c>', '<c r="@" t="e"><f>1/0</f><v>#DIV/0!</v></c>'))),
     ["A1\tbool\tTRUE", "B1\tbool\tFALSE", "C1\terror\t#N/A", "D1\terror\t#DIV/0!"], finding="cell shows '#N/A'; one more")
case("no numbers", book(sheet(row(1, *['<c r="@"><v>%s</v></c>' % n for n in ("1,5", "1e400", "NaN", "0x10", "--1", " 7 ", ".5")]))),
     ["A1\ttext\t1,5", "B1\ttext\t1e400", "C1\ttext\tNaN", "D1\ttext\t0x10", "E1\ttext\t--1", "F1\tnumber\t7", "G1\tnumber\t0.5"])
case("dates at the edges", book(sheet(row(1, *['<c r="@" s="1"><v>%s</v></c>' % n for n in ("60", "2958465", "2958465.999999", "2958466", "1e300")])), styles=formats("yyyy-mm-dd")),
     ["A1\tdate\t1900-02-28", "B1\tdate\t9999-12-31", "C1\tnumber\t2958465.999999", "D1\tnumber\t2958466", "E1\tnumber\t1e+300"])
DATES = row(1, '<c r="@" s="1"><v>45000</v></c>', '<c r="@" s="2"><v>45000.5</v></c>', '<c r="@" s="3"><v>1.5</v></c>', '<c r="@" s="4"><v>0.45</v></c>', '<c r="@" s="5"><v>3</v></c>', '<c r="@" s="6"><v>7</v></c>', '<c r="@" s="1"><v>1</v></c>', '<c r="@" s="1"><v>-5</v></c>', '<c r="@" s="1"><v>0.25</v></c>')
CODES = ("dd/mm/yyyy", "[$-409]d-mmm-yy h:mm AM/PM", "[h]:mm", "0%", "#,##0 &quot;days&quot;", "0.0 \\d")
case("dates by format", book(sheet(DATES), styles=formats(*CODES)),
     ["A1\tdate\t2023-03-15", "B1\tdate\t2023-03-15T12:00:00", "C1\tdate\t36:00:00", "D1\tnumber\t0.45\tpercent\tformat=0%", "E1\tnumber\t3", "F1\tnumber\t7", "G1\tdate\t1900-01-01", "H1\tnumber\t-5", "I1\tdate\t06:00:00"])
case("texts since 1904", book(ONE, properties='<workbookPr date1904="1"/>'), GOOD)
case("dates since 1904", book(sheet(DATES), styles=formats(*CODES), properties='<workbookPr date1904="1"/>'), ["A1\tdate\t2027-03-16"])
case("dates as text", book(sheet(row(1, '<c r="@" t="d"><v>2026-06-30</v></c>', '<c r="@" t="d"><v>2026-06-30T14:30:00Z</v></c>', '<c r="@" t="d"><v>soon</v></c>'))),
     ["A1\tdate\t2026-06-30", "B1\tdate\t2026-06-30T14:30:00", "C1\ttext\tsoon"])
case("built-in formats", book(sheet(row(1, '<c r="@" s="1"><v>45000</v></c>', '<c r="@" s="2"><v>0.5</v></c>')), styles='<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="9"/></cellXfs>'),
     ["A1\tdate\t2023-03-15\tformat=mm-dd-yy", "B1\tnumber\t0.5\tpercent\tformat=0%"])
case("dress", book(sheet(row(1, '<c r="@" s="1"><v>1</v></c>', '<c r="@" s="99"><v>2</v></c>')),
     styles='<fonts><font/><font><b/><strike/></font></fonts><fills><fill/><fill><patternFill patternType="solid"><fgColor rgb="FF00FF7F"/></patternFill></fill></fills><cellXfs><xf/><xf fontId="1" fillId="1"><alignment indent="2"/></xf></cellXfs>'),
     ["A1\tnumber\t1\tbold struck\tindent=2\tfill=#00FF7F", "B1\tnumber\t2"])

# --- formulas ---
case("formula and value", book(sheet(row(1, "<c r=\"@\"><f>'Company OKRs'!B5*2</f><v>42</v></c>"))), ["A1\tnumber\t42\tformula\tformula='Company OKRs'!B5*2"])
case("booleans", book(sheet(row(1, *('<c r="@" t="b"><v>%s</v></c>' % v for v in ("0", "1", "2", "-1", "true", "FALSE", "maybe"))))),
     ["A1\tbool\tFALSE", "B1\tbool\tTRUE", "C1\tbool\tTRUE", "D1\tbool\tTRUE", "E1\tbool\tTRUE", "F1\tbool\tFALSE", "G1\ttext\tmaybe"])
case("cells in cells", book(sheet(row(1, '<c r="A1"><v>1</v><c r="B1"><v>2</v></c></c><c r="C1"><c r="D1"><v>4</v></c><v>3</v></c><c r="E1"><v>5</v></c>'))),
     ["A1\tnumber\t1", "B1\tnumber\t2", "C1\tnumber\t3", "D1\tnumber\t4", "E1\tnumber\t5"], finding="OKRs!A1: warning: cell holds another cell: each was read as one; one more cell")
case("formula without value", book(sheet(row(1, "<c r=\"@\"><f>Company!B5</f></c>"))), ["A1\ttext\t\tformula uncomputed\tformula=Company!B5"], finding="formula has no stored value")
case("shared formula", book(sheet(
    row(1, None, '<c r="@"><f t="shared" ref="B1:C3" si="0">A1*$A$1+SUM(A$1:$A1)&amp;"A1"+LOG10(A1)+Sheet2!A1</f><v>1</v></c>') +
    row(3, None, None, '<c r="@"><f t="shared" si="0"/><v>2</v></c>'))),
     ['C3\tnumber\t2\tformula\tformula=B3*$A$1+SUM(B$1:$A3)&"A1"+LOG10(B3)+Sheet2!B3'])
case("shared formula without first", book(sheet(row(1, '<c r="@"><f t="shared" si="7"/><v>2</v></c>'))), ["A1\tnumber\t2\tformula"])
case("shared formula told twice", book(sheet(
    row(1, '<c r="@"><f t="shared" ref="A1:A2" si="0">B1</f><v>1</v></c>') + row(2, '<c r="@"><f t="shared" si="0"/><v>1</v></c>') +
    row(3, '<c r="@"><f t="shared" ref="A3:A4" si="0">C9</f><v>1</v></c>') + row(4, '<c r="@"><f t="shared" si="0"/><v>1</v></c>'))),
     ["A2\tnumber\t1\tformula\tformula=B2", "A4\tnumber\t1\tformula\tformula=C10"])
case("links to workbooks", book(sheet(row(1, "<c r=\"@\"><f>[1]OKRs!B5</f><v>1</v></c>", "<c r=\"@\"><f>'[1]Key Results'!$C$2+Table1[1]</f><v>2</v></c>", "<c r=\"@\"><f>[2]X!A1</f><v>3</v></c>")),
     names='<externalReferences><externalReference r:id="rId5"/></externalReferences><definedNames><definedName name="North">[1]OKRs!$B$5</definedName></definedNames>', book_rels=[("rId5", "externalLink", "externalLinks/externalLink1.xml")],
     extra={"xl/externalLinks/externalLink1.xml": XML + "<externalLink/>", "xl/externalLinks/_rels/externalLink1.xml.rels": rels(("rId1", "externalLinkPath", "file:///C:\\OKRs\\Company%20OKRs.xlsx", "External"))}),
     ["A1\tnumber\t1\tformula\tformula='[Company OKRs.xlsx]OKRs'!B5", "B1\tnumber\t2\tformula\tformula='[Company OKRs.xlsx]Key Results'!$C$2+Table1[1]", "C1\tnumber\t3\tformula\tformula=[2]X!A1",
      "# name 'North' = '[Company OKRs.xlsx]OKRs'!$B$5"])
case("hyperlink function", book(sheet(row(1, "<c r=\"@\" t=\"str\"><f>HYPERLINK(\"#'Company OKRs'!B5\",\"KR 1.2\")</f><v>KR 1.2</v></c>"))),
     ["A1\ttext\tKR 1.2\tformula\tformula=HYPERLINK(\"#'Company OKRs'!B5\",\"KR 1.2\")\tlink=#'Company OKRs'!B5"])

# --- what hangs on cells ---
SHEET_RELS = "xl/worksheets/_rels/sheet1.xml.rels"
case("hyperlinks", book(sheet(row(1, "in", "out", "both"), after='<hyperlinks><hyperlink ref="A1" location="\'Company OKRs\'!B5"/><hyperlink ref="B1" r:id="rId1"/><hyperlink ref="C1:D4" r:id="rId2" location="OKRs!B5"/></hyperlinks>'),
     extra={SHEET_RELS: rels(("rId1", "hyperlink", "https://example.org/?a=1&amp;b=2", "External"), ("rId2", "hyperlink", "company.xlsx", "External"))}),
     ["A1\ttext\tin\tlink=#'Company OKRs'!B5", "B1\ttext\tout\tlink=https://example.org/?a=1&b=2", "C1\ttext\tboth\tlink=company.xlsx#OKRs!B5"])
case("notes", book(sheet(row(1, "a", "b")), extra={SHEET_RELS: rels(("rId1", "comments", "../comments1.xml")),
     "xl/comments1.xml": XML + '<comments xmlns="%s"><commentList><comment ref="B1" authorId="0"><text><r><t>Anna:</t></r><r><t xml:space="preserve"> supports KR 2</t></r></text></comment></commentList></comments>' % MAIN}),
     ["B1\ttext\tb\tcomment=Anna: supports KR 2"])
case("threads", book(sheet(row(1, "a")), extra={SHEET_RELS: rels(("rId1", "comments", "../comments1.xml")).replace("</Rel", '<Relationship Id="rId2" Type="http://schemas.microsoft.com/office/2017/10/relationships/threadedComment" Target="../threadedComments/t1.xml"/></Rel'),
     "xl/comments1.xml": XML + '<comments xmlns="%s"><commentList><comment ref="A1"><text><t>[Threaded comment] Your version</t></text></comment></commentList></comments>' % MAIN,
     "xl/threadedComments/t1.xml": XML + '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"><threadedComment ref="A1" id="1"><text>Which KR?</text></threadedComment><threadedComment ref="A1" id="2" parentId="1"><text>KR 1.2</text></threadedComment></ThreadedComments>'}),
     ["A1\ttext\ta\tcomment=Which KR?\\nKR 1.2"])
case("tables and merges", book(sheet(row(1, "a"), after='<mergeCells><mergeCell ref="A1:B3"/><mergeCell ref="D4"/></mergeCells>'), extra={SHEET_RELS: rels(("rId1", "table", "../tables/table1.xml")),
     "xl/tables/table1.xml": XML + '<table xmlns="%s" name="T" displayName="Goals" ref="A1:C9"/>' % MAIN}),
     ["# {file} sheet 'OKRs': visible, 1 rows, 1 cells, table 'Goals' A1:C9, 1 merged A1:B3"])
case("hidden", book(sheet(row(1, "a", "b") + row(2, "c", attributes=' hidden="1"'), before='<cols><col min="2" max="2" hidden="1"/></cols>'),
     sheets='<sheet name="OKRs" sheetId="1" state="veryHidden" r:id="rId1"/>'), ["# {file} sheet 'OKRs': very hidden, 2 rows, 3 cells"], finding="1 row and 1 column hidden")
case("hidden row and column", book(sheet(row(1, "a", "b") + row(2, "c", attributes=' hidden="1"'), before='<cols><col min="2" max="2" hidden="1"/></cols>')),
     ["A1\ttext\ta", "B1\ttext\tb\thidden", "A2\ttext\tc\thidden"])
case("own report", {**book(ONE), "docProps/custom.xml": XML + '<Properties xmlns="p" xmlns:vt="v"><property name="okralign"><vt:lpwstr>report</vt:lpwstr></property></Properties>'},
     absent=["Objective"], finding="it is a report made by okralign")
case("own template", {**book(ONE), "docProps/custom.xml": XML + '<Properties xmlns="p" xmlns:vt="v"><property name="okralign"><vt:lpwstr>template</vt:lpwstr></property></Properties>'}, GOOD)

# --- OpenDocument ---
ODS_NS = ('xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
          'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
          'xmlns:fo="f" xmlns:xlink="x" xmlns:calcext="c" xmlns:dc="d" xmlns:meta="m"')


def ods(rows, styles="", extra=None, body="spreadsheet"):
    return {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "META-INF/manifest.xml": XML + "<manifest/>",
            "content.xml": XML + '<office:document-content %s><office:automatic-styles>%s</office:automatic-styles><office:body><office:%s>%s</office:%s></office:body></office:document-content>' % (ODS_NS, styles, body, rows, body), **(extra or {})}


def table(rows, name="OKRs", attributes=""):
    return '<table:table table:name="%s"%s>%s</table:table>' % (name, attributes, rows)


def ocell(text="", kind="string", attributes=""):
    return '<table:table-cell office:value-type="%s"%s>%s</table:table-cell>' % (kind, " " + attributes if attributes else "", "<text:p>%s</text:p>" % text if text else "")


def orow(*cells, attributes=""):
    return "<table:table-row%s>%s</table:table-row>" % (" " + attributes if attributes else "", "".join(cells))


case("ods without manifest", {k: v for k, v in ods(table(orow(ocell("a")))).items() if "META" not in k}, ["A1\ttext\ta"], ending=".ods")
case("ods values", ods(table(orow(ocell("Grow"), ocell("45 %", "percentage", 'office:value="0.45"'), ocell("1", "float", 'office:value="1.5"'), ocell("x", "date", 'office:date-value="2026-06-30"'),
     ocell("x", "time", 'office:time-value="PT36H15M00S"'), ocell("WAHR", "boolean", 'office:boolean-value="true"'), ocell("#REF!", "string", 'office:string-value="" calcext:value-type="error"')))),
     ["A1\ttext\tGrow", "B1\tnumber\t0.45\tpercent", "C1\tnumber\t1.5", "D1\tdate\t2026-06-30", "E1\tdate\t36:15:00\ttime", "F1\tbool\tTRUE", "G1\terror\t#REF!"], ending=".ods")
case("ods repeats", ods(table(orow(ocell("a", attributes='table:number-columns-repeated="2"'), '<table:table-cell table:number-columns-repeated="3"/>', ocell("b"), attributes='table:number-rows-repeated="2"') +
     orow('<table:table-cell/>', attributes='table:number-rows-repeated="1000"') + orow(ocell("end")))),
     ["A1\ttext\ta", "B1\ttext\ta", "F1\ttext\tb", "A2\ttext\ta", "F2\ttext\tb", "A1003\ttext\tend"], ending=".ods")
case("rows of no number", book(sheet(row(1, "Objective") + '<row r="-3"><c t="inlineStr"><is><t>Lost</t></is></c></row>' + row(2, "Grow"))), GOOD, finding="the first at 'row -3'")
case("ods row to the end", ods(table(orow(ocell("a")) + orow(ocell("0"), ocell("b"), attributes='table:number-rows-repeated="900000"') + orow(ocell("end")))),
     ["A1002\ttext\t0", "B1002\ttext\tb", "A900002\ttext\tend"], finding="898999 rows that repeat another more than 1000 times were left out", absent=["A1003\t"], ending=".ods")
case("ods repeats without end", ods(table(orow(ocell("a", attributes='table:number-columns-repeated="16384"'), attributes='table:number-rows-repeated="1048576"'))), finding="it repeats filled cells without end", ending=".ods")
case("ods repeats 2^32 times", ods(table(orow(ocell("a", attributes='table:number-columns-repeated="4294967296"'), attributes='table:number-rows-repeated="2147483648"'))), finding="it repeats filled cells without end", ending=".ods")
case("ods blanks 2^31 times", ods(table(orow('<table:table-cell table:number-columns-repeated="2147483648"/>', ocell("b")) + orow("<table:table-cell/>", attributes='table:number-rows-repeated="2147483648"') + orow(ocell("end")))),
     finding="2 filled cells stand where no sheet reaches", ending=".ods")
case("ods repeats odd", ods(table(orow(ocell("a", attributes='table:number-columns-repeated="0"'), ocell("b", attributes='table:number-columns-repeated="-1"'), ocell("c"), attributes='table:number-rows-repeated="x"') + orow(ocell("end")))),
     ["A1\ttext\ta", "B1\ttext\tb", "C1\ttext\tc", "A2\ttext\tend"], ending=".ods")
case("ods values missing", ods(table(orow(ocell("45", "float"), ocell("x", "float", 'office:value="abc"'), ocell("y", "date", 'office:date-value="31.12.2026"'), ocell("z", "boolean"), ocell("soon", "time", 'office:time-value="PT"')))),
     ["A1\ttext\t45", "B1\ttext\tx", "C1\ttext\ty", "D1\ttext\tz", "E1\ttext\tsoon"], ending=".ods")
case("ods spans without end", ods(table(orow(ocell("a", attributes='table:number-rows-spanned="4294967295" table:number-columns-spanned="4294967295"'), ocell("b")))),
     ["# {file} sheet 'OKRs': visible, 1 rows, 2 cells, 1 merged A1:XFD1048576", "B1\ttext\tb"], ending=".ods")
case("ods utf-16", {k: v.replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16") for k, v in ods(table(orow(ocell("a")))).items()}, ["A1\ttext\ta"], ending=".ods")
case("ods without content", {**ods(""), "content.xml": ""}, finding="but no spreadsheet", ending=".ods")
case("ods text", ods(table(orow(ocell('a\n   b<text:s text:c="2"/>c<text:tab/>d<text:line-break/>e</text:p><text:p><text:span>f</text:span>')))), ["A1\ttext\ta b  c\\td\\ne\\nf"], ending=".ods")
case("ods formulas", ods(table(orow(ocell("1", "float", 'office:value="1" table:formula="of:=[.A1]+[$&apos;Company OKRs&apos;.B5]+SUM([.A1:.B2])"'), ocell("2", "float", 'office:value="2" table:formula="of:=[&apos;file:///okrs/Company.ods&apos;#$OKRs.B5]"')))),
     ["A1\tnumber\t1\tformula\tformula=A1+'Company OKRs'!B5+SUM(A1:B2)", "B1\tnumber\t2\tformula\tformula=[Company.ods]OKRs!B5"], ending=".ods")
case("ods notes and links", ods(table(orow('<table:table-cell office:value-type="string"><office:annotation><dc:creator>Anna</dc:creator><dc:date>2026</dc:date><text:p>supports KR 2</text:p></office:annotation><text:p><text:a xlink:href="#Company OKRs.B5">see</text:a></text:p></table:table-cell>'))),
     ["A1\ttext\tsee\tlink=#'Company OKRs'!B5\tcomment=supports KR 2"], ending=".ods")
case("ods shapes", ods(table(orow('<table:table-cell><draw:custom-shape xmlns:draw="w"><text:p><text:span>Fill in by Friday!</text:span></text:p></draw:custom-shape></table:table-cell>',
     '<table:table-cell office:value-type="string"><draw:a xmlns:draw="w" xlink:href="https://example.org"><draw:frame><draw:text-box><text:p>in a box</text:p></draw:text-box></draw:frame></draw:a><text:p>Keep<draw:frame xmlns:draw="w"><draw:text-box><text:p>in a line</text:p></draw:text-box></draw:frame> it</text:p></table:table-cell>') +
     orow(ocell("on <text:date>1 May</text:date>"), '<table:table-cell office:value-type="string"><text:list><text:list-item><text:p>a</text:p></text:list-item><text:list-item><text:p>b</text:p></text:list-item></text:list></table:table-cell>'))),
     ["B1\ttext\tKeep it", "A2\ttext\ton 1 May", "B2\ttext\ta\\nb"], absent=["A1\t", "in a", "link="], ending=".ods")
case("ods hidden and merged", ods('<table:table table:name="OKRs" table:style-name="ta1"><table:table-column/><table:table-column table:visibility="collapse"/>' + orow(ocell("a", attributes='table:number-rows-spanned="2" table:number-columns-spanned="1"'), ocell("b")) + orow("<table:covered-table-cell/>", attributes='table:visibility="collapse"') + "</table:table>",
     styles='<style:style style:name="ta1" style:family="table"><style:table-properties table:display="false"/></style:style>'), ["# {file} sheet 'OKRs': hidden, 1 rows, 2 cells, 1 merged A1:A2"], ending=".ods")
case("ods formats of dates", ods('<table:table table:name="OKRs"><table:table-column table:number-columns-repeated="2" table:default-cell-style-name="ce1"/><table:table-column table:default-cell-style-name="ce2"/>' +
     orow(*[ocell("x", "date", 'office:date-value="2026-04-03"')] * 3, ocell("x", "date", 'office:date-value="2026-04-03" table:style-name="ce1"')) +
     orow(*[ocell("x", "date", 'office:date-value="2026-04-03"')] * 2, attributes='table:default-cell-style-name="ce2"') + "</table:table>",
     styles='<number:date-style xmlns:number="n" style:name="N1"><number:day/><number:text>/</number:text><number:month/><number:text>/</number:text><number:year/></number:date-style>'
            '<number:date-style xmlns:number="n" style:name="N2"><number:month number:textual="true"/><number:day/></number:date-style>'
            '<style:style style:name="ce1" style:family="table-cell" style:data-style-name="N1"/><style:style style:name="ce2" style:family="table-cell" style:data-style-name="N2"/>'),
     ["A1\tdate\t2026-04-03\tformat=d/m/yy", "B1\tdate\t2026-04-03\tformat=d/m/yy", "C1\tdate\t2026-04-03\tformat=mmmd", "D1\tdate\t2026-04-03\tformat=d/m/yy", "A2\tdate\t2026-04-03\tformat=mmmd"], ending=".ods")
case("ods formats", ods(table(orow(*[ocell("x", kind, 'office:value="0.45" table:style-name="%s"' % style) for kind, style in (("float", "n"), ("percentage", "p"), ("currency", "c"), ("float", "g"), ("float", "b"))] +
     [ocell("x", "time", 'office:time-value="PT36H15M00S" table:style-name="t"')])),
     styles='<number:number-style xmlns:number="n" style:name="N0"><number:number number:min-integer-digits="1"/></number:number-style><number:number-style xmlns:number="n" style:name="N1"><number:number number:decimal-places="2" number:min-integer-digits="1" number:grouping="true"/></number:number-style>'
            '<number:percentage-style xmlns:number="n" style:name="N2"><number:number number:decimal-places="1" number:min-integer-digits="1"/><number:text>%</number:text></number:percentage-style>'
            '<number:currency-style xmlns:number="n" style:name="N3P0"><number:number number:decimal-places="0" number:min-integer-digits="1"/><number:text> </number:text><number:currency-symbol>€</number:currency-symbol></number:currency-style>'
            '<number:currency-style xmlns:number="n" style:name="N3"><number:text>-</number:text><number:number number:decimal-places="0" number:min-integer-digits="4294967295"/><style:map style:condition="value()&gt;=0" style:apply-style-name="N3P0"/></number:currency-style>'
            '<number:time-style xmlns:number="n" style:name="N4" number:truncate-on-overflow="false"><number:hours number:style="long"/><number:text>:</number:text><number:minutes number:style="long"/></number:time-style>'
            + "".join('<style:style style:name="%s" style:family="table-cell" style:%s/>' % x for x in (("n", 'data-style-name="N1"'), ("p", 'data-style-name="N2"'), ("c", 'data-style-name="N3"'), ("g", 'data-style-name="N0"'), ("b", 'parent-style-name="n"'), ("t", 'data-style-name="N4"')))),
     ["A1\tnumber\t0.45\tformat=#,##0.00", "B1\tnumber\t0.45\tpercent\tformat=0.0%", "C1\tnumber\t0.45\tformat=0 \"€\";-" + "0" * 20, "D1\tnumber\t0.45", "E1\tnumber\t0.45\tformat=#,##0.00", "F1\tdate\t36:15:00\ttime\tformat=[h]:mm"], ending=".ods")
case("ods own report", ods(table(orow(ocell("a"))), extra={"meta.xml": XML + '<m xmlns:meta="m"><meta:user-defined meta:name="okralign">report</meta:user-defined></m>'}), finding="it is a report made by okralign", ending=".ods")
case("ods texts cut", ods(table("".join(orow(ocell("x" * 40000)) for _ in range(5)))), finding="OKRs!A1: warning: text is longer than 32767 characters and was cut; 4 more cells of this sheet do (", ending=".ods")
case("ods deep", ods(table(orow(ocell("a")) + "<a>" * 80 + "</a>" * 80)), finding="nested too deep (if it is an honest file, open it in a spreadsheet program and save it anew)", ending=".ods")
case("ods locked", ods("", extra={"META-INF/manifest.xml": XML + '<manifest><file-entry><encryption-data/></file-entry></manifest>'}), finding="locked with a password", ending=".ods")
case("ods text document", ods("", body="text"), finding="but no spreadsheet", ending=".ods")

# --- what is not read ---
case("keynote", {"Index/Document.iwa": "x", "Index/Slide-12.iwa": "x"}, finding="an Apple Keynote presentation")
case("word document by another name", {"_rels/.rels": rels(("rId1", "officeDocument", "word/document2.xml")), "word/document2.xml": "<w/>"}, finding="it is a Word document")
case("other package", {"_rels/.rels": rels(("rId1", "document", "visio/document.xml")), "visio/document.xml": "<v/>"}, finding="no sheet could be found in it")
case("ods text without manifest", {k: v for k, v in ods("", body="text").items() if "META" not in k}, finding="but no spreadsheet", ending=".odt")
case("word document", {"word/document.xml": "<w/>"}, finding="it is a Word document")
case("binary workbook", {"xl/workbook.bin": "x"}, finding="a binary workbook (.xlsb)")
case("numbers", {"Index/Document.iwa": "x"}, finding="an Apple Numbers document")
case("some archive", {"readme.txt": "x"}, finding="a zip archive without a workbook")
case("two parts of one name", {**book(ONE), "XL/WORKBOOK.XML": "<x/>"}, finding="two parts are named 'xl/workbook.xml'")


def write(path, parts, compression=zipfile.ZIP_DEFLATED, stream=False, zip64=False, before=b"", behind=b""):
    class Forward:  # cannot be sought, so that sizes go behind the data
        def __init__(self, file):
            self.write, self.flush = file.write, file.flush
    with open(path, "wb") as file:
        with zipfile.ZipFile(Forward(file) if stream else file, "w", compression) as archive:
            for name, data in parts.items():
                data = data if isinstance(data, bytes) else data.encode()
                info = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
                info.compress_type = compression
                with archive.open(info, "w", force_zip64=zip64) as part:
                    part.write(data)
    if before or behind:
        with open(path, "rb") as file:
            data = file.read()
        with open(path, "wb") as file:
            file.write(before + data + behind)


def check(okralign, folder, name):
    parts, lines, finding, absent, ending, options = CASES[name]
    path = os.path.join(folder, name + ending)
    write(path, parts, **options)
    run = subprocess.run([okralign, "cells", path], capture_output=True, timeout=60)
    out, said = run.stdout.decode(), run.stderr.decode()
    problems = []
    if run.returncode not in (0, 3):
        problems.append("exit %d: %s" % (run.returncode, said[-2000:]))
    got = out.split("\n")
    for line in lines:
        line = line.replace("{file}", os.path.basename(path))
        whole = line.count("\t") != 2
        if not any(g == line or (not whole and g.startswith(line + "\t")) for g in got):
            problems.append("missing: %r" % line[:200])
    problems += ["should not be there: %r" % a for a in absent if any(g.startswith(a) or (len(a) > 3 and a in g) for g in got)]
    if finding and finding not in said:
        problems.append("no finding %r" % finding)
    if not finding and said:
        allowed = ("cell shows", "hidden")
        if not any(a in said for a in allowed):
            problems.append("unexpected: " + said)
    if problems:
        print("FAILED %s\n  %s\n  got: %s" % (name, "\n  ".join(problems), "\n       ".join(out.split("\n")[:12])[:1500] + said[:300]))
    return not problems


def main():
    okralign, folder = sys.argv[1:3]
    names = [n for n in CASES if len(sys.argv) < 4 or sys.argv[3] in n]
    good = sum([check(okralign, folder, name) for name in names])
    print("%d of %d quirks are read as they should" % (good, len(names)))
    return 0 if good == len(names) else 1


if __name__ == "__main__":
    sys.exit(main())
