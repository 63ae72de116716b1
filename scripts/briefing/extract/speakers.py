"""Who says something in English: a name or a group, and the reporting verb or cue beside it.

Quotations must be masked, so that no cue fires within one ("a wake-up call for").
"""

import functools
import re

from briefing.extract.findings import Attribution, Form, Speaker
from briefing.text.languages import word_list
from briefing.text.patterns import MASK, compile_spaced, one_of
from briefing.text.words import (
    FIRST_WORDS,
    NAME,
    NAME_WORD,
    PREPOSITION,
    is_governed,
    without_first_words,
)

_words = functools.partial(word_list, "en")

# What reports speech in English.
_ALWAYS, _BEFORE_SPEECH = _words("speech_verbs"), _words("verbs_before_speech")
_NAMING, _DESCRIBING, _SAYING, _WORDINGS = (
    frozenset(_words(key))
    for key in ("naming_verbs", "describing_verbs", "inverted_verbs", "wordings")
)
_REPORTING = frozenset(
    (*_ALWAYS, *_BEFORE_SPEECH, *_NAMING, *_DESCRIBING, "out", "reckon", "reckons", "reckoned")
)
_VERBS = _REPORTING | frozenset(_words("finding_verbs"))
_NOUN_LIKE = frozenset(_words("noun_like_verbs"))
_CUE_WORDS = _REPORTING | _WORDINGS | {"according", "According"}
_LETTERS = re.compile("[A-Za-z]+")

_SPEECH = (
    rf"(?=,? (?:that\b|{MASK})|:| to (?:have|be)\b"
    rf"| (?:in|on|at|to) [^.,;:!?{MASK}]{{1,50}}?(?: that\b|,? ?{MASK}|:))"
)
_STATEMENT = (
    "(?= (?:(?:that|no|little|the|an?|its|their|it|they|there|about|around|some|roughly|nearly"
    "|almost|only|just|most|many|half|more|fewer|less|at least|up to|between|[a-z]+ly)\\b"
    rf"|[0-9$€£¥])| (?:in|on|at|of) [^.,;:!?{MASK}]{{1,50}}? that\b)"
)
"""What a figure or a clause begins with, after "estimates" or "found"."""

_VERB = (
    r"(?:(?P<subject>(?:points?|pointed) out\b|reckon(?:s|ed)?\b(?! (?:on|with|up)\b)"
    rf"|(?!said to (?:be|have)\b){one_of(_ALWAYS)}\b(?! by\b)|estimate[sd]?\b{_STATEMENT}"
    rf"|{one_of(_BEFORE_SPEECH)}\b{_SPEECH})"
    rf"|(?P<naming>{one_of(_NAMING)}\b(?! (?:for|on|off|upon)\b)"
    rf"(?=(?: [\w’'-]{{1,20}}+){{0,5}} (?:as )?{MASK})"
    rf"|{one_of(_DESCRIBING)}\b(?= [^.;:!?{MASK}]{{1,60}}? as\b)))"
)
_FINDING = rf"(?P<finding>(?:finds?|found|shows?|showed)\b{_STATEMENT})"
"""What a study does, and a person does too, without a word: only a document's finding speaks."""

_INVERTED = rf"(?P<inverted>{'|'.join(_words('inverted_verbs'))})"
_ADVERB = (
    r"(?:has|had|have|also|then|later|once|again|himself|herself|itself|already|now|often|first"
    r"|(?!family|ally|assembly|rally|supply|reply|monopoly)[a-z]{2,20}ly)\b"
)
_WORDING = rf"(?P<wording>{one_of(_WORDINGS)}\b)"
_NAMED_BY = rf"(?P<agent>{one_of(_NAMING)}\b by)"
_DESCRIBED_BY = rf"(?P<agent>{one_of(_DESCRIBING)}\b by)"

# Groups that say something: a closed list, since nothing else in small letters is a speaker.
_STUDIES = _words("studies")
_FINDERS = frozenset((*_STUDIES, *_words("finding_people")))
_NOUNS_OF_ONE = frozenset((*_words("institutions"), *_STUDIES))
_NOUNS_OF_PEOPLE = frozenset(_words("people"))
_NOUNS = _NOUNS_OF_ONE | _NOUNS_OF_PEOPLE | frozenset(_words("records"))
_ARTICLE = r"(?:[Aa]n?|[Aa]nother|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|[Oo]ur|[Oo]ne|[Tt]his)"
_QUANTITY = r"(?:[Ss]ome|[Mm]any|[Mm]ost|[Ss]everal|[Oo]ther|[Aa] few|[Tt]hese|[Tt]wo|[Tt]hree)"
_FUNCTION = (
    "(?:the|an?|and|or|but|of|at|in|by|from|with|for|to|on|about|against|under|over|behind|than"
    "|as|if|that|which|who|whom|whose|what|when|where|while|whether|because|since|though|so|it"
    "|he|she|they|we|you|is|are|was|were|be|been|has|have|had|will|would|can|could|not|says?|said"
    "|told|this|these|some|many|most|several|other|its|their|his|her|our)"
)
_CAPITALISED = rf"(?:(?!{one_of(FIRST_WORDS)}\b){NAME}(?:['’]s)? )?"
_GROUP_WORD = rf"(?:(?!{_FUNCTION}\b)[a-z0-9][\w’'-]{{0,20}}+ )"
_INNER = r"(?!(?:that|which|who|it|he|she|they|we|is|are|was|were|has|have|had|but|if|as|when)\b)"
_INNER_WORD = (
    rf"{_INNER}(?:[.,](?=\w))?[\w’'&-]{{1,30}}+(?:[.,]\w[\w’'&-]{{0,30}}+){{0,9}}(?![.,]?\w)"
)
_OF_WHAT = (
    rf"(?: (?:(?:of|for|by|from|at|into|among|on|published|commissioned|conducted|seen) "
    rf"(?:{_INNER_WORD} ){{0,7}}?{_INNER_WORD}|in {NAME}))??"
)
_SINGULAR_NOUN = rf"(?P<noun>{one_of(_NOUNS_OF_ONE)}\b)"
_PEOPLE_NOUN = rf"(?P<noun>(?i:{one_of(_NOUNS_OF_PEOPLE)}\b))"

_ONE = (
    rf"\b(?:[Tt]he |(?={_ARTICLE} |{NAME}['’]s ))"
    rf"(?P<name>(?:{_ARTICLE} )?{_CAPITALISED}{_GROUP_WORD}{{0,3}}?{_SINGULAR_NOUN}{_OF_WHAT})"
)
"""A group in the singular with its determiner, of which "the" is not part of the name."""

_PEOPLE = (
    rf"\b(?:[Tt]he )?(?P<name>(?:{_QUANTITY} |{_ARTICLE} )?{_CAPITALISED}{_GROUP_WORD}{{0,2}}?"
    rf"{_PEOPLE_NOUN}{_OF_WHAT})"
)
"""A group in the plural, with or without a determiner."""

_ANY = (
    rf"(?:the )?(?P<name>(?:{_QUANTITY} |{_ARTICLE} )?{_CAPITALISED}{_GROUP_WORD}{{0,3}}?"
    rf"(?P<noun>{one_of(_NOUNS)}\b){_OF_WHAT})"
)
"""A group or a record, after a cue that leaves no doubt that a source follows."""

_WHEN = (
    r"(?: (?:(?:in|on|from|since|last|this|earlier|late|early) ){1,3}"
    r"(?:(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}|[A-Z][a-z]{2,5}day"
    r"|[0-9]{4}|week|month|year|spring|summer|autumn|winter)\b(?: [0-9]{1,4})?){0,2}"
)
"""A time between a group and its verb: "a survey in February found"."""

_OF_DOCUMENT = (
    rf", (?:by|from|in|at|of|published|led|commissioned|conducted) [^.,;:!?{MASK}]{{1,80}}, "
)
"""An aside on a document: "a second study, by economists at the university, found"."""

_CLAUSE_START = compile_spaced(
    rf"(?:\A ?|[.!?,;:()—–{MASK}] ?|[-*•>\n] |[0-9] "
    r"|\b(?i:that|but|and|as|while|what|which|because|when|where|though|although|so|whereas|or"
    r"|also|even|still|yet|[a-z]{0,7}day|week|month|year|night|ago|later|then|now) )\Z"
)

_ACRONYM = r"(?: \([A-Z][\w.]{1,12}\))?"
_ASIDE = rf"(?P<aside>, (?=[a-z])(?!(?:and|or|but|then)\b)[^.;:!?{MASK}]{{1,160}}?, )"
_TWO_CLAUSES = re.compile(r",\s(?:and|but|so|while|then)\b")
_LOWER = r"[a-z][\w’'-]{0,20}+ "
_DESCRIPTION = rf"(?:(?!{PREPOSITION}\b){_LOWER}){{0,4}}"
_ENDS = rf"(?= ?(?:[,.;:!?)\]—–{MASK}-]|\Z)| (?:and|of|who|which|in|on|at)\b)"
_CLOSED = rf"(?= ?(?:[,.;:!?)\]—–{MASK}]|\Z))"
_PHRASE = r"(?:the )?(?P<name>(?:[\w’'-]{1,30}+ ){0,4}?[\w’'-]{1,30}+)"
_NAMED = rf"(?P<name>{NAME})"
_FULL_NAMED = rf"(?P<name>{NAME_WORD} (?={NAME_WORD}){NAME})"
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
_AFTER_QUOTATION = rf"(?:(?<={MASK})|(?<={MASK},)|(?P<comma>,)) {_INVERTED}"
_CLOSED_AFTER_COMMA = r"(?(comma)(?= ?(?:[,.;:!?)]|\Z)))"

_SAYS = rf"(?:{_ADVERB} ){{0,2}}{_VERB}"
_SAYS_OR_FINDS = rf"(?: (?:{_ADVERB} ){{0,2}}|{_OF_DOCUMENT})(?:{_VERB}|{_FINDING})"
_ACCORDING = frozenset(("according",))

_PATTERNS: dict[str, tuple[frozenset[str], ...]] = {
    rf"{_NAMED}{_ACRONYM}(?:,? {_ADVERB},?){{0,3}} {_VERB}": (_REPORTING,),
    rf"{_OPENING}{_NAMED}{_ACRONYM}{_ASIDE}{_SAYS}": (_REPORTING,),
    rf"{_AFTER_QUOTATION} {_DESCRIPTION}{_NAMED}{_CLOSED_AFTER_COMMA}": (_SAYING,),
    rf"\b(?P<apposed>[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir) (?:{_LOWER}){{0,5}}?[a-z][\w’'-]{{0,20}}+, "
    rf"{_NAMED}{_ACRONYM}, {_SAYS}": (_REPORTING,),
    rf"\b(?P<source>[Aa]ccording to) {_DESCRIPTION}{_NAMED}{_ENDS}": (_ACCORDING,),
    rf"\b(?P<source>[Aa]ccording to) (?:{_LOWER}){{1,5}}?(?<= ){_ROLE}, {_FULL_NAMED}"
    rf"{_CLOSED}": (_ACCORDING,),
    rf"\b[Ii]n {_DESCRIPTION}{_NAMED}['’]s? (?:own )?{_WORDING}{_ENDS}": (_WORDINGS,),
    rf"\b[Ii]n the {_WORDING} of {_DESCRIPTION}{_NAMED}{_ENDS}": (_WORDINGS,),
    rf"\b{_DESCRIBED_BY} {_PHRASE} as\b": (_DESCRIBING,),
    rf"\b{_NAMED_BY} {_PHRASE}(?= (?:an? |the )?{MASK})": (_NAMING,),
    rf"{_ONE}{_WHEN}{_SAYS_OR_FINDS}": (_NOUNS_OF_ONE, _VERBS),
    rf"{_PEOPLE}{_WHEN}{_SAYS_OR_FINDS}": (_NOUNS_OF_PEOPLE, _VERBS),
    rf"{_AFTER_QUOTATION} {_ANY}{_ENDS}{_CLOSED_AFTER_COMMA}": (_NOUNS, _SAYING),
    rf"\b(?P<source>[Aa]ccording to) {_ANY}{_WHEN}"
    rf"(?:{_CLOSED}|(?= (?:and|which|who|in an?|on [A-Z])\b))": (_NOUNS, _ACCORDING),
}
"""Each with sets of words in small letters, of every one of which it needs one: few texts have."""


def has_cue(masked: str) -> bool:
    """Whether an English reporting verb or cue stands in `masked`, with or without a name."""
    return not _CUE_WORDS.isdisjoint(_LETTERS.findall(masked))


def find_attributions(masked: str) -> tuple[Attribution, ...]:
    """Return who is reported to say something in `masked`, in order of the cues."""
    words = frozenset(_LETTERS.findall(masked.lower()))
    found: dict[int, Attribution] = {}
    for spaced, needed in _PATTERNS.items():
        if any(map(words.isdisjoint, needed)):
            continue
        pattern = compile_spaced(spaced)
        start_of = _start_of_group if "noun" in pattern.groupindex else _start_of_name
        for match in pattern.finditer(masked):
            cue = cue_of(match)
            start = start_of(masked, match, cue)
            if start is not None:
                found.setdefault(match.end(cue), attribution(match, start, cue))
    return tuple(found[cue_end] for cue_end in sorted(found))


def cue_of(match: re.Match[str]) -> str:
    """The group of a pattern that holds the cue: a Form, or "finding"."""
    return next((form for form in Form if match.groupdict().get(form)), "finding")


def attribution(match: re.Match[str], start: int, cue: str) -> Attribution:
    """What a pattern has matched, with the speaker from `start` to the end of the group `name`."""
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
    cannot_speak = (
        start == end
        or masked[start:end].islower()
        or _TWO_CLAUSES.search(parts.get("aside") or "")
        or (parts.get("apposed") and not _begins_clause(masked, match.start()))
        or (cue in (Form.SUBJECT, Form.NAMING) and is_governed(masked, start))
    )
    return None if cannot_speak else start


def _start_of_group(masked: str, match: re.Match[str], cue: str) -> int | None:
    """Return where the group in `match` begins, or None if it is not one that can speak."""
    start = match.start("name")
    if cue not in (Form.SUBJECT, Form.NAMING, "finding"):
        return start
    cannot_speak = (
        not _begins_clause(masked, match.start())
        or (cue == "finding" and match["noun"].lower() not in _FINDERS)
        or (match[cue] in _NOUN_LIKE and match["noun"] in _NOUNS_OF_ONE)
    )
    return None if cannot_speak else start


def _begins_clause(text: str, start: int) -> bool:
    """Whether a clause can begin at `start`, so that what stands there is its subject."""
    return start == 0 or _CLAUSE_START.search(text, max(0, start - 12), start) is not None
