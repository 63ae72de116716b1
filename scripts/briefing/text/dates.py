"""Dates: the names of months, the days that a written date means, and EDTF (ISO 8601-2)."""

import functools
import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

from briefing.text.languages import Wording, wording
from briefing.text.patterns import one_of

# Not in the files of `languages`: reading them takes 5 ms, and every command needs this module.
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_GERMAN_MONTHS = (
    *("Januar", "Februar", "März", "April", "Mai", "Juni"),
    *("Juli", "August", "September", "Oktober", "November", "Dezember"),
)
MONTH = one_of(MONTHS)
"""A month in English. Case matters: the modal "may" and the verb "march" are none."""
SHORT_MONTH = r"(?:(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
GERMAN_MONTH = one_of((*_GERMAN_MONTHS, "Jänner"))
YEAR = r"(?:1[5-9]|20)[0-9]{2}(?![0-9])"

_NUMBER_OF = {"Jän": 1} | {
    name[:3]: number for names in (MONTHS, _GERMAN_MONTHS) for number, name in enumerate(names, 1)
}
MONTH_SIGNS = ("月", *_NUMBER_OF)
"""One of these stands in every text that names a month."""
_MONTH = re.compile(rf"\b({'|'.join(_NUMBER_OF)})[^\W\d_]*\.?|([0-9]{{1,2}})\s?月")
_YEAR = re.compile(r"(?<![0-9])([12][0-9]{3})(?![0-9])")
_DAY = re.compile(r"(?<![0-9])([0-3]?[0-9])(?:st|nd|rd|th|日|号|號|\.)?(?![0-9])")
_EDTF = re.compile(r"[0-9]{4}(?:-(?!00)[0-9]{2}){0,2}[?~%]?")
_SEVERAL = re.compile(
    r"[0-9]s\b|[0-9]\s?[-–—/]\s?[0-9]|\b(?:to|and|bis|und|quarter|half)\b|\b[QH][1-4]\b"
)
"""What makes more of a date than a year, a month or a day: a decade, a range, a part of a year."""
_THIRDS = {"early": (0, 1), "mid": (1, 2), "late": (2, 3)}
_THIRD = re.compile(r"\b(early|mid|late)\b", re.IGNORECASE)
_PART_OF_YEAR = re.compile(
    r"(?:(?P<letter>[QH])(?P<digit>[1-4])|(?P<nth>first|second|third|fourth)\s(?P<part>quarter|half))"
    r"(?:\sof)?\s(?P<year>[12][0-9]{3})",
    re.IGNORECASE,
)
_NTHS = ("first", "second", "third", "fourth")
_FARTHEST_BACK = timedelta(days=183)


@dataclass(frozen=True, slots=True)
class DayRange:
    """From the `first` to the `last` day; `implied_year` is given if the text leaves it out."""

    first: date
    last: date
    implied_year: int | None = None

    def is_within(self, other: "DayRange") -> bool:
        """Whether every day is one of `other`."""
        return other.first <= self.first and self.last <= other.last


def is_day(text: str) -> bool:
    """Whether `text` is a day that exists, as ISO 8601 writes it: `2025-01-27`."""
    return re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) is not None and is_edtf(text)


def is_month(text: str) -> bool:
    """Whether `text` is a month, as ISO 8601 writes it: `2025-01`."""
    return re.fullmatch(r"[0-9]{4}-[0-9]{2}", text) is not None and is_edtf(text)


def is_edtf(text: str) -> bool:
    """Whether `text` is an EDTF date or a closed interval of dates, first not after last.

    Level 0, and of level 1 the marks '?', '~' and '%' for a date that is not sure.
    """
    if not all(map(_EDTF.fullmatch, text.split("/", 1))):
        return False
    try:
        days = days_of_edtf(text)
    except ValueError:
        return False
    return days.first <= days.last


def edtf_in_words(text: str, language: str = "en") -> str:
    """An EDTF date for people: `2025-03~` → "about March 2025"."""
    words = wording(language)
    dates = (_edtf_date_in_words(part, words) for part in text.split("/"))
    return words.phrases["date_to"].join(dates)


def _edtf_date_in_words(text: str, words: Wording) -> str:
    year, *rest = text.rstrip("?~%").split("-")
    parts = [str(int(part)) for part in rest[1:]]
    parts += [words.months[int(part) - 1] for part in rest[:1]]
    unsure = {"?": "perhaps", "~": "about", "%": "perhaps_about"}.get(text[-1])
    certain = " ".join([*parts, year])
    return words.phrases[unsure].format(date=certain) if unsure else certain


def days_of_edtf(text: str) -> DayRange:
    """The days of an EDTF date or interval."""
    ends = [_days(*map(int, part.rstrip("?~%").split("-"))) for part in text.split("/")]
    return DayRange(ends[0].first, ends[-1].last)


def read_date(text: str, written: str = "") -> DayRange | None:
    """`late January 2025` as days; None for what is no single date: a decade, a range.

    English, German, Chinese and ISO dates. One without a year is placed by `written`, the EDTF
    date of the text around it: in the latest such month that is not after it, if that is at most
    half a year before.
    """
    try:
        return _read_date(text, written)
    except ValueError:
        return None  # the thirtieth of February


def _read_date(text: str, written: str) -> DayRange | None:
    if is_day(text):
        return days_of_edtf(text)
    if _SEVERAL.search(text):
        return None
    year, month, third = _YEAR.search(text), _month(text), _THIRD.search(text)
    days_in = functools.partial(
        _days, month=month, day=_day(text) if month else 0, third=third[1].lower() if third else ""
    )
    if year:
        return days_in(int(year[1]))
    if not (month and written):
        return None
    around = days_of_edtf(written)
    for guess in (around.last.year, around.last.year - 1):
        days = days_in(guess)
        if days.first <= around.last:
            is_near = around.first - days.last <= _FARTHEST_BACK
            return replace(days, implied_year=guess) if is_near else None
    return None


def read_part_of_year(text: str) -> DayRange | None:
    """The days of a quarter or half of a year within `text`: "Q1 2025", "first half of 2025"."""
    part = _PART_OF_YEAR.search(text)
    if part is None:
        return None
    months = 6 if (part["letter"] or part["part"]).lower() in ("h", "half") else 3
    number = int(part["digit"]) if part["digit"] else 1 + _NTHS.index(part["nth"].lower())
    if number * months > 12:
        return None
    year, last = int(part["year"]), number * months
    return DayRange(_days(year, last - months + 1).first, _days(year, last).last)


def _month(text: str) -> int:
    found = _MONTH.search(text)
    return (_NUMBER_OF.get(found[1] or "") or int(found[2])) if found else 0


def _day(text: str) -> int:
    """The day that stands beside the month in `text`, or 0."""
    found = _DAY.search(_MONTH.sub(" ", _YEAR.sub(" ", text)))
    return int(found[1]) if found else 0


def _days(year: int, month: int = 0, day: int = 0, *, third: str = "") -> DayRange:
    """The days of a year or, where these are not 0, of its month or its day."""
    if month and day:
        return DayRange(date(year, month, day), date(year, month, day))
    first, last_month = date(year, month or 1, 1), month or 12
    days = (date(year, last_month, monthrange(year, last_month)[1]) - first).days + 1
    begin, end = _THIRDS.get(third, (0, 3))
    last = first + timedelta(days * end // 3 - 1)
    return DayRange(first + timedelta(days * begin // 3), last)
