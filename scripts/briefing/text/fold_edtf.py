"""Dates as EDTF writes them (ISO 8601-2:2019, level 0 and the '?', '~', '%' of level 1)."""

import re
from datetime import date

MONTHS = [
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
]
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?[?~%]?")


def is_edtf(text: str) -> bool:
    """Whether `text` is a date or a closed interval of dates, first not after last."""
    parts = text.split("/")
    if len(parts) > 2 or not all(_is_date(part) for part in parts):
        return False
    first, last = parts[0].rstrip("?~%"), parts[-1].rstrip("?~%")
    shared = min(len(first), len(last))
    return first[:shared] <= last[:shared]


def in_words(text: str) -> str:
    """An EDTF date for people: `2025-03~` → "about March 2025"."""
    return " to ".join(_date_in_words(part) for part in text.split("/"))


def _date_in_words(text: str) -> str:
    year, *rest = text.rstrip("?~%").split("-")
    words = [str(int(part)) for part in rest[1:]] + [MONTHS[int(part) - 1] for part in rest[:1]]
    unsure = {"?": "perhaps ", "~": "about ", "%": "perhaps about "}.get(text[-1], "")
    return unsure + " ".join([*words, year])


def _is_date(text: str) -> bool:
    match = _DATE.fullmatch(text)
    if match is None:
        return False
    try:
        date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return False
    return True
