#!/bin/sh
# Rules of the house that no compiler checks. Each rule prints what breaks it; ends with a count.
cd "$(dirname "$0")/.." || exit 2
export LC_ALL=C
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT

# rule NAME: standard input has one line for each breach
rule() {
	cat >"$tmp/breaches"
	if [ -s "$tmp/breaches" ]; then
		echo "$1" >>"$tmp/broken"
		echo "BROKEN: $1"
		sed 's/^/  /' "$tmp/breaches" | head -20
	else
		echo "ok: $1"
	fi
}

# Headers of C and POSIX; every other <header> is a third party's.
own='assert|ctype|dirent|errno|fcntl|fenv|float|fnmatch|getopt|glob|inttypes|iso646|langinfo|limits'
own="$own|locale|math|poll|pthread|regex|sched|setjmp|signal|stdalign|stdarg|stdatomic|stdbool"
own="$own|stddef|stdint|stdio|stdlib|stdnoreturn|string|strings|time|unistd|utime|wchar|wctype"
own="$own|sys/(file|mman|resource|stat|statvfs|time|types|wait|utsname)"

grep -oE '^#include <[^>]+>' src/*.[ch] src/*/*.[ch] |
	sed -E 's/^([^:]*):#include <(.*)>/\2 \1/' |
	grep -vE "^($own)\.h " |
	awk '
		# a library of several headers counts as one: libxml/parser.h, libxml/tree.h
		{ library = $1; sub(/\/.*/, "", library); if (!seen[library, $2]++) files[library] = files[library] " " $2; n[library, $2] }
		$2 ~ /\.h$/ { print $2 " includes <" $1 ">: only .c files may" }
		END { for (l in files) if (split(files[l], f, " ") > 1) print "<" l "> is included by" files[l] }' |
	sort | rule "each third-party header is included by one .c file"

grep -oE '^#include "[^"]+"' src/*.[ch] src/*/*.[ch] |
	sed -E 's/^src\/([^:]*):#include "(.*)"/\1 \2/' |
	awk '
		function rank(path, folder) {
			folder = path
			if (path ~ /^main\.c/) folder = "main"
			else if (path ~ /^pipeline\./) folder = "pipeline"
			else sub(/\/.*/, "", folder)
			return (folder in order) ? order[folder] : -1
		}
		BEGIN {
			n = split("base config import value layout model match score report pipeline command main", name, " ")
			for (i = 1; i <= n; i++) order[name[i]] = i
		}
		rank($1) < 0 { print "src/" $1 " is in a folder that has no place in the order" }
		rank($2) > rank($1) { print "src/" $1 " includes " $2 }' |
	sort -u | rule "dependencies only point back: base config import value layout model match score report pipeline command main"

grep -nE '(^|[^_a-zA-Z.])_?exit ?\(' src/*/*.c | rule "only main ends the program"

grep -nE 'setlocale' src/*.c src/*/*.c | rule "nothing sets a locale"

if [ -e README.md ]; then
	{
		grep -oE '`[A-Za-z0-9_.*-]*/[A-Za-z0-9_./*-]+`' README.md | tr -d '`'
		grep -oE '\]\([^)#]+\)|src="[^"]+"' README.md | sed -E 's/^\]\(|\)$//g; s/^src="|"$//g'
	} | grep -vE '^(https?:|/|build/|~)|^\*' | sort -u | while read -r path; do
		# shellcheck disable=SC2086
		ls -d $path >/dev/null 2>&1 || echo "$path"
	done | rule "the README names only files that exist"
fi

ls -A | grep -vxE 'Makefile|src|templates|samples|tests|README\.md|LICENSE|build|\.git|\.gitignore|\.gitattributes|\.clang-format|\.editorconfig|\.ci' |
	sed 's/^/at the top: /' | rule "the top level holds only what convention puts there"

if command -v python3 >/dev/null 2>&1; then
	{ python3 tests/support/messages.py templates/messages.de.txt src/*.c src/*/*.[ch] || echo "no answer"; } |
		rule "every message has a German form, and every German form a message"
else
	echo "skipped: every message has a German form: python3 is not there"
fi

git grep -nIE '/(work|farm)/' -- . ':!tests/guards.sh' | rule "no paths of one machine"

git grep -nIE '\b(TODO|FIXME|XXX|HACK)\b' -- src tests Makefile templates ':!tests/guards.sh' |
	rule "no marks of unfinished work"

shared=../shared/data
if [ -d "$shared" ]; then
	find "$shared" -type f -size +64c ! -path '*/lexicon-draft/*' -exec sha256sum {} + |
		cut -d' ' -f1 | sort -u >"$tmp/theirs"
	git ls-files -z | xargs -0 sha256sum 2>/dev/null | sort >"$tmp/ours"
	join -o 2.2 "$tmp/theirs" "$tmp/ours" | rule "none of others' test data is in the tree"
else
	echo "skipped: none of others' test data is in the tree: $shared is not there"
fi

# the table of word meanings has a limit of its own
git ls-files -z | xargs -0 ls -ld 2>/dev/null |
	awk '$5 > ($9 == "templates/vectors.bin" ? 4000000 : 400000) { print $5, $9 }' |
	rule "no large files"

# Advice, not a rule: tables and switches may be long.
awk '
	/^[a-z].*\)$/ || /^[a-z].*[,(]$/ { head = $0; line = FNR }
	/^\{/ { start = FNR }
	/^\}/ && start {
		n = FNR - start - 1; start = 0
		count++; length_of[count] = n
		if (n > 80) print "advice: " n " lines: " FILENAME ":" line ": " head
	}
	END {
		for (i = 2; i <= count; i++) {
			v = length_of[i]
			for (j = i - 1; j > 0 && length_of[j] > v; j--) length_of[j + 1] = length_of[j]
			length_of[j + 1] = v
		}
		if (count) printf "functions: %d, median %d lines, 90 %% have at most %d, longest %d\n", count,
			length_of[int((count + 1) / 2)], length_of[int(count * .9)], length_of[count]
	}' src/*.c src/*/*.c

if [ -e "$tmp/broken" ]; then
	echo "guards: $(wc -l <"$tmp/broken") broken"
	exit 1
fi
echo "guards: all hold"
