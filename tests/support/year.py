"""A year of an invented company, month by month: its sheets change, reviewers decide in the report,
a team is renamed, one file is broken in May, one is missing in June and back in July. Every month's
report is made, opened and checked. Usage: year.py OKRALIGN FOLDER"""
import csv, json, os, shutil, subprocess, sys
import openpyxl

OKRALIGN, ROOT = sys.argv[1], sys.argv[2]
SHEETS, REPORTS = os.path.join(ROOT, 'okrs'), os.path.join(ROOT, 'reports')
LATEST, LEDGER = os.path.join(REPORTS, 'latest.xlsx'), os.path.join(ROOT, 'decisions.csv')
HEAD = ['ID', 'Objective', 'Key result', 'Owner', 'Start', 'Target', 'Current', 'Status', 'Supports']

# --- the company -----------------------------------------------------------------------------------

COMPANY = [
    ['O1', 'Grow the harbour business profitably', 'KR 1.1', 'Raise container revenue from 40 to 50 million EUR', 'Ida Holm', 40, 50, 41],
    ['O1', '', 'KR 1.2', 'Cut berth waiting time from 9 to 4 hours', 'Ida Holm', 9, 4, 8],
    ['O2', 'Be the employer that people recommend', 'KR 2.1', 'Reduce staff turnover from 18 % to 10 %', 'Per Lund', 18, 10, 17],
    ['O2', '', 'KR 2.2', 'Fill 95 % of open positions within 60 days', 'Per Lund', 70, 95, 72],
]
TEAMS = {
    'Sales.xlsx': [
        ['S1', 'Win shipping lines as long-term customers', 'Sign six framework contracts', 'Jo Berg', 0, 6, 1, 'On track', 'KR 1.1'],
        ['S1', '', 'Raise average container revenue per customer from 200 to 260 thousand EUR', 'Jo Berg', 200, 260, 210, 'On track', 'KR 1.1'],
    ],
    'Terminal.xlsx': [
        ['T1', 'Turn ships around faster', 'Cut berth waiting time at quay 3 from 11 to 5 hours', 'Mo Aden', 11, 5, 10, 'At risk', ''],
        ['T1', '', 'Raise crane moves per hour from 22 to 28', 'Mo Aden', 22, 28, 23, 'On track', ''],
    ],
    'People.csv': [
        ['P1', 'Keep the people we have', 'Reduce turnover among crane drivers from 20 % to 12 %', 'Li Chen', 20, 12, 19, 'On track', 'KR 2.1'],
        ['P1', '', 'Hold a career talk with 90 % of staff', 'Li Chen', 10, 90, 20, 'On track', 'KR 2.1'],
    ],
    'Recruiting.xlsx': [
        ['R1', 'Hire faster than our rivals', 'Cut the time to fill open positions from 85 to 60 days', 'Eva Roth', 85, 60, 82, 'On track', ''],
        ['R1', '', 'Raise offers accepted from 60 % to 80 %', 'Eva Roth', 60, 80, 61, 'On track', ''],
    ],
}


def save_xlsx(name, rows, title, head=HEAD):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in [head] + rows:
        sheet.append(row)
    book.save(os.path.join(SHEETS, name))


def save_company():
    head = ['Objective ID', 'Objective', 'KR ID', 'Key result', 'Owner', 'Start', 'Target', 'Current']
    save_xlsx('Company.xlsx', COMPANY, 'Company', head)


def save_team(name):
    rows = TEAMS[name]
    if name.endswith('.csv'):
        with open(os.path.join(SHEETS, name), 'w', newline='', encoding='utf-8') as out:
            csv.writer(out).writerows([HEAD] + rows)
    else:
        save_xlsx(name, rows, name.split('.')[0])


def save_all():
    save_company()
    for name in TEAMS:
        save_team(name)


# --- a month's run ---------------------------------------------------------------------------------

def run(month, status=0, ledger=False):
    name = os.path.join(REPORTS, 'okr-%Y-%m.xlsx')
    data = os.path.join(ROOT, 'run.json')
    args = [OKRALIGN, 'report', SHEETS, '-o', name, '--latest', LATEST, '--json', data, '-q',
            '--as-of', '2026-%02d-28' % month]
    if os.path.exists(LATEST):
        args += ['--previous', LATEST]
    if ledger:
        args += ['--decisions', LEDGER]
    done = subprocess.run(args, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert done.returncode == status, (done.returncode, done.stdout, done.stderr)
    dated = os.path.join(REPORTS, 'okr-2026-%02d.xlsx' % month)
    assert open(dated, 'rb').read() == open(LATEST, 'rb').read()
    leftovers = [f for f in os.listdir(REPORTS) if f.startswith('.') or 'tmp' in f]
    assert not leftovers, leftovers
    with open(data, encoding='utf-8') as text:
        result = json.load(text)
    check_report(month, result)
    return result


def check_report(month, result):
    """The figures of every month stand in the report, hidden and drawn."""
    book = openpyxl.load_workbook(LATEST)
    rows = list(book['okralign runs'].values)
    assert [r[0] for r in rows[1:]] == ['2026-%02d-28' % m for m in range(1, month + 1)], rows
    last = dict(zip(rows[0], rows[-1]))
    assert abs(last['expected'] - result['coverage']['expected']) < 1e-9
    for sheet in book.worksheets:
        if sheet.title.startswith('okralign '):
            assert sheet.sheet_state == 'hidden', sheet.title
    assert ('trend' in result) == (month > 1)
    charts = len(book['Summary']._charts)
    if month > 2:
        assert len(result['trend']['runs']) == month
        assert charts >= 1
    said = ' '.join(str(c) for row in book['Summary'].values for c in row if c)
    assert month == 1 or '2026-%02d-28' % (month - 1) in said, said


def changes(result, change):
    return [c for c in result['trend']['changes'] if c['change'] == change]


def findings(result, code):
    return [f for f in result['findings'] if f['code'] == code]


def links(result, status):
    return {(l['from'], l['to']): l for l in result['links'] if l['status'] == status}


# --- what a reviewer does to the report ------------------------------------------------------------

def confirm_sheet(book):
    for sheet in book.worksheets:
        for row in sheet.iter_rows(max_row=20):
            names = {c.value: c.column for c in row if c.value}
            if 'ID' in names and 'Decision' in names:
                return sheet, row[0].row, names
    raise AssertionError('no sheet to confirm')


def confirm_rows(path=None):
    sheet, head, names = confirm_sheet(openpyxl.load_workbook(path or LATEST))
    rows = []
    for row in range(head + 1, sheet.max_row + 1):
        if sheet.cell(row, names['ID']).value:
            rows.append({n: sheet.cell(row, c).value for n, c in names.items()})
    return rows


def decide(unit, parent, verdict, other=None, by='Kim'):
    """Writes a decision into the rows of `unit` whose suggestion holds `parent`; how many there were."""
    book = openpyxl.load_workbook(LATEST)
    sheet, head, names = confirm_sheet(book)
    hits = 0
    for row in range(head + 1, sheet.max_row + 1):
        if sheet.cell(row, names['Unit']).value == unit and \
                parent in str(sheet.cell(row, names['May support']).value):
            sheet.cell(row, names['Decision']).value = verdict
            sheet.cell(row, names['Other parent']).value = other
            sheet.cell(row, names['Decided by']).value = by
            hits += 1
    assert hits, (unit, parent, confirm_rows())
    book.save(LATEST)
    return hits


def office_saves():
    """What a reviewer's spreadsheet program may do: it writes everything anew."""
    if not shutil.which('soffice'):
        return
    out = os.path.join(ROOT, 'office')
    subprocess.run(['soffice', '-env:UserInstallation=file://' + os.path.join(ROOT, 'profile'),
                    '--headless', '--convert-to', 'xlsx:Calc MS Excel 2007 XML', '--outdir', out, LATEST],
                   check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    shutil.copy(os.path.join(out, 'latest.xlsx'), LATEST)


def turn_upside_down():
    """Rows sorted, a column moved, one added, the sheet renamed."""
    book = openpyxl.load_workbook(LATEST)
    sheet, head, names = confirm_sheet(book)
    rows = [[sheet.cell(r, c).value for c in range(1, sheet.max_column + 1)]
            for r in range(head, sheet.max_row + 1)]
    rows = [rows[0]] + sorted(rows[1:], key=lambda r: str(r[names['ID'] - 1]), reverse=True)
    moved = book.create_sheet('Entschieden im August', 0)
    moved.append(['Please decide until Friday'])
    for row in rows:
        id_, rest = row[names['ID'] - 1], [v for i, v in enumerate(row) if i != names['ID'] - 1]
        moved.append(['Priority' if id_ == 'ID' else 'high'] + rest + [id_])
    del book[sheet.title]
    book.save(LATEST)


# --- the year --------------------------------------------------------------------------------------

def supporters(result, company_kr, status='confirmed'):
    """Units whose items support the company's item with this text."""
    items = {i['id']: i for i in result['items']}
    target = [i['id'] for i in result['items'] if i['text'] == company_kr]
    assert len(target) == 1, (company_kr, target)
    return {items[f]['unit'] for (f, t) in links(result, status) if t == target[0]}


BERTH = 'Cut berth waiting time from 9 to 4 hours'
HIRE = 'Fill 95 % of open positions within 60 days'
TURNOVER = 'Reduce staff turnover from 18 % to 10 %'
REVENUE = 'Raise container revenue from 40 to 50 million EUR'


def january():
    save_all()
    result = run(1)
    assert supporters(result, REVENUE) == {'sales'}
    assert supporters(result, TURNOVER) == {'people'}
    assert 'terminal' in supporters(result, BERTH, 'suggested'), links(result, 'suggested')
    assert 'recruiting' in supporters(result, HIRE, 'suggested'), links(result, 'suggested')
    assert not any(r['Decision'] for r in confirm_rows())


def february():
    decide('Terminal', 'berth waiting time', 'Accept')
    decide('Recruiting', 'open positions', 'Reject')
    TEAMS['Sales.xlsx'][0][6] = 3
    save_team('Sales.xlsx')
    result = run(2)
    assert 'terminal' in supporters(result, BERTH)
    assert 'recruiting' not in supporters(result, HIRE, 'suggested') | supporters(result, HIRE)
    moved = changes(result, 'progress moved')
    assert [c['unit'] for c in moved] == ['sales'], moved
    assert 'key result' not in moved[0]['text'] and moved[0]['number_after'] > moved[0]['number_before']
    assert changes(result, 'newly covered'), result['trend']
    assert {r['Decision'] for r in confirm_rows() if r['Unit'] in ('Terminal', 'Recruiting')} >= {'Accept', 'Reject'}


def march():
    """The rejected pair stays away; then one text changes, and it is asked again, and said."""
    for row in TEAMS['Recruiting.xlsx']:
        row[2] = row[2].replace('time to fill open positions', 'days in which open positions are filled')
        row[1] = row[1].replace('Hire faster than our rivals', 'Fill open positions faster than our rivals')
    save_team('Recruiting.xlsx')
    result = run(3)
    assert findings(result, 'decision-stale'), result['findings']
    assert 'recruiting' in supporters(result, HIRE, 'suggested') | supporters(result, HIRE)
    assert len(changes(result, 'reworded')) == 2, changes(result, 'reworded')
    assert not changes(result, 'new') and not changes(result, 'removed')


def april():
    """A team is renamed; decisions and history go on."""
    os.remove(os.path.join(SHEETS, 'Terminal.xlsx'))
    TEAMS['Quayside.xlsx'] = TEAMS.pop('Terminal.xlsx')
    with open(os.path.join(SHEETS, 'okralign.ini'), 'w', encoding='utf-8') as out:
        out.write('[unit Quayside]\nwas = Terminal\n')
    save_team('Quayside.xlsx')
    result = run(4)
    assert 'quayside' in supporters(result, BERTH)
    assert not changes(result, 'new unit') and not changes(result, 'unit missing'), result['trend']
    assert not findings(result, 'decision-stale')
    history = [r for r in openpyxl.load_workbook(LATEST)['okralign units'].values if r[1] == 'Quayside']
    assert len(history) == 4, history


def may():
    """A file is broken: it is said, the rest goes on."""
    path = os.path.join(SHEETS, 'Sales.xlsx')
    whole = open(path, 'rb').read()
    with open(path, 'wb') as out:
        out.write(whole[:len(whole) // 3])
    result = run(5)
    broken = [f for f in result['findings'] if f.get('place', {}).get('file') == 'Sales.xlsx']
    assert any(f['severity'] == 'error' for f in broken), broken
    assert [c['unit_name'] for c in changes(result, 'unit not read')] == ['Sales']
    assert any(c['text'] == REVENUE for c in changes(result, 'lost support')), result['trend']
    assert not changes(result, 'removed')


def june():
    """Sales are back; the file of People is missing."""
    save_team('Sales.xlsx')
    os.rename(os.path.join(SHEETS, 'People.csv'), os.path.join(ROOT, 'People.csv'))
    result = run(6)
    assert [c['unit_name'] for c in changes(result, 'unit missing')] == ['People']
    back = changes(result, 'new unit')
    assert [(c['unit_name'], c.get('before')) for c in back] == [('Sales', 'back')], back
    assert any(c['text'] == REVENUE for c in changes(result, 'newly covered'))


def july():
    os.rename(os.path.join(ROOT, 'People.csv'), os.path.join(SHEETS, 'People.csv'))
    result = run(7)
    assert [(c['unit_name'], c.get('before')) for c in changes(result, 'new unit')] == [('People', 'back')]
    assert not changes(result, 'unit missing')


def august():
    """A decision is made, then the sheet is turned upside down and saved by an office program."""
    decide('Recruiting', 'open positions', 'Accept', by='Zoë')
    turn_upside_down()
    office_saves()
    result = run(8)
    assert 'recruiting' in supporters(result, HIRE)
    assert 'quayside' in supporters(result, BERTH)
    assert not findings(result, 'decision-unread') and not findings(result, 'decision-conflict')
    assert any('Zoë' in l.get('evidence', '') for l in result['links'])


def september():
    """The company changes: a key result goes, another comes. The ledger is kept from now on."""
    COMPANY[3] = ['O2', '', 'KR 2.3', 'Raise the safety score of all quays from 82 to 95', 'Per Lund', 82, 95, 83]
    save_company()
    result = run(9, ledger=True)
    assert [c['text'] for c in changes(result, 'removed')] == [HIRE]
    assert [c['text'] for c in changes(result, 'new')] == [COMPANY[3][3]]
    rows = list(csv.DictReader(open(LEDGER, newline='', encoding='utf-8-sig')))
    assert {r['decision'] for r in rows} >= {'Accept'}, rows


def october():
    """The report says one thing, the ledger another."""
    rows = list(csv.DictReader(open(LEDGER, newline='', encoding='utf-8-sig')))
    mine = [r for r in rows if r['from_unit'] == 'Quayside' and 'berth' in r['to_text'].lower()]
    assert mine, rows
    for row in mine:
        row['decision'] = 'Reject'
    with open(LEDGER, 'w', newline='', encoding='utf-8') as out:
        writer = csv.DictWriter(out, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    decide('Quayside', 'berth waiting time', 'Later')
    result = run(10, ledger=True)
    assert findings(result, 'decision-conflict'), result['findings']
    assert 'quayside' not in supporters(result, BERTH)
    assert 'quayside' in supporters(result, BERTH, 'suggested')


def november():
    """Nonsense in the report; a mistake in a sheet is made."""
    decide('Quayside', 'berth waiting time', 'perhaps')
    TEAMS['Sales.xlsx'][1][8] = 'KR 9.9'
    save_team('Sales.xlsx')
    result = run(11, ledger=True)
    assert findings(result, 'decision-unread')
    assert findings(result, 'broken-reference')
    assert any('9.9' in c['text'] for c in changes(result, 'new finding')), changes(result, 'new finding')


def december():
    """All is mended."""
    decide('Quayside', 'berth waiting time', 'Accept')
    TEAMS['Sales.xlsx'][1][8] = 'KR 1.1'
    save_team('Sales.xlsx')
    result = run(12, ledger=True)
    assert 'quayside' in supporters(result, BERTH)
    assert any('9.9' in c['text'] for c in changes(result, 'mended'))
    assert not findings(result, 'broken-reference')
    assert len(result['trend']['runs']) == 12


def main():
    os.makedirs(SHEETS)
    os.makedirs(REPORTS)
    for month in (january, february, march, april, may, june, july, august, september, october,
                  november, december):
        month()
        print('ok:', month.__name__)


main()
