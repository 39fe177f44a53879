# Attacks on readers: a finding each, in bounded time and memory, and the honest file beside is read.
command -v python3 >/dev/null || { echo "python3 is not installed"; exit 77; }
case $BUILD_DIR in # under sanitizers memory says nothing, time little, and mass takes minutes
*sanitize*) HOSTILE_SECONDS=60 HOSTILE_MIB=0; export HOSTILE_SECONDS HOSTILE_MIB ;;
esac
python3 "$ROOT/tests/support/hostile.py" "$OKRALIGN" "$TMP"
