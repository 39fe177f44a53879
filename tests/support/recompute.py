#!/usr/bin/env python3
"""Computes a report's figures anew from the items and links in its JSON, in the plainest way, and
compares: a second opinion on coverage, alignment and progress.

    recompute.py REPORT.json

Coverage by trying every combination of the uncertain links; where there are more than 2^14, by the
bounds that are given. Prints a line for each figure that differs and exits 1 if there is one.
"""
import itertools
import json
import math
import sys

TOLERANCE = 1e-6
MOST_UNCERTAIN = 14


class Graph:
    """Items; a link leads from supporter to supported, a key result to its own objective."""

    def __init__(self, report):
        self.edges = {}
        objective = {i["id"]: i["objective"] for i in report["items"] if "objective" in i}
        for link in report["links"]:
            strength = {"confirmed": 1, "suggested": link["confidence"]}.get(link["status"], 0)
            if strength > 0:
                self.edges.setdefault(link["from"], []).append((link["to"], strength))
            if "objective_confidence" in link and link["status"] == "suggested":
                rest = (link["objective_confidence"] - strength) / (1 - strength)
                self.edges.setdefault(link["from"], []).append((objective[link["to"]], rest))
        for item in report["items"]:
            if "objective" in item:
                self.edges.setdefault(item["id"], []).append((item["objective"], 1))

    def reached(self, sources, there):
        seen, queue = set(sources), list(sources)
        while queue:
            start = queue.pop()
            for end, p in self.edges.get(start, []):
                if end not in seen and (p >= 1 or there((start, end))):
                    seen.add(end)
                    queue.append(end)
        return seen

    def probability(self, sources, targets):
        """That a target is reached from a source over at least one link; None: too many cases."""
        targets = set(targets)
        certain = self.reached(sources, lambda edge: False)
        if certain & targets:
            return 1.0
        possible = self.reached(sources, lambda edge: True)
        if not possible & targets:
            return 0.0
        useful = self.leading_to(targets)
        uncertain = [(start, end, p) for start in possible for end, p in self.edges.get(start, [])
                     if p < 1 and end not in certain and end in useful]
        if len(uncertain) > MOST_UNCERTAIN:
            return None
        total = 0.0
        for states in itertools.product((False, True), repeat=len(uncertain)):
            there = {(s, e) for (s, e, _), state in zip(uncertain, states) if state}
            if self.reached(sources, there.__contains__) & targets:
                total += math.prod(p if state else 1 - p
                                   for (_, _, p), state in zip(uncertain, states))
        return total

    def leading_to(self, targets):
        """Items from which a target can be reached."""
        into = {}
        for start, ends in self.edges.items():
            for end, _ in ends:
                into.setdefault(end, []).append(start)
        seen, queue = set(targets), list(targets)
        while queue:
            for start in into.get(queue.pop(), []):
                if start not in seen:
                    seen.add(start)
                    queue.append(start)
        return seen


def mean(pairs):
    """Weighted mean of (value, weight) where a value is there; None if none is."""
    pairs = [(v, w) for v, w in pairs if v is not None]
    weight = sum(w for _, w in pairs)
    return sum(v * w for v, w in pairs) / weight if weight else None


def differs(found, computed):
    if found is None or computed is None:
        return found is not computed
    return abs(found - computed) > TOLERANCE


def check_progress(report):
    children = {}
    for item in report["items"]:
        if item["kind"] == "key_result":
            metric = item.get("metric", {})
            start, target, current = (metric.get(k) for k in ("start", "target", "current"))
            if None not in (start, target, current) and start != target:
                computed = min(max((current - start) / (target - start), 0), 1)
                if differs(item.get("progress"), computed):
                    yield f"progress of {item['id']}: {item.get('progress')}, computed {computed}"
            if "objective" in item:
                children.setdefault(item["objective"], []).append(item)
    for item in report["items"]:
        if item["kind"] == "objective" and item["id"] in children:
            part = [k for k in children[item["id"]]
                    if k.get("progress") is not None and k.get("status") != "dropped"]
            weights = [k.get("weight") for k in part]
            weights = [w if None not in weights else 1 for w in weights]
            computed = mean([(k["progress"], w) for k, w in zip(part, weights)])
            if differs(item.get("progress"), computed):
                yield f"progress of {item['id']}: {item.get('progress')}, computed {computed}"


def weights_of(items, key_results):
    """What each key result of the organisation counts for."""
    def written(item):
        return items[item].get("weight_points", items[item].get("weight"))

    heads = {k: items[k].get("objective", k) for k in key_results}
    if all(written(h) is not None for h in heads.values()) and any(map(written, heads.values())):
        weights = {}
        for k in key_results:
            sisters = [written(s) for s in key_results if heads[s] == heads[k]]
            even = heads[k] == k or None in sisters or not sum(sisters)
            weights[k] = written(heads[k]) * (1 / len(sisters) if even
                                              else written(k) / sum(sisters))
        return weights
    if all(written(k) is not None for k in key_results) and any(map(written, key_results)):
        return {k: written(k) for k in key_results}
    return dict.fromkeys(key_results, 1)


def check_coverage(report, graph):
    items = {i["id"]: i for i in report["items"]}
    top = {u["id"] for u in report["units"] if u.get("level") == 0}
    below = [i for i, item in items.items() if item["unit"] not in top]
    sure = Graph({**report, "links": [k for k in report["links"] if k["status"] == "confirmed"]})
    for score in report["coverage"]["key_results"]:
        targets = [score["id"]]
        expected = graph.probability(below, targets)
        confirmed = 1.0 if sure.reached(below, lambda e: False) & set(targets) else 0.0
        if expected is not None and differs(score.get("expected"), expected):
            yield f"coverage of {score['id']}: {score.get('expected')}, computed {expected}"
        if differs(score.get("confirmed"), confirmed):
            yield f"confirmed coverage of {score['id']}: {score.get('confirmed')}, not {confirmed}"
    weights = weights_of(items, [k["id"] for k in report["coverage"]["key_results"]])
    for figure in ("expected", "confirmed"):
        computed = mean([(k.get(figure), weights[k["id"]])
                         for k in report["coverage"]["key_results"]])
        if differs(report["coverage"].get(figure), computed):
            yield f"{figure} coverage: {report['coverage'].get(figure)}, computed {computed}"


def is_current(report, item):
    """Of the report's period, or of a longer one that it lies in, or it is not known."""
    period, ours = item.get("period", ""), report.get("period", "")
    return period.startswith(ours) or ours.startswith(period)


def check_alignment(report, graph):
    top = {u["id"] for u in report["units"] if u.get("level") == 0}
    goals = {k["id"] for k in report["coverage"]["key_results"]}
    goals |= {i["id"] for i in report["items"] if i["unit"] in top}
    children = {}
    for item in report["items"]:
        if "objective" in item:
            children.setdefault(item["objective"], []).append(item["id"])
    for score in report["coverage"]["units"]:
        objectives = [i["id"] for i in report["items"]
                      if i["unit"] == score["id"] and i["kind"] == "objective"
                      and is_current(report, i)]
        if score["id"] in top or not objectives:
            continue
        shares = [graph.probability([o] + children.get(o, []), goals) for o in objectives]
        if None not in shares and differs(score.get("alignment"), sum(shares) / len(shares)):
            yield f"alignment of {score['id']}: {score.get('alignment')}, " \
                  f"computed {sum(shares) / len(shares)}"


def main(path):
    with open(path, encoding="utf-8") as f:
        report = json.load(f)
    graph = Graph(report)
    wrong = [*check_progress(report), *check_coverage(report, graph),
             *check_alignment(report, graph)]
    for line in wrong:
        print(line)
    print(f"{len(wrong)} figures differ")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
