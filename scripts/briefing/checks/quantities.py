"""Text in, its quantities and dates out, in a form in which equal ones are equal.

`$5.6 million`, `US$5.6m` and `5.6 million dollars` are one value. Knows no passage and no page.
`extract` finds what is worth showing; this finds all that can be wrong, bare numbers included.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from briefing.amounts import SCALES, SIGNS
from briefing.checks.number_words import PARTS, RANKS, WORDS, value_in_words
from briefing.edtf import in_words, is_edtf
from briefing.patterns.dates import find_dates
from briefing.patterns.figures import is_label
from briefing.patterns.mask import mask
from briefing.patterns.numbers import COUNTED, NUMBER, compile_spaced
from briefing.placing import placed

_PERIODS = "second minute hour day week month quarter year decade century degree"
_UNITS = {"%": "%", "％": "%", "per cent": "%", "percent": "%", "pct": "%",
          "percentage point": "points", "percentage points": "points"} | SIGNS | {
    f"{period}{ending}": period for period in _PERIODS.split() for ending in ("", "s")
}  # fmt: skip


def _one_of(words: Sequence[str]) -> str:
    longest_first = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word).replace("\\ ", " ") for word in longest_first)


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
_RANGE = compile_spaced(r" ?(?:[-–—]|to|and|or) ?(?:(?:nearly|about|almost) )?")
_COUNTED_BEHIND = compile_spaced(rf" {COUNTED}")
_BARE_YEAR = compile_spaced(
    r"(?<![\w$€£.,/+-])(?:1[5-9]|20)[0-9]{2}(?![\w%]|[.,/-]\w| [a-z]*illion| " + COUNTED + ")"
)

_ISO_MONTH = re.compile(r"(?<![\w.,/-])[12][0-9]{3}-[01][0-9](?![\w-])")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as written, its exact value, and its unit: `$`, `%`, `month`, or none.

    `counts` says that it is one beyond doubt; "the two" is not.
    """

    text: str
    start: int
    end: int
    value: Fraction
    unit: str = ""
    counts: bool = True


@dataclass(frozen=True, slots=True)
class Day:
    """A date as written and the first and last day that it may mean; None where it is unclear."""

    text: str
    start: int
    end: int
    days: tuple[date, date] | None


def find_days(text: str, language: str = "en", written: str = "") -> tuple[Day, ...]:
    """The dates of `text`, which was written at the EDTF date `written`, in order."""
    found = [
        Day(each.text, each.start, each.end, _days(each.text, written))
        for each in find_dates(text, language)
    ]
    unseen = mask(text, ((day.start, day.end) for day in found))
    for month in _ISO_MONTH.finditer(unseen):
        if is_edtf(month[0]):
            found.append(Day(month[0], *month.span(), _days(in_words(month[0]), "")))
    unseen = mask(text, sorted((day.start, day.end) for day in found))
    years = _BARE_YEAR.finditer(unseen)
    found += [Day(year[0], *year.span(), _days(year[0], "")) for year in years]
    return tuple(sorted(found, key=lambda day: day.start))


def _days(text: str, written: str) -> tuple[date, date] | None:
    place = placed(text, written)
    return (place.first, place.last) if place else None


def find_quantities(text: str, language: str = "en") -> tuple[Quantity, ...]:
    """The quantities of `text` in order. Dates and what is no statement must be masked."""
    found = [*_numbers(text, language)]
    for start in range(len(found) - 1, 0, -1):
        before, behind = found[start - 1 : start + 1]
        if _RANGE.fullmatch(text, before.end, behind.start):
            found[start - 1] = _as_in_range(before, behind)
            found[start] = replace(behind, unit=behind.unit or before.unit)
    unseen = mask(text, ((each.start, each.end) for each in found if each.counts))
    for pattern in (_PART_ALONE, _RANK):
        for match in pattern.finditer(unseen):
            word = match[match.lastindex or 0].lower()
            is_rank = pattern is _RANK
            value = Fraction(RANKS[word]) if is_rank else Fraction(1, PARTS[word])
            each = Quantity(match[0].strip(" -"), *match.span(), value, "rank" if is_rank else "")
            found.append(each)
    return tuple(sorted(found, key=lambda each: each.start))


def _as_in_range(before: Quantity, behind: Quantity) -> Quantity:
    """`5` of "$5 to 6 million" or "10–20 %", with what only its other end names."""
    scale = Fraction(1)
    if before.value < 1000 <= behind.value and not re.search(r"[a-zA-Z]", before.text):
        scale = Fraction(
            max(each for each in (10**3, 10**6, 10**9, 10**12) if each <= behind.value)
        )
    return replace(before, value=before.value * scale, unit=before.unit or behind.unit)


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
        counts = counts or (value != 1 and _is_counted(text, match.end()))
        yield Quantity(match[0], *match.span(), value, name, counts)


def _is_of_list(match: re.Match[str]) -> bool:
    """Whether it numbers an item, "1) costs": nothing opens the bracket behind it."""
    text, start = match.string, match.start()
    closes = text[match.end() : match.end() + 1] == ")"
    return closes and text.rfind("(", 0, start) <= text.rfind(")", 0, start)


def _is_counted(text: str, end: int) -> bool:
    return _COUNTED_BEHIND.match(text, end) is not None


def _unit(word: str | None) -> str:
    if not word:
        return ""
    word = " ".join(word.split())
    return _UNITS.get(word) or _UNITS.get(word.lower(), "")


def _in_digits(digits: str, language: str) -> Fraction:
    decimal = "," if language.startswith("de") else "."
    kept = "".join(sign for sign in digits if sign.isdigit() or sign == decimal)
    if kept.count(decimal) > 1:
        kept = kept.replace(decimal, "")
    return Fraction(kept.replace(decimal, "."))
