"""The head and the source of a note in, what is impossible about their dates out. Knows no page."""

import re
from datetime import date

from briefing.text.fold_edtf import MONTHS

_NUMBER = {name: number for number, name in enumerate(MONTHS, start=1)}
_SOURCE = re.compile(
    r".*, (?:(?:(?P<day>\d{1,2}) )?(?P<month>[A-Z][a-z]+) )?(?P<year>\d{4})"
    r"; looked at (?P<looked>\d{4}-\d\d)\.\Z"
)
_LOOKED = re.compile(r"; looked at (\d{4}-\d\d)\.\Z")
_UPDATE = re.compile(r"!!! update \"(\d{4}-\d\d)\b")


def impossible(head: str, source: str) -> str:
    """What cannot be in the dates of a note with the first line `head`; empty if all can.

    `source` is its last paragraph on one line, and has the form that notes need.
    """
    looked, update = _LOOKED.search(source), _UPDATE.match(head)
    if looked and update and looked[1] < update[1]:
        return f"the update is of {update[1]}, and its source was looked at before, in {looked[1]}"
    found = _SOURCE.match(source)
    if not found:
        return ""
    month = _NUMBER.get(found["month"] or "", 0)
    if month and found["day"] and not _is_day(int(found["year"]), month, int(found["day"])):
        return f"there is no {found['day']} {found['month']} {found['year']}"
    if found["looked"] < (f"{found['year']}-{month:02}" if month else found["year"]):
        told = " ".join(filter(None, found.group("day", "month", "year")))
        return f"the source is of {told}, and was looked at before, in {found['looked']}"
    return ""


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
