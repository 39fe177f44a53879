# bash completion for okralign: commands and options as the program's own help lists them.

_okralign()
{
	local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
	local program=${COMP_WORDS[0]} command=
	[ "$COMP_CWORD" -gt 1 ] && command=${COMP_WORDS[1]}
	if [ -z "$command" ]; then
		local commands
		commands=$("$program" --help 2>/dev/null |
			sed -n '/^commands:/,/^$/s/^  \([a-z][a-z-]*\)  .*/\1/p')
		mapfile -t COMPREPLY < <(compgen -W "$commands --help --version" -- "$current")
		return
	fi
	case $previous in
	--fail-on) mapfile -t COMPREPLY < <(compgen -W "warning error" -- "$current"); return ;;
	--language) mapfile -t COMPREPLY < <(compgen -W "en de" -- "$current"); return ;;
	esac
	case $current in
	-*)
		local options
		options=$("$program" "$command" --help 2>/dev/null |
			sed -n 's/^  \(-., \|    \)\(--[a-z][a-z-]*\).*/\2/p')
		mapfile -t COMPREPLY < <(compgen -W "$options" -- "$current")
		;;
	*)
		compopt -o filenames 2>/dev/null
		mapfile -t COMPREPLY < <(compgen -f -- "$current")
		;;
	esac
}
complete -F _okralign okralign
