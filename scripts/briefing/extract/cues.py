"""Words that qualify a statement: hedges and time-bound phrases. English only.

An entry of a table is a pattern that begins with a word, in small letters or capitalised; what
must stand before it follows as a look-behind: `today(?<!USA Today)`, `may(?<=may)`. Precision goes
first: a word with a frequent other meaning is listed with the context that settles it, or not.
"""

import functools

from briefing.extract.findings import Span
from briefing.text.patterns import compile_spaced
from briefing.text.words import primary_language

_PLAIN_HEDGES = (
    "reportedly allegedly apparently supposedly seemingly presumably arguably probably possibly"
    " potentially perhaps maybe likely unlikely could would seem(?:s|ed)?"
)
_HEDGES = (
    *_PLAIN_HEDGES.split(),
    "may(?<=may)(?!-)",
    "might(?<!the might)(?<!their might)(?<!military might)(?! of)",
    "appear(?:s|ed)? (?:to|that|as if|likely|unlikely)",
    *(
        f"{verb} (?:believed|thought|rumou?red|said|understood) to"
        for verb in ("is", "are", "was", "were")
    ),
)
_PERIOD = "(?:day|week|month|quarter|year|decade|century|season|spring|summer|autumn|winter)"
_PERIODS = "(?:minutes|hours|days|weeks|months|quarters|years|decades)"
_NUMBERS = (
    "two|three|four|five|six|seven|eight|nine|ten|twelve|a few|few|several|a couple of|couple of"
    "|many|[0-9][0-9]{0,2}"
)
_PLAIN_TIMES = (
    "recently|currently|already|yesterday|tomorrow|tonight|nowadays|these days|at present"
    "|at the moment"
)
_TIME_BOUND = (
    *_PLAIN_TIMES.split("|"),
    f"so far(?: this {_PERIOD})?(?! (?:as|from|away|apart))",
    f"earlier this {_PERIOD}",
    f"later this {_PERIOD}",
    f"this (?:past )?(?:{_PERIOD}|morning|afternoon|evening)",
    f"last (?:{_PERIOD}|night)(?! of)",
    f"next {_PERIOD}(?! of)",
    *(
        f"{during} the (?:past|last) (?:(?:{_NUMBERS}) {_PERIODS}|{_PERIOD})(?! of)"
        for during in ("over", "in", "during", "for", "within")
    ),
    f"in recent {_PERIODS}",
    *(f"{how_many} {_PERIODS} ago" for how_many in _NUMBERS.split("|")),
    f"an? {_PERIOD} ago",
    *(f"{prefix}now(?! and (?:then|again))" for prefix in ("", "for ", "until ", "right ")),
    "today(?<!USA Today)",
    r"to date(?= ?(?:[,.;:!?)]|\Z))",
)


def find_hedges(masked: str, language: str = "en") -> tuple[Span, ...]:
    """Return the hedges of a text in order. Its quotations must be masked: they are another's."""
    return _find(_HEDGES, masked, language)


def find_time_bound(masked: str, language: str = "en") -> tuple[Span, ...]:
    """Return what holds only for the time of writing, in a text whose quotations are masked."""
    return _find(_TIME_BOUND, masked, language)


def _find(entries: tuple[str, ...], masked: str, language: str) -> tuple[Span, ...]:
    if primary_language(language) != "en":
        return ()
    found = compile_spaced(_pattern(entries)).finditer(masked)
    return tuple(Span(match[0], *match.span()) for match in found)


@functools.cache
def _pattern(entries: tuple[str, ...]) -> str:
    """Any of `entries`, by initials: the engine tries the branches one after the other."""
    by_initial: dict[str, list[str]] = {}
    for entry in entries:
        cut = entry.index("]") + 1 if entry[0] == "[" else 1
        first = entry[:cut] if cut > 1 else f"[{entry[0]}{entry[0].upper()}]"
        by_initial.setdefault(first, []).append(entry[cut:])
    branches = (f"{first}(?:{'|'.join(rests)})" for first, rests in by_initial.items())
    return rf"\b(?:{'|'.join(branches)})\b"
