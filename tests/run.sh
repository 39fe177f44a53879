#!/bin/sh
# The whole suite: unit tests, golden cases, whole-program scripts. Ends with a line that counts.
#
#   BUILD=build/sanitize sh tests/run.sh [PATTERN]     only tests whose name contains PATTERN
#   UPDATE=1 sh tests/run.sh PATTERN                   write expected output anew, showing the diff
#
# A case is a folder tests/cases/GROUP/NAME with `args` (the program's arguments, one shell line,
# run in that folder, $TMP for output), `expected` (its standard output and error, then
# "exit N" if it is not 0). A script tests/program/NAME.sh prints what it does and exits 0 if all is well,
# 77 if it must be skipped (last line: why).
cd "$(dirname "$0")/.." || exit 2
root=$PWD
build=${BUILD:-build}
case $build in /*) ;; *) build=$root/$build ;; esac
pattern=${1-}
export OKRALIGN="$build/okralign" ROOT="$root" BUILD_DIR="$build"
export LC_ALL=C.UTF-8 TZ=UTC SOURCE_DATE_EPOCH=1777507200 NO_COLOR=1
export ASAN_OPTIONS=detect_leaks=1:allocator_may_return_null=1 UBSAN_OPTIONS=print_stacktrace=1
export LSAN_OPTIONS=suppressions=$root/tests/support/leaks.txt:print_suppressions=0
TMP=$(mktemp -d) || exit 2
export TMP
trap 'rm -rf "$TMP"' EXIT
passed=0 failed=0 skipped=0

pass() { passed=$((passed + $1)); }
fail() { failed=$((failed + 1)); echo "FAILED: $1"; }
wanted() { case $1 in *"$pattern"*) return 0 ;; esac; return 1; }

for test in "$build"/tests/test_*; do
	name=unit/${test##*/}
	case $name in *.d | *.o) continue ;; esac
	[ -x "$test" ] && wanted "$name" || continue
	# cmocka writes its counts to standard error
	if "$test" >"$TMP/out" 2>&1; then
		pass "$(grep -c '\[       OK \]' "$TMP/out")"
	else
		pass "$(grep -c '\[       OK \]' "$TMP/out")"
		grep -v '\[       OK \]\|\[ RUN' "$TMP/out" | head -40
		fail "$name"
	fi
done

for args in tests/cases/*/*/args; do
	[ -e "$args" ] || continue
	dir=${args%/args}
	name=${dir#tests/}
	wanted "$name" || continue
	rm -rf "$TMP/case" && mkdir "$TMP/case"
	(
		cd "$dir" || exit 2
		TMP=$TMP/case
		eval "set -- $(cat args)"
		"$OKRALIGN" "$@" 2>&1
		status=$?
		[ $status -eq 0 ] || echo "exit $status"
	) >"$TMP/got" </dev/null
	if cmp -s "$TMP/got" "$dir/expected"; then
		pass 1
	elif [ -n "${UPDATE-}" ]; then
		diff -u "$dir/expected" "$TMP/got"
		cp "$TMP/got" "$dir/expected"
	else
		diff -u "$dir/expected" "$TMP/got" | head -60
		fail "$name"
	fi
done

for script in tests/program/*.sh; do
	[ -e "$script" ] || continue
	name=program/$(basename "$script" .sh)
	wanted "$name" || continue
	rm -rf "$TMP/program" && mkdir "$TMP/program"
	TMP=$TMP/program sh "$script" >"$TMP/out" 2>&1 </dev/null
	case $? in
	0) pass 1 ;;
	77) skipped=$((skipped + 1)); echo "skipped: $name: $(tail -n 1 "$TMP/out")" ;;
	*) tail -n 40 "$TMP/out"; fail "$name" ;;
	esac
done

if [ $skipped -gt 0 ]; then
	echo "$passed passed, $failed failed, $skipped skipped"
else
	echo "$passed passed, $failed failed"
fi
[ $failed -eq 0 ] && [ $passed -gt 0 ]
