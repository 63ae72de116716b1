"""Who says something in English: a name or a group, and the reporting verb or cue beside it.

Quotations must be masked, so that no cue fires within one ("a wake-up call for").
"""

import re

from briefing.extract import groups, verbs
from briefing.extract.findings import Attribution, Form, Speaker
from briefing.text.names import NAME, PREPOSITION, WORD, is_governed, without_first_words
from briefing.text.patterns import MASK, compile_spaced

_WORD = re.compile("[a-z]+")
_ACRONYM = r"(?: \([A-Z][\w.]{1,12}\))?"
_ASIDE = rf"(?P<aside>, (?=[a-z])(?!(?:and|or|but|then)\b)[^.;:!?{MASK}]{{1,160}}?, )"
_TWO_CLAUSES = re.compile(r",\s(?:and|but|so|while|then)\b")
_LOWER = r"[a-z][\w’'-]{0,20}+ "
_DESCRIPTION = rf"(?:(?!{PREPOSITION}\b){_LOWER}){{0,4}}"
_ENDS = rf"(?= ?(?:[,.;:!?)\]—–{MASK}-]|\Z)| (?:and|of|who|which|in|on|at)\b)"
_CLOSED = rf"(?= ?(?:[,.;:!?)\]—–{MASK}]|\Z))"
_PHRASE = r"(?:the )?(?P<name>(?:[\w’'-]{1,30}+ ){0,4}?[\w’'-]{1,30}+)"
_NAMED = rf"(?P<name>{NAME})"
_FULL_NAMED = rf"(?P<name>{WORD} (?={WORD}){NAME})"
_ROLE = (
    r"(?:(?!(?:paper|newspaper|letter|number|order|register|calendar|chapter|tower|river|border"
    r"|centre|winter|summer|list|resident)\b)"
    r"[a-z’'-]{2,20}(?:er|or|ist|man|woman|person|ian|ant)|head|chief|chair|judge|coach|captain"
    r"|president|secretary|agent|mayor|boss)"
)
_OPENING = (
    rf"(?:^ ?|(?<=[.!?] ))(?:(?:(?:The|An?) (?:[a-z-]{{1,20}}+ ){{0,3}})"
    rf"|In (?:his|her|their|its|an?|the) (?:(?!{PREPOSITION}\b)[a-z-]{{1,20}}+,? ){{1,4}})?"
)
_AFTER_QUOTATION = rf"(?:(?<={MASK})|(?<={MASK},)|(?P<comma>,)) {verbs.INVERTED}"
_CLOSED_AFTER_COMMA = r"(?(comma)(?= ?(?:[,.;:!?)]|\Z)))"

_SAYS = rf"(?:{verbs.ADVERB} ){{0,2}}{verbs.VERB}"
_SAYS_OR_FINDS = (
    rf"(?: (?:{verbs.ADVERB} ){{0,2}}|{groups.OF_DOCUMENT})(?:{verbs.VERB}|{verbs.FINDING})"
)
_VERBS = verbs.REPORTING | verbs.FINDINGS
_ACCORDING = frozenset(("according",))

_PATTERNS: dict[str, tuple[frozenset[str], ...]] = {
    rf"{_NAMED}{_ACRONYM}(?:,? {verbs.ADVERB},?){{0,3}} {verbs.VERB}": (verbs.REPORTING,),
    rf"{_OPENING}{_NAMED}{_ACRONYM}{_ASIDE}{_SAYS}": (verbs.REPORTING,),
    rf"{_AFTER_QUOTATION} {_DESCRIPTION}{_NAMED}{_CLOSED_AFTER_COMMA}": (verbs.SAYING,),
    rf"\b(?P<apposed>[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir) (?:{_LOWER}){{0,5}}?[a-z][\w’'-]{{0,20}}+, "
    rf"{_NAMED}{_ACRONYM}, {_SAYS}": (verbs.REPORTING,),
    rf"\b(?P<source>[Aa]ccording to) {_DESCRIPTION}{_NAMED}{_ENDS}": (_ACCORDING,),
    rf"\b(?P<source>[Aa]ccording to) (?:{_LOWER}){{1,5}}?(?<= ){_ROLE}, {_FULL_NAMED}"
    rf"{_CLOSED}": (_ACCORDING,),
    rf"\b[Ii]n {_DESCRIPTION}{_NAMED}['’]s? (?:own )?{verbs.WORDING}{_ENDS}": (verbs.WORDINGS,),
    rf"\b[Ii]n the {verbs.WORDING} of {_DESCRIPTION}{_NAMED}{_ENDS}": (verbs.WORDINGS,),
    rf"\b{verbs.DESCRIBED_BY} {_PHRASE} as\b": (verbs.DESCRIBING,),
    rf"\b{verbs.NAMED_BY} {_PHRASE}(?= (?:an? |the )?{MASK})": (verbs.NAMING,),
    rf"{groups.ONE}{groups.WHEN}{_SAYS_OR_FINDS}": (groups.NOUNS_OF_ONE, _VERBS),
    rf"{groups.PEOPLE}{groups.WHEN}{_SAYS_OR_FINDS}": (groups.NOUNS_OF_PEOPLE, _VERBS),
    rf"{_AFTER_QUOTATION} {groups.ANY}{_ENDS}{_CLOSED_AFTER_COMMA}": (groups.NOUNS, verbs.SAYING),
    rf"\b(?P<source>[Aa]ccording to) {groups.ANY}{groups.WHEN}"
    rf"(?:{_CLOSED}|(?= (?:and|which|who|in an?|on [A-Z])\b))": (groups.NOUNS, _ACCORDING),
}
"""Each with sets of words in small letters, of every one of which it needs one: few texts have."""


def find_attributions(masked: str) -> tuple[Attribution, ...]:
    """Return who is reported to say something in `masked`, in order of the cues."""
    words = frozenset(_WORD.findall(masked.lower()))
    found: dict[int, Attribution] = {}
    for spaced, needed in _PATTERNS.items():
        if any(map(words.isdisjoint, needed)):
            continue
        pattern = compile_spaced(spaced)
        start_of = _start_of_group if "noun" in pattern.groupindex else _start_of_name
        for match in pattern.finditer(masked):
            cue = next((form for form in Form if match.groupdict().get(form)), "finding")
            start = start_of(masked, match, cue)
            if start is not None:
                found.setdefault(match.end(cue), _attribution(match, start, cue))
    return tuple(found[cue_end] for cue_end in sorted(found))


def _attribution(match: re.Match[str], start: int, cue: str) -> Attribution:
    form = Form.SUBJECT if cue == "finding" else Form(cue)
    end = match.end("name")
    speaker = Speaker(match.string[start:end], start, end, match[cue])
    begin = start if form in (Form.SUBJECT, Form.NAMING) else match.start()
    return Attribution(form, speaker, begin, match.end())


def _start_of_name(masked: str, match: re.Match[str], cue: str) -> int | None:
    """Return where the name in `match` begins, or None if it is not one that can speak."""
    parts = match.groupdict()
    end = match.end("name")
    start = without_first_words(masked, match.start("name"), end)
    if start == end or masked[start:end].islower():
        return None
    if _TWO_CLAUSES.search(parts.get("aside") or ""):
        return None
    if parts.get("apposed") and not groups.begins_clause(masked, match.start()):
        return None
    if cue in (Form.SUBJECT, Form.NAMING) and is_governed(masked, start):
        return None
    return start


def _start_of_group(masked: str, match: re.Match[str], cue: str) -> int | None:
    """Return where the group in `match` begins, or None if it is not one that can speak."""
    start = match.start("name")
    if cue not in (Form.SUBJECT, Form.NAMING, "finding"):
        return start
    if not groups.begins_clause(masked, match.start()):
        return None
    if cue == "finding" and not groups.can_find(match["noun"]):
        return None
    if match[cue] in verbs.NOUN_LIKE and groups.is_singular(match["noun"]):
        return None
    return start
