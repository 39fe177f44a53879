#!/bin/sh
# Pictures of every page of a report, to be looked at: LibreOffice -> PDF -> PNG.
#
#   look.sh OKRALIGN FOLDER                the demo report, into FOLDER
#   look.sh OKRALIGN FOLDER REPORT.xlsx    another one
set -e
okralign=$1 folder=$2 report=${3-}
here=$(cd "$(dirname "$0")/../.." && pwd)
for tool in soffice pdftoppm; do
	command -v $tool >/dev/null || {
		echo "make look needs $tool: apt-get install libreoffice-calc poppler-utils" >&2
		exit 1
	}
done
mkdir -p "$folder"
rm -f "$folder"/*.png "$folder"/*.pdf
if [ -z "$report" ]; then
	report="$folder/report.xlsx"
	"$okralign" report "$here/samples/tidewater" --as-of 2026-05-29 -o "$report" -q
fi
soffice "-env:UserInstallation=file://$(cd "$folder" && pwd)/.profile" --headless \
	--convert-to pdf --outdir "$folder" "$report" >/dev/null 2>&1
pdftoppm -r "${DPI:-90}" -png "$folder"/*.pdf "$folder/page"
echo "$folder: $(ls "$folder"/page*.png | wc -l) pages"
