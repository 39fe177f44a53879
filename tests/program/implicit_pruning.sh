#!/bin/sh
# What the index of candidates finds is what scoring every candidate finds: on the project's own
# labelled samples, and on those beside the project where they are there.
cd "$ROOT" || exit 1
data=../shared/data/alignment
for set in "$data"/*.jsonl; do
	[ -e "$set" ] || continue
	name=$(basename "$set" .jsonl)
	python3 tests/eval/jsonl.py "$name" <"$set" >"$TMP/$name.tsv" || exit 1
done
set -- tests/eval/own/*.tsv
for set in "$TMP"/*.tsv; do
	[ -e "$set" ] && set -- "$@" "$set"
done
"$BUILD_DIR/tests/eval/eval" -p -- "$@"
