"""Text in, its quantities out, in a form in which equal ones are equal.

`$5.6 million`, `US$5.6m` and `5.6 million dollars` are one value. Knows no passage and no page.
`extract` finds what is worth showing; this finds all that can be wrong, bare numbers included.
"""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from briefing.checks.compare.fold_joined import joined
from briefing.checks.compare.fold_quantity import Quantity, is_counted
from briefing.extract.figures import is_label
from briefing.text.fold_number_words import PARTS, RANKS, WORDS, value_in_words
from briefing.text.mask import mask
from briefing.text.money import SCALES, SIGNS
from briefing.text.numbers import NUMBER, compile_spaced

_PERIODS = "second minute hour day week month quarter year decade century degree"
_UNITS = {"%": "%", "％": "%", "per cent": "%", "percent": "%", "pct": "%",
          "percentage point": "points", "percentage points": "points"} | SIGNS | {
    f"{period}{ending}": period for period in _PERIODS.split() for ending in ("", "s")
}  # fmt: skip


def _one_of(words: Sequence[str]) -> str:
    longest_first = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word).replace("\\ ", " ") for word in longest_first)


_UNITS_IN_SMALL = {word.lower(): unit for word, unit in _UNITS.items()}
_SIGN = _one_of([sign for sign in SIGNS if not sign[-1].islower()])
# Each begins with a look at one sign, which passes over most of a text.
_QUANTITY = compile_spaced(
    r"(?<![A-Za-z])"
    rf"(?:(?P<sign>(?<![A-Za-z])(?:{_SIGN})) ?)?"
    rf"(?:(?<![0-9A-Za-z#])(?<![A-Za-z][-–])(?<![0-9A-Za-z][.,/:])(?P<digits>{NUMBER})(?:/(?P<below>{NUMBER}))?"
    rf"|\b(?P<words>(?i:{WORDS}))\b)"
    rf"(?:[- ]?(?P<scale>(?i:{_one_of([*SCALES])}))(?![A-Za-z]))?"
    rf"(?:[- ](?P<part>(?i:{_one_of([*PARTS])}))s?\b(?= of\b))?"
    rf"(?:-? ?(?P<unit>(?i:{_one_of([*_UNITS])}))(?![A-Za-z]))?"
    r"(?![0-9A-Za-z])"
)
_PART_ALONE = compile_spaced(
    rf"\b(?:an?|one) (?P<part>(?i:{_one_of([*PARTS])}))\b|\b(?P<half>[Hh]alf)(?= (?:of )?the\b)"
)
_RANK = compile_spaced(
    rf"\b(?=[EFNSTefnst])(?P<rank>(?i:{_one_of([*RANKS])}))[- ](?=(?:most|[a-z]+est|best|worst)\b)"
)
_FARTHEST = 2000
"""How many signs before a number of a list the one before it is looked for."""


def find_quantities(text: str, language: str = "en") -> tuple[Quantity, ...]:
    """The quantities of `text` in order. Dates and what is no statement must be masked."""
    found = joined(text, [*_numbers(text, language)])
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
        sign, scale, part, unit = match.group("sign", "scale", "part", "unit")
        words = match["words"]
        value = value_in_words(words) if words else _in_digits(match["digits"], language)
        if match["below"] and (below := _in_digits(match["below"], language)):
            value /= below
        if scale:
            value *= Fraction(int(SCALES[scale.lower()]))
        if part:
            value /= PARTS[part.lower()]
        name = _UNITS.get(sign or "") or _unit(unit)
        bare = not (scale or part or name)
        if bare and not words and (is_label(text, match.start()) or _is_of_list(match)):
            continue
        counts = not words or (value != 1 and not (bare and value < 100))
        counts = counts or (value != 1 and is_counted(text, match.end()))
        yield Quantity(match[0], *match.span(), value, name, counts)


def _is_of_list(match: re.Match[str]) -> bool:
    """Whether it numbers an item: "1) costs", or "(2)" where a "(1)" stands before it."""
    text, start = match.string, match.start()
    if text[match.end() : match.end() + 1] != ")":
        return False
    if text[start - 1 : start] == "(" and match[0].isdigit():
        before = f"({int(match[0]) - 1})"
        return before == "(0)" or text.rfind(before, max(0, start - _FARTHEST), start) >= 0
    farthest = max(0, start - _FARTHEST)
    return text.rfind("(", farthest, start) <= text.rfind(")", farthest, start)


def _unit(word: str | None) -> str:
    if not word:
        return ""
    word = " ".join(word.split())
    return _UNITS.get(word) or _UNITS_IN_SMALL.get(word.lower(), "")


def _in_digits(digits: str, language: str) -> Fraction:
    decimal = "," if language.startswith("de") else "."
    kept = "".join(sign for sign in digits if sign.isdigit() or sign == decimal)
    if kept.count(decimal) > 1:
        kept = kept.replace(decimal, "")
    return Fraction(kept.replace(decimal, "."))
