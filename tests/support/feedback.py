"""Feedback goes out, two teams decide in it, it comes back among the sheets: the next reports know the
decisions. Usage: feedback.py OKRALIGN SHEETS FOLDER"""
import glob, json, os, shutil, subprocess, sys
import openpyxl

OKRALIGN, SAMPLE, ROOT = sys.argv[1:4]
SHEETS, OUT = os.path.join(ROOT, 'okrs'), os.path.join(ROOT, 'feedback')


def run(date, *more):
    out = os.path.join(ROOT, date)
    command = [OKRALIGN, 'report', SHEETS, '-q', '--as-of', date, '-o', out + '.xlsx',
               '--json', out + '.json', *more]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.load(open(out + '.json', encoding='utf-8'))


def links_sheet(book):
    """The sheet that asks, its header's row, its columns by name."""
    for sheet in book:
        for row in sheet.iter_rows(max_row=6):
            names = {c.value: c.column for c in row}
            if sheet.sheet_state == 'visible' and {'ID', 'Decision'} <= names.keys():
                return sheet, row[0].row, names


def asked(path):
    """Rows with a suggestion, as (cells by header, set one)."""
    book = openpyxl.load_workbook(path)
    sheet, head, names = links_sheet(book)
    for r in range(head + 1, sheet.max_row + 1):
        if sheet.cell(r, names['ID']).value:
            yield {n: sheet.cell(r, c).value for n, c in names.items()}


def answer(path, key, **answers):
    book = openpyxl.load_workbook(path)
    sheet, head, names = links_sheet(book)
    for r in range(head + 1, sheet.max_row + 1):
        if sheet.cell(r, names['ID']).value == key:
            for name, value in answers.items():
                sheet.cell(r, names[name.replace('_', ' ')]).value = value
    book.save(path)


def status(result, row):
    """Of the link that the row is about: 'confirmed', 'suggested', or None."""
    ends = [row[c].split('  ')[0] for c in ('From', 'Supports')]
    return next((l['status'] for l in result['links'] if [l['from'], l['to']] == ends), None)


def codes(result):
    return [f['code'] for f in result['findings'] if f['code'].startswith('decision')]


shutil.copytree(SAMPLE, SHEETS)
first = run('2026-05-29', '--feedback', OUT)
rows = [(path, row) for path in sorted(glob.glob(OUT + '/*.xlsx')) for row in asked(path)]
own = [(p, r) for p, r in rows if r['State']]  # else: "Nothing."
assert len(own) > 5
assert all(r['State'].startswith('suggested') for _, r in own)
assert not any(r['Decision'] for _, r in own)
pairs = {}  # both units are asked
for path, row in own:
    pairs.setdefault(row['ID'], []).append((path, row))
assert all(len(p) == 2 for p in pairs.values())
[(path_yes, yes), _], [(path_no, no), _], both = list(pairs.values())[:3]
answer(path_yes, yes['ID'], Decision='Accept', Decided_by='Ida')
answer(path_no, no['ID'], Decision='Reject', Comment='not ours')
answer(both[0][0], both[0][1]['ID'], Decision='Accept')
answer(both[1][0], both[1][1]['ID'], Decision='Reject')
for path in {path_yes, path_no, both[0][0], both[1][0]}:
    shutil.copy(path, SHEETS)

for previous in ([], ['--previous', os.path.join(ROOT, '2026-05-29.xlsx')]):
    june = run('2026-06-26', *previous)
    assert status(first, yes) == 'suggested' and status(june, yes) == 'confirmed', status(june, yes)
    assert status(first, no) == 'suggested' and status(june, no) != 'confirmed', status(june, no)
    assert codes(june) == ['decision-conflict'], codes(june)  # two teams, two answers
    assert status(june, both[0][1]) == 'suggested'
print('ok: decided in feedback, with and without the report before')

# May's report itself says Accept where the team says Reject; the team's program dropped the properties
told = shutil.copy(os.path.join(ROOT, '2026-05-29.xlsx'), os.path.join(ROOT, 'told.xlsx'))
answer(told, no['ID'], Decision='Accept')
june = run('2026-06-27', '--previous', told)
assert codes(june) == ['decision-conflict'] * 2, codes(june)
assert status(june, no) == 'suggested'
print('ok: a report and a team that contradict each other leave it open')

# June's report says the contrary; the feedback of May lies there still, and says nothing new
report = os.path.join(ROOT, '2026-06-26.xlsx')
for key, verdict in ((yes['ID'], 'Reject'), (both[0][1]['ID'], 'Accept')):
    answer(report, key, Decision=verdict)
july = run('2026-07-31', '--previous', report)
assert status(july, yes) != 'confirmed' and status(july, both[0][1]) == 'confirmed', codes(july)
august = run('2026-08-28', '--previous', os.path.join(ROOT, '2026-07-31.xlsx'))
assert status(august, yes) != 'confirmed' and status(august, both[0][1]) == 'confirmed'
assert status(august, no) != 'confirmed' and not codes(august), codes(august)
print('ok: later decisions stand')

answer(path_yes, yes['ID'], ID='S-000000000000', Decision='Accept')
shutil.copy(path_yes, SHEETS)
assert 'decision-unread' in codes(run('2026-09-30'))
print('ok: an unknown ID is said')
