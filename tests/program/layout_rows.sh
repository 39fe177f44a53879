# Nothing vanishes: the rows that items tells of add up to the rows that are there, on every case,
# sample and, where it is there, every sheet that others made.
set -- "$ROOT/tests/cases" "$ROOT/samples"
for folder in "$ROOT/../shared/data/sheets" "$ROOT/../shared/data/awkward"; do
	[ -d "$folder" ] && set -- "$@" "$folder"
done
exec python3 "$ROOT/tests/eval/layout.py" --okralign "$OKRALIGN" --check "$@"
