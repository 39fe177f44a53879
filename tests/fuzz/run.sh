#!/bin/sh
# Runs fuzz targets one after the other: run.sh TARGET...  (FUZZ_SECONDS together)
cd "$(dirname "$0")/../.." || exit 2
seconds=$((${FUZZ_SECONDS:-60} / $#))
[ "$seconds" -gt 0 ] || seconds=1
python3 tests/fuzz/seeds.py build/fuzz/seeds || exit 1
failed=0
for target; do
	name=${target#fuzz_}
	corpus=build/fuzz/corpus/$name
	mkdir -p "$corpus" build/fuzz/found
	set -- "$corpus"
	for dir in "build/fuzz/seeds/$name" "tests/fuzz/seeds/$name" "tests/fuzz/crashes/$name"; do
		[ -d "$dir" ] && set -- "$@" "$dir"
	done
	dictionary=
	[ -e "tests/fuzz/$name.dict" ] && dictionary=-dict=tests/fuzz/$name.dict
	if ASAN_OPTIONS=detect_leaks=1 "build/fuzz/$target" -max_total_time=$seconds -timeout=10 -rss_limit_mb=2048 \
		-max_len=65536 -artifact_prefix="build/fuzz/found/$name-" $dictionary "$@" >"build/fuzz/$name.log" 2>&1; then
		echo "$target: $(grep -c . "build/fuzz/$name.log") lines, $(tail -n 1 "build/fuzz/$name.log")"
	else
		failed=$((failed + 1))
		echo "FAILED: $target; the input is in build/fuzz/found, the log in build/fuzz/$name.log"
		grep -m 12 -A 12 'ERROR\|SUMMARY\|runtime error' "build/fuzz/$name.log"
	fi
done
[ $failed -eq 0 ]
