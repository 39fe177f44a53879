#!/bin/sh
# bare.sh DIR: proves that the README's commands need nothing but a bare Debian 12. Makes one in DIR
# (kept for the next time), clones the present commit into it, runs `make demo` twice and `make
# test`. Needs root, debootstrap and a network; run by hand, not part of the suite.
set -e
dir=${1:?usage: bare.sh DIR}
top=$(cd "$(dirname "$0")/../.." && pwd)
root=$dir/root
if [ ! -x "$root/bin/sh" ]; then
	mkdir -p "$dir"
	debootstrap --variant=minbase bookworm "$root" >"$dir/debootstrap.log"
fi
cp /etc/resolv.conf "$root/etc/resolv.conf"
mountpoint -q "$root/proc" || mount -t proc proc "$root/proc"
trap 'umount "$root/proc"' EXIT
rm -rf "$root/okralign"
git clone -q "$top" "$root/okralign"
run() {
	echo "+ $*"
	start=$(date +%s)
	chroot "$root" sh -c "cd /okralign && LC_ALL=C.UTF-8 $*"
	echo "($(($(date +%s) - start)) s)"
}
run apt-get update -qq
run apt-get install -y -qq --no-install-recommends make '>/dev/null'
run make demo
run make demo
run make test
