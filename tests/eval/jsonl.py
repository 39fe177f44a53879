#!/usr/bin/env python3
"""A set of labelled OKRs, one JSON object a line, as the table that the evaluation reads.

The argument names the organisation."""
import json
import sys


def field(value):
    return " ".join(str(value or "").split())


for line in sys.stdin:
    row = json.loads(line)
    if not field(row["text"]):
        continue
    print("\t".join(field(value) for value in (
        sys.argv[1], row["period"], row["team"], row["level"], "",
        "O" if row["kind"] == "objective" else "K",
        row["id"].replace(" ", "_"), (row["parent_id"] or "").replace(" ", "_"),
        " ".join(i.replace(" ", "_") for i in row["aligned_to"]),
        row.get("owner"), row["text"])))
