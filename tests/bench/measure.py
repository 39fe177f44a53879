#!/usr/bin/env python3
"""Measures a whole run: wall time, processor time, peak memory, and the time of each stage.

    measure.py PROGRAM DIR [JOBS...]

For each number of threads: one cold run (page cache dropped, where that is allowed) and up to three
warm ones, of which the fastest counts.
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time


def drop_caches():
    try:
        os.sync()
        pathlib.Path("/proc/sys/vm/drop_caches").write_text("3\n")
        return True
    except OSError:
        return False


def run(program, folder, jobs):
    with tempfile.TemporaryDirectory() as out:
        command = [program, "report", folder, "--as-of", "2026-05-29", "-o", out + "/report.xlsx",
                   "--json", out + "/report.json", "--jobs", jobs, "-vv"]
        start = time.monotonic()
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                                 text=True)
        said = child.stderr.read()
        _, status, used = os.wait4(child.pid, 0)
        wall = time.monotonic() - start
    if not os.WIFEXITED(status) or os.WEXITSTATUS(status) > 1:
        sys.exit(f"{' '.join(command)} failed:\n{said}")
    return wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, said


def best_of(program, folder, jobs):
    """The fastest of three runs, or of as many as fit into 20 seconds."""
    runs = [run(program, folder, jobs)]
    while len(runs) < 3 and sum(r[0] for r in runs) < 20:
        runs.append(run(program, folder, jobs))
    return min(runs, key=lambda r: r[0])


def show(name, result):
    print(f"{name:<22} {result[0]:7.2f} s wall {result[1]:7.2f} s cpu {result[2]:8.0f} MiB peak")


def main(program, folder, *jobs):
    folder = folder.rstrip("/")
    files = [f for f in pathlib.Path(folder).rglob("*") if f.is_file()]
    print(f"{folder}: {len(files)} files, {sum(f.stat().st_size for f in files) / 1e6:.1f} MB")
    stages = []
    for n in jobs or ("1", "2"):
        cold = drop_caches()
        show(f"{n} thread(s), cold" if cold else f"{n} thread(s), first", run(program, folder, n))
        best = best_of(program, folder, n)
        show(f"{n} thread(s), warm", best)
        stages.append((n, re.findall(r"^(\w[\w ]*?) +([\d.]+) s", best[3], re.M)))
    for n, times in stages:
        print(f"stages with {n} thread(s): " + ", ".join(f"{name} {s} s" for name, s in times))


if __name__ == "__main__":
    main(*sys.argv[1:])
