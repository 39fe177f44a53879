#!/bin/sh
# Writes C source that embeds the files given as arguments, under their names without the folder.
echo '#include "config/data.h"'
n=0
for file in "$@"; do
	case $file in /*) path=$file ;; *) path=$PWD/$file ;; esac
	cat <<-EOF
	__asm__(".section .rodata\n.global data_$n\ndata_$n:\n.incbin \"$path\"\n"
	        ".global data_${n}_end\ndata_${n}_end:\n.byte 0\n.previous\n");
	extern const unsigned char data_$n[], data_${n}_end[];
	EOF
	n=$((n + 1))
done
echo 'const struct data_entry data_entries[] = {'
n=0
for file in "$@"; do
	echo "    {\"${file##*/}\", data_$n, data_${n}_end},"
	n=$((n + 1))
done
echo '    {0, 0, 0},'
echo '};'
