"""Time to align two versions of an article of 5 MB, beside difflib's on the same sentences.

Four new versions: with EDITS edits, with the sentences in another order, with other sentences, and
with one answer over and over. Difflib, which tells neither what moved nor what changed, gets the
first one. Sentences are made of WORDS words as often as words are in a language (Zipf's law), with
a repeated answer here and there.
"""

import random
import time
from collections.abc import Callable
from difflib import SequenceMatcher
from functools import partial

from briefing.article.alignment import AddressedText, FateKind, align

SENTENCES = 40_000
WORDS = 20_000
EDITS = 40


def sentences(rng: random.Random) -> list[str]:
    """Random sentences; one in twenty is `Yes.`."""
    vocabulary = [
        "".join(rng.choices("aeioubdfklmnprst", k=rng.randint(2, 9))) for _ in range(WORDS)
    ]
    weights = [1 / rank for rank in range(1, WORDS + 1)]
    lengths = [rng.randint(5, 35) for _ in range(SENTENCES)]
    words = iter(rng.choices(vocabulary, weights, k=sum(lengths)))
    return [
        "Yes." if rng.random() < 0.05 else " ".join(next(words) for _ in range(length)) + "."
        for length in lengths
    ]


def edited(texts: list[str], rng: random.Random) -> list[str]:
    """`texts` with sentences put in, taken out, changed and moved."""
    texts = list(texts)
    for number in range(EDITS):
        at, kind = rng.randrange(len(texts)), number % 4
        if kind == 0:
            texts.insert(at, f"This is sentence {number} of those that were put in.")
        elif kind == 1:
            del texts[at]
        elif kind == 2:
            texts[at] = texts[at].replace(" ", " very ", 1)
        else:
            texts.insert(rng.randrange(len(texts)), texts.pop(at))
    return texts


def passages(texts: list[str]) -> list[AddressedText]:
    return [
        AddressedText(number // 5 + 1, number % 5 + 1, text) for number, text in enumerate(texts)
    ]


def seconds(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def main() -> None:
    rng = random.Random(1)
    old = sentences(rng)
    new = edited(old, rng)
    versions = {
        f"{EDITS} edits": new,
        "another order": rng.sample(old, len(old)),
        "other sentences": sentences(rng),
        "one answer": ["Yes."] * SENTENCES,
    }
    peer = seconds(SequenceMatcher(None, old, new, autojunk=False).get_opcodes)
    print(f"{sum(map(len, old)) / 1e6:.1f} MB, {SENTENCES:,} sentences; difflib: {peer:.1f} s")
    before = passages(old)
    for name, texts in versions.items():
        taken = seconds(partial(align, before, passages(texts)))
        print(f"{name:16} {taken:5.1f} s, ratio {taken / peer:.1f}")
    fates = align(before, passages(new)).fates
    counts = [f"{sum(fate.kind is kind for fate in fates):,} {kind}" for kind in FateKind]
    print(", ".join(counts))


if __name__ == "__main__":
    main()
