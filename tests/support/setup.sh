#!/bin/sh
# Installs what is missing: `setup.sh build` to build, `setup.sh test` to run every test as well.
# On Debian and its kin with apt (through sudo when not root); elsewhere it says what is needed.
set -u
build='build-essential pkg-config libxlsxwriter-dev libcsv-dev libzip-dev libisal-dev libxml2-dev libpcre2-dev
libinih-dev libstemmer-dev libutf8proc-dev libuchardet-dev libyajl-dev nettle-dev scdoc'
test="$build libcmocka-dev python3 python3-openpyxl libreoffice-calc-nogui poppler-utils
fonts-crosextra-carlito clang clang-format cppcheck libclang-rt-14-dev unzip"
case ${1-build} in
build) wanted=$build ;;
test) wanted=$test ;;
*) echo "usage: setup.sh build|test" >&2; exit 2 ;;
esac

if ! command -v dpkg-query >/dev/null 2>&1; then
	for tool in cc make pkg-config; do
		command -v $tool >/dev/null 2>&1 || missing="${missing-} $tool"
	done
	[ -z "${missing-}" ] && exit 0
	echo "okralign: this is not a Debian system; please install the equivalents of:" $wanted >&2
	exit 1
fi
missing=
for package in $wanted; do
	state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)
	[ "$state" = installed ] && continue
	# libreoffice-calc draws in a display too and serves as well
	[ "$package" = libreoffice-calc-nogui ] && command -v soffice >/dev/null 2>&1 && continue
	missing="$missing $package"
done
[ -z "$missing" ] && exit 0
sudo=
if [ "$(id -u)" -ne 0 ]; then
	command -v sudo >/dev/null 2>&1 && sudo=sudo || {
		echo "okralign: not root and no sudo; please run: apt-get install$missing" >&2
		exit 1
	}
fi
echo "installing:$missing"
export DEBIAN_FRONTEND=noninteractive
# shellcheck disable=SC2086
$sudo apt-get install -qq -y --no-install-recommends $missing >/dev/null 2>&1 || {
	$sudo apt-get update -qq &&
	$sudo apt-get install -qq -y --no-install-recommends $missing >/dev/null
} || { echo "okralign: could not install:$missing" >&2; exit 1; }
