"""Who says something in German and in Chinese. Quotations must be masked.

German, „…“, sagt Anna Lee; laut Anna Lee: every noun has a capital, so one behind an article is
a speaker only if a name follows it, if it is a group of a short list, or if "laut" leaves no doubt.
Chinese, 王明说：“……”: without spaces, so a name is taken only beside a quotation and from a
clause's beginning, and only if a frequent surname or a title comes first.
"""

import re
from collections.abc import Iterable

from briefing.extract.findings import Attribution
from briefing.extract.speakers import attribution, cue_of
from briefing.text.languages import word_list
from briefing.text.patterns import MASK, compile_spaced
from briefing.text.words import NAME_WORD, UPPER

_GERMAN_VERB = (
    "(?:(?:sag|klag|erklär|mein|beton|warn|kritisier|ergänz|frag)(?:te|t|ten|en)"
    "|schreib(?:t|en)|schrieb(?:en)?|(?:berichte|antworte)(?:t|te|ten|n))"
)
_GERMAN_CUE = re.compile(rf"\b(?:{_GERMAN_VERB}|so|[Ll]aut|Angaben)\b")

_GERMAN_FIRST = rf"(?!(?:{'|'.join(word_list('de', 'no_names'))})\b)"
_GERMAN_NAME_WORD = rf"{_GERMAN_FIRST}{NAME_WORD}"
_NEXT = " (?:(?:von der|von|van der|van|zu|de|al) )?"
_GERMAN_NAME = (
    rf"(?<![\w.-]){_GERMAN_NAME_WORD}(?:{_NEXT}{_GERMAN_NAME_WORD}){{0,4}}"
    rf"(?!{_NEXT}{_GERMAN_FIRST}{UPPER})"
)
_GERMAN_FULL_NAME = rf"(?={_GERMAN_NAME_WORD}{_NEXT}{_GERMAN_NAME_WORD}){_GERMAN_NAME}"

_CAPITALISED = r"(?=[A-ZÄÖÜ])[\w-]"
_TITLE = rf"(?:\b{_CAPITALISED}{{0,30}}?(?i:{'|'.join(word_list('de', 'titles'))})(?:in|e|r)? )"
_GROUP = rf"\b{_CAPITALISED}{{0,40}}?(?i:{'|'.join(word_list('de', 'institutions'))})s?\b"
_DOCUMENT = rf"\b{_CAPITALISED}{{0,40}}?(?i:{'|'.join(word_list('de', 'studies'))})n?\b"
_OF = rf"(?: (?:des|der|von|vom|aus|für) (?:[A-ZÄÖÜ]\w{{1,30}}- und )?{_GERMAN_NAME})?"
_LOWER = "(?:[a-zäöüß]{3,20}+ ){0,2}"
_ARTICLE = rf"(?:(?P<article>der|die|das|dem|den|des|ein|eine|einer|einem|vom) {_LOWER})?"
_ALSO = "(?:(?:auch|dagegen|etwa|dazu|zudem|weiter|später|hingegen) )?"
_GROUP_OF = rf"{_GROUP}(?(article){_OF})"
_NOUN = rf"(?:[A-ZÄÖÜ]\w{{1,20}}e[nr] )?{_GERMAN_NAME_WORD}(?: (?:19|20)[0-9]{{2}})?"
"""A noun with its adjective or its year: Deutschen Wetterdienst, Waldinventur 2024."""

_CLOSED = rf"(?= ?(?:[,.;:!?)–{MASK}]|\Z))"


_GERMAN_PATTERNS = (
    rf"(?:(?<={MASK})|(?<={MASK},)|(?P<comma>,)) (?P<inverted>{_GERMAN_VERB}|so) {_ALSO}{_ARTICLE}"
    rf"{_TITLE}?(?P<name>{_GROUP_OF}|(?(article){_GERMAN_FULL_NAME}|{_GERMAN_NAME}))"
    rf"(?(comma){_CLOSED})",
    rf"{_TITLE}?(?P<name>{_GERMAN_FULL_NAME}) (?P<subject>{_GERMAN_VERB})(?=: ?{MASK})",
    rf"\b(?P<source>[Ll]aut|[Nn]ach Angaben) (?:von )?{_ARTICLE}(?P<title>{_TITLE})?"
    rf"(?P<name>{_DOCUMENT}{_OF}|{_GROUP_OF}"
    rf"|(?(title){_GERMAN_NAME}|(?(article){_NOUN}|{_GERMAN_NAME})))",
)

_HAN = r"[\u4e00-\u9fff]"
_SURNAME = (
    f"(?:{'|'.join(word_list('zh', 'long_surnames'))}|[{''.join(word_list('zh', 'surnames'))}])"
)
_NO_GIVEN_NAME = "".join(word_list("zh", "no_given_name"))
_FULL_NAME = rf"{_SURNAME}(?:(?![{_NO_GIVEN_NAME}]){_HAN}){{1,2}}"
_FOREIGN_NAME = rf"{_HAN}{{1,6}}(?:·{_HAN}{{1,6}}){{1,2}}"
_CHINESE_TITLE = f"(?:{'|'.join(word_list('zh', 'titles'))})"
_NAMED = (
    rf"(?:{_HAN}{{0,8}}?{_CHINESE_TITLE}(?={_SURNAME}|{_FOREIGN_NAME}))?"
    rf"(?P<name>{_FULL_NAME}|(?<={_HAN}){_FOREIGN_NAME}){_CHINESE_TITLE}?"
)
_CHINESE_VERB = "|".join(word_list("zh", "speech_verbs"))
_CHINESE_PATTERNS = (
    rf"(?<![\u4e00-\u9fff·]){_NAMED}(?P<subject>{_CHINESE_VERB})[：:，,]\s?(?={MASK})",
    rf"(?<={MASK})[，,]?{_NAMED}(?P<inverted>{_CHINESE_VERB})(?=[。，；！？,.\s]|\Z)",
)


def find_german(masked: str) -> tuple[Attribution, ...]:
    """Return who is reported to say something in `masked`, in order of the cues."""
    return _find(_GERMAN_PATTERNS, masked) if _GERMAN_CUE.search(masked) else ()


def find_chinese(masked: str) -> tuple[Attribution, ...]:
    """Return who is reported to say something in `masked`, in order of the cues."""
    return _find(_CHINESE_PATTERNS, masked) if MASK in masked else ()


def _find(patterns: Iterable[str], masked: str) -> tuple[Attribution, ...]:
    """Return what `patterns` find in `masked`, in order of the cues.

    A pattern names the speaker `name`, and the cue by its Form, such as `subject`.
    """
    matches = [match for pattern in patterns for match in compile_spaced(pattern).finditer(masked)]
    found = (attribution(match, match.start("name"), cue_of(match)) for match in matches)
    return tuple(sorted(found, key=lambda each: each.end))
