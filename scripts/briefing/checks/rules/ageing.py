"""Rules B8: what is true for a while only has its date. Time itself makes no problem."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from briefing.checks.compare.dates import find_days
from briefing.checks.facts import Facts, find_sentences
from briefing.checks.model import Briefing, Page
from briefing.checks.rule import page_rule
from briefing.checks.rules.notes import notes
from briefing.errors import Problem
from briefing.extract.extract import find_time_bound
from briefing.extract.findings import Span
from briefing.text.dates import is_day
from briefing.text.patterns import mask_quoted

_LATEST = re.compile(r"\b(?:the\s+)?(?:latest|newest|most\s+recent)\b", re.IGNORECASE)
_SELDOM_AGES = frozenset(("already",))
"""What `extract` shows as bound to its time, but what seldom ages a statement."""


@dataclass(frozen=True, slots=True)
class Stale:
    """What is due: `what` on the `line` of the page `path`, `since` a day or a month."""

    path: str
    line: int
    what: str
    since: str


@page_rule("B801", "warning")
def undated(page: Page, facts: Facts) -> Iterator[Problem]:
    """A reader of next year must be able to tell when “now” was.

    Not: It is now the best market. [¶19.2](source.md#p19)
    But: In March 2025 it was the best market. [¶19.2](source.md#p19)
    """
    briefing, language = facts.briefing, facts.briefing.language
    if not briefing.article or not page.front_matter or page.front_matter.values.get("as_of"):
        return
    for statement in (each.statement for each in facts.statements):
        words = statement.words
        may_age = not statement.noted and _phrases(words, language)
        for start, end in find_sentences(words, language) if may_age else ():
            for phrase in ageing(words[start:end], language):
                message = f"“{phrase.text}” will not stay true, and there is no date beside it"
                fix = "write the date, or give the page one: as_of: 2025-03"
                yield page.problem(statement.start + start + phrase.start, message, fix)


def ageing(sentence: str, language: str = "en") -> tuple[Span, ...]:
    """The phrases in `sentence` that are true for a while only, if no date stands beside them."""
    found = _phrases(sentence, language)
    is_question = sentence.rstrip().endswith("?")
    if is_question or (found and any(day.days for day in find_days(sentence, language))):
        return ()
    return found


def _phrases(text: str, language: str) -> tuple[Span, ...]:
    """The phrases in `text` that are true for a while only, in order."""
    unquoted = mask_quoted(text)
    found = list(find_time_bound(unquoted, language))
    if language.startswith("en"):
        found += [Span(match[0], *match.span()) for match in _LATEST.finditer(unquoted)]
    ageing = (span for span in found if span.text.lower() not in _SELDOM_AGES)
    return tuple(sorted(ageing, key=lambda span: span.start))


def stale(briefing: Briefing, today: date) -> Iterator[Stale]:
    """What is due on `today`: reviews, and notes whose source was looked at a year ago."""
    for page in briefing.pages:
        matter = page.front_matter
        review_by = str(matter.values.get("review_by")) if matter else ""
        if matter and is_day(review_by) and review_by < today.isoformat():
            line = matter.lines[("review_by",)]
            yield Stale(page.path, line, "the page was to be reviewed by", review_by)
        for note in notes(page):
            looked = note.dates["looked"] if note.dates else ""
            if looked and looked < f"{today.year - 1}-{today.month:02}":
                kind = note.head.strip(' "').partition(" ·")[0]
                what = f"the source of the note “{kind}” was looked at"
                yield Stale(page.path, page.line(note.block.start), what, looked)
