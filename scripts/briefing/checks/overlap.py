"""A file's text and the words of the source in, the runs of words that they share out.

The source is not ours to publish: outside quotation marks, no eight words in a row may be its.
Knows no disk. Only the first three words of a run are told, since a report may be public.
"""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefing.patterns.mask import mask
from briefing.patterns.quotation_marks import find_quoted

LONGEST = 7
"""Words in a row that any two texts may have in common."""
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?|[$%]")
_TAG = re.compile(r"<[^<>]*>")
_ADDRESS = re.compile(r"\]\([^()\s]*\)")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')


@dataclass(frozen=True, slots=True)
class Shared:
    """A run of the source's words on `line`; `begins` are its first three, `length` counts all."""

    line: int
    begins: str
    length: int


def runs(source: str) -> frozenset[tuple[str, ...]]:
    """Every run of eight words of `source`."""
    found = [word for word, _ in _words(source)]
    return frozenset(tuple(found[i : i + LONGEST + 1]) for i in range(len(found) - LONGEST))


def shared(path: str, text: str, source: frozenset[tuple[str, ...]]) -> Iterator[Shared]:
    """The runs that the file `path` with `text` shares with the source.

    Words are read as a reader sees them, then, where that shows nothing, within tags too.
    """
    for offset, piece in _strings(text) if path.endswith(".json") else [(0, text)]:
        found = list(_in_piece(_blank(_TAG, piece), source)) or _in_piece(piece, source)
        for start, begins, length in found:
            yield Shared(1 + text.count("\n", 0, offset + start), begins, length)


def _in_piece(piece: str, source: frozenset[tuple[str, ...]]) -> Iterator[tuple[int, str, int]]:
    """Where each longest run begins, its first three words, and its length."""
    unquoted = mask(piece, find_quoted(piece))
    found = list(_words(_blank(_ADDRESS, unquoted)))
    last = -1
    start = 0
    while start < len(found) - LONGEST:
        if tuple(word for word, _ in found[start : start + LONGEST + 1]) in source:
            last = start + LONGEST + 1
            while tuple(word for word, _ in found[last - LONGEST : last + 1]) in source:
                last += 1
            begins = " ".join(word for word, _ in found[start : start + 3])
            yield found[start][1], begins, last - start
            start = last
        else:
            start += 1


def _words(text: str) -> Iterator[tuple[str, int]]:
    """The words of `text` in small letters, each with its offset; a masked stretch breaks a run."""
    for match in re.finditer(rf"{_WORD.pattern}|\0+", text):
        yield match[0].lower().replace("’", "'"), match.start()


def _strings(text: str) -> Iterator[tuple[int, str]]:
    """The strings of a JSON text, each with the offset of its literal."""
    for literal in _STRING.finditer(text):
        try:
            yield literal.start(), html.unescape(json.loads(literal[0], strict=False))
        except ValueError:
            continue


def _blank(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda match: " " * len(match[0]), text)
