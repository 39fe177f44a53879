# bash completes commands, options and files.
bash -c '
	. "$ROOT/src/man/okralign.bash"
	PATH=$(dirname "$OKRALIGN"):$PATH
	cd "$ROOT"
	complete_words() {
		COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMPREPLY=()
		_okralign
		printf "%s\n" "${COMPREPLY[@]}"
	}
	has() { printf "%s\n" "$all" | grep -qxF -- "$1" || { echo "not completed: $1 in: $all"; exit 1; }; }
	all=$(complete_words okralign re); has report
	all=$(complete_words okralign report --pre); has --previous
	all=$(complete_words okralign report samples/tidew); has samples/tidewater
	all=$(complete_words okralign report --fail-on w); has warning
'
