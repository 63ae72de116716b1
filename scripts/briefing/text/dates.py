"""A date as written in, the days that it may mean out. Knows no passage and no chart."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

_MONTHS = (
    *(("Jan", "Jän"), ("Feb",), ("Mar", "Mär"), ("Apr",), ("May", "Mai"), ("Jun",)),
    *(("Jul",), ("Aug",), ("Sep",), ("Oct", "Okt"), ("Nov",), ("Dec", "Dez")),
)
_NUMBER_OF = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}
_MONTH = re.compile(rf"\b({'|'.join(_NUMBER_OF)})[^\W\d_]*\.?|([0-9]{{1,2}})\s?月")
_YEAR = re.compile(r"(?<![0-9])([12][0-9]{3})(?![0-9])")
_DAY = re.compile(r"(?<![0-9])([0-3]?[0-9])(?:st|nd|rd|th|日|号|號|\.)?(?![0-9])")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_UNPLAIN = re.compile(
    r"[0-9]s\b|[0-9]\s?[-–—/]\s?[0-9]|\b(?:to|and|bis|und|quarter|half)\b|\b[QH][1-4]\b"
)
_PARTS = {"early": (0, 1), "mid": (1, 2), "late": (2, 3)}
_PART = re.compile(r"\b(early|mid|late)\b", re.IGNORECASE)
_FARTHEST_BACK = timedelta(days=183)


@dataclass(frozen=True, slots=True)
class Placed:
    """From `first` to `last` day; `year` is given where the text leaves it out."""

    first: date
    last: date
    year: int | None = None


def placed(text: str, written: str = "") -> Placed | None:
    """`late January 2025` as days; None for what is no plain date: a decade, a range.

    A date without a year is placed by `written`, the EDTF date of the text around it: in the
    latest such month that is not after it, if that is at most half a year before.
    """
    try:
        return _placed(text, written)
    except ValueError:
        return None  # the thirtieth of February


def _placed(text: str, written: str) -> Placed | None:
    if iso := _ISO.fullmatch(text):
        day = date(*map(int, iso.groups()))
        return Placed(day, day)
    if _UNPLAIN.search(text):
        return None
    year, month = _YEAR.search(text), _month(text)
    if year:
        return Placed(*_days(int(year[1]), month, _day(text), _part(text)))
    if not (month and written):
        return None
    begins, ends = days_of_edtf(written)
    for guess in (ends.year, ends.year - 1):
        first, last = _days(guess, month, _day(text), _part(text))
        if first <= ends:
            return Placed(first, last, guess) if begins - last <= _FARTHEST_BACK else None
    return None


def _month(text: str) -> int:
    found = _MONTH.search(text)
    return (_NUMBER_OF.get(found[1] or "") or int(found[2])) if found else 0


def _day(text: str) -> int:
    """The day of the month that stands beside a month, or 0."""
    found = _DAY.search(_MONTH.sub(" ", _YEAR.sub(" ", text)))
    return int(found[1]) if found and _month(text) else 0


def _part(text: str) -> str:
    found = _PART.search(text)
    return found[1].lower() if found else ""


def _days(year: int, month: int, day: int, part: str = "") -> tuple[date, date]:
    """The first and last day of a year or, where these are not 0, its month or its day."""
    if month and day:
        return date(year, month, day), date(year, month, day)
    first = date(year, month or 1, 1)
    after = date(year + (month in (0, 12)), (month or 12) % 12 + 1, 1)
    begin, end = _PARTS.get(part, (0, 3))
    days = (after - first).days
    return first + timedelta(days * begin // 3), first + timedelta(days * end // 3 - 1)


def days_of_edtf(written: str) -> tuple[date, date]:
    """The first and last day of an EDTF date or interval."""
    spans = []
    for end in written.split("/"):
        year, month, day = [*map(int, end.rstrip("?~%").split("-")), 0, 0][:3]
        spans.append(_days(year, month, day))
    return spans[0][0], spans[-1][1]
