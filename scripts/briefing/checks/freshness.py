"""A statement in, the words that make it age out; pages and a day in, what is due for review out.

Knows no disk and no clock: the day is given. Time alone makes no error.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from briefing.checks.quantities import find_days
from briefing.extract import extract
from briefing.findings import Span
from briefing.patterns.mask import mask
from briefing.patterns.quotation_marks import find_quoted

_LATEST = re.compile(r"\b(?:the\s+)?(?:latest|newest|most\s+recent)\b", re.IGNORECASE)
_PLAIN = frozenset(("already",))
"""What `extract` shows as bound to its time, but what seldom ages a statement."""
_NOTE = re.compile(r"!!! (?:update|editors-note) ")
LOOKED_AT = re.compile(r"; looked at ([0-9]{4})-([0-9]{2})\.")


@dataclass(frozen=True, slots=True)
class Stale:
    """What is due: `what` on the `line` of a page, `since` a date or a month."""

    line: int
    what: str
    since: str


def ageing(statement: str, language: str = "en") -> tuple[Span, ...]:
    """The phrases in `statement` that are true for a while only, if no date stands beside them."""
    text = mask(statement, find_quoted(statement))
    if statement.rstrip().endswith("?") or any(day.days for day in find_days(text, language)):
        return ()
    found = [each for each in extract(text, language).time_bound if each.text.lower() not in _PLAIN]
    if language.startswith("en"):
        found += [Span(match[0], *match.span()) for match in _LATEST.finditer(text)]
    return tuple(sorted(found, key=lambda span: span.start))


def is_day(value: object) -> bool:
    """Whether `value` is a day as ISO 8601 writes it."""
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def stale(
    front_matter: Mapping[str, object], lines: Mapping[tuple[str | int, ...], int], text: str,
    today: date,
) -> Iterator[Stale]:  # fmt: skip
    """What of the page `text` is due on `today`: its review, and notes looked at a year ago."""
    review_by = front_matter.get("review_by")
    if is_day(review_by) and str(review_by) < today.isoformat():
        yield Stale(lines.get(("review_by",), 1), "the page was to be reviewed", str(review_by))
    what = ""
    for number, line in enumerate(text.split("\n"), start=1):
        if _NOTE.match(line):
            what = line.partition('"')[2].partition(" ·")[0]
        looked = LOOKED_AT.search(line)
        if looked and (int(looked[1]) + 1, int(looked[2])) < (today.year, today.month):
            since = f"{looked[1]}-{looked[2]}"
            yield Stale(number, f"the source of the note “{what}” was looked at", since)
