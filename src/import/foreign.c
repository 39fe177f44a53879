/* Tables of magic numbers and of telling parts. */
#include "import/foreign.h"

#include "import/decode.h"

#include <string.h>

#define SAVE_AS "open it and save it as .xlsx or .csv"

static const struct {
    const char *magic;
    size_t len;
    const char *what, *mend;
} magics[] = {
    {"%PDF-", 5, "a PDF", "give the spreadsheet that it was printed from"},
    {"{\\rtf", 5, "a text document (RTF)", SAVE_AS},
    {"\x89PNG", 4, "a picture", "give the spreadsheet, not a picture of it"},
    {"\xFF\xD8\xFF", 3, "a picture", "give the spreadsheet, not a picture of it"},
    {"GIF8", 4, "a picture", "give the spreadsheet, not a picture of it"},
    {"\x1F\x8B", 2, "a gzip archive", "unpack it first"},
    {"7z\xBC\xAF\x27\x1C", 6, "a 7-Zip archive", "unpack it first"},
    {"Rar!", 4, "a RAR archive", "unpack it first"},
    {"BZh", 3, "a bzip2 archive", "unpack it first"},
    {"\xFD"
     "7zXZ",
     5, "an xz archive", "unpack it first"},
    {"SQLite format 3", 15, "a database (SQLite)", "export the table as CSV"},
    {"<!DOCTYPE html", 14, "a web page", SAVE_AS},
    {"<html", 5, "a web page", SAVE_AS},
    {"<?mso-application progid=\"Excel.Sheet\"", 38, "an Excel 2003 XML spreadsheet", SAVE_AS},
    {"\x09\x08", 2, "an old Excel workbook (.xls)", SAVE_AS},
    {"\x09\x04\x06\x00", 4, "an old Excel workbook (.xls)", SAVE_AS},
    {"\x09\x02\x06\x00", 4, "an old Excel workbook (.xls)", SAVE_AS},
    {"\x09\x00\x04\x00", 4, "an old Excel workbook (.xls)", SAVE_AS},
    {"version https://git-lfs", 23, "a pointer to a file kept elsewhere (Git LFS)",
     "fetch the file itself"},
    {"\x7F"
     "ELF",
     4, "a program", NULL},
    {"MZ\x90", 3, "a program", NULL},
};

static struct foreign say(const char *what, const char *mend)
{
    return (struct foreign){text_of(what), text_of(mend)};
}

/* True if the UTF-16 name of a stream stands in the directory of a compound file. */
static bool has_stream(struct text bytes, const char *name)
{
    char wide[64];
    size_t n = strlen(name);
    for (size_t i = 0; i < n; i++) {
        wide[2 * i] = name[i];
        wide[2 * i + 1] = '\0';
    }
    return text_find(bytes, (struct text){wide, 2 * n}, 0) != SIZE_MAX;
}

static struct foreign compound_file(struct text bytes)
{
    if (has_stream(bytes, "EncryptedPackage"))
        return say("a workbook locked with a password",
                   "open it, remove the password (File, Info, Protect Workbook) and save it");
    if (has_stream(bytes, "WordDocument"))
        return say("a Word document", SAVE_AS);
    if (has_stream(bytes, "PowerPoint Document"))
        return say("a PowerPoint presentation", "give the spreadsheet");
    if (has_stream(bytes, "Workbook") || has_stream(bytes, "Book"))
        return say("an old Excel workbook (.xls)", SAVE_AS);
    return say("an old Office file", SAVE_AS);
}

static struct foreign xml_file(struct text bytes)
{
    struct text head = text_slice(bytes, 0, 4096);
    if (text_contains(head, T("urn:schemas-microsoft-com:office:spreadsheet")))
        return say("an Excel 2003 XML spreadsheet", SAVE_AS);
    if (text_contains(head, T("urn:oasis:names:tc:opendocument")))
        return say("a flat OpenDocument file", SAVE_AS);
    if (text_contains(head, T("<html")))
        return say("a web page", SAVE_AS);
    return say("an XML file", SAVE_AS);
}

struct foreign foreign_bytes(struct text bytes)
{
    if (text_starts(bytes, T("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")))
        return compound_file(bytes);
    struct text head = text_slice(bytes, 0, 512);
    if (text_starts(head, T("\xEF\xBB\xBF")))
        head = text_slice(head, 3, head.len);
    for (size_t i = 0; i < sizeof magics / sizeof *magics; i++)
        if (text_eq_ascii_case(text_slice(head, 0, magics[i].len),
                               (struct text){magics[i].magic, magics[i].len}))
            return say(magics[i].what, magics[i].mend);
    if (text_starts(head, T("<?xml")))
        return xml_file(bytes);
    if (looks_binary(bytes))
        return say("no spreadsheet and no text", "give an .xlsx, .ods or .csv file");
    return (struct foreign){0};
}

static const struct {
    const char *part; /* how the name of one begins */
    const char *what, *mend;
} parts[] = {
    {"xl/workbook.bin", "a binary workbook (.xlsb)", SAVE_AS},
    {"word/", "a Word document", SAVE_AS},
    {"ppt/", "a PowerPoint presentation", "give the spreadsheet"},
    {"Index/Slide", "an Apple Keynote presentation", "give the spreadsheet"},
    {"Index.zip", "an Apple Numbers document", "export it as Excel or CSV"},
    {"index.xml", "an Apple document", "export it as Excel or CSV"},
    {"Index/", "an Apple Numbers document", "export it as Excel or CSV"},
};

bool foreign_package(const struct package *package, struct foreign *out)
{
    *out = say("a zip archive without a workbook", "unpack it first");
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (package_has_prefix(package, text_of(parts[i].part))) {
            *out = say(parts[i].what, parts[i].mend);
            return true;
        }
    return false;
}
