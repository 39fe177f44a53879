#!/usr/bin/env python3
"""Reads a report back with openpyxl, and what LibreOffice made of it when it saved it anew; says
where they differ from each other or from what the run found (its JSON).

    read_back.py REPORT.xlsx SAVED.xlsx REPORT.json
"""
import json
import sys

import openpyxl

faults = []


def expect(where, got, wanted):
    if got != wanted:
        faults.append(f"{where}: {got!r}, expected {wanted!r}")


def same_value(a, b):
    if isinstance(a, (int, float)) and isinstance(b, (int, float)):
        return abs(a - b) < 1e-9
    a, b = ("" if x is None else x for x in (a, b))
    return a == b or str(a).replace("\r\n", "\n") == str(b)


def compare(report, saved):
    expect("sheets", saved.sheetnames, report.sheetnames)
    for sheet in report:
        other = saved[sheet.title]
        expect(f"{sheet.title}: state", other.sheet_state, sheet.sheet_state)
        for row in sheet.iter_rows():
            for cell in row:
                if not same_value(cell.value, other[cell.coordinate].value):
                    expect(f"{sheet.title}!{cell.coordinate}", other[cell.coordinate].value,
                           cell.value)


def column(sheet, header, first=4):
    """The values under a header, to the end of the table."""
    for cell in sheet[first]:
        if cell.value == header:
            return [row[0].value for row in sheet.iter_rows(min_row=first + 1, min_col=cell.column,
                                                            max_col=cell.column)]
    faults.append(f"{sheet.title}: no column '{header}'")
    return []


def check_figures(report, run):
    texts = [cell.value for row in report["Summary"].iter_rows() for cell in row
             if isinstance(cell.value, str)]
    coverage = run["coverage"]
    key_results = coverage["key_results"]
    covered = sum(k["state"] in ("covered", "crowded") for k in key_results)
    expect("covered", f"{covered} of {len(key_results)}" in texts, True)
    share = int(coverage["expected"] * 100 + 0.5)
    expect("expected coverage", f"{share}%" in texts, True)
    items = column(report["All OKRs"], "Text")
    expect("All OKRs: texts", items, [i["text"] for i in run["items"]])
    kinds = column(report["All OKRs"], "Kind")
    expect("All OKRs: kinds", kinds.count("Objective"),
           sum(i["kind"] == "objective" for i in run["items"]))
    expect("Data issues", len([v for v in column(report["Data issues"], "Code") if v]),
           len(run["findings"]))
    suggested = sum(link["status"] == "suggested" for link in run["links"])
    expect("To confirm", len([v for v in column(report["To confirm"], "ID") if v]), suggested)
    links = [cell.hyperlink for row in report["All OKRs"].iter_rows(min_row=5)
             for cell in row if cell.hyperlink and cell.hyperlink.target]
    expect("All OKRs: links to files", len(links), len(run["items"]))


def main():
    report, saved = (openpyxl.load_workbook(path) for path in sys.argv[1:3])
    with open(sys.argv[3], encoding="utf-8") as file:
        run = json.load(file)
    compare(report, saved)
    check_figures(report, run)
    for fault in faults[:40]:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
