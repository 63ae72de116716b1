"""Numbers in digits and in words, with their exact values, and the units that they count.

In a pattern, a space is any one white-space character: see `compile_spaced`. Every repetition is
bounded or possessive, so that matching stays linear on hostile text.
"""

import functools
import re
from fractions import Fraction
from itertools import chain

from briefing.text.languages import measures, scales, word_list
from briefing.text.patterns import one_of
from briefing.text.words import primary_language

NUMBER = (
    r"[0-9]{1,21}+(?:[.,][0-9]{1,20}+|[\u00a0\u202f][0-9]{3}(?![0-9])){0,9}"
    r"(?![.,]?[0-9]|[\u00a0\u202f][0-9]{3}(?![0-9]))"
)
"""Digits with their separators: 2,664 or 5.6 or 1 234,5 (with a no-break space)."""

NUMBER_START = r"(?<![0-9A-Za-z+#])(?<![0-9A-Za-z][-–.,/])"
"""Not within a name, a code or another number: R1, GPT-3, Covid-19, +86, 1.5, 3/4."""

_DECIMAL_SIGNS = {"en": ".", "zh": ".", "de": ",", "es": ",", "fr": ","}
_GROUPED = re.compile(r"[0-9]+|[0-9]{1,3}([.,\u00a0\u202f])[0-9]{3}(?:\1[0-9]{3})*")

_ENGLISH_SCALES, _GERMAN_SCALES, _CHINESE_SCALES = map(scales, ("en", "de", "zh"))
_SCALES = _GERMAN_SCALES | _ENGLISH_SCALES | scales("en", "short_scales")
SCALE = one_of(_ENGLISH_SCALES)
CHINESE_SCALE = one_of(_CHINESE_SCALES)
GERMAN_SCALE = one_of(word.capitalize() for word in _GERMAN_SCALES)
ANY_SCALE = rf"(?:(?i:{one_of(set(_SCALES) - {'hundred'})})(?![0-9A-Za-z])|{CHINESE_SCALE})"
"""A word or an abbreviation that multiplies the digits before it: 5.6 million, 5.6m, 560万."""

_SMALL = {word: value for value, word in enumerate(word_list("en", "ones"))}
_SMALL |= {word: 10 * ten for ten, word in enumerate(word_list("en", "tens"), start=2)}
_LARGE = _ENGLISH_SCALES | {"dozen": 12}
PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
"""What a whole is divided by for one such part."""
_ORDINALS = {word: value for value, word in enumerate(word_list("en", "ordinals"), start=1)}
RANKS = {word: value for word, value in _ORDINALS.items() if 2 <= value <= 10}
_ORDINALS |= {f"{word}th": value for word, value in _SMALL.items() if 13 <= value <= 19}
DAYS = _ORDINALS | {"twentieth": 20, "thirtieth": 30, "thirty-first": 31} | {
    f"twenty-{word}": 20 + value for word, value in _ORDINALS.items() if value < 10
}  # fmt: skip
"""The days of a month in words: `twenty-first`."""
QUANTITY_WORDS = frozenset((*_SMALL, *_LARGE, *PARTS, *RANKS)) - {"zero", "one"}
"""The words in small letters of which one stands in every quantity that is written in words."""


_NEXT = one_of((*_LARGE, *(word for word in _SMALL if word != "zero")), capital=True)


def _in_words(first: str) -> str:
    """A pattern of a number that begins with what `first` matches, or "half a million"."""
    one = rf"(?:[Oo]ne|[Aa]|[Hh]alf a)(?= {one_of(_LARGE)}\b)"
    more = rf"[- ](?:(?:(?<=hundred )|(?<=thousand )|(?<=illion ))and )?{_NEXT}\b"
    return rf"(?:{first}\b|{one})(?:{more}){{0,6}}(?!{more})"


_FROM_TWO = _in_words(one_of((word for word, value in _SMALL.items() if value > 1), capital=True))
NUMBER_WORDS = rf"{_FROM_TWO}(?: (?:to|or) {_FROM_TWO})?"
"""A number in words, also a range. "One" alone is a pronoun too often to be a number."""
NUMBER_WORDS_BEGIN = "AEFHNOSTZaefhnostz"
ANY_NUMBER_WORDS = _in_words(one_of(_SMALL, capital=True))
"""A number in words, "one" and "zero" included."""

PERCENT = ("per cent", "percent", "pct")
PERCENTAGE_POINTS = ("percentage points", "percentage point")
GERMAN_PERCENT = ("Prozent", "Prozentpunkt", "Prozentpunkte", "Prozentpunkten")
_PERIODS = {
    "second": "seconds", "minute": "minutes", "hour": "hours", "day": "days", "week": "weeks",
    "month": "months", "quarter": "quarters", "year": "years", "decade": "decades",
    "century": "centuries", "degree": "degrees",
}  # fmt: skip
UNITS = {
    **dict.fromkeys(("%", "％", "Prozent", *PERCENT), "%"),
    **{f"prozentig{ending}": "%" for ending in ("", "e", "em", "en", "er", "es")},
    **dict.fromkeys((*PERCENTAGE_POINTS, *GERMAN_PERCENT[1:]), "points"),
    **{word: unit for unit, plural in _PERIODS.items() for word in (unit, plural)},
}
"""The units that a number either has or has not, currencies aside: each way to write one, and its
name here. "Five months" and a bare "five" differ."""

MEASURES = {
    form: unit
    for language in ("en", "de")
    for unit, words in measures(language).items()
    for word in words
    for form in (unit, word, word.removesuffix("s"))
    if form not in _PERIODS
}
"""The units that are often left out, so that they differ only from each other: "900 tonnes" agrees
with a bare "900", and not with "900 miles". A ton may be a tonne. Each way to write one."""

COUNTED_NOUN = one_of(
    (*word_list("en", "counted_nouns"), *_PERIODS.values(), *chain(*measures("en").values()))
)
COUNTED = (
    rf"(?:(?!{one_of(word_list('en', 'function_words'))}\b)[A-Za-z][\w’'-]{{0,20}}+ ){{0,2}}?"
    rf"{COUNTED_NOUN}\b"
)
"""What is counted: a noun of the list, and at most two words before it ("GPU hours")."""
GERMAN_COUNTED = one_of((*word_list("de", "counted_nouns"), *chain(*measures("de").values())))


@functools.lru_cache(maxsize=1024)
def value_of_digits(digits: str, language: str) -> Fraction:
    """The value of what NUMBER matches, with the decimal sign of `language` (BCP 47).

    A language that is not known here is read like English.
    """
    return Fraction(_with_point(digits, language))


@functools.lru_cache(maxsize=1024)
def decimals(digits: str, language: str) -> int:
    """How many decimals `digits` have in `language`."""
    return len(_with_point(digits, language).partition(".")[2])


def _with_point(digits: str, language: str) -> str:
    """`digits` without what groups them, with a point before the decimals.

    What only the other sign explains, "5.6" in German, has that one.
    """
    sign = _DECIMAL_SIGNS.get(primary_language(language), ".")
    other = "," if sign == "." else "."
    if not _fits(digits, sign) and _fits(digits, other):
        sign = other
    kept = re.sub(rf"[^0-9{sign}]", "", digits)
    return kept.replace(sign, "." if kept.count(sign) == 1 else "")


def _fits(digits: str, decimal_sign: str) -> bool:
    whole, sign, part = digits.partition(decimal_sign)
    return bool(_GROUPED.fullmatch(whole)) and (not sign or part.isdigit())


def is_clear(digits: str, language: str) -> bool:
    """Whether `language` writes digits so, and means one thing: not "5,6" in English.

    Nor "1,234" in German, which English writes too; and nothing in a language not known here.
    """
    sign = _DECIMAL_SIGNS.get(primary_language(language))
    if sign is None or not _fits(digits, sign):
        return False
    return not (sign == "," and len(digits.partition(sign)[2]) == len("000"))


def value_of_scale(word: str, language: str) -> int:
    """The factor that what ANY_SCALE matches puts to a number; a German Billion is 10**12."""
    is_german = primary_language(language) == "de" and word[0].isupper()
    known = _GERMAN_SCALES if is_german else _SCALES
    return known.get(word.lower()) or _SCALES.get(word.lower()) or _CHINESE_SCALES[word]


def value_of_words(words: str) -> Fraction:
    """The value of English number words: "two hundred and five thousand", "half a million"."""
    total = current = Fraction(0)
    half = Fraction(1)
    for word in re.findall("[a-z]+", words.lower()):
        if word == "half":
            half = Fraction(1, 2)
        elif word in _SMALL:
            current += _SMALL[word]
        elif word in ("hundred", "dozen"):
            current = max(current, Fraction(1)) * _LARGE[word]
        elif word in _LARGE:
            total, current = total + max(current, Fraction(1)) * _LARGE[word], Fraction(0)
    return half * (total + current)
