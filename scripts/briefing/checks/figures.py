"""A statement and the passages that it cites in, a verdict on each of its figures out.

Knows no page and no disk. Three verdicts, never two: what stands in no passage but has a source
outside the article cannot be checked here, and does not count as passed.
"""

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from briefing.checks.quantities import Day, Quantity, find_days, find_quantities
from briefing.checks.quoting import find_quotations, is_block, is_quoted, quoted_words
from briefing.checks.sums import is_about, sums
from briefing.patterns.mask import mask
from briefing.patterns.quotation_marks import find_quoted


class Result(StrEnum):
    """What a look into the passages gave."""

    CHECKED = "checked"
    DIFFERS = "differs"
    CANNOT_CHECK = "cannot check"


class Kind(StrEnum):
    """What was looked for."""

    FIGURE = "figure"
    DATE = "date"
    QUOTATION = "quotation"


@dataclass(frozen=True, slots=True)
class Cited:
    """A passage that a statement cites, and the EDTF date at which it was written.

    An account of an article is not `verbatim`: of its words, only those that it quotes itself
    are the article's.
    """

    address: str
    text: str
    written: str = ""
    verbatim: bool = True


@dataclass(frozen=True, slots=True)
class Verdict:
    """`text` is the statement's `[start:end]`; `reason` says why it is not checked."""

    kind: Kind
    text: str
    start: int
    end: int
    result: Result
    reason: str = ""
    is_sum: bool = False


_NOT_SAID = re.compile(
    r"\]\([^()\s]{0,2000}+(?:\s\"[^\"]{0,500}\")?\)"  # the address of a link
    r"|\[?¶[0-9]+(?:\.[0-9]+)?(?:[-–][0-9]+)?|<[^<>]*>|\{[^{}]*\}"
    r"|^\s*(?:[0-9]+[.)]|[-*+])(?=\s)|https?://\S+",
    re.MULTILINE,
)
_SHOWN = 60
"""How much of a block quotation a verdict shows."""


def said(markdown: str) -> str:
    """`markdown`, as long as before, with addresses, ¶ numbers and tags masked."""
    return mask(markdown, (match.span() for match in _NOT_SAID.finditer(markdown)))


@functools.lru_cache(maxsize=4096)
def look_up(
    statement: str, cited: tuple[Cited, ...], *, sourced: bool = False, language: str = "en"
) -> tuple[Verdict, ...]:
    """A Verdict on each quotation, date and quantity of `statement`, which is Markdown, in order.

    `sourced` says that the statement names a source outside the article.
    """
    text = said(statement)
    quoted = find_quotations(statement if is_block(statement) else text)
    unquoted = mask(text, quoted)
    written = next((each.written for each in cited if each.written), "")
    days = find_days(unquoted, language, written)
    numbers = find_quantities(mask(unquoted, ((day.start, day.end) for day in days)), language)
    found = [
        *(_quotation(statement, *span, cited, in_block=is_block(statement)) for span in quoted),
        *_dates(days, cited, language),
        *_figures(unquoted, numbers, cited, language),
    ]
    told = (_with_source(each, sourced, cited) for each in found)
    return tuple(sorted(told, key=lambda verdict: verdict.start))


def _with_source(verdict: Verdict, sourced: bool, cited: Sequence[Cited]) -> Verdict:
    """What is in no passage may be in the source that the statement names beside them."""
    if verdict.result is not Result.DIFFERS or verdict.is_sum:
        return verdict
    if sourced:
        reason = "it rests on a source outside the article"
        return replace(verdict, result=Result.CANNOT_CHECK, reason=reason)
    if not cited:
        return replace(verdict, result=Result.CANNOT_CHECK, reason="no passage is cited for it")
    return verdict


def _quotation(
    statement: str, start: int, end: int, cited: Sequence[Cited], *, in_block: bool
) -> Verdict:
    """Whether the words between the marks, the ellipses aside, stand so in one passage.

    A block quotation may go over from one passage into the next.
    """
    words = quoted_words(statement[start:end], in_block=in_block)
    texts = [each.text for each in cited if each.verbatim]
    texts += [_quotations_of(each) for each in cited] + [" ".join(texts)] * in_block
    shown = _short(words) if in_block else statement[start:end]
    if any(is_quoted(words, text) for text in texts):
        return Verdict(Kind.QUOTATION, shown, start, end, Result.CHECKED)
    if any(is_quoted(words, each.text) for each in cited):
        reason = "the passage has these words, but as our account: only the article can tell"
        return Verdict(Kind.QUOTATION, shown, start, end, Result.CANNOT_CHECK, reason)
    return Verdict(Kind.QUOTATION, shown, start, end, Result.DIFFERS, _none_of(cited))


def _short(words: str) -> str:
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN].rstrip()}…"


def _quotations_of(cited: Cited) -> str:
    spans = find_quoted(cited.text)
    return "\0".join(cited.text[start + 1 : end - 1] for start, end in spans)


def _dates(days: Sequence[Day], cited: Sequence[Cited], language: str) -> Iterator[Verdict]:
    known = [day for each in cited for day in _days_of(each, language)] if days else []
    for day in days:
        same = any(_is_within(other, day) for other in known)
        reason = "" if same else _nearest([other.text for other in known], cited)
        result = Result.CHECKED if same else Result.DIFFERS
        yield Verdict(Kind.DATE, day.text, day.start, day.end, result, reason)


def _is_within(exact: Day, said: Day) -> bool:
    """Whether the passage's date is `said`, or an exacter one within it.

    A year that the passage leaves out does not bear a statement that says the year alone.
    """
    if exact.days is None or said.days is None:
        return exact.text.lower() == said.text.lower()
    if said.text.isdigit() and said.text not in exact.text:
        return False
    return said.days[0] <= exact.days[0] and exact.days[1] <= said.days[1]


def _figures(
    text: str, numbers: Sequence[Quantity], cited: Sequence[Cited], language: str
) -> Iterator[Verdict]:
    if not any(number.counts for number in numbers):
        return
    known = [each for passage in cited for each in _quantities_of(passage, language)]
    results = {total.start: value for total, value in sums(text, numbers)}
    right = [n for n in numbers if n.start in results and is_about(n, results[n.start])]
    there = {(each.value, each.unit) for each in (*known, *right)}
    for number in numbers:
        if not number.counts:
            continue
        verdict = Verdict(Kind.FIGURE, number.text, number.start, number.end, Result.CHECKED)
        if (number.value, number.unit) not in there:
            alike = [each.text for each in known if each.unit == number.unit and each.counts]
            is_sum, reason = number.start in results, _nearest(alike, cited)
            if is_sum:
                reason = f"the arithmetic beside it gives {float(results[number.start]):,.10g}"
            verdict = replace(verdict, result=Result.DIFFERS, reason=reason, is_sum=is_sum)
        yield verdict


@functools.lru_cache(maxsize=1024)
def _quantities_of(cited: Cited, language: str) -> tuple[Quantity, ...]:
    days = ((day.start, day.end) for day in _days_of(cited, language))
    return find_quantities(mask(cited.text, days), language)


@functools.lru_cache(maxsize=1024)
def _days_of(cited: Cited, language: str) -> tuple[Day, ...]:
    return find_days(cited.text, language, cited.written)


def _nearest(alike: Sequence[str], cited: Sequence[Cited]) -> str:
    """What the passages have in its place, if that is plain."""
    others = list(dict.fromkeys(alike))
    if 1 <= len(others) <= 2:
        return f"{_addresses(cited)} has {' and '.join(others)}"
    return _none_of(cited)


def _none_of(cited: Sequence[Cited]) -> str:
    return f"it is not in {_addresses(cited)}"


def _addresses(cited: Sequence[Cited]) -> str:
    return " or ".join(dict.fromkeys(each.address for each in cited))
