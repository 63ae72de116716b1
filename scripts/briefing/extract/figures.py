"""Money, percentages and counts, in digits and in words. Knows no date and no speaker."""

import re
from collections.abc import Iterator

from briefing.extract.findings import Figure, FigureKind
from briefing.text.mask import mask
from briefing.text.numbers import (
    CHINESE_SCALE,
    COUNTED,
    NUMBER,
    NUMBER_START,
    NUMBER_WORDS,
    SCALE,
    compile_spaced,
)

_NO_WORD_BEFORE = r"(?<![0-9A-Za-z])"
_NO_WORD_AFTER = r"(?![0-9A-Za-z])"
_TO_NUMBER = rf"(?:(?:[-–—]| to ){NUMBER})"

_MONEY_SCALE = (
    r"(?: ?(?:(?:thousand|million|billion|trillion|mn|bn|tn|[mkbMKB]"
    r"|Millionen|Milliarden|millions|milliards|millones)(?![0-9A-Za-z])|Mio\.|Mrd\."
    rf"|{CHINESE_SCALE}))"
)
_SIGN = (
    r"(?:(?:US|HK|AU|CA|NZ|SG|NT|A|C|S|R)?\$|[€£¥￥₹₩₽₺₫฿₴₦₪₱]"
    r"|(?:USD|EUR|GBP|RMB|CNY|HKD|JPY|CHF|SGD|AUD|CAD|INR|KRW|TWD)(?=[ 0-9]))"
)
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
_CHINESE_CURRENCY = r"(?:美元|欧元|歐元|英镑|英鎊|日元|港元|人民币|人民幣|元(?!素))"
_CHINESE_MONEY = rf"{NUMBER_START}{NUMBER} ?{CHINESE_SCALE}?{_CHINESE_CURRENCY}"
_CHINESE_COUNT = rf"{NUMBER_START}{NUMBER} ?{CHINESE_SCALE}人?"
_PERCENT_START = rf"(?:{NUMBER_START}|{_NO_WORD_BEFORE}[-−–+]){NUMBER}{_TO_NUMBER}? ?"

_CURRENCY = (
    r"(?:(?:US|Hong Kong|Canadian|Australian|Singapore|Swiss|Chinese) )?"
    r"(?:dollars|euros|pounds sterling|yuan|renminbi|yen|rupees|francs|roubles|rubles|pesos"
    r"|rand|baht|cents|(?<=illion )won|RMB|USD|EUR|GBP|CNY|HKD|JPY|CHF)\b"
)
_PERCENT_WORD = r"(?:per ?cent|percentage points?|pct)\b"
_SUPERLATIVE = (
    r"(?:[Ss]econd|[Tt]hird|[Ff]ourth|[Ff]ifth|[Ss]ixth|[Ss]eventh|[Ee]ighth|[Nn]inth|[Tt]enth"
    r"|[0-9]{1,3}(?:st|nd|rd|th))[- ](?:largest|biggest|highest|tallest|longest|richest|poorest"
    r"|smallest|lowest|oldest|fastest|strongest|deadliest|busiest|best|worst|most [a-z]+)\b"
)
_NTHS = r"(?:thirds|quarters|fifths|sixths|sevenths|eighths|ninths|tenths)"
_FRACTION = (
    rf"(?:(?:[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine)[- ]{_NTHS}"
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
_GERMAN_SCALE = r"(?: (?:Tausend|Million(?:en)?|Milliarden?|Billionen?|Mio\.|Mrd\.))"
_GERMAN_COUNTED = (
    "(?:Tonnen|Kilogramm|Gramm|Hektar|Kilometern?|Metern?|Liter|Menschen|Personen|Einwohner"
    "|Mitglieder|Beschäftigten?|Kunden|Unternehmen|Jahren?|Monaten?|Wochen|Tagen?|Stunden|Minuten)"
)
_GERMAN_DIGITS = (
    rf"(?P<percent>{_PERCENT_START}[%％]{_NO_WORD_AFTER})"
    rf"|{NUMBER_START}{_GERMAN_NUMBER}(?:(?P<percent_word> Prozent(?:punkte?n?)?\b)"
    rf"|(?P<money>{_GERMAN_SCALE}? (?:Euro|Cent|(?:US-)?Dollar|Franken|Pfund)\b)"
    rf"|(?P<count>{_GERMAN_SCALE} {_GERMAN_COUNTED}\b|{_GERMAN_SCALE}| {_GERMAN_COUNTED}\b))"
)
_DIGITS = {"en": _ENGLISH_DIGITS, "de": _GERMAN_DIGITS}
_DIGIT = re.compile(r"[0-9]")
_WORD = re.compile("[A-Za-z]+")
_QUANTITY_WORDS = frozenset(
    word
    for quantity in (
        *("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
        *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
        *("nineteen", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty"),
        *("ninety", "hundred", "thousand", "million", "billion", "trillion", "dozen", "half"),
        *("second", "third", "quarter", "fourth", "fifth", "sixth", "seventh", "eighth"),
        *("ninth", "tenth", "st", "nd", "rd", "th"),
    )
    for word in (quantity, quantity.capitalize())
)
"""Without one of these no quantity is written in words: spares most sentences the pattern."""

_WORD_BEFORE = re.compile(r"(No\.|[A-Za-z][\w’'-]*)\s\Z")
_LABELS = (
    "phase level version type page chapter step part section article tier grade class category"
    " stage figure table number no. line group"
)
_SENTENCE_STARTS = (
    "A About Above After All Almost And Another Approximately Around As At Before Below Between"
    " But By Even Every Exactly Fewer For From Her His If In Into Its Just Last Least More Most"
    " My Nearly Next Of On Only Or Our Over Roughly Since So Some Than That The Their Then These"
    " This Those To Under Until When Where While With Within Yet"
)
_LABEL_WORDS = frozenset(_LABELS.split())
_COUNTING_WORDS = frozenset(_SENTENCE_STARTS.split())


def find_figures(text: str, language: str) -> tuple[Figure, ...]:
    """Return the figures of `text` in order. Dates must be masked: their digits would count."""
    patterns: list[str] = []
    if _DIGIT.search(text):
        patterns += (_SIGNED_MONEY, _DIGITS.get(language, _NEUTRAL_DIGITS))
    if language == "en" and not _QUANTITY_WORDS.isdisjoint(_WORD.findall(text)):
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
            yield Figure(kind, match[0], match.start(), match.end())


def is_label(text: str, start: int) -> bool:
    """Whether the number at `start` names its forerunner: Magnificent 7, Windows 11, phase 3."""
    before = _WORD_BEFORE.search(text, max(0, start - 24), start)
    if before is None:
        return False
    word = before[1]
    return word.lower() in _LABEL_WORDS or (word[0].isupper() and word not in _COUNTING_WORDS)
