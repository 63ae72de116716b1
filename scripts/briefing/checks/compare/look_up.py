"""Every figure, date and quotation of a statement, looked up in the passages that it cites.

Three results, never two: what stands in no passage but has a source outside the article cannot be
checked here, and does not count as right.
"""

import functools
from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefing.checks.compare.arithmetic import is_about, work_out
from briefing.checks.compare.dates import compare_dates, days_of, find_days
from briefing.checks.compare.quantities import MOST_SMALL, Quantity, find_quantities
from briefing.checks.compare.quotations import is_quoted, quoted_words
from briefing.checks.compare.verdict import (
    Cited,
    Result,
    Verdict,
    VerdictKind,
    named,
    reason_of_difference,
)
from briefing.markdown.visible import without_marks
from briefing.text.patterns import MASK, find_quoted, mask

_SHOWN = 60
"""How much of a block quotation a verdict shows."""


@functools.lru_cache(maxsize=4096)
def look_up(
    shown: str,
    cited: tuple[Cited, ...],
    block_quotations: tuple[tuple[int, int], ...] | None = None,
    *,
    sourced: bool = False,
    language: str = "en",
) -> tuple[Verdict, ...]:
    """A Verdict on each quotation, date and quantity of a statement, in order.

    `shown` is its Markdown with MASK for what no reader sees. `block_quotations` are where its
    quotations stand if it is a block quotation; `sourced` says that it names a source outside.
    """
    in_block = block_quotations is not None
    quoted = list(block_quotations or ()) if in_block else find_quoted(shown)
    unquoted = without_marks(mask(shown, quoted))
    written = next((each.written for each in cited if each.written), "")
    days = find_days(unquoted.text, language, written)
    undated = mask(unquoted.text, ((day.start, day.end) for day in days))
    numbers = find_quantities(undated, language)
    found = [_compare_quotation(shown, *span, cited, in_block=in_block) for span in quoted]
    for each in (
        *compare_dates(days, cited, language),
        *_compare_figures(unquoted.text, numbers, cited, language),
    ):
        start, end = unquoted.span(each.start, each.end)
        found.append(replace(each, start=start, end=end))
    verdicts = (_with_source(each, sourced, cited) for each in found)
    return tuple(sorted(verdicts, key=lambda verdict: verdict.start))


def _with_source(verdict: Verdict, sourced: bool, cited: Sequence[Cited]) -> Verdict:
    """What is in no passage may be in the source that the statement names beside them."""
    if verdict.result is not Result.DIFFERS or verdict.is_sum:
        return verdict
    if sourced:
        reason = "it rests on a source outside the article"
        if cited:
            reason = f"it is not in {named(cited)}; the source outside that is named may have it"
        return replace(verdict, result=Result.CANNOT_CHECK, reason=reason)
    if not cited:
        return replace(verdict, result=Result.CANNOT_CHECK, reason="no passage is cited for it")
    return verdict


def _compare_quotation(
    shown: str, start: int, end: int, cited: Sequence[Cited], *, in_block: bool
) -> Verdict:
    """Whether the words between the marks, the ellipses aside, stand so in one passage.

    A block quotation may go over from one passage into the next.
    """
    quotation = shown[start:end].replace(MASK, " ")
    words = quoted_words(quotation, in_block=in_block)
    texts = [each.text for each in cited if each.verbatim]
    texts += [_quotations_of(each) for each in cited] + [" ".join(texts)] * in_block
    quotation = _short(words) if in_block else quotation
    if any(is_quoted(words, text) for text in texts):
        return Verdict(VerdictKind.QUOTATION, quotation, start, end, Result.CHECKED)
    if any(is_quoted(words, each.text) for each in cited):
        reason = "the passage has these words, but as our account: only the article can tell"
        return Verdict(VerdictKind.QUOTATION, quotation, start, end, Result.CANNOT_CHECK, reason)
    reason = reason_of_difference((), cited)
    return Verdict(VerdictKind.QUOTATION, quotation, start, end, Result.DIFFERS, reason)


def _short(words: str) -> str:
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN].rstrip()}…"


def _quotations_of(cited: Cited) -> str:
    spans = find_quoted(cited.text)
    return "\0".join(cited.text[start + 1 : end - 1] for start, end in spans)


def _compare_figures(
    text: str, numbers: Sequence[Quantity], cited: Sequence[Cited], language: str
) -> Iterator[Verdict]:
    if not any(number.counts for number in numbers):
        return
    known = [each for passage in cited for each in _quantities_of(passage, language)]
    results = {total.start: value for total, value in work_out(text, numbers)}
    right = [n for n in numbers if n.start in results and is_about(n, results[n.start])]
    for number in numbers:
        if not number.counts:
            continue
        verdict = Verdict(VerdictKind.FIGURE, number.text, number.start, number.end, Result.CHECKED)
        if any(number.agrees(each) for each in (*known, *right)):
            yield verdict
        elif number.start in results:
            reason = f"the arithmetic beside it gives {float(results[number.start]):,.10g}"
            yield replace(verdict, result=Result.DIFFERS, reason=reason, is_sum=True)
        else:
            result, reason = _difference(number, known, cited)
            yield replace(verdict, result=result, reason=reason)


def _difference(
    number: Quantity, known: Sequence[Quantity], cited: Sequence[Cited]
) -> tuple[Result, str]:
    """The result for a `number` that is none of the `known`."""
    alike = [each for each in known if each.unit == number.unit and each.counts]
    if number.is_small_count and not any(each.value <= MOST_SMALL for each in alike):
        reason = f"{named(cited)} has no such count; this may only count what is named there"
        return Result.CANNOT_CHECK, reason
    return Result.DIFFERS, reason_of_difference([each.text for each in alike], cited)


@functools.lru_cache(maxsize=1024)
def _quantities_of(cited: Cited, language: str) -> tuple[Quantity, ...]:
    days = ((day.start, day.end) for day in days_of(cited, language))
    return find_quantities(mask(without_marks(cited.text).text, days), language)
