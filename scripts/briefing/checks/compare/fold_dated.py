"""The dates of a statement and the passages that it cites in, a verdict on each out."""

import functools
from collections.abc import Iterator, Sequence

from briefing.checks.compare.dates import Day, Span, find_days
from briefing.checks.compare.verdict import Cited, Kind, Result, Verdict, addresses, nearest
from briefing.markdown.fold_plain import plain
from briefing.text.dates import days_of_edtf


def dates(days: Sequence[Day], cited: Sequence[Cited], language: str) -> Iterator[Verdict]:
    """A Verdict on each of `days`, the dates of one statement."""
    known = [day for each in cited for day in days_of(each, language)] if days else []
    for day in days:
        result, reason = Result.CHECKED, ""
        if not any(_bears(other, day) for other in known):
            written = any(_is_written_in(each, day, days, language) for each in cited)
            if not written:
                result, reason = _amiss(day, known, cited)
        yield Verdict(Kind.DATE, day.text, day.start, day.end, result, reason)


@functools.lru_cache(maxsize=1024)
def days_of(cited: Cited, language: str) -> tuple[Day, ...]:
    """The dates of a passage; their offsets are those of its plain text."""
    return find_days(plain(cited.text).text, language, cited.written)


def _amiss(day: Day, known: Sequence[Day], cited: Sequence[Cited]) -> tuple[Result, str]:
    for other in known:
        if day.has_year and other.days is None and _is_within(other.in_year, day.in_year):
            reason = f"{addresses(cited)} has {other.text}, and does not tell the year"
            return Result.CANNOT_CHECK, reason
    return Result.DIFFERS, nearest([other.text for other in known], cited)


def _bears(exact: Day, said: Day) -> bool:
    """Whether the passage's date is `said`, or an exacter one within it.

    A year that the passage leaves out does not bear a statement that says the year alone; a
    statement that leaves out the year says the month and the day.
    """
    if exact.days and said.days and _is_within(exact.days, said.days):
        return not said.text.isdigit() or said.text in exact.text or exact.text.isdigit()
    if not said.has_year and _is_within(exact.in_year, said.in_year):
        return True
    return not (exact.days and said.days) and exact.text.lower() == said.text.lower()


def _is_within(exact: Span | None, said: Span | None) -> bool:
    return bool(exact and said and said[0] <= exact[0] and exact[1] <= said[1])


def _is_written_in(cited: Cited, day: Day, days: Sequence[Day], language: str) -> bool:
    """Whether `day` says when the passage was written: a month or more that overlaps its `as_of`.

    Where the passage has dates of its own, one of them has to be among `days`: "lost it in 2025"
    does not become right by being written in 2025, if the passage says 2024.
    """
    if not (cited.written and day.days):
        return False
    first, last = days_of_edtf(cited.written)
    if day.days[1] < first or last < day.days[0] or (day.days[0] == day.days[1] and first != last):
        return False
    own = days_of(cited, language)
    return not own or any(_bears(o, said) or _is_within(o.days, said.days)
                          for o in own for said in days)  # fmt: skip
