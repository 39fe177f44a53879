"""Fills in a sheet that okralign template made, as a team would: fill.py TEMPLATE OUT UNIT."""
import csv, datetime, sys
import openpyxl

template, out = sys.argv[1:3]
DUE = datetime.date(2026, 6, 15)


def rows(take_over, supports):
    return [
        [take_over, 'Sign ten corporate contracts', 'Mo Lindt', 0, 10, 4, None, 'contracts', 'On track', DUE, None, None],
        [take_over, 'Raise the win rate from 22 % to 30 %', 'Mo Lindt', 22, 30, 25, None, '%', 'At risk', DUE, None, 'price list is late'],
        ['Answer every customer within two hours', 'Cut median response time from 9 to 2 hours', 'Ana Ruiz',
         9, 2, 5, None, 'hours', 'On track', DUE, supports, None],
        ['Answer every customer within two hours', 'Solve 80 % of requests at first contact', 'Ana Ruiz',
         61, 80, 70, None, '%', 'Not started', DUE, supports, None],
    ]


if template.endswith('.csv'):
    with open(template, newline='', encoding='utf-8-sig') as text:
        lines = list(csv.reader(text))
    supports = lines[1][lines[0].index('Supports')]
    lines += [[v.isoformat() if isinstance(v, datetime.date) else '' if v is None else str(v) for v in row]
              for row in rows(supports.split('  ')[-1], supports)]
    with open(out, 'w', newline='', encoding='utf-8') as text:
        csv.writer(text).writerows(lines)
else:
    book = openpyxl.load_workbook(template)
    lists = book['Lists']
    sheet = book.worksheets[0]
    first = next(r for r in range(1, 30) if str(sheet.cell(r, 1).value).startswith(('Objective', 'Ziel'))) + 2
    for i, row in enumerate(rows(lists['B2'].value, lists['C3'].value)):
        for k, value in enumerate(row):
            if value is not None:
                sheet.cell(first + i, k + 1).value = value
    book.save(out)
