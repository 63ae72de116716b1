"""All findings of one passage: figures, dates, quotations with their speakers, hedges.

English gets all the patterns, German and Chinese get speakers of their own; any other language
gets what holds in every language, so that no English cue fires on a foreign word.
"""

import functools
import re
from bisect import bisect_left
from collections.abc import Sequence

from briefing.extract.findings import (
    Attribution,
    Findings,
    Form,
    Quotation,
    Span,
    Speaker,
    find_dates,
    find_figures,
)
from briefing.extract.foreign_speakers import find_chinese, find_german
from briefing.extract.speakers import find_attributions, has_cue
from briefing.text.languages import word_list
from briefing.text.patterns import MASK, compile_spaced, find_quoted, mask, mask_quoted
from briefing.text.words import primary_language

_SPEAKERS = {"en": find_attributions, "de": find_german, "zh": find_chinese}


# An entry of these is a pattern that begins with a word, in small letters or capitalised; what must
# stand before it follows as a look-behind: `today(?<!USA Today)`. Precision goes first: a word with
# a frequent other meaning is listed with the context that settles it, or not.
_HEDGES = (
    *word_list("en", "hedges"),
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
_TIME_BOUND = (
    *word_list("en", "time_bound"),
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

_LONG = 4
"""From so many words on, a quotation need not adjoin the verb that introduces it."""

_NEAR = 120
"""How many characters may stand between a quotation and the cue that owns it."""

_BEFORE_SUBJECT = compile_spaced(r",? (?:(?:the|an?) )?(?:[a-z][\w’'-]* ){0,3}")
_BEFORE_CUE = compile_spaced(r" ?[,(–—-]? ?")
_ADJOINING = compile_spaced(r"[,:]?(?: (?:that|as|it (?:is|was)))?(?: (?:an?|the|its))?[,:]? ?")
_INTRODUCING = compile_spaced(rf"(?!.*so-called),?[^.,;:!?{MASK}]{{0,80}}[,:]? ")
_COMPLEMENT = compile_spaced(r"(?: [\w’'-]+){0,10} ")
_JOINING = compile_spaced(r",? (?:and |or )?(?:an? |the )?")
_RESUMING = compile_spaced(rf"(?:, [^.;:!?{MASK}]{{1,80}})?[.,;:] ")


def extract(text: str, language: str = "en") -> Findings:
    """Return what the patterns find in `text`, a passage in `language` (a BCP 47 tag).

    Offsets count characters of `text`. Figures and dates are found within quotations too;
    cues and speakers are not, since a quoted "perhaps" is not the article's. Takes time linear
    in the length of `text`, whatever it holds.
    """
    spoken = primary_language(language)
    dates = find_dates(text, spoken)
    figures = find_figures(mask(text, ((date.start, date.end) for date in dates)), spoken)
    quoted = find_quoted(text)
    masked = mask(text, quoted)
    attributions = _attributions(masked, spoken)
    return Findings(
        figures=figures,
        dates=dates,
        quotations=_attribute(text, masked, quoted, attributions),
        hedges=find_hedges(masked, spoken),
        speakers=_distinct(attributions),
    )


def speakers(text: str, language: str = "en") -> tuple[Speaker, ...]:
    """Return who is reported to say something in `text`, and look for nothing else."""
    return _distinct(_attributions(mask_quoted(text), primary_language(language)))


def _attributions(masked: str, spoken: str) -> tuple[Attribution, ...]:
    return _SPEAKERS[spoken](masked) if spoken in _SPEAKERS else ()


def _distinct(attributions: Sequence[Attribution]) -> tuple[Speaker, ...]:
    return tuple(dict.fromkeys(attribution.speaker for attribution in attributions))


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
    """Any of `entries`, by initials: the engine tries the branches one after the other.

    A look at one sign passes over what begins none.
    """
    by_initial: dict[str, list[str]] = {}
    for entry in entries:
        cut = entry.index("]") + 1 if entry[0] == "[" else 1
        first = entry[:cut] if cut > 1 else f"[{entry[0]}{entry[0].upper()}]"
        by_initial.setdefault(first, []).append(entry[cut:])
    branches = (f"{first}(?:{'|'.join(rests)})" for first, rests in by_initial.items())
    initials = "".join(first[1:-1] for first in by_initial)
    return rf"(?=[{initials}])\b(?:{'|'.join(branches)})\b"


def _attribute(
    text: str, masked: str, quoted: Sequence[tuple[int, int]], attributions: Sequence[Attribution]
) -> tuple[Quotation, ...]:
    """Return the quotations at `quoted`, with a speaker where a cue clearly owns one.

    `masked` is `text` with the quotations masked; `attributions` are those of `masked`.
    """
    starts = [attribution.start for attribution in attributions]
    quotations: list[Quotation] = []
    owner: Attribution | None = None
    owned_until = 0
    for start, end in quoted:
        words = text[start + 1 : end - 1].strip()
        index = bisect_left(starts, end)
        after = attributions[index] if index < len(attributions) else None
        before = attributions[index - 1] if index else None
        if owner and _fits(_JOINING, masked, owned_until, start):
            pass
        elif after and _owns_before(after, masked, end, words):
            owner = after
        elif before and (
            _owns_after(before, masked, start, words)
            or (before is owner and _fits(_RESUMING, masked, before.end, start))
        ):
            owner = before
        else:
            owner = None
        owned_until = end
        quotations.append(Quotation(words, start, end, owner.speaker.text if owner else None))
    return tuple(quotations)


def _owns_before(after: Attribution, masked: str, end: int, words: str) -> bool:
    """Whether the quotation that ends at `end` belongs to the attribution `after` it."""
    match after.form:
        case Form.SUBJECT:
            closed = words.endswith((",", "?", "!", "…", "—", "–")) or masked[end : end + 1] == ","
            return closed and _fits(_BEFORE_SUBJECT, masked, end, after.start)
        case Form.INVERTED | Form.SOURCE | Form.WORDING:
            return _fits(_BEFORE_CUE, masked, end, after.start)
        case _:
            return False


def _owns_after(before: Attribution, masked: str, start: int, words: str) -> bool:
    """Whether the quotation that starts at `start` belongs to the attribution `before` it."""
    match before.form:
        case Form.NAMING:
            return _fits(_COMPLEMENT, masked, before.end, start)
        case Form.SUBJECT | Form.SOURCE:
            is_speech = len(words.split()) >= _LONG or (
                masked[start - 2 : start] in (", ", ": ") and words.endswith((".", "!", "?"))
            )
            return _fits(_ADJOINING, masked, before.end, start) or (
                is_speech
                and _fits(_INTRODUCING, masked, before.end, start)
                and not has_cue(masked[before.end : start])
            )
        case Form.WORDING | Form.AGENT:
            return _fits(_ADJOINING, masked, before.end, start)
        case _:
            return False


def _fits(pattern: re.Pattern[str], masked: str, start: int, end: int) -> bool:
    """Whether `pattern` describes all that stands between `start` and `end`."""
    return 0 <= end - start <= _NEAR and pattern.fullmatch(masked, start, end) is not None
