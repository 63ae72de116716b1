"""What is found in a passage, as values with their offsets; and its figures and dates."""

import functools
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from briefing.text import money, numbers
from briefing.text.dates import GERMAN_MONTH, MONTH, MONTH_SIGNS, SHORT_MONTH, YEAR
from briefing.text.languages import word_list
from briefing.text.numbers import (
    ANY_SCALE,
    CHINESE_SCALE,
    COUNTED,
    COUNTED_NOUN,
    GERMAN_SCALE,
    NUMBER,
    NUMBER_START,
    NUMBER_WORDS,
    QUANTITY_WORDS,
    RANKS,
    SCALE,
)
from briefing.text.patterns import compile_spaced, mask, one_of
from briefing.text.words import primary_language


class FigureKind(StrEnum):
    """What a figure measures."""

    MONEY = "money"
    PERCENT = "percent"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the passage: `text` is the passage's `[start:end]`, in characters."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Figure(Span):
    """A quantity as written; a range ("$100 million to $1 billion") is one figure."""

    kind: FigureKind


@dataclass(frozen=True, slots=True)
class Date(Span):
    """A date as written: a day, a month, a quarter, a year, a decade, or a range of years."""


@dataclass(frozen=True, slots=True)
class Quotation(Span):
    """Words between quotation marks. `start` and `end` include the marks, `text` does not.

    `speaker` is None where no rule names one: a scare quote, a title, "she said".
    """

    speaker: str | None


@dataclass(frozen=True, slots=True)
class Speaker(Span):
    """Who is reported to say something, and the `verb` or cue ("according to") that says so."""

    verb: str


class Form(StrEnum):
    """How a name and its cue stand together; it decides which quotation they can own."""

    SUBJECT = "subject"
    """The UN said …"""
    NAMING = "naming"
    """The UN called it …"""
    INVERTED = "inverted"
    """…, said the UN"""
    SOURCE = "source"
    """According to the UN, …"""
    WORDING = "wording"
    """In the UN's words, …"""
    AGENT = "agent"
    """Described by the UN as …"""


@dataclass(frozen=True, slots=True)
class Attribution:
    """A speaker with the cue: `start` to `end` is the name, the cue and what is between."""

    form: Form
    speaker: Speaker
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Findings:
    """All that was found in one passage, each kind in the order of the text."""

    figures: tuple[Figure, ...] = ()
    dates: tuple[Date, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    hedges: tuple[Span, ...] = ()
    speakers: tuple[Speaker, ...] = ()


_NO_WORD_BEFORE = r"(?<![0-9A-Za-z])"
_NO_WORD_AFTER = r"(?![0-9A-Za-z])"
_TO_NUMBER = rf"(?:(?:[-–—]| to ){NUMBER})"

_MONEY_SCALE = rf"(?: ?{ANY_SCALE})"
_SIGN = rf"(?:{one_of(money.SIGNS)}|{one_of(money.CODES)}(?=[ 0-9]))"
_SIGNED = rf"{_SIGN} ?{NUMBER}{_MONEY_SCALE}?"
_SIGN_FIRST = (
    rf"{_NO_WORD_BEFORE}(?:(?<=[Bb]etween ){_SIGNED} and {_SIGNED}"
    rf"|{_SIGNED}(?: ?[-–—] ?{_SIGNED}|[-–—]{NUMBER}{_MONEY_SCALE}?"
    rf"| to (?:{_SIGNED}|{NUMBER}{_MONEY_SCALE}))?)"
)
_SIGN_LAST = (
    rf"{NUMBER_START}{NUMBER}{_MONEY_SCALE}?(?:{_TO_NUMBER}{_MONEY_SCALE}?)?"
    r" ?[€₽₴₺₫฿](?! ?[0-9])"
)
_CHINESE_MONEY = (
    rf"{NUMBER_START}{NUMBER} ?{CHINESE_SCALE}?{one_of(money.CHINESE_NAMES)}(?!(?<=元)素)"
)
_CHINESE_COUNT = rf"{NUMBER_START}{NUMBER} ?{CHINESE_SCALE}人?"
_PERCENT_START = rf"(?:{NUMBER_START}|{_NO_WORD_BEFORE}[-−–+]){NUMBER}{_TO_NUMBER}? ?"

_CURRENCY = rf"(?:{one_of((*money.ENGLISH_NAMES, *money.CODES, 'cents'))}|(?<=illion )won)\b"
_PERCENT_WORD = rf"{one_of((*numbers.PERCENT, *numbers.PERCENTAGE_POINTS))}\b"
_SUPERLATIVE = (
    rf"(?:{one_of(RANKS, capital=True)}|[0-9]{{1,3}}(?:st|nd|rd|th))[- ]"
    r"(?:largest|biggest|highest|tallest|longest|richest|poorest|smallest|lowest|oldest|fastest"
    r"|strongest|deadliest|busiest|best|worst|most [a-z]+)\b"
)
_FRACTION = (
    r"(?:(?:[Tt](?:wo|hree)|[Ff](?:our|ive)|[Ss](?:ix|even)|[Ee]ight|[Nn]ine)[- ]"
    r"(?:third|quarter|fifth|sixth|seventh|eighth|ninth|tenth)s"
    r"|(?:[Oo]ne|[Aa])[- ](?:third|quarter|fifth|sixth|eighth|tenth)"
    r"|(?<!first )(?<!second )(?<!latter )(?<!other )(?<!back )(?<!top )(?<!bottom )"
    r"[Hh]alf(?= of (?:the|all|its|their|his|her|our|those|these)\b))(?= of (?!an? ))"
)

# A group is named after its kind; what follows an underscore only tells groups apart.
_SIGNED_MONEY = rf"(?P<money>{_SIGN_FIRST}|{_SIGN_LAST}|{_CHINESE_MONEY})"
_NEUTRAL_DIGITS = rf"(?P<percent>{_PERCENT_START}[%％]{_NO_WORD_AFTER})|(?P<count>{_CHINESE_COUNT})"
_ENGLISH_DIGITS = (
    rf"(?P<percent>{_PERCENT_START}(?:[%％]{_NO_WORD_AFTER}|{_PERCENT_WORD}))"
    rf"|{NUMBER_START}{NUMBER}{_TO_NUMBER}?"
    rf"(?:(?P<money>{_MONEY_SCALE}?(?: to {NUMBER}{_MONEY_SCALE})? {_CURRENCY})"
    rf"|(?P<count> {SCALE}\b(?: {COUNTED})?| {COUNTED}| ?{CHINESE_SCALE}人?))"
)
_ENGLISH_WORDS = (
    rf"\b(?:{NUMBER_WORDS} (?:(?P<percent>{_PERCENT_WORD})|(?P<money>{_CURRENCY})"
    rf"|(?P<count>{COUNTED}))|(?P<percent_part>{_FRACTION})|(?P<count_rank>{_SUPERLATIVE})"
    rf"|(?P<count_scale>(?![Aa]n? |[Hh]alf ){NUMBER_WORDS}"
    r"(?:(?<=hundred)|(?<=thousand)|(?<=illion))))"
)
_GERMAN_NUMBER = rf"(?:{NUMBER}(?:(?: bis |[-–—]){NUMBER})?|(?<=wischen ){NUMBER} und {NUMBER})"
_GERMAN_DIGITS = (
    rf"(?P<percent>{_PERCENT_START}[%％]{_NO_WORD_AFTER})"
    rf"|{NUMBER_START}{_GERMAN_NUMBER}(?:(?P<percent_word> {one_of(numbers.GERMAN_PERCENT)}\b)"
    rf"|(?P<money>(?: {GERMAN_SCALE})? {one_of((*money.GERMAN_NAMES, 'Cent'))}\b)"
    rf"|(?P<count> {GERMAN_SCALE}(?: {numbers.GERMAN_COUNTED}\b)?| {numbers.GERMAN_COUNTED}\b))"
)
_FIGURES = {"en": _ENGLISH_DIGITS, "de": _GERMAN_DIGITS}
_DIGIT = re.compile(r"[0-9]")
_WORD = re.compile("[a-z]+")
_WORDS_NEEDED = QUANTITY_WORDS | {"st", "nd", "rd", "th"}

_WORD_BEFORE = re.compile(r"(No\.|[A-Za-z][\w’'-]*)\s\Z")
_LABEL_WORDS = frozenset(word_list("en", "labels"))
_COUNTING_WORDS = frozenset(word_list("en", "counting_words"))

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
_NEUTRAL_DATE = (
    r"(?=[0-9])(?:"
    r"(?<![0-9A-Za-z-])[12][0-9]{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])(?![0-9-])"
    r"|(?<![0-9])[12][0-9]{3}\s?年(?:\s?1?[0-9]\s?月(?:\s?[0-3]?[0-9]\s?[日号號])?)?"
    r"|(?<![0-9])1?[0-9]\s?月\s?[0-3]?[0-9]\s?[日号號])"
)
_GERMAN_DAY = rf"(?<![0-9.,])(?:3[01]|[12][0-9]|0?[1-9])\. {GERMAN_MONTH}"
_GERMAN_DATE = (
    rf"{_GERMAN_DAY}\b(?: {YEAR})?|\b{GERMAN_MONTH} {YEAR}"
    rf"|\b(?:[Ii]m|[Ss]eit|[Bb]is|[Aa]b|[Vv]om|Anfang|Mitte|Ende)"
    rf" (?P<month>{GERMAN_MONTH}\b(?: {YEAR})?)"
    rf"|\b(?:[Ss]eit|[Bb]is|[Aa]b|[Vv]on|[Vv]or|[Nn]ach|[Ii]m Jahre?|Anfang|Mitte|Ende|Sommer"
    rf"|Winter|Herbst|Frühjahr|Frühling) (?P<year>{YEAR}(?:(?: bis | und |[-–—]){YEAR})?)"
    r"(?![-.,][0-9]| [A-ZÄÖÜ])"
)
_DATES = {"en": (_NEUTRAL_DATE, _EXACT, _GOVERNED), "de": (_NEUTRAL_DATE, _GERMAN_DATE)}
_YEAR_OR_MONTH = re.compile(f"[12][0-9]{{3}}|{one_of(MONTH_SIGNS)}")
_Found = TypeVar("_Found", bound=Span)


def find_figures(text: str, language: str) -> tuple[Figure, ...]:
    """Return the figures of `text` in order. Dates must be masked: their digits would count."""
    patterns: list[str] = []
    if _DIGIT.search(text):
        patterns += (_SIGNED_MONEY, _FIGURES.get(language, _NEUTRAL_DIGITS))
    if language == "en" and not _WORDS_NEEDED.isdisjoint(_WORD.findall(text.lower())):
        patterns.append(_ENGLISH_WORDS)
    return _find(patterns, text, _figure)


@functools.lru_cache(maxsize=4096)
def find_dates(text: str, language: str) -> tuple[Date, ...]:
    """Return the dates of `text`, which is in `language` (BCP 47), in order.

    English and German have their own; all others get ISO and Chinese dates only.
    """
    if _YEAR_OR_MONTH.search(text) is None:
        return ()
    return _find(_DATES.get(primary_language(language), (_NEUTRAL_DATE,)), text, _date)


def _find(
    patterns: Iterable[str], text: str, read: Callable[[re.Match[str]], _Found | None]
) -> tuple[_Found, ...]:
    """What `read` makes of the matches of `patterns`, of which the first go first, in order."""
    found: list[_Found] = []
    for pattern in patterns:
        unseen = mask(text, ((each.start, each.end) for each in found))
        matches = compile_spaced(pattern).finditer(unseen)
        found += [each for match in matches if (each := read(match))]
        found.sort(key=lambda each: each.start)
    return tuple(found)


def _figure(match: re.Match[str]) -> Figure | None:
    kind = FigureKind((match.lastgroup or "").partition("_")[0])
    if kind is FigureKind.COUNT and is_label(match.string, match.start()):
        return None
    return Figure(match[0], *match.span(), kind)


def _date(match: re.Match[str]) -> Date:
    group = match.lastgroup or 0
    return Date(match[group], *match.span(group))


def is_label(text: str, start: int) -> bool:
    """Whether the number at `start` names its forerunner: Magnificent 7, Windows 11, phase 3."""
    before = _WORD_BEFORE.search(text, max(0, start - 24), start)
    if before is None:
        return False
    word = before[1]
    return word.lower() in _LABEL_WORDS or (word[0].isupper() and word not in _COUNTING_WORDS)
