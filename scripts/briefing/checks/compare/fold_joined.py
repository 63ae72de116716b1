"""Numbers that stand beside each other in, with what one lends to the other: a scale, a unit."""

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from briefing.checks.compare.fold_quantity import MOST_SMALL, Quantity, is_counted
from briefing.text.money import SIGNS
from briefing.text.numbers import compile_spaced

_RANGE = compile_spaced(r" ?(?:[-–—]|to|and|or) ?(?:(?:nearly|about|almost) )?")
_OF = compile_spaced(r" (?:in|out of) (?:every )?")
_ENDS_SENTENCE = re.compile(r"[.!?;]\s")
_MONEY = frozenset(SIGNS.values())
_NEAR = 120
"""How many signs a currency reaches."""


def joined(text: str, numbers: Sequence[Quantity]) -> list[Quantity]:
    """`numbers`, those of `text` in order, with the ratios, ranges and sums that they make."""
    found = _with_currency(text, _with_ratios(text, numbers))
    for start in range(len(found) - 1, 0, -1):
        before, behind = found[start - 1 : start + 1]
        if _RANGE.fullmatch(text, before.end, behind.start):
            found[start - 1] = _as_in_range(before, behind)
            if not (behind.unit or is_counted(text, behind.end)):
                found[start] = replace(behind, unit=before.unit)
    return found


def _with_ratios(text: str, numbers: Sequence[Quantity]) -> list[Quantity]:
    """`numbers`, in which "one in five" is one."""
    found = list[Quantity]()
    for number in numbers:
        before = found[-1] if found else number
        is_ratio = before.value < number.value and not (before.unit or number.unit)
        if (
            is_ratio
            and before.value <= MOST_SMALL
            and _OF.fullmatch(text, before.end, number.start)
        ):
            value = before.value / number.value
            start, end = before.start, number.end
            found[-1] = Quantity(text[start:end], start, end, value)
        else:
            found.append(number)
    return found


def _with_currency(text: str, numbers: Sequence[Quantity]) -> list[Quantity]:
    """`numbers`, of which one without a unit carries the currency that the one before it has."""
    found, money = list[Quantity](), None
    for number in numbers:
        if number.unit in _MONEY:
            money = number
        elif money and _may_be_money(text, money.end, number):
            number = replace(number, carried=money.unit)
        found.append(number)
    return found


def _may_be_money(text: str, end: int, number: Quantity) -> bool:
    """Whether it is a sum such as "3.2 million", not far behind the `end` of one with a sign."""
    if number.unit or number.value < 1000 or number.start - end > _NEAR:
        return False
    has_scale = any(sign.isalpha() for sign in number.text)
    ends_before = _ENDS_SENTENCE.search(text, end, number.start)
    return has_scale and ends_before is None and not is_counted(text, number.end)


def _as_in_range(before: Quantity, behind: Quantity) -> Quantity:
    """`5` of "$5 to 6 million" or "10–20 %", with what only its other end names."""
    scale = Fraction(1)
    if before.value < 1000 <= behind.value and not re.search(r"[a-zA-Z]", before.text):
        scale = Fraction(
            max(each for each in (10**3, 10**6, 10**9, 10**12) if each <= behind.value)
        )
    return replace(before, value=before.value * scale, unit=before.unit or behind.unit)
