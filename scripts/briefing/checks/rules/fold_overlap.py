"""A file's text and the words of the source in, the runs of words that they share out.

The source is not ours to publish: outside quotation marks, no eight words in a row may be its.
Knows no disk. Only the first three words of a run are told, since a report may be public.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from briefing.checks.rules.fold_told import told, words

LONGEST = 7
"""Words in a row that any two texts may have in common."""


@dataclass(frozen=True, slots=True)
class Shared:
    """A run of the source's words on `line`; `begins` are its first three, `length` counts all."""

    line: int
    begins: str
    length: int


def runs(source: str) -> frozenset[tuple[str, ...]]:
    """Every run of eight words of `source`."""
    found = [word for word, _ in words(source)]
    return frozenset(tuple(found[i : i + LONGEST + 1]) for i in range(len(found) - LONGEST))


def shared(path: str, text: str, source: frozenset[tuple[str, ...]]) -> Iterator[Shared]:
    """The runs that the file `path` with `text` shares with the source.

    What is written is told only where it is more than what is seen.
    """
    for each in told(path, text):
        seen = list(_runs_in(each.seen, each.line, source))
        yield from (run for run, _ in seen)
        for run, its_words in _runs_in(each.written, each.line, source):
            if not any(f" {its_words} " in f" {known} " for _, known in seen):
                yield run


def _runs_in(
    text: str, line: int, source: frozenset[tuple[str, ...]]
) -> Iterator[tuple[Shared, str]]:
    """Each longest run in `text`, which begins on `line`, with its words."""
    found = list(words(text))
    start = 0
    while start < len(found) - LONGEST:
        end = start + LONGEST + 1
        if tuple(word for word, _ in found[start:end]) in source:
            while tuple(word for word, _ in found[end - LONGEST : end + 1]) in source:
                end += 1
            run = [word for word, _ in found[start:end]]
            at = line + text.count("\n", 0, found[start][1])
            yield Shared(at, " ".join(run[:3]), len(run)), " ".join(run)
            start = end
        else:
            start += 1
