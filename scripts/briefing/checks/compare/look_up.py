"""Every figure, date and quotation of a statement, looked up in the passages that it cites.

Three results, never two: what stands in no passage but has a source outside the article cannot be
checked here, and does not count as right. In a quotation, what house styles change without changing
a word does not count: the stop before the closing mark, a first capital, emphasis, brackets, [sic].
"""

import functools
import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import islice
from typing import NamedTuple

from briefing.article.source_lock import normalise
from briefing.checks.compare.dates import Day, find_days
from briefing.checks.compare.quantities import (
    MOST_SMALL,
    Quantity,
    find_quantities,
    is_about,
    work_out,
)  # fmt: skip
from briefing.markdown.visible import without_marks
from briefing.text.dates import days_of_edtf
from briefing.text.patterns import MASK, find_quoted, mask

_ELISION = re.compile(r"\s*(?:\[(?:…|\.\.\.)\]|…|\.\.\.)\s*")
_EMPHASIS = re.compile(r"\*+|(?<!\w)_+|_+(?!\w)")
_SIC = re.compile(r"\s*\[sic\]", re.IGNORECASE)
_ONE_LETTER = re.compile(r"\[(\w)\](?=\w)")
_UNSEEN_BEFORE_A_STOP = re.compile(rf"\s*{MASK}+(?=[.,;:!?])")
_ENDING = re.compile(r"(?<=\w)\[\w+\]")
_BRACKETS = re.compile(r"\s*\[[^\[\]]*\]\s*")
_REACH = 40
"""How many characters of the text at most a word in square brackets can stand for."""
_TRIES = 100
"""At how many places at most the first words are taken up."""
_OUTER = re.compile(r"\"[^\"]*\"")


def is_quoted(quoted: str, text: str) -> bool:
    """Whether the words of `quoted`, without its marks, stand in `text`, between ellipses in order.

    A word in square brackets stands for a few words of the text, or for none.
    """
    plain = plain_words(text)
    parts = [part for part in _ELISION.split(_plain_quotation(quoted)) if part.strip(" .,")]
    end = 0
    for part in parts:
        if (end := _end_of(part, plain, end)) < 0:
            return False
    return bool(parts)


def quoted_words(quoted: str, *, in_block: bool) -> str:
    """The words of a quotation on one line, without its marks."""
    words = " ".join(quoted.split())
    return words[1:-1] if not in_block or _OUTER.fullmatch(normalise(words)) else words


@functools.lru_cache(maxsize=1024)
def plain_words(text: str) -> str:
    """`text` as it is compared: no emphasis, one kind of quotation mark, dash and blank."""
    return normalise(_EMPHASIS.sub("", text))


def _plain_quotation(quoted: str) -> str:
    words = _ONE_LETTER.sub(r"\1", _SIC.sub("", plain_words(quoted)))
    return _ENDING.sub(MASK, words.strip())


def _end_of(part: str, text: str, start: int) -> int:
    """Where `part` ends in `text` from `start` on, -1 if it does not stand there."""
    pieces = [piece.rstrip(".,") for piece in _BRACKETS.split(part)]
    pieces = [piece for piece in pieces if piece]
    if not pieces:
        return start
    for found in islice(_pattern(pieces[0]).finditer(text, start), _TRIES):
        end = _end_of_rest(pieces[1:], text, found.end())
        if end >= 0:
            return end
    return -1


def _end_of_rest(pieces: Sequence[str], text: str, end: int) -> int:
    for piece in pieces:
        found = _pattern(piece).search(text, end, end + _REACH + len(piece))
        if found is None:
            return -1
        end = found.end()
    return end


@functools.lru_cache(maxsize=1024)
def _pattern(piece: str) -> re.Pattern[str]:
    """`piece` as whole words, its first letter large or small, MASK for any ending of a word."""
    first = f"[{re.escape(piece[0].lower() + piece[0].upper())}]" if piece[0].isalpha() else ""
    rest = re.escape(piece[1:] if first else piece).replace(MASK, r"\w*")
    return re.compile(rf"(?<!\w){first}{rest}(?!\w|[.,]\d)")


_SHOWN = 60
"""How much of a block quotation a verdict shows."""


class Result(StrEnum):
    """What a look into the passages gave."""

    CHECKED = "checked"
    DIFFERS = "differs"
    CANNOT_CHECK = "cannot check"


class VerdictKind(StrEnum):
    """What was looked for."""

    FIGURE = "figure"
    DATE = "date"
    QUOTATION = "quotation"


class Cited(NamedTuple):
    """A passage that a statement cites, and the EDTF date at which it was written.

    An account of an article is not `verbatim`: of its words, only those that it quotes itself
    are the article's.
    """

    address: str
    text: str
    written: str = ""
    verbatim: bool = True


class Verdict(NamedTuple):
    """`text` stands in the statement's `[start:end]`; `reason` says why it is not checked."""

    kind: VerdictKind
    text: str
    start: int
    end: int
    result: Result
    reason: str = ""
    is_sum: bool = False


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
        *_compare_dates(days, cited, language),
        *_compare_figures(unquoted.text, numbers, cited, language),
    ):
        start, end = unquoted.span(each.start, each.end)
        found.append(each._replace(start=start, end=end))
    verdicts = (_with_source(each, sourced, cited) for each in found)
    return tuple(sorted(verdicts, key=lambda verdict: verdict.start))


def _with_source(verdict: Verdict, sourced: bool, cited: Sequence[Cited]) -> Verdict:
    """What is in no passage may be in the source that the statement names beside them."""
    if verdict.result is not Result.DIFFERS or verdict.is_sum:
        return verdict
    if sourced:
        reason = "it rests on a source outside the article"
        if cited:
            reason = f"it is not in {_named(cited)}; the source outside that is named may have it"
        return verdict._replace(result=Result.CANNOT_CHECK, reason=reason)
    if not cited:
        return verdict._replace(result=Result.CANNOT_CHECK, reason="no passage is cited for it")
    return verdict


def _compare_quotation(
    shown: str, start: int, end: int, cited: Sequence[Cited], *, in_block: bool
) -> Verdict:
    """Whether the words between the marks, the ellipses aside, stand so in one passage.

    A block quotation may go over from one passage into the next.
    """
    quotation = _UNSEEN_BEFORE_A_STOP.sub("", shown[start:end]).replace(MASK, " ")
    words = quoted_words(quotation, in_block=in_block)
    texts = [each.text for each in cited if each.verbatim]
    texts += [" ".join(texts)] * in_block
    texts += [
        MASK.join(each.text[first + 1 : last - 1] for first, last in find_quoted(each.text))
        for each in cited
    ]
    if in_block:
        quotation = words if len(words) <= _SHOWN else f"{words[:_SHOWN].rstrip()}…"
    if any(is_quoted(words, text) for text in texts):
        result, reason = Result.CHECKED, ""
    elif any(is_quoted(words, each.text) for each in cited):
        reason = "the passage has these words, but as our account: only the article can tell"
        result = Result.CANNOT_CHECK
    else:
        result, reason = Result.DIFFERS, _reason_of_difference((), cited)
    return Verdict(VerdictKind.QUOTATION, quotation, start, end, result, reason)


def _compare_dates(days: Sequence[Day], cited: Sequence[Cited], language: str) -> Iterator[Verdict]:
    """A Verdict on each of `days`, the dates of one statement."""
    known = [day for each in cited for day in _days_of(each, language)] if days else []
    for day in days:
        result, reason = Result.CHECKED, ""
        supported = any(other.supports(day) for other in known)
        if not supported and not any(_says_when_written(c, day, days, language) for c in cited):
            result, reason = _difference_of_date(day, known, cited)
        yield Verdict(VerdictKind.DATE, day.text, day.start, day.end, result, reason)


@functools.lru_cache(maxsize=1024)
def _days_of(cited: Cited, language: str) -> tuple[Day, ...]:
    """The dates of a passage; their offsets are those of its plain text."""
    return find_days(without_marks(cited.text).text, language, cited.written)


def _difference_of_date(
    day: Day, known: Sequence[Day], cited: Sequence[Cited]
) -> tuple[Result, str]:
    for other in known:
        if day.has_year and other.days is None and other.agrees_without_year(day):
            reason = f"{_named(cited)} has {other.text}, and does not tell the year"
            return Result.CANNOT_CHECK, reason
    return Result.DIFFERS, _reason_of_difference([other.text for other in known], cited)


def _says_when_written(cited: Cited, day: Day, days: Sequence[Day], language: str) -> bool:
    """Whether `day` says when the passage was written: a month or more that overlaps its `as_of`.

    Where the passage has dates of its own, one of them has to be among `days`: "lost it in 2025"
    does not become right by being written in 2025, if the passage says 2024.
    """
    if not (cited.written and day.days):
        return False
    written = days_of_edtf(cited.written)
    first, last = day.days.first, day.days.last
    if last < written.first or written.last < first:
        return False
    if first == last and written.first != written.last:
        return False
    own = _days_of(cited, language)
    return not own or any(
        each.supports(stated) or (each.days and stated.days and each.days.is_within(stated.days))
        for each in own
        for stated in days
    )


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
            yield verdict._replace(result=Result.DIFFERS, reason=reason, is_sum=True)
        else:
            result, reason = _difference_of_figure(number, known, cited)
            yield verdict._replace(result=result, reason=reason)


def _difference_of_figure(
    number: Quantity, known: Sequence[Quantity], cited: Sequence[Cited]
) -> tuple[Result, str]:
    """The result for a `number` that is none of the `known`."""
    alike = [each for each in known if each.unit == number.unit and each.counts]
    if number.is_small_count and not any(each.value <= MOST_SMALL for each in alike):
        reason = f"{_named(cited)} has no such count; this may only count what is named there"
        return Result.CANNOT_CHECK, reason
    return Result.DIFFERS, _reason_of_difference([each.text for each in alike], cited)


@functools.lru_cache(maxsize=1024)
def _quantities_of(cited: Cited, language: str) -> tuple[Quantity, ...]:
    days = ((day.start, day.end) for day in _days_of(cited, language))
    return find_quantities(mask(without_marks(cited.text).text, days), language)


def _reason_of_difference(alike: Sequence[str], cited: Sequence[Cited]) -> str:
    """What the passages have instead if that is plain, or that none has it."""
    others = list(dict.fromkeys(alike))
    if 1 <= len(others) <= 2:
        return f"{_named(cited)} has {' and '.join(others)}"
    return f"it is not in {_named(cited)}"


def _named(cited: Sequence[Cited]) -> str:
    """The passages by address: `¶4.1 or ¶6.2`."""
    return " or ".join(dict.fromkeys(each.address for each in cited))
