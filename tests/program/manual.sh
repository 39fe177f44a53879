# The manual names every key of okralign.ini, every command and every option, and no other option.
problems=0
say() { problems=$((problems + 1)); echo "$1"; }

keys=$(sed -n 's/^ *\(CONFIG("[a-z]*"\|UNIT(\)[ ,]*"\([a-z_]*\)".*/\2/p' "$ROOT/src/config/config.c")
[ -n "$keys" ] || say "no keys found in the source"
for key in $keys; do
	[ "$key" = organization ] && continue
	grep -q "^\*$key\*\|, \*$key\*" "$ROOT/src/man/okralign.ini.5.scd" ||
		say "okralign.ini(5) does not name '$key'"
done

manual=$ROOT/src/man/okralign.1.scd
commands=$("$OKRALIGN" --help 2>/dev/null | sed -n '/^commands:/,/^$/s/^  \([a-z][a-z-]*\)  .*/\1/p')
for command in $commands; do
	grep -q "^## okralign $command" "$manual" || say "okralign(1) does not describe '$command'"
	for option in $("$OKRALIGN" "$command" --help | sed -n 's/^  \(-., \|    \)--\([a-z][a-z-]*\).*/\2/p'); do
		grep -q "^\*.*\*--$option\*\|^\*--$option\*" "$manual" ||
			say "okralign(1) does not describe --$option of '$command'"
	done
done
if "$OKRALIGN" report --help >/dev/null 2>&1; then
	for option in $(grep -o '^\*.*\*--[a-z-]*\*\|^\*--[a-z-]*\*' "$manual" | grep -o -- '--[a-z-]*' | sort -u); do
		[ "$option" = --version ] && continue
		for command in $commands; do "$OKRALIGN" "$command" --help; done |
			grep -q -- "  $option\|, $option" || say "okralign(1) describes $option, which no command has"
	done
fi

if command -v scdoc >/dev/null; then
	for page in "$ROOT"/src/man/*.scd; do
		scdoc <"$page" >/dev/null || say "$page is malformed"
	done
fi
bash -n "$ROOT/src/man/okralign.bash" || say "the completion is malformed"
[ $problems -eq 0 ]
