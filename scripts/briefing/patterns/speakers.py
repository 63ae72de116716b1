"""Who says something: a name and the reporting verb or cue beside it. English only.

Quotations must be masked, so that no cue fires within one ("a wake-up call for").
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from operator import itemgetter

from briefing.findings import Speaker
from briefing.patterns.mask import MASK
from briefing.patterns.names import (
    NAME,
    PREPOSITION,
    is_governed,
    without_first_words,
)
from briefing.patterns.numbers import compile_spaced


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


# Verbs that report speech whatever follows; and those that do so only before "that", a colon
# or a quotation: a storm claims lives, a maker adds jobs.
_ALWAYS = (
    "say says said tell tells told argue argues argued acknowledge acknowledges acknowledged"
    " insist insists insisted warn warns warned commented replied stated admit admits admitted"
    " concede concedes conceded explain explains explained remarked announce announces announced"
    " urge urges urged complained"
)
_BEFORE_SPEECH = (
    "claim claims claimed write writes wrote add adds added note notes noted report reports"
    " reported estimate estimates estimated predict predicts predicted suggest suggests suggested"
    " ask asks asked posted observe observes observed recall recalls recalled agree agrees agreed"
    " believe believes believed confirm confirms confirmed denies denied declare declares declared"
    " states comments replies remarks conclude concludes concluded"
)
_NAMING = (
    "call calls called dub dubs dubbed label labels labeled labelled term terms termed brands"
    " branded"
)
_AS = (
    "describe describes described characterise characterises characterised characterize"
    " characterizes characterized portray portrays portrayed hail hailed dismissed denounced"
)
_WORDINGS = "words language phrase telling view"
_CUES = f"{_ALWAYS} {_BEFORE_SPEECH} {_NAMING} {_AS} according According {_WORDINGS} out"
_CUE_WORDS = frozenset(_CUES.split())
_WORD = re.compile("[A-Za-z]+")


def _one_of(verbs: str) -> str:
    """Return a pattern of `verbs`, by initials: the engine tries branches one by one."""
    by_initial = groupby(sorted(verbs.split()), key=itemgetter(0))
    branches = (f"{initial}(?:{'|'.join(v[1:] for v in group)})" for initial, group in by_initial)
    return rf"(?:{'|'.join(branches)})\b"


_SPEECH = (
    rf"(?=,? (?:that\b|{MASK})|:| to (?:have|be)\b"
    rf"| (?:in|on|at|to) [^.,;:!?{MASK}]{{1,50}}?(?: that\b|,? ?{MASK}|:))"
)
_VERB = (
    rf"(?:(?P<subject>(?:points?|pointed) out\b|{_one_of(_ALWAYS)}"
    rf"|{_one_of(_BEFORE_SPEECH)}{_SPEECH})"
    rf"|(?P<naming>{_one_of(_NAMING)}(?! (?:for|on|off|upon)\b)"
    rf"(?=(?: [\w’'-]{{1,20}}+){{0,5}} (?:as )?{MASK})"
    rf"|{_one_of(_AS)}(?= [^.;:!?{MASK}]{{1,60}}? as\b)))"
)
_ADVERB = (
    r"(?:has|had|have|also|then|later|once|again|himself|herself|itself|already|now|often|first"
    r"|(?!family|ally|assembly|rally|supply|reply|monopoly)[a-z]{2,20}ly)\b"
)
_ACRONYM = r"(?: \([A-Z][\w.]{1,12}\))?"
_ASIDE = rf"(?P<aside>, (?=[a-z])(?!(?:and|or|but|then)\b)[^.;:!?{MASK}]{{1,160}}?, )"
_TWO_CLAUSES = re.compile(r",\s(?:and|but|so|while|then)\b")
_DESCRIPTION = rf"(?:(?!{PREPOSITION}\b)[a-z][\w’'-]{{0,20}}+ ){{0,4}}"
_ENDS = rf"(?= ?(?:[,.;:!?)\]—–{MASK}-]|\Z)| (?:and|of|who|which|in|on|at)\b)"
_PHRASE = r"(?:the )?(?P<name>(?:[\w’'-]{1,30}+ ){0,4}?[\w’'-]{1,30}+)"
_NAMED = rf"(?P<name>{NAME})"

_PATTERNS = (
    compile_spaced(rf"{_NAMED}{_ACRONYM}(?:,? {_ADVERB},?){{0,3}} {_VERB}"),
    compile_spaced(
        rf"(?:^ ?|(?<=[.!?] ))(?:(?:The|An?) (?:[a-z-]{{1,20}}+ ){{0,3}})?{_NAMED}{_ACRONYM}"
        rf"{_ASIDE}(?:{_ADVERB} ){{0,2}}{_VERB}"
    ),
    compile_spaced(
        rf"(?:(?<={MASK})|(?<={MASK},)|(?P<comma>,)) (?P<inverted>says|said|writes|wrote|argues"
        r"|argued|adds|added|notes|noted|claimed|warned|explained|insisted|recalled|replied"
        rf"|asked|remarked|announced|declared|concluded) {_DESCRIPTION}{_NAMED}"
        r"(?(comma)(?= ?(?:[,.;:!?)]|\Z)))"
    ),
    compile_spaced(rf"\b(?P<source>[Aa]ccording to) {_DESCRIPTION}{_NAMED}{_ENDS}"),
    compile_spaced(
        rf"\b[Ii]n {_DESCRIPTION}{_NAMED}['’]s? (?:own )?"
        rf"(?P<wording>{_one_of(_WORDINGS)}){_ENDS}"
    ),
    compile_spaced(
        rf"\b[Ii]n the (?P<wording>{_one_of(_WORDINGS)}) of {_DESCRIPTION}{_NAMED}{_ENDS}"
    ),
    compile_spaced(rf"\b(?P<agent>{_one_of(_AS)} by) {_PHRASE} as\b"),
    compile_spaced(rf"\b(?P<agent>{_one_of(_NAMING)} by) {_PHRASE}(?= (?:an? |the )?{MASK})"),
)


def find_attributions(masked: str) -> tuple[Attribution, ...]:
    """Return who is reported to say something in `masked`, in order of the cues."""
    if not has_cue(masked):
        return ()
    found: dict[int, Attribution] = {}
    for pattern in _PATTERNS:
        for match in pattern.finditer(masked):
            attribution = _attribution(masked, match)
            if attribution is not None:
                found.setdefault(match.end(attribution.form), attribution)
    return tuple(found[cue_end] for cue_end in sorted(found))


def has_cue(masked: str) -> bool:
    """Whether a reporting verb or cue stands in `masked`, with or without a name."""
    return not _CUE_WORDS.isdisjoint(_WORD.findall(masked))


def _attribution(masked: str, match: re.Match[str]) -> Attribution | None:
    """Return what `match` attributes, or None if its name is not one that can speak."""
    groups = match.groupdict()
    form = next(form for form in Form if groups.get(form))
    end = match.end("name")
    start = without_first_words(masked, match.start("name"), end)
    if start == end or _TWO_CLAUSES.search(groups.get("aside") or ""):
        return None
    if form in (Form.SUBJECT, Form.NAMING) and is_governed(masked, start):
        return None
    if masked[start:end].islower():
        return None
    speaker = Speaker(masked[start:end], start, end, groups[form])
    begin = start if form in (Form.SUBJECT, Form.NAMING) else match.start()
    return Attribution(form, speaker, begin, match.end())
