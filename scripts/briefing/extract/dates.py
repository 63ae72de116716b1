"""Days, months, quarters, years and decades as written. Knows no figure and no calendar.

Case matters: the modal "may" and the verb "march" are not months.
"""

import functools
import re
from collections.abc import Iterator

from briefing.extract.findings import Date
from briefing.text.mask import mask
from briefing.text.numbers import COUNTED, COUNTED_NOUN, SCALE, YEAR, compile_spaced

_PLAIN_MONTH = "January|February|July|September|October|November|December"
_MONTH = rf"(?:{_PLAIN_MONTH}|March|April|May|June|August)"
_SHORT_MONTH = r"(?:(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?(?![0-9A-Za-z])"
_MONTH_DAY = rf"(?:{_MONTH}|{_SHORT_MONTH}) {_DAY}"
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
    rf"|(?<![0-9A-Za-z.,])(?:{_DAY}[-–—])?{_DAY} (?:of )?(?:{_MONTH}|{_SHORT_MONTH}){_IN_YEAR}?"
    rf"|\b{_PART}?(?:{_MONTH}|{_SHORT_MONTH}){_IN_YEAR}"
    rf"|\b{_PART}(?:{_MONTH}|{_YEARS})"
    rf"|\b(?:Q[1-4]|H[12])(?: of)? {YEAR}"
    rf"|\b(?:[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth) (?:quarter|half) of {YEAR}"
    rf"|\b{_PART}?(?:1[5-9]|20)[0-9]0s\b"
    rf"|\b(?:{_PLAIN_MONTH})\b)"
)
_GOVERNED = (
    r"(?=[(ABDFILNSTUabdfilnostuy])(?:"
    rf"\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Ll]ast|[Nn]ext|[Tt]his) (?P<month>{_MONTH}\b)"
    rf"|\b(?:[Bb]y|[Ff]rom|[Bb]efore|[Aa]fter|[Dd]uring|[Tt]hrough|of|to)"
    rf" (?P<month_alone>{_MONTH}\b)(?! [A-Z])"
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
_GERMAN_MONTH = (
    "(?:Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)"
)
_GERMAN_DAY = rf"(?<![0-9.,])(?:3[01]|[12][0-9]|0?[1-9])\. {_GERMAN_MONTH}"
_GERMAN = (
    rf"{_GERMAN_DAY}\b(?: {YEAR})?|\b{_GERMAN_MONTH} {YEAR}"
    rf"|\b(?:[Ii]m|[Ss]eit|[Bb]is|[Aa]b|[Vv]om|Anfang|Mitte|Ende)"
    rf" (?P<month>{_GERMAN_MONTH}\b(?: {YEAR})?)"
    rf"|\b(?:[Ss]eit|[Bb]is|[Aa]b|[Vv]on|[Vv]or|[Nn]ach|[Ii]m Jahre?|Anfang|Mitte|Ende|Sommer"
    rf"|Winter|Herbst|Frühjahr|Frühling) (?P<year>{YEAR}(?:(?: bis | und |[-–—]){YEAR})?)"
    r"(?![-.,][0-9]| [A-ZÄÖÜ])"
)
_PATTERNS = {"en": (_NEUTRAL, _EXACT, _GOVERNED), "de": (_NEUTRAL, _GERMAN)}
_YEAR_OR_MONTH = re.compile(
    r"[12][0-9]{3}|月|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Jän|Mär|Mai|Okt|Dez"
)


@functools.lru_cache(maxsize=4096)
def find_dates(text: str, language: str) -> tuple[Date, ...]:
    """Return the dates of `text` in order.

    English and German have their own; all others get ISO and Chinese dates only.
    """
    if _YEAR_OR_MONTH.search(text) is None:
        return ()
    dates: list[Date] = []
    for pattern in _PATTERNS.get(language, (_NEUTRAL,)):
        unseen = mask(text, ((date.start, date.end) for date in dates))
        dates += _matches(pattern, unseen)
        dates.sort(key=lambda date: date.start)
    return tuple(dates)


def _matches(pattern: str, text: str) -> Iterator[Date]:
    for match in compile_spaced(pattern).finditer(text):
        start, end = match.span(match.lastgroup or 0)
        yield Date(text[start:end], start, end)
