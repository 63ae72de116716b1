"""Draws up the rows of the tables on a page from what was found in its passages."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefing.extract.findings import Date, Figure, FigureKind, Quotation
from briefing.markdown.escape import escape, guard_start
from briefing.pages.model import Link
from briefing.pages.passages import WORD, PassageView, shorten

MOST_FIGURES = 6
MOST_CLAIMS = 8
MOST_EVENTS = 8
_WORDS_AROUND = 12
_WORDS_AFTER_FIGURE = 24
"""What a figure includes, and what it leaves out, is said after it, often behind an aside."""
_WORDS_OF_SPEECH = 4
"""Fewer words in quotation marks are a name or a distance, and count only with a speaker."""
UNKNOWN = "–"
"""What stands for a speaker that no rule finds."""
_CLAUSE = re.compile(r"[,;:()–—，；：]")
_ACCORDING = re.compile(r",?\s+(?:\S+\s+){0,4}?according to (?:\S+\s+){0,4}\Z")
_RANK = {FigureKind.MONEY: 0, FigureKind.PERCENT: 1, FigureKind.COUNT: 2}

_Found = Figure | Date | Quotation


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: what was found, the words around it, who says so, when, where."""

    label: str
    statement: str
    speaker: str
    as_of: str
    where: Link


@dataclass(frozen=True, slots=True)
class Listing:
    """The rows that a table has room for, and how many there are in the passages."""

    rows: tuple[Row, ...]
    of_all: int


def key_figures(passages: Sequence[PassageView], most: int = MOST_FIGURES) -> Listing:
    """A row for each figure that `chosen_figures` gives."""
    rows = tuple(_row(passage, figure) for passage, figure in chosen_figures(passages, most))
    return Listing(rows, sum(len(passage.findings.figures) for passage in passages))


def chosen_figures(
    passages: Sequence[PassageView], most: int = MOST_FIGURES
) -> tuple[tuple[PassageView, Figure], ...]:
    """At most `most` figures in article order, chosen by kind: money, percentages, counts."""
    found = [(passage, figure) for passage in passages for figure in passage.findings.figures]
    chosen = sorted(found, key=lambda pair: _RANK[pair[1].kind])[:most]
    return tuple(pair for pair in found if pair in chosen)


def claims(passages: Sequence[PassageView]) -> Listing:
    """Who is said to say what: one row for a speaker and passage."""
    rows = tuple(row for passage in passages for row in _claims_of(passage))
    return Listing(rows[:MOST_CLAIMS], len(rows))


def events(passages: Sequence[PassageView]) -> Listing:
    """What has a date, as the article writes it."""
    rows = tuple(_row(passage, found) for passage, found in chosen_dates(passages))
    return Listing(rows, sum(len(passage.findings.dates) for passage in passages))


def chosen_dates(passages: Sequence[PassageView]) -> tuple[tuple[PassageView, Date], ...]:
    """The first dates of `passages`, in article order."""
    found = ((passage, each) for passage in passages for each in passage.findings.dates)
    return tuple(found)[:MOST_EVENTS]


def whole(passage: PassageView) -> Row:
    """The passage itself as a row, cut to a line."""
    return Row("", shorten(passage.text, 2 * _WORDS_AROUND), "", passage.as_of, passage.where)


def _row(passage: PassageView, found: _Found) -> Row:
    speaker = escape(said_by(passage, found))
    return Row(escape(found.text), _around(passage, found), speaker, passage.as_of, passage.where)


def _claims_of(passage: PassageView) -> Iterator[Row]:
    named = set()
    for quotation in passage.findings.quotations:
        if quotation.speaker or len(WORD.findall(quotation.text)) >= _WORDS_OF_SPEECH:
            named.add(quotation.speaker)
            speaker = escape(quotation.speaker or UNKNOWN)
            yield Row(speaker, _around(passage, quotation), "", passage.as_of, passage.where)
    for found in passage.findings.speakers:
        if found.text not in named:
            named.add(found.text)
            words = shorten(passage.text, 3 * _WORDS_AROUND)
            yield Row(escape(found.text), words, "", passage.as_of, passage.where)


def said_by(passage: PassageView, found: _Found) -> str:
    """Who says what is `found`, and with which hedge, where both stand in its own clause."""
    before = _CLAUSE.split(passage.text[: found.start])[-1]
    clause = found.start - len(before)
    speakers = [
        speaker.text
        for speaker in passage.findings.speakers
        if clause <= passage.text.find(speaker.verb, speaker.end) < found.start
        or _ACCORDING.match(passage.text[found.end : speaker.start])
    ]
    hedges = [
        f"“{each.text}”" for each in passage.findings.hedges if clause <= each.start < found.start
    ]
    return " ".join([*speakers[-1:], *hedges[:1]]) or UNKNOWN


def _around(passage: PassageView, found: _Found) -> str:
    """The words around `found`, itself in bold."""
    before = WORD.findall(passage.text[: found.start])
    after = WORD.findall(passage.text[found.end :])
    left = ("… " if len(before) > _WORDS_AROUND else "") + "".join(before[-_WORDS_AROUND:])
    most = _WORDS_AFTER_FIGURE if isinstance(found, Figure) else _WORDS_AROUND
    right = "".join(after[:most])
    more = " …" if len(after) > most else ""
    bold = f"**{escape(passage.text[found.start : found.end])}**"
    return guard_start(f"{escape(left)}{bold}{escape(right.rstrip() if more else right)}{more}")
