# Inputs that once broke something (found by `make fuzz`) no longer do.
cd "$ROOT" && make -s --no-print-directory BUILD="${BUILD_DIR#"$ROOT"/}" replay >"$TMP/log" 2>&1 || { cat "$TMP/log"; exit 1; }
find tests/fuzz/crashes -type f | grep -q .
