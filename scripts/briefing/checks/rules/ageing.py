"""Rules B8: what is true for a while only has its date. Time itself makes no problem."""

import re
from collections.abc import Iterator
from datetime import date

from briefing.checks.compare.dates import find_days
from briefing.checks.facts import Facts, find_sentences
from briefing.checks.model import Briefing, Page
from briefing.checks.rule import page_rule
from briefing.errors import Problem
from briefing.extract.extract import find_time_bound
from briefing.extract.findings import Span
from briefing.text.dates import is_day
from briefing.text.patterns import mask_quoted

_LATEST = re.compile(r"\b(?:the\s+)?(?:latest|newest|most\s+recent)\b", re.IGNORECASE)


@page_rule("B801", "warning")
def undated(page: Page, facts: Facts) -> Iterator[Problem]:
    """A reader of next year must be able to tell when “now” was.

    Not: It is now the best market. [¶19.2](source.md#p19)
    But: In March 2025 it was the best market. [¶19.2](source.md#p19)
    """
    briefing, language = facts.briefing, facts.briefing.language
    if not briefing.article or not page.front_matter or page.front_matter.values.get("as_of"):
        return
    for statement in facts.statements:
        words = statement.words
        phrases = () if statement.noted else _phrases(words, language)
        for start, end in find_sentences(words, language) if phrases else ():
            sentence = words[start:end]
            is_question = sentence.rstrip().endswith("?")
            if is_question or any(day.days for day in find_days(sentence, language)):
                continue
            for phrase in (each for each in phrases if start <= each.start < end):
                message = f"“{phrase.text}” will not stay true, and there is no date beside it"
                fix = "write the date, or give the page one: as_of: 2025-03"
                yield page.problem(statement.start + phrase.start, message, fix)


def _phrases(text: str, language: str) -> list[Span]:
    """The phrases in `text` that are true for a while only; “already” seldom ages a statement."""
    unquoted = mask_quoted(text)
    found = list(find_time_bound(unquoted, language))
    if language.startswith("en"):
        found += [Span(match[0], *match.span()) for match in _LATEST.finditer(unquoted)]
    return [span for span in found if span.text.lower() != "already"]


def stale(briefing: Briefing, today: date) -> Iterator[Problem]:
    """What is due on `today`: reviews, and notes whose source was looked at a year ago."""
    for page in briefing.pages:
        matter = page.front_matter
        review_by = str(matter.values.get("review_by")) if matter else ""
        if matter and is_day(review_by) and review_by < today.isoformat():
            message = f"the page was to be reviewed by, {review_by}"
            yield Problem(page.path, matter.lines[("review_by",)], "stale", message)
    for note in (page.note for page in briefing.notes if page.note):
        for source in note.sources:
            if source.looked_up < f"{today.year - 1}-{today.month:02}":
                message = f"the source of this note was looked up, {source.looked_up}"
                yield note.problem("source", message)
