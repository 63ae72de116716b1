"""The English verbs and phrases that report speech, as pieces of regular expressions."""

import re

from briefing.text.patterns import MASK, one_of

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
_SAYING = (
    "says said writes wrote argues argued adds added notes noted claimed warned explained insisted"
    " recalled replied asked remarked announced declared concluded"
)
_NOUNS = "report claim note estimate call term label brand hail find show"
REPORTING = frozenset(
    f"{_ALWAYS} {_BEFORE_SPEECH} {_NAMING} {_AS} out reckon reckons reckoned".split()
)
FINDINGS = frozenset(("find", "finds", "found", "show", "shows", "showed"))
SAYING = frozenset(_SAYING.split())
NAMING = frozenset(_NAMING.split())
DESCRIBING = frozenset(_AS.split())
WORDINGS = frozenset(("words", "language", "phrase", "telling", "view"))
"""One of these stands wherever VERB, FINDING, INVERTED, NAMED_BY, DESCRIBED_BY, WORDING match."""
NOUN_LIKE = frozenset(
    [
        "report",
        "claim",
        "note",
        "estimate",
        "call",
        "term",
        "label",
        "brand",
        "hail",
        "find",
        "show",
    ]
)
"""Verbs that are nouns too: "the council report that lies here" reports no words."""

_CUE_WORDS = REPORTING | WORDINGS | {"according", "According"}
_WORD = re.compile("[A-Za-z]+")


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

VERB = (
    r"(?:(?P<subject>(?:points?|pointed) out\b|reckon(?:s|ed)?\b(?! (?:on|with|up)\b)"
    rf"|(?!said to (?:be|have)\b){one_of(_ALWAYS.split())}\b(?! by\b)|estimate[sd]?\b{_STATEMENT}"
    rf"|{one_of(_BEFORE_SPEECH.split())}\b{_SPEECH})"
    rf"|(?P<naming>{one_of(NAMING)}\b(?! (?:for|on|off|upon)\b)"
    rf"(?=(?: [\w’'-]{{1,20}}+){{0,5}} (?:as )?{MASK})"
    rf"|{one_of(DESCRIBING)}\b(?= [^.;:!?{MASK}]{{1,60}}? as\b)))"
)
FINDING = rf"(?P<finding>(?:finds?|found|shows?|showed)\b{_STATEMENT})"
"""What a study does, and a person does too, without a word: only a document's finding speaks."""

INVERTED = rf"(?P<inverted>{_SAYING.replace(' ', '|')})"
ADVERB = (
    r"(?:has|had|have|also|then|later|once|again|himself|herself|itself|already|now|often|first"
    r"|(?!family|ally|assembly|rally|supply|reply|monopoly)[a-z]{2,20}ly)\b"
)
WORDING = rf"(?P<wording>{one_of(WORDINGS)}\b)"
NAMED_BY = rf"(?P<agent>{one_of(NAMING)}\b by)"
DESCRIBED_BY = rf"(?P<agent>{one_of(DESCRIBING)}\b by)"


def has_cue(masked: str) -> bool:
    """Whether a reporting verb or cue stands in `masked`, with or without a name."""
    return not _CUE_WORDS.isdisjoint(_WORD.findall(masked))
