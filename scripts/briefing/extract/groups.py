"""Groups that say something in English: "the union", "critics of Acme", "a survey by the council".

The nouns are a closed list: nothing else in small letters is a speaker.
"""

from briefing.text.names import FIRST_WORDS, NAME
from briefing.text.patterns import MASK, compile_spaced, one_of

_INSTITUTIONS = (
    "agency association authority bank board charity commission committee company cooperative"
    " council court department firm foundation government group institute ministry party"
    " regulator society spokesman spokesperson spokeswoman union university watchdog"
)
_DOCUMENTS = "analysis audit forecast inquiry paper poll report review study survey"
_PEOPLE = (
    "activists analysts auditors authorities campaigners charities critics economists executives"
    " experts lawyers ministers observers officials opponents police regulators researchers"
    " residents scientists sources supporters unions witnesses workers"
)
_RECORDS = "data documents estimates figures records reports statistics studies surveys polls"
_FINDERS = frozenset(f"{_DOCUMENTS} auditors economists researchers scientists".split())
NOUNS_OF_ONE = frozenset(f"{_INSTITUTIONS} {_DOCUMENTS}".split())
NOUNS_OF_PEOPLE = frozenset(_PEOPLE.split())
NOUNS = NOUNS_OF_ONE | NOUNS_OF_PEOPLE | frozenset(_RECORDS.split())

_ARTICLE = r"(?:[Aa]n?|[Aa]nother|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|[Oo]ur|[Oo]ne|[Tt]his)"
_QUANTITY = r"(?:[Ss]ome|[Mm]any|[Mm]ost|[Ss]everal|[Oo]ther|[Aa] few|[Tt]hese|[Tt]wo|[Tt]hree)"
_FUNCTION = (
    "(?:the|an?|and|or|but|of|at|in|by|from|with|for|to|on|about|against|under|over|behind|than"
    "|as|if|that|which|who|whom|whose|what|when|where|while|whether|because|since|though|so|it"
    "|he|she|they|we|you|is|are|was|were|be|been|has|have|had|will|would|can|could|not|says?|said"
    "|told|this|these|some|many|most|several|other|its|their|his|her|our)"
)
_CAPITALISED = rf"(?:(?!{one_of(FIRST_WORDS)}\b){NAME}(?:['’]s)? )?"
_LOWER = rf"(?:(?!{_FUNCTION}\b)[a-z0-9][\w’'-]{{0,20}}+ )"
_INNER = r"(?!(?:that|which|who|it|he|she|they|we|is|are|was|were|has|have|had|but|if|as|when)\b)"
_INNER_WORD = (
    rf"{_INNER}(?:[.,](?=\w))?[\w’'&-]{{1,30}}+(?:[.,]\w[\w’'&-]{{0,30}}+){{0,9}}(?![.,]?\w)"
)
_COMPLEMENT = (
    rf"(?: (?:(?:of|for|by|from|at|into|among|on|published|commissioned|conducted|seen) "
    rf"(?:{_INNER_WORD} ){{0,7}}?{_INNER_WORD}|in {NAME}))??"
)
_SINGULAR_NOUN = rf"(?P<noun>{one_of(NOUNS_OF_ONE)}\b)"
_PEOPLE_NOUN = rf"(?P<noun>(?i:{one_of(NOUNS_OF_PEOPLE)}\b))"

ONE = (
    rf"\b(?:[Tt]he |(?={_ARTICLE} |{NAME}['’]s ))"
    rf"(?P<name>(?:{_ARTICLE} )?{_CAPITALISED}{_LOWER}{{0,3}}?{_SINGULAR_NOUN}{_COMPLEMENT})"
)
"""A group in the singular with its determiner, of which "the" is not part of the name."""

PEOPLE = (
    rf"\b(?:[Tt]he )?(?P<name>(?:{_QUANTITY} |{_ARTICLE} )?{_CAPITALISED}{_LOWER}{{0,2}}?"
    rf"{_PEOPLE_NOUN}{_COMPLEMENT})"
)
"""A group in the plural, with or without a determiner."""

ANY = (
    rf"(?:the )?(?P<name>(?:{_QUANTITY} |{_ARTICLE} )?{_CAPITALISED}{_LOWER}{{0,3}}?"
    rf"(?P<noun>{one_of(NOUNS)}\b){_COMPLEMENT})"
)
"""A group or a record, after a cue that leaves no doubt that a source follows."""

WHEN = (
    r"(?: (?:(?:in|on|from|since|last|this|earlier|late|early) ){1,3}"
    r"(?:(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}|[A-Z][a-z]{2,5}day"
    r"|[0-9]{4}|week|month|year|spring|summer|autumn|winter)\b(?: [0-9]{1,4})?){0,2}"
)
"""A time between a group and its verb: "a survey in February found"."""

OF_DOCUMENT = (
    rf", (?:by|from|in|at|of|published|led|commissioned|conducted) [^.,;:!?{MASK}]{{1,80}}, "
)
"""An aside on a document: "a second study, by economists at the university, found"."""

_CLAUSE_START = compile_spaced(
    rf"(?:\A ?|[.!?,;:()—–{MASK}] ?|[-*•>\n] |[0-9] "
    r"|\b(?i:that|but|and|as|while|what|which|because|when|where|though|although|so|whereas|or"
    r"|also|even|still|yet|[a-z]{0,7}day|week|month|year|night|ago|later|then|now) )\Z"
)


def begins_clause(text: str, start: int) -> bool:
    """Whether a clause can begin at `start`, so that what stands there is its subject."""
    return start == 0 or _CLAUSE_START.search(text, max(0, start - 12), start) is not None


def is_singular(noun: str) -> bool:
    """Whether `noun`, one of the list, is an institution or a document."""
    return noun in NOUNS_OF_ONE


def can_find(noun: str) -> bool:
    """Whether what `noun` "finds" is a statement: a study's, not a company's."""
    return noun.lower() in _FINDERS
