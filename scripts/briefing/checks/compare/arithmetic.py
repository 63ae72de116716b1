"""Arithmetic that is written beside a figure: `2,788 thousand × $2 = $5.576 million`.

Reads + − × ÷ between plain numbers, in the usual order, without brackets within.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from briefing.checks.compare.quantities import Quantity

_OPERATOR = re.compile(r"[^×*·/÷+−–()=≈;:\n-]*(?P<sign>[×*·/÷+−–-])[^×*·/÷+−–()=≈;:\n-]*")
_ENDS_SUM = "()=≈;:\n"


def work_out(text: str, numbers: Sequence[Quantity]) -> Iterator[tuple[Quantity, Fraction]]:
    """Each of `numbers` behind a `=` or `≈` in `text`, with what the terms before it give.

    Terms that cannot be read give nothing.
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
    per_cent = 100 if total.unit == "%" and abs(value) <= 10 else 1
    return abs(value * per_cent - total.value) <= total.step / 2


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
