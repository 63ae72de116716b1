"""Finds the marks within a line: code, escapes, footnotes, links, pictures, tags."""

import html
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from briefing.markdown.visible import ESCAPED

TAG = re.compile(
    r"</?([a-zA-Z][^\s\"'<>@/]*+)[^\s\"'<>@]*+"
    r"(?:\s++[^\s\"'=<>]++(?:\s*+=\s*+(?:\"[^\"]*\"|'[^']*'|[^\s\"'=<>]++))?)*\s*+/?>"
)
_RAW = re.compile(rf"{TAG.pattern}|<!--(?:(?!<!--|-->).)*-->", re.DOTALL)
_BLANKS = re.compile(r"\s+")
_TICKS = re.compile("`+")
_FOOTNOTE = re.compile(r"\[\^([^\]]*)\]")
_BRACKET = re.compile(r"[\[\]]")
_LABEL = re.compile(r"\s?\[([^\]]*)\]")
_OPENING = re.compile(r"\(\s*(?:<([^<>]*)>\s*(?:'([^']*)'\s*|\"([^\"]*)\"\s*)?\))?")
_IN_TARGET = re.compile(r"[()'\"]")
_AUTOLINK = re.compile(r"<(?:([A-Za-z][A-Za-z0-9+.-]*://[^<>]*)|(?:mailto:)?([^<> !]+@[^@<> ]+))>")
_LONGEST = 1000
"""So many characters behind `](` are looked through at most."""

LinkDefinitions = Mapping[str, tuple[str, str]]
"""The targets and titles of reference links, by label in small letters."""


class InlineMark(NamedTuple):
    """What stands from `start` to `end`; what a reader sees of it, from `first` to `last`.

    `kind` is "code", "escape", "footnote", "link", "raw link", "image", "tag", "attributes", or
    "emphasis" for the signs around emphasised words.
    `at` is where the `target` of a link stands, if it does in the mark itself, else -1.
    """

    kind: str
    start: int
    end: int
    first: int
    last: int
    target: str = ""
    title: str = ""
    at: int = -1

    def signs(self) -> list[tuple[int, int]]:
        """Where its signs stand that a reader does not see, before and behind what is seen."""
        ends = (self.start, self.first), (self.last, self.end)
        return [] if self.kind == "raw link" else [each for each in ends if each[0] < each[1]]


@dataclass(frozen=True, slots=True)
class MarkedText:
    """The text in which marks are looked for, and what its page defines."""

    text: str
    definitions: LinkDefinitions
    footnotes: frozenset[str]

    def plain(self, start: int, end: int) -> str:
        """An address from `start` to `end`, without what Markdown and HTML escape in it."""
        address = ESCAPED.sub(r"\1", self.text[start:end].strip())
        return html.unescape(address) if "&" in address else address


Finder = Callable[[MarkedText, str, int], Iterator[InlineMark]]
"""Finds marks in the source, masked but from an offset on; the offset is the last argument."""


def unseen(kind: str, start: int, end: int) -> InlineMark:
    """A mark of which a reader sees nothing."""
    return InlineMark(kind, start, end, end, end)


def _code(_: MarkedText, data: str, base: int) -> Iterator[InlineMark]:
    """Code up to as many backticks as before it, else to the longest run of fewer."""
    runs = [match.span() for match in _TICKS.finditer(data)]
    lengths = [end - start for start, end in runs]
    places = defaultdict[int, list[int]](list)
    longest = [-1] * len(runs)
    for number, length in enumerate(lengths):
        places[length].append(number)
    for number in range(len(runs) - 2, -1, -1):
        best = longest[number + 1]
        longest[number] = number + 1 if best < 0 or lengths[number + 1] >= lengths[best] else best
    done = number = 0
    while number < len(runs):
        start, end = max(done, runs[number][0]), runs[number][1]
        slashes = start
        while slashes > done and data[slashes - 1] == "\\":
            slashes -= 1
        start += (start - slashes) % 2
        alike = places[end - start]
        behind = bisect_right(alike, number)
        close = alike[behind] if behind < len(alike) else longest[number]
        if start < end and close >= 0 and lengths[close] <= end - start:
            last, done = runs[close]
            first = start + done - last
            words = data[first:last].strip()
            first = data.find(words, first)
            end = base + first + len(words)
            yield InlineMark("code", base + start, base + done, base + first, end)
            number = close
        elif start < end:
            done = end + end - start  # so far on the engine looks for the next
        number += 1


def _escapes(_: MarkedText, data: str, base: int) -> Iterator[InlineMark]:
    for found in ESCAPED.finditer(data):
        start, end = base + found.start(), base + found.end()
        yield InlineMark("escape", start, end, start + 1, end)


def _footnotes(reader: MarkedText, data: str, base: int) -> Iterator[InlineMark]:
    for found in _FOOTNOTE.finditer(data, 0, data.rfind("]") + 1) if reader.footnotes else ():
        if found[1] in reader.footnotes:
            yield unseen("footnote", base + found.start(), base + found.end())


def _references(image: bool, short: bool) -> Finder:
    """A reader of `[words][label]`, or short `[label]`; with a "!" before it, of an image."""

    def find(reader: MarkedText, data: str, base: int) -> Iterator[InlineMark]:
        done = 0
        for start, first, last in _brackets(data, image) if reader.definitions else ():
            if start < done:
                continue
            label = None if short else _LABEL.match(data, last + 1)
            if label or short:
                done = label.end() if label else last + 1
                name = (label and label[1]) or data[first:last]
                known = reader.definitions.get(" ".join(_BLANKS.split(name.lower())))
                if known:
                    kind = "image" if image else "link"
                    places = (base + start, base + done, base + first, base + last)
                    yield InlineMark(kind, *places, *known)

    return find


def _links(image: bool) -> Finder:
    """A reader of `[words](address "title")`; with a "!" before it, of an image."""

    def find(reader: MarkedText, data: str, base: int) -> Iterator[InlineMark]:
        done = 0
        for start, first, last in _brackets(data, image):
            target = _target(data, last + 1) if start >= done else None
            if target:
                at, behind, title, done = target
                yield InlineMark(
                    "image" if image else "link", base + start, base + done, base + first,
                    base + last, reader.plain(base + at, base + behind), title, base + at,
                )  # fmt: skip

    return find


def _brackets(data: str, image: bool) -> list[tuple[int, int, int]]:
    """Each pair of square brackets, and where the words within begin and end."""
    opened, found = list[int](), list[tuple[int, int, int]]()
    for sign in _BRACKET.finditer(data):
        if sign[0] == "[":
            opened.append(sign.start())
        elif opened:
            start = opened.pop()
            if (data[start - 1 : start] == "!") is image:
                found.append((start - image, start + 1, sign.start()))
    return sorted(found)


def _target(data: str, start: int) -> tuple[int, int, str, int] | None:
    """What stands in round brackets at `start`: where the address begins and ends, the title, and
    the end of all; None where nothing does.
    """
    opening = _OPENING.match(data, start)
    if opening is None:
        return None
    if opening[1] is not None:
        return (*opening.span(1), opening[2] or opening[3] or "", opening.end())
    begin, depth, left, fallback = opening.end(), 1, 1, len(data) - 2
    opened, closed = dict[str, int](), dict[str, int]()
    for found in _IN_TARGET.finditer(data, begin, begin + _LONGEST):
        sign, at = found[0], found.start()
        if sign in "\"'":
            left = left if opened else depth
            places = closed if sign in opened else opened
            places[sign] = at
        elif opened:
            last = data[begin:at].rstrip(" ")[-1:]
            if sign == ")" and last in closed:
                return begin, opened[last], data[opened[last] + 1 : closed[last]], at + 1
            fallback = at if sign == ")" and left == 1 else fallback
            left = max(0, left - 1)
        else:
            depth += 1 if sign == "(" else -1
            if not depth:
                return begin, at, "", at + 1
    # A quotation mark that opens no title: so the engine does.
    return None if left or not opened else (begin, fallback, "", fallback + 1)


def _autolinks(_: MarkedText, data: str, base: int) -> Iterator[InlineMark]:
    for found in _AUTOLINK.finditer(data):
        words = found[1] or found[2]
        target = words if found[1] else f"mailto:{words}"
        last = base + found.end() - 1
        start = base + found.start()
        yield InlineMark("link", start, last + 1, last - len(words), last, target)


def _tags(_: MarkedText, data: str, base: int) -> Iterator[InlineMark]:
    for found in _RAW.finditer(data):
        yield unseen("tag", base + found.start(), base + found.end())


STEPS: tuple[tuple[str, Finder], ...] = (
    ("`", _code),
    ("\\", _escapes),
    ("[^", _footnotes),
    ("[", _references(image=False, short=False)),
    ("](", _links(image=False)),
    ("![", _links(image=True)),
    ("![", _references(image=True, short=False)),
    ("[", _references(image=False, short=True)),
    ("![", _references(image=True, short=True)),
    ("<", _autolinks),
    ("<", _tags),
)
"""What is looked for, in this order, where its sign stands in the text at all."""
