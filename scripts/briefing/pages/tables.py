"""Passages in, the rows of a page's tables out. Knows no page and no template."""

import re
from collections.abc import Callable, Iterator, Sequence

from briefing.extract.extract import Date, Figure, FigureKind, Findings, Quotation, Span, Speaker
from briefing.markdown.escape import escape, guard_start
from briefing.pages.model import Listing, Row
from briefing.pages.view import View

MOST_FIGURES = 6
MOST_CLAIMS = 8
MOST_EVENTS = 8
MOST_TURNS = 6
_WORDS_AROUND = 12
_WORDS_AFTER_FIGURE = 24
"""What a figure includes, and what it leaves out, is said after it, often behind an aside."""
_WORDS_OF_SPEECH = 4
"""Fewer words in quotation marks are a name or a distance, and count only with a speaker."""
UNKNOWN = "–"
"""What stands for a speaker that no rule finds."""
_WORD = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff]{1,2}\s*|[^\s\u2e80-\u9fff\uf900-\ufaff]+\s*|^\s+")
"""A word with the blank behind it; two characters in scripts without blanks."""
_CLAUSE = re.compile(r"[,;:()–—，；：]")
_ACCORDING = re.compile(r",?\s+(?:\S+\s+){0,4}?according to (?:\S+\s+){0,4}\Z")
_RANK = {FigureKind.MONEY: 0, FigureKind.PERCENT: 1, FigureKind.COUNT: 2}

_Found = Figure | Date | Quotation | Span | Speaker


def key_figures(views: Sequence[View], most: int = MOST_FIGURES) -> Listing:
    """A row for each figure that `chosen_figures` gives."""
    rows = tuple(_row(view, figure) for view, figure in chosen_figures(views, most))
    return Listing(rows, sum(len(view.findings.figures) for view in views))


def chosen_figures(
    views: Sequence[View], most: int = MOST_FIGURES
) -> tuple[tuple[View, Figure], ...]:
    """At most `most` figures of `views` in article order: money, then percentages, then counts."""
    found = [(view, figure) for view in views for figure in view.findings.figures]
    chosen = sorted(found, key=lambda pair: _RANK[pair[1].kind])[:most]
    return tuple(pair for pair in found if pair in chosen)


def claims(views: Sequence[View]) -> Listing:
    """Who is said to say what: one row for a speaker and passage."""
    return _first([row for view in views for row in _claims_of(view)], MOST_CLAIMS)


def events(views: Sequence[View]) -> Listing:
    """What has a date, as the article writes it."""
    rows = tuple(_row(view, found) for view, found in chosen_dates(views))
    return Listing(rows, sum(len(view.findings.dates) for view in views))


def chosen_dates(views: Sequence[View]) -> tuple[tuple[View, Date], ...]:
    """The first dates of `views`, in article order."""
    return tuple((view, each) for view in views for each in view.findings.dates)[:MOST_EVENTS]


def time_bound(views: Sequence[View]) -> Listing:
    """What was true when the article was written, and may not be now."""
    return _rows(views, lambda findings: findings.time_bound, MOST_EVENTS)


def turns(views: Sequence[View]) -> Listing:
    """Where the article turns against what it said before: where a dispute may be."""
    return _rows(views, lambda findings: findings.contrasts, MOST_TURNS)


def whole(view: View) -> Row:
    """The passage itself as a row, cut to a line."""
    return Row("", shorten(view.plain, 2 * _WORDS_AROUND), "", view.as_of, view.where)


def shorten(text: str, words: int, *, from_end: bool = False) -> str:
    """At most `words` words of `text`, as Markdown, with an ellipsis where it was cut."""
    parts = _WORD.findall(text)
    if len(parts) <= words:
        return guard_start(escape(text))
    if from_end:
        return "… " + escape("".join(parts[-words:]).strip())
    return guard_start(escape("".join(parts[:words]).rstrip())) + " …"


def _rows(
    views: Sequence[View], select: Callable[[Findings], Sequence[_Found]], most: int
) -> Listing:
    return _first([_row(view, found) for view in views for found in select(view.findings)], most)


def _first(rows: Sequence[Row], most: int) -> Listing:
    return Listing(tuple(rows[:most]), len(rows))


def _row(view: View, found: _Found) -> Row:
    speaker = escape(said_by(view, found))
    return Row(escape(found.text), _around(view, found), speaker, view.as_of, view.where)


def _claims_of(view: View) -> Iterator[Row]:
    named = set()
    for quotation in view.findings.quotations:
        if quotation.speaker or len(_WORD.findall(quotation.text)) >= _WORDS_OF_SPEECH:
            named.add(quotation.speaker)
            speaker = escape(quotation.speaker or UNKNOWN)
            yield Row(speaker, _around(view, quotation), "", view.as_of, view.where)
    for found in view.findings.speakers:
        if found.text not in named:
            named.add(found.text)
            words = shorten(view.plain, 3 * _WORDS_AROUND)
            yield Row(escape(found.text), words, "", view.as_of, view.where)


def said_by(view: View, found: _Found) -> str:
    """Who says what is `found`, and with which hedge, where both stand in its own clause."""
    before = _CLAUSE.split(view.plain[: found.start])[-1]
    clause = found.start - len(before)
    speakers = [
        speaker.text
        for speaker in view.findings.speakers
        if clause <= view.plain.find(speaker.verb, speaker.end) < found.start
        or _ACCORDING.match(view.plain[found.end : speaker.start])
    ]
    hedges = [
        f"“{each.text}”" for each in view.findings.hedges if clause <= each.start < found.start
    ]
    return " ".join([*speakers[-1:], *hedges[:1]]) or UNKNOWN


def _around(view: View, found: _Found) -> str:
    """The words around `found`, itself in bold."""
    before = _WORD.findall(view.plain[: found.start])
    after = _WORD.findall(view.plain[found.end :])
    left = ("… " if len(before) > _WORDS_AROUND else "") + "".join(before[-_WORDS_AROUND:])
    most = _WORDS_AFTER_FIGURE if isinstance(found, Figure) else _WORDS_AROUND
    right = "".join(after[:most])
    more = " …" if len(after) > most else ""
    bold = f"**{escape(view.plain[found.start : found.end])}**"
    return guard_start(f"{escape(left)}{bold}{escape(right.rstrip() if more else right)}{more}")
