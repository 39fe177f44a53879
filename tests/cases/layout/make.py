#!/usr/bin/env python3
"""Writes the input files of the layout cases from definitions.txt: one folder a case.

    ### name                  a case; its folder
    = in/growth.csv           a file (default: sheet.csv); .xlsx needs openpyxl
    == Growth                 a sheet of an .xlsx
    A | B | C                 a row; cells as below
    ! merge A2:A4             also: hide row 3, hide col C, state hidden, comment B2 text,
                              link B2 target, outline 3, format C2:E3 [h]:mm
    % items sheet.csv         the arguments, if they are not `items FILE`
    delimiter ;               (first line of a .csv)

In cells: \\n is a line end, *text* bold, ~~text~~ struck through, >> one step of indent (.xlsx) or two blanks (.csv),
=... a formula; in .xlsx figures are numbers, "45%" a percentage, 2026-06-30 a date, 'text a text.
Files that are there and hold the same are left alone. Usage: make.py [PATTERN]
"""
import csv, datetime, io, os, re, sys

here = os.path.dirname(os.path.abspath(__file__))


def cells(line):
    return [c.strip().replace('\\n', '\n') for c in re.split(r' *\| *', line)]


def write(path, data):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    if os.path.exists(path) and open(path, 'rb').read() == data:
        return
    open(path, 'wb').write(data)


def make_csv(path, lines):
    delimiter = ','
    if lines and lines[0].startswith('delimiter '):
        delimiter = lines.pop(0)[10:]
    out = io.StringIO()
    rows = [cells(line) for line in lines]
    width = max(len(r) for r in rows)
    writer = csv.writer(out, delimiter=delimiter, lineterminator='\n')
    for row in rows:
        row = [re.sub(r'^\*(.*)\*$', r'\1', c) for c in row]
        row = [re.sub(r'^(>>)+', lambda m: '  ' * (len(m.group(0)) // 2), c) for c in row]
        writer.writerow(row + [''] * (width - len(row)))
    write(path, out.getvalue().encode())


def set_cell(cell, text):
    from openpyxl.styles import Alignment, Font
    steps = re.match(r'(>>)*', text).group(0)
    text = text[len(steps):]
    if steps:
        cell.alignment = Alignment(indent=len(steps) // 2)
    if len(text) > 2 and text[0] == text[-1] == '*':
        text = text[1:-1]
        cell.font = Font(bold=True)
    if len(text) > 4 and text[:2] == text[-2:] == '~~':
        text = text[2:-2]
        cell.font = Font(strike=True)
    if text.startswith("'"):
        cell.value = text[1:]
    elif re.fullmatch(r'-?\d+(\.\d+)?', text):
        cell.value = float(text) if '.' in text else int(text)
    elif re.fullmatch(r'-?\d+(\.\d+)?%', text):
        cell.value = float(text[:-1]) / 100
        cell.number_format = '0%'
    elif re.fullmatch(r'\d{4}-\d\d-\d\d', text):
        cell.value = datetime.datetime.fromisoformat(text)
        cell.number_format = 'yyyy-mm-dd'
    elif text:
        cell.value = text


def directive(sheet, words):
    from openpyxl.comments import Comment
    verb, rest = words.split(' ', 1)
    if verb == 'merge':
        sheet.merge_cells(rest)
    elif verb == 'state':
        sheet.sheet_state = rest
    elif verb == 'hide':
        kind, which = rest.split()
        (sheet.row_dimensions[int(which)] if kind == 'row' else sheet.column_dimensions[which]).hidden = True
    elif verb == 'comment':
        where, text = rest.split(' ', 1)
        sheet[where].comment = Comment(text, 'x')
    elif verb == 'link':
        where, target = rest.split(' ', 1)
        sheet[where].hyperlink = target
    elif verb == 'format':
        where, code = rest.split(' ', 1)
        for row in sheet[where] if ':' in where else [[sheet[where]]]:
            for cell in row:
                cell.number_format = code
    elif verb == 'outline':
        sheet.row_dimensions[int(rest)].outline_level = 1
    else:
        raise SystemExit('unknown directive ' + words)


def make_xlsx(path, lines):
    import openpyxl, zipfile
    book = openpyxl.Workbook()
    book.remove(book.active)
    sheet, row = None, 0
    for line in lines:
        if line.startswith('== '):
            sheet, row = book.create_sheet(line[3:]), 0
        elif line.startswith('! '):
            directive(sheet, line[2:])
        else:
            row += 1
            for column, text in enumerate(cells(line), 1):
                if text:
                    set_cell(sheet.cell(row, column), text)
    fixed = datetime.datetime(2026, 1, 1)
    book.properties.created = book.properties.modified = fixed
    raw, out = io.BytesIO(), io.BytesIO()
    book.save(raw)
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(out, 'w', zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            data = old.read(name)
            if name == 'docProps/core.xml':
                data = re.sub(rb'(<dcterms:modified[^>]*>)[^<]*', rb'\g<1>2026-01-01T00:00:00Z', data)
            new.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), data)
    write(path, out.getvalue())


def make(name, lines):
    files, args = {}, None
    current = None
    for line in lines:
        if line.startswith('% '):
            args = line[2:]
            continue
        if line.startswith('= '):
            current = files.setdefault(line[2:], [])
            continue
        if current is None:
            current = files.setdefault('sheet.csv', [])
        current.append(line)
    for file, content in files.items():
        while content and not content[-1].strip():
            content.pop()
        path = os.path.join(here, name, file)
        if file.endswith('.ini'):
            write(path, ('\n'.join(content) + '\n').encode())
        else:
            (make_xlsx if file.endswith('.xlsx') else make_csv)(path, content)
    first = next(iter(files))
    args = args or 'items ' + (first if len(files) == 1 else first.split('/')[0])
    write(os.path.join(here, name, 'args'), (args + '\n').encode())
    expected = os.path.join(here, name, 'expected')
    if not os.path.exists(expected):
        open(expected, 'w').close()


pattern = sys.argv[1] if len(sys.argv) > 1 else ''
name, lines = None, []
for line in open(os.path.join(here, 'definitions.txt'), encoding='utf-8').read().split('\n') + ['### ']:
    if line.startswith('### '):
        if name and pattern in name:
            make(name, lines)
        name, lines = line[4:].strip(), []
    elif name and not line.startswith('#'):
        lines.append(line)
