# What is installed is where it belongs, runs, and is gone after uninstall.
make -s -C "$ROOT" BUILD="$BUILD_DIR" DESTDIR="$TMP/root" PREFIX=/usr install >"$TMP/log" 2>&1 ||
	{ cat "$TMP/log"; exit 1; }
(cd "$TMP/root" && find . -type f | sort) >"$TMP/found"
{
	echo ./usr/bin/okralign
	echo ./usr/share/bash-completion/completions/okralign
	if command -v scdoc >/dev/null; then
		echo ./usr/share/man/man1/okralign.1
		echo ./usr/share/man/man5/okralign.ini.5
	fi
} >"$TMP/wanted"
diff "$TMP/wanted" "$TMP/found" || exit 1
[ -x "$TMP/root/usr/bin/okralign" ] || exit 1
make -s -C "$ROOT" BUILD="$BUILD_DIR" DESTDIR="$TMP/root" PREFIX=/usr uninstall || exit 1
[ -z "$(find "$TMP/root" -type f)" ]
