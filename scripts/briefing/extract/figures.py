"""Figures as a text writes them: sums of money, shares and counts, in digits and in words."""

import re
from collections.abc import Iterator

from briefing.extract.findings import Figure, FigureKind
from briefing.text import money, numbers
from briefing.text.languages import word_list
from briefing.text.numbers import (
    ANY_SCALE,
    CHINESE_SCALE,
    GERMAN_SCALE,
    NUMBER,
    NUMBER_START,
    NUMBER_WORDS,
    QUANTITY_WORDS,
    RANKS,
    SCALE,
)
from briefing.text.patterns import compile_spaced, mask, one_of

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
    rf"|(?P<count> {SCALE}\b(?: {numbers.COUNTED})?| {numbers.COUNTED}| ?{CHINESE_SCALE}人?))"
)
_ENGLISH_WORDS = (
    rf"\b(?:{NUMBER_WORDS} (?:(?P<percent>{_PERCENT_WORD})|(?P<money>{_CURRENCY})"
    rf"|(?P<count>{numbers.COUNTED}))|(?P<percent_part>{_FRACTION})|(?P<count_rank>{_SUPERLATIVE})"
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
_DIGITS = {"en": _ENGLISH_DIGITS, "de": _GERMAN_DIGITS}
_DIGIT = re.compile(r"[0-9]")
_WORD = re.compile("[a-z]+")
_WORDS_NEEDED = QUANTITY_WORDS | {"st", "nd", "rd", "th"}

_WORD_BEFORE = re.compile(r"(No\.|[A-Za-z][\w’'-]*)\s\Z")
_LABEL_WORDS = frozenset(word_list("en", "labels"))
_COUNTING_WORDS = frozenset(word_list("en", "counting_words"))


def find_figures(text: str, language: str) -> tuple[Figure, ...]:
    """Return the figures of `text` in order. Dates must be masked: their digits would count."""
    patterns: list[str] = []
    if _DIGIT.search(text):
        patterns += (_SIGNED_MONEY, _DIGITS.get(language, _NEUTRAL_DIGITS))
    if language == "en" and not _WORDS_NEEDED.isdisjoint(_WORD.findall(text.lower())):
        patterns.append(_ENGLISH_WORDS)
    figures: list[Figure] = []
    for pattern in patterns:
        unseen = mask(text, ((figure.start, figure.end) for figure in figures))
        figures += _matches(pattern, unseen)
        figures.sort(key=lambda figure: figure.start)
    return tuple(figures)


def _matches(pattern: str, text: str) -> Iterator[Figure]:
    for match in compile_spaced(pattern).finditer(text):
        kind = FigureKind((match.lastgroup or "").partition("_")[0])
        if kind is not FigureKind.COUNT or not is_label(text, match.start()):
            yield Figure(match[0], *match.span(), kind)


def is_label(text: str, start: int) -> bool:
    """Whether the number at `start` names its forerunner: Magnificent 7, Windows 11, phase 3."""
    before = _WORD_BEFORE.search(text, max(0, start - 24), start)
    if before is None:
        return False
    word = before[1]
    return word.lower() in _LABEL_WORDS or (word[0].isupper() and word not in _COUNTING_WORDS)
