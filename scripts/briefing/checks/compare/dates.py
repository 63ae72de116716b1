"""Text in, its dates out, in a form in which equal ones are equal. Knows no passage and no page.

`extract` finds what is worth showing; this finds all that can be wrong, bare years included.
"""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from briefing.extract.dates import find_dates
from briefing.text.dates import placed
from briefing.text.fold_edtf import in_words, is_edtf
from briefing.text.fold_number_words import DAYS
from briefing.text.mask import mask
from briefing.text.numbers import COUNTED, compile_spaced

Span = tuple[date, date]
"""The first and the last day."""

_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DAY_IN_WORDS = compile_spaced(
    rf"\b(?:[Tt]he )?(?P<day>{'|'.join(sorted(DAYS, key=len, reverse=True))})"
    rf" of (?P<month>{_MONTH})\b(?P<year>,? [12][0-9]{{3}}\b)?"
)
_OF_MONTH = compile_spaced(rf"of {_MONTH}")
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
_PART_OF_YEAR = re.compile(
    r"(?:(?P<kind>[QH])(?P<digit>[1-4])|(?P<nth>first|second|third|fourth)\s(?P<part>quarter|half))"
    r"(?:\sof)?\s(?P<year>[12][0-9]{3})",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<![0-9])[12][0-9]{3}(?![0-9])")
_ANY_YEAR = "2000"
"""A leap year, in which dates are compared whose year nobody tells."""
_NTHS = ("first", "second", "third", "fourth")


@dataclass(frozen=True, slots=True)
class Day:
    """A date as written and the days that it may mean; None where it is unclear.

    `plain` is the text in digits where it is in words.
    """

    text: str
    start: int
    end: int
    days: Span | None
    plain: str = ""

    @property
    def in_year(self) -> Span | None:
        """The days of a date with a month in a leap year, its own year left aside.

        All that can be compared if one of two dates has no year.
        """
        return _in_year(self.plain or self.text)

    @property
    def has_year(self) -> bool:
        """Whether the text itself names the year."""
        return _YEAR.search(self.text) is not None or "年" in self.text


def find_days(text: str, language: str = "en", written: str = "") -> tuple[Day, ...]:
    """The dates of `text`, which was written at the EDTF date `written`, in order.

    Two in one phrase, "2021–22" or "14–16 June", are two.
    """
    found = list(_days_in_words(text, written)) if language.startswith("en") else []
    unseen = _without(text, found)
    for each in find_dates(unseen, language):
        found += _day_before(unseen, each.start, each.text, written)
        found += _single(each.text, each.start, each.end, written)
    unseen = _without(text, found)
    for month in _ISO_MONTH.finditer(unseen):
        if is_edtf(month[0]):
            found.append(Day(month[0], *month.span(), _days(in_words(month[0]), "")))
    for year in _BARE_YEAR.finditer(_without(text, found)):
        found.append(Day(year[0], *year.span(), _days(year[0], "")))
    return tuple(sorted(found, key=lambda day: day.start))


def _without(text: str, found: list[Day]) -> str:
    return mask(text, sorted((day.start, day.end) for day in found)) if found else text


def _days_in_words(text: str, written: str) -> Iterator[Day]:
    """`the fifth of June 1989`."""
    for match in _DAY_IN_WORDS.finditer(text) if _OF_MONTH.search(text) else ():
        plain = f"{DAYS[match['day'].lower()]} {match['month']}{match['year'] or ''}"
        yield Day(match[0], *match.span(), _days(plain, written), plain)


def _day_before(text: str, start: int, behind: str, written: str) -> Iterator[Day]:
    """The 14 of `14 to 16 August`, of which `16 August` is the date at `start`."""
    before = _ONE_DAY.search(text, max(0, start - len("31st and the ")), start)
    if before and (other := _OTHER_DAY.match(behind)):
        plain = f"{before[1]} {behind[other.end() :]}"
        yield Day(plain, before.start(), before.end(1), _days(plain, written), plain)


def _single(text: str, start: int, end: int, written: str) -> Iterator[Day]:
    """What is written as one date; the two ends of a range each."""
    if years := _TWO_YEARS.fullmatch(text):
        other = years[1][: -len(years[2])] + years[2]
        yield Day(years[1], start, start + 4, _days(years[1], ""))
        yield Day(other, start + 4, end, _days(other, ""))
    elif (days := _TWO_DAYS.fullmatch(text)) and _YEAR.match(text) is None:
        month, behind = days["month"] or "", days["behind"]
        cut = start + days.end("one")
        for day, begins, ends in ((days["one"], start, cut), (days["other"], cut, end)):
            plain = f"{month}{day}{behind}"
            yield Day(plain, begins, ends, _days(plain, written), plain)
    else:
        yield Day(text, start, end, _days(text, written))


def _days(text: str, written: str) -> Span | None:
    if part := _PART_OF_YEAR.search(text):
        return _part_of_year(part)
    place = placed(text, written)
    return (place.first, place.last) if place else None


def _part_of_year(part: re.Match[str]) -> Span | None:
    """A quarter or a half of a year."""
    is_half = (part["kind"] or part["part"]).lower() in ("h", "half")
    number = int(part["digit"]) if part["digit"] else 1 + _NTHS.index(part["nth"].lower())
    months = 6 if is_half else 3
    if number * months > 12:
        return None
    year, last = int(part["year"]), number * months
    after = date(year + last // 12, last % 12 + 1, 1)
    return date(year, last - months + 1, 1), after - timedelta(days=1)


@functools.lru_cache(maxsize=1024)
def _in_year(text: str) -> Span | None:
    if text.isdigit() or _PART_OF_YEAR.search(text) or "年" in text:
        return None
    plain = _YEAR.sub(" ", text).strip(" ,-")
    place = placed(f"{plain} {_ANY_YEAR}") if re.search(r"[A-Z]", plain) else None
    whole_year = place and (place.last - place.first).days > 31
    return (place.first, place.last) if place and not whole_year else None
