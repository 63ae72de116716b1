"""The quantities of a text as exact values, and the arithmetic that is written between them.

`briefing.extract` takes what is worth showing; this takes all that can be wrong, bare numbers too.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from briefing.extract.findings import Span, is_label
from briefing.text import money
from briefing.text.numbers import (
    ANY_NUMBER_WORDS,
    ANY_SCALE,
    COUNTED,
    MEASURES,
    NUMBER,
    NUMBER_WORDS_BEGIN,
    PARTS,
    RANKS,
    UNITS,
    decimals,
    value_of_digits,
    value_of_scale,
    value_of_words,
)
from briefing.text.patterns import compile_spaced, mask, one_of

_SIGNS = money.SIGNS | money.CODES | money.CHINESE_NAMES
_NAMES = {name.lower(): unit for name, unit in (money.CURRENCIES | UNITS).items()
          if name not in money.CODES}  # fmt: skip
_BEGINS = "".join(sorted({name[0] for name in _SIGNS}))
# Each begins with a look at one character, which passes over most of a text.
_QUANTITY = compile_spaced(
    rf"(?=[0-9{re.escape(_BEGINS)}{NUMBER_WORDS_BEGIN}])(?<![A-Za-z])"
    rf"(?:(?P<sign>{one_of(_SIGNS)}) ?)?"
    rf"(?:(?<![0-9A-Za-z#])(?<![A-Za-z][-–])(?<![0-9A-Za-z][.,/:])(?P<digits>{NUMBER})"
    rf"(?:/(?P<below>{NUMBER}))?|\b(?P<words>(?i:{ANY_NUMBER_WORDS}))\b)"
    rf"(?:[- ]?(?P<scale>{ANY_SCALE}))?"
    rf"(?:[- ](?P<part>(?i:{one_of(PARTS)}))s?\b(?= of\b))?"
    rf"(?:-? ?(?:(?P<behind>{one_of(_SIGNS)})|(?P<name>(?i:{one_of(_NAMES)})))(?![A-Za-z]))?"
    rf"(?=(?:-? ?(?P<measure>{one_of(MEASURES)})(?![A-Za-z]))?)"
    r"(?![0-9A-Za-z])"
)
_PART_ALONE = compile_spaced(
    rf"\b(?:an?|one) (?P<part>(?i:{one_of(PARTS)}))\b|\b(?P<half>[Hh]alf)(?= (?:of )?the\b)"
)
_RANK = compile_spaced(
    rf"\b(?=[EFNSTefnst])(?P<rank>(?i:{one_of(RANKS)}))[- ](?=(?:most|[a-z]+est|best|worst)\b)"
)
_COUNTED_BEHIND = compile_spaced(rf" {COUNTED}")
_RANGE = compile_spaced(r" ?(?:[-–—]|to|and|or) ?(?:(?:nearly|about|almost) )?")
_OF = compile_spaced(r" (?:in|out of) (?:every )?")
_ENDS_SENTENCE = re.compile(r"[.!?;]\s")
_FARTHEST_ITEM = 2000
"""How many characters before a number of a list the one before it is looked for."""
_FARTHEST_CURRENCY = 120
"""How many characters a currency reaches."""
MOST_SMALL = 12
_OPERATOR = re.compile(r"[^×*·/÷+−–()=≈;:\n-]*(?P<sign>[×*·/÷+−–-])[^×*·/÷+−–()=≈;:\n-]*")
_ENDS_SUM = "()=≈;:\n"


@dataclass(frozen=True, slots=True)
class Quantity(Span):
    """A number as written, its exact value, and its unit: `$`, `%`, `month`, or none.

    `step` is the value of a one in its last digit, 0 for words. `counts` says that it is a
    quantity beyond doubt; "the two" is not. `carried` is the currency before it, for "3.2 million"
    of "$4.1 million in 2021 and 3.2 million in 2022". `measure` is a unit that may be left out.
    """

    value: Fraction
    unit: str = ""
    measure: str = ""
    step: Fraction = Fraction(0)
    counts: bool = True
    carried: str = ""

    @property
    def units(self) -> tuple[str, ...]:
        """The units that may be meant: several for ¥, and for what carries a currency."""
        carried = money.meanings(self.carried) if self.carried else ()
        return (*money.meanings(self.unit), *carried)

    @property
    def is_small_count(self) -> bool:
        """Whether it is a small number in words: "the two countries" may count what is named."""
        in_words = not any(each.isdigit() for each in self.text)
        return in_words and not self.unit and 1 < self.value <= MOST_SMALL

    def agrees(self, other: "Quantity") -> bool:
        """Whether both may mean the same: ¥5 and 5 yuan, 20 % and a fifth, 5 km and a bare 5."""
        if self.measure and other.measure and self.measure != other.measure:
            return False
        if self.value == other.value:
            return any(unit in other.units for unit in self.units)
        return _is_share(self, other) or _is_share(other, self)


def _is_share(part: Quantity, per_cent: Quantity) -> bool:
    """Whether `part`, such as a fifth, is so many `per_cent`."""
    if part.unit or per_cent.unit != "%":
        return False
    return part.value < 1 and 100 * part.value == per_cent.value


def find_quantities(text: str, language: str = "en") -> tuple[Quantity, ...]:
    """The quantities of `text` in order. Dates and what is no statement must be masked."""
    found = _with_shared_units(text, [*_numbers(text, language)])
    unseen = mask(text, ((each.start, each.end) for each in found if each.counts))
    for pattern in (_PART_ALONE, _RANK):
        for match in pattern.finditer(unseen):
            word = match[match.lastindex or 0].lower()
            is_rank = pattern is _RANK
            value = Fraction(RANKS[word]) if is_rank else Fraction(1, PARTS[word])
            each = Quantity(match[0].strip(" -"), *match.span(), value, "rank" if is_rank else "")
            found.append(each)
    return tuple(sorted(found, key=lambda each: each.start))


def _numbers(text: str, language: str) -> Iterator[Quantity]:
    for match in _QUANTITY.finditer(text):
        digits, words, below, scale, part = match.group("digits", "words", "below", "scale", "part")
        factor = Fraction(value_of_scale(scale, language) if scale else 1)
        if below and (divisor := value_of_digits(below, language)):
            factor /= divisor
        if part:
            factor /= PARTS[part.lower()]
        value = factor * (value_of_words(words) if words else value_of_digits(digits, language))
        step = Fraction(0) if words or below else factor / 10 ** decimals(digits, language)
        unit, measure = _unit(match), MEASURES.get(match["measure"] or "", "")
        bare = not (scale or part or unit)
        if bare and not words and (is_label(text, match.start()) or _is_of_list(match)):
            continue
        counts = not words or (value != 1 and not (bare and value < 100))
        counts = counts or (value != 1 and _is_counted(text, match.end()))
        yield Quantity(match[0], *match.span(), value, unit, measure, step, counts)


def _unit(match: re.Match[str]) -> str:
    sign = match["sign"] or match["behind"]
    if sign:
        return _SIGNS[sign]
    return _NAMES[" ".join(match["name"].lower().split())] if match["name"] else ""


def _is_of_list(match: re.Match[str]) -> bool:
    """Whether it numbers an item: "1) costs", or "(2)" where a "(1)" stands before it."""
    text, start = match.string, match.start()
    if text[match.end() : match.end() + 1] != ")":
        return False
    farthest = max(0, start - _FARTHEST_ITEM)
    if text[start - 1 : start] == "(" and match[0].isdigit():
        before = f"({int(match[0]) - 1})"
        return before == "(0)" or text.rfind(before, farthest, start) >= 0
    return text.rfind("(", farthest, start) <= text.rfind(")", farthest, start)


def _is_counted(text: str, end: int) -> bool:
    """Whether what is counted stands behind a number that ends at `end`."""
    return _COUNTED_BEHIND.match(text, end) is not None


def _with_shared_units(text: str, numbers: Sequence[Quantity]) -> list[Quantity]:
    """`numbers`, those of `text` in order, with what one lends to the next: a scale, a unit."""
    found = _with_currency(text, _with_ratios(text, numbers))
    for start in range(len(found) - 1, 0, -1):
        before, behind = found[start - 1 : start + 1]
        if _RANGE.fullmatch(text, before.end, behind.start):
            found[start - 1] = _as_in_range(before, behind)
            if not (behind.unit or _is_counted(text, behind.end)):
                found[start] = replace(behind, unit=before.unit)
    return found


def _with_ratios(text: str, numbers: Sequence[Quantity]) -> list[Quantity]:
    """`numbers`, in which "one in five" is one."""
    found = list[Quantity]()
    for number in numbers:
        before = found[-1] if found else number
        is_smaller = before.value <= MOST_SMALL and before.value < number.value
        has_unit = before.unit or number.unit
        if is_smaller and not has_unit and _OF.fullmatch(text, before.end, number.start):
            start, end = before.start, number.end
            found[-1] = Quantity(text[start:end], start, end, before.value / number.value)
        else:
            found.append(number)
    return found


def _with_currency(text: str, numbers: Sequence[Quantity]) -> list[Quantity]:
    """`numbers`, of which one without a unit carries the currency that the one before it has."""
    found, last = list[Quantity](), None
    for number in numbers:
        if number.unit in _SIGNS.values():
            last = number
        elif last and _may_be_money(text, last.end, number):
            number = replace(number, carried=last.unit)
        found.append(number)
    return found


def _may_be_money(text: str, end: int, number: Quantity) -> bool:
    """Whether it is a sum such as "3.2 million", not far behind the `end` of one with a sign."""
    if number.unit or number.value < 1000 or number.start - end > _FARTHEST_CURRENCY:
        return False
    has_scale = any(each.isalpha() for each in number.text)
    ends_before = _ENDS_SENTENCE.search(text, end, number.start)
    return has_scale and ends_before is None and not _is_counted(text, number.end)


def _as_in_range(before: Quantity, behind: Quantity) -> Quantity:
    """`5` of "$5 to 6 million" or "10–20 %", with what only its other end names."""
    scale = 1
    if before.value < 1000 <= behind.value and not re.search(r"[a-zA-Z]", before.text):
        scale = max(each for each in (10**3, 10**6, 10**9, 10**12) if each <= behind.value)
    value, step = before.value * scale, before.step * scale
    return replace(before, value=value, step=step, unit=before.unit or behind.unit)


def work_out(text: str, numbers: Sequence[Quantity]) -> Iterator[tuple[Quantity, Fraction]]:
    """Each of `numbers` behind a `=` or `≈` in `text`, with what the terms before it give.

    `2,788 thousand × $2 = $5.576 million`: reads + − × ÷ between plain numbers, in the usual order,
    without brackets within. Terms that cannot be read give nothing.
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
