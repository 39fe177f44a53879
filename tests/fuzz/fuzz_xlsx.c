/*
 * One part of a workbook, the others as they should be: the first byte says which, 'a' the sheet,
 * 'b' the strings, ... (seeds.py knows the order).
 */
#include "fuzz/archive.h"
#include "fuzz/fuzz.h"

#define R "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define RELS(body) "<Relationships>" body "</Relationships>"
#define REL(id, type, target)                                                                      \
    "<Relationship Id=\"" id "\" Type=\"" R type "\" Target=\"" target "\"/>"

static const struct {
    const char *name, *content;
} parts[] = {
    {"xl/worksheets/sheet1.xml",
     "<worksheet xmlns:r='r'><sheetData><row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' s='1'>"
     "<f>[1]S!A1</f><v>45000</v></c></row></sheetData><hyperlinks><hyperlink ref='A1' r:id='r3'/>"
     "</hyperlinks></worksheet>"},
    {"xl/sharedStrings.xml", "<sst><si><t>zero</t></si></sst>"},
    {"xl/styles.xml", "<styleSheet><cellXfs><xf/><xf numFmtId='14'/></cellXfs></styleSheet>"},
    {"xl/workbook.xml",
     "<workbook xmlns:r='r'><sheets><sheet name='S' r:id='r1'/></sheets><externalReferences>"
     "<externalReference r:id='r4'/></externalReferences><definedNames><definedName name='N'>[1]S!"
     "A1</definedName></definedNames></workbook>"},
    {"xl/_rels/workbook.xml.rels",
     RELS(REL("r1", "worksheet", "worksheets/sheet1.xml") REL("r2", "styles", "styles.xml")
              REL("r3", "sharedStrings", "sharedStrings.xml")
                  REL("r4", "externalLink", "externalLinks/externalLink1.xml"))},
    {"xl/worksheets/_rels/sheet1.xml.rels",
     RELS(REL("r1", "comments", "../comments1.xml") REL("r2", "table", "../tables/table1.xml")
              REL("r3", "hyperlink", "x") REL("r4", "threadedComment", "../threads.xml"))},
    {"xl/comments1.xml", "<comments><comment ref='A1'><text><t>n</t></text></comment></comments>"},
    {"xl/threads.xml", "<T><threadedComment ref='A1' id='1'><text>n</text></threadedComment></T>"},
    {"xl/tables/table1.xml", "<table ref='A1:B2' name='T'/>"},
    {"xl/externalLinks/_rels/externalLink1.xml.rels",
     "<Relationships><Relationship Id='r1' TargetMode='External' Target='c%20.xlsx' Type='x'/>"
     "</Relationships>"},
    {"docProps/custom.xml", "<P><property name='okralign'><lpwstr>x</lpwstr></property></P>"},
    {"_rels/.rels", RELS(REL("r1", "officeDocument", "xl/workbook.xml"))},
    {"xl/externalLinks/externalLink1.xml", "<externalLink/>"},
};

enum { PARTS = sizeof parts / sizeof *parts };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1)
        return 0;
    struct arena *mem = arena_new();
    struct member members[PARTS];
    for (size_t i = 0; i < PARTS; i++)
        members[i] = (struct member){parts[i].name, text_of(parts[i].content)};
    members[(data[0] - (unsigned)'a') % PARTS].bytes =
        (struct text){(const char *)data + 1, size - 1};
    read_and_check(archive_of(mem, members, PARTS));
    arena_free(mem);
    return 0;
}
