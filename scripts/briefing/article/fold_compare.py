"""The lock of a source and a copy in, what the copy has of each paragraph out. Knows no disk.

Only hashes and prefixes are compared: nothing here guesses at likeness.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import zip_longest

from briefing.article.source_lock import Found, Paragraph, SourceLock, digest, normalise, paragraphs
from briefing.errors import Problem


class State(StrEnum):
    """What a copy has of a paragraph."""

    SAME = "same"
    DIFFERS = "differs"
    MISSING = "missing"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of ¶`number`, or what was added after it; `line` counts in the copy.

    `sentences` are the numbers of those that the copy does not have, empty where it has all.
    """

    state: State
    number: int
    line: int = 0
    sentences: tuple[int, ...] = ()

    def problem(self, path: str) -> Problem | None:
        """What is wrong with the copy in the file `path`, if anything is."""
        where = f"¶{self.number}"
        if self.state is State.SAME:
            return None
        if self.state is State.ADDED:
            place = f"after {where}" if self.number else "before ¶1"
            return Problem(path, self.line, "source", f"a paragraph {place} that the source lacks")
        if self.state is State.MISSING:
            return Problem(path, 0, "source", f"{where} is missing")
        gone = ", ".join(f"{where}.{sentence}" for sentence in self.sentences)
        which = f" in {gone}" if gone else " in the order or number of its sentences"
        return Problem(path, self.line, "source", f"{where} differs from the source{which}")


def compare(known: SourceLock, copy: str, language: str, author: str = "") -> list[Verdict]:
    """A verdict for each paragraph of `known`, and for each that only `copy` has, in order."""
    ours, theirs = known.paragraphs, paragraphs(copy, language, author)
    hashes = [each.sha256 for each in ours], [each.sha256 for each in theirs]
    verdicts: list[Verdict] = []
    for tag, i, i_end, j, j_end in SequenceMatcher(None, *hashes, autojunk=False).get_opcodes():
        same = tag == "equal"
        one, two = ours[i:i_end], theirs[j:j_end]
        for mine, other in zip(one, two, strict=True) if same else _pairs(one, two):
            verdicts.append(_verdict(mine, other, verdicts[-1].number if verdicts else 0))
    return verdicts


def summary(verdicts: Sequence[Verdict]) -> str:
    """How many paragraphs are in which state: `23 same, 1 differs`."""
    counts = Counter(verdict.state for verdict in verdicts)
    return ", ".join(f"{counts[state]} {state}" for state in State if counts[state])


def is_whole(known: SourceLock, copy: str) -> bool:
    """Whether `copy` has the same headings, byline and biography too."""
    return known.sha256 == digest(normalise(copy))


def _pairs(
    ours: Sequence[Paragraph], theirs: Sequence[Found]
) -> Iterator[tuple[Paragraph | None, Found | None]]:
    """What belongs together where hashes do not say: first by a sentence or the prefix in common,
    then, between two such pairs, by order.
    """
    i = j = 0
    for place, mine in enumerate(ours):
        kin = next((k for k in range(j, len(theirs)) if _are_kin(mine, theirs[k])), None)
        if kin is not None:
            yield from zip_longest(ours[i:place], theirs[j:kin])
            yield mine, theirs[kin]
            i, j = place + 1, kin + 1
    yield from zip_longest(ours[i:], theirs[j:])


def _are_kin(mine: Paragraph, other: Found) -> bool:
    begins = bool(mine.prefix) and normalise(other.words).startswith(normalise(mine.prefix))
    return begins or not set(mine.sentences).isdisjoint(other.sentences)


def _verdict(mine: Paragraph | None, other: Found | None, before: int) -> Verdict:
    if mine is None or other is None:
        if mine is None:
            return Verdict(State.ADDED, before, other.line if other else 0)
        return Verdict(State.MISSING, mine.number)
    if mine.sha256 == other.sha256:
        return Verdict(State.SAME, mine.number, other.line)
    numbered = enumerate(mine.sentences, start=1)
    gone = tuple(number for number, each in numbered if each not in other.sentences)
    return Verdict(State.DIFFERS, mine.number, other.line, gone)
