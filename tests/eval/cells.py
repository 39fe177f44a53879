#!/usr/bin/env python3
"""Compares `okralign cells` with other readers, cell for cell, on other people's files.

For every workbook under awkward/ that okralign and openpyxl both open, each cell's value (and, where
there is one, formula) is compared; what differs is explained by a rule below or listed. CSV files
are compared with Python's csv module and with the expected dialects; files that one reader opens and
the other does not are counted by reason.

    cells.py --okralign build/okralign [--jobs N] [--only PART-OF-PATH] ../shared/data
"""
import argparse
import collections
import concurrent.futures
import csv
import datetime
import io
import json
import os
import re
import subprocess
import sys
import warnings

BOOKS = (".xlsx", ".xlsm", ".xltx", ".xltm")
TIMEOUT = 20


def okralign(program, path):
    """Returns (books or None, findings)."""
    try:
        run = subprocess.run([program, "cells", "--json", "--jobs", "1", path], capture_output=True,
                             timeout=TIMEOUT)
    except subprocess.TimeoutExpired:
        return None, "TIMEOUT"
    if run.returncode not in (0, 3):
        return None, "exit %d %s" % (run.returncode, run.stderr.decode(errors="replace")[-300:])
    try:
        return json.loads(run.stdout), run.stderr.decode(errors="replace")
    except ValueError as error:
        return None, "output is no JSON: %s" % error


def serial(value):
    """A date or time of openpyxl as days since 1899-12-30."""
    if isinstance(value, datetime.datetime):
        span = value - datetime.datetime(1899, 12, 30)
    elif isinstance(value, datetime.date):
        span = datetime.datetime(value.year, value.month, value.day) - datetime.datetime(1899, 12, 30)
    elif isinstance(value, datetime.time):
        span = datetime.timedelta(hours=value.hour, minutes=value.minute, seconds=value.second,
                                  microseconds=value.microsecond)
    else:
        span = value
    return span.total_seconds() / 86400


def plain(text):
    """Text as both sides mean it: escapes undone, line ends \\n."""
    text = re.sub(r"_x([0-9A-Fa-f]{4})_", lambda m: chr(int(m.group(1), 16)), text)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return re.sub(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]", "", text)


def near(a, b):
    return abs(a - b) <= 1e-12 * max(abs(a), abs(b), 1e-300) or abs(a - b) < 1e-300


def explain(mine, theirs):
    """"" if the values agree, the rule that explains a difference, or None."""
    if mine is not None and mine["value"] == theirs:
        return ""
    if theirs is None or (isinstance(theirs, str) and not plain(theirs).strip(" \t\n\u00a0\u3000\u200b\ufeff\u2003\u2002\u2009")):
        if mine is None or mine.get("uncomputed"):
            return ""
        return None
    if mine is None:
        return None
    kind, value = mine["type"], mine["value"]
    if isinstance(theirs, bool):
        return "" if kind == "bool" and value == ("TRUE" if theirs else "FALSE") else None
    if isinstance(theirs, (datetime.date, datetime.time, datetime.timedelta)):
        if kind in ("date", "number"):
            close = abs(mine["number"] - serial(theirs)) < 2e-5
            if close and kind == "date":
                return ""
            if close and mine["number"] < 0:
                return "negative in a date's format, which spreadsheet programs show as ####"
            if close:
                return "a date to openpyxl, a number to okralign: format " + mine.get("format", "")
            if abs(mine["number"] - serial(theirs)) < 1.1 and mine["number"] < 61:
                return "days before March 1900"
        return None
    if isinstance(theirs, (int, float)):
        if kind == "number" and near(mine["number"], theirs):
            return ""
        if kind == "date" and near(mine["number"], theirs):
            return "a date's format that openpyxl does not take for one: " + mine.get("format", "")
        if kind == "date" and theirs < 60 and near(mine["number"], theirs + 1):
            return "days before March 1900"
        if kind == "text" and mine["value"].strip() == str(theirs):
            return "a number to openpyxl, text to okralign"
        return None
    text = plain(str(theirs))
    if kind in ("text", "error") and plain(value) == text:
        return ""
    if kind == "text" and mine.get("cut") and text.startswith(plain(value)):
        return "cut at the limit"
    if plain(value).strip() == text.strip():
        return "blanks around it"
    return None


def formula_text(value):
    text = getattr(value, "text", value)
    return text[1:] if isinstance(text, str) and text.startswith("=") else None


def compare_formulas(mine, theirs, counts):
    """Formulas are compared without external book names, which okralign resolves."""
    for ref, cell in mine.items():
        if "formula" not in cell:
            continue
        other = formula_text(theirs.get(ref))
        if other is None:
            counts["formula not with openpyxl (table, array, shared)"] += 1
        elif re.sub(r"'?\[[^\]]*\]", "[]", other).replace("'", "") == re.sub(r"'?\[[^\]]*\]", "[]", cell["formula"]).replace("'", ""):
            counts["formula equal"] += 1
        elif plain(other) == plain(cell["formula"]):
            counts["formula equal"] += 1
        else:
            counts["formula differs"] += 1
            yield "%s: formula %r, openpyxl %r" % (ref, cell["formula"][:80], other[:80])


def compare_book(program, path):
    import openpyxl
    warnings.simplefilter("ignore")
    counts, lines = collections.Counter(), []
    mine, said = okralign(program, path)
    try:
        values = openpyxl.load_workbook(path, data_only=True)
        texts = openpyxl.load_workbook(path)
        opened = True
    except Exception as error:  # any of them means: not opened
        opened, problem = False, "%s: %s" % (type(error).__name__, str(error)[:60])
    if mine is None:
        lines.append("okralign FAILED: " + said)
        counts["okralign failed"] += 1
        return path, "failed", counts, lines
    read = bool(mine["books"]) and "not_read" not in mine["books"][0]
    if not opened or not read:
        reason = mine["books"][0].get("not_read", "") if mine["books"] else said.strip()
        if not read and opened:
            return path, "only openpyxl opens: " + reason, counts, lines
        if read and not opened:
            return path, "only okralign opens: openpyxl says " + problem.split(":")[0], counts, lines
        return path, "neither opens: " + reason, counts, lines
    sheets = {s["name"]: s for s in mine["books"][0]["sheets"]}
    for sheet in values.worksheets:
        own = sheets.get(sheet.title)
        if own is None and not sheet._cells:
            counts["explained: sheet of another kind than cells"] += 1
            continue
        if own is None:
            lines.append("sheet %r is missing" % sheet.title)
            counts["sheet missing"] += 1
            continue
        cells = {c["ref"]: c for c in own["cells"]}
        theirs = {c.coordinate: c for c in list(sheet._cells.values())}
        covered = set()
        for merge in own["merged"]:
            try:
                cols0, rows0, cols1, rows1 = openpyxl.utils.range_boundaries(merge)
            except ValueError:
                continue
            if (cols1 - cols0 + 1) * (rows1 - rows0 + 1) < 100000:
                covered.update("%s%d" % (openpyxl.utils.get_column_letter(c), r)
                               for c in range(cols0, cols1 + 1) for r in range(rows0, rows1 + 1))
        for ref in set(cells) | set(theirs):
            value = theirs[ref].value if ref in theirs else None
            why = explain(cells.get(ref), value)
            if why is None and ref in covered and value is None:
                why = "covered by a merge, openpyxl drops it"
            if why is None and ref not in cells and theirs[ref].hyperlink:
                why = "blank with a hyperlink, whose address openpyxl takes for the value"
            if why is None and value is None and cells[ref]["type"] == "error":
                why = "an error to okralign"
            if why == "":
                counts["equal"] += ref in cells
            elif why:
                counts["explained: " + why] += 1
            else:
                counts["differs"] += 1
                lines.append("%s!%s: %s, openpyxl %r" % (
                    sheet.title, ref,
                    json.dumps({k: cells[ref][k] for k in ("type", "value", "format") if k in cells[ref]},
                               ensure_ascii=False)[:120] if ref in cells else "nothing", str(value)[:80] if value is not None else None))
        formulas = {c.coordinate: c.value for c in texts[sheet.title]._cells.values()}
        for line in compare_formulas(cells, formulas, counts):
            lines.append("%s!%s" % (sheet.title, line))
    return path, "both open", counts, lines


def xlsx_csv_oracles(program, folder):
    """dilshod+xlsx2csv keeps expected CSV beside workbooks: the first sheet's texts, row by row."""
    good = bad = 0
    other_options = ("escape.xlsx", "variousdelim.xlsx")  # expected with --escape, all sheets
    for name in sorted(os.listdir(folder)) if os.path.isdir(folder) else []:
        if name in other_options:
            continue
        book, oracle = os.path.join(folder, name), os.path.join(folder, name[:-5] + ".csv")
        if not name.endswith(".xlsx") or not os.path.exists(oracle):
            continue
        mine, _ = okralign(program, book)
        if not mine or not mine["books"] or not mine["books"][0]["sheets"]:
            print("  %s: not read" % name)
            bad += 1
            continue
        got = [c["value"] for c in mine["books"][0]["sheets"][0]["cells"] if c["type"] == "text"]
        with open(oracle, newline="", encoding="utf-8", errors="replace") as file:
            expected = {plain(field).strip() for row in csv.reader(file) for field in row}
        missing = [v for v in got if plain(v).strip() not in expected]
        if missing:
            bad += 1
            print("  %s: %d of %d texts are not in the oracle, the first %r" % (
                name, len(missing), len(got), missing[0][:60]))
        else:
            good += 1
    print("xlsx2csv oracles: %d agree, %d differ" % (good, bad))


def dialects(program, folder):
    good, total = 0, 0
    parameters = os.path.join(folder, "parameters")
    for name in sorted(os.listdir(parameters)) if os.path.isdir(parameters) else []:
        path = os.path.join(folder, "csv", name.replace("_parameters.json", ""))
        with open(os.path.join(parameters, name)) as file:
            wanted = json.load(file)
        mine, said = okralign(program, path)
        book = mine["books"][0]
        encoding = {"cp1252": "WINDOWS-1252"}.get(wanted["encoding"], wanted["encoding"].upper())
        total += 1
        if book.get("delimiter", "") == wanted["delimiter"] and book["encoding"].startswith(encoding):
            good += 1
        else:
            print("  %s: delimiter %r, encoding %s; expected %r, %s" % (
                os.path.basename(path), book.get("delimiter"), book["encoding"],
                wanted["delimiter"], wanted["encoding"]))
    print("CSV dialects: %d of %d as expected" % (good, total))


def csv_rows(path, book):
    encoding = book["encoding"].lower()
    with open(path, "rb") as file:
        raw = file.read()
    text = raw.decode(encoding, errors="replace").replace("\0", "").lstrip("\ufeff")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=book.get("delimiter") or "\x1f"))


def compare_csv(program, path):
    """The same encoding and delimiter given to Python's csv: are the cells the same?"""
    csv.field_size_limit(1 << 30)
    mine, said = okralign(program, path)
    if mine is None:
        return path, "failed", said
    if not mine["books"] or "not_read" in mine["books"][0]:
        return path, "not read: " + (mine["books"][0].get("not_read", "") if mine["books"] else ""), ""
    try:
        rows = csv_rows(path, mine["books"][0])
    except (csv.Error, LookupError, UnicodeError) as error:
        return path, "python's csv refuses", str(error)
    got = [plain(c["value"]).strip() for s in mine["books"][0]["sheets"] for c in s["cells"]]
    expected = [plain(f).strip() for row in rows for f in row if f.strip("\ufeff\u00a0\u3000\u200b \t\r\n\f\v\u2003")]
    if got == expected:
        return path, "same cells as python's csv", ""
    for n, (a, b) in enumerate(zip(got + [None] * len(expected), expected)):
        if a != b:
            return path, "other cells than python's csv", "cell %d: %r, csv %r" % (n, a and a[:50], b[:50])
    return path, "other cells than python's csv", "%d cells, csv %d" % (len(got), len(expected))


def files_under(folder, endings, only):
    for root, _, names in os.walk(folder):
        for name in sorted(names):
            path = os.path.join(root, name)
            if name.lower().endswith(endings) and only in path:
                yield path


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--okralign", required=True)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", default="")
    parser.add_argument("--verbose", action="store_true", help="list files by outcome")
    parser.add_argument("data")
    args = parser.parse_args()
    awkward = os.path.join(args.data, "awkward")
    if not os.path.isdir(awkward):
        print("eval-import: skipped: %s is not there" % awkward)
        return 0
    try:
        import openpyxl  # noqa: F401
    except ImportError:
        print("eval-import: skipped: python3-openpyxl is not installed")
        return 0
    program = os.path.abspath(args.okralign)
    outcomes, counts, listed = collections.Counter(), collections.Counter(), 0
    paths = sorted(files_under(awkward, BOOKS, args.only))
    with concurrent.futures.ProcessPoolExecutor(args.jobs) as pool:
        for path, outcome, book_counts, lines in pool.map(compare_book, [program] * len(paths), paths,
                                                          chunksize=8):
            outcomes[outcome] += 1
            counts.update(book_counts)
            if args.verbose and outcome != "both open":
                print("%s: %s" % (os.path.relpath(path, awkward), outcome))
            for line in lines[:6]:
                print("%s: %s" % (os.path.relpath(path, awkward), line))
            if len(lines) > 6:
                print("  ... and %d more in this file" % (len(lines) - 6))
            listed += len(lines)
        print("\nworkbooks: %d" % len(paths))
        for outcome, n in outcomes.most_common():
            print("  %5d %s" % (n, outcome))
        print("cells of the workbooks that both open:")
        for what, n in sorted(counts.items(), key=lambda item: -item[1]):
            print("  %8d %s" % (n, what))
        tables = sorted(files_under(awkward, (".csv", ".tsv"), args.only)) + sorted(
            files_under(os.path.join(args.data, "sheets"), (".csv",), args.only))
        csv_outcomes = collections.Counter()
        for path, outcome, detail in pool.map(compare_csv, [program] * len(tables), tables, chunksize=8):
            csv_outcomes[outcome] += 1
            if not outcome.startswith("same"):
                print("%s: %s %s" % (os.path.relpath(path, args.data), outcome, detail))
    print("CSV files: %d" % len(tables))
    for outcome, n in csv_outcomes.most_common():
        print("  %5d %s" % (n, outcome))
    dialects(program, os.path.join(args.data, "csv-dialects"))
    xlsx_csv_oracles(program, os.path.join(awkward, "dilshod+xlsx2csv", "test"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
