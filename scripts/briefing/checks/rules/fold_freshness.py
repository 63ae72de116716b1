"""A statement in, the words that make it age out; pages and a day in, what is due for review out.

Knows no disk and no clock: the day is given. Time alone makes no error.
"""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from briefing.checks.compare.dates import find_days
from briefing.checks.model import Briefing
from briefing.extract.extract import cues
from briefing.extract.findings import Span
from briefing.text.mask import mask
from briefing.text.quotation_marks import find_quoted

_LATEST = re.compile(r"\b(?:the\s+)?(?:latest|newest|most\s+recent)\b", re.IGNORECASE)
_PLAIN = frozenset(("already",))
"""What `extract` shows as bound to its time, but what seldom ages a statement."""
_NOTE = re.compile(r"!!! (?:update|editors-note) ")
LOOKED_AT = re.compile(r"; looked at ([0-9]{4})-([0-9]{2})\.")


@dataclass(frozen=True, slots=True)
class Stale:
    """What is due: `what` on the `line` of a page, `since` a day or a month."""

    line: int
    what: str
    since: str


def ageing(sentence: str, language: str = "en") -> tuple[Span, ...]:
    """The phrases in `sentence` that are true for a while only, if no date stands beside them."""
    found = phrases(sentence, language)
    is_question = sentence.rstrip().endswith("?")
    if is_question or (found and any(day.days for day in find_days(sentence, language))):
        return ()
    return found


@functools.lru_cache(maxsize=4096)
def phrases(text: str, language: str = "en") -> tuple[Span, ...]:
    """The phrases in `text` that are true for a while only, in order."""
    unquoted = mask(text, find_quoted(text))
    found = list(cues(unquoted, language).time_bound)
    if language.startswith("en"):
        found += [Span(match[0], *match.span()) for match in _LATEST.finditer(unquoted)]
    ageing = (span for span in found if span.text.lower() not in _PLAIN)
    return tuple(sorted(ageing, key=lambda span: span.start))


def is_day(value: object) -> bool:
    """Whether `value` is a day as ISO 8601 writes it."""
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def stale_pages(briefing: Briefing, today: date) -> Iterator[tuple[str, Stale]]:
    """What is due on `today`, each with its page: reviews, and notes looked at a year ago."""
    for page in briefing.pages:
        matter = page.front_matter
        review_by = matter.values.get("review_by") if matter else None
        if matter and is_day(review_by) and str(review_by) < today.isoformat():
            line = matter.lines[("review_by",)]
            yield page.path, Stale(line, "the page was to be reviewed by", str(review_by))
        for block in page.by_people():
            looked = LOOKED_AT.search(block.text) if _NOTE.match(block.text) else None
            if looked and (int(looked[1]) + 1, int(looked[2])) < (today.year, today.month):
                kind = block.text.partition('"')[2].partition(" ·")[0]
                what = f"the source of the note “{kind}” was looked at"
                yield page.path, Stale(block.line, what, f"{looked[1]}-{looked[2]}")
