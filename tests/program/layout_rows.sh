# Nothing vanishes: the rows that items tells of add up to the rows that are there, on every case,
# sample and, where it is there, every sheet that others made (attacks by mass take minutes under sanitizers).
set -- "$ROOT/tests/cases" "$ROOT/samples"
for name in sheets awkward csv-dialects hostile; do
	folder=$ROOT/../shared/data/$name
	case $name:$BUILD_DIR in hostile:*sanitize*) continue ;; esac
	[ -d "$folder" ] && set -- "$@" "$folder"
done
exec python3 "$ROOT/tests/eval/layout.py" --okralign "$OKRALIGN" --check "$@"
