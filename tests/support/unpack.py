#!/usr/bin/env python3
"""Workbooks whose sheet is packed in every way that deflate knows, then damaged at many places. What
zlib makes of the same bytes says what must be read: all rows without a finding where the stream and
its CRC are right; else a finding, and the rows in front of the damage or a refusal.

    unpack.py OKRALIGN FOLDER      what differs; exit status 1 if anything does
"""
import os
import random
import re
import struct
import subprocess
import sys
import zlib

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from quirks import book, row, sheet  # noqa: E402

ROWS = 3000
LOST = 66000  # bytes in front of a break: the window that was being read
FAULTS = int(os.environ.get("FAULTS", "8"))  # of each kind in each stream
SHEET = "xl/worksheets/sheet1.xml"


def raw_sheet():
    words = random.Random(7)
    cells = ('<c r="@" t="inlineStr"><is><t>Row %d %x</t></is></c>' % (i, words.getrandbits(64)) for i in range(1, ROWS + 1))
    return sheet("".join(row(i, cell) for i, cell in enumerate(cells, 1))).encode()


def packed(data, level=6, window=-15, memory=8, strategy=zlib.Z_DEFAULT_STRATEGY, flush=None, step=1 << 30):
    pack = zlib.compressobj(level, zlib.DEFLATED, window, memory, strategy)
    out = b""
    for at in range(0, len(data), step):
        out += pack.compress(data[at:at + step])
        if flush is not None:
            out += pack.flush(flush)
    return out + pack.flush()


def archive(path, parts, stream, crc, size, method):
    """Every part as it is, but the sheet as it is given."""
    body, entries = b"", b""
    for name, data in parts.items():
        given = name == SHEET
        data = data if isinstance(data, bytes) else data.encode()
        kind, check, full, name = (method, crc, size, name) if given else (0, zlib.crc32(data), len(data), name)
        stored = stream if given else data
        common = struct.pack("<HHHHHIIIHH", 20, 0, kind, 0, 33, check, len(stored), full, len(name), 0)
        entries += struct.pack("<IH", 0x02014b50, 20) + common + struct.pack("<HHHII", 0, 0, 0, 0, len(body)) + name.encode()
        body += struct.pack("<I", 0x04034b50) + common + name.encode() + stored
    end = struct.pack("<IHHHHIIH", 0x06054b50, 0, 0, len(parts), len(parts), len(entries), len(body), 0)
    with open(path, "wb") as file:
        file.write(body + entries + end)


def unpacked(stream, method):
    """What comes out in front of an error, and whether the stream is whole."""
    if method == 0:
        return stream, True
    pack, out = zlib.decompressobj(-15), b""
    try:
        for at in range(0, len(stream), 64):
            out += pack.decompress(stream[at:at + 64])
    except zlib.error:
        return out, False
    return out, pack.eof


class Judge:
    def __init__(self, okralign, folder):
        self.okralign, self.path = okralign, os.path.join(folder, "book.xlsx")
        self.parts = book("")
        self.data = raw_sheet()
        self.cases = self.wrong = 0

    def look(self, name, stream, crc=None, size=None, method=8):
        crc = zlib.crc32(self.data) if crc is None else crc
        archive(self.path, self.parts, stream, crc, len(self.data) if size is None else size, method)
        run = subprocess.run([self.okralign, "cells", self.path], capture_output=True, timeout=60)
        got = [line.split("\t")[2] for line in run.stdout.decode().splitlines() if not line.startswith("#")]
        out, whole = unpacked(stream, method)
        good = whole and zlib.crc32(out) == crc
        same = len(os.path.commonprefix([out, self.data]))
        wanted = re.findall(r"<t>([^<]*)</t></is></c></row>", out[:same if good else max(0, same - LOST)].decode())
        refused = b"file was not read: refused" in run.stderr
        right = got == wanted if good else refused or got[:len(wanted)] == wanted
        silent = good and size in (None, len(out))  # a size that lies is told
        self.cases += 1
        if not right or silent != (not run.stderr) or run.returncode < 0:
            self.wrong += 1
            print("%s: %d rows, wanted %d, %s; %s" % (name, len(got), len(wanted), "sound" if good else "damaged", run.stderr[:200]))


def main(okralign, folder):
    judge = Judge(okralign, folder)
    data = judge.data
    for level in (0, 1, 6, 9):
        for strategy in (zlib.Z_DEFAULT_STRATEGY, zlib.Z_FIXED, zlib.Z_HUFFMAN_ONLY, zlib.Z_RLE, zlib.Z_FILTERED):
            judge.look("level %d strategy %d" % (level, strategy), packed(data, level, strategy=strategy))
    for window, memory in ((-9, 1), (-12, 9), (-15, 9)):
        judge.look("window %d" % window, packed(data, 9, window, memory))
    for flush in (zlib.Z_SYNC_FLUSH, zlib.Z_FULL_FLUSH, zlib.Z_PARTIAL_FLUSH):
        for step in (97, 16384, 65536):
            judge.look("flush %d each %d" % (flush, step), packed(data, flush=flush, step=step))
    sound = packed(data)
    judge.look("stored", data, method=0)
    judge.look("bytes behind the end", sound + b"PK\3\4 and more")
    judge.look("declared smaller", sound, size=10)
    judge.look("declared larger", sound, size=4000000000)
    judge.look("wrong CRC", sound, crc=1)
    judge.look("another's CRC", packed(data[:-20] + b" " * 20))
    judge.look("nothing at all", b"")
    dice = random.Random(11)
    for stream in (sound, packed(data, 1), packed(data, strategy=zlib.Z_FIXED), packed(data, flush=zlib.Z_SYNC_FLUSH, step=4096)):
        for _ in range(FAULTS):
            at = dice.randrange(len(stream))
            judge.look("cut at %d" % at, stream[:at])
            judge.look("bit turned at %d" % at, stream[:at] + bytes([stream[at] ^ 1 << dice.randrange(8)]) + stream[at + 1:])
            judge.look("bytes from elsewhere at %d" % at, stream[:at] + dice.randbytes(40) + stream[at + 40:])
    print("%d cases, %d wrong" % (judge.cases, judge.wrong))
    return judge.wrong > 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
