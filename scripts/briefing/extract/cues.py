"""Words that qualify a statement: hedges and time-bound phrases. English only.

An entry of a table is a pattern that begins with a word, in small letters or capitalised; what
must stand before it follows as a look-behind: `today(?<!USA Today)`, `may(?<=may)`. Precision goes
first: a word with a frequent other meaning is listed with the context that settles it, or not.
"""

from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from briefing.extract.findings import Span
from briefing.text.patterns import compile_spaced

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


class Cues(NamedTuple):
    """The cues of one text, each kind in order."""

    hedges: tuple[Span, ...] = ()
    time_bound: tuple[Span, ...] = ()


def _initial_and_rest(entry: str) -> tuple[str, str]:
    if entry.startswith("["):
        initial, bracket, rest = entry.partition("]")
        return initial + bracket, rest
    return f"[{entry[0].upper()}{entry[0]}]", entry[1:]


# Grouped by initial, since the engine tries the branches of a pattern one after the other;
# an empty capturing group ends each entry, and its number leads to the entry's kind.
_ROWS = sorted(
    (
        (*_initial_and_rest(entry), kind)
        for kind, entries in zip(Cues._fields, (_HEDGES, _TIME_BOUND), strict=True)
        for entry in entries
    ),
    key=itemgetter(0),
)
_KINDS = tuple(kind for _, _, kind in _ROWS)
_BRANCHES = (
    f"{initial}(?:{'|'.join(f'{rest}()' for _, rest, _ in rows)})"
    for initial, rows in groupby(_ROWS, key=itemgetter(0))
)
_CUES = rf"\b(?:{'|'.join(_BRANCHES)})\b"


def find_cues(text: str) -> Cues:
    """Return the cues of `text`. Quotations must be masked: their hedges are another's."""
    found: dict[str, list[Span]] = {kind: [] for kind in Cues._fields}
    for match in compile_spaced(_CUES).finditer(text):
        kind = _KINDS[(match.lastindex or 0) - 1]
        found[kind].append(Span(match[0], match.start(), match.end()))
    return Cues(*map(tuple, found.values()))
