# Folders as they are: locks, copies, circles, pipes, files that are none of ours.
problems=0
fail() { problems=$((problems + 1)); echo "$1"; }
d=$TMP/okrs
mkdir -p "$d/sales/.git" "$d/table.csv" "$d/old.numbers"
printf 'Objective,Owner\nGrow,Anna\n' >"$d/plan.csv"
cp "$d/plan.csv" "$d/sales/b.csv"
cp "$d/plan.csv" "$d/table.csv/inside.csv"
cp "$d/plan.csv" "$d/sales/.git/c.csv"
cp "$d/plan.csv" "$d/.hidden.csv"
cp "$d/plan.csv" "$d/Thumbs.db"
cp "$d/plan.csv" "$d/letter.docx"
: >"$d/nothing.csv"
mkfifo "$d/pipe.csv"
ln -s . "$d/circle"
ln -s ../.. "$d/sales/out"
ln -s nowhere "$d/dangling.csv"
ln -s plan.csv "$d/same.csv"
ln -s sales/b.csv "$d/alias.csv"
mkdir "$d/aaa" && ln -s ../sales "$d/aaa/department"
printf '\004Anna%160s' '' >"$d/~\$plan.csv"
printf ',bert,host,2026,/home;' >"$d/sales/.~lock.b.csv#"
cp "$d/plan.csv" "$d/plan (1).csv"
sed "s,Anna,Bert," "$d/plan.csv" >"$d/Copy of plan.csv"
touch -d '2026-01-01' "$d/plan.csv" "$d/plan (1).csv"
touch -d '2026-02-01' "$d/Copy of plan.csv"

timeout 20 "$OKRALIGN" cells --summary "$d" >"$TMP/out" 2>"$TMP/err"
status=$?
[ $status -eq 0 ] || fail "exit $status"
for path in 'Copy of plan.csv' 'sales/b.csv' 'table.csv/inside.csv'; do
	grep -qF "# $path: visible, 2 rows" "$TMP/out" || fail "'$path' was not read"
done
for path in 'plan (1).csv' 'circle' '.git' '.hidden' 'Thumbs' 'letter' 'pipe' 'out/' 'alias' 'same' 'aaa'; do
	grep -qF "# $path" "$TMP/out" && fail "'$path' was read"
done
said() { grep -qF "$1" "$TMP/err" || fail "no finding: $1"; }
said "plan.csv: warning: there are two copies of one file; 'Copy of plan.csv' is newer and was read"
said "plan (1).csv: warning: there are two copies of one file"
said 'pipe.csv: advice: left out: it is a named pipe, no file'
said 'dangling.csv: advice: left out: a symbolic link that leaves the folder or leads nowhere'
said 'sales/out: advice: left out: a symbolic link'
said "alias.csv: advice: left out: a symbolic link to 'sales/b.csv', which is read"
said "same.csv: advice: left out: a symbolic link to 'plan.csv', which is read"
said 'nothing.csv: error: file was not read: it is empty'
said 'old.numbers: error: file was not read: it is an Apple document'
said 'circle: advice: left out: a symbolic link to a folder that is read under its own name'
said 'aaa/department: advice: left out: a symbolic link to a folder that is read under its own name'
said 'table.csv: advice: it is a folder, though it is named as a sheet; the files in it are read'
"$OKRALIGN" check "$d" 2>&1 | grep -q '^circle: advice: left out' || fail "'check' does not tell of the circle"
said 'plan.csv: advice: being edited by Anna; using the last saved version'
said 'sales/b.csv: advice: being edited by bert; using the last saved version'
if [ "$(id -u)" -ne 0 ]; then
	chmod 0 "$d/sales/b.csv"
	"$OKRALIGN" cells --summary "$d" 2>&1 >/dev/null | grep -q 'sales/b.csv: error: file was not read: Permission denied' ||
		fail "an unreadable file is not told"
	mkdir "$TMP/locked" && chmod 0 "$TMP/locked"
	"$OKRALIGN" items "$TMP/locked" 2>&1 >/dev/null | grep -qF "$TMP/locked: error: folder was not read: Permission denied" ||
		fail "an unreadable folder is not named"
fi

# the order of the directory and the number of threads do not matter
"$OKRALIGN" cells --jobs 1 "$d" >"$TMP/one" 2>&1
"$OKRALIGN" cells --jobs 8 "$d" >"$TMP/eight" 2>&1
cmp -s "$TMP/one" "$TMP/eight" || fail "the result depends on the number of threads"

# named outright, a file is read whatever it is called
"$OKRALIGN" cells "$d/letter.docx" 2>&1 | grep -q Grow || fail "a file named outright was not read"
"$OKRALIGN" cells "$TMP/none.csv" >/dev/null 2>&1
[ $? -eq 3 ] || fail "a file that is not there is no error"
[ $problems -eq 0 ] || cat "$TMP/err"
[ $problems -eq 0 ]
