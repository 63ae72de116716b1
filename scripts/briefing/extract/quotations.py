"""Whose words a quotation is. Knows no figure and no date."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from briefing.extract.findings import Attribution, Form, Quotation
from briefing.extract.verbs import has_cue
from briefing.text.patterns import MASK, compile_spaced

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


def attribute(
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
