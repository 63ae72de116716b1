"""English numbers in words in, values out: `two hundred and five thousand`, `half a million`."""

import re
from fractions import Fraction

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    " fifteen sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_RANKS = "second third fourth fifth sixth seventh eighth ninth tenth"
_SMALL = {word: value for value, word in enumerate(_ONES.split())}
_SMALL |= {word: 10 * ten for ten, word in enumerate(_TENS.split(), start=2)}
LARGE = {
    "dozen": 12, "hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9,
    "trillion": 10**12,
}  # fmt: skip
PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
RANKS = {word: value for value, word in enumerate(_RANKS.split(), start=2)}
_ORDINALS = {
    word: value for value, word in enumerate(f"first {_RANKS} eleventh twelfth".split(), 1)
}
_ORDINALS |= {f"{word}th": value for word, value in _SMALL.items() if 13 <= value <= 19}
DAYS = _ORDINALS | {"twentieth": 20, "thirtieth": 30, "thirty-first": 31} | {
    f"twenty-{word}": 20 + value for word, value in _ORDINALS.items() if value < 10
}  # fmt: skip
"""The days of a month in words: `twenty-first`."""
_LARGER, _ANY = "|".join(LARGE), "|".join((*_SMALL, *LARGE))
WORDS = (
    rf"(?:(?:an?|half an?|one)(?= (?:{_LARGER})\b)|(?:{'|'.join(_SMALL)})\b)"
    rf"(?:[- ](?:and )?(?:{_ANY})\b)*"
)
"""A pattern of such a number, for `compile_spaced`."""


def value_in_words(words: str) -> Fraction:
    """The value of what WORDS matches."""
    total = current = Fraction(0)
    half = Fraction(1)
    for word in re.findall("[a-z]+", words.lower()):
        if word == "half":
            half = Fraction(1, 2)
        elif word in _SMALL:
            current += _SMALL[word]
        elif word in ("hundred", "dozen"):
            current = max(current, Fraction(1)) * LARGE[word]
        elif word in LARGE:
            total, current = total + max(current, Fraction(1)) * LARGE[word], Fraction(0)
    return half * (total + current)
