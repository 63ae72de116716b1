"""Dates as a text writes them: days, months, quarters, years, decades, ranges of years.

Takes what is worth showing in a table of events; `briefing.text.dates` says what days they mean.
"""

import functools
import re
from collections.abc import Iterator

from briefing.extract.findings import Date
from briefing.text.dates import GERMAN_MONTH, MONTH, MONTH_SIGNS, SHORT_MONTH, YEAR
from briefing.text.numbers import COUNTED, COUNTED_NOUN, SCALE
from briefing.text.patterns import compile_spaced, mask, one_of
from briefing.text.words import primary_language

_UNMISTAKABLE_MONTH = one_of(
    ("January", "February", "July", "September", "October", "November", "December")
)
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?(?![0-9A-Za-z])"
_MONTH_DAY = rf"(?:{MONTH}|{SHORT_MONTH}) {_DAY}"
_PART = r"(?:(?:[Ee]arly|[Mm]id|[Ll]ate)[- ])"

# "In May 20 shops closed" and "in 2000 words" hold a count; "on May 20 shops closed" does not.
_NO_COUNT = rf"(?! {COUNTED}| {SCALE}\b| ?[%％]| per ?cent\b)"
_UNCOUNTED = (
    r"(?!(?:(?:[-–—]| to | and |[.,])[0-9][0-9,.]{0,20}+)?"
    rf"(?: ?[%％]| per ?cent\b| {SCALE}\b| {COUNTED_NOUN}\b))"
)
_YEARS = rf"{YEAR}(?:(?:[-–—]| to | and ){YEAR}|[-–—/][0-9]{{2}}(?![0-9]))?{_UNCOUNTED}"
_IN_YEAR = rf"(?:(?:,| of)? {YEAR}{_UNCOUNTED})"

# Each begins with a look at one sign, which passes over most of a text.
_EXACT = (
    r"(?<![a-z])(?=[0-9ADEFHJLMNOQSTeflmst])(?:"
    rf"\b(?:(?<![Ii]n ){_MONTH_DAY}|(?<=[Ii]n ){_MONTH_DAY}{_NO_COUNT})(?:[-–—]{_DAY})?{_IN_YEAR}?"
    rf"|(?<![0-9A-Za-z.,])(?:{_DAY}[-–—])?{_DAY} (?:of )?(?:{MONTH}|{SHORT_MONTH}){_IN_YEAR}?"
    rf"|\b{_PART}?(?:{MONTH}|{SHORT_MONTH}){_IN_YEAR}"
    rf"|\b{_PART}(?:{MONTH}|{_YEARS})"
    rf"|\b(?:Q[1-4]|H[12])(?: of)? {YEAR}"
    rf"|\b(?:[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth) (?:quarter|half) of {YEAR}"
    rf"|\b{_PART}?(?:1[5-9]|20)[0-9]0s\b"
    rf"|\b{_UNMISTAKABLE_MONTH}\b)"
)
_GOVERNED = (
    r"(?=[(ABDFILNSTUabdfilnostuy])(?:"
    rf"\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Ll]ast|[Nn]ext|[Tt]his) (?P<month>{MONTH}\b)"
    rf"|\b(?:[Bb]y|[Ff]rom|[Bb]efore|[Aa]fter|[Dd]uring|[Tt]hrough|of|to)"
    rf" (?P<month_alone>{MONTH}\b)(?! [A-Z])"
    rf"|\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Bb]y|[Ff]rom|[Bb]efore|[Aa]fter|[Dd]uring|[Tt]hrough"
    rf"|[Bb]etween|of|to|year|fiscal) (?P<year>{_YEARS})"
    rf"|\((?P<year_alone>{_YEARS})\)"
    rf"|\b[Tt]he (?P<year_before_noun>{YEAR})(?<!00)(?= [A-Z]| [a-z]+(?:[a-rt-z]|[ius]s)\b)"
    rf"{_UNCOUNTED})"
)
_NEUTRAL = (
    r"(?=[0-9])(?:"
    r"(?<![0-9A-Za-z-])[12][0-9]{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])(?![0-9-])"
    r"|(?<![0-9])[12][0-9]{3}\s?年(?:\s?1?[0-9]\s?月(?:\s?[0-3]?[0-9]\s?[日号號])?)?"
    r"|(?<![0-9])1?[0-9]\s?月\s?[0-3]?[0-9]\s?[日号號])"
)
_GERMAN_DAY = rf"(?<![0-9.,])(?:3[01]|[12][0-9]|0?[1-9])\. {GERMAN_MONTH}"
_GERMAN = (
    rf"{_GERMAN_DAY}\b(?: {YEAR})?|\b{GERMAN_MONTH} {YEAR}"
    rf"|\b(?:[Ii]m|[Ss]eit|[Bb]is|[Aa]b|[Vv]om|Anfang|Mitte|Ende)"
    rf" (?P<month>{GERMAN_MONTH}\b(?: {YEAR})?)"
    rf"|\b(?:[Ss]eit|[Bb]is|[Aa]b|[Vv]on|[Vv]or|[Nn]ach|[Ii]m Jahre?|Anfang|Mitte|Ende|Sommer"
    rf"|Winter|Herbst|Frühjahr|Frühling) (?P<year>{YEAR}(?:(?: bis | und |[-–—]){YEAR})?)"
    r"(?![-.,][0-9]| [A-ZÄÖÜ])"
)
_PATTERNS = {"en": (_NEUTRAL, _EXACT, _GOVERNED), "de": (_NEUTRAL, _GERMAN)}
_YEAR_OR_MONTH = re.compile(f"[12][0-9]{{3}}|{one_of(MONTH_SIGNS)}")


@functools.lru_cache(maxsize=4096)
def find_dates(text: str, language: str) -> tuple[Date, ...]:
    """Return the dates of `text`, which is in `language` (BCP 47), in order.

    English and German have their own; all others get ISO and Chinese dates only.
    """
    if _YEAR_OR_MONTH.search(text) is None:
        return ()
    dates: list[Date] = []
    for pattern in _PATTERNS.get(primary_language(language), (_NEUTRAL,)):
        unseen = mask(text, ((date.start, date.end) for date in dates))
        dates += _matches(pattern, unseen)
        dates.sort(key=lambda date: date.start)
    return tuple(dates)


def _matches(pattern: str, text: str) -> Iterator[Date]:
    for match in compile_spaced(pattern).finditer(text):
        start, end = match.span(match.lastgroup or 0)
        yield Date(text[start:end], start, end)
