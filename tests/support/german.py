"""No cell of a German workbook says what the catalogue has in German.

    german.py CATALOGUE WORKBOOK...    a line for each English message; how many texts were looked at
"""
import re
import sys

import openpyxl

CONVERSION = re.compile(r"%[-+#0-9.*]*(?:hh?|ll?|[qjzt])?[a-zA-Z%]")


def pattern(message):
    """What the message looks like when it is said; None for words that sheets may hold as well."""
    pieces = CONVERSION.split(message)
    if not re.search("[a-z]{2} [a-z]{2}", " ".join(pieces)) or len("".join(pieces)) < 12:
        return None
    return re.compile(".+?".join(re.escape(piece) for piece in pieces))


def texts(path):
    for sheet in openpyxl.load_workbook(path):
        if not sheet.title.startswith("okralign"):  # what is carried to the next report
            for row in sheet.iter_rows():
                for cell in row:
                    if isinstance(cell.value, str):
                        yield sheet.title + "!" + cell.coordinate, cell.value


def main(catalogue, workbooks):
    lines = [line.rstrip("\n") for line in open(catalogue, encoding="utf-8")]
    english = [(line[4:], pattern(line[4:])) for line in lines if line.startswith("en: ")]
    seen = found = 0
    for path in workbooks:
        for place, text in texts(path):
            seen += 1
            for message, looks in english:
                if looks and looks.search(text):
                    found += 1
                    print(f"{path}:{place}: '{text}' is '{message}'")
                    break
    print(f"{seen} texts")
    return found > 0 or seen < 100


sys.exit(main(sys.argv[1], sys.argv[2:]))
