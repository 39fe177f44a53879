#!/usr/bin/env python3
"""Compares a report's JSON with what the samples' authors expect of it.

    expect.py EXPECTED.txt REPORT.json

Prints a line for each fact that does not hold and exits 1 if there is one.
"""
import json
import sys
from collections import Counter


class Report:
    def __init__(self, path, company):
        with open(path, encoding="utf-8") as f:
            self.json = json.load(f)
        self.company = company
        self.items = {item["id"]: item for item in self.json["items"]}

    def item(self, name):
        """The item that 'FILE: beginning of text' names; an objective wins over a key result."""
        file, _, start = name.partition(": ")
        file = self.company if file == "company" else file
        found = [i for i in self.json["items"]
                 if file in i["place"]["file"] and i["text"].startswith(start)]
        found.sort(key=lambda i: i["kind"] != "objective")
        return found[0] if found else None

    def name(self, item_id):
        item = self.items[item_id]
        return f"{item['place']['file']}: {item['text'][:50]}"

    def with_key_results(self, item):
        return {item["id"]} | {i["id"] for i in self.json["items"]
                               if i.get("objective") == item["id"]}


def fold(text):
    return " ".join(text.lower().split())


def check_units(report, facts):
    states = {u["id"]: u.get("state") for u in report.json["coverage"]["units"]}
    for file, sheet, name, state in facts["unit"]:
        ids = Counter(i["unit"] for i in report.json["items"] if i["place"]["file"].endswith(file)
                      and sheet in ("", i["place"].get("sheet")))
        if len(ids) != 1:
            yield f"unit: {file} {sheet} holds {len(ids)} units: {sorted(ids)}"
            continue
        unit = next(u for u in report.json["units"] if u["id"] in ids)
        if name != "*" and fold(unit["name"]) != fold(name):
            yield f"unit: {file} {sheet} is called '{unit['name']}', not '{name}'"
        if state == "company" and unit.get("level") != 0:
            yield f"unit: {file} has level {unit.get('level')}, not 0"
        elif state not in ("*", "company") and states.get(unit["id"]) != state:
            yield f"unit: {unit['name']} is '{states.get(unit['id'])}', not '{state}'"


def check_counts(report, facts):
    for file, objectives, key_results in facts["count"]:
        kinds = Counter(i["kind"] for i in report.json["items"] if i["place"]["file"].endswith(file))
        found = kinds["objective"], kinds["key_result"]
        if found != (int(objectives), int(key_results)):
            yield f"count: {file} has {found[0]} objectives and {found[1]} key results, " \
                  f"not {objectives} and {key_results}"


def check_explicit(report, facts):
    """A reference beside an objective and its first key result may count for either of them."""
    wanted = set()
    for how in ("declared", "linked", "inherited"):
        for start, end in facts[how]:
            one, other = report.item(start), report.item(end)
            if one is None or other is None:
                yield f"item not found: {start if one is None else end}"
            else:
                wanted.add((one.get("objective", one["id"]), other["id"], how))
    found = {(report.items[l["from"]].get("objective", l["from"]), l["to"], l["how"])
             for l in report.json["links"] if l["kind"] == "explicit"}
    for start, end, how in sorted(wanted - found):
        yield f"link missing: {how}: {report.name(start)} -> {report.name(end)}"
    for start, end, how in sorted(found - wanted):
        yield f"link not expected: {how}: {report.name(start)} -> {report.name(end)}"


def check_implicit(report, facts):
    found = {(l["from"], l["to"]) for l in report.json["links"] if l["kind"] == "implicit"}
    missing, hits = [], 0
    for start, end in facts["suggested"]:
        one, other = report.item(start), report.item(end)
        if one and other and any((i, other["id"]) in found for i in report.with_key_results(one)):
            hits += 1
        else:
            missing.append(f"suggestion missing: {start} -> {end}")
    if hits < int(facts["suggested-least"][0][0]):
        yield from missing


def check_never(report, facts):
    for (file,) in facts["never"]:
        for link in report.json["links"]:
            start, end = report.items[link["from"]], report.items[link["to"]]
            if start["place"]["file"].endswith(file) and \
                    end["place"]["file"].endswith(report.company):
                yield f"claimed: {report.name(link['from'])} -> {report.name(link['to'])} " \
                      f"({link.get('confidence')}, {link.get('evidence')})"


def check_states(report, facts):
    states = {k["id"]: k["state"] for k in report.json["coverage"]["key_results"]}
    for state, name in facts["state"]:
        item = report.item(name)
        found = states.get(item["id"]) if item else "not there"
        if found != state:
            yield f"state: {name} is {found}, not {state}"


def place_text(place):
    sheet = place.get("sheet", "") and place["sheet"] + "!"
    cell = place.get("cell", "")
    return place["file"] + (":" + sheet + cell if cell else "")


def check_findings(report, facts):
    findings = [(f["code"], place_text(f["place"])) for f in report.json["findings"]
                if "place" in f]
    for code, place in facts["finding"]:
        exact = ":" in place
        if not any(c == code and (p == place if exact else p.startswith(place))
                   for c, p in findings):
            near = [p for c, p in findings if c == code]
            yield f"finding missing: {code} at {place}; found at {near}"
    counts = Counter(f["code"] for f in report.json["findings"])
    for code, most in facts["most"]:
        if counts[code] > int(most):
            places = [place_text(f.get("place", {"file": "?"})) + " " + f["message"]
                      for f in report.json["findings"] if f["code"] == code]
            yield f"findings: {counts[code]} of {code}, not {most}: {places}"


KINDS = ("unit", "count", "declared", "linked", "inherited", "suggested", "suggested-least",
         "never", "state", "finding", "most")
CHECKS = (check_units, check_counts, check_explicit, check_implicit, check_never, check_states,
          check_findings)


def read_facts(path):
    facts = {kind: [] for kind in KINDS}
    with open(path, encoding="utf-8") as f:
        for line in f:
            if line.strip() and not line.startswith("#"):
                kind, *fields = (field.strip() for field in line.split("|"))
                facts[kind].append(fields)
    facts["suggested-least"] = facts["suggested-least"] or [["0"]]
    return facts


def main(expected, path):
    facts = read_facts(expected)
    company = next(unit[0] for unit in facts["unit"] if unit[3] == "company")
    report = Report(path, company)
    wrong = [line for check in CHECKS for line in check(report, facts)]
    for line in wrong:
        print(line)
    print(f"{sum(map(len, facts.values())) - len(wrong)} facts hold, {len(wrong)} do not")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
