"""Arithmetic written beside a figure in, its result out: `2,788 thousand × $2 = $5.576 million`.

Knows no passage. Reads + − × ÷ between plain numbers, in the usual order, without brackets within.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from briefing.checks.compare.fold_quantity import Quantity

_OPERATOR = re.compile(r"[^×*·/÷+−–()=≈;:\n-]*(?P<sign>[×*·/÷+−–-])[^×*·/÷+−–()=≈;:\n-]*")
_ENDS_SUM = "()=≈;:\n"


def sums(text: str, numbers: Sequence[Quantity]) -> Iterator[tuple[Quantity, Fraction]]:
    """Each of `numbers` behind a `=` or `≈` in `text`, with what the sum before it gives.

    A sum that cannot be read gives nothing.
    """
    starts = [each.start for each in numbers]
    for equals in re.finditer("[=≈]", text):
        begins = 1 + max(text.rfind(sign, 0, equals.start()) for sign in _ENDS_SUM)
        first, behind = bisect_left(starts, begins), bisect_left(starts, equals.end())
        terms = numbers[first:behind]
        total = numbers[behind] if behind < len(numbers) else None
        if total and len(terms) > 1:
            value = _value(text, terms)
            if value is not None:
                yield total, value


def is_about(total: Quantity, value: Fraction) -> bool:
    """Whether `value`, rounded to the digits that `total` shows, is `total`."""
    digits = re.search(r"[0-9][0-9,.\u00a0\u202f]*[0-9]|[0-9]", total.text)
    if digits is None:
        return total.value == value
    shown = re.sub("[^0-9.]", "", digits[0])
    step = Fraction(1, 10 ** len(shown.partition(".")[2]))
    scale = total.value / Fraction(shown) if Fraction(shown) else Fraction(1)
    per_cent = 100 if total.unit == "%" and abs(value) <= 10 else 1
    return abs(value * per_cent - total.value) <= step * scale / 2


def _value(text: str, terms: Sequence[Quantity]) -> Fraction | None:
    """The terms worked out: × and ÷ first."""
    summands = [terms[0].value]
    for before, behind in pairwise(terms):
        operator = _OPERATOR.fullmatch(text, before.end, behind.start)
        if operator is None:
            return None
        match operator["sign"]:
            case "×" | "*" | "·":
                summands[-1] *= behind.value
            case "/" | "÷" if behind.value:
                summands[-1] /= behind.value
            case "+":
                summands.append(behind.value)
            case "−" | "–" | "-":
                summands.append(-behind.value)
            case _:
                return None
    return sum(summands, Fraction(0))
