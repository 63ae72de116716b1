"""Reads what a page defines of links, footnotes and abbreviations; of all that only links show."""

import re
from collections import deque
from dataclasses import dataclass, field

from briefing.markdown.lines import INDENT, Line, loosened

_LINK = re.compile(
    r" {0,3}\[([^\[\]]*)\]: *(?:\n *)?([^\s]+) *(?:\n *)?(?:\"(.*)\" *|'(.*)' *|\((.*)\) *)?$",
    re.MULTILINE,
)
_FOOTNOTE = re.compile(r" {0,3}\[\^([^\]]*)\]: *")
_ABBREVIATION = re.compile(r"\*\[[^\\]*?\] ?: *\n? *\S.*")


@dataclass(slots=True)
class Chunk:
    """Lines without a blank one between them, what each begins, and the chunks behind them."""

    lines: list[Line]
    kinds: str
    behind: deque[list[Line]]
    has_note: bool = False
    read: set[int] = field(default_factory=set)


@dataclass(slots=True)
class Definitions:
    """The targets and titles of reference links by label, and the lines of each footnote."""

    links: dict[str, tuple[str, str]] = field(default_factory=dict)
    footnotes: dict[str, list[Line]] = field(default_factory=dict)

    def read(self, chunk: Chunk, at: int, end: int) -> tuple[int, int] | None:
        """Note the first definition within some lines, and return its first line and that behind.

        Footnotes go first, wherever they stand, then abbreviations: so the site's engine does.
        """
        for sign, read in (("f", self._footnote), ("a", _abbreviation), ("l", self._link)):
            place = chunk.kinds.find(sign, at, end)
            while place >= 0:
                if place not in chunk.read and (behind := read(chunk, place, end)):
                    return place, behind
                chunk.read.add(place)
                place = chunk.kinds.find(sign, place + 1, end)
        return None

    def _link(self, chunk: Chunk, at: int, end: int) -> int:
        """The number of the line behind definitions of links; 0 if none is on line `at`."""
        behind = 0
        while at < end:
            text = "\n".join([line for line, _ in chunk.lines[at : min(at + 3, end)]])
            link = _LINK.match(text)
            if not link or (behind and "\n" in link[0]):
                break
            title = next(filter(None, link.groups()[2:]), "")
            self.links[link[1].strip().lower()] = link[2].lstrip("<").rstrip(">"), title
            at = behind = at + 1 + link[0].count("\n")
        return behind

    def _footnote(self, chunk: Chunk, at: int, end: int) -> int:
        """The number of the line behind a footnote and the indented chunks below; 0 if none is."""
        lines = chunk.lines
        note = _FOOTNOTE.match(lines[at][0])
        while note and at + 1 < end and (following := _FOOTNOTE.match(lines[at + 1][0])):
            self.footnotes[note[1]] = [(lines[at][0][note.end() :], lines[at][1] + note.end())]
            at, note = at + 1, following
        if not note:
            return 0
        body = [(lines[at][0][note.end() :], lines[at][1] + note.end())]
        last = _next_footnote(lines, at + 1, end)
        body += loosened(lines[at + 1 : last], 1)
        whole = last == len(lines)
        while whole and chunk.behind and chunk.behind[0][0][0].startswith(INDENT):
            lines = chunk.behind.popleft()
            cut = _next_footnote(lines, 0, len(lines))
            body += [("", lines[0][1]), *loosened(lines[:cut], 1)]
            if not (whole := cut == len(lines)):
                chunk.behind.appendleft(lines[cut:])
        self.footnotes[note[1]] = body if body[0][0] else body[1:]
        return last


def _abbreviation(chunk: Chunk, at: int, end: int) -> int:
    """The number of the line behind an abbreviation; 0 if none is defined on line `at`."""
    found = _ABBREVIATION.match("\n".join([line for line, _ in chunk.lines[at : min(at + 2, end)]]))
    return at + 1 + found[0].count("\n") if found else 0


def _next_footnote(lines: list[Line], at: int, end: int) -> int:
    return next((n for n in range(at, end) if _FOOTNOTE.match(lines[n][0])), end)
