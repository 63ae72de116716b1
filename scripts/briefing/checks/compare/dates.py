"""The dates of a text as days: bare years, ends of ranges and days in words too.

`briefing.extract` takes what is worth showing; this takes all that can be wrong.
"""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefing.extract.findings import Span, find_dates
from briefing.text.dates import (
    MONTH,
    DayRange,
    days_of_edtf,
    is_edtf,
    read_date,
    read_part_of_year,
)
from briefing.text.numbers import COUNTED, DAYS
from briefing.text.patterns import compile_spaced, mask, one_of
from briefing.text.words import primary_language

_DAY_IN_WORDS = compile_spaced(
    rf"\b(?:[Tt]he )?(?P<day>{one_of(DAYS)}) of (?P<month>{MONTH})\b(?P<year>,? [12][0-9]{{3}}\b)?"
)
_OF_MONTH = compile_spaced(rf"of {MONTH}")
"""Quick to look for: spares most texts the pattern above."""
_BARE_YEAR = compile_spaced(
    r"(?<![\w$€£.,/+-])(?:1[5-9]|20)[0-9]{2}(?![\w%]|[.,/-]\w| [a-z]*illion| " + COUNTED + ")"
)
_ISO_MONTH = re.compile(r"(?<![\w.,/-])[12][0-9]{3}-[01][0-9](?![\w-])")
_TWO_YEARS = re.compile(r"([12][0-9]{3})(?:\s?[-–—/]\s?|\sto\s|\sand\s|\sbis\s|\sund\s)([0-9]+)")
_TWO_DAYS = re.compile(
    r"(?P<month>[A-Z][a-z]+\.?\s)?(?P<one>[0-9]{1,2})[a-z]*[-–—](?P<other>[0-9]{1,2})(?![0-9])[a-z]*"
    r"(?P<behind>.*)"
)
_ONE_DAY = re.compile(r"(?<![\w.,/$€£-])([0-9]{1,2})(?:st|nd|rd|th)?\s(?:to|and|or)\s(?:the\s)?\Z")
_OTHER_DAY = re.compile(r"[0-9]{1,2}(?:st|nd|rd|th)?\s(?:of\s)?(?=[A-Z])")
_YEAR = re.compile(r"(?<![0-9])[12][0-9]{3}(?![0-9])")
_LEAP_YEAR = "2000"
_LONGEST_MONTH = 31


@dataclass(frozen=True, slots=True)
class Day(Span):
    """A date as written and the days that it may mean; None where it is unclear.

    `in_digits` is the text in digits where it is in words, or a part of a range.
    """

    days: DayRange | None
    in_digits: str = ""

    @property
    def has_year(self) -> bool:
        """Whether the text itself names the year."""
        return _YEAR.search(self.text) is not None or "年" in self.text

    def supports(self, stated: "Day") -> bool:
        """Whether this date of a passage is the `stated` one, or lies within it.

        A year that the passage leaves out does not support a statement of the year alone; a
        statement that leaves out the year states the month and the day.
        """
        if self.days and stated.days and self.days.is_within(stated.days):
            return not stated.text.isdigit() or stated.text in self.text or self.text.isdigit()
        if not stated.has_year and self.agrees_without_year(stated):
            return True
        return not (self.days and stated.days) and self.text.lower() == stated.text.lower()

    def agrees_without_year(self, stated: "Day") -> bool:
        """Whether this date, with a month, is or lies within the `stated` one, years left aside."""
        own, other = (_in_leap_year(each.in_digits or each.text) for each in (self, stated))
        return own is not None and other is not None and own.is_within(other)


def find_days(text: str, language: str = "en", written: str = "") -> tuple[Day, ...]:
    """The dates of `text`, which was written at the EDTF date `written`, in order.

    Two in one phrase, "2021–22" or "14–16 June", are two.
    """
    found = list(_days_in_words(text, written)) if primary_language(language) == "en" else []
    unseen = _without(text, found)
    for each in find_dates(unseen, language):
        found += _day_before(unseen, each.start, each.text, written)
        found += _ends(each.text, each.start, each.end, written)
    unseen = _without(text, found)
    for month in _ISO_MONTH.finditer(unseen):
        if is_edtf(month[0]):
            found.append(Day(month[0], *month.span(), days_of_edtf(month[0])))
    for year in _BARE_YEAR.finditer(_without(text, found)):
        found.append(Day(year[0], *year.span(), _days(year[0], "")))
    return tuple(sorted(found, key=lambda day: day.start))


def _without(text: str, found: list[Day]) -> str:
    return mask(text, sorted((day.start, day.end) for day in found)) if found else text


def _days_in_words(text: str, written: str) -> Iterator[Day]:
    """`the fifth of June 1989`."""
    for match in _DAY_IN_WORDS.finditer(text) if _OF_MONTH.search(text) else ():
        in_digits = f"{DAYS[match['day'].lower()]} {match['month']}{match['year'] or ''}"
        yield Day(match[0], *match.span(), _days(in_digits, written), in_digits)


def _day_before(text: str, start: int, behind: str, written: str) -> Iterator[Day]:
    """The 14 of `14 to 16 August`, of which `16 August` is the date at `start`."""
    before = _ONE_DAY.search(text, max(0, start - len("31st and the ")), start)
    if before and (other := _OTHER_DAY.match(behind)):
        in_digits = f"{before[1]} {behind[other.end() :]}"
        days = _days(in_digits, written)
        yield Day(in_digits, before.start(), before.end(1), days, in_digits)


def _ends(text: str, start: int, end: int, written: str) -> Iterator[Day]:
    """What is written as one date; the two ends of a range each."""
    if years := _TWO_YEARS.fullmatch(text):
        other = years[1][: -len(years[2])] + years[2]
        yield Day(years[1], start, start + 4, _days(years[1], ""))
        yield Day(other, start + 4, end, _days(other, ""))
    elif (days := _TWO_DAYS.fullmatch(text)) and _YEAR.match(text) is None:
        month, behind = days["month"] or "", days["behind"]
        cut = start + days.end("one")
        for day, begins, ends in ((days["one"], start, cut), (days["other"], cut, end)):
            in_digits = f"{month}{day}{behind}"
            yield Day(in_digits, begins, ends, _days(in_digits, written), in_digits)
    else:
        yield Day(text, start, end, _days(text, written))


def _days(text: str, written: str) -> DayRange | None:
    return read_part_of_year(text) or read_date(text, written)


@functools.lru_cache(maxsize=1024)
def _in_leap_year(text: str) -> DayRange | None:
    if text.isdigit() or read_part_of_year(text) or "年" in text:
        return None
    without_year = _YEAR.sub(" ", text).strip(" ,-")
    has_month = re.search("[A-Z]", without_year)
    found = read_date(f"{without_year} {_LEAP_YEAR}") if has_month else None
    return found if found and (found.last - found.first).days <= _LONGEST_MONTH else None
