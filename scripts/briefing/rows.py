"""Passages in, the rows of a page's tables out. Knows no page and no template."""

from collections.abc import Callable, Iterator, Sequence

from briefing.extract import Date, Figure, FigureKind, Findings, Quotation, Span, Speaker
from briefing.markup import escape, guard_start
from briefing.pages import Row
from briefing.view import View

MOST_FIGURES = 6
MOST_CLAIMS = 8
MOST_EVENTS = 8
MOST_TURNS = 6
_WORDS_AROUND = 12
_WORDS_OF_SPEECH = 4
"""Fewer words in quotation marks are a name or a distance, and count only with a speaker."""
_RANK = {FigureKind.MONEY: 0, FigureKind.PERCENT: 1, FigureKind.COUNT: 2}

_Found = Figure | Date | Quotation | Span | Speaker


def key_figures(views: Sequence[View], most: int = MOST_FIGURES) -> tuple[Row, ...]:
    """The figures of `views`: money before percentages before counts, then in article order."""
    found = [(view, figure) for view in views for figure in view.findings.figures]
    chosen = sorted(found, key=lambda pair: _RANK[pair[1].kind])[:most]
    return tuple(_row(view, figure) for view, figure in found if (view, figure) in chosen)


def claims(views: Sequence[View]) -> tuple[Row, ...]:
    """Who is said to say what: one row for a speaker and passage."""
    return tuple(row for view in views for row in _claims_of(view))[:MOST_CLAIMS]


def events(views: Sequence[View]) -> tuple[Row, ...]:
    """What has a date, as the article writes it."""
    return _rows(views, lambda findings: findings.dates, MOST_EVENTS)


def time_bound(views: Sequence[View]) -> tuple[Row, ...]:
    """What was true when the article was written, and may not be now."""
    return _rows(views, lambda findings: findings.time_bound, MOST_EVENTS)


def turns(views: Sequence[View]) -> tuple[Row, ...]:
    """Where the article turns against what it said before: where a dispute may be."""
    return _rows(views, lambda findings: findings.contrasts, MOST_TURNS)


def whole(view: View) -> Row:
    """The passage itself as a row, cut to a line."""
    return Row("", shorten(view.plain, 2 * _WORDS_AROUND), "", view.as_of, view.where)


def shorten(text: str, words: int, *, from_end: bool = False) -> str:
    """At most `words` words of `text`, as Markdown, with an ellipsis where it was cut."""
    parts = text.split()
    if len(parts) <= words:
        return guard_start(escape(text))
    if from_end:
        return "… " + escape(" ".join(parts[-words:]))
    return guard_start(escape(" ".join(parts[:words]))) + " …"


def _rows(
    views: Sequence[View], select: Callable[[Findings], Sequence[_Found]], most: int
) -> tuple[Row, ...]:
    return tuple(_row(view, found) for view in views for found in select(view.findings))[:most]


def _row(view: View, found: _Found) -> Row:
    speakers = view.findings.speakers
    speaker = speakers[0].text if speakers else "the article"
    return Row(
        escape(found.text), _around(view, found), _said_by(view, speaker), view.as_of, view.where
    )


def _claims_of(view: View) -> Iterator[Row]:
    named = set()
    for quotation in view.findings.quotations:
        if quotation.speaker or len(quotation.text.split()) >= _WORDS_OF_SPEECH:
            named.add(quotation.speaker)
            speaker = _said_by(view, quotation.speaker or "not named")
            yield Row(speaker, _around(view, quotation), "", view.as_of, view.where)
    for found in view.findings.speakers:
        if found.text not in named:
            named.add(found.text)
            words = shorten(view.plain, 3 * _WORDS_AROUND)
            yield Row(_said_by(view, found.text), words, "", view.as_of, view.where)


def _said_by(view: View, speaker: str) -> str:
    """The speaker, with the passage's first hedge, which must not get lost."""
    hedges = view.findings.hedges
    return escape(f"{speaker} (“{hedges[0].text}”)" if hedges else speaker)


def _around(view: View, found: _Found) -> str:
    """The words around `found`, itself in bold."""
    before = view.plain[: found.start].split()
    after = view.plain[found.end :]
    glue_before = " " if view.plain[: found.start].endswith(" ") else ""
    glue_after = " " if after.startswith(" ") else ""
    rest = after.split()
    left = ("… " if len(before) > _WORDS_AROUND else "") + " ".join(before[-_WORDS_AROUND:])
    right = " ".join(rest[:_WORDS_AROUND]) + (" …" if len(rest) > _WORDS_AROUND else "")
    bold = f"**{escape(view.plain[found.start : found.end].strip())}**"
    return f"{escape(left)}{glue_before}{bold}{glue_after}{escape(right)}"
