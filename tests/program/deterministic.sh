# The same sheets give the same bytes, whatever the threads, the locale, the time zone, the order of
# the directory.
(cd "$ROOT/samples" && find tidewater -type f | sort -r) | while read -r file; do
	mkdir -p "$TMP/back to front/$(dirname "$file")"
	cp -p "$ROOT/samples/$file" "$TMP/back to front/$file"
done
mkdir "$TMP/straight" && cp -Rp "$ROOT/samples/tidewater" "$TMP/straight/tidewater" || exit 1

# run FOLDER [OPTION]...: in it, so that the Run log has the same words
run() {
	cd "$TMP/$1" || exit 1
	shift
	"$OKRALIGN" report tidewater -q -o report.xlsx --json report.json "$@" || exit 1
}
problems=0
same() {
	cmp "$TMP/straight/$1" "$TMP/$2" || problems=$((problems + 1))
}

run straight
(LC_ALL=de_DE.UTF-8 LANG=de_DE.UTF-8 TZ=Asia/Tokyo run "back to front") || exit 1
same report.xlsx "back to front/report.xlsx"
same report.json "back to front/report.json"
for jobs in 1 2 7; do
	(run "back to front" --jobs $jobs) || exit 1
	same report.json "back to front/report.json"
done
[ $problems -eq 0 ]
