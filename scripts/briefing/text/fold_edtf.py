"""Dates as EDTF writes them (ISO 8601-2:2019, level 0 and the '?', '~', '%' of level 1)."""

import re
from datetime import date

from briefing.text.wording import Wording, wording

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?[?~%]?")


def is_edtf(text: str) -> bool:
    """Whether `text` is a date or a closed interval of dates, first not after last."""
    parts = text.split("/")
    if len(parts) > 2 or not all(_is_date(part) for part in parts):
        return False
    first, last = parts[0].rstrip("?~%"), parts[-1].rstrip("?~%")
    shared = min(len(first), len(last))
    return first[:shared] <= last[:shared]


def in_words(text: str, language: str = "en") -> str:
    """An EDTF date for people: `2025-03~` → "about March 2025"."""
    words = wording(language)
    return words.phrases["date_to"].join(_in_words(part, words) for part in text.split("/"))


def _in_words(edtf: str, words: Wording) -> str:
    year, *rest = edtf.rstrip("?~%").split("-")
    parts = [str(int(part)) for part in rest[1:]]
    parts += [words.months[int(part) - 1] for part in rest[:1]]
    unsure = {"?": "perhaps", "~": "about", "%": "perhaps_about"}.get(edtf[-1])
    certain = " ".join([*parts, year])
    return words.phrases[unsure].format(date=certain) if unsure else certain


def _is_date(text: str) -> bool:
    match = _DATE.fullmatch(text)
    if match is None:
        return False
    try:
        date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return False
    return True
